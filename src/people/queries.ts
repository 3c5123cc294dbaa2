// Every SQL statement about people, groups, sessions and one-time links.
import { and, eq, gt, inArray, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { credentials, memberships, people, sessions, signInLinks, throttles } from '../../db/schema/people.js';
import type { Db } from '../../db/open.js';
import type { Group } from '../access/actor.js';

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

/** Ends one session of this person; answers whether there was one. */
export function deleteSession(db: Db, personId: number, sessionId: number): boolean {
  return db.delete(sessions).where(and(eq(sessions.id, sessionId), eq(sessions.personId, personId))).run().changes === 1;
}

/** Ends all sessions of this person but `exceptId`. */
export function deleteSessions(db: Db, personId: number, exceptId = 0): void {
  db.delete(sessions).where(and(eq(sessions.personId, personId), ne(sessions.id, exceptId))).run();
}

/** The person with this address (lower case). */
export function personByEmail(db: Db, email: string) {
  return db.select().from(people).where(eq(people.email, email)).get();
}

/** The person with this id. */
export function personById(db: Db, id: number) {
  return db.select().from(people).where(eq(people.id, id)).get();
}

/** Stores a person; answers with the id. */
export function insertPerson(db: Db, person: typeof people.$inferInsert): number {
  return db.insert(people).values(person).returning({ id: people.id }).get().id;
}

/** Changes a person's own row; exactly one. */
export function updatePerson(db: Db, id: number, change: Partial<typeof people.$inferInsert>): void {
  const { changes } = db.update(people).set(change).where(eq(people.id, id)).run();
  if (changes !== 1) throw new Error(`person ${id} is not there`);
}

/** The groups a person belongs to now. */
export function groupsOf(db: Db, personId: number): Group[] {
  return db
    .select({ group: memberships.group })
    .from(memberships)
    .where(and(eq(memberships.personId, personId), isNull(memberships.until)))
    .all()
    .map((row) => row.group);
}

/** Begins a membership. The index refuses a second one of the same group. */
export function insertMembership(db: Db, membership: typeof memberships.$inferInsert): void {
  db.insert(memberships).values(membership).run();
}

/** Stores a one-time link and supersedes the earlier unused ones of the same purpose and address. */
export function insertLink(db: Db, link: typeof signInLinks.$inferInsert): void {
  const samePerson = link.personId ? eq(signInLinks.personId, link.personId) : undefined;
  const sameAddress = link.email ? eq(signInLinks.email, link.email) : undefined;
  const same = or(samePerson, sameAddress);
  if (!same) throw new Error('a link is for a person or an address');
  db.update(signInLinks)
    .set({ supersededAt: link.createdAt })
    .where(and(same, eq(signInLinks.purpose, link.purpose), isNull(signInLinks.usedAt), isNull(signInLinks.supersededAt)))
    .run();
  db.insert(signInLinks).values(link).run();
}

/** The link with this hash, if it can still be opened at `now` for one of `purposes`. */
export function openableLink(
  db: Db,
  tokenHash: string,
  purposes: readonly (typeof signInLinks.$inferSelect)['purpose'][],
  now: number,
) {
  return db
    .select()
    .from(signInLinks)
    .where(
      and(
        eq(signInLinks.tokenHash, tokenHash),
        inArray(signInLinks.purpose, [...purposes]),
        isNull(signInLinks.usedAt),
        isNull(signInLinks.supersededAt),
        gt(signInLinks.expiresAt, now),
      ),
    )
    .get();
}

/** Uses a link up; false when somebody was faster. */
export function useLink(db: Db, id: number, now: number): boolean {
  return (
    db.update(signInLinks).set({ usedAt: now }).where(and(eq(signInLinks.id, id), isNull(signInLinks.usedAt))).run().changes === 1
  );
}

/** Counts one more of `key` and answers how many there were within `windowMs`, this one included. */
export function countAttempt(db: Db, key: string, now: number, windowMs: number): number {
  db.delete(throttles).where(and(eq(throttles.key, key), lt(throttles.firstAt, now - windowMs))).run();
  return db
    .insert(throttles)
    .values({ key, count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({ target: throttles.key, set: { count: sql`${throttles.count} + 1`, lastAt: now } })
    .returning({ count: throttles.count })
    .get().count;
}

/** Forgets the attempts counted under `key`. */
export function forgetAttempts(db: Db, key: string): void {
  db.delete(throttles).where(eq(throttles.key, key)).run();
}

/** What is counted under `key`, without counting. */
export function attemptsOf(db: Db, key: string) {
  return db.select().from(throttles).where(eq(throttles.key, key)).get();
}

/** Password and second factor of a person. */
export function credentialsOf(db: Db, personId: number) {
  return db.select().from(credentials).where(eq(credentials.personId, personId)).get();
}
