// A decision waits, is released once with its letter, or is taken back; and two people never decide over each other.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { decisions as decisionRows } from '../../db/schema/decisions.js';
import { letters } from '../../db/schema/mail.js';
import { applicationById } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import * as decisions from '../../src/decisions/service.js';
import { Conflict, Invalid } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { IllegalMove } from '../../src/lib/step.js';
import { QUIET } from '../../src/mail/service.js';
import * as reversals from '../../src/reversals/service.js';
import { openTasks } from '../../src/tasks/queries.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { type Made, makeApplication, makeCall } from '../support/applications.js';
import { prepareRefusal, staffIn } from '../support/deciding.js';
import { makeWorld, type World } from '../support/world.js';

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  return {
    world,
    call,
    arta: makeApplication(world, call),
    nenad: makeApplication(world, call, { name: 'Nenad Petrović', language: 'sr' }),
    dafina: staffIn(world, 'Dafina', ['coordinator']),
    luan: staffIn(world, 'Luan', ['director']),
  };
}
const rowOf = (world: World, { id }: Made) => applicationById(world.ctx.db, id);
const decisionLetters = (world: World) =>
  world.ctx.db.select().from(letters).where(eq(letters.kind, 'decision')).all();
const versionOf = (world: World, made: Made) => rowOf(world, made)?.version ?? 0;

test('what is prepared changes no state and sends nothing; released it does both at once', () => {
  const { world, arta, dafina, luan } = office();

  const id = prepareRefusal(world, dafina.actor, arta.id);
  expect(rowOf(world, arta)).toMatchObject({ state: 'submitted', pendingTo: 'ineligible', decidedBy: null });
  expect(decisionLetters(world)).toMatchObject([{ state: 'draft', language: 'en', entityId: arta.id }]);
  expect(openTasks(world.ctx.db, 'decisions-to-release')).toMatchObject([{ details: { count: 1 } }]);

  expect(decisions.release(world.ctx, luan.actor, [id])).toBe(1);
  expect(rowOf(world, arta)).toMatchObject({
    state: 'ineligible',
    pendingTo: null,
    decidedBy: dafina.personId,
    reasonCode: 'average',
  });
  expect(decisionLetters(world)).toMatchObject([
    { state: 'queued', nextAttemptAt: world.clock.now() + QUIET },
  ]);
  expect(openTasks(world.ctx.db, 'decisions-to-release')).toEqual([]);
  expect(timelineOf(world.ctx.db, 'application', arta.id).slice(-2)).toMatchObject([
    { event: 'prepare', actorRole: 'coordinator', reasonCode: 'average' },
    { event: 'screen_out', actorRole: 'director', reasonCode: 'average', toState: 'ineligible' },
  ]);
});

test('one decision waits at most: a second one is refused, and so is a second draft by the database', () => {
  const { world, arta, dafina } = office();
  prepareRefusal(world, dafina.actor, arta.id);

  expect(() => prepareRefusal(world, dafina.actor, arta.id)).toThrow(
    new Conflict('applications.conflict.pending'),
  );
  const [letter] = decisionLetters(world);
  const { id: _id, ...copy } = letter as NonNullable<typeof letter>;
  expect(() =>
    world.ctx.db
      .insert(letters)
      .values({ ...copy, messageId: '<other@x>' })
      .run(),
  ).toThrow(/UNIQUE/);
});

test('a batch is released whole or not at all: who releases has seen what they release', () => {
  const { world, arta, nenad, dafina, luan } = office();
  const ids = [arta, nenad].map(({ id }) => prepareRefusal(world, dafina.actor, id));
  reversals.undo(world.ctx, dafina.actor, { id: nenad.id, version: versionOf(world, nenad) });

  expect(() => decisions.release(world.ctx, luan.actor, ids)).toThrow(Invalid);
  expect([arta, nenad].map((one) => rowOf(world, one)?.state)).toEqual(['submitted', 'submitted']);
  expect(decisionLetters(world).map(({ state }) => state)).toEqual(['draft', 'dropped']);
});

test('whoever withdraws while a decision waits is not told of it: the decision is void and its letter dropped', () => {
  const { world, arta, dafina, luan } = office();
  const id = prepareRefusal(world, dafina.actor, arta.id);

  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  expect(decisionLetters(world).map(({ state }) => state)).toEqual(['dropped']);
  expect(decisions.waitingFor(world.ctx, luan.actor).rows).toEqual([]);
  expect(() => decisions.release(world.ctx, luan.actor, [id])).toThrow(Invalid);
  withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });
  expect(rowOf(world, arta)).toMatchObject({ state: 'submitted', pendingTo: null });
  prepareRefusal(world, dafina.actor, arta.id);
  expect(decisions.waitingFor(world.ctx, luan.actor).rows).toHaveLength(1);
});

test('only who may cause the event may prepare it', () => {
  const { world, arta, dafina } = office();

  expect(() => prepareRefusal(world, dafina.actor, arta.id, { role: 'applicant' })).toThrow(IllegalMove);
  expect(() => prepareRefusal(world, dafina.actor, arta.id, { event: 'offer', role: 'director' })).toThrow(
    IllegalMove,
  );
  expect(world.ctx.db.select().from(decisionRows).all()).toEqual([]);
});

test('the database keeps no decided state without who and why, and none of either without a decision', () => {
  const { world, arta } = office();
  const { $client } = world.ctx.db;

  expect(() => $client.exec("update applications set state = 'ineligible'")).toThrow(/applications_decided/);
  expect(() => $client.exec("update applications set decided_by = 1, reason_code = 'average'")).toThrow(
    /applications_decided/,
  );
  expect(() =>
    applications.move(
      world.ctx,
      staffIn(world, 'Luan 2', ['director']).actor,
      rowOf(world, arta) as never,
      'close',
      {
        role: 'director',
      },
    ),
  ).toThrow(/applications_decided/);
  expect(rowOf(world, arta)?.state).toBe('submitted');
});

test('what was written about a decision is sealed and goes with its person', () => {
  const { world, arta, dafina } = office();
  prepareRefusal(world, dafina.actor, arta.id);
  const [row] = world.ctx.db.select().from(decisionRows).all();

  expect(row?.sealedNote?.includes('certificate')).toBe(false);
  expect(decisions.pendingOf(world.ctx, arta.id)?.note).toBe('The certificate says 7.2');
  decisions.erase(world.ctx, arta.id);
  expect(decisions.pendingOf(world.ctx, arta.id)?.note).toBeNull();
});
