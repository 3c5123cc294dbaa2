// Tables from outside: bounds that hold whatever a file says of itself, and nothing that ends the process.
import { existsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toXlsx } from '../../src/paper/sheet.js';
import { readTable } from '../../src/paper/table.js';
import { zip } from './papers.js';

const file = join(tmpdir(), `hlc-table-${process.pid}`);
async function read(bytes: Buffer | string) {
  writeFileSync(file, bytes);
  const table = await readTable(file);
  expect(existsSync(file)).toBe(false);
  return table;
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** A spreadsheet whose cells stand where `cells` says: what stands between them is in no file. */
function workbook(cells: Record<string, string>): Buffer {
  const inRow = (cell: string) => /\d+/.exec(cell)?.[0] ?? '';
  const rows = Object.entries(cells).map(
    ([cell, text]) =>
      `<row r="${inRow(cell)}"><c r="${cell}" t="inlineStr"><is><t>${text}</t></is></c></row>`,
  );
  const sheet = `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`;
  const book = `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`;
  const leads = `<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`;
  return zip([
    { name: 'xl/workbook.xml', data: book },
    { name: 'xl/_rels/workbook.xml.rels', data: leads },
    { name: 'xl/worksheets/sheet1.xml', data: sheet },
  ]);
}

test('a spreadsheet comes as text, days as local days', async () => {
  const bytes = await toXlsx(['id', 'name'], [[[7, '=Dy']]]);

  expect(await read(bytes)).toEqual({
    ok: true,
    rows: [
      ['id', 'name'],
      ['7', '=Dy'],
    ],
  });
  expect(await read(workbook({ A1: 'id', A3: 'x' }))).toEqual({ ok: true, rows: [['id'], ['x']] });
});

test.each([
  ['in the last corner', { A1: 'id', XFD1048576: 'x' }],
  ['beyond any sheet', { A1: 'id', A999999999: 'x' }],
])(
  'a cell %s asks for more memory than there is, and gets none of ours',
  async (_name, cells) => {
    expect(await read(workbook(cells as unknown as Record<string, string>))).toEqual({
      ok: false,
      problem: 'broken',
    });
  },
  30_000,
);

test('too many rows are told, in either kind of file', async () => {
  const rows = Array.from({ length: 2002 }, (_none, at) => [String(at)]);

  expect(await read(`id\n${rows.join('\n')}`)).toEqual({ ok: false, problem: 'too_many_rows' });
  expect(await read(await toXlsx(['id'], [rows]))).toEqual({ ok: false, problem: 'too_many_rows' });
});

test('what is no table is told', async () => {
  expect(await read('')).toEqual({ ok: false, problem: 'none' });
  expect(await read('a,b\n"x')).toEqual({ ok: false, problem: 'broken' });
  expect(await read('a\0b')).toEqual({ ok: false, problem: 'wrong_type' });
  expect(await read(Buffer.from([0xff, 0xfe, 0x41]))).toEqual({ ok: false, problem: 'broken' });
  expect(await read(zip([{ name: 'a.txt', data: 'x' }]))).toEqual({ ok: false, problem: 'broken' });
});
