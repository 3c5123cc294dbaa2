// Opens one application with everything it rests on.
import type { Actor } from '../access/actor.js';
import { answersOf, changedVersionsOf } from '../answers/queries.js';
import { bookingsOf } from '../bookings/queries.js';
import { institutionNames } from '../calls/queries.js';
import { conflictOf } from '../conflicts/queries.js';
import { hadPart } from '../contests/queries.js';
import type { Ctx } from '../context.js';
import { documentsOf } from '../documents/queries.js';
import { tracesOf } from '../eligibility/queries.js';
import { NotFound } from '../errors.js';
import { timelineOf } from '../history/queries.js';
import { notesOn } from '../notes/service.js';
import type { View } from '../register/form.js';
import { beside, type Reading } from '../register/service.js';
import * as requests from '../requests/service.js';
import { planFor } from '../reversals/service.js';
import * as screening from '../screening/service.js';
import { verdictsOf } from '../verification/queries.js';
import { sentApplication } from './queries.js';
import { laterStep } from './rules.js';

/** Everything staff see of an application. Throws NotFound when there is none, or it was never sent. */
export function open(ctx: Ctx, actor: Actor, id: number) {
  const file = sentApplication(ctx.db, actor.personId, id);
  if (!file) throw new NotFound();
  return {
    file,
    answers: answersOf(ctx.db, id),
    versions: changedVersionsOf(ctx.db, id),
    documents: documentsOf(ctx.db, id),
    verdicts: verdictsOf(ctx.db, id),
    notes: notesOn(ctx, actor, id),
    asked: requests.askedBefore(ctx, id),
    traces: tracesOf(ctx.db, id),
    conflict: conflictOf(ctx.db, actor.personId, id),
    hadPart: hadPart(ctx.db, actor.personId, id),
    timeline: timelineOf(ctx.db, 'application', id),
    institutions: institutionNames(ctx.db),
  };
}

export type Opened = ReturnType<typeof open>;

/** What stands on a file, what this reader can do about it, what comes after the reading, and what they can undo. */
export function nextStepOf(ctx: Ctx, actor: Actor, { id, callId, state }: Opened['file']) {
  const isMeeting = state === 'booked' || state === 'interviewed';
  const bookings = isMeeting ? bookingsOf(ctx.db, id) : [];
  const later = laterStep(state, {
    id,
    callId,
    assumed: bookings.find(({ assumed }) => assumed)?.id ?? null,
    missedTwice: state === 'booked' && bookings.at(-1)?.state === 'no_show',
  });
  return { step: screening.standing(ctx, actor, id), later, undo: planFor(ctx, actor, id) };
}

/** The applications before and after one, in the list the reader came from. */
export function neighboursOf(ctx: Ctx, file: Opened['file'], view: View, reading: Reading) {
  return beside(ctx, file.callId, view, reading, {
    id: file.id,
    state: file.state,
    submitted: file.submittedAt,
    average: file.average,
    reference: file.referenceOrder,
    name_sq: file.orderSq,
    name_sr: file.orderSr,
    name_en: file.orderEn,
  });
}
