// Every pair of state and event, for each role: what is legal stands here in full, everything else is refused.
import { expect, test } from 'vitest';
import { applicationStates } from '../../db/schema/applications.js';
import {
  type Event,
  live,
  moves,
  publicLabels,
  type State,
  terminal,
} from '../../src/applications/states.js';
import { IllegalMove, step } from '../../src/lib/step.js';
import { letterRules } from '../../src/mail/letters.js';

const roles = ['applicant', 'coordinator'] as const;

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

test('nobody but an applicant or a coordinator moves anything: neither a rule nor a timer', () => {
  for (const event of Object.keys(moves) as Event[]) {
    for (const state of applicationStates) {
      expect(() => step(moves, event, state, 'system')).toThrow(IllegalMove);
      expect(() => step(moves, event, state, 'reviewer')).toThrow(IllegalMove);
    }
  }
});

test('no event of an application leads to a state that refuses somebody', () => {
  const targets = Object.values(moves).map(({ to }) => to);

  expect(
    targets.filter((to) => ['ineligible', 'not_selected', 'declined', 'offer_lapsed'].includes(to)),
  ).toEqual([]);
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
  expect(named.length).toBe(5);
});
