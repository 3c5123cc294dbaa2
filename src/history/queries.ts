// Reads the history: the timeline of a thing, and whether the chain still holds.
import { and, asc, eq } from 'drizzle-orm';
import { history } from '../../db/schema/history.js';
import { people } from '../../db/schema/people.js';
import type { Db } from '../../db/open.js';
import { hashOf } from './record.js';

/** The timeline of one thing, oldest first, with the actor's name as it is today. */
export function timelineOf(db: Db, entity: string, entityId: number) {
  return db
    .select({
      id: history.id,
      at: history.at,
      event: history.event,
      fromState: history.fromState,
      toState: history.toState,
      actorRole: history.actorRole,
      actorName: people.name,
      reasonCode: history.reasonCode,
      note: history.note,
      ruleVersion: history.ruleVersion,
    })
    .from(history)
    .leftJoin(people, eq(people.id, history.actorId))
    .where(and(eq(history.entity, entity), eq(history.entityId, entityId)))
    .orderBy(asc(history.id))
    .all();
}

/** The id of the first row that was altered or follows a missing one; undefined when the chain holds. */
export function firstBrokenLink(db: Db): number | undefined {
  let previous = '';
  for (const row of db.select().from(history).orderBy(asc(history.id)).all()) {
    if (row.previousHash !== previous || row.hash !== hashOf(row)) return row.id;
    previous = row.hash;
  }
  return undefined;
}
