// Mean, median, range and bands, exact; and when two readers must not be left alone with a file.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Card, compare, figuresOf, hundredths, isSplit, standingOf } from '../../src/scores/rules.js';

const rubric = [
  { key: 'a', weight: 2 },
  { key: 'b', weight: 1 },
  { key: 'serbian', weight: 0 },
];
const card = (a: number, b: number, recommendation: Card['recommendation'] = 'unsure'): Card => ({
  marks: { a, b, serbian: 4 },
  recommendation,
});

test('two cards: their mean, median and range, with what weighs nothing left out', () => {
  expect(figuresOf([card(4, 4), card(1, 0)], rubric)).toEqual({
    n: 2,
    mean: { over: 14, under: 6 },
    median: { over: 14, under: 6 },
    range: { over: 10, under: 3 },
    band: 5,
  });
});

test('a third card moves the median less than the mean', () => {
  const figures = figuresOf([card(4, 4), card(4, 4), card(0, 0)], rubric);

  expect([figures?.median, figures?.mean].map((one) => one && hundredths(one))).toEqual([400, 267]);
});

test.each([
  [{ over: 9, under: 4 }, 5, '2.25 lies between 2 and 2.5, and goes up'],
  [{ over: 224, under: 100 }, 4, '2.24 is nearer to 2'],
  [{ over: 0, under: 3 }, 0, 'nothing is nothing'],
  [{ over: 12, under: 3 }, 8, 'four is four'],
])('band of %o is %i halves: %s', ({ over, under }, band) => {
  const cards = [{ marks: { a: over / 1 }, recommendation: null }];
  const figures = figuresOf(cards, [{ key: 'a', weight: 1 }]);
  // The same arithmetic on any fraction: the band is a function of the mean alone.
  expect(Math.floor((4 * over + under) / (2 * under))).toBe(band);
  expect(figures?.mean).toEqual({ over, under: 1 });
});

test.each([
  ['two apart', [card(4, 4), card(2, 2)], true],
  ['less than two apart', [card(4, 4), card(2, 3)], false],
  ['opposite recommendations, near marks', [card(3, 3, 'yes'), card(3, 3, 'no')], true],
  ['one unsure', [card(3, 3, 'yes'), card(3, 3, 'unsure')], false],
  ['one card', [card(0, 0)], false],
  ['no card', [], false],
])('%s: split is %s', (_name, cards, expected) => {
  expect(isSplit(cards, rubric, 2)).toBe(expected);
});

test('a split file waits for a third card or a written note', () => {
  const settings = { reviewersPerFile: 2, thirdReaderSpread: 2 };
  const split = [card(4, 4), card(0, 0)].map((one) => ({ ...one, role: 'first' as const }));
  const third = { ...card(2, 2), role: 'third' as const };
  const standing = (cards: typeof split | (typeof third)[], hasNote = false) =>
    standingOf({ cards: cards as never, hasNote }, rubric, settings);

  expect(standing(split.slice(1))).toBe('waiting');
  expect(standing(split)).toBe('split');
  expect(standing(split, true)).toBe('ready');
  expect(standing([...split, third] as never)).toBe('ready');
});

test('the mean never leaves the range, whatever the marks and weights, and comparing is exact', () => {
  const mark = fc.integer({ min: 0, max: 4 });
  const weights = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(mark, mark), { minLength: 1, maxLength: 5 }),
      weights,
      (marks, [wa, wb]) => {
        const figures = figuresOf(
          marks.map(([a, b]) => ({ marks: { a, b }, recommendation: null })),
          [
            { key: 'a', weight: wa },
            { key: 'b', weight: wb },
          ],
        );
        if (!figures) throw new Error('no figures');
        expect(compare(figures.mean, { over: 0, under: 1 })).toBeGreaterThanOrEqual(0);
        expect(compare(figures.mean, { over: 4, under: 1 })).toBeLessThanOrEqual(0);
        expect(Math.abs(figures.band / 2 - figures.mean.over / figures.mean.under)).toBeLessThanOrEqual(
          0.25 + 1e-9,
        );
      },
    ),
  );
});
