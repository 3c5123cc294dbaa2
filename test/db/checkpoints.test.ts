// The log goes over into the file while somebody else writes, and no longer once it was stopped.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { startCheckpoints } from '../../db/checkpoints.js';
import { openDatabase } from '../../db/open.js';

test('what was written goes over into the file by itself, and writing needs not wait for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-checkpoints-'));
  const file = join(folder, 'some.sqlite');
  const { $client: client } = openDatabase(file);
  client.exec('create table pages (id integer primary key, body text) strict');
  const failures: string[] = [];
  const write = (megabytes: number) =>
    client
      .prepare(
        `with recursive some (n) as (select 1 union all select n + 1 from some where n < ?)
        insert into pages (body) select hex(randomblob(2048)) from some`,
      )
      .run(megabytes * 240);
  const left = () => {
    const [row] = client.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[];
    return row ? row.log - row.checkpointed : Number.NaN;
  };

  write(20);
  expect(left()).toBeGreaterThan(4000);
  const checkpoints = startCheckpoints(file, (code) => failures.push(code));
  await vi.waitFor(() => expect(left()).toBe(0), { timeout: 100_000, interval: 50 });
  await checkpoints.stop();
  write(20);
  await new Promise((done) => setTimeout(done, 800));

  expect(left()).toBeGreaterThan(4000);
  expect(failures).toEqual([]);
  expect(client.pragma('integrity_check', { simple: true })).toBe('ok');
  client.close();
  rmSync(folder, { recursive: true });
});

test('a file that is not there is told once, and stopping is still possible', async () => {
  const failures: string[] = [];

  const checkpoints = startCheckpoints(join(tmpdir(), 'hlc-there-is-none.sqlite'), (code) =>
    failures.push(code),
  );
  await vi.waitFor(() => expect(failures).toHaveLength(1), { timeout: 100_000 });
  await checkpoints.stop();

  expect(failures).toEqual(['SQLITE_CANTOPEN']);
});
