// Once for all: migrates and keeps the image, of which every test opens a copy; unpacks the browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../db/migrate.js';
import { openDatabase } from '../../db/open.js';
import { chromiumPath } from './chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    image: string;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-tests-'));
  const db = openDatabase(':memory:');
  migrate(db.$client);
  const image = join(folder, 'empty.sqlite');
  writeFileSync(image, db.$client.serialize());
  db.$client.close();
  project.provide('image', image);
  // Two test files that unpack it at the same moment would trip over each other.
  process.env.CHROMIUM_PATH ??= await chromiumPath();
  return () => rmSync(folder, { recursive: true, force: true });
}
