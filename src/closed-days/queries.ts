// Every SQL statement about closed days, and whether a day is one.
import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { closedDays } from '../../db/schema/closed-days.js';
import { interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { isHoliday } from '../lib/holidays.js';

export type ClosedDay = typeof closedDays.$inferSelect;

const allStatement = prepared((db) =>
  db.select().from(closedDays).where(eq(closedDays.isEstimate, false)).orderBy(asc(closedDays.id)).prepare(),
);

/** What is on the list and not over before `from`, estimates too, the first first. */
export function listedFrom(db: Db, from: string): ClosedDay[] {
  return db
    .select()
    .from(closedDays)
    .where(and(isNull(closedDays.removedAt), gte(closedDays.untilDay, from)))
    .orderBy(asc(closedDays.fromDay), asc(closedDays.id))
    .all();
}

/** The row with this id that is on the list. */
export function closedDayById(db: Db, id: number): ClosedDay | undefined {
  return db
    .select()
    .from(closedDays)
    .where(and(eq(closedDays.id, id), isNull(closedDays.removedAt)))
    .get();
}

/** Why the organisation is closed on a local day, in the words of staff; undefined when it is not. No estimates. */
export function closedBecause(db: Db, day: string): string | undefined {
  return allStatement(db)
    .all()
    .find((row) => row.removedAt === null && row.fromDay <= day && row.untilDay >= day)?.words;
}

/** Why hardly anybody works on a local day: a public holiday, or closed in the words of staff; undefined on other days. */
export function closedOn(
  db: Db,
  day: string,
): { isHoliday: true } | { isHoliday: false; words: string } | undefined {
  if (isHoliday(day)) return { isHoliday: true };
  const words = closedBecause(db, day);
  return words === undefined ? undefined : { isHoliday: false, words };
}

/**
 * Tells of any local day whether nobody works on it: a public holiday, or on the list. For a deadline told at `toldAt`
 * (epoch milliseconds) what was taken off the list since still counts: nobody's deadline becomes shorter.
 */
export function closedFor(db: Db, toldAt: number): (day: string) => boolean {
  const rows = allStatement(db)
    .all()
    .filter(({ removedAt }) => removedAt === null || removedAt > toldAt);
  return (day) => isHoliday(day) || rows.some((row) => row.fromDay <= day && row.untilDay >= day);
}

/** Puts days on the list; answers with the row's id. */
export function insertClosedDay(db: Db, row: typeof closedDays.$inferInsert): number {
  return db.insert(closedDays).values(row).returning({ id: closedDays.id }).get().id;
}

/** Takes days off the list; false when they were not on it. */
export function removeClosedDay(db: Db, id: number, by: number | null, now: number): boolean {
  const one = and(eq(closedDays.id, id), isNull(closedDays.removedAt));
  return db.update(closedDays).set({ removedAt: now, removedBy: by }).where(one).run().changes === 1;
}

/** Sessions with times between two instants that were not called off: their ids and the first of these times. */
export function sessionsBetween(db: Db, from: number, until: number) {
  const startsAt = sql<number>`min(${interviewSlots.startsAt})`;
  return db
    .select({ id: interviewSessions.id, startsAt })
    .from(interviewSlots)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .where(
      and(
        isNull(interviewSlots.cancelledAt),
        sql`${interviewSessions.state} <> 'cancelled'`,
        sql`${interviewSlots.startsAt} between ${from} and ${until}`,
      ),
    )
    .groupBy(interviewSessions.id)
    .orderBy(startsAt)
    .all();
}
