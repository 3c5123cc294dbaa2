// Every SQL statement about sessions.
import { and, desc, eq, lt, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { memberships, people } from '../../db/schema/people.js';
import { sessions } from '../../db/schema/sessions.js';

const preparedSession = new WeakMap<Db, ReturnType<typeof prepareSession>>();

function prepareSession(db: Db) {
  return db
    .select({
      sessionId: sessions.id,
      personId: sessions.personId,
      assurance: sessions.assurance,
      remembered: sessions.remembered,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      name: people.name,
      language: people.language,
      groups: sql<string | null>`(select group_concat(${memberships.group}) from ${memberships}
        where ${memberships.personId} = ${people.id} and ${memberships.until} is null)`,
    })
    .from(sessions)
    .innerJoin(people, eq(people.id, sessions.personId))
    .where(eq(sessions.tokenHash, sql.placeholder('tokenHash')))
    .prepare();
}

/** The session stored under this hash with its person and groups. */
export function sessionByToken(db: Db, tokenHash: string) {
  let prepared = preparedSession.get(db);
  if (!prepared) {
    prepared = prepareSession(db);
    preparedSession.set(db, prepared);
  }
  return prepared.get({ tokenHash });
}

/** Notes that the session was used. */
export function touchSession(db: Db, sessionId: number, now: number): void {
  db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId)).run();
}

/** Stores a new session; answers with its id. */
export function insertSession(db: Db, session: typeof sessions.$inferInsert): number {
  return db.insert(sessions).values(session).returning({ id: sessions.id }).get().id;
}

/** All stored sessions of a person, those that are over included, last used first. */
export function sessionsOf(db: Db, personId: number) {
  return db
    .select({
      id: sessions.id,
      assurance: sessions.assurance,
      remembered: sessions.remembered,
      device: sessions.device,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(eq(sessions.personId, personId))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .all();
}

/** Ends one session of this person; answers whether there was one. */
export function deleteSession(db: Db, personId: number, sessionId: number): boolean {
  return (
    db
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), eq(sessions.personId, personId)))
      .run().changes === 1
  );
}

/** Ends all sessions of this person but `exceptId`; answers with how many. */
export function deleteSessions(db: Db, personId: number, exceptId = 0): number {
  return db
    .delete(sessions)
    .where(and(eq(sessions.personId, personId), ne(sessions.id, exceptId)))
    .run().changes;
}

/** Forgets sessions that ended before `now`; answers with how many. */
export function deleteExpired(db: Db, now: number): number {
  return db.delete(sessions).where(lt(sessions.expiresAt, now)).run().changes;
}
