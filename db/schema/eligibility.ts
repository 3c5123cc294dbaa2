// What the machine thought of an application, when, by which version of the conditions, and from which facts.
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { RuleResult } from '../../src/eligibility/rules.js';
import { applications } from './applications.js';
import { callVersions } from './calls.js';
import { instant, isJson, oneOf } from './columns.js';

export const overalls = ['not_met', 'to_verify', 'met'] as const;

export const traces = sqliteTable(
  'traces',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    callVersionId: integer('call_version_id')
      .notNull()
      .references(() => callVersions.id, { onDelete: 'restrict' }),
    overall: text('overall', { enum: overalls }).notNull(),
    rules: text('rules', { mode: 'json' }).$type<RuleResult[]>().notNull(),
    at: instant('at').notNull(),
  },
  (t) => [
    index('traces_application').on(t.applicationId, t.id),
    oneOf('traces_overall', t.overall, overalls),
    isJson('traces_rules', t.rules),
  ],
);
