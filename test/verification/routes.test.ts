// The ledger as coordinators use it: judged in place or on a page, kept for good, read by the rules, never overwritten.
import { beforeAll, expect, test } from 'vitest';
import { traces } from '../../db/schema/eligibility.js';
import { verdicts } from '../../db/schema/verification.js';
import { SYSTEM } from '../../src/access/actor.js';
import * as files from '../../src/files/service.js';
import { type Applicant, makeApplication, makeCall } from '../support/make.js';
import { statementsDuring } from '../support/statements.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let ilir: Browser;
let arta: Applicant;
let file: string;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  makeCall(world);
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  ilir = world.signedIn('Ilir', ['coordinator']).browser;
  arta = await makeApplication(world, 'Arta Krasniqi');
  file = `/staff/applications/${arta.id}`;
});

const at = (fact: string, applicant = arta) => `/staff/applications/${applicant.id}/facts/${fact}`;
const ledger = (fact: string) =>
  world.ctx.db
    .select()
    .from(verdicts)
    .all()
    .filter((row) => row.fact === fact && row.applicationId === arta.id);

/** Presses a button of the row on the file page, as a browser without JavaScript. */
async function press(browser: Browser, fact: string, fields: Record<string, string>) {
  const page = await browser.get(file);
  return browser.post(at(fact), { ...hiddenFields(page.text, at(fact)), ...fields });
}

test('one button keeps what was stated as read, from the page in view, and leads to the next fact', async () => {
  const before = world.ctx.db.select().from(traces).all().length;

  const answer = await press(dafina, 'faculty', { verdict: 'matches' });
  const page = await dafina.get(file);

  expect([answer.status, answer.location]).toEqual([
    303,
    `${file}?document=${arta.fileId}&page=1#fact-degree`,
  ]);
  expect(ledger('faculty')).toMatchObject([
    { verdict: 'matches', stated: 'law', value: 'law', fileId: arta.fileId, page: 1 },
  ]);
  expect(page.text).toContain('1 of 12 checked');
  expect(page.text).toContain('data-rule="lawFaculty" data-result="met"');
  expect(page.text).toContain('Faculty: checked in the document (page 1)');
  expect(page.text).toContain('<p>Facts were checked in the documents</p>');
  expect(world.ctx.db.select().from(traces).all().length).toBe(before + 1);
});

test('what differs is read by the rule instead of what was stated, and the word of the applicant stays', async () => {
  const answer = await dafina.submit(at('averageTenThousandths'), {
    verdict: 'differs',
    value: '7,4',
    note: 'The seal is clear <b>',
  });
  await press(dafina, 'averageScale', { verdict: 'matches' });
  const page = await dafina.get(file);
  const fact = await dafina.get(at('averageTenThousandths'));

  expect(answer.status).toBe(303);
  expect(ledger('averageTenThousandths')).toMatchObject([{ stated: 88_500, value: 74_000 }]);
  expect(page.text).toContain('In the document: 7.40');
  const listed = (await dafina.get('/staff/applications')).text;
  expect(listed).toContain('7.40 <span class="small muted">verified</span>');
  expect(page.text).toContain('<p class="fact__stated">8,85</p>');
  expect(page.text).toContain('data-rule="average" data-result="not_met"');
  // What was found before is kept, and can be read.
  expect(page.text).toMatch(/Earlier results \(\d\)[^§]*Average grade: Met as stated/);
  expect(fact.text).toContain('Differs; in the document: 7.40');
  expect(fact.text).toContain('The seal is clear &lt;b&gt;');
});

test('a note is sealed at rest', () => {
  const [row] = ledger('averageTenThousandths');
  expect(row?.sealedNote).toBeInstanceOf(Buffer);
  expect(row?.sealedNote?.includes('seal is clear')).toBe(false);
});

test('"cannot tell" is never "not met": the rule goes on reading what was stated', async () => {
  await press(dafina, 'criminalLaw', { verdict: 'cannot_tell' });

  const page = await dafina.get(file);

  expect(ledger('criminalLaw')).toMatchObject([{ verdict: 'cannot_tell', value: null }]);
  expect(page.text).toContain('data-rule="criminalLaw" data-result="met_declared"');
});

test('taking back is a row of its own, and the fact is unchecked again', async () => {
  await press(dafina, 'profile', { verdict: 'matches' });

  const answer = await dafina.submit(at('profile'), { verdict: 'taken_back' });
  const again = await dafina.submit(at('profile'), { verdict: 'taken_back' });

  expect(answer.status).toBe(303);
  expect(again.status).toBe(422);
  expect(again.text).toContain('There is no verdict to take back.');
  expect(ledger('profile').map((row) => row.verdict)).toEqual(['matches', 'taken_back']);
  expect((await dafina.get(at('profile'))).text).toContain('<span class="muted">not yet</span>');
});

test('the way back to the list, and the size of the picture, go along with a verdict', async () => {
  const from = 'group.new~sort.average';
  const page = await dafina.get(`${file}?from=${from}&document=${arta.fileId}&page=1&size=large`);

  const answer = await dafina.post(at('institution'), {
    ...hiddenFields(page.text, at('institution')),
    verdict: 'matches',
  });

  expect(answer.location).toContain(`${file}?from=${from}&document=${arta.fileId}&page=1&size=large#fact-`);
});

test('by htmx the row comes back with the progress and the trace, and good for another deed', async () => {
  const page = await dafina.get(file);
  const fields = { ...hiddenFields(page.text, at('degree')), verdict: 'matches' };

  const answer = await dafina.post(at('degree'), fields, { 'HX-Request': 'true' });
  const twice = await dafina.post(at('degree'), fields, { 'HX-Request': 'true' });
  const next = hiddenFields(answer.text, at('degree'));
  const other = await dafina.post(
    at('degree'),
    { ...next, verdict: 'cannot_tell' },
    { 'HX-Request': 'true' },
  );

  expect([answer.status, twice.status, other.status]).toEqual([200, 200, 200]);
  expect(answer.text).toContain('id="fact-degree" data-row data-judged data-dealt');
  expect(answer.text).toMatch(/id="progress" role="status" hx-swap-oob="true".*of 12 checked/);
  expect(answer.text).toContain('<div class="stack" id="trace" hx-swap-oob="true">');
  expect(answer.text).not.toContain('<html');
  expect(ledger('degree').map((row) => row.verdict)).toEqual(['matches', 'cannot_tell']);
  // What can be done next is asked for by the page when the answer says that something was judged.
  expect(page.text).toContain(
    `<div id="next" aria-live="polite" hx-get="${file}" hx-trigger="judged from:body"`,
  );
  expect(answer.headers['hx-trigger']).toBe('judged');
  const part = await dafina.get(file, { 'HX-Request': 'true' });
  expect(part.text).toContain('class="next"');
  expect(part.text).not.toContain('<html');
});

test('two coordinators on one file: the second is told, sees both, and overwrites nothing unknowingly', async () => {
  const seen = await ilir.get(file);
  const url = at('studyYear');
  await press(dafina, 'studyYear', { verdict: 'differs', value: '3' });
  const mine = { ...hiddenFields(seen.text, url), verdict: 'matches', note: 'I read four' };

  const plain = await ilir.post(url, mine);
  const inPlace = await ilir.post(url, mine, { 'HX-Request': 'true' });

  expect([plain.status, inPlace.status]).toEqual([409, 409]);
  for (const { text } of [plain, inPlace]) {
    expect(text).toContain('Somebody else judged this in the meantime');
    expect(text).toContain('It now says: Differs. In the document: 3 Dafina,');
    expect(text).toContain('I read four');
    expect(text).toMatch(/value="matches"[^>]*checked/);
  }
  expect(inPlace.text).toMatch(/^\s*<li class="fact fact--open" id="fact-studyYear"/);
  expect(ledger('studyYear').map((row) => row.verdict)).toEqual(['differs']);

  const decided = await ilir.post(url, { ...hiddenFields(plain.text, url), verdict: 'matches' });
  expect(decided.status).toBe(303);
  expect(ledger('studyYear').map((row) => row.verdict)).toEqual(['differs', 'matches']);
});

test.each([
  ['studyYear', { verdict: '' }, 'verdict'],
  ['studyYear', { verdict: 'refuse' }, 'verdict'],
  ['studyYear', { verdict: 'differs', value: '' }, 'value'],
  ['studyYear', { verdict: 'differs', value: '9' }, 'value'],
  ['studyYear', { verdict: 'differs', value: '4' }, 'value'],
  ['averageTenThousandths', { verdict: 'differs', value: 'eight' }, 'value'],
  ['averageTenThousandths', { verdict: 'differs', value: '8,12345' }, 'value'],
  ['averageTenThousandths', { verdict: 'differs', value: '4,9999' }, 'value'],
  ['averageTenThousandths', { verdict: 'differs', value: '10,0001' }, 'value'],
  ['institution', { verdict: 'differs', value: 'nowhere' }, 'value'],
  ['serbianLevel', { verdict: 'differs', value: 'x'.repeat(201) }, 'value'],
  ['serbianLevel', { verdict: 'cannot_tell', note: 'y'.repeat(1001) }, 'note'],
  ['serbianLevel', { verdict: 'matches', document: '999999' }, 'document'],
  ['serbianLevel', { verdict: 'matches', page: '0' }, null],
])('%s with %o is sent back with everything typed', async (fact, fields, field) => {
  const kept = ledger(fact).length;

  const answer = await dafina.submit(at(fact), { note: 'keep me', ...fields } as Record<string, string>);

  expect(answer.status).toBe(422);
  // What no field asks for, the summary says without leading anywhere.
  const summary = /<ul class="error-summary__list">\s*<li>(.+)<\/li>/.exec(answer.text)?.[1] ?? '';
  expect(summary).toMatch(field ? new RegExp(`^<a href="#${field}">`) : /^[A-Z][^<]+\.$/);
  expect(answer.text).toContain('note' in fields ? fields.note : 'keep me');
  expect(ledger(fact).length).toBe(kept);
});

test('an answer or a document that is changed afterwards asks for another look, and the reading stays in force', async () => {
  const nenad = await makeApplication(world, 'Nenad Petrović');
  const page = `/staff/applications/${nenad.id}`;
  await dafina.submit(at('criminalProcedure', nenad), { verdict: 'matches', document: String(nenad.fileId) });
  const studies = {
    institution: 'up',
    faculty: 'law',
    degree: 'bachelor',
    studyYear: '4',
    programmeYears: '4',
    average: '8,85',
    averageScale: 'five_to_ten',
    criminalLaw: 'passed',
    criminalProcedure: 'not_yet',
    profile: 'criminal',
  };

  await nenad.browser.submit(`${nenad.url}/studies`, studies);
  const { text } = await dafina.get(page);

  expect(text).toContain('The answer was changed after this was checked. Please look again.');
  expect(text).toContain('<strong>1 to look at again</strong>');
  expect(text).toContain('data-rule="criminalProcedure" data-result="met"');
});

test('the applicant sees what was verified: fact, value, when and where, but nobody’s name and no note', async () => {
  const { text } = await arta.browser.get(arta.url);

  expect(text).toContain('What we checked in your documents');
  expect(text).toMatch(
    /<dt>Faculty<\/dt>\s*<dd>Law<br><span class="hint">Certificate of grades, page 1 · 22\/10\/2026/,
  );
  expect(text).toContain('<strong>7.40 (not what you stated)</strong>');
  expect(text).toMatch(/<dt>Criminal Law<\/dt>\s*<dd>It cannot be told from the document/);
  expect(text).toContain('data-rule="average" data-result="not_met"');
  expect(text).toContain('Average grade: checked in the document');
  expect(text).not.toMatch(/Dafina|The seal is clear/);
  expect(text).not.toMatch(/<dt>Profile of the studies<\/dt>\s*<dd>[^<]*<br>/);
});

test('a verdict stays when its document is erased, and says so', async () => {
  const besa = await makeApplication(world, 'Besa Gashi');
  await dafina.submit(at('faculty', besa), {
    verdict: 'matches',
    document: String(besa.fileId),
    page: '1',
  });

  files.purge(world.ctx, SYSTEM, besa.fileId);
  const { text } = await dafina.get(`/staff/applications/${besa.id}`);

  expect(text).toMatch(/id="fact-faculty" data-row data-judged/);
  expect(text).toContain('Certificate of grades, page 1 · the document has been erased');
  expect(text).not.toContain('to look at again');
  expect((await besa.browser.get(besa.url)).text).toContain('the document has been erased');
});

test('an unknown fact, a draft, somebody who may only read: nothing is judged', async () => {
  const zana = await makeApplication(world, 'Zana Drafts', { upTo: 'whole' });
  const luan = world.signedIn('Luan', ['director']).browser;

  expect((await dafina.get(at('community'))).status).toBe(404);
  expect((await dafina.get(at('faculty', zana))).status).toBe(404);
  for (const id of ['0', 'x', '1e1', '9'.repeat(30)])
    expect([id, (await dafina.get(`/staff/applications/${id}/facts/faculty`)).status]).toEqual([id, 404]);
  for (const browser of [luan, arta.browser]) {
    const form = hiddenFields((await dafina.get(file)).text, at('faculty'));
    expect((await browser.get(at('faculty'))).status).toBe(403);
    expect((await browser.post(at('faculty'), { ...form, verdict: 'matches' })).status).toBe(403);
  }
  expect((await luan.get(file)).text).not.toContain(`action="${at('faculty')}"`);
  expect((await world.browser().get(at('faculty'))).location).toContain('/staff/sign-in?next=');
});

test('the file page asks the database as much with a full ledger as with an empty one', async () => {
  const zef = await makeApplication(world, 'Zef Empty');
  const full = await statementsDuring(world, () => dafina.get(file));
  const empty = await statementsDuring(world, () => dafina.get(`/staff/applications/${zef.id}`));

  expect(full.length).toBe(empty.length);
  expect(full.length).toBeLessThanOrEqual(30);
});
