// Every SQL statement behind the page of a week: over all cases, none of which the reader has a tie to.
import { and, asc, desc, eq, gte, inArray, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { caseStages, cases } from '../../db/schema/cases.js';
import { reportVersions } from '../../db/schema/filings.js';
import { hearings } from '../../db/schema/hearings.js';
import { participants } from '../../db/schema/participants.js';
import { reportIncidents, reportJudgments } from '../../db/schema/particulars.js';
import { parties } from '../../db/schema/parties.js';
import { protectedPeople } from '../../db/schema/protections.js';
import { reports } from '../../db/schema/reports.js';
import { reportReviews } from '../../db/schema/reviews.js';
import { assignments } from '../../db/schema/rota.js';
import { rulings } from '../../db/schema/rulings.js';
import { withoutTie } from '../../db/schema/ties.js';
import type { Week } from './rules.js';

/** What a report says counts once it is filed and as long as nobody writes in it again. */
const said = ['filed', 'awaiting_second', 'approved'] as const;
/** Phases in which a court sets dates. */
const live = ['PREP', 'FI', 'AP'] as const;

const untied = (reader: number): SQL => withoutTie(reader, cases.id);
const inCase = { caseId: cases.id, against: cases.against };
const within = (column: SQLiteColumn, { since, before }: Week) => and(gte(column, since), lt(column, before));
/** It happened this week, or became known this week and is not long past. */
const isNews = (day: SQLiteColumn, known: SQLiteColumn, week: Week) =>
  or(
    and(gte(day, week.from), sql`${day} <= ${week.until}`),
    and(within(known, week), gte(day, week.late), sql`${day} < ${week.from}`),
  );
const own = alias(parties, 'own');
const kept = alias(parties, 'kept');
const nameOf = (id: SQLiteColumn) =>
  sql<string | null>`(select k.name from participants p join parties o on o.id = p.party_id
    join parties k on k.id = coalesce(o.merged_into_id, o.id) where p.id = ${id})`;

/** The hearings of a week with what became of them: where a report says it, why; else what staff noted. */
export function hearingsIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      id: hearings.id,
      on: hearings.scheduledOn,
      time: hearings.scheduledTime,
      state: hearings.state,
      type: hearings.type,
      outcome: reports.outcome,
      reason: reports.reason,
      responsible: reports.responsible,
      coverage: reports.coverage,
      panelSame: reports.panelSame,
      panelChange: reports.panelChange,
      prosecutorChanged: reports.prosecutorChanged,
      detentionRuling: reports.detentionRuling,
      detentionUntil: reports.detentionUntil,
      goes: sql<number>`(select count(*) from ${assignments} where ${assignments.hearingId} = ${hearings.id}
        and ${assignments.releasedAt} is null)`,
      note: sql<string | null>`(select n.words from history h join history_notes n on n.history_id = h.id
        where h.entity = 'hearing' and h.entity_id = ${hearings.id} and h.event in ('move', 'cancel')
        order by h.id desc limit 1)`,
      movedTo: sql<
        string | null
      >`(select m.scheduled_on from hearings m where m.moved_from_id = ${hearings.id})`,
    })
    .from(hearings)
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .leftJoin(reports, and(eq(reports.hearingId, hearings.id), inArray(reports.state, [...said])))
    .where(and(sql`${hearings.scheduledOn} between ${week.from} and ${week.until}`, untied(reader)))
    .orderBy(asc(hearings.scheduledOn), asc(hearings.scheduledTime), asc(hearings.id))
    .all();
}

const ofReport = {
  ...inCase,
  id: reports.id,
  hearingId: hearings.id,
  on: hearings.scheduledOn,
};

/** Every filing of a week; the second of a report and later ones are filings again. */
export function filedIn(db: Db, reader: number, week: Week) {
  return db
    .select({ ...ofReport, at: reportVersions.filedAt, number: reportVersions.number })
    .from(reportVersions)
    .innerJoin(reports, eq(reports.id, reportVersions.reportId))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(and(within(reportVersions.filedAt, week), ne(reports.state, 'withdrawn'), untied(reader)))
    .orderBy(asc(reportVersions.filedAt), asc(reportVersions.id))
    .all();
}

/** What reviewers decided in a week. */
export function reviewedIn(db: Db, reader: number, week: Week) {
  return db
    .select({ ...ofReport, at: reportReviews.at, event: reportReviews.event })
    .from(reportReviews)
    .innerJoin(reports, eq(reports.id, reportReviews.reportId))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(and(within(reportReviews.at, week), ne(reports.state, 'withdrawn'), untied(reader)))
    .orderBy(asc(reportReviews.at), asc(reportReviews.id))
    .all();
}

/** Cases and days of these hearings, the earliest first. */
export function hearingsNamed(db: Db, reader: number, ids: readonly number[]) {
  return db
    .select({ ...inCase, id: hearings.id, on: hearings.scheduledOn })
    .from(hearings)
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(and(inArray(hearings.id, [...ids]), untied(reader)))
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .all();
}

/** Cases and days of these reports, the earliest hearing first. */
export function reportsNamed(db: Db, reader: number, ids: readonly number[]) {
  return db
    .select({ ...ofReport, since: reports.stateAt })
    .from(reports)
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(and(inArray(reports.id, [...ids]), untied(reader)))
    .orderBy(asc(hearings.scheduledOn), asc(reports.id))
    .all();
}

/** Judges and prosecutors who came or went; of a case that is itself new this week nothing. */
export function panelIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      id: participants.id,
      role: participants.role,
      name: kept.name,
      sinceOn: participants.sinceOn,
      untilOn: participants.untilOn,
      addedAt: participants.addedAt,
      changedAt: participants.changedAt,
    })
    .from(participants)
    .innerJoin(cases, eq(cases.id, participants.caseId))
    .innerJoin(own, eq(own.id, participants.partyId))
    .innerJoin(kept, sql`${kept.id} = coalesce(${own.mergedIntoId}, ${own.id})`)
    .where(
      and(
        inArray(participants.role, ['PJ', 'PM', 'PRO']),
        or(
          isNews(participants.sinceOn, participants.addedAt, week),
          and(isNotNull(participants.untilOn), isNews(participants.untilOn, participants.changedAt, week)),
        ),
        sql`not (${cases.addedAt} >= ${week.since} and ${cases.addedAt} < ${week.before})`,
        untied(reader),
      ),
    )
    .orderBy(asc(participants.sinceOn), asc(participants.id))
    .all();
}

/** What courts decided, as the case has it. */
export function rulingsIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      id: rulings.id,
      on: rulings.decidedOn,
      kind: rulings.kind,
      court: rulings.court,
      untilOn: rulings.untilOn,
      result: rulings.result,
      sentenceMonths: rulings.sentenceMonths,
      name: nameOf(rulings.participantId),
    })
    .from(rulings)
    .innerJoin(cases, eq(cases.id, rulings.caseId))
    .where(and(isNews(rulings.decidedOn, rulings.addedAt, week), untied(reader)))
    .orderBy(asc(rulings.decidedOn), asc(rulings.id))
    .all();
}

/** Judgments that reports of the week's hearings tell of, for each accused. */
export function judgedIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      id: reportJudgments.id,
      hearingId: hearings.id,
      on: hearings.scheduledOn,
      result: reportJudgments.result,
      name: nameOf(reportJudgments.participantId),
      pseudonym: protectedPeople.pseudonym,
    })
    .from(reportJudgments)
    .innerJoin(reports, eq(reports.id, reportJudgments.reportId))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .leftJoin(protectedPeople, eq(protectedPeople.id, reportJudgments.protectedId))
    .where(
      and(
        sql`${hearings.scheduledOn} between ${week.from} and ${week.until}`,
        inArray(reports.state, [...said]),
        isNotNull(reportJudgments.result),
        untied(reader),
      ),
    )
    .orderBy(asc(hearings.scheduledOn), asc(reports.id), asc(reportJudgments.position))
    .all();
}

/** Cases that came to the register this week. */
export function casesIn(db: Db, reader: number, week: Week) {
  return db
    .select({ ...inCase, court: cases.court, phase: cases.phase, at: cases.addedAt })
    .from(cases)
    .where(and(within(cases.addedAt, week), untied(reader)))
    .orderBy(asc(cases.addedAt), asc(cases.id))
    .all();
}

/** Stages that began this week; of a case that is itself new nothing. */
export function stagesIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      id: caseStages.id,
      on: caseStages.startedOn,
      phase: caseStages.phase,
      court: caseStages.court,
    })
    .from(caseStages)
    .innerJoin(cases, eq(cases.id, caseStages.caseId))
    .where(
      and(
        isNews(caseStages.startedOn, caseStages.addedAt, week),
        sql`not (${cases.addedAt} >= ${week.since} and ${cases.addedAt} < ${week.before})`,
        untied(reader),
      ),
    )
    .orderBy(asc(caseStages.startedOn), asc(caseStages.id))
    .all();
}

/** Cases before a court with their next hearing and the last one before it; those without a next one first. */
export function datesFrom(db: Db, reader: number, day: string) {
  const near = (column: string, way: SQL, order: SQL) =>
    sql`(select ${sql.raw(`n.${column}`)} from hearings n where n.case_id = ${cases.id}
      and n.state not in ('moved', 'cancelled') and n.scheduled_on ${way} ${day}
      order by n.scheduled_on ${order}, n.scheduled_time ${order}, n.id limit 1)`;
  const nextOn = near('scheduled_on', sql`>=`, sql`asc`);
  return db
    .select({
      ...inCase,
      phase: cases.phase,
      nextId: sql<number | null>`${near('id', sql`>=`, sql`asc`)}`,
      nextOn: sql<string | null>`${nextOn}`,
      nextTime: sql<string | null>`${near('scheduled_time', sql`>=`, sql`asc`)}`,
      lastOn: sql<string | null>`${near('scheduled_on', sql`<`, sql`desc`)}`,
    })
    .from(cases)
    .where(and(inArray(cases.phase, [...live]), untied(reader)))
    .orderBy(sql`${nextOn} is not null`, asc(sql`${nextOn}`), desc(cases.id))
    .all();
}

/** How many incidents reports of the week's hearings tell of, and how many of them are urgent; nothing of what they were. */
export function incidentsIn(db: Db, reader: number, week: Week) {
  return db
    .select({
      ...inCase,
      hearingId: hearings.id,
      on: hearings.scheduledOn,
      count: sql<number>`count(*)`,
      urgent: sql<number>`coalesce(sum(${reportIncidents.urgent}), 0)`,
    })
    .from(reportIncidents)
    .innerJoin(reports, eq(reports.id, reportIncidents.reportId))
    .innerJoin(hearings, eq(hearings.id, reports.hearingId))
    .innerJoin(cases, eq(cases.id, hearings.caseId))
    .where(
      and(
        sql`${hearings.scheduledOn} between ${week.from} and ${week.until}`,
        ne(reports.state, 'withdrawn'),
        isNotNull(reportIncidents.event),
        untied(reader),
      ),
    )
    .groupBy(hearings.id)
    .orderBy(asc(hearings.scheduledOn), asc(hearings.id))
    .all();
}
