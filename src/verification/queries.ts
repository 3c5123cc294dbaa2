// Every SQL statement of the ledger: rows are added, read, and erased with the application; never changed.
import { and, asc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { averages } from '../../db/schema/averages.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { files } from '../../db/schema/files.js';
import { people } from '../../db/schema/people.js';
import { verdicts } from '../../db/schema/verification.js';

const verdictsStatement = prepared((db) =>
  db
    .select({
      id: verdicts.id,
      fact: verdicts.fact,
      verdict: verdicts.verdict,
      stated: verdicts.stated,
      value: verdicts.value,
      fileId: verdicts.fileId,
      page: verdicts.page,
      sealedNote: verdicts.sealedNote,
      by: verdicts.by,
      at: verdicts.at,
      name: people.name,
      purgedAt: files.purgedAt,
      slot: applicationDocuments.slot,
      /** How it was computed, where it was. */
      computed: averages.method,
    })
    .from(verdicts)
    .innerJoin(people, eq(people.id, verdicts.by))
    .leftJoin(files, eq(files.id, verdicts.fileId))
    .leftJoin(averages, eq(averages.verdictId, verdicts.id))
    .leftJoin(
      applicationDocuments,
      and(
        eq(applicationDocuments.fileId, verdicts.fileId),
        eq(applicationDocuments.applicationId, verdicts.applicationId),
      ),
    )
    .where(eq(verdicts.applicationId, sql.placeholder('applicationId')))
    .orderBy(asc(verdicts.id))
    .prepare(),
);

/** The whole ledger of an application, oldest first, with who judged and the place of the document that lay open. */
export function verdictsOf(db: Db, applicationId: number) {
  return verdictsStatement(db).all({ applicationId });
}

export type Row = ReturnType<typeof verdictsOf>[number];

/** The verdicts on the applications of a call, by application, for whoever compares them all. */
export function verdictsOfCall(db: Db, callId: number) {
  const rows = db
    .select({
      applicationId: verdicts.applicationId,
      id: verdicts.id,
      fact: verdicts.fact,
      verdict: verdicts.verdict,
      stated: verdicts.stated,
      value: verdicts.value,
      fileId: verdicts.fileId,
      page: verdicts.page,
    })
    .from(verdicts)
    .innerJoin(applications, eq(applications.id, verdicts.applicationId))
    .where(eq(applications.callId, callId))
    .all();
  const found = new Map<number, typeof rows>();
  for (const row of rows) found.set(row.applicationId, [...(found.get(row.applicationId) ?? []), row]);
  return found;
}

/** Adds a row to the ledger; answers with its id. */
export function insertVerdict(db: Db, verdict: typeof verdicts.$inferInsert): number {
  return db.insert(verdicts).values(verdict).returning({ id: verdicts.id }).get().id;
}

/** Erases the ledger of an application: it repeats what was stated and says what a document of theirs holds. */
export function deleteVerdicts(db: Db, applicationId: number): void {
  db.delete(verdicts).where(eq(verdicts.applicationId, applicationId)).run();
}
