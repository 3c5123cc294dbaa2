// Passkeys: adding, naming, removing, and signing in with one. A passkey proves both factors at once.
import { createHmac } from 'node:crypto';
import type {
  AuthenticationResponseJSON,
  AuthenticatorTransportFuture,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { beginAs, confirmPassword, type Place } from '../credentials/service.js';
import { Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { minute } from '../lib/time.js';
import * as people from '../people/queries.js';
import { landing } from '../people/rules.js';
import { notify } from '../people/service.js';
import type { Begun } from '../sessions/service.js';
import { know, limitNetwork } from '../throttles/service.js';
import type { CeremonyAnswer } from './form.js';
import * as queries from './queries.js';

/** Only when somebody has or makes a passkey: loading it costs the start of the process a fifth of a second. */
const webauthn = () => import('@simplewebauthn/server');

const CHALLENGE_LASTS = 5 * minute;
const MOST = 20;
const TRIED_BY_NETWORK = 200;

const hostOf = (ctx: Ctx) => new URL(ctx.config.baseUrl).hostname;

/** Asks for the password again before a passkey goes. Slow. Throws Invalid, or TooMany. */
export function mayRemove(ctx: Ctx, actor: Actor, password: string, place: Place): Promise<void> {
  return confirmPassword(ctx, actor, password, place);
}

/**
 * What the browser needs to make a passkey for this actor, once the password was given again. The challenge is good
 * once, for five minutes. Throws Invalid, or TooMany.
 */
export async function beginAdding(ctx: Ctx, actor: Actor, password: string, place: Place) {
  await confirmPassword(ctx, actor, password, place);
  const present = queries.passkeysOf(ctx.db, actor.personId);
  if (present.length >= MOST) throw new Invalid({ name: 'passkeys.too_many' });
  const handle = createHmac('sha256', ctx.config.secret).update(`passkey:${actor.personId}`).digest();
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: 'HLC Kosovo',
    rpID: hostOf(ctx),
    userID: new Uint8Array(handle),
    userName: people.personById(ctx.db, actor.personId)?.email ?? '',
    userDisplayName: actor.name,
    excludeCredentials: present.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: ways(transports),
    })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  keepChallenge(ctx, options.challenge, actor.personId);
  return options;
}

/** Adds the passkey the browser made. Throws Invalid when the ceremony does not hold. */
export async function add(
  ctx: Ctx,
  actor: Actor,
  input: { name: string; answer: CeremonyAnswer },
): Promise<void> {
  const expectedChallenge = takeChallenge(ctx, input.answer, actor.personId);
  const { registrationInfo } = await (await webauthn())
    .verifyRegistrationResponse({
      response: input.answer as unknown as RegistrationResponseJSON,
      expectedChallenge,
      expectedOrigin: ctx.config.baseUrl,
      expectedRPID: hostOf(ctx),
      requireUserVerification: true,
    })
    .catch(refuse);
  if (!registrationInfo) throw new Invalid({ answer: 'passkeys.refused' });
  const { credential } = registrationInfo;
  inTransaction(ctx, (inside) => {
    if (queries.passkeyByCredential(inside.db, credential.id))
      throw new Invalid({ answer: 'passkeys.refused' });
    queries.insertPasskey(inside.db, {
      personId: actor.personId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).join(','),
      name: input.name,
      createdAt: inside.clock.now(),
    });
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'passkey_added' });
    notify(inside, actor.personId, 'passkey_added');
  });
}

/** What the browser needs to sign somebody in with a passkey; it says itself whose it is. */
export async function beginSigningIn(ctx: Ctx, place: Place) {
  limitNetwork(ctx, 'passkey', place.network, TRIED_BY_NETWORK);
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: hostOf(ctx),
    userVerification: 'required',
  });
  keepChallenge(ctx, options.challenge, null);
  return options;
}

/** Signs in with a passkey: a full session. Throws Invalid, the same for all reasons. */
export async function signIn(
  ctx: Ctx,
  actor: Actor | null,
  input: { answer: CeremonyAnswer; next: string },
  place: Place,
): Promise<Begun & { next: string }> {
  const expectedChallenge = takeChallenge(ctx, input.answer, null);
  const passkey = queries.passkeyByCredential(ctx.db, input.answer.id);
  if (!passkey) throw new Invalid({ answer: 'passkeys.refused' });
  const { verified, authenticationInfo } = await (await webauthn())
    .verifyAuthenticationResponse({
      response: input.answer as unknown as AuthenticationResponseJSON,
      expectedChallenge,
      expectedOrigin: ctx.config.baseUrl,
      expectedRPID: hostOf(ctx),
      credential: {
        id: passkey.credentialId,
        publicKey: new Uint8Array(passkey.publicKey),
        counter: passkey.counter,
        transports: ways(passkey.transports),
      },
      requireUserVerification: true,
    })
    .catch(refuse);
  if (!verified) throw new Invalid({ answer: 'passkeys.refused' });
  return inTransaction(ctx, (inside) => {
    const { id, counter, personId } = passkey;
    const used = queries.usePasskey(
      inside.db,
      id,
      counter,
      authenticationInfo.newCounter,
      inside.clock.now(),
    );
    const groups = people.groupsOf(inside.db, personId);
    if (!used || !groups.some((group) => group !== 'applicant'))
      throw new Invalid({ answer: 'passkeys.refused' });
    const begun = beginAs(inside, actor, personId, 'full', 'passkey', place);
    know(inside, people.personById(inside.db, personId)?.email ?? '', place.browser);
    return { ...begun, next: landing(input.next, groups) };
  });
}

/** Gives one of the actor's own passkeys another name. Throws NotFound for any other. */
export function rename(ctx: Ctx, actor: Actor, input: { id: number; name: string }): void {
  inTransaction(ctx, (inside) => {
    if (!queries.renamePasskey(inside.db, actor.personId, input.id, input.name)) throw new NotFound();
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'passkey_renamed' });
  });
}

/** Removes one of the actor's own passkeys. Throws NotFound for any other. */
export function remove(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    if (!queries.deletePasskey(inside.db, actor.personId, id)) throw new NotFound();
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'passkey_removed' });
    notify(inside, actor.personId, 'passkey_removed');
  });
}

/** Removes all passkeys of a person who sets up their access anew. Runs in the caller's transaction. */
export function forgetAll(ctx: Ctx, actor: Actor, personId: number): void {
  if (queries.deletePasskeys(ctx.db, personId) === 0) return;
  record(ctx, actor, { entity: 'person', entityId: personId, event: 'passkey_removed' });
}

function keepChallenge(ctx: Ctx, challenge: string, personId: number | null): void {
  const now = ctx.clock.now();
  inTransaction(ctx, (inside) =>
    queries.insertChallenge(inside.db, challenge, personId, now, now + CHALLENGE_LASTS),
  );
}

/** The challenge an answer was made for, used up now. Throws Invalid when we did not give it, or not lately. */
function takeChallenge(ctx: Ctx, answer: CeremonyAnswer, personId: number | null): string {
  let challenge: unknown;
  try {
    challenge = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString()).challenge;
  } catch {
    challenge = undefined;
  }
  const ours =
    typeof challenge === 'string' &&
    inTransaction(ctx, (inside) => queries.takeChallenge(inside.db, challenge, personId, inside.clock.now()));
  if (!ours) throw new Invalid({ answer: 'passkeys.refused' });
  return challenge as string;
}

/** The library says in many words what does not hold; we say one. */
function refuse(): never {
  throw new Invalid({ answer: 'passkeys.refused' });
}

function ways(stored: string): AuthenticatorTransportFuture[] {
  return stored.split(',').filter(Boolean) as AuthenticatorTransportFuture[];
}

/** Erases all passkeys of a person, and ceremonies they began. Runs in the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.deletePasskeys(ctx.db, personId);
  queries.deleteChallengesOf(ctx.db, personId);
}
