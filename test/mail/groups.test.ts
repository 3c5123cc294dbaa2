// The letters of one act: whether they left, dropped with it when it is undone, released by the feature that decides.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { SYSTEM } from '../../src/access/actor.js';
import { inTransaction } from '../../src/context.js';
import { timelineOf } from '../../src/history/queries.js';
import { unseal } from '../../src/lib/seal.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { LEASE } from '../../src/mail/rules.js';
import { deliver } from '../../src/mail/send.js';
import { drop, dropDrafts, hasLeft, holdBack, QUIET, release, releaseOf } from '../../src/mail/service.js';
import { openTasks } from '../../src/tasks/queries.js';
import { openPostOffice } from '../support/post-office.js';
import { makeWorld, type World } from '../support/world.js';

type Change = Partial<typeof letters.$inferInsert>;

let application = 0;
/** A drafted letter of the group, about an application of its own. */
function draft(world: World, groupId: string, change: Change = {}): number {
  application += 1;
  const id = queue(
    world.ctx,
    'conditions-corrected',
    { personId: null, email: 'arta@example.org', language: 'en' },
    { entity: 'application', entityId: application, groupId },
    letterRules['conditions-corrected'].sample,
  );
  if (Object.keys(change).length > 0)
    world.ctx.db.update(letters).set(change).where(eq(letters.id, id)).run();
  return id;
}
const decision = (world: World, groupId: string) => draft(world, groupId, { kind: 'decision' });
const row = (world: World, id: number) => {
  const found = world.ctx.db.select().from(letters).where(eq(letters.id, id)).get();
  if (!found) throw new Error('the letter is gone');
  return found;
};
const states = (world: World, ids: number[]) => ids.map((id) => row(world, id).state);
const events = (world: World, id: number) => timelineOf(world.ctx.db, 'letter', id).map(({ event }) => event);

describe('whether a letter of an act has left', () => {
  test.each<[string, Change, boolean]>([
    ['a draft', {}, false],
    ['released and waiting', { state: 'queued' }, false],
    ['on its way', { state: 'sending', leaseUntil: 1 }, true],
    ['sent', { state: 'sent', sentAt: 1 }, true],
    ['failed for certain', { state: 'failed', attempts: 1, lastProblem: 'refused:550' }, false],
    ['cut off half-way', { state: 'queued', attempts: 1, lastProblem: 'cut_off', inDoubt: true }, true],
    ['dropped', { state: 'dropped' }, false],
  ])('%s', (_name, change, left) => {
    const world = makeWorld();
    draft(world, 'act');
    draft(world, 'act', change);
    draft(world, 'another act', { state: 'sent', sentAt: 1 });

    expect(hasLeft(world.ctx, 'act')).toBe(left);
    expect(hasLeft(world.ctx, 'no such act')).toBe(false);
  });

  test('is said of the act that released it, too', () => {
    const world = makeWorld();
    const id = decision(world, 'prepare');
    releaseOf(world.ctx, SYSTEM, [id], 'release');
    expect(hasLeft(world.ctx, 'release')).toBe(false);
    world.ctx.db.update(letters).set({ state: 'sent', sentAt: 1 }).run();

    expect([hasLeft(world.ctx, 'prepare'), hasLeft(world.ctx, 'release')]).toEqual([true, true]);
  });

  test('is in doubt for good once a connection was cut in the middle or a sender died, not when nobody answered', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    draft(world, 'cut', { state: 'queued' });
    office.mood = 'drop';
    await deliver(world.ctx, {});
    draft(world, 'died', { state: 'sending', leaseUntil: world.clock.now() - LEASE });
    await office.close();
    await deliver(world.ctx, {});
    draft(world, 'nobody', { state: 'queued' });
    await deliver(world.ctx, {});

    const problems = world.ctx.db.select({ problem: letters.lastProblem }).from(letters).all();
    expect(problems.map(({ problem }) => problem)).toEqual(['cut_off', 'connection', 'connection']);
    expect(['cut', 'died', 'nobody'].map((group) => hasLeft(world.ctx, group))).toEqual([true, true, false]);
  });
});

describe('an act is undone', () => {
  test('its drafts, those that wait and those that failed are dropped, with their tasks; others stay', () => {
    const world = makeWorld();
    const ids = [
      draft(world, 'act'),
      draft(world, 'act', { state: 'queued' }),
      draft(world, 'act', { state: 'failed', attempts: 1, lastProblem: 'refused:550' }),
      draft(world, 'act', { state: 'sent', sentAt: 1 }),
      draft(world, 'other'),
    ];

    const dropped = inTransaction(world.ctx, (inside) => dropDrafts(inside, SYSTEM, 'act'));

    expect(dropped).toBe(3);
    expect(states(world, ids)).toEqual(['dropped', 'dropped', 'dropped', 'sent', 'draft']);
    expect(events(world, ids[0] as number)).toEqual(['undo']);
    expect(row(world, ids[0] as number).sealedData).toBeNull();
    expect(openTasks(world.ctx.db, 'letter-failed')).toEqual([]);
    expect(inTransaction(world.ctx, (inside) => dropDrafts(inside, SYSTEM, 'act'))).toBe(0);
  });

  test('the letters it only released are drafts again', () => {
    const world = makeWorld();
    const ids = [decision(world, 'prepare'), decision(world, 'prepare')];
    releaseOf(world.ctx, SYSTEM, ids, 'release');

    dropDrafts(world.ctx, SYSTEM, 'release');

    expect(states(world, ids)).toEqual(['draft', 'draft']);
    expect(row(world, ids[0] as number).releaseGroupId).toBeNull();
    expect(events(world, ids[0] as number)).toEqual(['release', 'hold_back']);
  });
});

describe('decisions', () => {
  test('are released by their own feature, wait, and leave', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const ids = [decision(world, 'prepare'), decision(world, 'prepare')];

    releaseOf(world.ctx, SYSTEM, ids, 'release');
    const early = await deliver(world.ctx, {});
    world.clock.pass(QUIET);
    const after = await deliver(world.ctx, {});

    expect([early.sent, after.sent, office.received.length]).toEqual([0, 2, 2]);
  });

  test('no notice and nothing that is not a draft goes that way, and staff cannot release a decision', () => {
    const world = makeWorld();
    const one = decision(world, 'act');
    const notice = draft(world, 'act');
    const refused = (act: () => void) => expect(act).toThrow('mail.conflict.moved');

    refused(() => inTransaction(world.ctx, (inside) => releaseOf(inside, SYSTEM, [one, notice], 'r')));
    refused(() => release(world.ctx, SYSTEM, [{ id: one, version: 1 }]));
    expect(states(world, [one, notice])).toEqual(['draft', 'draft']);
    releaseOf(world.ctx, SYSTEM, [one], 'r');
    refused(() => releaseOf(world.ctx, SYSTEM, [one], 'r'));
  });

  test('whose letter was held back after their release go on from the letters page', () => {
    const world = makeWorld();
    const id = decision(world, 'prepare');
    releaseOf(world.ctx, SYSTEM, [id], 'release');
    holdBack(world.ctx, SYSTEM, id);
    expect(states(world, [id])).toEqual(['draft']);

    release(world.ctx, SYSTEM, [{ id, version: 1 }]);

    expect(states(world, [id])).toEqual(['queued']);
  });

  test('are not held back while another decision about the same thing is drafted', () => {
    const world = makeWorld();
    const id = decision(world, 'prepare');
    releaseOf(world.ctx, SYSTEM, [id], 'release');
    draft(world, 'later', { kind: 'decision', entityId: row(world, id).entityId });

    expect(() => holdBack(world.ctx, SYSTEM, id)).toThrow('mail.conflict.moved');
  });
});

test('what a draft was written from is kept sealed, a letter that leaves by itself keeps nothing', () => {
  const world = makeWorld();
  const { sealedData, messageId } = row(world, draft(world, 'act'));
  const now = queue(
    world.ctx,
    'application-received',
    { personId: null, email: 'arta@example.org', language: 'en' },
    { entity: 'application', entityId: 1 },
    letterRules['application-received'].sample,
  );

  const data = unseal(world.ctx.config.keyring, sealedData as Buffer, `letter-data:${messageId}`).toString();
  expect(JSON.parse(data)).toEqual(letterRules['conditions-corrected'].sample);
  expect(row(world, now).sealedData).toBeNull();
});

test('as long as a draft waits to be let go there is one task that says how many', () => {
  const world = makeWorld();
  const waiting = () =>
    openTasks(world.ctx.db, 'letters-to-release').map(({ details, group }) => [details, group]);
  const [first = 0, second = 0] = [draft(world, 'one act'), draft(world, 'another')];
  expect(waiting()).toEqual([[{ count: 2 }, 'coordinator']]);

  release(world.ctx, SYSTEM, [{ id: first, version: 1 }]);
  expect(waiting()).toEqual([[{ count: 1 }, 'coordinator']]);
  holdBack(world.ctx, SYSTEM, first);
  expect(waiting()).toEqual([[{ count: 2 }, 'coordinator']]);
  inTransaction(world.ctx, (inside) => dropDrafts(inside, SYSTEM, 'another'));
  drop(world.ctx, SYSTEM, { id: first, version: 1 });

  expect(waiting()).toEqual([]);
  expect(states(world, [first, second])).toEqual(['dropped', 'dropped']);
});
