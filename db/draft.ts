// Drafts a migration from db/schema: drizzle-kit writes it, and every table in it is made STRICT.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/paths.js';

/** Writes the next file of db/migrations and answers with its name; read it before you commit it. */
export function draftMigration(name: string): string {
  const folder = join(ROOT, 'db/migrations');
  const before = new Set(readdirSync(folder));
  const kit = join(ROOT, 'node_modules/.bin/drizzle-kit');
  execFileSync(kit, ['generate', '--name', name], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  const made = readdirSync(folder).find((file) => file.endsWith('.sql') && !before.has(file));
  if (!made) return '';
  const file = join(folder, made);
  writeFileSync(file, makeStrict(readFileSync(file, 'utf8')));
  return made;
}

/** The same statements with STRICT behind every CREATE TABLE that lacks it. */
export function makeStrict(sql: string): string {
  return sql
    .split('--> statement-breakpoint')
    .map((statement) =>
      /^\s*CREATE TABLE/i.test(statement) ? statement.replace(/\)\s*;?(\s*)$/, ') STRICT;$1') : statement,
    )
    .join('--> statement-breakpoint');
}
