// The answer to an offer: accepted, declined, taken back while it may be, or noted by staff; a place given up goes to the next.
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import { callText, contactOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { keptFrom, peopleIn } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { releasedDecisionOf } from '../decisions/queries.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { newGroup } from '../history/record.js';
import { date, dateTime } from '../i18n/format.js';
import { reminderDue } from '../invitations/rules.js';
import { endOfDay, startOfDay } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { lastBounce } from '../mail/queries.js';
import { placesTaken } from '../offers/queries.js';
import { placesLeft } from '../offers/rules.js';
import * as offers from '../offers/service.js';
import { extensionsOf } from '../outages/queries.js';
import { personById } from '../people/queries.js';
import { placementsOf } from '../placements/queries.js';
import * as placements from '../placements/service.js';
import * as reserves from '../reserves/service.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { isDone, once } from '../timers/service.js';
import type { Answer } from './form.js';
import * as queries from './queries.js';
import { newDayProblem, takeBackUntil, unheard } from './rules.js';

/** The applicant's own, or staff's who were told. */
export type By = Extract<Action, 'offer.answer' | 'offer.record'>;
const roles = { 'offer.answer': 'applicant', 'offer.record': 'coordinator' } as const;

/** An offer with its terms and until when it is answered, or its answer taken back. Throws NotFound without an offer. */
export function opened(ctx: Ctx, actor: Actor, by: By, id: number) {
  const shown = applications.opened(ctx, actor, by, id);
  const terms = queries.termsOf(ctx.db, id, shown.call);
  if (!terms) throw new NotFound();
  return {
    ...shown,
    ...terms,
    name: applications.nameOf(ctx, shown.application),
    takeBackUntil: takeBackUntil(shown.application, shown.call.settings),
    extensions: extensionsOf(ctx.db, 'offer', terms.offer.decisionId),
  };
}

export type Opened = ReturnType<typeof opened>;

/** What is said: by whom, about which application, and in which words staff or the applicant say why. */
type Said = { id: number; note: string | null };

/**
 * Accepts an offer; the internship begins to be prepared in the same transaction. Throws Conflict when it was answered,
 * or is too late for the applicant, or they are an intern already.
 */
export function accept(ctx: Ctx, actor: Actor, by: By, { id, note }: Said): void {
  inTransaction(ctx, (inside) => {
    const shown = waiting(inside, actor, by, id);
    const { application } = shown;
    const own = placementsOf(inside.db, application.personId);
    if (own.some(({ state }) => state === 'onboarding' || state === 'active'))
      throw new Conflict('replies.problem.placement');
    applications.move(inside, actor, application, 'accept', { role: roles[by], note });
    placements.start(inside, actor, application);
    write(inside, shown, 'offer-accepted');
    tellStaff(inside, shown);
    settle(inside, actor, application);
  });
}

/** Declines an offer; the next on the reserve list becomes a task. Throws Conflict as accept does. */
export function decline(ctx: Ctx, actor: Actor, by: By, { id, note }: Said): void {
  inTransaction(ctx, (inside) => {
    const shown = waiting(inside, actor, by, id);
    applications.move(inside, actor, shown.application, 'decline', { role: roles[by], note });
    write(inside, shown, 'offer-declined');
    settle(inside, actor, shown.application);
  });
}

/**
 * Takes the answer back while it may be, and the offer stands again. Throws Conflict when it is too late, when the
 * internship is under way, or when the place was given to somebody else meanwhile.
 */
export function takeBack(ctx: Ctx, actor: Actor, by: By, { id, note }: Said): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, by, id);
    const { application, call } = shown;
    if (shown.takeBackUntil === null) throw new Conflict('replies.problem.nothing');
    if (inside.clock.now() > shown.takeBackUntil) throw new Conflict('replies.problem.day_over');
    if (application.state === 'accepted') {
      placements.takeBackStart(inside, actor, application);
      applications.move(inside, actor, application, 'take_back_acceptance', { role: roles[by], note });
    } else {
      if (placesLeft(call.places, placesTaken(inside.db, call.id)) === 0)
        throw new Conflict('replies.problem.given_on');
      applications.move(inside, actor, application, 'take_back_refusal', { role: roles[by], note });
    }
    write(inside, opened(inside, actor, by, id), 'reply-taken-back');
    settle(inside, actor, application);
  });
}

/** For staff: the reminders of an offer, and why its reader may not know of it; null where they do. */
export function heard(ctx: Ctx, { application, offer }: Opened) {
  const releasedAt = releasedDecisionOf(ctx.db, application.id)?.decision.releasedAt ?? 0;
  const reminders = queries.remindersOf(ctx.db, application.id, releasedAt);
  const why = unheard({ replyBy: offer.replyBy, reminders }, lastBounce(ctx.db, application.personId));
  return { reminders, why };
}

/**
 * A coordinator decides that an offer is over; its letter is a draft. `reached`: the person knows of it otherwise, as the
 * note says. Throws Invalid while there is still time, or when they may never have read it.
 */
export function lapse(ctx: Ctx, actor: Actor, { id, note, reached }: Said & { reached: boolean }): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, 'offer.record', id);
    const { application } = shown;
    if (application.state !== 'offered') throw new Conflict('replies.problem.answered');
    if (inside.clock.now() <= shown.until) throw new Invalid({ answer: 'replies.problem.not_due' });
    const { why } = heard(inside, shown);
    if (why && !reached) throw new Invalid({ answer: `replies.problem.${why}` });
    const groupId = newGroup();
    applications.move(inside, actor, application, 'lapse_offer', {
      role: 'coordinator',
      note,
      groupId,
      reasonCode: reached ? 'reached_otherwise' : null,
    });
    write(inside, shown, 'offer-lapsed', groupId);
    settle(inside, actor, application);
  });
}

/**
 * Gives a new local day to answer, with a reminder that leaves at once: for who was never reminded, or asked for time.
 * Throws Invalid beside the day, Conflict when it was answered.
 */
export function giveTime(ctx: Ctx, actor: Actor, { id, note, replyOn }: Said & { replyOn: string }): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, actor, 'offer.record', id);
    const { application, call, offer, until } = shown;
    if (application.state !== 'offered') throw new Conflict('replies.problem.answered');
    const now = inside.clock.now();
    const problem = newDayProblem(replyOn, { until, startsOn: offer.startsOn }, now);
    if (problem) throw new Invalid({ replyOn: `replies.problem.day_${problem}` });
    const replyBy = endOfDay(replyOn);
    const decisionId = offer.decisionId;
    offers.extend(inside, actor, { decisionId, applicationId: id, replyBy, event: 'give_time', note });
    // This letter stands for what the timer would say within the hour.
    const releasedAt = releasedDecisionOf(inside.db, id)?.decision.releasedAt ?? 0;
    const dueAt = reminderDue({ invitedAt: releasedAt, replyBy }, now);
    if (dueAt !== undefined) once(inside, runOf({ offer }, dueAt));
    write(inside, { application, call, offer, until: replyBy }, 'offer-reminder');
    tasks.close(inside, actor, dueTask(id));
  });
}

/** What staff were told, or decide, as one of the five. Throws as they do. */
export function note(
  ctx: Ctx,
  actor: Actor,
  answer: Answer,
  said: Said & { replyOn: string | null; reached: boolean },
): void {
  const by = 'offer.record';
  const { replyOn } = said;
  if (answer === 'accept') accept(ctx, actor, by, said);
  else if (answer === 'decline') decline(ctx, actor, by, said);
  else if (answer === 'take_back') takeBack(ctx, actor, by, said);
  else if (answer === 'lapse') lapse(ctx, actor, said);
  else if (replyOn !== null) giveTime(ctx, actor, { ...said, replyOn });
}

/** An offer that can still be answered. Throws NotFound, and Conflict when it was, or it is too late for its reader. */
function waiting(ctx: Ctx, actor: Actor, by: By, id: number): Opened {
  const shown = opened(ctx, actor, by, id);
  if (shown.application.state !== 'offered') throw new Conflict('replies.problem.answered');
  if (by === 'offer.answer' && ctx.clock.now() > shown.until) throw new Conflict('replies.problem.late');
  return shown;
}

type LetterName =
  | 'offer-accepted'
  | 'offer-declined'
  | 'reply-taken-back'
  | 'offer-reminder'
  | 'offer-lapsed';

/** A letter about an offer to its applicant; nobody without an address gets one. */
function write(
  ctx: Ctx,
  about: Pick<Opened, 'application' | 'call' | 'offer' | 'until'>,
  name: LetterName,
  groupId: string | null = null,
): void {
  const { call, offer } = about;
  const application = applicationById(ctx.db, about.application.id);
  const person = personById(ctx.db, about.application.personId);
  if (!application || !person?.email) return;
  const { language } = person;
  const page = `${ctx.config.baseUrl}/my/applications/${application.id}`;
  const until = takeBackUntil(application, call.settings);
  queue(
    ctx,
    name,
    { personId: person.id, email: person.email, language },
    { entity: 'application', entityId: application.id, callId: call.id, groupId },
    {
      name: person.name,
      reference: application.reference ?? '',
      title: callText(calls.textsOf(ctx.db, call.id), language).text.title,
      starts: date(language, startOfDay(offer.startsOn)),
      ends: date(language, startOfDay(offer.endsOn)),
      replyBy: dateTime(language, about.until),
      until: until === null ? '' : dateTime(language, until),
      contact: contactOf(call, language).email,
      link: until === null ? page : `${page}/take-back`,
    },
  );
}

/** Coordinators hear at once that a place is taken; not those who have a conflict of interest on the file. */
function tellStaff(ctx: Ctx, { application, call }: Opened): void {
  for (const { id, email } of peopleIn(ctx.db, ['coordinator'])) {
    const language = personById(ctx.db, id)?.language;
    if (!email || !language || keptFrom(ctx.db, id).includes(application.id)) continue;
    const accepted = { state: 'accepted', stateAt: ctx.clock.now() } as const;
    const until = takeBackUntil(accepted, call.settings) ?? 0;
    queue(
      ctx,
      'offer-answered',
      { personId: id, email, language },
      { entity: 'application', entityId: application.id },
      {
        reference: application.reference ?? '',
        until: dateTime(language, until),
        link: `${ctx.config.baseUrl}/staff/applications/${application.id}`,
      },
    );
  }
}

/**
 * Keeps the tasks true that follow from an answer, or from a withdrawal: an offer to decide about, a place to give on.
 * Runs in the caller's transaction.
 */
export function settle(ctx: Ctx, actor: Actor, application: { id: number; callId: number }): void {
  const now = applicationById(ctx.db, application.id);
  if (now?.state !== 'offered') tasks.close(ctx, actor, dueTask(application.id));
  reserves.giveOn(ctx, actor, application.callId);
}

const dueTask = (id: number) => ({ kind: 'offer-due', entity: 'application', entityId: id }) as const;

type Waiting = ReturnType<typeof queries.openOffers>[number];

/** Offers without an answer of which the applicant is to be reminded now, with the hour it was due. */
export function toRemind(ctx: Ctx) {
  return queries.openOffers(ctx.db).flatMap((one) => {
    const sent = { invitedAt: one.releasedAt, replyBy: one.offer.replyBy };
    const dueAt = reminderDue(sent, ctx.clock.now());
    if (dueAt === undefined || one.isTold === 0 || isDone(ctx, runOf(one, dueAt))) return [];
    return [{ ...one, dueAt }];
  });
}

const runOf = ({ offer }: Pick<Waiting, 'offer'>, dueAt: number) =>
  ({ entity: 'offer', entityId: offer.decisionId, kind: 'offer-reminder', dueAt }) as const;

/** Reminds one of them once; answers whether it was the first time. */
export function remind(ctx: Ctx, due: ReturnType<typeof toRemind>[number]): boolean {
  return inTransaction(ctx, (inside) => {
    const { application, offer } = due;
    const call = calls.callById(inside.db, application.callId);
    if (!call || !once(inside, runOf(due, due.dueAt))) return false;
    write(inside, { application, call, offer, until: offer.replyBy }, 'offer-reminder');
    return true;
  });
}

/** Offers whose day is over: nothing lapses by itself, a coordinator decides. */
export function overdue(ctx: Ctx): Waiting[] {
  return queries.openOffers(ctx.db).filter((one) => {
    const call = calls.callById(ctx.db, one.application.callId);
    const terms = call && queries.termsOf(ctx.db, one.application.id, call);
    return (terms?.until ?? one.offer.replyBy) < ctx.clock.now();
  });
}

/** Puts them before the coordinator, and the places that were given up before the director; answers with how many. */
export function askToDecide(ctx: Ctx): number {
  return inTransaction(ctx, (inside) => {
    const rows = overdue(inside);
    for (const { application } of rows)
      tasks.open(inside, {
        ...dueTask(application.id),
        details: { reference: application.reference ?? '' },
      });
    for (const { entityId } of openTasks(inside.db, 'offer-due'))
      if (!rows.some(({ application }) => application.id === entityId))
        tasks.close(inside, SYSTEM, dueTask(entityId));
    for (const callId of queries.callsWithOffers(inside.db)) reserves.giveOn(inside, SYSTEM, callId);
    return rows.length;
  });
}
