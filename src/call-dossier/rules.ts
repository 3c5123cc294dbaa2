// What can be said of marks and reasons without saying it of anybody: figures without a name, and no small numbers.
import { type Card, compare, type Exact, type Figures, figuresOf } from '../scores/rules.js';

/** In what leaves the house, a reason is counted from this many on. Source: recruitment §2. */
export const LEAST = 5;

export type Scored = Figures & { third: boolean; noted: boolean };

/** The figures of every file with a card, the highest mean first; nothing says whose they are. */
export function scoresOf(
  cards: readonly (Card & { applicationId: number })[],
  rubric: Parameters<typeof figuresOf>[1],
  settled: { third: ReadonlySet<number>; noted: ReadonlySet<number> },
): Scored[] {
  const files = new Map<number, Card[]>();
  for (const card of cards) files.set(card.applicationId, [...(files.get(card.applicationId) ?? []), card]);
  return [...files]
    .flatMap(([id, own]) => {
      const figures = figuresOf(own, rubric);
      return figures ? [{ ...figures, third: settled.third.has(id), noted: settled.noted.has(id) }] : [];
    })
    .sort((a, b) => compare(b.mean, a.mean) || compare(a.range, b.range) || b.n - a.n);
}

/** What panels gave for each question, in the order of the questions, with the least and the most of it; nobody is named. */
export function perQuestion(
  cards: readonly Pick<Card, 'marks'>[],
  questions: readonly { key: string }[],
): { key: string; n: number; mean: Exact; least: number; most: number }[] {
  return questions.flatMap(({ key }) => {
    const marks = cards.flatMap((card) => card.marks[key] ?? []);
    if (marks.length === 0) return [];
    const mean = { over: marks.reduce((sum, mark) => sum + mark, 0), under: marks.length };
    return [{ key, n: marks.length, mean, least: Math.min(...marks), most: Math.max(...marks) }];
  });
}

/** How many files are in each band, the highest first, and the widest spread in it. */
export function bandsOf(scores: readonly Scored[]): { band: number; files: number; widest: Exact }[] {
  const bands = [...new Set(scores.map(({ band }) => band))].sort((a, b) => b - a);
  return bands.map((band) => {
    const ranges = scores.filter((score) => score.band === band).map(({ range }) => range);
    const [widest = { over: 0, under: 1 }] = ranges.sort((a, b) => compare(b, a));
    return { band, files: ranges.length, widest };
  });
}

/** How often each pair of words stands in rows, the most frequent first, then by the words. */
export function tallied<Row>(rows: readonly Row[], keyOf: (row: Row) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1));
}
