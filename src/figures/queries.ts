// Every SQL statement behind the figures: the facts they are counted from, what a number is made of, and what was frozen.
import { and, asc, desc, eq, gte, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { caseStages, cases } from '../../db/schema/cases.js';
import { frozenFigures } from '../../db/schema/figures.js';
import { hearings } from '../../db/schema/hearings.js';
import { participants } from '../../db/schema/participants.js';
import { reportIndicators, reportWitnesses } from '../../db/schema/particulars.js';
import { people } from '../../db/schema/people.js';
import { reports } from '../../db/schema/reports.js';
import { rulings } from '../../db/schema/rulings.js';
import { withoutTie } from '../../db/schema/ties.js';

type Days = { from: string; until: string };

const within = ({ from, until }: Days) =>
  and(gte(hearings.scheduledOn, from), lte(hearings.scheduledOn, until));
/** What a report says counts once nobody writes in it any more. */
const isApproved = eq(reports.state, 'approved');

/** Every hearing of these days, whatever became of it, with what its approved report says. */
export function hearingsIn(db: Db, days: Days) {
  return db
    .select({
      id: hearings.id,
      on: hearings.scheduledOn,
      scheduledTime: hearings.scheduledTime,
      court: hearings.court,
      state: hearings.state,
      reportId: reports.id,
      report: {
        outcome: reports.outcome,
        coverage: reports.coverage,
        startedAt: reports.startedAt,
        lateCause: reports.lateCause,
        reason: reports.reason,
        responsible: reports.responsible,
        announced: reports.announced,
        publicity: reports.publicity,
        recording: reports.recording,
        actions: reports.actions,
        interpretation: reports.interpretation,
        interpretationBy: reports.interpretationBy,
        interpretationQuality: reports.interpretationQuality,
        documentsServed: reports.documentsServed,
        panelSame: reports.panelSame,
        prosecutorChanged: reports.prosecutorChanged,
        nextOn: sql<string | null>`case ${reports.nextKind} when 'date' then ${reports.nextOn} end`,
      },
    })
    .from(hearings)
    .leftJoin(reports, and(eq(reports.hearingId, hearings.id), isApproved))
    .where(within(days))
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .all();
}

/** What approved reports of these days answer to each indicator. */
export function indicatorsIn(db: Db, days: Days) {
  return db
    .select({ reportId: reports.id, code: reportIndicators.code, answer: reportIndicators.answer })
    .from(reportIndicators)
    .innerJoin(reports, and(eq(reports.id, reportIndicators.reportId), isApproved))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(and(within(days), isNotNull(reportIndicators.answer)))
    .all();
}

/** Who was heard by approved reports of these days: in fixed terms, nobody's name and nobody's pseudonym. */
export function witnessesIn(db: Db, days: Days) {
  return db
    .select({
      reportId: reports.id,
      measures: reportWitnesses.measures,
      interpreter: reportWitnesses.interpreter,
      changed: reportWitnesses.changed,
    })
    .from(reportWitnesses)
    .innerJoin(reports, and(eq(reports.id, reportWitnesses.reportId), isApproved))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(and(within(days), isNotNull(reportWitnesses.role)))
    .all();
}

/** Reports of these days that wait for their approval. */
export function unapprovedIn(db: Db, days: Days) {
  return db
    .select({ id: reports.id })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .where(and(within(days), inArray(reports.state, ['draft', 'filed', 'returned', 'awaiting_second'])))
    .all().length;
}

/** Every case, the oldest first. */
export function casesKnown(db: Db) {
  return db.select({ id: cases.id }).from(cases).orderBy(asc(cases.id)).all();
}

/** Stages that had begun by a day, the earliest first. */
export function stagesUntil(db: Db, until: string) {
  return db
    .select({ caseId: caseStages.caseId, phase: caseStages.phase, on: caseStages.startedOn })
    .from(caseStages)
    .where(lte(caseStages.startedOn, until))
    .orderBy(asc(caseStages.startedOn), asc(caseStages.id))
    .all();
}

/** The accused of every case on a day. */
export function accusedOn(db: Db, day: string) {
  return db
    .select({ caseId: participants.caseId, inAbsentia: participants.inAbsentia })
    .from(participants)
    .where(
      and(
        eq(participants.role, 'ACC'),
        lte(participants.sinceOn, day),
        sql`(${participants.untilOn} is null or ${participants.untilOn} >= ${day})`,
      ),
    )
    .all();
}

/** What courts decided within these days. */
export function rulingsIn(db: Db, { from, until }: Days) {
  return db
    .select({ caseId: rulings.caseId, kind: rulings.kind, result: rulings.result })
    .from(rulings)
    .where(and(gte(rulings.decidedOn, from), lte(rulings.decidedOn, until)))
    .all();
}

/** The day of the earliest hearing; null while there is none. */
export function earliestDay(db: Db): string | null {
  const row = db
    .select({ on: sql<string | null>`min(${hearings.scheduledOn})` })
    .from(hearings)
    .get();
  return row?.on ?? null;
}

/** A list of ids as one value: there may be more than a statement has places for. */
const oneOf = (ids: readonly number[]) => sql`(select value from json_each(${JSON.stringify(ids)}))`;

/** Hearings a number is made of, of cases the reader has no tie to, the newest first. */
export function hearingsNamed(db: Db, reader: number, ids: readonly number[]) {
  return db
    .select({
      id: hearings.id,
      on: hearings.scheduledOn,
      time: hearings.scheduledTime,
      type: hearings.type,
      state: hearings.state,
      court: hearings.court,
      caseId: cases.id,
      against: cases.against,
      reportId: reports.id,
      outcome: reports.outcome,
    })
    .from(hearings)
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .leftJoin(reports, and(eq(reports.hearingId, hearings.id), isApproved))
    .where(and(sql`${hearings.id} in ${oneOf(ids)}`, withoutTie(reader, cases.id)))
    .orderBy(desc(hearings.scheduledOn), desc(hearings.id))
    .all();
}

/** Cases a number is made of, without those the reader has a tie to. */
export function casesNamed(db: Db, reader: number, ids: readonly number[]) {
  return db
    .select({ id: cases.id, against: cases.against, court: cases.court, phase: cases.phase })
    .from(cases)
    .where(and(sql`${cases.id} in ${oneOf(ids)}`, withoutTie(reader, cases.id)))
    .orderBy(asc(cases.against), asc(cases.id))
    .all();
}

const withName = {
  id: frozenFigures.id,
  year: frozenFigures.year,
  quarter: frozenFigures.quarter,
  at: frozenFigures.frozenAt,
  by: people.name,
};

/** What was frozen, the newest first; without the numbers. */
export function frozenList(db: Db) {
  return db
    .select(withName)
    .from(frozenFigures)
    .innerJoin(people, eq(people.id, frozenFigures.frozenBy))
    .orderBy(desc(frozenFigures.id))
    .all();
}

/** One freeze with its tables and who made it; undefined when there is none. */
export function frozenById(db: Db, id: number) {
  return db
    .select({ ...withName, tables: frozenFigures.tables })
    .from(frozenFigures)
    .innerJoin(people, eq(people.id, frozenFigures.frozenBy))
    .where(eq(frozenFigures.id, id))
    .get();
}

/** Keeps figures as they are now; answers with the id of the freeze. */
export function insertFrozen(db: Db, row: typeof frozenFigures.$inferInsert): number {
  return Number(db.insert(frozenFigures).values(row).run().lastInsertRowid);
}
