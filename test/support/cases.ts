// Cases and people before the courts for tests; all invented.
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { numbersOf, stagesOf } from '../../src/cases/queries.js';
import * as cases from '../../src/cases/service.js';
import * as participants from '../../src/participants/service.js';
import * as parties from '../../src/parties/service.js';
import * as protections from '../../src/protections/service.js';
import * as ties from '../../src/ties/service.js';
import type { World as FullWorld } from './world.js';

/** Any world with a context. */
type World = Pick<FullWorld, 'ctx'>;

/** Somebody who may do everything with cases, without a row of their own. */
export const coordinator: Actor = { ...SYSTEM, groups: ['coordinator'] };

/** A case with one number and one stage; answers with its id. */
export function makeCase(world: World, given: Partial<Parameters<typeof cases.open>[2]> = {}): number {
  return cases.open(world.ctx, coordinator, {
    against: 'Shembulli',
    court: 'BC-PR-SD',
    kind: 'first_instance',
    written: 'PS.nr.76/19',
    phase: 'FI',
    startedOn: '2026-03-02',
    ...given,
  });
}

/** Somebody in the people register; answers with their id. */
export function makeParty(world: World, name: string): number {
  return parties.add(world.ctx, coordinator, { name, isNew: true });
}

/** Somebody entered into a case; answers with the id of their part. */
export function makeParticipant(
  world: World,
  caseId: number,
  given: Partial<Parameters<typeof participants.add>[2]> = {},
): number {
  return participants.add(world.ctx, coordinator, {
    caseId,
    role: 'ACC',
    name: 'Agim Shembulli',
    party: null,
    sinceOn: '2026-03-02',
    named: true,
    custody: 'detained',
    inAbsentia: false,
    forId: null,
    counselKind: null,
    ...given,
  });
}

/** A pseudonym in a case; answers with its id. */
export function makeProtected(
  world: World,
  caseId: number,
  given: Partial<Parameters<typeof protections.protect>[2]> = {},
): number {
  return protections.protect(world.ctx, coordinator, {
    caseId,
    pseudonym: 'W12',
    role: 'PWIT',
    ground: 'court_order',
    measures: ['PSEU', 'SCRN'],
    orderedOn: '2026-03-10',
    ...given,
  });
}

/** A tie of somebody to a case; answers with its id. */
export function makeTie(world: World, caseId: number, personId: number): number {
  return ties.declare(world.ctx, { ...coordinator, personId }, { caseId, personId, kind: 'family' });
}

/** The ids of what belongs to a case, in their order. */
export function caseSeen(world: World, id: number) {
  return {
    numbers: numbersOf(world.ctx.db, id).map((number) => number.id),
    stages: stagesOf(world.ctx.db, id)
      .map((stage) => stage.id)
      .sort((a, b) => a - b),
  };
}
