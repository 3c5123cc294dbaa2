// How the demonstration's staff and interns sign in, and when they last did; one was invited and has not come yet.
import { randomBytes } from 'node:crypto';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as credentials from '../../src/credentials/queries.js';
import { NOBODY } from '../../src/credentials/rules.js';
import { record } from '../../src/history/record.js';
import { seal } from '../../src/lib/seal.js';
import { addDays, hour, localDate, minute, toInstant } from '../../src/lib/time.js';
import { members } from '../../src/members/queries.js';
import { invite } from '../../src/members/service.js';

/**
 * Gives every member a password nobody knows, a code app and recovery codes, so that pages about access show what they
 * show at work; the links of the demonstration are the way in. Members are there; `administrator` invites one more.
 */
export function seedKeys(ctx: Ctx, administrator: Actor): void {
  const today = localDate(ctx.clock.now());
  for (const past of [false, true]) {
    for (const [index, { id, since, until, groups }] of members(ctx.db, past).entries()) {
      giveKeys(ctx, id, since + hour, index % 3);
      // The last working mornings; who left was last seen on their last day.
      const seenAt = until ?? toInstant(addDays(today, -1 - (index % 4)), `08:${10 + ((index * 7) % 49)}`);
      const actor = { ...SYSTEM, personId: id, groups: until ? ['intern' as const] : groups };
      const details = { how: 'password+app', assurance: 'full' };
      const then = { ...ctx, clock: { now: () => seenAt } };
      record(then, actor, { entity: 'person', entityId: id, event: 'sign_in', details });
    }
  }
  const yesterday = { ...ctx, clock: { now: () => ctx.clock.now() - 20 * hour } };
  const input = { name: 'Rita Primer', email: 'rita.primer@example.org', language: 'sq' } as const;
  inTransaction(yesterday, (inside) => invite(inside, administrator, { ...input, groups: ['reviewer'] }));
}

function giveKeys(ctx: Ctx, personId: number, at: number, used: number): void {
  const secret = randomBytes(20).toString('hex');
  credentials.setCredentials(ctx.db, personId, {
    passwordHash: NOBODY,
    passwordChangedAt: at,
    totpSealed: seal(ctx.config.keyring, Buffer.from(secret), `totp:${personId}`),
    totpConfirmedAt: at + 5 * minute,
  });
  const hashes = Array.from({ length: 10 - used }, () => randomBytes(32).toString('hex'));
  credentials.replaceRecoveryCodes(ctx.db, personId, hashes);
}
