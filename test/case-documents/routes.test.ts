// Documents of cases: the level decides who opens one, the uploaded name is kept nowhere, a look at a protected one is recorded.
import { beforeAll, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { levelsFor } from '../../src/case-documents/rules.js';
import * as files from '../../src/files/queries.js';
import { tinyPdf } from '../paper/papers.js';
import { makeCase, makeCaseDocument } from '../support/cases.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']);
  id = makeCase(world);
});

const looks = () =>
  world.ctx.db
    .select()
    .from(history)
    .all()
    .filter((row) => row.event === 'open_document');

test('the levels, as a table', () => {
  const table = [
    [false, false],
    [true, false],
    [true, true],
    [false, true],
  ].map(([isStaff = false, maySeeProtected = false]) => levelsFor({ isStaff, maySeeProtected }).join());

  expect(table).toEqual(['case', 'case,staff', 'case,staff,protected', 'case,protected']);
});

test('a document is added and opened; how the file was called stands nowhere', async () => {
  const url = `/staff/cases/${id}/documents/new`;
  const page = await dafina.browser.get(url);
  const fields = {
    ...hiddenFields(page.text, url),
    kind: 'judgment',
    level: 'protected',
    datedOn: '2026-05-04',
  };
  const added = await dafina.browser.upload(url, fields, 'files', [
    { name: 'Statement of Planted Name.pdf', bytes: await tinyPdf() },
  ]);
  const { text } = await dafina.browser.get(`/staff/cases/${id}`);
  const link = /\/staff\/cases\/\d+\/documents\/(\d+)"/.exec(text)?.[0].slice(0, -1) ?? '';
  const before = looks().length;
  const opened = await dafina.browser.bytes(link);

  expect(added.status).toBe(303);
  expect(opened.status).toBe(200);
  expect(opened.body.subarray(0, 5).toString()).toBe('%PDF-');
  expect(opened.headers['content-disposition']).toContain(`judgment-${id}.pdf`);
  expect(opened.headers['content-security-policy']).toContain('sandbox');
  expect(looks()).toHaveLength(before + 1);
  expect(world.ctx.db.$client.serialize().toString('latin1')).not.toContain('Planted Name');
  expect(world.logged()).not.toContain('Planted');
});

test.each([
  ['kind', 'secret'],
  ['level', ''],
  ['datedOn', 'x'],
  ['files', ''],
])('%s wrong is told', async (field, value) => {
  const url = `/staff/cases/${id}/documents/new`;
  const fields = {
    ...hiddenFields((await dafina.browser.get(url)).text, url),
    kind: 'other',
    level: 'staff',
  };
  const sent = field === 'files' ? [] : [{ name: 'a.pdf', bytes: await tinyPdf() }];
  const answer = await dafina.browser.upload(
    url,
    field === 'files' ? fields : { ...fields, [field]: value },
    'files',
    sent,
  );

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`id="${field}-error"`);
});

test('a document of a case opens at no other address, and of another case not at all', async () => {
  const document = makeCaseDocument(world, id, dafina.personId, 'case');
  const other = makeCase(world, { written: 'PS 9/26' });
  const fileId = (world.ctx.db.$client
    .prepare('select file_id from case_documents where id = ?')
    .pluck()
    .get(document) ?? 0) as number;

  expect(files.filesByIds(world.ctx.db, [fileId])[0]?.ownerId).toBeNull();
  expect((await dafina.browser.get(`/files/${fileId}`)).status).toBe(404);
  expect((await dafina.browser.get(`/staff/cases/${other}/documents/${document}`)).status).toBe(404);
  expect((await dafina.browser.get(`/staff/cases/${id}/documents/${document}`)).status).toBe(200);
});

test('an intern who may not read the case opens none of its documents', async () => {
  const document = makeCaseDocument(world, id, dafina.personId, 'case');
  const ivana = world.signedIn('Ivana', ['intern']).browser;

  expect((await ivana.get(`/staff/cases/${id}/documents/${document}`)).status).toBe(404);
});

test('a document that is removed is gone with its bytes', async () => {
  const document = makeCaseDocument(world, id, dafina.personId, 'staff');
  const url = `/staff/cases/${id}/documents/${document}`;
  const contents = () =>
    world.ctx.db.$client.prepare('select count(*) from file_contents').pluck().get() as number;
  const before = contents();

  expect((await dafina.browser.submit(`${url}/remove`, {})).status).toBe(303);
  expect((await dafina.browser.get(url)).status).toBe(404);
  expect((await dafina.browser.get(`${url}/remove`)).status).toBe(404);
  expect(contents()).toBe(before - 1);
});
