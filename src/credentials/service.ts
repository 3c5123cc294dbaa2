// The staff door: password and second factor; and how staff and interns change them.
import { createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { openShown, sealShown } from '../lib/shown.js';
import * as people from '../people/queries.js';
import { landing, ownPath } from '../people/rules.js';
import { notify } from '../people/service.js';
import { type Begun, begin, endAll } from '../sessions/service.js';
import * as throttles from '../throttles/service.js';
import * as queries from './queries.js';
import { ARGON, isCommon, isPersonal, NOBODY, readCode, recoveryCode } from './rules.js';

/** Loaded when somebody first signs in by password: it is a library of its own machine code. */
const argon = () => import('@node-rs/argon2');

const WRONG_BY_NETWORK = 50;
const CODES = 10;
const WINDOW = 1;
const PERIOD = 30;

/** What a request tells about where it comes from: its address, and the browser's own random name. */
export type Place = { network: string; browser: string; device: string };

/**
 * The person with this address and password. Slow, so it runs outside any transaction. Throws Invalid, the same for
 * a wrong password, an unknown address and somebody who has no business here; TooMany after five failures.
 */
export async function checkPassword(
  ctx: Ctx,
  input: { email: string; password: string },
  place: Place,
): Promise<number> {
  const attempt = { kind: 'password', account: input.email, browser: place.browser } as const;
  throttles.limitNetwork(ctx, 'password', place.network, WRONG_BY_NETWORK);
  throttles.attempt(ctx, attempt);
  const person = people.personByEmail(ctx.db, input.email);
  const id = person?.id ?? 0;
  const groups = people.groupsOf(ctx.db, id);
  const stored = queries.credentialsOf(ctx.db, id)?.passwordHash;
  const { verify } = await argon();
  const right = await verify(stored ?? NOBODY, input.password);
  if (!right || !stored || !groups.some((group) => group !== 'applicant')) {
    ctx.log.warn({ event: 'sign_in_refused' }, 'wrong password or unknown address');
    throw new Invalid({ password: 'credentials.sign_in.wrong' });
  }
  inTransaction(ctx, (inside) => {
    throttles.succeeded(inside, attempt);
    throttles.forgiveNetwork(inside, 'password', place.network);
  });
  return id;
}

/** Begins the half-finished session of somebody whose password was right; it opens only the second step. */
export function beginHalf(
  ctx: Ctx,
  actor: Actor | null,
  personId: number,
  next: string,
  place: Place,
): Begun & { next: string } {
  const begun = beginAs(ctx, actor, personId, 'password', 'password', place);
  const step = hasApp(ctx, personId) ? 'code' : 'app';
  return { ...begun, next: `/staff/sign-in/${step}?next=${encodeURIComponent(ownPath(next))}` };
}

/** True when this person's code app is connected. */
export function hasApp(ctx: Ctx, personId: number): boolean {
  return queries.credentialsOf(ctx.db, personId)?.totpConfirmedAt != null;
}

/** Counts a code before it is looked at. Throws TooMany after five failures. Its own transaction. */
export function countCode(ctx: Ctx, actor: Actor, place: Place): void {
  throttles.attempt(ctx, codeAttempt(ctx, actor, place));
}

/** The second step: a code of the app, or a recovery code, each good once. Answers with the full session. */
export function giveCode(
  ctx: Ctx,
  actor: Actor,
  input: { code: string; next: string },
  place: Place,
): Begun & { next: string } {
  return inTransaction(ctx, (inside) => {
    const typed = readCode(input.code);
    const stored = queries.credentialsOf(inside.db, actor.personId);
    if (!stored?.totpSealed || !stored.totpConfirmedAt) throw new Conflict('credentials.code.no_app');
    if (!typed) throw new Invalid({ code: 'credentials.code.wrong' });
    if (typed.kind === 'recovery') {
      const codeHash = hashCode(inside, actor.personId, typed.code);
      if (!queries.takeRecoveryCode(inside.db, actor.personId, codeHash, inside.clock.now())) {
        throw new Invalid({ code: 'credentials.code.wrong' });
      }
      record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'recovery_code_used' });
      notify(inside, actor.personId, 'code_used');
    } else {
      const secret = unseal(inside.config.keyring, stored.totpSealed, `totp:${actor.personId}`).toString();
      takeStep(inside, actor.personId, stepOf(secret, typed.code, inside.clock.now()));
    }
    return rise(inside, actor, input.next, `password+${typed.kind}`, place);
  });
}

/** A new secret for the code app: as text, as the address in the QR code, and sealed to travel in the form. */
export function newSecret(
  ctx: Ctx,
  personId: number,
  sealed?: string,
): { secret: string; uri: string; sealed: string } {
  const secret = (sealed && open(ctx, `app:${personId}`, sealed)) || new Secret({ size: 20 }).base32;
  const label = people.personById(ctx.db, personId)?.email ?? '';
  const uri = new TOTP({ issuer: 'HLC Kosovo', label, secret: Secret.fromBase32(secret) }).toString();
  return { secret, uri, sealed: close(ctx, `app:${personId}`, secret) };
}

/** Connects the first code app of somebody whose password was right, and lets them in. Throws Invalid on a wrong code. */
export function connectApp(
  ctx: Ctx,
  actor: Actor,
  input: { sealed: string; code: string },
  place: Place,
): Begun & { next: string } {
  return inTransaction(ctx, (inside) => {
    if (hasApp(inside, actor.personId)) throw new Conflict('credentials.app.already');
    keepApp(inside, actor, input);
    return rise(inside, actor, '/account/security/codes', 'password+app', place);
  });
}

/** Connects another code app in place of the present one; signs out everywhere else. Throws Invalid on a wrong code. */
export function replaceApp(ctx: Ctx, actor: Actor, input: { sealed: string; code: string }): void {
  inTransaction(ctx, (inside) => {
    keepApp(inside, actor, input);
    endAll(inside, actor, actor.personId, actor.sessionId);
    notify(inside, actor.personId, 'app');
  });
}

/** Ten new recovery codes to be shown, and the same sealed to travel in the form: they count once they are kept. */
export function newCodes(ctx: Ctx, personId: number, sealed?: string): { codes: string[]; sealed: string } {
  const shown = sealed ? open(ctx, `codes:${personId}`, sealed) : undefined;
  const codes = shown?.split(' ') ?? Array.from({ length: CODES }, () => recoveryCode(randomBytes(12)));
  return { codes, sealed: close(ctx, `codes:${personId}`, codes.join(' ')) };
}

/** Puts the shown codes in place of all earlier ones. Throws Invalid when the page was open for too long. */
export function keepCodes(ctx: Ctx, actor: Actor, sealed: string): void {
  inTransaction(ctx, (inside) => {
    const codes = open(inside, `codes:${actor.personId}`, sealed)?.split(' ');
    if (!codes) throw new Invalid({ kept: 'credentials.page.old' });
    const hashes = codes.map((code) => hashCode(inside, actor.personId, code.replaceAll('-', '')));
    const { all } = queries.recoveryCodesOf(inside.db, actor.personId);
    queries.replaceRecoveryCodes(inside.db, actor.personId, hashes);
    record(inside, actor, { entity: 'person', entityId: actor.personId, event: 'recovery_codes_made' });
    if (all > 0) notify(inside, actor.personId, 'codes');
  });
}

/** Asks for the password again before a key is changed. Slow. Throws Invalid on `field`, or TooMany. */
export async function confirmPassword(
  ctx: Ctx,
  actor: Actor,
  password: string,
  place: Place,
  field = 'password',
): Promise<void> {
  const account = people.personById(ctx.db, actor.personId)?.email ?? '';
  const attempt = { kind: 'password', account, browser: place.browser } as const;
  throttles.attempt(ctx, attempt);
  const stored = queries.credentialsOf(ctx.db, actor.personId)?.passwordHash;
  const { verify } = await argon();
  if (!(await verify(stored ?? NOBODY, password)) || !stored)
    throw new Invalid({ [field]: 'credentials.password.wrong' });
  inTransaction(ctx, (inside) => throttles.succeeded(inside, attempt));
}

let common: Promise<ReadonlySet<string>> | undefined;

async function readCommon(): Promise<ReadonlySet<string>> {
  const list = await import('@zxcvbn-ts/language-common');
  return new Set((list.dictionary['passwords-common'] as string[]).map((one) => one.toLowerCase()));
}

/** The hash of a new password. Slow. Throws Invalid on `password` when it is common or holds the owner's name. */
export async function hashPassword(
  password: string,
  owner: { name: string; email: string },
): Promise<string> {
  common ??= readCommon();
  if (isCommon(password, await common)) throw new Invalid({ password: 'credentials.password.common' });
  if (isPersonal(password, owner)) throw new Invalid({ password: 'credentials.password.personal' });
  const { hash } = await argon();
  return hash(password, ARGON);
}

/** Stores a password's hash. Runs in the caller's transaction. */
export function setPassword(ctx: Ctx, actor: Actor, personId: number, passwordHash: string): void {
  queries.setCredentials(ctx.db, personId, { passwordHash, passwordChangedAt: ctx.clock.now() });
  record(ctx, actor, { entity: 'person', entityId: personId, event: 'password_changed' });
}

/** Sets a new password: signs out everywhere else, and goes on here under a new token. */
export function changePassword(ctx: Ctx, actor: Actor, passwordHash: string, place: Place): Begun {
  return inTransaction(ctx, (inside) => {
    setPassword(inside, actor, actor.personId, passwordHash);
    endAll(inside, actor, actor.personId, actor.sessionId);
    notify(inside, actor.personId, 'password');
    return beginAs(inside, actor, actor.personId, 'full', 'password_change', place);
  });
}

/** Forgets code app and recovery codes: they are set up anew. Runs in the caller's transaction. */
export function forgetSecondFactor(ctx: Ctx, actor: Actor, personId: number): void {
  queries.setCredentials(ctx.db, personId, { totpSealed: null, totpConfirmedAt: null });
  queries.replaceRecoveryCodes(ctx.db, personId, []);
  record(ctx, actor, { entity: 'person', entityId: personId, event: 'second_factor_forgotten' });
}

/** Begins a session of this person in place of the browser's present one. Runs in the caller's transaction. */
export function beginAs(
  ctx: Ctx,
  actor: Actor | null,
  personId: number,
  assurance: 'password' | 'full',
  how: string,
  place: Place,
): Begun {
  const person = people.personById(ctx.db, personId);
  if (!person) throw new Error('a session is begun for nobody');
  const { name, language } = person;
  const groups = people.groupsOf(ctx.db, personId);
  return begin(
    ctx,
    { personId, name, language, groups },
    { assurance, device: place.device, replaces: actor, how },
  );
}

/** From half to full: a new token, a clean count, and a browser that is known from now on. */
function rise(ctx: Ctx, actor: Actor, next: string, how: string, place: Place): Begun & { next: string } {
  const begun = beginAs(ctx, actor, actor.personId, 'full', how, place);
  const attempt = codeAttempt(ctx, actor, place);
  throttles.succeeded(ctx, attempt);
  throttles.know(ctx, attempt.account, place.browser);
  return { ...begun, next: landing(next, people.groupsOf(ctx.db, actor.personId)) };
}

function keepApp(ctx: Ctx, actor: Actor, input: { sealed: string; code: string }): void {
  const secret = open(ctx, `app:${actor.personId}`, input.sealed);
  if (!secret) throw new Invalid({ code: 'credentials.page.old' });
  const now = ctx.clock.now();
  const step = stepOf(secret, input.code.replace(/\s/g, ''), now);
  if (step === undefined) throw new Invalid({ code: 'credentials.code.wrong' });
  const totpSealed = seal(ctx.config.keyring, Buffer.from(secret), `totp:${actor.personId}`);
  queries.setCredentials(ctx.db, actor.personId, { totpSealed, totpConfirmedAt: now, totpLastStep: step });
  record(ctx, actor, { entity: 'person', entityId: actor.personId, event: 'code_app_connected' });
}

function takeStep(ctx: Ctx, personId: number, step: number | undefined): void {
  if (step === undefined) throw new Invalid({ code: 'credentials.code.wrong' });
  if (!queries.takeStep(ctx.db, personId, step)) throw new Invalid({ code: 'credentials.code.again' });
}

/** The 30-second step a code belongs to, one before and one after included; undefined when it belongs to none. */
function stepOf(secret: string, code: string, now: number): number | undefined {
  const delta = new TOTP({ secret: Secret.fromBase32(secret) }).validate({
    token: code,
    window: WINDOW,
    timestamp: now,
  });
  return delta === null ? undefined : Math.floor(now / 1000 / PERIOD) + delta;
}

function codeAttempt(ctx: Ctx, actor: Actor, place: Place) {
  const account = people.personById(ctx.db, actor.personId)?.email ?? '';
  return { kind: 'code', account, browser: place.browser } as const;
}

function hashCode(ctx: Ctx, personId: number, code: string): string {
  return createHmac('sha256', ctx.config.secret).update(`recovery:${personId}:${code}`).digest('hex');
}

const close = (ctx: Ctx, context: string, text: string) =>
  sealShown(ctx.config.keyring, context, text, ctx.clock.now());
const open = (ctx: Ctx, context: string, sealed: string) =>
  openShown(ctx.config.keyring, context, sealed, ctx.clock.now());

/** Erases everything somebody signs in with. Runs in the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.deleteCredentials(ctx.db, personId);
}
