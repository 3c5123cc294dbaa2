// Every SQL statement about files brought in and taken out.
import { and, asc, eq, isNotNull, isNull, lt, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { fileImports } from '../../db/schema/exchange.js';
import { hearings } from '../../db/schema/hearings.js';
import { parties } from '../../db/schema/parties.js';
import { withoutTie } from '../../db/schema/ties.js';

/** Stores what a file said; answers with its id. */
export function insertImport(db: Db, row: typeof fileImports.$inferInsert): number {
  return db.insert(fileImports).values(row).returning({ id: fileImports.id }).get().id;
}

/** A file that `personId` brought in and that is still to be applied. */
export function waiting(db: Db, personId: number, id: number) {
  return db
    .select()
    .from(fileImports)
    .where(
      and(
        eq(fileImports.id, id),
        eq(fileImports.addedBy, personId),
        isNull(fileImports.appliedAt),
        isNotNull(fileImports.sealed),
      ),
    )
    .get();
}

/** Marks a file as applied and forgets what it said; false when it was already. */
export function markApplied(db: Db, id: number, now: number): boolean {
  return (
    db
      .update(fileImports)
      .set({ appliedAt: now, sealed: null })
      .where(and(eq(fileImports.id, id), isNull(fileImports.appliedAt)))
      .run().changes === 1
  );
}

/** Forgets what files said that nobody applied before `instant`; answers with how many. */
export function forgetBefore(db: Db, instant: number): number {
  return db
    .update(fileImports)
    .set({ sealed: null })
    .where(and(lt(fileImports.addedAt, instant), isNotNull(fileImports.sealed)))
    .run().changes;
}

const MOST = 20_000;

/** Every case as a row of a file, the oldest first; none to which the reader has a tie. */
export function caseRows(db: Db, reader: number) {
  return db
    .select({
      id: cases.id,
      against: cases.against,
      court: cases.court,
      phase: cases.phase,
      startedOn: sql<string>`(select s.started_on from case_stages s where s.case_id = "cases"."id"
        order by s.started_on desc, s.id desc limit 1)`,
      numbers: sql<string | null>`(select group_concat(n.kind || ': ' || n.written, '; ') from
        (select kind, written from case_numbers where case_id = "cases"."id" order by id) n)`,
      accused: sql<
        string | null
      >`(select group_concat(k.name, '; ') from participants p join parties o on o.id = p.party_id
        join parties k on k.id = coalesce(o.merged_into_id, o.id) where p.case_id = "cases"."id" and p.role = 'ACC')`,
    })
    .from(cases)
    .where(withoutTie(reader, cases.id))
    .orderBy(asc(cases.id))
    .limit(MOST)
    .all();
}

/** Everybody in the register as a row of a file, the oldest first. */
export function partyRows(db: Db) {
  return db
    .select({
      id: parties.id,
      name: parties.name,
      spellings: sql<
        string | null
      >`(select group_concat(a.kind || ': ' || a.written, '; ') from party_aliases a
        where a.party_id = "parties"."id")`,
    })
    .from(parties)
    .where(isNull(parties.mergedIntoId))
    .orderBy(asc(parties.id))
    .limit(MOST)
    .all();
}

/** Every hearing as a row of a file, in the order of the days. */
export function hearingRows(db: Db, reader: number) {
  return db
    .select({
      id: hearings.id,
      number: sql<string>`(select n.written from case_numbers n where n.case_id = "hearings"."case_id" order by n.id limit 1)`,
      court: hearings.court,
      courtroom: hearings.courtroom,
      type: hearings.type,
      scheduledOn: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      languages: hearings.languages,
      purpose: hearings.purpose,
      against: cases.against,
      state: hearings.state,
    })
    .from(hearings)
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(withoutTie(reader, cases.id))
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .limit(MOST)
    .all();
}
