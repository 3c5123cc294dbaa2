// What is about to be taken away, as its page shows it.
import { dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { slotOptions } from '../interviews/present.js';

type Concerned = {
  booking: { id: number };
  application: { reference: string | null };
  name: string;
  free: Parameters<typeof slotOptions>[0];
};

/** What is about to be taken away: the hours, who has them, and what each could be offered. */
export function cancelPage(
  slots: readonly { startsAt: number }[],
  concerned: readonly Concerned[],
  language: Language,
) {
  return {
    times: slots.map(({ startsAt }) => dateTime(language, startsAt)),
    concerned: concerned.map((one) => ({
      field: `alternative_${one.booking.id}`,
      label: say(language, 'cancellations.offer', {
        name: one.name,
        reference: one.application.reference ?? '',
      }),
      options: slotOptions(one.free, language),
    })),
    stuck: concerned.some(({ free }) => free.length === 0),
  };
}
