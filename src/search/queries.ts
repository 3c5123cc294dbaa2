// Every SQL statement of the search over what reports say. Protected fields, gists and incidents are in no index.
import { and, desc, eq, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { reports } from '../../db/schema/reports.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';

const ask = sql.placeholder;

/** Puts what an approved report says into the index, in the place of what stood there. Folded already. */
export function putWords(db: Db, id: number, words: { facts: string; observations: string }): void {
  dropWords(db, id);
  db.run(
    sql`insert into report_search (rowid, facts, observations) values (${id}, ${words.facts}, ${words.observations})`,
  );
}

/** Takes a report out of the index. */
export function dropWords(db: Db, id: number): void {
  db.run(sql`delete from report_search where rowid = ${id}`);
}

/** Whoever has a tie to a case finds nothing of it. */
const notTied = sql`not exists (select 1 from ${ties} where ${ties.caseId} = ${hearings.caseId}
  and ${ties.personId} = ${ask('reader')} and ${ties.liftedAt} is null)`;
/** A monitor finds what they wrote, and what was written of hearings they go to. */
const isOwn = sql`(${reports.authorId} = ${ask('reader')} or exists (select 1 from ${assignments}
  where ${assignments.hearingId} = ${hearings.id} and ${assignments.personId} = ${ask('reader')}
  and ${assignments.releasedAt} is null))`;

const statements = prepared((db) => {
  const found = (may: SQL | undefined) =>
    db
      .select({
        id: reports.id,
        against: cases.against,
        scheduledOn: hearings.scheduledOn,
        type: hearings.type,
        sealed: sql<Buffer | null>`case ${ask('column')} when 'facts' then ${reports.sealedFacts}
          else ${reports.sealedObservations} end`,
      })
      .from(sql`report_search`)
      .innerJoin(reports, sql`${reports.id} = report_search.rowid`)
      .innerJoin(hearings, eq(hearings.id, reports.hearingId))
      .innerJoin(cases, eq(cases.id, hearings.caseId))
      .where(and(sql`report_search match ${ask('match')}`, eq(reports.state, 'approved'), notTied, may))
      .orderBy(desc(sql`report_search.rowid`))
      .limit(ask('limit'))
      .prepare();
  return { any: found(undefined), own: found(isOwn) };
});

export type Found = ReturnType<ReturnType<typeof statements>['any']['all']>[number];

/** Approved reports whose facts fit an FTS query, or observations too for whoever reads all; the newest first. */
export function reportsFound(
  db: Db,
  asked: {
    reader: number;
    match: string;
    scope: 'any' | 'own';
    column: 'facts' | 'observations';
    limit: number;
  },
): Found[] {
  const { reader, match, scope, column, limit } = asked;
  return statements(db)[scope].all({ reader, limit, column, match: `${column} : (${match})` });
}
