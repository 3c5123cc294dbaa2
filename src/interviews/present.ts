// Sessions and times as pages show them: by day, with every hour in Prishtina time.
import { callText } from '../calls/present.js';
import { longDate, zonedTime } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import { localDate, localTime, minute } from '../lib/time.js';

type Member = { personId: number; name: string };
type Slot = { id: number; startsAt: number; endsAt: number };
type Session = {
  id: number;
  state: 'draft' | 'published' | 'cancelled';
  place: string;
  link: string;
  languages: readonly string[];
};

const tones = { draft: 'wait', published: 'good', cancelled: 'plain' } as const;

/** The names of languages, each in the reader's own. */
export function languagesText(codes: readonly string[], language: Language): string {
  return codes.map((code) => say(language, `interviews.language.${code}`)).join(', ');
}

/** "10:30–11:00" */
export function spanText({ startsAt, endsAt }: { startsAt: number; endsAt: number }): string {
  return `${localTime(startsAt)}–${localTime(endsAt)}`;
}

/** What the top of a session's page says. */
export function sessionHead(
  session: Session,
  panel: readonly Member[],
  slots: readonly Slot[],
  language: Language,
) {
  const first = slots[0];
  return {
    id: session.id,
    title: first
      ? say(language, 'interviews.show.title', { day: longDate(language, first.startsAt) })
      : say(language, 'interviews.show.title_undated'),
    state: say(language, `interviews.state.${session.state}`),
    tone: tones[session.state],
    isDraft: session.state === 'draft',
    isPublished: session.state === 'published',
    place: session.place,
    link: session.link,
    languages: languagesText(session.languages, language),
    panel: panel.map(({ name }) => name).join(', '),
    members: panel,
  };
}

type Row = { session: Session; slot: Slot | null; taken: number };

/** The list of sessions, by day; drafts without a time come first. */
export function daysOf(
  rows: readonly Row[],
  panels: ReadonlyMap<number, readonly Member[]>,
  now: number,
  language: Language,
) {
  const days = new Map<string, { at: number | null; rows: Row[] }>();
  for (const row of rows) {
    const key = row.slot ? localDate(row.slot.startsAt) : '';
    const day = days.get(key) ?? { at: row.slot?.startsAt ?? null, rows: [] };
    day.rows.push(row);
    days.set(key, day);
  }
  const all = [...days.entries()].map(([key, { at, rows }]) => ({
    key,
    day: at === null ? say(language, 'interviews.list.undated') : longDate(language, at),
    past: at !== null && key < localDate(now),
    sessions: sessionsOf(rows, panels, language),
  }));
  const toCome = all.filter(({ past }) => !past).sort((a, b) => a.key.localeCompare(b.key));
  return { toCome, past: all.filter(({ past }) => past).sort((a, b) => b.key.localeCompare(a.key)) };
}

function sessionsOf(
  rows: readonly Row[],
  panels: ReadonlyMap<number, readonly Member[]>,
  language: Language,
) {
  const ids = [...new Set(rows.map(({ session }) => session.id))];
  return ids.flatMap((id) => {
    const mine = rows.filter(({ session }) => session.id === id);
    const session = mine[0]?.session;
    if (!session) return [];
    const slots = mine.flatMap(({ slot }) => (slot ? [slot] : []));
    const [first, last] = [slots[0], slots.at(-1)];
    const taken = mine.filter((row) => row.taken === 1).length;
    return [
      {
        id,
        hours: first && last ? spanText({ startsAt: first.startsAt, endsAt: last.endsAt }) : '',
        place: session.place,
        languages: languagesText(session.languages, language),
        panel: (panels.get(id) ?? []).map(({ name }) => name).join(', '),
        taken,
        free: slots.length - taken,
        state: say(language, `interviews.state.${session.state}`),
        tone: tones[session.state],
      },
    ];
  });
}

type Open = { slot: Slot; session: Pick<Session, 'id' | 'place' | 'link' | 'languages'> };

/** Free times as radio buttons, a group for each day; the first has the id of the field, so that an error leads there. */
export function slotGroups(free: readonly Open[], language: Language, field = 'slot') {
  const keys = [...new Set(free.map(({ slot }) => localDate(slot.startsAt)))];
  return keys.map((key, index) => {
    const mine = free.filter(({ slot }) => localDate(slot.startsAt) === key);
    return {
      fieldId: index === 0 ? field : `${field}-${key}`,
      first: index === 0,
      legend: longDate(language, mine[0]?.slot.startsAt ?? 0),
      options: mine.map(({ slot, session }) => ({
        value: String(slot.id),
        label: zonedTime(language, slot.startsAt),
        hint: say(language, 'interviews.slot.hint', {
          minutes: Math.round((slot.endsAt - slot.startsAt) / minute),
          place: session.place,
          languages: languagesText(session.languages, language),
        }),
      })),
    };
  });
}

/** Free times as the rows of a list to choose from: day and hour, with the place. */
export function slotOptions(free: readonly Open[], language: Language) {
  return free.map(({ slot, session }) => ({
    value: String(slot.id),
    label: say(language, 'interviews.slot.option', {
      day: longDate(language, slot.startsAt),
      time: zonedTime(language, slot.startsAt),
      place: session.place,
    }),
  }));
}

/** What may be chosen when a session is planned. */
export function planOptions(
  calls: readonly { id: number; texts: Parameters<typeof callText>[0] }[],
  people: readonly Member[],
  language: Language,
) {
  return {
    calls: calls.map(({ id, texts }) => ({ value: String(id), label: callText(texts, language).text.title })),
    people: people.map(({ personId, name }) => ({ value: String(personId), label: name })),
    spoken: (['sq', 'sr', 'en'] as const).map((code) => ({
      value: code,
      label: languages.find((one) => one.code === code)?.name ?? code,
      lang: languages.find((one) => one.code === code)?.html ?? code,
    })),
  };
}
