// Outages as they happen: measured once, given back to everybody, said in public and to staff.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { lateKeys } from '../../db/schema/late-keys.js';
import { extensions, outages } from '../../db/schema/outages.js';
import { tasks } from '../../db/schema/tasks.js';
import { callById } from '../../src/calls/queries.js';
import { startHeart } from '../../src/jobs/heart.js';
import { whatIsBroken } from '../../src/jobs/history-head.js';
import { day, endOfDay, hour, localDate, localTime, minute } from '../../src/lib/time.js';
import { lastBeat } from '../../src/outages/queries.js';
import { beat } from '../../src/outages/service.js';
import { makeCallWorld } from '../support/calls.js';
import { makeWorld, type World } from '../support/world.js';

const closes = (world: World, id: number) => {
  const at = callById(world.ctx.db, id)?.closesAt ?? 0;
  return `${localDate(at)} ${localTime(at)}`;
};
/** The service is away for so long, and back. */
function away(world: World, milliseconds: number): void {
  beat(world.ctx);
  world.clock.pass(milliseconds);
  beat(world.ctx);
}
const noted = (world: World) => world.ctx.db.select().from(outages).all().length;
const waiting = (world: World) =>
  world.ctx.db
    .select()
    .from(tasks)
    .all()
    .filter(({ kind, doneAt }) => kind.startsWith('outage') && doneAt === null)
    .map(({ kind }) => kind);

describe('the open call', () => {
  test('gets the time back that was lost, once; the closed one stays closed', () => {
    const world = makeCallWorld();
    expect(closes(world, world.openId)).toBe('2026-11-10 23:59');

    away(world, 90 * minute);
    beat(world.ctx);

    expect(closes(world, world.openId)).toBe('2026-11-11 01:59');
    expect(closes(world, world.pastId)).toBe('2020-11-05 23:59');
    expect([noted(world), waiting(world)]).toEqual([1, ['outage']]);
    expect(whatIsBroken(world.ctx)).toBeUndefined();
  });

  test('is left alone by a restart, by a heartbeat a minute, and by a clock that was put back', () => {
    const world = makeCallWorld();

    away(world, 4 * minute);
    for (let i = 0; i < 20; i++) away(world, minute);
    world.clock.pass(-3 * hour);
    beat(world.ctx);
    away(world, minute);

    expect([noted(world), waiting(world), closes(world, world.openId)]).toEqual([0, [], '2026-11-10 23:59']);
  });

  test('that was closed by the outage opens again, and somebody can send what was begun', async () => {
    const world = makeCallWorld();
    world.clock.set(callById(world.ctx.db, world.openId)?.closesAt ?? 0);
    world.clock.pass(-30 * minute);
    beat(world.ctx);
    world.clock.pass(10 * hour);
    const before = await world.browser().get('/calls/sample');

    beat(world.ctx);

    const after = await world.browser().get('/calls/sample');
    expect([before.text.includes('/apply"'), after.text.includes('/apply"')]).toEqual([false, true]);
    expect(closes(world, world.openId)).toBe('2026-11-11 21:59');
  });

  test('gets time back for an outage in the minutes of grace as well, a draft of a call never', () => {
    const world = makeCallWorld();
    const draft = makeCallWorld();
    draft.ctx.db.$client.prepare("update calls set state = 'draft' where id = ?").run(draft.openId);
    world.clock.set((callById(world.ctx.db, world.openId)?.closesAt ?? 0) + 5 * minute);

    away(world, hour);
    away(draft, hour);

    expect(closes(world, world.openId)).toBe('2026-11-11 13:59');
    expect([closes(draft, draft.openId), waiting(draft)]).toEqual(['2026-11-10 23:59', []]);
  });

  test('says so in public in each language, without a name', async () => {
    const world = makeCallWorld();
    away(world, 90 * minute);

    const said = await Promise.all(
      (['sq', 'sr', 'en'] as const).map((language) => world.browser(language).get('/calls/sample')),
    );

    const sentences = said.map(({ text }) =>
      /<section class="notice"[\s\S]*?<p>([^<]+)<\/p>/.exec(text)?.[1]?.replace(/&#x27;/g, "'"),
    );
    expect(sentences).toEqual([
      'Faqja nuk ka punuar nga ora 10:00, më 22 tetor 2026, deri në orën 11:30, më 22 tetor 2026. Prandaj afati është shtyrë për të gjithë. Afati i mëparshëm: e martë, 10 nëntor 2026, ora 23:59 (koha e Prishtinës). Afati i ri: e mërkurë, 11 nëntor 2026, ora 01:59 (koha e Prishtinës).',
      'Sajt nije radio od 10:00 časova 22. oktobra 2026. do 11:30 časova 22. oktobra 2026. Zato je rok produžen za sve. Raniji rok: utorak, 10. novembra 2026. u 23:59 (po prištinskom vremenu). Novi rok: sreda, 11. novembra 2026. u 01:59 (po prištinskom vremenu).',
      'The site did not work from 10:00 on 22 October 2026 until 11:30 on 22 October 2026. The deadline has therefore been extended for everybody. Previous deadline: Tuesday, 10 November 2026, 23:59 (Prishtina time). New deadline: Wednesday, 11 November 2026, 01:59 (Prishtina time).',
    ]);
  });

  test('of more than thirty days moves nothing by itself, and asks staff', () => {
    const world = makeCallWorld();

    away(world, 31 * day);

    expect([waiting(world), closes(world, world.openId)]).toEqual([['outage-too-long'], '2026-11-10 23:59']);
  });

  test('keeps its hour when staff change something else, and its day can still be moved', async () => {
    const world = makeCallWorld();
    away(world, 90 * minute);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const url = `/staff/calls/${world.openId}/settings`;
    const change = async (fields: Record<string, string>) => {
      const { settingsPart } = await import('../../src/calls/service.js');
      const { settingsValues } = await import('../../src/calls/present.js');
      const call = callById(world.ctx.db, world.openId);
      if (!call) throw new Error('no call');
      return dafina.submit(url, { ...settingsValues(settingsPart(call)), ...fields });
    };

    expect((await change({ places: '9' })).status).toBe(303);
    const kept = closes(world, world.openId);
    expect((await change({ closesOn: '2026-11-20' })).status).toBe(303);

    expect([kept, closes(world, world.openId)]).toEqual(['2026-11-11 01:59', '2026-11-20 23:59']);
  });
});

test('a late key that was in force works a day longer; one that was used or over does not', () => {
  const world = makeCallWorld();
  const createdBy = world.signedIn('Dafina', ['coordinator']).personId;
  const now = world.clock.now();
  const key = {
    callId: world.pastId,
    reason: 'sample',
    email: 'arta@example.org',
    createdAt: now - day,
    createdBy,
  };
  const expiresAt = endOfDay('2026-10-22');
  for (const [keyHash, more] of [
    ['open', {}],
    ['used', { usedAt: now - hour }],
    ['over', { expiresAt: now - hour }],
  ] as const)
    world.ctx.db
      .insert(lateKeys)
      .values({ ...key, expiresAt, keyHash, ...more })
      .run();

  away(world, 3 * hour);

  const days = world.ctx.db
    .select()
    .from(lateKeys)
    .all()
    .map((one) => one.expiresAt);
  expect(days).toEqual([endOfDay('2026-10-23'), expiresAt, now - hour]);
  expect(whatIsBroken(world.ctx)).toBeUndefined();
});

test('two processes that come back at once note one outage', () => {
  const world = makeCallWorld();
  beat(world.ctx);
  world.clock.pass(hour);

  beat(world.ctx);
  beat({ ...world.ctx });

  expect([noted(world), world.ctx.db.select().from(extensions).all().length]).toEqual([1, 1]);
});

describe('the heart', () => {
  test('beats before the first request, again and again, and at the end', async () => {
    const world = makeCallWorld();
    const last = () => lastBeat(world.ctx.db);
    beat(world.ctx);
    world.clock.pass(hour);

    const heart = startHeart(world.ctx, 1);
    const [first, then] = [last(), world.clock.now() + minute];
    world.clock.set(then);
    await expect.poll(last).toBe(then);
    heart.stop();
    world.clock.pass(4 * minute);
    startHeart(world.ctx).stop();

    expect(first).toBe(then - minute);
    expect([last(), noted(world)]).toEqual([world.clock.now(), 1]);
  });

  test('beats once more at the end, so that the minutes before it are no outage', () => {
    const world = makeWorld();
    const heart = startHeart(world.ctx);
    world.clock.pass(hour);

    heart.stop();

    expect(lastBeat(world.ctx.db)).toBe(world.clock.now());
  });

  test('does not beat while there is no room for documents: that is an outage like any other', () => {
    const full = makeWorld({ diskFloorBytes: Number.MAX_SAFE_INTEGER });
    const freed = { ...full.ctx, config: { ...full.ctx.config, diskFloorBytes: 0 } };
    startHeart(freed).stop();
    full.clock.pass(minute);
    startHeart(full.ctx).stop();
    full.clock.pass(hour);

    startHeart(freed).stop();

    expect(full.ctx.db.select().from(outages).all()).toEqual([
      { id: 1, fromAt: full.clock.now() - hour - minute, untilAt: full.clock.now() },
    ]);
  });

  test('survives a database that cannot be written, and says so in the log alone', () => {
    const world = makeCallWorld();
    world.ctx.db.$client.pragma('query_only = 1');

    startHeart(world.ctx).stop();
    world.ctx.db.$client.pragma('query_only = 0');

    expect(world.logged()).toContain('no heartbeat');
  });
});

describe('the page of outages', () => {
  test('is for coordinators and directors, lists what moved, and takes the task away', async () => {
    const world = makeCallWorld();
    const empty = await world.signedIn('Mira', ['coordinator']).browser.get('/staff/outages');
    away(world, 90 * minute);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const luan = world.signedIn('Luan', ['director']).browser;
    const tasksBefore = await dafina.get('/staff/tasks');
    const shown = await luan.get('/staff/outages');

    const once = await dafina.submit('/staff/outages', {});
    const twice = await luan.submit('/staff/outages', {});

    expect(empty.text).toContain('There has been no outage.');
    expect(tasksBefore.text).toContain('The site did not work for a while: one deadline was moved');
    expect(shown.text).toContain('Call sample, new deadline: Wednesday, 11 November 2026, 01:59');
    expect(shown.text).toContain('1 h 30 min');
    expect([once.status, twice.status, waiting(world)]).toEqual([303, 303, []]);
  });

  test('is closed to others, and refuses a number that is none', async () => {
    const world = makeCallWorld();
    away(world, hour);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    for (const group of ['applicant', 'intern', 'reviewer', 'administrator'] as const)
      expect((await world.signedIn(`Zana ${group}`, [group]).browser.get('/staff/outages')).status).toBe(403);
    expect((await world.browser().get('/staff/outages')).location).toBe(
      '/staff/sign-in?next=%2Fstaff%2Foutages',
    );
    for (const upTo of ['', 'x', '-1', '9'.repeat(30), '7,5'])
      expect((await dafina.submit('/staff/outages', { upTo })).status).toBe(422);
    expect(waiting(world)).toEqual(['outage']);
  });

  test('a newer outage than the page showed still waits', async () => {
    const world = makeCallWorld();
    away(world, hour);
    away(world, hour);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    await dafina.submit('/staff/outages', { upTo: '1' });

    const left = world.ctx.db.select().from(tasks).where(eq(tasks.kind, 'outage')).all();
    expect(left.map(({ entityId, doneAt }) => [entityId, doneAt !== null])).toEqual([
      [1, true],
      [2, false],
    ]);
  });
});
