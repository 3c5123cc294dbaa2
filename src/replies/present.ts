// An offer and its answer in words: on the page of the application, on the pages of answering, and for staff.
import { headOf, nameText } from '../applications/present.js';
import type { State } from '../applications/states.js';
import { contactOf } from '../calls/present.js';
import { date, dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { addDays, localDate, startOfDay } from '../lib/time.js';
import { stateOf } from '../mail/present.js';
import type { LetterState } from '../mail/queries.js';
import { movedTexts } from '../outages/present.js';
import type { Answer } from './form.js';
import { takeBackUntil } from './rules.js';
import type { Opened } from './service.js';

/** What an applicant finds on the page of the application; null where nothing was offered, or nothing can be done. */
export function replyPart(
  shown: {
    application: { id: number; state: State; stateAt: number };
    call: Parameters<typeof contactOf>[0] & { settings: Parameters<typeof takeBackUntil>[1] };
    terms: Pick<Opened, 'offer' | 'until'> | undefined;
  },
  now: number,
  language: Language,
) {
  const { application, call, terms } = shown;
  if (!terms) return null;
  const base = `/my/applications/${application.id}`;
  const contact = contactOf(call, language).email;
  const back = takeBackUntil(application, call.settings);
  const isOpen = application.state === 'offered';
  if (!isOpen && back === null) return null;
  return {
    base,
    contact,
    mayAnswer: isOpen && now <= terms.until,
    isLate: isOpen && now > terms.until,
    until: dateTime(language, terms.until),
    mayTakeBack: back !== null && now <= back,
    takeBackUntil: back === null ? '' : dateTime(language, back),
  };
}

/** The pages on which an offer is answered, or its answer taken back. */
export function replyPage(shown: Opened, now: number, language: Language) {
  const { call, until } = shown;
  const back = shown.takeBackUntil;
  return {
    ...headOf(shown, language, '/my/applications'),
    contact: contactOf(call, language).email,
    terms: termsOf(shown, language),
    moved: movedTexts(shown.extensions, language),
    until: dateTime(language, until),
    isOpen: shown.application.state === 'offered' && now <= until,
    mayTakeBack: back !== null && now <= back,
    takeBackUntil: back === null ? '' : dateTime(language, back),
    hours: call.settings.undoAnswerHours,
    wasAccepted: shown.application.state === 'accepted',
  };
}

function termsOf({ offer, call }: Opened, language: Language) {
  return [
    { label: say(language, 'replies.term.starts'), value: date(language, startOfDay(offer.startsOn)) },
    { label: say(language, 'replies.term.ends'), value: date(language, startOfDay(offer.endsOn)) },
    {
      label: say(language, 'replies.term.length'),
      value: say(language, 'calls.show.months', { min: call.monthsMin, max: call.monthsMax }),
    },
  ];
}

type Heard = {
  reminders: readonly { at: number; state: LetterState }[];
  why: 'bounced' | 'unreminded' | null;
};

/** The page on which staff note down what they were told. */
export function staffPage(shown: Opened, heard: Heard, now: number, language: Language) {
  const { application, until } = shown;
  const back = shown.takeBackUntil;
  const may: Answer[] =
    application.state === 'offered'
      ? ['accept', 'decline', 'more_time', ...(now > until ? (['lapse'] as const) : [])]
      : back !== null && now <= back
        ? ['take_back']
        : [];
  return {
    id: application.id,
    name: nameText(shown.name, language),
    terms: termsOf(shown, language),
    until: dateTime(language, until),
    isLate: application.state === 'offered' && now > until,
    reminders: heard.reminders.map(({ at, state }) => ({
      when: dateTime(language, at),
      state: stateOf(language, state),
    })),
    unheard: heard.why && say(language, `replies.problem.${heard.why}`),
    earliest: addDays(localDate(now), 1),
    isAnswered: application.state !== 'offered',
    takeBackUntil: back === null ? '' : dateTime(language, back),
    answers: may.map((value) => ({ value, label: say(language, `replies.answer.${value}`) })),
  };
}
