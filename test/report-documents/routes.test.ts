// Documents obtained at a hearing: brought by who writes, opened by level, the case's on approval; the uploaded name nowhere.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { mayOpen } from '../../src/case-documents/queries.js';
import * as filings from '../../src/filings/service.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import { tinyPdf } from '../paper/papers.js';
import { coordinator, makeTie } from '../support/cases.js';
import { type Court, heldWhole, makeCourt, saveAll } from '../support/reports.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
let url: string;
const NAME = 'Statement of Planted Somebody.pdf';

beforeEach(() => {
  world = makeWorld({}, 'file');
  court = makeCourt(world);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  url = `/my/reports/${id}`;
});

async function bring(
  fields: Record<string, string> = {},
  file: { name: string; bytes: Buffer } | null = null,
  browser: Browser = court.ivana.browser,
) {
  const page = await browser.get(`${url}/documents/new`);
  const given = { kind: 'ruling', level: 'case', nothingRecorded: 'on', ...fields };
  const some = [file ?? { name: NAME, bytes: await tinyPdf() }];
  return browser.upload(
    `${url}/documents/new`,
    { ...hiddenFields(page.text, `${url}/documents/new`), ...given },
    'files',
    some,
  );
}
const ids = () =>
  world.ctx.db.$client
    .prepare('select id from report_documents where removed_at is null order by id')
    .pluck()
    .all() as number[];
const looks = () =>
  world.ctx.db
    .select()
    .from(history)
    .all()
    .filter(({ event }) => event === 'open_document');
function file() {
  saveAll(world, court.ivana.actor, id, heldWhole);
  filings.file(world.ctx, court.ivana.actor, id);
}
const all = 'complete consistent previous attributed evidenced protected registers'.split(' ');
const approval = (number: number) => ({
  id,
  deed: 'approve' as 'approve' | 'return',
  questions: all as never,
  note: null as string | null,
  minutes: null,
  number,
});

test('a document is brought, listed on every page of the report and opened; how it was called stands nowhere', async () => {
  expect((await bring()).status).toBe(303);
  const [one] = ids();
  const page = (await court.ivana.browser.get(url)).text;
  expect(page).toContain(`href="${url}/documents/${one}"`);
  expect(page).toContain(`href="${url}/documents/new"`);
  const opened = await court.ivana.browser.bytes(`${url}/documents/${one}`);
  expect([opened.status, opened.body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  expect(opened.headers['content-disposition']).toContain(`ruling-report-${id}.pdf`);
  expect(opened.headers['content-security-policy']).toContain('sandbox');

  file();
  expect((await court.ivana.browser.get(`${url}/check`)).text).toContain(`href="${url}/documents/${one}"`);
  expect((await court.dafina.browser.get(`/staff/reviews/${id}`)).text).toContain(
    `href="/staff/reviews/${id}/documents/${one}"`,
  );
  world.ctx.db.$client.pragma('wal_checkpoint(TRUNCATE)');
  const folder = dirname(world.ctx.db.$client.name);
  for (const name of readdirSync(folder).filter((some) => some.includes('sqlite')))
    expect(readFileSync(join(folder, name)).includes('Planted Somebody'), name).toBe(false);
});

test('the level decides who opens it, and a look at a protected one is recorded', async () => {
  for (const level of ['case', 'staff', 'protected']) await bring({ level });
  file();
  const officer = world.signedIn('Sara', ['safety_officer']);
  const status = async (browser: Browser, at: string) =>
    Promise.all(ids().map(async (one) => (await browser.bytes(`${at}/documents/${one}`)).status));

  expect(await status(court.ivana.browser, url)).toEqual([200, 404, 404]);
  expect(await status(court.blerim.browser, url)).toEqual([404, 404, 404]);
  expect(looks()).toHaveLength(0);
  expect(await status(officer.browser, `/staff/reviews/${id}`)).toEqual([200, 200, 200]);
  expect(looks()).toHaveLength(1);
  const mine = (await court.ivana.browser.get(`${url}/check`)).text;
  expect(mine).toContain('Staff only');
  expect(mine).not.toContain(`documents/${ids()[1]}"`);

  makeTie(world, court.caseId, court.ivana.personId);
  expect(await status(court.ivana.browser, url)).toEqual([404, 404, 404]);
});

test.each<[string, Record<string, string>, { name: string; bytes: Buffer } | null, string]>([
  ['no kind', { kind: '' }, null, 'id="kind-error"'],
  ['no level', { level: 'everybody' }, null, 'id="level-error"'],
  ['no word that nothing was recorded', { nothingRecorded: '' }, null, 'id="nothingRecorded-error"'],
  [
    'sound',
    {},
    { name: 'hall.mp3', bytes: Buffer.from('ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000sound sound') },
    'courts forbid recording',
  ],
])('%s is refused beside its field, and nothing is kept', async (_what, fields, bytes, said) => {
  const answer = await bring(fields, bytes);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(said);
  expect(ids()).toEqual([]);
});

test('it is taken away while the report is written, by whoever brought it; nothing more once it is filed', async () => {
  await bring({ level: 'staff' });
  await bring();
  const [first, second] = ids();
  const gone = await court.ivana.browser.submit(`${url}/documents/${first}/remove`, {});
  expect([gone.status, ids()]).toEqual([303, [second]]);
  expect(world.ctx.db.$client.prepare('select count(*) from file_contents').pluck().get()).toBe(1);

  file();
  expect((await court.ivana.browser.get(`${url}/documents/new`)).status).toBe(404);
  expect((await court.ivana.browser.get(`${url}/documents/${second}/remove`)).status).toBe(404);
  expect(ids()).toEqual([second]);
});

test('on approval it is a document of the case, once, and stays one when the report is reopened and approved again', async () => {
  await bring({ level: 'staff', datedOn: '2026-10-20' });
  file();
  const approve = (number: number) => reviews.decide(world.ctx, court.dafina.actor, approval(number));
  approve(1);
  const known = () => mayOpen(world.ctx.db, coordinator, court.caseId);
  expect(known()).toMatchObject([{ kind: 'ruling', level: 'staff', datedOn: '2026-10-20' }]);
  const opened = await court.dafina.browser.bytes(`/staff/cases/${court.caseId}/documents/${known()[0]?.id}`);
  expect(opened.body.subarray(0, 5).toString()).toBe('%PDF-');

  reviews.reopen(world.ctx, court.dafina.actor, { id, note: 'A slip.', number: 1 });
  const removed = await court.ivana.browser
    .submit(`${url}/documents/${ids()[0]}/remove`, {})
    .catch(() => ({ status: 404 }));
  expect(removed.status).toBe(404);
  filings.file(world.ctx, court.ivana.actor, id);
  approve(2);
  expect(known()).toHaveLength(1);
});

test('each filing keeps what was listed with it: taken away and brought since, the two stand side by side', async () => {
  await bring();
  await bring({ kind: 'minutes', level: 'staff' });
  file();
  const [ruling, minutes] = ids();
  const [first, second] = filings.snapshot(world.ctx, id, 1).documents ?? [];
  expect(first).toMatchObject({ id: ruling, name: `ruling-report-${id}.pdf`, level: 'case' });
  expect([first?.sha256.length, second?.level]).toEqual([64, 'staff']);

  reviews.decide(world.ctx, court.dafina.actor, { ...approval(1), deed: 'return', note: 'Which ruling?' });
  await court.ivana.browser.submit(`${url}/documents/${ruling}/remove`, {});
  const still = (await court.dafina.browser.get(`/staff/reviews/${id}`)).text;
  expect(still).toContain(first?.sha256);
  expect(still).toContain('This document was taken away after the filing.');
  expect(still).not.toContain(`/documents/${ruling}"`);
  expect(still).toContain(`/documents/${minutes}"`);

  filings.file(world.ctx, court.ivana.actor, id);
  const { text } = await court.dafina.browser.get(`/staff/reviews/${id}/versions`);
  expect(text).toContain('1 field changed.');
  expect(text).toMatch(
    new RegExp(
      `ruling-report-${id}\\.pdf, [^<]*Whoever reads the case\\. SHA-256: ${first?.sha256}[^<]*</td>`,
    ),
  );
});

test('a protected document alone asks for a second approval, and a look at its filing is recorded', async () => {
  await bring({ level: 'protected' });
  file();
  const page = (await court.dafina.browser.get(`/staff/reviews/${id}`)).text;
  expect(page).toContain('a protected document was obtained');
  const seen = world.ctx.db.select().from(history).all();
  expect(seen.filter(({ event }) => event === 'view_protected')).toHaveLength(1);

  const { personId } = world.signedIn('Luan', ['director']);
  const luan = { ...court.dafina.actor, personId };
  expect(reviews.decide(world.ctx, court.dafina.actor, approval(1))).toBe('approve_first');
  expect(mayOpen(world.ctx.db, luan, court.caseId)).toEqual([]);
  expect(() => reviews.decide(world.ctx, court.dafina.actor, approval(1))).toThrow();
  expect(reviews.decide(world.ctx, luan, approval(1))).toBe('approve_second');
  // It is the case's now; who opens it is decided by its level.
  expect(mayOpen(world.ctx.db, luan, court.caseId)).toHaveLength(1);
});
