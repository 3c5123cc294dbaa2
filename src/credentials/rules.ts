// How passwords are hashed, which are too easy, and how codes are written.
import { fold } from '../lib/fold.js';

/** argon2id: 19 MiB, two passes. */
export const ARGON = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** The hash of nothing anybody types, as costly as a real one: unknown accounts are compared with it. */
export const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$UU4nlmfci9iwiVtJBComdA$JVjk5wy5E6ElQcBuUnZA6DVY/ucL1/7U2/fxoUWfDDI';

/** What everybody who attacks this place tries first. */
const ours = ['hlckosovo', 'fdhkosove', 'fhpkosovo', 'humanitarian', 'humanitar', 'praktika', 'internship'];

/**
 * True for a password on the list of common ones (`common`, lower case), alone or dressed up with digits and
 * signs before or after, and for one that repeats a few characters.
 */
export function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const lower = password.toLowerCase();
  const core = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (new Set(lower).size < 5 || common.has(lower) || common.has(core)) return true;
  const half = lower.slice(0, Math.ceil(lower.length / 2));
  return half + half === lower && common.has(half);
}

/** True when the password holds a name or address of its owner, or of this house. */
export function isPersonal(password: string, person: { name: string; email: string }): boolean {
  const plain = fold(password).replace(/[^a-z0-9]/g, '');
  const own = [...person.name.split(/\s+/), ...person.email.split(/[@.+_-]/), person.email];
  const parts = [
    ...own.map((part) => fold(part).replace(/[^a-z0-9]/g, '')).filter((part) => part.length >= 4),
    ...ours,
  ];
  return parts.some((part) => plain.includes(part));
}

const letters = 'abcdefghjkmnpqrstvwxyz0123456789'.replace(/[01]/g, '');

/** A recovery code from 12 random bytes: three groups of four, without letters that look alike. */
export function recoveryCode(random: Uint8Array): string {
  const signs = [...random.slice(0, 12)].map((byte) => letters[byte % letters.length]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4, 8)}-${signs.slice(8)}`;
}

/** What was typed, as a code of the app (six digits), as a recovery code (twelve signs), or neither. */
export function readCode(typed: string): { kind: 'app' | 'recovery'; code: string } | undefined {
  const bare = typed.toLowerCase().replace(/[\s-]/g, '');
  if (/^\d{6}$/.test(bare)) return { kind: 'app', code: bare };
  return /^[a-z0-9]{12}$/.test(bare) ? { kind: 'recovery', code: bare } : undefined;
}
