// People, the links in their letters, signing in by such a link, and what people change about themselves.
import type { Actor, Group, Language } from '../access/actor.js';
import * as answerers from '../answerers/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, Stale } from '../errors.js';
import { timelineOf } from '../history/queries.js';
import { record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { day, minute } from '../lib/time.js';
import { hashToken, newToken } from '../lib/token.js';
import type { SecurityNotice } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import { type Begun, begin } from '../sessions/service.js';
import { countHourly, limitNetwork } from '../throttles/service.js';
import * as queries from './queries.js';
import { landing, ownPath } from './rules.js';

const LINK_MINUTES = 30;
const ASKED_BY_ADDRESS = 5;
/** A faculty sits behind one address on the last day. */
const ASKED_BY_NETWORK = 120;

/**
 * Sends a one-time link to an address, known or not; the answer and the work are the same for both.
 * Five an hour per address (further ones are quietly not sent), 120 per `network` (then TooMany).
 */
export function askForLink(
  ctx: Ctx,
  input: { email: string; next: string; language: Language; network: string },
): void {
  inTransaction(ctx, (inside) => {
    limitNetwork(inside, 'link', input.network, ASKED_BY_NETWORK);
    if (countHourly(inside, 'link', input.email) > ASKED_BY_ADDRESS) return;
    sendLink(inside, { purpose: 'sign_in', email: input.email, next: input.next, language: input.language });
  });
}

/**
 * Makes a sign-in link and queues its letter. Staff who never applied get a letter that shows them their own door:
 * their link is made all the same, and opens nothing. Runs in the caller's transaction.
 */
function sendLink(
  ctx: Ctx,
  input: { purpose: 'sign_in'; email: string; next: string; language: Language },
): void {
  const person = queries.personByEmail(ctx.db, input.email);
  const groups = queries.groupsOf(ctx.db, person?.id ?? 0);
  const staffOnly = groups.length > 0 && !groups.includes('applicant');
  const path = newLink(ctx, {
    ...input,
    personId: person?.id ?? null,
    minutes: LINK_MINUTES,
    dead: staffOnly,
  });
  queue(
    ctx,
    staffOnly ? 'staff-sign-in' : 'sign-in-link',
    { personId: person?.id ?? null, email: input.email, language: input.language },
    { entity: 'person', entityId: person?.id ?? 0 },
    staffOnly ? { link: `${ctx.config.baseUrl}/staff/sign-in` } : { link: path, minutes: LINK_MINUTES },
  );
}

/**
 * A sign-in link for another feature's letter, whole address; mark that letter `secret`. It supersedes earlier
 * unused sign-in links. Runs in the caller's transaction. Throws when neither a person nor an address is given.
 */
export function makeLink(
  ctx: Ctx,
  input: { personId?: number; email?: string; next: string; language: Language; minutes: number },
): string {
  const known = input.email ? queries.personByEmail(ctx.db, input.email)?.id : undefined;
  const personId = input.personId ?? known ?? null;
  if (!personId && !input.email) throw new Error('a sign-in link is for a person or an address');
  return newLink(ctx, { ...input, purpose: 'sign_in', personId, email: input.email ?? null });
}

/** A link that opens everything of one person, as often as one likes: in the demonstration only. */
export function demoLink(ctx: Ctx, personId: number, next: string): string {
  if (!ctx.config.demo) throw new Error('demo links are made in the demonstration only');
  const language = queries.personById(ctx.db, personId)?.language ?? 'sq';
  return newLink(ctx, {
    purpose: 'demo',
    personId,
    email: null,
    next,
    language,
    minutes: (30 * day) / minute,
  });
}

const doors: Record<queries.LinkPurpose, string> = {
  sign_in: '/sign-in/link',
  demo: '/sign-in/link',
  invitation: '/invitation',
  reset: '/invitation',
  setup: '/setup',
  change_email: '/account/email/confirm',
};

/** Makes a one-time link of any purpose; answers with the whole address. Only its hash is stored. */
export function newLink(
  ctx: Ctx,
  input: {
    purpose: queries.LinkPurpose;
    personId: number | null;
    email: string | null;
    next?: string;
    language: Language;
    minutes: number;
    dead?: boolean;
  },
): string {
  const { token, tokenHash } = newToken();
  const now = ctx.clock.now();
  queries.insertLink(ctx.db, {
    tokenHash,
    purpose: input.purpose,
    personId: input.personId,
    email: input.email,
    next: ownPath(input.next ?? '/'),
    language: input.language,
    createdAt: now,
    expiresAt: now + input.minutes * minute,
    supersededAt: input.dead ? now : null,
  });
  return `${ctx.config.baseUrl}${doors[input.purpose]}?token=${token}`;
}

/** The link behind a token, if it can be opened now for one of `purposes`; changes nothing. */
export function openable(ctx: Ctx, token: string, purposes: readonly queries.LinkPurpose[]) {
  return queries.openableLink(ctx.db, hashToken(token), purposes, ctx.clock.now());
}

/** Uses a link up and answers with it. Throws Invalid when it was used, is too old, or a newer one exists. */
export function takeLink(ctx: Ctx, token: string, purposes: readonly queries.LinkPurpose[]) {
  const link = openable(ctx, token, purposes);
  const used =
    link !== undefined && (link.purpose === 'demo' || queries.useLink(ctx.db, link.id, ctx.clock.now()));
  if (!used) throw new Invalid({ token: 'people.link.spent' });
  return link;
}

const opening = (ctx: Ctx): queries.LinkPurpose[] => (ctx.config.demo ? ['sign_in', 'demo'] : ['sign_in']);

/** What the page behind a sign-in link shows: whether it opens, and where a new one should lead. */
export function lookAtLink(ctx: Ctx, token: string): { token: string; openable: boolean; next: string } {
  const next = queries.linkOf(ctx.db, hashToken(token))?.next ?? '/';
  return { token, openable: openable(ctx, token, opening(ctx)) !== undefined, next };
}

/**
 * Uses a sign-in link up and begins a session: the person is created at the first use.
 * Throws Invalid when the link was used, is too old, or a newer one exists.
 */
export function openLink(
  ctx: Ctx,
  actor: Actor | null,
  input: { token: string; remember: boolean; device: string },
): Begun & { next: string } {
  return inTransaction(ctx, (inside) => {
    const link = takeLink(inside, input.token, opening(inside));
    const full = link.purpose === 'demo';
    const known = link.personId ? queries.personById(inside.db, link.personId) : undefined;
    if (link.personId && (!known || known.erasedAt)) throw new Invalid({ token: 'people.link.spent' });
    const email = known?.email ?? link.email;
    const personId = full || !email ? Number(link.personId) : personFor(inside, email, link.language);
    const person = known ?? queries.personById(inside.db, personId);
    if (!person) throw new Invalid({ token: 'people.link.spent' });
    if (!person.emailConfirmedAt)
      queries.updatePerson(inside.db, personId, { emailConfirmedAt: inside.clock.now() });
    const groups = queries.groupsOf(inside.db, personId);
    const begun = begin(
      inside,
      { personId, name: person.name, language: person.language, groups },
      {
        assurance: full ? 'full' : 'link',
        remember: input.remember,
        device: input.device,
        replaces: actor,
        how: link.purpose,
      },
    );
    return { ...begun, next: landing(link.next, full ? groups : ['applicant']) };
  });
}

/** The person with this address, made now with the applicant's membership if there was none. */
export function personFor(ctx: Ctx, email: string, language: Language, name = ''): number {
  const known = queries.personByEmail(ctx.db, email);
  const now = ctx.clock.now();
  const id = known?.id ?? queries.insertPerson(ctx.db, { email, language, name, createdAt: now });
  if (!queries.groupsOf(ctx.db, id).includes('applicant')) {
    queries.insertMembership(ctx.db, { personId: id, group: 'applicant', since: now });
  }
  return id;
}

/** Somebody who gave no address: a new person each time, since nothing tells two of them apart. */
export function personWithoutAddress(ctx: Ctx, language: Language, name: string): number {
  const now = ctx.clock.now();
  const id = queries.insertPerson(ctx.db, { email: null, language, name, createdAt: now });
  queries.insertMembership(ctx.db, { personId: id, group: 'applicant', since: now });
  return id;
}

/** Changes name, phone and language. Throws Stale when somebody saved meanwhile. */
export function changeProfile(
  ctx: Ctx,
  actor: Actor,
  input: { name: string; phone: string | null; language: Language; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const person = queries.personById(inside.db, actor.personId);
    if (!person) throw new Error('somebody is signed in who is not there');
    if (person.version !== input.version) {
      const savedAt = timelineOf(inside.db, 'person', person.id).findLast(
        (row) => row.event === 'contact_changed',
      )?.at;
      const theirs = [
        { label: 'people.profile.name', text: person.name },
        { label: 'people.profile.phone', text: person.phone },
      ];
      throw new Stale(theirs, savedAt ?? inside.clock.now());
    }
    const { name, phone, language } = input;
    keepContact(inside, actor, { personId: person.id, name, phone: phone ?? '', language });
  });
}

/** Tells a person, at `email` or their own address, that a key to their account was changed. */
export function notify(ctx: Ctx, personId: number, notice: SecurityNotice, email?: string): void {
  const person = queries.personById(ctx.db, personId);
  const to = email ?? person?.email;
  if (!person || !to) return;
  const when = dateTime(person.language, ctx.clock.now());
  const link = `${ctx.config.baseUrl}/contact`;
  queue(
    ctx,
    'security-notice',
    { personId, email: to, language: person.language },
    { entity: 'person', entityId: personId },
    { notice, when, link },
  );
}

/** Every group but the applicants'. */
export type StaffGroup = Exclude<Group, 'applicant'>;

/** Puts a person into exactly these staff and intern groups; the applicant's membership stays as it is. */
export function setGroups(ctx: Ctx, actor: Actor, personId: number, groups: readonly StaffGroup[]): void {
  const now = ctx.clock.now();
  const present = queries
    .groupsOf(ctx.db, personId)
    .filter((group): group is StaffGroup => group !== 'applicant');
  const begun = groups.filter((group) => !present.includes(group));
  const ended = present.filter((group) => !groups.includes(group));
  for (const group of ended) queries.endMembership(ctx.db, personId, group, now);
  for (const group of begun) {
    queries.insertMembership(ctx.db, { personId, group, since: now, grantedBy: actor.personId || null });
  }
  if (begun.length + ended.length === 0) return;
  record(ctx, actor, {
    entity: 'person',
    entityId: personId,
    event: 'groups_changed',
    details: { begun, ended },
  });
  answerers.settle(ctx);
}

/** Forgets links that ended thirty days ago; answers with how many. For the nightly job. */
export function forgetOldLinks(ctx: Ctx): number {
  return queries.deleteLinksBefore(ctx.db, ctx.clock.now() - 30 * day);
}

/** Keeps the name, phone and language somebody gave in an application. Runs in the caller's transaction. */
export function keepContact(
  ctx: Ctx,
  actor: Actor,
  input: { personId: number; name: string; phone: string; language: Language },
): void {
  const person = queries.personById(ctx.db, input.personId);
  if (!person) return;
  const { name, phone, language } = input;
  if (person.name === name && person.phone === phone && person.language === language) return;
  queries.updatePerson(ctx.db, input.personId, { name, phone, language, version: person.version + 1 });
  record(ctx, actor, { entity: 'person', entityId: input.personId, event: 'contact_changed' });
}

/**
 * Erases who somebody is: name, address, phone, links; their memberships end. The empty row stays, so that numbers in
 * the history have something to point at. Runs in the caller's transaction.
 */
export function erase(ctx: Ctx, actor: Actor, personId: number): void {
  const person = queries.personById(ctx.db, personId);
  if (!person || person.erasedAt !== null) return;
  const now = ctx.clock.now();
  queries.deleteLinksOf(ctx.db, personId, person.email);
  for (const group of queries.groupsOf(ctx.db, personId)) queries.endMembership(ctx.db, personId, group, now);
  const nobody = { name: '', email: null, phone: '', emailConfirmedAt: null };
  queries.updatePerson(ctx.db, personId, { ...nobody, erasedAt: now, version: person.version + 1 });
  record(ctx, actor, { entity: 'person', entityId: personId, event: 'erase' });
  answerers.settle(ctx);
}
