// Staff and interns: inviting them, what they may do, and setting up their access.
import type { Actor, Language } from '../access/actor.js';
import { SYSTEM } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import {
  beginAs,
  forgetSecondFactor,
  hasApp,
  hashPassword,
  type Place,
  setPassword,
} from '../credentials/service.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { hour, minute } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import * as passkeys from '../passkeys/service.js';
import * as people from '../people/queries.js';
import { newLink, notify, openable, type StaffGroup, setGroups, takeLink } from '../people/service.js';
import { type Begun, endAll } from '../sessions/service.js';
import * as queries from './queries.js';

const INVITATION_HOURS = 48;
const SETUP_HOURS = 24;

/**
 * Brings somebody into the house and sends them the link to set up their access. An applicant keeps their account
 * and their application; who has a password already only gains the groups and is told.
 */
export function invite(
  ctx: Ctx,
  actor: Actor,
  input: { name: string; email: string; language: Language; groups: readonly StaffGroup[] },
): number {
  return inTransaction(ctx, (inside) => {
    const { name, email, language, groups } = input;
    const known = people.personByEmail(inside.db, email);
    if (known && people.groupsOf(inside.db, known.id).some((group) => group !== 'applicant')) {
      throw new Invalid({ email: 'members.invite.known' });
    }
    const id =
      known?.id ?? people.insertPerson(inside.db, { name, email, language, createdAt: inside.clock.now() });
    if (known && known.name === '') people.updatePerson(inside.db, id, { name });
    setGroups(inside, actor, id, groups);
    if (queries.member(inside.db, id)?.hasPassword) notify(inside, id, 'groups');
    else sendLink(inside, actor, id, { ...linkLetters.invitation, more: { again: false } });
    return id;
  });
}

/** Puts a member into exactly these groups. Throws Invalid when nobody would be left to administrate. */
export function changeGroups(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; groups: readonly StaffGroup[] },
): void {
  inTransaction(ctx, (inside) => {
    const before = need(inside, input.id).groups;
    const ends = before.includes('administrator') && !input.groups.includes('administrator');
    if (ends && people.countIn(inside.db, 'administrator', input.id) === 0) {
      throw new Invalid({ groups: 'members.groups.last' });
    }
    const same =
      before.length === input.groups.length && before.every((group) => input.groups.includes(group));
    if (same) return;
    setGroups(inside, actor, input.id, input.groups);
    notify(inside, input.id, 'groups');
    if (input.groups.length > 0) return;
    people.supersedeLinks(inside.db, input.id, ['invitation', 'reset'], inside.clock.now());
    endAll(inside, actor, input.id);
  });
}

/**
 * Sends a member a new link: for a new password only, or (`all`) to set up everything anew. Nothing of theirs
 * changes until they use it; an earlier link no longer works.
 */
export function sendNewLink(ctx: Ctx, actor: Actor, input: { id: number; what: 'password' | 'all' }): void {
  inTransaction(ctx, (inside) => {
    const member = need(inside, input.id);
    if (member.groups.length === 0) throw new Conflict('members.link.past');
    if (!member.hasPassword || input.what === 'all')
      sendLink(inside, actor, input.id, { ...linkLetters.invitation, more: { again: member.hasPassword } });
    else sendLink(inside, actor, input.id, linkLetters.reset);
  });
}

/**
 * A link for an administrator to whom nobody else can send one: password and phone anew. For whoever has the server, on
 * the command line. Undefined when no administrator has this address.
 */
export function wayIn(ctx: Ctx, email: string): string | undefined {
  return inTransaction(ctx, (inside) => {
    const id = people.personByEmail(inside.db, email)?.id;
    if (id === undefined || !people.groupsOf(inside.db, id).includes('administrator')) return undefined;
    return linkFor(inside, SYSTEM, id, linkLetters.invitation).link;
  });
}

/** A one-time address to make the first administrator; undefined when there is one. For the start of the process. */
export function setupLink(ctx: Ctx): string | undefined {
  return inTransaction(ctx, (inside) => {
    if (people.countIn(inside.db, 'administrator') > 0) return undefined;
    const minutes = (SETUP_HOURS * hour) / minute;
    // An address nobody can have, so that a newer setup link supersedes this one.
    return newLink(inside, { purpose: 'setup', personId: null, email: 'setup', language: 'sq', minutes });
  });
}

/** What the page behind an invitation shows; undefined when the link no longer opens. */
export function lookAtInvitation(ctx: Ctx, token: string) {
  const link = openable(ctx, token, ['invitation', 'reset']);
  const person = link?.personId ? people.personById(ctx.db, link.personId) : undefined;
  if (!link || !person || person.erasedAt) return undefined;
  return { name: person.name, email: person.email ?? '', all: link.purpose === 'invitation' };
}

/** True when this setup link can be used. */
export function maySetUp(ctx: Ctx, token: string): boolean {
  return people.countIn(ctx.db, 'administrator') === 0 && openable(ctx, token, ['setup']) !== undefined;
}

/** The hash of the password behind an invitation. Slow. Throws Invalid for a spent link or too easy a password. */
export async function hashForInvitation(
  ctx: Ctx,
  input: { token: string; password: string },
): Promise<string> {
  const owner = lookAtInvitation(ctx, input.token);
  if (!owner) throw new Invalid({ token: 'people.link.spent' });
  return hashPassword(input.password, owner);
}

/** The hash of the first administrator's password. Slow. Throws Invalid for a spent link or too easy a password. */
export async function hashForSetup(
  ctx: Ctx,
  input: { token: string; name: string; email: string; password: string },
): Promise<string> {
  if (!maySetUp(ctx, input.token)) throw new Invalid({ token: 'people.link.spent' });
  return hashPassword(input.password, input);
}

/**
 * Sets the password behind an invitation and begins the half-finished session that leads to the code app.
 * Throws Invalid when the link is spent.
 */
export function accept(
  ctx: Ctx,
  actor: Actor | null,
  input: { token: string; passwordHash: string },
  place: Place,
): Begun & { next: string } {
  return inTransaction(ctx, (inside) => {
    const link = takeLink(inside, input.token, ['invitation', 'reset']);
    const id = Number(link.personId);
    const person = people.personById(inside.db, id);
    if (!person || person.erasedAt) throw new Invalid({ token: 'people.link.spent' });
    const owner: Actor = {
      ...SYSTEM,
      personId: id,
      name: person.name,
      language: person.language,
      assurance: 'password',
    };
    if (link.purpose === 'invitation') {
      forgetSecondFactor(inside, owner, id);
      passkeys.forgetAll(inside, owner, id);
    }
    setPassword(inside, owner, id, input.passwordHash);
    if (link.purpose === 'reset') notify(inside, id, 'password');
    people.supersedeLinks(inside.db, id, ['invitation', 'reset', 'sign_in'], inside.clock.now());
    if (!person.emailConfirmedAt)
      people.updatePerson(inside.db, id, { emailConfirmedAt: inside.clock.now() });
    endAll(inside, owner, id);
    return half(inside, actor, id, place, link.purpose);
  });
}

/** Makes the first coordinator and administrator. Throws Invalid when the link is spent or there is one already. */
export function setUp(
  ctx: Ctx,
  actor: Actor | null,
  input: { token: string; name: string; email: string; language: Language; passwordHash: string },
  place: Place,
): Begun & { next: string } {
  return inTransaction(ctx, (inside) => {
    takeLink(inside, input.token, ['setup']);
    if (people.countIn(inside.db, 'administrator') > 0) throw new Invalid({ token: 'people.link.spent' });
    const { name, email, language, passwordHash } = input;
    const known = people.personByEmail(inside.db, email)?.id;
    const now = inside.clock.now();
    const id =
      known ??
      people.insertPerson(inside.db, { name, email, language, createdAt: now, emailConfirmedAt: now });
    setGroups(inside, SYSTEM, id, ['coordinator', 'administrator']);
    setPassword(inside, SYSTEM, id, passwordHash);
    return half(inside, actor, id, place, 'setup');
  });
}

function half(
  ctx: Ctx,
  actor: Actor | null,
  id: number,
  place: Place,
  how: string,
): Begun & { next: string } {
  const begun = beginAs(ctx, actor, id, 'password', how, place);
  return { ...begun, next: hasApp(ctx, id) ? '/staff/sign-in/code' : '/staff/sign-in/app' };
}

function need(ctx: Ctx, id: number) {
  const member = queries.member(ctx.db, id);
  if (!member) throw new NotFound();
  return member;
}

/** A letter with a link to choose a password, in place of any link of these two kinds that was sent before. */
function sendLink(
  ctx: Ctx,
  actor: Actor,
  id: number,
  { purpose, letter, event, more = {} }: LinkLetter & { more?: Record<string, unknown> },
): void {
  const { link, name, email, language } = linkFor(ctx, actor, id, { purpose, event });
  const data = { name, link, hours: INVITATION_HOURS, ...more };
  queue(ctx, letter, { personId: id, email, language }, { entity: 'person', entityId: id }, data);
}

function linkFor(
  ctx: Ctx,
  actor: Actor,
  id: number,
  { purpose, event }: Pick<LinkLetter, 'purpose' | 'event'>,
) {
  const owner = addressed(ctx, id);
  people.supersedeLinks(ctx.db, id, ['invitation', 'reset'], ctx.clock.now());
  const minutes = (INVITATION_HOURS * hour) / minute;
  const { email, language } = owner;
  const link = newLink(ctx, { purpose, personId: id, email, language, minutes });
  record(ctx, actor, { entity: 'person', entityId: id, event });
  return { ...owner, link };
}

const linkLetters = {
  invitation: { purpose: 'invitation', letter: 'invitation', event: 'invitation_sent' },
  reset: { purpose: 'reset', letter: 'new-password', event: 'password_link_sent' },
} as const;
type LinkLetter = (typeof linkLetters)[keyof typeof linkLetters];

function addressed(ctx: Ctx, id: number) {
  const person = people.personById(ctx.db, id);
  if (!person?.email) throw new Conflict('members.link.no_address');
  return { name: person.name, email: person.email, language: person.language };
}
