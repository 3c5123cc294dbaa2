// Applies db/migrations in order, safely: backup first, all or nothing, no row lost, every trigger put back.
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { type Alphabet, orderKey } from '../src/lib/order.js';
import { ROOT } from '../src/paths.js';

export type Migration = { name: string; sql: string; checksum: string };

/** Where the triggers' checksum is kept, beside those of the migrations. */
const TRIGGERS = 'triggers.sql';
/** A migration that means to remove rows says so in a line of its own; any other that does is refused. */
const MAY_REMOVE = /^-- removes rows$/m;

/** The migrations in `folder`, in order. */
export function readMigrations(folder = join(ROOT, 'db/migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, checksum: checksumOf(sql) };
    });
}

/** Names of the migrations that `client` has not seen yet. Throws when an applied file was edited since. */
export function pendingMigrations(client: Database.Database, migrations = readMigrations()): Migration[] {
  client.exec(
    'CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const rows = client.prepare('select name, checksum from _migrations').all() as Omit<Migration, 'sql'>[];
  const applied = new Map(rows.map((row) => [row.name, row.checksum]));
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum !== undefined && checksum !== migration.checksum) {
      throw new Error(`${migration.name} was changed after it was applied; write a new migration instead`);
    }
  }
  const last = migrations.at(-1)?.name ?? '';
  const newer = rows.map(({ name }) => name).filter((name) => /^\d/.test(name) && name > last);
  if (newer.length > 0) throw new NewerDatabase(newer);
  return migrations.filter((migration) => !applied.has(migration.name));
}

/** The file was written by a newer program; this one does not know what it would break. */
export class NewerDatabase extends Error {
  constructor(names: readonly string[]) {
    super(
      `The database is of a newer program (${names.join(', ')}): run that one, or restore a backup from before`,
    );
  }
}

/**
 * Applies what is pending, and triggers.sql when that or the triggers themselves are new; answers with the names.
 * `backup` is called first when there is data to lose. Everything is one transaction: a file that fails, loses
 * a row or leaves a foreign key dangling leaves the database as it was. Two processes may start at once.
 */
export function migrate(
  client: Database.Database,
  options: { migrations?: Migration[]; triggers?: string; now?: number; backup?: () => void } = {},
): string[] {
  const migrations = options.migrations ?? readMigrations();
  const triggers = options.triggers ?? readFileSync(join(ROOT, 'db', TRIGGERS), 'utf8');
  const isPending = () => pendingMigrations(client, migrations).length > 0;
  if (!isPending() && triggersChecksum(client) === checksumOf(triggers)) return [];
  const hasData = client.prepare('select count(*) from _migrations').pluck().get() !== 0;
  if (hasData && isPending()) options.backup?.();
  // What a migration cannot say in SQL alone: the place of a name among names.
  client.function('order_key', { deterministic: true }, (name, alphabet) =>
    orderKey(String(name), alphabet as Alphabet),
  );
  // Only outside a transaction does this do anything; with keys on, dropping a table empties its children.
  client.pragma('foreign_keys = OFF');
  try {
    return client
      .transaction(() => {
        const pending = pendingMigrations(client, migrations);
        // While a table is rebuilt, a trigger elsewhere that names it makes SQLite refuse the renaming.
        dropTriggers(client);
        for (const migration of pending) apply(client, migration, options.now ?? Date.now());
        client.exec(triggers);
        remember(client, TRIGGERS, checksumOf(triggers), options.now ?? Date.now());
        return pending.map((migration) => migration.name);
      })
      .immediate();
  } finally {
    client.pragma('foreign_keys = ON');
  }
}

/** A plain copy beside the file, made before a migration; answers with its path. */
export function copyBefore(client: Database.Database, file: string, now: number): string {
  const copy = `${file}.before-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  if (existsSync(copy)) throw new Error(`${copy} is already there`);
  client.prepare('VACUUM INTO ?').run(copy);
  chmodSync(copy, 0o600);
  return copy;
}

/** How many rows each table holds; virtual tables and what they keep for themselves are left out. */
export function rowCounts(client: Database.Database): Record<string, number> {
  const tables = client
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%'",
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables
      .sort()
      .map((name) => [name, client.prepare(`select count(*) from "${name}"`).pluck().get() as number]),
  );
}

function apply(client: Database.Database, migration: Migration, now: number): void {
  const before = rowCounts(client);
  client.exec(migration.sql);
  const after = rowCounts(client);
  const poorer = Object.keys(before).find((table) => (after[table] ?? 0) < (before[table] ?? 0));
  if (poorer && !MAY_REMOVE.test(migration.sql)) {
    throw new Error(
      `${migration.name} removes rows from ${poorer}; if that is meant, it says "-- removes rows"`,
    );
  }
  const dangling = client.pragma('foreign_key_check') as unknown[];
  if (dangling.length > 0) throw new Error(`${migration.name} leaves ${dangling.length} dangling references`);
  remember(client, migration.name, migration.checksum, now);
}

function remember(client: Database.Database, name: string, checksum: string, now: number): void {
  client
    .prepare(
      `insert into _migrations (name, checksum, applied_at) values (?, ?, ?)
       on conflict (name) do update set checksum = excluded.checksum, applied_at = excluded.applied_at`,
    )
    .run(name, checksum, now);
}

function dropTriggers(client: Database.Database): void {
  const names = client
    .prepare("select name from sqlite_master where type = 'trigger'")
    .pluck()
    .all() as string[];
  for (const name of names) client.exec(`DROP TRIGGER "${name}"`);
}

function triggersChecksum(client: Database.Database): unknown {
  return client.prepare('select checksum from _migrations where name = ?').pluck().get(TRIGGERS);
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
