// When nothing could be sent, as the system itself measured it, and which deadlines moved for it.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { instant, oneOf } from './columns.js';

export const extendedEntities = ['call', 'late_key', 'request', 'offer', 'contest'] as const;

/** When the service was last known to take what people send: one row, whatever process writes it. */
export const heartbeat = sqliteTable(
  'heartbeat',
  { id: integer('id').primaryKey(), beatAt: instant('beat_at').notNull() },
  (t) => [check('heartbeat_one', sql`${t.id} = 1`)],
);

/** From the last heartbeat before to the first one after. A row is never changed. */
export const outages = sqliteTable(
  'outages',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    fromAt: instant('from_at').notNull(),
    untilAt: instant('until_at').notNull(),
  },
  (t) => [check('outages_order', sql`${t.fromAt} < ${t.untilAt}`)],
);

/** A deadline that moved because of an outage: of a call, or of something that is somebody's own. */
export const extensions = sqliteTable(
  'extensions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    outageId: integer('outage_id')
      .notNull()
      .references(() => outages.id, { onDelete: 'restrict' }),
    entity: text('entity', { enum: extendedEntities }).notNull(),
    entityId: integer('entity_id').notNull(),
    beforeAt: instant('before_at').notNull(),
    afterAt: instant('after_at').notNull(),
  },
  (t) => [
    uniqueIndex('extensions_once').on(t.outageId, t.entity, t.entityId),
    index('extensions_of').on(t.entity, t.entityId),
    oneOf('extensions_entity', t.entity, extendedEntities),
    check('extensions_later', sql`${t.beforeAt} < ${t.afterAt}`),
  ],
);
