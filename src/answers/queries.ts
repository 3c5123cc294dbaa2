// Every SQL statement about what an application says: its sections, and the versions that were once sent.
import { and, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { answers, answerVersions } from '../../db/schema/answers.js';

export type Section = (typeof answers.$inferSelect)['section'];
export type Body = Record<string, unknown>;
export type Bodies = Partial<Record<Section, typeof answers.$inferSelect>>;

const answersStatement = prepared((db) =>
  db
    .select()
    .from(answers)
    .where(eq(answers.applicationId, sql.placeholder('applicationId')))
    .prepare(),
);

/** All sections that were begun, by name. */
export function answersOf(db: Db, applicationId: number): Bodies {
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
  db.run(sql`insert into answer_versions (application_id, section, version, body, saved_at, saved_by)
    select application_id, section, version, body, saved_at, saved_by from answers
    where application_id = ${applicationId} on conflict do nothing`);
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

const changedStatement = prepared((db) =>
  db
    .select()
    .from(answerVersions)
    .where(
      and(
        eq(answerVersions.applicationId, sql.placeholder('applicationId')),
        sql`exists (select 1 from ${answerVersions} other where other.application_id = ${answerVersions.applicationId}
          and other.section = ${answerVersions.section} and other.id <> ${answerVersions.id})`,
      ),
    )
    .orderBy(desc(answerVersions.id))
    .prepare(),
);

/** As versionsOf, but only of the sections of which more than one was kept: where something may have changed. */
export function changedVersionsOf(db: Db, applicationId: number) {
  return changedStatement(db).all({ applicationId });
}

/** Erases what somebody typed: the sections and their versions. */
export function eraseAnswers(db: Db, applicationId: number): void {
  db.delete(answers).where(eq(answers.applicationId, applicationId)).run();
  db.delete(answerVersions).where(eq(answerVersions.applicationId, applicationId)).run();
}
