// Cases and people before the courts for tests; all invented.
import { createHash } from 'node:crypto';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import * as documents from '../../src/case-documents/service.js';
import { numbersOf, stagesOf } from '../../src/cases/queries.js';
import * as cases from '../../src/cases/service.js';
import * as charges from '../../src/charges/service.js';
import * as exchange from '../../src/exchange/service.js';
import * as participants from '../../src/participants/service.js';
import * as parties from '../../src/parties/service.js';
import * as protections from '../../src/protections/service.js';
import * as rulings from '../../src/rulings/service.js';
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

/** A charge against all accused of a case; answers with its id. */
export function makeCharge(
  world: World,
  caseId: number,
  given: Partial<Parameters<typeof charges.add>[3]> = {},
): number {
  return charges.add(world.ctx, coordinator, caseId, {
    participantId: null,
    law: 'SFRY',
    article: '142',
    paragraph: null,
    counts: 2,
    acts: ['killing', 'expulsion'],
    nowLaw: 'CC2019',
    nowArticle: '145',
    ...given,
  });
}

/** A ruling; answers with its id. */
export function makeRuling(
  world: World,
  caseId: number,
  given: Partial<Parameters<typeof rulings.add>[3]> = {},
): number {
  return rulings.add(world.ctx, coordinator, caseId, {
    participantId: null,
    kind: 'detention_extended',
    court: 'BC-PR-SD',
    decidedOn: '2026-04-01',
    untilOn: '2026-06-01',
    result: null,
    sentenceMonths: null,
    ...given,
  });
}

/** A document, added by a person of that id; answers with its id. */
export function makeCaseDocument(
  world: World,
  caseId: number,
  personId: number,
  level: 'case' | 'staff' | 'protected' = 'staff',
): number {
  const bytes = Buffer.from(`%PDF-1.4 ${caseId} ${level}`);
  return documents.add(
    world.ctx,
    { ...coordinator, personId },
    {
      caseId,
      kind: 'indictment',
      level,
      datedOn: '2026-02-01',
      document: {
        bytes,
        type: 'pdf',
        pages: 1,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        suggestedName: 'as it was called.pdf',
      },
    },
  );
}

/** A file of cases that somebody brought in; answers with its id. */
export function makeImport(world: World, personId: number): number {
  const table = [
    ['id', 'against', 'court', 'phase', 'started_on', 'numbers'],
    ['', 'Mostra', 'BC-PR-SD', 'IND', '2026-05-04', 'first_instance: PS 990/26'],
  ];
  return exchange.bring(world.ctx, { ...coordinator, personId }, { kind: 'cases', table });
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
