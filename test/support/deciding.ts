// Decisions prepared by the services, for tests that begin where those end.
import type { Actor, Group } from '../../src/access/actor.js';
import * as decisions from '../../src/decisions/service.js';
import { letterRules } from '../../src/mail/letters.js';
import { actorOf } from './applications.js';
import type { World } from './world.js';

/** A decision that the conditions are not met, prepared by a coordinator; answers with its id. */
export function prepareRefusal(
  world: World,
  actor: Actor,
  applicationId: number,
  more: Partial<decisions.Preparation> = {},
): number {
  return decisions.prepare(world.ctx, actor, {
    applicationId,
    event: 'screen_out',
    role: 'coordinator',
    reasonCode: 'average',
    note: 'The certificate says 7.2',
    letter: { name: 'conditions-not-met', data: () => letterRules['conditions-not-met'].sample },
    ...more,
  });
}

/** A member of staff, as an actor and signed in in a browser. */
export function staffIn(world: World, name: string, groups: Group[]) {
  const { browser, personId } = world.signedIn(name, groups);
  return { browser, personId, actor: { ...actorOf(personId, groups), name } };
}
