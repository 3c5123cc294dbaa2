// Makes drizzle's statements cheap: each is prepared once for its text, and rows are read without asking at every cell
// what it is. No query says anything else than before. This file alone knows drizzle from the inside (0.45).
import type { Database, Statement } from 'better-sqlite3';
import { Column, fillPlaceholders, is, noopDecoder, SQL } from 'drizzle-orm';

type Asked = Record<string, unknown>;
type Cells = readonly unknown[];
type Field = { path: readonly string[]; field: unknown };
type Query = { sql: string; params: unknown[] };
type Prepared = {
  stmt: Statement;
  all(asked?: Asked): unknown[];
  get(asked?: Asked): unknown;
  values(asked?: Asked): Cells[];
};
type Client = Pick<Database, 'prepare' | 'transaction'>;
type Session = {
  client: Client;
  prepareQuery(query: Query, fields: Field[] | undefined, ...more: unknown[]): Prepared;
};

/** Changes the session of an opened database, which its transactions share. */
export function quicken(db: unknown, client: Database): void {
  const { session } = db as { session: Session };
  session.client = keeping(client);
  const prepareQuery = session.prepareQuery.bind(session);
  session.prepareQuery = (query, fields, ...more) => {
    const prepared = prepareQuery(query, fields, ...more);
    if (fields?.every(isSimple)) readQuickly(prepared, query, fields);
    return prepared;
  };
}

/** More than we have queries; a query with a list of ids in it is another one each time. */
const MOST_KEPT = 1000;

/** The client, but a statement that was prepared once is not prepared again. */
function keeping(client: Database): Client {
  const kept = new Map<string, Statement>();
  const prepare = (text: string) => {
    const known = kept.get(text);
    // It gives objects, as a new one does: whoever wants lists says so each time.
    if (known) return known.reader ? known.raw(false) : known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const made = client.prepare(text);
    kept.set(text, made);
    return made;
  };
  return { prepare: prepare as Database['prepare'], transaction: client.transaction.bind(client) };
}

/** True for a column or an expression that stands in the row itself, not in an object of a joined table. */
function isSimple({ path, field }: Field): boolean {
  return path.length === 1 && (is(field, Column) || is(field, SQL) || is(field, SQL.Aliased));
}

function readQuickly(prepared: Prepared, { params }: Query, fields: readonly Field[]): void {
  const cells = fields.map(({ path, field }) => ({ name: String(path[0]), decode: decoderOf(field) }));
  const read = (row: Cells) => {
    const made: Record<string, unknown> = {};
    for (let at = 0; at < cells.length; at += 1) {
      const { name, decode } = cells[at] as (typeof cells)[number];
      const cell = row[at];
      made[name] = decode && cell !== null ? decode(cell) : cell;
    }
    return made;
  };
  prepared.all = (asked) => prepared.values(asked).map(read);
  prepared.get = (asked = {}) => {
    const row = prepared.stmt.raw().get(...fillPlaceholders(params, asked)) as Cells | undefined;
    return row && read(row);
  };
}

type Decoder = { mapFromDriverValue(stored: unknown): unknown };

/** What makes of a stored value what it means: JSON, yes or no. Undefined where it is what it means. */
function decoderOf(field: unknown): ((stored: unknown) => unknown) | undefined {
  const expression = is(field, SQL.Aliased) ? field.sql : field;
  const decoder = is(expression, Column) ? expression : (expression as { decoder: Decoder }).decoder;
  const asStored = [Column.prototype.mapFromDriverValue, noopDecoder.mapFromDriverValue];
  if ((asStored as unknown[]).includes(decoder.mapFromDriverValue)) return undefined;
  return (stored) => decoder.mapFromDriverValue(stored);
}
