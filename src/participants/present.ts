// Who takes part in a case, ready-made: in the order of the courtroom, present before past.
import { counselKinds, custodies } from '../../db/schema/participants.js';
import { opening, shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { namedRoles } from '../lib/terms.js';
import { startOfDay } from '../lib/time.js';
import type { Named } from './queries.js';
import { actsFor, mayActFor, roleOrder } from './rules.js';

/** Everybody of a case's page: in the order of the courtroom, in each role those who are there before those who were. */
export function rowsOf(everybody: readonly Named[], language: Language) {
  return roleOrder.flatMap((role) =>
    everybody
      .filter((one) => one.role === role)
      .sort((a, b) => Number(a.untilOn !== null) - Number(b.untilOn !== null) || a.id - b.id)
      .map((one) => rowOf(one, everybody, language)),
  );
}

/** One person in one role. */
function rowOf(one: Named, everybody: readonly Named[], language: Language) {
  const whom = everybody.find((other) => other.id === one.forId);
  const facts = [
    ...(one.custody === null ? [] : [say(language, `participants.custody.${one.custody}`)]),
    ...(one.inAbsentia ? [say(language, 'participants.in_absentia.true')] : []),
    ...(whom ? [say(language, 'participants.row.for', { name: whom.name })] : []),
    ...(one.counselKind === null ? [] : [say(language, `participants.counsel.${one.counselKind}`)]),
  ];
  return {
    id: one.id,
    partyId: one.partyId,
    name: one.name,
    role: opening(language, say(language, `terms.roles.${one.role}`)),
    facts: facts.join('\u00a0· '),
    isPast: one.untilOn !== null,
    days:
      one.untilOn === null
        ? say(language, 'participants.row.since', { since: day(one.sinceOn, language) })
        : say(language, 'participants.row.until', {
            since: day(one.sinceOn, language),
            until: day(one.untilOn, language),
          }),
  };
}

/** What the forms let one choose from; `everybody`: those one may act for. */
export function choicesOf(everybody: readonly Named[], language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    roles: namedRoles.map(worded('terms.roles')),
    custodies: custodies.map(worded('participants.custody')),
    counselKinds: counselKinds.map(worded('participants.counsel')),
    whom: everybody
      .filter((one) => actsFor.some((role) => mayActFor(role, one.role)))
      .map((one) => ({
        value: String(one.id),
        label: `${one.name} (${say(language, `terms.roles.${one.role}`)})`,
      })),
  };
}

const day = (local: string, language: Language) => shortDate(language, startOfDay(local));
