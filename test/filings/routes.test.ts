// Filing: what lacks, the short branch, the calendar, what is kept; twice, by others, and again after a return.
import { beforeEach, expect, test } from 'vitest';
import * as filings from '../../src/filings/service.js';
import { hearingById, hearingThen } from '../../src/hearings/queries.js';
import { visibleTo } from '../../src/reports/queries.js';
import * as reports from '../../src/reports/service.js';
import { coordinator } from '../support/cases.js';
import { ledOn } from '../support/make.js';
import { type Court, heldWhole, makeCourt, notOpened, saveAll } from '../support/reports.js';
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
      "select kind || ' ' || entity_id from tasks where done_at is null and kind like '%report%' or kind like 'hearing%' order by id",
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
