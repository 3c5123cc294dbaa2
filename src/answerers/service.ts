// Whether everything that is contested has somebody to answer it: looked at again whenever people, parts or rules change.
import { SYSTEM } from '../access/actor.js';
import { applicationById } from '../applications/queries.js';
import { callById } from '../calls/queries.js';
import { openContests, peopleWithoutPart } from '../contests/queries.js';
import { answerability } from '../contests/rules.js';
import type { Ctx } from '../context.js';
import * as tasks from '../tasks/service.js';

const taskOf = (entityId: number) =>
  ({ kind: 'contest-without-people', entity: 'application', entityId }) as const;

/** Who may answer a contest, and whether they are enough. */
export function answerersOf(ctx: Ctx, applicationId: number) {
  const application = applicationById(ctx.db, applicationId);
  const call = application && callById(ctx.db, application.callId);
  const coordinators = peopleWithoutPart(ctx.db, applicationId, ['coordinator']);
  const seconds = peopleWithoutPart(ctx.db, applicationId, ['coordinator', 'director']);
  const needsSecond = call?.settings.secondPersonConfirmsRefusal ?? true;
  return {
    names: coordinators.map(({ name }) => name),
    standing: answerability(coordinators.length, seconds.length, needsSecond),
  };
}

/**
 * Asks the administrator for somebody where an open contest has nobody who may answer, and takes that back where it has.
 * Answers with how many have none. Runs in the caller's transaction.
 */
export function settle(ctx: Ctx): number {
  const without = openContests(ctx.db).filter((id) => {
    const isMissing = answerersOf(ctx, id).standing !== 'enough';
    if (isMissing) tasks.open(ctx, { ...taskOf(id), for: { group: 'administrator' } });
    else tasks.close(ctx, SYSTEM, taskOf(id));
    return isMissing;
  });
  return without.length;
}

/** The contest is answered, or gone: nobody is asked for any more. Runs in the caller's transaction. */
export function close(ctx: Ctx, applicationId: number): void {
  tasks.close(ctx, SYSTEM, taskOf(applicationId));
}
