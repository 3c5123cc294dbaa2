// Every SQL statement of the chronology: one for each source of lines, whatever the case holds, and the marks of readers.
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { caseDocuments } from '../../db/schema/case-documents.js';
import { caseNumbers, caseStages } from '../../db/schema/cases.js';
import { charges } from '../../db/schema/charges.js';
import { caseMarks } from '../../db/schema/chronology.js';
import { hearings } from '../../db/schema/hearings.js';
import { participants } from '../../db/schema/participants.js';
import { reportJudgments, reportWitnesses } from '../../db/schema/particulars.js';
import { parties, partyAliases } from '../../db/schema/parties.js';
import { protectedPeople } from '../../db/schema/protections.js';
import { reports } from '../../db/schema/reports.js';
import { rulings } from '../../db/schema/rulings.js';
import { shut } from '../lib/report-terms.js';

const ask = sql.placeholder;
/** What a monitor who was let stay saw behind closed doors is the staff's alone. Source: monitoring §3. */
const mayBeRead = sql`(${reports.publicity} is null or ${reports.publicity} not in ${[...shut]}
  or coalesce(${reports.askedToLeave}, '') <> 'no' or 'staff' in (select value from json_each(${ask('levels')})))`;
const own = alias(parties, 'own');
const kept = alias(parties, 'kept');
/** The name that stands for a participant today; none where nobody in particular is meant. */
const nameOf = (
  id:
    | typeof rulings.participantId
    | typeof charges.participantId
    | typeof reportWitnesses.participantId
    | typeof reportJudgments.participantId,
) =>
  sql<string | null>`(select k.name from participants p join parties o on o.id = p.party_id
    join parties k on k.id = coalesce(o.merged_into_id, o.id) where p.id = ${id})`;

/**
 * THE table of what a chronology is made from: a statement each, asked once for a case. A feature whose rows belong
 * to a case adds its line here and the words in present.ts; the compiler asks for both. `on` is the local day a line
 * stands at (null: the day it was written down), `changedAt` what a reader's mark is held against.
 */
export const sources = {
  stage: prepared((db) =>
    db
      .select({
        id: caseStages.id,
        on: sql<string | null>`${caseStages.startedOn}`,
        changedAt: caseStages.addedAt,
        phase: caseStages.phase,
        court: caseStages.court,
      })
      .from(caseStages)
      .where(eq(caseStages.caseId, ask('caseId')))
      .prepare(),
  ),
  number: prepared((db) =>
    db
      .select({
        id: caseNumbers.id,
        on: sql<string | null>`null`,
        changedAt: caseNumbers.addedAt,
        kind: caseNumbers.kind,
        written: caseNumbers.written,
      })
      .from(caseNumbers)
      .where(eq(caseNumbers.caseId, ask('caseId')))
      .prepare(),
  ),
  participant: prepared((db) =>
    db
      .select({
        id: participants.id,
        on: sql<string | null>`${participants.sinceOn}`,
        untilOn: participants.untilOn,
        changedAt: participants.addedAt,
        endedAt: participants.changedAt,
        role: participants.role,
        name: kept.name,
      })
      .from(participants)
      .innerJoin(own, eq(own.id, participants.partyId))
      .innerJoin(kept, sql`${kept.id} = coalesce(${own.mergedIntoId}, ${own.id})`)
      .where(eq(participants.caseId, ask('caseId')))
      .prepare(),
  ),
  protection: prepared((db) =>
    db
      .select({
        id: protectedPeople.id,
        on: sql<string | null>`null`,
        changedAt: protectedPeople.addedAt,
        pseudonym: protectedPeople.pseudonym,
        role: protectedPeople.role,
      })
      .from(protectedPeople)
      .where(eq(protectedPeople.caseId, ask('caseId')))
      .prepare(),
  ),
  charge: prepared((db) =>
    db
      .select({
        id: charges.id,
        on: sql<string | null>`null`,
        changedAt: charges.addedAt,
        law: charges.law,
        article: charges.article,
        paragraph: charges.paragraph,
        name: nameOf(charges.participantId),
      })
      .from(charges)
      .where(eq(charges.caseId, ask('caseId')))
      .prepare(),
  ),
  ruling: prepared((db) =>
    db
      .select({
        id: rulings.id,
        on: sql<string | null>`${rulings.decidedOn}`,
        changedAt: rulings.addedAt,
        kind: rulings.kind,
        court: rulings.court,
        untilOn: rulings.untilOn,
        result: rulings.result,
        sentenceMonths: rulings.sentenceMonths,
        name: nameOf(rulings.participantId),
      })
      .from(rulings)
      .where(eq(rulings.caseId, ask('caseId')))
      .prepare(),
  ),
  hearing: prepared((db) =>
    db
      .select({
        id: hearings.id,
        on: sql<string | null>`${hearings.scheduledOn}`,
        changedAt: hearings.stateAt,
        type: hearings.type,
        state: hearings.state,
        time: hearings.scheduledTime,
        court: hearings.court,
      })
      .from(hearings)
      .where(eq(hearings.caseId, ask('caseId')))
      .prepare(),
  ),
  // Of reports only what was approved, and of that only facts in fixed terms and the names they may be called by.
  report: prepared((db) =>
    db
      .select({
        id: reports.id,
        on: sql<string | null>`${hearings.scheduledOn}`,
        changedAt: reports.stateAt,
        hearingId: hearings.id,
        outcome: reports.outcome,
        reason: reports.reason,
        panelSame: reports.panelSame,
        panelChange: reports.panelChange,
        actions: reports.actions,
        detentionRuling: reports.detentionRuling,
      })
      .from(reports)
      .innerJoin(hearings, eq(hearings.id, reports.hearingId))
      .where(and(eq(hearings.caseId, ask('caseId')), eq(reports.state, 'approved'), mayBeRead))
      .prepare(),
  ),
  heard: prepared((db) =>
    db
      .select({
        id: reportWitnesses.id,
        on: sql<string | null>`${hearings.scheduledOn}`,
        changedAt: reports.stateAt,
        reportId: reports.id,
        role: reportWitnesses.role,
        measures: reportWitnesses.measures,
        named: reportWitnesses.named,
        sealedLabel: reportWitnesses.sealedLabel,
        publicity: reports.publicity,
        name: nameOf(reportWitnesses.participantId),
        pseudonym: protectedPeople.pseudonym,
      })
      .from(reportWitnesses)
      .innerJoin(reports, eq(reports.id, reportWitnesses.reportId))
      .innerJoin(hearings, eq(hearings.id, reports.hearingId))
      .leftJoin(protectedPeople, eq(protectedPeople.id, reportWitnesses.protectedId))
      .where(and(eq(hearings.caseId, ask('caseId')), eq(reports.state, 'approved'), mayBeRead))
      .orderBy(asc(reports.id), asc(reportWitnesses.position))
      .prepare(),
  ),
  judged: prepared((db) =>
    db
      .select({
        id: reportJudgments.id,
        on: sql<string | null>`${hearings.scheduledOn}`,
        changedAt: reports.stateAt,
        result: reportJudgments.result,
        years: reportJudgments.years,
        months: reportJudgments.months,
        name: nameOf(reportJudgments.participantId),
        pseudonym: protectedPeople.pseudonym,
      })
      .from(reportJudgments)
      .innerJoin(reports, eq(reports.id, reportJudgments.reportId))
      .innerJoin(hearings, eq(hearings.id, reports.hearingId))
      .leftJoin(protectedPeople, eq(protectedPeople.id, reportJudgments.protectedId))
      .where(and(eq(hearings.caseId, ask('caseId')), eq(reports.state, 'approved'), mayBeRead))
      .orderBy(asc(reports.id), asc(reportJudgments.position))
      .prepare(),
  ),
  document: prepared((db) =>
    db
      .select({
        id: caseDocuments.id,
        on: sql<string | null>`${caseDocuments.datedOn}`,
        changedAt: caseDocuments.addedAt,
        kind: caseDocuments.kind,
        caseId: caseDocuments.caseId,
      })
      .from(caseDocuments)
      .where(
        and(
          eq(caseDocuments.caseId, ask('caseId')),
          isNull(caseDocuments.removedAt),
          sql`${caseDocuments.level} in (select value from json_each(${ask('levels')}))`,
        ),
      )
      .prepare(),
  ),
} as const;

export type Source = keyof typeof sources;
/** Every source with its rows of one case. */
export type Rows = { [Name in Source]: ReturnType<ReturnType<(typeof sources)[Name]>['all']> };

/** What a case's chronology is made from; `levels`: of documents that this reader may open. */
export function rowsOf(db: Db, caseId: number, levels: readonly string[]): Rows {
  const asked = { caseId, levels: JSON.stringify(levels) };
  return Object.fromEntries(
    Object.entries(sources).map(([name, statement]) => [name, statement(db).all(asked)]),
  ) as Rows;
}

const spellings = prepared((db) =>
  db
    .selectDistinct({ name: kept.name, written: partyAliases.written })
    .from(participants)
    .innerJoin(own, eq(own.id, participants.partyId))
    .innerJoin(kept, sql`${kept.id} = coalesce(${own.mergedIntoId}, ${own.id})`)
    .innerJoin(partyAliases, eq(partyAliases.partyId, kept.id))
    .where(and(eq(participants.caseId, ask('caseId')), eq(participants.role, 'ACC')))
    .orderBy(asc(kept.id), asc(partyAliases.id))
    .prepare(),
);

/** The other spellings of the accused's names. */
export function spellingsOf(db: Db, caseId: number) {
  return spellings(db).all({ caseId });
}

const mark = prepared((db) =>
  db
    .select({ lookedAt: caseMarks.lookedAt })
    .from(caseMarks)
    .where(and(eq(caseMarks.caseId, ask('caseId')), eq(caseMarks.personId, ask('personId'))))
    .prepare(),
);

/** Until when somebody has read a case's chronology; undefined: never marked. */
export function markOf(db: Db, personId: number, caseId: number): number | undefined {
  return mark(db).get({ personId, caseId })?.lookedAt;
}

/** Sets the mark. */
export function putMark(db: Db, row: typeof caseMarks.$inferInsert): void {
  db.insert(caseMarks)
    .values(row)
    .onConflictDoUpdate({
      target: [caseMarks.personId, caseMarks.caseId],
      set: { lookedAt: row.lookedAt },
    })
    .run();
}

/** All marks of somebody, for themselves to see. */
export function marksOf(db: Db, personId: number) {
  return db
    .select({ caseId: caseMarks.caseId, lookedAt: caseMarks.lookedAt })
    .from(caseMarks)
    .where(eq(caseMarks.personId, personId))
    .orderBy(asc(caseMarks.caseId))
    .all();
}

/** Takes away all marks of somebody who is erased. */
export function eraseMarks(db: Db, personId: number): void {
  db.delete(caseMarks).where(eq(caseMarks.personId, personId)).run();
}
