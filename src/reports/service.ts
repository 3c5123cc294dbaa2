// Hearing reports as monitors write them: begun with what is known, saved section by section, never over one another.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { numbersOf } from '../cases/queries.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound, Stale } from '../errors.js';
import { hearingById } from '../hearings/queries.js';
import { record } from '../history/record.js';
import { date } from '../i18n/format.js';
import type { Answers, Problems } from '../lib/questions.js';
import { seal, unseal } from '../lib/seal.js';
import { step } from '../lib/step.js';
import { localDate, startOfDay } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { participantsOf } from '../participants/queries.js';
import { kinds, kindsIn } from '../particulars/form.js';
import { firstAttendance, isNewlyUrgent, keptWitness, openWitness } from '../particulars/rules.js';
import * as particulars from '../particulars/service.js';
import { personById } from '../people/queries.js';
import { placementsOf } from '../placements/queries.js';
import { protectedOf } from '../protections/queries.js';
import { documentsOf } from '../report-documents/queries.js';
import { isProtected, protectedIn } from '../reviews/rules.js';
import * as tasks from '../tasks/service.js';
import type { Warning } from '../warnings/rules.js';
import { warningsAbout } from '../warnings/service.js';
import { allQuestions, questions, type Section } from './form.js';
import { differences } from './present.js';
import * as queries from './queries.js';
import { firstAnswers, settled, typedIn, type Whole, workedOut } from './rules.js';
import { type Event, moves, QUESTIONNAIRE, type Role, type State } from './states.js';

/** A report in the open with everything a page or a rule has to know of its hearing and case. */
export type Opened = ReturnType<typeof opened>;

/**
 * Begins the report of a hearing, with what the case, the calendar and the last report know; answers with its id, the
 * one that is there already too. A monitor writes of hearings they go to, from the day on; staff of any. Throws
 * NotFound, Conflict before the day.
 */
export function begin(ctx: Ctx, actor: Actor, hearingId: number): number {
  return inTransaction(ctx, (inside) => {
    const { hearing, known, goes, early } = toBegin(inside, actor, hearingId);
    if (known) return known.id;
    if (early) throw new Conflict('reports.conflict.early');
    const now = inside.clock.now();
    const last = queries.lastOfCase(inside.db, hearing);
    const before = last && openedWhole(inside, last.report);
    const everybody = participantsOf(inside.db, hearing.caseId);
    const sessionNumber = queries.heldBefore(inside.db, hearing) + 1;
    const language = actor.language === 'sr-Cyrl' ? 'sr' : actor.language;
    const languages = languagesOf(inside, actor);
    const from = { hearing, goes, sessionNumber, language, languages };
    const answers = firstAnswers({ ...from, before: before?.answers });
    const row = {
      hearingId,
      authorId: actor.personId,
      beganAt: now,
      stateAt: now,
      questionnaire: QUESTIONNAIRE,
    };
    const id = queries.insertReport(inside.db, { ...row, state: 'draft', ...answers });
    if (id === undefined) throw new Conflict('form.conflict.state');
    const expected = firstAttendance(everybody, hearing.scheduledOn, before?.rows.attendance ?? []);
    particulars.putRows(inside, 'attendance', id, expected);
    record(inside, actor, { ...about(id), event: 'begin', to: 'draft', details: { hearingId } });
    return id;
  });
}

/** A hearing whose report the actor may begin, or has; `early` for a monitor before its day. Throws NotFound. */
export function toBegin(ctx: Ctx, actor: Actor, hearingId: number) {
  const hearing = hearingById(ctx.db, hearingId);
  const goes = hearing !== undefined && queries.goesTo(ctx.db, actor.personId, hearingId);
  if (!hearing || !(goes || can(actor, 'report.cover'))) throw new NotFound();
  if (queries.isTied(ctx.db, actor.personId, hearing.caseId)) throw new NotFound();
  const early = hearing.scheduledOn > localDate(ctx.clock.now()) && !can(actor, 'report.cover');
  return { hearing, goes, early, known: queries.reportOf(ctx.db, hearingId) };
}

/** A report that the actor may do `action` with. Throws NotFound for every other. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const found = queries.visibleTo(ctx.db, actor, action, id);
  if (!found) throw new NotFound();
  return { ...whole(ctx, found), languages: languagesOf(ctx, actor) };
}

/**
 * The same as `opened` for writing, shown to somebody: that staff looked at what is protected in it is recorded first.
 * Throws NotFound.
 */
export function looked(ctx: Ctx, actor: Actor, id: number): Opened {
  return inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, 'report.write', id);
    const documents = documentsOf(inside.db, id);
    if (can(actor, 'report.cover') && isProtected({ ...shown, documents }, shown.people.hidden))
      record(inside, actor, {
        ...about(id),
        event: 'view_protected',
        details: { shown: protectedIn(shown, shown.people.hidden) },
      });
    return shown;
  });
}

/** Those protected in the case of a report. */
export function protectedOfReport(ctx: Ctx, id: number) {
  const hearingId = queries.reportOfId(ctx.db, id)?.hearingId ?? 0;
  return protectedOf(ctx.db, hearingById(ctx.db, hearingId)?.caseId ?? 0);
}

/** What a report is warned of as it stands: for its own pages; what is filed records it anew. */
export function warned(ctx: Ctx, shown: Opened): Warning[] {
  return warningsAbout(ctx, shown);
}

function whole(ctx: Ctx, found: queries.Found) {
  const { report, hearing } = found;
  const everybody = participantsOf(ctx.db, hearing.caseId);
  const hidden = protectedOf(ctx.db, hearing.caseId);
  const { answers, rows } = openedWhole(ctx, report);
  const known = {
    fixedTermsFor: hidden
      .filter(({ ground }) => ground === 'sexual_violence')
      .map((one) => `protected-${one.id}`),
    scheduledTime: hearing.scheduledTime,
  };
  return {
    ...found,
    answers: { ...answers, ...workedOut(answers, known) } as Answers,
    rows,
    numbers: numbersOf(ctx.db, hearing.caseId).map(({ written }) => written),
    versions: queries.versionsOf(ctx.db, report.id),
    monitors: queries.monitorsOf(ctx.db, hearing.id).map(({ name }) => name),
    people: { named: everybody, hidden },
    known,
  };
}

const columnOf = (name: string) => `sealed${name[0]?.toUpperCase()}${name.slice(1)}`;
const contextOf = (name: string, id: number) => `report-${name}:${id}`;

/** What a report says, in the open; what witnesses said behind closed doors is locked, and not among it. */
export function openedWhole(ctx: Ctx, report: queries.Report): Whole {
  const stored = report as unknown as Record<string, unknown>;
  const answers = Object.fromEntries(
    allQuestions.map(({ name, sealed }) => {
      if (!sealed) return [name, stored[name] ?? null];
      const bytes = stored[columnOf(name)] as Buffer | null;
      return [name, bytes && openedText(ctx, name, report.id, bytes)];
    }),
  );
  const rows = particulars.allRows(ctx, report.id);
  return { answers, rows: { ...rows, witnesses: rows.witnesses.map((row) => openWitness(row, answers)) } };
}

/** What was written in one sealed place of the report with this id. Throws SealBroken. */
export function openedText(ctx: Ctx, name: string, id: number, sealed: Buffer): string {
  return unseal(ctx.config.keyring, sealed, contextOf(name, id)).toString();
}

export type Saved = { version: number; savedAt: number; problems: Problems };

/**
 * Keeps what was typed in a section: all that can be read, with what cannot as problems by field. The same words sent
 * again are kept already, whatever the version. Throws Stale when the section was saved elsewhere meanwhile, NotFound,
 * IllegalMove when it was filed.
 */
export function saveSection(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; section: Section; posted: Record<string, unknown>; version: number },
): Saved {
  return inTransaction(ctx, (inside) => {
    const { id, section, version } = input;
    const shown = opened(inside, actor, 'report.write', id);
    step(moves, 'write', shown.report.state, 'monitor');
    const locked = particulars.rowsIn(inside, 'witnesses', id);
    const before = { ...shown, rows: { ...shown.rows, witnesses: locked } };
    const read = settled(typedIn(section, input.posted, before), shown, shown.languages);
    const saved = shown.versions[section];
    const theirs = differences(section, shown, read);
    if (theirs.length === 0)
      return { version: saved?.version ?? 0, savedAt: saved?.savedAt ?? shown.report.beganAt, ...read };
    const savedAt = inside.clock.now();
    const row = { reportId: id, section, version, savedAt, savedBy: actor.personId };
    if (!queries.raiseSection(inside.db, row))
      throw new Stale(theirs, saved?.savedAt ?? shown.report.beganAt);
    queries.updateReport(inside.db, id, storedOf(inside, id, section, read.answers));
    for (const kind of kindsIn(section)) {
      const rows = read.rows[kind] ?? [];
      const kept = (row: (typeof rows)[number]) =>
        kind === 'witnesses' ? keptWitness(row, shown.answers, shown.known.fixedTermsFor) : row;
      particulars.putRows(inside, kind, id, rows.map(kept));
    }
    if (isNewlyUrgent(shown.rows.incidents, read.rows.incidents ?? [])) tellUrgent(inside, shown);
    return { version: version + 1, savedAt, problems: read.problems };
  });
}

function storedOf(ctx: Ctx, id: number, section: Section, answers: Record<string, unknown>) {
  return Object.fromEntries(
    questions[section]
      .filter(({ name }) => name in answers)
      .map(({ name, sealed }) => {
        const value = answers[name] ?? null;
        if (!sealed) return [name, value];
        const bytes = value === null ? null : Buffer.from(String(value));
        return [columnOf(name), bytes && seal(ctx.config.keyring, bytes, contextOf(name, id))];
      }),
  );
}

/**
 * Takes what witnesses said behind closed doors out of a report that is filed: until then it is only locked, so that a
 * tick by mistake loses nothing. Runs in the caller's transaction. Source: monitoring rules §3.
 */
export function forgetLockedGists(ctx: Ctx, { report, rows }: Opened): void {
  particulars.putRows(ctx, 'witnesses', report.id, rows.witnesses);
}

/**
 * Empties a report that was never filed, or withdrawn: what it says goes, that it was begun stays. Runs in the caller's
 * transaction.
 */
export function empty(ctx: Ctx, actor: Actor, id: number): void {
  for (const kind of kinds) particulars.putRows(ctx, kind, id, []);
  const blank = allQuestions.map(({ name, sealed }) => [sealed ? columnOf(name) : name, null]);
  queries.updateReport(ctx.db, id, Object.fromEntries(blank));
  queries.deleteSections(ctx.db, id);
  record(ctx, actor, { ...about(id), event: 'empty', reasonCode: 'retention_unfiled' });
}

/** Safety officers hear of each urgent incident at once: a task and a letter that says nothing of it. */
function tellUrgent(ctx: Ctx, { report }: Opened): void {
  tasks.open(ctx, { kind: 'incident-urgent', ...about(report.id), for: { group: 'safety_officer' } });
  for (const { personId, email, language } of queries.safetyOfficers(ctx.db)) {
    const link = `${ctx.config.baseUrl}/staff/reports/${report.id}/incidents`;
    if (email) queue(ctx, 'incident-urgent', { personId, email, language }, about(report.id), { link });
  }
}

/**
 * THE door for a report's state. Runs in the caller's transaction. Throws Conflict when somebody was faster,
 * IllegalMove.
 */
export function move(
  ctx: Ctx,
  actor: Actor,
  report: queries.Report,
  event: Event,
  role: Role,
  more: { note?: string | null; nextHearingId?: number | null; returnTo?: State } = {},
): void {
  const to = step(moves, event, report.state, role, more.returnTo);
  const now = ctx.clock.now();
  const filed = event === 'file' ? { filedAt: now, questionnaire: QUESTIONNAIRE } : {};
  const change = { state: to, stateAt: now, ...filed };
  if (!queries.moveReport(ctx.db, report, change)) throw new Conflict('form.conflict.state');
  if (more.nextHearingId !== undefined)
    queries.updateReport(ctx.db, report.id, { nextHearingId: more.nextHearingId });
  record(ctx, actor, { ...about(report.id), event, from: report.state, to, note: more.note ?? null });
  const hearing = hearingById(ctx.db, report.hearingId);
  if (hearing) cases.touched(ctx, actor, hearing.caseId, `report_${event}`, { reportId: report.id });
}

/** Whoever goes to the hearing, and who began the report, hear that something happened, and nothing of what it says. */
export function tellWriters(
  ctx: Ctx,
  { report, hearing }: Opened,
  letter: 'report-returned' | 'report-approved' | 'report-withdrawn' | 'report-restored',
): void {
  const monitors = queries.monitorsOf(ctx.db, hearing.id).map(({ personId }) => personId);
  for (const personId of new Set([report.authorId, ...monitors])) {
    const person = personById(ctx.db, personId);
    if (!person?.email) continue;
    const { email, language } = person;
    queue(ctx, letter, { personId, email, language }, about(report.id), {
      when: date(language, startOfDay(hearing.scheduledOn)),
      link: `${ctx.config.baseUrl}/my/reports/${report.id}`,
    });
  }
}

/** The reports a person began, for themselves: of which hearing, and when; not what they say of others. */
export function heldAbout(ctx: Ctx, personId: number) {
  return queries.reportsBy(ctx.db, personId);
}

/** Languages a monitor follows a hearing in; null: nobody asked (staff). */
function languagesOf(ctx: Ctx, actor: Actor): readonly string[] | null {
  if (!actor.groups.includes('intern')) return null;
  return placementsOf(ctx.db, actor.personId).at(-1)?.languages ?? null;
}

const about = (id: number) => ({ entity: 'report', entityId: id });
