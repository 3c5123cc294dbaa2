// Asking an applicant for more, and what comes of it: supplied, or back to us on the day it was due. Refuses nobody.
import { type Actor, type Language, SYSTEM } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { answersOf, type Body, versionsOf } from '../answers/queries.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { callById } from '../calls/queries.js';
import { closedFor } from '../closed-days/queries.js';
import { peopleWithPart } from '../contests/queries.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { documentsOf } from '../documents/queries.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import { longDate } from '../i18n/format.js';
import { seal } from '../lib/seal.js';
import { day, endOfDay } from '../lib/time.js';
import type { LetterName } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import { extensionsOf } from '../outages/queries.js';
import { personById } from '../people/queries.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { isDone, once } from '../timers/service.js';
import { explanationOf, itemText, wordsOf } from './present.js';
import * as queries from './queries.js';
import { earliestDue, hasCome, remindAt, stillWithUsAt } from './rules.js';

export type Wanted = { kind: queries.Item['kind']; name: string; words: string | null };

/** A file with what it is asked for now. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = applications.opened(ctx, actor, action, id);
  const request = queries.openRequestOf(ctx.db, shown.application.id);
  return {
    ...shown,
    name: applications.nameOf(ctx, shown.application),
    /** The language of their letters. */
    reads: personById(ctx.db, shown.application.personId)?.language ?? shown.application.language,
    request,
    extensions: request ? extensionsOf(ctx.db, 'request', request.id) : [],
    mayTakePart: contests.mayTakePart(ctx, actor, shown.application.id),
    earliest: earliestDue(
      ctx.clock.now(),
      shown.call.settings.informationDueWorkingDays,
      closedFor(ctx.db, ctx.clock.now()),
    ),
  };
}

/**
 * Asks for more: the application waits for the applicant until the end of `dueOn`, with a drafted letter. Throws
 * Invalid without anything asked for or when the day is too near, Stale, Conflict while a decision waits and for
 * whoever had part in a decision that is contested.
 */
export function ask(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; version: number; items: readonly Wanted[]; dueOn: string },
): void {
  inTransaction(ctx, (inside) => {
    const { application, earliest } = opened(inside, actor, 'request.ask', input.id);
    applications.checkVersion(inside, application, input.version);
    contests.refusePart(inside, actor, application.id);
    if (input.items.length === 0) throw new Invalid({ items: 'requests.problem.nothing' });
    if (input.dueOn < earliest) throw new Invalid({ dueOn: 'requests.problem.too_near' });
    if (application.pendingTo !== null) throw new Conflict('applications.conflict.pending');
    const groupId = newGroup();
    applications.move(inside, actor, application, 'ask', {
      role: 'coordinator',
      groupId,
      change: { returnTo: application.state, attentionAt: null },
    });
    const dueAt = endOfDay(input.dueOn);
    const { keyring } = inside.config;
    const request = { applicationId: application.id, state: 'open', askedBy: actor.personId, dueAt } as const;
    queries.insertRequest(inside.db, { ...request, askedAt: inside.clock.now() }, input.items, (words, id) =>
      seal(keyring, Buffer.from(words), `request-item:${id}`),
    );
    settle(inside, actor, application.id);
    tell(inside, application.id, 'information-requested', groupId);
  });
}

/** Gives more time to supply what was asked for, after an outage. Runs in the caller's transaction. */
export function extend(
  ctx: Ctx,
  actor: Actor,
  { id, applicationId, dueAt }: { id: number; applicationId: number; dueAt: number },
): void {
  queries.moveDue(ctx.db, id, dueAt);
  const about = { entity: 'application', entityId: applicationId };
  record(ctx, actor, { ...about, event: 'extend_request', details: { dueAt } });
}

/** Writes a letter that names everything asked for. */
function tell(ctx: Ctx, id: number, letter: LetterName, groupId: string | null): void {
  const application = applicationById(ctx.db, id);
  const person = application && personById(ctx.db, application.personId);
  const request = queries.openRequestOf(ctx.db, id);
  if (!application || !person?.email) return;
  const { language } = person;
  const items = (request?.items ?? []).map((item) =>
    itemText({ ...item, words: wordsOf(ctx.config.keyring, item).words }, language).replaceAll('\n', ' '),
  );
  queue(
    ctx,
    letter,
    { personId: person.id, email: person.email, language },
    { entity: 'application', entityId: id, groupId },
    {
      name: person.name,
      reference: application.reference ?? '',
      link: `${ctx.config.baseUrl}/my/applications/${id}${request ? '/supply' : ''}`,
      items,
      due: request ? longDate(language as Language, request.dueAt) : '',
    },
  );
}

/** What of a request has come so far, by the ids of its things; `replies` are answers that are not kept yet. */
export function comeOf(
  ctx: Ctx,
  request: NonNullable<ReturnType<typeof queries.openRequestOf>>,
  replies: ReadonlyMap<number, string> = new Map(),
): Set<number> {
  const { applicationId, askedAt, items } = request;
  const bodiesOf = (rows: readonly { section: string; body: Body }[]) =>
    Object.fromEntries(rows.map(({ section, body }) => [section, body]));
  // Newest first: of each section the last that was kept before it was asked for stands.
  const earlier = versionsOf(ctx.db, applicationId).filter(({ savedAt }) => savedAt <= askedAt);
  const before = bodiesOf(earlier.reverse());
  const now = {
    bodies: bodiesOf(Object.values(answersOf(ctx.db, applicationId))),
    documents: documentsOf(ctx.db, applicationId),
  };
  const come = items.filter((item) => {
    const answered = replies.has(item.id) || item.sealedReply !== null;
    return hasCome({ ...item, answered }, askedAt, before, now);
  });
  return new Set(come.map(({ id }) => id));
}

/**
 * The applicant has supplied what was asked; it goes back to where it was, and they get a receipt. `replies` answer
 * what was asked in words. What stays as it is needs an `explanation`: nobody sends too little unknowingly. Throws
 * Invalid without one, Conflict when nothing is asked for any more.
 */
export function supply(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; replies: ReadonlyMap<number, string>; explanation: string | null },
): void {
  inTransaction(ctx, (inside) => {
    const { application, request } = opened(inside, actor, 'request.supply', input.id);
    if (!request) throw new Conflict('requests.closed');
    const { replies, explanation } = input;
    const come = comeOf(inside, request, replies);
    const missing = request.items.length - come.size;
    if (missing > 0 && explanation === null)
      throw new Invalid({ explanation: { key: 'requests.problem.missing', values: { count: missing } } });
    const { keyring } = inside.config;
    for (const item of request.items) {
      const reply = item.kind === 'words' ? replies.get(item.id) : undefined;
      if (reply === undefined) continue;
      queries.keepReply(inside.db, item.id, seal(keyring, Buffer.from(reply), `request-reply:${request.id}`));
    }
    applications.move(inside, actor, application, 'supply', {
      role: 'applicant',
      change: { returnTo: null },
    });
    const context = `request-explanation:${request.id}`;
    const sealedExplanation =
      missing === 0 || explanation === null ? null : seal(keyring, Buffer.from(explanation), context);
    close(inside, request.id, 'supplied', sealedExplanation);
    queries.markCome(inside.db, [...come]);
    const details = { reference: application.reference ?? '' };
    const notFor = peopleWithPart(inside.db, application.id);
    tasks.open(inside, { ...taskOf('request-supplied', application.id), details, notFor });
    tell(inside, application.id, 'information-received', null);
  });
}

function close(
  ctx: Ctx,
  id: number,
  state: 'supplied' | 'timed_out' | 'taken_back',
  sealedExplanation: Buffer | null = null,
): void {
  const closed = { state, closedAt: ctx.clock.now(), sealedExplanation };
  if (!queries.closeRequest(ctx.db, id, closed)) throw new Conflict('requests.closed');
}

/** Everything an applicant was asked for, the newest first, with what came of it, for who reads the file. */
export function askedBefore(ctx: Ctx, applicationId: number) {
  return queries.requestsOf(ctx.db, applicationId).map((request) => {
    const come = request.state === 'open' ? comeOf(ctx, request) : null;
    const items = request.items.map((item) => ({
      ...item,
      ...wordsOf(ctx.config.keyring, item),
      came: come ? come.has(item.id) : item.came,
    }));
    return { ...request, items, explanation: explanationOf(ctx.config.keyring, request) };
  });
}

type Kind = 'request-supplied' | 'request-overdue' | 'still-with-us';
const taskOf = (kind: Kind, entityId: number) => ({ kind, entity: 'application', entityId }) as const;

/** Somebody deals with the file: what asked for that is done. Runs in the caller's transaction. */
export function settle(ctx: Ctx, actor: Actor, applicationId: number): void {
  for (const kind of ['request-supplied', 'request-overdue', 'still-with-us'] as const)
    tasks.close(ctx, actor, taskOf(kind, applicationId));
}

/** Forgets a request after asking was undone. Runs in the caller's transaction. */
export function takeBack(ctx: Ctx, _actor: Actor, applicationId: number): void {
  const request = queries.openRequestOf(ctx.db, applicationId);
  if (request) close(ctx, request.id, 'taken_back');
}

const runOf = (entityId: number, kind: string, dueAt: number) => ({
  entity: 'application',
  entityId,
  kind,
  dueAt,
});

/** Requests due in two days whose applicant has not been reminded. */
export function toRemind(ctx: Ctx) {
  const now = ctx.clock.now();
  return queries
    .dueUntil(ctx.db, now + 3 * day)
    .filter(
      ({ request }) =>
        now <= request.dueAt && remindAt(request.dueAt) <= now && request.askedAt < remindAt(request.dueAt),
    )
    .filter(
      ({ request, email }) =>
        email !== null && !isDone(ctx, runOf(request.applicationId, 'request-reminder', request.dueAt)),
    );
}

/** Reminds one applicant once; answers whether it was the first time. */
export function remind(ctx: Ctx, { request }: ReturnType<typeof toRemind>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    if (!once(inside, runOf(request.applicationId, 'request-reminder', request.dueAt))) return false;
    tell(inside, request.applicationId, 'information-reminder', null);
    return true;
  });
}

/** Requests whose day has passed. */
export function overdue(ctx: Ctx) {
  return queries.dueUntil(ctx.db, ctx.clock.now() - 1);
}

/** The day has passed: it goes back to be read, marked as not supplied, with a task. That is no refusal. */
export function timeOut(ctx: Ctx, { request }: ReturnType<typeof overdue>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    const application = applicationById(inside.db, request.applicationId);
    if (application?.state !== 'info_requested') return false;
    const open = queries.openRequestOf(inside.db, application.id);
    if (open?.id !== request.id) return false;
    close(inside, request.id, 'timed_out');
    queries.markCome(inside.db, [...comeOf(inside, open)]);
    applications.move(inside, SYSTEM, application, 'supply_timeout', {
      role: 'system',
      change: { returnTo: null, attentionAt: inside.clock.now() },
    });
    const details = { reference: application.reference ?? '' };
    const notFor = peopleWithPart(inside.db, application.id);
    tasks.open(inside, { ...taskOf('request-overdue', application.id), details, notFor });
    return true;
  });
}

/** Applicants who have seen no change and got no letter for long after the deadline, with when that was due. */
export function longWaiting(ctx: Ctx) {
  const now = ctx.clock.now();
  return queries.waitingSince(ctx.db, now).flatMap((row) => {
    const dueAt = stillWithUsDue(row);
    const run = runOf(row.application.id, 'still-with-us', dueAt);
    return dueAt > now || isDone(ctx, run) ? [] : [{ ...row, dueAt }];
  });
}

type Waiting = ReturnType<typeof queries.waitingSince>[number];

function stillWithUsDue({ application, call, heardAt }: Waiting): number {
  const since = Math.max(application.stateAt, call.closesAt, heardAt ?? 0);
  return stillWithUsAt(since, call.settings.stillWithUsWorkingDays);
}

/** Applicants who wait for long no more, as they have heard from us or something has changed: ids with an open task. */
export function heardMeanwhile(ctx: Ctx): number[] {
  const now = ctx.clock.now();
  const waiting = queries
    .waitingSince(ctx.db, now)
    .filter((row) => stillWithUsDue(row) <= now)
    .map(({ application }) => application.id);
  return openTasks(ctx.db, 'still-with-us')
    .map(({ entityId }) => entityId)
    .filter((id) => !waiting.includes(id));
}

/** Takes the task of one who has heard from us off the list; answers whether it was there. */
export function noLongerWaiting(ctx: Ctx, id: number): boolean {
  return inTransaction(ctx, (inside) => tasks.close(inside, SYSTEM, taskOf('still-with-us', id)));
}

/** Puts one before staff, with a drafted letter they may release or drop; answers whether it was the first time. */
export function sayStillWithUs(
  ctx: Ctx,
  { application, dueAt }: ReturnType<typeof longWaiting>[number],
): boolean {
  return inTransaction(ctx, (inside) => {
    if (!once(inside, runOf(application.id, 'still-with-us', dueAt))) return false;
    const call = callById(inside.db, application.callId);
    if (!call) throw new NotFound();
    tasks.open(inside, {
      ...taskOf('still-with-us', application.id),
      details: { reference: application.reference ?? '', days: call.settings.stillWithUsWorkingDays },
    });
    applications.write(inside, application, call, 'still-with-us', newGroup());
    return true;
  });
}

/** Erases the words about an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, applicationId: number): void {
  queries.eraseRequests(ctx.db, applicationId);
  settle(ctx, actor, applicationId);
}
