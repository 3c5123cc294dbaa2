// The demonstration's decisions on the conditions, through the services: screened in, asked for more, refused, proposed.
import type { Actor } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as decisions from '../../src/decisions/service.js';
import { localDate, workingDaysAfter } from '../../src/lib/time.js';
import * as requests from '../../src/requests/service.js';
import * as screening from '../../src/screening/service.js';
import type { SampleState } from './cast.js';
import { judgeSample } from './verdicts.js';

/** States in which these services put a sample; it is only sent before. */
export const byDeciding: readonly SampleState[] = ['info_requested', 'in_review', 'ineligible'];
/** Verified and proposed, waiting for the second person. */
const proposed = 'Dardan Fletaj';
const note = 'Mesatarja në faqen e parë të certifikatës nuk e kalon pragun.';

/** Decides on each of these as its coordinator and director would; all facts were judged before. */
export function seedDeciding(
  ctx: Ctx,
  { dafina, luan }: { dafina: Actor; luan: Actor },
  samples: readonly { id: number; name: string; state: SampleState }[],
): void {
  inTransaction(ctx, (inside) => {
    const at = (id: number) => ({ id, version: applicationById(inside.db, id)?.version ?? 0 });
    for (const { id, name, state } of samples) {
      if (state === 'in_review') {
        const done = screening.screenIn(inside, dafina, {
          ...at(id),
          note: 'Kushtet shihen në certifikatë.',
        });
        if (done === 'proposed') screening.confirm(inside, luan, at(id));
      } else if (state === 'info_requested') {
        const dueOn = workingDaysAfter(localDate(inside.clock.now()), 5);
        const items = [{ kind: 'document', name: 'grades_certificate', words: null }] as const;
        requests.ask(inside, dafina, { ...at(id), items, dueOn });
      } else if (state === 'ineligible' || name === proposed) {
        if (name === proposed) judgeSample(inside, dafina.personId, { id, name, state: 'ineligible' });
        screening.proposeOut(inside, dafina, { ...at(id), reasonCode: 'average', note });
        if (state === 'ineligible') screening.confirm(inside, luan, at(id));
      }
    }
    const waiting = decisions.waitingFor(inside, luan).rows.map(({ decision }) => decision.id);
    if (waiting.length > 0) decisions.release(inside, luan, waiting);
  });
}
