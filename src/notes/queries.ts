// Every SQL statement about notes, and who may read the file they are on.
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { conflicts } from '../../db/schema/conflicts.js';
import { notes } from '../../db/schema/notes.js';
import { memberships, people } from '../../db/schema/people.js';
import { tasks } from '../../db/schema/tasks.js';
import type { Group } from '../access/actor.js';

const notesStatement = prepared((db) =>
  db
    .select({ id: notes.id, sealed: notes.sealed, by: notes.by, name: people.name, at: notes.at })
    .from(notes)
    .innerJoin(people, eq(people.id, notes.by))
    .where(eq(notes.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(notes.id))
    .prepare(),
);

/** The notes on an application, newest first, with who wrote them. */
export function notesOn(db: Db, applicationId: number) {
  return notesStatement(db).all({ applicationId });
}

/** Groups whose members read files; policy 'application.read', scope any. */
const readers: Group[] = ['coordinator', 'director'];

/** Whether a task says that they were named on this file and have not answered yet. */
const isNamed = sql<number>`exists (select 1 from ${tasks} where ${tasks.personId} = ${people.id}
  and ${tasks.kind} = 'mentioned' and ${tasks.entity} = 'application'
  and ${tasks.entityId} = ${sql.placeholder('applicationId')} and ${tasks.doneAt} is null)`;

const colleaguesStatement = prepared((db) =>
  db
    .selectDistinct({ id: people.id, name: people.name, isNamed })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(
        inArray(memberships.group, readers),
        isNull(memberships.until),
        isNull(people.erasedAt),
        sql`not exists (select 1 from ${conflicts} where ${conflicts.personId} = ${people.id}
          and ${conflicts.applicationId} = ${sql.placeholder('applicationId')} and ${conflicts.kind} <> 'none'
          and ${conflicts.supersededAt} is null)`,
      ),
    )
    .orderBy(asc(people.name), asc(people.id))
    .prepare(),
);

/** Who may read this file, by name, and who was named on it; whoever is kept from it is not among them. */
export function readersOf(db: Db, applicationId: number) {
  return colleaguesStatement(db).all({ applicationId });
}

/** Keeps a note; answers with its id. */
export function insertNote(db: Db, note: typeof notes.$inferInsert): number {
  return db.insert(notes).values(note).returning({ id: notes.id }).get().id;
}

/** Erases the notes on an application. */
export function deleteNotes(db: Db, applicationId: number): void {
  db.delete(notes).where(eq(notes.applicationId, applicationId)).run();
}
