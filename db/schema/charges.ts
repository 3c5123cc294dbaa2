// What is charged in a case, in the words of the law, and what of today's law it would be.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { cases } from './cases.js';
import { instant, isJson, oneOf } from './columns.js';
import { participants } from './participants.js';
import { people } from './people.js';

/** The laws a charge rests on; what acts of 1998 and 1999 are charged under comes first. */
export const laws = ['SFRY', 'UNMIK', 'CC2004', 'CC2013', 'CC2019', 'KSC', 'OTHER'] as const;
/** What is alleged, in fixed words: nobody describes an act of violence here. */
export const acts = [
  'killing',
  'torture',
  'inhuman_treatment',
  'sexual_violence',
  'expulsion',
  'unlawful_detention',
  'property',
  'other',
] as const;

export const charges = sqliteTable(
  'charges',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    caseId: integer('case_id')
      .notNull()
      .references(() => cases.id, { onDelete: 'restrict' }),
    /** One accused; none: all of them. */
    participantId: integer('participant_id').references(() => participants.id, { onDelete: 'restrict' }),
    law: text('law', { enum: laws }).notNull(),
    article: text('article').notNull(),
    paragraph: text('paragraph').notNull().default(''),
    counts: integer('counts').notNull(),
    acts: text('acts', { mode: 'json' }).$type<(typeof acts)[number][]>().notNull(),
    /** "Currently criminalised as": the law and article of today. */
    nowLaw: text('now_law', { enum: laws }),
    nowArticle: text('now_article').notNull().default(''),
    addedAt: instant('added_at').notNull(),
    addedBy: integer('added_by').references(() => people.id, { onDelete: 'restrict' }),
  },
  (t) => [
    index('charges_case').on(t.caseId, t.id),
    oneOf('charges_law', t.law, laws),
    oneOf('charges_now_law', t.nowLaw, laws),
    isJson('charges_acts', t.acts),
    check('charges_counts', sql`${t.counts} between 1 and 999`),
  ],
);
