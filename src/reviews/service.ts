// Review of reports: read by somebody who did not write them, returned with comments, approved, by two where it must be.
import type { reviewQuestions } from '../../db/schema/reviews.js';
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { versionsOf } from '../filings/queries.js';
import { askedIn, snapshot } from '../filings/service.js';
import { record } from '../history/record.js';
import type { Section } from '../lib/report-terms.js';
import { seal } from '../lib/seal.js';
import { lastingName } from '../particulars/form.js';
import * as reportDocuments from '../report-documents/service.js';
import * as reports from '../reports/service.js';
import type { Event } from '../reports/states.js';
import * as search from '../search/service.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import {
  commentContext,
  isProtected,
  noteContext,
  openComments,
  openReviews,
  protectedIn,
  TARGETS,
} from './rules.js';

type Question = (typeof reviewQuestions)[number];

/**
 * A report as it was filed last, or the `number`-th time, with everything said about it. That somebody looked at what
 * is protected in it is recorded first. Throws NotFound for what was never filed, and for whoever has a tie to the case.
 */
export function read(ctx: Ctx, actor: Actor, id: number, numbers: readonly number[] = []) {
  return inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, id);
    const wholes = (numbers.length > 0 ? numbers : [shown.number]).map((number) => {
      const filing = shown.filings.find((one) => one.number === number);
      if (!filing) throw new NotFound();
      return { number, whole: snapshot(inside, id, number), asked: askedIn(inside, filing.questionnaire) };
    });
    const { hidden } = shown.shown.people;
    const seen = [...new Set(wholes.flatMap(({ whole }) => protectedIn(whole, hidden)))];
    if (wholes.some(({ whole }) => isProtected(whole, hidden)))
      record(inside, actor, {
        entity: 'report',
        entityId: id,
        event: 'view_protected',
        details: { shown: seen, filings: wholes.map(({ number }) => String(number)) },
      });
    return { ...shown, wholes };
  });
}

export type Read = ReturnType<typeof read>;

/** A report in review, without what it says. Throws NotFound. */
function opened(ctx: Ctx, actor: Actor, id: number) {
  if (!queries.isVisibleTo(ctx.db, actor.personId, id)) throw new NotFound();
  const shown = reports.opened(ctx, actor, 'review.read', id);
  const filings = versionsOf(ctx.db, id);
  const number = filings.at(-1)?.number ?? 0;
  const { keyring } = ctx.config;
  return {
    shown,
    filings,
    number,
    mayDecide: can(actor, 'review.decide'),
    hindrance: hindranceOf(ctx, actor, shown.report, number),
    reviews: openReviews(keyring, queries.reviewsOf(ctx.db, id)),
    comments: openComments(keyring, queries.commentsOf(ctx.db, id)),
  };
}

/** Why somebody may not decide on a report: they had a hand in it, or they approved it first. */
function hindranceOf(
  ctx: Ctx,
  actor: Actor,
  report: { id: number; state: string },
  number: number,
): 'own' | 'second' | null {
  if (queries.wroteIn(ctx.db, actor.personId, report.id)) return 'own';
  const isFirst = queries.firstApprover(ctx.db, report.id, number) === actor.personId;
  return report.state === 'awaiting_second' && isFirst ? 'second' : null;
}

/** Keeps a comment on a field; whoever wrote the report sees it with the decision. Throws Conflict, NotFound. */
export function comment(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; section: Section; field: string; words: string },
): void {
  inTransaction(ctx, (inside) => {
    const { id, section, field, words } = input;
    const { number } = deciding(inside, actor, id);
    const at = inside.clock.now();
    const row = { reportId: id, at };
    const lasting = lastingName(field, snapshot(inside, id, number).rows);
    const sealedWords = seal(inside.config.keyring, Buffer.from(words), commentContext(row));
    queries.insertComment(inside.db, {
      ...row,
      number,
      section,
      field: lasting,
      sealedWords,
      reviewerId: actor.personId,
    });
    record(inside, actor, { ...about(id), event: 'comment', details: { number, section, field } });
  });
}

/** Takes back a comment of one's own that nobody has seen yet. Throws NotFound. */
export function uncomment(ctx: Ctx, actor: Actor, input: { id: number; commentId: number }): void {
  inTransaction(ctx, (inside) => {
    const { id, commentId } = input;
    opened(inside, actor, id);
    if (!queries.deleteComment(inside.db, { id: commentId, reportId: id, reviewerId: actor.personId }))
      throw new NotFound();
    record(inside, actor, { ...about(id), event: 'uncomment' });
  });
}

export type Decision = {
  id: number;
  deed: 'return' | 'approve';
  questions: Question[];
  note: string | null;
  minutes: number | null;
  number: number;
};

/**
 * Returns a report with what was said about it, or approves it: the first time only towards a second person's approval
 * where somebody protected appears. Throws Invalid when nothing says what to change or a question is open, Conflict for
 * whoever may not decide and when it was filed again meanwhile, NotFound.
 */
export function decide(ctx: Ctx, actor: Actor, input: Decision): Event {
  return inTransaction(ctx, (inside) => {
    const { id, deed, questions, note } = input;
    const { shown, number, comments } = deciding(inside, actor, id);
    if (number !== input.number) throw new Conflict('reviews.conflict.filed_again');
    const pending = comments.filter(({ publishedAt }) => publishedAt === null);
    if (deed === 'return' && pending.length === 0 && note === null)
      throw new Invalid({ note: 'reviews.problem.say_what' });
    if (deed === 'approve' && questions.length < ALL_QUESTIONS)
      throw new Invalid({ questions: 'reviews.problem.questions' });
    const event = deed === 'return' ? 'return' : approvalOf(inside, shown, number);
    reports.move(inside, actor, shown.report, event, 'reviewer');
    keep(inside, actor, event, input);
    if (event === 'approve' || event === 'approve_second') {
      const { facts, observations } = snapshot(inside, id, number).answers;
      reportDocuments.handOver(inside, actor, shown);
      const pseudonyms = shown.people.hidden.map(({ pseudonym }) => pseudonym);
      const said = { facts: String(facts ?? ''), observations: String(observations ?? '') };
      search.index(inside, id, { ...said, pseudonyms });
      reports.tellWriters(inside, shown, 'report-approved');
    }
    if (event === 'return') reports.tellWriters(inside, shown, 'report-returned');
    return event;
  });
}

const ALL_QUESTIONS = 7;

function approvalOf(ctx: Ctx, { report, people }: reports.Opened, number: number) {
  if (report.state === 'awaiting_second') return 'approve_second';
  return isProtected(snapshot(ctx, report.id, number), people.hidden) ? 'approve_first' : 'approve';
}

/** Opens an approved report again, with a reason; its facts leave the search until it is approved anew. Throws Conflict, IllegalMove, NotFound. */
export function reopen(ctx: Ctx, actor: Actor, input: { id: number; note: string; number: number }): void {
  inTransaction(ctx, (inside) => {
    const { id, note } = input;
    const { shown, number, hindrance } = opened(inside, actor, id);
    if (hindrance === 'own') throw new Conflict('reviews.conflict.own');
    if (number !== input.number) throw new Conflict('reviews.conflict.filed_again');
    reports.move(inside, actor, shown.report, 'reopen', 'reviewer');
    keep(inside, actor, 'reopen', { id, note, number, minutes: null, questions: [] });
    search.forget(inside, id);
    reports.tellWriters(inside, shown, 'report-returned');
  });
}

/** A task for each report that has waited for longer than the target; answers with how many. */
export function askForReviews(ctx: Ctx): number {
  return inTransaction(ctx, (inside) => {
    const late = overdue(inside);
    for (const { id, stateAt } of late)
      tasks.open(inside, {
        kind: 'review-overdue',
        ...about(id),
        for: { group: 'coordinator' },
        dueAt: stateAt + TARGETS.review,
      });
    return late.length;
  });
}

/** Reports that have waited for a decision longer than the target. */
export function overdue(ctx: Ctx) {
  return queries.waitingSince(ctx.db, ctx.clock.now() - TARGETS.review);
}

/** Erases what was written in review of a report; decisions, minutes and rounds stay. In the caller's transaction. */
export function eraseWords(ctx: Ctx, actor: Actor, id: number): void {
  queries.eraseWords(ctx.db, id);
  record(ctx, actor, { ...about(id), event: 'erase_review', reasonCode: 'retention_review' });
}

/**
 * What may be taken along of words about reports: those about a report in which somebody protected appears, or which
 * was never filed, are read where the report is and leave in no file. Throws nothing.
 */
export function quoting(ctx: Ctx) {
  const known = new Map<number, boolean>();
  const isFree = (id: number) => {
    const filings = versionsOf(ctx.db, id);
    const hidden = reports.protectedOfReport(ctx, id);
    return (
      filings.length > 0 && !filings.some(({ number }) => isProtected(snapshot(ctx, id, number), hidden))
    );
  };
  return (reportId: number, words: string, isReviewers = false) => {
    const free = known.get(reportId) ?? isFree(reportId);
    known.set(reportId, free);
    return free || words === ''
      ? { words }
      : { words: null, readAt: isReviewers ? `/staff/reviews/${reportId}` : `/my/reports/${reportId}` };
  };
}

/** What review said of somebody's reports, and what they said of others', for themselves; of others no name. */
export function heldAbout(ctx: Ctx, personId: number) {
  const { keyring } = ctx.config;
  const quoted = quoting(ctx);
  const reviews = openReviews(keyring, queries.reviewsAbout(ctx.db, personId));
  const comments = openComments(keyring, queries.commentsAbout(ctx.db, personId), true);
  return {
    decisions: reviews.map(({ reportId, at, event, note }) => ({ at, event, ...quoted(reportId, note) })),
    comments: comments.map(({ reportId, at, words, reviewerId }) => ({
      at,
      mine: reviewerId === personId,
      ...quoted(reportId, words, reviewerId === personId),
    })),
  };
}

function deciding(ctx: Ctx, actor: Actor, id: number) {
  const found = opened(ctx, actor, id);
  if (found.hindrance !== null) throw new Conflict(`reviews.conflict.${found.hindrance}`);
  if (!['filed', 'awaiting_second'].includes(found.shown.report.state))
    throw new Conflict('form.conflict.state');
  return found;
}

function keep(
  ctx: Ctx,
  actor: Actor,
  event: 'return' | 'approve' | 'approve_first' | 'approve_second' | 'reopen',
  { id, number, minutes, questions, note }: Omit<Decision, 'deed'>,
): void {
  const at = ctx.clock.now();
  const row = { reportId: id, at };
  queries.insertReview(ctx.db, {
    ...row,
    number,
    event,
    minutes,
    questions,
    reviewerId: actor.personId,
    sealedNote: note === null ? null : seal(ctx.config.keyring, Buffer.from(note), noteContext(row)),
  });
  queries.publishComments(ctx.db, id, at);
  tasks.close(ctx, actor, { kind: 'review-overdue', ...about(id) });
}

const about = (id: number) => ({ entity: 'report', entityId: id });
