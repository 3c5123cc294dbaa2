// Migrations: what they must never do to rows, triggers and keys, and that db/schema and the database agree.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { makeStrict } from '../../db/draft.js';
import {
  copyBefore,
  type Migration,
  migrate,
  pendingMigrations,
  readMigrations,
  rowCounts,
} from '../../db/migrate.js';
import { openDatabase } from '../../db/open.js';
import { sealedColumns } from '../../db/reseal.js';
import * as schema from '../../db/schema/index.js';

/** A migration of the test, as if it were a file. */
const file = (name: string, sql: string): Migration => ({ name, sql, checksum: `${name}:${sql}` });

const parents = file(
  '0000_parents.sql',
  `CREATE TABLE parents (id INTEGER PRIMARY KEY, title TEXT NOT NULL) STRICT;
   CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL REFERENCES parents (id) ON DELETE CASCADE) STRICT;
   CREATE TABLE tally (count INTEGER NOT NULL) STRICT;`,
);
/** As drizzle-kit writes it when a column becomes nullable. */
const rebuild = file(
  '0001_rebuild.sql',
  `PRAGMA foreign_keys=OFF;--> statement-breakpoint
   CREATE TABLE __new_parents (id INTEGER PRIMARY KEY, title TEXT) STRICT;--> statement-breakpoint
   INSERT INTO __new_parents (id, title) SELECT id, title FROM parents;--> statement-breakpoint
   DROP TABLE parents;--> statement-breakpoint
   ALTER TABLE __new_parents RENAME TO parents;--> statement-breakpoint
   PRAGMA foreign_keys=ON;`,
);
const triggers = `
  DROP TRIGGER IF EXISTS parents_no_delete;
  CREATE TRIGGER parents_no_delete BEFORE DELETE ON parents BEGIN SELECT RAISE(ABORT, 'parents stay'); END;
  DROP TRIGGER IF EXISTS children_counted;
  CREATE TRIGGER children_counted AFTER INSERT ON children
  BEGIN UPDATE tally SET count = count + 1; UPDATE parents SET title = title WHERE id = NEW.parent_id; END;`;

function open(path = ':memory:'): Database.Database {
  const { $client } = openDatabase(path);
  onTestFinished(() => void $client.close());
  return $client;
}

function family(path?: string): Database.Database {
  const client = open(path);
  migrate(client, { migrations: [parents], triggers });
  client.exec(
    "INSERT INTO tally VALUES (0); INSERT INTO parents VALUES (1, 'one'), (2, 'two'); INSERT INTO children VALUES (1, 1), (2, 2)",
  );
  return client;
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'hlc-migrations-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('a migration', () => {
  test('that rebuilds a table keeps every row, and the rows that point to it', () => {
    const client = family();

    const applied = migrate(client, { migrations: [parents, rebuild], triggers });

    expect(applied).toEqual(['0001_rebuild.sql']);
    expect(client.prepare('select * from parents').all()).toEqual([
      { id: 1, title: 'one' },
      { id: 2, title: 'two' },
    ]);
    expect(client.prepare('select * from children').all()).toHaveLength(2);
    expect(client.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  test('that rebuilds a table gives it its triggers back, and those elsewhere that name it', () => {
    const client = family();

    migrate(client, { migrations: [parents, rebuild], triggers });

    expect(() => client.exec('DELETE FROM parents')).toThrow('parents stay');
    client.exec('INSERT INTO children VALUES (3, 1)');
    expect(client.prepare('select count from tally').pluck().get()).toBe(3);
  });

  test('that is wrong in its last line leaves nothing of itself, nor of the one before it', () => {
    const client = family();
    const bad = file(
      '0002_bad.sql',
      'CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT; INSERT INTO nowhere VALUES (1);',
    );

    expect(() => migrate(client, { migrations: [parents, rebuild, bad], triggers })).toThrow('nowhere');

    expect(rowCounts(client)).toEqual({ _migrations: 2, children: 2, parents: 2, tally: 1 });
    expect(() => client.exec('INSERT INTO parents VALUES (3, NULL)')).toThrow('NOT NULL');
    expect(() => client.exec('DELETE FROM parents')).toThrow('parents stay');
    expect(pendingMigrations(client, [parents, rebuild, bad]).map((one) => one.name)).toEqual([
      '0001_rebuild.sql',
      '0002_bad.sql',
    ]);
  });

  test('that leaves a reference dangling is refused', () => {
    const client = family();
    const bad = file('0001_bad.sql', '-- removes rows\nDELETE FROM parents WHERE id = 2;');

    expect(() => migrate(client, { migrations: [parents, bad], triggers: '' })).toThrow('1 dangling');
    expect(rowCounts(client).parents).toBe(2);
  });

  test('that loses a row without saying so is refused', () => {
    const client = family();
    const lossy = file('0001_lossy.sql', 'DELETE FROM children WHERE id = 2;');
    const honest = file('0001_lossy.sql', '-- removes rows\nDELETE FROM children WHERE id = 2;');

    expect(() => migrate(client, { migrations: [parents, lossy], triggers })).toThrow(
      'removes rows from children',
    );
    expect(rowCounts(client).children).toBe(2);
    expect(migrate(client, { migrations: [parents, honest], triggers })).toEqual(['0001_lossy.sql']);
    expect(rowCounts(client).children).toBe(1);
  });

  test('that was edited after it was applied stops everything', () => {
    const client = family();
    const edited = file(parents.name, `${parents.sql} -- just a word`);

    expect(() => migrate(client, { migrations: [edited, rebuild], triggers })).toThrow(
      'changed after it was applied',
    );
  });

  test('is applied once, by whichever of two processes comes first', () => {
    const path = join(folder(), 'shared.sqlite');
    const first = family(path);
    const second = open(path);
    pendingMigrations(second, [parents, rebuild]);

    const done = [
      migrate(first, { migrations: [parents, rebuild], triggers }),
      migrate(second, { migrations: [parents, rebuild], triggers }),
    ];

    expect(done).toEqual([['0001_rebuild.sql'], []]);
  });

  test('is preceded by a copy that can be opened, once there is something to lose', () => {
    const path = join(folder(), 'data.sqlite');
    const client = open(path);
    const copies: string[] = [];
    const backup = () => void copies.push(copyBefore(client, path, Date.UTC(2026, 9, 22, 8)));
    migrate(client, { migrations: [parents], triggers, backup });
    client.exec("INSERT INTO tally VALUES (0); INSERT INTO parents VALUES (1, 'one')");

    migrate(client, { migrations: [parents, rebuild], triggers, backup });

    expect(copies).toEqual([`${path}.before-2026-10-22T08-00-00-000Z`]);
    expect(statSync(copies[0] ?? '').mode & 0o077).toBe(0);
    const copy = open(copies[0]);
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(copy.prepare('select * from parents').all()).toEqual([{ id: 1, title: 'one' }]);
    expect(() => copy.exec('INSERT INTO parents VALUES (2, NULL)')).toThrow('NOT NULL');
  });

  test('is not made up when only a trigger changed, which is put in place all the same', () => {
    const client = family();

    const applied = migrate(client, {
      migrations: [parents],
      triggers: triggers.replace('parents stay', 'they stay'),
    });

    expect(applied).toEqual([]);
    expect(() => client.exec('DELETE FROM parents')).toThrow('they stay');
  });

  test('that is drafted gets STRICT where drizzle-kit leaves it out', () => {
    const drafted =
      "CREATE TABLE `a` (\n\t`b` text DEFAULT 'x);' NOT NULL\n);\n--> statement-breakpoint\nCREATE INDEX `c` ON `a` (`b`);";

    const strict = makeStrict(drafted);

    expect(strict).toBe(
      "CREATE TABLE `a` (\n\t`b` text DEFAULT 'x);' NOT NULL\n) STRICT;\n--> statement-breakpoint\nCREATE INDEX `c` ON `a` (`b`);",
    );
    expect(makeStrict(strict)).toBe(strict);
  });
});

describe('db/schema and db/migrations', () => {
  const tables = (Object.values(schema) as unknown[]).filter((value): value is SQLiteTable =>
    is(value, SQLiteTable),
  );
  const migrated = () => {
    const client = new Database(readFileSync(inject('image')));
    onTestFinished(() => void client.close());
    return client;
  };

  test('speak of the same tables', () => {
    const names = Object.keys(rowCounts(migrated())).filter((name) => name !== '_migrations');

    expect(names).toEqual(tables.map((table) => getTableConfig(table).name).sort());
  });

  test('agree on every column: name, type, whether it may be empty', () => {
    const client = migrated();
    const described = (name: string) =>
      (
        client.pragma(`table_xinfo("${name}")`) as {
          name: string;
          type: string;
          notnull: number;
          pk: number;
        }[]
      ).map(
        (column) => `${column.name} ${column.type.toLowerCase()} ${column.notnull ? 'not null' : 'null'}`,
      );

    for (const table of tables) {
      const { name, columns, primaryKeys } = getTableConfig(table);
      const inKey = new Set(primaryKeys.flatMap((key) => key.columns.map((column) => column.name)));
      const wanted = columns.map((column) => {
        const filled = column.notNull || inKey.has(column.name);
        return `${column.name} ${column.getSQLType().toLowerCase()} ${filled ? 'not null' : 'null'}`;
      });
      expect([name, ...described(name)]).toEqual([name, ...wanted]);
    }
  });

  test('make STRICT tables only', () => {
    const loose = migrated()
      .prepare(
        "select name from pragma_table_list where schema = 'main' and type = 'table' and strict = 0 and name not like 'sqlite_%'",
      )
      .pluck()
      .all();

    expect(loose).toEqual([]);
  });

  test('know every sealed column, so that rotating the keys forgets none', () => {
    const blobs = tables.flatMap((table) => {
      const { name, columns } = getTableConfig(table);
      return columns
        .filter((column) => column.getSQLType() === 'blob' && /sealed/.test(column.name))
        .map((column) => `${name}.${column.name}`);
    });

    expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(blobs.sort());
  });

  test('come with a file for each entry of the journal, in order', () => {
    const journal = JSON.parse(readFileSync('db/migrations/meta/_journal.json', 'utf8')) as {
      entries: { tag: string }[];
    };

    expect(readMigrations().map((migration) => migration.name)).toEqual(
      journal.entries.map((entry) => `${entry.tag}.sql`),
    );
  });
});
