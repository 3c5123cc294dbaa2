// Records a change in the transaction that makes it: one row, never changed, chained to the row before.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import { prepared } from '../../db/prepared.js';
import { history, historyNotes } from '../../db/schema/history.js';
import { type Actor, roleOf } from '../access/actor.js';
import type { Ctx } from '../context.js';

export type Change = {
  entity: string;
  entityId: number;
  event: string;
  from?: string | null;
  to?: string | null;
  reasonCode?: string | null;
  /** What the actor wrote. It is kept apart and can be erased; the chain holds only its salted hash. */
  note?: string | null;
  ruleVersion?: number | null;
  groupId?: string | null;
  reversesId?: number | null;
  /** Field names, counts and ids; never what somebody typed. */
  details?: Record<string, string | number | boolean | null | readonly string[]>;
  /** As which of their groups the actor did it, where they have several. */
  role?: string;
};

const lastStatement = prepared((db) =>
  db.select({ hash: history.hash }).from(history).orderBy(desc(history.id)).limit(1).prepare(),
);
const addStatement = prepared((db) => {
  const { id: _given, ...columns } = getTableColumns(history);
  const asked = Object.fromEntries(Object.keys(columns).map((name) => [name, sql.placeholder(name)]));
  return db
    .insert(history)
    .values(asked as unknown as typeof history.$inferInsert)
    .returning({ id: history.id })
    .prepare();
});

/** Adds one row and answers with its id. Runs in the caller's transaction. */
export function record(ctx: Ctx, actor: Actor, change: Change): number {
  const last = lastStatement(ctx.db).get();
  const salt = randomBytes(16).toString('base64url');
  const row = {
    at: ctx.clock.now(),
    actorId: actor.personId || null,
    actorRole: actor.groups.find((group) => group === change.role) ?? roleOf(actor),
    entity: change.entity,
    entityId: change.entityId,
    event: change.event,
    fromState: change.from ?? null,
    toState: change.to ?? null,
    reasonCode: change.reasonCode ?? null,
    note: change.note ? hashOfNote({ words: change.note, salt }) : null,
    ruleVersion: change.ruleVersion ?? null,
    groupId: change.groupId ?? null,
    reversesId: change.reversesId ?? null,
    details: change.details ?? {},
    previousHash: last?.hash ?? '',
  };
  const added = addStatement(ctx.db).get({ ...row, hash: hashOf(row) });
  if (change.note)
    ctx.db.insert(historyNotes).values({ historyId: added.id, words: change.note, salt }).run();
  return added.id;
}

/** Erases what was written with the changes of these things; the rows stay. Runs in the caller's transaction. */
export function forgetNotes(ctx: Ctx, entity: string, ids: readonly number[]): void {
  if (ids.length === 0) return;
  const about = and(eq(history.entity, entity), inArray(history.entityId, [...ids]));
  const rows = ctx.db.select({ id: history.id }).from(history).where(about);
  ctx.db.delete(historyNotes).where(inArray(historyNotes.historyId, rows)).run();
}

/** What the chain holds of a note: whoever guesses the words learns nothing once the salt is erased with them. */
export function hashOfNote({ words, salt }: { words: string; salt: string }): string {
  return createHash('sha256').update(`${salt}\n${words}`).digest('hex');
}

/** A new name for the changes and letters of one act. */
export function newGroup(): string {
  return randomUUID();
}

/** SHA-256 over everything the row says and the hash before it, hex. */
export function hashOf(row: Omit<typeof history.$inferSelect, 'id' | 'hash'>): string {
  const said = [
    row.at,
    row.actorId,
    row.actorRole,
    row.entity,
    row.entityId,
    row.event,
    row.fromState,
    row.toState,
    row.reasonCode,
    row.note,
    row.ruleVersion,
    row.groupId,
    row.reversesId,
    JSON.stringify(row.details),
    row.previousHash,
  ];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}
