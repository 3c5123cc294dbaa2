// Planning interviews as staff do it: a session, its times, what is refused, and who sees it.
import { expect, test } from 'vitest';
import { sessionById, slotsOf } from '../../src/interviews/queries.js';
import { changesOf } from '../../src/panels/queries.js';
import { insertAssignment } from '../../src/rota/queries.js';
import * as rota from '../../src/rota/service.js';
import { makeCall } from '../support/applications.js';
import { makeCase } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { aPlan, makeBooked, makeInvited, makeMember, makePanel, makeSession } from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const times = { ...aPlan, minutes: '30', pause: '10', count: '3', lunchFrom: '', lunchTo: '' };

test('a coordinator plans a session, makes its times in one step and publishes it; twice is harmless', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const planned = {
    callId: String(call.id),
    place: 'HLC Kosovo, second floor',
    link: 'https://meet.example.org/a',
    languages: ['sq', 'sr'],
    panel: [String(dafina.personId), String(mira.personId)],
  };

  const made = await dafina.browser.submit('/staff/interviews/new', planned);
  expect(made.location).toMatch(/^\/staff\/interviews\/\d+\/times$/);
  const id = Number(made.location.split('/')[3]);
  const form = hiddenFields((await dafina.browser.get(made.location)).text, made.location);
  for (let i = 0; i < 2; i += 1)
    expect((await dafina.browser.post(made.location, { ...form, ...times })).status).toBe(303);
  expect(slotsOf(world.ctx.db, id)).toHaveLength(3);
  expect((await dafina.browser.submit(`/staff/interviews/${id}/publish`, {})).status).toBe(303);
  expect(sessionById(world.ctx.db, id)?.state).toBe('published');
  expect((await dafina.browser.submit(`/staff/interviews/${id}/publish`, {})).status).toBe(409);

  const list = (await mira.browser.get('/staff/interviews')).text;
  expect(list).toContain(`href="/staff/interviews/${id}"`);
  expect((await dafina.browser.get('/staff/interviews')).text).toContain('Monday, 2 November 2026');
  expect((await dafina.browser.get(`/staff/interviews/${id}`)).text).toMatch(/Prishtina time[\s\S]*>09:40</);
});

test.each<[string, Record<string, string>, string]>([
  ['day', { day: '2026-02-31' }, '#day'],
  ['a day that is over', { day: '2026-10-21' }, '#day'],
  ['a public holiday', { day: '2026-12-25' }, '#day'],
  ['first', { first: '25:00' }, '#first'],
  ['minutes', { minutes: '0' }, '#minutes'],
  ['pause', { pause: 'x' }, '#pause'],
  ['count', { count: '' }, '#count'],
  ['more than the day holds', { first: '22:00', count: '9' }, '#count'],
  ['half a break', { lunchFrom: '12:00' }, '#lunchTo'],
  ['a break that ends before it begins', { lunchFrom: '13:00', lunchTo: '12:00' }, '#lunchTo'],
])('times with a wrong %s come back with everything typed', async (_name, wrong, at) => {
  const world = makeWorld();
  const { dafina, mira } = makePanel(world);
  const { id } = makeSession(world, makeCall(world), dafina, [dafina.personId, mira.personId], {
    day: '2026-11-03',
  });
  const typed = { ...times, pause: '7', ...wrong };

  const answer = await dafina.browser.submit(`/staff/interviews/${id}/times`, typed);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="${at}">`);
  for (const [name, value] of Object.entries(typed))
    if (value) expect(answer.text).toMatch(new RegExp(`name="${name}"[^>]*value="${value}"`));
  expect(slotsOf(world.ctx.db, id)).toHaveLength(3);
});

test.each<[string, Record<string, string | string[]>, string]>([
  ['call', { callId: '' }, '#callId'],
  ['call nobody published', { callId: '99' }, '#callId'],
  ['place', { place: '' }, '#place'],
  ['link', { link: 'http://meet' }, '#link'],
  ['languages', { languages: [] }, '#languages'],
  ['panel of one', { panel: ['1'] }, '#panel'],
])('a session with a wrong %s is not made', async (_name, wrong, at) => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const typed = {
    callId: String(call.id),
    place: 'Second floor',
    link: '',
    languages: ['sq'],
    panel: [dafina, mira].map(({ personId }) => String(personId)),
    ...wrong,
  };

  const answer = await dafina.browser.submit('/staff/interviews/new', typed);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="${at}">`);
  expect(sessionById(world.ctx.db, 1)).toBeUndefined();
});

test('somebody who may not sit on a panel does not', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina } = makePanel(world);
  const ivana = makeMember(world, 'Ivana', 'intern');
  const panel = [dafina, ivana].map(({ personId }) => String(personId));

  const answer = await dafina.browser.submit('/staff/interviews/new', {
    callId: String(call.id),
    place: 'Second floor',
    languages: ['sq'],
    panel,
  });

  expect(answer.status).toBe(422);
});

test('nobody sits in two places at once: the other session is named', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  makeSession(world, call, dafina, [dafina.personId, mira.personId], {}, { place: 'Hotel Sample' });
  const { id } = makeSession(world, call, dafina, [mira.personId, luan.personId], { day: '2026-11-03' });

  const page = `/staff/interviews/${id}/times`;
  const clash = await dafina.browser.submit(page, { ...times, first: '10:00', count: '1' });
  const beside = await dafina.browser.submit(page, { ...times, first: '10:50', count: '1' });

  expect(clash.status).toBe(422);
  expect(clash.text).toContain(
    'Mira sits in another session at that time: 02.11.2026, 09:40–10:10, Hotel Sample.',
  );
  expect(beside.status).toBe(303);
  const own = await dafina.browser.submit(page, { ...times, day: '2026-11-03', first: '09:10', count: '1' });
  expect(own.text).toContain('The session already has times then.');
});

test('a panel member is replaced, the two are told, and nobody comes who sits elsewhere then', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  const before = world.letters().length;
  const page = `/staff/interviews/${id}/panel`;
  const typed = { out: String(mira.personId), in: String(luan.personId) };
  expect((await mira.browser.get(`/staff/interviews/${id}`)).status).toBe(200);

  expect((await dafina.browser.submit(page, { ...typed, in: String(dafina.personId) })).status).toBe(422);
  expect((await dafina.browser.submit(page, typed)).location).toBe(`/staff/interviews/${id}`);
  expect((await luan.browser.get(`/staff/interviews/${id}`)).text).not.toContain('Dafina, Luan');
  const change = `/staff/panel-changes/${changesOf(world.ctx.db, id)[0]?.change.id}`;
  expect((await luan.browser.submit(change, { [`kind_${arta.id}`]: 'none' })).status).toBe(303);

  const told = world.letters().slice(before);
  expect(told.map(({ letter, recipient }) => [letter, recipient])).toEqual([
    ['panel-proposed', 'luan@example.org'],
    ['panel-notice', 'mira@example.org'],
    ['panel-notice', 'luan@example.org'],
    ['panel-changed', 'dafina@example.org'],
  ]);
  expect(told[1]?.text).toContain('Ovaj razgovor se ne održava sa Vama.');
  expect((await mira.browser.get(`/staff/interviews/${id}`)).status).toBe(404);
  expect((await luan.browser.get(`/staff/interviews/${id}`)).text).toContain('Dafina, Luan');
  const other = makeSession(world, call, dafina, [dafina.personId, mira.personId], { day: '2026-11-04' });
  makeSession(world, call, dafina, [luan.personId, mira.personId], { day: '2026-11-04', first: '14:00' });
  const busy = await dafina.browser.submit(`/staff/interviews/${other.id}/panel`, {
    out: String(dafina.personId),
    in: String(luan.personId),
  });
  expect(busy.status).toBe(303);
});

test('nobody of the panel is asked to be at a hearing and in an interview at once', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const { id } = makeSession(
    world,
    call,
    dafina,
    [dafina.personId, mira.personId],
    { count: 1 },
    { draft: true },
  );
  const goesTo = (day: string, time: string) =>
    insertAssignment(world.ctx.db, {
      hearingId: makeHearing(world, makeCase(world), { scheduledOn: day, scheduledTime: time }),
      personId: mira.personId,
      assignedAt: world.clock.now(),
      assignedBy: dafina.personId,
    });
  goesTo('2026-11-03', '11:00');
  goesTo('2026-11-04', '');
  const page = `/staff/interviews/${id}/times`;

  const late = await dafina.browser.submit(page, { ...times, day: '2026-11-03', first: '10:00', pause: '7' });
  expect([late.status, late.text.includes('value="7"')]).toEqual([422, true]);
  expect(late.text).toContain('Mira goes to a hearing on 03.11.2026 from 11:00');
  const unknown = await dafina.browser.submit(page, { ...times, day: '2026-11-04' });
  expect(unknown.text).toContain('Mira goes to a hearing on 04.11.2026 whose hour is not known yet.');
  expect((await dafina.browser.submit(page, { ...times, day: '2026-11-03' })).status).toBe(303);

  // A hearing that was given to her since is seen before anybody may choose.
  goesTo('2026-11-02', '09:00');
  const publish = `/staff/interviews/${id}/publish`;
  const refused = await dafina.browser.submit(publish, {});
  expect([refused.status, sessionById(world.ctx.db, id)?.state]).toEqual([422, 'draft']);
  expect(refused.text).toContain('Mira goes to a hearing on 02.11.2026 from 09:00');
  expect(refused.text).toContain(`href="/staff/interviews/${id}/panel"`);
  const luan = makeMember(world, 'Luan', 'director');
  await dafina.browser.submit(`/staff/interviews/${id}/panel`, {
    out: String(mira.personId),
    in: String(luan.personId),
  });
  expect((await dafina.browser.submit(publish, {})).status).toBe(303);
});

test('whoever sits in interviews on a day is not proposed for a hearing of that day', async () => {
  const world = makeWorld();
  const { dafina } = makePanel(world);
  const both = world.signedIn('Ivana', ['intern', 'reviewer']);
  makeIntern(world, both.personId, dafina.personId);
  makeSession(world, makeCall(world), dafina, [dafina.personId, both.personId], { day: '2026-11-03' });
  const caseId = makeCase(world);
  const hearingId = makeHearing(world, caseId);
  const later = makeHearing(world, caseId, { scheduledOn: '2026-11-04' });

  const { rows } = rota.proposal(world.ctx);

  expect(rows.map(({ due, proposed }) => [due.hearingId, proposed?.personId])).toEqual([
    [hearingId, undefined],
    [later, both.personId],
  ]);
  expect(rows[0]?.hindrances.map(({ hindrance }) => hindrance)).toEqual(['interviews']);
});

test('each address: sign-in first, other groups refused, a session one does not sit in is not there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  const blerim = makeMember(world, 'Blerim', 'reviewer');
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const ways = [
    '/staff/interviews/new',
    ...['times', 'publish', 'unpublish', 'panel', 'cancel'].map((way) => `/staff/interviews/${id}/${way}`),
    `/staff/slots/${slots[0]?.id}/cancel`,
    `/staff/calls/${call.id}/invite`,
  ];

  for (const url of ways) {
    expect([url, (await dafina.browser.get(url)).status]).toEqual([url, 200]);
    expect([url, (await world.browser().get(url)).location]).toEqual([
      url,
      `/staff/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    for (const { browser } of [mira, luan, blerim])
      expect([url, (await browser.get(url)).status]).toEqual([url, 403]);
  }
  const shown = `/staff/interviews/${id}`;
  expect((await luan.browser.get(shown)).status).toBe(200);
  expect((await blerim.browser.get(shown)).status).toBe(404);
  expect((await blerim.browser.get('/staff/interviews')).text).not.toContain(shown);
  for (const odd of ['0', '-1', 'x', '1.5', '99999999999999999999'])
    expect([odd, (await dafina.browser.get(`/staff/interviews/${odd}`)).status]).toEqual([odd, 404]);
});

test('a publication is taken back until somebody has had one of its times', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const shown = `/staff/interviews/${id}`;
  expect((await dafina.browser.get(shown)).text).toContain(`href="${shown}/unpublish"`);

  expect((await dafina.browser.submit(`${shown}/unpublish`, {})).location).toBe(shown);

  expect(sessionById(world.ctx.db, id)?.state).toBe('draft');
  const arta = makeInvited(world, call, 'Arta');
  const choose = `/my/applications/${arta.id}/interview`;
  const slot = `name="slot" value="${slots[0]?.id}"`;
  expect((await arta.browser.get(choose)).text).not.toContain(slot);
  expect((await dafina.browser.submit(`${shown}/unpublish`, {})).status).toBe(409);
  await dafina.browser.submit(`${shown}/publish`, {});
  expect((await arta.browser.get(choose)).text).toContain(slot);
  const form = hiddenFields((await dafina.browser.get(`${shown}/unpublish`)).text, `${shown}/unpublish`);
  expect((await arta.browser.submit(choose, { slot: String(slots[0]?.id), wish: '' })).status).toBe(303);

  // Somebody took a time while the page was open.
  const late = await dafina.browser.post(`${shown}/unpublish`, form);
  expect([late.status, sessionById(world.ctx.db, id)?.state]).toEqual([409, 'published']);
  // Whoever gave a time back was written about it all the same.
  await arta.browser.submit(`${choose}/cancel`, {});
  expect((await dafina.browser.get(shown)).text).not.toContain('/unpublish');
});
