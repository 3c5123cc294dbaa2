// Applies db/migrations in order, safely: backup first, foreign keys off outside the transaction, everything checked.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { ROOT } from '../src/paths.js';

export type Migration = { name: string; sql: string; checksum: string };

/** The migrations in `folder`, in order. */
export function readMigrations(folder = join(ROOT, 'db/migrations')): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.*\.sql$/.test(name))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

/** Names of the migrations that `client` has not seen yet. Throws when an applied file was edited since. */
export function pendingMigrations(client: Database.Database, migrations = readMigrations()): Migration[] {
  client.exec(
    'CREATE TABLE IF NOT EXISTS _migrations (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT',
  );
  const applied = new Map(
    (client.prepare('select name, checksum from _migrations').all() as { name: string; checksum: string }[]).map(
      (row) => [row.name, row.checksum],
    ),
  );
  for (const migration of migrations) {
    const checksum = applied.get(migration.name);
    if (checksum !== undefined && checksum !== migration.checksum) {
      throw new Error(`${migration.name} was changed after it was applied; write a new migration instead`);
    }
  }
  return migrations.filter((migration) => !applied.has(migration.name));
}

/**
 * Applies what is pending and answers with the names. `backupTo` is called first when there is data to lose.
 * Each file is one transaction; a file that fails, or leaves a foreign key dangling, leaves nothing behind.
 */
export function migrate(
  client: Database.Database,
  options: { migrations?: Migration[]; now?: number; backup?: () => void } = {},
): string[] {
  const pending = pendingMigrations(client, options.migrations ?? readMigrations());
  if (pending.length === 0) return [];
  const isEmpty = client.prepare('select count(*) from _migrations').pluck().get() === 0;
  if (!isEmpty) options.backup?.();
  const triggers = readFileSync(join(ROOT, 'db/triggers.sql'), 'utf8');
  client.pragma('foreign_keys = OFF');
  try {
    for (const [index, migration] of pending.entries()) {
      client.transaction(() => {
        client.exec(migration.sql);
        if (index === pending.length - 1) client.exec(triggers);
        const dangling = client.pragma('foreign_key_check') as unknown[];
        if (dangling.length > 0) throw new Error(`${migration.name} leaves ${dangling.length} dangling references`);
        client
          .prepare('insert into _migrations (name, checksum, applied_at) values (?, ?, ?)')
          .run(migration.name, migration.checksum, options.now ?? Date.now());
      }).immediate();
    }
  } finally {
    client.pragma('foreign_keys = ON');
  }
  return pending.map((migration) => migration.name);
}

/** A plain copy beside the file, made before a migration; answers with its path. */
export function copyBefore(client: Database.Database, file: string, now: number): string {
  const copy = `${file}.before-${new Date(now).toISOString().replace(/[:.]/g, '-')}`;
  if (existsSync(copy)) throw new Error(`${copy} is already there`);
  client.prepare('VACUUM INTO ?').run(copy);
  return copy;
}
