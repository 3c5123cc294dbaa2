// Urgent incidents: each is told at once, once, and nothing of it leaves; looks at them are written down.
import { beforeEach, expect, test } from 'vitest';
import * as reports from '../../src/reports/service.js';
import { ledOn } from '../support/make.js';
import { type Court, makeCourt, notOpened, saveAll } from '../support/reports.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let court: Court;
let besa: ReturnType<World['signedIn']>;
let id: number;

beforeEach(() => {
  world = makeWorld();
  besa = world.signedIn('Besa', ['safety_officer'], 'sq');
  world.signedIn('Igor', ['safety_officer'], 'sr');
  court = makeCourt(world);
  id = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  saveAll(world, court.ivana.actor, id, { outcome: notOpened.outcome ?? {} });
});

const incident = (at: number, words: string, event = 'threat') => ({
  [`incidents-${at}-event`]: event,
  [`incidents-${at}-atTime`]: '10:15',
  [`incidents-${at}-place`]: 'corridor',
  [`incidents-${at}-target`]: 'public',
  [`incidents-${at}-knownHow`]: 'seen',
  [`incidents-${at}-reaction`]: 'none',
  [`incidents-${at}-words`]: words,
});
const urgent = (at: number) => ({ [`incidents-${at}-urgent`]: 'on' });
const save = (...some: Record<string, string>[]) =>
  saveAll(world, court.ivana.actor, id, { incidents: Object.assign({}, ...some) });
const letters = () => world.letters().filter(({ letter }) => letter === 'incident-urgent');
const open = () =>
  world.ctx.db.$client
    .prepare(
      "select count(*) from tasks where kind = 'incident-urgent' and group_name = 'safety_officer' and done_at is null",
    )
    .pluck()
    .get();

test('what is urgent is told to every safety officer as it is saved, without a word of it', () => {
  save(incident(0, 'Someone shouted zqthreat.'));
  expect([letters().length, open()]).toEqual([0, 0]);

  save(incident(0, 'Someone shouted zqthreat.'), urgent(0));

  expect([letters().length, open()]).toEqual([2, 1]);
  for (const letter of letters()) {
    expect(letter.state).not.toBe('draft');
    expect(JSON.stringify(letter)).not.toMatch(/zqthreat|shouted|Shembulli/);
  }
});

test('the same one reworded, or a row higher, is no news; another, or one that is urgent again, is', () => {
  save(incident(0, 'First.'), incident(1, 'Second.', 'insult'), urgent(1));
  expect(letters()).toHaveLength(2);

  save(incident(0, 'First.'), incident(1, 'Second, in other words.', 'insult'), urgent(1));
  save({ 'incidents-0-event': '' }, incident(1, 'Second, in other words.', 'insult'), urgent(1));
  expect(letters()).toHaveLength(2);

  // One goes and another comes in the same moment: as many as before, and another.
  save(incident(0, 'Third.', 'assault'), urgent(0));
  expect(letters()).toHaveLength(4);
  save(incident(0, 'Third.', 'assault'));
  save(incident(0, 'Third.', 'assault'), urgent(0));
  expect([letters().length, open()]).toEqual([6, 1]);
});

test('the safety officer reads it, which is written down, and says that somebody has seen to it', async () => {
  save(incident(0, 'Someone shouted zqthreat.'), urgent(0));
  const url = `/staff/reports/${id}/incidents`;
  const looks = () =>
    world.ctx.db.$client
      .prepare(
        "select actor_id from history where entity = 'report' and entity_id = ? and event = 'view_incidents'",
      )
      .pluck()
      .all(id);

  const page = await besa.browser.get(url);
  expect(page.text).toContain('zqthreat');
  expect(looks()).toEqual([besa.personId]);
  expect((await court.blerim.browser.get(url)).status).toBeGreaterThanOrEqual(403);

  ledOn(await besa.browser.submit(url, {}), 'seen to');
  expect(open()).toBe(0);
});
