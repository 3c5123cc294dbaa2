// Who may erase themselves.
import type { Group } from '../access/actor.js';

/** Staff and interns, past ones too, leave a record that others rely on: they ask, and a person answers. */
export function mayEraseAlone(memberships: readonly { group: Group }[]): boolean {
  return memberships.every(({ group }) => group === 'applicant');
}
