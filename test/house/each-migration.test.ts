// Each migration that stands here, on a database with rows in every table: no row and no value is lost, and the copy
// made before is what was there.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { copyBefore, type Migration, migrate, pendingMigrations, readMigrations } from '../../db/migrate.js';
import { openDatabase } from '../../db/open.js';

type Row = Record<string, unknown>;
type Rows = Record<string, Row[]>;

function open(path = ':memory:'): Database.Database {
  const { $client } = openDatabase(path);
  // The rows below are of the right type and point to each other, and mean nothing.
  $client.pragma('ignore_check_constraints = ON');
  onTestFinished(() => void $client.close());
  return $client;
}

function tables(client: Database.Database): string[] {
  return client
    .prepare(
      `select name from pragma_table_list where schema = 'main' and type = 'table'
       and name not like 'sqlite_%' and name <> '_migrations' order by name`,
    )
    .pluck()
    .all() as string[];
}

const samples: Record<string, (number: number) => unknown> = {
  INTEGER: (number) => number,
  REAL: (number) => number,
  TEXT: (number) => `"${number}"`,
  BLOB: (number) => Buffer.from(`sealed ${number}`),
};

/** Two rows in each table that has none. Every column of the first holds 1: whatever it points to is there. */
function seed(client: Database.Database): void {
  client.pragma('foreign_keys = OFF');
  for (const table of tables(client)) {
    if (client.prepare(`select 1 from "${table}"`).get()) continue;
    const columns = client.pragma(`table_info("${table}")`) as { name: string; type: string }[];
    const insert = client.prepare(
      `insert into "${table}" (${columns.map(({ name }) => `"${name}"`)}) values (${columns.map(() => '?')})`,
    );
    for (const number of [1, 2]) insert.run(columns.map(({ type }) => samples[type]?.(number)));
  }
}

const rowsOf = (client: Database.Database): Rows =>
  Object.fromEntries(
    tables(client).map((table) => [
      table,
      client.prepare(`select rowid as row_, * from "${table}" order by rowid`).all() as Row[],
    ]),
  );

/** What was there before and is not any more, as "table: row". A column that was added is no loss. */
function lost(before: Rows, after: Rows): string[] {
  const kept = (row: Row, now: Row | undefined) =>
    now !== undefined &&
    Object.entries(row).every(([column, value]) => String(now[column]) === String(value));
  return Object.entries(before).flatMap(([table, rows]) =>
    rows.filter((row, at) => !kept(row, after[table]?.[at])).map((row) => `${table}: ${row.row_}`),
  );
}

/** Applies them one by one, rows in every table before each; what was lost, by the name of the migration. */
function losses(client: Database.Database, migrations: readonly Migration[]): [string, string[]][] {
  return migrations
    .map((migration, at): [string, string[]] => {
      seed(client);
      const before = rowsOf(client);
      migrate(client, { migrations: migrations.slice(0, at + 1), triggers: '' });
      return [migration.name, lost(before, rowsOf(client))];
    })
    .filter(([, rows]) => rows.length > 0);
}

test('no migration loses a row or a value, whatever is in the tables', () => {
  const client = open();

  expect(losses(client, readMigrations())).toEqual([]);

  seed(client);
  const rows = Object.values(rowsOf(client));
  expect(rows.length).toBeGreaterThan(90);
  expect(rows.filter((found) => found.length < 2)).toEqual([]);
});

test('a value that is lost, moved or overwritten is noticed', () => {
  const all = readMigrations();
  const bad = (name: string, sql: string): Migration => ({ name, sql, checksum: name });

  const found = losses(open(), [
    ...all,
    bad('9001_emptied.sql', 'UPDATE people SET email = NULL WHERE id = 2'),
    bad('9002_column.sql', 'ALTER TABLE people RENAME COLUMN name TO called'),
    bad('9003_swapped.sql', "UPDATE answers SET body = json(3 - CAST(json_extract(body, '$') AS INTEGER))"),
  ]);

  expect(found.map(([name]) => name)).toEqual(['9001_emptied.sql', '9002_column.sql', '9003_swapped.sql']);
  expect(found[0]?.[1]).toEqual(['people: 2']);
});

test('the copy made before is what was there, and the older program goes on with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-each-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'data.sqlite');
  const all = readMigrations();
  const older = all.slice(0, -1);
  const client = open(file);
  migrate(client, { migrations: older, triggers: '' });
  seed(client);
  const before = rowsOf(client);
  const copies: string[] = [];
  const backup = () => void copies.push(copyBefore(client, file, Date.UTC(2026, 9, 22, 8)));

  migrate(client, { migrations: all, triggers: '', backup });

  expect(copies).toHaveLength(1);
  const copy = open(copies[0]);
  expect(rowsOf(copy)).toEqual(before);
  expect(Object.values(before).flat().length).toBeGreaterThan(180);
  expect(pendingMigrations(copy, older)).toEqual([]);
  expect(pendingMigrations(copy, all).map(({ name }) => name)).toEqual([all.at(-1)?.name]);
});
