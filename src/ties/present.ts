// Ties of monitors to a case, ready-made.
import { tieKinds } from '../../db/schema/ties.js';
import { type Language, say } from '../i18n/index.js';
import type { tiesTo, untied } from './queries.js';

/** The ties that stand. */
export function rowsOf(rows: ReturnType<typeof tiesTo>, language: Language) {
  return rows.map(({ id, name, kind, declaredAt }) => ({
    id,
    name,
    kind: say(language, `ties.kind.${kind}`),
    declaredAt,
  }));
}

/** Whom and what one may choose. */
export function choicesOf(people: ReturnType<typeof untied>, language: Language) {
  return {
    people: people.map(({ id, name }) => ({ value: String(id), label: name })),
    kinds: tieKinds.map((kind) => ({ value: kind, label: say(language, `ties.kind.${kind}`) })),
  };
}
