// Writing a report as browsers see it: begun with what is known, saved section by section, short where nothing was held.
import { beforeEach, expect, test } from 'vitest';
import { timelineOf } from '../../src/history/queries.js';
import { sections } from '../../src/lib/report-terms.js';
import { kindsIn, rowsOf } from '../../src/particulars/form.js';
import * as reports from '../../src/reports/service.js';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeParticipant, makeProtected, makeTie } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Court, heldWhole, makeCourt, notOpened, typedWitness } from '../support/reports.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let url: string;
let id: number;

beforeEach(async () => {
  world = makeWorld();
  court = makeCourt(world);
  const begun = ledOn(
    await court.ivana.browser.submit(`/my/hearings/${court.hearingId}/report`, {}),
    'begin',
  );
  url = begun.location;
  id = Number(url.split('/').at(-1));
});

const opened = () => reports.opened(world.ctx, court.ivana.actor, 'report.write', id);
/** Posts as a form of ours does: with the token of this browser. */
async function post(browser: Browser, to: string, fields: Record<string, string | string[]>, headers = {}) {
  const [, token = ''] = /name="_token" value="([^"]*)"/.exec((await browser.get('/my/absences')).text) ?? [];
  return browser.post(to, { ...fields, _token: token }, headers);
}
const save = (section: string, typed: Record<string, string | string[]>, version = 0, headers = {}) =>
  post(court.ivana.browser, `${url}/${section}`, { ...typed, version: String(version) }, headers);

test('a report begins with who is expected, as present, and with what the calendar knows', () => {
  const { answers, rows } = opened();

  expect(answers).toMatchObject({
    outcome: null,
    coverage: 'full',
    mode: 'in_person',
    hearingType: 'MT',
    courtroom: '2',
    sessionNumber: 1,
    reportLanguage: 'en',
  });
  expect(
    rows.attendance.map(({ role, status, custody, counsel }) => [role, status, custody, counsel]),
  ).toEqual([
    ['PJ', 'present', null, null],
    ['PM', 'present', null, null],
    ['PRO', 'present', null, null],
    ['ACC', 'present', 'detained', 'chosen'],
    ['DEF', 'present', null, null],
  ]);
  expect(rows.indicators).toEqual([]);
});

test('before its day the page of a report says when it begins, and offers nothing that would be refused', async () => {
  const later = makeHearing(world, court.caseId, { scheduledOn: '2026-10-29' });
  rota.assign(world.ctx, coordinator, { hearingId: later, personId: court.ivana.personId });
  const early = await court.ivana.browser.get(`/my/hearings/${later}/report`);

  expect(early.text).toContain('The report is begun on the day of the hearing.');
  expect(early.text).not.toContain('Begin the report');
  expect(() => reports.begin(world.ctx, court.ivana.actor, later)).toThrow('reports.conflict.early');
});

test('beginning twice is one report, and the page shows every section with what it lacks', async () => {
  const again = await court.ivana.browser.get(`/my/hearings/${court.hearingId}/report`);
  expect(again.text).toContain(url);
  expect(reports.begin(world.ctx, court.ivana.actor, court.hearingId)).toBe(id);

  const page = await court.ivana.browser.get(url);
  expect(page.status).toBe(200);
  for (const section of sections) expect(page.text).toContain(`id="section-${section}"`);
  expect(page.text).toContain('Luljeta Vendimi');
});

test('a section is kept, says so, and is longer or shorter by the outcome', async () => {
  expect((await save('outcome', heldWhole.outcome ?? {})).status).toBe(303);
  const held = await court.ivana.browser.get(url);
  expect(held.text).toMatch(/id="section-indicators"[^>]*data-when="[^"]*">/);

  expect((await save('outcome', notOpened.outcome ?? {}, 1)).status).toBe(303);
  const page = await court.ivana.browser.get(url);
  expect(page.text).toMatch(/id="section-indicators"[^>]* hidden>/);
  expect(page.text).toMatch(/id="section-times"[^>]*data-when="[^"]*">/);
  expect(opened().versions.outcome).toMatchObject({ version: 2, savedBy: court.ivana.personId });
});

test('what cannot be read is said beside its field, with everything typed; the rest is kept', async () => {
  await save('outcome', heldWhole.outcome ?? {});
  const wrong = {
    ...heldWhole.times,
    startedAt: 'nine',
    'breaks-0-fromTime': '10:00',
    'breaks-0-untilTime': '25:00',
  };

  const answer = await save('times', wrong);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('value="nine"');
  expect(answer.text).toContain('value="25:00"');
  expect(answer.text).toContain('id="startedAt-error"');
  expect(opened().answers).toMatchObject({ startedAt: null, endedAt: '11:10' });
  expect(opened().rows.breaks).toMatchObject([{ fromTime: '10:00', untilTime: null }]);
});

test('saved elsewhere meanwhile: both texts are shown, nothing is overwritten, saving again decides', async () => {
  await save('outcome', heldWhole.outcome ?? {});
  expect((await save('summary', { facts: 'Mine, from the laptop.' })).status).toBe(303);

  const stale = await save('summary', { facts: 'Mine, from the phone.' });

  expect(stale.status).toBe(409);
  expect(stale.text).toMatch(
    /<th scope="row"[^>]*>Summary of facts<\/th><td[^>]*>Mine, from the laptop\.<\/td><td[^>]*>Mine, from the phone\.<\/td>/,
  );
  expect(stale.text).toMatch(/<textarea[^>]*name="facts"[^>]*>\s*Mine, from the phone\./);
  expect(opened().answers.facts).toBe('Mine, from the laptop.');
  expect((await save('summary', { facts: 'Mine, from the laptop.' })).status).toBe(303);
  expect((await save('summary', { facts: 'Both.' }, 1)).status).toBe(303);
  expect(opened().answers.facts).toBe('Both.');
  expect((await save('summary', { facts: 'Mine, a version behind.' }, 1)).status).toBe(409);
  expect((await save('summary', { facts: 'Mine, a version ahead.' }, 3)).status).toBe(409);
  expect(opened().answers.facts).toBe('Both.');
});

test('staff who look at a report with somebody protected in it are recorded, on the check page too; its writer is not', async () => {
  const protectedId = makeProtected(world, court.caseId);
  await save('outcome', heldWhole.outcome ?? {});
  expect((await save('witnesses', { 'witnesses-0-who': `protected-${protectedId}` })).status).toBe(303);
  const looks = () =>
    timelineOf(world.ctx.db, 'report', id).filter(({ event }) => event === 'view_protected').length;

  await court.ivana.browser.get(url);
  await court.ivana.browser.get(`${url}/check`);
  const writers = looks();
  await court.dafina.browser.get(url);
  await court.dafina.browser.get(`${url}/check`);

  expect([writers, looks()]).toEqual([0, 2]);
});

test('a section that saves itself answers with its version, the time, the rail and what others lack now', async () => {
  const answer = await save('outcome', heldWhole.outcome ?? {}, 0, { 'HX-Request': 'true' });

  expect(answer.status).toBe(200);
  expect(answer.text).toContain('id="saved-outcome"');
  expect(answer.text).toContain('name="version" value="1"');
  expect(answer.text).toContain('Saved 10:00');
  expect(answer.text).toContain('hx-swap-oob="true"');
  expect(answer.text).toMatch(/data-lacks="publicity">\s*<details[^>]*><summary>3 answers missing/);
});

test('nobody else finds it: not another intern, not one with a tie; staff do', async () => {
  expect((await court.blerim.browser.get(url)).status).toBe(404);
  expect((await post(court.blerim.browser, `${url}/outcome`, {})).status).toBe(404);
  expect((await court.blerim.browser.get(`/my/hearings/${court.hearingId}/report`)).status).toBe(404);
  expect((await court.dafina.browser.get(url)).status).toBe(200);

  makeTie(world, court.caseId, court.ivana.personId);
  expect((await court.ivana.browser.get(url)).status).toBe(404);

  makeTie(world, court.caseId, court.dafina.personId);
  const pages = [url, `${url}/check`, `/my/hearings/${court.hearingId}/report`];
  for (const page of pages)
    expect([page, (await court.dafina.browser.get(page)).status]).toEqual([page, 404]);
  expect((await post(court.dafina.browser, `${url}/summary`, { facts: 'Mine.', version: '0' })).status).toBe(
    404,
  );
});

test('a name typed before its role is kept, and waits for the role; so is a role without a name', async () => {
  const kept = await save('attendance', {
    panelSame: 'yes',
    'attendance-5-name': 'Dritan Shembulli',
    'attendance-5-role': '',
    'attendance-6-role': 'INT',
  });

  expect(kept.status).toBe(303);
  expect(
    opened()
      .rows.attendance.slice(5)
      .map(({ name, role }) => [name, role]),
  ).toEqual([
    ['Dritan Shembulli', null],
    [null, 'INT'],
  ]);
  expect((await court.ivana.browser.get(`${url}/check`)).status).toBe(200);
  expect((await court.dafina.browser.get(`/staff/reports/${id}/incidents`)).status).toBe(200);
});

test.each<[string, string, Record<string, string>]>([
  ['a role that is none', 'attendance', { 'attendance-5-name': 'Dritan', 'attendance-5-role': 'nonsense' }],
  [
    'somebody who is nowhere',
    'attendance',
    { 'attendance-5-who': 'participant-99999', 'attendance-5-role': 'PJ' },
  ],
  [
    'somebody known in a role that is none',
    'attendance',
    { 'attendance-5-who': 'participant-3', 'attendance-5-role': 'nonsense' },
  ],
  ['a tick that is no tick', 'incidents', { 'incidents-0-event': 'threat', 'incidents-0-urgent': 'perhaps' }],
])('%s is told beside its field, never a failure', async (_name, section, typed) => {
  expect((await save(section, typed)).status).toBe(422);
});

test('somebody of another case is not taken into a report', async () => {
  const other = makeCase(world, { written: 'PS.nr.99/19' });
  const foreign = makeParticipant(world, other, { party: 'new', name: 'Valon Huajaj' });

  const refused = await save('attendance', {
    'attendance-5-who': `participant-${foreign}`,
    'attendance-5-role': 'PJ',
  });

  expect(refused.status).toBe(422);
  expect(opened().rows.attendance.map(({ who }) => who)).not.toContain(`participant-${foreign}`);
});

test('somebody of the case is entered in their own role and under no other name', async () => {
  const [judge] = opened().rows.attendance;
  const typed = { 'attendance-5-who': String(judge?.who), 'attendance-5-name': 'Another Name' };

  expect((await save('attendance', typed)).status).toBe(303);
  expect(opened().rows.attendance.at(-1)).toMatchObject({ who: judge?.who, role: 'PJ', name: null });
});

test('a save says beside each field what it is warned of; the page without a script says the same; nothing is blocked', async () => {
  await save('outcome', heldWhole.outcome ?? {});
  const loaded = { facts: 'The judge was obviously tired & <b>late</b>.' };

  const answer = await save('summary', loaded, 0, { 'HX-Request': 'true' });

  expect(answer.status).toBe(200);
  const beside = /data-warned="facts">([\s\S]*?)<\/div>/;
  expect(answer.text).toMatch(/id="warned" hidden>/);
  expect(beside.exec(answer.text)?.[1]).toContain('This judges instead of telling: obviously.');
  expect(beside.exec(answer.text)?.[1]).toContain('The summary has fewer than 150 words.');
  expect(answer.text).toContain('2 things to look at once more');
  const page = await court.ivana.browser.get(url);
  expect(beside.exec(page.text)?.[1]).toBe(beside.exec(answer.text)?.[1]);

  // One answer bears on another: what no longer holds goes from beside every field.
  const mended = await save('outcome', notOpened.outcome ?? {}, 1, { 'HX-Request': 'true' });
  expect(mended.text).not.toContain('data-warned="facts"');
  expect(opened().answers.facts).toBe(loaded.facts);
});

test('words that are locked are warned of no more', async () => {
  await save('outcome', heldWhole.outcome ?? {});
  const gist = { ...typedWitness, 'witnesses-0-gist': 'A shameful answer.' };
  const open = await save('witnesses', gist, 0, { 'HX-Request': 'true' });
  expect(open.text).toContain('shameful');

  const closed = { ...heldWhole.publicity, publicity: 'closed' };
  expect((await save('publicity', closed, 0, { 'HX-Request': 'true' })).text).not.toContain('shameful');
  expect((await court.ivana.browser.get(url)).text).not.toContain('shameful');
});

test('each kind of rows says how many the server takes, so that no browser offers one more', async () => {
  const { text } = await court.ivana.browser.get(url);

  const said = [...text.matchAll(/class="rows rows--(\w+)" data-most="(\d+)"/g)].map(([, kind, most]) => [
    kind,
    Number(most),
  ]);
  const kinds = sections.flatMap((section) => kindsIn(section)).filter((kind) => kind !== 'indicators');
  expect(said).toEqual(kinds.map((kind) => [kind, rowsOf[kind].most]));
});

test('who testified is asked as soon as somebody was heard, and folded away until then', async () => {
  const folded = async () =>
    /<details class="more" data-open-when="actions&#x3D;witness[^"]*"( open)?>/.exec(
      (await court.ivana.browser.get(url)).text,
    )?.[1] === undefined;
  await save('outcome', heldWhole.outcome ?? {});
  expect(await folded()).toBe(true);

  expect((await save('actions', { actions: ['witness'] })).status).toBe(303);

  expect(await folded()).toBe(false);
});

test('without a script nothing says that the page saves itself', async () => {
  const { text } = await court.ivana.browser.get(url);

  expect(text).toMatch(/<div class="keeping saved" id="keeping" role="status" hidden/);
  expect(text).toContain('Not saved yet');
});
