// Owns the drawing of lots: an order that a recorded seed alone decides, so that anybody can draw it again.
import { createHash, randomBytes } from 'node:crypto';

/** A new seed: 32 signs of hexadecimal from the system's chance. */
export function newSeed(): string {
  return randomBytes(16).toString('hex');
}

/**
 * The lot of one file: SHA-256 of "<seed>:<reference>" in UTF-8, in hexadecimal. The smaller, the earlier. Anybody
 * draws it again: `printf '%s' '<seed>:<reference>' | sha256sum`.
 */
export function lotOf(seed: string, reference: string): string {
  return createHash('sha256').update(`${seed}:${reference}`, 'utf8').digest('hex');
}
