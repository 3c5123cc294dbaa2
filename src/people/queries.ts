// Every SQL statement about people, their groups and one-time links.
import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { memberships, people, signInLinks } from '../../db/schema/people.js';
import type { Group } from '../access/actor.js';

export type LinkPurpose = (typeof signInLinks.$inferSelect)['purpose'];

/** The person with this address (lower case). */
export function personByEmail(db: Db, email: string) {
  return db.select().from(people).where(eq(people.email, email)).get();
}

const personStatement = prepared((db) =>
  db
    .select()
    .from(people)
    .where(eq(people.id, sql.placeholder('id')))
    .prepare(),
);

/** The person with this id. */
export function personById(db: Db, id: number) {
  return personStatement(db).get({ id });
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

/** Ends the membership a person has in `group`; answers whether there was one. */
export function endMembership(db: Db, personId: number, group: Group, now: number): boolean {
  return (
    db
      .update(memberships)
      .set({ until: now })
      .where(and(eq(memberships.personId, personId), eq(memberships.group, group), isNull(memberships.until)))
      .run().changes === 1
  );
}

/** All memberships of a person, past ones too, oldest first. */
export function membershipsOf(db: Db, personId: number) {
  return db
    .select({ group: memberships.group, since: memberships.since, until: memberships.until })
    .from(memberships)
    .where(eq(memberships.personId, personId))
    .orderBy(asc(memberships.since), asc(memberships.id))
    .all();
}

/** How many people are in `group` now, `exceptId` not counted. */
export function countIn(db: Db, group: Group, exceptId = 0): number {
  return (
    db
      .select({ count: sql<number>`count(*)` })
      .from(memberships)
      .where(
        and(
          eq(memberships.group, group),
          isNull(memberships.until),
          sql`${memberships.personId} <> ${exceptId}`,
        ),
      )
      .get()?.count ?? 0
  );
}

/** Stores a one-time link; earlier unused ones of the same purpose, person and address no longer work. */
export function insertLink(db: Db, link: typeof signInLinks.$inferInsert): void {
  const samePerson = link.personId ? eq(signInLinks.personId, link.personId) : undefined;
  // A new address is only asked for: somebody else's wish for the same one must stay.
  const sameAddress =
    link.email && link.purpose !== 'change_email' ? eq(signInLinks.email, link.email) : undefined;
  db.update(signInLinks)
    .set({ supersededAt: link.createdAt })
    .where(
      and(
        or(samePerson, sameAddress),
        eq(signInLinks.purpose, link.purpose),
        isNull(signInLinks.usedAt),
        isNull(signInLinks.supersededAt),
      ),
    )
    .run();
  db.insert(signInLinks).values(link).run();
}

/** The link with this hash, if it can still be opened at `now` for one of `purposes`. */
export function openableLink(db: Db, tokenHash: string, purposes: readonly LinkPurpose[], now: number) {
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
    db
      .update(signInLinks)
      .set({ usedAt: now })
      .where(and(eq(signInLinks.id, id), isNull(signInLinks.usedAt)))
      .run().changes === 1
  );
}

/** The link with this hash, whether it can still be opened or not. */
export function linkOf(db: Db, tokenHash: string) {
  return db.select().from(signInLinks).where(eq(signInLinks.tokenHash, tokenHash)).get();
}

/** Makes all unused links of a person to these purposes useless. */
export function supersedeLinks(
  db: Db,
  personId: number,
  purposes: readonly LinkPurpose[],
  now: number,
): void {
  db.update(signInLinks)
    .set({ supersededAt: now })
    .where(
      and(
        eq(signInLinks.personId, personId),
        inArray(signInLinks.purpose, [...purposes]),
        isNull(signInLinks.usedAt),
        isNull(signInLinks.supersededAt),
      ),
    )
    .run();
}

/** Forgets links that ended before `instant`; answers with how many. */
export function deleteLinksBefore(db: Db, instant: number): number {
  return db.delete(signInLinks).where(lt(signInLinks.expiresAt, instant)).run().changes;
}

/** Forgets every one-time link of a person, and those made for their address before they were known. */
export function deleteLinksOf(db: Db, personId: number, email: string | null): void {
  const theirs = eq(signInLinks.personId, personId);
  db.delete(signInLinks)
    .where(email === null ? theirs : or(theirs, eq(signInLinks.email, email)))
    .run();
}
