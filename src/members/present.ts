// What the pages about staff and interns show.

import { collator } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { staffGroups } from './form.js';

type Member = {
  id: number;
  name: string;
  email: string | null;
  groups: string[];
  since: number;
  until: number | null;
  lastSeenAt: number | null;
  ready: boolean;
};

/** Rows of the list, by name. */
export function memberRows(language: Language, members: Member[]) {
  const order = collator(language);
  return members
    .map(({ id, name, email, groups, since, until, lastSeenAt, ready }) => ({
      url: `/staff/people/${id}`,
      name,
      email: email ?? '',
      groups: groups.map((group) => say(language, `members.group.${group}`)).join(', '),
      since,
      until,
      lastSeenAt,
      ready,
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** The groups to choose from, each with what it may do. */
export function groupOptions(language: Language) {
  return staffGroups.map((group) => ({
    value: group,
    label: say(language, `members.group.${group}`),
    hint: say(language, `members.group.${group}.hint`),
  }));
}
