import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, ftsQuery } from '../../src/lib/fold.js';

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom(...'"*():^-+ \'ëçčćđšžЂЏљqxhjsdgzc'), fc.string({ unit: 'binary' })),
});

describe('fold', () => {
  test.each([
    ['e and ë', ['Prishtinë', 'prishtine', 'PRISHTINË', 'Приштине', 'Prištine'], 'pristine'],
    ['c, ç, č, ć, ch and q', ['Qazim', 'Ćazim', 'Çazim', 'Čazim', 'Cazim', 'Chazim', 'Ћазим'], 'cazim'],
    ['đ, dj, gj and d', ['Đakova', 'Gjakova', 'Djakova', 'Dakova', 'Ђакова', 'GJAKOVA'], 'dakova'],
    ['š, sh and s', ['Šaban', 'Shaban', 'Saban', 'Шабан'], 'saban'],
    ['ž, zh and z', ['Žur', 'Zhur', 'Zur', 'Жур'], 'zur'],
    ['dž, xh, dzh and dz', ['Džafer', 'Xhafer', 'Dzafer', 'Dzhafer', 'Џафер'], 'dzafer'],
    ['lj and nj in both scripts', ['Ljubinje', 'Љубиње', 'ljubinje'], 'ljubinje'],
    ['marks written apart', ['Ča\u010dak', 'C\u030cac\u030cak', 'Cacak', 'Чачак'], 'cacak'],
  ])('lets spellings with %s find each other', (_what, spellings, folded) => {
    expect(spellings.map(fold)).toEqual(spellings.map(() => folded));
  });

  test('keeps apart what sounds apart', () => {
    const words = ['dan', 'ten', 'sat', 'zub', 'cen', 'dzen', 'len', 'gol', 'jug', 'hod', 'xixa'];

    expect(new Set(words.map(fold)).size).toBe(words.length);
  });

  test.each([
    ['  P.br. 12/2015 — O\u2019Brien ', 'p br 12 2015 o brien'],
    ['\t\n', ''],
    ['...', ''],
    ['ﬁle Ⅳ', 'file iv'],
    ['Straße, Łódź, Ærø', 'strasse lodz aero'],
  ])('turns %j into %j', (text, expected) => {
    expect(fold(text)).toBe(expected);
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('leaves only letters and digits, with single spaces between', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(text)).toMatch(/^(?:[\p{L}\p{N}]+(?: [\p{L}\p{N}]+)*)?$/u);
      }),
    );
  });
});

describe('ftsQuery', () => {
  test.each([
    ['Đorđe', '"dorde"*'],
    ['Gjakova  sud', '"dakova"* AND "sud"*'],
    ['a"b (', '"a"* AND "b"*'],
    ['NEAR(x y) OR *', '"near"* AND "x"* AND "y"* AND "or"*'],
    ['1 2 3 4 5 6 7', '"1"* AND "2"* AND "3"* AND "4"* AND "5"* AND "6"*'],
    ['a'.repeat(41), `"${'a'.repeat(40)}"*`],
  ])('makes of %j the query %j', (text, query) => {
    expect(ftsQuery(text)).toBe(query);
  });

  test.each(['', '   ', '"', '*()-', '\0'])('searches for nothing when given %j', (text) => {
    expect(ftsQuery(text)).toBeUndefined();
  });

  describe('in a real index', () => {
    const db = new Database(':memory:');
    db.exec("create virtual table words using fts5(folded, tokenize = 'unicode61 remove_diacritics 2')");
    const find = db.prepare('select rowid from words where words match ?').pluck();
    const names = ['Ćazim Đaković', 'Shaban Gjocaj', 'Хашим Џафери', 'Žarko Čvorović'];
    for (const name of names) db.prepare('insert into words (folded) values (?)').run(fold(name));
    const search = (text: string) => find.all(ftsQuery(text)).map((id) => names[Number(id) - 1]);

    test.each([
      ['qazim', 'Ćazim Đaković'],
      ['djakovic', 'Ćazim Đaković'],
      ['Шаб Ђо', 'Shaban Gjocaj'],
      ['xhafer', 'Хашим Џафери'],
      ['zhark', 'Žarko Čvorović'],
    ])('%j finds %j alone', (text, name) => {
      expect(search(text)).toEqual([name]);
    });

    test('no text breaks a query', () => {
      fc.assert(
        fc.property(anyText, (text) => {
          const query = ftsQuery(text);
          if (query !== undefined) expect(() => find.all(query)).not.toThrow();
        }),
      );
    });

    test('every word of our languages is found by itself', () => {
      const letters = 'abcçčćdđeëfghijklmnopqrsštuvwxyzžабвгдђежзијклљмнњопрстћуфхцчџш0123456789 -';
      const ours = fc.string({ unit: fc.constantFrom(...letters, ...letters.toUpperCase()), minLength: 1 });
      fc.assert(
        fc.property(ours, (text) => {
          const query = ftsQuery(text);
          fc.pre(query !== undefined);
          const { lastInsertRowid } = db.prepare('insert into words (folded) values (?)').run(fold(text));

          expect(find.all(query)).toContain(Number(lastInsertRowid));
        }),
      );
    });
  });
});
