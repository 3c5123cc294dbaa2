// Owns calendar files as we make them: every hour in UTC, no names of others, one event that is updated in place.
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';

export type CalendarEvent = {
  /** The same for as long as the thing lives, whatever changes. */
  uid: string;
  sequence: number;
  /** Epoch milliseconds. */
  startsAt: number;
  endsAt: number;
  /** Of the day in UTC, and without an hour. */
  allDay?: boolean;
  /** It was called off, and stays to be seen as that. */
  isOff?: boolean;
  /** When this was said. */
  at: number;
  summary: string;
  description: string;
  location: string;
  url: string;
  /** None in a feed: nobody is asked to come. */
  organiser: { name: string; email: string } | null;
  /** Whose calendar it goes into; none in a feed. */
  attendee: string | null;
};

const product = { company: 'HLC Kosovo', product: 'Calendar', language: 'EN' };

/** An invitation to one event, or its cancellation, as text. */
export function invitationFile(method: 'request' | 'cancel', event: CalendarEvent): string {
  const cancelled = method === 'cancel';
  const calendar = ical({
    prodId: product,
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST,
  });
  add(calendar, event, cancelled);
  return calendar.toString();
}

/** A calendar to subscribe to, as text; asked for again every hour. */
export function feedFile(name: string, events: readonly CalendarEvent[]): string {
  const calendar = ical({ prodId: product, name, method: ICalCalendarMethod.PUBLISH, ttl: 3600 });
  for (const event of events) add(calendar, event, event.isOff ?? false);
  return calendar.toString();
}

function add(calendar: ReturnType<typeof ical>, event: CalendarEvent, cancelled: boolean): void {
  calendar.createEvent({
    id: event.uid,
    sequence: event.sequence,
    start: new Date(event.startsAt),
    end: new Date(event.endsAt),
    allDay: event.allDay ?? false,
    stamp: new Date(event.at),
    summary: event.summary,
    description: event.description,
    location: event.location,
    url: event.url,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    transparency: ICalEventTransparency.OPAQUE,
    organizer: event.organiser,
    attendees:
      event.attendee === null
        ? []
        : [
            {
              email: event.attendee,
              role: ICalAttendeeRole.REQ,
              status: ICalAttendeeStatus.NEEDSACTION,
              rsvp: false,
            },
          ],
  });
}
