// Assigning as browsers see it: the dry run, its application, cover, days away; nothing by half.
import { beforeEach, expect, test } from 'vitest';
import { day } from '../../src/lib/time.js';
import { assignmentsOf, standing } from '../../src/rota/queries.js';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeTie } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

type Somebody = { browser: Browser; personId: number };
let world: World;
let dafina: Somebody;
let ivana: Somebody;
let blerim: Somebody;
let caseId: number;

beforeEach(() => {
  world = makeWorld();
  dafina = world.signedIn('Dafina', ['coordinator']);
  ivana = world.signedIn('Ivana', ['intern']);
  blerim = world.signedIn('Blerim', ['intern']);
  makeIntern(world, ivana.personId, dafina.personId);
  makeIntern(world, blerim.personId, dafina.personId, { languages: ['sq'] });
  caseId = makeCase(world);
});

const goes = (hearingId: number, { personId }: Somebody) =>
  standing(world.ctx.db, hearingId, personId) !== undefined;
const tasks = () =>
  world.ctx.db.$client
    .prepare(
      "select kind || ' ' || entity_id from tasks where done_at is null and kind like 'hearing%' order by id",
    )
    .pluck()
    .all();
const person = ({ personId }: Somebody) => ({ person: String(personId) });

test('the proposal says whom, why not the others, and the load; nothing changes until it is confirmed', async () => {
  const first = makeHearing(world, caseId, { scheduledOn: '2026-10-27' });
  const second = makeHearing(world, caseId, { scheduledOn: '2026-10-28', languages: ['sr'] });

  const page = await dafina.browser.get('/staff/rota');
  expect(page.text).toMatch(
    new RegExp(`value="${blerim.personId}" selected[\\s\\S]*Blerim: does not understand`),
  );
  expect([goes(first, blerim), goes(second, ivana)]).toEqual([false, false]);

  const chosen = {
    [`hearing-${first}`]: String(blerim.personId),
    [`hearing-${second}`]: String(ivana.personId),
  };
  ledOn(await dafina.browser.submit('/staff/rota', chosen), 'applying');
  expect([goes(first, blerim), goes(second, ivana)]).toEqual([true, true]);
  expect((await dafina.browser.get('/staff/rota')).text).toContain('Somebody goes to every hearing');
});

test('all or nobody: one who cannot go any more is said at that hearing, and nobody is assigned', async () => {
  const first = makeHearing(world, caseId, { scheduledOn: '2026-10-27' });
  const second = makeHearing(world, caseId, { scheduledOn: '2026-10-28' });
  makeTie(world, caseId, blerim.personId);
  const chosen = {
    [`hearing-${first}`]: String(ivana.personId),
    [`hearing-${second}`]: String(blerim.personId),
  };

  const answer = await dafina.browser.submit('/staff/rota', chosen);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#hearing-${second}">`);
  expect(answer.text).toContain('Has a tie to this case, and so does not monitor it.');
  expect(goes(first, ivana)).toBe(false);
  const nobody = await dafina.browser.submit('/staff/rota', { [`hearing-${first}`]: '' });
  expect(nobody.status).toBe(422);
  expect(nobody.text).toContain('Choose at least one person.');
});

test('one hearing: sent, released for a reason, covered by another; what was stays readable', async () => {
  const id = makeHearing(world, caseId);
  const url = `/staff/hearings/${id}`;

  ledOn(await dafina.browser.submit(`${url}/assign`, person(ivana)), 'assigning');
  expect((await dafina.browser.submit(`${url}/assign`, person(ivana))).status).toBe(422);
  expect((await dafina.browser.submit(`${url}/release/${ivana.personId}`, {})).status).toBe(422);
  ledOn(await dafina.browser.submit(`${url}/release/${ivana.personId}`, { reason: 'ill' }), 'releasing');
  ledOn(await dafina.browser.submit(`${url}/assign`, person(blerim)), 'covering');

  expect(goes(id, ivana)).toBe(false);
  expect(assignmentsOf(world.ctx.db, id).map(({ name }) => name)).toEqual(['Ivana', 'Blerim']);
  expect((await dafina.browser.get(url)).text).toContain('does not go: ill');
  expect((await dafina.browser.get(`${url}/release/${ivana.personId}`)).status).toBe(404);
  expect((await dafina.browser.submit(`${url}/assign`, person(dafina))).status).toBe(422);
});

test('days away hinder, and a hearing on them becomes a task for cover', async () => {
  const id = makeHearing(world, caseId);
  rota.assign(world.ctx, coordinator, { hearingId: id, personId: ivana.personId });

  const wrong = await ivana.browser.submit('/my/absences', { fromOn: '2026-11-04', untilOn: '2026-11-03' });
  expect(wrong.status).toBe(422);
  ledOn(await ivana.browser.submit('/my/absences', { fromOn: '2026-11-01', untilOn: '2026-11-05' }), 'away');
  expect(tasks()).toEqual([`hearing-to-cover ${id}`]);
  expect((await dafina.browser.get(`/staff/hearings/${id}`)).text).toContain('cannot go that day');
  const other = `/staff/hearings/${makeHearing(world, caseId, { scheduledOn: '2026-11-05' })}/assign`;
  expect((await dafina.browser.submit(other, person(ivana))).text).toContain(
    'Has said that this day is not possible.',
  );

  const [url = ''] = /\/my\/absences\/\d+\/remove/.exec((await ivana.browser.get('/my/absences')).text) ?? [];
  expect((await blerim.browser.get(url)).status).toBe(404);
  ledOn(await ivana.browser.submit(url, {}), 'back');
  expect(tasks()).toEqual([]);
  ledOn(await dafina.browser.submit(other, person(ivana)), 'assigning');
});

test('nobody is sent before their internship is active, and a stranger opens nothing', async () => {
  const id = makeHearing(world, caseId);
  const danica = world.signedIn('Danica', ['intern']);

  expect((await dafina.browser.submit(`/staff/hearings/${id}/assign`, person(danica))).status).toBe(422);
  expect((await danica.browser.get(`/staff/hearings/${id}`)).status).toBe(404);
  expect((await danica.browser.get('/staff/rota')).status).toBe(403);
  expect((await dafina.browser.get('/my/work')).status).toBe(403);
  expect((await world.browser().get('/my/work')).status).toBe(303);
});

test('hearings of the week nobody goes to become tasks, and end with an assignment', () => {
  const soon = makeHearing(world, caseId, { scheduledOn: '2026-10-29' });
  makeHearing(world, caseId, { scheduledOn: '2026-10-30' });

  expect(rota.askForCover(world.ctx)).toBe(1);
  expect(tasks()).toEqual([`hearing-uncovered ${soon}`]);
  rota.assign(world.ctx, coordinator, { hearingId: soon, personId: ivana.personId });
  expect(tasks()).toEqual([]);
});

test('of two tabs with the same proposal only the first sends anybody', async () => {
  const id = makeHearing(world, caseId, { scheduledOn: '2026-10-27' });
  makeHearing(world, caseId, { scheduledOn: '2026-10-28' });
  const field = `hearing-${id}`;
  ledOn(await dafina.browser.submit('/staff/rota', { [field]: String(ivana.personId) }), 'first tab');

  const second = await dafina.browser.submit('/staff/rota', { [field]: String(blerim.personId) });

  expect(second.status).toBe(422);
  expect(second.text).toContain('Meanwhile somebody has been assigned to these hearings.');
  expect(goes(id, blerim)).toBe(false);
});

test('who cannot go, or goes already, is not among those who can be sent', async () => {
  const id = makeHearing(world, caseId);
  ledOn(await dafina.browser.submit(`/staff/hearings/${id}/assign`, person(ivana)), 'assigning');
  makeTie(world, caseId, blerim.personId);

  const { text } = await dafina.browser.get(`/staff/hearings/${id}/assign`);

  expect(text).not.toContain(`value="${ivana.personId}"`);
  expect(text).not.toContain(`value="${blerim.personId}"`);
  expect(text).toContain('None of the interns can go to this hearing.');
  expect(text).toContain('<li>Blerim: ');
});

test('what was signed a year ago, or in other words, is asked for anew: until then nobody is sent anywhere', async () => {
  const signedAt = (instant: number) =>
    world.ctx.db.$client
      .prepare('update placement_steps set done_at = ? where text_version is not null and done_by = ?')
      .run(instant, ivana.personId);
  const hearingId = makeHearing(world, makeCase(world, { written: 'PS.nr.99/26' }), {
    scheduledOn: '2026-11-20',
  });
  const assign = () =>
    dafina.browser.submit(`/staff/hearings/${hearingId}/assign`, { person: String(ivana.personId) });
  const work = async () => (await ivana.browser.get('/my/work')).text;

  expect(await work()).not.toContain('/my/placement/sign/');
  signedAt(world.clock.now() - 350 * day);
  expect(await work()).toContain('/my/placement/sign/code_of_conduct');
  expect((await ivana.browser.get('/my/placement/sign/confidentiality')).text).toContain('name="agreed"');

  signedAt(world.clock.now() - 366 * day);
  const refused = await assign();
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('no valid signature');
  expect((await ivana.browser.get('/my/placement')).text).toContain('Expired');

  for (const text of ['code_of_conduct', 'confidentiality'])
    ledOn(await ivana.browser.submit(`/my/placement/sign/${text}`, { agreed: 'on' }), text);
  expect(await work()).not.toContain('/my/placement/sign/');
  expect((await assign()).status).toBe(303);
});
