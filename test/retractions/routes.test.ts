// A report withdrawn and brought back, as browsers see it; what it means for its hearing; who may.
import { beforeEach, expect, test } from 'vitest';
import * as filings from '../../src/filings/service.js';
import { askForReports } from '../../src/jobs/ask-for-reports.js';
import { step } from '../../src/lib/step.js';
import { reportOf } from '../../src/reports/queries.js';
import * as reports from '../../src/reports/service.js';
import { moves, type State } from '../../src/reports/states.js';
import * as retractions from '../../src/retractions/service.js';
import { makeTie } from '../support/cases.js';
import { ledOn } from '../support/make.js';
import { type Court, heldWhole, makeCourt, makeReviewed, saveAll } from '../support/reports.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
let url: string;

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  url = `/staff/reviews/${id}`;
});

function fileIt() {
  saveAll(world, court.ivana.actor, id, heldWhole);
  filings.file(world.ctx, court.ivana.actor, id);
}
const stateOf = (one = id) =>
  world.ctx.db.$client.prepare('select state from reports where id = ?').pluck().get(one) as string;
const withdraw = (note = 'Of another hearing.') => court.dafina.browser.submit(`${url}/withdraw`, { note });
const restore = () => court.dafina.browser.submit(`${url}/restore`, {});
const letters = () =>
  world.ctx.db.$client
    .prepare("select letter from letters where letter in ('report-withdrawn', 'report-restored') order by id")
    .pluck()
    .all();

test.each<[State, boolean, boolean]>([
  ['draft', true, false],
  ['filed', true, false],
  ['returned', true, false],
  ['awaiting_second', true, false],
  ['approved', false, false],
  ['withdrawn', false, true],
])('what is %s may be withdrawn: %s, brought back: %s; by coordinators alone', (state, may, back) => {
  const tried = (event: 'withdraw' | 'restore', role: string) => {
    try {
      return step(moves, event, state, role, 'filed');
    } catch {
      return null;
    }
  };
  expect(tried('withdraw', 'coordinator')).toBe(may ? 'withdrawn' : null);
  expect(tried('restore', 'coordinator')).toBe(back ? 'filed' : null);
  for (const role of ['monitor', 'reviewer'])
    expect([tried('withdraw', role), tried('restore', role)]).toEqual([null, null]);
  if (state === 'withdrawn')
    for (const event of [
      'write',
      'file',
      'return',
      'approve',
      'approve_first',
      'approve_second',
      'reopen',
    ] as const)
      for (const role of ['monitor', 'reviewer', 'coordinator'])
        expect(() => step(moves, event, state, role)).toThrow();
});

test('withdrawn with a reason: it waits for nobody, the calendar stays, the hearing is open; brought back it is as it was', async () => {
  fileIt();
  const form = await court.dafina.browser.get(`${url}/withdraw`);
  expect(form.text).toContain('Its hearing is open for a new report');
  expect(form.text).toContain('The calendar stays as it is');
  const unsaid = await withdraw('');
  expect([unsaid.status, stateOf()]).toEqual([422, 'filed']);

  ledOn(await withdraw(), 'withdrawing');

  const hearing = world.ctx.db.$client.prepare('select state from hearings where id = ?').pluck();
  expect([stateOf(), hearing.get(court.hearingId)]).toEqual(['withdrawn', 'held']);
  expect(reportOf(world.ctx.db, court.hearingId)).toBeUndefined();
  const queue = await court.dafina.browser.get('/staff/reviews');
  expect(queue.text).toContain('Withdrawn on');
  const read = await court.dafina.browser.get(url);
  expect(read.text).toContain('This report was withdrawn');
  expect(read.text).toContain('Of another hearing.');
  expect(read.text).not.toContain(`action="${url}/decide"`);
  const mine = await court.ivana.browser.get(`/my/reports/${id}`);
  expect(mine.text).toContain('Staff withdrew this report');
  expect(mine.text).toContain('Of another hearing.');
  expect((await court.ivana.browser.get('/my/work')).text).toContain(
    `/my/hearings/${court.hearingId}/report`,
  );
  expect(letters()).toEqual(['report-withdrawn']);

  ledOn(await restore(), 'bringing back');

  expect([stateOf(), reportOf(world.ctx.db, court.hearingId)?.id]).toEqual(['filed', id]);
  expect((await court.dafina.browser.get(url)).text).toContain('Brought back');
  expect((await court.dafina.browser.get(`${url}/restore`)).status).toBe(404);
  expect(letters()).toEqual(['report-withdrawn', 'report-restored']);
});

test('a draft and a returned report come back to where they were', async () => {
  await withdraw();
  expect(stateOf()).toBe('withdrawn');
  await restore();
  expect(stateOf()).toBe('draft');

  fileIt();
  makeReviewed(world, id);
  await withdraw();
  await restore();
  expect(stateOf()).toBe('returned');
});

test('another report is begun of the same hearing, asked for and filed; then the first cannot come back', async () => {
  fileIt();
  await withdraw();
  const tonight = { ...world.ctx, clock: { now: () => Date.parse('2026-10-22T16:00:00Z') } };
  expect(askForReports.list(tonight)).toEqual([
    `person ${court.ivana.personId} would be asked for the report of hearing ${court.hearingId}`,
  ]);

  const begun = await court.ivana.browser.submit(`/my/hearings/${court.hearingId}/report`, {});
  const second = Number(ledOn(begun, 'beginning').location.split('/').at(-1));
  expect(second).not.toBe(id);
  const page = await court.dafina.browser.get(`${url}/restore`);
  expect(page.text).toContain('another report of this hearing was begun');
  expect(page.text).not.toContain(`action="${url}/restore"`);
  expect(() => reports.begin(world.ctx, court.ivana.actor, court.hearingId)).not.toThrow();

  saveAll(world, court.ivana.actor, second, heldWhole);
  filings.file(world.ctx, court.ivana.actor, second);
  expect([stateOf(), stateOf(second)]).toEqual(['withdrawn', 'filed']);
  // The work of an intern has the hearing once.
  const work = await court.ivana.browser.get('/my/work');
  expect(work.text).not.toContain(`/my/reports/${id}`);
  expect(work.text).toContain(`/my/reports/${second}`);
});

test('what stood open in a tab brings nothing back: not beside another report, nor when it was emptied', async () => {
  fileIt();
  await withdraw();
  const tab = async () =>
    hiddenFields((await court.dafina.browser.get(`${url}/restore`)).text, `${url}/restore`);
  const [first, later] = [await tab(), await tab()];
  const second = reports.begin(world.ctx, court.ivana.actor, court.hearingId);

  const beside = await court.dafina.browser.post(`${url}/restore`, first);
  world.ctx.db.$client.prepare("update reports set state = 'withdrawn' where id = ?").run(second);
  retractions.erase(world.ctx, id);
  const emptied = await court.dafina.browser.post(`${url}/restore`, later);

  expect([beside.status, emptied.status, stateOf()]).toEqual([409, 409, 'withdrawn']);
  expect(beside.text).toContain('another report of this hearing was begun');
  expect(letters()).toEqual(['report-withdrawn']);
});

test('nobody else withdraws: no intern, no safety officer, nobody tied to the case; and never what is approved', async () => {
  fileIt();
  const officer = world.signedIn('Sara', ['safety_officer']);
  expect((await court.ivana.browser.get(`${url}/withdraw`)).status).toBe(403);
  expect((await officer.browser.get(`${url}/withdraw`)).status).toBe(403);
  expect((await court.dafina.browser.get('/staff/reviews/999/withdraw')).status).toBe(404);
  world.ctx.db.$client.prepare("update reports set state = 'approved' where id = ?").run(id);
  expect((await court.dafina.browser.get(`${url}/withdraw`)).status).toBe(404);
  world.ctx.db.$client.prepare("update reports set state = 'filed' where id = ?").run(id);

  makeTie(world, court.caseId, court.dafina.personId);
  expect((await court.dafina.browser.get(`${url}/withdraw`)).status).toBe(404);
  expect(stateOf()).toBe('filed');
});
