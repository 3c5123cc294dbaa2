// Taking the last step of an application back, with its drafts and everything it changed, as long as no letter has left.
import type { Actor } from '../access/actor.js';
import { type Application, applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import type { Event, State } from '../applications/states.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as decisions from '../decisions/service.js';
import { Conflict } from '../errors.js';
import { lastMove, movesOfGroup } from '../history/queries.js';
import { newGroup } from '../history/record.js';
import * as invitations from '../invitations/service.js';
import type { Letter } from '../mail/queries.js';
import { lettersOfGroup } from '../mail/queries.js';
import * as mail from '../mail/service.js';
import * as requests from '../requests/service.js';
import * as screening from '../screening/service.js';

/** What else is taken back with a move, after its state was restored; in the transaction of the undoing. */
type Aftermath = (ctx: Ctx, actor: Actor, applicationId: number, row: { groupId: string | null }) => void;

const nothingElse: Aftermath = () => {};

/** What a proposal or a contest had been answered by waits for an answer again. */
const screenedIn: Aftermath = (ctx, _actor, applicationId) => {
  contests.reopen(ctx, applicationId);
  screening.reopen(ctx, applicationId);
};
const prepared: Aftermath = (ctx, actor, applicationId, row) => {
  decisions.takeBack(ctx, actor, applicationId);
  screenedIn(ctx, actor, applicationId, row);
};

/**
 * THE table of what may be undone, with what is undone beside the state. A step that is not here is taken back by
 * whoever made it, elsewhere, or not at all. Source: recruitment §3.
 */
const aftermaths: Readonly<Partial<Record<Event | 'prepare', Aftermath>>> = {
  prepare: prepared,
  ask: requests.takeBack,
  screen_in: screenedIn,
  admit_after_all: screenedIn,
  screen_out: decisions.unrelease,
  offer: decisions.unrelease,
  waitlist: decisions.unrelease,
  reject: decisions.unrelease,
  close: decisions.unrelease,
  offer_after_all: decisions.unrelease,
  lapse_offer: nothingElse,
  invite: (ctx, actor, applicationId) => invitations.close(ctx, actor, applicationId),
  shortlist: nothingElse,
  unshortlist: nothingElse,
};

/** Why a step cannot be undone. */
export type Obstacle = 'nothing' | 'left' | 'role' | 'moved_on' | 'interest' | 'part';

export type Step = NonNullable<ReturnType<typeof lastMove>>;

export type Plan = {
  application: Application;
  obstacle: Obstacle | null;
  /** The step itself; undefined when there is none. */
  step: Step | undefined;
  /** Every application it was made for, with the state each goes back to. */
  steps: { application: Application; name: string; backTo: State; step: Step }[];
  /** Letters that will not be sent. */
  letters: Letter[];
};

/** What undoing the last step of an application would do, and what is in its way. Throws NotFound. */
export function planFor(ctx: Ctx, actor: Actor, id: number): Plan {
  const { application } = applications.load(ctx, actor, 'application.undo', id);
  const step = lastMove(ctx.db, 'application', id);
  const none = { application, step: undefined, steps: [], letters: [] };
  if (!step || !Object.hasOwn(aftermaths, step.event) || application.anonymisedAt !== null)
    return { ...none, obstacle: 'nothing' };
  const group = step.groupId === null ? [] : movesOfGroup(ctx.db, 'application', step.groupId);
  const others = group.filter(({ entityId }) => entityId !== id);
  const last = others.map(({ entityId, id }) => ({ id, step: lastMove(ctx.db, 'application', entityId) }));
  const steps = [step, ...last.flatMap((one) => one.step ?? [])].flatMap((one) => {
    const found = applicationById(ctx.db, one.entityId);
    if (!found) return [];
    const name = applications.nameOf(ctx, found);
    return [{ application: found, name, backTo: one.fromState as State, step: one }];
  });
  const letters = step.groupId === null ? [] : lettersOfGroup(ctx.db, step.groupId);
  const obstacle = obstacleTo(ctx, actor, step, {
    isWhole: last.every((one) => one.step?.id === one.id),
    ids: steps.map((one) => one.application.id),
  });
  return { application, step, steps, letters: letters.filter(({ state }) => isWaiting(state)), obstacle };
}

const isWaiting = (state: Letter['state']) => state === 'draft' || state === 'queued' || state === 'failed';

function obstacleTo(
  ctx: Ctx,
  actor: Actor,
  step: Step,
  group: { isWhole: boolean; ids: number[] },
): Obstacle | null {
  if (step.groupId !== null && mail.hasLeft(ctx, step.groupId)) return 'left';
  if (!actor.groups.some((one) => one === step.actorRole)) return 'role';
  if (group.ids.some((id) => applications.hasConflict(ctx, actor, id))) return 'interest';
  const isJudged = isJudgement(step);
  if (isJudged && group.ids.some((id) => !contests.mayTakePart(ctx, actor, id))) return 'part';
  return group.isWhole ? null : 'moved_on';
}

/** Steps that answer whether the conditions are met: whoever had part in what was contested takes none of them back. */
function isJudgement({ event, toState }: Step): boolean {
  return event === 'ask' || event === 'screen_in' || (event === 'prepare' && toState === 'ineligible');
}

/**
 * Undoes the last step, for every application it was made for, as one act. `version` is the application's when
 * the page was shown.
 * Throws Stale when something was done meanwhile, Conflict when it cannot be undone.
 */
export function undo(ctx: Ctx, actor: Actor, input: { id: number; version: number }): void {
  inTransaction(ctx, (inside) => {
    const plan = planFor(inside, actor, input.id);
    applications.checkVersion(inside, plan.application, input.version);
    if (plan.obstacle !== null || !plan.step) throw new Conflict(`reversals.obstacle.${plan.obstacle}`);
    const groupId = newGroup();
    const { event } = plan.step;
    for (const { application, step } of plan.steps) {
      applications.undo(inside, actor, application, movedFrom(step), groupId);
      aftermaths[event as Event]?.(inside, actor, application.id, step);
      screening.askAgain(inside, application.id);
      contests.settle(inside, actor, application.id);
    }
    // What the step caused is dropped, what it only released is a draft again.
    if (plan.step.groupId !== null) mail.dropDrafts(inside, actor, plan.step.groupId);
  });
}

function movedFrom(step: Step) {
  return { ...step, fromState: String(step.fromState), toState: String(step.toState) };
}
