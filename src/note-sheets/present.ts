// The note sheet, ready-made: what is known filled in, and the questions of the report in its order.
import { titleOf } from '../cases/present.js';
import type { CaseNumber } from '../cases/queries.js';
import { monitorsIn, whenOf } from '../hearings/present.js';
import type { Hearing } from '../hearings/queries.js';
import { opening } from '../i18n/format.js';
import { type Language, say, type TextKey } from '../i18n/index.js';
import { rowsOf } from '../participants/present.js';
import type { Named } from '../participants/queries.js';
import { pseudonymRows } from '../protections/present.js';
import type { pseudonymsOf } from '../protections/queries.js';
import {
  type Item,
  indicators,
  linesBeside,
  marks,
  type PartName,
  parts,
  presences,
  rowsTaken,
  SPARE,
  witnessCells,
} from './rules.js';

type Known = {
  hearing: Hearing;
  against: string;
  /** "id:name" lines of those who go there, as far as the reader may know. */
  monitors: string;
  numbers: readonly CaseNumber[];
  named: readonly Named[];
  pseudonyms: ReturnType<typeof pseudonymsOf>;
};

/** The page of one hearing's sheet: its head, everybody expected, and the parts. */
export function sheetOf(language: Language, known: Known) {
  const { hearing, against, numbers } = known;
  const head: [TextKey, string][] = [
    ['note-sheets.head.when', whenOf(language, hearing)],
    ['hearings.field.court', say(language, `terms.courts.${hearing.court}`)],
    ['hearings.field.courtroom', hearing.courtroom],
    ['hearings.field.type', say(language, `terms.hearingTypes.${hearing.type}`)],
    [
      'hearings.show.monitors',
      monitorsIn(known.monitors)
        .map(({ name }) => name)
        .join(', '),
    ],
    ['hearings.field.purpose', hearing.purpose],
  ];
  return {
    id: hearing.id,
    caseTitle: titleOf({ against }, language),
    numbers: numbers.map(({ written }) => written).join(' · '),
    head: head.map(([key, value]) => ({ label: say(language, key), value })),
    parts: parts.map((part, at) => ({
      number: at + 1,
      name: say(language, `note-sheets.part.${part.name}`),
      rows: part.rows.map((row) => row.map((item) => itemOf(language, item))),
      ...tableOf(language, part.name, known),
    })),
  };
}

function itemOf(language: Language, item: Item) {
  const label = item.ask === undefined ? '' : say(language, `note-sheets.ask.${item.ask}`);
  const ticks = (item.ticks ?? []).map((tick) => say(language, `note-sheets.tick.${tick}`));
  return { label, ticks, hasLine: item.line ?? false };
}

/** What a part has beside its questions: people expected, witnesses, indicators, room to write. */
function tableOf(language: Language, name: PartName, known: Known) {
  const nothing = { people: null, witnesses: null, indicators: null, lines: [] as number[] };
  if (name === 'attendance') return { ...nothing, people: peopleOf(language, known) };
  if (name === 'summary')
    return { ...nothing, lines: spare(linesBeside(rowsTaken(rolesOf(language, known)))) };
  if (name === 'witnesses') {
    const columns = witnessCells.map((cell) => say(language, `note-sheets.witness.${cell}`));
    return { ...nothing, witnesses: { columns, rows: spare(SPARE.witnesses).map(() => columns) } };
  }
  if (name !== 'indicators') return nothing;
  const ticks = marks.map((mark) => say(language, `note-sheets.mark.${mark}`));
  return {
    ...nothing,
    indicators: indicators.map((code) => ({
      label: say(language, `note-sheets.indicator.${code}`),
      ticks,
    })),
  };
}

/** What stands beside each name. */
function rolesOf(language: Language, known: Known): string[] {
  return peopleOf(language, known).rows.flatMap(({ name, role, facts }) =>
    name === '' ? [] : [[role, facts].filter(Boolean).join(' · ')],
  );
}

/** Everybody expected on that day, those under a pseudonym by nothing else, and rows for whom nobody expected. */
function peopleOf(language: Language, known: Known) {
  const columns = presences.map((presence) => say(language, `note-sheets.presence.${presence}`));
  const rows = [
    ...rowsOf(expected(known), language).map(({ name, role, facts }) => ({ name, role, facts, columns })),
    ...pseudonymRows(known.pseudonyms, language).map(({ pseudonym, role }) => ({
      name: pseudonym,
      role: opening(language, role),
      facts: '',
      columns,
    })),
  ];
  const blank = spare(SPARE.people).map(() => ({ name: '', role: '', facts: '', columns }));
  return { columns, rows: [...rows, ...blank] };
}

function expected({ hearing, named }: Known): Named[] {
  return named.filter(
    ({ sinceOn, untilOn }) =>
      sinceOn <= hearing.scheduledOn && (untilOn === null || untilOn >= hearing.scheduledOn),
  );
}

const spare = (count: number) => Array.from({ length: count }, (_one, at) => at);
