// Blind reading: a card for each reader, others' cards only once one's own is in, a lock, then the names.
import type { Actor } from '../access/actor.js';
import { answersOf } from '../answers/queries.js';
import * as applications from '../applications/service.js';
import * as calls from '../calls/queries.js';
import { conflictOf } from '../conflicts/queries.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, type Problem } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import * as readingQueries from '../reading/queries.js';
import * as reading from '../reading/service.js';
import * as redactions from '../redactions/service.js';
import { markOf } from './form.js';
import * as queries from './queries.js';
import { figuresOf, isSplit, type Recommendation, standingOf } from './rules.js';

const contextOf = (readingId: number) => `score:${readingId}`;
const noteContext = (applicationId: number) => `discussion:${applicationId}`;

/** What a reader is to read, oldest first, each with where it stands. */
export function mine(ctx: Ctx, actor: Actor) {
  return readingQueries.readingsOf(ctx.db, actor.personId).map((row) => ({
    id: row.id,
    callId: row.callId,
    phase: phaseOf(ctx, actor, row),
    isIn: row.submittedAt !== null,
    isBegun: row.begun === 1,
  }));
}

/** undeclared: knows the writer or not, was not said; waiting: the letter is not fit yet; locked: nothing changes. */
export type Phase = 'undeclared' | 'waiting' | 'open' | 'locked';

function phaseOf(
  ctx: Ctx,
  actor: Actor,
  row: { applicationId: number; callId: number; reopenedAt: number | null },
): Phase {
  if (conflictOf(ctx.db, actor.personId, row.applicationId) === undefined) return 'undeclared';
  if (queries.lockOf(ctx.db, row.callId) && row.reopenedAt === null) return 'locked';
  return redactions.redacted(ctx, row.applicationId) ? 'open' : 'waiting';
}

/**
 * One reading as its reader gets it: the redacted texts, plain facts, the rubric, one's own card, and the others' once
 * one's own is in. Nothing that tells whose it is leaves from here. Throws NotFound when it is not this reader's.
 */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const found = readingQueries.readingFor(ctx.db, actor.personId, id);
  const call = found && calls.callById(ctx.db, found.application.callId);
  if (!found || !call) throw new NotFound();
  const { application } = found;
  const own = queries.scoreOf(ctx.db, id);
  const row = { applicationId: application.id, callId: call.id, reopenedAt: own?.reopenedAt ?? null };
  const phase = phaseOf(ctx, actor, row);
  const isReadable = phase === 'open' || phase === 'locked';
  const isIn = own?.submittedAt != null;
  return {
    id,
    call,
    texts: calls.textsOf(ctx.db, call.id),
    phase,
    language: application.language,
    text: isReadable ? redactions.redacted(ctx, application.id) : undefined,
    facts: isReadable ? factsOf(ctx, application.id) : undefined,
    card: own && { ...own, comment: commentOf(ctx, own) },
    others: isReadable && isIn ? othersOf(ctx, call.id, application.id, id) : undefined,
  };
}

/** Facts that matter for reading, without what tells of a community: a mother tongue is a very good command. */
function factsOf(ctx: Ctx, applicationId: number) {
  const { studies, experience } = answersOf(ctx.db, applicationId);
  const said = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
  const level = (value: unknown) => (value === 'native' ? 'very_good' : said(value));
  return {
    previousInternship: said(experience?.body.previousInternship),
    studyYear: said(studies?.body.studyYear),
    programmeYears: said(studies?.body.programmeYears),
    profile: said(studies?.body.profile),
    serbianLevel: level(experience?.body.serbianLevel),
    albanianLevel: level(experience?.body.albanianLevel),
    englishLevel: level(experience?.body.englishLevel),
  };
}

function commentOf(ctx: Ctx, card: { readingId: number; sealedComment: Buffer | null }): string {
  if (!card.sealedComment) return '';
  return unseal(ctx.config.keyring, card.sealedComment, contextOf(card.readingId)).toString();
}

function othersOf(ctx: Ctx, callId: number, applicationId: number, ownId: number) {
  return queries
    .cardsOf(ctx.db, callId)
    .filter((card) => card.applicationId === applicationId && card.readingId !== ownId)
    .map((card) => ({
      marks: card.marks,
      recommendation: card.recommendation,
      comment: commentOf(ctx, card),
    }));
}

/** The reader says whether they know the writer, as far as they can tell without a name. Throws NotFound, Conflict. */
export function declare(ctx: Ctx, actor: Actor, input: { id: number } & conflicts.Said): void {
  inTransaction(ctx, (inside) => {
    const found = readingQueries.readingFor(inside.db, actor.personId, input.id);
    if (!found) throw new NotFound();
    const { kind, note } = input;
    conflicts.state(inside, actor, {
      applicationId: found.application.id,
      personId: actor.personId,
      kind,
      note,
    });
  });
}

export type Typed = {
  id: number;
  version: number;
  marks: Record<string, unknown>;
  recommendation: Recommendation | null;
  comment: string | null;
  submit: boolean;
};

/**
 * Saves a card; once it is in, it stays in and may still be changed until the lock. Throws NotFound, Invalid when a
 * card that counts lacks a mark or a recommendation, Conflict when it may not be changed, or was saved elsewhere.
 */
export function save(ctx: Ctx, actor: Actor, typed: Typed): void {
  inTransaction(ctx, (inside) => {
    const { call, phase, card } = opened(inside, actor, typed.id);
    if (phase === 'locked') throw new Conflict('scores.locked');
    if (phase !== 'open') throw new Conflict('form.conflict.state');
    const counts = typed.submit || card?.submittedAt != null;
    const marks = readMarks(call.rubric, typed, counts);
    const now = inside.clock.now();
    const words = typed.comment === null ? null : Buffer.from(typed.comment);
    const saved = queries.saveScore(inside.db, typed.version, {
      readingId: typed.id,
      marks,
      recommendation: typed.recommendation,
      sealedComment: words && seal(inside.config.keyring, words, contextOf(typed.id)),
      savedAt: now,
      submittedAt: counts ? (card?.submittedAt ?? now) : null,
      reopenedAt: null,
    });
    if (!saved) throw new Conflict('scores.changed');
    const lock = queries.lockOf(inside.db, call.id);
    if (lock && card) keepChange(inside, { card, marks, typed, lock });
    if (counts) recordCard(inside, actor, typed.id, card?.submittedAt == null, lock !== undefined);
  });
}

function readMarks(rubric: calls.Call['rubric'], typed: Typed, counts: boolean): Record<string, number> {
  const problems: Record<string, Problem | string> = {};
  const marks: Record<string, number> = {};
  for (const { key } of rubric) {
    const mark = markOf(typed.marks[`mark_${key}`]);
    if (mark === undefined) problems[`mark_${key}`] = 'form.choice';
    else if (mark !== null) marks[key] = mark;
    else if (counts) problems[`mark_${key}`] = 'form.required';
  }
  if (counts && typed.recommendation === null) problems.recommendation = 'form.required';
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return marks;
}

function keepChange(
  ctx: Ctx,
  {
    card,
    marks,
    typed,
    lock,
  }: { card: queries.Score; marks: Record<string, number>; typed: Typed; lock: queries.Lock },
): void {
  queries.insertChange(ctx.db, {
    readingId: typed.id,
    before: card.marks,
    after: marks,
    recommendationBefore: card.recommendation,
    recommendationAfter: typed.recommendation,
    afterReveal: lock.revealedAt !== null,
    at: ctx.clock.now(),
  });
}

function recordCard(ctx: Ctx, actor: Actor, readingId: number, isFirst: boolean, isLate: boolean): void {
  const row = readingQueries.readingById(ctx.db, readingId);
  record(ctx, actor, {
    entity: 'application',
    entityId: row?.applicationId ?? 0,
    event: isLate ? 'change_score' : isFirst ? 'score' : 'edit_score',
    details: { reading: readingId },
  });
}

/** How the reading of a call goes: each file with its readers, its cards' figures, and what it waits for. */
export function progress(ctx: Ctx, actor: Actor, callId: number) {
  const { call, texts } = reading.callFor(ctx, callId);
  const cards = queries.cardsOf(ctx.db, call.id);
  const readers = readingQueries.readersOf(ctx.db, call.id);
  const lock = queries.lockOf(ctx.db, call.id);
  const byFile = byApplication(cards);
  const readersBy = byApplication(readers);
  const files = queries.filesOf(ctx.db, actor.personId, call.id).map((file) => {
    const own = byFile.get(file.id) ?? [];
    return {
      ...file,
      name: lock?.revealedAt ? file.name : null,
      readers: (readersBy.get(file.id) ?? []).filter((row) => row.isFree === 1),
      figures: figuresOf(own, call.rubric),
      isSplit: isSplit(
        own.filter(({ role }) => role === 'first'),
        call.rubric,
        call.settings.thirdReaderSpread,
      ),
      standing: standingOf({ cards: own, hasNote: file.hasNote === 1 }, call.rubric, call.settings),
    };
  });
  return { call, texts, lock, files, changes: queries.changesOf(ctx.db, actor.personId, call.id) };
}

function byApplication<Row extends { applicationId: number }>(rows: readonly Row[]): Map<number, Row[]> {
  const found = new Map<number, Row[]>();
  for (const row of rows) {
    const list = found.get(row.applicationId);
    if (list) list.push(row);
    else found.set(row.applicationId, [row]);
  }
  return found;
}

/** Locks the marks of a call. Throws Conflict while a file under review lacks a card, or when it was done. */
export function lock(ctx: Ctx, actor: Actor, callId: number): void {
  inTransaction(ctx, (inside) => {
    const { call, files } = progress(inside, actor, callId);
    const inReview = files.filter(({ state }) => state === 'in_review');
    if (inReview.length === 0 || inReview.some(({ standing }) => standing === 'waiting'))
      throw new Conflict('scores.lock.waiting');
    const row = { callId: call.id, lockedAt: inside.clock.now(), lockedBy: actor.personId };
    if (!queries.insertLock(inside.db, row)) throw new Conflict('form.conflict.state');
    record(inside, actor, { entity: 'call', entityId: call.id, event: 'lock_scores' });
  });
}

/** Shows the names to those who decide; the marks must be locked. Throws Conflict. */
export function reveal(ctx: Ctx, actor: Actor, callId: number): void {
  inTransaction(ctx, (inside) => {
    const { call } = reading.callFor(inside, callId);
    if (!queries.reveal(inside.db, call.id, actor.personId, inside.clock.now()))
      throw new Conflict('form.conflict.state');
    record(inside, actor, { entity: 'call', entityId: call.id, event: 'reveal_names' });
  });
}

/** One file with all its cards, for the coordinator. Throws NotFound. */
export function fileOf(ctx: Ctx, actor: Actor, id: number) {
  const { application } = applications.load(ctx, actor, 'score.settle', id);
  const { call, lock, files } = progress(ctx, actor, application.callId);
  const file = files.find((one) => one.id === application.id);
  if (!file) throw new NotFound();
  const note = queries.discussionOf(ctx.db, application.id);
  const cards = queries
    .cardsOf(ctx.db, call.id)
    .filter((card) => card.applicationId === application.id)
    .map((card) => ({ ...card, comment: commentOf(ctx, card) }));
  return {
    call,
    lock,
    file,
    cards,
    note: note ? discussionWords(ctx, application.id, note.sealedNote) : null,
  };
}

/**
 * What was written about the files of a call: by readers and third readers beside their marks, and after a split; never
 * by whom. Nothing before the marks are locked.
 */
export function wordsIn(ctx: Ctx, callId: number) {
  if (!queries.lockOf(ctx.db, callId)) return [];
  const comments = queries.cardsOf(ctx.db, callId).map((card) => ({
    applicationId: card.applicationId,
    kind: card.role === 'third' ? ('third' as const) : ('reader' as const),
    words: commentOf(ctx, card),
  }));
  const noted = queries.discussionsIn(ctx.db, callId).map(({ applicationId, sealedNote }) => ({
    applicationId,
    kind: 'discussion' as const,
    words: discussionWords(ctx, applicationId, sealedNote),
  }));
  return [...comments, ...noted].filter(({ words }) => words !== '');
}

function discussionWords(ctx: Ctx, applicationId: number, sealedNote: Buffer): string {
  return unseal(ctx.config.keyring, sealedNote, noteContext(applicationId)).toString();
}

/** Asks a third reader, blind to the two: the one with the fewest files. Throws Conflict when there is none, or nobody. */
export function askThird(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const { call, file, lock } = fileOf(inside, actor, id);
    if (lock || file.standing !== 'split' || file.readers.some(({ role }) => role === 'third'))
      throw new Conflict('form.conflict.state');
    const person = reading.freestFor(inside, call.id, id);
    if (person === undefined) throw new Conflict('scores.third.nobody');
    reading.give(inside, actor, { applicationId: id, personId: person }, 'third');
  });
}

/** Writes down what the readers said to each other. Throws NotFound, and Conflict where nobody disagreed. */
export function discuss(ctx: Ctx, actor: Actor, input: { id: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const { file } = fileOf(inside, actor, input.id);
    if (!file.isSplit) throw new Conflict('form.conflict.state');
    const words = Buffer.from(input.note);
    queries.saveDiscussion(inside.db, {
      applicationId: input.id,
      sealedNote: seal(inside.config.keyring, words, noteContext(input.id)),
      writtenBy: actor.personId,
      writtenAt: inside.clock.now(),
    });
    record(inside, actor, { entity: 'application', entityId: input.id, event: 'note_discussion' });
  });
}

/** Lets a reader change a card after the lock, for a reason; the change will be listed. Throws NotFound, Conflict. */
export function reopen(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; readingId: number; reason: string },
): void {
  inTransaction(ctx, (inside) => {
    const { lock, cards } = fileOf(inside, actor, input.id);
    if (!cards.some(({ readingId }) => readingId === input.readingId)) throw new NotFound();
    if (!lock || !queries.reopenScore(inside.db, input.readingId, inside.clock.now()))
      throw new Conflict('form.conflict.state');
    record(inside, actor, {
      entity: 'application',
      entityId: input.id,
      event: 'reopen_score',
      note: input.reason,
      details: { reading: input.readingId },
    });
  });
}

/** Cards about an application, for the person it is about: marks and words, never whose. */
export function heldAbout(ctx: Ctx, applicationId: number) {
  return queries.cardsAbout(ctx.db, applicationId).map(({ score }) => ({
    marks: score.marks,
    recommendation: score.recommendation,
    comment: commentOf(ctx, score),
    submittedAt: score.submittedAt,
  }));
}

/** What a reader wrote, for their own eyes. */
export function heldBy(ctx: Ctx, personId: number) {
  return queries.cardsBy(ctx.db, personId).map((score) => ({
    comment: commentOf(ctx, score),
    savedAt: score.savedAt,
  }));
}

/** Removes cards, notes and readings of these applications. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationIds: readonly number[]): void {
  queries.deleteScores(ctx.db, applicationIds);
  reading.erase(ctx, applicationIds);
}
