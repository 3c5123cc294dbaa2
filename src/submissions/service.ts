// Sending an application, in one transaction with everything that belongs to it; and what is done with it as a whole.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { wordsFor } from '../answers/present.js';
import * as answers from '../answers/service.js';
import { applicationById } from '../applications/queries.js';
import { maySubmit } from '../applications/rules.js';
import * as applications from '../applications/service.js';
import { live, moves, terminal } from '../applications/states.js';
import * as averages from '../averages/service.js';
import { callText } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { closedFor } from '../closed-days/queries.js';
import { contestOf, movedTo } from '../contests/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import * as documents from '../documents/service.js';
import { latestTrace } from '../eligibility/queries.js';
import { erase as eraseTraces } from '../eligibility/service.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { forgetNotes, record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import * as lateKeys from '../late-keys/service.js';
import { seal } from '../lib/seal.js';
import { step } from '../lib/step.js';
import * as notes from '../notes/service.js';
import { extensionsOf } from '../outages/queries.js';
import { answersPdf } from '../paper/answers.js';
import { openRequestOf } from '../requests/queries.js';
import { verdictsOf } from '../verification/queries.js';
import * as verification from '../verification/service.js';
import * as queries from './queries.js';

/** An application with everything its pages show; `trace` is the one that was kept. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = answers.opened(ctx, actor, action, id);
  const decision = releasedDecisionOf(ctx.db, id)?.decision;
  return {
    ...shown,
    trace: latestTrace(ctx.db, id) ?? null,
    verdicts: verdictsOf(ctx.db, id),
    request: openRequestOf(ctx.db, id),
    keyring: ctx.config.keyring,
    contest: contestOf(ctx.db, id),
    decision,
    isClosed: closedFor(ctx.db, decision?.releasedAt ?? ctx.clock.now()),
    queue: queueOf(ctx, shown.call.id),
    contestMovedTo: decision ? movedTo(ctx.db, decision.id) : 0,
  };
}

/** How many applications of a call nobody has read yet, of how many that were sent. */
function queueOf(ctx: Ctx, callId: number): { left: number; total: number } {
  const counts = calls.countsOf(ctx.db, callId);
  const left = (counts.get('submitted') ?? 0) + (counts.get('info_requested') ?? 0);
  return { left, total: calls.countsOfMany(ctx.db, [callId]).get(callId) ?? 0 };
}

/** By which outages the deadline moved that the applicant has now: to supply, to answer an offer, or to contest. */
export function extensionsFor(ctx: Ctx, { application, request, decision }: Opened) {
  if (application.state === 'info_requested' && request) return extensionsOf(ctx.db, 'request', request.id);
  if (application.state === 'offered' && decision) return extensionsOf(ctx.db, 'offer', decision.id);
  if (application.state === 'ineligible' && decision) return extensionsOf(ctx.db, 'contest', decision.id);
  return [];
}

export type Opened = ReturnType<typeof opened>;

/** The page of the community question. Throws NotFound where the call does not ask it. */
export function communityOf(ctx: Ctx, actor: Actor, id: number) {
  const shown = applications.opened(ctx, actor, 'application.edit', id);
  if (!shown.call.settings.communityQuestion) throw new NotFound();
  return { ...shown, shared: queries.optInOf(ctx.db, id) !== undefined };
}

/** A draft with everything its pages show. Throws NotFound when it was sent. */
export function openedDraft(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = opened(ctx, actor, action, id);
  if (shown.application.state !== 'draft') throw new NotFound();
  return shown;
}

/** An application that staff entered. Throws NotFound when its writer sent it. */
export function openedEntry(ctx: Ctx, actor: Actor, id: number) {
  const shown = opened(ctx, actor, 'application.follow', id);
  if (shown.application.source === 'web') throw new NotFound();
  return shown;
}

/**
 * Sends the application. Warned of a condition that looks not met, never stopped by it: only a missing part,
 * the deadline or a spent late key stop it. The community answer is counted and forgotten.
 * Throws Invalid, naming what is missing; Conflict after the deadline. Answers with the reference.
 */
export function submit(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; community: queries.Community | null },
): string {
  return inTransaction(ctx, (inside) => {
    const loaded = applications.load(inside, actor, 'application.submit', input.id);
    const { application, call, lateKeyUsable } = loaded;
    const now = inside.clock.now();
    step(moves, 'submit', application.state, 'applicant');
    if (!maySubmit({ createdAt: application.createdAt, lateKeyUsable }, call, now)) {
      throw new Conflict('applications.submit.closed');
    }
    refuseMissing(inside, loaded);
    if (lateKeyUsable && application.lateKeyId !== null && now > call.closesAt) {
      lateKeys.use(inside, application.lateKeyId);
    }
    if (input.community && call.settings.communityQuestion) {
      queries.countCommunity(inside.db, call.id, input.community);
    }
    return send(inside, actor, loaded, 'submit', now);
  });
}

/**
 * Finishes an application that staff typed from an e-mail or from paper, as of the day it was received; the applicant
 * is asked to confirm it. Throws Invalid, naming what is missing. Answers with the reference.
 */
export function enter(ctx: Ctx, actor: Actor, input: { id: number }): string {
  return inTransaction(ctx, (inside) => {
    const loaded = applications.load(inside, actor, 'application.enter', input.id);
    step(moves, 'enter', loaded.application.state, 'coordinator');
    refuseMissing(inside, loaded);
    return send(inside, actor, loaded, 'enter', loaded.application.createdAt);
  });
}

function send(
  ctx: Ctx,
  actor: Actor,
  loaded: applications.Loaded,
  event: 'submit' | 'enter',
  at: number,
): string {
  const { application, call } = loaded;
  const reference = applications.receive(ctx, actor, application, event, at);
  answers.keepVersions(ctx, application.id);
  answers.judge(ctx, actor, loaded);
  applications.makeFindable(ctx, application.id);
  applications.write(ctx, application, call, moves[event].mail);
  return reference;
}

function refuseMissing(ctx: Ctx, loaded: applications.Loaded): void {
  const { missing } = answers.contentsOf(ctx, loaded);
  if (missing.length === 0) return;
  throw new Invalid(
    Object.fromEntries(missing.map((part) => [part, `applications.missing.${part.replace(':', '.')}`])),
  );
}

/** The applicant says that what staff entered is right, and declares what everybody declares. Twice is once. */
export function confirm(ctx: Ctx, actor: Actor, input: { id: number; keepForNextCall: boolean }): void {
  inTransaction(ctx, (inside) => {
    const loaded = applications.load(inside, actor, 'application.follow', input.id);
    const isNew = applications.confirm(inside, actor, loaded);
    if (!isNew) return;
    const keep = input.keepForNextCall ? { keepForNextCall: 'on' } : {};
    answers.declare(inside, actor, input.id, { truthful: 'on', privacy: 'on', ...keep });
  });
}

/** Deletes a draft with everything in it. Throws Conflict when it was sent. */
export function deleteDraft(ctx: Ctx, actor: Actor, action: Action, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { application } = applications.load(inside, actor, action, input.id);
    if (application.state !== 'draft') throw new Conflict('form.conflict.state');
    eraseContents(inside, actor, application.id);
    remove(inside, actor, application.id, null);
  });
}

/**
 * Erases what somebody gave us with an application: answers, documents, traces, notes. A draft goes altogether; of
 * what was sent a row with state, dates and reference stays, which the owner's live application reaches by being
 * withdrawn. Its letters are erased by mail. Twice is once. `reasonCode` says why. Runs in the caller's transaction.
 */
export function erase(ctx: Ctx, actor: Actor, id: number, reasonCode: string): void {
  const application = applicationById(ctx.db, id);
  if (!application || application.anonymisedAt !== null) return;
  if ((live as readonly string[]).includes(application.state)) {
    applications.move(ctx, actor, application, 'withdraw', { role: 'applicant' });
  }
  eraseContents(ctx, actor, id);
  forgetNotes(ctx, 'application', [id]);
  if (application.lateKeyId !== null) lateKeys.erase(ctx, { email: null, ids: [application.lateKeyId] });
  if (application.state === 'draft') remove(ctx, actor, id, reasonCode);
  else applications.anonymise(ctx, actor, id, reasonCode);
}

function eraseContents(ctx: Ctx, actor: Actor, id: number): void {
  documents.erase(ctx, actor, id);
  averages.erase(ctx, id);
  verification.erase(ctx, id);
  notes.erase(ctx, actor, id);
  eraseTraces(ctx, id);
  answers.erase(ctx, id);
  queries.setOptIn(ctx.db, id, null, ctx.clock.now());
}

function remove(ctx: Ctx, actor: Actor, id: number, reasonCode: string | null): void {
  documents.forget(ctx, id);
  applications.remove(ctx, actor, id, reasonCode);
}

/**
 * The applicant asks to be kept for the next call, however the application ended: from now on the longer time counts.
 * Throws NotFound when it is not theirs or nothing of it is left, Conflict while it is not over.
 */
export function keepForNextCall(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { application } = applications.load(inside, actor, 'application.follow', input.id);
    if (application.anonymisedAt !== null) throw new NotFound();
    if (!(terminal as readonly string[]).includes(application.state))
      throw new Conflict('form.conflict.state');
    answers.declare(inside, actor, application.id, { keepForNextCall: 'on' });
    record(inside, actor, { entity: 'application', entityId: application.id, event: 'keep_for_next_call' });
  });
}

/** The separate opt-in to the community question, where the call offers it; null takes it back. */
export function setOptIn(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; community: queries.Community | null },
): void {
  inTransaction(ctx, (inside) => {
    const { application, call } = applications.load(inside, actor, 'application.follow', input.id);
    const community = call.settings.communityOptIn ? input.community : null;
    if (community === null && !queries.optInOf(inside.db, application.id)) return;
    const { keyring } = ctx.config;
    const sealed =
      community === null ? null : seal(keyring, Buffer.from(community), `community:${application.id}`);
    queries.setOptIn(inside.db, application.id, sealed, inside.clock.now());
    record(inside, actor, {
      entity: 'application',
      entityId: application.id,
      event: sealed ? 'opt_in' : 'opt_out',
    });
  });
}

/** The PDF of an application's answers, in the reader's language or its own; also what the receipt carries. Only reads. */
export async function answersAsPdf(ctx: Ctx, id: number, language?: Language) {
  const application = applicationById(ctx.db, id);
  const call = application && calls.callById(ctx.db, application.callId);
  if (!application || !call) throw new NotFound();
  const reader = language ?? application.language;
  const reference = application.reference ?? '';
  const { bodies, institutions, documents: placed } = answers.contentsOf(ctx, { application, call });
  const papers = {
    heading: say(reader, 'applications.task.documents'),
    rows: placed.map(({ slot, name }) => ({ label: say(reader, `applications.slot.${slot}`), value: name })),
  };
  const content = await answersPdf({
    title: callText(calls.textsOf(ctx.db, call.id), reader).text.title,
    subtitle: application.submittedAt
      ? say(reader, 'applications.pdf.sent', { reference, when: dateTime(reader, application.submittedAt) })
      : say(reader, 'applications.pdf.subtitle', { reference }),
    language: languages.find((one) => one.code === reader)?.html ?? 'en',
    sections: [...wordsFor(bodies, institutions, reader), ...(placed.length > 0 ? [papers] : [])],
    footer: say(reader, 'applications.pdf.footer', { reference }),
  });
  return { filename: `${reference || 'application'}.pdf`, content, contentType: 'application/pdf' };
}
