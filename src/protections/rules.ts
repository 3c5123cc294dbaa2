// What a pseudonym may look like: a code of a few letters and digits, into which no name fits.

/** One or two capital letters ("A"), or at most three and then digits: "W12", "PW-3", "K 7". A short name is no code. */
const code = /^(?:[A-Z]{1,2}|[A-Z]{0,3}[-. ]?[0-9]{1,4})$/;

/** How a pseudonym is kept: capitals, one form of blank. */
export function pseudonymOf(typed: string): string {
  return typed.toUpperCase().replace(/\s+/g, ' ');
}

/** True for a code; false for whatever could be a name. Source: a protected person has no field for a name. */
export function isCode(pseudonym: string): boolean {
  return code.test(pseudonym);
}
