// Rulings as a case shows them: the decision, whom it concerns, what follows.
import { rulingKinds, rulingResults } from '../../db/schema/rulings.js';
import { dayText } from '../cases/present.js';
import { type Language, say } from '../i18n/index.js';
import { courts } from '../lib/terms.js';
import type { Named } from '../participants/queries.js';
import type { Ruling } from './queries.js';

/** One row each. */
export function rowsOf(rulings: readonly Ruling[], everybody: readonly Named[], language: Language) {
  return rulings.map((ruling) => ({
    id: ruling.id,
    day: dayText(ruling.decidedOn, language),
    kind: say(language, `rulings.kind.${ruling.kind}`),
    court: say(language, `terms.courts.${ruling.court}`),
    facts: factsOf(ruling, everybody.find((one) => one.id === ruling.participantId)?.name ?? null, language),
  }));
}

/** So many decisions of a case stand open; the earlier ones are folded away. */
const SHOWN = 5;

/** The decisions in a case, the latest first. */
export function caseLines(rulings: readonly Ruling[], everybody: readonly Named[], language: Language) {
  const lines = rowsOf(rulings, everybody, language).reverse();
  return { rulings: lines.slice(0, SHOWN), earlierRulings: lines.slice(SHOWN) };
}

type Facts = Pick<Ruling, 'untilOn' | 'result' | 'sentenceMonths'>;

/** Whom it concerns, until when, with which result: each a few words. */
export function factsOf(ruling: Facts, name: string | null, language: Language): string[] {
  const { untilOn, result, sentenceMonths } = ruling;
  return [
    ...(name === null ? [] : [name]),
    ...(untilOn === null ? [] : [say(language, 'rulings.row.until', { day: dayText(untilOn, language) })]),
    ...(result === null ? [] : [say(language, `rulings.result.${result}`)]),
    ...(sentenceMonths === null ? [] : [sentenceText(sentenceMonths, language)]),
  ];
}

/** "12 years and 6 months" */
function sentenceText(all: number, language: Language): string {
  const [years, months] = [Math.floor(all / 12), all % 12];
  if (years === 0) return say(language, 'rulings.row.months', { months });
  if (months === 0) return say(language, 'rulings.row.years', { years });
  return say(language, 'rulings.row.years_months', { years, months });
}

/** What the form lets one choose from. */
export function choicesOf(everybody: readonly Named[], language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    kinds: rulingKinds.map(worded('rulings.kind')),
    results: rulingResults.map(worded('rulings.result')),
    courts: courts.map(worded('terms.courts')),
    accused: everybody
      .filter((one) => one.role === 'ACC')
      .map((one) => ({ value: String(one.id), label: one.name })),
  };
}
