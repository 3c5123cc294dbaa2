// The life of an application: begun, received, withdrawn, taken back, lapsed. Every change of state goes through move().
import type { Actor, Language } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { statusOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { keptFrom } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound, Stale } from '../errors.js';
import { lastChange } from '../history/queries.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { lateKeyById } from '../late-keys/queries.js';
import { isUsable } from '../late-keys/rules.js';
import * as lateKeys from '../late-keys/service.js';
import { step } from '../lib/step.js';
import { localDate } from '../lib/time.js';
import type { LetterName } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import * as mail from '../mail/service.js';
import { personById } from '../people/queries.js';
import { makeLink } from '../people/service.js';
import * as tasks from '../tasks/service.js';
import * as queries from './queries.js';
import { mayEdit, referenceOf } from './rules.js';
import { decided, type Event, live, moves, type Role, type State } from './states.js';

/**
 * The application with its call, and what may be changed in it now: what staff enter is theirs until it is entered.
 * Throws NotFound when it is not there for this actor and action.
 */
export function load(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const application = queries.visibleTo(ctx.db, actor, action, id);
  const call = application && calls.callById(ctx.db, application.callId);
  if (!application || !call) throw new NotFound();
  const now = ctx.clock.now();
  const key = application.lateKeyId === null ? undefined : lateKeyById(ctx.db, application.lateKeyId);
  const lateKeyUsable = key !== undefined && isUsable(key, now);
  const may =
    action === 'application.enter'
      ? application.state === 'draft'
        ? 'all'
        : 'nothing'
      : mayEdit({ ...application, lateKeyUsable }, call, now);
  return { application, call, lateKeyUsable, may } as const;
}

export type Loaded = ReturnType<typeof load>;

/** A published call with its texts, for the pages on which one begins. Throws NotFound. */
export function callToApplyTo(ctx: Ctx, slug: string) {
  const call = calls.callBySlug(ctx.db, slug);
  if (!call) throw new NotFound();
  const open = statusOf(call, ctx.clock.now()) === 'open';
  return { call, texts: calls.textsOf(ctx.db, call.id), open };
}

/** What every page of an application shows on top. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const loaded = load(ctx, actor, action, id);
  return { ...loaded, texts: calls.textsOf(ctx.db, loaded.call.id) };
}

/** The name of the person whose application this is. */
export function nameOf(ctx: Ctx, { personId }: queries.Application): string {
  return personById(ctx.db, personId)?.name ?? '';
}

/** One's own applications with the texts of their calls, newest first. */
export function mine(ctx: Ctx, actor: Actor) {
  return queries
    .applicationsOf(ctx.db, actor.personId)
    .map(({ application }) => ({ application, texts: calls.textsOf(ctx.db, application.callId) }));
}

/**
 * Begins an application for a call, or answers with the one that is there already. A late key opens a closed call,
 * a draft whose time was over, and one that lapsed. Throws NotFound without such a call, Invalid when the key does
 * not fit, Conflict when the call is not open, or while staff type in what this person sent on paper.
 */
export function start(ctx: Ctx, actor: Actor, input: { slug: string; lateKey?: string }): number {
  return inTransaction(ctx, (inside) => {
    const { call, open } = callToApplyTo(inside, input.slug);
    const { personId } = actor;
    const email = personById(inside.db, personId)?.email ?? null;
    const { lateKey } = input;
    const key =
      lateKey === undefined ? null : lateKeys.usable(inside, { typed: lateKey, callId: call.id, email });
    const there = queries.liveApplication(inside.db, call.id, personId);
    if (there) return goOn(inside, actor, there, key?.id ?? null);
    if (!key && !open) throw new Conflict('applications.start.closed');
    const unsent = key && queries.unsentApplication(inside.db, call.id, personId);
    if (unsent) {
      move(inside, actor, unsent, 'reopen', { role: 'applicant', change: { lateKeyId: key.id } });
      return unsent.id;
    }
    const now = inside.clock.now();
    const id = queries.insertApplication(inside.db, {
      callId: call.id,
      personId,
      state: 'draft',
      stateAt: now,
      language: actor.language,
      createdAt: now,
      lateKeyId: key?.id ?? null,
    });
    record(inside, actor, { entity: 'application', entityId: id, event: 'start', to: 'draft' });
    return id;
  });
}

function goOn(ctx: Ctx, actor: Actor, there: queries.Application, lateKeyId: number | null): number {
  if (there.state !== 'draft') return there.id;
  if (there.source !== 'web') throw new Conflict('applications.start.being_entered');
  if (lateKeyId !== null && there.lateKeyId !== lateKeyId) {
    queries.updateApplication(ctx.db, there.id, { lateKeyId });
    record(ctx, actor, {
      entity: 'application',
      entityId: there.id,
      event: 'late_key',
      details: { lateKeyId },
    });
  }
  return there.id;
}

/**
 * Begins an application that reached us by e-mail or on paper; `receivedAt` is when, and counts as its submission.
 * `note` says why it is taken though it came late. Runs in the caller's transaction. Answers with its id.
 */
export function startEntry(
  ctx: Ctx,
  actor: Actor,
  input: {
    callId: number;
    personId: number;
    language: Language;
    source: 'email' | 'paper';
    receivedAt: number;
    note: string | null;
  },
): number {
  const { note, receivedAt, ...row } = input;
  const id = queries.insertApplication(ctx.db, {
    ...row,
    state: 'draft',
    stateAt: ctx.clock.now(),
    createdAt: receivedAt,
    enteredBy: actor.personId,
  });
  record(ctx, actor, {
    entity: 'application',
    entityId: id,
    event: 'start',
    to: 'draft',
    note,
    details: { source: input.source, late: note !== null },
  });
  return id;
}

/** Gives what is being sent its reference, and moves it to submitted at `at`. Runs in the caller's transaction. */
export function receive(
  ctx: Ctx,
  actor: Actor,
  application: queries.Application,
  event: 'submit' | 'enter',
  at: number,
): string {
  const year = Number(localDate(at).slice(0, 4));
  const number = queries.nextReferenceNumber(ctx.db, year);
  const reference = referenceOf(year, number);
  move(ctx, actor, application, event, {
    role: event === 'enter' ? 'coordinator' : 'applicant',
    change: { reference, referenceYear: year, referenceNumber: number, submittedAt: at },
  });
  return reference;
}

/**
 * The applicant says that what staff entered is right; answers whether it was said for the first time. Throws NotFound
 * when they sent it themselves. Runs in the caller's transaction.
 */
export function confirm(ctx: Ctx, actor: Actor, { application }: Loaded): boolean {
  if (application.source === 'web') throw new NotFound();
  step(moves, 'confirm', application.state, 'applicant');
  if (application.confirmedAt !== null) return false;
  queries.updateApplication(ctx.db, application.id, { confirmedAt: ctx.clock.now() });
  record(ctx, actor, { entity: 'application', entityId: application.id, event: 'confirm' });
  return true;
}

/** Lets a draft lapse that was not sent in time, and tells its writer. Runs in the caller's transaction. */
export function lapse(ctx: Ctx, actor: Actor, id: number, groupId: string): void {
  const application = queries.applicationById(ctx.db, id);
  const call = application && calls.callById(ctx.db, application.callId);
  if (!application || !call) throw new NotFound();
  move(ctx, actor, application, 'lapse', { role: 'coordinator', groupId });
  write(ctx, application, call, 'draft-lapsed', groupId);
}

/** How something is moved: as whom, why, and what of its row changes with it. */
export type How = {
  role: Role;
  change?: Parameters<typeof queries.setState>[4];
  note?: string | null;
  reasonCode?: string | null;
  groupId?: string | null;
};

/**
 * One change of state: step() says whether, compare-and-set makes it happen once, history keeps it with what it
 * changed, so that it can be undone. A decision that was prepared and not released is void, and so is its letter.
 * Features to the right move applications through this door only. Runs in the caller's transaction.
 */
export function move(
  ctx: Ctx,
  actor: Actor,
  application: queries.Application,
  event: Event,
  how: How,
): State {
  refuseConflicted(ctx, actor, application, how.role);
  const to = step(moves, event, application.state, how.role, application.returnTo ?? undefined);
  const keeps = to === 'withdrawn' || (decided as readonly State[]).includes(to);
  const change = {
    stateAt: ctx.clock.now(),
    pendingTo: null,
    ...(keeps ? {} : { decidedBy: null, reasonCode: null }),
    ...how.change,
  };
  if (!queries.setState(ctx.db, application.id, [application.state], to, change)) {
    throw new Conflict('form.conflict.state');
  }
  if (application.pendingTo !== null && application.pendingTo !== to) {
    mail.dropDecisionDraft(ctx, actor, { entity: 'application', entityId: application.id });
  }
  recordMove(ctx, actor, application, { event, to, how, change });
  closeTasks(ctx, actor, application.id, to);
  return to;
}

/** What waits only as long as nothing moves the application, and what waits until it is over. */
const untilMoved = ['proposal-to-answer'] as const;
const untilOver = [
  'contest-to-answer',
  'contest-without-people',
  'request-supplied',
  'request-overdue',
  'still-with-us',
] as const;

/** Nobody is asked any more for what no longer holds; whoever takes the move back asks again. */
function closeTasks(ctx: Ctx, actor: Actor, entityId: number, state: State): void {
  const isOver = !(live as readonly State[]).includes(state);
  for (const kind of isOver ? [...untilMoved, ...untilOver] : untilMoved)
    tasks.close(ctx, actor, { kind, entity: 'application', entityId });
}

/**
 * Notes that a decision was prepared: the state stays, and whoever opens the application sees where it is going.
 * Throws IllegalMove, and Conflict when another decision waits already. Runs in the caller's transaction.
 */
export function pend(
  ctx: Ctx,
  actor: Actor,
  application: queries.Application,
  event: Event,
  how: How,
): State {
  refuseConflicted(ctx, actor, application, how.role);
  if (application.pendingTo !== null) throw new Conflict('applications.conflict.pending');
  const to = step(moves, event, application.state, how.role, application.returnTo ?? undefined);
  const change = { pendingTo: to, ...how.change };
  if (!queries.setState(ctx.db, application.id, [application.state], application.state, change)) {
    throw new Conflict('form.conflict.state');
  }
  recordMove(ctx, actor, application, { event: 'prepare', to, how, change });
  closeTasks(ctx, actor, application.id, application.state);
  return to;
}

function recordMove(
  ctx: Ctx,
  actor: Actor,
  before: queries.Application,
  made: { event: string; to: State; how: How; change: object },
): void {
  const { how } = made;
  const was = Object.entries(made.change).flatMap(([name, value]) => {
    const old = before[name as keyof queries.Application];
    return old === value ? [] : [[`was_${name}`, old as string | number | null] as const];
  });
  record(ctx, actor, {
    entity: 'application',
    entityId: before.id,
    event: made.event,
    from: before.state,
    to: made.to,
    role: how.role,
    reasonCode: how.reasonCode ?? null,
    note: how.note ?? null,
    groupId: how.groupId ?? null,
    details: Object.fromEntries(was),
  });
}

/**
 * Takes one move back: the state, and what the move changed of the row, are as before; history says so. `row` is the
 * move as it was recorded. What else belongs to it is taken back by who asks. Runs in the caller's transaction.
 * Throws Conflict when it is no longer the last.
 */
export function undo(
  ctx: Ctx,
  actor: Actor,
  application: queries.Application,
  row: { id: number; event: string; fromState: string; toState: string; details: unknown },
  groupId: string,
): void {
  refuseConflicted(ctx, actor, application, null);
  const was = Object.entries(row.details as Record<string, unknown>)
    .filter(([name]) => name.startsWith('was_'))
    .map(([name, value]) => [name.slice('was_'.length), value]);
  const state = (row.event === 'prepare' ? row.fromState : row.toState) as State;
  const from = row.fromState as State;
  if (!queries.setState(ctx.db, application.id, [state], from, Object.fromEntries(was))) {
    throw new Conflict('form.conflict.state');
  }
  record(ctx, actor, {
    entity: 'application',
    entityId: application.id,
    event: 'undo',
    from: row.toState,
    to: from,
    groupId,
    reversesId: row.id,
  });
}

/** Whoever has a conflict of interest on a file has no role on it. Throws Conflict. Source: recruitment §3. */
function refuseConflicted(ctx: Ctx, actor: Actor, application: queries.Application, role: Role | null): void {
  if (application.anonymisedAt !== null) throw new Conflict('form.conflict.state');
  if (role === 'applicant' || role === 'system' || actor.personId === 0) return;
  if (hasConflict(ctx, actor, application.id)) throw new Conflict('applications.conflict.interest');
}

/** True when the actor has a conflict of interest on this application. */
export function hasConflict(ctx: Ctx, actor: Actor, applicationId: number): boolean {
  return keptFrom(ctx.db, actor.personId).includes(applicationId);
}

/**
 * Stops whoever decides on a page that is no longer true: `version` is the application's when the page was shown.
 * Throws Stale, saying what was done meanwhile and by whom.
 */
export function checkVersion(ctx: Ctx, application: queries.Application, version: number): void {
  if (application.version === version) return;
  const last = lastChange(ctx.db, 'application', application.id);
  if (!last) throw new Conflict('form.conflict.state');
  const theirs = [{ label: `history.event.application.${last.event}`, text: last.actorName ?? '' }];
  throw new Stale(theirs, last.at);
}

/** Tells everybody who has a page of this application open that something was done. Runs in the caller's transaction. */
export function touch(
  ctx: Ctx,
  application: queries.Application,
  change: Partial<Pick<queries.Application, 'attentionAt' | 'contestedAt'>> = {},
): void {
  if (!queries.setState(ctx.db, application.id, [application.state], application.state, change)) {
    throw new Conflict('form.conflict.state');
  }
}

/** Throws IllegalMove when this event may not happen to an application as it stands, before anything is proposed. */
export function mayMove(application: queries.Application, event: Event, role: Role): void {
  step(moves, event, application.state, role, application.returnTo ?? undefined);
}

/** Throws IllegalMove when an application in this state may not be edited. */
export function checkEditable({ application }: Loaded): void {
  step(moves, 'edit', application.state, 'applicant');
}

/** Keeps in the row what lists show and letters need. Runs in the caller's transaction. */
export function describe(
  ctx: Ctx,
  id: number,
  what: Partial<
    Pick<
      queries.Application,
      'averageTenThousandths' | 'averageBasis' | 'institution' | 'studyYear' | 'language'
    >
  >,
): void {
  queries.updateApplication(ctx.db, id, what);
}

/** Makes it findable under what it says now. Runs in the caller's transaction. */
export function makeFindable(ctx: Ctx, id: number): void {
  queries.indexForSearch(ctx.db, id);
}

/** Removes the row of a draft whose contents are gone. Runs in the caller's transaction. */
export function remove(ctx: Ctx, actor: Actor, id: number, reasonCode: string | null = null): void {
  queries.deleteApplication(ctx.db, id);
  record(ctx, actor, {
    entity: 'application',
    entityId: id,
    event: 'delete_draft',
    from: 'draft',
    reasonCode,
  });
}

/** Takes what tells of a person out of the row of an application that was sent. Runs in the caller's transaction. */
export function anonymise(ctx: Ctx, actor: Actor, id: number, reasonCode: string): void {
  queries.anonymise(ctx.db, id, ctx.clock.now());
  record(ctx, actor, { entity: 'application', entityId: id, event: 'erase', reasonCode });
}

const withAnswers: readonly LetterName[] = ['application-received', 'application-entered'];

/** Queues a letter about an application as it stands now; nobody without an address gets one. */
export function write(
  ctx: Ctx,
  { id, personId }: queries.Application,
  call: calls.Call,
  name: LetterName,
  groupId: string | null = null,
): void {
  const application = queries.applicationById(ctx.db, id);
  const person = personById(ctx.db, personId);
  if (!application || !person?.email) return;
  const { email, language } = person;
  const path = `/my/applications/${id}`;
  const link =
    name === 'application-entered'
      ? makeLink(ctx, { email, next: `${path}/confirm`, language, minutes: 7 * 24 * 60 })
      : `${ctx.config.baseUrl}${path}`;
  const attachments = withAnswers.includes(name) ? [{ kind: 'answers', id }] : [];
  queue(
    ctx,
    name,
    { personId, email, language },
    { entity: 'application', entityId: id, callId: call.id, groupId, attachments },
    {
      name: person.name,
      reference: application.reference ?? '',
      link,
      submitted: dateTime(language, application.submittedAt ?? ctx.clock.now()),
      closes: dateTime(language, call.closesAt),
      inTime: ctx.clock.now() <= call.closesAt,
    },
  );
}
