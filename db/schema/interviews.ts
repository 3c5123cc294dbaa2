// Interview sessions of a call: who sits on the panel, where, and the times that can be chosen.
import { isNull, sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { calls, type textLanguages } from './calls.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const sessionStates = ['draft', 'published', 'cancelled'] as const;

export const interviewSessions = sqliteTable(
  'interview_sessions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    state: text('state', { enum: sessionStates }).notNull(),
    place: text('place').notNull(),
    /** Where one meets online; '' when one does not. */
    link: text('link').notNull().default(''),
    languages: text('languages', { mode: 'json' }).$type<(typeof textLanguages)[number][]>().notNull(),
    /** The zone its hours are meant in; instants stand in UTC. */
    zone: text('zone', { enum: ['Europe/Belgrade'] })
      .notNull()
      .default('Europe/Belgrade'),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('interview_sessions_call').on(t.callId, t.state),
    oneOf('interview_sessions_state', t.state, sessionStates),
    oneOf('interview_sessions_zone', t.zone, ['Europe/Belgrade']),
    isJson('interview_sessions_languages', t.languages),
  ],
);

/** Who sits on the panel, and who did until they were replaced. */
export const interviewPanel = sqliteTable(
  'interview_panel',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    sessionId: integer('session_id')
      .notNull()
      .references(() => interviewSessions.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    since: instant('since').notNull(),
    until: instant('until'),
  },
  (t) => [
    uniqueIndex('interview_panel_current').on(t.sessionId, t.personId).where(isNull(t.until)),
    index('interview_panel_person').on(t.personId, t.until),
  ],
);

export const interviewSlots = sqliteTable(
  'interview_slots',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    sessionId: integer('session_id')
      .notNull()
      .references(() => interviewSessions.id, { onDelete: 'restrict' }),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    cancelledAt: instant('cancelled_at'),
  },
  (t) => [
    uniqueIndex('interview_slots_time').on(t.sessionId, t.startsAt).where(isNull(t.cancelledAt)),
    index('interview_slots_starts').on(t.startsAt),
    check('interview_slots_span', sql`${t.endsAt} > ${t.startsAt}`),
  ],
);
