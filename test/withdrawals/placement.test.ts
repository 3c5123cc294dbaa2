// Withdrawn after an offer was accepted: the internship ends with it, the place goes to the next, and all of it comes back.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { eraseMyself } from '../../src/erasure/service.js';
import { Conflict } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { day } from '../../src/lib/time.js';
import { placementOf, stepsOf } from '../../src/placements/queries.js';
import * as placements from '../../src/placements/service.js';
import * as replies from '../../src/replies/service.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { decide, makeMeeting } from '../support/meeting.js';
import type { World } from '../support/world.js';

type Id = { id: number };
const stateOf = (world: World, { id }: Id) => applicationById(world.ctx.db, id)?.state;
const internship = (world: World, { id }: Id) => placementOf(world.ctx.db, id)?.state;
const kindsOf = (world: World) =>
  tasksWaiting(world.ctx.db, { personId: 0, groups: ['coordinator', 'director'] }, 100)
    .map(({ kind, entityId }) => `${kind} ${entityId}`)
    .filter((one) => /^(offer|place)/.test(one));

/** Arta has accepted one of two places and signed a text; Nenad has the other offer, Jovana is the first reserve. */
function accepted() {
  const made = makeMeeting();
  const { world, luan, call, arta, nenad, jovana } = made;
  decide(world, luan.actor, 'offer', call.id, [arta, nenad]);
  decide(world, luan.actor, 'waitlist', call.id, [jovana]);
  replies.accept(world.ctx, arta.actor, 'offer.answer', { id: arta.id, note: null });
  placements.sign(world.ctx, arta.actor, 'code_of_conduct');
  const placementId = placementOf(world.ctx.db, arta.id)?.id ?? 0;
  const toPrepare = `placement-to-prepare ${placementId}`;
  const own = { id: arta.id, reason: null };
  return { ...made, placementId, toPrepare, toReserve: `offer-to-reserve ${jovana.id}`, own };
}

test('who accepted and withdraws ends the internship that is being prepared, and the first reserve is named', () => {
  const { world, arta, own, placementId, toPrepare, toReserve } = accepted();
  expect(kindsOf(world)).toEqual([toPrepare]);

  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);

  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['withdrawn', 'ended_early']);
  expect(kindsOf(world)).toEqual([toReserve]);
  expect(timelineOf(world.ctx.db, 'placement', placementId).at(-1)).toMatchObject({
    event: 'withdraw',
    fromState: 'onboarding',
    toState: 'ended_early',
  });
  expect(world.letters().map(({ letter }) => letter)).not.toContain('placement-ends');
});

test('taken back by a coordinator, the internship is prepared again with what was done, and the task is gone', () => {
  const { world, arta, dafina, own, placementId, toPrepare } = accepted();
  const said = { id: arta.id, reason: 'She called on Monday' };
  withdrawals.withdraw(world.ctx, dafina.actor, 'withdrawal.enter', said);
  expect(internship(world, arta)).toBe('ended_early');
  world.clock.pass(day);

  withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', said);

  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['accepted', 'onboarding']);
  expect(stepsOf(world.ctx.db, placementId).map(({ step }) => step)).toEqual(['code_of_conduct']);
  expect(kindsOf(world)).toEqual([toPrepare]);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);
  expect(internship(world, arta)).toBe('ended_early');
});

test('a director brings it back with its internship however late', () => {
  const { world, arta, luan, own } = accepted();
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);
  expect(internship(world, arta)).toBe('ended_early');
  world.clock.pass(20 * day);

  withdrawals.reinstate(world.ctx, luan.actor, 'decision.correct', { id: arta.id, reason: 'A wrong button' });

  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['accepted', 'onboarding']);
});

test('once the reserve has the place, the withdrawal stands', () => {
  const { world, arta, jovana, luan, dafina, call, own } = accepted();
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);
  decide(world, luan.actor, 'offer', call.id, [jovana]);

  expect(() =>
    withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', { id: arta.id, reason: 'She called' }),
  ).toThrow(new Conflict('withdrawals.given_on'));
  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['withdrawn', 'ended_early']);
});

test('an internship that staff had ended before stays ended when the withdrawal is taken back', () => {
  const { world, arta, dafina, own, placementId } = accepted();
  const version = placementOf(world.ctx.db, arta.id)?.version ?? 0;
  const ended = { id: placementId, version, reason: 'Cannot come', today: '2026-10-22' };
  placements.end(world.ctx, dafina.actor, ended);

  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);
  withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', { id: arta.id, reason: 'She called' });

  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['accepted', 'ended_early']);
});

test('who began another internship meanwhile does not get the first one back', () => {
  const { world, arta, dafina, own } = accepted();
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', own);
  placements.start(world.ctx, dafina.actor, { id: null, personId: arta.personId });

  expect(() =>
    withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', { id: arta.id, reason: 'She called' }),
  ).toThrow(new Conflict('placements.problem.other'));
  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['withdrawn', 'ended_early']);
});

test.each(['active', 'completed'])(
  'with an internship that is %s nothing is withdrawn, and it is said who ends it',
  async (state) => {
    const { world, arta, dafina } = accepted();
    const url = `/staff/applications/${arta.id}/withdraw`;
    expect((await arta.browser.get(`${arta.url}/withdraw`)).text).toContain('ends with the application');
    expect((await dafina.browser.get(url)).text).toContain('ends with the application');
    world.ctx.db.$client
      .prepare(
        "update placements set state = ?, supervisor_id = 1, starts_on = '2026-12-01', ends_on = '2027-03-31'",
      )
      .run(state);

    const answers = [
      await arta.browser.submit(`${arta.url}/withdraw`, { reason: '' }),
      await dafina.browser.submit(url, { reason: 'She called' }),
    ];

    for (const { status, text } of answers) {
      expect(status).toBe(409);
      expect(text).toContain('The internship has begun, so the application can no longer be withdrawn.');
    }
    expect([stateOf(world, arta), internship(world, arta)]).toEqual(['accepted', state]);
    expect(world.letters().map(({ letter }) => letter)).not.toContain('application-withdrawn');
  },
);

test('an offer without an answer that is withdrawn names the first reserve, and stands again when that is taken back', () => {
  const { world, nenad, dafina, toPrepare, toReserve } = accepted();
  const said = { id: nenad.id, reason: 'He called' };

  withdrawals.withdraw(world.ctx, nenad.actor, 'application.withdraw', { id: nenad.id, reason: null });
  expect(kindsOf(world).sort()).toEqual([toReserve, toPrepare].sort());
  withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', said);

  expect(stateOf(world, nenad)).toBe('offered');
  expect(kindsOf(world)).toEqual([toPrepare]);
});

test('who accepted and erases everything leaves no internship in preparation, and the place goes to the next', () => {
  const { world, arta, toReserve, placementId } = accepted();

  eraseMyself(world.ctx, arta.actor);

  expect([stateOf(world, arta), internship(world, arta)]).toEqual(['withdrawn', 'ended_early']);
  expect(kindsOf(world)).toEqual([toReserve]);
  expect(timelineOf(world.ctx.db, 'placement', placementId).at(-1)?.event).toBe('withdraw');
});
