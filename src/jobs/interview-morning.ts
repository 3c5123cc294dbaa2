// Every morning: what is missing of interviews that are over, and answers that did not come, is put before people.
import { SYSTEM } from '../access/actor.js';
import * as attendance from '../attendance/service.js';
import * as conflicts from '../conflicts/service.js';
import * as cards from '../interview-cards/service.js';
import * as invitations from '../invitations/service.js';
import type { Job } from './index.js';
import { oneByOne } from './one-by-one.js';

export const interviewMorning: Pick<Job, 'run' | 'list'> = {
  async run(ctx, signal) {
    conflicts.settlePanels(ctx, SYSTEM);
    const came = await oneByOne(
      () => attendance.unmarked(ctx),
      (row) => attendance.assumeHeld(ctx, row),
      signal,
    );
    const phone = invitations.askToPhone(ctx);
    const reminded = await oneByOne(
      () => cards.toRemind(ctx),
      (row) => cards.remind(ctx, row),
      signal,
    );
    return `${came} taken as held, ${phone} without an answer, ${reminded} reminded of a card`;
  },
  list: (ctx) => [
    ...attendance
      .unmarked(ctx)
      .map(({ id, mayAssume }) =>
        mayAssume
          ? `booking ${id}: would count as held, as nobody said who came`
          : `booking ${id}: would be asked about, as the service was away`,
      ),
    ...cards.toRemind(ctx).map(({ bookingId }) => `booking ${bookingId}: a card is missing`),
    ...invitations.overdue(ctx).map(({ application }) => `application ${application.id}: no answer`),
  ],
};
