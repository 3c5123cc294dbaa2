// Hearings: what was scheduled stays known, whatever became of it. Moved is another hearing, not another date.
import { type SQL, sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  type SQLiteColumn,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { courts, hearingTypes } from '../../src/lib/terms.js';
import { cases } from './cases.js';
import { flag, instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const hearingStates = ['scheduled', 'held', 'not_held', 'moved', 'cancelled'] as const;
/** How we know of it. */
export const hearingSources = ['staff', 'report', 'import'] as const;

const isDay = (name: string, column: SQLiteColumn) =>
  check(name, sql`${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`);

/** Taken off the calendar: the same case may sit on that day and hour all the same. */
const gone = (state: SQLiteColumn): SQL => sql`${state} in ('moved', 'cancelled')`;

export const hearings = sqliteTable(
  'hearings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    court: text('court', { enum: courts }).notNull(),
    courtroom: text('courtroom').notNull().default(''),
    type: text('type', { enum: hearingTypes }).notNull(),
    /** Local day 'YYYY-MM-DD' and the hour 'HH:MM', Prishtina time; blank where the court named none. */
    scheduledOn: text('scheduled_on').notNull(),
    scheduledTime: text('scheduled_time').notNull().default(''),
    /** Languages a monitor has to follow it in. */
    languages: text('languages', { mode: 'json' }).$type<string[]>().notNull(),
    purpose: text('purpose').notNull().default(''),
    state: text('state', { enum: hearingStates }).notNull(),
    stateAt: instant('state_at').notNull(),
    /** The hearing this one was moved from. */
    movedFromId: integer('moved_from_id').references((): AnySQLiteColumn => hearings.id, {
      onDelete: 'restrict',
    }),
    source: text('source', { enum: hearingSources }).notNull(),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('hearings_by_day').on(t.scheduledOn, t.scheduledTime, t.id),
    index('hearings_by_case').on(t.caseId, t.scheduledOn, t.id),
    uniqueIndex('hearings_once')
      .on(t.caseId, t.scheduledOn, t.scheduledTime)
      .where(sql`not ${gone(t.state)}`),
    uniqueIndex('hearings_moved_once').on(t.movedFromId),
    oneOf('hearings_court', t.court, courts),
    oneOf('hearings_type', t.type, hearingTypes),
    oneOf('hearings_state', t.state, hearingStates),
    oneOf('hearings_source', t.source, hearingSources),
    isDay('hearings_day', t.scheduledOn),
    check('hearings_time', sql`${t.scheduledTime} = '' or ${t.scheduledTime} glob '[0-2][0-9]:[0-5][0-9]'`),
    isJson('hearings_languages', t.languages),
  ],
);
