// Statements about conflicts of interest in words.
import { conflictKinds } from '../../db/schema/conflicts.js';
import { type Language, say } from '../i18n/index.js';

type Row = {
  personId: number;
  name: string;
  kind: string;
  note: string | null;
  saidBy: number;
  sayer: string;
  at: number;
  supersededAt: number | null;
};

/** The kinds as radio buttons, with a line that says when each fits. */
export function kindOptions(language: Language) {
  return conflictKinds.map((kind) => ({
    value: kind,
    label: say(language, `conflicts.kind.${kind}`),
    hint: say(language, `conflicts.hint.${kind}`),
  }));
}

/** One row a statement, those that stand first. */
export function rowsOf(rows: readonly Row[], language: Language) {
  return [...rows]
    .sort((a, b) => Number(a.supersededAt !== null) - Number(b.supersededAt !== null))
    .map((row) => ({
      name: row.name,
      kind: say(language, `conflicts.kind.${row.kind}`),
      tone: row.supersededAt !== null ? 'plain' : row.kind === 'none' ? 'good' : 'bad',
      note: row.note ?? '',
      sayer: row.saidBy === row.personId ? say(language, 'conflicts.said.self') : row.sayer,
      at: row.at,
      over: row.supersededAt !== null,
    }));
}
