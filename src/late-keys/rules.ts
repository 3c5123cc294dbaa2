// When a late key still opens the door.

/** True while a key is unused and its time is not over. Instants in epoch milliseconds. */
export function isUsable(key: { usedAt: number | null; expiresAt: number }, now: number): boolean {
  return key.usedAt === null && key.expiresAt > now;
}

/** What became of a key, as a word of the catalogue `late-keys.state.*`. */
export function stateOf(
  key: { usedAt: number | null; expiresAt: number },
  now: number,
): 'used' | 'open' | 'over' {
  if (key.usedAt !== null) return 'used';
  return isUsable(key, now) ? 'open' : 'over';
}
