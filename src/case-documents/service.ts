// Keeps documents of cases: the level decides who opens one, and opening a protected one is recorded.
import type { caseDocumentKinds } from '../../db/schema/case-documents.js';
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { NotFound } from '../errors.js';
import * as files from '../files/service.js';
import { record } from '../history/record.js';
import * as queries from './queries.js';
import type { Level } from './rules.js';

type Kind = (typeof caseDocumentKinds)[number];

/**
 * Adds a document. It is named by what it is, never as the uploaded file was called: a file's name may say whom it
 * is about. Answers with its id. Throws NotFound.
 */
export function add(
  ctx: Ctx,
  actor: Actor,
  input: { caseId: number; kind: Kind; level: Level; datedOn: string | null; document: files.Prepared },
): number {
  return inTransaction(ctx, (inside) => {
    const { caseId, kind, level, datedOn, document } = input;
    cases.known(inside, actor, caseId);
    const named = { ...document, suggestedName: `${kind}-${caseId}.${document.type}` };
    const fileId = files.store(inside, actor, { ownerId: null, document: named });
    const id = queries.insertCaseDocument(inside.db, {
      caseId,
      fileId,
      kind,
      level,
      datedOn,
      addedAt: inside.clock.now(),
      addedBy: actor.personId || null,
    });
    cases.touched(inside, actor, caseId, 'add_document', { documentId: id, level });
    return id;
  });
}

/**
 * Takes a file that is nobody's, obtained at a hearing, among the documents of its case; answers with its id. Runs in
 * the caller's transaction.
 */
export function adopt(
  ctx: Ctx,
  actor: Actor,
  input: { caseId: number; kind: Kind; level: Level; datedOn: string | null; fileId: number },
): number {
  const { caseId, level } = input;
  const row = { ...input, addedAt: ctx.clock.now(), addedBy: actor.personId || null };
  const documentId = queries.insertCaseDocument(ctx.db, row);
  cases.touched(ctx, actor, caseId, 'add_document', { documentId, level });
  return documentId;
}

/** A document with its bytes. Opening a protected one is recorded first. Throws NotFound for every other reader. */
export function open(ctx: Ctx, actor: Actor, caseId: number, id: number) {
  return inTransaction(ctx, (inside) => {
    const document = find(inside, actor, caseId, id);
    if (document.level === 'protected')
      record(inside, actor, {
        entity: 'case',
        entityId: caseId,
        event: 'open_document',
        details: { documentId: id },
      });
    return files.readOfCase(inside, document.fileId);
  });
}

/** One of those this actor may open. Throws NotFound. */
export function find(ctx: Ctx, actor: Actor, caseId: number, id: number): queries.CaseDocument {
  cases.known(ctx, actor, caseId);
  const document = queries.mayOpen(ctx.db, actor, caseId).find((one) => one.id === id);
  if (!document) throw new NotFound();
  return document;
}

/** Takes a document away, with its bytes. Throws NotFound. */
export function remove(ctx: Ctx, actor: Actor, input: { caseId: number; id: number }): void {
  inTransaction(ctx, (inside) => {
    const { caseId, id } = input;
    const document = find(inside, actor, caseId, id);
    if (!queries.markRemoved(inside.db, id, inside.clock.now())) throw new NotFound();
    files.purge(inside, actor, document.fileId);
    cases.touched(inside, actor, caseId, 'remove_document', { documentId: id });
  });
}
