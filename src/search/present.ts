// What a search found, in words.
import { titleOf } from '../cases/present.js';
import { shortDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import type { find, Hit } from './service.js';

/** Found things kind by kind. `isStaff`: reports lead to their review; a monitor's to their own page. */
export function foundPage(language: Language, found: ReturnType<typeof find>, isStaff: boolean) {
  const reportsIn = (where: Hit['where']) =>
    found.reports
      .filter((hit) => hit.where === where)
      .map((hit) => ({
        url: isStaff ? `/staff/reviews/${hit.id}` : `/my/reports/${hit.id}`,
        title: say(language, 'search.report', {
          title: titleOf(hit, language),
          day: shortDate(language, startOfDay(hit.scheduledOn)),
        }),
        excerpt: hit.excerpt,
      }));
  const cases = found.cases.map((row) => ({
    url: `/staff/cases/${row.id}`,
    title: titleOf(row, language),
    more: row.numbers,
  }));
  const people = found.people.map(({ id, name }) => ({ url: `/staff/parties/${id}`, title: name, more: '' }));
  return {
    asked: true,
    nothing: cases.length + people.length + found.reports.length === 0,
    cases,
    people,
    facts: reportsIn('facts'),
    observations: reportsIn('observations'),
  };
}
