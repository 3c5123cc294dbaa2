// Every SQL statement about invitations to an interview.
import { and, asc, desc, eq, gte, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { interviewInvitations } from '../../db/schema/invitations.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';

export type Invitation = typeof interviewInvitations.$inferSelect;

/** The invitation that stands, if one does. */
export function openInvitation(db: Db, applicationId: number): Invitation | undefined {
  return db
    .select()
    .from(interviewInvitations)
    .where(and(eq(interviewInvitations.applicationId, applicationId), isNull(interviewInvitations.closedAt)))
    .get();
}

/** The invitation that was made last, whether it stands or not. */
export function latestInvitation(db: Db, applicationId: number): Invitation | undefined {
  return db
    .select()
    .from(interviewInvitations)
    .where(eq(interviewInvitations.applicationId, applicationId))
    .orderBy(desc(interviewInvitations.id))
    .get();
}

/** Stores an invitation; answers with its id. The index refuses a second one that stands. */
export function insertInvitation(db: Db, row: typeof interviewInvitations.$inferInsert): number {
  return db.insert(interviewInvitations).values(row).returning({ id: interviewInvitations.id }).get().id;
}

/** Changes an invitation; exactly one. */
export function updateInvitation(db: Db, id: number, change: Partial<Invitation>): void {
  const { changes } = db
    .update(interviewInvitations)
    .set(change)
    .where(eq(interviewInvitations.id, id))
    .run();
  if (changes !== 1) throw new Error(`invitation ${id} is not there`);
}

/** Takes what somebody wrote out of every invitation of an application. */
export function eraseWishes(db: Db, applicationId: number): void {
  db.update(interviewInvitations)
    .set({ sealedWish: null, wishedAt: null })
    .where(eq(interviewInvitations.applicationId, applicationId))
    .run();
}

/** The shortlisted applications of a call, by reference, with whom to write to. */
export function shortlistedOf(db: Db, reader: number, callId: number) {
  return db
    .select({
      id: applications.id,
      reference: applications.reference,
      name: people.name,
      email: people.email,
      language: people.language,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.state, 'shortlisted'),
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(asc(applications.referenceYear), asc(applications.referenceNumber))
    .all();
}

/** Open invitations of applications that have not chosen yet, with whom to write to. */
export function unanswered(db: Db) {
  return db
    .select({ invitation: interviewInvitations, application: applications })
    .from(interviewInvitations)
    .innerJoin(applications, eq(applications.id, interviewInvitations.applicationId))
    .where(and(isNull(interviewInvitations.closedAt), eq(applications.state, 'invited')))
    .orderBy(asc(interviewInvitations.id))
    .all();
}

/** True when the letter of an invitation has left, or is about to: nobody is reminded of what they never got. */
export function isToldOf(db: Db, { applicationId, invitedAt }: Invitation): boolean {
  const written = and(
    inArray(letters.letter, ['interview-invitation', 'interview-missed']),
    eq(letters.entity, 'application'),
    eq(letters.entityId, applicationId),
    gte(letters.createdAt, invitedAt),
    eq(letters.state, 'sent'),
  );
  return db.select({ id: letters.id }).from(letters).where(written).get() !== undefined;
}
