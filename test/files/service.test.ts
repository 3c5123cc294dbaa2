// Documents at rest: sealed in the file itself, and gone from it byte for byte when purged.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, inject, test } from 'vitest';
import { openDatabase } from '../../db/open.js';
import { fileContents } from '../../db/schema/files.js';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { Invalid, NotFound } from '../../src/errors.js';
import { type Prepared, purge, read, store } from '../../src/files/service.js';
import { SealBroken } from '../../src/lib/seal.js';
import { insertPerson } from '../../src/people/queries.js';
import { makeWorld } from '../support/world.js';

const NAME = 'Marker-in-the-name-7391.pdf';
const TEXT = 'Marker-in-the-text-7391 '.repeat(400);

function document(text = TEXT, name = NAME): Prepared {
  const bytes = Buffer.from(text);
  return {
    bytes,
    type: 'pdf',
    pages: 1,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    suggestedName: name,
  };
}

const over: (() => void)[] = [];
afterEach(() => {
  for (const end of over.splice(0)) end();
});

/** A world whose database is a file on the disk, as in production. */
function worldOnDisk() {
  const { ctx } = makeWorld();
  const folder = mkdtempSync(join(tmpdir(), 'hlc-files-'));
  const file = join(folder, 'database.sqlite');
  copyFileSync(inject('image'), file);
  const db = openDatabase(file);
  over.push(() => {
    db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const personId = insertPerson(db, {
    name: 'Arta',
    email: 'arta@example.org',
    language: 'sq',
    createdAt: 1,
  });
  const actor: Actor = { ...SYSTEM, personId, groups: ['applicant'] };
  const raw = () =>
    Buffer.concat([file, `${file}-wal`].filter((path) => existsSync(path)).map((path) => readFileSync(path)));
  return {
    ctx: { ...ctx, db },
    actor,
    personId,
    raw,
    settle: () => db.$client.pragma('wal_checkpoint(TRUNCATE)'),
  };
}

test('the text of a document is nowhere in the database file or its log, and comes back whole for its owner', () => {
  const { ctx, actor, personId, raw, settle } = worldOnDisk();

  const id = store(ctx, actor, { ownerId: personId, document: document() });
  const inTheLog = raw();
  settle();
  const inTheFile = raw();

  expect(read(ctx, actor, id).content.toString()).toBe(TEXT);
  // The search finds what is not sealed, so it would have found the text.
  expect(inTheLog.includes(NAME)).toBe(true);
  expect(inTheFile.includes(NAME)).toBe(true);
  expect(inTheLog.includes(TEXT.slice(0, 24))).toBe(false);
  expect(inTheFile.includes(TEXT.slice(0, 24))).toBe(false);
});

test('a purged document leaves neither its sealed bytes nor its name nor its fingerprint in the file', () => {
  const { ctx, actor, personId, raw, settle } = worldOnDisk();
  const id = store(ctx, actor, { ownerId: personId, document: document() });
  const [row] = ctx.db.select().from(fileContents).all();
  const piece = Buffer.from(row?.sealed.subarray(2000, 2040) ?? []);
  const { sha256 } = document();
  settle();
  const before = raw();

  purge(ctx, actor, id);
  settle();
  const after = raw();

  const found = (bytes: Buffer) => [piece, NAME, sha256].map((trace) => bytes.includes(trace));
  expect(found(before)).toEqual([true, true, true]);
  expect(found(after)).toEqual([false, false, false]);
  expect(() => read(ctx, actor, id)).toThrow(NotFound);
});

test('the history of a document says what happened, and neither its name nor what is in it', () => {
  const { ctx, actor, personId } = worldOnDisk();
  const id = store(ctx, actor, { ownerId: personId, document: document() });
  purge(ctx, actor, id);

  const rows = ctx.db.$client
    .prepare("select * from history where entity = 'file' order by id")
    .all() as Record<string, unknown>[];

  expect(rows.map(({ event, entity_id }) => [event, entity_id])).toEqual([
    ['store', id],
    ['purge', id],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/Marker/);
});

test('bytes moved to another document, or changed, do not open', () => {
  const { ctx, actor, personId } = worldOnDisk();
  const first = store(ctx, actor, { ownerId: personId, document: document('first '.repeat(50)) });
  const second = store(ctx, actor, { ownerId: personId, document: document('second '.repeat(50)) });
  const client = ctx.db.$client;

  client
    .prepare(
      'update file_contents set sealed = (select sealed from file_contents where file_id = ?) where file_id = ?',
    )
    .run(first, second);
  const bytes = client
    .prepare('select sealed from file_contents where file_id = ?')
    .pluck()
    .get(first) as Buffer;
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  client.prepare('update file_contents set sealed = ? where file_id = ?').run(bytes, first);

  expect(() => read(ctx, actor, second)).toThrow(SealBroken);
  expect(() => read(ctx, actor, first)).toThrow(SealBroken);
});

test('one person keeps 60 MB at most, and what a new document replaces is not counted', () => {
  const { ctx, actor, personId } = worldOnDisk();
  const half = (sign: string) => ({ ...document(sign), bytes: Buffer.alloc(30 * 1024 * 1024, sign) });
  const first = store(ctx, actor, { ownerId: personId, document: half('a') });
  store(ctx, actor, { ownerId: personId, document: half('b') });

  expect(() => store(ctx, actor, { ownerId: personId, document: document() })).toThrow(Invalid);
  expect(store(ctx, actor, { ownerId: personId, document: document(), replacesId: first })).toBeGreaterThan(
    0,
  );
});
