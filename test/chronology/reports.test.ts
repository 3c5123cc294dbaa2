// Approved reports in the chronology: facts alone, witnesses as they may be called, and nothing before approval.

import { beforeEach, expect, test } from 'vitest';
import { reportJudgments } from '../../db/schema/particulars.js';
import { reviewQuestions } from '../../db/schema/reviews.js';
import * as filings from '../../src/filings/service.js';
import { participantsOf } from '../../src/participants/queries.js';
import * as reports from '../../src/reports/service.js';
import { decide, reopen } from '../../src/reviews/service.js';
import { makeProtected } from '../support/cases.js';
import { type Court, heldWhole, makeCourt, saveAll, typedWitness } from '../support/reports.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
let luan: { personId: number };

const approve = (personId: number, number = 1) =>
  decide(
    world.ctx,
    { ...court.dafina.actor, personId },
    { id, deed: 'approve', questions: [...reviewQuestions], note: null, minutes: null, number },
  );
const chronology = async () =>
  (await court.ivana.browser.get(`/staff/cases/${court.caseId}/chronology`)).text.replace(/\s+/g, ' ');

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  luan = world.signedIn('Luan', ['director']);
  const pseudonym = makeProtected(world, court.caseId, { pseudonym: 'Delta-7' });
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  const second = Object.fromEntries(
    Object.entries(typedWitness).map(([name, value]) => [name.replace('-0-', '-1-'), value]),
  );
  saveAll(world, court.ivana.actor, id, {
    ...heldWhole,
    attendance: { panelSame: 'no', panelChange: 'Judge Sudić sat in place of judge Gjykatësi.' },
    actions: { actions: ['witness', 'detention'], detentionRuling: 'extended', detentionUntil: '2026-12-22' },
    witnesses: {
      ...typedWitness,
      ...second,
      'witnesses-1-who': `protected-${pseudonym}`,
      'witnesses-1-label': '',
      'witnesses-1-named': '',
      'witnesses-1-measures': 'PSEU',
      'witnesses-1-gist': 'A wellspring was spoken of.',
    },
    indicators: {
      ...heldWhole.indicators,
      'indicators-REAS-answer': 'yes',
      'indicators-CONF-answer': 'yes',
      'indicators-DETN-answer': 'yes',
    },
    summary: { ...heldWhole.summary, observations: 'The panel seemed weary.' },
  });
  filings.file(world.ctx, court.ivana.actor, id);
});

test('nothing of a report before it is approved, and nothing once it is opened again', async () => {
  expect(await chronology()).not.toContain('Report:');
  approve(court.dafina.personId);
  expect(await chronology()).not.toContain('Report:');
  approve(luan.personId);
  expect(await chronology()).toContain('Report: held, productive');
  reopen(world.ctx, court.dafina.actor, { id, note: 'A date.', number: 1 });
  expect(await chronology()).not.toContain('Report:');
});

test('outcome, change of the panel, decisions, witnesses by name or pseudonym; no gist, no observation', async () => {
  approve(court.dafina.personId);
  approve(luan.personId);

  const text = await chronology();

  expect(text).toContain('Judge Sudić sat in place of judge Gjykatësi.');
  expect(text).toMatch(/Detention: extended/i);
  expect(text).toContain('Heard: Agron Shembulli');
  expect(text).toContain('Heard: Delta-7');
  expect(text).not.toMatch(/wellspring|weary|parties read documents/);
  expect(text).toContain(`/staff/hearings/${court.hearingId}`);
});

test('what a monitor saw who was let stay behind closed doors is the staff’s alone', async () => {
  approve(court.dafina.personId);
  approve(luan.personId);
  const close = (stayed: 'yes' | 'no') =>
    world.ctx.db.$client
      .prepare("update reports set publicity = 'closed', asked_to_leave = ? where id = ?")
      .run(stayed, id);
  const staffs = async () =>
    (await court.dafina.browser.get(`/staff/cases/${court.caseId}/chronology`)).text.replace(/\s+/g, ' ');

  const accused = participantsOf(world.ctx.db, court.caseId).find(({ role }) => role === 'ACC')?.id ?? 0;
  const judged = { reportId: id, position: 0, participantId: accused, result: 'guilty' } as const;
  world.ctx.db.insert(reportJudgments).values(judged).run();

  close('yes');
  expect(await chronology()).toMatch(/Detention: extended/i);
  expect(await chronology()).toContain(': guilty');
  close('no');
  const theirs = await chronology();
  expect(theirs).not.toMatch(/Detention: extended|Judge Sudić|Heard:|: guilty/i);
  expect(theirs).toContain(`/staff/hearings/${court.hearingId}`);
  expect(await staffs()).toMatch(/Detention: extended/i);
});
