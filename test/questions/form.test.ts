// Questions as a form holds them, and what they lack.
import { expect, test } from 'vitest';
import { sampleQuestions } from '../../db/seed/questions.js';
import type { Rubric } from '../../src/calls/form.js';
import { criteriaFrom, criteriaValues, QuestionsForm, RubricForm } from '../../src/questions/form.js';
import { blanksIn, wrongWith } from '../../src/questions/rules.js';

const typed = (questions: Rubric) => criteriaValues('question', questions);

test('what was written comes back as it was, and blank places are not kept', () => {
  const input = QuestionsForm.parse(typed(sampleQuestions));

  expect(criteriaFrom('question', input, sampleQuestions)).toEqual(sampleQuestions);
  expect(criteriaFrom('question', QuestionsForm.parse({}), [])).toEqual([]);
});

test('a question put where one was taken out never gets the key of another', () => {
  const [first, , third] = sampleQuestions;
  const left = [first, third].filter((one) => one !== undefined);
  const more = { ...typed(left), question2NameSq: 'E re' };

  const keys = criteriaFrom('question', QuestionsForm.parse(more), left).map(({ key }) => key);

  expect(keys).toEqual(['question1', 'question3', 'question2']);
});

test.each([
  ['a weight that is none', { question0Weight: '11' }, 'question0Weight'],
  ['a name that is too long', { question5NameSr: 'x'.repeat(301) }, 'question5NameSr'],
  ['a mark that is too long', { question1Mark4En: 'x'.repeat(501) }, 'question1Mark4En'],
])('the form refuses %s', (_name, fields, field) => {
  const parsed = QuestionsForm.safeParse(fields);
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});

test('the rubric has five places, and its names are short', () => {
  expect(Object.keys(RubricForm.shape)).not.toContain('criterion5NameSq');
  expect(RubricForm.safeParse({ criterion0NameSq: 'x'.repeat(121) }).success).toBe(false);
});

test('what is missing is a name or a mark in a language of the call, never a hint', () => {
  const [first] = sampleQuestions;
  if (!first) throw new Error('there is none');
  const without = {
    ...first,
    hint: { sq: '', sr: '', en: '' },
    name: { ...first.name, sr: '' },
    marks: first.marks.map((mark, value) => (value === 3 ? { ...mark, en: '' } : mark)),
  } as Rubric[number];

  expect(blanksIn([first, without], ['sq', 'sr'])).toEqual([{ index: 1, part: 'Name', language: 'sr' }]);
  expect(blanksIn([without], ['en'])).toEqual([{ index: 0, part: 'Mark3', language: 'en' }]);
  expect(wrongWith([first, first], 3)).toBe('too_few');
  expect(
    wrongWith(
      sampleQuestions.map((one) => ({ ...one, weight: 0 })),
      3,
    ),
  ).toBe('no_weight');
  expect(wrongWith(sampleQuestions, 3)).toBeNull();
});
