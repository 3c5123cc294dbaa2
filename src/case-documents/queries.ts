// Every SQL statement about documents of cases.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { caseDocuments } from '../../db/schema/case-documents.js';
import { files } from '../../db/schema/files.js';
import type { Actor } from '../access/actor.js';
import { can, scopeOf } from '../access/allow.js';
import { type Level, levelsFor } from './rules.js';

const inCase = prepared((db) =>
  db
    .select({
      id: caseDocuments.id,
      fileId: caseDocuments.fileId,
      kind: caseDocuments.kind,
      level: caseDocuments.level,
      datedOn: caseDocuments.datedOn,
      addedAt: caseDocuments.addedAt,
      bytes: files.bytes,
      pages: files.pages,
      type: files.type,
    })
    .from(caseDocuments)
    .innerJoin(files, eq(files.id, caseDocuments.fileId))
    .where(and(eq(caseDocuments.caseId, sql.placeholder('caseId')), isNull(caseDocuments.removedAt)))
    .orderBy(asc(caseDocuments.id))
    .prepare(),
);

export type CaseDocument = ReturnType<ReturnType<typeof inCase>['all']>[number];

/** The documents of a case, of every level, in the order they were added. */
function caseDocumentsOf(db: Db, caseId: number): CaseDocument[] {
  return inCase(db).all({ caseId });
}

/** The levels of documents this actor may open, in a case they may read. */
export function levelsOf(actor: Actor): Level[] {
  const isStaff = scopeOf(actor, 'case.read') === 'any';
  return levelsFor({ isStaff, maySeeProtected: can(actor, 'protected.read') });
}

/** Those of them this actor may open; the others do not exist for them. */
export function mayOpen(db: Db, actor: Actor, caseId: number): CaseDocument[] {
  const levels = levelsOf(actor);
  return caseDocumentsOf(db, caseId).filter((one) => levels.includes(one.level));
}

/** Stores a document; answers with its id. */
export function insertCaseDocument(db: Db, row: typeof caseDocuments.$inferInsert): number {
  return db.insert(caseDocuments).values(row).returning({ id: caseDocuments.id }).get().id;
}

/** Marks a document as removed; false when it is already. */
export function markRemoved(db: Db, id: number, now: number): boolean {
  return (
    db
      .update(caseDocuments)
      .set({ removedAt: now })
      .where(and(eq(caseDocuments.id, id), isNull(caseDocuments.removedAt)))
      .run().changes === 1
  );
}
