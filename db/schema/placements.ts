// Internships: from the accepted offer to the last day, and what must be done before the first hearing.
import { sql } from 'drizzle-orm';
import {
  blob,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const placementStates = ['onboarding', 'active', 'completed', 'ended_early'] as const;

/** What must be done before an internship becomes active; the first four by the intern, the others by staff. */
export const placementSteps = [
  'code_of_conduct',
  'confidentiality',
  'conflicts',
  'details',
  'agreement',
  'safety_briefing',
  'supervisor',
  'first_hearing',
] as const;

export const placements = sqliteTable(
  'placements',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** The accepted application it came from; NULL for somebody who was an intern before applications came this way. */
    applicationId: integer('application_id').references(() => applications.id, { onDelete: 'restrict' }),
    personId: integer('person_id')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    state: text('state', { enum: placementStates }).notNull(),
    stateAt: instant('state_at').notNull(),
    /** Local days; both or none. The last day is counted. */
    startsOn: text('starts_on'),
    endsOn: text('ends_on'),
    supervisorId: integer('supervisor_id').references(() => people.id, { onDelete: 'restrict' }),
    /** Local day of the first hearing, accompanied by somebody with experience. */
    firstHearingOn: text('first_hearing_on'),
    /** Languages the intern follows a hearing in. */
    languages: text('languages', { mode: 'json' }).$type<string[]>().notNull(),
    /** Ties to people and bodies of the trials, as the intern wrote them; sealed, context `placement-conflicts:<id>`. */
    sealedConflicts: blob('sealed_conflicts', { mode: 'buffer' }),
    /** The account that costs are paid to; sealed, context `placement-account:<id>`. */
    sealedAccount: blob('sealed_account', { mode: 'buffer' }),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    uniqueIndex('placements_application').on(t.applicationId),
    // Somebody is an intern once at a time.
    uniqueIndex('placements_current').on(t.personId).where(sql`${t.state} in ('onboarding', 'active')`),
    index('placements_state').on(t.state, t.endsOn),
    oneOf('placements_state_word', t.state, placementStates),
    isJson('placements_languages', t.languages),
    check(
      'placements_dates',
      sql`(${t.startsOn} is null) = (${t.endsOn} is null) and (${t.startsOn} is null or ${t.startsOn} < ${t.endsOn})`,
    ),
    check(
      'placements_active',
      sql`${t.state} in ('onboarding', 'ended_early') or (${t.startsOn} is not null and ${t.supervisorId} is not null)`,
    ),
  ],
);

/** A step that was done: by whom and when; a signature names the version of the text that was signed. */
export const placementStepsDone = sqliteTable(
  'placement_steps',
  {
    placementId: integer('placement_id')
      .notNull()
      .references(() => placements.id, { onDelete: 'restrict' }),
    step: text('step', { enum: placementSteps }).notNull(),
    doneAt: instant('done_at').notNull(),
    doneBy: integer('done_by')
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    textVersion: text('text_version'),
  },
  (t) => [
    primaryKey({ columns: [t.placementId, t.step] }),
    oneOf('placement_steps_step', t.step, placementSteps),
  ],
);
