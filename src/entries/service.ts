// Staff enter an application that came by e-mail or on paper, as of the day it was received.
import type { Actor, Language } from '../access/actor.js';
import * as answers from '../answers/service.js';
import { liveApplication } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { personFor, personWithoutAddress } from '../people/service.js';
import * as submissions from '../submissions/service.js';
import * as queries from './queries.js';
import { dayProblem, isLate, receivedAt } from './rules.js';

/** What is being entered, with the call and how many parts are still missing. */
export function openEntries(ctx: Ctx) {
  return queries.openEntries(ctx.db).flatMap((entry) => {
    const call = calls.callById(ctx.db, entry.application.callId);
    if (!call) return [];
    const missing = answers.missingOf(ctx, { application: entry.application, call }).length;
    return [{ ...entry, call, texts: calls.textsOf(ctx.db, call.id), missing }];
  });
}

/** The published calls that have opened, with their texts, the latest deadline first. */
export function callsToEnterFor(ctx: Ctx) {
  const opened = calls.publishedCalls(ctx.db).filter((call) => call.opensAt <= ctx.clock.now());
  const texts = calls.textsOfMany(
    ctx.db,
    opened.map((call) => call.id),
  );
  return opened.map((call) => ({ call, texts: texts.get(call.id) ?? [] }));
}

/**
 * Begins to enter an application: finds or makes the person, and a draft that is the staff's until it is entered.
 * Answers with its id. Throws Invalid when the day does not fit the call, a late one has no reason, or the person has
 * an application for this call already.
 */
export function begin(
  ctx: Ctx,
  actor: Actor,
  input: {
    callId: number;
    name: string;
    email: string | null;
    language: Language;
    source: 'email' | 'paper';
    receivedOn: string;
    lateReason: string | null;
  },
): number {
  return inTransaction(ctx, (inside) => {
    const { email, language, name, receivedOn, source } = input;
    const now = inside.clock.now();
    const found = callsToEnterFor(inside).find(({ call }) => call.id === input.callId);
    if (!found) throw new Invalid({ callId: 'entries.problem.call' });
    const { call } = found;
    const problem = dayProblem(receivedOn, call, now);
    if (problem) throw new Invalid({ receivedOn: problem });
    const late = isLate(receivedOn, call);
    if (late && input.lateReason === null) throw new Invalid({ lateReason: 'entries.problem.late_reason' });
    const personId =
      email === null
        ? personWithoutAddress(inside, language, name)
        : personFor(inside, email, language, name);
    if (liveApplication(inside.db, call.id, personId)) throw new Invalid({ email: 'entries.problem.live' });
    const id = applications.startEntry(inside, actor, {
      callId: call.id,
      personId,
      language,
      source,
      receivedAt: receivedAt(receivedOn, now),
      note: late ? input.lateReason : null,
    });
    const about = { name, letterLanguage: language };
    answers.saveSection(inside, actor, 'application.enter', {
      id,
      section: 'about',
      posted: about,
      version: 0,
    });
    return id;
  });
}

/** An entry with everything its pages show. Throws NotFound when it is not there. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  return submissions.opened(ctx, actor, 'application.enter', id);
}

/** The same, while it is still being entered. Throws NotFound when it is finished. */
export function openedDraft(ctx: Ctx, actor: Actor, id: number) {
  const shown = opened(ctx, actor, id);
  if (shown.application.state !== 'draft') throw new NotFound();
  return shown;
}

/** Finishes an entry: it is received, and the applicant is asked to confirm it. Throws Invalid, naming what is missing. */
export function finish(ctx: Ctx, actor: Actor, id: number): string {
  return submissions.enter(ctx, actor, { id });
}

/** Deletes an entry that was not finished, with everything in it. */
export function remove(ctx: Ctx, actor: Actor, id: number): void {
  submissions.deleteDraft(ctx, actor, 'application.enter', { id });
}
