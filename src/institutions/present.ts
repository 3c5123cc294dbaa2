// The list of institutions as staff read it.
import { institutionKinds } from '../../db/schema/institutions.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { likelyMeant } from './rules.js';

type Institution = {
  id: string;
  nameSq: string;
  nameSr: string;
  nameEn: string;
  kind: (typeof institutionKinds)[number];
  city: string;
};

/** Its name as the reader writes it. */
export function nameOf(one: Institution, language: Language): string {
  const name = { sq: one.nameSq, sr: one.nameSr, en: one.nameEn }[textLanguage(language)];
  return language === 'sr-Cyrl' ? toCyrillic(name) : name;
}

/** The rows in the reader's order, each with where it is named. */
export function rowsOf(
  institutions: readonly Institution[],
  named: { calls: ReadonlyMap<string, number>; applications: ReadonlyMap<string, number> },
  language: Language,
  collator: Intl.Collator,
) {
  return institutions
    .map((one) => ({
      id: one.id,
      name: nameOf(one, language),
      kind: say(language, `institutions.kind.${one.kind}`),
      city: one.city,
      calls: named.calls.get(one.id) ?? 0,
      applications: named.applications.get(one.id) ?? 0,
    }))
    .sort((a, b) => collator.compare(a.name, b.name));
}

/** Public or private, to choose from. */
export function kindOptions(language: Language) {
  return institutionKinds.map((value) => ({ value, label: say(language, `institutions.kind.${value}`) }));
}

type Typed = { applicationId: number; reference: string | null; typed: string };

/** What applicants typed, each with its file and the institution of the list that it most likely means. */
export function typedRows(typed: readonly Typed[], institutions: readonly Institution[], language: Language) {
  return typed.map(({ applicationId, reference, typed: name }) => {
    const likely = institutions.find(({ id }) => id === likelyMeant(name, institutions));
    return {
      id: applicationId,
      reference: reference ?? '',
      name,
      likely: likely ? nameOf(likely, language) : '',
    };
  });
}
