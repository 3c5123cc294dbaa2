// Every SQL statement of the outbox.
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { prepared, preparedFor } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calls } from '../../db/schema/calls.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { letters, letterVersions } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import { letterTemplates } from '../../db/schema/templates.js';
import { LEASE, LONGEST_PAUSE } from './rules.js';

export type Letter = typeof letters.$inferSelect;
export type LetterState = Letter['state'];

const insertStatement = preparedFor((db, letter: typeof letters.$inferInsert) =>
  db.insert(letters).values(letter).returning({ id: letters.id }).prepare(),
);

/** Stores a letter; answers with its id. */
export function insertLetter(db: Db, letter: typeof letters.$inferInsert): number {
  return insertStatement(db, letter).get(letter).id;
}

/**
 * A letter whose time has come, or whose sender died. What waits longer than any letter does was put off by a clock that
 * ran ahead and was put right.
 */
function isDue(now: number): SQL | undefined {
  const { nextAttemptAt, leaseUntil, createdAt } = letters;
  const waited = or(lte(nextAttemptAt, now), gt(nextAttemptAt, now + LONGEST_PAUSE), gt(createdAt, now));
  const left = or(lte(leaseUntil, now), gt(leaseUntil, now + LEASE));
  return or(and(eq(letters.state, 'queued'), waited), and(eq(letters.state, 'sending'), left));
}

/**
 * Takes the letter that has been due for longest, or one whose sender died, and answers with it: one statement,
 * so that two senders never hold the same. The attempt counts from now on.
 */
export function claimLetter(db: Db, now: number, leaseUntil: number): Letter | undefined {
  const next = db
    .select({ id: letters.id })
    .from(letters)
    .where(isDue(now))
    .orderBy(asc(letters.nextAttemptAt), asc(letters.id))
    .limit(1);
  return db
    .update(letters)
    .set({
      state: 'sending',
      leaseUntil,
      attempts: sql`${letters.attempts} + 1`,
      inDoubt: sql`${letters.inDoubt} or ${letters.state} = 'sending'`,
    })
    .where(eq(letters.id, sql`(${next})`))
    .returning()
    .get();
}

/** How many letters could be sent now. */
export function countDue(db: Db, now: number): number {
  return db.select({ count: sql<number>`count(*)` }).from(letters).where(isDue(now)).get()?.count ?? 0;
}

/** Ends a claim; false when the lease had run out and another sender holds the letter now. */
export function endClaim(db: Db, claimed: Letter, change: Partial<Letter>): boolean {
  const same = and(eq(letters.attempts, claimed.attempts), eq(letters.leaseUntil, claimed.leaseUntil ?? 0));
  const mine = and(eq(letters.id, claimed.id), eq(letters.state, 'sending'), same);
  return (
    db
      .update(letters)
      .set({ ...change, leaseUntil: null })
      .where(mine)
      .run().changes === 1
  );
}

/** Brings forward what waits only because the mail server was away; answers with how many. */
export function hurry(db: Db, now: number, problems: readonly string[]): number {
  const waiting = and(
    eq(letters.state, 'queued'),
    inArray(letters.lastProblem, [...problems]),
    sql`${letters.nextAttemptAt} > ${now}`,
  );
  return db.update(letters).set({ nextAttemptAt: now }).where(waiting).run().changes;
}

/** Moves a letter from one of `from`; false when it is in none of them any more. */
export function moveLetter(
  db: Db,
  id: number,
  from: readonly LetterState[],
  change: Partial<Letter>,
): boolean {
  return (
    db
      .update(letters)
      .set(change)
      .where(and(eq(letters.id, id), inArray(letters.state, [...from])))
      .run().changes === 1
  );
}

/**
 * When a letter was written that did not reach a person of `people` under the address they have now: it came back, or
 * their server knows no such address and has taken nothing since. NULL where none is known; part of a query on people.
 */
export const bouncedAt = sql<number | null>`(select max(back.created_at) from letters back
  where back.person_id = people.id and back.recipient = people.email and back.state in ('failed', 'dropped')
  and (back.last_problem = 'came_back' or (back.last_problem like 'no_such_address%' and not exists (
    select 1 from letters later where later.person_id = back.person_id and later.recipient = back.recipient
    and later.state = 'sent' and later.id > back.id))))`;

const bouncedStatement = prepared((db) =>
  db
    .select({ at: bouncedAt })
    .from(people)
    .where(eq(people.id, sql.placeholder('personId')))
    .prepare(),
);

/** When a letter was written that did not reach this person under the address they have now; null when none is known. */
export function lastBounce(db: Db, personId: number): number | null {
  return bouncedStatement(db).get({ personId })?.at ?? null;
}

const shown = {
  id: letters.id,
  letter: letters.letter,
  kind: letters.kind,
  state: letters.state,
  subject: letters.subject,
  language: letters.language,
  recipient: letters.recipient,
  name: people.name,
  groupId: letters.groupId,
  attempts: letters.attempts,
  nextAttemptAt: letters.nextAttemptAt,
  lastProblem: letters.lastProblem,
  sentAt: letters.sentAt,
  createdAt: letters.createdAt,
  editedBy: letters.editedBy,
};

/** Which letters a list is about; what is absent does not narrow it. */
export type Filter = {
  letter?: string | undefined;
  language?: Letter['language'] | undefined;
  callId?: number | undefined;
  /** NULL: caused by no act that is known. */
  groupId?: string | null | undefined;
  edited?: boolean | undefined;
  ids?: readonly number[] | undefined;
};

/**
 * A letter about an application with which its reader is in conflict does not exist for them: about itself, about its
 * interview, or about the account of whose it is.
 */
function mayRead(reader: number): SQL {
  const interviewed = sql`(select ${bookings.applicationId} from ${bookings} where ${bookings.id} = ${letters.entityId})`;
  const theirs = sql`select 1 from ${applications} where ${applications.personId} = ${letters.personId}`;
  return sql`case ${letters.entity}
    when 'application' then ${withoutConflict(reader, sql`${letters.entityId}`)}
    when 'booking' then ${withoutConflict(reader, interviewed)}
    when 'person' then not exists (${theirs} and not ${withoutConflict(reader, sql`${applications.id}`)})
    else true end`;
}

function within(reader: number, { letter, language, callId, groupId, edited, ids }: Filter) {
  return and(
    mayRead(reader),
    letter === undefined ? undefined : eq(letters.letter, letter),
    language === undefined ? undefined : eq(letters.language, language),
    callId === undefined ? undefined : eq(letters.callId, callId),
    groupId === undefined ? undefined : sql`${letters.groupId} is ${groupId}`,
    edited ? isNotNull(letters.editedBy) : undefined,
    ids === undefined ? undefined : inArray(letters.id, [...ids]),
  );
}

/** One page of the letters in these states: what needs a person first, then the newest. */
export function listLetters(
  db: Db,
  reader: number,
  states: readonly LetterState[],
  filter: Filter,
  page: { limit: number; offset: number },
) {
  const urgency = sql`case ${letters.state} when 'failed' then 0 when 'draft' then 1 when 'sent' then 3 when 'dropped' then 4 else 2 end`;
  return db
    .select(shown)
    .from(letters)
    .leftJoin(people, eq(people.id, letters.personId))
    .where(and(inArray(letters.state, [...states]), within(reader, filter)))
    .orderBy(asc(urgency), desc(letters.id))
    .limit(page.limit)
    .offset(page.offset)
    .all();
}

/** How many letters are in each state. */
export function countLetters(db: Db, reader: number, filter: Filter): Record<LetterState, number> {
  const none = { draft: 0, queued: 0, sending: 0, sent: 0, failed: 0, dropped: 0 };
  const rows = db
    .select({ state: letters.state, count: sql<number>`count(*)` })
    .from(letters)
    .where(within(reader, filter))
    .groupBy(letters.state)
    .all();
  return { ...none, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}

/** The acts whose drafts wait, the newest first: how many letters each has, how many may be released, how many were edited. */
export function draftGroups(db: Db, reader: number, filter: Filter) {
  return db
    .select({
      groupId: letters.groupId,
      count: sql<number>`count(*)`,
      releasable: sql<number>`sum(${releasable})`,
      edited: sql<number>`count(${letters.editedBy})`,
      since: sql<number>`min(${letters.createdAt})`,
    })
    .from(letters)
    .where(and(eq(letters.state, 'draft'), within(reader, filter)))
    .groupBy(letters.groupId)
    .orderBy(sql`max(${letters.id}) desc`)
    .all();
}

/** Decisions are released where they are made, unless that was done and only their letter was held back. */
const releasable = sql`(${letters.kind} = 'notice' or ${letters.releaseGroupId} is not null)`;

/** How many drafts wait for somebody to let them go. */
export function countReleasable(db: Db): number {
  const { count } = { count: sql<number>`count(*)` };
  return (
    db
      .select({ count })
      .from(letters)
      .where(and(eq(letters.state, 'draft'), releasable))
      .get()?.count ?? 0
  );
}

/** Drafts that staff may let go, with their words, in the order they were written. */
export function releasableLetters(db: Db, reader: number, filter: Filter) {
  return db
    .select({ letter: letters, name: people.name })
    .from(letters)
    .leftJoin(people, eq(people.id, letters.personId))
    .where(and(eq(letters.state, 'draft'), releasable, within(reader, filter)))
    .orderBy(asc(letters.letter), asc(letters.id))
    .all()
    .map(({ letter, name }) => ({ ...letter, name }));
}

/** The kinds of letters there are, and the calls they are about, for the filters. */
export function kindsOfLetters(db: Db): { letters: string[]; calls: { id: number; slug: string }[] } {
  const kinds = db
    .selectDistinct({ letter: letters.letter })
    .from(letters)
    .orderBy(asc(letters.letter))
    .all();
  const about = db
    .selectDistinct({ id: calls.id, slug: calls.slug })
    .from(letters)
    .innerJoin(calls, eq(calls.id, letters.callId))
    .orderBy(desc(calls.id))
    .all();
  return { letters: kinds.map(({ letter }) => letter), calls: about };
}

/** Changes the words of a draft that is still as it was read; false when it is not. */
export function changeWords(
  db: Db,
  read: Letter,
  change: Pick<Letter, 'subject' | 'sealedBody' | 'editedBy' | 'editedAt'> & {
    templateId?: number | null;
    sealedData?: Buffer;
  },
): boolean {
  const same = and(eq(letters.version, read.version), eq(letters.state, 'draft'));
  return (
    db
      .update(letters)
      .set({ ...change, version: read.version + 1 })
      .where(and(eq(letters.id, read.id), same))
      .run().changes === 1
  );
}

/** The call that an application is for; NULL when there is no such application. */
export function callOf(db: Db, applicationId: number): number | null {
  const { callId, id } = applications;
  return db.select({ callId }).from(applications).where(eq(id, applicationId)).get()?.callId ?? null;
}

const wordingStatement = prepared((db) => {
  const { id, subject, body, callId, letter, language, version } = letterTemplates;
  const asked = [eq(callId, sql.placeholder('callId')), eq(letter, sql.placeholder('letter'))];
  return db
    .select({ id, subject, body })
    .from(letterTemplates)
    .where(and(...asked, eq(language, sql.placeholder('language'))))
    .orderBy(desc(version))
    .limit(1)
    .prepare();
});

/** The staff's own text that holds now for a letter of a call in a language; undefined where it is the standard one. */
export function wordingOf(
  db: Db,
  { callId, letter, language }: { callId: number; letter: string; language: 'sq' | 'sr' | 'en' },
): { id: number; subject: string; body: string } | undefined {
  const newest = wordingStatement(db).get({ callId, letter, language });
  if (!newest || newest.subject === null || newest.body === null) return undefined;
  return { id: newest.id, subject: newest.subject, body: newest.body };
}

/** Keeps what a draft said before it was changed. */
export function insertVersion(db: Db, version: typeof letterVersions.$inferInsert): void {
  db.insert(letterVersions).values(version).run();
}

/** What a letter said before, newest first, sealed, with the name of who wrote it. */
export function versionsOf(db: Db, letterId: number) {
  const { version, sealedWords, writtenAt } = letterVersions;
  return db
    .select({ version, sealedWords, writtenAt, by: people.name })
    .from(letterVersions)
    .leftJoin(people, eq(people.id, letterVersions.writtenBy))
    .where(eq(letterVersions.letterId, letterId))
    .orderBy(desc(letterVersions.version))
    .all();
}

/** The same words sent elsewhere: the letter this one replaces and those that replace it, oldest first. */
export function copiesOf(db: Db, reader: number, { id, replacesId }: Letter) {
  return db
    .select(shown)
    .from(letters)
    .leftJoin(people, eq(people.id, letters.personId))
    .where(
      and(
        mayRead(reader),
        or(eq(letters.replacesId, id), replacesId === null ? undefined : eq(letters.id, replacesId)),
      ),
    )
    .orderBy(asc(letters.id))
    .all();
}

/** Letters written as drafts that somebody released and nobody has tried to send yet; `names` are such letters. */
export function releasedLetters(db: Db, reader: number, names: readonly string[]) {
  const released = and(
    eq(letters.state, 'queued'),
    eq(letters.attempts, 0),
    inArray(letters.letter, [...names]),
    mayRead(reader),
  );
  return db
    .select(shown)
    .from(letters)
    .leftJoin(people, eq(people.id, letters.personId))
    .where(released)
    .orderBy(asc(letters.id))
    .all();
}

/** Letters that an act caused, or that it released, in the order they were written. */
export function lettersOfGroup(db: Db, groupId: string): Letter[] {
  return db
    .select()
    .from(letters)
    .where(or(eq(letters.groupId, groupId), eq(letters.releaseGroupId, groupId)))
    .orderBy(asc(letters.id))
    .all();
}

/** True when another decision about the same thing waits as a draft. */
export function hasOtherDraft(db: Db, letter: Letter): boolean {
  const same = and(eq(letters.entity, letter.entity), eq(letters.entityId, letter.entityId));
  const other = and(eq(letters.kind, 'decision'), eq(letters.state, 'draft'), ne(letters.id, letter.id));
  return db.select({ id: letters.id }).from(letters).where(and(same, other)).get() !== undefined;
}

/** One letter with its person's name and who changed its words, unless its reader is in conflict with its application. */
export function letterById(
  db: Db,
  reader: number,
  id: number,
): (Letter & { name: string | null; editor: string | null }) | undefined {
  const editors = alias(people, 'editors');
  const row = db
    .select()
    .from(letters)
    .leftJoin(people, eq(people.id, letters.personId))
    .leftJoin(editors, eq(editors.id, letters.editedBy))
    .where(and(eq(letters.id, id), mayRead(reader)))
    .get();
  return row && { ...row.letters, name: row.people?.name ?? null, editor: row.editors?.name ?? null };
}

/** The decision about a thing that waits to be released; at most one, by its index. */
export function decisionDraft(db: Db, thing: { entity: string; entityId: number }): Letter | undefined {
  const about = and(eq(letters.entity, thing.entity), eq(letters.entityId, thing.entityId));
  return db
    .select()
    .from(letters)
    .where(and(about, eq(letters.kind, 'decision'), eq(letters.state, 'draft')))
    .get();
}

/** The newest letters whatever their state, for the demonstration. */
export function newestLetters(db: Db, most: number): Letter[] {
  return db.select().from(letters).orderBy(desc(letters.id)).limit(most).all();
}

/** True when a letter has been overdue since before `since`. */
export function isLate(db: Db, since: number): boolean {
  const late = or(
    and(eq(letters.state, 'queued'), lt(letters.nextAttemptAt, since)),
    and(eq(letters.state, 'sending'), lt(letters.leaseUntil, since)),
  );
  return db.select({ id: letters.id }).from(letters).where(late).limit(1).get() !== undefined;
}

/** How many letters there are in each state. */
export function countsByState(db: Db) {
  const count = sql<number>`count(*)`;
  return db.select({ state: letters.state, count }).from(letters).groupBy(letters.state).all();
}

/** Bodies of these letters that will not be sent again, older than `before`. */
export function countSpentBodies(db: Db, names: readonly string[], before: number): number {
  return (
    db.select({ count: sql<number>`count(*)` }).from(letters).where(spent(names, before)).get()?.count ?? 0
  );
}

/** Erases those bodies; answers with how many there were. */
export function eraseSpentBodies(db: Db, names: readonly string[], before: number): number {
  return db.update(letters).set({ sealedBody: null }).where(spent(names, before)).run().changes;
}

function spent(names: readonly string[], before: number) {
  return and(
    inArray(letters.letter, [...names]),
    inArray(letters.state, ['failed', 'dropped']),
    isNotNull(letters.sealedBody),
    lt(letters.createdAt, before),
  );
}

/** A letter of which nothing personal is left. */
export const blank = {
  recipient: null,
  subject: '',
  sealedBody: null,
  sealedData: null,
  attachments: [],
} satisfies Partial<Letter>;

/** What an erased person's letters are: to them, to their address, or about their applications. */
export type Correspondence = { personId: number; email: string | null; applicationIds: readonly number[] };

function of({ personId, email, applicationIds }: Correspondence) {
  return or(
    eq(letters.personId, personId),
    email === null ? undefined : eq(letters.recipient, email),
    and(eq(letters.entity, 'application'), inArray(letters.entityId, [...applicationIds])),
  );
}

/** Every letter of a correspondence that still says something. */
export function lettersOf(db: Db, correspondence: Correspondence): Letter[] {
  return db.select().from(letters).where(of(correspondence)).orderBy(asc(letters.id)).all();
}

/** Blanks these letters and forgets their earlier words; what has not left never will. */
export function eraseLetters(db: Db, ids: readonly number[]): void {
  db.delete(letterVersions)
    .where(inArray(letterVersions.letterId, [...ids]))
    .run();
  const over = sql`case when ${letters.state} in ('sent', 'failed', 'dropped') then ${letters.state} else 'dropped' end`;
  db.update(letters)
    .set({ ...blank, state: over as unknown as LetterState })
    .where(inArray(letters.id, [...ids]))
    .run();
}

/** Letters to nobody we know (a link never opened, somebody erased) that were written before `before`. */
export function strangersLetters(db: Db, before: number): number[] {
  return db
    .select({ id: letters.id })
    .from(letters)
    .where(and(isNull(letters.personId), isNotNull(letters.recipient), lt(letters.createdAt, before)))
    .all()
    .map((row) => row.id);
}
