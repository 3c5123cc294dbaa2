// Documents obtained at a hearing: brought by who writes its report, opened by level, the case's once it is approved.
import type { caseDocumentKinds } from '../../db/schema/case-documents.js';
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { levelsOf } from '../case-documents/queries.js';
import type { Level } from '../case-documents/rules.js';
import * as caseDocuments from '../case-documents/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import * as files from '../files/service.js';
import { record } from '../history/record.js';
import { step } from '../lib/step.js';
import * as reports from '../reports/service.js';
import { moves } from '../reports/states.js';
import * as queries from './queries.js';

type Kind = (typeof caseDocumentKinds)[number];

/** More papers than this nobody carries out of a courtroom. */
const MOST = 12;

/** A report with the documents obtained, all of them, and the levels the actor may open. Throws NotFound. */
export function obtained(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = reports.opened(ctx, actor, action, id);
  return { shown, documents: queries.documentsOf(ctx.db, id), levels: levelsOf(actor) };
}

/**
 * Adds a document while the report is written. It is named by what it is, never as the uploaded file was called.
 * Throws Invalid when there are too many, NotFound, IllegalMove when it was filed.
 */
export function add(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; kind: Kind; level: Level; datedOn: string | null; document: files.Prepared },
): void {
  inTransaction(ctx, (inside) => {
    const { id: reportId, kind, level, datedOn, document } = input;
    const { shown, documents } = obtained(inside, actor, 'report.write', reportId);
    step(moves, 'write', shown.report.state, 'monitor');
    if (documents.length >= MOST) throw new Invalid({ files: 'report-documents.problem.most' });
    const named = { ...document, suggestedName: `${kind}-report-${reportId}.${document.type}` };
    const fileId = files.store(inside, actor, { ownerId: null, document: named });
    const row = { reportId, fileId, kind, level, datedOn, addedAt: inside.clock.now() };
    const documentId = queries.insertDocument(inside.db, { ...row, addedBy: actor.personId });
    record(inside, actor, { ...about(reportId), event: 'add_document', details: { documentId, level } });
  });
}

/** One of those this actor may open. Throws NotFound. */
export function find(ctx: Ctx, actor: Actor, action: Action, input: { id: number; documentId: number }) {
  const { documents, levels } = obtained(ctx, actor, action, input.id);
  const document = documents.find(({ id, level }) => id === input.documentId && levels.includes(level));
  if (!document) throw new NotFound();
  return document;
}

/** A document with its bytes. Opening a protected one is recorded first. Throws NotFound for every other reader. */
export function open(ctx: Ctx, actor: Actor, action: Action, input: { id: number; documentId: number }) {
  return inTransaction(ctx, (inside) => {
    const document = find(inside, actor, action, input);
    if (document.level === 'protected')
      record(inside, actor, {
        ...about(input.id),
        event: 'open_document',
        details: { documentId: document.id },
      });
    return files.readOfCase(inside, document.fileId);
  });
}

/**
 * Takes a document away, with its bytes, while the report is written; whoever brought one may, even where its level
 * keeps them from opening it. Throws NotFound, IllegalMove.
 */
export function remove(ctx: Ctx, actor: Actor, { id, documentId }: { id: number; documentId: number }): void {
  inTransaction(ctx, (inside) => {
    const { shown, documents } = obtained(inside, actor, 'report.write', id);
    step(moves, 'write', shown.report.state, 'monitor');
    const document = documents.find((one) => one.id === documentId);
    if (!document || !queries.markRemoved(inside.db, documentId, inside.clock.now())) throw new NotFound();
    files.purge(inside, actor, document.fileId);
    record(inside, actor, { ...about(id), event: 'remove_document', details: { documentId } });
  });
}

/** Makes what was obtained documents of the case, when a report is approved. Runs in the caller's transaction. */
export function handOver(ctx: Ctx, actor: Actor, { report, hearing }: reports.Opened): void {
  for (const { id, caseDocumentId, ...document } of queries.documentsOf(ctx.db, report.id)) {
    if (caseDocumentId !== null) continue;
    const { kind, level, datedOn, fileId } = document;
    const given = { caseId: hearing.caseId, kind, level, datedOn, fileId };
    queries.markAdopted(ctx.db, id, caseDocuments.adopt(ctx, actor, given));
  }
}

/** Erases what was obtained for a report that is emptied; what became the case's stays. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, reportId: number): void {
  for (const { id, fileId } of queries.documentsOf(ctx.db, reportId))
    if (queries.markRemoved(ctx.db, id, ctx.clock.now())) files.purge(ctx, actor, fileId);
}

/** What somebody brought from hearings, for themselves: what it was and when, not what it holds. */
export function heldAbout(ctx: Ctx, personId: number) {
  return queries.broughtBy(ctx.db, personId);
}

const about = (id: number) => ({ entity: 'report', entityId: id });
