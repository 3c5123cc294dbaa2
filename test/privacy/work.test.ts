// What somebody did here as an intern, among their own data: with both keys, or once the link is the only way left.
import { beforeEach, expect, test } from 'vitest';
import * as filings from '../../src/filings/service.js';
import { newToken } from '../../src/lib/token.js';
import { endMembership, insertMembership } from '../../src/people/queries.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import { insertSession } from '../../src/sessions/queries.js';
import * as ties from '../../src/ties/service.js';
import { coordinator, makeCase } from '../support/cases.js';
import { type Court, makeCourt, notOpened, saveAll } from '../support/reports.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let byLink: Browser;

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  const { personId, actor } = court.ivana;
  const at = world.clock.now();
  insertMembership(world.ctx.db, { personId, group: 'applicant', since: at });
  const id = reports.begin(world.ctx, actor, court.hearingId);
  saveAll(world, actor, id, notOpened);
  filings.file(world.ctx, actor, id);
  const luan = { ...coordinator, personId: world.signedIn('Luan', ['director']).personId };
  const note = 'Say who was zqabsent.';
  const caseId = makeCase(world, { written: 'PS 3/26' });
  reviews.decide(world.ctx, luan, { id, deed: 'return', note, questions: [], minutes: null, number: 1 });
  ties.declare(world.ctx, court.dafina.actor, { caseId, personId, kind: 'family' });
  const { token, tokenHash } = newToken();
  const session = { tokenHash, personId, assurance: 'link', remembered: true, createdAt: at } as const;
  insertSession(world.ctx.db, { ...session, lastSeenAt: at, expiresAt: at + 86_400_000 });
  byLink = world.browser();
  byLink.cookies.set('__Host-session', token);
});

async function seenBy(browser: Browser) {
  const page = await browser.get('/my/data');
  const file = JSON.parse((await browser.bytes('/my/data.json')).body.toString());
  expect(page.status).toBe(200);
  const door = page.text.includes('/staff/sign-in?next=/my/data');
  const { complete, reports, reviews, assignments, tiesToCases } = file;
  return { door, complete, reports, reviews, assignments, tiesToCases, text: JSON.stringify(file) };
}

test('is there with password and code', async () => {
  const seen = await seenBy(court.ivana.browser);

  expect(seen).toMatchObject({ door: false, complete: true });
  expect(seen.text).toContain('zqabsent');
  expect([seen.reports.length, seen.tiesToCases.length]).toEqual([1, 1]);
});

test('is not there by a link alone, and where it is to be seen is said', async () => {
  const seen = await seenBy(byLink);

  expect(seen).toMatchObject({ door: true, complete: false, reports: [], reviews: null, tiesToCases: [] });
  expect(seen.text).not.toContain('zqabsent');
});

test('is there by a link once the internship is over, as there is no other way', async () => {
  endMembership(world.ctx.db, court.ivana.personId, 'intern', world.clock.now());

  const seen = await seenBy(byLink);

  expect(seen).toMatchObject({ door: false, complete: true });
  expect(seen.text).toContain('zqabsent');
});
