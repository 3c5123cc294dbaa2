// Every SQL statement about documents.
import { and, eq, exists, inArray, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { fileContents, files } from '../../db/schema/files.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';

/**
 * The file, if `actor` may read it: their own, or, for staff, one that stands in an application that was sent
 * or that staff are entering, and with which they are in no conflict. Everything else does not exist.
 */
export function visibleTo(db: Db, actor: Actor, id: number) {
  const scope = scopeOf(actor, 'document.read');
  if (!scope) return undefined;
  const inSentApplication = exists(
    db
      .select({ one: sql`1` })
      .from(applicationDocuments)
      .innerJoin(applications, eq(applications.id, applicationDocuments.applicationId))
      .where(
        and(
          eq(applicationDocuments.fileId, files.id),
          sql`(${applications.state} not in ('draft', 'not_submitted') or ${applications.source} <> 'web')`,
          withoutConflict(actor.personId, sql`${applications.id}`),
        ),
      ),
  );
  const mine = eq(files.ownerId, actor.personId);
  const may = scope === 'any' ? sql`(${mine} or ${inSentApplication})` : mine;
  return db
    .select()
    .from(files)
    .where(and(eq(files.id, id), isNull(files.purgedAt), may))
    .get();
}

/** What is known of these files, in no order. */
export function filesByIds(db: Db, ids: readonly number[]) {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(files)
    .where(inArray(files.id, [...ids]))
    .all();
}

/** All files of a person that still hold something. */
export function filesOf(db: Db, ownerId: number) {
  return db
    .select()
    .from(files)
    .where(and(eq(files.ownerId, ownerId), isNull(files.purgedAt)))
    .all();
}

/** Stores a file and its sealed bytes; answers with its id. */
export function insertFile(db: Db, file: typeof files.$inferInsert, sealed: Buffer): number {
  const { id } = db.insert(files).values(file).returning({ id: files.id }).get();
  db.insert(fileContents).values({ fileId: id, sealed }).run();
  return id;
}

/** The sealed bytes of a file, if they are still there. */
export function sealedBytes(db: Db, fileId: number): Buffer | undefined {
  return db
    .select({ sealed: fileContents.sealed })
    .from(fileContents)
    .where(eq(fileContents.fileId, fileId))
    .get()?.sealed;
}

/** Removes the bytes and the name; the row stays, so that history has something to point at. */
export function purgeFile(db: Db, fileId: number, now: number): void {
  db.delete(fileContents).where(eq(fileContents.fileId, fileId)).run();
  db.update(files)
    .set({ purgedAt: now, name: '', sha256: '' })
    .where(and(eq(files.id, fileId), isNull(files.purgedAt)))
    .run();
}

/** Bytes a person's files take, those of `exceptId` left out. */
export function bytesOf(db: Db, ownerId: number, exceptId: number): number {
  const row = db
    .select({ bytes: sql<number>`coalesce(sum(${files.bytes}), 0)` })
    .from(files)
    .where(and(eq(files.ownerId, ownerId), isNull(files.purgedAt), ne(files.id, exceptId)))
    .get();
  return row?.bytes ?? 0;
}
