// One search: by any spelling, only what one may read, approved facts alone, and nothing of protected people or gists.

import { beforeAll, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { reviewQuestions } from '../../db/schema/reviews.js';
import * as filings from '../../src/filings/service.js';
import * as reports from '../../src/reports/service.js';
import { decide, reopen } from '../../src/reviews/service.js';
import { makeTie } from '../support/cases.js';
import { type Court, heldWhole, makeCourt, saveAll, typedWitness } from '../support/reports.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let id: number;
let luan: { browser: Browser; personId: number };

beforeAll(() => {
  world = makeWorld({}, 'file');
  court = makeCourt(world);
  luan = world.signedIn('Luan', ['director']);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  saveAll(world, court.ivana.actor, id, {
    ...heldWhole,
    actions: { actions: ['witness'] },
    witnesses: { ...typedWitness, 'witnesses-0-gist': 'She spoke of the wellspring.' },
    incidents: {
      'incidents-0-event': 'insult',
      'incidents-0-place': 'corridor',
      'incidents-0-target': 'public',
      'incidents-0-knownHow': 'seen',
      'incidents-0-reaction': 'none',
      'incidents-0-words': 'Somebody shouted lighthouse.',
    },
    summary: {
      facts: `${heldWhole.summary?.facts} The expert Đorđević read about Çabrati.`,
      observations: 'The interpreter seemed weary.',
    },
  });
  filings.file(world.ctx, court.ivana.actor, id);
});

const find = async (browser: Browser, q: string) => (await browser.submit('/staff/search', { q })).text;
const approve = () =>
  decide(world.ctx, court.dafina.actor, {
    id,
    deed: 'approve',
    questions: [...reviewQuestions],
    note: null,
    minutes: null,
    number: 1,
  });

test('what is not approved is not found', async () => {
  expect(await find(luan.browser, 'Đorđević')).toContain('Nothing was found');
});

test('approved facts are found by any spelling, with the place marked; observations by staff alone', async () => {
  approve();

  for (const q of ['Đorđević', 'djordjevic', 'Ђорђевић', 'ÇABR']) {
    const text = await find(luan.browser, q);
    expect([q, text.includes('Facts in approved reports'), text.includes('<mark>')]).toEqual([q, true, true]);
  }
  expect(await find(luan.browser, 'weary')).toContain('Observations, for staff alone');
  expect(await find(court.ivana.browser, 'weary')).toContain('Nothing was found');
  expect(await find(court.ivana.browser, 'djordjevic')).toContain(`/my/reports/${id}`);
  expect(await find(court.blerim.browser, 'djordjevic')).toContain('Nothing was found');
});

test('gists, incidents and labels are in no index; nothing searched for is written down anywhere', async () => {
  for (const q of ['wellspring', 'lighthouse', 'Agron'])
    expect([q, (await find(luan.browser, q)).includes('approved reports')]).toEqual([q, false]);
  const words = world.ctx.db.$client.prepare('select facts, observations from report_search').all();
  expect(JSON.stringify(words)).not.toMatch(/wellspring|lighthouse|agron/);
  expect(world.logged()).not.toMatch(/djordjevic|wellspring/);
  expect(JSON.stringify(world.ctx.db.select().from(history).all())).not.toMatch(/djordjevic|weary/);
});

test('cases by number and name, people for staff alone; odd input is no query', async () => {
  expect(await find(luan.browser, 'ps76/19')).toContain('Prosecutor v. Shembulli');
  expect(await find(luan.browser, 'Akuzaj')).toContain('/staff/parties/');
  expect(await find(court.ivana.browser, 'Akuzaj')).not.toContain('/staff/parties/');
  for (const q of ['"', 'a*', 'facts:x', 'NEAR(a b)', '((', '-- ', 'ë'.repeat(100)])
    expect([q, [200, 422].includes((await luan.browser.submit('/staff/search', { q })).status)]).toEqual([
      q,
      true,
    ]);
  expect((await luan.browser.submit('/staff/search', { q: 'x' })).status).toBe(422);
  expect((await world.browser().get('/staff/search')).status).toBe(303);
});

test('a tie closes it, and a report opened again leaves the index', async () => {
  const tied = world.signedIn('Drita', ['coordinator']);
  makeTie(world, court.caseId, tied.personId);
  expect(await find(tied.browser, 'djordjevic')).not.toContain('approved reports');

  reopen(world.ctx, court.dafina.actor, { id, note: 'A date is wrong.', number: 1 });
  expect(await find(luan.browser, 'djordjevic')).toContain('Nothing was found');
  expect(world.ctx.db.$client.prepare('select count(*) from report_search').pluck().get()).toBe(0);
});
