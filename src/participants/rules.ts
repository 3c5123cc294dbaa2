// What each role in a case asks for, and who is entered under a name only when somebody says that they may be.
import type { NamedRole } from '../lib/terms.js';

/** Roles in which somebody may be protected, or be a victim: a pseudonym is the rule, a name needs a statement. */
const nameNeedsStatement: readonly NamedRole[] = ['INJ', 'WIT', 'CWIT', 'EXP'];

/** True when a name is taken only with a statement that nobody protects it. Source: monitoring rules, protection by default. */
export function needsStatement(role: NamedRole): boolean {
  return nameNeedsStatement.includes(role);
}

/** Those who act for somebody else in the case. */
export const actsFor: readonly NamedRole[] = ['DEF', 'REP', 'VA'];

/** Whom each of them may act for. */
export function mayActFor(role: NamedRole, whom: NamedRole): boolean {
  if (role === 'DEF') return whom === 'ACC' || whom === 'CWIT';
  return actsFor.includes(role) && whom === 'INJ';
}

/** The order in which a case shows who takes part. */
export const roleOrder: readonly NamedRole[] = [
  'ACC',
  'DEF',
  'PJ',
  'PM',
  'PRO',
  'INJ',
  'REP',
  'VA',
  'WIT',
  'CWIT',
  'EXP',
  'INT',
  'REC',
];
