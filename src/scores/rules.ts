// What cards say together: exact in whole numbers, so that nobody is put before another by a rounding. Pure.
import type { recommendations } from '../../db/schema/scores.js';

export type Recommendation = (typeof recommendations)[number];
export type Marks = Readonly<Record<string, number>>;
export type Card = { marks: Marks; recommendation: Recommendation | null };
export type Criterion = { key: string; weight: number };
/** A number as a fraction of whole numbers. */
export type Exact = { over: number; under: number };

/** Weights by criterion; where a rubric weighs nothing, all weigh the same. */
function weightsOf(rubric: readonly Criterion[]): { total: number; of: Map<string, number> } {
  const total = rubric.reduce((sum, { weight }) => sum + weight, 0);
  const of = new Map(rubric.map(({ key, weight }) => [key, total === 0 ? 1 : weight]));
  return { total: total === 0 ? rubric.length : total, of };
}

/** What a card weighs: marks times weights, summed. A mark from 0 to 4 on each criterion. */
function sumOf(marks: Marks, of: ReadonlyMap<string, number>): number {
  return [...of].reduce((sum, [key, weight]) => sum + weight * (marks[key] ?? 0), 0);
}

export type Figures = {
  n: number;
  mean: Exact;
  median: Exact;
  /** Highest minus lowest card. */
  range: Exact;
  /** The mean rounded to the nearest half, in halves: 0 to 8; exactly between two, the higher one. */
  band: number;
};

/**
 * Mean, median and range of the cards on the 0–4 scale, each the weighted mean of its marks; undefined without a card.
 * Source: recruitment §3.5.
 */
export function figuresOf(cards: readonly Card[], rubric: readonly Criterion[]): Figures | undefined {
  const n = cards.length;
  if (n === 0 || rubric.length === 0) return undefined;
  const { total, of } = weightsOf(rubric);
  const sums = cards.map(({ marks }) => sumOf(marks, of)).sort((a, b) => a - b);
  const all = sums.reduce((sum, one) => sum + one, 0);
  const [low, high] = [sums[(n - 1) >> 1] ?? 0, sums[n >> 1] ?? 0];
  const mean = { over: all, under: n * total };
  return {
    n,
    mean,
    median: { over: low + high, under: 2 * total },
    range: { over: (sums[n - 1] ?? 0) - (sums[0] ?? 0), under: total },
    band: Math.floor((4 * mean.over + mean.under) / (2 * mean.under)),
  };
}

/** True when two readers see a file so differently that a third must read it, or the two must talk. */
export function isSplit(cards: readonly Card[], rubric: readonly Criterion[], spread: number): boolean {
  const figures = figuresOf(cards, rubric);
  if (!figures) return false;
  const said = new Set(cards.map(({ recommendation }) => recommendation));
  const isOpposite = said.has('yes') && said.has('no');
  return isOpposite || figures.range.over >= spread * figures.range.under;
}

/** Less than nothing: `a` is smaller. Exact. */
export function compare(a: Exact, b: Exact): number {
  return a.over * b.under - b.over * a.under;
}

/** A fraction in hundredths, the half rounded up: 2.75 is 275. */
export function hundredths({ over, under }: Exact): number {
  return Math.floor((200 * over + under) / (2 * under));
}

export type Standing =
  /** Fewer cards than the call asks for. */
  | 'waiting'
  /** The readers do not agree, and nobody has done anything about it. */
  | 'split'
  | 'ready';

/** Whether a file can be decided on: enough cards, and where they are split a third one or a written note. */
export function standingOf(
  file: { cards: readonly (Card & { role: 'first' | 'third' })[]; hasNote: boolean },
  rubric: readonly Criterion[],
  settings: { reviewersPerFile: number; thirdReaderSpread: number },
): Standing {
  if (file.cards.length < settings.reviewersPerFile) return 'waiting';
  const first = file.cards.filter(({ role }) => role === 'first');
  const isSettled = file.hasNote || file.cards.some(({ role }) => role === 'third');
  return isSplit(first, rubric, settings.thirdReaderSpread) && !isSettled ? 'split' : 'ready';
}
