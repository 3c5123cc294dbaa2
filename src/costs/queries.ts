// Every SQL statement about costs of travel.
import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { costs } from '../../db/schema/costs.js';
import { files } from '../../db/schema/files.js';
import { hearings } from '../../db/schema/hearings.js';
import { people } from '../../db/schema/people.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import type { State } from './states.js';

export type Cost = typeof costs.$inferSelect;

const hearing = {
  hearingId: hearings.id,
  court: hearings.court,
  scheduledOn: hearings.scheduledOn,
  scheduledTime: hearings.scheduledTime,
  hearingState: hearings.state,
};

/** A tie closes a case to its monitor: then its title too. */
const notTied = (personId: number | typeof costs.personId) => sql`not exists (select 1 from ${ties}
  where ${ties.caseId} = ${hearings.caseId} and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`;

/** Hearings that somebody was sent to and that are not off: those until `today`, the latest first. */
export function attendedBy(db: Db, personId: number, today: string) {
  return db
    .select({ ...hearing, against: cases.against, costId: costs.id })
    .from(assignments)
    .innerJoin(hearings, eq(hearings.id, assignments.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .leftJoin(costs, and(eq(costs.hearingId, hearings.id), eq(costs.personId, personId)))
    .where(
      and(
        eq(assignments.personId, personId),
        isNull(assignments.releasedAt),
        lte(hearings.scheduledOn, today),
        sql`${hearings.state} not in ('moved', 'cancelled')`,
        notTied(personId),
      ),
    )
    .orderBy(desc(hearings.scheduledOn), desc(hearings.id))
    .all();
}

const claim = {
  cost: costs,
  ...hearing,
  name: people.name,
  against: sql<string | null>`case when ${notTied(costs.personId)} then ${cases.against} end`,
  title: cases.against,
  fileType: files.type,
  filePages: files.pages,
  purgedAt: files.purgedAt,
};

const joined = (db: Db) =>
  db
    .select(claim)
    .from(costs)
    .innerJoin(hearings, eq(hearings.id, costs.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .innerJoin(people, eq(people.id, costs.personId))
    .leftJoin(files, eq(files.id, costs.fileId));

export type Claim = ReturnType<ReturnType<typeof joined>['all']>[number];

/** What somebody claimed, the latest hearing first; `against` is null where a tie closed the case to them. */
export function claimsOf(db: Db, personId: number): Claim[] {
  return joined(db)
    .where(eq(costs.personId, personId))
    .orderBy(desc(hearings.scheduledOn), desc(costs.id))
    .all();
}

/** What somebody claimed for one hearing. */
export function claimFor(db: Db, personId: number, hearingId: number): Claim | undefined {
  return joined(db)
    .where(and(eq(costs.personId, personId), eq(costs.hearingId, hearingId)))
    .get();
}

/** A claim, whoever asks: for staff, who see all of them. */
export function claimById(db: Db, id: number): Claim | undefined {
  return joined(db).where(eq(costs.id, id)).get();
}

/** Claims in these states, the oldest first; at most `limit`. */
export function claimsIn(db: Db, states: readonly State[], limit: number): Claim[] {
  return joined(db)
    .where(inArray(costs.state, [...states]))
    .orderBy(asc(costs.claimedAt), asc(costs.id))
    .limit(limit)
    .all();
}

/** What is or was to be paid for the hearings of a month ('YYYY-MM'), by name and day. */
export function paymentsIn(db: Db, month: string): Claim[] {
  return joined(db)
    .where(
      and(inArray(costs.state, ['approved', 'paid']), sql`substr(${hearings.scheduledOn}, 1, 7) = ${month}`),
    )
    .orderBy(asc(people.name), asc(people.id), asc(hearings.scheduledOn), asc(costs.id))
    .all();
}

/** Months with something to pay or paid, the latest first. */
export function monthsPaid(db: Db): { month: string; due: number; paid: number }[] {
  const month = sql<string>`substr(${hearings.scheduledOn}, 1, 7)`;
  const sum = (state: State) =>
    sql<number>`sum(case when ${costs.state} = ${state} then ${costs.amountCents} else 0 end)`;
  return db
    .select({ month, due: sum('approved'), paid: sum('paid') })
    .from(costs)
    .innerJoin(hearings, eq(hearings.id, costs.hearingId))
    .where(inArray(costs.state, ['approved', 'paid']))
    .groupBy(month)
    .orderBy(desc(month))
    .all();
}

/** Stores a claim; answers with its id, undefined when there is one already. */
export function insertCost(db: Db, row: typeof costs.$inferInsert): number | undefined {
  return db.insert(costs).values(row).onConflictDoNothing().returning({ id: costs.id }).get()?.id;
}

/** Changes a claim that still has this version and state; false when somebody was faster. */
export function changeCost(
  db: Db,
  { id, version, state }: Pick<Cost, 'id' | 'version' | 'state'>,
  change: Partial<Omit<typeof costs.$inferInsert, 'id'>>,
): boolean {
  return (
    db
      .update(costs)
      .set({ ...change, version: version + 1 })
      .where(and(eq(costs.id, id), eq(costs.version, version), eq(costs.state, state)))
      .run().changes === 1
  );
}

/** Takes what was written out of somebody's claims; sums and days stay for the books. */
export function eraseWordsOf(db: Db, id: number): number | null {
  const change = { sealedReason: null, sealedAnswer: null };
  return (
    db.update(costs).set(change).where(eq(costs.id, id)).returning({ fileId: costs.fileId }).get()?.fileId ??
    null
  );
}

/** Erases what was written in the claims of a person. */
export function eraseWords(db: Db, personId: number): void {
  db.update(costs).set({ sealedReason: null, sealedAnswer: null }).where(eq(costs.personId, personId)).run();
}
