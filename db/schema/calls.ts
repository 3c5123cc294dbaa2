// Calls for internships: their text per language, dates, settings, and the frozen versions of their conditions.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { CallSettings, Rubric, Words } from '../../src/calls/form.js';
import type { Conditions } from '../../src/eligibility/rules.js';
import { flag, instant, isJson, oneOf } from './columns.js';
import { people } from './people.js';

export const callStates = ['draft', 'published'] as const;
export const textLanguages = ['sq', 'sr', 'en'] as const;

export const calls = sqliteTable(
  'calls',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    /** In the address: /calls/2020 */
    slug: text('slug').notNull(),
    state: text('state', { enum: callStates }).notNull(),
    opensAt: instant('opens_at').notNull(),
    /** The last instant of the deadline day, Prishtina time; grace comes on top. */
    closesAt: instant('closes_at').notNull(),
    graceMinutes: integer('grace_minutes').notNull(),
    places: integer('places'),
    monthsMin: integer('months_min').notNull(),
    monthsMax: integer('months_max').notNull(),
    /** Whom to ask, as each language says it. */
    contactName: text('contact_name', { mode: 'json' }).$type<Words>().notNull(),
    contactEmail: text('contact_email').notNull(),
    contactPhone: text('contact_phone').notNull().default(''),
    /** Conditions as staff edit them; applicants are judged by a frozen version only. */
    conditions: text('conditions', { mode: 'json' }).$type<Conditions>().notNull(),
    requiredDocuments: text('required_documents', { mode: 'json' }).$type<string[]>().notNull(),
    optionalDocuments: text('optional_documents', { mode: 'json' }).$type<string[]>().notNull(),
    rubric: text('rubric', { mode: 'json' }).$type<Rubric>().notNull(),
    settings: text('settings', { mode: 'json' }).$type<CallSettings>().notNull(),
    copiedFromId: integer('copied_from_id'),
    sample: flag('sample'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by').references(() => people.id, { onDelete: 'restrict' }),
    publishedAt: instant('published_at'),
    publishedBy: integer('published_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('calls_slug').on(t.slug),
    index('calls_published').on(t.state, t.closesAt),
    oneOf('calls_state', t.state, callStates),
    isJson('calls_conditions', t.conditions),
    isJson('calls_required_documents', t.requiredDocuments),
    isJson('calls_optional_documents', t.optionalDocuments),
    isJson('calls_rubric', t.rubric),
    isJson('calls_settings', t.settings),
  ],
);

export const callTexts = sqliteTable(
  'call_texts',
  {
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    language: text('language', { enum: textLanguages }).notNull(),
    /** Set when this language deliberately shows another one's text. */
    fallsBackTo: text('falls_back_to', { enum: textLanguages }),
    title: text('title').notNull().default(''),
    summary: text('summary').notNull().default(''),
    about: text('about').notNull().default(''),
    tasks: text('tasks').notNull().default(''),
    conditionsIntro: text('conditions_intro').notNull().default(''),
    priorityNote: text('priority_note').notNull().default(''),
    encouragedNote: text('encouraged_note').notNull().default(''),
    costs: text('costs').notNull().default(''),
    howToApply: text('how_to_apply').notNull().default(''),
    afterwards: text('afterwards').notNull().default(''),
    privacyNote: text('privacy_note').notNull().default(''),
    project: text('project').notNull().default(''),
    donor: text('donor').notNull().default(''),
  },
  (t) => [
    primaryKey({ columns: [t.callId, t.language] }),
    oneOf('call_texts_language', t.language, textLanguages),
  ],
);

/** The conditions as they stood when published or corrected; a row is never changed. */
export const callVersions = sqliteTable(
  'call_versions',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    callId: integer('call_id')
      .notNull()
      .references(() => calls.id, { onDelete: 'restrict' }),
    number: integer('number').notNull(),
    conditions: text('conditions', { mode: 'json' }).$type<Conditions>().notNull(),
    reason: text('reason').notNull().default(''),
    createdAt: instant('created_at').notNull(),
    createdBy: integer('created_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    uniqueIndex('call_versions_number').on(t.callId, t.number),
    isJson('call_versions_conditions', t.conditions),
  ],
);
