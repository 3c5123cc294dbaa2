// Withdrawn and taken back, by the applicant and by staff at their request: when, once, recorded and told.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as service from '../../src/applications/service.js';
import { inTransaction } from '../../src/context.js';
import { Conflict, NotFound } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { IllegalMove } from '../../src/lib/step.js';
import { day } from '../../src/lib/time.js';
import * as submissions from '../../src/submissions/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { actorOf, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

const rowOf = (world: World, id: number) => applicationById(world.ctx.db, id);
const eventsOf = (world: World, id: number) =>
  timelineOf(world.ctx.db, 'application', id).map(({ event }) => event);

test('withdrawing keeps where it was, tells the writer until when it can be taken back, and is undone by that', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);

  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', {
    id: arta.id,
    reason: 'I found work',
  });
  expect(rowOf(world, arta.id)).toMatchObject({ state: 'withdrawn', returnTo: 'submitted' });
  expect(() =>
    withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(IllegalMove);
  withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  expect(rowOf(world, arta.id)).toMatchObject({
    state: 'submitted',
    returnTo: null,
    reference: 'HLC-2026-0001',
  });
  expect(world.letters().map(({ letter }) => letter)).toEqual([
    'application-received',
    'application-withdrawn',
    'application-reinstated',
  ]);
  expect(world.letters()[1]?.text).toContain('you can take it back until');
  expect(eventsOf(world, arta.id).sort()).toEqual([
    'document_added',
    'reinstate',
    'start',
    'submit',
    'withdraw',
  ]);
});

test('a withdrawal is taken back until the last millisecond of the deadline, not later', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  world.clock.set(call.closesAt + 1);
  expect(() =>
    withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(new Conflict('applications.reinstate.late'));
  world.clock.set(call.closesAt);
  withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });
  expect(rowOf(world, arta.id)?.state).toBe('submitted');
});

test('who withdraws after the deadline is not promised to take it back alone', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.clock.set(call.closesAt + day);

  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  const letter = world.letters().at(-1);
  expect(letter?.text).toContain('write to the contact of the call within five days');
  expect(letter?.text).not.toContain('until');
});

test('who began anew after withdrawing cannot have both', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });
  const second = service.start(world.ctx, arta.actor, { slug: call.slug });

  expect(second).not.toBe(arta.id);
  expect(() =>
    withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(new Conflict('applications.reinstate.other'));
});

test('what was not withdrawn is not taken back, even after the deadline', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.clock.set(call.closesAt + day);

  expect(() =>
    withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(IllegalMove);
});

test('a stranger can neither withdraw nor take back what is not theirs', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const zana = actorOf(world.signedIn('Zana', ['applicant']).personId);

  expect(() =>
    withdrawals.withdraw(world.ctx, zana, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(NotFound);
  expect(() =>
    withdrawals.reinstate(world.ctx, zana, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(NotFound);
  expect(rowOf(world, arta.id)?.state).toBe('submitted');
});

test('two who move the same application at once: one does, the other is told it changed', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const { application } = service.load(world.ctx, arta.actor, 'application.withdraw', arta.id);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  expect(() =>
    inTransaction(world.ctx, (inside) =>
      service.move(inside, arta.actor, application, 'withdraw', { role: 'applicant' }),
    ),
  ).toThrow(new Conflict('form.conflict.state'));
});

test('an application that lost its person’s data is moved no more', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  inTransaction(world.ctx, (inside) => submissions.erase(inside, arta.actor, arta.id, 'own_wish'));

  expect(rowOf(world, arta.id)).toMatchObject({
    state: 'withdrawn',
    reference: 'HLC-2026-0001',
    institution: null,
  });
  expect(() =>
    withdrawals.reinstate(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null }),
  ).toThrow(Conflict);
});

test('at the applicant’s request staff withdraw with a reason, and take it back for five days, after the deadline too', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  world.clock.set(call.closesAt + day);
  const by = 'withdrawal.enter';

  withdrawals.withdraw(world.ctx, dafina, by, { id: arta.id, reason: 'Called on Monday' });
  expect(rowOf(world, arta.id)).toMatchObject({ state: 'withdrawn', returnTo: 'submitted' });
  world.clock.pass(5 * day);
  withdrawals.reinstate(world.ctx, dafina, by, { id: arta.id, reason: 'Called again' });
  expect(rowOf(world, arta.id)?.state).toBe('submitted');

  withdrawals.withdraw(world.ctx, dafina, by, { id: arta.id, reason: 'Called on Monday' });
  world.clock.pass(5 * day + 1);
  expect(() => withdrawals.reinstate(world.ctx, dafina, by, { id: arta.id, reason: 'Too late' })).toThrow(
    new Conflict('withdrawals.late'),
  );
});

test('staff cannot withdraw a draft, and nobody but a coordinator withdraws for another', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const draft = makeApplication(world, call, { upTo: 'whole' });
  const sent = makeApplication(world, call, { name: 'Nenad' });
  const by = 'withdrawal.enter';
  const act = (actor: typeof draft.actor, id: number) => () =>
    withdrawals.withdraw(world.ctx, actor, by, { id, reason: 'Because' });
  const as = (name: string, group: 'coordinator' | 'director') =>
    actorOf(world.signedIn(name, [group]).personId, [group]);

  expect(act(as('Dafina', 'coordinator'), draft.id)).toThrow(NotFound);
  expect(act(as('Luan', 'director'), sent.id)).toThrow(NotFound);
  expect(act(sent.actor, sent.id)).toThrow(NotFound);
});
