// Reads the history: the timeline of a thing, and whether the chain still holds.
import { and, asc, desc, eq, getTableColumns, gt, inArray, lt, ne, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { history, historyNotes } from '../../db/schema/history.js';
import { people } from '../../db/schema/people.js';
import { hashOf, hashOfNote } from './record.js';

const timelineStatement = prepared((db) =>
  db
    .select({
      id: history.id,
      at: history.at,
      event: history.event,
      fromState: history.fromState,
      toState: history.toState,
      actorRole: history.actorRole,
      actorName: people.name,
      reasonCode: history.reasonCode,
      note: historyNotes.words,
      ruleVersion: history.ruleVersion,
      groupId: history.groupId,
      reversesId: history.reversesId,
    })
    .from(history)
    .leftJoin(historyNotes, eq(historyNotes.historyId, history.id))
    .leftJoin(people, eq(people.id, history.actorId))
    .where(
      and(eq(history.entity, sql.placeholder('entity')), eq(history.entityId, sql.placeholder('entityId'))),
    )
    .orderBy(asc(history.id))
    .prepare(),
);

/** The timeline of one thing, oldest first, with the actor's name as it is today. */
export function timelineOf(db: Db, entity: string, entityId: number) {
  return timelineStatement(db).all({ entity, entityId });
}

/** What was done last with a thing, and by whom; undefined when nothing ever was. */
export function lastChange(db: Db, entity: string, entityId: number) {
  return timelineOf(db, entity, entityId).at(-1);
}

const moveStatement = prepared((db) =>
  db
    .select(getTableColumns(history))
    .from(history)
    .where(
      and(
        eq(history.entity, sql.placeholder('entity')),
        eq(history.entityId, sql.placeholder('entityId')),
        sql`${history.toState} is not null and ${history.event} <> 'undo'`,
        sql`not exists (select 1 from history later where later.entity = ${history.entity}
          and later.entity_id = ${history.entityId} and later.reverses_id = ${history.id})`,
      ),
    )
    .orderBy(desc(history.id))
    .limit(1)
    .prepare(),
);

/** The last move of a thing that was not taken back: the only one that may be. */
export function lastMove(db: Db, entity: string, entityId: number) {
  return moveStatement(db).get({ entity, entityId });
}

/** Every move of a group, in the order they were made. */
export function movesOfGroup(db: Db, entity: string, groupId: string) {
  return db
    .select({ id: history.id, entityId: history.entityId, event: history.event })
    .from(history)
    .where(
      and(
        eq(history.entity, entity),
        eq(history.groupId, groupId),
        sql`${history.toState} is not null and ${history.event} <> 'undo'`,
      ),
    )
    .orderBy(asc(history.id))
    .all();
}

/** What began each of these acts: the first change of its group that is no letter's, by group. */
export function actsOf(db: Db, groupIds: readonly string[]) {
  const rows = db
    .select({
      groupId: history.groupId,
      at: history.at,
      entity: history.entity,
      entityId: history.entityId,
      event: history.event,
      actorRole: history.actorRole,
      actorName: people.name,
    })
    .from(history)
    .leftJoin(people, eq(people.id, history.actorId))
    .where(and(inArray(history.groupId, [...groupIds]), ne(history.entity, 'letter')))
    .orderBy(desc(history.id))
    .all();
  return new Map(rows.map((row) => [row.groupId, row]));
}

/** Whether somebody shared their community is theirs and the coordinator's; that they did is part of it. */
const unsaid = ['opt_in', 'opt_out'];

/**
 * The newest rows, of one kind of thing or one thing when asked, `before` an id; with the actor's name of today, and
 * without the applications its reader is in conflict with.
 */
export function newestChanges(
  db: Db,
  reader: number,
  filter: {
    entity?: string | undefined;
    entityId?: number | undefined;
    before?: number | undefined;
    limit: number;
  },
) {
  return db
    .select({ ...getTableColumns(history), note: historyNotes.words, actorName: people.name })
    .from(history)
    .leftJoin(historyNotes, eq(historyNotes.historyId, history.id))
    .leftJoin(people, eq(people.id, history.actorId))
    .where(
      and(
        notInArray(history.event, unsaid),
        sql`(${history.entity} <> 'application' or ${withoutConflict(reader, sql`${history.entityId}`)})`,
        filter.entity === undefined ? undefined : eq(history.entity, filter.entity),
        filter.entityId === undefined ? undefined : eq(history.entityId, filter.entityId),
        filter.before === undefined ? undefined : lt(history.id, filter.before),
      ),
    )
    .orderBy(desc(history.id))
    .limit(filter.limit)
    .all();
}

/** Looking at what is protected, wherever it stands. */
const looks = ['view_protected', 'view_incidents', 'open_document'];

/** Who looked at what is protected, newest first, `before` an id. */
export function looksAtProtected(db: Db, before: number | undefined, limit: number) {
  return db
    .select({ ...getTableColumns(history), note: historyNotes.words, actorName: people.name })
    .from(history)
    .leftJoin(historyNotes, eq(historyNotes.historyId, history.id))
    .leftJoin(people, eq(people.id, history.actorId))
    .where(and(inArray(history.event, looks), before === undefined ? undefined : lt(history.id, before)))
    .orderBy(desc(history.id))
    .limit(limit)
    .all();
}

/** The kinds of things the history speaks of. */
export function entitiesOf(db: Db): string[] {
  return db
    .selectDistinct({ entity: history.entity })
    .from(history)
    .orderBy(asc(history.entity))
    .all()
    .map((row) => row.entity);
}

export type Head = { id: number; hash: string };

/** The last row: who keeps its hash elsewhere can tell later whether anything before it was changed or cut off. */
export function headOf(db: Db): Head | undefined {
  return db
    .select({ id: history.id, hash: history.hash })
    .from(history)
    .orderBy(desc(history.id))
    .limit(1)
    .get();
}

/** True when a head that was written down once is still what the history says. */
export function stillHolds(db: Db, head: Head): boolean {
  return (
    db.select({ hash: history.hash }).from(history).where(eq(history.id, head.id)).get()?.hash === head.hash
  );
}

/**
 * Checks the next `limit` rows after `from`; `broken` is the id of the first row that was altered or follows a
 * missing one, `next` is where to go on, undefined at the end.
 */
export function checkLinks(db: Db, from: Head, limit: number): { broken?: number; next?: Head } {
  let last = from;
  const rows = db
    .select({ row: history, note: historyNotes })
    .from(history)
    .leftJoin(historyNotes, eq(historyNotes.historyId, history.id))
    .where(gt(history.id, from.id))
    .orderBy(asc(history.id))
    .limit(limit)
    .all();
  for (const { row, note } of rows) {
    const noteHolds = note === null || hashOfNote(note) === row.note;
    if (row.previousHash !== last.hash || row.hash !== hashOf(row) || !noteHolds) return { broken: row.id };
    last = { id: row.id, hash: row.hash };
  }
  return rows.length < limit ? {} : { next: last };
}

/** The id of the first row that was altered or follows a missing one; undefined when the chain holds. */
export function firstBrokenLink(db: Db): number | undefined {
  let from: Head | undefined = { id: 0, hash: '' };
  while (from) {
    const { broken, next }: { broken?: number; next?: Head } = checkLinks(db, from, 1000);
    if (broken !== undefined) return broken;
    from = next;
  }
  return undefined;
}
