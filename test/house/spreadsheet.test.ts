// The texts as a spreadsheet for translators, and back: nothing is lost on the way, nothing broken comes in.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { exportTexts, importTexts } from '../../src/i18n/spreadsheet.js';
import { fromCsv, toCsv } from '../../src/lib/csv.js';
import { ROOT } from '../../src/paths.js';

/** A copy of our catalogues that may be changed. */
function catalogs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-texts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(join(ROOT, 'src/i18n/catalog'), folder, { recursive: true });
  return folder;
}

const textsOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const line = (key: string, en: string, sq: string, sr: string) =>
  toCsv(['key', 'note', 'en', 'sq', 'sr'], [[key, '', en, sq, sr]]);

describe('the spreadsheet', () => {
  test('brought back untouched changes no letter of any file', () => {
    const folder = catalogs();
    const before = textsOf(folder);

    expect(importTexts(exportTexts(folder), folder)).toEqual([]);
    expect(textsOf(folder)).toEqual(before);
  });

  test('brought back with one word changed changes that word in that file, as it was written', () => {
    const folder = catalogs();
    const before = textsOf(folder);

    const changed = importTexts(exportTexts(folder).replace('What is waiting', 'What awaits you'), folder);

    expect(changed).toEqual(['tasks.list.title']);
    expect(textsOf(folder)).toEqual({
      ...before,
      'tasks.json': before['tasks.json']?.replace('What is waiting', 'What awaits you'),
    });
  });

  test.each([
    [
      'an unknown key',
      line('tasks.list.nonsense', 'a', 'b', 'c'),
      'tasks.list.nonsense: there is no such text',
    ],
    ['a missing language', line('tasks.list.title', 'a', '', 'c'), 'the text in sq is missing'],
    [
      'a broken brace',
      line('tasks.list.since', 'Since {when}', 'Afati: {when', 'Rok: {when}'),
      'the text in sq cannot be read',
    ],
    [
      'another placeholder',
      line('tasks.list.since', 'Since {when}', 'Afati: {when}', 'Rok: {kada}'),
      'the text in sr has other placeholders',
    ],
    [
      'a placeholder that went',
      line('tasks.list.since', 'Since {when}', 'Afati', 'Rok: {when}'),
      'the text in sq has other placeholders',
    ],
    ['no columns', 'a;b\r\n1;2\r\n', 'the first line must name the columns'],
  ])('with %s is refused whole', (_what, csv, problem) => {
    const folder = catalogs();
    const before = textsOf(folder);
    const half = csv.includes('key') ? `${csv}"tasks.list.none",,"x","y","z"\r\n` : csv;

    expect(() => importTexts(half, folder)).toThrow(problem);
    expect(textsOf(folder)).toEqual(before);
  });
});

describe('a CSV file', () => {
  test.each([
    [
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      [
        ['a', 'b'],
        ['', ''],
      ].slice(0, 1),
    ],
    [
      [
        ['a', 'b'],
        ['', 'x'],
      ],
    ],
    [
      [
        ['a', 'b'],
        ['x', ''],
      ],
    ],
    [
      [
        ['a', 'b'],
        ['"quoted", and, more', 'čćžšđ ë ç Ж'],
      ],
    ],
    [
      [
        ['a', 'b'],
        ['=1+1', '-5 and @home'],
      ],
    ],
    [
      [
        ['a;b', 'c'],
        ["'tis", "it's"],
      ],
    ],
  ])('is read as it was written: %j', (rows) => {
    const [header = [], ...rest] = rows;

    expect(fromCsv(toCsv(header, rest))).toEqual(rows);
  });

  test('of a spreadsheet in Prishtina has semicolons, and line ends of any kind', () => {
    expect(fromCsv('a;b\n"x;\ny";2\r3;4')).toEqual([
      ['a', 'b'],
      ['x;\ny', '2'],
      ['3', '4'],
    ]);
  });

  test('with an open quote is refused', () => {
    expect(() => fromCsv('a,b\n"x,y\n')).toThrow(RangeError);
  });
});
