// Every SQL statement about what was filed.
import { and, asc, desc, eq } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { questionnaires, reportVersions } from '../../db/schema/filings.js';
import { people } from '../../db/schema/people.js';
import type { Questionnaire } from './form.js';

/** How often a report was filed. */
export function lastNumber(db: Db, reportId: number): number {
  return (
    db
      .select({ number: reportVersions.number })
      .from(reportVersions)
      .where(eq(reportVersions.reportId, reportId))
      .orderBy(desc(reportVersions.number))
      .limit(1)
      .get()?.number ?? 0
  );
}

/** Keeps what was filed. */
export function insertVersion(db: Db, row: typeof reportVersions.$inferInsert): void {
  db.insert(reportVersions).values(row).run();
}

/** Keeps a list of questions with its words, once. */
export function insertQuestionnaire(db: Db, row: typeof questionnaires.$inferInsert): void {
  db.insert(questionnaires).values(row).onConflictDoNothing().run();
}

/** A list of questions as it was. */
export function questionnaireOf(db: Db, number: number): Questionnaire | undefined {
  return db
    .select({ body: questionnaires.body })
    .from(questionnaires)
    .where(eq(questionnaires.number, number))
    .get()?.body;
}

/** When a report was filed and by whom, the first first. */
export function versionsOf(db: Db, reportId: number) {
  return db
    .select({
      number: reportVersions.number,
      filedAt: reportVersions.filedAt,
      by: people.name,
      questionnaire: reportVersions.questionnaire,
      warnings: reportVersions.warnings,
    })
    .from(reportVersions)
    .innerJoin(people, eq(people.id, reportVersions.filedBy))
    .where(eq(reportVersions.reportId, reportId))
    .orderBy(asc(reportVersions.number))
    .all();
}

/** Forgets what was filed. */
export function deleteVersions(db: Db, reportId: number): void {
  db.delete(reportVersions).where(eq(reportVersions.reportId, reportId)).run();
}

/** One version as it was filed. */
export function versionOf(db: Db, reportId: number, number: number) {
  return db
    .select()
    .from(reportVersions)
    .where(and(eq(reportVersions.reportId, reportId), eq(reportVersions.number, number)))
    .get();
}
