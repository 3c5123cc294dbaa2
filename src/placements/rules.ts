// Judgements about an internship: its length, what is still to be done, whether an account number can be right.
import { placementSteps } from '../../db/schema/placements.js';
import { addDays, addMonths, localDate } from '../lib/time.js';

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

/** A signature holds for a year, and is asked for anew so many days before the year is over. */
const HOLDS_MONTHS = 12;
const ASKED_DAYS = 30;

type Done = { step: Step; textVersion: string | null; doneAt: number };

/** The last day on which a signature holds. Local day. Source: monitoring §3, "re-signed each year or version". */
export function holdsUntil(signedAt: number): string {
  return addDays(addMonths(localDate(signedAt), HOLDS_MONTHS), -1);
}

/**
 * How a step stands on a local day. A signature is `changed` when the text is another one since, `expired` after its
 * year, `soon` in its last thirty days: it still counts then, and may be given anew. Throws nothing.
 */
export function standingOf(
  step: Step,
  done: readonly Done[],
  today: string,
): 'open' | 'changed' | 'expired' | 'soon' | 'done' {
  const found = done.find((one) => one.step === step);
  if (!found) return 'open';
  if (!(step in signedTexts)) return 'done';
  if (found.textVersion !== TEXT_VERSION) return 'changed';
  const until = holdsUntil(found.doneAt);
  if (today > until) return 'expired';
  return today > addDays(until, -ASKED_DAYS) ? 'soon' : 'done';
}

/** True when a step counts on this local day. */
export function isDone(step: Step, done: readonly Done[], today: string): boolean {
  const standing = standingOf(step, done, today);
  return standing === 'done' || standing === 'soon';
}

/** The texts to be signed by now, or soon: not yet signed, in other words, or a year ago. */
export function textsToSign(done: readonly Done[], today: string) {
  return (Object.keys(signedTexts) as SignedText[])
    .map((text) => {
      const signedAt = done.find(({ step }) => step === text)?.doneAt;
      const until = signedAt === undefined ? null : holdsUntil(signedAt);
      return { text, standing: standingOf(text, done, today), until };
    })
    .filter(({ standing }) => standing !== 'done');
}

/** The steps that are still to be done, in their order. Source: recruitment §3.3, activate. */
export function missingSteps(done: readonly Done[], today: string): Step[] {
  return placementSteps.filter((step) => !isDone(step, done, today));
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
