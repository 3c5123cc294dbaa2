// Backups: whole while others write, opened only with the key that is not here, thinned out, and restored.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import Database from 'better-sqlite3';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { backupsIn, makeBackup, restoreCheck, superfluous, thinOut } from '../../db/backup.js';
import { rowCounts } from '../../db/migrate.js';
import { day } from '../../src/lib/time.js';

const NOW = Date.UTC(2026, 9, 22, 0, 0, 0);
const MARK = 'Planted Name of Arta';

/** A database of its own on the disk with a few people in it, and the folders of a backup. */
async function installation() {
  const root = mkdtempSync(join(tmpdir(), 'hlc-backup-'));
  const file = join(root, 'database.sqlite');
  writeFileSync(file, readFileSync(inject('image')));
  const client = new Database(file);
  client.pragma('journal_mode = WAL');
  onTestFinished(() => {
    client.close();
    rmSync(root, { recursive: true, force: true });
  });
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const add = client.prepare("insert into people (name, language, created_at) values (?, 'sq', 0)");
  for (let i = 0; i < 2000; i += 1) add.run(`${MARK} ${i}`);
  return { root, client, add, identity, to: { folder: root, temporary: root, recipient, now: NOW } };
}

describe('a backup', () => {
  test('made while others write holds everything committed before it began, and opens with the private key', async () => {
    const { client, add, identity, to } = await installation();
    let writing = true;
    let written = 0;
    const write = () => {
      for (let i = 0; i < 50; i += 1) add.run(`during ${written++}`);
      if (writing) setImmediate(write);
    };
    write();

    const { file, report } = await makeBackup(client, to);
    writing = false;
    const restored = await restoreCheck(
      file,
      `# created: today\n# public key: ${to.recipient}\n${identity}\n`,
    );

    expect(written).toBeGreaterThan(50);
    expect(report.counts.people).toBeGreaterThanOrEqual(2000);
    expect(restored.counts).toEqual(report.counts);
    expect(restored.differences).toEqual([]);
    expect(Object.keys(report.counts)).toEqual(Object.keys(rowCounts(client)));
  });

  test('can be kept as a database that works', async () => {
    const { root, client, identity, to } = await installation();
    const { file } = await makeBackup(client, to);
    const place = join(root, 'restored.sqlite');

    await restoreCheck(file, identity, place);

    const restored = new Database(place);
    onTestFinished(() => void restored.close());
    expect(restored.prepare('select name from people where id = 7').pluck().get()).toBe(`${MARK} 6`);
    await expect(restoreCheck(file, identity, place)).rejects.toThrow('already there');
  });

  test('leaves neither a plain copy nor the private key here, and tells nothing to who only has the file', async () => {
    const { root, client, identity, to } = await installation();

    const { file } = await makeBackup(client, to);

    expect(readdirSync(root).sort()).toEqual(
      [
        basename(file),
        `${basename(file)}.json`,
        'database.sqlite',
        'database.sqlite-shm',
        'database.sqlite-wal',
      ].sort(),
    );
    for (const name of readdirSync(root))
      expect(readFileSync(join(root, name)).includes(identity)).toBe(false);
    expect(readFileSync(join(root, 'database.sqlite-wal')).includes(MARK)).toBe(true);
    expect(readFileSync(file).includes(MARK)).toBe(false);
    expect(readFileSync(`${file}.json`, 'utf8')).not.toContain(MARK);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  test('does not open with another key, without a key, or when a byte of it changed', async () => {
    const { client, identity, to } = await installation();
    const { file } = await makeBackup(client, to);

    await expect(restoreCheck(file, await generateX25519Identity())).rejects.toThrow();
    await expect(restoreCheck(file, 'nothing')).rejects.toThrow('AGE-SECRET-KEY');
    const bytes = readFileSync(file);
    bytes[bytes.length - 100] = (bytes[bytes.length - 100] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    await expect(restoreCheck(file, identity)).rejects.toThrow();
  });

  test('that is not the one noted beside it says where it differs', async () => {
    const { client, add, identity, to } = await installation();
    const first = await makeBackup(client, to);
    add.run('one more');
    const second = await makeBackup(client, { ...to, now: NOW + 1000 });
    writeFileSync(first.file, readFileSync(second.file));

    const { differences } = await restoreCheck(first.file, identity);

    expect(differences).toEqual(['people', 'the file itself']);
  });

  test('of a database with a row that cannot be does not come into being', async () => {
    const { root, client, to } = await installation();
    client.pragma('ignore_check_constraints = ON');
    client.exec("insert into people (name, language, created_at) values ('x', 'Klingon', 0)");

    await expect(makeBackup(client, to)).rejects.toThrow('integrity_check');

    expect(readdirSync(root).filter((name) => name.startsWith('backup-'))).toEqual([]);
  });

  test('of a damaged database does not come into being', async () => {
    const { root, client, to } = await installation();
    client.pragma('wal_checkpoint(TRUNCATE)');
    const file = join(root, 'database.sqlite');
    const bytes = readFileSync(file);
    const root_page = client
      .prepare("select rootpage from sqlite_master where name = 'people_email'")
      .pluck()
      .get() as number;
    const size = client.pragma('page_size', { simple: true }) as number;
    bytes.fill(0xff, (root_page - 1) * size, root_page * size);
    writeFileSync(file, bytes);
    const damaged = new Database(file);
    onTestFinished(() => void damaged.close());

    await expect(makeBackup(damaged, to)).rejects.toThrow();

    expect(readdirSync(root).filter((name) => name.startsWith('backup-'))).toEqual([]);
  });
});

describe('the rotation', () => {
  const nightly = (nights: number) =>
    Array.from({ length: nights }, (_, night) => ({ at: NOW - night * day })).reverse();

  test('keeps seven days, four weeks and twelve months of two years of nights', () => {
    const backups = nightly(730);
    const gone = new Set(superfluous(backups));

    const kept = backups
      .filter((backup) => !gone.has(backup))
      .map((backup) => new Date(backup.at).toISOString().slice(0, 10));

    expect(kept).toEqual([
      '2025-11-30',
      '2025-12-31',
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
      '2026-08-31',
      '2026-09-30',
      '2026-10-04',
      '2026-10-11',
      '2026-10-16',
      '2026-10-17',
      '2026-10-18',
      '2026-10-19',
      '2026-10-20',
      '2026-10-21',
      '2026-10-22',
    ]);
  });

  test('keeps everything of the first week, and the newest of a day with several', () => {
    expect(superfluous(nightly(7))).toEqual([]);
    expect(superfluous([{ at: NOW }, { at: NOW + 1 }, { at: NOW + 2 }])).toEqual([
      { at: NOW },
      { at: NOW + 1 },
    ]);
  });

  test('removes the files with what was noted beside them, and nothing else', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hlc-rotation-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const names = ['backup-2026-10-22T00-00-00-000Z', 'backup-2026-10-22T01-00-00-000Z'];
    for (const name of names)
      for (const end of ['', '.json']) writeFileSync(join(folder, `${name}.sqlite.age${end}`), '');
    writeFileSync(join(folder, 'history-heads.txt'), '');
    writeFileSync(join(folder, 'backup-2026-10-22T02-00-00-000Z.part'), '');

    const gone = thinOut(folder);

    expect(gone).toEqual(['backup-2026-10-22T00-00-00-000Z.sqlite.age']);
    expect(readdirSync(folder).sort()).toEqual([
      `${names[1]}.sqlite.age`,
      `${names[1]}.sqlite.age.json`,
      'history-heads.txt',
    ]);
    expect(backupsIn(folder).map(({ at }) => at)).toEqual([Date.UTC(2026, 9, 22, 1)]);
  });
});
