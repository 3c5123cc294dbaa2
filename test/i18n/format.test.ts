// How days are written in each language.
import { expect, test } from 'vitest';
import { date, dateTime, longDate } from '../../src/i18n/format.js';

const noon = (month: number) => Date.UTC(2026, month - 1, 5, 11);

test('a day in a Serbian sentence is a genitive, in both scripts; the other languages stay as Intl has them', () => {
  expect([3, 5, 6, 8, 11].map((month) => date('sr', noon(month)))).toEqual([
    '5. marta 2026.',
    '5. maja 2026.',
    '5. juna 2026.',
    '5. avgusta 2026.',
    '5. novembra 2026.',
  ]);
  expect(longDate('sr-Cyrl', noon(12))).toBe('субота, 5. децембра 2026.');
  expect(dateTime('sr', noon(11))).toBe('četvrtak, 5. novembra 2026. u 12:00 (po prištinskom vremenu)');
  expect(longDate('sq', noon(11))).toBe('e enjte, 5 nëntor 2026');
  expect(longDate('en', noon(11))).toBe('Thursday, 5 November 2026');
});
