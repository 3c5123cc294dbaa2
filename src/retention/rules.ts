// When what somebody sent is erased, and what must have happened before: judgements, as pure functions.
import type { State } from '../applications/states.js';
import { addDays, addMonths, localDate, startOfDay } from '../lib/time.js';

export type Why = 'draft' | 'unselected' | 'kept';

/** What is known of one application; instants in epoch milliseconds. */
export type Facts = {
  state: State;
  source: 'web' | 'email' | 'paper';
  /** Since when it is in its state: the decision. */
  stateAt: number;
  closesAt: number;
  /** Until when a late key lets it in; null: none was given. */
  lateUntil: number | null;
  /** When its owner asked to be kept for the next call; null: they did not. */
  keptSince: number | null;
  hasAddress: boolean;
};

export type Settings = {
  keepDraftDays: number;
  keepUnselectedMonths: number;
  keepForNextCallMonths: number;
  erasureNoticeDays: number;
};

/** The letter that announces the erasure on this very day, if it was written. */
export type Notice = { sentAt: number | null; isOver: boolean };

export type Standing =
  | 'entry'
  | 'due'
  | 'told'
  | 'to_tell'
  | 'unsent'
  | 'undelivered'
  | 'no_address'
  | 'later';

/** States in which an application is over for good. What was accepted is a placement and is kept by its project. */
export const over = [
  'ineligible',
  'not_selected',
  'withdrawn',
  'declined',
  'offer_lapsed',
] as const satisfies readonly State[];
/** States of what was never sent. */
export const unsent = ['draft', 'not_submitted'] as const satisfies readonly State[];

/**
 * The first instant after the time for which an application is kept, and why; undefined while it is not over. Days and
 * months are whole ones of Prishtina. Source: recruitment §5: drafts by the deadline (or a late key's), what was sent
 * by the decision, what its owner asked to keep by that wish when it came later.
 */
export function dueAt(facts: Facts, settings: Settings): { at: number; why: Why } | undefined {
  const after = (date: string) => startOfDay(addDays(date, 1));
  if ((unsent as readonly State[]).includes(facts.state)) {
    const last = Math.max(facts.closesAt, facts.lateUntil ?? 0);
    return { at: after(addDays(localDate(last), settings.keepDraftDays)), why: 'draft' };
  }
  if (!(over as readonly State[]).includes(facts.state)) return undefined;
  if (facts.keptSince === null) {
    return {
      at: after(addMonths(localDate(facts.stateAt), settings.keepUnselectedMonths)),
      why: 'unselected',
    };
  }
  const since = Math.max(facts.stateAt, facts.keptSince);
  return { at: after(addMonths(localDate(since), settings.keepForNextCallMonths)), why: 'kept' };
}

/** The first instant of the day on which its owner is told: so many whole days before, that day not counted. */
export function tellAt(at: number, settings: Settings): number {
  return startOfDay(addDays(localDate(at), -settings.erasureNoticeDays - 1));
}

/** The first instant at which something may be erased whose owner was told at `sentAt`; that day is not counted. */
export function soonestAfter(sentAt: number, settings: Settings): number {
  return startOfDay(addDays(localDate(sentAt), settings.erasureNoticeDays + 1));
}

/**
 * Where an application stands on its way out, and when it goes. What was sent goes only when the notice has left at
 * least `erasureNoticeDays` ago; a letter that could not be delivered tells nobody anything.
 */
export function standing(
  facts: Facts,
  settings: Settings,
  due: { at: number; why: Why },
  notice: Notice | undefined,
  now: number,
): { standing: Standing; at: number } {
  const { at } = due;
  if (due.why === 'draft') {
    if (facts.state === 'draft' && facts.source !== 'web')
      return { standing: now < at ? 'later' : 'entry', at };
    return { standing: now < at ? 'later' : 'due', at };
  }
  if (now < tellAt(at, settings)) return { standing: 'later', at };
  if (!notice) return { standing: facts.hasAddress ? 'to_tell' : 'no_address', at };
  if (notice.sentAt === null) return { standing: notice.isOver ? 'undelivered' : 'unsent', at };
  const soonest = Math.max(at, soonestAfter(notice.sentAt, settings));
  return { standing: now < soonest ? 'told' : 'due', at: soonest };
}

/**
 * THE periods of what interns leave behind, in months. `unfiled`: a report never filed, or withdrawn, from its last
 * change. `review`: what reviewer and monitor wrote to each other, from the approval. `cost`: receipts and words of
 * claims, from the payment. Reports that were filed are the record of public trials and have no period. Source:
 * monitoring rules §3.
 */
export const periods = { unfiled: 12, review: 24, cost: 84 } as const;
export type Kept = keyof typeof periods;

/** The first instant after the period of something that happened at `since`; whole days of Prishtina. */
export function keptUntil(what: Kept, since: number): number {
  return startOfDay(addDays(addMonths(localDate(since), periods[what]), 1));
}
