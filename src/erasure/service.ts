// Erasing a person: every place where something about them stands is emptied by its owner's own verb.
import type { Actor } from '../access/actor.js';
import * as applicationQueries from '../applications/queries.js';
import * as bookings from '../bookings/service.js';
import * as calendars from '../calendars/service.js';
import * as chronology from '../chronology/service.js';
import * as conflicts from '../conflicts/service.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as costs from '../costs/service.js';
import * as credentials from '../credentials/service.js';
import * as decisions from '../decisions/service.js';
import { Conflict, NotFound } from '../errors.js';
import * as files from '../files/service.js';
import { forgetNotes } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import * as interviewCards from '../interview-cards/service.js';
import * as lateKeys from '../late-keys/service.js';
import { queue } from '../mail/outbox.js';
import type { Correspondence } from '../mail/queries.js';
import * as mail from '../mail/service.js';
import * as offers from '../offers/service.js';
import * as passkeys from '../passkeys/service.js';
import * as peopleQueries from '../people/queries.js';
import * as people from '../people/service.js';
import * as placements from '../placements/service.js';
import * as redactions from '../redactions/service.js';
import * as replies from '../replies/service.js';
import * as requests from '../requests/service.js';
import * as rota from '../rota/service.js';
import * as scores from '../scores/service.js';
import * as screening from '../screening/service.js';
import * as sessions from '../sessions/service.js';
import * as submissions from '../submissions/service.js';
import * as ties from '../ties/service.js';
import * as queries from './queries.js';
import { mayEraseAlone } from './rules.js';

type Subject = Correspondence;
type Store = (ctx: Ctx, actor: Actor, subject: Subject, reasonCode: string, farewellId: number) => void;

/**
 * THE table of where something about a person stands, each with its owner's verb that takes it away. In this order:
 * what needs the address comes before the person. A new store of personal data is a new line here.
 */
export const stores: Readonly<Record<string, Store>> = {
  // A time they had is free again, and the panel hears of it, while the application still says whose it was.
  bookings: (ctx, _actor, { applicationIds }) => {
    for (const id of applicationIds) bookings.erase(ctx, id);
  },
  interviewCards: (ctx, _actor, { applicationIds }) => {
    for (const id of applicationIds) interviewCards.erase(ctx, id);
  },
  applications: (ctx, actor, { applicationIds }, reason) => {
    for (const id of applicationIds) eraseApplication(ctx, actor, id, reason);
  },
  conflicts: (ctx, _actor, subject) => {
    conflicts.erase(ctx, subject);
    ties.erase(ctx, subject.personId);
    chronology.forget(ctx, subject.personId);
    rota.erase(ctx, subject.personId);
  },
  redactions: (ctx, _actor, { applicationIds }) => redactions.erase(ctx, applicationIds),
  scores: (ctx, _actor, { applicationIds }) => scores.erase(ctx, applicationIds),
  lateKeys: (ctx, _actor, { email }) => {
    if (email !== null) lateKeys.erase(ctx, { email, ids: [] });
  },
  documents: (ctx, actor, { personId }) => files.eraseOf(ctx, actor, personId),
  costs: (ctx, _actor, { personId }) => costs.erase(ctx, personId),
  placements: (ctx, actor, { personId, applicationIds }) => {
    placements.erase(ctx, actor, personId);
    // A place that was theirs goes to the next.
    for (const id of applicationIds) {
      const left = applicationQueries.applicationById(ctx.db, id);
      if (left) replies.settle(ctx, actor, left);
    }
  },
  letters: (ctx, actor, subject, _reason, farewellId) => mail.erase(ctx, actor, subject, farewellId),
  calendars: (ctx, _actor, { personId }) => calendars.erase(ctx, personId),
  notes: (ctx, _actor, { personId }) => forgetNotes(ctx, 'person', [personId]),
  sessions: (ctx, actor, { personId }) => sessions.endAll(ctx, actor, personId),
  credentials: (ctx, _actor, { personId }) => credentials.erase(ctx, personId),
  passkeys: (ctx, _actor, { personId }) => passkeys.erase(ctx, personId),
  person: (ctx, actor, { personId }) => people.erase(ctx, actor, personId),
};

/**
 * Erases what somebody gave us with one application, and what staff wrote about it; a row with state and dates stays.
 * A feature that keeps words about an application is a new line here. Runs in the caller's transaction.
 */
export function eraseApplication(ctx: Ctx, actor: Actor, id: number, reasonCode: string): void {
  submissions.erase(ctx, actor, id, reasonCode);
  decisions.erase(ctx, id);
  offers.erase(ctx, id);
  requests.erase(ctx, actor, id);
  contests.erase(ctx, actor, id);
  screening.erase(ctx, actor, id);
}

/** Whom the stores are emptied of. Throws NotFound when they are not there any more. */
export function subjectOf(ctx: Ctx, personId: number): Subject {
  const person = peopleQueries.personById(ctx.db, personId);
  if (!person || person.erasedAt !== null) throw new NotFound();
  const applicationIds = applicationQueries.allOf(ctx.db, personId).map(({ id }) => id);
  return { personId, email: person.email, applicationIds };
}

/** Empties every store of a person. Runs in the caller's transaction; call `emptyLog` after its commit. */
export function eraseEverywhere(
  ctx: Ctx,
  actor: Actor,
  personId: number,
  reasonCode: string,
  farewellId = 0,
): void {
  const subject = subjectOf(ctx, personId);
  for (const empty of Object.values(stores)) empty(ctx, actor, subject, reasonCode, farewellId);
}

/** True when the actor may erase themselves here; staff and interns ask HLC. */
export function mayErase(ctx: Ctx, actor: Actor): boolean {
  return mayEraseAlone(peopleQueries.membershipsOf(ctx.db, actor.personId));
}

/**
 * Erases the actor: what they sent is withdrawn, a last letter says what was done, and everything else goes. The
 * letter's own address and words go once it was sent. Throws Conflict for staff and interns.
 */
export function eraseMyself(ctx: Ctx, actor: Actor): void {
  inTransaction(ctx, (inside) => {
    const { email } = subjectOf(inside, actor.personId);
    if (!mayErase(inside, actor)) throw new Conflict('erasure.erase.ask_us');
    const { language } = actor;
    const about = { entity: 'person', entityId: actor.personId };
    const data = { erased: dateTime(language, inside.clock.now()), link: `${inside.config.baseUrl}/contact` };
    const farewell = email ? queue(inside, 'erased', { personId: null, email, language }, about, data) : 0;
    eraseEverywhere(inside, actor, actor.personId, 'own_request', farewell);
  });
}

/** Empties the write-ahead log; when somebody is reading just now, the nightly job does. Not in a transaction. */
export function emptyLog(ctx: Ctx): boolean {
  const done = queries.emptyLog(ctx.db);
  if (!done)
    ctx.log.warn('what was erased is still in the write-ahead log; the next retention run empties it');
  return done;
}
