// A week over all cases as its page shows it: figures first, then a list for each kind of news.
import { dayText, titleOf } from '../cases/present.js';
import { stateOf } from '../hearings/present.js';
import { opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { sat, seen } from '../lib/report-terms.js';
import { localDate, startOfDay } from '../lib/time.js';
import { factsOf as rulingFacts } from '../rulings/present.js';
import type { Week } from './rules.js';
import type { WeekShown } from './service.js';

/** One piece of news: it leads to its hearing, its report or its case. */
type Line = { url: string; title: string; day: string; facts: string[]; tag?: string; tone?: string };
type Row<Name extends keyof WeekShown> = WeekShown[Name][number];

const hearingUrl = (id: number) => `/staff/hearings/${id}`;
const caseUrl = (id: number) => `/staff/cases/${id}`;
const reviewUrl = (id: number) => `/staff/reviews/${id}`;

/** The page of a week. */
export function pageOf(shown: WeekShown, week: Week, language: Language) {
  const overdue = shown.unwritten.length + shown.unread.length;
  return {
    span: say(language, 'hearings.calendar.span', {
      from: shortDate(language, startOfDay(week.from)),
      until: shortDate(language, startOfDay(week.until)),
    }),
    of: week.from,
    moves: [
      { query: `?of=${week.previous}`, label: say(language, 'weeks.previous'), rel: 'prev' },
      ...(week.isNow ? [] : [{ query: '', label: say(language, 'weeks.now'), rel: '' }]),
      { query: `?of=${week.next}`, label: say(language, 'weeks.next'), rel: 'next' },
    ],
    figures: figuresOf(shown, overdue, language),
    parts: [
      part(
        'hearings',
        shown.hearings.map((row) => hearingLine(row, week, language)),
        language,
      ),
      part(
        'filed',
        shown.filed.map((row) => filedLine(row, language)),
        language,
      ),
      part(
        'reviewed',
        shown.reviewed.map((row) => reviewedLine(row, language)),
        language,
      ),
      part('overdue', overdueLines(shown, language), language),
      part('panel', panelLines(shown, week, language), language),
      part('rulings', rulingLines(shown, language), language),
      part('cases', caseLines(shown, language), language),
      part(
        'dates',
        shown.dates.map((row) => dateLine(row, language)),
        language,
      ),
      part(
        'incidents',
        shown.incidents.map((row) => incidentLine(row, language)),
        language,
      ),
    ],
  };
}

function part(name: string, lines: Line[], language: Language) {
  return {
    name,
    heading: say(language, `weeks.part.${name}`),
    none: say(language, `weeks.none.${name}`),
    lines,
  };
}

function figuresOf(
  { hearings, filed, reviewed, dates, incidents }: WeekShown,
  overdue: number,
  language: Language,
) {
  const inState = (...states: Row<'hearings'>['state'][]) =>
    hearings.filter(({ state }) => states.includes(state)).length;
  const standing = hearings.filter(({ state }) => state !== 'moved' && state !== 'cancelled');
  const covered = standing.filter((row) => !isUnseen(row)).length;
  const rows: [name: string, value: number | string][] = [
    ['scheduled', hearings.length],
    ['held', inState('held')],
    ['not_held', inState('not_held')],
    ['off', inState('moved', 'cancelled')],
    ['covered', say(language, 'weeks.figure.ratio', { some: covered, all: standing.length })],
    ['filed', filed.length],
    ['approved', reviewed.filter(({ event }) => event === 'approve' || event === 'approve_second').length],
    ['overdue', overdue],
    ['undated', dates.filter(({ nextId }) => nextId === null).length],
    ['incidents', incidents.reduce((sum, { count }) => sum + count, 0)],
  ];
  return rows.map(([name, value]) => ({ label: say(language, `weeks.figure.${name}`), value }));
}

const lineFor = (
  row: { against: string; on?: string | null },
  url: string,
  facts: (string | null)[],
  language: Language,
): Line => ({
  url,
  title: titleOf(row, language),
  day: row.on ? dayText(row.on, language) : '',
  facts: facts.filter((fact) => fact !== null && fact !== '') as string[],
});

/** None of us was there, or nobody goes as far as is known; what was moved or called off is followed by nobody. */
function isUnseen({ coverage, goes, state }: Row<'hearings'>): boolean {
  if (coverage !== null) return !(seen as readonly string[]).includes(coverage);
  return goes === 0 && state !== 'moved' && state !== 'cancelled';
}

/** What became of a hearing, and why; whether any of us was there. */
function hearingLine(row: Row<'hearings'>, { today }: Week, language: Language): Line {
  const isOver = row.state === 'scheduled' && row.on < today;
  const { label, tone } = isOver
    ? { label: say(language, 'weeks.hearing.unknown'), tone: 'wait' }
    : stateOf(row.state, language);
  const value = (kind: string, code: string | null) =>
    code === null ? null : say(language, `reports.value.${kind}.${code}`);
  const unseen = isUnseen(row);
  const isSat = row.outcome !== null && (sat as readonly string[]).includes(row.outcome);
  const facts = [
    row.time,
    say(language, `terms.hearingTypes.${row.type}`),
    value('outcome', row.outcome),
    value('reason', row.reason),
    row.responsible === null
      ? null
      : say(language, 'weeks.hearing.responsible', { who: value('responsible', row.responsible) ?? '' }),
    row.movedTo === null
      ? null
      : say(language, 'weeks.hearing.moved_to', { day: dayText(row.movedTo, language) }),
    row.outcome === null ? row.note : null,
    row.coverage === null && unseen ? say(language, 'weeks.hearing.nobody') : null,
    unseen ? value('coverage', row.coverage) : null,
  ];
  return { ...lineFor(row, hearingUrl(row.id), facts, language), tag: label, tone: isSat ? 'good' : tone };
}

function filedLine(row: Row<'filed'>, language: Language): Line {
  const again = row.number > 1 ? say(language, 'weeks.report.again', { number: row.number }) : null;
  const when = say(language, 'weeks.report.filed', { day: dayText(localDate(row.at), language) });
  return lineFor(row, reviewUrl(row.id), [when, again], language);
}

function reviewedLine(row: Row<'reviewed'>, language: Language): Line {
  const tones: Record<string, string> = {
    approve: 'good',
    approve_second: 'good',
    return: 'wait',
    reopen: 'wait',
  };
  const line = lineFor(row, reviewUrl(row.id), [dayText(localDate(row.at), language)], language);
  return { ...line, tag: say(language, `weeks.event.${row.event}`), tone: tones[row.event] ?? 'plain' };
}

function overdueLines({ unwritten, unread }: WeekShown, language: Language): Line[] {
  return [
    ...unwritten.map((row) => ({
      ...lineFor(row, hearingUrl(row.id), [], language),
      tag: say(language, 'weeks.overdue.unwritten'),
      tone: 'wait',
    })),
    ...unread.map((row) => {
      const since = say(language, 'weeks.overdue.since', { day: dayText(localDate(row.since), language) });
      return {
        ...lineFor(row, reviewUrl(row.id), [since], language),
        tag: say(language, 'weeks.overdue.unread'),
        tone: 'wait',
      };
    }),
  ];
}

/** Who came and who went, and what reports say of it. */
function panelLines({ panel, hearings }: WeekShown, week: Week, language: Language): Line[] {
  const isNews = (day: string, at: number) =>
    day <= week.until && (day >= week.from || (day >= week.late && at >= week.since && at < week.before));
  const named = panel.flatMap((row) => {
    const role = say(language, `terms.roles.${row.role}`);
    const began = say(language, 'chronology.line.began', { name: row.name, role });
    const ended = say(language, 'chronology.line.ended', { name: row.name, role });
    return [
      ...(isNews(row.sinceOn, row.addedAt)
        ? [lineFor({ ...row, on: row.sinceOn }, caseUrl(row.caseId), [began], language)]
        : []),
      ...(row.untilOn !== null && isNews(row.untilOn, row.changedAt)
        ? [lineFor({ ...row, on: row.untilOn }, caseUrl(row.caseId), [ended], language)]
        : []),
    ];
  });
  const told = hearings.flatMap((row) => {
    const facts = [
      row.panelSame === 'no'
        ? say(language, 'chronology.line.panel', { change: row.panelChange ?? '–' })
        : null,
      row.prosecutorChanged === 'yes' ? say(language, 'weeks.panel.prosecutor') : null,
    ];
    const line = lineFor(row, hearingUrl(row.id), facts, language);
    return line.facts.length === 0 ? [] : [line];
  });
  return [...named, ...told];
}

function rulingLines({ rulings, judged, hearings }: WeekShown, language: Language): Line[] {
  const decided = rulings.map((row) =>
    lineFor(
      row,
      caseUrl(row.caseId),
      [
        say(language, `rulings.kind.${row.kind}`),
        ...rulingFacts(row, row.name, language),
        say(language, `terms.courts.${row.court}`),
      ],
      language,
    ),
  );
  const detained = hearings.flatMap((row) => {
    if (row.detentionRuling === null) return [];
    const ruling = say(language, 'chronology.line.detention', {
      ruling: lowered(say(language, `reports.value.detentionRuling.${row.detentionRuling}`)),
    });
    const until =
      row.detentionUntil === null
        ? null
        : say(language, 'rulings.row.until', { day: dayText(row.detentionUntil, language) });
    return [lineFor(row, hearingUrl(row.id), [ruling, until], language)];
  });
  const sentenced = judged.map((row) =>
    lineFor(
      row,
      hearingUrl(row.hearingId),
      [
        say(language, 'chronology.line.judged', {
          name: row.name ?? row.pseudonym ?? '–',
          result: lowered(say(language, `reports.value.judgmentResult.${row.result}`)),
        }),
      ],
      language,
    ),
  );
  return [...decided, ...detained, ...sentenced];
}

function caseLines({ cases, stages }: WeekShown, language: Language): Line[] {
  const facts = ({ phase, court }: Pick<Row<'stages'>, 'phase' | 'court'>) => [
    opening(language, say(language, `terms.phases.${phase}`)),
    say(language, `terms.courts.${court}`),
  ];
  return [
    ...cases.map((row) => ({
      ...lineFor({ ...row, on: localDate(row.at) }, caseUrl(row.caseId), facts(row), language),
      tag: say(language, 'weeks.case.new'),
      tone: 'active',
    })),
    ...stages.map((row) => ({
      ...lineFor(row, caseUrl(row.caseId), facts(row), language),
      tag: say(language, 'weeks.case.stage'),
      tone: 'plain',
    })),
  ];
}

function dateLine(row: Row<'dates'>, language: Language): Line {
  if (row.nextId !== null)
    return lineFor({ ...row, on: row.nextOn }, hearingUrl(row.nextId), [row.nextTime], language);
  const last =
    row.lastOn === null
      ? say(language, 'weeks.date.never')
      : say(language, 'weeks.date.last', { day: dayText(row.lastOn, language) });
  return {
    ...lineFor(row, caseUrl(row.caseId), [last], language),
    tag: say(language, 'weeks.date.unknown'),
    tone: 'wait',
  };
}

function incidentLine(row: Row<'incidents'>, language: Language): Line {
  const line = lineFor(
    row,
    hearingUrl(row.hearingId),
    [say(language, 'weeks.incident.count', { count: row.count })],
    language,
  );
  return row.urgent === 0
    ? line
    : { ...line, tag: say(language, 'weeks.incident.urgent', { count: row.urgent }), tone: 'bad' };
}

/** A word as it stands within a sentence. */
const lowered = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);
