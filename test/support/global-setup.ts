// Migrates once and keeps the image; every test opens a copy of it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.js';
import { openDatabase } from '../../db/open.js';

declare module 'vitest' {
  interface ProvidedContext {
    image: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-tests-'));
  const db = openDatabase(':memory:');
  migrate(db.$client);
  const image = join(folder, 'empty.sqlite');
  writeFileSync(image, db.$client.serialize());
  db.$client.close();
  project.provide('image', image);
  return () => rmSync(folder, { recursive: true, force: true });
}
