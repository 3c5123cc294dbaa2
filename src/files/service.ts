// Keeps documents: sealed when stored, opened only for those who may, gone when purged.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import * as queries from './queries.js';

/** What one person's documents may take together. */
const MOST_BYTES = 60 * 1024 * 1024;

export type Prepared = {
  bytes: Buffer;
  type: 'pdf' | 'docx';
  pages: number | null;
  sha256: string;
  suggestedName: string;
};

/**
 * Stores a document for `ownerId`, or for nobody (a document of a case); answers with its id. Throws Invalid when its
 * owner keeps too much already.
 */
export function store(
  ctx: Ctx,
  actor: Actor,
  input: { ownerId: number | null; document: Prepared; replacesId?: number },
): number {
  const { document, ownerId } = input;
  return inTransaction(ctx, (inside) => {
    const kept = ownerId === null ? 0 : queries.bytesOf(inside.db, ownerId, input.replacesId ?? 0);
    if (kept + document.bytes.length > MOST_BYTES) throw new Invalid({ files: 'files.problem.too_much' });
    const now = inside.clock.now();
    const file = {
      ownerId,
      name: document.suggestedName,
      type: document.type,
      bytes: document.bytes.length,
      pages: document.pages,
      sha256: document.sha256,
      uploadedAt: now,
      uploadedBy: actor.personId,
    };
    const sealed = seal(ctx.config.keyring, document.bytes, `file:${document.sha256}`);
    const id = queries.insertFile(inside.db, file, sealed);
    record(inside, actor, {
      entity: 'file',
      entityId: id,
      event: 'store',
      details: { bytes: file.bytes, type: file.type },
    });
    return id;
  });
}

/** A document with its bytes. Throws NotFound when it is not there for this actor. */
export function read(ctx: Ctx, actor: Actor, id: number) {
  const file = queries.visibleTo(ctx.db, actor, id);
  const sealed = file && queries.sealedBytes(ctx.db, id);
  if (!file || !sealed) throw new NotFound();
  return { ...file, content: unseal(ctx.config.keyring, sealed, `file:${file.sha256}`) };
}

/** A document of a case with its bytes, for the feature that decides who may open it. Throws NotFound. */
export function readOfCase(ctx: Ctx, id: number) {
  const [file] = queries.filesByIds(ctx.db, [id]);
  const sealed = file && queries.sealedBytes(ctx.db, id);
  if (!file || !sealed || file.ownerId !== null) throw new NotFound();
  return { ...file, content: unseal(ctx.config.keyring, sealed, `file:${file.sha256}`) };
}

/** A document of this owner with its bytes, for the feature that decides who else may open it. Throws NotFound. */
export function readOwned(ctx: Ctx, { id, ownerId }: { id: number; ownerId: number }) {
  const [file] = queries.filesByIds(ctx.db, [id]);
  const sealed = file && queries.sealedBytes(ctx.db, id);
  if (!file || !sealed || file.ownerId !== ownerId) throw new NotFound();
  return { ...file, content: unseal(ctx.config.keyring, sealed, `file:${file.sha256}`) };
}

/** Those of these files that still hold something. */
export function kept(ctx: Ctx, ids: readonly number[]): number[] {
  return queries
    .filesByIds(ctx.db, ids)
    .filter((file) => file.purgedAt === null)
    .map((file) => file.id);
}

/** Erases a document's bytes and name. */
export function purge(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    queries.purgeFile(inside.db, id, inside.clock.now());
    record(inside, actor, { entity: 'file', entityId: id, event: 'purge' });
  });
}

/** Erases every document of a person. Runs in the caller's transaction. */
export function eraseOf(ctx: Ctx, actor: Actor, ownerId: number): void {
  for (const file of queries.filesOf(ctx.db, ownerId)) purge(ctx, actor, file.id);
}
