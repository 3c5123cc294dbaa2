// What can be wrong with a decision before it is released: judgements as pure functions.
import type { State } from '../applications/states.js';
import type { DecisionEvent } from '../decisions/rules.js';

/** What is known of one decision that waits. */
export type Facts = {
  event: DecisionEvent;
  hasAddress: boolean;
  bounced: boolean;
  /** The letter was drafted to another address than the person has now. */
  oldAddress: boolean;
  /** The call has texts of its own for this letter, but none in the language of this one. */
  lacksOwnText: boolean;
  /** The call has no text in the language of the letter, which names it in another. */
  lacksCallText: boolean;
  /** Whoever decided or proposed it is in conflict of interest with the file by now. */
  deciderInConflict: boolean;
  deciderUndeclared: boolean;
  /** The last instant to answer the offer in it; null without one. */
  replyBy: number | null;
  /** The person has a place already: an internship, or an offer or acceptance in another call. */
  hasPlace: boolean;
  /** Somebody before them on the reserve list is not offered a place. */
  isOutOfTurn: boolean;
  /** Nobody knows yet what the whole panel thought. */
  lacksInterview: boolean;
  /** Nobody noted whether they came to the interview: it counts as held by the clock. */
  isAssumed: boolean;
};

/** `stop`: it is not released like this. `confirm`: only by who says that they read it. `note`: to be known. */
export type Weight = 'stop' | 'confirm' | 'note';
type Found = { problem: string; weight: Weight };

const weights = {
  reply_past: 'stop',
  decider_conflict: 'confirm',
  has_place: 'confirm',
  out_of_turn: 'confirm',
  old_address: 'confirm',
  assumed_held: 'confirm',
  no_interview: 'note',
  bounced: 'note',
  no_address: 'note',
  own_text: 'note',
  call_text: 'note',
  decider_undeclared: 'note',
} as const satisfies Record<string, Weight>;

/** What is wrong with one decision, the worst first. Source: recruitment §3.1, event 22. */
export function problemsOf(facts: Facts, now: number): Found[] {
  const isOffer = facts.event === 'offer' || facts.event === 'offer_after_all';
  const holds: Record<keyof typeof weights, boolean> = {
    reply_past: facts.replyBy !== null && facts.replyBy <= now,
    decider_conflict: facts.deciderInConflict,
    has_place: isOffer && facts.hasPlace,
    out_of_turn: isOffer && facts.isOutOfTurn,
    old_address: facts.oldAddress,
    assumed_held: facts.isAssumed,
    no_interview: (isOffer || facts.event === 'waitlist') && facts.lacksInterview,
    bounced: facts.bounced,
    no_address: !facts.hasAddress,
    own_text: facts.lacksOwnText,
    call_text: facts.lacksCallText,
    decider_undeclared: facts.deciderUndeclared,
  };
  return (Object.keys(weights) as (keyof typeof weights)[])
    .filter((problem) => holds[problem])
    .map((problem) => ({ problem, weight: weights[problem] }));
}

/** Why a decision will never be released: its application went another way meanwhile. */
export function strandedBy(state: State): 'withdrawn' | 'moved' {
  return state === 'withdrawn' ? 'withdrawn' : 'moved';
}
