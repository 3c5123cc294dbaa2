// Where the project's own files are, from the sources and from dist alike.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds views, public and db/migrations. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'views'))) return from;
  const up = dirname(from);
  if (up === from) throw new Error('package.json and views/ were not found above the program');
  return findRoot(up);
}
