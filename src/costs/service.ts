// Costs of travel: claimed for a hearing that was attended, approved or returned with a reason, paid by the month.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import * as files from '../files/service.js';
import { record } from '../history/record.js';
import { date } from '../i18n/format.js';
import { seal, unseal } from '../lib/seal.js';
import { step } from '../lib/step.js';
import { localDate, startOfDay } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import { personById } from '../people/queries.js';
import * as placements from '../placements/service.js';
import * as tasks from '../tasks/service.js';
import { differencesOf } from './present.js';
import * as queries from './queries.js';
import { isMonth, type Payment, paymentsOf } from './rules.js';
import { type Event, moves } from './states.js';

export type Shown = queries.Claim & { reason: string; answer: string };

/** The actor's hearings without a claim, and their claims. */
export function mine(ctx: Ctx, { personId }: Actor) {
  const attended = queries.attendedBy(ctx.db, personId, localDate(ctx.clock.now()));
  return {
    open: attended.filter(({ costId }) => costId === null),
    claims: queries.claimsOf(ctx.db, personId).map((claim) => opened(ctx, claim)),
  };
}

/** One hearing the actor attended, with the claim there is. Throws NotFound for every other. */
export function forHearing(ctx: Ctx, { personId }: Actor, hearingId: number) {
  const found = queries.claimFor(ctx.db, personId, hearingId);
  if (found) return { claim: opened(ctx, found), hearing: found };
  const attended = queries.attendedBy(ctx.db, personId, localDate(ctx.clock.now()));
  const hearing = attended.find((one) => one.hearingId === hearingId);
  if (!hearing) throw new NotFound();
  return { claim: null, hearing };
}

/**
 * Claims costs for a hearing, or changes what was claimed until somebody decided; a new receipt takes the place of the
 * one before. Throws Invalid without a receipt and without a reason, Conflict when it is decided, Stale, NotFound.
 */
export function claim(
  ctx: Ctx,
  actor: Actor,
  input: {
    hearingId: number;
    amount: number;
    reason: string | null;
    document: files.Prepared | null;
    version: number;
  },
): void {
  inTransaction(ctx, (inside) => {
    const { hearingId, amount: amountCents, reason, document } = input;
    const { claim: before } = forHearing(inside, actor, hearingId);
    const earlier = before?.cost.fileId ?? null;
    if (!document && earlier === null && reason === null)
      throw new Invalid({ files: 'costs.problem.receipt' });
    const now = inside.clock.now();
    const state = before ? step(moves, 'change', before.cost.state, 'owner') : 'claimed';
    if (before && before.cost.version !== input.version)
      throw new Stale(differencesOf(before, { amountCents, reason: reason ?? '' }), before.cost.stateAt);
    const fileId = document ? receive(inside, actor, hearingId, document, earlier) : earlier;
    const { keyring } = inside.config;
    const sealedReason =
      reason === null ? null : seal(keyring, Buffer.from(reason), contextOf('reason', hearingId, actor));
    const row = { amountCents, fileId, sealedReason, state, stateAt: now, claimedAt: now, decidedBy: null };
    if (before && !queries.changeCost(inside.db, before.cost, row)) throw new Conflict('form.conflict.state');
    const id =
      before?.cost.id ?? queries.insertCost(inside.db, { ...row, hearingId, personId: actor.personId });
    if (id === undefined) throw new Conflict('form.conflict.state');
    record(inside, actor, {
      ...about(id),
      event: before ? 'change' : 'claim',
      from: before?.cost.state ?? null,
      to: state,
      details: { hearingId, amountCents },
    });
    tasks.open(inside, { kind: 'cost-to-decide', ...about(id) });
  });
}

/** A claim as staff see it. Throws NotFound. */
export function found(ctx: Ctx, id: number): Shown {
  const claim = queries.claimById(ctx.db, id);
  if (!claim) throw new NotFound();
  return opened(ctx, claim);
}

/** The receipt of a claim with its bytes. Throws NotFound when there is none. */
export function receiptOf(ctx: Ctx, id: number) {
  const { cost } = found(ctx, id);
  if (cost.fileId === null) throw new NotFound();
  return files.readOwned(ctx, { id: cost.fileId, ownerId: cost.personId });
}

/**
 * Approves a claim, or returns it with a reason, of which its owner is told by a letter without it. Throws Conflict for
 * a claim of one's own and when somebody was faster, IllegalMove, NotFound.
 */
export function decide(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; deed: 'approve' | 'give_back'; reason: string | null; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const shown = found(inside, input.id);
    const { hearingId, personId } = shown.cost;
    const answer = input.deed === 'give_back' ? (input.reason ?? '') : '';
    const context = contextOf('answer', hearingId, { personId });
    const sealedAnswer = answer === '' ? null : seal(inside.config.keyring, Buffer.from(answer), context);
    turn(inside, actor, shown, input.deed, 'coordinator', input.version, { sealedAnswer });
    tasks.close(inside, actor, { kind: 'cost-to-decide', ...about(input.id) });
    if (input.deed === 'give_back') tell(inside, shown);
  });
}

/** What is to be paid for the hearings of a month, a payment a person; the account only for whoever may pay. */
export function payments(ctx: Ctx, actor: Actor, month: string) {
  if (!isMonth(month)) throw new NotFound();
  const claims = queries.paymentsIn(ctx.db, month).map((claim) => {
    const { id, personId, state, amountCents, version } = claim.cost;
    return { ...claim, id, personId, state, amountCents, version };
  });
  const maySee = can(actor, 'cost.pay');
  return paymentsOf(claims).map((payment) => ({
    ...payment,
    account: maySee ? placements.accountOf(ctx, payment.personId) : null,
  }));
}

export type Paid = ReturnType<typeof payments>[number];

/** The same as `payments`, for a file that leaves the house: who took it is recorded first. Throws NotFound. */
export function taken(ctx: Ctx, actor: Actor, month: string, format: 'csv' | 'xlsx'): Paid[] {
  return inTransaction(ctx, (inside) => {
    const all = payments(inside, actor, month);
    const details = { month, format, accounts: can(actor, 'cost.pay') };
    record(inside, actor, { entity: 'cost', entityId: 0, event: 'export', details });
    return all;
  });
}

/**
 * Marks what these people are owed for a month as paid: each payment as it was seen. Throws Invalid when one is not as
 * it was, Conflict for a claim of one's own or approved by oneself.
 */
export function pay(ctx: Ctx, actor: Actor, month: string, seen: readonly string[]): void {
  inTransaction(ctx, (inside) => {
    const due: Payment<queries.Claim>[] = payments(inside, actor, month).filter(
      ({ dueCents }) => dueCents > 0,
    );
    const chosen = due.filter((payment) => seen.includes(payment.seen));
    if (chosen.length !== new Set(seen).size) throw new Invalid({ payments: 'costs.problem.changed' });
    for (const { claims } of chosen) {
      for (const claim of claims.filter(({ cost }) => cost.state === 'approved')) {
        if (claim.cost.decidedBy === actor.personId) throw new Conflict('costs.problem.same_person');
        turn(inside, actor, claim, 'pay', 'director', claim.cost.version, {});
      }
    }
  });
}

/** What is held about a person's claims, for themselves. */
export function heldAbout(ctx: Ctx, personId: number) {
  return queries.claimsOf(ctx.db, personId).map((claim) => {
    const { reason, answer, cost, scheduledOn } = opened(ctx, claim);
    const { amountCents, fileId, state, stateAt, claimedAt } = cost;
    return { hearingOn: scheduledOn, amountCents, fileId, state, stateAt, claimedAt, reason, answer };
  });
}

/** Erases what was written in somebody's claims; their receipts go with their documents. In the caller's transaction. */
export function erase(ctx: Ctx, personId: number): void {
  queries.eraseWords(ctx.db, personId);
}

/** Erases the receipt and the words of one claim; the amount, the hearing and the month stay. In the caller's transaction. */
export function eraseOne(ctx: Ctx, actor: Actor, id: number): void {
  const fileId = queries.eraseWordsOf(ctx.db, id);
  if (fileId !== null && files.kept(ctx, [fileId]).length > 0) files.purge(ctx, actor, fileId);
  record(ctx, actor, { entity: 'cost', entityId: id, event: 'erase', reasonCode: 'retention_cost' });
}

function opened(ctx: Ctx, claim: queries.Claim): Shown {
  const { hearingId, sealedReason, sealedAnswer } = claim.cost;
  const open = (sealed: Buffer | null, what: 'reason' | 'answer') =>
    sealed ? unseal(ctx.config.keyring, sealed, contextOf(what, hearingId, claim.cost)).toString() : '';
  return { ...claim, reason: open(sealedReason, 'reason'), answer: open(sealedAnswer, 'answer') };
}

/** A receipt is named by what it is: a file's own name may say anything. */
function receive(
  ctx: Ctx,
  actor: Actor,
  hearingId: number,
  document: files.Prepared,
  earlier: number | null,
): number {
  const named = { ...document, suggestedName: `receipt-${hearingId}.${document.type}` };
  const replaces = earlier === null ? {} : { replacesId: earlier };
  const fileId = files.store(ctx, actor, { ownerId: actor.personId, document: named, ...replaces });
  if (earlier !== null) files.purge(ctx, actor, earlier);
  return fileId;
}

function turn(
  ctx: Ctx,
  actor: Actor,
  { cost }: queries.Claim,
  event: Event,
  role: 'coordinator' | 'director',
  version: number,
  more: { sealedAnswer?: Buffer | null },
): void {
  if (cost.personId === actor.personId) throw new Conflict('costs.problem.own');
  const state = step(moves, event, cost.state, role);
  const decidedBy = event === 'pay' ? cost.decidedBy : actor.personId || null;
  const change = { ...more, state, stateAt: ctx.clock.now(), decidedBy };
  if (!queries.changeCost(ctx.db, { ...cost, version }, change)) throw new Conflict('form.conflict.state');
  const details = { amountCents: cost.amountCents };
  record(ctx, actor, { ...about(cost.id), event, from: cost.state, to: state, details });
}

function tell(ctx: Ctx, { cost, scheduledOn }: Shown): void {
  const person = personById(ctx.db, cost.personId);
  if (!person?.email) return;
  const { email, language } = person;
  queue(ctx, 'cost-returned', { personId: cost.personId, email, language }, about(cost.id), {
    when: date(language, startOfDay(scheduledOn)),
    link: `${ctx.config.baseUrl}/my/costs/${cost.hearingId}`,
  });
}

const about = (id: number) => ({ entity: 'cost', entityId: id });
const contextOf = (what: string, hearingId: number, { personId }: { personId: number }) =>
  `cost-${what}:${hearingId}:${personId}`;
