// What only the page of releases asks of the database. It reads and never writes.
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { decisions } from '../../db/schema/decisions.js';
import { people } from '../../db/schema/people.js';
import { placements } from '../../db/schema/placements.js';

/** Decisions that were prepared and lead nowhere, as their application went another way; not those `reader` is kept from. */
export function strandedDecisions(db: Db, reader: number) {
  return db
    .select({
      id: decisions.id,
      event: decisions.event,
      applicationId: applications.id,
      state: applications.state,
      stateAt: applications.stateAt,
      name: people.name,
    })
    .from(decisions)
    .innerJoin(applications, eq(applications.id, decisions.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(decisions.state, 'pending'),
        sql`${applications.pendingTo} is not ${decisions.to}`,
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(asc(decisions.id))
    .all();
}

/** True when this person has an internship, or an offer or acceptance in another call than that of the application. */
export function hasPlace(db: Db, personId: number, applicationId: number): boolean {
  const interns = db
    .select({ id: placements.id })
    .from(placements)
    .where(and(eq(placements.personId, personId), inArray(placements.state, ['onboarding', 'active'])))
    .get();
  if (interns) return true;
  const elsewhere = db
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.personId, personId),
        ne(applications.id, applicationId),
        inArray(applications.state, ['offered', 'accepted']),
      ),
    )
    .get();
  return elsewhere !== undefined;
}

/** True when nobody noted whether this applicant came to an interview that counts as held. */
export function isAssumed(db: Db, applicationId: number): boolean {
  const where = and(eq(bookings.applicationId, applicationId), eq(bookings.assumed, true));
  return db.select({ id: bookings.id }).from(bookings).where(where).get() !== undefined;
}
