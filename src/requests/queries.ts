// Every SQL statement about what applicants are asked for.
import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import { requestItems, requests } from '../../db/schema/requests.js';

export type Request = typeof requests.$inferSelect;
export type Item = typeof requestItems.$inferSelect;

/** Stores a request with its items; `seal` closes the own words under its id. */
export function insertRequest(
  db: Db,
  request: typeof requests.$inferInsert,
  items: readonly { kind: Item['kind']; name: string; words: string | null }[],
  seal: (words: string, requestId: number) => Buffer,
): number {
  const { id } = db.insert(requests).values(request).returning({ id: requests.id }).get();
  for (const { kind, name, words } of items) {
    const sealedWords = words === null ? null : seal(words, id);
    db.insert(requestItems).values({ requestId: id, kind, name, sealedWords }).run();
  }
  return id;
}

const openStatement = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(and(eq(requests.applicationId, sql.placeholder('applicationId')), eq(requests.state, 'open')))
    .prepare(),
);
const everyStatement = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(eq(requests.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(requests.id))
    .prepare(),
);
const itemsStatement = prepared((db) =>
  db
    .select()
    .from(requestItems)
    .where(eq(requestItems.requestId, sql.placeholder('requestId')))
    .orderBy(asc(requestItems.id))
    .prepare(),
);

/** What an applicant is asked for now, with its items. */
export function openRequestOf(db: Db, applicationId: number): (Request & { items: Item[] }) | undefined {
  const request = openStatement(db).get({ applicationId });
  return request && { ...request, items: itemsStatement(db).all({ requestId: request.id }) };
}

/** Everything an applicant was ever asked for, the newest first, with its items. */
export function requestsOf(db: Db, applicationId: number): (Request & { items: Item[] })[] {
  return everyStatement(db)
    .all({ applicationId })
    .map((request) => ({ ...request, items: itemsStatement(db).all({ requestId: request.id }) }));
}

/** Moves the day an open request is due. */
export function moveDue(db: Db, id: number, dueAt: number): void {
  db.update(requests)
    .set({ dueAt })
    .where(and(eq(requests.id, id), eq(requests.state, 'open')))
    .run();
}

/** Closes an open request; false when it was closed before. */
export function closeRequest(
  db: Db,
  id: number,
  change: Pick<Request, 'state' | 'closedAt'> & Partial<Pick<Request, 'sealedExplanation'>>,
): boolean {
  return (
    db
      .update(requests)
      .set(change)
      .where(and(eq(requests.id, id), eq(requests.state, 'open')))
      .run().changes === 1
  );
}

/** Keeps what the applicant answered to an item. */
export function keepReply(db: Db, itemId: number, sealedReply: Buffer): void {
  db.update(requestItems).set({ sealedReply }).where(eq(requestItems.id, itemId)).run();
}

/** Notes that these things had come when their request was closed. */
export function markCome(db: Db, itemIds: readonly number[]): void {
  db.update(requestItems)
    .set({ came: true })
    .where(inArray(requestItems.id, [...itemIds]))
    .run();
}

/** Open requests that are due until `instant`, with whose they are. */
export function dueUntil(db: Db, instant: number) {
  return db
    .select({ request: requests, application: applications, email: people.email, language: people.language })
    .from(requests)
    .innerJoin(applications, eq(applications.id, requests.applicationId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(requests.state, 'open'),
        lte(requests.dueAt, instant),
        eq(applications.state, 'info_requested'),
        sql`${applications.anonymisedAt} is null`,
      ),
    )
    .orderBy(asc(requests.dueAt), asc(requests.id))
    .all();
}

/** When the last letter about an application left to its writer: a visible sign of life. */
const heardAt = sql<number | null>`(select max(${letters.sentAt}) from ${letters}
  where ${letters.entity} = 'application' and ${letters.entityId} = ${applications.id}
  and ${letters.personId} = ${applications.personId} and ${letters.state} = 'sent')`;

/** Applications that wait for us since before `instant`, of calls that have closed, with whose they are. */
export function waitingSince(db: Db, instant: number) {
  return db
    .select({
      application: applications,
      call: calls,
      email: people.email,
      language: people.language,
      heardAt,
    })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        sql`${applications.state} in ('submitted', 'in_review', 'shortlisted', 'interviewed')`,
        sql`${applications.anonymisedAt} is null`,
        lte(applications.stateAt, instant),
        lte(calls.closesAt, instant),
      ),
    )
    .orderBy(asc(applications.id))
    .all();
}

/** Erases the words of every request about an application. */
export function eraseRequests(db: Db, applicationId: number): void {
  db.update(requests).set({ sealedExplanation: null }).where(eq(requests.applicationId, applicationId)).run();
  for (const { id } of requestsOf(db, applicationId)) {
    db.update(requestItems)
      .set({ sealedWords: null, sealedReply: null })
      .where(eq(requestItems.requestId, id))
      .run();
  }
}
