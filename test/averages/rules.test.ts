// The arithmetic: exact, whatever the scale; carried up where a mean does not end, so that "above" stays true.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  carriedUp,
  digitsOf,
  type Exam,
  endsThere,
  meanOf,
  onOurScale,
  readExams,
} from '../../src/averages/rules.js';

const ours = { worst: 50_000, best: 100_000 };
const exam = (grade: number, credits: number | null = null): Exam => ({ name: 'x', grade, credits });
const grades = (...all: number[]) => all.map((grade) => exam(grade * 10_000));

test.each([
  ['one exam', grades(8), 80_000, true],
  ['7 and 8', grades(7, 8), 75_000, true],
  ['7, 7, 8: does not end', grades(7, 7, 8), 73_334, false],
  [
    'nearly 7.5, from above',
    [...Array(29_999).keys()].map(() => exam(75_000)).concat(exam(75_001)),
    75_001,
    false,
  ],
])('a plain mean of %s', (_what, exams, expected, ends) => {
  const mean = meanOf(exams, 'mean', ours);
  expect([carriedUp(mean), endsThere(mean)]).toEqual([expected, ends]);
});

test('by credits an exam counts as much as its credits', () => {
  const exams = [exam(90_000, 60_000), exam(60_000, 30_000), exam(70_000, 15_000)];

  expect(carriedUp(meanOf(exams, 'weighted', ours))).toBe(
    Math.ceil(((9 * 6 + 6 * 3 + 7 * 1.5) / 10.5) * 10_000),
  );
});

test.each([
  [40_000, { worst: 10_000, best: 50_000 }, 87_500],
  [10_000, { worst: 50_000, best: 10_000 }, 100_000],
  [20_000, { worst: 50_000, best: 10_000 }, 87_500],
  [600_000, { worst: 0, best: 1_000_000 }, 80_000],
  [87_501, ours, 87_501],
])('%i on the scale %o is %i on ours', (grade, scale, expected) => {
  expect(carriedUp(onOurScale(grade, scale))).toBe(expected);
});

test('above a number holds for what is carried up exactly when it holds for the mean itself', () => {
  const anExam = fc.record({
    name: fc.constant('x'),
    grade: fc.integer({ min: 50_000, max: 100_000 }),
    credits: fc.integer({ min: 1, max: 300_000 }),
  });
  fc.assert(
    fc.property(
      fc.array(anExam, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 50_000, max: 100_000 }),
      (exams, above) => {
        const mean = meanOf(exams, 'weighted', ours);
        expect(carriedUp(mean) > above).toBe(mean.of > BigInt(above) * mean.over);
      },
    ),
  );
});

test.each([
  [{ of: 75_000n, over: 1n }, '7.50'],
  [{ of: 220_000n, over: 3n }, '7.333333…'],
  [{ of: 75_001n, over: 1n }, '7.5001'],
  [{ of: 75_001n, over: 2n }, '3.75005'],
])('%o is written %s', (fraction, written) => {
  expect(digitsOf(fraction, '.')).toBe(written);
});

test('reads lines with semicolons or tabs, with commas in grades, and passes over blank ones', () => {
  expect(readExams('Criminal Law; 8,5; 6\n\n Roman Law \t 9 ', 'mean', ours)).toEqual({
    exams: [
      { name: 'Criminal Law', grade: 85_000, credits: 60_000 },
      { name: 'Roman Law', grade: 90_000, credits: null },
    ],
  });
});

test.each([
  ['', 'mean', { problem: 'few', line: 0 }],
  [' \n;;\n', 'mean', { problem: 'few', line: 0 }],
  ['A; 8\nB', 'mean', { problem: 'grade', line: 2 }],
  ['A; 8\n\n; 9', 'mean', { problem: 'line', line: 3 }],
  ['A; 8; 6; 7', 'mean', { problem: 'line', line: 1 }],
  [`${'x'.repeat(121)}; 8`, 'mean', { problem: 'line', line: 1 }],
  ['A; 4', 'mean', { problem: 'off_scale', line: 1 }],
  ['A; 8,12345', 'mean', { problem: 'grade', line: 1 }],
  ['A; 8', 'weighted', { problem: 'credits', line: 1 }],
  ['A; 8; 0', 'weighted', { problem: 'credits', line: 1 }],
  ['A; 8; six', 'mean', { problem: 'credits', line: 1 }],
  ['A; 8\n'.repeat(81), 'mean', { problem: 'many', line: 80 }],
] as const)('%j cannot be read', (text, method, expected) => {
  expect(readExams(text, method, ours)).toEqual(expected);
});
