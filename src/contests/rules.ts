// Until when a decision may be contested, and by whom what was said is dealt with: judgements as pure functions.
import { endOfDay, localDate, workingDaysAfter } from '../lib/time.js';

/** In how many working days, and whether nobody works on a day; `movedTo`: until when after an outage, 0 without one. */
type Window = { workingDays: number; isClosed: (day: string) => boolean; movedTo: number };

/** The last instant of the last working day for contesting. Weekends and closed days do not count. Source: recruitment §3.1 event 11. */
export function contestUntil(releasedAt: number, { workingDays, isClosed, movedTo }: Window): number {
  return Math.max(movedTo, endOfDay(workingDaysAfter(localDate(releasedAt), workingDays, isClosed)));
}

/**
 * Whether a refusal by the conditions may be contested now, and until when; undefined where there is nothing to
 * contest and nothing was. Times in epoch milliseconds.
 */
export function standingOf(
  application: { state: string; anonymisedAt: number | null },
  decision: { releasedAt: number | null } | undefined,
  contest: { madeAt: number; answeredAt: number | null } | undefined,
  window: Window,
  now: number,
) {
  const releasedAt = application.state === 'ineligible' ? (decision?.releasedAt ?? null) : null;
  if (releasedAt === null && !contest) return undefined;
  const until = releasedAt === null ? 0 : contestUntil(releasedAt, window);
  const isOpen = releasedAt !== null && application.anonymisedAt === null && !contest && now <= until;
  return {
    until,
    open: isOpen,
    said: contest ? { at: contest.madeAt, answeredAt: contest.answeredAt } : null,
  };
}

/** Who had part in a decision: whoever proposed it, and whoever made it. */
export function partIn(
  decision: { proposedBy: number | null; decidedBy: number | null } | undefined,
): number[] {
  return [decision?.proposedBy, decision?.decidedBy].flatMap((one) => one ?? []);
}

/**
 * Whether an office has the people to answer a contest: `none` may do anything, `alone` may put the decision right and
 * has no second person to let it stand with, `enough` otherwise. `coordinators` and `seconds` (coordinators and
 * directors) count those without part in the decision. Source: recruitment §2, two people refuse.
 */
export function answerability(
  coordinators: number,
  seconds: number,
  needsSecond: boolean,
): 'none' | 'alone' | 'enough' {
  if (coordinators === 0) return 'none';
  return needsSecond && seconds < 2 ? 'alone' : 'enough';
}
