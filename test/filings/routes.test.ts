// Filing: what lacks, the short branch, the calendar, what is kept; twice, by others, and again after a return.
import { beforeEach, expect, test } from 'vitest';
import { versionsOf } from '../../src/filings/queries.js';
import * as filings from '../../src/filings/service.js';
import { hearingById, hearingThen } from '../../src/hearings/queries.js';
import { askForReports } from '../../src/jobs/ask-for-reports.js';
import { visibleTo } from '../../src/reports/queries.js';
import * as reports from '../../src/reports/service.js';
import { coordinator } from '../support/cases.js';
import { ledOn } from '../support/make.js';
import {
  type Court,
  heldWhole,
  makeCourt,
  makeReviewed,
  notOpened,
  saveAll,
  typedWitness,
} from '../support/reports.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
let url: string;

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  url = `/my/reports/${id}/check`;
});

const file = () => court.ivana.browser.submit(url, { attested: 'on' });
const tasks = () =>
  world.ctx.db.$client
    .prepare(
      "select kind || ' ' || entity_id from tasks where done_at is null and (kind like '%report%' or kind like 'hearing%') order by id",
    )
    .pluck()
    .all();
const state = () => visibleTo(world.ctx.db, coordinator, 'report.write', id)?.report.state;
const became = () => hearingById(world.ctx.db, court.hearingId)?.state;

test('a whole report is filed: kept as a version, the hearing held, the next one on the calendar with a task', async () => {
  saveAll(world, court.ivana.actor, id, heldWhole);
  const page = await court.ivana.browser.get(url);
  expect(page.text).toContain('Nothing is missing.');
  const unsaid = await court.ivana.browser.submit(url, {});
  expect([unsaid.status, state()]).toEqual([422, 'draft']);

  ledOn(await file(), 'filing');

  const next = hearingThen(world.ctx.db, {
    caseId: court.caseId,
    scheduledOn: '2026-11-12',
    scheduledTime: '10:00',
  });
  expect([state(), became()]).toEqual(['filed', 'held']);
  expect(next).toMatchObject({ source: 'report', courtroom: '3', purpose: 'Documents', state: 'scheduled' });
  expect(tasks()).toEqual([`hearing-announced ${next?.id}`]);
  expect(filings.snapshot(world.ctx, id, 1).answers.facts).toContain('presiding judge');
});

test('the short branch asks for seven things and files', async () => {
  saveAll(world, court.ivana.actor, id, notOpened);

  ledOn(await file(), 'filing');

  expect([state(), became()]).toEqual(['filed', 'not_held']);
});

test('what lacks is listed with links, and nothing is filed', async () => {
  saveAll(world, court.ivana.actor, id, { outcome: heldWhole.outcome ?? {} });

  const page = await court.ivana.browser.get(url);
  expect(page.text).toContain(`<a href="/my/reports/${id}#startedAt">`);
  expect(page.text).toContain(`<a href="/my/reports/${id}#indicators-PUB-answer">`);
  expect(page.text).not.toContain('File the report');
  expect(() => filings.file(world.ctx, court.ivana.actor, id)).toThrow('invalid');
  expect([state(), became()]).toEqual(['draft', 'scheduled']);
});

const closed = {
  ...heldWhole.publicity,
  publicity: 'closed',
  closedFrom: '9:35',
  closedUntil: '11:10',
  closedGround: 'witness_safety',
  closedReasoned: 'yes',
  askedToLeave: 'no',
};
const gistOf = (actor = court.ivana.actor) =>
  reports.opened(world.ctx, actor, 'report.write', id).rows.witnesses[0]?.gist ?? null;
const keptGists = () =>
  world.ctx.db.$client
    .prepare('select sealed_gist is not null from report_witnesses where report_id = ?')
    .pluck()
    .all(id);

test('a “No” is filed with what happened, and late beginnings with their cause; both stand in the report', async () => {
  const { answer, note } = { answer: 'indicators-PUB-answer', note: 'indicators-PUB-note' };
  saveAll(world, court.ivana.actor, id, {
    ...heldWhole,
    times: { startedAt: '9:50', endedAt: '11:10' },
    indicators: { ...heldWhole.indicators, [answer]: 'no' },
  });

  const page = await court.ivana.browser.get(url);
  expect(page.text).toContain(`#${note}">Note on the “No”: Was the hearing open to the public`);
  expect(page.text).toContain('#lateCause">');
  expect(() => filings.file(world.ctx, court.ivana.actor, id)).toThrow();
  const written = await court.ivana.browser.get(`/my/reports/${id}`);
  expect(written.text).toContain('It began 20 minutes after the hour that was set.');

  saveAll(world, court.ivana.actor, id, {
    times: { startedAt: '9:50', endedAt: '11:10', lateCause: 'PREV' },
    indicators: { ...heldWhole.indicators, [answer]: 'no', [note]: 'Two people were sent away at 9:30.' },
  });
  ledOn(await file(), 'filing');
  const filed = await court.ivana.browser.get(url);
  expect(filed.text).toContain('Two people were sent away at 9:30.');
  expect(filed.text).toContain('09:50, 20 minutes after the hour that was set');
});

test('a gist is locked while the public is said to have been out, and is there again when it was not', async () => {
  saveAll(world, court.ivana.actor, id, { ...heldWhole, witnesses: typedWitness });
  expect(gistOf()).toBe(typedWitness['witnesses-0-gist']);

  saveAll(world, court.ivana.actor, id, { publicity: closed });
  expect([gistOf(), keptGists()]).toEqual([null, [1]]);
  for (const page of [url, `/my/reports/${id}`])
    expect((await court.ivana.browser.get(page)).text).not.toContain('weeks before the events');

  // The section is saved as the page then has it, without the field, and as a page has it that was open before.
  const { 'witnesses-0-gist': gist, ...without } = typedWitness;
  saveAll(world, court.ivana.actor, id, { witnesses: { ...without, 'witnesses-0-distress': 'yes' } });
  saveAll(world, court.ivana.actor, id, { witnesses: { ...typedWitness } });
  const other = { ...typedWitness, 'witnesses-0-gist': 'Something else.' };
  expect(() => saveAll(world, court.ivana.actor, id, { witnesses: other })).toThrow('gist_shut');
  expect([gistOf(), keptGists()]).toEqual([null, [1]]);

  saveAll(world, court.ivana.actor, id, { publicity: heldWhole.publicity ?? {} });
  expect(gistOf()).toBe(gist);
});

test('a testimony moved into the closed hours and out again keeps its gist', () => {
  const partly = { ...closed, publicity: 'partly_closed', closedFrom: '11:00', closedUntil: '12:00' };
  saveAll(world, court.ivana.actor, id, { ...heldWhole, publicity: partly, witnesses: typedWitness });
  const { 'witnesses-0-gist': gist, ...without } = typedWitness;

  const within = { 'witnesses-0-startedAt': '11:10', 'witnesses-0-endedAt': '11:40' };
  saveAll(world, court.ivana.actor, id, { witnesses: { ...typedWitness, ...within } });
  expect([gistOf(), keptGists()]).toEqual([null, [1]]);
  saveAll(world, court.ivana.actor, id, { witnesses: without });

  expect(gistOf()).toBe(gist);
});

test('rows above a locked gist come and go, and it stays with its witness; with them it goes', () => {
  const second = Object.fromEntries(
    Object.entries(typedWitness).map(([name, value]) => [name.replace('-0-', '-1-'), value]),
  );
  const first = { ...typedWitness, 'witnesses-0-label': 'Blerta Shembulli', 'witnesses-0-gist': 'First.' };
  saveAll(world, court.ivana.actor, id, { ...heldWhole, witnesses: { ...first, ...second } });
  saveAll(world, court.ivana.actor, id, { publicity: closed });
  const shut = Object.fromEntries(
    Object.entries({ ...first, ...second }).filter(([name]) => !name.endsWith('-gist')),
  );

  saveAll(world, court.ivana.actor, id, { witnesses: { ...shut, 'witnesses-0-who': '' } });
  saveAll(world, court.ivana.actor, id, { publicity: heldWhole.publicity ?? {} });

  expect(keptGists()).toEqual([1]);
  expect(gistOf()).toBe(typedWitness['witnesses-0-gist']);
});

test('filing behind closed doors leaves no gist: not in the table, not in what was filed', async () => {
  saveAll(world, court.ivana.actor, id, { ...heldWhole, witnesses: typedWitness });
  saveAll(world, court.ivana.actor, id, { publicity: closed });

  ledOn(await file(), 'filing');

  expect(keptGists()).toEqual([0]);
  expect(filings.snapshot(world.ctx, id, 1).rows.witnesses[0]).toMatchObject({ gist: null });
  expect(JSON.stringify(filings.snapshot(world.ctx, id, 1))).not.toContain('weeks before the events');
});

test('a report is filed once, and once more after it was returned; another next date takes the place of the first', () => {
  saveAll(world, court.ivana.actor, id, heldWhole);
  filings.file(world.ctx, court.ivana.actor, id);
  expect(() => filings.file(world.ctx, court.ivana.actor, id)).toThrow();
  expect(versionsOf(world.ctx.db, id)).toHaveLength(1);

  makeReviewed(world, id);
  saveAll(world, court.ivana.actor, id, { next: { ...heldWhole.next, nextOn: '2026-11-19' } });
  filings.file(world.ctx, court.ivana.actor, id);

  expect([state(), became()]).toEqual(['filed', 'held']);
  expect(versionsOf(world.ctx.db, id)).toHaveLength(2);
  expect(filings.snapshot(world.ctx, id, 1).answers.nextOn).toBe('2026-11-12');
  const at = (scheduledOn: string) =>
    hearingThen(world.ctx.db, { caseId: court.caseId, scheduledOn, scheduledTime: '10:00' });
  expect(at('2026-11-12')?.state ?? 'cancelled').toBe('cancelled');
  expect(at('2026-11-19')?.state).toBe('scheduled');
});

test.each(['cancelled', 'moved'])('a hearing that was %s is so on the calendar', (outcome) => {
  saveAll(world, court.ivana.actor, id, {
    ...notOpened,
    outcome: { ...notOpened.outcome, outcome },
    next: heldWhole.next ?? {},
  });

  filings.file(world.ctx, court.ivana.actor, id);

  expect([state(), became()]).toEqual(['filed', outcome]);
});

test('who writes is asked for the report once its hearing has begun, and coordinators hear of it a day late', async () => {
  const run = () => askForReports.run(world.ctx, new AbortController().signal);
  const waiting = () =>
    world.ctx.db.$client
      .prepare(
        "select kind, person_id who, group_name of from tasks where kind like 'report-%' and done_at is null order by id",
      )
      .all();
  const due = { kind: 'report-due', who: court.ivana.personId, of: null };
  world.clock.set(Date.parse('2026-10-22T16:00:00Z'));

  expect(askForReports.list(world.ctx)).toEqual([
    `person ${court.ivana.personId} would be asked for the report of hearing ${court.hearingId}`,
  ]);
  await run();
  await run();
  expect(waiting()).toEqual([due]);

  world.clock.set(Date.parse('2026-10-23T16:00:00Z'));
  await run();
  await run();
  expect(waiting()).toEqual([due, { kind: 'report-overdue', who: null, of: 'coordinator' }]);

  saveAll(world, court.ivana.actor, id, notOpened);
  filings.file(world.ctx, court.ivana.actor, id);
  expect([waiting(), askForReports.list(world.ctx)]).toEqual([[], []]);
});
