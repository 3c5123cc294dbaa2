import { beforeAll, expect, test } from 'vitest';
import { migrate } from '../../db/migrate.js';
import { openDatabase, type Store } from '../../db/open.js';
import { idsInOrder, neighbours, type Order, type Selection } from '../../src/register/queries.js';
import { groups, sent } from '../../src/register/rules.js';
import { fill } from '../bench/fill.js';

let db: Store;
let callId: number;
/** Every statement that was prepared since the last look. */
const prepared: string[] = [];

beforeAll(() => {
  db = openDatabase(':memory:');
  migrate(db.$client);
  callId = fill(db, 600).callId;
  db.$client.exec('update applications set attention_at = submitted_at where id % 5 = 0');
  const original = db.$client.prepare.bind(db.$client);
  db.$client.prepare = ((source: string) => {
    prepared.push(source);
    return original(source);
  }) as typeof db.$client.prepare;
  return () => db.$client.close();
});

const selection = (more: Partial<Selection>): Selection => ({
  callId,
  states: ['in_review'],
  overall: null,
  institution: null,
  source: null,
  reader: null,
  sort: 'average',
  direction: 'desc',
  ...more,
});

/** What SQLite does for the statement that was just prepared. */
function planOf(act: () => unknown): string[] {
  prepared.length = 0;
  act();
  const [source] = prepared;
  if (source === undefined) throw new Error('nothing was prepared');
  const question = db.$client.prepare(`explain query plan ${source}`);
  const blanks = Array.from({ length: source.split('?').length - 1 }, () => 1);
  return (question.all(...blanks) as { detail: string }[]).map((row) => row.detail);
}

const orders = (['submitted', 'average', 'reference', 'name_sq', 'name_sr', 'name_en'] as const).flatMap(
  (sort) => (['asc', 'desc'] as const).map((direction) => [sort, direction] as const),
);

test.each(orders)(
  'a list by %s %s walks its indexes: nothing is scanned and nothing sorted',
  (sort, direction) => {
    const one = planOf(() => idsInOrder(db, selection({ sort, direction }), 25));
    const many = planOf(() => idsInOrder(db, selection({ states: groups.progress, sort, direction }), 25));
    const index = sort === 'submitted' ? 'submission' : sort;

    expect(one).toEqual([
      expect.stringMatching(`^SEARCH applications USING COVERING INDEX applications_by_${index} `),
    ]);
    expect(many.filter((step) => /SCAN|TEMP B-TREE/.test(step))).toEqual([]);
    expect(many.filter((step) => step.includes(`applications_by_${index} `))).toHaveLength(
      groups.progress.length,
    );
  },
);

test('the lists and what is beside an application agree in every order, also where there is no average', () => {
  for (const [sort, direction] of orders) {
    for (const states of [groups.progress, sent, 'attention'] as const) {
      const wanted = selection({ states, sort, direction });
      const ids = idsInOrder(db, wanted, 1000);
      expect(ids.length).toBeGreaterThan(2);
      expect(new Set(ids).size).toBe(ids.length);
      for (const [at, id] of ids.entries()) {
        // The first and the last, and of those between each seventh: the edges of groups are among them.
        if (at % 7 !== 0 && at !== ids.length - 1) continue;
        const place = placeOf(id, sort);
        const beside = neighbours(db, wanted, { id, place });
        expect({ sort, direction, id, ...beside }).toEqual({
          sort,
          direction,
          id,
          previous: ids[at - 1] ?? null,
          next: ids[at + 1] ?? null,
        });
      }
    }
  }
});

test('the order is the one a plain sort would give', () => {
  for (const [sort, direction] of orders) {
    const ids = idsInOrder(db, selection({ states: groups.finished, sort, direction }), 1000);
    expect(ids.length).toBeGreaterThan(2);
    const sign = direction === 'asc' ? 1 : -1;
    const expected = [...ids].sort((a, b) => {
      const [x, y] = [placeOf(a, sort), placeOf(b, sort)];
      if (x === y) return sign * (a - b);
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y ? -sign : sign;
    });
    expect(ids).toEqual(expected);
  }
});

function placeOf(id: number, sort: Order): string | number | null {
  const row = db.$client.prepare('select * from applications where id = ?').get(id) as Record<
    string,
    string | number | null
  >;
  if (sort === 'submitted') return row.submitted_at ?? null;
  if (sort === 'average') return row.average_ten_thousandths ?? null;
  if (sort !== 'reference') return row[sort.replace('name', 'order')] ?? null;
  return row.reference_number === null
    ? null
    : Number(row.reference_year) * 1_000_000 + Number(row.reference_number);
}
