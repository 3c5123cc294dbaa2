// Inviting shortlisted applicants to choose a time, and what they write when none fits.
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Application } from '../applications/queries.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { contactOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import { longDate } from '../i18n/format.js';
import { freeSlots } from '../interviews/queries.js';
import { seal, unseal } from '../lib/seal.js';
import { endOfDay, hour } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { personById } from '../people/queries.js';
import * as tasks from '../tasks/service.js';
import { isDone, once } from '../timers/service.js';
import * as queries from './queries.js';
import { lastDayToChoose, reminderDue } from './rules.js';

/** The first instant that can be booked now. */
export function bookableFrom(ctx: Ctx, call: calls.Call): number {
  return ctx.clock.now() + call.settings.bookingLeadHours * hour;
}

/**
 * A published call with its shortlisted applications, how many times each could choose and until which day; with how many
 * were invited before and have not chosen, from how many times. Throws NotFound.
 */
export function shortlistOf(ctx: Ctx, actor: Actor, callId: number) {
  const call = calls.callById(ctx.db, callId);
  if (call?.state !== 'published') throw new NotFound();
  const after = bookableFrom(ctx, call);
  const times = new Set<number>();
  const rows = queries.shortlistedOf(ctx.db, actor.personId, call.id).map((row) => {
    const free = freeSlots(ctx.db, { callId: call.id, applicationId: row.id, after }).map(({ slot }) => slot);
    for (const { id } of free) times.add(id);
    const starts = free.map(({ startsAt }) => startsAt);
    return { ...row, free: free.length, until: lastDayToChoose(starts, call.settings.bookingLeadHours) };
  });
  const waiting = queries
    .unanswered(ctx.db)
    .filter(({ application }) => application.callId === call.id).length;
  return { call, texts: calls.textsOf(ctx.db, call.id), rows, waiting, times: times.size };
}

/**
 * Invites these applicants, as one act; their letters are drafts until somebody releases them. `replyBy` is a local
 * day. Throws Invalid for a day that is over or after the last on which a time can be chosen, somebody who is not shortlisted, or without a time for each to choose.
 */
export function invite(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; applications: readonly number[]; replyBy: string },
): void {
  inTransaction(ctx, (inside) => {
    const { call, rows } = shortlistOf(inside, actor, input.callId);
    const replyBy = endOfDay(input.replyBy);
    if (replyBy <= inside.clock.now()) throw new Invalid({ replyBy: 'invitations.problem.past' });
    const groupId = newGroup();
    for (const id of input.applications) {
      const row = rows.find((one) => one.id === id);
      const application = row && applicationById(inside.db, id);
      if (!row || !application) throw new Invalid({ applications: 'form.choice' });
      if (row.free === 0) throw new Invalid({ applications: 'invitations.problem.no_times' });
      // A day of answering on which no time can be chosen any more would be asked for in vain.
      if (row.until !== null && input.replyBy > row.until)
        throw new Invalid({ replyBy: 'invitations.problem.too_late' });
      applications.move(inside, actor, application, 'invite', { role: 'coordinator', groupId });
      open(inside, actor, application, call, { replyBy, groupId });
    }
  });
}

/** Opens an invitation and drafts its letter. Runs in the caller's transaction. */
export function open(
  ctx: Ctx,
  actor: Actor,
  application: Application,
  call: calls.Call,
  how: { replyBy: number; groupId: string | null; letter?: 'interview-invitation' | 'interview-missed' },
): void {
  queries.insertInvitation(ctx.db, {
    applicationId: application.id,
    invitedAt: ctx.clock.now(),
    invitedBy: actor.personId || null,
    replyBy: how.replyBy,
  });
  write(ctx, application, call, how.letter ?? 'interview-invitation', how.replyBy, how.groupId);
}

/** A letter about an invitation, to the applicant; nobody without an address gets one. */
function write(
  ctx: Ctx,
  { id, personId, reference }: Application,
  call: calls.Call,
  letter: 'interview-invitation' | 'interview-missed' | 'interview-unanswered',
  replyBy: number,
  groupId: string | null = null,
): void {
  const person = personById(ctx.db, personId);
  if (!person?.email) return;
  const { name, email, language } = person;
  queue(
    ctx,
    letter,
    { personId, email, language },
    { entity: 'application', entityId: id, groupId },
    {
      name,
      reference: reference ?? '',
      replyBy: longDate(language, replyBy),
      link: `${ctx.config.baseUrl}/my/applications/${id}/interview`,
      contact: contactOf(call, language).email,
      changes: call.settings.rebookingsByApplicant,
      hours: call.settings.bookingLeadHours,
    },
  );
}

/** The applicant says that no time fits, and when they can; the coordinator finds it as a task. Runs in the caller's transaction. */
export function wish(ctx: Ctx, actor: Actor, application: Application, words: string): void {
  const invitation = queries.openInvitation(ctx.db, application.id);
  if (!invitation) throw new Conflict('form.conflict.state');
  const sealedWish = seal(ctx.config.keyring, Buffer.from(words), `wish:${invitation.id}`);
  queries.updateInvitation(ctx.db, invitation.id, { sealedWish, wishedAt: ctx.clock.now() });
  record(ctx, actor, { entity: 'application', entityId: application.id, event: 'no_time_fits' });
  tasks.open(ctx, { ...wishTask(application.id), details: { reference: application.reference ?? '' } });
}

/** What they wrote instead of choosing, if they did. Only reads. */
export function wishOf(ctx: Ctx, applicationId: number): { words: string; at: number } | null {
  const invitation = queries.openInvitation(ctx.db, applicationId);
  if (!invitation?.sealedWish || invitation.wishedAt === null) return null;
  const words = unseal(ctx.config.keyring, invitation.sealedWish, `wish:${invitation.id}`).toString();
  return { words, at: invitation.wishedAt };
}

/** A time was found: what was wished is answered. Runs in the caller's transaction. */
export function answered(ctx: Ctx, actor: Actor, applicationId: number): void {
  tasks.close(ctx, actor, wishTask(applicationId));
  tasks.close(ctx, actor, phoneTask(applicationId));
  queries.eraseWishes(ctx.db, applicationId);
}

/** The invitation is over. Runs in the caller's transaction. */
export function close(ctx: Ctx, actor: Actor, applicationId: number): void {
  answered(ctx, actor, applicationId);
  const invitation = queries.openInvitation(ctx.db, applicationId);
  if (invitation) queries.updateInvitation(ctx.db, invitation.id, { closedAt: ctx.clock.now() });
}

type Waiting = ReturnType<typeof queries.unanswered>[number];

/** Invitations without an answer of which the applicant is to be reminded now, with the hour it was due. */
export function toRemind(ctx: Ctx) {
  return queries.unanswered(ctx.db).flatMap((waiting) => {
    const dueAt = reminderDue(waiting.invitation, ctx.clock.now());
    if (dueAt === undefined || isDone(ctx, runOf(waiting, dueAt))) return [];
    return queries.isToldOf(ctx.db, waiting.invitation) ? [{ ...waiting, dueAt }] : [];
  });
}

const runOf = ({ invitation }: Waiting, dueAt: number) =>
  ({ entity: 'invitation', entityId: invitation.id, kind: 'interview-unanswered', dueAt }) as const;

/** Reminds one of them once; answers whether it was the first time. */
export function remind(ctx: Ctx, due: ReturnType<typeof toRemind>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    const call = calls.callById(inside.db, due.application.callId);
    if (!call || !once(inside, runOf(due, due.dueAt))) return false;
    write(inside, due.application, call, 'interview-unanswered', due.invitation.replyBy);
    return true;
  });
}

/** Invitations whose day of answering is over: nothing ends by itself, the coordinator phones. */
export function overdue(ctx: Ctx): Waiting[] {
  return queries.unanswered(ctx.db).filter(({ invitation }) => invitation.replyBy < ctx.clock.now());
}

/** Puts them before the coordinator; answers with how many. */
export function askToPhone(ctx: Ctx): number {
  return inTransaction(ctx, (inside) => {
    const rows = overdue(inside);
    for (const { application } of rows)
      tasks.open(inside, {
        ...phoneTask(application.id),
        details: { reference: application.reference ?? '' },
      });
    return rows.length;
  });
}

const phoneTask = (applicationId: number) =>
  ({ kind: 'invitation-unanswered', entity: 'application', entityId: applicationId }) as const;

/** The latest invitation stands again, unless one does. Runs in the caller's transaction. */
export function reopen(ctx: Ctx, applicationId: number): void {
  if (queries.openInvitation(ctx.db, applicationId)) return;
  const latest = queries.latestInvitation(ctx.db, applicationId);
  if (latest) queries.updateInvitation(ctx.db, latest.id, { closedAt: null });
}

/** Takes away what somebody wrote, and ends their invitation. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  close(ctx, SYSTEM, applicationId);
}

const wishTask = (applicationId: number) =>
  ({ kind: 'interview-wish', entity: 'application', entityId: applicationId }) as const;
