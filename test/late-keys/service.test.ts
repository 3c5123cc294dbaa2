// A late key: in one letter and nowhere else, for one address and one call, used once.
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { lateKeys } from '../../db/schema/late-keys.js';
import { applicationById } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import { inTransaction } from '../../src/context.js';
import * as drafts from '../../src/drafts/service.js';
import { Conflict, Invalid, NotFound } from '../../src/errors.js';
import { lateKeysFor } from '../../src/late-keys/queries.js';
import * as service from '../../src/late-keys/service.js';
import { day, endOfDay } from '../../src/lib/time.js';
import * as submissions from '../../src/submissions/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { actorOf, fillIn, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

function issue(world: World, callId: number, email: string, until = '2026-11-20') {
  const dafina = actorOf(1, ['coordinator']);
  service.issue(world.ctx, dafina, { callId, email, language: 'en', reason: 'Was in hospital', until });
  return /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec(world.letters().at(-1)?.text ?? '')?.[0] ?? '';
}

function closedWorld() {
  const world = makeWorld();
  const { personId } = world.signedIn('Dafina', ['coordinator']);
  const call = makeCall(world);
  return { world, call, dafina: actorOf(personId, ['coordinator']) };
}

test('the key stands in the letter alone: not in the tables, not in the history, not in the log', () => {
  const { world, call } = closedWorld();

  const key = issue(world, call.id, 'nenad@example.org');

  expect(key).toMatch(/^.{23}$/);
  expect(world.letters()).toMatchObject([
    { letter: 'late-key', recipient: 'nenad@example.org', subject: 'Your key to apply after the deadline' },
  ]);
  expect(world.letters()[0]?.text).toContain(`${world.ctx.config.baseUrl}/calls/${call.slug}/late`);
  const raw = world.ctx.db.$client.serialize();
  for (const text of [key, key.replaceAll('-', '')])
    expect([raw.includes(text), world.logged().includes(text)]).toEqual([false, false]);
  const [row] = world.ctx.db.select().from(history).all().slice(-1);
  expect(row).toMatchObject({
    entity: 'late_key',
    event: 'issue',
    details: { callId: call.id, expiresAt: endOfDay('2026-11-20') },
  });
  expect(JSON.stringify(row)).not.toContain('nenad@');
});

test.each(['2026-10-21', '2026-11-10'])(
  'a last day of %s is refused: over already, or not after the deadline',
  (until) => {
    const { world, call } = closedWorld();

    expect(() => issue(world, call.id, 'nenad@example.org', until)).toThrow(Invalid);
    expect(world.letters()).toEqual([]);
  },
);

test('a key for a call that is not published is not given', () => {
  const { world } = closedWorld();

  expect(() => issue(world, 999, 'nenad@example.org')).toThrow(NotFound);
});

test('after the deadline it begins an application, which is sent with it, once', () => {
  const { world, call } = closedWorld();
  const { personId } = world.signedIn('Nenad', ['applicant']);
  const nenad = actorOf(personId);
  const key = issue(world, call.id, 'nenad@example.org');
  world.clock.set(call.closesAt + 2 * day);

  const id = applications.start(world.ctx, nenad, { slug: call.slug, lateKey: key.toLowerCase() });
  fillIn(world, { id, actor: nenad });
  const reference = submissions.submit(world.ctx, nenad, { id, community: null });

  expect(reference).toBe('HLC-2026-0001');
  expect(world.ctx.db.select().from(lateKeys).all()).toMatchObject([{ usedAt: world.clock.now() }]);
  const letter = world.letters().at(-1);
  expect(letter?.letter).toBe('application-received');
  expect(letter?.text).not.toContain('You can change your answers until');
  const again = () => service.usable(world.ctx, { typed: key, callId: call.id, email: 'nenad@example.org' });
  expect(again).toThrow(Invalid);
});

test('a key used before the deadline is not spent by a sending in time', () => {
  const { world, call } = closedWorld();
  const { personId } = world.signedIn('Nenad', ['applicant']);
  const key = issue(world, call.id, 'nenad@example.org');
  const id = applications.start(world.ctx, actorOf(personId), { slug: call.slug, lateKey: key });
  fillIn(world, { id, actor: actorOf(personId) });

  submissions.submit(world.ctx, actorOf(personId), { id, community: null });

  expect(world.ctx.db.select().from(lateKeys).all()).toMatchObject([{ usedAt: null }]);
});

test('somebody else’s key, another call’s, an old and a replaced one open nothing', () => {
  const { world, call } = closedWorld();
  const other = makeCall(world, { slug: 'other' });
  const key = issue(world, call.id, 'nenad@example.org');
  const usable = (typed: string, callId: number, email: string | null) =>
    service.usable(world.ctx, { typed, callId, email }).id;

  expect(usable(key, call.id, 'nenad@example.org')).toBeGreaterThan(0);
  expect(() => usable(key, call.id, 'zana@example.org')).toThrow(Invalid);
  expect(() => usable(key, call.id, null)).toThrow(Invalid);
  expect(() => usable(key, other.id, 'nenad@example.org')).toThrow(Invalid);
  const newer = issue(world, call.id, 'nenad@example.org');
  expect(() => usable(key, call.id, 'nenad@example.org')).toThrow(Invalid);
  world.clock.set(endOfDay('2026-11-20') - 1);
  expect(usable(newer, call.id, 'nenad@example.org')).toBeGreaterThan(0);
  world.clock.set(endOfDay('2026-11-20'));
  expect(() => usable(newer, call.id, 'nenad@example.org')).toThrow(Invalid);
});

test('a draft whose time is over is opened again by the key, with everything in it', () => {
  const { world, call } = closedWorld();
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });
  world.clock.set(call.closesAt + 2 * day);
  const key = issue(world, call.id, 'nenad@example.org');
  expect(() => submissions.submit(world.ctx, nenad.actor, { id: nenad.id, community: null })).toThrow(
    Conflict,
  );

  expect(applications.start(world.ctx, nenad.actor, { slug: call.slug, lateKey: key })).toBe(nenad.id);

  expect(submissions.submit(world.ctx, nenad.actor, { id: nenad.id, community: null })).toBe('HLC-2026-0001');
});

test('one that lapsed is opened again by the key, instead of a second one', () => {
  const { world, call, dafina } = closedWorld();
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });
  world.clock.set(call.closesAt + 2 * day);
  drafts.lapseAll(world.ctx, dafina, call.id);
  expect(applicationById(world.ctx.db, nenad.id)?.state).toBe('not_submitted');
  const key = issue(world, call.id, 'nenad@example.org');

  expect(applications.start(world.ctx, nenad.actor, { slug: call.slug, lateKey: key })).toBe(nenad.id);

  expect(applicationById(world.ctx.db, nenad.id)?.state).toBe('draft');
  expect(submissions.submit(world.ctx, nenad.actor, { id: nenad.id, community: null })).toBe('HLC-2026-0001');
  const events = world.ctx.db.select().from(history).all();
  expect(events.filter(({ entity }) => entity === 'application').map(({ event }) => event)).toEqual([
    'start',
    'document_added',
    'lapse',
    'reopen',
    'submit',
  ]);
});

test('a spent key does not let a second draft through', () => {
  const { world, call } = closedWorld();
  const { personId } = world.signedIn('Nenad', ['applicant']);
  const nenad = actorOf(personId);
  const key = issue(world, call.id, 'nenad@example.org');
  world.clock.set(call.closesAt + 2 * day);
  const first = applications.start(world.ctx, nenad, { slug: call.slug, lateKey: key });
  fillIn(world, { id: first, actor: nenad });
  submissions.submit(world.ctx, nenad, { id: first, community: null });
  withdrawals.withdraw(world.ctx, nenad, 'application.withdraw', { id: first, reason: null });

  expect(() => applications.start(world.ctx, nenad, { slug: call.slug, lateKey: key })).toThrow(Invalid);
});

test('erasing takes address and reason, and leaves that a key was given', () => {
  const { world, call } = closedWorld();
  issue(world, call.id, 'nenad@example.org');
  expect(lateKeysFor(world.ctx.db, 'nenad@example.org')).toMatchObject([{ reason: 'Was in hospital' }]);

  inTransaction(world.ctx, (inside) => service.erase(inside, { email: 'nenad@example.org', ids: [] }));

  expect(world.ctx.db.select().from(lateKeys).all()).toMatchObject([
    { email: '', reason: '', callId: call.id },
  ]);
});
