// Puts documents into their places in an application, and takes them out.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import * as applications from '../applications/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import * as files from '../files/service.js';
import { record } from '../history/record.js';
import { openRequestOf } from '../requests/queries.js';
import { documentsAsked } from '../requests/rules.js';
import type { Slot } from './form.js';
import * as queries from './queries.js';

type Place = { id: number; slot: Slot };

/** What the page of one place shows. Throws NotFound when the application or the place is not there. */
export function placesOf(ctx: Ctx, actor: Actor, action: Action, { id, slot }: Place) {
  const opened = applications.opened(ctx, actor, action, id);
  checkSlot(opened.call, slot);
  return {
    ...opened,
    documents: queries.documentsOf(ctx.db, id),
    asked: documentsAsked(openRequestOf(ctx.db, id)?.items),
    letterIsTyped: queries.typedLetterOf(ctx.db, id).trim() !== '',
  };
}

/** Puts a document into its place. Answers with the file's id. Throws Conflict when it is too late for that. */
export function add(
  ctx: Ctx,
  actor: Actor,
  action: Action,
  input: Place & { document: files.Prepared },
): number {
  return inTransaction(ctx, (inside) => {
    const { application, call, may } = applications.load(inside, actor, action, input.id);
    const { slot, document } = input;
    checkSlot(call, slot);
    const asked = documentsAsked(openRequestOf(inside.db, application.id)?.items);
    if (may !== 'all' && !(may === 'later' && asked.includes(slot)))
      throw new Conflict('applications.edit.closed');
    const earlier = queries.documentsOf(inside.db, application.id).find((one) => one.slot === slot);
    const fileId = files.store(inside, actor, {
      ownerId: application.personId,
      document,
      ...(earlier ? { replacesId: earlier.id } : {}),
    });
    const at = inside.clock.now();
    const replaced = queries.placeDocument(inside.db, { applicationId: application.id, slot, fileId, at });
    // What was sent stays readable for staff; what was only drafted goes.
    if (replaced !== undefined && application.state === 'draft') files.purge(inside, actor, replaced);
    note(inside, actor, application.id, 'document_added', { slot, fileId });
    return fileId;
  });
}

/** Takes a document out. Throws Conflict when it is too late, or it was sent and is required: then it can only be replaced. */
export function remove(ctx: Ctx, actor: Actor, action: Action, input: Place): void {
  inTransaction(ctx, (inside) => {
    const { application, call, may } = applications.load(inside, actor, action, input.id);
    const { slot } = input;
    checkSlot(call, slot);
    const optional = !call.requiredDocuments.includes(slot);
    if (may !== 'all' || (application.state !== 'draft' && !optional)) {
      throw new Conflict('applications.edit.closed');
    }
    const removed = queries.placeDocument(inside.db, {
      applicationId: application.id,
      slot,
      fileId: null,
      at: inside.clock.now(),
    });
    if (removed === undefined) return;
    files.purge(inside, actor, removed);
    note(inside, actor, application.id, 'document_removed', { slot });
  });
}

/** Erases every document that ever stood in an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, applicationId: number): void {
  const ids = files.kept(ctx, queries.allFileIdsOf(ctx.db, applicationId));
  for (const fileId of ids) files.purge(ctx, actor, fileId);
}

/** Forgets the places too, so that the row can go. Runs in the caller's transaction. */
export function forget(ctx: Ctx, applicationId: number): void {
  queries.deletePlaces(ctx.db, applicationId);
}

function checkSlot(
  call: { requiredDocuments: readonly string[]; optionalDocuments: readonly string[] },
  slot: Slot,
): void {
  if (!call.requiredDocuments.includes(slot) && !call.optionalDocuments.includes(slot)) throw new NotFound();
}

function note(
  ctx: Ctx,
  actor: Actor,
  id: number,
  event: string,
  details: Record<string, string | number>,
): void {
  record(ctx, actor, { entity: 'application', entityId: id, event, details });
}
