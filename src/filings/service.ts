// Checking and filing a report: what lacks, what the software warns of, what is kept, what the calendar learns from it.
import { type Actor, SYSTEM } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { hearingById } from '../hearings/queries.js';
import * as hearings from '../hearings/service.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { localDate } from '../lib/time.js';
import { documentsOf } from '../report-documents/queries.js';
import { dueReports, monitorsOf } from '../reports/queries.js';
import { heldFrom, type Listed, missingOf, TARGET, type Whole } from '../reports/rules.js';
import * as reports from '../reports/service.js';
import { QUESTIONNAIRE } from '../reports/states.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { warningsAbout } from '../warnings/service.js';
import type { Questionnaire } from './form.js';
import { questionnaireNow } from './present.js';
import * as queries from './queries.js';

/** A report with what it lacks, what is warned of, and when it was filed. Throws NotFound. */
export function checked(ctx: Ctx, actor: Actor, id: number) {
  const shown = reports.opened(ctx, actor, 'report.write', id);
  return {
    shown,
    missing: missingOf(shown, shown.known),
    warnings: warningsAbout(ctx, shown),
    versions: queries.versionsOf(ctx.db, id),
  };
}

/** The same as `checked`, shown to somebody; what staff look at is recorded as everywhere. Throws NotFound. */
export function looked(ctx: Ctx, actor: Actor, id: number) {
  reports.looked(ctx, actor, id);
  return checked(ctx, actor, id);
}

/** What the calendar says became of a hearing with this outcome. */
const became = {
  held_productive: 'held',
  held_unproductive: 'held',
  adjourned: 'not_held',
  not_opened: 'not_held',
  cancelled: 'cancelled',
  moved: 'moved',
} as const;

/**
 * Files a report as it stands: it is kept as a version, the hearing is concluded, and the next date goes on the
 * calendar with a task to send somebody. Throws Invalid while something lacks, NotFound, IllegalMove when it is filed.
 */
export function file(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { shown, missing, warnings } = checked(inside, actor, id);
    const { report, hearing, answers } = shown;
    if (missing.length > 0 || report.outcome === null) throw new Invalid({ form: 'filings.problem.missing' });
    const outcome = became[report.outcome];
    const nextHearingId = announce(inside, actor, shown, outcome === 'moved');
    reports.move(inside, actor, report, 'file', 'monitor', { nextHearingId });
    reports.forgetLockedGists(inside, shown);
    hearings.conclude(inside, actor, hearing.id, outcome);
    const number = queries.lastNumber(inside.db, id) + 1;
    keepQuestions(inside);
    const said: Whole = { answers, rows: shown.rows, documents: listed(inside, id) };
    const bytes = Buffer.from(JSON.stringify(said));
    queries.insertVersion(inside.db, {
      reportId: id,
      number,
      filedAt: inside.clock.now(),
      filedBy: actor.personId,
      questionnaire: QUESTIONNAIRE,
      warnings: warnings.map(({ code, section, field }) => ({ code, section, field })),
      sealedSnapshot: seal(inside.config.keyring, bytes, contextOf(id, number)),
    });
    record(inside, actor, {
      entity: 'report',
      entityId: id,
      event: 'keep_version',
      details: { number, warnings: warnings.map(({ code, field }) => `${code} ${field}`) },
    });
    for (const kind of ['report-due', 'report-overdue', ...hearings.coverTasks] as const)
      tasks.close(inside, actor, { kind, ...about(hearing.id) });
  });
}

/** The documents obtained, as a filing lists them: what each is, who may open it, which bytes it holds. */
function listed(ctx: Ctx, id: number): Listed[] {
  return documentsOf(ctx.db, id).map(({ id, name, kind, level, datedOn, type, bytes, sha256 }) => ({
    id,
    name,
    kind,
    level,
    datedOn,
    type,
    bytes,
    sha256,
  }));
}

/** Puts the next date on the calendar; one that an earlier filing announced, and nobody says any more, is called off. */
function announce(ctx: Ctx, actor: Actor, shown: reports.Opened, isMoved: boolean): number | null {
  const { report, hearing, answers } = shown;
  const { nextKind, nextOn, nextTime, nextRoom, nextPurpose } = answers as Record<string, string | null>;
  const isLater =
    nextKind === 'date' && nextOn !== null && nextOn !== undefined && nextOn > hearing.scheduledOn;
  const when = { scheduledOn: nextOn ?? '', scheduledTime: nextTime ?? '' };
  const next = { ...when, courtroom: nextRoom ?? null, purpose: nextPurpose ?? null };
  const id = isLater ? hearings.scheduleAnnounced(ctx, actor, hearing, next, isMoved) : null;
  const before = report.nextHearingId;
  if (before !== null && before !== id) hearings.unannounce(ctx, actor, before);
  const said = announcedBefore(ctx, report.id);
  if (before !== null)
    hearings.restate(ctx, actor, before, said, before === id ? next : { ...said, purpose: null });
  if (id !== null && when.scheduledOn >= localDate(ctx.clock.now()) && monitorsOf(ctx.db, id).length === 0)
    tasks.open(ctx, { kind: 'hearing-announced', ...about(id) });
  return id;
}

/** What the filing before said of the hearing it announced. */
function announcedBefore(ctx: Ctx, id: number) {
  const number = queries.lastNumber(ctx.db, id);
  const answers = number === 0 ? {} : snapshot(ctx, id, number).answers;
  const { nextRoom, nextPurpose } = answers as Record<string, string | null>;
  return { courtroom: nextRoom ?? null, purpose: nextPurpose ?? null };
}

/** Today's questions and their words are kept with the first filing that answers them. */
function keepQuestions(ctx: Ctx): void {
  if (queries.questionnaireOf(ctx.db, QUESTIONNAIRE)) return;
  const row = { number: QUESTIONNAIRE, keptAt: ctx.clock.now(), body: questionnaireNow() };
  queries.insertQuestionnaire(ctx.db, row);
}

/** The questions that a filing answers, with their words, where they are not today's. */
export function askedIn(ctx: Ctx, questionnaire: number): Questionnaire | undefined {
  return questionnaire === QUESTIONNAIRE ? undefined : queries.questionnaireOf(ctx.db, questionnaire);
}

/** What was filed the `number`-th time, in the open. Throws NotFound. */
export function snapshot(ctx: Ctx, reportId: number, number: number): Whole {
  const found = queries.versionOf(ctx.db, reportId, number);
  if (!found) throw new NotFound();
  const words = unseal(ctx.config.keyring, found.sealedSnapshot, contextOf(reportId, number));
  return JSON.parse(words.toString()) as Whole;
}

/** Erases what was filed of a report that stands withdrawn. Runs in the caller's transaction. */
export function erase(ctx: Ctx, reportId: number): void {
  queries.deleteVersions(ctx.db, reportId);
}

/** Reports that are not filed though their hearing has begun, each with whom they wait for and until when. */
export function due(ctx: Ctx) {
  const now = ctx.clock.now();
  return dueReports(ctx.db, localDate(now))
    .map(({ scheduledOn, scheduledTime, ...row }) => ({
      ...row,
      dueAt: heldFrom(scheduledOn, scheduledTime) + TARGET,
    }))
    .filter(({ dueAt }) => dueAt - TARGET <= now);
}

/** A task for everybody whose report waits, and for coordinators once it is overdue. Answers with how many of each. */
export function askForReports(ctx: Ctx): { due: number; overdue: number } {
  return inTransaction(ctx, (inside) => {
    const rows = due(inside);
    // What was asked about a hearing that has passed waits for nobody any more.
    for (const kind of hearings.coverTasks)
      for (const { entityId } of openTasks(inside.db, kind))
        if ((hearingById(inside.db, entityId)?.scheduledOn ?? '') < localDate(inside.clock.now()))
          tasks.close(inside, SYSTEM, { kind, ...about(entityId) });
    const late = rows.filter(({ dueAt }) => dueAt <= inside.clock.now());
    for (const { hearingId, personId, dueAt } of rows)
      tasks.open(inside, { kind: 'report-due', ...about(hearingId), for: { personId }, dueAt });
    for (const { hearingId, dueAt } of late)
      tasks.open(inside, {
        kind: 'report-overdue',
        ...about(hearingId),
        for: { group: 'coordinator' },
        dueAt,
      });
    return { due: rows.length, overdue: late.length };
  });
}

const about = (hearingId: number) => ({ entity: 'hearing', entityId: hearingId });

const contextOf = (reportId: number, number: number) => `report-version:${reportId}:${number}`;
