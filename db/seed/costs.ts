// The demonstration's costs of travel: what the interns claimed for their hearings, in every state.
import { createHash } from 'node:crypto';
import type { Actor } from '../../src/access/actor.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import { attendedBy } from '../../src/costs/queries.js';
import * as costs from '../../src/costs/service.js';
import type { Prepared } from '../../src/files/service.js';
import { addDays, day, localDate, toInstant } from '../../src/lib/time.js';
import { answersPdf } from '../../src/paper/answers.js';

type People = { coordinator: Actor; director: Actor; interns: readonly Actor[] };

/** Prices of a bus there and back, in cents. */
const fares = [300, 500, 750, 400, 1000] as const;

/**
 * Claims for the hearings of the last weeks: older ones paid, then approved, one returned, the latest waiting or not
 * claimed yet.
 */
export async function addCosts(ctx: Ctx, { coordinator, director, interns }: People): Promise<void> {
  const receipt = await ticket();
  const today = localDate(ctx.clock.now());
  for (const [number, intern] of interns.entries()) {
    const mine = attendedBy(ctx.db, intern.personId, addDays(today, -1)).slice(0, 12);
    for (const [at, { hearingId, scheduledOn }] of mine.entries()) {
      if (at === 0) continue;
      const then = { ...ctx, clock: { now: () => toInstant(scheduledOn, '17:30') } };
      const later = {
        ...ctx,
        clock: { now: () => Math.min(then.clock.now() + 2 * day, ctx.clock.now()) },
      };
      const amount = fares[(number + at) % fares.length] ?? 500;
      const hasReceipt = at % 3 !== 0;
      const reason = hasReceipt ? null : reasons[intern.language === 'sr' ? 'sr' : 'sq'];
      inTransaction(then, (inside) =>
        costs.claim(inside, intern, {
          hearingId,
          amount,
          reason,
          document: hasReceipt ? receipt : null,
          version: 0,
        }),
      );
      const id = costs.forHearing(ctx, intern, hearingId).claim?.cost.id ?? 0;
      if (at === 1 && number % 2 === 0) continue;
      const returned = at === 2 && number % 2 === 1;
      costs.decide(later, coordinator, {
        id,
        deed: returned ? 'give_back' : 'approve',
        reason: returned ? 'Në biletë nuk lexohet data. Fotografojeni edhe një herë.' : null,
        version: 1,
      });
    }
  }
  const thisMonth = today.slice(0, 7);
  for (const month of new Set(interns.flatMap(({ personId }) => monthsOf(ctx, personId, today)))) {
    if (month >= thisMonth) continue;
    const due = costs.payments(ctx, director, month).filter(({ dueCents }) => dueCents > 0);
    if (due.length > 0)
      costs.pay(
        ctx,
        director,
        month,
        due.map(({ seen }) => seen),
      );
  }
}

const reasons = {
  sq: 'Autobusi urban nuk jep bileta.',
  sr: 'U autobusu ne izdaju karte.',
} as const;

const monthsOf = (ctx: Ctx, personId: number, today: string) =>
  attendedBy(ctx.db, personId, today).map(({ scheduledOn }) => scheduledOn.slice(0, 7));

/** An invented bus ticket, marked as a sample. */
async function ticket(): Promise<Prepared> {
  const rows = [{ label: 'Bus', value: 'Prishtinë – Priština' }];
  const bytes = await answersPdf({
    title: 'MOSTËR · UZORAK · SAMPLE',
    subtitle: '',
    language: 'en',
    sections: [{ heading: 'Ticket (sample)', rows }],
    footer: 'Sample, not a document',
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, type: 'pdf', pages: 1, sha256, suggestedName: 'ticket.pdf' };
}
