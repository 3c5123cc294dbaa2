// What makes a card whole, and who may see whose.
import { expect, test } from 'vitest';
import { isComplete, marksIn, maySeeOthers } from '../../src/interview-cards/rules.js';

test.each<[string, unknown, string | undefined]>([
  ['no mark', undefined, 'form.required'],
  ['an empty one', '', 'form.required'],
  ['more than the highest', '5', 'form.choice'],
  ['less than nothing', '-1', 'form.choice'],
  ['a half', '2.5', 'form.choice'],
  ['two of them', ['1', '2'], 'form.choice'],
  ['nothing at all is a mark', '0', undefined],
  ['the highest', '4', undefined],
])('%s', (_name, value, problem) => {
  const { marks, problems } = marksIn({ mark_a: value, mark_other: '3' }, ['a']);

  expect(problems.mark_a).toBe(problem);
  expect(marks).toEqual(problem ? {} : { a: Number(value) });
});

test('the others’ cards are seen with one’s own in, or once they are locked', () => {
  const seen = [true, false].flatMap((hasOwn) =>
    [true, false].map((isLocked) => maySeeOthers({ hasOwn, isLocked })),
  );

  expect(seen).toEqual([true, true, true, false]);
});

test('cards are complete when each of the panel as it is now has filed', () => {
  expect(isComplete([1, 2], [2, 1, 9])).toBe(true);
  expect(isComplete([1, 2], [1])).toBe(false);
  expect(isComplete([], [])).toBe(false);
});
