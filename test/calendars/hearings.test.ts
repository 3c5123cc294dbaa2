// An intern's calendar to subscribe to: their hearings by public titles, moved in place, called off to be seen.
import ICAL from 'ical.js';
import { beforeEach, expect, test } from 'vitest';
import { threadsOf } from '../../src/calendars/rules.js';
import { cancel, move } from '../../src/hearings/service.js';
import { endMembership } from '../../src/people/queries.js';
import { insertAssignment, release, standing } from '../../src/rota/queries.js';
import { coordinator, makeCase, makeProtected, makeTie } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

const page = '/account/calendar';
let world: World;
let ivana: { browser: Browser; personId: number };
let caseId: number;
let url: string;

beforeEach(async () => {
  world = makeWorld();
  const dafina = world.signedIn('Dafina', ['coordinator']);
  ivana = world.signedIn('Ivana', ['intern']);
  makeIntern(world, ivana.personId, dafina.personId);
  caseId = makeCase(world);
  makeProtected(world, caseId, { pseudonym: 'Delta-7' });
  const form = hiddenFields((await ivana.browser.get(page)).text, page);
  await ivana.browser.post(page, { ...form, deed: 'make' });
  url = `/calendars/${form.token}`;
});

function sent(given: Parameters<typeof makeHearing>[2]): number {
  const hearingId = makeHearing(world, caseId, given);
  assign(hearingId);
  return hearingId;
}
const assign = (hearingId: number) =>
  insertAssignment(world.ctx.db, { hearingId, personId: ivana.personId, assignedAt: world.clock.now() });
async function feed() {
  const { status, text } = await world.browser().get(url);
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
  return {
    status,
    text,
    events: events.map((one) => ({
      uid: String(one.getFirstPropertyValue('uid')),
      sequence: Number(one.getFirstPropertyValue('sequence')),
      status: String(one.getFirstPropertyValue('status')),
      start: String(one.getFirstPropertyValue('dtstart')),
      summary: String(one.getFirstPropertyValue('summary')),
    })),
  };
}

test('only their own, by the public title; nothing of the purpose, the accused or the protected', async () => {
  const id = sent({ purpose: 'Delta-7 is heard; accused Agim' });
  makeHearing(world, caseId, { scheduledOn: '2026-11-04' });

  const { text, events } = await feed();

  expect(events).toEqual([
    {
      uid: `hearing-${id}@127.0.0.1`,
      sequence: 0,
      status: 'CONFIRMED',
      start: '2026-11-03T08:30:00Z',
      summary: 'Prosecutor v. Shembulli',
    },
  ]);
  expect(text).not.toMatch(/Delta|Agim|PS\.nr|Ivana|mailto/);
  sent({ scheduledOn: '2026-11-05', scheduledTime: '' });
  expect((await feed()).events.map(({ start }) => start)).toEqual(['2026-11-03T08:30:00Z', '2026-11-05']);
});

test('a hearing that moves is the same event: called off until they are sent to the new day', async () => {
  const id = sent({});
  const moved = move(world.ctx, coordinator, {
    id,
    scheduledOn: '2026-11-09',
    scheduledTime: '13:00',
    reason: null,
    version: 1,
  });
  const off = (await feed()).events;
  assign(moved);
  const on = (await feed()).events;

  expect(off.map(({ uid, sequence, status }) => [uid, sequence, status])).toEqual([
    [`hearing-${id}@127.0.0.1`, 1, 'CANCELLED'],
  ]);
  expect(on.map(({ uid, sequence, status, start }) => [uid, sequence, status, start])).toEqual([
    [`hearing-${id}@127.0.0.1`, 2, 'CONFIRMED', '2026-11-09T12:00:00Z'],
  ]);
  cancel(world.ctx, coordinator, { id: moved, reason: null, version: 1 });
  expect((await feed()).events.map(({ sequence, status }) => [sequence, status])).toEqual([[3, 'CANCELLED']]);
});

test('gone with the assignment, with a tie, and the address with the group or by their own hand', async () => {
  const id = sent({});
  const other = sent({ scheduledOn: '2026-11-04' });
  const found = standing(world.ctx.db, other, ivana.personId);
  release(world.ctx.db, found?.id ?? 0, { releasedAt: world.clock.now(), releaseReason: 'ill' });
  expect((await feed()).events.map(({ uid }) => uid)).toEqual([`hearing-${id}@127.0.0.1`]);
  makeTie(world, caseId, ivana.personId);
  expect((await feed()).events).toEqual([]);

  await ivana.browser.submit(page, { deed: 'revoke' });
  expect((await world.browser().get(url)).status).toBe(404);
  const form = hiddenFields((await ivana.browser.get(page)).text, page);
  await ivana.browser.post(page, { ...form, deed: 'make' });
  expect((await world.browser().get(`/calendars/${form.token}`)).status).toBe(200);
  endMembership(world.ctx.db, ivana.personId, 'intern', world.clock.now());
  expect((await world.browser().get(`/calendars/${form.token}`)).status).toBe(404);
});

test('a line of hearings has one root and a number that only rises', () => {
  const links = [
    { id: 1, movedFromId: null, version: 2 },
    { id: 2, movedFromId: 1, version: 3 },
    { id: 3, movedFromId: 2, version: 1 },
    { id: 9, movedFromId: null, version: 1 },
  ];

  const threads = threadsOf([{ id: 3 }, { id: 1 }, { id: 9 }], links);

  expect(threads.map(({ root, sequence, hearing }) => [root, sequence, hearing.id])).toEqual([
    [1, 5, 3],
    [9, 0, 9],
  ]);
});
