// Every night: looks for data that cannot be, and puts it before staff; never repairs anything by itself.
import { SYSTEM } from '../access/actor.js';
import { inTransaction } from '../context.js';
import { checkLinks, type Head, stillHolds } from '../history/queries.js';
import { hour } from '../lib/time.js';
import type { TaskKind } from '../tasks/present.js';
import { openTasks } from '../tasks/queries.js';
import * as tasks from '../tasks/service.js';
import { headsOf } from './history-head.js';
import type { Job, JobCtx } from './index.js';
import * as queries from './queries.js';

type Found = { kind: TaskKind; entity: string; entityId: number; details: Record<string, string | number> };

/** What is looked for in applications, and the task it becomes. */
const inState = {
  'application-without-trace': queries.applicationsWithoutTrace,
  'application-without-documents': queries.applicationsWithoutDocuments,
  'booked-without-booking': queries.bookedWithoutBooking,
  'booking-of-unbooked': queries.bookingOfUnbooked,
  'interviewed-without-interview': queries.interviewedWithoutInterview,
  'shortlisted-without-scores': queries.shortlistedWithoutScores,
  'scored-in-conflict': queries.scoredInConflict,
  'twice-live': queries.twiceLive,
  'decided-in-vain': queries.decidedInVain,
  'released-without-letter': queries.releasedWithoutLetter,
} as const satisfies Partial<
  Record<TaskKind, (db: JobCtx['db']) => { id: number; reference: string | null; missing?: number }[]>
>;

const kinds = [
  'history-broken',
  ...(Object.keys(inState) as (keyof typeof inState)[]),
  'placement-without-acceptance',
  'offers-over-places',
  'letters-stuck',
  'counts-differ',
] as const satisfies readonly TaskKind[];

/** A letter that was due for so long, while the sender runs every few seconds, will not leave by itself. */
const STUCK = 6 * hour;

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
  const { db } = ctx;
  const found = (Object.keys(inState) as (keyof typeof inState)[]).flatMap((kind) =>
    inState[kind](db).map(({ id, reference, ...more }): Found => {
      return { kind, entity: 'application', entityId: id, details: { reference: reference ?? '', ...more } };
    }),
  );
  // Without a mail server letters wait to be read on the staff's page.
  const stuck = ctx.config.smtpUrl ? queries.countStuck(db, ctx.clock.now() - STUCK) : 0;
  return [
    ...found,
    ...queries.placementsWithoutAcceptance(db).map(({ id, reference }): Found => {
      const details = { reference: reference ?? '' };
      return { kind: 'placement-without-acceptance', entity: 'placement', entityId: id, details };
    }),
    ...queries.callsOverPlaces(db).map(({ id, places, taken }): Found => {
      return { kind: 'offers-over-places', entity: 'call', entityId: id, details: { places, taken } };
    }),
    ...(stuck > 0
      ? [{ kind: 'letters-stuck', entity: 'letter', entityId: 0, details: { count: stuck } } as const]
      : []),
    ...queries.callsWithWrongCounts(db).map((id): Found => {
      return { kind: 'counts-differ', entity: 'call', entityId: id, details: {} };
    }),
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
