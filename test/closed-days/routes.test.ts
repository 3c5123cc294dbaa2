// Days when nobody works: kept by staff, refused to interviews, left out of deadlines; an estimate does neither.
import { beforeAll, expect, test } from 'vitest';
import { closedBecause, closedFor, listedFrom } from '../../src/closed-days/queries.js';
import * as closedDays from '../../src/closed-days/service.js';
import { standingOf } from '../../src/contests/rules.js';
import { localDate, startOfDay } from '../../src/lib/time.js';
import { earliestDue } from '../../src/requests/rules.js';
import { makeCall } from '../support/applications.js';
import { aPlan, makeMember, makePanel, makeSession } from '../support/interviews.js';
import { makeWorld } from '../support/world.js';

const page = '/staff/closed-days';
const day = { fromDay: '2026-11-03', untilDay: '', words: 'Office move' };
const times = { ...aPlan, minutes: '30', pause: '10', count: '3', lunchFrom: '', lunchTo: '' };

let world: ReturnType<typeof makeWorld>;
let staff: ReturnType<typeof makePanel>;
beforeAll(() => {
  world = makeWorld({}, 'file');
  staff = makePanel(world);
});
const listed = () => listedFrom(world.ctx.db, '2026-01-01');

test('a day and a range are put on the list and taken off it', async () => {
  const { dafina } = staff;
  expect((await dafina.browser.get(page)).text).toContain('No day to come is on the list.');

  expect((await dafina.browser.submit(page, day)).location).toBe(page);
  await dafina.browser.submit(page, {
    fromDay: '2026-12-24',
    untilDay: '2026-12-31',
    words: 'Winter break',
    isEstimate: 'on',
  });

  const shown = (await dafina.browser.get(page)).text;
  expect(shown).toContain('Tuesday, 3 November 2026');
  expect(shown).toMatch(/24\/12\/2026 – 31\/12\/2026/);
  expect(shown).toContain('Estimate');
  expect(closedBecause(world.ctx.db, '2026-11-03')).toBe('Office move');
  expect(closedBecause(world.ctx.db, '2026-12-29')).toBeUndefined();
  const [first] = listed();
  const remove = `${page}/${first?.id}/remove`;
  expect((await dafina.browser.submit(remove, {})).location).toBe(page);
  expect((await dafina.browser.get(remove)).status).toBe(404);
  expect(listed().map(({ words }) => words)).toEqual(['Winter break']);
  expect(listedFrom(world.ctx.db, '2026-12-31')).toHaveLength(1);
  expect(listedFrom(world.ctx.db, '2027-01-01')).toEqual([]);
});

test.each([
  ['no first day', { fromDay: '' }, 'fromDay'],
  ['a day that is none', { fromDay: '2026-02-30' }, 'fromDay'],
  ['the last before the first', { untilDay: '2026-11-02' }, 'untilDay'],
  ['half a year', { untilDay: '2027-05-03' }, 'untilDay'],
  ['no words', { words: '' }, 'words'],
  ['endless words', { words: 'x'.repeat(121) }, 'words'],
])('%s is refused, and the rest stays', async (_what, wrong, field) => {
  const answer = await staff.dafina.browser.submit(page, { ...day, ...wrong, isEstimate: 'on' });

  expect([answer.status, answer.text.includes(`<a href="#${field}">`)]).toEqual([422, true]);
  if (field !== 'words') expect(answer.text).toContain('value="Office move"');
  expect(answer.text).toMatch(/name="isEstimate"[^>]* checked/);
});

test('no interview is planned on such a day, nor published on it; an estimate prevents neither', async () => {
  const { dafina, mira } = staff;
  const call = makeCall(world);
  const { id } = makeSession(world, call, dafina, [dafina.personId, mira.personId], {}, { draft: true });
  const add = (fromDay: string, isEstimate = false) =>
    closedDays.add(world.ctx, dafina.actor, { fromDay, untilDay: null, words: 'Kurban Bajram', isEstimate });
  add('2026-11-04');
  add('2026-11-05', true);
  add('2026-11-02');

  const refused = await dafina.browser.submit(`/staff/interviews/${id}/times`, {
    ...times,
    day: '2026-11-04',
  });
  expect([refused.status, refused.text.includes('Nobody works on 04.11.2026: Kurban Bajram.')]).toEqual([
    422,
    true,
  ]);
  const kept = await dafina.browser.submit(`/staff/interviews/${id}/times`, { ...times, day: '2026-11-05' });
  expect(kept.status).toBe(303);
  const held = await dafina.browser.submit(`/staff/interviews/${id}/publish`, {});
  expect([held.status, held.text.includes('Nobody works on 02.11.2026')]).toEqual([422, true]);
  // The list says for which of its days interviews are planned.
  expect((await dafina.browser.get(page)).text).toContain(`href="/staff/interviews/${id}"`);
  await dafina.browser.submit(`/staff/interviews/${id}/cancel`, { reason: 'Nobody works on that day' });
  expect((await dafina.browser.get(page)).text).not.toContain(`href="/staff/interviews/${id}"`);
});

test('deadlines leave them out, and become no shorter when a day is taken off the list', () => {
  const { dafina } = staff;
  const told = world.clock.now();
  const today = localDate(told);
  const closed = (since: number) => closedFor(world.ctx.db, since);
  const before = earliestDue(told, 40, closed(told));
  closedDays.add(world.ctx, dafina.actor, {
    fromDay: before,
    untilDay: null,
    words: 'Closed',
    isEstimate: false,
  });
  const after = earliestDue(told, 40, closed(told));
  expect([today < before, before < after]).toEqual([true, true]);
  const row = listed().find(({ fromDay }) => fromDay === before);
  world.clock.set(told + 60_000);
  closedDays.remove(world.ctx, dafina.actor, row?.id ?? 0);

  expect(earliestDue(told, 40, closed(told))).toBe(after);
  expect(earliestDue(told, 40, closed(world.clock.now()))).toBe(before);
  // Independence Day and New Year are no working days for an objection either.
  const released = startOfDay('2026-12-30');
  const standing = standingOf(
    { state: 'ineligible', anonymisedAt: null },
    { releasedAt: released },
    undefined,
    { workingDays: 2, isClosed: (one) => one === '2026-12-31' || one === '2027-01-01', movedTo: 0 },
    released,
  );
  expect(localDate(standing?.until ?? 0)).toBe('2027-01-05');
});

test('the expected Bajrams are shown as estimates until something is entered for them', async () => {
  const { dafina } = staff;
  expect((await dafina.browser.get(page)).text).toContain('Fitër Bajram: Tuesday, 9 March 2027');
  closedDays.add(world.ctx, dafina.actor, {
    fromDay: '2027-03-10',
    untilDay: null,
    words: 'Fitër Bajram',
    isEstimate: false,
  });
  expect((await dafina.browser.get(page)).text).not.toContain('9 March 2027');
});

test('only coordinators and the director keep it', async () => {
  const luan = makeMember(world, 'Luan', 'director');
  expect((await luan.browser.get(page)).status).toBe(200);
  expect((await staff.mira.browser.get(page)).status).toBe(403);
  expect((await world.browser().get(page)).status).toBe(303);
  expect((await luan.browser.get(`${page}/987654/remove`)).status).toBe(404);
  expect((await luan.browser.get(`${page}/x/remove`)).status).toBe(404);
});
