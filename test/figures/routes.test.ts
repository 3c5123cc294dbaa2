// The page of the figures: each number leads to its hearings; what is frozen stays; who may see it, and of which cases.
import readSheets from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { frozenFigures } from '../../db/schema/figures.js';
import { history } from '../../db/schema/history.js';
import { reviewQuestions } from '../../db/schema/reviews.js';
import * as filings from '../../src/filings/service.js';
import * as hearings from '../../src/hearings/service.js';
import { toInstant } from '../../src/lib/time.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeRuling, makeTie } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { type Court, heldWhole, makeCourt, notOpened, saveAll } from '../support/reports.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let luan: { browser: Browser; personId: number };
let failed: { caseId: number; hearingId: number };

/** Files a report of the intern's. */
function file(hearingId: number, typed: typeof heldWhole): number {
  const id = reports.begin(world.ctx, court.ivana.actor, hearingId);
  saveAll(world, court.ivana.actor, id, typed);
  filings.file(world.ctx, court.ivana.actor, id);
  return id;
}

function approve(id: number): void {
  const said = { questions: [...reviewQuestions], note: null, minutes: null, number: 1 };
  reviews.decide(world.ctx, court.dafina.actor, { id, deed: 'approve', ...said });
}

/** A number as the page shows it, and where it leads. */
async function numbers(url: string, browser = luan.browser) {
  const { text } = await browser.get(url);
  return new Map(
    [...text.matchAll(/href="([^"]*\/number\/([\w.-]+)[^"]*)">(\d+)<\/a>/g)].map(
      ([, href = '', place = '', count]) => [
        place,
        { count: Number(count), url: href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '=') },
      ],
    ),
  );
}

beforeAll(() => {
  world = makeWorld({}, 'file');
  world.clock.set(toInstant('2026-10-01', '10:00'));
  court = makeCourt(world);
  const caseId = makeCase(world, { against: 'Zbehtë', written: 'PS.nr.5/25' });
  const day = { scheduledOn: '2026-10-20', scheduledTime: '09:00' };
  failed = { caseId, hearingId: makeHearing(world, caseId, day) };
  const waiting = makeHearing(world, caseId, { ...day, scheduledOn: '2026-10-21' });
  for (const hearingId of [failed.hearingId, waiting])
    rota.assign(world.ctx, coordinator, { hearingId, personId: court.ivana.personId });
  makeHearing(world, makeCase(world, { against: 'Pashkruar', written: 'PS.nr.6/25' }), day);
  makeRuling(world, caseId, {
    kind: 'judgment',
    result: 'guilty',
    decidedOn: '2026-10-05',
    untilOn: null,
  });
  world.clock.set(toInstant('2026-10-22', '14:00'));
  approve(file(court.hearingId, heldWhole));
  approve(file(failed.hearingId, notOpened));
  file(waiting, notOpened);
  world.clock.set(toInstant('2027-01-12', '09:00'));
  luan = world.signedIn('Luan', ['director'], 'en');
});

test('each number of the page leads to as many hearings or cases as it says', async () => {
  const shown = await numbers('/staff/figures?year=2026');
  const wrong: string[] = [];
  for (const [place, { count, url }] of shown) {
    const { status, text } = await luan.browser.get(url);
    const lines = (text.match(/class="task"/g) ?? []).length;
    const isMore = place.endsWith('.days');
    if (status !== 200 || (isMore ? lines === 0 : lines !== count))
      wrong.push(`${place}: ${count}, ${lines}`);
  }

  // The next date of the held hearing stands on the calendar too.
  expect(shown.get('courts.all.scheduled')?.count).toBe(5);
  expect(shown.get('courts.all.held')?.count).toBe(1);
  expect(shown.get('courts.all.covered')?.count).toBe(2);
  expect(shown.get('reasons.PRO-ABS.undated')?.count).toBe(1);
  expect(shown.get('indicators.PUB.yes')?.count).toBe(1);
  expect(shown.get('judgments.guilty.decisions')?.count).toBe(1);
  expect(shown.size).toBeGreaterThan(40);
  expect(wrong).toEqual([]);
});

test('a number shows its hearings with what their reports say, each a link', async () => {
  const shown = await numbers('/staff/figures?year=2026');
  const { text } = await luan.browser.get(shown.get('outcomes.not_opened.hearings')?.url ?? '');

  expect(text).toContain(`href="/staff/hearings/${failed.hearingId}"`);
  expect(text).toContain('Prosecutor v. Zbehtë');
  expect(text).toContain('50% of 2');
  expect(text).not.toContain('Pashkruar');
});

test('a report that is not approved counts for nothing, and the page says how many there are', async () => {
  const { text } = await luan.browser.get('/staff/figures?year=2026');
  const shown = await numbers('/staff/figures?year=2026');

  expect(text).toContain('1 report of this period is not approved yet and does not count.');
  expect(shown.get('courts.all.not_held')?.count).toBe(2);
  expect(shown.get('outcomes.not_opened.hearings')?.count).toBe(1);
});

test('quarters, other years and nonsense', async () => {
  expect((await numbers('/staff/figures?year=2026&quarter=1')).get('courts.all.scheduled')).toBeUndefined();
  expect((await numbers('/staff/figures?year=all')).get('years.2026.scheduled')?.count).toBeGreaterThan(3);
  for (const url of [
    '/staff/figures/number/courts.all.held?year=2026&quarter=1',
    '/staff/figures/number/nothing?year=2026',
    '/staff/figures/frozen/987654',
    '/staff/figures/frozen/x',
    '/staff/figures/freeze/2027',
    '/staff/figures/freeze/all',
    '/staff/figures/freeze/0001',
    '/staff/figures/freeze/9999',
  ])
    expect([url, (await luan.browser.get(url)).status]).toEqual([url, 404]);
});

test('who has a tie to a case sees the number, not the hearings of that case', async () => {
  const tied = world.signedIn('Teuta', ['director'], 'en');
  makeTie(world, failed.caseId, tied.personId);
  const shown = await numbers('/staff/figures?year=2026', tied.browser);
  const { text } = await tied.browser.get(shown.get('outcomes.not_opened.hearings')?.url ?? '');
  const file = await tied.browser.bytes('/staff/figures/file.xlsx?year=2026');

  expect(shown.get('outcomes.not_opened.hearings')?.count).toBe(1);
  expect(text).toContain('1 more is not shown: you have a tie to that case.');
  expect(text).not.toContain('Zbehtë');
  expect(JSON.stringify(await readSheets(file.body))).not.toContain('Zbehtë');
});

test('the file holds every number and behind it every hearing, and that somebody took it is recorded', async () => {
  const file = await luan.browser.bytes('/staff/figures/file.xlsx?year=2026');
  const [figures, behind] = await readSheets(file.body);
  const row = figures?.data.find(
    ([table, code]) => table === 'Outcome of the hearing' && code === 'Not opened',
  );
  const made = behind?.data.filter(
    ([table, code]) => table === 'Outcome of the hearing' && code === 'Not opened',
  );

  expect(row).toEqual(['Outcome of the hearing', 'Not opened', 'Hearings', 1, 2, 50]);
  expect(made?.map((cells) => cells[4])).toEqual([failed.hearingId]);
  expect(file.headers['cache-control']).toBe('no-store');
  expect(
    world.ctx.db
      .select()
      .from(history)
      .all()
      .filter(
        ({ entity, event, actorId }) =>
          entity === 'figures' && event === 'export' && actorId === luan.personId,
      ),
  ).toHaveLength(1);
});

test('frozen figures stay as they were, with their hearings, and the page says what differs today', async () => {
  const answer = await luan.browser.submit('/staff/figures/freeze/2026', {});
  expect(answer.location).toMatch(/^\/staff\/figures\/frozen\/\d+$/);
  const before = await numbers(answer.location);
  const unchanged = (await luan.browser.get(answer.location)).text;
  hearings.cancel(world.ctx, coordinator, cancelling());

  const after = await numbers(answer.location);
  const { text } = await luan.browser.get(answer.location);
  const shown = await luan.browser.get(after.get('courts.all.scheduled')?.url ?? '');

  expect(unchanged).toContain('Nothing: the figures would be the same today.');
  expect(after).toEqual(before);
  expect(text).toContain('numbers are others today.');
  expect(text.replace(/\s+/g, ' ')).toMatch(
    /All courts<span[^>]*>[^<]*Moved or cancelled<\/span><\/th> <td[^>]*>0<\/td> <td[^>]*>1<\/td>/,
  );
  expect((shown.text.match(/class="task"/g) ?? []).length).toBe(before.get('courts.all.scheduled')?.count);
  expect((await luan.browser.get('/staff/figures?year=2026')).text).toContain(`href="${answer.location}"`);
  expect(() => world.ctx.db.update(frozenFigures).set({ year: 2020 }).run()).toThrow(/never changed/);
  expect(() => world.ctx.db.delete(frozenFigures).run()).toThrow(/never changed/);
});

/** The hearing of December, to be called off. */
function cancelling() {
  const { id, version } = world.ctx.db.$client
    .prepare("select id, version from hearings where state = 'scheduled' order by id desc limit 1")
    .get() as { id: number; version: number };
  return { id, version, reason: 'The court said so.' };
}

/** The token and the once-only key of a form that may be sent. */
async function hidden() {
  const { text } = await luan.browser.get('/staff/figures/freeze/2026');
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
  return { _token: value('_token'), _key: value('_key') };
}

test('a period that is not over cannot be frozen, whoever asks', async () => {
  const rows = () => world.ctx.db.select().from(frozenFigures).all().length;
  const before = rows();
  const answer = await luan.browser.post('/staff/figures/freeze/2027', await hidden());

  expect(answer.status).toBe(404);
  expect(rows()).toBe(before);
});
