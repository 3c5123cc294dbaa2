// Judgements about an internship: its length, what is still to be done, whether an account number can be right.
import { placementSteps } from '../../db/schema/placements.js';
import { addDays, addMonths } from '../lib/time.js';

export type Step = (typeof placementSteps)[number];

/** The edition of the two texts that interns sign; a new wording is a new edition, and is signed again. */
export const TEXT_VERSION = '2026-2';

/** Texts an intern signs, and how many paragraphs each has in the catalogue. */
export const signedTexts = { code_of_conduct: 10, confidentiality: 6 } as const;
export type SignedText = keyof typeof signedTexts;

/** Steps the intern does; the others are for staff. */
export const internSteps = [
  'code_of_conduct',
  'confidentiality',
  'conflicts',
  'details',
] as const satisfies readonly Step[];

type Done = { step: Step; textVersion: string | null };

/** True when a step counts: a signature only under the wording of today. */
export function isDone(step: Step, done: readonly Done[]): boolean {
  const found = done.find((one) => one.step === step);
  if (!found) return false;
  return step in signedTexts ? found.textVersion === TEXT_VERSION : true;
}

/** The steps that are still to be done, in their order. Source: recruitment §3.3, activate. */
export function missingSteps(done: readonly Done[]): Step[] {
  return placementSteps.filter((step) => !isDone(step, done));
}

/**
 * The first and the last day an internship may end on, when it begins on `startsOn`; months are the call's, whole
 * months counted from the first day. Local days 'YYYY-MM-DD'. Source: call 2020, "3 to 6 months".
 */
export function endsBetween(startsOn: string, months: { min: number; max: number }) {
  return { earliest: addDays(addMonths(startsOn, months.min), -1), latest: addMonths(startsOn, months.max) };
}

/** True when an internship from `startsOn` to `endsOn` is as long as the call promises. */
export function isRightLength(
  startsOn: string,
  endsOn: string,
  months: { min: number; max: number },
): boolean {
  const { earliest, latest } = endsBetween(startsOn, months);
  return endsOn >= earliest && endsOn <= latest;
}

/** True when the check digits of an account number (IBAN, no blanks, upper case) are right. Source: ISO 13616. */
export function isAccountNumber(iban: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  const digits = [...iban.slice(4), ...iban.slice(0, 4)].map((sign) => Number.parseInt(sign, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
