// Every night: looks for data that cannot be, and puts it before staff; never repairs anything by itself.
import { SYSTEM } from '../access/actor.js';
import { inTransaction } from '../context.js';
import { checkLinks, type Head, stillHolds } from '../history/queries.js';
import type { TaskKind } from '../tasks/present.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { headsOf } from './history-head.js';
import type { Job, JobCtx } from './index.js';
import * as queries from './queries.js';

type Found = { kind: TaskKind; entity: string; entityId: number; details: Record<string, string | number> };

const kinds = [
  'history-broken',
  'application-without-trace',
  'application-without-documents',
  'booked-without-booking',
  'counts-differ',
] as const satisfies readonly TaskKind[];

export const invariants: Pick<Job, 'run' | 'list'> = {
  async run(ctx, signal) {
    const found = [...inApplications(ctx), ...(await inHistory(ctx, signal))];
    if (signal.aborted) return 'interrupted';
    inTransaction(ctx, (inside) => {
      for (const one of found) tasks.open(inside, one);
      const isFound = (kind: TaskKind, entity: string, id: number) =>
        found.some((one) => one.kind === kind && one.entity === entity && one.entityId === id);
      for (const kind of kinds) {
        const settled = openTasks(inside.db, kind).filter(
          (task) => !isFound(kind, task.entity, task.entityId),
        );
        for (const { entity, entityId } of settled) tasks.close(inside, SYSTEM, { kind, entity, entityId });
      }
    });
    return `${found.length} found`;
  },
  list: (ctx) => inApplications(ctx).map(({ kind, entity, entityId }) => `${kind}: ${entity} ${entityId}`),
};

function inApplications(ctx: JobCtx): Found[] {
  const about = (kind: TaskKind, id: number, details: Found['details']) => ({
    kind,
    entity: 'application',
    entityId: id,
    details,
  });
  return [
    ...queries
      .applicationsWithoutTrace(ctx.db)
      .map(({ id, reference }) => about('application-without-trace', id, { reference: reference ?? '' })),
    ...queries
      .applicationsWithoutDocuments(ctx.db)
      .map(({ id, reference, missing }) =>
        about('application-without-documents', id, { reference: reference ?? '', missing }),
      ),
    ...queries
      .bookedWithoutBooking(ctx.db)
      .map(({ id, reference }) => about('booked-without-booking', id, { reference: reference ?? '' })),
    ...queries
      .callsWithWrongCounts(ctx.db)
      .map((id): Found => ({ kind: 'counts-differ', entity: 'call', entityId: id, details: {} })),
  ];
}

/** Reads the whole chain in pieces, so that nobody waits for it. */
async function inHistory(ctx: JobCtx, signal: AbortSignal): Promise<Found[]> {
  const broken = (row: number): Found[] => [
    { kind: 'history-broken', entity: 'history', entityId: row, details: { row } },
  ];
  let from: Head | undefined = { id: 0, hash: '' };
  while (from && !signal.aborted) {
    const link: { broken?: number; next?: Head } = checkLinks(ctx.db, from, 500);
    if (link.broken !== undefined) return broken(link.broken);
    from = link.next;
    await new Promise((next) => setImmediate(next));
  }
  const cut = headsOf(ctx.config).find((head) => !stillHolds(ctx.db, head));
  return cut ? broken(cut.id) : [];
}
