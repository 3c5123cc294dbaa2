// Every SQL statement of the list of institutions; reading it for a call stands in calls/queries.
import { and, asc, count, desc, eq, max, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers, answerVersions } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { calls, callVersions } from '../../db/schema/calls.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { history } from '../../db/schema/history.js';
import { institutions } from '../../db/schema/institutions.js';

export type Institution = typeof institutions.$inferSelect;

/** One institution; undefined when there is none. */
export function institutionById(db: Db, id: string): Institution | undefined {
  return db.select().from(institutions).where(eq(institutions.id, id)).get();
}

/** Stores a new institution under the next number; answers with that. Safe inside an immediate transaction. */
export function insertInstitution(
  db: Db,
  institution: Omit<typeof institutions.$inferInsert, 'number'>,
): number {
  const row = db
    .select({ last: max(institutions.number) })
    .from(institutions)
    .get();
  const number = (row?.last ?? 0) + 1;
  db.insert(institutions)
    .values({ ...institution, number })
    .run();
  return number;
}

/** Changes one that is still at `version`, and counts it up; false when it is not. */
export function updateInstitution(
  db: Db,
  id: string,
  version: number,
  change: Partial<Omit<Institution, 'id' | 'number' | 'version'>>,
): boolean {
  const { changes } = db
    .update(institutions)
    .set({ ...change, version: version + 1 })
    .where(and(eq(institutions.id, id), eq(institutions.version, version)))
    .run();
  return changes === 1;
}

/** Takes one off the list; exactly one row. */
export function deleteInstitution(db: Db, id: string): void {
  const { changes } = db.delete(institutions).where(eq(institutions.id, id)).run();
  if (changes !== 1) throw new Error(`institution ${id} is not there`);
}

/** When somebody last changed the institution with this number; undefined for one nobody touched. */
export function lastChangeAt(db: Db, number: number | null): number | undefined {
  return db
    .select({ at: history.at })
    .from(history)
    .where(and(eq(history.entity, 'institution'), eq(history.entityId, number ?? 0)))
    .orderBy(desc(history.id))
    .limit(1)
    .get()?.at;
}

/** In how many calls each is named, in the conditions being edited or in those in force at any time. */
export function callsNaming(db: Db): Map<string, number> {
  const rows = db.all<{ id: string; count: number }>(sql`
    select value as id, count(distinct call) as count from (
      select ${calls.id} as call, named.value from ${calls}, json_each(${calls.conditions}, '$.institutions') named
      union
      select ${callVersions.callId} as call, named.value
      from ${callVersions}, json_each(${callVersions.conditions}, '$.institutions') named)
    group by value`);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** How many applications name each, drafts and what was never sent included. */
export function applicationsNaming(db: Db): Map<string, number> {
  const rows = db
    .select({ id: applications.institution, count: count() })
    .from(applications)
    .where(sql`${applications.institution} is not null`)
    .groupBy(applications.institution)
    .all();
  return new Map(rows.map((row) => [row.id ?? '', row.count]));
}

/** True when an answer, today's or an earlier one, names it. Reads all answers about studies: for a rare question. */
export function isInAnswers(db: Db, id: string): boolean {
  const named = (table: typeof answers | typeof answerVersions) =>
    db
      .select({ one: sql`1` })
      .from(table)
      .where(and(eq(table.section, 'studies'), sql`json_extract(${table.body}, '$.institution') = ${id}`))
      .limit(1)
      .get() !== undefined;
  return named(answers) || named(answerVersions);
}

/** The applications that are found by its name: those that were sent and name it. */
export function applicationsFoundBy(db: Db, id: string): number[] {
  return db
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.institution, id), sql`${applications.reference} is not null`))
    .all()
    .map((row) => row.id);
}

/**
 * Institutions that applicants typed themselves, of applications that were sent and whose institution nobody has
 * read in a document as one of the list. What the reader may not see is left out.
 */
export function typedInstitutions(db: Db, reader: number, most: number) {
  const typed = sql<string>`json_extract(${answers.body}, '$.institutionOther')`;
  return db
    .select({ applicationId: applications.id, reference: applications.reference, typed })
    .from(applications)
    .innerJoin(answers, and(eq(answers.applicationId, applications.id), eq(answers.section, 'studies')))
    .where(
      and(
        eq(applications.institution, 'other'),
        sql`${applications.reference} is not null and ${applications.anonymisedAt} is null`,
        sql`${typed} is not null and ${typed} <> ''`,
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .orderBy(sql`lower(${typed})`, asc(applications.id))
    .limit(most)
    .all();
}
