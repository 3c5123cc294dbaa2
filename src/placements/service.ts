// Internships: begun by an acceptance, prepared step by step, active, extended, ended. Costs and reports stand elsewhere.
import type { Actor } from '../access/actor.js';
import type { Application } from '../applications/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { lastMove } from '../history/queries.js';
import { record } from '../history/record.js';
import { date } from '../i18n/format.js';
import { seal, unseal } from '../lib/seal.js';
import { step } from '../lib/step.js';
import { localDate, startOfDay } from '../lib/time.js';
import * as likenesses from '../likenesses/service.js';
import type { LetterName } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import * as members from '../members/service.js';
import { groupsOf } from '../people/queries.js';
import type { StaffGroup } from '../people/service.js';
import * as tasks from '../tasks/service.js';
import { changesOf } from './present.js';
import * as queries from './queries.js';
import {
  isRightLength,
  missingSteps,
  type SignedText,
  type Step,
  TEXT_VERSION,
  textsToSign,
} from './rules.js';
import { type Event, moves, type Role } from './states.js';

/** How long an internship lasts for somebody who came without a call of ours. Source: call 2020. */
const MONTHS = { min: 3, max: 6 };

type Shown = NonNullable<ReturnType<typeof queries.placementById>>;
export type Account = { holder: string; bank: string; account: string };

/** An internship with everything its pages show. Throws NotFound. */
export function opened(ctx: Ctx, id: number) {
  const shown = queries.placementById(ctx.db, id);
  if (!shown) throw new NotFound();
  return whole(ctx, shown);
}

/** The actor's own internship, the latest. Throws NotFound when there is none. */
export function mine(ctx: Ctx, actor: Actor) {
  const shown = queries.ownPlacement(ctx.db, actor.personId);
  if (!shown) throw new NotFound();
  return whole(ctx, shown);
}

export type Opened = ReturnType<typeof opened>;

function whole(ctx: Ctx, shown: Shown) {
  const { id, sealedConflicts, sealedAccount } = shown.placement;
  const open = (sealed: Buffer | null, context: string) =>
    sealed ? unseal(ctx.config.keyring, sealed, `${context}:${id}`).toString() : null;
  const account = open(sealedAccount, 'placement-account');
  return {
    ...shown,
    months: { min: shown.monthsMin ?? MONTHS.min, max: shown.monthsMax ?? MONTHS.max },
    steps: queries.stepsOf(ctx.db, id),
    conflicts: open(sealedConflicts, 'placement-conflicts'),
    account: account === null ? null : (JSON.parse(account) as Account),
    supervisors: queries.supervisors(ctx.db),
    today: localDate(ctx.clock.now()),
  };
}

/** Begins the internship of an accepted application (`id`; null when there was none). Runs in the caller's transaction; answers with its id. */
export function start(
  ctx: Ctx,
  actor: Actor,
  from: Pick<Application, 'personId'> & { id: number | null },
): number {
  const now = ctx.clock.now();
  const id = queries.insertPlacement(ctx.db, {
    applicationId: from.id,
    personId: from.personId,
    state: 'onboarding',
    stateAt: now,
    languages: [],
    createdAt: now,
  });
  record(ctx, actor, { entity: 'placement', entityId: id, event: 'start', to: 'onboarding' });
  tasks.open(ctx, { kind: 'placement-to-prepare', entity: 'placement', entityId: id });
  return id;
}

/**
 * Takes a beginning back with the acceptance it came from: nothing of it stays. Throws Conflict once the internship is
 * under way, or over. Runs in the caller's transaction.
 */
export function takeBackStart(ctx: Ctx, actor: Actor, from: Pick<Application, 'id' | 'personId'>): void {
  const found = queries.placementOf(ctx.db, from.id);
  if (!found) return;
  if (!queries.deletePlacement(ctx.db, found)) throw new Conflict('placements.problem.begun');
  const { id } = found;
  record(ctx, actor, { entity: 'placement', entityId: id, event: 'take_back_start', from: 'onboarding' });
  tasks.close(ctx, actor, { kind: 'placement-to-prepare', entity: 'placement', entityId: id });
}

/**
 * Ends an internship that is only being prepared, as the application it came from is withdrawn; one that is over stays
 * as it is. Throws Conflict where it has begun and nobody ended it early: that is for staff. Runs in the caller's
 * transaction.
 */
export function withdraw(ctx: Ctx, actor: Actor, from: Pick<Application, 'id'>, role: Role): void {
  const placement = queries.placementOf(ctx.db, from.id);
  if (!placement || placement.state === 'ended_early') return;
  if (placement.state !== 'onboarding') throw new Conflict('placements.problem.under_way');
  move(ctx, actor, { placement }, 'withdraw', placement.version, {}, { role });
  tasks.close(ctx, actor, { kind: 'placement-to-prepare', ...about(placement.id) });
}

/**
 * An internship that ended with a withdrawal is prepared again, with the steps that were done. One that ended otherwise
 * stays ended. Throws Conflict when the person has another one meanwhile. Runs in the caller's transaction.
 */
export function reinstate(
  ctx: Ctx,
  actor: Actor,
  from: Pick<Application, 'id' | 'personId'>,
  role: Role,
): void {
  const placement = queries.placementOf(ctx.db, from.id);
  if (!placement || lastMove(ctx.db, 'placement', placement.id)?.event !== 'withdraw') return;
  const own = queries.placementsOf(ctx.db, from.personId);
  if (own.some(({ state }) => state === 'onboarding' || state === 'active'))
    throw new Conflict('placements.problem.other');
  move(ctx, actor, { placement }, 'reinstate', placement.version, {}, { role });
  tasks.open(ctx, { kind: 'placement-to-prepare', ...about(placement.id) });
}

/** Begins the internship of somebody who is an intern already. Throws Invalid when they are not, or have one. */
export function startFor(ctx: Ctx, actor: Actor, personId: number): number {
  return inTransaction(ctx, (inside) => {
    if (!queries.internsWithout(inside.db).some(({ id }) => id === personId))
      throw new Invalid({ person: 'form.choice' });
    return start(inside, actor, { id: null, personId });
  });
}

/** The intern signs a text in its present wording. Throws Conflict once the internship is over. */
export function sign(ctx: Ctx, actor: Actor, text: SignedText): void {
  inTransaction(ctx, (inside) => {
    const { placement } = ownOpen(inside, actor);
    done(inside, actor, placement, text, TEXT_VERSION);
  });
}

/** The texts that somebody whose internship is under way has to sign anew, by now or soon. */
export function toSignAnew(ctx: Ctx, personId: number) {
  const placement = queries.ownPlacement(ctx.db, personId)?.placement;
  if (placement?.state !== 'active') return [];
  return textsToSign(queries.stepsOf(ctx.db, placement.id), localDate(ctx.clock.now()));
}

/** The intern says which ties they have to people and bodies of the trials; `ties` null: none. */
export function declareConflicts(ctx: Ctx, actor: Actor, ties: string | null): void {
  inTransaction(ctx, (inside) => {
    const { placement } = ownOpen(inside, actor);
    const sealed = seal(
      inside.config.keyring,
      Buffer.from(ties ?? ''),
      `placement-conflicts:${placement.id}`,
    );
    queries.keepOwnWords(inside.db, placement.id, { sealedConflicts: sealed });
    done(inside, actor, placement, 'conflicts', null);
    likenesses.declared(inside, actor, placement.id);
  });
}

/** How many people of the register have a name like what was declared. Throws NotFound. */
export function alike(ctx: Ctx, id: number): number {
  return likenesses.alikeTo(ctx, id).alike.length;
}

/** The intern says in which languages they follow a hearing, and where costs are paid to. */
export function giveDetails(ctx: Ctx, actor: Actor, input: Account & { languages: string[] }): void {
  inTransaction(ctx, (inside) => {
    const { placement } = ownOpen(inside, actor);
    const { languages, ...account } = input;
    const sealed = seal(
      inside.config.keyring,
      Buffer.from(JSON.stringify(account)),
      `placement-account:${placement.id}`,
    );
    queries.keepOwnWords(inside.db, placement.id, { languages, sealedAccount: sealed });
    done(inside, actor, placement, 'details', null);
  });
}

export type Prepared = {
  startsOn: string;
  endsOn: string;
  supervisor: number | null;
  agreement: boolean;
  safetyBriefing: boolean;
  firstHearingOn: string | null;
};

/**
 * Staff keep what is prepared so far. Throws Invalid when the dates are not as long as the call promises or the
 * supervisor is nobody we know, Stale when somebody saved meanwhile, Conflict when it is no longer being prepared.
 */
export function prepare(ctx: Ctx, actor: Actor, input: Prepared & { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, input.id);
    const { placement } = shown;
    if (placement.state !== 'onboarding') throw new Conflict('form.conflict.state');
    if (placement.version !== input.version) throw new Stale(changesOf(shown, input), placement.stateAt);
    const { startsOn, endsOn, supervisor, firstHearingOn } = input;
    checkLength(shown, startsOn, endsOn);
    if (supervisor !== null && !shown.supervisors.some(({ id }) => id === supervisor))
      throw new Invalid({ supervisor: 'form.choice' });
    if (firstHearingOn !== null && (firstHearingOn < startsOn || firstHearingOn > endsOn))
      throw new Invalid({ firstHearingOn: 'placements.problem.first_hearing' });
    const kept = { startsOn, endsOn, supervisorId: supervisor, firstHearingOn };
    if (!queries.changePlacement(inside.db, placement, kept)) throw new Conflict('form.conflict.state');
    const ticked = {
      agreement: input.agreement,
      safety_briefing: input.safetyBriefing,
      supervisor: supervisor !== null,
      first_hearing: firstHearingOn !== null,
    } satisfies Partial<Record<Step, boolean>>;
    for (const [name, isDone] of Object.entries(ticked) as [Step, boolean][]) {
      const before = shown.steps.some((one) => one.step === name);
      if (isDone && !before) done(inside, actor, placement, name, null);
      if (!isDone && before) undone(inside, actor, placement, name);
    }
    record(inside, actor, { ...about(placement.id), event: 'prepare' });
  });
}

/** Makes an intern of them: the group, the way to sign in, and a drafted letter. Throws Conflict while a step is missing. */
export function activate(ctx: Ctx, actor: Actor, input: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, input.id);
    const { placement } = shown;
    if (missingSteps(shown.steps, shown.today).length > 0 || placement.startsOn === null)
      throw new Conflict('placements.problem.missing');
    move(inside, actor, shown, 'activate', input.version, {});
    becomeIntern(inside, actor, shown);
    write(inside, shown, 'placement-begins');
    tasks.close(inside, actor, { kind: 'placement-to-prepare', ...about(placement.id) });
  });
}

/** Moves the last day, within the call's months. Throws Invalid, Stale, IllegalMove. */
export function extend(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; endsOn: string; reason: string; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, input.id);
    checkLength(shown, shown.placement.startsOn ?? input.endsOn, input.endsOn);
    move(inside, actor, shown, 'extend', input.version, { endsOn: input.endsOn }, { note: input.reason });
    tasks.close(inside, actor, { kind: 'placement-to-end', ...about(input.id) });
  });
}

/**
 * Ends it: completed once its last day has come, early before, and then with a reason. The person leaves the group
 * of interns and keeps their account. Throws Invalid without that reason, IllegalMove.
 */
export function end(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; reason: string | null; version: number; today: string },
): void {
  inTransaction(ctx, (inside) => {
    const shown = opened(inside, input.id);
    const { state, endsOn, personId } = shown.placement;
    const early = state === 'onboarding' || endsOn === null || input.today < endsOn;
    if (early && input.reason === null) throw new Invalid({ reason: 'placements.problem.reason' });
    move(inside, actor, shown, early ? 'end_early' : 'complete', input.version, {}, { note: input.reason });
    const groups = groupsOf(inside.db, personId).filter(isStaffGroup);
    if (groups.includes('intern'))
      members.changeGroups(inside, actor, {
        id: personId,
        groups: groups.filter((group) => group !== 'intern'),
      });
    write(inside, shown, 'placement-ends');
    for (const kind of ['placement-to-prepare', 'placement-to-end', 'placement-alike'] as const)
      tasks.close(inside, actor, { kind, ...about(input.id) });
  });
}

/** Opens a task for each active internship whose last day is over; answers with how many. It ends none. */
export function askToEnd(ctx: Ctx, today: string): number {
  const over = queries.overdue(ctx.db, today);
  for (const { id } of over) tasks.open(ctx, { kind: 'placement-to-end', ...about(id) });
  return over.length;
}

/** The account that somebody's costs are paid to, of their latest internship that names one; null: none does. */
export function accountOf(ctx: Ctx, personId: number): Account | null {
  const [latest] = queries
    .placementsOf(ctx.db, personId)
    .filter(({ sealedAccount }) => sealedAccount !== null)
    .slice(-1);
  return latest ? opened(ctx, latest.id).account : null;
}

/** What is held about a person's internships, for themselves. */
export function heldAbout(ctx: Ctx, personId: number) {
  return queries.placementsOf(ctx.db, personId).map(({ id }) => {
    const { placement, steps, conflicts, account } = opened(ctx, id);
    const { state, startsOn, endsOn, firstHearingOn, languages } = placement;
    const done = steps.map(({ step: name, doneAt, textVersion }) => ({ step: name, doneAt, textVersion }));
    return { state, startsOn, endsOn, firstHearingOn, languages, conflicts, account, steps: done };
  });
}

/**
 * Erases what somebody wrote about themselves in their internships; one that is only being prepared ends. Runs in the
 * caller's transaction.
 */
export function erase(ctx: Ctx, actor: Actor, personId: number): void {
  for (const placement of queries.placementsOf(ctx.db, personId)) {
    likenesses.settle(ctx, actor, placement.id);
    if (placement.state !== 'onboarding') continue;
    move(ctx, actor, { placement }, 'withdraw', placement.version, {}, { role: 'applicant' });
    tasks.close(ctx, actor, { kind: 'placement-to-prepare', ...about(placement.id) });
  }
  queries.eraseWords(ctx.db, personId);
}

function becomeIntern(ctx: Ctx, actor: Actor, { placement, name, email, language }: Shown): void {
  const groups = groupsOf(ctx.db, placement.personId).filter(isStaffGroup);
  if (groups.includes('intern')) return;
  if (groups.length > 0)
    members.changeGroups(ctx, actor, { id: placement.personId, groups: [...groups, 'intern'] });
  else if (email === null) throw new Conflict('placements.problem.no_address');
  else members.invite(ctx, actor, { name, email, language, groups: ['intern'] });
}

function move(
  ctx: Ctx,
  actor: Actor,
  { placement }: Pick<Shown, 'placement'>,
  event: Event,
  version: number,
  what: Parameters<typeof queries.changePlacement>[2],
  { note = null, role = 'coordinator' }: { note?: string | null; role?: Role } = {},
): void {
  const to = step(moves, event, placement.state, role);
  const stateAt = to === placement.state ? placement.stateAt : ctx.clock.now();
  if (!queries.changePlacement(ctx.db, { ...placement, version }, { ...what, state: to, stateAt }))
    throw new Conflict('form.conflict.state');
  record(ctx, actor, { ...about(placement.id), event, from: placement.state, to, note });
}

function write(ctx: Ctx, before: Shown, letter: LetterName): void {
  const shown = queries.placementById(ctx.db, before.placement.id);
  if (!shown?.email) return;
  const { placement, email, language, name } = shown;
  const day = (local: string | null) => (local === null ? '' : date(language, startOfDay(local)));
  queue(ctx, letter, { personId: placement.personId, email, language }, about(placement.id), {
    name,
    starts: day(placement.startsOn),
    ends: day(placement.endsOn),
    early: placement.state === 'ended_early',
    link: `${ctx.config.baseUrl}/my/placement`,
  });
}

function ownOpen(ctx: Ctx, actor: Actor): Opened {
  const shown = mine(ctx, actor);
  if (shown.placement.state !== 'onboarding' && shown.placement.state !== 'active')
    throw new Conflict('form.conflict.state');
  return shown;
}

function done(
  ctx: Ctx,
  actor: Actor,
  { id }: queries.Placement,
  name: Step,
  textVersion: string | null,
): void {
  queries.putStep(ctx.db, {
    placementId: id,
    step: name,
    doneAt: ctx.clock.now(),
    doneBy: actor.personId,
    textVersion,
  });
  record(ctx, actor, { ...about(id), event: 'step_done', details: { step: name, textVersion } });
}

function undone(ctx: Ctx, actor: Actor, { id }: queries.Placement, name: Step): void {
  queries.removeStep(ctx.db, id, name);
  record(ctx, actor, { ...about(id), event: 'step_undone', details: { step: name } });
}

function checkLength({ months }: Opened, startsOn: string, endsOn: string): void {
  if (!isRightLength(startsOn, endsOn, months))
    throw new Invalid({ endsOn: { key: 'placements.problem.length', values: months } });
}

const about = (id: number) => ({ entity: 'placement', entityId: id });

function isStaffGroup(group: string): group is StaffGroup {
  return group !== 'applicant';
}
