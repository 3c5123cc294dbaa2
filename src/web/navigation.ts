// What stands in the navigation for whom: a row shows when the reader may do its action. A new page is one row here.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { type Language, say, type TextKey } from '../i18n/index.js';

/** Where a row stands for those who have many: alone, under the name of a group, or beside their own name. */
const groups = {
  recruitment: 'nav.group.recruitment',
  monitoring: 'nav.group.monitoring',
  office: 'nav.group.office',
} as const satisfies Record<string, TextKey>;
type Group = keyof typeof groups;

/** `also`: what stands beside the last word of the address and belongs to the row too. */
type Row = { url: string; key: TextKey; action: Action; under?: Group | 'account'; also?: string[] };

const rows: Row[] = [
  { url: '/staff/tasks', key: 'nav.tasks', action: 'task.read' },
  { url: '/staff/reading', key: 'nav.reading', action: 'reading.score' },
  { url: '/my/applications', key: 'nav.my_applications', action: 'application.follow', also: ['placement'] },

  {
    url: '/staff/applications',
    key: 'nav.applications',
    action: 'application.list',
    under: 'recruitment',
    also: ['screening'],
  },
  {
    url: '/staff/interviews',
    key: 'nav.interviews',
    action: 'interview.read',
    under: 'recruitment',
    also: ['bookings', 'slots'],
  },
  { url: '/staff/decisions', key: 'decisions.list.title', action: 'decision.read', under: 'recruitment' },
  { url: '/staff/entries', key: 'nav.entries', action: 'application.enter', under: 'recruitment' },
  { url: '/staff/calls', key: 'nav.staff_calls', action: 'call.read', under: 'recruitment' },
  { url: '/staff/institutions', key: 'nav.institutions', action: 'institution.read', under: 'recruitment' },
  { url: '/calls', key: 'nav.calls', action: 'public', under: 'recruitment' },

  { url: '/my/work', key: 'rota.work.title', action: 'rota.follow' },
  { url: '/staff/reviews', key: 'reviews.queue.title', action: 'review.read', under: 'monitoring' },
  { url: '/staff/hearings', key: 'hearings.calendar.title', action: 'hearing.read', under: 'monitoring' },
  { url: '/staff/weeks', key: 'weeks.title', action: 'week.read', under: 'monitoring' },
  { url: '/staff/figures', key: 'figures.title', action: 'figure.read', under: 'monitoring' },
  { url: '/staff/costs', key: 'costs.list.title', action: 'cost.read', under: 'monitoring' },
  { url: '/staff/placements', key: 'placements.list.title', action: 'placement.read', under: 'monitoring' },
  { url: '/staff/cases', key: 'nav.cases', action: 'case.read', under: 'monitoring' },
  { url: '/staff/search', key: 'search.page.title', action: 'search.use', under: 'monitoring' },
  { url: '/staff/parties', key: 'nav.parties', action: 'party.read', under: 'monitoring' },
  { url: '/staff/imports', key: 'nav.imports', action: 'case.import', under: 'monitoring' },

  { url: '/staff/terms', key: 'terms.page.title', action: 'term.read', under: 'monitoring' },

  { url: '/staff/letters', key: 'nav.letters', action: 'letter.read', under: 'office' },
  { url: '/staff/closed-days', key: 'closed-days.list.title', action: 'closed_day.keep', under: 'office' },
  { url: '/staff/history', key: 'nav.history', action: 'history.read', under: 'office' },
  { url: '/staff/history/looks', key: 'history.looks.title', action: 'history.looks', under: 'office' },
  { url: '/staff/retention', key: 'nav.retention', action: 'retention.read', under: 'office' },
  { url: '/staff/people', key: 'nav.people', action: 'person.list', under: 'office' },

  { url: '/account', key: 'nav.account', action: 'account.manage', under: 'account' },
];

/** With more than these, rows fold into their groups; with fewer, folding would only hide them. */
const SIDE_BY_SIDE = 5;

/** `current`: the word for aria-current, "page" for the page itself, "true" for what it belongs to. */
type Link = { url: string; label: string; current: 'page' | 'true' | undefined };
type Folded = { label: string; current: 'true' | undefined; links: Link[] };
/** `key` names everything that the places say: the groups of the reader, the page, the language. */
export type Navigation = { key: string; places: (Link | Folded)[]; account: Link[] };

/** By the groups somebody is in, as the answer is the same for all who are in them. */
const rowsOf = new Map<string, Placed[]>();
type Placed = Row & { addresses: string[] };

function rowsFor(actor: Actor | null, who: string): Placed[] {
  const known = rowsOf.get(who);
  if (known) return known;
  const made = rows
    .filter((row) => can(actor, row.action))
    .map((row) => ({ ...row, addresses: addressesOf(row) }));
  rowsOf.set(who, made);
  return made;
}

function addressesOf({ url, also = [] }: Row): string[] {
  return [url, ...also.map((one) => url.replace(/[^/]+$/, one))];
}

const made = new Map<string, Navigation>();

/** What this reader sees on the page `path`, in `language`; of the rows that lead towards it the longest is current. */
export function navigationFor(actor: Actor | null, path: string, language: Language): Navigation {
  const who = actor ? `${actor.assurance} ${actor.groups}` : '';
  const mine = rowsFor(actor, who);
  let here: Placed | undefined;
  for (const row of mine) {
    const leads = row.addresses.some((one) => path === one || path.startsWith(`${one}/`));
    if (leads && row.url.length > (here?.url.length ?? 0)) here = row;
  }
  const place = path === here?.url ? 'page' : 'true';
  const key = `${language} ${who} ${here ? `${here.url} ${place}` : ''}`;
  const known = made.get(key) ?? { key, ...placesOf(mine, here, place, language) };
  made.set(key, known);
  return known;
}

function placesOf(
  mine: readonly Placed[],
  here: Placed | undefined,
  place: 'page' | 'true',
  language: Language,
): Omit<Navigation, 'key'> {
  const linksOf = (some: readonly Placed[]): Link[] =>
    some.map((row) => ({
      url: row.url,
      label: say(language, row.key),
      current: row === here ? place : undefined,
    }));
  const fold = (group: Group): (Link | Folded)[] => {
    const links = linksOf(mine.filter(({ under }) => under === group));
    const current = here?.under === group ? 'true' : undefined;
    return links.length < 2 ? links : [{ label: say(language, groups[group]), current, links }];
  };

  const account = linksOf(mine.filter(({ under }) => under === 'account'));
  const alone = linksOf(mine.filter(({ under }) => under === undefined));
  if (mine.length - account.length <= SIDE_BY_SIDE) {
    const others = linksOf(mine.filter(({ under }) => under !== undefined && under !== 'account'));
    return { places: [...alone, ...others], account };
  }
  return { places: [...alone, ...(Object.keys(groups) as Group[]).flatMap(fold)], account };
}
