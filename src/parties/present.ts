// What the people register shows, ready-made.
import { aliasKinds } from '../../db/schema/parties.js';
import { opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import type { Alias, mergesOf, Named, rolesOf, rowsOf } from './queries.js';

/** One row of the list. */
export function rowOf(row: ReturnType<typeof rowsOf>[number], language: Language) {
  const roles = row.roles ? row.roles.split(',') : [];
  return {
    url: `/staff/parties/${row.id}`,
    name: row.name,
    spellings: row.spellings ?? '',
    roles: opening(language, roles.map((role) => say(language, `terms.roles.${role}`)).join(', ')),
    cases: row.cases,
  };
}

/** The other spellings, each with its kind in words. */
export function aliasesOf(aliases: readonly Alias[], language: Language) {
  const tags: Record<string, string> = { sq: 'sq', sr: 'sr-Latn', cyrillic: 'sr-Cyrl' };
  return aliases.map(({ id, kind, written }) => ({
    id,
    written,
    kind: say(language, `parties.spelling.${kind}`),
    lang: tags[kind] ?? '',
  }));
}

/** Kinds of spelling to choose from. */
export function kindOptions(language: Language) {
  return aliasKinds.map((kind) => ({ value: kind, label: say(language, `parties.spelling.${kind}`) }));
}

/** Where somebody stands or stood. */
export function rolesIn(roles: ReturnType<typeof rolesOf>, language: Language) {
  return roles.map(({ caseId, against, role, sinceOn, untilOn }) => ({
    url: `/staff/cases/${caseId}`,
    title: say(language, 'cases.title', { against }),
    role: say(language, `terms.roles.${role}`),
    since: shortDate(language, startOfDay(sinceOn)),
    until: untilOn === null ? '' : shortDate(language, startOfDay(untilOn)),
  }));
}

/** That others were found to be this person. */
export function mergeLines(merges: ReturnType<typeof mergesOf>, language: Language) {
  return merges.map(({ goneName, goneId, links, mergedAt, by }) => ({
    at: mergedAt,
    by: by ?? '',
    text: say(language, 'parties.merge.line', { name: goneName, number: goneId, links }),
  }));
}

/** People who may be the same, as a list to choose from. */
export function alikeOf(alike: readonly Named[]) {
  return alike.map(({ id, name }) => ({ id, name, url: `/staff/parties/${id}` }));
}

type Side = {
  party: { id: number; name: string };
  aliases: readonly Alias[];
  roles: ReturnType<typeof rolesOf>;
};

/** One of the two who may be the same, for the page that compares them. */
export function sideOf({ party, aliases, roles }: Side, language: Language) {
  return {
    id: party.id,
    name: party.name,
    spellings: aliasesOf(aliases, language).map(({ written }) => written),
    roles: rolesIn(roles, language),
  };
}
