// Every SQL statement about applications: loading by who may see them, compare-and-set of states, answers, documents.
import { and, desc, eq, inArray, isNull, max, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import {
  answers,
  answerVersions,
  applicationDocuments,
  applications,
  communityCounters,
  communityOptIns,
  lateKeys,
} from '../../db/schema/applications.js';
import { calls, institutions } from '../../db/schema/calls.js';
import { files } from '../../db/schema/files.js';
import { people } from '../../db/schema/people.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { fold } from '../lib/fold.js';
import type { State } from './states.js';

export type Application = typeof applications.$inferSelect;
export type Section = (typeof answers.$inferSelect)['section'];
export type Slot = (typeof applicationDocuments.$inferSelect)['slot'];
export type Body = Record<string, unknown>;

/**
 * The application, if `actor` may do `action` with it. Own: theirs. Any: one that was sent, or one that staff
 * are entering; what a student has not sent does not exist for staff.
 */
export function visibleTo(db: Db, actor: Actor, action: Action, id: number): Application | undefined {
  const scope = scopeOf(actor, action);
  if (!scope) return undefined;
  const may =
    scope === 'any'
      ? sql`(${applications.state} not in ('draft', 'not_submitted') or ${applications.source} <> 'web')`
      : eq(applications.personId, actor.personId);
  return db
    .select()
    .from(applications)
    .where(and(eq(applications.id, id), may))
    .get();
}

/** A person's applications with their calls' slugs, newest first. */
export function applicationsOf(db: Db, personId: number) {
  return db
    .select({ application: applications, slug: calls.slug, closesAt: calls.closesAt })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(eq(applications.personId, personId))
    .orderBy(desc(applications.id))
    .all();
}

/** The one application of this person for this call that is neither withdrawn nor left unsent. */
export function liveApplication(db: Db, callId: number, personId: number): Application | undefined {
  return db
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.personId, personId),
        sql`${applications.state} not in ('withdrawn', 'not_submitted')`,
      ),
    )
    .get();
}

/** Stores an application; answers with its id. */
export function insertApplication(db: Db, application: typeof applications.$inferInsert): number {
  return db.insert(applications).values(application).returning({ id: applications.id }).get().id;
}

/** Compare and set: true when exactly this row was in one of `from` and is now in `to`. */
export function setState(
  db: Db,
  id: number,
  from: readonly State[],
  to: State,
  change: Partial<Omit<typeof applications.$inferInsert, 'id' | 'state'>>,
): boolean {
  const { changes } = db
    .update(applications)
    .set({ ...change, state: to, version: sql`${applications.version} + 1` })
    .where(and(eq(applications.id, id), inArray(applications.state, [...from])))
    .run();
  return changes === 1;
}

/** Changes columns that are not the state; exactly one row. */
export function updateApplication(
  db: Db,
  id: number,
  change: Partial<Omit<typeof applications.$inferInsert, 'id' | 'state'>>,
): void {
  const { changes } = db.update(applications).set(change).where(eq(applications.id, id)).run();
  if (changes !== 1) throw new Error(`application ${id} is not there`);
}

/** The next reference number of a year: 1 after none. Safe inside an immediate transaction. */
export function nextReferenceNumber(db: Db, year: number): number {
  const row = db
    .select({ last: max(applications.referenceNumber) })
    .from(applications)
    .where(eq(applications.referenceYear, year))
    .get();
  return (row?.last ?? 0) + 1;
}

const answersStatement = prepared((db) =>
  db
    .select()
    .from(answers)
    .where(eq(answers.applicationId, sql.placeholder('applicationId')))
    .prepare(),
);

/** All sections that were begun, by name. */
export function answersOf(
  db: Db,
  applicationId: number,
): Partial<Record<Section, typeof answers.$inferSelect>> {
  const rows = answersStatement(db).all({ applicationId });
  return Object.fromEntries(rows.map((row) => [row.section, row]));
}

/** Stores a section if it is still at `version` (0: not begun); answers with the new version, or undefined. */
export function saveAnswers(
  db: Db,
  input: {
    applicationId: number;
    section: Section;
    version: number;
    body: Body;
    savedAt: number;
    savedBy: number;
  },
): number | undefined {
  const version = input.version + 1;
  if (input.version === 0) {
    const { changes } = db
      .insert(answers)
      .values({ ...input, version })
      .onConflictDoNothing()
      .run();
    return changes === 1 ? version : undefined;
  }
  const { changes } = db
    .update(answers)
    .set({ body: input.body, version, savedAt: input.savedAt, savedBy: input.savedBy })
    .where(
      and(
        eq(answers.applicationId, input.applicationId),
        eq(answers.section, input.section),
        eq(answers.version, input.version),
      ),
    )
    .run();
  return changes === 1 ? version : undefined;
}

/** Keeps the present text of every section as a version; the same version is kept once. */
export function keepVersions(db: Db, applicationId: number): void {
  const rows = db.select().from(answers).where(eq(answers.applicationId, applicationId)).all();
  for (const row of rows) db.insert(answerVersions).values(row).onConflictDoNothing().run();
}

const versionsStatement = prepared((db) =>
  db
    .select()
    .from(answerVersions)
    .where(eq(answerVersions.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(answerVersions.id))
    .prepare(),
);

/** The versions kept since the submission, newest first. */
export function versionsOf(db: Db, applicationId: number) {
  return versionsStatement(db).all({ applicationId });
}

const documentsStatement = prepared((db) =>
  db
    .select({
      slot: applicationDocuments.slot,
      id: files.id,
      name: files.name,
      type: files.type,
      bytes: files.bytes,
      pages: files.pages,
      addedAt: applicationDocuments.addedAt,
    })
    .from(applicationDocuments)
    .innerJoin(files, eq(files.id, applicationDocuments.fileId))
    .where(
      and(
        eq(applicationDocuments.applicationId, sql.placeholder('applicationId')),
        isNull(applicationDocuments.removedAt),
      ),
    )
    .prepare(),
);

/** The documents of an application as they stand, with what is known of each file. */
export function documentsOf(db: Db, applicationId: number) {
  return documentsStatement(db).all({ applicationId });
}

/** Every file that ever stood in an application. */
export function allFileIdsOf(db: Db, applicationId: number): number[] {
  return db
    .select({ id: applicationDocuments.fileId })
    .from(applicationDocuments)
    .where(eq(applicationDocuments.applicationId, applicationId))
    .all()
    .map((row) => row.id);
}

/** Puts a file into a slot; the one that stood there is taken out. Answers with the id of that one. */
export function placeDocument(
  db: Db,
  input: { applicationId: number; slot: Slot; fileId: number | null; at: number },
): number | undefined {
  const { applicationId, slot, fileId, at } = input;
  const removed = db
    .update(applicationDocuments)
    .set({ removedAt: at })
    .where(
      and(
        eq(applicationDocuments.applicationId, applicationId),
        eq(applicationDocuments.slot, slot),
        isNull(applicationDocuments.removedAt),
      ),
    )
    .returning({ fileId: applicationDocuments.fileId })
    .get();
  if (fileId !== null)
    db.insert(applicationDocuments).values({ applicationId, slot, fileId, addedAt: at }).run();
  return removed?.fileId;
}

/** Removes an application that was never sent, with everything in it. */
export function deleteApplication(db: Db, id: number): void {
  eraseContents(db, id);
  db.delete(applicationDocuments).where(eq(applicationDocuments.applicationId, id)).run();
  const { changes } = db
    .delete(applications)
    .where(and(eq(applications.id, id), eq(applications.state, 'draft')))
    .run();
  if (changes !== 1) throw new Error(`application ${id} is not a draft`);
}

/** Erases what somebody typed: answers, their versions, the opt-in, the search row. */
export function eraseContents(db: Db, applicationId: number): void {
  db.delete(answers).where(eq(answers.applicationId, applicationId)).run();
  db.delete(answerVersions).where(eq(answerVersions.applicationId, applicationId)).run();
  db.delete(communityOptIns).where(eq(communityOptIns.applicationId, applicationId)).run();
  db.run(sql`delete from application_search where rowid = ${applicationId}`);
}

/** Makes the application findable by name, reference, e-mail and institution, folded. */
export function indexForSearch(db: Db, applicationId: number): void {
  const row = db
    .select({
      reference: applications.reference,
      name: people.name,
      email: people.email,
      institution: sql<
        string | null
      >`coalesce(${institutions.nameSq} || ' ' || ${institutions.nameSr} || ' ' || ${institutions.nameEn}, '')`,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(institutions, eq(institutions.id, applications.institution))
    .where(eq(applications.id, applicationId))
    .get();
  if (!row) return;
  const studies = answersOf(db, applicationId).studies?.body as { institutionOther?: string } | undefined;
  const words = [row.name, row.reference, row.email, row.institution, studies?.institutionOther];
  const folded = fold(words.filter(Boolean).join(' '));
  db.run(sql`delete from application_search where rowid = ${applicationId}`);
  db.run(sql`insert into application_search (rowid, folded) values (${applicationId}, ${folded})`);
}

/** One more of a community, tied to nothing. */
export function countCommunity(
  db: Db,
  callId: number,
  community: (typeof communityCounters.$inferSelect)['community'],
): void {
  db.insert(communityCounters)
    .values({ callId, community, count: 1 })
    .onConflictDoUpdate({
      target: [communityCounters.callId, communityCounters.community],
      set: { count: sql`${communityCounters.count} + 1` },
    })
    .run();
}

/** Stores, replaces or withdraws (null) the sealed opt-in. */
export function setOptIn(db: Db, applicationId: number, sealed: Buffer | null, at: number): void {
  db.delete(communityOptIns).where(eq(communityOptIns.applicationId, applicationId)).run();
  if (sealed) db.insert(communityOptIns).values({ applicationId, sealed, at }).run();
}

/** The sealed opt-in, if there is one. */
export function optInOf(db: Db, applicationId: number): Buffer | undefined {
  return db
    .select({ sealed: communityOptIns.sealed })
    .from(communityOptIns)
    .where(eq(communityOptIns.applicationId, applicationId))
    .get()?.sealed;
}

/** Stores a late key. */
export function insertLateKey(db: Db, key: typeof lateKeys.$inferInsert): number {
  return db.insert(lateKeys).values(key).returning({ id: lateKeys.id }).get().id;
}

/** The late key with this hash, unused and in time. */
export function usableLateKey(db: Db, keyHash: string, now: number) {
  return db
    .select()
    .from(lateKeys)
    .where(and(eq(lateKeys.keyHash, keyHash), isNull(lateKeys.usedAt), sql`${lateKeys.expiresAt} > ${now}`))
    .get();
}

/** The late key with this id. */
export function lateKeyById(db: Db, id: number) {
  return db.select().from(lateKeys).where(eq(lateKeys.id, id)).get();
}

/** All late keys of a call, newest first. */
export function lateKeysOf(db: Db, callId: number) {
  return db.select().from(lateKeys).where(eq(lateKeys.callId, callId)).orderBy(desc(lateKeys.id)).all();
}

/** Uses a late key up; false when it was used meanwhile. */
export function useLateKey(db: Db, id: number, now: number): boolean {
  return (
    db
      .update(lateKeys)
      .set({ usedAt: now })
      .where(and(eq(lateKeys.id, id), isNull(lateKeys.usedAt)))
      .run().changes === 1
  );
}

/** Drafts of a call that nobody entered on behalf of somebody: ids, people and since when. */
export function draftsOf(db: Db, callId: number) {
  return db
    .select({
      id: applications.id,
      personId: applications.personId,
      createdAt: applications.createdAt,
      email: people.email,
      language: people.language,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(eq(applications.callId, callId), eq(applications.state, 'draft'), eq(applications.source, 'web')),
    )
    .all();
}

/** Applications staff are entering and have not finished. */
export function openEntries(db: Db, callId: number) {
  return db
    .select({ id: applications.id, name: people.name, createdAt: applications.createdAt })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(eq(applications.callId, callId), eq(applications.state, 'draft'), ne(applications.source, 'web')),
    )
    .all();
}

/** Community counters of a call. */
export function communityCounts(db: Db, callId: number) {
  return db.select().from(communityCounters).where(eq(communityCounters.callId, callId)).all();
}

/** The application with this id, whoever's it is: for jobs and for what was loaded by visibleTo before. */
export function applicationById(db: Db, id: number): Application | undefined {
  return db.select().from(applications).where(eq(applications.id, id)).get();
}

/** Name and phone of a person. */
export function contactOf(db: Db, personId: number) {
  return db
    .select({ name: people.name, phone: people.phone })
    .from(people)
    .where(eq(people.id, personId))
    .get();
}

/** Every application of a person, oldest first. */
export function allOf(db: Db, personId: number): Application[] {
  return db
    .select()
    .from(applications)
    .where(eq(applications.personId, personId))
    .orderBy(applications.id)
    .all();
}

/** Takes out of the row itself what tells of a person; state, dates and reference stay for the figures. */
export function anonymise(db: Db, id: number, now: number): void {
  const nothing = { averageTenThousandths: null, institution: null, studyYear: null, overall: null };
  const over = { returnTo: null, pendingTo: null, attentionAt: null, contestedAt: null };
  updateApplication(db, id, { ...nothing, ...over, anonymisedAt: now });
}

/** Takes address and reason out of the late keys given to this address, and out of the one an application used. */
export function eraseLateKeys(db: Db, email: string | null, ids: readonly number[]): void {
  const used = inArray(lateKeys.id, [...ids]);
  db.update(lateKeys)
    .set({ email: '', reason: '' })
    .where(email === null ? used : or(used, eq(lateKeys.email, email)))
    .run();
}

/** The late keys given to this address, oldest first. */
export function lateKeysFor(db: Db, email: string) {
  const { createdAt, expiresAt, usedAt, reason } = lateKeys;
  return db
    .select({ createdAt, expiresAt, usedAt, reason })
    .from(lateKeys)
    .where(eq(lateKeys.email, email))
    .orderBy(lateKeys.id)
    .all();
}
