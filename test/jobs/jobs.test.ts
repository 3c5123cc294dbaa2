// What runs by itself: when it is due, that two processes never do the same at once, and that stopping waits.
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { leases } from '../../db/schema/jobs.js';
import { isDue, type Job, jobs, runJob, start } from '../../src/jobs/index.js';
import { leaseOf } from '../../src/jobs/queries.js';
import { day, minute, toInstant } from '../../src/lib/time.js';
import { openTasks } from '../../src/tasks/queries.js';
import { makeWorld, type World } from '../support/world.js';

const signal = new AbortController().signal;
const job = (run: Job['run'], more: Partial<Job> = {}): Job => ({
  name: 'sample',
  every: minute,
  run,
  list: () => [],
  ...more,
});
const runAs = (world: World, holder: string, one: Job, more = {}) =>
  runJob(world.ctx, one, { holder, signal, ...more });

describe('a job is due', () => {
  test('when it never ran, or its pause is over', () => {
    expect(isDue(5000, null, 0)).toBe(true);
    expect(isDue(5000, 1000, 5999)).toBe(false);
    expect(isDue(5000, 1000, 6000)).toBe(true);
  });

  test('once a day at its hour in Prishtina, in summer and in winter, and later when the hour was missed', () => {
    const ran = toInstant('2026-10-24', '02:00');

    expect(isDue('02:00', ran, toInstant('2026-10-25', '01:59'))).toBe(false);
    expect(isDue('02:00', ran, toInstant('2026-10-25', '02:00'))).toBe(true);
    expect(isDue('02:00', toInstant('2026-10-25', '02:00'), toInstant('2026-10-25', '23:59'))).toBe(false);
    expect(isDue('02:00', ran, toInstant('2026-10-28', '15:00'))).toBe(true);
    expect(isDue('02:00', toInstant('2026-10-28', '15:00'), toInstant('2026-10-29', '01:00'))).toBe(false);
    expect(isDue('02:00', toInstant('2026-10-28', '15:00'), toInstant('2026-10-29', '02:00'))).toBe(true);
  });
});

describe('running a job', () => {
  test('notes when and how it went, and is not repeated before it is due', async () => {
    const world = makeWorld();
    const begun = world.clock.now();
    const one = job(() => {
      world.clock.pass(1000);
      return 'three things done';
    });

    const first = await runAs(world, 'a', one);
    const again = await runAs(world, 'a', one);
    const forced = await runAs(world, 'a', one, { evenIfNotDue: true });

    expect([first, again, forced]).toEqual([
      { ok: true, outcome: 'three things done' },
      null,
      { ok: true, outcome: 'three things done' },
    ]);
    expect(leaseOf(world.ctx.db, 'sample')).toEqual({
      name: 'sample',
      holder: 'a',
      until: begun + 2000,
      lastStartedAt: begun + 1000,
      lastFinishedAt: begun + 2000,
      lastOutcome: 'three things done',
    });
  });

  test('happens in one of two processes only, also when both saw that it was due', async () => {
    const world = makeWorld();
    let runs = 0;
    const one = job(async () => {
      runs += 1;
      await new Promise((next) => setTimeout(next, 50));
      return '';
    });

    const both = await Promise.all([runAs(world, 'a', one), runAs(world, 'b', one)]);
    const third = await runAs(world, 'c', one);

    expect(both.filter((done) => done !== null)).toHaveLength(1);
    expect(third).toBeNull();
    expect(runs).toBe(1);
  });

  test('is taken over when its process died, after the lease and not before', async () => {
    const world = makeWorld();
    const now = world.clock.now();
    world.ctx.db
      .insert(leases)
      .values({ name: 'sample', holder: 'dead', until: now + minute, lastStartedAt: now - day })
      .run();

    const before = await runAs(
      world,
      'b',
      job(() => 'done'),
    );
    world.clock.pass(minute);
    const after = await runAs(
      world,
      'b',
      job(() => 'done'),
    );

    expect([before, after]).toEqual([null, { ok: true, outcome: 'done' }]);
  });

  test('does not even write when there is nothing to do', async () => {
    const world = makeWorld();

    await runAs(
      world,
      'a',
      job(() => 'done', { isNeeded: () => false }),
    );

    expect(world.ctx.db.select().from(leases).all()).toEqual([]);
  });

  test('that fails becomes one task, which goes when it succeeds again; the log says where, not what', async () => {
    const world = makeWorld();
    const bad = job(() => Promise.reject(new TypeError('Arta Sample is not iterable')));

    const first = await runAs(world, 'a', bad);
    await runAs(world, 'a', bad, { evenIfNotDue: true });
    const waiting = openTasks(world.ctx.db, 'job-failed');
    await runAs(
      world,
      'a',
      job(() => 'fine'),
      { evenIfNotDue: true },
    );

    expect(first).toEqual({ ok: false, outcome: 'failed: TypeError' });
    expect(waiting).toMatchObject([{ entity: 'job:sample', details: { job: 'sample' } }]);
    expect(openTasks(world.ctx.db, 'job-failed')).toEqual([]);
    expect(world.logged()).toContain('"job":"sample"');
    expect(world.logged()).not.toContain('Arta');
  });
});

describe('the server', () => {
  test('starts jobs, and when it stops waits for the one that runs', async () => {
    const world = makeWorld();
    let finished = false;
    let told = false;
    const slow = job(async (_ctx, stopping) => {
      await once(stopping, 'abort');
      told = true;
      await new Promise((next) => setTimeout(next, 100));
      finished = true;
      return '';
    });

    const running = start(world.ctx, [slow]);
    await expect.poll(() => leaseOf(world.ctx.db, 'sample')?.holder).toBeDefined();
    await running.stop();

    expect([told, finished]).toEqual([true, true]);
    expect(leaseOf(world.ctx.db, 'sample')?.lastFinishedAt).toBe(world.clock.now());
  });

  test('starts nothing more after it was told to stop', async () => {
    const world = makeWorld();
    let runs = 0;
    const running = start(world.ctx, [job(() => `${runs++}`, { every: 1 })]);

    await running.stop();
    await new Promise((next) => setTimeout(next, 700));

    expect(runs).toBe(0);
  });
});

test('every job of the table has a name of its own and can say what it would do without doing it', () => {
  const world = makeWorld();
  const before = world.ctx.db.$client.serialize();

  const lists = jobs.map((one) => one.list(world.ctx));

  expect(new Set(jobs.map((one) => one.name)).size).toBe(jobs.length);
  expect(lists.every((lines) => lines.every((line) => line.length > 0))).toBe(true);
  expect(world.ctx.db.$client.serialize().equals(before)).toBe(true);
});
