// Owns what a page shows before it counts: sealed into the form, so that nothing is stored until it is sent back.
import { type Keyring, SealBroken, seal, unseal } from './seal.js';
import { type Instant, minute } from './time.js';

/** For how long a page that shows something new can be sent. */
const PAGE_LASTS = 30 * minute;

/** Seals `text` for `context` (say whose it is) with the time, in letters a form can carry. */
export function sealShown(keyring: Keyring, context: string, text: string, now: Instant): string {
  return seal(keyring, Buffer.from(JSON.stringify({ text, at: now })), context).toString('base64url');
}

/** What was sealed for this context; undefined when it was not, was changed, or is older than thirty minutes. */
export function openShown(
  keyring: Keyring,
  context: string,
  sealed: string,
  now: Instant,
): string | undefined {
  try {
    const { text, at } = JSON.parse(unseal(keyring, Buffer.from(sealed, 'base64url'), context).toString());
    return now - at <= PAGE_LASTS ? text : undefined;
  } catch (error) {
    if (error instanceof SealBroken) return undefined;
    throw error;
  }
}
