// Every SQL statement about the staff's own texts of letters.
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { people } from '../../db/schema/people.js';
import { letterTemplates } from '../../db/schema/templates.js';

export type Template = typeof letterTemplates.$inferSelect;
export type Place = Pick<Template, 'callId' | 'letter' | 'language'>;

const at = ({ callId, letter, language }: Place) =>
  and(
    eq(letterTemplates.callId, callId),
    eq(letterTemplates.letter, letter),
    eq(letterTemplates.language, language),
  );

/** Every version of one text with its writer's name of today, the newest first. */
export function versionsOf(db: Db, place: Place) {
  return db
    .select({ template: letterTemplates, by: people.name })
    .from(letterTemplates)
    .leftJoin(people, eq(people.id, letterTemplates.writtenBy))
    .where(at(place))
    .orderBy(desc(letterTemplates.version))
    .all()
    .map(({ template, by }) => ({ ...template, by }));
}

/** The newest version of every text of a call, with its writer's name. */
export function newestOf(db: Db, callId: number) {
  const newest = sql`${letterTemplates.id} in (select max(id) from letter_templates group by call_id, letter, language)`;
  return db
    .select({ template: letterTemplates, by: people.name })
    .from(letterTemplates)
    .leftJoin(people, eq(people.id, letterTemplates.writtenBy))
    .where(and(eq(letterTemplates.callId, callId), newest))
    .orderBy(asc(letterTemplates.id))
    .all()
    .map(({ template, by }) => ({ ...template, by }));
}

/** Keeps the next version; false when another took its number. */
export function insertVersion(db: Db, template: typeof letterTemplates.$inferInsert): boolean {
  return db.insert(letterTemplates).values(template).onConflictDoNothing().run().changes === 1;
}
