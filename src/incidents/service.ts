// Security incidents that reports tell of, for those who keep people safe. Whoever looks is recorded.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import * as reports from '../reports/service.js';
import * as tasks from '../tasks/service.js';

/** The incidents of a report; that the actor looked is recorded first. Throws NotFound. */
export function looked(ctx: Ctx, actor: Actor, id: number): reports.Opened {
  return inTransaction(ctx, (inside) => {
    const shown = reports.opened(inside, actor, 'incident.read', id);
    record(inside, actor, { entity: 'report', entityId: id, event: 'view_incidents' });
    return shown;
  });
}

/** Takes the task of an urgent incident away: somebody saw to it. Twice is once. Throws NotFound. */
export function seenTo(ctx: Ctx, actor: Actor, id: number): void {
  inTransaction(ctx, (inside) => {
    reports.opened(inside, actor, 'incident.read', id);
    if (tasks.close(inside, actor, { kind: 'incident-urgent', entity: 'report', entityId: id }))
      record(inside, actor, { entity: 'report', entityId: id, event: 'see_to_incident' });
  });
}
