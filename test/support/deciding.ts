// Decisions prepared by the services, for tests that begin where those end.

import { factNames } from '../../db/schema/verification.js';
import type { CallSeed } from '../../db/seed/calls.js';
import type { Actor, Group } from '../../src/access/actor.js';
import * as decisions from '../../src/decisions/service.js';
import { documentsOf } from '../../src/documents/queries.js';
import type { FactName } from '../../src/eligibility/rules.js';
import { letterRules } from '../../src/mail/letters.js';
import { verdictsOf } from '../../src/verification/queries.js';
import { judge } from '../../src/verification/service.js';
import { actorOf, makeApplication, makeCall, wholeAnswers } from './applications.js';
import { makeWorld, type World } from './world.js';

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

/** Verifies every fact of an application against its certificate; `differs` says what the certificate shows instead. */
export function verifyAll(
  world: World,
  actor: Actor,
  id: number,
  differs: Partial<Record<FactName, string>> = {},
): void {
  const document =
    documentsOf(world.ctx.db, id).find(({ slot }) => slot === 'grades_certificate')?.id ?? null;
  for (const fact of factNames) {
    const value = differs[fact] ?? null;
    const verdict = value === null ? 'matches' : 'differs';
    const seen = verdictsOf(world.ctx.db, id).findLast((row) => row.fact === fact)?.id ?? 0;
    judge(world.ctx, actor, { id, fact, verdict, value, note: null, document, page: 1, seen });
  }
}

/**
 * A call, two coordinators and a director, and two applications with verified facts: Arta's fit, Nenad's do not.
 * `facts` 'unread': nobody has verified anything yet.
 */
export function makeOffice(
  settings: Partial<CallSeed> = {},
  world: World = makeWorld(),
  facts: 'read' | 'unread' = 'read',
) {
  const call = makeCall(world, settings);
  const arta = makeApplication(world, call);
  const nenad = makeApplication(world, call, {
    name: 'Nenad Petrović',
    answers: { about: { ...wholeAnswers('Nenad Petrović').about, letterLanguage: 'sr' } },
  });
  const dafina = staffIn(world, 'Dafina', ['coordinator']);
  const edon = staffIn(world, 'Edon', ['coordinator']);
  const luan = staffIn(world, 'Luan', ['director']);
  if (facts === 'read') {
    verifyAll(world, dafina.actor, arta.id);
    verifyAll(world, dafina.actor, nenad.id, { averageTenThousandths: '7,20' });
  }
  return { world, call, arta, nenad, dafina, edon, luan };
}
