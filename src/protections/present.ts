// Protected people as pages show them: the pseudonym, and for those who may, the fixed terms.
import { protectionGrounds } from '../../db/schema/protections.js';
import { shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { protectedRoles, protectiveMeasures } from '../lib/terms.js';
import { startOfDay } from '../lib/time.js';
import type { Protected, pseudonymsOf } from './queries.js';

/** The pseudonyms of a case's page. */
export function pseudonymRows(rows: ReturnType<typeof pseudonymsOf>, language: Language) {
  return rows.map(({ pseudonym, role }) => ({ pseudonym, role: say(language, `terms.roles.${role}`) }));
}

/** What protects each of them. */
export function protectedRows(rows: readonly Protected[], language: Language) {
  return rows.map(({ id, pseudonym, role, ground, measures, orderedOn }) => ({
    id,
    pseudonym,
    role: say(language, `terms.roles.${role}`),
    ground: say(language, `protections.ground.${ground}`),
    measures: measures.map((measure) => say(language, `terms.measures.${measure}`)).join(', '),
    ordered: orderedOn === null ? '' : shortDate(language, startOfDay(orderedOn)),
  }));
}

/** What the forms let one choose from. */
export function choicesOf(language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    roles: protectedRoles.map(worded('terms.roles')),
    grounds: protectionGrounds.map(worded('protections.ground')),
    allMeasures: protectiveMeasures.map(worded('terms.measures')),
  };
}
