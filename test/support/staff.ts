// A member of staff with a password and a connected code app, and the codes that app shows.
import { hash } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';
import type { Group, Language } from '../../src/access/actor.js';
import { setCredentials } from '../../src/credentials/queries.js';
import { seal } from '../../src/lib/seal.js';
import * as people from '../../src/people/queries.js';
import type { Answer, Browser, World } from './world.js';

export const PASSWORD = 'seven quiet otters 42';
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

/** Somebody who can pass the staff door; not signed in. */
export async function makeStaff(world: World, name: string, groups: Group[], language: Language = 'en') {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.org`;
  const now = world.clock.now();
  const { db, config } = world.ctx;
  const personId = people.insertPerson(db, { name, email, language, createdAt: now, emailConfirmedAt: now });
  for (const group of groups) people.insertMembership(db, { personId, group, since: now });
  setCredentials(db, personId, {
    passwordHash: await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
    passwordChangedAt: now,
    totpSealed: seal(config.keyring, Buffer.from(SECRET), `totp:${personId}`),
    totpConfirmedAt: now,
  });
  return { personId, email };
}

/** What the code app shows now, or so many steps later. */
export function codeNow(world: World, secret = SECRET, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: world.clock.now() + steps * 30_000,
  });
}

/** Passes the first step: address and password. */
export function givePassword(browser: Browser, email: string, password = PASSWORD): Promise<Answer> {
  return browser.submit('/staff/sign-in', { email, password });
}

/** Passes both steps; the browser is signed in. */
export async function passStaffDoor(world: World, browser: Browser, email: string): Promise<Answer> {
  const half = await givePassword(browser, email);
  return browser.submit(half.location, { code: codeNow(world) }, '/staff/sign-in/code');
}
