// Says who takes part in a case, in which role and for how long; a name that may be protected needs a statement first.
import type { Actor } from '../access/actor.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, type Problem, Stale, type Theirs } from '../errors.js';
import type { NamedRole } from '../lib/terms.js';
import * as likenesses from '../likenesses/service.js';
import * as parties from '../parties/service.js';
import type { OfRole } from './form.js';
import * as queries from './queries.js';
import { actsFor, mayActFor, needsStatement } from './rules.js';

type Input = OfRole & {
  caseId: number;
  role: NamedRole;
  name: string;
  party: string | null;
  sinceOn: string;
  named: boolean;
  sample?: boolean;
};

/** Those the register knows under a name like this. */
export function alike(ctx: Ctx, name: string) {
  return parties.alike(ctx, name);
}

/**
 * Enters somebody into a case; the register learns of them when it does not know them. Answers with the id. Throws
 * Invalid while it is open who they are, a statement is missing or something does not fit the role; NotFound.
 */
export function add(ctx: Ctx, actor: Actor, input: Input): number {
  return inTransaction(ctx, (inside) => {
    const { caseId, role, sinceOn } = input;
    cases.known(inside, actor, caseId);
    if (needsStatement(role) && !input.named) throw new Invalid({ named: 'participants.problem.named' });
    const ofRole = fitting(inside, caseId, role, input);
    const partyId = partyFor(inside, actor, input);
    const now = inside.clock.now();
    const id = queries.insertParticipant(inside.db, {
      caseId,
      partyId,
      role,
      sinceOn,
      ...ofRole,
      changedAt: now,
      addedAt: now,
      addedBy: actor.personId || null,
    });
    if (id === undefined) throw new Invalid({ name: 'participants.problem.twice' });
    cases.touched(inside, actor, caseId, 'add_participant', { role, participantId: id });
    likenesses.named(inside, partyId);
    return id;
  });
}

/** Changes somebody's part, or ends it. Throws Stale when somebody did meanwhile, Invalid, NotFound. */
export function change(
  ctx: Ctx,
  actor: Actor,
  input: OfRole & { caseId: number; id: number; sinceOn: string; untilOn: string | null; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const { caseId, id, sinceOn, untilOn, version } = input;
    cases.known(inside, actor, caseId);
    const before = opened(inside, caseId, id);
    if (untilOn !== null && untilOn < sinceOn) throw new Invalid({ untilOn: 'participants.problem.days' });
    const ofRole = fitting(inside, caseId, before.role, input, id);
    const after = { sinceOn, untilOn, ...ofRole };
    const now = inside.clock.now();
    if (!queries.updateParticipant(inside.db, id, version, { ...after, changedAt: now }))
      throw new Stale(differences(before, after), before.changedAt);
    const fields = Object.entries(after)
      .filter(([name, value]) => before[name as keyof typeof before] !== value)
      .map(([name]) => name);
    cases.touched(inside, actor, caseId, 'change_participant', { participantId: id, fields });
  });
}

/**
 * Takes somebody out of a case who should never have been entered. Throws Conflict while something rests on them,
 * NotFound.
 */
export function remove(ctx: Ctx, actor: Actor, input: { caseId: number; id: number }): void {
  inTransaction(ctx, (inside) => {
    const { caseId, id } = input;
    cases.known(inside, actor, caseId);
    opened(inside, caseId, id);
    if (!queries.deleteParticipant(inside.db, caseId, id)) throw new Conflict('participants.problem.rests');
    cases.touched(inside, actor, caseId, 'remove_participant', { participantId: id });
  });
}

/** One row of a case. Throws NotFound. */
export function opened(ctx: Ctx, caseId: number, id: number): queries.Participant {
  const found = queries.participantIn(ctx.db, caseId, id);
  if (!found) throw new NotFound();
  return found;
}

/** Who it is: one the register asked about, or a new entry. */
function partyFor(ctx: Ctx, actor: Actor, { party, name, sample }: Input): number {
  const known = parties.alike(ctx, name);
  if (party === 'new' || (party === null && known.length === 0))
    return parties.add(ctx, actor, { name, isNew: true, sample: sample ?? false });
  const chosen = known.find((one) => String(one.id) === party);
  if (!chosen) throw new Invalid({ party: 'participants.problem.party' });
  return chosen.id;
}

/** What belongs to the role, and nothing that does not. Throws Invalid. */
function fitting(ctx: Ctx, caseId: number, role: NamedRole, input: OfRole, ownId = 0): Nullable<OfRole> {
  const problems: Record<string, Problem | string> = {};
  const isAccused = role === 'ACC';
  if (isAccused && input.custody === null) problems.custody = 'form.required';
  const forId = actsFor.includes(role) ? input.forId : null;
  const whom = forId === null ? undefined : queries.participantIn(ctx.db, caseId, forId);
  if (forId !== null && (forId === ownId || !whom || !mayActFor(role, whom.role)))
    problems.forId = 'participants.problem.whom';
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return {
    custody: isAccused ? input.custody : null,
    inAbsentia: isAccused ? input.inAbsentia : null,
    forId,
    counselKind: role === 'DEF' ? input.counselKind : null,
  };
}

type Nullable<T> = { [Name in keyof T]: T[Name] | null };

function differences(before: queries.Participant, after: Partial<queries.Participant>): Theirs {
  const { sinceOn, untilOn, custody, inAbsentia, counselKind } = before;
  const said: Theirs = [];
  if (sinceOn !== after.sinceOn) said.push({ label: 'participants.field.sinceOn', text: sinceOn });
  if (untilOn !== after.untilOn) said.push({ label: 'participants.field.untilOn', text: untilOn ?? '' });
  if (custody !== after.custody)
    said.push({
      label: 'participants.field.custody',
      text: custody ?? '',
      textKey: `participants.custody.${custody}`,
    });
  if (inAbsentia !== after.inAbsentia)
    said.push({
      label: 'participants.field.inAbsentia',
      text: '',
      textKey: `participants.in_absentia.${inAbsentia}`,
    });
  if (counselKind !== after.counselKind)
    said.push({
      label: 'participants.field.counselKind',
      text: counselKind ?? '',
      textKey: `participants.counsel.${counselKind}`,
    });
  return said;
}
