// Every SQL statement of the composer: one row a file with what the order looks at, the seed, and what was decided.
import { and, desc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications } from '../../db/schema/applications.js';
import { conflicts, withoutConflict } from '../../db/schema/conflicts.js';
import { traces } from '../../db/schema/eligibility.js';
import { people } from '../../db/schema/people.js';
import { readings } from '../../db/schema/reading.js';
import { discussions, scores } from '../../db/schema/scores.js';
import { shortlistSeeds, shortlists } from '../../db/schema/shortlist.js';

/** Names of the preferences that apply by the latest trace, joined: read in SQL, as a trace is long and five hundred are many. */
const applying = sql<string | null>`(select group_concat(json_extract(rule.value, '$.rule'))
  from json_each((select latest.rules from ${traces} latest where latest.application_id = ${applications.id}
    order by latest.id desc limit 1)) rule
  where json_extract(rule.value, '$.result') in ('applies', 'applies_declared'))`;

const fileColumns = {
  id: applications.id,
  reference: applications.reference,
  state: applications.state,
  name: people.name,
  applying,
  hasNote: sql<number>`exists (select 1 from ${discussions} where ${discussions.applicationId} = ${applications.id})`,
  isFree: sql<number>`${withoutConflict(sql`${sql.placeholder('reader')}`, sql`${applications.id}`)}`,
};

const filesStatement = prepared((db) =>
  db
    .select(fileColumns)
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(applications.callId, sql.placeholder('callId')),
        inArray(applications.state, ['in_review', 'shortlisted']),
      ),
    )
    .orderBy(applications.id)
    .prepare(),
);

/** The files a meeting decides on. `isFree` 0: `reader` is in conflict with it, and may know no more than that it is there. */
export function filesOf(db: Db, reader: number, callId: number) {
  return filesStatement(db).all({ reader, callId });
}

const cardColumns = {
  applicationId: readings.applicationId,
  role: readings.role,
  marks: scores.marks,
  recommendation: scores.recommendation,
};

const cardsStatement = prepared((db) =>
  db
    .select(cardColumns)
    .from(readings)
    .innerJoin(scores, eq(scores.readingId, readings.id))
    .innerJoin(applications, eq(applications.id, readings.applicationId))
    .where(
      and(
        eq(applications.callId, sql.placeholder('callId')),
        inArray(applications.state, ['in_review', 'shortlisted']),
        isNull(readings.removedAt),
        isNotNull(scores.submittedAt),
        withoutConflict(sql`${readings.personId}`, sql`${readings.applicationId}`),
      ),
    )
    .prepare(),
);

/** The cards that count, without the words in them. */
export function cardsOf(db: Db, callId: number) {
  return cardsStatement(db).all({ callId });
}

/** The seed of a call's lot, once it is drawn. */
export function seedOf(db: Db, callId: number) {
  return db.select().from(shortlistSeeds).where(eq(shortlistSeeds.callId, callId)).get();
}

/** Keeps the seed; false when there is one: it is drawn once. */
export function insertSeed(db: Db, seed: typeof shortlistSeeds.$inferInsert): boolean {
  return db.insert(shortlistSeeds).values(seed).onConflictDoNothing().run().changes === 1;
}

/** Keeps what a meeting decided. */
export function insertShortlist(db: Db, shortlist: typeof shortlists.$inferInsert): void {
  db.insert(shortlists).values(shortlist).run();
}

/** The last thing a meeting decided for a call, with the name of who applied it. */
export function lastShortlist(db: Db, callId: number) {
  return db
    .select({ shortlist: shortlists, by: people.name })
    .from(shortlists)
    .innerJoin(people, eq(people.id, shortlists.appliedBy))
    .where(eq(shortlists.callId, callId))
    .orderBy(desc(shortlists.id))
    .limit(1)
    .get();
}

/** References and names of these applications, for the minutes; not of those `reader` is kept from. */
export function namesOf(db: Db, reader: number, ids: readonly number[]) {
  return db
    .select({ id: applications.id, reference: applications.reference, name: people.name })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        sql`${applications.id} in (select value from json_each(${JSON.stringify(ids)}))`,
        withoutConflict(reader, sql`${applications.id}`),
      ),
    )
    .all();
}

/** How many people were kept from how many files of a call. */
export function recusalsOf(db: Db, callId: number): { people: number; files: number } {
  const row = db
    .select({
      people: sql<number>`count(distinct ${conflicts.personId})`,
      files: sql<number>`count(distinct ${conflicts.applicationId})`,
    })
    .from(conflicts)
    .innerJoin(applications, eq(applications.id, conflicts.applicationId))
    .where(
      and(eq(applications.callId, callId), sql`${conflicts.kind} <> 'none'`, isNull(conflicts.supersededAt)),
    )
    .get();
  return row ?? { people: 0, files: 0 };
}
