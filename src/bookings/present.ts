// Times and who has them, as pages show them: to the applicant without anybody else, to staff with everybody.
import { headOf } from '../applications/present.js';
import type { State } from '../applications/states.js';
import { mayMark, mayTakeBack } from '../attendance/rules.js';
import type { Words } from '../calls/form.js';
import { callText, contactOf } from '../calls/present.js';
import { dateTime, longDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { languagesText, slotGroups, slotOptions } from '../interviews/present.js';
import { localDate, localTime, minute } from '../lib/time.js';

type Slot = { id: number; startsAt: number; endsAt: number };
type Session = { id: number; place: string; link: string; languages: readonly string[] };
type Open = { slot: Slot; session: Session };
type Shown = {
  application: { id: number; state: State; reference: string | null };
  call: { slug: string; closesAt: number; contactName: Words; contactEmail: string; contactPhone: string };
  texts: Parameters<typeof callText>[0];
  name: string;
  current: Open | undefined;
  invitation: { replyBy: number } | undefined;
  wish: { words: string; at: number } | null;
  free: readonly Open[];
  may: 'yes' | 'late' | 'spent' | 'closed';
  changesLeft: number;
  mayUndo: boolean;
  mayCancel: boolean;
};

/** When and where an interview is, for a page. */
export function placeOf({ slot, session }: Open, language: Language) {
  return {
    when: dateTime(language, slot.startsAt),
    minutes: Math.round((slot.endsAt - slot.startsAt) / minute),
    place: session.place,
    link: session.link,
    languages: languagesText(session.languages, language),
  };
}

/** The applicant's page of choosing: when it is, or the free times by day, or why nothing can be chosen. */
export function choosePage(shown: Shown, language: Language) {
  const { current, free, invitation, wish } = shown;
  const others = free.filter(({ slot }) => slot.id !== current?.slot.id);
  return {
    ...headOf(shown, language, '/my/applications'),
    current: current ? placeOf(current, language) : null,
    days: slotGroups(others, language),
    noneId: others.length === 0 ? 'slot' : 'slot-none',
    none: [{ value: 'none', label: say(language, 'bookings.choose.none') }],
    may: shown.may,
    changesLeft: shown.changesLeft,
    mayCancel: shown.mayCancel,
    replyBy: invitation && !current ? longDate(language, invitation.replyBy) : null,
    wish: wish ? { words: wish.words, when: dateTime(language, wish.at) } : null,
    contact: contactOf(shown.call, language),
  };
}

/** The staff's page of one applicant's interview. */
export function staffPage(shown: Shown, language: Language) {
  const { application, current, free, invitation, wish } = shown;
  const others = free.filter(({ slot }) => slot.id !== current?.slot.id);
  return {
    id: application.id,
    name: shown.name,
    reference: application.reference ?? '',
    callTitle: callText(shown.texts, language).text.title,
    current: current ? placeOf(current, language) : null,
    days: slotGroups(others, language),
    alternatives: slotOptions(others, language),
    replyBy: invitation ? longDate(language, invitation.replyBy) : null,
    wish: wish ? { words: wish.words, when: dateTime(language, wish.at) } : null,
    mayCancel: shown.mayCancel,
    mayUndo: shown.mayUndo,
  };
}

/** What the status page of an applicant says about the interview; null while there is none. */
export function interviewPart(state: State, current: Open | undefined, language: Language) {
  if (state === 'invited') return { choose: true, place: null };
  if (state !== 'booked' || !current) return null;
  return { choose: false, place: placeOf(current, language) };
}

type Booked = {
  booking: {
    id: number;
    slotId: number;
    applicationId: number;
    state: string;
    late: boolean;
    assumed: boolean;
  };
  reference: string | null;
  name: string;
};

/** What a reader of a day sheet may not know, and who of the panel may not meet whom. */
type Apart = { keptFrom: readonly number[]; clashes: readonly { bookingId: number; name: string }[] };

/** The times of a session by day, each with who has it; not who the reader is kept from. */
export function slotRows(
  slots: readonly Slot[],
  booked: readonly Booked[],
  { keptFrom, clashes }: Apart,
  now: number,
  language: Language,
) {
  const keys = [...new Set(slots.map(({ startsAt }) => localDate(startsAt)))];
  return keys.map((key) => {
    const mine = slots.filter(({ startsAt }) => localDate(startsAt) === key);
    return {
      day: longDate(language, mine[0]?.startsAt ?? 0),
      rows: mine.map((slot) => {
        const found = booked.find(({ booking }) => booking.slotId === slot.id);
        const isKept = found !== undefined && keptFrom.includes(found.booking.applicationId);
        const one = isKept ? undefined : found;
        const word = found ? wordOf(found.booking) : 'free';
        return {
          id: slot.id,
          time: localTime(slot.startsAt),
          name: one?.name ?? '',
          reference: one?.reference ?? '',
          applicationId: one?.booking.applicationId ?? null,
          bookingId: one?.booking.id ?? null,
          state: say(language, `bookings.state.${word}`),
          tone: stateTones[word],
          isKept,
          clashes: clashes
            .filter(({ bookingId }) => bookingId === one?.booking.id)
            .map(({ name }) => say(language, 'interviews.show.clash', { name })),
          mayDeclare: one?.booking.state === 'confirmed',
          mayMove: one?.booking.state === 'confirmed',
          // Whoever is kept from an applicant does not take their time away either.
          isToCome: slot.startsAt > now && !isKept,
          isHeld: one?.booking.state === 'held',
          mayTakeBack: one !== undefined && mayTakeBack(one.booking.state, slot.startsAt, now),
          mayMark: one !== undefined && mayMark(one.booking, slot.startsAt, now),
        };
      }),
    };
  });
}

const stateTones = {
  free: 'plain',
  confirmed: 'active',
  held: 'good',
  late: 'good',
  assumed: 'wait',
  no_show: 'bad',
} as const;

function wordOf({ state, late, assumed }: Booked['booking']): keyof typeof stateTones {
  if (assumed) return 'assumed';
  if (state === 'held') return late ? 'late' : 'held';
  return state === 'no_show' ? 'no_show' : 'confirmed';
}
