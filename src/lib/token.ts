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
