// The demonstration's reviews: most reports approved, some after a return; of the latest some returned, waiting, half approved.
import type { Actor } from '../../src/access/actor.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as filings from '../../src/filings/service.js';
import { hour } from '../../src/lib/time.js';
import { reportOfId } from '../../src/reports/queries.js';
import { reportsIn } from '../../src/reviews/queries.js';
import { isProtected } from '../../src/reviews/rules.js';
import * as reviews from '../../src/reviews/service.js';

const seven = [
  'complete',
  'consistent',
  'previous',
  'attributed',
  'evidenced',
  'protected',
  'registers',
] as const;

/** Of the latest filings so many are left as they are, so many returned. */
const LEFT = 3;
const RETURNED = 2;
const MOST = 1000;

/** Reviews what was filed as the coordinator and the director would have, a few hours after each filing. */
export function addReviews(
  ctx: Ctx,
  { coordinator, director }: { coordinator: Actor; director: Actor },
): void {
  const filed = reportsIn(ctx.db, coordinator.personId, ['filed'], MOST);
  for (const [at, { id, filedAt }] of filed.entries()) {
    const fromEnd = filed.length - 1 - at;
    if (fromEnd < LEFT) continue;
    const now = Math.min((filedAt ?? 0) + (5 + (at % 40)) * hour, ctx.clock.now());
    const then = { ...ctx, clock: { now: () => now } };
    inTransaction(then, (inside) => {
      if (fromEnd < LEFT + RETURNED) return giveBack(inside, coordinator, id);
      let number = 1;
      if (at % 4 === 0) {
        giveBack(inside, coordinator, id);
        fileAgain(inside, id);
        number = 2;
      }
      const decision = { id, number, deed: 'approve', questions: [...seven], note: null } as const;
      const isSecret = isProtected(filings.snapshot(inside, id, number));
      reviews.decide(inside, coordinator, { ...decision, questions: [...seven], minutes: 10 + (at % 20) });
      // The last of those with somebody protected still waits for the second person.
      if (isSecret && fromEnd > 12)
        reviews.decide(inside, director, { ...decision, questions: [...seven], minutes: 8 });
    });
  }
  reviews.askForReviews(ctx);
}

function giveBack(ctx: Ctx, coordinator: Actor, id: number): void {
  reviews.comment(ctx, coordinator, {
    id,
    section: 'next',
    field: 'nextKind',
    words: 'Kush e tha këtë: kryetari i trupit gjykues apo sekretaria?',
  });
  const decision = { id, deed: 'return', questions: ['complete', 'protected'], number: 1 } as const;
  reviews.decide(ctx, coordinator, {
    ...decision,
    questions: [...decision.questions],
    note: 'Raporti lexohet qartë. Ju lutem shikoni vërejtjen pranë fushës.',
    minutes: 15,
  });
}

function fileAgain(ctx: Ctx, id: number): void {
  const author = reportOfId(ctx.db, id)?.authorId ?? 0;
  const actor: Actor = {
    personId: author,
    sessionId: 0,
    name: '',
    groups: ['intern'],
    language: 'sq',
    assurance: 'full',
  };
  filings.file(ctx, actor, id);
}
