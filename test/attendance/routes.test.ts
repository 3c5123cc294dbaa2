// The day of the interviews as the panel lives it: who came, who did not, running late.
import { expect, test } from 'vitest';
import { tasks } from '../../db/schema/tasks.js';
import { applicationById } from '../../src/applications/queries.js';
import { pend } from '../../src/applications/service.js';
import { mark } from '../../src/attendance/service.js';
import { bookingsOf, confirmedOf } from '../../src/bookings/queries.js';
import * as bookings from '../../src/bookings/service.js';
import { inTransaction } from '../../src/context.js';
import { interviewMorning } from '../../src/jobs/interview-morning.js';
import { remindInterviews } from '../../src/jobs/remind-interviews.js';
import { remindInvited } from '../../src/jobs/remind-invited.js';
import { day, hour, minute } from '../../src/lib/time.js';
import { insertOutage, putBeat } from '../../src/outages/queries.js';
import { makeCall } from '../support/applications.js';
import {
  makeBooked,
  makeInvited,
  makeMember,
  makePanel,
  makeSession,
  meetAt,
} from '../support/interviews.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

function prepare() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const session = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const [one, two, three] = session.slots.map(({ id }) => id) as [number, number, number];
  const arta = makeBooked(world, call, one, 'Arta');
  const bookingId = bookingsOf(world.ctx.db, arta.id)[0]?.id ?? 0;
  const startsAt = session.slots[0]?.startsAt ?? 0;
  return { world, call, dafina, mira, session, one, two, three, arta, bookingId, startsAt };
}
const stateOf = (world: World, id: number) => applicationById(world.ctx.db, id)?.state;
/** Letters wait for their release here from the invitation on. */
const open = (world: World) =>
  world.ctx.db
    .select()
    .from(tasks)
    .all()
    .filter(({ kind, doneAt }) => doneAt === null && kind !== 'letters-to-release')
    .map(({ kind }) => kind);

test('somebody on the panel notes on the day sheet who came, once; nobody before it begins', async () => {
  const { world, dafina, mira, session, arta, bookingId, startsAt } = prepare();
  const sheet = `/staff/interviews/${session.id}`;
  const url = `/staff/bookings/${bookingId}/attendance`;
  meetAt(world, startsAt - 1);
  expect((await mira.browser.get(sheet)).text).not.toContain(url);
  expect((await mira.browser.get(sheet)).text).toContain('HLC-2026-0001');
  const early = hiddenFields((await mira.browser.get('/account/profile')).text, '/account/profile');
  expect((await mira.browser.post(url, { ...early, outcome: 'present' })).status).toBe(409);
  meetAt(world, startsAt);

  const form = hiddenFields((await mira.browser.get(sheet)).text, url);
  const answers = [
    await mira.browser.post(url, { ...form, outcome: 'late' }),
    await mira.browser.post(url, { ...form, outcome: 'late' }),
  ];

  expect(answers.map(({ location }) => location)).toEqual([sheet, sheet]);
  expect(stateOf(world, arta.id)).toBe('interviewed');
  expect(bookingsOf(world.ctx.db, arta.id)[0]).toMatchObject({ state: 'held', late: true });
  expect((await mira.browser.get(sheet)).text).toContain('Održan, uz kašnjenje');
  expect((await mira.browser.get(url)).text).not.toContain('type="radio"');
  // Whoever plans is led to the file: there is nothing to book any more.
  const planned = (await dafina.browser.get(sheet)).text;
  expect(planned).toContain(`href="/staff/applications/${arta.id}"`);
  expect(planned).not.toContain(`href="/staff/applications/${arta.id}/interview"`);
});

test('who does not come is invited once more by a drafted letter; the second time the coordinator decides', async () => {
  const { world, dafina, mira, session, two, three, arta, bookingId, startsAt } = prepare();
  meetAt(world, startsAt);
  const wrong = await mira.browser.submit(`/staff/bookings/${bookingId}/attendance`, {});
  expect([wrong.status, wrong.text.includes('<a href="#outcome">')]).toEqual([422, true]);

  await mira.browser.submit(`/staff/bookings/${bookingId}/attendance`, { outcome: 'no_show' });
  expect(stateOf(world, arta.id)).toBe('invited');
  expect(world.letters().at(-1)).toMatchObject({ letter: 'interview-missed', state: 'draft' });

  bookings.bookFor(world.ctx, dafina.actor, { id: arta.id, slotId: two, note: 'She phoned' });
  meetAt(world, session.slots[1]?.startsAt ?? 0);
  const second = bookingsOf(world.ctx.db, arta.id).at(-1)?.id ?? 0;
  mark(world.ctx, mira.actor, { bookingId: second, outcome: 'no_show' });
  expect(stateOf(world, arta.id)).toBe('booked');
  expect(open(world)).toEqual(['second-no-show']);
  expect((await arta.browser.get(arta.url)).status).toBe(200);
  expect((await arta.browser.get(`${arta.url}/interview`)).status).toBe(200);

  const page = `/staff/applications/${arta.id}/no-show`;
  expect((await mira.browser.get(page)).status).toBe(403);
  expect((await dafina.browser.submit(page, {})).status).toBe(422);
  expect((await dafina.browser.submit(page, { again: 'yes' })).status).toBe(303);
  expect([stateOf(world, arta.id), open(world)]).toEqual(['invited', []]);
  expect((await dafina.browser.get(page)).status).toBe(404);
  bookings.bookFor(world.ctx, dafina.actor, { id: arta.id, slotId: three, note: 'Once more' });
  meetAt(world, session.slots[2]?.startsAt ?? 0);
  const third = bookingsOf(world.ctx.db, arta.id).at(-1)?.id ?? 0;
  mark(world.ctx, mira.actor, { bookingId: third, outcome: 'no_show' });
  const letters = world.letters().length;
  await dafina.browser.submit(page, { again: 'no' });
  expect([stateOf(world, arta.id), world.letters().length]).toEqual(['invited', letters]);
  expect((await arta.browser.get(`${arta.url}/interview`)).text).toContain('This invitation is closed.');
});

test('what was noted is taken back on the day itself, with its drafted letter, and not once that has left', async () => {
  const { world, mira, session, arta, bookingId, startsAt } = prepare();
  meetAt(world, startsAt);
  const url = `/staff/bookings/${bookingId}/take-back`;
  const note = (outcome: 'present' | 'no_show') => mark(world.ctx, mira.actor, { bookingId, outcome });
  const back = () => mira.browser.submit(url, {});
  note('no_show');
  expect((await mira.browser.get(`/staff/interviews/${session.id}`)).text).toContain(url);

  expect((await back()).status).toBe(303);
  expect([stateOf(world, arta.id), world.letters().at(-1)?.state]).toEqual(['booked', 'dropped']);
  expect(bookingsOf(world.ctx.db, arta.id)[0]).toMatchObject({ state: 'confirmed', endedAt: null });
  note('present');
  expect((await back()).status).toBe(303);
  expect(stateOf(world, arta.id)).toBe('booked');
  note('no_show');
  world.ctx.db.$client.exec("update letters set state = 'sent' where state = 'draft'");
  expect((await back()).text).toContain('Pismo je već otišlo');
  meetAt(world, startsAt + day);
  expect((await mira.browser.get(url)).text).not.toContain(`action="${url}"`);
  expect(stateOf(world, arta.id)).toBe('invited');
});

test('running late is told to those who are still to come today, and to nobody else', async () => {
  const { world, call, mira, session, two, startsAt } = prepare();
  makeBooked(world, call, two, 'Nenad', 'sr');
  const url = `/staff/interviews/${session.id}/late`;
  expect((await mira.browser.get(url)).text).not.toContain('name="minutes"');
  meetAt(world, startsAt + minute);
  for (const minutes of ['', '0', '1000', 'x'])
    expect((await mira.browser.submit(url, { minutes })).status).toBe(422);
  const before = world.letters().length;

  expect((await mira.browser.submit(url, { minutes: '20' })).status).toBe(303);

  const told = world.letters().slice(before);
  expect(told.map(({ letter, recipient }) => [letter, recipient])).toEqual([
    ['interview-late', 'nenad@example.org'],
  ]);
  expect(told[0]?.text).toContain('počinje oko 20 min kasnije');
  meetAt(world, startsAt + day);
  const form = hiddenFields((await mira.browser.get('/account/profile')).text, '/account/profile');
  expect((await mira.browser.post(url, { ...form, minutes: '20' })).status).toBe(409);
});

test('the day’s addresses: sign-in first, others refused, a panel one does not sit in is not there', async () => {
  const { world, session, arta, bookingId } = prepare();
  const blerim = makeMember(world, 'Blerim', 'reviewer');
  for (const url of [`/staff/bookings/${bookingId}/attendance`, `/staff/interviews/${session.id}/late`]) {
    expect((await world.browser().get(url)).location).toBe(`/staff/sign-in?next=${encodeURIComponent(url)}`);
    expect([url, (await arta.browser.get(url)).status]).toEqual([url, 403]);
    expect([url, (await blerim.browser.get(url)).status]).toEqual([url, 404]);
  }
});

test('everybody is reminded two days and three hours before, once, with the file; a change begins anew', async () => {
  const { world, two, arta, startsAt, session } = prepare();
  const run = () => remindInterviews.run(world.ctx, new AbortController().signal);
  world.clock.set(startsAt - 48 * hour - 1);
  expect(remindInterviews.isNeeded?.(world.ctx)).toBe(false);
  world.clock.set(startsAt - 48 * hour);
  expect(remindInterviews.list(world.ctx)).toHaveLength(1);
  const before = world.letters().length;

  await run();
  await run();
  expect(
    world
      .letters()
      .slice(before)
      .map(({ letter }) => letter),
  ).toEqual(['interview-reminder', 'panel-notice', 'panel-notice']);
  bookings.choose(world.ctx, arta.actor, { id: arta.id, slotId: two });
  const moved = session.slots[1]?.startsAt ?? 0;
  const later = world.letters().length;
  world.clock.set(moved - 48 * hour);
  await run();
  // What was said an hour before the reminder was due reminds again; what is said after it is enough.
  expect(world.letters()).toHaveLength(later + 3);
  world.clock.set(moved - 3 * hour);
  await run();
  await run();
  expect(
    world
      .letters()
      .slice(later)
      .filter(({ letter }) => letter === 'interview-reminder'),
  ).toHaveLength(2);
  world.clock.set(moved);
  expect(remindInterviews.isNeeded?.(world.ctx)).toBe(false);
});

test('nobody is reminded of an interview that was cancelled, nor of one booked after the reminder was due', () => {
  const { world, call, arta, two, startsAt } = prepare();
  bookings.cancelOwn(world.ctx, arta.actor, { id: arta.id });
  world.clock.set(startsAt - 47 * hour);
  makeBooked(world, call, two, 'Nenad');

  expect(remindInterviews.list(world.ctx)).toEqual([]);
});

test('who was invited and has not chosen is reminded half-way and a day before, once their letter has left', async () => {
  const { world, call } = prepare();
  const zana = makeInvited(world, call, 'Zana');
  const run = () => remindInvited.run(world.ctx, new AbortController().signal);
  const reminders = () => world.letters().filter(({ letter }) => letter === 'interview-unanswered').length;
  world.clock.pass(5 * day);
  expect(remindInvited.isNeeded?.(world.ctx)).toBe(false);
  world.ctx.db.$client.exec("update letters set state = 'sent' where letter = 'interview-invitation'");

  expect(remindInvited.list(world.ctx)).toHaveLength(1);
  await run();
  await run();
  expect(reminders()).toBe(1);
  world.clock.pass(3 * day);
  await run();
  await run();
  expect(reminders()).toBe(2);
  world.clock.pass(5 * day);
  expect(remindInvited.isNeeded?.(world.ctx)).toBe(false);
  expect(interviewMorning.list(world.ctx)).toContain(`application ${zana.id}: no answer`);
  await interviewMorning.run(world.ctx, new AbortController().signal);
  expect(open(world)).toContain('invitation-unanswered');
});

/** The morning after an interview of which nobody said who came. */
async function morningAfter() {
  const prepared = prepare();
  const { world, startsAt } = prepared;
  const morning = () => interviewMorning.run(world.ctx, new AbortController().signal);
  meetAt(world, startsAt + 10 * hour);
  await morning();
  expect([open(world), stateOf(world, prepared.arta.id)]).toEqual([[], 'booked']);
  meetAt(world, startsAt + 10 * hour + day);
  expect(interviewMorning.list(world.ctx)[0]).toContain('would count as held');
  await morning();
  await morning();
  return { ...prepared, url: `/staff/bookings/${prepared.bookingId}/attendance` };
}
const noted = (world: World, id: number) => {
  const { state, assumed, late } = bookingsOf(world.ctx.db, id)[0] ?? {};
  return [stateOf(world, id), state, assumed, late, applicationById(world.ctx.db, id)?.attentionAt !== null];
};

test('of whom nobody noted whether they came, they count as held by the clock, with a task, until somebody says so', async () => {
  const { world, mira, arta, session, url } = await morningAfter();
  expect(open(world)).toEqual(['attendance-missing']);
  expect(noted(world, arta.id)).toEqual(['interviewed', 'held', true, false, true]);
  expect(world.letters().filter(({ letter }) => letter === 'card-missing')).toHaveLength(2);
  expect(world.letters().at(-1)?.text).toContain('računa kao održan');
  expect((await mira.browser.get(`/staff/interviews/${session.id}`)).text).toContain('Računa se kao održan');

  expect((await mira.browser.submit(url, { outcome: 'late' })).status).toBe(303);

  expect(open(world)).toEqual([]);
  expect(noted(world, arta.id)).toEqual(['interviewed', 'held', false, true, false]);
  const form = hiddenFields((await mira.browser.get('/account/profile')).text, '/account/profile');
  expect((await mira.browser.post(url, { ...form, outcome: 'no_show' })).status).toBe(409);
});

test('what the clock assumed is wrong where nobody came: they are invited once more as on the day', async () => {
  const { world, mira, arta, url } = await morningAfter();

  expect((await mira.browser.submit(url, { outcome: 'no_show' })).status).toBe(303);

  expect(open(world)).toEqual([]);
  expect(noted(world, arta.id)).toEqual(['invited', 'no_show', false, false, false]);
  expect(world.letters().at(-1)).toMatchObject({ letter: 'interview-missed', state: 'draft' });
});

test('nobody is marked as absent behind a decision, and a card that is filed says that they came', async () => {
  const { world, call, mira, arta, bookingId, url } = await morningAfter();
  const director = makeMember(world, 'Luan', 'director').actor;
  const application = applicationById(world.ctx.db, arta.id);
  if (!application) throw new Error('no application');
  inTransaction(world.ctx, (inside) => pend(inside, director, application, 'reject', { role: 'director' }));
  expect((await mira.browser.submit(url, { outcome: 'no_show' })).text).toContain('Prvo poništite odluku');
  expect(noted(world, arta.id)).toEqual(['interviewed', 'held', true, false, true]);

  const card = `/staff/bookings/${bookingId}/card`;
  const marks = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '3']));
  expect((await mira.browser.get(card)).text).toContain(url);
  expect((await mira.browser.submit(card, { ...marks, recommendation: 'yes' })).status).toBe(303);

  expect(open(world)).toEqual([]);
  expect(noted(world, arta.id)).toEqual(['interviewed', 'held', false, false, false]);
});

test('of whoever withdraws nobody is asked any more whether they came', async () => {
  const { world, arta } = await morningAfter();

  expect((await arta.browser.submit(`${arta.url}/withdraw`, { reason: '' })).status).toBe(303);

  expect([open(world), stateOf(world, arta.id)]).toEqual([[], 'withdrawn']);
});

test.each<[string, string[], (world: World, endsAt: number) => void]>([
  [
    'the service was away when it ended',
    ['attendance-missing'],
    (world, endsAt) => {
      insertOutage(world.ctx.db, { fromAt: endsAt - hour, untilAt: endsAt + hour });
      putBeat(world.ctx.db, world.clock.now());
    },
  ],
  [
    'the clock runs ahead of the last sign of life',
    [],
    (world, endsAt) => putBeat(world.ctx.db, endsAt - hour),
  ],
])('nothing is assumed of an interview where %s', async (_why, asked, before) => {
  const { world, arta, startsAt } = prepare();
  const endsAt = confirmedOf(world.ctx.db, arta.id)?.slot.endsAt ?? 0;
  meetAt(world, startsAt + 10 * hour + day);
  before(world, endsAt);
  const planned = interviewMorning.list(world.ctx).join();

  await interviewMorning.run(world.ctx, new AbortController().signal);

  expect(planned).not.toContain('would count as held');
  expect([open(world), noted(world, arta.id).slice(0, 3)]).toEqual([asked, ['booked', 'confirmed', false]]);
});
