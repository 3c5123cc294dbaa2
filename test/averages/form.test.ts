import { expect, test } from 'vitest';
import { AverageForm } from '../../src/averages/form.js';

const least = { method: 'mean', worst: '5', best: '10', exams: 'A; 8', seenAverage: '0', seenScale: '0' };

test('the least one must say', () => {
  expect(AverageForm.parse(least)).toMatchObject({
    worst: 50_000,
    best: 100_000,
    note: null,
    document: null,
  });
});

test.each([
  [{ method: 'median' }, 'method'],
  [{ worst: '' }, 'worst'],
  [{ worst: '-1' }, 'worst'],
  [{ best: 'ten' }, 'best'],
  [{ best: '5,0' }, 'best'],
  [{ best: '1001' }, 'best'],
  [{ exams: '' }, 'exams'],
  [{ exams: 'x'.repeat(8001) }, 'exams'],
  [{ note: 'x'.repeat(1001) }, 'note'],
  [{ document: 'a' }, 'document'],
  [{ page: '0' }, 'page'],
  [{ seenAverage: '' }, 'seenAverage'],
  [{ seenScale: 'x' }, 'seenScale'],
])('%o is refused', (wrong, field) => {
  const parsed = AverageForm.safeParse({ ...least, ...wrong });
  expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual([field]);
});
