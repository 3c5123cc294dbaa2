// The SQL of a call's dossier: what happened in it, counted, and who decided what. It reads and never writes.
import { and, asc, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { conflicts, withoutConflict } from '../../db/schema/conflicts.js';
import { contests } from '../../db/schema/contests.js';
import { decisions } from '../../db/schema/decisions.js';
import { traces } from '../../db/schema/eligibility.js';
import { history } from '../../db/schema/history.js';
import { interviewSessions, interviewSlots } from '../../db/schema/interviews.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import { readings } from '../../db/schema/reading.js';
import { requests } from '../../db/schema/requests.js';
import { discussions } from '../../db/schema/scores.js';
import { hour } from '../lib/time.js';

const ofCall = (callId: number) => eq(applications.callId, callId);

/** How many applications ever came into each state, by moves that were not undone. */
export function everIn(db: Db, callId: number): Map<string, number> {
  const undone = sql`exists (select 1 from ${history} later where later.entity = 'application'
    and later.entity_id = ${history.entityId} and later.reverses_id = ${history.id})`;
  const rows = db
    .select({ state: history.toState, count: sql<number>`count(distinct ${history.entityId})` })
    .from(history)
    .innerJoin(applications, eq(applications.id, history.entityId))
    .where(
      and(
        ofCall(callId),
        eq(history.entity, 'application'),
        isNotNull(history.toState),
        sql`${history.event} not in ('prepare', 'undo')`,
        sql`not ${undone}`,
      ),
    )
    .groupBy(history.toState)
    .all();
  return new Map(rows.map(({ state, count }) => [state ?? '', count]));
}

/** How many that were sent came on which way. */
export function sourcesOf(db: Db, callId: number) {
  return db
    .select({ source: applications.source, count: count() })
    .from(applications)
    .where(and(ofCall(callId), isNotNull(applications.reference)))
    .groupBy(applications.source)
    .all();
}

/** How many applications were last judged by each version of the conditions, by the version's id. */
export function judgedBy(db: Db, callId: number): Map<number, number> {
  const latest = sql`${traces.id} = (select max(newer.id) from ${traces} newer where newer.application_id = ${traces.applicationId})`;
  const rows = db
    .select({ version: traces.callVersionId, count: count() })
    .from(traces)
    .innerJoin(applications, eq(applications.id, traces.applicationId))
    .where(and(ofCall(callId), isNotNull(applications.reference), latest))
    .groupBy(traces.callVersionId)
    .all();
  return new Map(rows.map(({ version, count }) => [version, count]));
}

/** How often something was asked for, and how many decisions were contested. */
export function askedAndContested(db: Db, callId: number) {
  const counted = (found: { count: number } | undefined) => found?.count ?? 0;
  const asked = db
    .select({ count: count() })
    .from(requests)
    .innerJoin(applications, eq(applications.id, requests.applicationId))
    .where(ofCall(callId))
    .get();
  const contested = db
    .select({ count: count() })
    .from(contests)
    .innerJoin(applications, eq(applications.id, contests.applicationId))
    .where(ofCall(callId))
    .get();
  return { asked: counted(asked), contested: counted(contested) };
}

/** Files that a third reader read, and files whose readers wrote down what they said to each other. */
export function settledSplits(db: Db, callId: number): { third: Set<number>; noted: Set<number> } {
  const third = db
    .selectDistinct({ id: readings.applicationId })
    .from(readings)
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .where(and(ofCall(callId), eq(readings.role, 'third'), isNull(readings.removedAt)))
    .all();
  const noted = db
    .select({ id: discussions.applicationId })
    .from(discussions)
    .innerJoin(applications, eq(applications.id, discussions.applicationId))
    .where(ofCall(callId))
    .all();
  return { third: new Set(third.map(({ id }) => id)), noted: new Set(noted.map(({ id }) => id)) };
}

/** Every time of an interview of a call that was not called off, and what became of it, in the order of the clock. */
export function interviewTimes(db: Db, callId: number) {
  return db
    .select({ startsAt: interviewSlots.startsAt, state: bookings.state })
    .from(interviewSlots)
    .innerJoin(interviewSessions, eq(interviewSessions.id, interviewSlots.sessionId))
    .leftJoin(bookings, and(eq(bookings.slotId, interviewSlots.id), sql`${bookings.state} <> 'cancelled'`))
    .where(
      and(
        eq(interviewSessions.callId, callId),
        eq(interviewSessions.state, 'published'),
        isNull(interviewSlots.cancelledAt),
      ),
    )
    .orderBy(asc(interviewSlots.startsAt))
    .all();
}

/** How many bookings of a call were cancelled, by whom. */
export function cancelledBookings(db: Db, callId: number) {
  return db
    .select({ by: bookings.endedBy, count: count() })
    .from(bookings)
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(and(ofCall(callId), eq(bookings.state, 'cancelled')))
    .groupBy(bookings.endedBy)
    .all();
}

/** What stands now between people and the files of a call, counted by kind. */
export function conflictsByKind(db: Db, callId: number) {
  return db
    .select({ kind: conflicts.kind, count: count() })
    .from(conflicts)
    .innerJoin(applications, eq(applications.id, conflicts.applicationId))
    .where(and(ofCall(callId), isNull(conflicts.supersededAt)))
    .groupBy(conflicts.kind)
    .all();
}

/** Who is kept from which file of a call; `isFree` 0 where `reader` is too, and may not know more. */
export function recusalsIn(db: Db, reader: number, callId: number) {
  const sayer = sql<string>`(select sayer.name from ${people} sayer where sayer.id = ${conflicts.saidBy})`;
  return db
    .select({
      reference: applications.reference,
      name: people.name,
      kind: conflicts.kind,
      sayer,
      at: conflicts.at,
      isFree: sql<number>`${withoutConflict(reader, sql`${applications.id}`)}`,
    })
    .from(conflicts)
    .innerJoin(applications, eq(applications.id, conflicts.applicationId))
    .innerJoin(people, eq(people.id, conflicts.personId))
    .where(and(ofCall(callId), isNull(conflicts.supersededAt), sql`${conflicts.kind} <> 'none'`))
    .orderBy(asc(conflicts.id))
    .all();
}

/** Every decision of a call that waits or was released, with who made it; `isFree` as in recusalsIn. */
export function decisionsIn(db: Db, reader: number, callId: number) {
  const nameOf = (column: typeof decisions.decidedBy | typeof decisions.proposedBy) =>
    sql<string | null>`(select someone.name from ${people} someone where someone.id = ${column})`;
  return db
    .select({
      reference: applications.reference,
      name: people.name,
      decision: decisions,
      event: decisions.event,
      state: decisions.state,
      reasonCode: decisions.reasonCode,
      decider: nameOf(decisions.decidedBy),
      proposer: nameOf(decisions.proposedBy),
      preparedAt: decisions.preparedAt,
      releasedAt: decisions.releasedAt,
      isFree: sql<number>`${withoutConflict(reader, sql`${applications.id}`)}`,
    })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(ofCall(callId), sql`${decisions.state} <> 'taken_back'`))
    .orderBy(asc(decisions.id))
    .all();
}

/** The references of a call's files by id; not of those `reader` is kept from. */
export function referencesIn(db: Db, reader: number, callId: number): Map<number, string> {
  const rows = db
    .select({ id: applications.id, reference: applications.reference })
    .from(applications)
    .where(and(ofCall(callId), withoutConflict(reader, sql`${applications.id}`)))
    .all();
  return new Map(rows.map(({ id, reference }) => [id, reference ?? '']));
}

/** Letters about a call and its applications: how many of each left in which hour, and how many have not. */
export function lettersIn(db: Db, callId: number) {
  const sentHour = sql<number | null>`${letters.sentAt} / ${hour} * ${hour}`;
  const about = sql`(${letters.entity} = 'application' and ${letters.entityId} in
    (select ${applications.id} from ${applications} where ${applications.callId} = ${callId}))`;
  return db
    .select({ letter: letters.letter, state: letters.state, sentHour, count: count() })
    .from(letters)
    .where(and(sql`(${about} or ${letters.callId} = ${callId})`, sql`${letters.state} <> 'dropped'`))
    .groupBy(letters.letter, letters.state, sentHour)
    .all();
}
