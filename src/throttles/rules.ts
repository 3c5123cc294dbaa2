// How long somebody waits after failing, and what counts as one place on the network.
import { minute } from '../lib/time.js';

/** Failures that cost nothing but the trying. */
const FREE_FAILURES = 5;
const FIRST_WAIT = minute / 2;
const LONGEST_WAIT = 15 * minute;

/** Milliseconds to wait after so many failures: none before the fifth, then 30 s, 1, 2, 4 … at most 15 minutes. */
export function waitAfter(failures: number): number {
  if (failures < FREE_FAILURES) return 0;
  return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (failures - FREE_FAILURES));
}

/** One place on the network: an IPv4 address, or the first half of an IPv6 address, which one customer owns whole. */
export function networkOf(address: string): string {
  const bare = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!bare.includes(':')) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const end = tail === '' ? [] : tail.split(':');
    while (groups.length + end.length < 8) groups.push('0');
    groups.push(...end);
  }
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}
