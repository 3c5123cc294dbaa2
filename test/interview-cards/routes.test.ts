// Cards as the panel fills them in: sealed from each other and at rest, locked, opened again, reminded of.
import { expect, test } from 'vitest';
import { interviewCards } from '../../db/schema/interview-cards.js';
import { mark } from '../../src/attendance/service.js';
import { bookingsOf } from '../../src/bookings/queries.js';
import { timelineOf } from '../../src/history/queries.js';
import { interviewMorning } from '../../src/jobs/interview-morning.js';
import { day, hour } from '../../src/lib/time.js';
import { makeCall } from '../support/applications.js';
import { keepFrom, makeBooked, makeMember, makePanel, makeSession, meetAt } from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

function held() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  const { id, slots } = makeSession(world, call, dafina, [luan.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  const startsAt = slots[0]?.startsAt ?? 0;
  meetAt(world, startsAt);
  const bookingId = bookingsOf(world.ctx.db, arta.id)[0]?.id ?? 0;
  mark(world.ctx, mira.actor, { bookingId, outcome: 'present' });
  const url = (page: string) => `/staff/bookings/${bookingId}/${page}`;
  const marks = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '3']));
  const card = { ...marks, recommendation: 'yes', words: 'Weighs what she says' };
  return { world, call, dafina, mira, luan, arta, startsAt, sessionId: id, bookingId, url, card };
}

test('each of the panel files one card, sealed from the others until their own is in; the last one locks them', async () => {
  const { world, dafina, mira, luan, arta, url, card, sessionId } = held();
  expect((await mira.browser.get(`/staff/interviews/${sessionId}`)).text).toContain(url('card'));

  expect((await mira.browser.submit(url('card'), card)).location).toBe(url('card'));
  expect((await luan.browser.get(url('card'))).text).not.toContain('Weighs what she says');
  expect((await dafina.browser.get(url('cards'))).text).not.toContain('Weighs what she says');
  expect((await mira.browser.get(url('card'))).text).toContain('Weighs what she says');
  const stored = world.ctx.db.select().from(interviewCards).all();
  expect(stored).toHaveLength(1);
  expect(stored[0]?.sealed.includes('Weighs')).toBe(false);
  const again = await mira.browser.submit(url('card'), { ...card, recommendation: 'no' });
  expect(again.status).toBe(303);

  const open = hiddenFields((await mira.browser.get(url('card'))).text, url('card'));
  await luan.browser.submit(url('card'), { ...card, words: 'Clear' });
  const late = await mira.browser.post(url('card'), { ...open, ...card, words: 'Now that I know' });
  expect(late.status).toBe(409);

  for (const { browser } of [dafina, mira, luan]) {
    const { text } = await browser.get(url('cards'));
    expect(text).toContain('Weighs what she says');
    expect(text).toContain('Clear');
    expect(text).not.toContain('Now that I know');
  }
  expect((await mira.browser.get(url('card'))).text).not.toContain('type="radio"');
  const events = timelineOf(world.ctx.db, 'application', arta.id).map(
    ({ event, actorRole }) => `${event} ${actorRole}`,
  );
  expect(events.slice(-4)).toEqual([
    'file_card reviewer',
    'file_card reviewer',
    'file_card director',
    'lock_cards system',
  ]);
});

test('a card without a mark comes back with every other one', async () => {
  const { call, mira, url, card } = held();
  const first = call.rubric[0]?.key;
  for (const wrong of [
    { [`mark_${first}`]: '' },
    { [`mark_${first}`]: '7' },
    { recommendation: '' },
    { words: 'x'.repeat(2001) },
  ]) {
    const answer = await mira.browser.submit(url('card'), { ...card, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`<a href="#${Object.keys(wrong)[0]}">`);
    expect(answer.text).toMatch(/value="3"[^>]* checked/);
  }
});

test('a coordinator locks with a reason what is missing, a director opens it again', async () => {
  const { world, dafina, mira, luan, url, card, arta } = held();
  await mira.browser.submit(url('card'), card);
  expect((await mira.browser.get(url('lock'))).status).toBe(403);
  expect((await dafina.browser.get(url('reopen'))).status).toBe(403);
  expect((await dafina.browser.submit(url('lock'), { reason: '' })).status).toBe(422);

  expect((await dafina.browser.submit(url('lock'), { reason: 'Luan is ill' })).location).toBe(url('cards'));
  expect((await dafina.browser.get(url('cards'))).text).toContain('Weighs what she says');
  expect((await dafina.browser.submit(url('lock'), { reason: 'Luan is ill' })).status).toBe(409);
  expect((await luan.browser.get(url('card'))).text).not.toContain('type="radio"');
  expect((await luan.browser.submit(url('reopen'), { reason: 'Luan is back' })).status).toBe(303);
  expect((await luan.browser.submit(url('card'), card)).status).toBe(303);
  expect(
    timelineOf(world.ctx.db, 'application', arta.id)
      .filter(({ note }) => note)
      .map(({ note }) => note),
  ).toEqual(['Luan is ill', 'Luan is back']);
});

test('who has not filed is reminded the next morning, once, and only of what is over', async () => {
  const { world, mira, startsAt, url, card } = held();
  await mira.browser.submit(url('card'), card);
  const before = world.letters().length;
  const run = () => interviewMorning.run(world.ctx, new AbortController().signal);
  world.clock.set(startsAt + 5 * hour);
  await run();
  expect(world.letters()).toHaveLength(before);
  world.clock.set(startsAt + day);

  expect(interviewMorning.list(world.ctx)).toHaveLength(1);
  await run();
  await run();

  const reminded = world.letters().slice(before);
  expect(reminded.map(({ letter, recipient }) => [letter, recipient])).toEqual([
    ['card-missing', 'luan@example.org'],
  ]);
  expect(reminded[0]?.text).not.toContain('Arta');
});

test('nobody is reminded of a card about somebody they may not judge', async () => {
  const { world, luan, arta, startsAt } = held();
  keepFrom(world, luan.personId, arta.id);
  world.clock.set(startsAt + day);
  await interviewMorning.run(world.ctx, new AbortController().signal);

  const reminded = world.letters().filter(({ letter }) => letter === 'card-missing');
  expect(reminded.map(({ recipient }) => recipient)).toEqual(['mira@example.org']);
});

test('each address: sign-in first, others refused, an interview one did not sit in or that was not held is not there', async () => {
  const { world, call, dafina, mira, arta, url } = held();
  const blerim = makeMember(world, 'Blerim', 'reviewer');
  for (const page of ['card', 'cards']) {
    expect((await world.browser().get(url(page))).location).toBe(
      `/staff/sign-in?next=${encodeURIComponent(url(page))}`,
    );
    expect((await arta.browser.get(url(page))).status).toBe(403);
    expect([page, (await blerim.browser.get(url(page))).status]).toEqual([page, 404]);
  }
  // A coordinator who does not sit on the panel has no card.
  expect((await dafina.browser.get(url('card'))).status).toBe(404);
  const later = makeSession(world, call, dafina, [dafina.personId, mira.personId], { day: '2026-11-20' });
  const nenad = makeBooked(world, call, later.slots[0]?.id ?? 0, 'Nenad');
  const waiting = bookingsOf(world.ctx.db, nenad.id)[0]?.id;
  expect((await mira.browser.get(`/staff/bookings/${waiting}/card`)).status).toBe(404);
});
