// The arithmetic of an average from listed exams: whole numbers alone, so that nothing is rounded before it is compared.
import { parseDecimal } from '../lib/decimal.js';

/** One exam of a certificate. Grade and credits in ten-thousandths; credits are null where there are none. */
export type Exam = { name: string; grade: number; credits: number | null };
export type Method = 'mean' | 'weighted';
/** The ends of the scale of the grades, in ten-thousandths. The worst may be the larger number. */
export type Scale = { worst: number; best: number };
/** An exact number of ten-thousandths: `over` is above zero. */
export type Fraction = { of: bigint; over: bigint };

const MOST_EXAMS = 80;
const NAME_MAX = 120;
/** The scale on which averages are compared. */
const FROM = 50_000n;
const SPAN = 50_000n;

export type Misread = { problem: 'few' | 'many' | 'line' | 'grade' | 'off_scale' | 'credits'; line: number };

/**
 * Reads "Criminal Law; 8; 6", one exam a line: name, grade, and credits where there are any. Blank lines are passed
 * over. Weighted by credits, every line needs them. Throws nothing: says which line cannot be read, and why.
 */
export function readExams(text: string, method: Method, scale: Scale): { exams: Exam[] } | Misread {
  const lines = text.split('\n').map((line, index) => ({ line: index + 1, cells: line.split(/[;\t]/) }));
  const written = lines.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  if (written.length === 0) return { problem: 'few', line: 0 };
  if (written.length > MOST_EXAMS) return { problem: 'many', line: MOST_EXAMS };
  const exams: Exam[] = [];
  for (const { line, cells } of written) {
    const read = readExam(cells, method, scale);
    if ('problem' in read) return { ...read, line };
    exams.push(read);
  }
  return { exams };
}

function readExam(
  [rawName = '', rawGrade = '', rawCredits = '', ...more]: string[],
  method: Method,
  scale: Scale,
): Exam | { problem: Misread['problem'] } {
  const name = rawName.trim();
  if (name === '' || name.length > NAME_MAX || more.some((cell) => cell.trim() !== ''))
    return { problem: 'line' };
  const grade = parseDecimal(rawGrade);
  if (!('tenThousandths' in grade)) return { problem: 'grade' };
  const [low, high] = [Math.min(scale.worst, scale.best), Math.max(scale.worst, scale.best)];
  if (grade.tenThousandths < low || grade.tenThousandths > high) return { problem: 'off_scale' };
  const credits = parseDecimal(rawCredits);
  const isBlank = 'problem' in credits && credits.problem === 'blank';
  if (isBlank && method === 'mean') return { name, grade: grade.tenThousandths, credits: null };
  if (!('tenThousandths' in credits) || credits.tenThousandths === 0) return { problem: 'credits' };
  return { name, grade: grade.tenThousandths, credits: credits.tenThousandths };
}

/**
 * A grade on the scale from 5 to 10: the worst grade of its own scale is 5, the best is 10, and what lies between is
 * spread evenly. Exact. A grade that is on the scale from 5 to 10 already stays what it is.
 */
export function onOurScale(grade: number, { worst, best }: Scale): Fraction {
  const span = BigInt(best - worst);
  const sign = span < 0n ? -1n : 1n;
  return { of: sign * (FROM * span + SPAN * BigInt(grade - worst)), over: sign * span };
}

/** The exact mean of the grades on the scale from 5 to 10; by credits where the method says so. Needs an exam. */
export function meanOf(exams: readonly Exam[], method: Method, scale: Scale): Fraction {
  const weights = exams.map(({ credits }) => (method === 'weighted' ? BigInt(credits ?? 0) : 1n));
  const sum = exams.reduce((so, { grade }, at) => so + (weights[at] ?? 0n) * onOurScale(grade, scale).of, 0n);
  const all = weights.reduce((so, weight) => so + weight, 0n);
  return { of: sum, over: all * onOurScale(0, scale).over };
}

/**
 * A mean in whole ten-thousandths. One that does not end there is carried up to the next: a call asks for "above" a
 * number of ten-thousandths, and the mean is above it exactly when the number carried up is. Rounding to the nearest,
 * or down, would take some above for equal. Source: call text "above 7.5", exact, never rounded first.
 */
export function carriedUp({ of, over }: Fraction): number {
  return Number((of + over - 1n) / over);
}

/** True when the mean is a whole number of ten-thousandths, so that nothing had to be carried up. */
export function endsThere({ of, over }: Fraction): boolean {
  return of % over === 0n;
}

/** The digits of a fraction of ten-thousandths, at most `decimals` of them, cut; a mark says that there are more. */
export function digitsOf({ of, over }: Fraction, separator: '.' | ',', decimals = 6): string {
  const unit = 10n ** BigInt(decimals);
  const scaled = (of * unit) / (over * 10_000n);
  const isWhole = scaled * over * 10_000n === of * unit;
  const fraction = String(scaled % unit)
    .padStart(decimals, '0')
    .replace(isWhole ? /0+$/ : /$^/, '')
    .padEnd(2, '0');
  return `${scaled / unit}${separator}${fraction}${isWhole ? '' : '…'}`;
}
