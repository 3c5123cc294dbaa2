// Gathers what a call was, from its first day to its last letter: in full, or for donors without anything personal.
import type { Actor } from '../access/actor.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { noteOf } from '../decisions/service.js';
import { NotFound } from '../errors.js';
import { timelineOf } from '../history/queries.js';
import { record } from '../history/record.js';
import * as interviewCards from '../interview-cards/service.js';
import { askedIn } from '../questions/queries.js';
import { cardsOf, lockOf } from '../scores/queries.js';
import * as scores from '../scores/service.js';
import * as screening from '../screening/service.js';
import { recusalsOf } from '../shortlist/queries.js';
import { tallyOf } from '../tallies/queries.js';
import type { Edition, Format } from './form.js';
import * as queries from './queries.js';
import { scoresOf } from './rules.js';

/** Everything a dossier rests on. Nothing of files on which the reader has a conflict of interest. Throws NotFound. */
export function open(ctx: Ctx, actor: Actor, callId: number) {
  const call = calls.callById(ctx.db, callId);
  if (call?.state !== 'published') throw new NotFound();
  const { db } = ctx;
  const lock = lockOf(db, call.id);
  const recusals = queries.recusalsIn(db, actor.personId, call.id);
  const decisions = queries.decisionsIn(db, actor.personId, call.id).map(({ decision, ...row }) => ({
    ...row,
    note: row.isFree === 1 ? noteOf(ctx, decision) : null,
  }));
  const questions = askedIn(db, call);
  const written = writtenIn(ctx, actor, call.id);
  return {
    call,
    texts: calls.textsOf(db, call.id),
    madeAt: ctx.clock.now(),
    timeline: timelineOf(db, 'call', call.id),
    versions: calls.versionsOf(db, call.id),
    judged: queries.judgedBy(db, call.id),
    now: calls.countsOf(db, call.id),
    ever: queries.everIn(db, call.id),
    sources: queries.sourcesOf(db, call.id),
    ...queries.askedAndContested(db, call.id),
    lock,
    scores: lock ? scoresOf(cardsOf(db, call.id), call.rubric, queries.settledSplits(db, call.id)) : [],
    questions,
    met: [...interviewCards.marksOf(ctx, call.id)].flatMap(([applicationId, cards]) =>
      cards.map((card) => ({ ...card, applicationId })),
    ),
    times: queries.interviewTimes(db, call.id),
    cancelled: queries.cancelledBookings(db, call.id),
    conflicts: queries.conflictsByKind(db, call.id),
    kept: recusalsOf(db, call.id),
    recusals: recusals.filter(({ isFree }) => isFree === 1),
    hiddenRecusals: recusals.filter(({ isFree }) => isFree === 0).length,
    decisions,
    written: written.shown,
    hiddenWritten: written.hidden,
    letters: queries.lettersIn(db, call.id),
    tally: tallyOf(db, call.id),
  };
}

/** What people wrote about the files of a call, file by file in the order of the procedure; whose words is not told. */
function writtenIn(ctx: Ctx, actor: Actor, callId: number) {
  const references = queries.referencesIn(ctx.db, actor.personId, callId);
  const rows = [
    ...screening.wordsIn(ctx, callId),
    ...scores.wordsIn(ctx, callId),
    ...interviewCards.wordsIn(ctx, callId),
  ];
  const shown = rows.flatMap(({ applicationId, ...row }) => {
    const reference = references.get(applicationId);
    return reference === undefined ? [] : [{ ...row, reference }];
  });
  // A stable order: rows of one file stay in the order of the procedure.
  shown.sort((a, b) => a.reference.localeCompare(b.reference));
  return { shown, hidden: rows.length - shown.length };
}

/** The same, to take along: who took which edition is recorded first. Throws NotFound. */
export function take(ctx: Ctx, actor: Actor, callId: number, edition: Edition, format: Format) {
  return inTransaction(ctx, (inside) => {
    const opened = open(inside, actor, callId);
    const details = { edition, format };
    record(inside, actor, { entity: 'call', entityId: callId, event: 'export_dossier', details });
    return opened;
  });
}
