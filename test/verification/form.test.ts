import { expect, test } from 'vitest';
import { VerdictForm } from '../../src/verification/form.js';

const least = { verdict: 'matches', seen: '0' };

test('the least one can say, and all of it', () => {
  expect(VerdictForm.parse(least)).toEqual({
    verdict: 'matches',
    value: null,
    note: null,
    document: null,
    page: null,
    seen: 0,
  });
  const all = { verdict: 'differs', value: ' 7,85 ', note: 'a\nb', document: '3', page: '2', seen: '9' };
  expect(VerdictForm.parse(all)).toEqual({ ...all, value: '7,85', document: 3, page: 2, seen: 9 });
});

test.each([
  [{ verdict: '' }, 'verdict'],
  [{ verdict: 'not_met' }, 'verdict'],
  [{ value: 'x'.repeat(201) }, 'value'],
  [{ note: 'x'.repeat(1001) }, 'note'],
  [{ document: '0' }, 'document'],
  [{ document: '1.5' }, 'document'],
  [{ page: 'last' }, 'page'],
  [{ seen: '' }, 'seen'],
  [{ seen: '-1' }, 'seen'],
])('%o is refused', (wrong, field) => {
  const parsed = VerdictForm.safeParse({ ...least, ...wrong });
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
