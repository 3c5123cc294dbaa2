// A calendar to subscribe to: by a secret address, without names, ended by its owner or with their place on the panel.
import ICAL from 'ical.js';
import { expect, test } from 'vitest';
import { calendarFeeds } from '../../db/schema/calendars.js';
import * as bookings from '../../src/bookings/service.js';
import { changesOf } from '../../src/panels/queries.js';
import * as panels from '../../src/panels/service.js';
import { endMembership, insertMembership } from '../../src/people/queries.js';
import { makeCall } from '../support/applications.js';
import { keepFrom, makeBooked, makeMember, makePanel, makeSession } from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const page = '/account/calendar';
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

async function subscribed() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  const shown = (await mira.browser.get(page)).text;
  const form = hiddenFields(shown, page);
  const url = `/calendars/${form.token}`;
  return { world, call, dafina, mira, arta, slots, sessionId: id, shown, form, url };
}

test('the address works once it is started, shows references and hours, and no name', async () => {
  const { world, mira, arta, slots, shown, form, url } = await subscribed();
  expect(shown).toContain(`http://127.0.0.1${url}`);
  expect((await world.browser().get(url)).status).toBe(404);

  expect((await mira.browser.post(page, { ...form, deed: 'make' })).location).toBe('/account');

  const feed = await world.browser().get(url);
  expect([feed.status, feed.headers['content-type'], feed.headers['cache-control']]).toEqual([
    200,
    'text/calendar; charset=utf-8',
    'private, no-store',
  ]);
  const [event, ...more] = eventsIn(feed.text);
  expect(more).toEqual([]);
  expect(event?.summary).toBe('Razgovor HLC-2026-0001');
  expect(event?.startDate.toJSDate().getTime()).toBe(slots[0]?.startsAt);
  expect(feed.text).not.toMatch(/arta|mailto/i);
  expect(JSON.stringify(world.ctx.db.select().from(calendarFeeds).all())).not.toContain(form.token);
  expect(world.logged()).not.toContain(form.token);
  bookings.cancelOwn(world.ctx, arta.actor, { id: arta.id });
  expect(eventsIn((await world.browser().get(url)).text)).toEqual([]);
});

test('it is ended by its owner, by a new address, and by leaving the panel or the staff', async () => {
  const { world, dafina, mira, arta, form, url, sessionId } = await subscribed();
  await mira.browser.post(page, { ...form, deed: 'make' });
  expect((await mira.browser.get(page)).text).not.toContain(form.token);
  const second = hiddenFields((await mira.browser.get(page)).text, page);
  await mira.browser.post(page, { ...second, deed: 'make' });
  const newUrl = `/calendars/${second.token}`;
  expect([(await world.browser().get(url)).status, (await world.browser().get(newUrl)).status]).toEqual([
    404, 200,
  ]);

  const luan = makeMember(world, 'Luan', 'director');
  const seats = { out: mira.personId, in: luan.personId };
  panels.propose(world.ctx, dafina.actor, sessionId, seats);
  const [asked] = changesOf(world.ctx.db, sessionId);
  const said = { [`kind_${arta.id}`]: 'none' };
  panels.answer(world.ctx, luan.actor, asked?.change.id ?? 0, said);
  expect(eventsIn((await world.browser().get(newUrl)).text)).toEqual([]);
  endMembership(world.ctx.db, mira.personId, 'reviewer', world.clock.now());
  expect((await world.browser().get(newUrl)).status).toBe(404);
  const luans = hiddenFields((await luan.browser.get(page)).text, page);
  await luan.browser.post(page, { ...luans, deed: 'make' });
  await luan.browser.submit(page, { deed: 'revoke' });
  expect((await world.browser().get(`/calendars/${luans.token}`)).status).toBe(404);
});

test('an address nobody was given is not there, and nobody but staff has a page for one', async () => {
  const { world, mira, arta, form } = await subscribed();

  for (const token of ['x', 'a'.repeat(43), '%00', `${form.token}x`])
    expect([token, [400, 404].includes((await world.browser().get(`/calendars/${token}`)).status)]).toEqual([
      token,
      true,
    ]);
  expect((await arta.browser.get(page)).status).toBe(403);
  expect((await mira.browser.post(page, { ...form, token: 'short', deed: 'make' })).status).toBe(422);
  expect((await mira.browser.post(page, { ...form, deed: '' })).status).toBe(422);
});

test('an address there was before is no address for anybody, and what they have stays', async () => {
  const { world, dafina, mira, form, url } = await subscribed();
  await mira.browser.post(page, { ...form, deed: 'make' });
  const hers = hiddenFields((await dafina.browser.get(page)).text, page);

  const taken = await dafina.browser.post(page, { ...hers, token: form.token ?? '', deed: 'make' });

  expect(taken.status).toBe(422);
  expect((await world.browser().get(url)).status).toBe(200);
  expect(world.ctx.db.select().from(calendarFeeds).all()).toHaveLength(1);
});

test('whoever left the group that goes there has nothing of it in a calendar kept for another', async () => {
  const { world, mira, form, url } = await subscribed();
  await mira.browser.post(page, { ...form, deed: 'make' });
  insertMembership(world.ctx.db, { personId: mira.personId, group: 'intern', since: world.clock.now() });
  endMembership(world.ctx.db, mira.personId, 'reviewer', world.clock.now());

  const feed = await world.browser().get(url);

  expect([feed.status, eventsIn(feed.text)]).toEqual([200, []]);
});

test('an interview of somebody they may not judge leaves their calendar', async () => {
  const { world, mira, arta, form, url } = await subscribed();
  await mira.browser.post(page, { ...form, deed: 'make' });
  expect(eventsIn((await world.browser().get(url)).text)).toHaveLength(1);

  keepFrom(world, mira.personId, arta.id);

  expect(eventsIn((await world.browser().get(url)).text)).toEqual([]);
});
