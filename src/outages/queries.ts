// Every SQL statement about outages: the heartbeat, what was measured, which deadlines moved.
import { and, asc, desc, eq, gte, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { decisions } from '../../db/schema/decisions.js';
import { lateKeys } from '../../db/schema/late-keys.js';
import { offers } from '../../db/schema/offers.js';
import { extensions, heartbeat, outages } from '../../db/schema/outages.js';
import { requests } from '../../db/schema/requests.js';
import type { Outage } from './rules.js';

export type Extension = typeof extensions.$inferSelect;

/** When the service last took what people send; undefined before the first time. */
export function lastBeat(db: Db): number | undefined {
  return db.select({ at: heartbeat.beatAt }).from(heartbeat).get()?.at;
}

/** True when the service was there at an instant, as far as its heartbeat knows; where it never beat, nobody knows better. */
export function wasThere(db: Db, at: number): boolean {
  const last = lastBeat(db);
  if (last === undefined) return true;
  const away = and(lt(outages.fromAt, at), gte(outages.untilAt, at));
  return at <= last && db.select({ id: outages.id }).from(outages).where(away).get() === undefined;
}

/** Notes that it does now. */
export function putBeat(db: Db, beatAt: number): void {
  db.insert(heartbeat)
    .values({ id: 1, beatAt })
    .onConflictDoUpdate({ target: heartbeat.id, set: { beatAt } })
    .run();
}

/** Stores an outage; answers with its id. */
export function insertOutage(db: Db, outage: Outage): number {
  return db.insert(outages).values(outage).returning({ id: outages.id }).get().id;
}

/** Stores that a deadline moved. */
export function insertExtension(db: Db, extension: Omit<Extension, 'id'>): void {
  db.insert(extensions).values(extension).run();
}

/** The published calls one could apply to at some moment of an outage, drafts in their grace included. */
export function callsDuring(db: Db, { fromAt, untilAt }: Outage) {
  const { id, opensAt, closesAt, graceMinutes } = calls;
  return db
    .select({ id, opensAt, closesAt, graceMinutes })
    .from(calls)
    .where(
      and(
        eq(calls.state, 'published'),
        lt(opensAt, untilAt),
        sql`${closesAt} + ${graceMinutes} * 60000 >= ${fromAt}`,
      ),
    )
    .orderBy(asc(id))
    .all();
}

/** Late keys nobody had used that would have opened the door at some moment of an outage. */
export function lateKeysDuring(db: Db, { fromAt, untilAt }: Outage) {
  const { id, createdAt, expiresAt, usedAt } = lateKeys;
  return db
    .select({ id, sinceAt: createdAt, untilAt: expiresAt })
    .from(lateKeys)
    .where(and(isNull(usedAt), lt(createdAt, untilAt), gte(expiresAt, fromAt)))
    .orderBy(asc(id))
    .all();
}

/** What applicants were asked for at some moment of an outage, and nobody has supplied. */
export function requestsDuring(db: Db, { fromAt, untilAt }: Outage) {
  const { id, applicationId, askedAt, dueAt } = requests;
  return db
    .select({ id, applicationId, sinceAt: askedAt, untilAt: dueAt })
    .from(requests)
    .where(and(eq(requests.state, 'open'), lt(askedAt, untilAt), gte(dueAt, fromAt)))
    .orderBy(asc(id))
    .all();
}

/** Offers that could be answered at some moment of an outage and still wait, by their decisions. */
export function offersDuring(db: Db, { fromAt, untilAt }: Outage) {
  const sinceAt = sql<number>`${decisions.releasedAt}`;
  return db
    .select({
      id: decisions.id,
      applicationId: applications.id,
      sinceAt,
      untilAt: offers.replyBy,
    })
    .from(offers)
    .innerJoin(decisions, and(eq(decisions.id, offers.decisionId), eq(decisions.state, 'released')))
    .innerJoin(
      applications,
      and(eq(applications.id, offers.applicationId), eq(applications.state, 'offered')),
    )
    .where(
      and(
        sql`${decisions.id} = (select max(later.id) from ${decisions} later
          where later.application_id = ${applications.id} and later.state = 'released')`,
        lt(sinceAt, untilAt),
        gte(offers.replyBy, fromAt),
      ),
    )
    .orderBy(asc(decisions.id))
    .all();
}

/** By which outages a deadline moved, the first one first. */
export function extensionsOf(db: Db, entity: Extension['entity'], entityId: number) {
  const { fromAt, untilAt } = outages;
  const { beforeAt, afterAt } = extensions;
  return db
    .select({ fromAt, untilAt, beforeAt, afterAt })
    .from(extensions)
    .innerJoin(outages, eq(outages.id, extensions.outageId))
    .where(and(eq(extensions.entity, entity), eq(extensions.entityId, entityId)))
    .orderBy(asc(extensions.id))
    .all();
}

/** The latest outages, the newest first. */
export function latestOutages(db: Db, most: number) {
  return db.select().from(outages).orderBy(desc(outages.id)).limit(most).all();
}

/** The deadlines that moved for these outages. */
export function extensionsFor(db: Db, ids: readonly number[]): Extension[] {
  return db
    .select()
    .from(extensions)
    .where(inArray(extensions.outageId, [...ids]))
    .orderBy(asc(extensions.id))
    .all();
}
