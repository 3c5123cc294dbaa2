// Owns decimal numbers typed by people: text to whole ten-thousandths and back, never through a float.

/** The most digits before the decimal sign that still fit a safe integer of ten-thousandths. */
const WHOLE_DIGITS = 11;

/**
 * Reads "7,50", "7.5" or " 7.501 " (75010). A comma and a point mean the same; there are no thousands
 * separators, so "1.000" is one, and "1.000,50" is no number at all. Signs and exponents are refused.
 * Unit: ten-thousandths. More than four decimals are refused, never rounded. Throws nothing.
 */
export function parseDecimal(
  text: string,
): { tenThousandths: number } | { problem: 'blank' | 'not_a_number' | 'too_precise' } {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'blank' };
  const match = /^0*(\d+?)(?:[.,](\d+))?$/.exec(trimmed);
  const whole = match?.[1];
  if (whole === undefined || whole.length > WHOLE_DIGITS) return { problem: 'not_a_number' };
  const decimals = match?.[2] ?? '';
  if (decimals.length > 4) return { problem: 'too_precise' };
  return { tenThousandths: Number(whole + decimals.padEnd(4, '0')) };
}

/**
 * Prints ten-thousandths exactly: 75000 is "7.5", or "7.50" with two decimals at least; 75010 is "7.501".
 * `minDecimals` pads with zeros and never cuts. Throws RangeError when given no safe integer.
 */
export function printDecimal(
  tenThousandths: number,
  { minDecimals = 0, separator = '.' }: { minDecimals?: number; separator?: '.' | ',' } = {},
): string {
  if (!Number.isSafeInteger(tenThousandths)) throw new RangeError('ten-thousandths must be a safe integer');
  const digits = String(Math.abs(tenThousandths)).padStart(5, '0');
  const decimals = digits.slice(-4).replace(/0+$/, '').padEnd(minDecimals, '0');
  const sign = tenThousandths < 0 ? '-' : '';
  return sign + digits.slice(0, -4) + (decimals === '' ? '' : separator + decimals);
}
