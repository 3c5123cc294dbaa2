// Opens the database the only way it may be opened: durable, checked, with foreign keys.
import Database from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';
import { quicken } from './quick.js';

/** The database or a transaction of it: services take either and never know which. */
export type Db = BaseSQLiteDatabase<'sync', Database.RunResult>;
/** The opened database itself, with its connection. */
export type Store = BetterSQLite3Database & { $client: Database.Database };

const OLDEST_SQLITE = [3, 51, 3];

/** Opens `file` (or a serialized image in memory, for tests). Throws when SQLite is too old or not durable. */
export function openDatabase(file: string | Buffer): Store {
  const client = new Database(file as string);
  client.pragma('journal_mode = WAL');
  client.pragma('synchronous = FULL');
  client.pragma('foreign_keys = ON');
  client.pragma('busy_timeout = 5000');
  client.pragma('trusted_schema = OFF');
  client.pragma('secure_delete = ON');
  client.pragma('temp_store = MEMORY');
  client.pragma('cache_size = -8000'); // what a page needs; the rest is in the system's memory anyway
  // The log goes over into the file in a thread of its own, sixteen megabytes at a time (checkpoints.ts). This is for
  // when that thread is not there or falls behind. What is acknowledged is durable in the log before that.
  client.pragma('wal_autocheckpoint = 16000');
  const version = String(client.prepare('select sqlite_version() as version').pluck().get());
  if (isOlder(version))
    throw new Error(`SQLite ${version} can corrupt a WAL database; 3.51.3 or newer is needed`);
  if (client.pragma('synchronous', { simple: true }) !== 2)
    throw new Error('synchronous=FULL was not accepted');
  const db = drizzle(client);
  quicken(db, client);
  return db;
}

function isOlder(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of OLDEST_SQLITE.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}
