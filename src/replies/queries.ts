// Every SQL statement about answers to offers: which wait, and on which terms.
import { and, asc, eq, gte, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { decisions } from '../../db/schema/decisions.js';
import { letters } from '../../db/schema/mail.js';
import { offers } from '../../db/schema/offers.js';
import type { Call } from '../calls/queries.js';
import { lastMove } from '../history/queries.js';
import { outcomeOf } from '../offers/queries.js';
import { answerUntil } from './rules.js';

/** The terms of the last offer of an application, and the last instant to answer it; undefined without one. */
export function termsOf(db: Db, applicationId: number, { settings }: Pick<Call, 'settings'>) {
  const offer = outcomeOf(db, applicationId)?.offer;
  if (!offer) return undefined;
  const last = lastMove(db, 'application', applicationId);
  const takenBackAt = last?.event.startsWith('take_back') ? last.at : null;
  return { offer, until: answerUntil(offer.replyBy, takenBackAt, settings) };
}

/** The last decision about an application that was released. */
const isLatest = sql`${decisions.id} = (select max(later.id) from ${decisions} later
  where later.application_id = ${applications.id} and later.state = 'released')`;

/** The reminders of an offer that was made known at `releasedAt`, the first first. */
export function remindersOf(db: Db, applicationId: number, releasedAt: number) {
  return db
    .select({ at: letters.createdAt, state: letters.state })
    .from(letters)
    .where(
      and(
        eq(letters.entity, 'application'),
        eq(letters.entityId, applicationId),
        eq(letters.letter, 'offer-reminder'),
        gte(letters.createdAt, releasedAt),
        // Sent again to another address, the copy tells.
        sql`not exists (select 1 from letters copy where copy.replaces_id = ${letters.id})`,
      ),
    )
    .orderBy(asc(letters.id))
    .all()
    .map(({ at, state }) => ({ at, state, hasLeft: state === 'sent' }));
}

/** Offers that wait for their answer, with when they were released and whether their letter has left. */
export function openOffers(db: Db) {
  return db
    .select({
      application: applications,
      offer: offers,
      releasedAt: sql<number>`${decisions.releasedAt}`,
      isTold: sql<number>`exists (select 1 from ${letters} where ${letters.id} = ${decisions.letterId} and ${letters.state} = 'sent')`,
    })
    .from(applications)
    .innerJoin(decisions, and(eq(decisions.applicationId, applications.id), isLatest))
    .innerJoin(offers, eq(offers.decisionId, decisions.id))
    .where(eq(applications.state, 'offered'))
    .orderBy(asc(applications.id))
    .all();
}

/** Calls in which an offer was ever released. */
export function callsWithOffers(db: Db): number[] {
  return db
    .selectDistinct({ id: applications.callId })
    .from(offers)
    .innerJoin(decisions, and(eq(decisions.id, offers.decisionId), eq(decisions.state, 'released')))
    .innerJoin(applications, eq(applications.id, offers.applicationId))
    .all()
    .map(({ id }) => id);
}
