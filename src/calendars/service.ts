// What people are told about a time, with the file that puts it into their calendar: the applicant and the panel.
import { type Actor, type Group, SYSTEM } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import type { Application } from '../applications/queries.js';
import { contactOf } from '../calls/present.js';
import { type Call, callById } from '../calls/queries.js';
import { titleOf } from '../cases/present.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import type { Session } from '../interviews/queries.js';
import { day, hour, localDate, minute, toInstant } from '../lib/time.js';
import { hashToken } from '../lib/token.js';
import { queue } from '../mail/outbox.js';
import { type CalendarEvent, feedFile, invitationFile } from '../paper/calendar.js';
import { groupsOf, personById } from '../people/queries.js';
import * as queries from './queries.js';
import { threadsOf } from './rules.js';

/** How long a hearing is entered for; no court says how long one will last. */
const HEARING_LASTS = 2 * hour;
/** How far back a calendar to subscribe to reaches. */
const FEED_PAST = 30 * day;

type Span = { startsAt: number; endsAt: number };
/** What a letter about a time is about. */
export type About = { application: Application; call: Call; session: Session; span: Span };

/** Writes down what is said about a booking now; answers with its id. Runs in the caller's transaction. */
export function enter(ctx: Ctx, bookingId: number, method: 'request' | 'cancel', about: About): number {
  return queries.insertEntry(ctx.db, {
    bookingId,
    sessionId: about.session.id,
    sequence: queries.nextSequence(ctx.db, bookingId),
    method,
    startsAt: about.span.startsAt,
    endsAt: about.span.endsAt,
    at: ctx.clock.now(),
  });
}

type ApplicantLetter =
  | 'interview-confirmed'
  | 'interview-changed'
  | 'interview-cancelled'
  | 'interview-reminder';

/** Tells the applicant, with the calendar file of `entry`; nobody without an address. Runs in the caller's transaction. */
export function tellApplicant(
  ctx: Ctx,
  letter: ApplicantLetter,
  { application, call, session, span }: About,
  entry: number,
  more: (language: Language) => Record<string, unknown> = () => ({}),
): void {
  const { id, personId, reference } = application;
  const person = personById(ctx.db, personId);
  if (!person?.email) return;
  const { name, email, language } = person;
  queue(
    ctx,
    letter,
    { personId, email, language },
    { entity: 'application', entityId: id, attachments: [{ kind: 'interview', id: entry }] },
    {
      name,
      reference: reference ?? '',
      when: dateTime(language, span.startsAt),
      minutes: Math.round((span.endsAt - span.startsAt) / minute),
      place: session.place,
      online: session.link,
      contact: contactOf(call, language).email,
      link: `${ctx.config.baseUrl}/my/applications/${id}/interview`,
      ...more(language),
    },
  );
}

export type Notice = 'booked' | 'changed' | 'cancelled' | 'withdrawn' | 'reminder';

/** Tells these people on the panel; their letter holds the reference and no name. Runs in the caller's transaction. */
export function tellPanel(
  ctx: Ctx,
  notice: Notice,
  { application, session, span }: About,
  entry: number,
  personIds: readonly number[],
): void {
  for (const personId of personIds) {
    const person = personById(ctx.db, personId);
    if (!person?.email) continue;
    const { email, language } = person;
    queue(
      ctx,
      'panel-notice',
      { personId, email, language },
      {
        entity: 'application',
        entityId: application.id,
        attachments: [{ kind: 'interview', id: entry }],
      },
      {
        notice,
        reference: application.reference ?? '',
        when: dateTime(language, span.startsAt),
        place: session.place,
        link: `${ctx.config.baseUrl}/staff/interviews/${session.id}`,
      },
    );
  }
}

/**
 * The calendar file of an entry for one reader: the applicant, or somebody on the panel, who sees the reference and no
 * name. Only reads. Throws NotFound.
 */
export function fileOf(
  ctx: Ctx,
  id: number,
  to: { personId: number | null; email: string; language: Language },
) {
  const found = queries.entryById(ctx.db, id);
  const call = found && callById(ctx.db, found.callId);
  if (!found || !call) throw new NotFound();
  const { entry, uid, applicationId, personId, reference, place, link } = found;
  const own = personId === to.personId;
  const path = own ? `/my/applications/${applicationId}/interview` : `/staff/interviews/${entry.sessionId}`;
  const key = own ? 'calendars.event.own' : 'calendars.event.panel';
  const { name, email } = contactOf(call, to.language);
  const content = invitationFile(entry.method, {
    ...entry,
    uid,
    summary: say(to.language, key, { reference: reference ?? '' }),
    description: say(to.language, 'calendars.event.where', {
      place: link === '' ? place : `${place}, ${link}`,
    }),
    location: place,
    url: `${ctx.config.baseUrl}${path}`,
    organiser: { name, email },
    attendee: to.email,
  });
  return {
    filename: 'interview.ics',
    content: Buffer.from(content),
    contentType: `text/calendar; charset=utf-8; method=${entry.method.toUpperCase()}`,
  };
}

/** Since when somebody has a calendar to subscribe to; null: they have none. */
export function feedSince(ctx: Ctx, actor: Actor): number | null {
  return queries.feedOfPerson(ctx.db, actor.personId)?.createdAt ?? null;
}

/** Where a calendar with this token is found. */
export function addressOf(ctx: Ctx, token: string): string {
  return `${ctx.config.baseUrl}/calendars/${token}`;
}

/** Begins a calendar with this token, or with null ends the one there is; an earlier address ends in either case. Throws Invalid for an address there was already. */
export function changeFeed(ctx: Ctx, actor: Actor, token: string | null): void {
  inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    queries.revokeFeeds(inside.db, actor.personId, now);
    const feed = { personId: actor.personId, createdAt: now };
    if (token !== null && !queries.insertFeed(inside.db, { ...feed, tokenHash: hashToken(token) }))
      throw new Invalid({ token: 'form.invalid' });
    const event = token === null ? 'feed_revoked' : 'feed_made';
    record(inside, actor, { entity: 'person', entityId: actor.personId, event });
  });
}

/**
 * What whoever this address was made for goes to, while they may have one: interviews by reference, hearings by the
 * public title of the case, and nothing else about anybody. Throws NotFound.
 */
export function feedOf(ctx: Ctx, token: string): string {
  const feed = queries.feedByHash(ctx.db, hashToken(token));
  const person = feed && personById(ctx.db, feed.personId);
  const groups = person ? groupsOf(ctx.db, person.id) : [];
  const may = (action: Action) => groups.some((group) => can(actorIn(group), action));
  if (!person || person.erasedAt !== null || !may('calendar.subscribe')) throw new NotFound();
  // Each as long as they are in a group that goes there, whatever calendar they keep.
  const events = [
    ...(may('interview.hold') ? interviewEvents(ctx, person) : []),
    ...(may('hearing.read') ? hearingEvents(ctx, person) : []),
  ];
  return feedFile(say(person.language, 'calendars.feed.name'), events);
}

type Reader = { id: number; language: Language };

function interviewEvents(ctx: Ctx, { id, language }: Reader): CalendarEvent[] {
  return queries.interviewsOf(ctx.db, id, ctx.clock.now() - FEED_PAST).map((row) => ({
    uid: row.uid,
    sequence: row.sequence ?? 0,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    at: row.at ?? row.startsAt,
    summary: say(language, 'calendars.event.panel', { reference: row.reference ?? '' }),
    description: say(language, 'calendars.event.where', {
      place: row.link === '' ? row.place : `${row.place}, ${row.link}`,
    }),
    location: row.place,
    url: `${ctx.config.baseUrl}/staff/interviews/${row.sessionId}`,
    organiser: null,
    attendee: null,
  }));
}

/** What a hearing is for stays out: a calendar lies with whoever keeps it for its owner. */
function hearingEvents(ctx: Ctx, { id, language }: Reader): CalendarEvent[] {
  const rows = queries.hearingsOf(ctx.db, id, localDate(ctx.clock.now() - FEED_PAST));
  const links = queries.linksOf(ctx.db, [...new Set(rows.map(({ caseId }) => caseId))]);
  const host = new URL(ctx.config.baseUrl).hostname;
  return threadsOf(rows, links).map(({ root, sequence, hearing }) => {
    const { scheduledOn, scheduledTime, court, courtroom, state, type } = hearing;
    const allDay = scheduledTime === '';
    const startsAt = allDay ? Date.parse(`${scheduledOn}T00:00:00Z`) : toInstant(scheduledOn, scheduledTime);
    const location = [say(language, `terms.courts.${court}`), courtroom].filter(Boolean).join(', ');
    return {
      uid: `hearing-${root}@${host}`,
      sequence,
      startsAt,
      endsAt: startsAt + (allDay ? day : HEARING_LASTS),
      allDay,
      at: hearing.stateAt,
      isOff: state === 'moved' || state === 'cancelled',
      summary: titleOf(hearing, language),
      description: say(language, `terms.hearingTypes.${type}`),
      location,
      url: `${ctx.config.baseUrl}/staff/hearings/${hearing.id}`,
      organiser: null,
      attendee: null,
    };
  });
}

const actorIn = (group: Group): Actor => ({ ...SYSTEM, personId: 1, groups: [group] });

/** Ends and forgets the calendars of somebody who is erased. Runs in the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.deleteFeeds(ctx.db, personId);
}
