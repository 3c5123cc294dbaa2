// Letters of one act, released and sent through an outage, restarts and kill -9 of the sender: each arrives, none is new.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { SYSTEM } from '../../src/access/actor.js';
import { demoConfig } from '../../src/config.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { hasLeft, QUIET, release } from '../../src/mail/service.js';
import { open } from '../../src/server.js';
import { openPostOffice, type PostOffice } from '../support/post-office.js';

const SENDER = fileURLToPath(new URL('./sender.ts', import.meta.url));
const MANY = 10;
const act = 'one act';

/** A folder with the letters of one act, released so long ago that they are due. */
function prepare(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-letters-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const now = open(demoConfig(folder, 0, { logLevel: 'silent' }));
  const ctx = { ...now, clock: { now: () => now.clock.now() - QUIET - 1000 } };
  const ids = Array.from({ length: MANY }, (_unused, index) =>
    queue(
      ctx,
      'conditions-corrected',
      { personId: null, email: `reader${index}@example.org`, language: 'en' },
      { entity: 'application', entityId: index + 1, groupId: act },
      letterRules['conditions-corrected'].sample,
    ),
  );
  release(
    ctx,
    SYSTEM,
    ids.map((id) => ({ id, version: 1 })),
  );
  now.db.$client.close();
  return folder;
}

/** Runs a sender to its end, or until the office has seen `until` happen at `at` once more so often: then kill -9. */
async function send(
  folder: string,
  office: PostOffice,
  { ahead, kill }: { ahead: number; kill?: { at: 'rcpt' | 'data'; after: number } },
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, ['--import', 'tsx', SENDER, folder, office.url, String(ahead)], {
    stdio: 'inherit',
  });
  let seen = 0;
  office.watch = (at) => {
    if (at === kill?.at) seen += 1;
    if (kill && seen === kill.after) child.kill('SIGKILL');
  };
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  office.watch = undefined;
  return signal;
}

test('each letter arrives once; only the one in flight at a kill may arrive twice, with the same Message-ID', async () => {
  const folder = prepare();
  const first = await openPostOffice();
  await first.close();
  const outage = await send(folder, first, { ahead: 0 });
  const office = await openPostOffice(first.port);

  const signals = [
    await send(folder, office, { ahead: 10, kill: { at: 'rcpt', after: 2 } }),
    await send(folder, office, { ahead: 20, kill: { at: 'data', after: 3 } }),
    await send(folder, office, { ahead: 30, kill: { at: 'data', after: 2 } }),
    await send(folder, office, { ahead: 40 }),
  ];

  const after = open(demoConfig(folder, 0, { logLevel: 'silent' }));
  onTestFinished(() => void after.db.$client.close());
  const rows = after.db.select().from(letters).all();
  const arrived = office.received.map(({ messageId, to }) => ({
    messageId,
    to: Array.isArray(to) ? undefined : to?.text,
  }));
  const times = new Map<string, number>();
  for (const { messageId } of arrived) times.set(String(messageId), (times.get(String(messageId)) ?? 0) + 1);
  expect([outage, ...signals]).toEqual([null, 'SIGKILL', 'SIGKILL', 'SIGKILL', null]);
  expect(rows.map(({ state }) => state)).toEqual(rows.map(() => 'sent'));
  expect([...times.keys()].sort()).toEqual(rows.map(({ messageId }) => messageId).sort());
  // Killed twice after the office took a letter and before it answered: those two came again, and no other.
  expect([...times.values()].sort()).toEqual([...Array.from({ length: MANY - 2 }, () => 1), 2, 2]);
  for (const { messageId, to } of arrived)
    expect(to).toBe(rows.find((row) => row.messageId === messageId)?.recipient);
  expect(hasLeft(after, act)).toBe(true);
});
