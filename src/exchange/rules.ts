// How the rows of a file are read by their heading, and which of them can be told apart.
import type { Problem } from '../errors.js';
import { columns, type Kind } from './form.js';

/** One row: its line in the file (the heading is 1), and its cells by the names of the heading. */
export type Row = { line: number; cells: Record<string, string> };

/** The columns a heading lacks; [] when it has all. Case and blanks do not count. Throws nothing. */
export function missingColumns(kind: Kind, heading: readonly string[]): string[] {
  const names = heading.map(nameOf);
  return columns[kind].filter((name) => !names.includes(name));
}

/** The rows under the heading. */
export function rowsUnder(table: readonly (readonly string[])[]): Row[] {
  const [heading = [], ...rows] = table;
  const names = heading.map(nameOf);
  return rows.map((row, at) => ({
    line: at + 2,
    cells: Object.fromEntries(names.map((name, column) => [name, (row[column] ?? '').trim()])),
  }));
}

const nameOf = (title: string): string => title.trim().toLowerCase().replace(/\s+/g, '_');

/** What would become of a row. */
export type Outcome = 'new' | 'change' | 'same' | 'problem';
export type Step = {
  line: number;
  /** Whom or what it is about, as the file says. */
  about: string;
  outcome: Outcome;
  /** Why it cannot be taken: column and what to say. */
  problems: { column: string; problem: Problem }[];
  /** What would be added or written anew: field and how many. */
  changes: { field: string; count: number }[];
};

/** What a file says of a hearing beside its day, to be held against what is known. */
export function detailsOf(hearing: {
  court: string;
  courtroom: string | null;
  type: string;
  languages: readonly string[];
  purpose: string | null;
  scheduledTime: string;
}): string {
  const { court, courtroom, type, languages, purpose, scheduledTime } = hearing;
  return JSON.stringify([court, courtroom ?? '', type, [...languages].sort(), purpose ?? '', scheduledTime]);
}

/** True when every row can be taken, and at least one changes something. */
export function mayApply(steps: readonly Step[]): boolean {
  return (
    steps.every((step) => step.outcome !== 'problem') &&
    steps.some((step) => step.outcome === 'new' || step.outcome === 'change')
  );
}
