// The dossier of a call: what stands in it, what donors do not get, who may take it along, and that it is recorded.
import readSheets from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { bandsOf, perQuestion, scoresOf, tallied } from '../../src/call-dossier/rules.js';
import * as conflicts from '../../src/conflicts/service.js';
import { timelineOf } from '../../src/history/queries.js';
import * as scores from '../../src/scores/service.js';
import { makeCall } from '../support/applications.js';
import { prepareRefusal } from '../support/deciding.js';
import { makeMeeting } from '../support/meeting.js';
import { giveOut, makeInReview, makeReader, markFile, redactAll } from '../support/reading.js';
import { makeWorld } from '../support/world.js';

let all: ReturnType<typeof cast>;

/** Six files: Arta's and Nenad's marks are in and locked, five were refused, and Luan knows Nenad. */
function cast() {
  const world = makeWorld({}, 'file');
  const call = makeCall(world, { places: 5 });
  const dafina = makeReader(world, 'Dafina Mostra', 'coordinator');
  const luan = makeReader(world, 'Luan Shembulli', 'director');
  const mira = makeReader(world, 'Mira', 'reviewer');
  const igor = makeReader(world, 'Igor', 'reviewer');
  const file = (name: string) => makeInReview(world, call, dafina.actor, { name });
  const arta = file('Arta Krasniqi');
  const nenad = file('Nenad Uzorak');
  redactAll(world, dafina.actor, [arta, nenad]);
  giveOut(world, dafina.actor, call, [mira.personId, igor.personId]);
  markFile(world, call, mira, arta.id, 4, 'yes', 'Writes like a jurist');
  markFile(world, call, igor, arta.id, 3, 'no', null);
  scores.discuss(world.ctx, dafina.actor, { id: arta.id, note: 'The plan decided between them' });
  markFile(world, call, mira, nenad.id, 2, 'unsure', 'Too short a letter');
  markFile(world, call, igor, nenad.id, 2);
  scores.lock(world.ctx, dafina.actor, call.id);
  for (const name of ['Agim', 'Drita', 'Zana', 'Besa']) {
    const made = file(`${name} Fillimi`);
    prepareRefusal(world, dafina.actor, made.id, { reasonCode: name === 'Besa' ? 'lawFaculty' : 'average' });
  }
  for (const made of [arta, nenad]) prepareRefusal(world, dafina.actor, made.id);
  conflicts.set(world.ctx, dafina.actor, {
    id: nenad.id,
    personId: luan.personId,
    kind: 'friend',
    note: null,
  });
  return { world, call, dafina, luan, mira, arta, nenad, url: `/staff/calls/${call.id}/dossier` };
}

/** What a page says, without its markup. */
const wordsOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

let full = '';
let donors = '';
beforeAll(async () => {
  all = cast();
  const { dafina, url } = all;
  full = wordsOf((await dafina.browser.get(url)).text);
  donors = wordsOf((await dafina.browser.get(`${url}?edition=donors`)).text);
});

test('the dossier in full has names, who decided, who was kept from what, and the marks without a name', () => {
  for (const words of ['Arta Krasniqi', 'Nenad Uzorak', 'Luan Shembulli Friend Dafina Mostra'])
    expect(full).toContain(words);
  expect(full).toContain('The marks were locked on');
  expect(full).toContain('2 files were marked.');
  expect(full).toContain('1 3.50 3.50 1.00 2 no yes 2 2.00 2.00 0.00 2 no no');
  expect(full).toContain('Conditions not met The average grade 5 Conditions not met The faculty 1');
  expect(full).toContain('6 applications were sent: by the website 6.');
  expect(full).toContain('Under review 6 6');
  expect(full.match(/The certificate says 7\.2/g)).toHaveLength(6);
  expect(full).toMatch(
    /HLC-2026-0001 Comment of a reader Writes like a jurist HLC-2026-0001 Note of the readers’ discussion The plan decided between them HLC-2026-0002 Comment of a reader Too short a letter/,
  );
});

test('the edition for donors names nobody, no file, and no reason of a few', () => {
  for (const words of ['Krasniqi', 'Uzorak', 'Fillimi', 'Shembulli', 'Friend Dafina', 'HLC-20'])
    expect(donors.replace('Dafina Mostra Account', '')).not.toContain(words);
  expect(donors).toContain(
    'Conditions not met The average grade 5 Conditions not met The faculty fewer than 5',
  );
  expect(donors).toContain('3.5 1 1.00 2.0 1 0.00');
  for (const words of ['Writes like', 'between them', 'Too short', 'What readers and panels wrote'])
    expect(donors).not.toContain(words);
  for (const words of ['The marks of each file', 'The certificate says', 'Marks by interview question'])
    expect(donors).not.toContain(words);
});

test('a reader with a conflict of interest sees neither the decision nor the recusal, only that there is one', async () => {
  const { luan, url } = all;
  const text = wordsOf((await luan.browser.get(url)).text);

  expect(text).toContain('Arta Krasniqi');
  expect(text).not.toContain('Nenad');
  expect(text.match(/The certificate says 7\.2/g)).toHaveLength(5);
  expect(text).toContain('Writes like a jurist');
  expect(text).not.toContain('Too short');
  expect(text.match(/1 row is not shown to you/g)).toHaveLength(3);
});

/** Every cell of every sheet, as text. */
async function cellsOf(bytes: Buffer): Promise<string[]> {
  const sheets = await readSheets(bytes);
  expect(sheets.length).toBeGreaterThan(7);
  return sheets.flatMap(({ data }) => data.flat().map(String));
}

test.each(['sq', 'sr', 'en'] as const)('it is taken along in %s, and that is recorded', async (language) => {
  const { world, dafina, url, call } = all;
  const taken = () =>
    timelineOf(world.ctx.db, 'call', call.id).filter(({ event }) => event === 'export_dossier').length;
  const before = taken();
  world.ctx.db.$client.prepare("update people set language = ? where name = 'Dafina Mostra'").run(language);
  dafina.browser.cookies.set('__Host-language', language);

  const pdf = await dafina.browser.bytes(`${url}/donors.pdf`);
  const xlsx = await dafina.browser.bytes(`${url}/full.xlsx`);

  expect([pdf.status, pdf.body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
  expect(pdf.headers['cache-control']).toBe('no-store');
  expect(await cellsOf(xlsx.body)).toEqual(expect.arrayContaining(['Arta Krasniqi', 'Writes like a jurist']));
  expect(taken()).toBe(before + 2);
});

test('the sheets for donors hold no name either', async () => {
  const { body } = await all.dafina.browser.bytes(`${all.url}/donors.xlsx`);

  const cells = await cellsOf(body);

  for (const word of ['Krasniqi', 'Uzorak', 'Fillimi', 'Shembulli', 'Mostra', 'HLC-', 'Writes', 'between'])
    expect(cells.filter((cell) => cell.includes(word))).toEqual([]);
});

test('who reads blind gets none of it, an unknown call is not there, and nobody writes by looking', async () => {
  const { world, luan, mira, url } = all;
  const before = timelineOf(world.ctx.db, 'call', all.call.id).length;

  expect((await mira.browser.get(url)).status).toBe(403);
  expect((await mira.browser.get(`${url}/full.pdf`)).status).toBe(403);
  expect((await luan.browser.get('/staff/calls/987654/dossier')).status).toBe(404);
  expect((await luan.browser.get('/staff/calls/987654/dossier/full.xlsx')).status).toBe(404);
  expect((await luan.browser.get(`${url}?edition=nonsense`)).status).toBe(200);
  expect(timelineOf(world.ctx.db, 'call', all.call.id)).toHaveLength(before);
});

test('before the lock no mark is told', async () => {
  const { world, luan } = all;
  const call = makeCall(world, { slug: 'unlocked' });

  const text = wordsOf((await luan.browser.get(`/staff/calls/${call.id}/dossier`)).text);
  expect(text).toContain('the comments of readers are not shown');

  expect(text).toContain('The marks are not locked yet');
});

test('figures are ordered by the mean, bands tell the widest range, and equal words are counted', () => {
  const rubric = [{ key: 'a', weight: 1 }];
  const card = (applicationId: number, a: number) => ({ applicationId, marks: { a }, recommendation: null });
  const scored = scoresOf([card(1, 1), card(2, 4), card(2, 2), card(3, 3), card(3, 3)], rubric, {
    third: new Set([3]),
    noted: new Set(),
  });

  expect(scored.map(({ n, third, range }) => [n, third, range.over])).toEqual([
    [2, true, 0],
    [2, false, 2],
    [1, false, 0],
  ]);
  expect(bandsOf(scored)).toEqual([
    { band: 6, files: 2, widest: { over: 2, under: 1 } },
    { band: 2, files: 1, widest: { over: 0, under: 1 } },
  ]);
  expect(tallied(['b', 'a', 'b', 'c'], (word) => word)).toEqual([
    ['b', 2],
    ['a', 1],
    ['c', 1],
  ]);
});

test('each question has its mean, its lowest and its highest mark; one that nobody was asked is left out', () => {
  const cards = [{ marks: { a: 1, b: 4 } }, { marks: { a: 3, b: 4 } }];
  expect(perQuestion(cards, [{ key: 'b' }, { key: 'a' }, { key: 'c' }])).toEqual([
    { key: 'b', n: 2, mean: { over: 8, under: 2 }, least: 4, most: 4 },
    { key: 'a', n: 2, mean: { over: 4, under: 2 }, least: 1, most: 3 },
  ]);
});

test('what panels gave stands in the inner edition, by question and without a name', async () => {
  const { luan, call } = makeMeeting();
  const url = `/staff/calls/${call.id}/dossier`;

  const inner = wordsOf((await luan.browser.get(url)).text);

  expect(inner).toContain('Marks by interview question');
  // Arta 3, Nenad 4, Jovana 2, each from two of the panel.
  expect(inner).toContain('3.00 2 4 6');
  expect(inner).toContain('1 4.00 4.00 0.00 2 2 3.00 3.00 0.00 2 3 2.00 2.00 0.00 2');
  expect(wordsOf((await luan.browser.get(`${url}?edition=donors`)).text)).not.toContain('3.00 2 4 6');
});
