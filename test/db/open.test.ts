// Every connection is durable and forgets what was deleted, also one that opens a file again.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../../db/open.js';

test('a database is opened as no power cut and no reader of the file can turn against us, the second time too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-open-'));
  const file = join(folder, 'database.sqlite');
  const asked = ['journal_mode', 'synchronous', 'foreign_keys', 'secure_delete', 'trusted_schema'] as const;

  for (let time = 0; time < 2; time += 1) {
    const { $client } = openDatabase(file);
    const pragmas = asked.map((name) => $client.pragma(name, { simple: true }));
    $client.exec('create table if not exists one (x)');
    $client.close();
    expect(pragmas).toEqual(['wal', 2, 1, 1, 0]);
  }
  rmSync(folder, { recursive: true });
});
