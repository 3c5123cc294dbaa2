// The certificate at the end of an internship, drawn from what was attended, written and approved.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { localDate } from '../lib/time.js';
import * as placements from '../placements/service.js';
import { medianOf } from '../reviews/rules.js';
import * as queries from './queries.js';

export type Figures = {
  name: string;
  startsOn: string;
  endsOn: string;
  attended: number;
  approved: number;
  medianRounds: number | null;
};

/** The figures of an internship that is over; who takes a certificate is recorded first. Throws NotFound before. */
export function taken(ctx: Ctx, actor: Actor, of: { placementId: number } | 'mine'): Figures {
  return inTransaction(ctx, (inside) => {
    const shown = of === 'mine' ? placements.mine(inside, actor) : placements.opened(inside, of.placementId);
    const figures = figuresOf(inside, shown);
    if (!figures) throw new NotFound();
    record(inside, actor, {
      entity: 'placement',
      entityId: shown.placement.id,
      event: 'take_certificate',
    });
    return figures;
  });
}

function figuresOf(ctx: Ctx, { placement, name }: placements.Opened): Figures | undefined {
  const { state, stateAt, startsOn, endsOn, personId } = placement;
  if (state !== 'completed' && state !== 'ended_early') return undefined;
  if (startsOn === null || endsOn === null) return undefined;
  const [until = endsOn] = [localDate(stateAt), endsOn].sort();
  const span = { personId, from: startsOn, until };
  const rounds = queries.roundsOf(ctx.db, span);
  return {
    name,
    startsOn,
    endsOn: until,
    attended: queries.hearingsAttended(ctx.db, span),
    approved: rounds.length,
    medianRounds: medianOf(rounds),
  };
}
