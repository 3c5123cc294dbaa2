// Every SQL statement about offers, refusals and broken ties; what a decision says, reserves included.
import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { conflicts, withoutConflict } from '../../db/schema/conflicts.js';
import { decisions } from '../../db/schema/decisions.js';
import { offers, refusals, tieRecords } from '../../db/schema/offers.js';
import { people } from '../../db/schema/people.js';
import { reserves } from '../../db/schema/reserves.js';

/** Everybody whom a decision can still concern, or concerned. */
const considered = [
  'submitted',
  'info_requested',
  'in_review',
  'shortlisted',
  'invited',
  'booked',
  'interviewed',
  'waitlisted',
  'offered',
  'accepted',
  'declined',
  'offer_lapsed',
  'not_selected',
] as const;

/** `isFree` 0: `reader` is in conflict with it. `declared` 1: `reader` said that they know nobody there. */
export function candidatesOf(db: Db, reader: number, callId: number) {
  return db
    .select({
      id: applications.id,
      reference: applications.reference,
      state: applications.state,
      pendingTo: applications.pendingTo,
      version: applications.version,
      personId: people.id,
      name: people.name,
      email: people.email,
      language: people.language,
      anonymisedAt: applications.anonymisedAt,
      isFree: sql<number>`${withoutConflict(reader, sql`${applications.id}`)}`,
      declared: sql<number>`exists (select 1 from ${conflicts} said where said.person_id = ${reader}
        and said.application_id = ${applications.id} and said.kind = 'none' and said.superseded_at is null)`,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(applications.callId, callId), inArray(applications.state, [...considered])))
    .orderBy(asc(applications.id))
    .all();
}

/** A decision counts as long as its application waits for it, or stands where its release brought it. */
const counts = sql`((${decisions.state} = 'pending' and ${applications.pendingTo} = ${decisions.to})
  or (${decisions.state} = 'released' and ${applications.state} = ${decisions.to}))`;

/** The offers of a call that wait for their release or for an answer. */
export function offersOf(db: Db, callId: number) {
  return db
    .select({ offer: offers, state: decisions.state })
    .from(offers)
    .innerJoin(decisions, eq(decisions.id, offers.decisionId))
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .where(and(eq(applications.callId, callId), counts))
    .orderBy(asc(offers.decisionId))
    .all();
}

/** How many places of a call are taken: accepted, offered, and about to be. */
export function placesTaken(db: Db, callId: number): number {
  return (
    db
      .select({ count: sql<number>`count(*)` })
      .from(applications)
      .where(
        and(
          eq(applications.callId, callId),
          sql`(${applications.state} in ('offered', 'accepted') or ${applications.pendingTo} = 'offered')`,
        ),
      )
      .get()?.count ?? 0
  );
}

/** Keeps the terms of an offer with its decision. */
export function insertOffer(db: Db, offer: typeof offers.$inferInsert): void {
  db.insert(offers).values(offer).run();
}

/** Moves the day by which an offer is answered. */
export function moveReplyBy(db: Db, decisionId: number, replyBy: number): void {
  db.update(offers).set({ replyBy }).where(eq(offers.decisionId, decisionId)).run();
}

/** Keeps why somebody was not selected, with its decision. */
export function insertRefusal(db: Db, refusal: typeof refusals.$inferInsert): void {
  db.insert(refusals).values(refusal).run();
}

const outcomeStatement = prepared((db) =>
  db
    .select({ offer: offers, reserve: reserves, refusal: refusals, to: decisions.to })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .leftJoin(offers, eq(offers.decisionId, decisions.id))
    .leftJoin(reserves, eq(reserves.decisionId, decisions.id))
    .leftJoin(refusals, eq(refusals.decisionId, decisions.id))
    .where(and(eq(applications.id, sql.placeholder('applicationId')), eq(decisions.state, 'released')))
    .orderBy(desc(decisions.id))
    .limit(1)
    .prepare(),
);

/** What the last released decision about an application says: its terms, its rank, or its reasons. */
export function outcomeOf(db: Db, applicationId: number) {
  return outcomeStatement(db).get({ applicationId });
}

/** What each of these decisions says. */
export function wordsOfDecisions(db: Db, ids: readonly number[]) {
  return db
    .select({ decisionId: decisions.id, offer: offers, reserve: reserves, refusal: refusals })
    .from(decisions)
    .leftJoin(offers, eq(offers.decisionId, decisions.id))
    .leftJoin(reserves, eq(reserves.decisionId, decisions.id))
    .leftJoin(refusals, eq(refusals.decisionId, decisions.id))
    .where(sql`${decisions.id} in (select value from json_each(${JSON.stringify(ids)}))`)
    .all();
}

/** What was offered, ranked and answered to an application, in decisions that were released. */
export function releasedWords(db: Db, applicationId: number) {
  return db
    .select({ releasedAt: decisions.releasedAt, offer: offers, reserve: reserves, refusal: refusals })
    .from(decisions)
    .leftJoin(offers, eq(offers.decisionId, decisions.id))
    .leftJoin(reserves, eq(reserves.decisionId, decisions.id))
    .leftJoin(refusals, eq(refusals.decisionId, decisions.id))
    .where(and(eq(decisions.applicationId, applicationId), eq(decisions.state, 'released')))
    .orderBy(asc(decisions.id))
    .all();
}

/** How ties of a call were broken, the latest first, with who wrote it down. */
export function tieRecordsOf(db: Db, callId: number) {
  return db
    .select({ record: tieRecords, by: people.name })
    .from(tieRecords)
    .innerJoin(people, eq(people.id, tieRecords.recordedBy))
    .where(eq(tieRecords.callId, callId))
    .orderBy(desc(tieRecords.id))
    .all();
}

/** Keeps how a tie was broken. */
export function insertTieRecord(db: Db, record: typeof tieRecords.$inferInsert): void {
  db.insert(tieRecords).values(record).run();
}

/** Takes the words about an application out of refusals and broken ties. */
export function eraseWords(db: Db, applicationId: number): void {
  db.update(refusals).set({ sealedAdvice: null }).where(eq(refusals.applicationId, applicationId)).run();
  db.update(tieRecords)
    .set({ sealedWords: null })
    .where(sql`exists (select 1 from json_each(${tieRecords.applicationIds}) where value = ${applicationId})`)
    .run();
}
