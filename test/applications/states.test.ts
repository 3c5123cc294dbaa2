// Every pair of state and event, for each role: what is legal stands here in full, everything else is refused.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { applicationStates, applications } from '../../db/schema/applications.js';
import { applicationById } from '../../src/applications/queries.js';
import { move, pend } from '../../src/applications/service.js';
import {
  decided,
  type Event,
  live,
  moves,
  publicLabels,
  type State,
  terminal,
} from '../../src/applications/states.js';
import { type ConflictKind, replaceStatement } from '../../src/conflicts/queries.js';
import { inTransaction } from '../../src/context.js';
import { Conflict } from '../../src/errors.js';
import { IllegalMove, step } from '../../src/lib/step.js';
import { letterRules } from '../../src/mail/letters.js';
import { actorOf, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld } from '../support/world.js';

const roles = ['applicant', 'coordinator', 'director', 'panel', 'system'] as const;
const over = ['ineligible', 'not_selected', 'declined', 'offer_lapsed', 'not_submitted', 'withdrawn'];

/** What may happen, as `event role: from > to`. */
const legal = [
  'submit applicant: draft > submitted',
  'enter coordinator: draft > submitted',
  'lapse coordinator: draft > not_submitted',
  'reopen applicant: not_submitted > draft',
  ...live.flatMap((state) => [
    `confirm applicant: ${state} > ${state}`,
    `edit applicant: ${state} > ${state}`,
    `withdraw applicant: ${state} > withdrawn`,
    `withdraw coordinator: ${state} > withdrawn`,
  ]),
  'reinstate applicant: withdrawn > in_review',
  'reinstate coordinator: withdrawn > in_review',
  'reinstate director: withdrawn > in_review',
  'ask coordinator: submitted > info_requested',
  'ask coordinator: in_review > info_requested',
  'supply applicant: info_requested > in_review',
  'supply_timeout system: info_requested > in_review',
  'screen_in coordinator: submitted > in_review',
  'screen_in director: submitted > in_review',
  'screen_out coordinator: submitted > ineligible',
  'screen_out coordinator: in_review > ineligible',
  'screen_out director: submitted > ineligible',
  'screen_out director: in_review > ineligible',
  'contest applicant: ineligible > submitted',
  'shortlist coordinator: in_review > shortlisted',
  'shortlist director: in_review > shortlisted',
  'unshortlist coordinator: shortlisted > in_review',
  'unshortlist director: shortlisted > in_review',
  'invite coordinator: shortlisted > invited',
  'book applicant: invited > booked',
  'book coordinator: invited > booked',
  'rebook applicant: booked > booked',
  'rebook coordinator: booked > booked',
  'cancel_booking applicant: booked > invited',
  'cancel_booking coordinator: booked > invited',
  'hold panel: booked > interviewed',
  'hold coordinator: booked > interviewed',
  'assume_held system: booked > interviewed',
  'no_show panel: booked > invited',
  'no_show coordinator: booked > invited',
  'offer director: interviewed > offered',
  'offer director: waitlisted > offered',
  'waitlist director: interviewed > waitlisted',
  'reject director: in_review > not_selected',
  'reject director: shortlisted > not_selected',
  'reject director: invited > not_selected',
  'reject director: interviewed > not_selected',
  'reject director: waitlisted > not_selected',
  'accept applicant: offered > accepted',
  'accept coordinator: offered > accepted',
  'take_back_acceptance applicant: accepted > offered',
  'take_back_acceptance coordinator: accepted > offered',
  'decline applicant: offered > declined',
  'decline coordinator: offered > declined',
  'take_back_refusal applicant: declined > offered',
  'take_back_refusal coordinator: declined > offered',
  'lapse_offer coordinator: offered > offer_lapsed',
  'close director: submitted > not_selected',
  'close director: info_requested > not_selected',
  'close director: in_review > not_selected',
  'close director: shortlisted > not_selected',
  'close director: invited > not_selected',
  'close director: interviewed > not_selected',
  'close director: waitlisted > not_selected',
  'offer_after_all director: not_selected > offered',
  'offer_after_all director: offer_lapsed > offered',
  'admit_after_all director: ineligible > in_review',
];

test('exactly these moves are legal, of all states, events and roles', () => {
  const found = (Object.keys(moves) as Event[]).flatMap((event) =>
    applicationStates.flatMap((state) =>
      roles.flatMap((role) => {
        try {
          return [`${event} ${role}: ${state} > ${step(moves, event, state, role, 'in_review' as State)}`];
        } catch (error) {
          expect(error).toBeInstanceOf(IllegalMove);
          return [];
        }
      }),
    ),
  );

  expect(found.sort()).toEqual([...legal].sort());
});

test('a machine refuses nobody: what a timer may do leads to no state that is over, and a reviewer moves nothing', () => {
  const byTimer = (Object.keys(moves) as Event[]).flatMap((event) =>
    applicationStates.flatMap((state) => {
      expect(() => step(moves, event, state, 'reviewer')).toThrow(IllegalMove);
      try {
        return [step(moves, event, state, 'system', 'in_review' as State)];
      } catch {
        return [];
      }
    }),
  );

  expect(byTimer).toEqual(['in_review', 'interviewed']);
  expect(byTimer.filter((state) => over.includes(state))).toEqual([]);
});

test('only staff lead to a refusal, and only the applicant to a withdrawal of their own or a refused offer', () => {
  const leading = Object.entries(moves).filter(([, { to }]) => ['ineligible', 'not_selected'].includes(to));

  expect(leading.map(([event]) => event)).toEqual(['screen_out', 'reject', 'close']);
  for (const [, { by }] of leading) {
    expect((by as readonly string[]).filter((role) => !['coordinator', 'director'].includes(role))).toEqual(
      [],
    );
  }
});

test('every state is a draft, live or over, and has a word for the applicant', () => {
  expect(['draft', ...live, ...terminal].sort()).toEqual([...applicationStates].sort());
  expect(Object.keys(publicLabels).sort()).toEqual([...applicationStates].sort());
});

test('being shortlisted looks like being read: a list is nobody’s business until it is decided', () => {
  expect(publicLabels.shortlisted).toBe(publicLabels.in_review);
});

test('every letter a move sends is in the table of letters', () => {
  const named = Object.values(moves).flatMap((move) => ('mail' in move ? [move.mail] : []));

  expect(named.filter((letter) => !Object.hasOwn(letterRules, letter))).toEqual([]);
  expect(named.length).toBeGreaterThan(5);
});

/** What comes of every event, in every state, caused through the one door by somebody of the staff who said `kind`. */
function movedBySomebodyWho(kind: ConflictKind) {
  const world = makeWorld();
  const { id } = makeApplication(world, makeCall(world));
  const { personId } = world.signedIn('Dafina', ['coordinator', 'director', 'reviewer']);
  const actor = actorOf(personId, ['coordinator', 'director', 'reviewer']);
  replaceStatement(world.ctx.db, { applicationId: id, personId, kind, saidBy: personId, at: 1 });
  const reasoned = { decidedBy: personId, reasonCode: 'average' };
  const isDecided = (state: State) => (decided as readonly State[]).includes(state);

  const outcomeOf = (
    event: Event,
    state: State,
    role: 'coordinator' | 'director' | 'panel',
    how: typeof move,
  ) => {
    const undone = new Error('undone');
    let outcome = '';
    const once = () =>
      inTransaction(world.ctx, (inside) => {
        const set = { state, returnTo: 'in_review' as State, ...(isDecided(state) ? reasoned : {}) };
        inside.db.update(applications).set(set).where(eq(applications.id, id)).run();
        const application = applicationById(inside.db, id);
        if (!application) throw new Error('the application is gone');
        const { to } = moves[event];
        const change =
          isDecided(to === 'same' || to === 'return' ? state : to) && how === move ? reasoned : {};
        try {
          outcome = how(inside, actor, application, event, { role, change });
        } catch (error) {
          if (error instanceof IllegalMove) outcome = 'illegal';
          else if (error instanceof Conflict) outcome = error.message;
          else throw error;
        }
        throw undone;
      });
    expect(once).toThrow(undone);
    return outcome;
  };
  return (Object.keys(moves) as Event[]).flatMap((event) =>
    applicationStates.flatMap((state) =>
      (['coordinator', 'director', 'panel'] as const).flatMap((role) =>
        [move, pend].map(
          (how) => [`${event} ${role}: ${state}`, outcomeOf(event, state, role, how)] as const,
        ),
      ),
    ),
  );
}

test('whoever has a conflict has no role: every event, in every state, as coordinator, director and panel', () => {
  const refused = movedBySomebodyWho('friend');

  expect(refused.length).toBe(Object.keys(moves).length * applicationStates.length * 3 * 2);
  expect([...new Set(refused.map(([, outcome]) => outcome))]).toEqual(['applications.conflict.interest']);
});

test('the same person without a conflict makes exactly the legal moves through the same door', () => {
  const made = movedBySomebodyWho('none').flatMap(([what, outcome]) =>
    outcome === 'illegal' ? [] : [`${what} > ${outcome}`],
  );

  expect([...new Set(made)].sort()).toEqual(
    legal.filter((one) => / (coordinator|director|panel):/.test(one)).sort(),
  );
});
