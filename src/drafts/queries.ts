// Every SQL statement about applications that were begun and not sent. It reads and never writes.
import { and, asc, eq, max } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { lateKeys } from '../../db/schema/late-keys.js';
import { people } from '../../db/schema/people.js';

/** The drafts of a call that their writers began themselves, the oldest first, with whom to write to. */
export function draftsOf(db: Db, callId: number) {
  const saved = db
    .select({ applicationId: answers.applicationId, at: max(answers.savedAt).as('saved_at') })
    .from(answers)
    .groupBy(answers.applicationId)
    .as('saved');
  return db
    .select({
      application: applications,
      email: people.email,
      language: people.language,
      savedAt: saved.at,
      // What is never null comes first: drizzle tells by it whether there is a key at all.
      lateKey: { expiresAt: lateKeys.expiresAt, usedAt: lateKeys.usedAt },
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(saved, eq(saved.applicationId, applications.id))
    .leftJoin(lateKeys, eq(lateKeys.id, applications.lateKeyId))
    .where(
      and(eq(applications.callId, callId), eq(applications.state, 'draft'), eq(applications.source, 'web')),
    )
    .orderBy(asc(applications.createdAt), asc(applications.id))
    .all();
}
