// Every SQL statement about cases, their numbers and stages, and notes of staff.
import { and, asc, count, desc, eq, inArray, isNull, ne, notExists, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { caseNotes, caseNumbers, caseStages, cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { people } from '../../db/schema/people.js';
import { assignments } from '../../db/schema/rota.js';
import { ties } from '../../db/schema/ties.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import type { Phase } from '../lib/terms.js';

export type Case = typeof cases.$inferSelect;
export type CaseNumber = typeof caseNumbers.$inferSelect;
export type Stage = typeof caseStages.$inferSelect;

const ask = sql.placeholder;

/** A monitor reads a case as long as they go, or went, to one of its hearings. */
const isAssigned = sql`exists (select 1 from ${assignments} join ${hearings} on ${hearings.id} = ${assignments.hearingId}
  where ${hearings.caseId} = ${cases.id} and ${assignments.personId} = ${ask('reader')} and ${assignments.releasedAt} is null)`;

/** The cases a reader of this scope may know of; the person is the placeholder `reader`. A tie closes a case to anybody. */
export function readableCase(db: Db, scope: 'any' | 'assigned'): SQL | undefined {
  const standing = db
    .select({ one: sql`1` })
    .from(ties)
    .where(and(eq(ties.caseId, cases.id), eq(ties.personId, ask('reader')), isNull(ties.liftedAt)));
  return and(scope === 'any' ? undefined : isAssigned, notExists(standing));
}

type Scope = 'any' | 'assigned';
const scopeIn = (actor: Actor): Scope | undefined => {
  const scope = scopeOf(actor, 'case.read');
  return scope === 'own' ? 'assigned' : scope;
};

const oneStatements = prepared((db) => {
  const statement = (scope: Scope) =>
    db
      .select()
      .from(cases)
      .where(and(eq(cases.id, ask('id')), readableCase(db, scope)))
      .prepare();
  return { any: statement('any'), assigned: statement('assigned') };
});

/** The case, if `actor` may read it; every other does not exist. */
export function visibleTo(db: Db, actor: Actor, id: number): Case | undefined {
  const scope = scopeIn(actor);
  return scope && oneStatements(db)[scope].get({ id, reader: actor.personId });
}

/** The case with this id, whoever asks: for services that have another reason to let somebody in. */
export function caseById(db: Db, id: number): Case | undefined {
  return oneStatements(db).any.get({ id, reader: 0 });
}

/** Stores a case; answers with its id. */
export function insertCase(db: Db, row: typeof cases.$inferInsert): number {
  return db.insert(cases).values(row).returning({ id: cases.id }).get().id;
}

/** Changes a case, if nobody did meanwhile; false otherwise. */
export function updateCase(
  db: Db,
  id: number,
  version: number,
  change: Partial<Pick<Case, 'against' | 'court'>> & { changedAt: number },
): boolean {
  return (
    db
      .update(cases)
      .set({ ...change, version: version + 1 })
      .where(and(eq(cases.id, id), eq(cases.version, version)))
      .run().changes === 1
  );
}

/** Notes that something of a case changed; its phase is that of the latest stage. */
export function touchCase(db: Db, id: number, now: number): void {
  const latest = db
    .select({ phase: caseStages.phase })
    .from(caseStages)
    .where(eq(caseStages.caseId, id))
    .orderBy(desc(caseStages.startedOn), desc(caseStages.id))
    .limit(1)
    .get();
  db.update(cases)
    .set({ changedAt: now, ...(latest ? { phase: latest.phase } : {}) })
    .where(eq(cases.id, id))
    .run();
}

const numbersStatement = prepared((db) =>
  db
    .select()
    .from(caseNumbers)
    .where(eq(caseNumbers.caseId, ask('caseId')))
    .orderBy(asc(caseNumbers.id))
    .prepare(),
);

/** The numbers of a case, in the order they were written down. */
export function numbersOf(db: Db, caseId: number): CaseNumber[] {
  return numbersStatement(db).all({ caseId });
}

/** Stores a number; false when the case has it already. */
export function insertNumber(db: Db, row: typeof caseNumbers.$inferInsert): boolean {
  return db.insert(caseNumbers).values(row).onConflictDoNothing().run().changes === 1;
}

/** Takes a number away; false when it is not there. */
export function deleteNumber(db: Db, caseId: number, id: number): boolean {
  return (
    db
      .delete(caseNumbers)
      .where(and(eq(caseNumbers.id, id), eq(caseNumbers.caseId, caseId)))
      .run().changes === 1
  );
}

/** Other cases that bear one of these keys. */
export function othersNumbered(db: Db, caseId: number, keys: readonly string[]) {
  return db
    .select({ id: cases.id, against: cases.against, numberKey: caseNumbers.numberKey })
    .from(caseNumbers)
    .innerJoin(cases, eq(cases.id, caseNumbers.caseId))
    .where(and(inArray(caseNumbers.numberKey, [...keys]), ne(caseNumbers.caseId, caseId)))
    .orderBy(asc(cases.id))
    .all();
}

const stagesStatement = prepared((db) =>
  db
    .select()
    .from(caseStages)
    .where(eq(caseStages.caseId, ask('caseId')))
    .orderBy(asc(caseStages.startedOn), asc(caseStages.id))
    .prepare(),
);

/** The stages of a case, the first one first. */
export function stagesOf(db: Db, caseId: number): Stage[] {
  return stagesStatement(db).all({ caseId });
}

/** Stores a stage; answers with its id. */
export function insertStage(db: Db, row: typeof caseStages.$inferInsert): number {
  return db.insert(caseStages).values(row).returning({ id: caseStages.id }).get().id;
}

/** Takes a stage away; false when it is not there. */
export function deleteStage(db: Db, caseId: number, id: number): boolean {
  return (
    db
      .delete(caseStages)
      .where(and(eq(caseStages.id, id), eq(caseStages.caseId, caseId)))
      .run().changes === 1
  );
}

/** Stores a sealed note. */
export function insertNote(db: Db, row: typeof caseNotes.$inferInsert): number {
  return db.insert(caseNotes).values(row).returning({ id: caseNotes.id }).get().id;
}

/** Takes a note away; false when it is not there. */
export function deleteNote(db: Db, caseId: number, id: number): boolean {
  return (
    db
      .delete(caseNotes)
      .where(and(eq(caseNotes.id, id), eq(caseNotes.caseId, caseId)))
      .run().changes === 1
  );
}

/** The sealed notes of a case, newest first, with who wrote them. */
export function notesOf(db: Db, caseId: number) {
  return db
    .select({
      id: caseNotes.id,
      sealed: caseNotes.sealed,
      addedAt: caseNotes.addedAt,
      by: people.name,
    })
    .from(caseNotes)
    .leftJoin(people, eq(people.id, caseNotes.addedBy))
    .where(eq(caseNotes.caseId, caseId))
    .orderBy(desc(caseNotes.id))
    .all();
}

/** Puts a case's words into the search, in place of what stood there. */
export function putSearch(db: Db, id: number, folded: string): void {
  db.run(sql`delete from case_search where rowid = ${id}`);
  db.run(sql`insert into case_search (rowid, folded) values (${id}, ${folded})`);
}

/** The numbers of a case in one line, in the order they were written down. */
export const numbersInLine = sql<string>`coalesce((select group_concat(n.written, ' · ') from
  (select written from case_numbers where case_id = "cases"."id" order by id) n), '')`;

const rowColumns = {
  id: cases.id,
  against: cases.against,
  court: cases.court,
  phase: cases.phase,
  changedAt: cases.changedAt,
  numbers: numbersInLine,
};

const listStatements = prepared((db) => {
  const statement = (scope: Scope) => {
    const may = readableCase(db, scope);
    const narrowed = sql`(${ask('phase')} is null or ${cases.phase} = ${ask('phase')})`;
    return {
      rows: db
        .select(rowColumns)
        .from(cases)
        .where(and(narrowed, may))
        .orderBy(desc(cases.changedAt), desc(cases.id))
        .limit(ask('limit'))
        .offset(ask('offset'))
        .prepare(),
      phases: db
        .select({ phase: cases.phase, count: count() })
        .from(cases)
        .where(may)
        .groupBy(cases.phase)
        .prepare(),
      found: db
        .select(rowColumns)
        .from(cases)
        .where(and(foundBy(), may))
        .orderBy(desc(cases.changedAt), desc(cases.id))
        .limit(ask('limit'))
        .prepare(),
    };
  };
  return { any: statement('any'), assigned: statement('assigned') };
});

/**
 * A number however typed (whole, without its letters, without its year), words of the title, or the name of somebody
 * who takes part under any spelling.
 */
function foundBy(): SQL {
  const inNumbers = sql`select case_id from case_numbers where number_key = ${ask('key')} or digits = ${ask('digits')}
    or (number_key >= ${ask('key')} || '-' and number_key < ${ask('key')} || '.')`;
  const inWords = sql`select rowid from case_search where case_search match ${ask('match')}`;
  // Whoever was merged into somebody else is found by that one's spellings. The words come first, then who takes part:
  // joined to the index, SQLite asks it again for each of all participants.
  const named = sql`select rowid from party_search where party_search match ${ask('match')}`;
  const inNames = sql`select case_id from participants where party_id in
    (${named} union select id from parties where merged_into_id in (${named}))`;
  return sql`${cases.id} in (${inNumbers} union ${inWords} union ${inNames})`;
}

export type Row = ReturnType<ReturnType<typeof listStatements>['any']['rows']['all']>[number];

/** Cases the actor may read, the latest changed first. */
export function listCases(
  db: Db,
  actor: Actor,
  asked: { phase: Phase | null; limit: number; offset: number },
): Row[] {
  const scope = scopeIn(actor);
  return scope ? listStatements(db)[scope].rows.all({ ...asked, reader: actor.personId }) : [];
}

/** How many cases the actor may read stand in each phase. */
export function countsByPhase(db: Db, actor: Actor): Map<Phase, number> {
  const scope = scopeIn(actor);
  const rows = scope ? listStatements(db)[scope].phases.all({ reader: actor.personId }) : [];
  return new Map(rows.map((row) => [row.phase, row.count]));
}

/** Cases the actor may read that fit a search, the latest changed first. */
export function searchCases(
  db: Db,
  actor: Actor,
  asked: { key: string; digits: string; match: string; limit: number },
): Row[] {
  const scope = scopeIn(actor);
  return scope ? listStatements(db)[scope].found.all({ ...asked, reader: actor.personId }) : [];
}
