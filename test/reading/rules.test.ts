// Who reads what: even loads, mixed pairs, nobody too close, and what happens when somebody falls out.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Plan, planOf, type Unread, wordOf } from '../../src/reading/rules.js';

const files = (count: number, change: Partial<Unread> = {}): Unread[] =>
  Array.from({ length: count }, (_one, index) => ({ id: index + 1, readers: [], barred: [], ...change }));
const none = new Set<string>();
const loads = ({ load }: Plan) => [...load.values()];

test('forty files and four readers: twenty each, and every pair meets as often as the others, give or take one', () => {
  const plan = planOf(files(40), [1, 2, 3, 4], 2, none);

  expect(loads(plan)).toEqual([20, 20, 20, 20]);
  expect(plan.short).toEqual([]);
  const pairs = new Map<string, number>();
  for (const { id } of files(40)) {
    const pair = plan.add.filter(({ applicationId }) => applicationId === id).map(({ personId }) => personId);
    pairs.set(pair.join(), (pairs.get(pair.join()) ?? 0) + 1);
  }
  expect(pairs.size).toBe(6);
  expect(Math.max(...pairs.values()) - Math.min(...pairs.values())).toBeLessThanOrEqual(2);
});

test('whoever may not read a file does not get it, and a file for which nobody is left says so', () => {
  const barred = planOf(files(1, { barred: [1] }), [1, 2, 3], 2, none);
  expect(barred.add.map(({ personId }) => personId)).toEqual([2, 3]);

  const short = planOf(files(1, { barred: [1, 2] }), [1, 2, 3], 2, none);
  expect(short.short).toEqual([{ applicationId: 1, lacking: 1 }]);
});

test('when somebody falls out, their unread files go to the others and what they read stays', () => {
  const held: Unread[] = files(6).map((file) => ({ ...file, readers: [1, 2] }));

  const plan = planOf(held, [2, 3], 2, new Set(['1:1']));

  expect(plan.remove.map(({ applicationId }) => applicationId)).toEqual([2, 3, 4, 5, 6]);
  expect(plan.add).toEqual([2, 3, 4, 5, 6].map((applicationId) => ({ applicationId, personId: 3 })));
  expect(loads(plan)).toEqual([6, 5, 1]);
});

test('a plan that was carried out leaves nothing to do', () => {
  const plan = planOf(files(9), [1, 2, 3], 2, none);
  const after = files(9).map((file) => ({
    ...file,
    readers: plan.add.filter((one) => one.applicationId === file.id).map((one) => one.personId),
  }));

  expect(wordOf(planOf(after, [1, 2, 3], 2, none))).toBe('+ -');
});

test('loads differ by one at most whatever the numbers, when nobody is barred', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 2, max: 7 }),
      fc.integer({ min: 1, max: 3 }),
      (many, people, wanted) => {
        const readers = Array.from({ length: people }, (_one, index) => index + 1);
        const plan = planOf(files(many), readers, Math.min(wanted, people), none);
        expect(Math.max(...loads(plan)) - Math.min(...loads(plan))).toBeLessThanOrEqual(1);
        expect(plan.short).toEqual([]);
      },
    ),
  );
});
