// Whether the conditions are met: proposed by a coordinator on verified facts, confirmed by a second person.
import { type Actor, type Language, SYSTEM } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { answerersOf } from '../answerers/service.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import type { Role } from '../applications/states.js';
import { callText, contactOf } from '../calls/present.js';
import { contestOf, peopleWithPart } from '../contests/queries.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import * as decisions from '../decisions/service.js';
import { latestTrace } from '../eligibility/queries.js';
import { Conflict, Invalid } from '../errors.js';
import { lastMove } from '../history/queries.js';
import { newGroup, record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { lettersOfGroup } from '../mail/queries.js';
import * as mail from '../mail/service.js';
import { openRequestOf } from '../requests/queries.js';
import * as requests from '../requests/service.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { findingsOf } from './present.js';
import * as queries from './queries.js';
import { allMet, isSecond, provenUnmet } from './rules.js';

/** A file with what the trace allows and the proposal that waits, if one does. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = applications.opened(ctx, actor, action, id);
  const trace = latestTrace(ctx.db, shown.application.id) ?? null;
  return {
    ...shown,
    name: applications.nameOf(ctx, shown.application),
    trace,
    allMet: trace !== null && allMet(trace),
    unmet: trace === null ? [] : provenUnmet(trace),
    proposal: openProposal(ctx, shown.application),
    mayTakePart: contests.mayTakePart(ctx, actor, shown.application.id),
  };
}

/** More than this is not read on one page. */
const MOST = 100;

export type Opened = ReturnType<typeof opened>;

/** The proposal that waits; it holds as long as nothing else has moved the application. */
export function openProposal(ctx: Ctx, application: applications.Loaded['application']) {
  const found = queries.latestProposal(ctx.db, application.id);
  if (found?.proposal.state !== 'proposed' || application.pendingTo !== null) return null;
  if (found.proposal.moveId !== moveOf(ctx, application.id)) return null;
  const { sealedNote } = found.proposal;
  const note = sealedNote
    ? unseal(ctx.config.keyring, sealedNote, `proposal:${application.id}`).toString()
    : null;
  return { ...found.proposal, proposer: found.proposer, note };
}

const moveOf = (ctx: Ctx, id: number) => lastMove(ctx.db, 'application', id)?.id ?? 0;

function begin(ctx: Ctx, actor: Actor, action: Action, input: { id: number; version: number }): Opened {
  const shown = opened(ctx, actor, action, input.id);
  applications.checkVersion(ctx, shown.application, input.version);
  contests.refusePart(ctx, actor, shown.application.id);
  requests.settle(ctx, actor, shown.application.id);
  return shown;
}

/**
 * Screens in where every condition is met on verified facts; elsewhere it becomes a proposal with a reason, for a
 * second person. Throws Invalid without a reason, Stale when somebody was faster. Answers with which of the two.
 */
export function screenIn(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; version: number; note: string | null },
): 'done' | 'proposed' {
  return inTransaction(ctx, (inside) => {
    const shown = begin(inside, actor, 'screening.propose', input);
    if (shown.allMet) {
      admit(inside, actor, shown, { role: 'coordinator', reasonCode: 'conditions_met' });
      settleReady(inside, actor);
      return 'done';
    }
    if (input.note === null) throw new Invalid({ note: 'screening.problem.note' });
    applications.mayMove(shown.application, 'screen_in', 'coordinator');
    propose(inside, actor, shown, { kind: 'in', reasonCode: 'override', note: input.note });
    return 'proposed';
  });
}

/**
 * Moves it on to be read. What was contested is answered by that, with a drafted letter. Runs in the caller's
 * transaction.
 */
function admit(
  ctx: Ctx,
  actor: Actor,
  shown: Opened,
  how: { role: Role; reasonCode: string; groupId?: string },
): void {
  const groupId = how.groupId ?? newGroup();
  const { application } = shown;
  applications.move(ctx, actor, application, 'screen_in', {
    ...how,
    groupId,
    change: { contestedAt: null, attentionAt: null },
  });
  if (contests.answer(ctx, actor, application.id, 'changed')) tellChanged(ctx, shown, groupId);
}

const readyTask = { kind: 'ready-to-screen-in', entity: 'screening', entityId: 0 } as const;

/** How many applications meet every condition on verified facts, and how many the task says. */
export function readyNow(ctx: Ctx): { count: number; told: number } {
  const [task] = openTasks(ctx.db, readyTask.kind);
  return { count: queries.countMetAndSubmitted(ctx.db), told: Number(task?.details.count ?? 0) };
}

/** Keeps the task true that several can be screened in at once. Runs in the caller's transaction. */
export function settleReady(ctx: Ctx, actor: Actor): void {
  const { count } = readyNow(ctx);
  if (count === 0) tasks.close(ctx, actor, readyTask);
  else tasks.open(ctx, { ...readyTask, for: { group: 'coordinator' }, details: { count } });
}

/** Drafts the letter that a decision no longer stands. */
function tellChanged(ctx: Ctx, shown: Opened, groupId: string): void {
  const { application, call } = shown;
  applications.write(ctx, application, call, 'decision-changed', groupId);
}

/** Several at once, as one act: only those with every condition met on verified facts. Throws Invalid, naming none. */
export function screenInAll(ctx: Ctx, actor: Actor, ids: readonly number[]): number {
  return inTransaction(ctx, (inside) => {
    const groupId = newGroup();
    const all = choose(inside, actor, ids);
    if (all.ready.length !== new Set(ids).size) throw new Invalid({ application: 'screening.problem.moved' });
    for (const shown of all.ready) {
      admit(inside, actor, shown, { role: 'coordinator', reasonCode: 'conditions_met', groupId });
    }
    settleReady(inside, actor);
    return all.ready.length;
  });
}

/** The files that can be screened in at once, the oldest first; at most MOST. */
export function readyToScreenIn(ctx: Ctx, actor: Actor): Opened[] {
  return choose(ctx, actor, queries.metAndSubmitted(ctx.db, MOST)).ready;
}

/** Of these files those that can be screened in at once, and the others; what is not there is left out. */
function choose(ctx: Ctx, actor: Actor, ids: readonly number[]) {
  const shown = queries
    .chosen(ctx.db, ids)
    .filter(({ application }) => application.state !== 'draft' && application.state !== 'not_submitted')
    .filter(({ application }) => !applications.hasConflict(ctx, actor, application.id))
    .map(({ application }) => opened(ctx, actor, 'screening.propose', application.id));
  const isReady = (one: Opened) =>
    one.allMet &&
    one.mayTakePart &&
    one.application.state === 'submitted' &&
    one.application.pendingTo === null &&
    one.application.anonymisedAt === null;
  return { ready: shown.filter(isReady), others: shown.filter((one) => !isReady(one)) };
}

/**
 * Proposes that the conditions are not met; a second person answers, unless the call does without one. Throws Invalid
 * unless the condition is refuted by a verified fact, Stale, Conflict.
 */
export function proposeOut(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; version: number; reasonCode: string; note: string },
): 'prepared' | 'proposed' {
  return inTransaction(ctx, (inside) => {
    const shown = begin(inside, actor, 'screening.propose', input);
    if (!shown.unmet.includes(input.reasonCode)) throw new Invalid({ reason: 'screening.problem.reason' });
    applications.mayMove(shown.application, 'screen_out', 'coordinator');
    if (shown.call.settings.secondPersonConfirmsRefusal) {
      propose(inside, actor, shown, { kind: 'out', ...input });
      return 'proposed';
    }
    prepareOut(inside, actor, shown, { role: 'coordinator', proposedBy: null, ...input });
    return 'prepared';
  });
}

function propose(
  ctx: Ctx,
  actor: Actor,
  { application, proposal }: Opened,
  input: { kind: 'in' | 'out'; reasonCode: string; note: string },
): void {
  if (application.pendingTo !== null) throw new Conflict('applications.conflict.pending');
  if (proposal) throw new Conflict('screening.conflict.proposed');
  queries.insertProposal(ctx.db, {
    applicationId: application.id,
    kind: input.kind,
    state: 'proposed',
    reasonCode: input.reasonCode,
    sealedNote: seal(ctx.config.keyring, Buffer.from(input.note), `proposal:${application.id}`),
    proposedBy: actor.personId,
    proposedAt: ctx.clock.now(),
    moveId: moveOf(ctx, application.id),
  });
  note(ctx, actor, application, `propose_${input.kind}`, input.reasonCode);
  waitFor(ctx, application.id, application.reference ?? '', actor.personId);
}

function prepareOut(
  ctx: Ctx,
  actor: Actor,
  shown: Opened,
  input: { role: Role; reasonCode: string; note: string | null; proposedBy: number | null },
): void {
  const { application } = shown;
  const upheld = contests.answer(ctx, actor, application.id, 'upheld');
  decisions.prepare(ctx, actor, {
    applicationId: application.id,
    event: 'screen_out',
    role: input.role,
    reasonCode: input.reasonCode,
    note: input.note,
    proposedBy: input.proposedBy,
    change: { contestedAt: null, attentionAt: null },
    letter: {
      name: upheld ? 'decision-upheld' : 'conditions-not-met',
      data: (language) => letterData(ctx, shown, language, input.proposedBy !== null),
    },
  });
}

function letterData(
  ctx: Ctx,
  { application, call, texts, trace, name }: Opened,
  language: Language,
  second: boolean,
) {
  return {
    name,
    reference: application.reference ?? '',
    title: callText(texts, language).text.title,
    link: `${ctx.config.baseUrl}/my/applications/${application.id}`,
    findings: trace ? findingsOf(trace, language) : [],
    second,
    days: call.settings.contestWorkingDays,
    contact: contactOf(call, language).email,
  };
}

function note(
  ctx: Ctx,
  actor: Actor,
  application: Opened['application'],
  event: string,
  reasonCode: string | null = null,
): void {
  applications.touch(ctx, application);
  record(ctx, actor, { entity: 'application', entityId: application.id, event, reasonCode });
}

const taskOf = (id: number) => ({ kind: 'proposal-to-answer', entity: 'application', entityId: id }) as const;

function waiting(shown: Opened): NonNullable<Opened['proposal']> {
  if (!shown.proposal) throw new Conflict('screening.conflict.gone');
  return shown.proposal;
}

/**
 * The second person has looked at the evidence and agrees: in moves the application on, out prepares the decision.
 * Throws Conflict for who proposed it, Stale, Invalid when a refusal no longer rests on verified facts.
 */
export function confirm(ctx: Ctx, actor: Actor, input: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const shown = begin(inside, actor, 'screening.confirm', input);
    const proposal = waiting(shown);
    if (!isSecond(actor.personId, proposal)) throw new Conflict('screening.conflict.own');
    answer(inside, actor, shown, proposal, 'confirmed');
    const role = actor.groups.includes('coordinator') ? 'coordinator' : 'director';
    const { reasonCode, proposedBy } = proposal;
    if (proposal.kind === 'in') return admit(inside, actor, shown, { role, reasonCode });
    if (!shown.unmet.includes(reasonCode)) throw new Invalid({ answer: 'screening.problem.reason' });
    prepareOut(inside, actor, shown, { role, reasonCode, note: proposal.note, proposedBy });
  });
}

/** The second person does not agree, and says why. Throws Conflict for who proposed it, Stale. */
export function sendBack(ctx: Ctx, actor: Actor, input: { id: number; version: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const shown = begin(inside, actor, 'screening.confirm', input);
    const proposal = waiting(shown);
    if (!isSecond(actor.personId, proposal)) throw new Conflict('screening.conflict.own');
    const { id } = shown.application;
    const sealedAnswer = seal(inside.config.keyring, Buffer.from(input.note), `proposal-answer:${id}`);
    answer(inside, actor, shown, proposal, 'sent_back', sealedAnswer);
    note(inside, actor, shown.application, 'send_back');
  });
}

/** Whoever proposed it takes it back. Throws Conflict for others, Stale. */
export function takeBack(ctx: Ctx, actor: Actor, input: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const shown = begin(inside, actor, 'screening.propose', input);
    const proposal = waiting(shown);
    if (isSecond(actor.personId, proposal)) throw new Conflict('screening.conflict.not_own');
    answer(inside, actor, shown, proposal, 'taken_back');
    note(inside, actor, shown.application, 'take_back_proposal');
  });
}

function answer(
  ctx: Ctx,
  actor: Actor,
  { application }: Opened,
  proposal: { id: number },
  state: 'confirmed' | 'sent_back' | 'taken_back',
  sealedAnswer: Buffer | null = null,
): void {
  const answered = { answeredBy: actor.personId, answeredAt: ctx.clock.now(), sealedAnswer };
  if (!queries.answerProposal(ctx.db, proposal.id, { state, ...answered }))
    throw new Conflict('screening.conflict.gone');
  tasks.close(ctx, actor, taskOf(application.id));
}

/** What the second person said when they last sent a proposal back; null when nothing is to be read. */
function sentBack(ctx: Ctx, applicationId: number): string | null {
  const last = queries.latestProposal(ctx.db, applicationId)?.proposal;
  if (last?.state !== 'sent_back' || !last.sealedAnswer) return null;
  return answerWords(ctx, applicationId, last.sealedAnswer);
}

/** What second people wrote when they sent proposals of a call back, by application. */
export function wordsIn(ctx: Ctx, callId: number) {
  return queries.answersIn(ctx.db, callId).flatMap(({ applicationId, sealedAnswer }) =>
    sealedAnswer
      ? [
          {
            applicationId,
            kind: 'sent_back' as const,
            words: answerWords(ctx, applicationId, sealedAnswer),
          },
        ]
      : [],
  );
}

function answerWords(ctx: Ctx, applicationId: number, sealedAnswer: Buffer): string {
  return unseal(ctx.config.keyring, sealedAnswer, `proposal-answer:${applicationId}`).toString();
}

/** A file with everything the next step on it depends on. Throws NotFound. */
export function standing(ctx: Ctx, actor: Actor, id: number) {
  const shown = opened(ctx, actor, 'screening.confirm', id);
  const contest = contests.isOpen(ctx, id) ? contestOf(ctx.db, id) : undefined;
  const release = releasedDecisionOf(ctx.db, id)?.decision.releaseGroupId ?? null;
  return {
    ...shown,
    contest: contest ? contests.wordsOf(ctx, contest) : null,
    answerers: contest ? answerersOf(ctx, id) : null,
    sentBack: sentBack(ctx, id),
    request: dueOf(ctx, id),
    hasLeft: release !== null && mail.hasLeft(ctx, release),
  };
}

/** Until when the applicant is asked for more, and the letter about it while it is a draft; null when they are not. */
function dueOf(ctx: Ctx, id: number): { dueAt: number; count: number; draft: number | null } | null {
  const request = openRequestOf(ctx.db, id);
  if (!request) return null;
  const groupId = lastMove(ctx.db, 'application', id)?.groupId ?? null;
  const letters = groupId === null ? [] : lettersOfGroup(ctx.db, groupId);
  const draft = letters.find(({ state }) => state === 'draft')?.id ?? null;
  return { dueAt: request.dueAt, count: request.items.length, draft };
}

/** After a step was undone that confirmed a proposal: it waits again. Runs in the caller's transaction. */
export function reopen(ctx: Ctx, applicationId: number): void {
  settleReady(ctx, SYSTEM);
  queries.reopenProposal(ctx.db, applicationId);
}

/** Asks for a second person again where a proposal waits after a step was undone. Runs in the caller's transaction. */
export function askAgain(ctx: Ctx, applicationId: number): void {
  const application = applicationById(ctx.db, applicationId);
  const proposal = application && openProposal(ctx, application);
  if (proposal) waitFor(ctx, applicationId, application.reference ?? '', proposal.proposedBy);
}

/** A task for everybody but who proposed it, and who had part in a decision that was contested. */
function waitFor(ctx: Ctx, id: number, reference: string, proposedBy: number | undefined): void {
  const notFor = [proposedBy, ...peopleWithPart(ctx.db, id)].flatMap((one) => one ?? []);
  tasks.open(ctx, { ...taskOf(id), details: { reference }, notFor });
}

/**
 * A refusal whose letter has left was wrong: the director puts it right, with a reason and a drafted letter.
 * Throws Stale, IllegalMove.
 */
export function correct(ctx: Ctx, actor: Actor, input: { id: number; version: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, 'decision.correct', input.id);
    applications.checkVersion(inside, shown.application, input.version);
    const groupId = newGroup();
    applications.move(inside, actor, shown.application, 'admit_after_all', {
      role: 'director',
      reasonCode: 'corrected',
      note: input.note,
      groupId,
      change: { contestedAt: null },
    });
    contests.answer(inside, actor, input.id, 'changed');
    tellChanged(inside, shown, groupId);
  });
}

/** Erases the words about an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, applicationId: number): void {
  queries.eraseProposals(ctx.db, applicationId);
  tasks.close(ctx, actor, taskOf(applicationId));
}
