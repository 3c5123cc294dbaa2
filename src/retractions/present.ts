// A withdrawn report in words: what happened, and what it means for its hearing.
import { titleOf } from '../cases/present.js';
import { shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import { headOf } from '../reports/present.js';
import type { withdrawnLast } from './queries.js';
import type { Retraction } from './rules.js';
import type { opened } from './service.js';

/** Withdrawn and brought back, newest first, as partials/_timeline takes it. */
export function retractionLines(language: Language, retractions: readonly Retraction[]) {
  return retractions
    .flatMap(({ at, by, reason, restoredAt, restorer }) => [
      { at, by, note: reason, text: say(language, 'retractions.event.withdraw') },
      ...(restoredAt === null
        ? []
        : [{ at: restoredAt, by: restorer, note: '', text: say(language, 'retractions.event.restore') }]),
    ])
    .sort((one, other) => other.at - one.at);
}

/** The pages on which a report is withdrawn or brought back. */
export function retractPage(language: Language, { shown, retractions, other }: ReturnType<typeof opened>) {
  const { report } = shown;
  return {
    ...headOf(language, shown),
    caseTitle: titleOf(shown, language),
    wasFiled: report.filedAt !== null,
    backUrl: report.filedAt === null ? `/my/reports/${report.id}` : `/staff/reviews/${report.id}`,
    isEmptied: report.state === 'withdrawn' && retractions.at(-1)?.reason === '',
    isTaken: other !== undefined && other !== report.id,
    timeline: retractionLines(language, retractions),
  };
}

/** The withdrawn ones in the queue: what was filed is read, a draft is brought back. */
export function withdrawnRows(language: Language, rows: ReturnType<typeof withdrawnLast>) {
  return rows.map(({ id, filedAt, isEmptied, author, scheduledOn, at, ...one }) => ({
    // What was emptied has nothing to read.
    url: filedAt === null || isEmptied ? `/staff/reviews/${id}/restore` : `/staff/reviews/${id}`,
    title: titleOf(one, language),
    day: shortDate(language, startOfDay(scheduledOn)),
    author: author || say(language, 'register.list.erased'),
    at,
  }));
}
