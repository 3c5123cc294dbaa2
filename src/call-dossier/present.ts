// The dossier of a call in words: one list of parts, from which the page, the paper and the spreadsheet are made.
import { applicationStates } from '../../db/schema/applications.js';
import { callText } from '../calls/present.js';
import { reasonText } from '../decisions/present.js';
import { conditionSentences } from '../eligibility/present.js';
import { eventOf } from '../history/present.js';
import { date, dateTime, shortDate, time } from '../i18n/format.js';
import { type Language, languages, say, textLanguage } from '../i18n/index.js';
import { localDate, startOfDay } from '../lib/time.js';
import { bandText, exactText } from '../scores/present.js';
import type { Edition } from './form.js';
import { bandsOf, LEAST, perQuestion, scoresOf, tallied } from './rules.js';
import type { open } from './service.js';

type Opened = ReturnType<typeof open>;
type Cell = string | number;
/** A chapter of the dossier: sentences, then a table with a name of its own in a spreadsheet. */
type Part = {
  key: string;
  title: string;
  texts: string[];
  table: { columns: string[]; rows: Cell[][] } | null;
};
type Asked = { opened: Opened; edition: Edition; language: Language };

/** What of a call's history tells of the call, and not of the office. */
const milestones = [
  'publish',
  'correct',
  'change_settings',
  'assign_readers',
  'lock_scores',
  'reveal_names',
  'draw_lot',
  'apply_shortlist',
  'publish_tallies',
];

const t = (language: Language, key: string, values?: Record<string, string | number>) =>
  say(language, `call-dossier.${key}`, values);

function part(
  { language }: Asked,
  key: string,
  made: { texts?: (string | false)[]; columns?: string[]; rows?: Cell[][] },
): Part {
  const rows = made.rows ?? [];
  const texts = (made.texts ?? []).filter((text) => text !== false);
  return {
    key,
    title: t(language, `part.${key}`),
    texts: texts.length === 0 && rows.length === 0 ? [t(language, 'nothing')] : texts,
    table:
      rows.length === 0
        ? null
        : { columns: (made.columns ?? []).map((column) => t(language, `column.${column}`)), rows },
  };
}

/** Everything of an edition, in the order of the procedure. */
function partsOf(asked: Asked): Part[] {
  const full = asked.edition === 'full';
  return [
    factsPart(asked),
    timelinePart(asked),
    versionsPart(asked),
    stagesPart(asked),
    bandsPart(asked),
    ...(full ? [filesPart(asked)] : []),
    interviewsPart(asked),
    ...(full ? [questionsPart(asked), metPart(asked), writtenPart(asked)] : []),
    conflictsPart(asked),
    ...(full ? [recusalsPart(asked)] : []),
    reasonsPart(asked),
    ...(full ? [decisionsPart(asked), wordsPart(asked)] : []),
    lettersPart(asked),
    communitiesPart(asked),
  ];
}

function factsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const { call } = opened;
  const { text } = callText(opened.texts, language);
  const facts: [string, string][] = [
    ['call', text.title],
    ['project', text.project],
    ['donor', text.donor],
    ['opens', dateTime(language, call.opensAt)],
    ['closes', dateTime(language, call.closesAt)],
    ['places', call.places === null ? '' : String(call.places)],
    ['months', say(language, 'calls.show.months', { min: call.monthsMin, max: call.monthsMax })],
  ];
  const rows = facts.filter(([, value]) => value !== '');
  return part(asked, 'facts', {
    texts: [
      t(language, `edition_intro.${asked.edition}`),
      t(language, 'made', { when: dateTime(language, opened.madeAt) }),
    ],
    columns: ['what', 'value'],
    rows: rows.map(([name, value]) => [t(language, `fact.${name}`), value]),
  });
}

function timelinePart(asked: Asked): Part {
  const { language, opened } = asked;
  const { call, timeline, times, decisions } = opened;
  const own = timeline
    .filter(({ event }) => milestones.includes(event))
    .map(({ at, event, actorName }) => ({ at, what: eventOf(language, 'call', event), by: actorName ?? '' }));
  const set = (at: number | undefined, name: string) =>
    at === undefined || at > opened.madeAt ? [] : [{ at, what: t(language, `moment.${name}`), by: '' }];
  const released = [...new Set(decisions.flatMap(({ releasedAt }) => releasedAt ?? []))].map((at) => {
    const count = decisions.filter(({ releasedAt }) => releasedAt === at).length;
    return { at, what: t(language, 'moment.released', { count }), by: '' };
  });
  const moments = [
    ...own,
    ...set(call.opensAt, 'opened'),
    ...set(call.closesAt, 'closed'),
    ...set(times[0]?.startsAt, 'first_interview'),
    ...set(times.at(-1)?.startsAt, 'last_interview'),
    ...released,
  ].sort((a, b) => a.at - b.at);
  const full = asked.edition === 'full';
  return part(asked, 'timeline', {
    columns: full ? ['when', 'what', 'by'] : ['when', 'what'],
    rows: moments.map(({ at, what, by }) => [
      `${shortDate(language, at)} ${time(language, at)}`,
      what,
      ...(full ? [by] : []),
    ]),
  });
}

function versionsPart(asked: Asked): Part {
  const { language, opened } = asked;
  return part(asked, 'versions', {
    columns: ['version', 'conditions', 'since', 'reason', 'judged'],
    rows: opened.versions.map(({ id, number, createdAt, reason, conditions }) => [
      number,
      conditionSentences(conditions, language)
        .conditions.map(({ text }) => text)
        .join(' · '),
      shortDate(language, createdAt),
      reason,
      opened.judged.get(id) ?? 0,
    ]),
  });
}

function stagesPart(asked: Asked): Part {
  const { language, opened } = asked;
  const { ever, now, sources, asked: requested, contested } = opened;
  const states = applicationStates.filter(
    (state) => state !== 'draft' && ((ever.get(state) ?? 0) > 0 || (now.get(state) ?? 0) > 0),
  );
  const sent = sources.reduce((sum, { count }) => sum + count, 0);
  const bySource = sources.map(({ source, count }) => t(language, `source.${source}`, { count })).join(', ');
  return part(asked, 'stages', {
    texts: [
      sent > 0 && t(language, 'sent', { count: sent, parts: bySource }),
      requested > 0 && t(language, 'requested', { count: requested }),
      contested > 0 && t(language, 'contested', { count: contested }),
    ],
    columns: ['stage', 'ever', 'now'],
    rows: states.map((state) => [
      say(language, `calls.count.${state}`),
      ever.get(state) ?? 0,
      now.get(state) ?? 0,
    ]),
  });
}

function bandsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const { lock, scores } = opened;
  if (!lock) return part(asked, 'bands', { texts: [t(language, 'not_locked')] });
  const third = scores.filter((one) => one.third).length;
  const noted = scores.filter((one) => one.noted).length;
  return part(asked, 'bands', {
    texts: [
      t(language, 'locked', { when: dateTime(language, lock.lockedAt), count: scores.length }),
      t(language, 'splits', { third, noted }),
    ],
    columns: ['band', 'files', 'widest'],
    rows: bandsOf(scores).map(({ band, files, widest }) => [
      bandText(band, language),
      files,
      exactText(widest, language),
    ]),
  });
}

function filesPart(asked: Asked): Part {
  const { language, opened } = asked;
  const word = (is: boolean) => say(language, is ? 'shortlist.yes' : 'shortlist.no');
  return part(asked, 'files', {
    texts: [opened.lock ? t(language, 'anonymous') : t(language, 'not_locked')],
    columns: ['number', 'mean', 'median', 'range', 'cards', 'third', 'note'],
    rows: opened.scores.map(({ mean, median, range, n, third, noted }, at) => [
      at + 1,
      exactText(mean, language),
      exactText(median, language),
      exactText(range, language),
      n,
      word(third),
      word(noted),
    ]),
  });
}

function interviewsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const days = [...new Set(opened.times.map(({ startsAt }) => localDate(startsAt)))];
  const counted = (day: string, state: string) =>
    opened.times.filter((one) => localDate(one.startsAt) === day && one.state === state).length;
  return part(asked, 'interviews', {
    texts: opened.cancelled.map(({ by, count }) => t(language, `cancelled.${by ?? 'staff'}`, { count })),
    columns: ['day', 'times', 'booked', 'held', 'missed'],
    rows: days.map((day) => [
      date(language, startOfDay(day)),
      opened.times.filter(({ startsAt }) => localDate(startsAt) === day).length,
      counted(day, 'confirmed'),
      counted(day, 'held'),
      counted(day, 'no_show'),
    ]),
  });
}

function questionsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const words = textLanguage(language);
  return part(asked, 'questions', {
    columns: ['question', 'mean', 'least', 'most', 'cards'],
    rows: perQuestion(opened.met, opened.questions).map(({ key, mean, least, most, n }) => {
      const name = opened.questions.find((one) => one.key === key)?.name;
      return [name ? name[words] || name.sq : '', exactText(mean, language), least, most, n];
    }),
  });
}

function metPart(asked: Asked): Part {
  const { language, opened } = asked;
  const nobody = { third: new Set<number>(), noted: new Set<number>() };
  return part(asked, 'met', {
    texts: [opened.met.length > 0 && t(language, 'anonymous')],
    columns: ['number', 'mean', 'median', 'range', 'cards'],
    rows: scoresOf(opened.met, opened.questions, nobody).map(({ mean, median, range, n }, at) => [
      at + 1,
      exactText(mean, language),
      exactText(median, language),
      exactText(range, language),
      n,
    ]),
  });
}

function wordsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const written = opened.decisions.filter(({ note }) => note !== null);
  return part(asked, 'words', {
    columns: ['file', 'decision', 'words', 'by'],
    rows: written.map((row) => [
      row.reference ?? '',
      say(language, `decisions.kind.${row.event}`),
      row.note ?? '',
      [row.proposer, row.decider].filter(Boolean).join(', '),
    ]),
  });
}

/** Never for donors: whoever reads a note recognises whom it is about, whatever is left out. */
function writtenPart(asked: Asked): Part {
  const { language, opened } = asked;
  const { written, hiddenWritten, lock } = opened;
  return part(asked, 'written', {
    texts: [
      !lock && t(language, 'not_locked_words'),
      written.length > 0 && t(language, 'whose_words'),
      hiddenWritten > 0 && t(language, 'hidden', { count: hiddenWritten }),
    ],
    columns: ['file', 'kind', 'written'],
    rows: written.map(({ reference, kind, words }) => [reference, t(language, `written.${kind}`), words]),
  });
}

function conflictsPart(asked: Asked): Part {
  const { language, opened } = asked;
  return part(asked, 'conflicts', {
    texts: [say(language, 'shortlist.minutes.recusals', opened.kept)],
    columns: ['statement', 'count'],
    rows: opened.conflicts.map(({ kind, count }) => [say(language, `conflicts.kind.${kind}`), count]),
  });
}

function recusalsPart(asked: Asked): Part {
  const { language, opened } = asked;
  return part(asked, 'recusals', {
    texts: [opened.hiddenRecusals > 0 && t(language, 'hidden', { count: opened.hiddenRecusals })],
    columns: ['file', 'person', 'statement', 'by', 'since'],
    rows: opened.recusals.map(({ reference, name, kind, sayer, at }) => [
      reference ?? '',
      name,
      say(language, `conflicts.kind.${kind}`),
      sayer,
      date(language, at),
    ]),
  });
}

function reasonsPart(asked: Asked): Part {
  const { language, opened, edition } = asked;
  const separator = '\n';
  const rows = tallied(opened.decisions, ({ event, reasonCode }) => `${event}${separator}${reasonCode}`);
  const few = (count: number) =>
    edition === 'donors' && count < LEAST ? t(language, 'few', { least: LEAST }) : count;
  const kinds = tallied(opened.decisions, ({ event }) => event);
  return part(asked, 'reasons', {
    texts: kinds.map(([event, count]) =>
      say(language, 'decisions.part', { heading: say(language, `decisions.kind.${event}`), count }),
    ),
    columns: ['decision', 'reason', 'count'],
    rows: rows.map(([words, count]) => {
      const [event = '', code = ''] = words.split(separator);
      return [say(language, `decisions.kind.${event}`), reasonText(code, language), few(count)];
    }),
  });
}

function decisionsPart(asked: Asked): Part {
  const { language, opened } = asked;
  const shown = opened.decisions.filter(({ isFree }) => isFree === 1);
  const hidden = opened.decisions.length - shown.length;
  return part(asked, 'decisions', {
    texts: [hidden > 0 && t(language, 'hidden', { count: hidden })],
    columns: ['file', 'name', 'decision', 'reason', 'by', 'prepared', 'released'],
    rows: shown.map((row) => [
      row.reference ?? '',
      row.name || say(language, 'register.list.erased'),
      say(language, `decisions.kind.${row.event}`),
      reasonText(row.reasonCode, language),
      [row.proposer, row.decider].filter(Boolean).join(', '),
      shortDate(language, row.preparedAt),
      row.releasedAt === null ? t(language, 'waits') : shortDate(language, row.releasedAt),
    ]),
  });
}

function lettersPart(asked: Asked): Part {
  const { language, opened } = asked;
  const counts = new Map<string, number>();
  const rows = opened.letters.filter(({ sentHour }) => sentHour !== null);
  for (const { letter, sentHour, count } of rows) {
    const key = `${localDate(sentHour ?? 0)} ${letter}`;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  const waiting = opened.letters
    .filter(({ state }) => state !== 'sent' && state !== 'failed')
    .reduce((sum, { count }) => sum + count, 0);
  const failed = opened.letters
    .filter(({ state }) => state === 'failed')
    .reduce((sum, { count }) => sum + count, 0);
  return part(asked, 'letters', {
    texts: [
      waiting > 0 && t(language, 'letters_waiting', { count: waiting }),
      failed > 0 && t(language, 'letters_failed', { count: failed }),
    ],
    columns: ['day', 'letter', 'count'],
    rows: [...counts].sort().map(([key, count]) => {
      const [day = '', letter = ''] = key.split(' ');
      return [shortDate(language, startOfDay(day)), say(language, `mail.letter.${letter}`), count];
    }),
  });
}

function communitiesPart(asked: Asked): Part {
  const { language, opened } = asked;
  const { call, tally } = opened;
  const least = { least: LEAST };
  if (!call.settings.communityQuestion)
    return part(asked, 'communities', { texts: [t(language, 'not_asked')] });
  if (!tally) return part(asked, 'communities', { texts: [t(language, 'not_published', least)] });
  return part(asked, 'communities', {
    texts: [
      say(language, 'tallies.published', { when: dateTime(language, tally.publishedAt) }),
      say(language, 'tallies.rest', least),
    ],
    columns: ['community', 'count'],
    rows: tally.counts.map(({ community, count }) => [
      say(language, `applications.community.${community}`),
      count,
    ]),
  });
}

/** Figures stand under one another, means as they are written too. */
const isNumber = (value: unknown) => typeof value === 'number' || /^\d+[.,]\d+$/.test(String(value));

/** The model of the page. */
export function pageOf(opened: Opened, edition: Edition, language: Language) {
  const { id } = opened.call;
  const base = `/staff/calls/${id}/dossier`;
  return {
    id,
    callTitle: callText(opened.texts, language).text.title,
    edition,
    tabs: (['full', 'donors'] as const).map((one) => ({
      url: one === 'full' ? base : `${base}?edition=donors`,
      label: t(language, `edition.${one}`),
      current: one === edition,
    })),
    pdf: `${base}/${edition}.pdf`,
    xlsx: `${base}/${edition}.xlsx`,
    parts: partsOf({ opened, edition, language }).map(({ table, ...rest }) => ({
      ...rest,
      table: table && {
        columns: table.columns.map((label, at) => ({
          label,
          isNumber: isNumber(table.rows[0]?.[at]),
        })),
        rows: table.rows.map((row) =>
          row.map((value, at) => ({ value, label: table.columns[at], isNumber: isNumber(value) })),
        ),
      },
    })),
  };
}

/** The dossier as a paper. */
export function reportOf(opened: Opened, edition: Edition, language: Language) {
  const title = callText(opened.texts, language).text.title;
  return {
    title: t(language, `paper.${edition}`),
    subtitle: title,
    language: languages.find(({ code }) => code === language)?.html ?? 'en',
    blocks: partsOf({ opened, edition, language }).flatMap(({ title: heading, texts, table }) => [
      { heading },
      ...texts.map((text) => ({ text })),
      ...(table
        ? [{ table: { columns: table.columns, rows: table.rows.map((row) => row.map(String)) } }]
        : []),
    ]),
    footer: `${title} · ${t(language, `edition.${edition}`)}`,
  };
}

/** The dossier as sheets: sentences first, then a sheet for each table. */
export function sheetsOf(opened: Opened, edition: Edition, language: Language) {
  const parts = partsOf({ opened, edition, language });
  const words = parts.flatMap(({ title, texts }) => texts.map((text) => [title, text]));
  return [
    {
      name: t(language, 'sheet.words'),
      header: [t(language, 'column.part'), t(language, 'column.what')],
      pieces: [words],
    },
    ...parts.flatMap(({ title, table }) =>
      table ? [{ name: title, header: table.columns, pieces: [table.rows] }] : [],
    ),
  ];
}
