// A conflict said after a time was booked: the coordinator hears of it, the day sheet says who, and never why.
import { expect, test } from 'vitest';
import { bookingsOf } from '../../src/bookings/queries.js';
import * as bookings from '../../src/bookings/service.js';
import * as conflicts from '../../src/conflicts/service.js';
import { timelineOf } from '../../src/history/queries.js';
import { changesOf } from '../../src/panels/queries.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { makeCall } from '../support/applications.js';
import { makeBooked, makeMember, makePanel, makeSession, meetAt } from '../support/interviews.js';
import { makeWorld, type World } from '../support/world.js';

/** Arta has the first time of a session of Dafina and Mira. */
function booked() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  const bookingId = bookingsOf(world.ctx.db, arta.id)[0]?.id ?? 0;
  const sheet = `/staff/interviews/${id}`;
  return {
    world,
    call,
    dafina,
    mira,
    luan,
    arta,
    slots,
    bookingId,
    session: id,
    sheet,
    page: `/staff/bookings/${bookingId}/conflict`,
  };
}
const waiting = (world: World) =>
  tasksWaiting(world.ctx.db, { personId: 0, groups: ['coordinator'] }, 100)
    .filter(({ kind }) => kind === 'panel-in-conflict')
    .map(({ entityId }) => entityId);

test('who sits on the panel says it from the day sheet, and somebody else must sit there', async () => {
  const { world, dafina, mira, luan, arta, bookingId, session, sheet, page } = booked();
  expect((await mira.browser.get(sheet)).text).toContain(`href="${page}"`);
  expect((await mira.browser.submit(page, { kind: 'other', note: '' })).status).toBe(422);

  const done = await mira.browser.submit(page, { kind: 'friend', note: 'We shared a flat' });

  expect([done.status, done.location]).toEqual([303, sheet]);
  expect(waiting(world)).toEqual([bookingId]);
  const tasks = (await dafina.browser.get('/staff/tasks')).text;
  expect(tasks).toContain('replace a member of the panel, or move the interview.');
  expect(tasks).toContain(`href="${sheet}"`);
  const shown = (await dafina.browser.get(sheet)).text;
  expect(shown).toContain('Mira does not take part in this interview.');
  expect(shown).toContain(`href="${sheet}/panel"`);
  for (const { text } of [{ text: shown }, { text: tasks }])
    for (const word of ['friend', 'shared a flat', 'interest'])
      expect(text.toLowerCase()).not.toContain(word);
  // Who is kept from it reads no name there, and files nothing about it.
  const hers = (await mira.browser.get(sheet)).text;
  expect(hers).not.toContain('Arta');
  expect(hers).not.toContain(`/staff/bookings/${bookingId}`);
  expect((await mira.browser.get(page)).status).toBe(404);

  // The new member says first that they know nobody there.
  const swap = { out: String(mira.personId), in: String(luan.personId) };
  expect((await dafina.browser.submit(`${sheet}/panel`, swap)).status).toBe(303);
  expect(waiting(world)).toEqual([bookingId]);
  const change = `/staff/panel-changes/${changesOf(world.ctx.db, session)[0]?.change.id}`;
  const before = world.letters().length;
  expect((await luan.browser.submit(change, { [`kind_${arta.id}`]: 'none' })).status).toBe(303);
  expect(waiting(world)).toEqual([]);
  expect(
    world
      .letters()
      .slice(before)
      .map(({ recipient }) => recipient),
  ).toEqual(['mira@example.org', 'luan@example.org', 'dafina@example.org']);
  expect((await dafina.browser.get(sheet)).text).not.toContain('does not take part');
});

test('a coordinator sets it for somebody of the panel, lifts it, or moves the interview: the task follows', async () => {
  const { world, call, dafina, mira, luan, arta, bookingId } = booked();
  const of = (kind: 'friend' | 'none') =>
    conflicts.set(world.ctx, dafina.actor, { id: arta.id, personId: mira.personId, kind, note: null });
  of('friend');
  expect(waiting(world)).toEqual([bookingId]);
  of('none');
  expect(waiting(world)).toEqual([]);
  of('friend');
  const other = makeSession(world, call, dafina, [dafina.personId, luan.personId], { day: '2026-11-04' });

  bookings.bookFor(world.ctx, dafina.actor, {
    id: arta.id,
    slotId: other.slots[0]?.id ?? 0,
    note: 'By phone',
  });

  expect(waiting(world)).toEqual([]);
});

test('whoever is kept from it neither says who came nor files a card, and the others do not wait for them', async () => {
  const { world, dafina, mira, arta, slots, bookingId } = booked();
  conflicts.set(world.ctx, dafina.actor, {
    id: arta.id,
    personId: mira.personId,
    kind: 'friend',
    note: null,
  });
  meetAt(world, slots[0]?.startsAt ?? 0);
  expect((await mira.browser.get(`/staff/bookings/${bookingId}/attendance`)).status).toBe(404);
  await dafina.browser.submit(`/staff/bookings/${bookingId}/attendance`, { outcome: 'present' });
  const card = `/staff/bookings/${bookingId}/card`;
  expect((await mira.browser.get(card)).status).toBe(404);

  const marks = Object.fromEntries(makeMarks(await dafina.browser.get(card)));
  await dafina.browser.submit(card, { ...marks, recommendation: 'yes' });

  const events = timelineOf(world.ctx.db, 'application', arta.id).map(({ event }) => event);
  expect(events.slice(-2)).toEqual(['file_card', 'lock_cards']);
});

const makeMarks = ({ text }: { text: string }) =>
  [...new Set([...text.matchAll(/name="(mark_[a-z0-9_]+)"/g)].map(([, name = '']) => name))].map(
    (name) => [name, '3'] as const,
  );

test('only for a time to come, of a session one sits in', async () => {
  const { world, dafina, mira, luan, page, slots } = booked();
  expect((await luan.browser.get(page)).status).toBe(404);
  expect((await world.browser().get(page)).status).toBe(303);
  expect((await world.signedIn('Zana', ['applicant']).browser.get(page)).status).toBe(403);
  expect((await mira.browser.get('/staff/bookings/999/conflict')).status).toBe(404);
  meetAt(world, slots[0]?.startsAt ?? 0);
  await dafina.browser.submit(page.replace('conflict', 'attendance'), { outcome: 'present' });
  expect((await mira.browser.get(page)).status).toBe(404);
});
