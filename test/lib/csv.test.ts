import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeCell, toCsv } from '../../src/lib/csv.js';

describe('safeCell', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+38344', "'+38344"],
    ['-5', "'-5"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "' =1"],
    ['\tx', "' x"],
    ['\rx', "' x"],
    ['\0x', "'x"],
    ['\0=1', "'=1"],
    ['\n=1', "' =1"],
    ['  =1', "'  =1"],
    ['＝1+1', "'＝1+1"],
    ['a=1', 'a=1'],
    ['Ana', 'Ana'],
    ["'quoted'", "'quoted'"],
    ['one\r\ntwo\nthree\rfour\tfive', 'one two three four five'],
    ['nul\0l', 'null'],
    ['', ''],
  ])('makes of %j the cell %j', (text, cell) => {
    expect(safeCell(text)).toBe(cell);
  });

  test('no cell starts a formula or breaks its line, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'=+-@\t\r\n\0 ,;"\'a1') }), (text) => {
        expect(safeCell(text)).toMatch(/^(?![\s]*[=+\-@])[^\t\r\n\0]*$/);
      }),
    );
  });
});

describe('toCsv', () => {
  test('writes a file Excel reads: BOM, CRLF, quotes where needed, numbers as numbers', () => {
    const csv = toCsv(
      ['Name', '=evil'],
      [
        ['Čolaković, Đorđe', 7.5],
        ['said "no"', -5],
        ['-5', null],
        ['two\nlines', 0],
      ],
    );

    expect(csv).toBe(
      '\ufeffName,\'=evil\r\n"Čolaković, Đorđe",7.5\r\n"said ""no""",-5\r\n\'-5,\r\ntwo lines,0\r\n',
    );
  });

  test('with no rows the header is left', () => {
    expect(toCsv(['Name'], [])).toBe('\ufeffName\r\n');
  });

  test.each([[['a']], [['a', 'b', 'c']]])('refuses the row %j under two headings', (row) => {
    expect(() => toCsv(['x', 'y'], [row])).toThrow(RangeError);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses the number %d', (value) => {
    expect(() => toCsv(['x'], [[value]])).toThrow(RangeError);
  });
});
