// Choosing a time as browsers see it: the applicant's page, staff for those who phone, and what is refused.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { tasks } from '../../db/schema/tasks.js';
import { applicationById } from '../../src/applications/queries.js';
import { bookingsOf, confirmedOf } from '../../src/bookings/queries.js';
import { set } from '../../src/conflicts/service.js';
import { timelineOf } from '../../src/history/queries.js';
import { day, hour } from '../../src/lib/time.js';
import { makeApplication, makeCall } from '../support/applications.js';
import {
  keepFrom,
  makeBooked,
  makeInvited,
  makeMember,
  makePanel,
  makeSession,
  putInto,
} from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

function prepare(language: 'en' | 'sq' | 'sr' = 'en') {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const session = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const [one, two, three] = session.slots.map(({ id }) => id) as [number, number, number];
  const arta = makeInvited(world, call, 'Arta', language);
  return { world, call, dafina, mira, session, one, two, three, arta, page: `${arta.url}/interview` };
}
const stateOf = (world: ReturnType<typeof makeWorld>, id: number) => applicationById(world.ctx.db, id)?.state;
const lettersAfter = (world: ReturnType<typeof makeWorld>, count: number) =>
  world
    .letters()
    .slice(count)
    .map(({ letter, recipient }) => [letter, recipient]);

test('an invited applicant chooses a time by a radio button, grouped by day with its zone; twice is harmless', async () => {
  const { world, arta, page, two } = prepare();
  expect((await arta.browser.get(arta.url)).text).toContain(`href="${page}"`);
  const shown = await arta.browser.get(page);
  expect(shown.text).toContain('Monday, 2 November 2026');
  expect(shown.text).toMatch(/<input type="radio" name="slot"[^>]*>\s*<label[^>]*>09:40, Prishtina time</);
  const before = world.letters().length;

  const fields = { ...hiddenFields(shown.text, page), slot: String(two), wish: '' };
  const answers = [await arta.browser.post(page, fields), await arta.browser.post(page, fields)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(2).fill([303, arta.url]));
  expect(confirmedOf(world.ctx.db, arta.id)?.slot.id).toBe(two);
  expect(stateOf(world, arta.id)).toBe('booked');
  expect(lettersAfter(world, before)).toEqual([
    ['interview-confirmed', 'arta@example.org'],
    ['panel-notice', 'dafina@example.org'],
    ['panel-notice', 'mira@example.org'],
  ]);
  const [own, panel] = world.letters().slice(before);
  expect(own?.text).toContain('When: Monday, 2 November 2026, 09:40 (Prishtina time)');
  expect(panel?.text).toContain('HLC-2026-0001');
  expect(panel?.text).not.toContain('Arta');
  const status = (await arta.browser.get(arta.url)).text;
  expect(status).toContain('Monday, 2 November 2026, 09:40 (Prishtina time)');
  expect(status).toContain(`href="${page}/cancel"`);
});

test('a time that was lost comes back with the free ones, and everything typed', async () => {
  const { world, call, arta, page, one } = prepare();
  const shown = await arta.browser.get(page);
  makeBooked(world, call, one, 'Nenad');

  const answer = await arta.browser.post(page, {
    ...hiddenFields(shown.text, page),
    slot: String(one),
    wish: 'Any morning would do',
  });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('This time has just been taken');
  expect(answer.text).toContain('Any morning would do');
  expect(answer.text).not.toContain('09:00, Prishtina time');
  expect(answer.text).toContain('09:40, Prishtina time');
  expect(answer.text).not.toContain('Nenad');
  expect(stateOf(world, arta.id)).toBe('invited');
});

test.each<[string, Record<string, string>, string]>([
  ['nothing chosen', { slot: '', wish: '' }, '#slot'],
  ['something that is no time', { slot: 'x1', wish: '' }, '#slot'],
  ['none, without saying when', { slot: 'none', wish: '' }, '#wish'],
  ['words too long', { slot: 'none', wish: 'x'.repeat(601) }, '#wish'],
  ['a time of another world', { slot: '99999', wish: 'Kept words' }, '#slot'],
])('%s is refused with the form', async (_name, typed, at) => {
  const { world, arta, page } = prepare();

  const answer = await arta.browser.submit(page, typed);

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="${at}">`);
  expect(answer.text).toContain(`id="${at.slice(1)}"`);
  if (typed.wish) expect(answer.text).toContain(typed.wish);
  expect(stateOf(world, arta.id)).toBe('invited');
});

test('an applicant changes the time as often as the call allows, until the day before', async () => {
  const { world, arta, page, one, two, three } = prepare();
  await arta.browser.submit(page, { slot: String(one), wish: '' });
  expect((await arta.browser.get(page)).text).toContain('You can change it 2 more times.');
  const before = world.letters().length;

  expect((await arta.browser.submit(page, { slot: String(two), wish: '' })).status).toBe(303);
  expect((await arta.browser.submit(page, { slot: String(three), wish: '' })).status).toBe(303);
  expect(lettersAfter(world, before).map(([letter]) => letter)).toEqual(
    Array(2).fill(['interview-changed', 'panel-notice', 'panel-notice']).flat(),
  );
  expect(bookingsOf(world.ctx.db, arta.id)).toHaveLength(1);
  const spent = await arta.browser.get(page);
  expect(spent.text).toContain('You have changed the time as often as is possible here.');
  expect(spent.text).not.toContain('type="radio"');
  expect(confirmedOf(world.ctx.db, arta.id)?.slot.id).toBe(three);
});

test('within the last day the time is changed no longer by oneself, but given back', async () => {
  const { world, session, arta, page, one, two } = prepare();
  const form = { ...hiddenFields((await arta.browser.get(page)).text, page), wish: '' };
  await arta.browser.post(page, { ...form, slot: String(one) });
  world.clock.set((session.slots[0]?.startsAt ?? 0) - 24 * hour + 1);

  expect((await arta.browser.get(page)).text).toContain('The interview is too soon to be changed here.');
  const fresh = hiddenFields((await arta.browser.get(`${page}/cancel`)).text, `${page}/cancel`);
  expect((await arta.browser.post(page, { ...fresh, slot: String(two), wish: '' })).status).toBe(409);
  const before = world.letters().length;
  expect((await arta.browser.post(`${page}/cancel`, fresh)).location).toBe(arta.url);
  expect(stateOf(world, arta.id)).toBe('invited');
  expect(lettersAfter(world, before).map(([letter]) => letter)).toEqual([
    'interview-cancelled',
    'panel-notice',
    'panel-notice',
  ]);
  // What begins within a day is not offered either.
  expect((await arta.browser.get(page)).text).not.toContain('09:00, Prishtina time');
});

test('who finds no time says when they can: sealed, a task for the coordinator, who books it with a note', async () => {
  const { world, dafina, arta, page, two } = prepare();

  expect((await arta.browser.submit(page, { slot: 'none', wish: 'Only on Fridays' })).location).toBe(
    arta.url,
  );
  expect((await arta.browser.get(page)).text).toContain('Only on Fridays');
  expect((await dafina.browser.get('/staff/tasks')).text).toContain(
    'HLC-2026-0001: wrote when they can come.',
  );
  const staff = `/staff/applications/${arta.id}/interview`;
  expect((await dafina.browser.get(staff)).text).toContain('Only on Fridays');
  expect(JSON.stringify(world.ctx.db.select().from(tasks).all())).not.toContain('Fridays');
  const without = await dafina.browser.submit(staff, { slot: String(two), note: '' });
  expect(without.status).toBe(422);
  expect(without.text).toMatch(new RegExp(`value="${two}"[^>]* checked`));
  const nothing = await dafina.browser.submit(staff, { note: 'She phoned on Monday' });
  expect(nothing.text).toMatch(/id="slot-error"[\s\S]{0,120}Fill in this field\./);

  const done = await dafina.browser.submit(staff, { slot: String(two), note: 'She phoned on Monday' });

  expect(done.location).toBe(staff);
  expect(stateOf(world, arta.id)).toBe('booked');
  expect(world.letters().filter(({ text }) => text.includes('She phoned on Monday'))).toEqual([]);
  expect(timelineOf(world.ctx.db, 'application', arta.id).at(-1)).toMatchObject({
    event: 'book',
    note: 'She phoned on Monday',
  });
  const task = world.ctx.db.select().from(tasks).where(eq(tasks.kind, 'interview-wish')).get();
  expect(task?.doneAt).not.toBeNull();
});

test('staff move a time with a reason that is sent, and cancel with a reason and another time', async () => {
  const { world, call, dafina, one, two, three } = prepare();
  const nenad = makeBooked(world, call, one, 'Nenad', 'sr');
  const staff = `/staff/applications/${nenad.id}/interview`;

  const moved = await dafina.browser.submit(staff, { slot: String(two), note: 'The panel is in court' });
  expect(moved.location).toBe(staff);
  const letter = world.letters().filter((one) => one.letter === 'interview-changed')[0];
  expect(letter?.text).toContain('Razlog: The panel is in court');
  expect(bookingsOf(world.ctx.db, nenad.id)[0]?.changes).toBe(0);

  const without = await dafina.browser.submit(`${staff}/cancel`, { reason: '', alternative: '' });
  expect([without.status, without.text.includes('<a href="#reason">')]).toEqual([422, true]);
  const unsaid = await dafina.browser.submit(`${staff}/cancel`, { reason: 'Closed', alternative: '' });
  expect([unsaid.status, unsaid.text.includes('<a href="#alternative">')]).toEqual([422, true]);
  const taken = await dafina.browser.submit(`${staff}/cancel`, {
    reason: 'The room is closed',
    alternative: '99999',
  });
  expect([taken.status, taken.text.includes('The room is closed')]).toEqual([422, true]);
  const done = await dafina.browser.submit(`${staff}/cancel`, {
    reason: 'The room is closed',
    alternative: String(three),
  });
  expect(done.location).toBe(staff);
  expect(stateOf(world, nenad.id)).toBe('invited');
  const cancelled = world.letters().find((one) => one.letter === 'interview-cancelled');
  expect(cancelled?.text).toContain('Razlog: The room is closed');
  expect(cancelled?.text).toContain('ponedeljak, 2. novembra 2026. u 10:20');
});

test('what staff booked by mistake they take back before it begins, without offering another', async () => {
  const { world, dafina, arta, page, one, two } = prepare();
  const staff = `/staff/applications/${arta.id}/interview`;
  await dafina.browser.submit(staff, { slot: String(one), note: 'By phone, or so we thought' });
  const before = world.letters().length;
  expect((await dafina.browser.get(`${staff}/cancel`)).text).toContain('You booked this time for them');

  const undone = await dafina.browser.submit(`${staff}/cancel`, {
    reason: 'It was another Arta',
    alternative: '',
  });

  expect(undone.location).toBe(staff);
  expect(lettersAfter(world, before)).toEqual([
    ['interview-cancelled', 'arta@example.org'],
    ['panel-notice', 'dafina@example.org'],
    ['panel-notice', 'mira@example.org'],
  ]);
  const letter = world.letters()[before]?.text ?? '';
  expect(letter).toContain('It was booked by mistake: It was another Arta');
  expect(letter).not.toContain('We offer you');
  expect(confirmedOf(world.ctx.db, arta.id)).toBeUndefined();
  // What the applicant chose, or moved since, is not staff's to take without offering another.
  await arta.browser.submit(page, { slot: String(one), wish: '' });
  const theirs = await dafina.browser.submit(`${staff}/cancel`, {
    reason: 'The room is closed',
    alternative: '',
  });
  expect([theirs.status, theirs.text.includes('<a href="#alternative">')]).toEqual([422, true]);
  await dafina.browser.submit(staff, { slot: String(two), note: 'They asked for it' });
  expect(
    (await dafina.browser.submit(`${staff}/cancel`, { reason: 'Closed again', alternative: '' })).status,
  ).toBe(422);
});

test('a panel member with a conflict never meets the applicant: their times are not offered', async () => {
  const { world, call, dafina, mira, arta, page, one } = prepare();
  const luan = makeMember(world, 'Luan', 'director');
  const other = makeSession(world, call, dafina, [dafina.personId, luan.personId], { day: '2026-11-05' });
  set(world.ctx, dafina.actor, {
    id: arta.id,
    personId: mira.personId,
    kind: 'relative',
    note: null,
  });

  const shown = (await arta.browser.get(page)).text;

  expect(shown).not.toContain('Monday, 2 November 2026');
  expect(shown).toContain('Thursday, 5 November 2026');
  expect((await arta.browser.submit(page, { slot: String(one), wish: '' })).status).toBe(422);
  await arta.browser.submit(page, { slot: String(other.slots[0]?.id), wish: '' });
  const swap = await dafina.browser.submit(`/staff/interviews/${other.id}/panel`, {
    out: String(luan.personId),
    in: String(mira.personId),
  });
  expect(swap.text).toContain('This person has declared a conflict of interest');
});

test('inviting says every name and what each receives; their letters wait as drafts', async () => {
  const { world, call, dafina } = prepare();
  const [nenad, teuta] = ['Nenad', 'Teuta'].map((name) => makeApplication(world, call, { name }));
  for (const one of [nenad, teuta]) putInto(world, one?.id ?? 0, 'shortlisted');
  const page = `/staff/calls/${call.id}/invite`;
  const shown = (await dafina.browser.get(page)).text;
  expect(shown).toMatch(/Nenad.*HLC-2026-0002[\s\S]*3 free times/);
  // Arta was invited before: three choose from three times.
  expect(shown).not.toContain('People who would choose');
  const drita = makeApplication(world, call, { name: 'Drita' });
  putInto(world, drita.id, 'shortlisted');
  expect((await dafina.browser.get(page)).text).toContain('Free times: 3. People who would choose from them');
  keepFrom(world, dafina.personId, drita.id);
  expect((await dafina.browser.get(page)).text).not.toContain('Drita');
  const typed = { applications: [String(nenad?.id)], replyBy: '2026-10-30' };

  for (const wrong of [
    { ...typed, applications: [] },
    { ...typed, replyBy: '2026-10-21' },
    // The last time is on 2 November at 10:20, and is chosen a day before.
    { ...typed, replyBy: '2026-11-02' },
    { ...typed, applications: ['999'] },
  ])
    expect((await dafina.browser.submit(page, wrong)).status).toBe(422);
  expect((await dafina.browser.submit(page, typed)).status).toBe(303);

  expect([stateOf(world, nenad?.id ?? 0), stateOf(world, teuta?.id ?? 0)]).toEqual([
    'invited',
    'shortlisted',
  ]);
  const letter = world.letters().at(-1);
  expect([letter?.letter, letter?.state]).toEqual(['interview-invitation', 'draft']);
  expect(letter?.text).toContain('Please choose a time by Friday, 30 October 2026');
});

test('nobody is invited without a time to choose', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina } = makePanel(world);
  const nenad = makeApplication(world, call, { name: 'Nenad' });
  putInto(world, nenad.id, 'shortlisted');

  const answer = await dafina.browser.submit(`/staff/calls/${call.id}/invite`, {
    applications: [String(nenad.id)],
    replyBy: '2026-10-30',
  });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('There is no free time for somebody.');
  expect(stateOf(world, nenad.id)).toBe('shortlisted');
});

test('withdrawing gives the time back and tells both sides why; taken back, a time is chosen anew', async () => {
  const { world, arta, page, one } = prepare();
  await arta.browser.submit(page, { slot: String(one), wish: '' });
  const before = world.letters().length;

  expect((await arta.browser.submit(`${arta.url}/withdraw`, { reason: 'I found work' })).status).toBe(303);

  expect(bookingsOf(world.ctx.db, arta.id)[0]).toMatchObject({ state: 'cancelled', endedBy: 'withdrawal' });
  const told = world.letters().slice(before);
  expect(told.map(({ letter }) => letter)).toEqual([
    'interview-cancelled',
    'panel-notice',
    'panel-notice',
    'application-withdrawn',
  ]);
  expect(told[0]?.text).toContain('because the application was withdrawn');
  expect(told[1]?.text).toContain('because the application was withdrawn');
  expect(told.map(({ text }) => text).join()).not.toContain('I found work');
  await arta.browser.submit(`${arta.url}/reinstate`, {});
  expect(stateOf(world, arta.id)).toBe('invited');
  expect((await arta.browser.submit(page, { slot: String(one), wish: '' })).status).toBe(303);
});

test('somebody else’s pages are not there, other groups are refused, and who is not invited has none', async () => {
  const { world, call, dafina, mira, arta, page } = prepare();
  const zana = makeInvited(world, call, 'Zana');
  const sent = makeApplication(world, call, { name: 'Valon' });
  const staff = `/staff/applications/${arta.id}/interview`;
  for (const url of [page, `${page}/cancel`]) {
    expect([url, (await world.browser().get(url)).location]).toEqual([
      url,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await zana.browser.get(url)).status]).toEqual([url, 404]);
    expect([url, (await dafina.browser.get(url)).status]).toEqual([url, 403]);
  }
  for (const url of [staff, `${staff}/cancel`])
    for (const { browser } of [mira, arta])
      expect([url, (await browser.get(url)).status]).toEqual([url, 403]);
  expect((await sent.browser.get(`${sent.url}/interview`)).status).toBe(404);
  expect((await dafina.browser.get(`/staff/applications/${sent.id}/interview`)).status).toBe(404);
  world.clock.pass(400 * day);
  expect((await dafina.browser.get(staff)).status).toBeLessThan(500);
});
