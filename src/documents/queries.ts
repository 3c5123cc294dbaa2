// Every SQL statement about which document stands in which place of an application.
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { answers } from '../../db/schema/answers.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { files } from '../../db/schema/files.js';

export type Slot = (typeof applicationDocuments.$inferSelect)['slot'];

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

/** The motivation letter as it was typed in the page, if it was begun. */
export function typedLetterOf(db: Db, applicationId: number): string {
  const row = db
    .select({ body: answers.body })
    .from(answers)
    .where(and(eq(answers.applicationId, applicationId), eq(answers.section, 'letter')))
    .get();
  return String(row?.body.letter ?? '');
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

/** Forgets which documents stood in an application. */
export function deletePlaces(db: Db, applicationId: number): void {
  db.delete(applicationDocuments).where(eq(applicationDocuments.applicationId, applicationId)).run();
}
