// Every SQL statement about documents obtained at hearings.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { files } from '../../db/schema/files.js';
import { reportDocuments } from '../../db/schema/report-documents.js';

const ofReport = prepared((db) =>
  db
    .select({
      id: reportDocuments.id,
      fileId: reportDocuments.fileId,
      kind: reportDocuments.kind,
      level: reportDocuments.level,
      datedOn: reportDocuments.datedOn,
      addedAt: reportDocuments.addedAt,
      caseDocumentId: reportDocuments.caseDocumentId,
      bytes: files.bytes,
      pages: files.pages,
      type: files.type,
      name: files.name,
      sha256: files.sha256,
    })
    .from(reportDocuments)
    .innerJoin(files, eq(files.id, reportDocuments.fileId))
    .where(
      and(
        eq(reportDocuments.reportId, sql.placeholder('reportId')),
        isNull(reportDocuments.removedAt),
        isNull(files.purgedAt),
      ),
    )
    .orderBy(asc(reportDocuments.id))
    .prepare(),
);

export type Obtained = ReturnType<ReturnType<typeof ofReport>['all']>[number];

/** The documents of a report, of every level, in the order they were added. */
export function documentsOf(db: Db, reportId: number): Obtained[] {
  return ofReport(db).all({ reportId });
}

/** Stores a document. */
export function insertDocument(db: Db, row: typeof reportDocuments.$inferInsert): number {
  return db.insert(reportDocuments).values(row).returning({ id: reportDocuments.id }).get().id;
}

/** Marks a document as removed; false when it is already, or a document of the case by now. */
export function markRemoved(db: Db, id: number, now: number): boolean {
  return (
    db
      .update(reportDocuments)
      .set({ removedAt: now })
      .where(
        and(
          eq(reportDocuments.id, id),
          isNull(reportDocuments.removedAt),
          isNull(reportDocuments.caseDocumentId),
        ),
      )
      .run().changes === 1
  );
}

/** Notes which document of the case it became. */
export function markAdopted(db: Db, id: number, caseDocumentId: number): void {
  db.update(reportDocuments).set({ caseDocumentId }).where(eq(reportDocuments.id, id)).run();
}

/** What somebody brought from hearings, without what it holds. */
export function broughtBy(db: Db, personId: number) {
  return db
    .select({
      reportId: reportDocuments.reportId,
      kind: reportDocuments.kind,
      level: reportDocuments.level,
      addedAt: reportDocuments.addedAt,
      removedAt: reportDocuments.removedAt,
    })
    .from(reportDocuments)
    .where(eq(reportDocuments.addedBy, personId))
    .orderBy(asc(reportDocuments.id))
    .all();
}
