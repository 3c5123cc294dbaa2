// The staff's page of what is erased when: in groups, what needs a person first. Drafts are counted, never named.
import { type Language, say } from '../i18n/index.js';
import { type Kept, periods, type Standing } from './rules.js';
import type { Item } from './service.js';

/** In the order of the page. */
const groups: readonly Standing[] = [
  'undelivered',
  'no_address',
  'entry',
  'unsent',
  'due',
  'to_tell',
  'told',
  'later',
];
const hinted: readonly Standing[] = ['undelivered', 'no_address', 'unsent'];

type Line = {
  at: number;
  what: string;
  url: string | null;
  call: string;
  why: string;
  toldAt: number | null;
};

/** The groups that have something, and how many rows were left out beyond `most` in each. */
export function groupsOf(
  language: Language,
  items: readonly Item[],
  titles: ReadonlyMap<number, string>,
  most: number,
) {
  return groups
    .map((standing) => {
      const lines = linesOf(
        language,
        items.filter((item) => item.standing === standing),
        titles,
      );
      return {
        standing,
        heading: say(language, `retention.list.group.${standing}`),
        hint: hinted.includes(standing) ? say(language, `retention.list.hint.${standing}`) : '',
        lines: lines.slice(0, most),
        more: Math.max(0, lines.length - most),
      };
    })
    .filter(({ lines }) => lines.length > 0);
}

function linesOf(language: Language, items: readonly Item[], titles: ReadonlyMap<number, string>): Line[] {
  const isHidden = ({ row, why }: Item) => why === 'draft' && row.source === 'web';
  const named = items.filter((item) => !isHidden(item)).map((item) => lineOf(language, item, titles));
  const drafts = new Map<string, Item[]>();
  for (const item of items.filter(isHidden)) {
    const key = `${item.call.id}:${item.at}`;
    drafts.set(key, [...(drafts.get(key) ?? []), item]);
  }
  const counted = [...drafts.values()].flatMap(([first, ...rest]) => {
    if (!first) return [];
    const what = say(language, 'retention.list.draft', { count: rest.length + 1 });
    return [{ ...lineOf(language, first, titles), what, url: null }];
  });
  return [...named, ...counted].sort((a, b) => a.at - b.at);
}

function lineOf(
  language: Language,
  { row, call, why, at, standing, toldAt }: Item,
  titles: ReadonlyMap<number, string>,
): Line {
  const { keepDraftDays, keepUnselectedMonths, keepForNextCallMonths } = call.settings;
  const values = {
    draft: { days: keepDraftDays },
    unselected: { months: keepUnselectedMonths },
    kept: { months: keepForNextCallMonths },
  };
  return {
    at,
    what: row.reference ?? say(language, 'retention.list.draft', { count: 1 }),
    url: standing === 'entry' ? `/staff/entries/${row.id}` : `/staff/applications/${row.id}`,
    call: titles.get(call.id) ?? call.slug,
    why: say(language, `retention.why.${why}`, values[why]),
    toldAt,
  };
}

/** How long each kind of record is kept, and what of it goes. */
export function periodRows(language: Language) {
  return (Object.keys(periods) as Kept[]).map((what) => ({
    name: say(language, `retention.record.${what}`),
    period: say(language, 'retention.record.months', { months: periods[what] }),
    goes: say(language, `retention.record.goes.${what}`),
  }));
}

/** What goes next of reports, reviews and costs; at most `most` lines. */
export function recordLines(
  language: Language,
  items: readonly { what: Kept; id: number; at: number }[],
  most: number,
) {
  const link = {
    unfiled: (id: number) => `/my/reports/${id}`,
    review: (id: number) => `/staff/reviews/${id}`,
    cost: (id: number) => `/staff/costs/${id}`,
  };
  return {
    lines: items.slice(0, most).map(({ what, id, at }) => ({
      at,
      what: say(language, `retention.record.line.${what}`, { id }),
      url: link[what](id),
      why: say(language, `retention.record.${what}`),
    })),
    more: Math.max(0, items.length - most),
  };
}
