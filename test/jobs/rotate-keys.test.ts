// Rotating the keys: everything sealed opens with the new key alone, and what was being done goes on.
import { expect, test } from 'vitest';
import { reseal, sealedColumns, unreadable } from '../../db/reseal.js';
import { type Keyring, keyIdOf, SealBroken, seal, unseal } from '../../src/lib/seal.js';
import { makeWorld, type World } from '../support/world.js';

const key = (id: string, fill: number): Keyring => ({ current: id, keys: { [id]: Buffer.alloc(32, fill) } });
const older = key('older', 1);
const newer = key('newer', 2);
const both: Keyring = { current: 'newer', keys: { ...older.keys, ...newer.keys } };
const words = Buffer.from('what Arta wrote');

/** A row in every table that holds something sealed, whatever else its columns ask for, sealed with the older key. */
function fill({ ctx }: World): void {
  const { $client } = ctx.db;
  $client.pragma('foreign_keys = OFF');
  $client.pragma('ignore_check_constraints = ON');
  for (const table of ['files', ...new Set(sealedColumns.map((one) => one.table))]) {
    const columns = $client.pragma(`table_info(${table})`) as {
      name: string;
      type: string;
      notnull: number;
    }[];
    const needed = columns.filter(({ name, notnull }) => notnull === 1 || name === 'id');
    const values = { INTEGER: 1, TEXT: 'x', BLOB: Buffer.from('-') } as Record<string, unknown>;
    $client
      .prepare(
        `insert into ${table} (${needed.map(({ name }) => `"${name}"`)}) values (${needed.map(() => '?')})`,
      )
      .run(needed.map(({ type }) => values[type.toUpperCase()]));
  }
  for (const { table, column, context } of sealedColumns) {
    const place = $client.prepare(`select ${context} from ${table}`).pluck().get() as string;
    $client.prepare(`update ${table} set ${column} = ?`).run(seal(older, words, place));
  }
}

test('every sealed column opens with the new key alone, and a second time nothing is left to do', () => {
  const world = makeWorld();
  fill(world);
  const { $client } = world.ctx.db;

  const first = reseal($client, both);
  const second = reseal($client, both);

  expect(first).toEqual(
    Object.fromEntries(sealedColumns.map(({ table, column }) => [`${table}.${column}`, 1])),
  );
  expect(Object.values(second)).toEqual(sealedColumns.map(() => 0));
  for (const { table, column, context } of sealedColumns) {
    const row = $client.prepare(`select ${column} as sealed, ${context} as place from ${table}`).get() as {
      sealed: Buffer;
      place: string;
    };
    expect([table, keyIdOf(row.sealed)]).toEqual([table, 'newer']);
    expect(unseal(newer, row.sealed, row.place).equals(words)).toBe(true);
  }
});

test('without the older key nothing is changed, and the reason is said', () => {
  const world = makeWorld();
  fill(world);
  const read = () => world.ctx.db.$client.prepare('select sealed from file_contents').pluck().get() as Buffer;
  const before = read();

  expect(() => reseal(world.ctx.db.$client, newer)).toThrow(SealBroken);
  expect(read().equals(before)).toBe(true);
});

test('a ring that cannot read what is stored is known by a sentence, before anything is written under it', () => {
  const world = makeWorld();
  const { $client } = world.ctx.db;
  const empty = unreadable($client, newer);
  fill(world);
  const otherOfThatName = key('older', 3);

  expect(empty).toEqual([]);
  expect([unreadable($client, older), unreadable($client, both)]).toEqual([[], []]);
  expect(unreadable($client, newer)).toEqual([
    'FILE_KEYS lacks the key "older", with which stored data is sealed',
  ]);
  expect(unreadable($client, otherOfThatName)).toEqual([
    'FILE_KEYS has another key "older" than the one with which stored data is sealed',
  ]);
});

test('one damaged row keeps nobody from starting', () => {
  const world = makeWorld();
  const { $client } = world.ctx.db;
  fill(world);
  $client.prepare('update file_contents set sealed = ?').run(Buffer.from('-'));
  $client.prepare('update letters set sealed_body = substr(sealed_body, 1, 30)').run();

  expect(unreadable($client, older)).toEqual([]);
});

test('a key that only the oldest or only the newest row needs is missed as well', () => {
  const { $client } = makeWorld().ctx.db;
  $client.pragma('foreign_keys = OFF');
  const put = $client.prepare('insert into file_contents (file_id, sealed) values (?, ?)');
  // Rows of no file are bound to nothing.
  for (const [id, ring] of [older, newer, newer].entries()) put.run(id + 1, seal(ring, words, ''));

  expect(unreadable($client, both)).toEqual([]);
  expect([unreadable($client, newer), unreadable($client, older)]).toEqual([
    ['FILE_KEYS lacks the key "older", with which stored data is sealed'],
    ['FILE_KEYS lacks the key "newer", with which stored data is sealed'],
  ]);
});
