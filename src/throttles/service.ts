// Slows down guessing and asking too often, without ever locking the owner out.
import { createHmac } from 'node:crypto';
import { type Ctx, inTransaction } from '../context.js';
import { TooMany } from '../errors.js';
import { day, hour } from '../lib/time.js';
import * as queries from './queries.js';
import { networkOf, waitAfter } from './rules.js';

/** A count that was not added to for so long begins anew. */
const FORGOTTEN_AFTER = day;
/** For how long a browser that once signed in is known. */
const KNOWN_FOR = 90 * day;

export type Attempt = { kind: 'password' | 'code'; account: string; browser: string };

/**
 * Counts a try before it is looked at, so that a hundred at once are a hundred. Tries from a browser in which
 * this account was signed in before are counted apart: a stranger's guessing never makes its owner wait.
 * Throws TooMany while waiting. Unknown accounts are counted like known ones. Its own transaction.
 */
export function attempt(ctx: Ctx, input: Attempt): void {
  inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    const key = keyOf(inside, input);
    const row = queries.countOf(inside.db, key);
    // A count from the time to come was made by a clock that ran ahead: nobody waits for that.
    const standing = row !== undefined && row.lastAt > now - FORGOTTEN_AFTER && row.lastAt <= now;
    const until = standing ? row.lastAt + waitAfter(row.count) : 0;
    if (until > now) throw new TooMany(Math.ceil((until - now) / 1000));
    if (!standing) queries.forget(inside.db, key);
    queries.countOne(inside.db, key, now);
  });
}

/** The try was right: the count begins anew. */
export function succeeded(ctx: Ctx, input: Attempt): void {
  queries.forget(ctx.db, keyOf(ctx, input));
}

/** Remembers that this account was signed in in this browser. */
export function know(ctx: Ctx, account: string, browser: string): void {
  queries.countOne(ctx.db, knownKey(ctx, account, browser), ctx.clock.now());
}

/** Counts `most` things an hour from one place on the network; then throws TooMany. Its own transaction. */
export function limitNetwork(ctx: Ctx, kind: string, address: string, most: number): void {
  const key = throttleKey(ctx, `network-${kind}`, networkOf(address));
  inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    if (queries.countSince(inside.db, key, now, now - hour) > most) throw new TooMany(hour / 1000);
  });
}

/** Takes one back: what was counted was rightful. */
export function forgiveNetwork(ctx: Ctx, kind: string, address: string): void {
  queries.countBack(ctx.db, throttleKey(ctx, `network-${kind}`, networkOf(address)));
}

/** How many of `kind` there were for `value` within the last hour, this one included. */
export function countHourly(ctx: Ctx, kind: string, value: string): number {
  const now = ctx.clock.now();
  return queries.countSince(ctx.db, throttleKey(ctx, kind, value), now, now - hour);
}

/** Forgets counts nobody needs; answers with how many. For the nightly job. */
export function forgetOld(ctx: Ctx): number {
  return queries.forgetBefore(ctx.db, ctx.clock.now() - KNOWN_FOR);
}

function keyOf(ctx: Ctx, { kind, account, browser }: Attempt): string {
  const known = queries.countOf(ctx.db, knownKey(ctx, account, browser)) !== undefined;
  return throttleKey(ctx, kind, known ? `${account} ${browser}` : account);
}

function knownKey(ctx: Ctx, account: string, browser: string): string {
  return throttleKey(ctx, 'known', `${account} ${browser}`);
}

/** A key to count under that tells nothing about the address. */
function throttleKey(ctx: Ctx, kind: string, value: string): string {
  return createHmac('sha256', ctx.config.secret).update(`throttle:${kind}:${value}`).digest('hex');
}
