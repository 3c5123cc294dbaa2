// Every SQL statement about what is held of one person across all features. It reads; only the owners write.
import { and, asc, desc, eq, inArray, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applicationDocuments } from '../../db/schema/documents.js';
import { files } from '../../db/schema/files.js';
import { history, historyNotes } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { signInLinks } from '../../db/schema/people.js';

/** The documents of a person that still hold something, with the place each has or had in an application. */
export function documentsOf(db: Db, personId: number) {
  return db
    .select({
      id: files.id,
      name: files.name,
      type: files.type,
      bytes: files.bytes,
      pages: files.pages,
      sha256: files.sha256,
      uploadedAt: files.uploadedAt,
      applicationId: applicationDocuments.applicationId,
      slot: applicationDocuments.slot,
      replacedAt: applicationDocuments.removedAt,
    })
    .from(files)
    .leftJoin(applicationDocuments, eq(applicationDocuments.fileId, files.id))
    .where(and(eq(files.ownerId, personId), sql`${files.purgedAt} is null`))
    .orderBy(asc(files.id))
    .all();
}

/** The one-time links made for a person or their address, newest first; never what opens them. */
export function linksOf(db: Db, personId: number, email: string | null) {
  const theirs = eq(signInLinks.personId, personId);
  const { purpose, createdAt, expiresAt, usedAt } = signInLinks;
  return db
    .select({ purpose, createdAt, expiresAt, usedAt })
    .from(signInLinks)
    .where(email === null ? theirs : or(theirs, eq(signInLinks.email, email)))
    .orderBy(desc(signInLinks.id))
    .all();
}

/** The letters that were sent to a person, newest first. What is drafted is nobody's yet. */
export function lettersTo(db: Db, personId: number, email: string | null) {
  const theirs = eq(letters.personId, personId);
  const to = email === null ? theirs : or(theirs, eq(letters.recipient, email));
  return db
    .select()
    .from(letters)
    .where(and(to, eq(letters.state, 'sent')))
    .orderBy(desc(letters.id))
    .all();
}

type About = {
  personId: number;
  applicationIds: readonly number[];
  fileIds: readonly number[];
  letterIds: readonly number[];
};

/** The history of a person's things, newest first; of the notes only those they wrote. No name of anybody. */
export function historyAbout(db: Db, about: About) {
  const { personId } = about;
  const things = (entity: string, ids: readonly number[]) =>
    and(eq(history.entity, entity), inArray(history.entityId, [...ids]));
  const mine = sql<number>`${history.actorId} is ${personId}`;
  return db
    .select({
      at: history.at,
      entity: history.entity,
      entityId: history.entityId,
      event: history.event,
      actorRole: history.actorRole,
      mine,
      note: sql<string | null>`case when ${mine} then ${historyNotes.words} end`,
    })
    .from(history)
    .leftJoin(historyNotes, eq(historyNotes.historyId, history.id))
    .where(
      or(
        things('person', [personId]),
        things('application', about.applicationIds),
        things('file', about.fileIds),
        things('letter', about.letterIds),
      ),
    )
    .orderBy(desc(history.id))
    .all();
}
