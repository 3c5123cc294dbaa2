// How the times of a session are made, and when two of them are in each other's way.
import { localDate, minute, toInstant } from '../lib/time.js';

/** From, included, until, not included; epoch milliseconds. */
export type Span = { startsAt: number; endsAt: number };

/** A day of interviews as it is typed: local day and hours, minutes, and how many. */
export type Plan = {
  day: string;
  first: string;
  minutes: number;
  pause: number;
  count: number;
  lunchFrom: string | null;
  lunchTo: string | null;
};

/** The fewest who may sit on a panel. */
export const PANEL_MIN = 2;

/** True when the two share a moment; one that ends when the other begins does not. */
export function overlap(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

/**
 * The times of a plan, one after the other: each `minutes` long, `pause` minutes apart, none into the lunch break.
 * They are counted in real time, so a night in which the clocks change makes none shorter.
 */
export function slotsOf(plan: Plan): Span[] {
  const lunch =
    plan.lunchFrom !== null && plan.lunchTo !== null
      ? { startsAt: toInstant(plan.day, plan.lunchFrom), endsAt: toInstant(plan.day, plan.lunchTo) }
      : undefined;
  const slots: Span[] = [];
  let at = toInstant(plan.day, plan.first);
  while (slots.length < plan.count) {
    const slot = { startsAt: at, endsAt: at + plan.minutes * minute };
    if (lunch && overlap(slot, lunch)) {
      at = lunch.endsAt;
      continue;
    }
    slots.push(slot);
    at = slot.endsAt + plan.pause * minute;
  }
  return slots;
}

/**
 * True when a time is in the way of a hearing of that day: nobody knows when a hearing ends, so whoever goes to it is
 * free before its hour alone; without an hour, not at all that day.
 */
export function meetsHearing(span: Span, hearing: { day: string; time: string }): boolean {
  if (localDate(span.startsAt) !== hearing.day) return false;
  return hearing.time === '' || span.endsAt > toInstant(hearing.day, hearing.time);
}

/** True when the last time of a day runs into the next one. */
export function runsPastMidnight(day: string, slots: readonly Span[]): boolean {
  return slots.some(({ endsAt }) => localDate(endsAt - 1) !== day);
}
