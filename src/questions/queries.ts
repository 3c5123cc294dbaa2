// Every SQL statement about the questions of interviews.
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { interviewCards } from '../../db/schema/interview-cards.js';
import { interviewQuestions } from '../../db/schema/questions.js';
import { readings } from '../../db/schema/reading.js';
import { scores } from '../../db/schema/scores.js';
import type { Rubric } from '../calls/form.js';

/** The questions a call set, with their version; undefined while it never did. */
export function questionsOf(db: Db, callId: number) {
  return db.select().from(interviewQuestions).where(eq(interviewQuestions.callId, callId)).get();
}

/** What is asked in the interviews of a call: its own questions, else what the file is read by. */
export function askedIn(db: Db, call: { id: number; rubric: Rubric }): Rubric {
  const own = questionsOf(db, call.id)?.questions ?? [];
  return own.length > 0 ? own : call.rubric;
}

/** True once somebody of a panel filed a card in an interview of the call. */
export function hasCards(db: Db, callId: number): boolean {
  const row = db
    .select({ one: sql<number>`1` })
    .from(interviewCards)
    .innerJoin(bookings, eq(bookings.id, interviewCards.bookingId))
    .innerJoin(applications, eq(applications.id, bookings.applicationId))
    .where(eq(applications.callId, callId))
    .limit(1)
    .get();
  return row !== undefined;
}

/** True once somebody began to mark by the rubric of a call: a reader their card, or a panel where it has no other questions. */
export function isRubricUsed(db: Db, callId: number): boolean {
  const card = db
    .select({ one: sql<number>`1` })
    .from(scores)
    .innerJoin(readings, eq(readings.id, scores.readingId))
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .where(eq(applications.callId, callId))
    .limit(1)
    .get();
  if (card) return true;
  return (questionsOf(db, callId)?.questions ?? []).length === 0 && hasCards(db, callId);
}

/** Keeps the questions of a call in place of those it had. */
export function putQuestions(db: Db, row: typeof interviewQuestions.$inferInsert): void {
  const { callId: _call, ...change } = row;
  db.insert(interviewQuestions)
    .values(row)
    .onConflictDoUpdate({ target: interviewQuestions.callId, set: change })
    .run();
}
