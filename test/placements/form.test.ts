// What an intern sends about ties to cases.
import { expect, test } from 'vitest';
import { ConflictsForm } from '../../src/placements/form.js';

const problems = (sent: Record<string, string>) =>
  ConflictsForm.safeParse(sent).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

test('whom somebody has ties to is asked of those who say that they have', () => {
  expect(problems({ has: 'no', ties: '' })).toEqual([]);
  expect(problems({ has: 'yes', ties: 'A cousin of counsel' })).toEqual([]);
  expect(problems({ has: 'yes', ties: '' })).toEqual(['ties: placements.problem.ties']);
  expect(problems({ has: '', ties: '' })).toEqual(['has: form.choice']);
});
