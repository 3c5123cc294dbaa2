// What a report is warned of: its words, times and people, beside the case, the last report and the people register.
import type { Ctx } from '../context.js';
import * as particulars from '../particulars/service.js';
import { withKey } from '../parties/queries.js';
import { nameKeyOf } from '../parties/rules.js';
import { lastOfCase } from '../reports/queries.js';
import type { Known, Whole } from '../reports/rules.js';
import { spellingsOf, type Warning, warningsOf } from './rules.js';

/** A report in the open, as its service opens it. */
type Shown = Whole & {
  hearing: { id: number; caseId: number; scheduledOn: string };
  people: {
    named: readonly { role: string; name: string }[];
    hidden: readonly { pseudonym: string }[];
  };
  known: Known;
};

/** Everything there is to warn of in a report as it stands, in the order of the form. Reads and changes nothing. */
export function warningsAbout(ctx: Ctx, shown: Shown): Warning[] {
  const { hearing, people, known } = shown;
  const last = lastOfCase(ctx.db, hearing);
  const inRoom = people.named
    .filter(({ role }) => !['WIT', 'CWIT', 'INJ', 'EXP'].includes(role))
    .map(({ name }) => nameKeyOf(name));
  return warningsOf(shown, {
    known,
    scheduledOn: hearing.scheduledOn,
    last: last && particulars.rowsIn(ctx, 'attendance', last.report.id),
    pseudonyms: people.hidden.map(({ pseudonym }) => pseudonym),
    isRegistered: (name) => {
      const keys = spellingsOf(name).map(nameKeyOf);
      return !keys.some((key) => inRoom.includes(key)) && withKey(ctx.db, keys, 0).length > 0;
    },
  });
}
