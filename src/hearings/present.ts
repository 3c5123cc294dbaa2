// The calendar and one hearing, ready-made: days, weeks, words.
import { titleOf } from '../cases/present.js';
import { warningOf } from '../closed-days/present.js';
import type { Theirs } from '../errors.js';
import { longDate, opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { courts, hearingTypes } from '../lib/terms.js';
import { localDate, startOfDay } from '../lib/time.js';
import { hearingLanguages, views } from './form.js';
import type { Hearing, Row } from './queries.js';
import { besides, daysBetween, firstOfMonth, shortOf, spanOf, type View } from './rules.js';
import type { Opened } from './service.js';
import type { State } from './states.js';

const tones: Record<State, string> = {
  scheduled: 'active',
  held: 'good',
  not_held: 'wait',
  moved: 'plain',
  cancelled: 'plain',
};

/** What the address of the calendar says. */
export type Looking = {
  view: View;
  day: string;
  case: number | null;
  court: string | null;
  monitor: number | null;
};

/** "?view=week&on=2026-11-23&court=BC-PR" */
export function lookingQuery(looking: Looking, change: Partial<Looking> = {}): string {
  const { view, day, case: caseId, court, monitor } = { ...looking, ...change };
  const parts = [`view=${view}`, `on=${day}`];
  if (caseId !== null) parts.push(`case=${caseId}`);
  if (court !== null) parts.push(`court=${court}`);
  if (monitor !== null) parts.push(`monitor=${monitor}`);
  return `?${parts.join('&')}`;
}

/** Who goes there, from the "id:name" lines of a row. */
export function monitorsIn(lines: string): { id: number; name: string }[] {
  if (lines === '') return [];
  return lines.split('\n').map((line) => {
    const cut = line.indexOf(':');
    return { id: Number(line.slice(0, cut)), name: line.slice(cut + 1) };
  });
}

/** A state in a word, with its colour; a hearing to come without anybody stands out. */
export function stateOf(state: State, language: Language) {
  return { label: say(language, `hearings.state.${state}`), tone: tones[state] };
}

/** One line of a calendar or a list. */
export function lineOf(row: Row, language: Language) {
  const monitors = monitorsIn(row.monitors);
  const { label, tone } = stateOf(row.state, language);
  const isOff = row.state === 'moved' || row.state === 'cancelled';
  return {
    id: row.id,
    url: `/staff/hearings/${row.id}`,
    time: row.scheduledTime,
    title: titleOf(row, language),
    short: shortOf(row.against),
    type: say(language, `terms.hearingTypes.${row.type}`),
    place: placeOf(language, row),
    court: say(language, `hearings.court.${row.court}`),
    state: label,
    tone,
    showState: row.state !== 'scheduled',
    isOff,
    monitors: monitors.map(({ name }) => name).join(', '),
    uncovered: row.state === 'scheduled' && monitors.length === 0,
  };
}

/** So many hearings of a case stand open; the earlier ones are folded away. */
const SHOWN = 6;

/** The hearings of a case, the latest first. */
export function caseLines(rows: readonly Row[], language: Language) {
  const lines = rows.map((row) => ({
    ...lineOf(row, language),
    when: opening(language, whenOf(language, row)),
  }));
  return { hearings: lines.slice(0, SHOWN), earlierHearings: lines.slice(SHOWN) };
}

/** The page of the calendar. */
export function calendarOf(language: Language, looking: Looking, rows: readonly Row[], now: number) {
  const today = localDate(now);
  const span = spanOf(looking.view, looking.day);
  const inMonth = firstOfMonth(looking.day).slice(0, 7);
  const days = daysBetween(span.from, span.until).map((day) => {
    const hearings = rows.filter((row) => row.scheduledOn === day).map((row) => lineOf(row, language));
    return {
      day,
      number: Number(day.slice(8)),
      name: opening(language, longDate(language, startOfDay(day))),
      isToday: day === today,
      isOutside: looking.view === 'month' && !day.startsWith(inMonth),
      isEmpty: hearings.length === 0,
      hearings,
    };
  });
  const { previous, next } = besides(looking.view, looking.day);
  return {
    view: looking.view,
    isList: looking.view === 'list',
    heading: opening(language, headingOf(language, looking)),
    weekdays: days.slice(0, 7).map(({ day }) => weekdayOf(language, day)),
    weeks: Array.from({ length: Math.ceil(days.length / 7) }, (_one, at) => ({
      days: days.slice(at * 7, at * 7 + 7),
    })),
    days: days.filter(({ isEmpty, isToday, isOutside }) => !isOutside && (!isEmpty || isToday)),
    moves: [
      {
        query: lookingQuery(looking, { day: previous }),
        label: say(language, 'hearings.calendar.previous'),
        rel: 'prev',
      },
      {
        query: lookingQuery(looking, { day: today }),
        label: say(language, 'hearings.calendar.today'),
        rel: '',
      },
      {
        query: lookingQuery(looking, { day: next }),
        label: say(language, 'hearings.calendar.next'),
        rel: 'next',
      },
    ],
    tabs: views.map((view) => ({
      label: say(language, `hearings.view.${view}`),
      query: lookingQuery(looking, { view }),
      current: view === looking.view,
    })),
    uncovered: rows.filter((row) => row.state === 'scheduled' && row.monitors === '').length,
    total: rows.length,
  };
}

function headingOf(language: Language, { view, day }: Looking): string {
  const { from, until } = spanOf(view, day);
  if (view !== 'month') {
    return say(language, 'hearings.calendar.span', {
      from: shortDate(language, startOfDay(from)),
      until: shortDate(language, startOfDay(until)),
    });
  }
  const month = say(language, `hearings.month.${Number(day.slice(5, 7))}`);
  return say(language, 'hearings.calendar.month', { month, year: day.slice(0, 4) });
}

function weekdayOf(language: Language, day: string): string {
  return longDate(language, startOfDay(day)).split(',')[0] ?? '';
}

/** What stands on the page of one hearing. */
export function pageOf(language: Language, { hearing, against, closed, movedFrom, movedTo }: Opened) {
  const { label, tone } = stateOf(hearing.state, language);
  const rows = [
    ['court', say(language, `terms.courts.${hearing.court}`)],
    ['courtroom', hearing.courtroom],
    ['type', say(language, `terms.hearingTypes.${hearing.type}`)],
    ['languages', hearing.languages.map((one) => say(language, `placements.language.${one}`)).join(', ')],
    ['purpose', hearing.purpose],
    ['source', opening(language, say(language, `hearings.source.${hearing.source}`))],
  ] as const;
  return {
    id: hearing.id,
    version: hearing.version,
    caseUrl: `/staff/cases/${hearing.caseId}`,
    caseTitle: titleOf({ against }, language),
    when: whenOf(language, hearing),
    heading: opening(language, whenOf(language, hearing)),
    state: label,
    tone,
    isScheduled: hearing.state === 'scheduled',
    closed: hearing.state === 'scheduled' ? warningOf(closed, language) : null,
    rows: rows.map(([name, value]) => ({ label: say(language, `hearings.field.${name}`), value })),
    movedFrom: movedFrom && { id: movedFrom.id, when: whenOf(language, movedFrom) },
    movedTo: movedTo && { id: movedTo.id, when: whenOf(language, movedTo) },
  };
}

/** "Thursday, 5 November 2026, 10:00 (Prishtina time)"; without an hour, the day. */
export function whenOf(
  language: Language,
  { scheduledOn, scheduledTime }: Pick<Hearing, 'scheduledOn' | 'scheduledTime'>,
): string {
  const date = longDate(language, startOfDay(scheduledOn));
  return scheduledTime === '' ? date : say(language, 'form.date_time', { date, time: scheduledTime });
}

/** "Basic Court in Prishtina, courtroom 4": a room that is but a number says that it is a room. */
export function placeOf(
  language: Language,
  { court, courtroom }: Pick<Hearing, 'court' | 'courtroom'>,
): string {
  const room = /^\d+\s?\p{L}?$/u.test(courtroom)
    ? say(language, 'hearings.room', { room: courtroom })
    : courtroom;
  return [say(language, `terms.courts.${court}`), room].filter(Boolean).join(', ');
}

/** What the forms let one choose from. */
export function choicesOf(language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    courtOptions: courts.map(worded('terms.courts')),
    typeOptions: hearingTypes.map(worded('terms.hearingTypes')),
    languageOptions: hearingLanguages.map(worded('placements.language')),
  };
}

/** Values of the form about a hearing. */
export function valuesOf(hearing: Hearing) {
  const { court, courtroom, type, languages, purpose, scheduledTime } = hearing;
  return { court, courtroom, type, languages, purpose, scheduledTime };
}

type Wanted = ReturnType<typeof valuesOf>;

/** Where what somebody saved meanwhile differs from what I send. */
export function differencesOf(hearing: Hearing, mine: Wanted): Theirs {
  const plain: ('courtroom' | 'purpose')[] = ['courtroom', 'purpose'];
  return [
    ...plain
      .filter((name) => hearing[name] !== mine[name])
      .map((name) => ({ label: `hearings.field.${name}`, text: hearing[name] })),
    ...(hearing.scheduledTime === mine.scheduledTime
      ? []
      : [{ label: 'hearings.field.scheduledTime', text: hearing.scheduledTime }]),
    ...(hearing.court === mine.court
      ? []
      : [{ label: 'hearings.field.court', text: hearing.court, textKey: `terms.courts.${hearing.court}` }]),
    ...(hearing.type === mine.type
      ? []
      : [
          { label: 'hearings.field.type', text: hearing.type, textKey: `terms.hearingTypes.${hearing.type}` },
        ]),
  ];
}
