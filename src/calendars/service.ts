// What people are told about a time, with the file that puts it into their calendar: the applicant and the panel.
import type { Application } from '../applications/queries.js';
import { contactOf } from '../calls/present.js';
import { type Call, callById } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import type { Session } from '../interviews/queries.js';
import { minute } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { invitationFile } from '../paper/calendar.js';
import { personById } from '../people/queries.js';
import * as queries from './queries.js';

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

export type Notice = 'booked' | 'changed' | 'cancelled' | 'withdrawn';

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
