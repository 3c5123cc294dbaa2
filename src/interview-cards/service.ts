// Cards of interviews: filed by each of the panel, seen by the others once their own is in, locked, and opened again.
import { type Actor, SYSTEM } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import * as attendance from '../attendance/service.js';
import { bookingById } from '../bookings/queries.js';
import { callById } from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { hasConflict, panelOf, visibleTo } from '../interviews/queries.js';
import { seal, unseal } from '../lib/seal.js';
import { localDate, startOfDay } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { askedIn } from '../questions/queries.js';
import { isDone, once } from '../timers/service.js';
import * as queries from './queries.js';
import { type Card, isComplete, marksIn, maySeeOthers } from './rules.js';

/** An interview that was held, as the actor may see its cards. Throws NotFound. */
export function load(ctx: Ctx, actor: Actor, action: Action, bookingId: number) {
  const found = bookingById(ctx.db, bookingId);
  const session = found && visibleTo(ctx.db, actor, action, found.session.id);
  const application = found && applicationById(ctx.db, found.booking.applicationId);
  const call = application && callById(ctx.db, application.callId);
  if (found?.booking.state !== 'held' || !session || !application || !call) throw new NotFound();
  if (hasConflict(ctx.db, actor.personId, application.id)) throw new NotFound();
  const panel = panelOf(ctx.db, session.id).filter(
    ({ personId }) => !hasConflict(ctx.db, personId, application.id),
  );
  const stored = queries.cardsOf(ctx.db, bookingId);
  const lock = queries.lockOf(ctx.db, bookingId) ?? null;
  const own = stored.find(({ personId }) => personId === actor.personId);
  const sees = maySeeOthers({ hasOwn: own !== undefined, isLocked: lock !== null });
  const others = stored.filter((one) => one !== own);
  return {
    ...found,
    application,
    call,
    questions: askedIn(ctx.db, call),
    name: applications.nameOf(ctx, application),
    panel,
    lock,
    filed: stored.map(({ personId }) => personId),
    mine: own ? opened(ctx, bookingId, own) : null,
    others: sees ? others.map((one) => ({ name: one.name, ...opened(ctx, bookingId, one) })) : null,
  };
}

const contextOf = (bookingId: number, personId: number) => `card:${bookingId}:${personId}`;

function opened(ctx: Ctx, bookingId: number, row: { personId: number; sealed: Buffer; filedAt: number }) {
  const text = unseal(ctx.config.keyring, row.sealed, contextOf(bookingId, row.personId)).toString();
  return { ...(JSON.parse(text) as Card), filedAt: row.filedAt };
}

/** What panels thought in all interviews of a call, by application: only where the cards are locked, and without words. */
export function marksOf(ctx: Ctx, callId: number): Map<number, Pick<Card, 'marks' | 'recommendation'>[]> {
  const found = new Map<number, Pick<Card, 'marks' | 'recommendation'>[]>();
  for (const row of queries.lockedCardsOf(ctx.db, callId)) {
    const { marks, recommendation } = opened(ctx, row.bookingId, row);
    const list = found.get(row.applicationId) ?? [];
    found.set(row.applicationId, [...list, { marks, recommendation }]);
  }
  return found;
}

/** What panels wrote beside their marks in a call, by application, never by whom: only where the cards are locked. */
export function wordsIn(ctx: Ctx, callId: number) {
  return queries.lockedCardsOf(ctx.db, callId).flatMap((row) => {
    const { words } = opened(ctx, row.bookingId, row);
    return words ? [{ applicationId: row.applicationId, kind: 'panel' as const, words }] : [];
  });
}

/**
 * Files one's own card, or files it anew until the cards are locked; with the last one they lock by themselves. Answers
 * with the session. Throws Invalid where a mark is missing, Conflict when they are locked.
 */
export function file(
  ctx: Ctx,
  actor: Actor,
  input: {
    bookingId: number;
    typed: Readonly<Record<string, unknown>>;
    recommendation: Card['recommendation'];
    words: string | null;
  },
): number {
  return inTransaction(ctx, (inside) => {
    const { bookingId, typed, recommendation, words } = input;
    const loaded = load(inside, actor, 'interview.score', bookingId);
    if (loaded.lock) throw new Conflict('interview-cards.conflict.locked');
    const { marks, problems } = marksIn(
      typed,
      loaded.questions.map(({ key }) => key),
    );
    if (Object.keys(problems).length > 0) throw new Invalid(problems);
    const card: Card = { marks, recommendation, words };
    const { personId } = actor;
    const text = Buffer.from(JSON.stringify(card));
    queries.putCard(inside.db, {
      bookingId,
      personId,
      sealed: seal(inside.config.keyring, text, contextOf(bookingId, personId)),
      filedAt: inside.clock.now(),
    });
    note(inside, actor, loaded.application.id, 'file_card');
    attendance.confirmHeld(inside, actor, loaded.booking);
    const panel = loaded.panel.map((one) => one.personId);
    if (isComplete(panel, [...loaded.filed, personId])) {
      queries.insertLock(inside.db, { bookingId, lockedAt: inside.clock.now(), lockedBy: null });
      note(inside, SYSTEM, loaded.application.id, 'lock_cards');
    }
    return loaded.session.id;
  });
}

/** The coordinator locks the cards though some are missing, for a reason. Throws Conflict when they are locked. */
export function lock(ctx: Ctx, actor: Actor, input: { bookingId: number; reason: string }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'interview.lock', input.bookingId);
    const row = { bookingId: input.bookingId, lockedAt: inside.clock.now(), lockedBy: actor.personId };
    if (!queries.insertLock(inside.db, row)) throw new Conflict('form.conflict.state');
    note(inside, actor, application.id, 'lock_cards', input.reason);
  });
}

/** The director opens locked cards again, for a reason. Throws Conflict when they are open. */
export function reopen(ctx: Ctx, actor: Actor, input: { bookingId: number; reason: string }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'interview.reopen', input.bookingId);
    if (!queries.deleteLock(inside.db, input.bookingId)) throw new Conflict('form.conflict.state');
    note(inside, actor, application.id, 'reopen_cards', input.reason);
  });
}

function note(
  ctx: Ctx,
  actor: Actor,
  applicationId: number,
  event: string,
  words: string | null = null,
): void {
  record(ctx, actor, { entity: 'application', entityId: applicationId, event, note: words });
}

/** Removes what was thought of an applicant. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.deleteCards(ctx.db, applicationId);
}

type Missing = ReturnType<typeof queries.missingCards>[number];

const runOf = ({ bookingId, personId, endsAt }: Missing) =>
  ({ entity: 'booking', entityId: bookingId, kind: `card-missing-${personId}`, dueAt: endsAt }) as const;

/** Who has not filed a card of an interview of a past day, and was not reminded of it. */
export function toRemind(ctx: Ctx): Missing[] {
  const today = startOfDay(localDate(ctx.clock.now()));
  return queries.missingCards(ctx.db, today).filter((row) => !isDone(ctx, runOf(row)));
}

/** Reminds one of them once; answers whether it was the first time. */
export function remind(ctx: Ctx, row: Missing): boolean {
  return inTransaction(ctx, (inside) => {
    if (!once(inside, runOf(row))) return false;
    if (row.email === null) return true;
    const { personId, email, language } = row;
    queue(
      inside,
      'card-missing',
      { personId, email, language },
      { entity: 'booking', entityId: row.bookingId },
      {
        assumed: row.assumed,
        reference: row.reference ?? '',
        when: dateTime(language, row.startsAt),
        link: `${inside.config.baseUrl}/staff/bookings/${row.bookingId}/card`,
      },
    );
    return true;
  });
}
