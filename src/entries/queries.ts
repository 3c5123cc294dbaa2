// Every SQL statement about applications that staff are typing in. It reads and never writes.
import { and, asc, eq, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { people } from '../../db/schema/people.js';

const enterer = alias(people, 'enterer');

/** Applications staff began to enter and have not finished, the oldest first. */
export function openEntries(db: Db) {
  return db
    .select({ application: applications, name: people.name, by: enterer.name })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(enterer, eq(enterer.id, applications.enteredBy))
    .where(and(eq(applications.state, 'draft'), ne(applications.source, 'web')))
    .orderBy(asc(applications.createdAt), asc(applications.id))
    .all();
}
