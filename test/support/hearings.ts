// Hearings and interns at work for tests; all invented.
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import * as hearings from '../../src/hearings/service.js';
import * as placements from '../../src/placements/service.js';
import { coordinator } from './cases.js';
import type { World } from './world.js';

type Given = Partial<Parameters<typeof hearings.schedule>[2]>;

/** A hearing of a case on 3 November 2026, 09:30, in Albanian, unless said otherwise; answers with its id. */
export function makeHearing(world: Pick<World, 'ctx'>, caseId: number, given: Given = {}): number {
  return hearings.schedule(world.ctx, coordinator, {
    caseId,
    court: 'BC-PR-SD',
    courtroom: '2',
    type: 'MT',
    languages: ['sq'],
    purpose: 'Two witnesses',
    scheduledOn: '2026-11-03',
    scheduledTime: '09:30',
    ...given,
  });
}

/** Makes an intern at work of a person who is in the group: everything signed, from October 2026 to March 2027. */
export function makeIntern(
  world: Pick<World, 'ctx'>,
  personId: number,
  supervisor: number,
  given: { languages?: string[]; startsOn?: string; endsOn?: string } = {},
): void {
  const { languages = ['sq', 'sr'], startsOn = '2026-10-01', endsOn = '2027-03-15' } = given;
  const { ctx } = world;
  const staff: Actor = { ...SYSTEM, personId: supervisor, groups: ['coordinator'] };
  const intern: Actor = { ...SYSTEM, personId, groups: ['intern'] };
  const id = placements.startFor(ctx, staff, personId);
  placements.sign(ctx, intern, 'code_of_conduct');
  placements.sign(ctx, intern, 'confidentiality');
  placements.declareConflicts(ctx, intern, null);
  const account = { holder: 'Sample', bank: 'Sample Bank', account: 'XK051212012345678906' };
  placements.giveDetails(ctx, intern, { languages, ...account });
  const ticked = { agreement: true, safetyBriefing: true, supervisor, firstHearingOn: startsOn };
  placements.prepare(ctx, staff, { id, version: 1, startsOn, endsOn, ...ticked });
  placements.activate(ctx, staff, { id, version: 2 });
}
