// What stands in the navigation for whom: a row shows when the reader may do its action.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import type { TextKey } from '../i18n/index.js';

const rows: { url: string; key: TextKey; action: Action }[] = [
  { url: '/calls', key: 'nav.calls', action: 'public' },
  { url: '/my/applications', key: 'nav.my_applications', action: 'application.follow' },
  { url: '/staff/applications', key: 'nav.applications', action: 'application.list' },
  { url: '/staff/entries', key: 'nav.entries', action: 'application.enter' },
  { url: '/staff/tasks', key: 'nav.tasks', action: 'task.read' },
  { url: '/staff/letters', key: 'nav.letters', action: 'letter.read' },
  { url: '/staff/history', key: 'nav.history', action: 'history.read' },
  { url: '/staff/calls', key: 'nav.staff_calls', action: 'call.read' },
  { url: '/staff/retention', key: 'nav.retention', action: 'retention.read' },
  { url: '/staff/people', key: 'nav.people', action: 'person.list' },
  { url: '/account', key: 'nav.account', action: 'account.manage' },
];

/** By the groups somebody is in, as the answer is the same for all who are in them. */
const rowsOf = new Map<string, typeof rows>();

function rowsFor(actor: Actor | null): typeof rows {
  const who = actor ? `${actor.assurance} ${actor.groups}` : '';
  const known = rowsOf.get(who);
  if (known) return known;
  const made = rows.filter((row) => can(actor, row.action));
  rowsOf.set(who, made);
  return made;
}

/** The rows this reader sees on the page `path`; the longest match is the current one. */
export function navigationFor(actor: Actor | null, path: string) {
  return rowsFor(actor).map(({ url, key }) => ({
    url,
    key,
    current: path === url || path.startsWith(`${url}/`),
  }));
}
