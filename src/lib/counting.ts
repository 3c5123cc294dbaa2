// Tables of numbers, each of which keeps what it is made of, so that it can be traced: pure.

/**
 * `of`: out of how many; null where a share would say nothing. `ids`: hearings or cases, each once; `each`: how often each
 * of them counts, so that they come to `count`.
 */
export type Cell = { count: number; of: number | null; ids: number[]; each: number[] };
export type Kind = 'hearings' | 'cases';
/** `base`: what the table is drawn from, as many hearings or cases. Rows without a single number are left out. */
export type Counted = {
  name: string;
  kind: Kind;
  base: number;
  columns: string[];
  rows: { code: string; cells: Cell[] }[];
};

/** How often one thing counts in a row: 0 not at all, 1 once, more for what there may be several of. */
type Weight<F> = (one: F, row: string) => number;
export type Column<F> = { of: Weight<F>; out?: Weight<F> };
export type Table<F> = {
  name: string;
  base: (one: F) => boolean;
  rows: readonly string[] | ((all: readonly F[]) => string[]);
  columns: Record<string, Column<F>>;
};

/** Counts a table over all there is. Throws nothing. */
export function count<F extends { id: number }>(kind: Kind, table: Table<F>, all: readonly F[]): Counted {
  const base = all.filter(table.base);
  const codes = typeof table.rows === 'function' ? table.rows(base) : table.rows;
  const sum = (weight: Weight<F>, row: string) => base.reduce((total, one) => total + weight(one, row), 0);
  const cellOf = ({ of, out }: Column<F>, code: string): Cell => {
    const made = base.map((one) => [one.id, of(one, code)] as const).filter(([, times]) => times > 0);
    return {
      count: made.reduce((total, [, times]) => total + times, 0),
      of: (out && sum(out, code)) || null,
      ids: made.map(([id]) => id),
      each: made.map(([, times]) => times),
    };
  };
  const rows = codes.map((code) => ({
    code,
    cells: Object.values(table.columns).map((column) => cellOf(column, code)),
  }));
  return {
    name: table.name,
    kind,
    base: base.length,
    columns: Object.keys(table.columns),
    rows: rows.filter(({ cells }) => cells.some((cell) => cell.count > 0)),
  };
}

/** "courts.BC-PR.held": where a number stands. */
export const placeOf = (table: string, row: string, column: string) => `${table}.${row}.${column}`;

/** The number that stands at a place, and of what it is; undefined where there is none. */
export function cellAt(figures: readonly Counted[], place: string) {
  const [name, code, column = ''] = place.split('.');
  const table = figures.find((one) => one.name === name);
  const at = table?.columns.indexOf(column) ?? -1;
  const cell = table?.rows.find((row) => row.code === code)?.cells[at];
  return table && code && cell ? { table, row: code, column, cell } : undefined;
}

/** Numbers that are not what they were, in the order of the tables: 0 where one stands no more, or did not stand. */
export function differences(then: readonly Counted[], now: readonly Counted[]) {
  const listed = (figures: readonly Counted[]) =>
    figures.flatMap(({ name, columns, rows }) =>
      rows.flatMap(({ code, cells }) =>
        cells.map((cell, at) => [placeOf(name, code, columns[at] ?? ''), cell.count] as const),
      ),
    );
  const [before, after] = [new Map(listed(then)), new Map(listed(now))];
  return [...new Set([...before.keys(), ...after.keys()])]
    .map((place) => ({ place, before: before.get(place) ?? 0, after: after.get(place) ?? 0 }))
    .filter((one) => one.before !== one.after);
}
