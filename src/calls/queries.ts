// Every SQL statement of calls: reading them for everybody, writing them for this feature alone.
import { and, asc, desc, eq, inArray, notInArray, sql, sum } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applicationCounts } from '../../db/schema/applications.js';
import { calls, callTexts, callVersions } from '../../db/schema/calls.js';
import { history } from '../../db/schema/history.js';
import { institutions } from '../../db/schema/institutions.js';
import type { Conditions } from '../eligibility/rules.js';
import type { TextLanguage } from './form.js';

export type Call = typeof calls.$inferSelect;
export type TextRow = typeof callTexts.$inferSelect;
export type Version = typeof callVersions.$inferSelect;
export type Institution = typeof institutions.$inferSelect;

/** The published call with this address; a draft is not there for anybody who is not staff. */
export function callBySlug(db: Db, slug: string): Call | undefined {
  return db
    .select()
    .from(calls)
    .where(and(eq(calls.slug, slug), eq(calls.state, 'published')))
    .get();
}

const callStatement = prepared((db) =>
  db
    .select()
    .from(calls)
    .where(eq(calls.id, sql.placeholder('id')))
    .prepare(),
);

/** A call, published or not. */
export function callById(db: Db, id: number): Call | undefined {
  return callStatement(db).get({ id });
}

/** All published calls, the latest deadline first. */
export function publishedCalls(db: Db): Call[] {
  return db
    .select()
    .from(calls)
    .where(eq(calls.state, 'published'))
    .orderBy(desc(calls.closesAt), desc(calls.id))
    .all();
}

/** All calls for staff, drafts first, then the latest deadline first. */
export function allCalls(db: Db): Call[] {
  return db.select().from(calls).orderBy(asc(calls.state), desc(calls.closesAt), desc(calls.id)).all();
}

const textsStatement = prepared((db) =>
  db
    .select()
    .from(callTexts)
    .where(eq(callTexts.callId, sql.placeholder('callId')))
    .prepare(),
);

/** The text of a call in each language it has. */
export function textsOf(db: Db, callId: number): TextRow[] {
  return textsStatement(db).all({ callId });
}

/** The texts of several calls in one statement, by call. */
export function textsOfMany(db: Db, callIds: readonly number[]): Map<number, TextRow[]> {
  const found = new Map<number, TextRow[]>(callIds.map((id) => [id, []]));
  if (callIds.length === 0) return found;
  for (const row of db
    .select()
    .from(callTexts)
    .where(inArray(callTexts.callId, [...callIds]))
    .all()) {
    found.get(row.callId)?.push(row);
  }
  return found;
}

const currentStatement = prepared((db) =>
  db
    .select()
    .from(callVersions)
    .where(eq(callVersions.callId, sql.placeholder('callId')))
    .orderBy(desc(callVersions.number))
    .limit(1)
    .prepare(),
);

/** The conditions in force: the latest frozen version. Undefined: nothing is published yet. */
export function currentVersion(db: Db, callId: number): Version | undefined {
  return currentStatement(db).get({ callId });
}

const versionStatement = prepared((db) =>
  db
    .select()
    .from(callVersions)
    .where(eq(callVersions.id, sql.placeholder('id')))
    .prepare(),
);

/** One frozen version. */
export function versionById(db: Db, id: number): Version | undefined {
  return versionStatement(db).get({ id });
}

/** All frozen versions of a call, the newest first. */
export function versionsOf(db: Db, callId: number): Version[] {
  return db
    .select()
    .from(callVersions)
    .where(eq(callVersions.callId, callId))
    .orderBy(desc(callVersions.number))
    .all();
}

/** The institutions that the conditions in force name (before publishing: those being edited). */
export function institutionsOf(db: Db, callId: number): Institution[] {
  const conditions = currentVersion(db, callId)?.conditions ?? callById(db, callId)?.conditions;
  return institutionsNamed(db, conditions?.institutions ?? []);
}

const namedStatement = prepared((db) =>
  db
    .select()
    .from(institutions)
    .where(sql`${institutions.id} in (select value from json_each(${sql.placeholder('ids')}))`)
    .prepare(),
);

/** The institutions with these ids. */
export function institutionsNamed(db: Db, ids: readonly string[]): Institution[] {
  return ids.length === 0 ? [] : namedStatement(db).all({ ids: JSON.stringify(ids) });
}

/** Every institution we know. */
export function allInstitutions(db: Db): Institution[] {
  return db.select().from(institutions).all();
}

/** How many applications of a call are in each state; states nobody is in are left out. */
export function countsOf(db: Db, callId: number): Map<string, number> {
  const rows = db.select().from(applicationCounts).where(eq(applicationCounts.callId, callId)).all();
  return new Map(rows.filter((row) => row.count > 0).map((row) => [row.state, row.count]));
}

/** How many applications each of several calls has that were sent. */
export function countsOfMany(db: Db, callIds: readonly number[]): Map<number, number> {
  if (callIds.length === 0) return new Map();
  const rows = db
    .select({ callId: applicationCounts.callId, count: sum(applicationCounts.count) })
    .from(applicationCounts)
    .where(
      and(
        inArray(applicationCounts.callId, [...callIds]),
        notInArray(applicationCounts.state, ['draft', 'not_submitted']),
      ),
    )
    .groupBy(applicationCounts.callId)
    .all();
  return new Map(rows.map((row) => [row.callId, Number(row.count ?? 0)]));
}

/** When a call was last changed by somebody; for the page that shows two texts. */
export function lastChangeAt(db: Db, callId: number): number | undefined {
  return db
    .select({ at: history.at })
    .from(history)
    .where(and(eq(history.entity, 'call'), eq(history.entityId, callId)))
    .orderBy(desc(history.id))
    .limit(1)
    .get()?.at;
}

/** True when another call has this address. */
export function isSlugTaken(db: Db, slug: string, exceptId?: number): boolean {
  const row = db.select({ id: calls.id }).from(calls).where(eq(calls.slug, slug)).get();
  return row !== undefined && row.id !== exceptId;
}

/** Stores a new call; answers with its id. */
export function insertCall(db: Db, call: typeof calls.$inferInsert): number {
  return db.insert(calls).values(call).returning({ id: calls.id }).get().id;
}

/** Changes a call that is still at `version`, and counts it up; false when it is not. */
export function updateCall(
  db: Db,
  id: number,
  version: number,
  change: Partial<Omit<Call, 'id' | 'version'>>,
): boolean {
  return (
    db
      .update(calls)
      .set({ ...change, version: version + 1 })
      .where(and(eq(calls.id, id), eq(calls.version, version)))
      .run().changes === 1
  );
}

/** Stores the text of one language, new or changed. */
export function putText(db: Db, row: typeof callTexts.$inferInsert): void {
  const { callId: _callId, language: _language, ...words } = row;
  db.insert(callTexts)
    .values(row)
    .onConflictDoUpdate({ target: [callTexts.callId, callTexts.language], set: words })
    .run();
}

/** The text of one language, if there is a row. */
export function textOf(db: Db, callId: number, language: TextLanguage): TextRow | undefined {
  return db
    .select()
    .from(callTexts)
    .where(and(eq(callTexts.callId, callId), eq(callTexts.language, language)))
    .get();
}

/** Freezes conditions as a version; answers with its id. The database refuses to change it ever after. */
export function insertVersion(
  db: Db,
  version: {
    callId: number;
    number: number;
    conditions: Conditions;
    reason: string;
    createdAt: number;
    createdBy: number | null;
  },
): number {
  return db.insert(callVersions).values(version).returning({ id: callVersions.id }).get().id;
}

const titles = sql<string>`(select json_group_object(${callTexts.language}, ${callTexts.title}) from ${callTexts}
  where ${callTexts.callId} = ${calls.id} and ${callTexts.title} <> '')`;
const callColumns = {
  id: calls.id,
  slug: calls.slug,
  opensAt: calls.opensAt,
  closesAt: calls.closesAt,
  graceMinutes: calls.graceMinutes,
  titles,
};
const callsStatement = prepared((db) =>
  db
    .select(callColumns)
    .from(calls)
    .where(eq(calls.state, 'published'))
    .orderBy(sql`${calls.closesAt} desc, ${calls.id} desc`)
    .prepare(),
);

export type TitledCall = ReturnType<ReturnType<typeof callsStatement>['all']>[number];

/** Every published call with its titles, the latest deadline first. */
export function titledCalls(db: Db): TitledCall[] {
  return callsStatement(db).all();
}

const institutionColumns = {
  id: institutions.id,
  sq: institutions.nameSq,
  sr: institutions.nameSr,
  en: institutions.nameEn,
};
const institutionsStatement = prepared((db) => db.select(institutionColumns).from(institutions).prepare());

export type InstitutionName = ReturnType<ReturnType<typeof institutionsStatement>['all']>[number];

/** Every institution with its names. */
export function institutionNames(db: Db): InstitutionName[] {
  return institutionsStatement(db).all();
}
