// What is kept how long of reports, reviews and costs: listed beforehand, erased on the day after, once; what stays.
import { beforeEach, expect, test } from 'vitest';
import * as filings from '../../src/filings/service.js';
import { retention } from '../../src/jobs/retention.js';
import { addDays, addMonths, day, localDate, startOfDay } from '../../src/lib/time.js';
import * as reports from '../../src/reports/service.js';
import { keptUntil, periods } from '../../src/retention/rules.js';
import * as retractions from '../../src/retractions/service.js';
import { type Court, heldWhole, makeCourt, makeReviewed, saveAll } from '../support/reports.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
const { signal } = new AbortController();

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  saveAll(world, court.ivana.actor, id, heldWhole);
});

const one = (query: string, ...values: unknown[]) =>
  world.ctx.db.$client
    .prepare(query)
    .pluck()
    .get(...values);
/** The last moment of the period that begins now, and the first after it. */
function around(what: keyof typeof periods): [number, number] {
  const end = keptUntil(what, world.clock.now());
  return [end - 1, end];
}
async function at(instant: number): Promise<string[]> {
  world.clock.set(instant);
  const list = (retention.list(world.ctx) as string[]).filter((line) => /^(?:report|claim)/.test(line));
  await retention.run(world.ctx, signal);
  return list;
}
const left = () =>
  ['report_sections', 'report_versions', 'report_attendance', 'report_indicators', 'report_comments'].map(
    (table) => one(`select count(*) from ${table} where report_id = ?`, id),
  );

test('each period in whole days of Prishtina', () => {
  const since = Date.parse('2026-10-22T21:30:00Z');
  expect(localDate(since)).toBe('2026-10-22');
  for (const [what, months] of Object.entries(periods))
    expect(keptUntil(what as 'cost', since)).toBe(startOfDay(addDays(addMonths('2026-10-22', months), 1)));
});

test('a draft nobody filed is emptied a year after its last change: words, rows and versions of sections', async () => {
  const [before, after] = around('unfiled');
  expect(await at(before)).toEqual([]);
  expect(one('select sealed_facts is not null from reports where id = ?', id)).toBe(1);

  expect(await at(after)).toEqual([
    `report ${id} would lose its answers: kept until ${new Date(after).toISOString()}`,
  ]);

  expect(left()).toEqual([0, 0, 0, 0, 0]);
  expect(
    one('select coalesce(sealed_facts, outcome, next_room, actions) is null from reports where id = ?', id),
  ).toBe(1);
  expect(one('select state from reports where id = ?', id)).toBe('draft');
  expect(await at(after + day)).toEqual([]);
  expect(one("select count(*) from history where entity = 'report' and event = 'empty'")).toBe(1);
});

test('a withdrawn report goes with its filings and why it was withdrawn, and cannot come back', async () => {
  filings.file(world.ctx, court.ivana.actor, id);
  makeReviewed(world, id);
  retractions.retract(world.ctx, court.dafina.actor, { id, note: 'Of another hearing.' });

  await at(around('unfiled')[1]);

  expect(left()).toEqual([0, 0, 0, 0, 0]);
  const again = world.signedIn('Drita', ['coordinator']);
  expect(retractions.opened(world.ctx, court.dafina.actor, id).retractions).toMatchObject([{ reason: '' }]);
  expect(() => retractions.restore(world.ctx, court.dafina.actor, id)).toThrow();
  expect((await again.browser.get(`/staff/reviews/${id}/restore`)).text).toContain(
    'is over, and what it said',
  );
  expect((await again.browser.get('/staff/reviews')).text).toContain(`/staff/reviews/${id}/restore`);
});

test('what was filed stays for good; the words of its review go two years after the approval, decisions do not', async () => {
  filings.file(world.ctx, court.ivana.actor, id);
  makeReviewed(world, id);
  filings.file(world.ctx, court.ivana.actor, id);
  world.ctx.db.$client.exec("update reports set state = 'approved'");
  const [before, after] = around('review');
  expect(await at(before)).toEqual([]);
  const words = () => [
    one('select count(*) from report_comments'),
    one('select count(*) from report_reviews where sealed_note is not null'),
  ];
  expect(words()).toEqual([1, 1]);

  const page = world.signedIn('Rita', ['coordinator']);
  expect((await page.browser.get('/staff/retention')).text).toContain(`Review of report ${id}`);
  expect(await at(after)).toEqual([
    `report ${id} would lose its words of review: kept until ${new Date(after).toISOString()}`,
  ]);

  expect(words()).toEqual([0, 0]);
  expect(one('select minutes from report_reviews')).toBe(10);
  await at(after + 40 * 365 * day);
  expect(one('select count(*) from report_versions')).toBe(2);
  expect(filings.snapshot(world.ctx, id, 2).answers.facts).toContain('presiding judge');
});

test('the receipt and the words of a claim go seven years after it was paid; the amount stays', async () => {
  const personId = court.ivana.personId;
  const sealed = Buffer.from('sealed');
  world.ctx.db.$client
    .prepare(
      `insert into costs (hearing_id, person_id, amount_cents, sealed_reason, state, state_at, claimed_at, decided_by)
       values (?, ?, 750, ?, 'paid', ?, ?, ?)`,
    )
    .run(court.hearingId, personId, sealed, world.clock.now(), world.clock.now(), court.dafina.personId);
  const [before, after] = around('cost');
  filings.file(world.ctx, court.ivana.actor, id);
  await at(before);
  expect(one('select count(*) from costs where sealed_reason is not null')).toBe(1);

  expect(await at(after)).toContain(
    `claim 1 would lose its receipt and words: kept until ${new Date(after).toISOString()}`,
  );

  expect(one('select count(*) from costs where sealed_reason is not null')).toBe(0);
  expect(one('select amount_cents from costs')).toBe(750);
});
