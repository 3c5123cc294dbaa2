// A clock that ran ahead and was put right: nothing written meanwhile keeps anything from happening, and nothing is erased.
import { expect, test } from 'vitest';
import { leases } from '../../db/schema/jobs.js';
import { applicationById } from '../../src/applications/queries.js';
import { isDue, type Job, runJob } from '../../src/jobs/index.js';
import { retention } from '../../src/jobs/retention.js';
import { day, hour, minute } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { claimLetter, countDue, endClaim } from '../../src/mail/queries.js';
import { LEASE } from '../../src/mail/rules.js';
import { beat } from '../../src/outages/service.js';
import * as throttles from '../../src/throttles/service.js';
import { makeApplication, makeCall } from '../support/make.js';
import { codeNow, givePassword, makeStaff } from '../support/staff.js';
import { makeWorld, type World } from '../support/world.js';

const AHEAD = 400 * day;
const { signal } = new AbortController();

/** Does something under a clock that runs ahead, and puts it right. */
async function ahead<T>(world: World, act: () => T | Promise<T>, by = AHEAD): Promise<T> {
  world.clock.pass(by);
  const done = await act();
  world.clock.pass(-by);
  return done;
}

test('jobs go on: what ran in the time to come is due, and its lease is nobody’s', async () => {
  const world = makeWorld();
  let runs = 0;
  const one: Job = { name: 'sample', every: minute, run: () => `${++runs}`, list: () => [] };
  const run = () => runJob(world.ctx, one, { holder: 'a', signal });
  await ahead(world, run);
  // The process died while it held the lease.
  world.ctx.db
    .update(leases)
    .set({ until: world.clock.now() + AHEAD, holder: 'dead' })
    .run();

  expect(await run()).toEqual({ ok: true, outcome: '2' });
  expect(await run()).toBeNull();
  expect(isDue('02:00', world.clock.now() + AHEAD, world.clock.now())).toBe(true);
});

test('letters leave: what was put off, or taken up, in the time to come waits no longer', async () => {
  const world = makeWorld();
  const { db } = world.ctx;
  const to = { personId: null, email: 'arta@example.org', language: 'sq' } as const;
  const link = 'http://127.0.0.1/staff/people';
  const letter = () => queue(world.ctx, 'incident-urgent', to, { entity: 'report', entityId: 1 }, { link });
  const claim = () => claimLetter(db, world.clock.now(), world.clock.now() + LEASE);
  const [fresh, , died] = await ahead(world, () => {
    const ids = [letter(), letter(), letter()];
    const taken = [claim(), claim(), claim()];
    for (const one of taken.slice(0, 2))
      if (one) endClaim(db, one, { state: 'queued', nextAttemptAt: world.clock.now() + hour });
    return ids;
  });

  expect(countDue(db, world.clock.now())).toBe(3);
  const claimed = [claim(), claim(), claim()].map((one) => one?.id);
  expect(new Set(claimed).size).toBe(3);
  expect(claimed).toEqual(expect.arrayContaining([fresh, died]));
  expect([countDue(db, world.clock.now()), claim()]).toEqual([0, undefined]);
});

test('a letter that was put off for a day is not due before', async () => {
  const world = makeWorld();
  const { db } = world.ctx;
  const to = { personId: null, email: 'arta@example.org', language: 'sq' } as const;
  queue(world.ctx, 'incident-urgent', to, { entity: 'report', entityId: 1 }, { link: 'http://127.0.0.1/' });
  const taken = claimLetter(db, world.clock.now(), world.clock.now() + LEASE);
  if (taken) endClaim(db, taken, { state: 'queued', nextAttemptAt: world.clock.now() + day });

  expect(countDue(db, world.clock.now())).toBe(0);
  world.clock.pass(day);
  expect(countDue(db, world.clock.now())).toBe(1);
});

test('nobody is kept out: neither by tries counted in the time to come nor by a code used there', async () => {
  const world = makeWorld();
  const { email } = await makeStaff(world, 'Dafina', ['coordinator']);
  const network = () => throttles.limitNetwork(world.ctx, 'password', '192.0.2.7', 1);
  const signIn = async () => {
    const browser = world.browser();
    const half = await givePassword(browser, email);
    const full = await browser.submit(half.location, { code: codeNow(world) }, '/staff/sign-in/code');
    return [half.status, full.status];
  };
  await ahead(world, async () => {
    expect(await signIn()).toEqual([303, 303]);
    network();
    for (let i = 0; i < 5; i += 1)
      throttles.attempt(world.ctx, { kind: 'password', account: email, browser: 'stranger' });
  });

  expect(await signIn()).toEqual([303, 303]);
  expect(network).not.toThrow();
});

test('a session last seen in the time to come is over, as nobody knows how long it was left alone', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  expect((await browser.get('/staff/cases')).status).toBe(200);
  await ahead(world, () => browser.get('/staff/cases'), 20 * minute);

  expect((await browser.get('/staff/cases')).location).toContain('/staff/sign-in');
});

test('nothing is erased while the clock is more than thirty days from the last sign of life, nor the week after', async () => {
  const world = makeWorld();
  makeCall(world);
  const zana = await makeApplication(world, 'Zana', { upTo: 'whole' });
  const isThere = () => applicationById(world.ctx.db, zana.id)?.anonymisedAt === null;
  beat(world.ctx);

  await ahead(world, async () => {
    await retention.run(world.ctx, signal); // before the heartbeat noticed
    beat(world.ctx);
    expect(await retention.run(world.ctx, signal)).toContain('nothing');
    expect(retention.list(world.ctx)).toEqual([expect.stringContaining('nothing would be erased')]);
    return retention.run(world.ctx, signal);
  });
  await retention.run(world.ctx, signal);
  expect(isThere()).toBe(true);

  // It was no wrong clock but a long summer: a week later what is due goes.
  world.clock.pass(AHEAD);
  beat(world.ctx);
  for (let days = 0; days < 6; days += 1) {
    world.clock.pass(day);
    beat(world.ctx);
  }
  await retention.run(world.ctx, signal);
  expect(isThere()).toBe(true);
  world.clock.pass(day);
  await retention.run(world.ctx, signal);
  expect(isThere()).toBe(false);
});
