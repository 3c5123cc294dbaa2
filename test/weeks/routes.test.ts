// The page of a week over all cases: what happened and became known, each line leading on; who may see it, and of which cases.

import { beforeAll, expect, test } from 'vitest';
import { reviewQuestions } from '../../db/schema/reviews.js';
import * as filings from '../../src/filings/service.js';
import * as hearings from '../../src/hearings/service.js';
import { toInstant } from '../../src/lib/time.js';
import * as participants from '../../src/participants/service.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import * as rota from '../../src/rota/service.js';
import * as ties from '../../src/ties/service.js';
import { coordinator, makeCase, makeParticipant, makeProtected, makeRuling } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { type Court, heldWhole, makeCourt, notOpened, saveAll } from '../support/reports.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let vesa: Browser;
let unwritten: number;
let failed: { caseId: number; hearingId: number; reportId: number };

const read = async (of = '', browser = vesa) =>
  (await browser.get(`/staff/weeks${of}`)).text.replace(/\s+/g, ' ');
/** The lines of one part of the page. */
const part = (text: string, name: string) =>
  new RegExp(`<section[^>]*aria-labelledby="part-${name}">(.*?)</section>`).exec(text)?.[1] ?? '';
const figure = (text: string, label: string) =>
  new RegExp(`<dt>${label}</dt><dd>(\\d+)</dd>`).exec(text)?.[1];

beforeAll(() => {
  world = makeWorld({}, 'file');
  world.clock.set(toInstant('2026-10-01', '10:00'));
  court = makeCourt(world);
  const caseId = makeCase(world, { against: 'Zbehtë', written: 'PS.nr.5/25' });
  const day = { scheduledOn: '2026-10-20', scheduledTime: '09:00' };
  failed = { caseId, hearingId: makeHearing(world, caseId, day), reportId: 0 };
  unwritten = makeHearing(world, makeCase(world, { against: 'Pashkruar', written: 'PS.nr.6/25' }), day);
  for (const hearingId of [failed.hearingId, unwritten])
    rota.assign(world.ctx, coordinator, {
      hearingId,
      personId: hearingId === unwritten ? court.blerim.personId : court.ivana.personId,
    });
  const accused = makeProtected(world, court.caseId, { pseudonym: 'Delta-7' });
  world.clock.set(toInstant('2026-10-22', '14:00'));
  vesa = world.signedIn('Vesa', ['coordinator'], 'en').browser;

  const id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  saveAll(world, court.ivana.actor, id, {
    ...heldWhole,
    attendance: { panelSame: 'no', panelChange: 'Judge Sudić sat in place of judge Gjykatësi.' },
    incidents: {
      'incidents-0-event': 'threat',
      'incidents-0-place': 'corridor',
      'incidents-0-target': 'witness',
      'incidents-0-who': `protected-${accused}`,
      'incidents-0-knownHow': 'seen',
      'incidents-0-reaction': 'none',
      'incidents-0-words': 'Somebody hissed a wellspring.',
      'incidents-0-urgent': 'on',
    },
  });
  filings.file(world.ctx, court.ivana.actor, id);
  failed.reportId = reports.begin(world.ctx, court.ivana.actor, failed.hearingId);
  saveAll(world, court.ivana.actor, failed.reportId, notOpened);
  filings.file(world.ctx, court.ivana.actor, failed.reportId);
  reviews.decide(world.ctx, court.dafina.actor, {
    id: failed.reportId,
    deed: 'approve',
    questions: [...reviewQuestions],
    note: null,
    minutes: null,
    number: 1,
  });
  const judge = makeParticipant(world, failed.caseId, {
    role: 'PM',
    name: 'Bardha Vendimi',
    party: 'new',
    custody: null,
    sinceOn: '2026-09-01',
  });
  participants.change(world.ctx, coordinator, {
    caseId: failed.caseId,
    id: judge,
    sinceOn: '2026-09-01',
    untilOn: '2026-10-21',
    custody: null,
    inAbsentia: false,
    forId: null,
    counselKind: null,
    version: 1,
  });
  makeRuling(world, failed.caseId, { decidedOn: '2026-10-02', untilOn: '2026-12-02' });
  makeRuling(world, failed.caseId, { decidedOn: '2026-05-02', untilOn: '2026-07-02' });
  makeCase(world, { against: 'E re', written: 'PS.nr.7/26' });
});

test('hearings with what became of them and why, each a link', async () => {
  const lines = part(await read(), 'hearings');

  expect(lines).toContain(`href="/staff/hearings/${court.hearingId}"`);
  expect(lines).toContain('Held, productive');
  expect(lines).toContain('Not opened');
  expect(lines).toContain('Prosecutor absent');
  expect(lines).toContain('Down to: Prosecution');
  expect(lines).toContain('Not known yet');
  expect(await read()).toContain('<dt>Covered by us</dt><dd>3 of 3</dd>');
});

test('reports that were filed, decided on, and those that are late', async () => {
  const text = await read();

  expect(figure(text, 'Reports filed')).toBe('2');
  expect(figure(text, 'Reports approved')).toBe('1');
  expect(part(text, 'reviewed')).toContain(`/staff/reviews/${failed.reportId}`);
  expect(part(text, 'overdue')).toContain(`/staff/hearings/${unwritten}`);
  expect(part(text, 'overdue')).toContain('Report missing');
});

test('who left the panel, what reports say of it; a decision that became known, not one long past', async () => {
  const text = await read();

  expect(part(text, 'panel')).toContain('Bardha Vendimi: panel member, no longer');
  expect(part(text, 'panel')).toContain('Judge Sudić sat in place of judge Gjykatësi.');
  expect(part(text, 'rulings')).toMatch(/02\/10\/2026|2 Oct/);
  expect(part(text, 'rulings')).not.toMatch(/02\/05\/2026|2 May/);
});

test('new cases, next dates and cases without one', async () => {
  const text = await read();

  expect(part(text, 'cases')).toContain('Prosecutor v. E re');
  expect(part(text, 'cases')).not.toContain('Pashkruar');
  expect(part(text, 'dates')).toMatch(/Pashkruar.*No date known/);
  expect(Number(figure(text, 'Cases without a next date'))).toBeGreaterThan(1);
});

test('incidents are counted and nothing of them is said; nor is anybody protected named but by pseudonym', async () => {
  const text = await read();

  expect(figure(text, 'Incidents')).toBe('1');
  expect(part(text, 'incidents')).toContain('1 urgent');
  expect(text).not.toMatch(/wellspring|Threat|corridor/i);
});

test('what a report says that is being written, or was returned, counts for nothing yet', async () => {
  const { $client } = world.ctx.db;
  for (const state of ['draft', 'returned', 'withdrawn']) {
    $client.exec(`begin; update reports set state = '${state}'`);
    const text = await read();
    $client.exec('rollback');
    expect([state, part(text, 'hearings').match(/Not opened|Held, productive|Prosecutor absent/)]).toEqual([
      state,
      null,
    ]);
    expect(text).not.toContain('Judge Sudić');
  }
});

test('another week is another address; nothing of this one stands there', async () => {
  const text = await read('?of=2026-10-28');

  expect(text).toContain('href="/staff/weeks?of&#x3D;2026-10-19" rel="prev"');
  expect(part(text, 'hearings')).toContain('no hearings');
  expect(figure(text, 'Reports filed')).toBe('0');
});

test('a hearing that was moved says to when, one called off why', async () => {
  const moved = makeHearing(world, failed.caseId, { scheduledOn: '2026-10-29' });
  const off = makeHearing(world, failed.caseId, { scheduledOn: '2026-10-30' });
  const scheduledOn = '2026-11-17';
  hearings.move(world.ctx, coordinator, {
    id: moved,
    scheduledOn,
    scheduledTime: '',
    reason: null,
    version: 1,
  });
  hearings.cancel(world.ctx, coordinator, { id: off, reason: 'The hall is being painted.', version: 1 });

  const lines = part(await read('?of=2026-10-28'), 'hearings');

  expect(lines).toMatch(/New date: 17/);
  expect(lines).toContain('The hall is being painted.');
});

test('a case one is tied to is not there', async () => {
  const luan = world.signedIn('Luan', ['director'], 'en');
  expect(await read('', luan.browser)).toContain('Zbehtë');
  ties.declare(world.ctx, court.dafina.actor, {
    caseId: failed.caseId,
    personId: luan.personId,
    kind: 'family',
  });

  expect(await read('', luan.browser)).not.toContain('Zbehtë');
});

test('staff alone see it', async () => {
  expect((await world.browser().get('/staff/weeks')).status).toBe(303);
  for (const group of ['intern', 'reviewer'] as const)
    expect((await world.signedIn(`No ${group}`, [group]).browser.get('/staff/weeks')).status).toBe(403);
  expect((await world.signedIn('Besa', ['safety_officer']).browser.get('/staff/weeks')).status).toBe(200);
});
