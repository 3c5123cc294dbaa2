// The chronology as a page and a document show it: lines in the order of their days, new ones marked.
import { dayText, titleOf } from '../cases/present.js';
import { textOf as chargeText } from '../charges/present.js';
import { type Language, say } from '../i18n/index.js';
import { localDate } from '../lib/time.js';
import { factsOf as rulingFacts } from '../rulings/present.js';
import type { Source, spellingsOf } from './queries.js';
import type { Called as Rows } from './service.js';

type Row<Name extends Source> = Rows[Name][number];
type Line = {
  /** Local day. */
  on: string;
  changedAt: number;
  text: string;
  /** What stands behind the text, in the order of importance. */
  facts: string[];
  url?: string;
};

/** THE words of each source; a new source in queries.ts does not compile without its line here. */
const lines: { [Name in Source]: (row: Row<Name>, language: Language) => Line[] } = {
  stage: (row, language) => [
    at(row, say(language, `terms.phases.${row.phase}`), [say(language, `terms.courts.${row.court}`)]),
  ],
  number: (row, language) => [
    at(row, say(language, 'chronology.line.number', { written: row.written }), [
      say(language, `cases.number.${row.kind}`),
    ]),
  ],
  participant: (row, language) => {
    const role = say(language, `terms.roles.${row.role}`);
    const began = at(row, say(language, 'chronology.line.began', { name: row.name, role }), []);
    if (row.untilOn === null) return [began];
    const text = say(language, 'chronology.line.ended', { name: row.name, role });
    return [began, { on: row.untilOn, changedAt: row.endedAt, text, facts: [] }];
  },
  protection: (row, language) => [
    at(
      row,
      say(language, 'chronology.line.protected', {
        pseudonym: row.pseudonym,
        role: say(language, `terms.roles.${row.role}`),
      }),
      [],
    ),
  ],
  charge: (row, language) => [
    at(row, say(language, 'chronology.line.charge', { text: chargeText(row, language) }), [
      row.name ?? say(language, 'charges.row.all'),
    ]),
  ],
  ruling: (row, language) => [
    at(row, say(language, `rulings.kind.${row.kind}`), [
      ...rulingFacts(row, row.name, language),
      say(language, `terms.courts.${row.court}`),
    ]),
  ],
  hearing: (row, language) => [
    {
      ...at(row, say(language, `terms.hearingTypes.${row.type}`), [
        say(language, `hearings.state.${row.state}`),
        ...(row.time === '' ? [] : [row.time]),
        say(language, `terms.courts.${row.court}`),
      ]),
      url: `/staff/hearings/${row.id}`,
    },
  ],
  report: (row, language) => [
    {
      ...at(
        row,
        say(language, 'chronology.line.report', {
          outcome: lowered(say(language, `reports.value.outcome.${row.outcome}`)),
        }),
        [
          ...(row.reason === null ? [] : [say(language, `reports.value.reason.${row.reason}`)]),
          ...(row.panelSame === 'no' && row.panelChange !== null
            ? [say(language, 'chronology.line.panel', { change: row.panelChange })]
            : []),
          ...(row.detentionRuling === null
            ? []
            : [
                say(language, 'chronology.line.detention', {
                  ruling: lowered(say(language, `reports.value.detentionRuling.${row.detentionRuling}`)),
                }),
              ]),
          ...(row.actions ?? []).map((one) => say(language, `reports.value.action.${one}`)),
        ],
      ),
      url: `/staff/hearings/${row.hearingId}`,
    },
  ],
  heard: (row, language) => {
    const role = say(language, `reports.value.witnessRole.${row.role ?? 'WIT'}`);
    const text = say(language, 'chronology.line.heard', { who: row.called || lowered(role) });
    return [at(row, text, row.called === '' ? [] : [role])];
  },
  judged: (row, language) => {
    const months = (row.years ?? 0) * 12 + (row.months ?? 0);
    const text = say(language, 'chronology.line.judged', {
      name: row.name ?? row.pseudonym ?? '–',
      result: lowered(say(language, `reports.value.judgmentResult.${row.result}`)),
    });
    return [at(row, text, months === 0 ? [] : [say(language, 'chronology.line.months', { months })])];
  },
  document: (row, language) => [
    {
      ...at(row, say(language, `case-documents.kind.${row.kind}`), [
        say(language, 'chronology.line.document'),
      ]),
      url: `/staff/cases/${row.caseId}/documents/${row.id}`,
    },
  ],
};

/** A word as it stands within a sentence. */
const lowered = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

function at(row: { on: string | null; changedAt: number }, text: string, facts: string[]): Line {
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return { on: row.on ?? localDate(row.changedAt), changedAt: row.changedAt, text: sentence, facts };
}

/** All lines of a case, the first day first; on one day as they were written down. */
export function linesOf(rows: Rows, language: Language): Line[] {
  const all = (Object.keys(lines) as Source[]).flatMap((name) => linesFrom(name, rows, language));
  return all.sort((a, b) => (a.on === b.on ? a.changedAt - b.changedAt : a.on < b.on ? -1 : 1));
}

function linesFrom<Name extends Source>(name: Name, rows: Rows, language: Language): Line[] {
  const write = lines[name] as (row: Row<Name>, language: Language) => Line[];
  return (rows[name] as Row<Name>[]).flatMap((row) => write(row, language));
}

type Shown = {
  one: { id: number; against: string; court: string; phase: string };
  numbers: readonly { written: string; kind: string }[];
  spellings: ReturnType<typeof spellingsOf>;
  rows: Rows;
  lookedAt: number | null;
};

/** The page: heading, numbers, spellings, years with their lines; with `asNew`, once marked, what came since. */
export function pageOf(shown: Shown, asNew: boolean, language: Language) {
  const { one, lookedAt } = shown;
  const onlyNew = asNew && lookedAt !== null;
  const isNew = (line: Line) => lookedAt !== null && line.changedAt > lookedAt;
  const all = linesOf(shown.rows, language);
  const fresh = all.filter(isNew).length;
  const some = onlyNew ? all.filter(isNew) : all;
  const years = [...new Set(some.map((line) => line.on.slice(0, 4)))];
  return {
    caseTitle: titleOf(one, language),
    court: say(language, `terms.courts.${one.court}`),
    phase: say(language, `terms.phases.${one.phase}`),
    numbers: shown.numbers.map(({ written, kind }) => ({
      written,
      kind: say(language, `cases.number.${kind}`),
    })),
    spellings: [...new Set(shown.spellings.map(({ name }) => name))].map((name) => ({
      name,
      others: shown.spellings.filter((row) => row.name === name).map((row) => row.written),
    })),
    onlyNew,
    lookedAt,
    fresh: lookedAt === null ? null : say(language, 'chronology.fresh', { count: fresh }),
    hasFresh: fresh > 0,
    years: years.map((year) => ({
      year,
      lines: some
        .filter((line) => line.on.startsWith(year))
        .map((line, at, lines) => ({
          sameDay: line.on === lines[at - 1]?.on,
          day: dayText(line.on, language),
          text: line.text,
          facts: line.facts,
          url: line.url ?? '',
          isNew: isNew(line),
        })),
    })),
  };
}
