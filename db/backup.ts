// Backups: an online copy, checked by opening it, encrypted to a public key, thinned out; and the way back.
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type Database from 'better-sqlite3';
import { localDate } from '../src/lib/time.js';

/** What is known of a backup without opening it; kept beside it, no personal data. */
export type BackupReport = { counts: Record<string, number>; bytes: number; sealedSha256: string };

const ENDING = '.sqlite.age';
const PART = '.part';
const KEEP = { days: 7, weeks: 4, months: 12 };

/**
 * Makes one encrypted backup of the running database in `folder` and answers with its path and report.
 * Only the public key is needed. Writing goes on meanwhile; what was committed before the call is in it.
 * Throws when there is not room for two copies, or the copy does not pass every check; leaves nothing then.
 */
export async function makeBackup(
  client: Database.Database,
  to: { folder: string; temporary: string; recipient: string; now: number },
): Promise<{ file: string; report: BackupReport }> {
  const name = `backup-${new Date(to.now).toISOString().replace(/[:.]/g, '-')}`;
  const plain = join(to.temporary, `${name}.plain`);
  const part = join(to.folder, `${name}${PART}`);
  const file = join(to.folder, `${name}${ENDING}`);
  if (existsSync(file)) throw new Error('there is a backup of this very moment already');
  needRoom(
    to.folder,
    2.2 *
      (client
        .prepare('select page_count * page_size from pragma_page_count, pragma_page_size')
        .pluck()
        .get() as number),
  );
  try {
    await client.backup(plain);
    const report = await inWorker({ task: 'seal', plain, sealed: part, recipient: to.recipient });
    writeFileSync(reportOf(file), `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600 });
    renameSync(part, file);
    return { file, report };
  } finally {
    for (const left of [plain, `${plain}-wal`, `${plain}-shm`, `${plain}-journal`, part])
      rmSync(left, { force: true });
  }
}

/** Opens a backup with its private key; `differences` are tables whose rows are not as many as were noted then. */
export type Restored = BackupReport & { differences: string[] };

/**
 * Decrypts `file` into a folder of its own, opens it and checks everything, then removes it, or moves it to
 * `keepAt`. `identity` is an age private key, or the text of a key file. Throws when it cannot be opened.
 */
export async function restoreCheck(file: string, identity: string, keepAt?: string): Promise<Restored> {
  const key = identity.split(/\s+/).find((word) => word.startsWith('AGE-SECRET-KEY-'));
  if (!key) throw new Error('there is no line AGE-SECRET-KEY-… in the key file');
  if (keepAt && existsSync(keepAt)) throw new Error(`${keepAt} is already there`);
  const folder = mkdtempSync(join(keepAt ? join(keepAt, '..') : tmpdir(), 'restore-'));
  try {
    const plain = join(folder, 'database.sqlite');
    const report = await inWorker({ task: 'open', sealed: file, plain, identity: key });
    if (keepAt) renameSync(plain, keepAt);
    return { ...report, differences: differencesTo(file, report) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The backups of `folder`, oldest first, with their time. */
export function backupsIn(folder: string): { file: string; at: number }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(ENDING))
    .sort()
    .map((name) => ({ file: join(folder, name), at: timeOf(name) }))
    .filter((backup) => !Number.isNaN(backup.at));
}

/** Removes what the rotation no longer keeps, and unfinished ones; answers with the file names. */
export function thinOut(folder: string): string[] {
  // What a process left that was killed in the middle.
  for (const name of readdirSync(folder))
    if (name.endsWith(PART)) rmSync(join(folder, name), { force: true });
  const gone = superfluous(backupsIn(folder));
  for (const { file } of gone) for (const path of [file, reportOf(file)]) rmSync(path, { force: true });
  return gone.map(({ file }) => basename(file));
}

/** Those kept by no rule: the newest of each of the last 7 days, 4 weeks and 12 months that have one stay. */
export function superfluous<B extends { at: number }>(backups: readonly B[]): B[] {
  const newestFirst = [...backups].sort((a, b) => b.at - a.at);
  const kept = new Set<B>();
  const rules: [number, (at: number) => string][] = [
    [KEEP.days, (at) => localDate(at)],
    [KEEP.weeks, (at) => String(Math.floor((Date.parse(localDate(at)) / 86_400_000 + 3) / 7))],
    [KEEP.months, (at) => localDate(at).slice(0, 7)],
  ];
  for (const [most, span] of rules) {
    const seen = new Set<string>();
    for (const backup of newestFirst) {
      if (seen.size === most || seen.has(span(backup.at))) continue;
      seen.add(span(backup.at));
      kept.add(backup);
    }
  }
  return backups.filter((backup) => !kept.has(backup));
}

function timeOf(name: string): number {
  return Date.parse(
    name.replace(/^backup-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z.*$/, '$1T$2:$3:$4.$5Z'),
  );
}

function reportOf(file: string): string {
  return `${file}.json`;
}

function differencesTo(file: string, report: BackupReport): string[] {
  if (!existsSync(reportOf(file))) return [];
  const noted = JSON.parse(readFileSync(reportOf(file), 'utf8')) as BackupReport;
  const tables = new Set([...Object.keys(noted.counts), ...Object.keys(report.counts)]);
  const differing = [...tables].filter((table) => noted.counts[table] !== report.counts[table]);
  return noted.sealedSha256 === report.sealedSha256 ? differing : [...differing, 'the file itself'];
}

function needRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes) throw new Error('there is not enough free space for a backup');
}

type Order =
  | { task: 'seal'; plain: string; sealed: string; recipient: string }
  | { task: 'open'; sealed: string; plain: string; identity: string };

function inWorker(order: Order): Promise<BackupReport> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL('./backup-worker.mjs', import.meta.url), { workerData: order });
    worker.once('message', (answer: { report: BackupReport } | { problem: string }) => {
      if ('report' in answer) done(answer.report);
      else fail(new Error(answer.problem));
    });
    worker.once('error', fail);
    worker.once('exit', () => fail(new Error('the checking of the copy ended early')));
  });
}
