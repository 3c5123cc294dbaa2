// Keeps the list of days on which the organisation is closed.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import * as queries from './queries.js';

type Input = { fromDay: string; untilDay: string | null; words: string; isEstimate: boolean };

/** Puts a day, or days from one to another, on the list. */
export function add(ctx: Ctx, actor: Actor, { untilDay, ...input }: Input): void {
  inTransaction(ctx, (inside) => {
    const id = queries.insertClosedDay(inside.db, {
      ...input,
      untilDay: untilDay ?? input.fromDay,
      createdAt: inside.clock.now(),
      createdBy: actor.personId || null,
    });
    record(inside, actor, { entity: 'closed_day', entityId: id, event: 'add' });
  });
}

/** Days that are on the list. Throws NotFound. */
export function listed(ctx: Ctx, id: number): queries.ClosedDay {
  const found = queries.closedDayById(ctx.db, id);
  if (!found) throw new NotFound();
  return found;
}

/** Takes days off the list; deadlines that were told stay as they are. Throws NotFound, Conflict. */
export function remove(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    const found = listed(inside, id);
    if (!queries.removeClosedDay(inside.db, found.id, actor.personId || null, inside.clock.now()))
      throw new Conflict('form.conflict.state');
    record(inside, actor, { entity: 'closed_day', entityId: id, event: 'remove' });
  });
}
