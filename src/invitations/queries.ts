// Every SQL statement about invitations to an interview.
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { interviewInvitations } from '../../db/schema/invitations.js';
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
export function shortlistedOf(db: Db, callId: number) {
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
    .where(and(eq(applications.callId, callId), eq(applications.state, 'shortlisted')))
    .orderBy(asc(applications.referenceYear), asc(applications.referenceNumber))
    .all();
}
