// What pages about cases show, ready-made.
import { numberKinds } from '../../db/schema/cases.js';
import { opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { courts, type Phase, phases } from '../lib/terms.js';
import { startOfDay } from '../lib/time.js';
import type { Case, CaseNumber, othersNumbered, Row, Stage } from './queries.js';
import { readNumber } from './rules.js';

/** "Prosecutor v. …" */
export function titleOf({ against }: Pick<Case, 'against'>, language: Language): string {
  return say(language, 'cases.title', { against });
}

/** What stands above each page of a case. */
export function headOf(one: Case, language: Language) {
  return { id: one.id, title: titleOf(one, language), url: `/staff/cases/${one.id}` };
}

/** A local day in the short form of lists. */
export function dayText(local: string, language: Language): string {
  return shortDate(language, startOfDay(local));
}

/** A phase in a word, and its colour: what is over, what waits. */
export function phaseOf(phase: Phase, language: Language) {
  const tones: Partial<Record<Phase, string>> = { FIN: 'good', SUS: 'plain', FUG: 'wait' };
  return { label: opening(language, say(language, `terms.phases.${phase}`)), tone: tones[phase] ?? 'active' };
}

/** One row of the list. */
export function rowOf(row: Row, language: Language) {
  return {
    url: `/staff/cases/${row.id}`,
    title: titleOf(row, language),
    numbers: row.numbers,
    court: say(language, `terms.courts.${row.court}`),
    phase: phaseOf(row.phase, language),
    changedAt: row.changedAt,
  };
}

/** The tabs of the list: all, and each phase that has cases. */
export function tabsOf(counts: ReadonlyMap<Phase, number>, chosen: Phase | null, language: Language) {
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const tab = (phase: Phase | null, number: number) => ({
    label:
      phase === null
        ? say(language, 'cases.list.all')
        : opening(language, say(language, `terms.phases.${phase}`)),
    number,
    query: phase === null ? '' : `?phase=${phase}`,
    current: phase === chosen,
  });
  const some = phases.filter((phase) => counts.has(phase));
  return [tab(null, total), ...some.map((phase) => tab(phase, counts.get(phase) ?? 0))];
}

/** The numbers of a case; an odd shape and another case with the same number are told. */
export function numberRows(
  numbers: readonly CaseNumber[],
  others: ReturnType<typeof othersNumbered>,
  language: Language,
) {
  return numbers.map(({ id, kind, written, numberKey }) => ({
    id,
    written,
    kind: say(language, `cases.number.${kind}`),
    isOdd: readNumber(written).isOdd,
    others: others
      .filter((other) => other.numberKey === numberKey)
      .map((other) => ({ url: `/staff/cases/${other.id}`, title: titleOf(other, language) })),
  }));
}

/** The stages of a case, the first one first. */
export function stageRows(stages: readonly Stage[], language: Language) {
  return stages.map(({ id, phase, court, startedOn }, at) => ({
    id,
    phase: opening(language, say(language, `terms.phases.${phase}`)),
    court: say(language, `terms.courts.${court}`),
    day: dayText(startedOn, language),
    isLatest: at === stages.length - 1,
  }));
}

/** What the forms let one choose from. */
export function choicesOf(language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    courts: courts.map(worded('terms.courts')),
    phases: phases.map(worded('terms.phases')),
    kinds: numberKinds.map(worded('cases.number')),
  };
}

/** A court's name. */
export function courtText(court: Case['court'], language: Language): string {
  return say(language, `terms.courts.${court}`);
}
