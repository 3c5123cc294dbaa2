import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal, printDecimal } from '../../src/lib/decimal.js';

describe('parseDecimal', () => {
  test.each([
    ['7,50', 75_000],
    ['7.5', 75_000],
    [' 7.501 ', 75_010],
    ['7.5001', 75_001],
    ['7,5000', 75_000],
    ['7', 70_000],
    ['10', 100_000],
    ['0', 0],
    ['0,0001', 1],
    ['007.5', 75_000],
    ['1.000', 10_000],
    ['\u00a07,5\u00a0', 75_000],
    ['99999999999.9999', 999_999_999_999_999],
  ])('reads %j exactly', (text, tenThousandths) => {
    expect(parseDecimal(text)).toEqual({ tenThousandths });
  });

  test.each(['', ' ', '\t\n', '\u00a0'])('calls %j blank, never zero', (text) => {
    expect(parseDecimal(text)).toEqual({ problem: 'blank' });
  });

  test.each([
    'seven',
    '-7.5',
    '+7.5',
    '7.',
    '.5',
    '7,',
    ',',
    '7.5.1',
    '1.000,50',
    '1,000.50',
    '7 5',
    '1e3',
    '0x10',
    'NaN',
    'Infinity',
    '٧',
    '7.5a',
    '100000000000',
  ])('refuses %j as no number', (text) => {
    expect(parseDecimal(text)).toEqual({ problem: 'not_a_number' });
  });

  test.each(['7.50001', '7,00000', '0.00009'])('refuses %j as too precise, and never rounds', (text) => {
    expect(parseDecimal(text)).toEqual({ problem: 'too_precise' });
  });

  test('never makes a fraction or an unsafe number, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,25}[.,]?\d{0,8}$/)), (text) => {
        const read = parseDecimal(text);
        if ('tenThousandths' in read) expect(Number.isSafeInteger(read.tenThousandths)).toBe(true);
      }),
    );
  });
});

describe('printDecimal', () => {
  test.each([
    [75_000, {}, '7.5'],
    [75_000, { minDecimals: 2 }, '7.50'],
    [75_010, { minDecimals: 2 }, '7.501'],
    [75_001, {}, '7.5001'],
    [70_000, {}, '7'],
    [70_000, { minDecimals: 1 }, '7.0'],
    [70_000, { minDecimals: 6 }, '7.000000'],
    [75_000, { separator: ',' }, '7,5'],
    [0, {}, '0'],
    [-0, {}, '0'],
    [1, {}, '0.0001'],
    [-1, {}, '-0.0001'],
    [-75_000, { minDecimals: 2 }, '-7.50'],
    [100_000, { minDecimals: 2, separator: ',' }, '10,00'],
  ] as const)('prints %d with %j as %j', (tenThousandths, options, text) => {
    expect(printDecimal(tenThousandths, options)).toBe(text);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('throws when given %d', (value) => {
    expect(() => printDecimal(value)).toThrow(RangeError);
  });

  test('what is printed is read back as the same number, with both separators', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 999_999_999_999_999 }),
        fc.nat({ max: 4 }),
        fc.constantFrom('.' as const, ',' as const),
        (tenThousandths, minDecimals, separator) => {
          const text = printDecimal(tenThousandths, { minDecimals, separator });

          expect(parseDecimal(text)).toEqual({ tenThousandths });
        },
      ),
    );
  });
});
