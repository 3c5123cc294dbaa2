// The calendar as browsers see it: scheduling, moving and calling off, who sees what, two who change one.
import { beforeEach, expect, test } from 'vitest';
import * as closedDays from '../../src/closed-days/service.js';
import { hearingById, movedTo } from '../../src/hearings/queries.js';
import * as hearings from '../../src/hearings/service.js';
import { localDate } from '../../src/lib/time.js';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeTie } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: { browser: Browser; personId: number };
let caseId: number;

beforeEach(() => {
  world = makeWorld();
  dafina = world.signedIn('Dafina', ['coordinator']);
  caseId = makeCase(world);
});

const wanted = {
  scheduledOn: '2026-11-03',
  scheduledTime: '9.30',
  court: 'BC-PR-SD',
  courtroom: '2',
  type: 'MT',
  languages: ['sq', 'sr'],
  purpose: 'Two witnesses',
};
const row = (id: number) => hearingById(world.ctx.db, id);

test('scheduled, it stands in each view of the calendar and on its case, and where it is not, it is not', async () => {
  const made = ledOn(
    await dafina.browser.submit('/staff/hearings/new', { case: String(caseId), ...wanted }),
    'scheduling',
  );

  const link = `href="${made.location}"`;
  const shows = async (query: string) =>
    (await dafina.browser.get(`/staff/hearings?${query}`)).text.includes(link);
  expect(await shows('view=month&on=2026-11-30')).toBe(true);
  expect(await shows('view=list&on=2026-10-10')).toBe(true);
  expect(await shows('view=week&on=2026-11-08')).toBe(true);
  expect(await shows('view=week&on=2026-11-09')).toBe(false);
  expect(await shows('on=2026-11-01&court=BC-GL')).toBe(false);
  expect(await shows(`on=2026-11-01&case=${caseId}&court=BC-PR-SD`)).toBe(true);
  const offers = async (query: string) =>
    (await dafina.browser.get(`/staff/hearings?${query}`)).text.includes(`<option value="${caseId}"`);
  expect(await offers('view=month&on=2026-11-30')).toBe(true);
  expect(await offers('view=week&on=2026-11-09')).toBe(false); // nothing of that case in that week
  expect(await offers(`view=week&on=2026-11-09&case=${caseId}`)).toBe(true); // but it stays chosen
  expect((await dafina.browser.get(`/staff/cases/${caseId}`)).text).toContain(link);
  const page = await dafina.browser.get(made.location);
  expect(page.text).toContain('Tuesday, 3 November 2026, 09:30 (Prishtina time)');
});

test('moved, the old date stays as moved and the new one takes its place; called off, it stays too', async () => {
  const id = makeHearing(world, caseId);
  const url = `/staff/hearings/${id}`;

  const same = await dafina.browser.submit(`${url}/move`, {
    scheduledOn: '2026-11-03',
    scheduledTime: '09:30',
  });
  expect(same.status).toBe(422);
  const next = { scheduledOn: '2026-11-10', scheduledTime: '', reason: 'The panel is incomplete' };
  const stale = hiddenFields((await dafina.browser.get(`${url}/cancel`)).text, `${url}/cancel`);
  const moved = ledOn(await dafina.browser.submit(`${url}/move`, next), 'moving');
  expect(row(id)?.state).toBe('moved');
  expect(movedTo(world.ctx.db, id)?.scheduledOn).toBe('2026-11-10');
  const old = (await dafina.browser.get(url)).text;
  expect(old).toContain(`href="${moved.location}"`);
  expect(old).toContain('Nobody was assigned.');
  expect(old).not.toContain('Nobody yet');
  ledOn(await dafina.browser.submit(`${moved.location}/cancel`, { reason: '' }), 'calling off');
  const { text } = await dafina.browser.get('/staff/hearings?on=2026-11-01');
  expect(text).toContain('entry__state">Moved');
  expect(text).toContain('entry__state">Cancelled');
  expect((await dafina.browser.post(`${url}/cancel`, { ...stale, reason: '' })).status).toBe(409);
});

test('a case sits once at a time: twice is said at the day, and nothing is written', async () => {
  const id = makeHearing(world, caseId);

  const twice = await dafina.browser.submit('/staff/hearings/new', { case: String(caseId), ...wanted });

  expect(twice.status).toBe(422);
  expect(twice.text).toContain('This case has a hearing on that day and hour already.');
  expect(twice.text).toContain('value="Two witnesses"');
  const other = makeHearing(world, caseId, { scheduledOn: '2026-11-04' });
  const onto = { scheduledOn: '2026-11-03', scheduledTime: '09:30', reason: '' };
  expect((await dafina.browser.submit(`/staff/hearings/${other}/move`, onto)).status).toBe(422);
  expect(row(other)?.state).toBe('scheduled');
  expect(row(id)?.version).toBe(1);
});

test('each field wrong once keeps what was typed', async () => {
  const wrong: [Record<string, string | string[]>, string][] = [
    [{ case: '' }, 'case'],
    [{ scheduledOn: '2026-02-30' }, 'scheduledOn'],
    [{ scheduledTime: '25:00' }, 'scheduledTime'],
    [{ court: 'X' }, 'court'],
    [{ type: '' }, 'type'],
    [{ languages: [] }, 'languages'],
    [{ courtroom: 'x'.repeat(61) }, 'courtroom'],
    [{ purpose: 'x'.repeat(201) }, 'purpose'],
  ];
  for (const [given, field] of wrong) {
    const typed = { case: String(caseId), ...wanted, purpose: 'Kept words', ...given };
    const answer = await dafina.browser.submit('/staff/hearings/new', typed);
    expect([field, answer.status]).toEqual([field, 422]);
    expect(answer.text).toContain(`<a href="#${field}">`);
    if (field !== 'purpose') expect(answer.text).toContain('Kept words');
  }
});

test('two who change one: the second sees what the first wrote, and nothing is overwritten', async () => {
  const id = makeHearing(world, caseId);
  const url = `/staff/hearings/${id}/edit`;
  const seen = hiddenFields((await dafina.browser.get(url)).text, url);
  const luljeta = world.signedIn('Luljeta', ['coordinator']).browser;
  ledOn(await luljeta.submit(url, { ...wanted, courtroom: '5' }), 'the first');

  const second = await dafina.browser.post(url, { ...wanted, courtroom: '7', ...seen });

  expect(second.status).toBe(409);
  expect(second.text).toMatch(/Courtroom<\/dt><dd>5/);
  expect(second.text).toContain('value="7"');
  expect(row(id)?.courtroom).toBe('5');
});

test('an intern sees the hearings of the cases they go to, and no others; a tie closes them', async () => {
  const ivana = world.signedIn('Ivana', ['intern']);
  const blerim = world.signedIn('Blerim', ['intern']);
  for (const { personId } of [ivana, blerim]) makeIntern(world, personId, dafina.personId);
  const mine = makeHearing(world, caseId);
  const theirs = makeHearing(world, makeCase(world, { written: 'PS.nr.1/20' }), {
    scheduledOn: '2026-11-05',
  });
  rota.assign(world.ctx, coordinator, { hearingId: mine, personId: ivana.personId });
  const next = makeHearing(world, caseId, { scheduledOn: '2026-11-20' });
  rota.assign(world.ctx, coordinator, { hearingId: next, personId: blerim.personId });

  expect((await ivana.browser.get(`/staff/hearings/${theirs}`)).status).toBe(404);
  const shared = await ivana.browser.get(`/staff/hearings/${next}`);
  expect(shared.status).toBe(200);
  expect(shared.text).not.toContain('Blerim');
  const calendar = await ivana.browser.get('/staff/hearings?on=2026-11-01');
  expect(calendar.text).toContain(`/staff/hearings/${mine}"`);
  expect(calendar.text).not.toContain(`/staff/hearings/${theirs}"`);
  expect(calendar.text).not.toContain('Blerim');
  expect((await ivana.browser.get('/my/work')).text).toContain(`/staff/hearings/${mine}"`);
  expect((await ivana.browser.get(`/staff/cases/${caseId}`)).status).toBe(200);
  expect((await ivana.browser.get('/staff/hearings/new')).status).toBe(403);

  makeTie(world, caseId, ivana.personId);
  for (const url of [`/staff/hearings/${mine}`, `/staff/cases/${caseId}`])
    expect((await ivana.browser.get(url)).status).toBe(404);
  expect((await ivana.browser.get('/my/work')).text).not.toContain(`/staff/hearings/${mine}"`);
});

test('what a report says becomes of the hearing, and the next date it names stands once', () => {
  const before = row(makeHearing(world, caseId));
  if (!before) throw new Error('no hearing');
  const next = { scheduledOn: '2026-11-17', scheduledTime: '10:00', courtroom: null, purpose: null };

  hearings.conclude(world.ctx, coordinator, before.id, 'held');
  hearings.conclude(world.ctx, coordinator, before.id, 'not_held');
  const [first, again] = [1, 2].map(() => hearings.scheduleAnnounced(world.ctx, coordinator, before, next));

  expect(row(before.id)?.state).toBe('not_held');
  expect(again).toBe(first);
  expect(row(first ?? 0)).toMatchObject({ source: 'report', scheduledOn: '2026-11-17', court: 'BC-PR-SD' });
});

test('a case before a court without a date for thirty days is asked about, until it has one', () => {
  const without = makeCase(world, { written: 'PS.nr.2/20', phase: 'FI' });
  makeCase(world, { written: 'PS.nr.3/20', phase: 'FIN' });
  makeHearing(world, caseId, { scheduledOn: '2026-09-30' });
  const asked = () =>
    world.ctx.db.$client
      .prepare("select entity_id from tasks where kind = 'case-without-date' and done_at is null order by id")
      .pluck()
      .all();

  expect(hearings.askForDates(world.ctx, '2026-10-22', '2026-09-22')).toBe(1);
  expect(asked()).toEqual([without]);
  expect(hearings.askForDates(world.ctx, '2026-11-22', '2026-10-23')).toBe(2);
  makeHearing(world, without, { scheduledOn: '2026-12-01' });
  expect(asked()).toEqual([caseId]);
});

test('from the day of the hearing its page leads whoever went there to the report, and nobody who did not', async () => {
  const [ivana, blerim] = [world.signedIn('Ivana', ['intern']), world.signedIn('Blerim', ['intern'])];
  for (const { personId } of [ivana, blerim]) makeIntern(world, personId, dafina.personId);
  const today = localDate(world.ctx.clock.now());
  const [past, ahead] = [makeHearing(world, caseId, { scheduledOn: today }), makeHearing(world, caseId)];
  const send = (hearingId: number, { personId }: { personId: number }) =>
    rota.assign(world.ctx, coordinator, { hearingId, personId });
  send(past, ivana);
  send(ahead, ivana);
  send(ahead, blerim);

  const leads = async (browser: Browser, id: number) =>
    (await browser.get(`/staff/hearings/${id}`)).text.includes(`href="/my/hearings/${id}/report"`);
  expect(await leads(ivana.browser, past)).toBe(true);
  expect(await leads(blerim.browser, past)).toBe(false);
  expect(await leads(ivana.browser, ahead)).toBe(false);
  expect(await leads(dafina.browser, past)).toBe(true);
});

test('on a holiday or a closed day it may stand all the same, and its pages and the proposal say so', async () => {
  closedDays.add(world.ctx, coordinator, {
    fromDay: '2026-11-05',
    untilDay: null,
    words: 'Annual retreat',
    isEstimate: false,
  });
  const on = async (scheduledOn: string) => {
    const made = await dafina.browser.submit('/staff/hearings/new', {
      case: String(caseId),
      ...wanted,
      scheduledOn,
    });
    return ledOn(made, 'scheduling').location;
  };
  const [plain, closed, holiday] = [await on('2026-11-04'), await on('2026-11-05'), await on('2026-12-25')];
  const text = async (url: string) => (await dafina.browser.get(url)).text;

  for (const url of [closed, `${closed}/assign`, '/staff/rota'])
    expect(await text(url)).toContain('The office is closed on this day (Annual retreat).');
  for (const url of [holiday, `${holiday}/assign`])
    expect(await text(url)).toContain('This day is a public holiday.');
  expect(await text(plain)).not.toMatch(/office is closed|public holiday/);
});
