// Every SQL statement of the outbox.
import { letters } from '../../db/schema/mail.js';
import type { Db } from '../../db/open.js';

/** Stores a letter; answers with its id. */
export function insertLetter(db: Db, letter: typeof letters.$inferInsert): number {
  return db.insert(letters).values(letter).returning({ id: letters.id }).get().id;
}
