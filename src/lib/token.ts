// Random tokens and the hash under which they are stored.
import { createHash, randomBytes } from 'node:crypto';

/** A new token of 256 bits and its hash. */
export function newToken(): { token: string; tokenHash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: hashToken(token) };
}

/** SHA-256, hex. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Letters and digits that nobody takes for one another: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new key of 100 bits that a person can type from a letter, such as 7KQ2M-…, and its hash. */
export function newKey(): { key: string; keyHash: string } {
  const letters = [...randomBytes(20)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  return { key: letters.match(/.{5}/g)?.join('-') ?? '', keyHash: hashToken(letters) };
}

/** A typed key as it was made: case, spaces and dashes do not count, nor O for 0, I or L for 1. */
export function readKey(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
}
