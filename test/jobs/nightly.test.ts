// The nightly and hourly work: what is forgotten, what cannot be, and the head of the history that is kept elsewhere.
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { answers } from '../../db/schema/answers.js';
import { letters } from '../../db/schema/mail.js';
import { formKeys } from '../../db/schema/web.js';
import { SYSTEM } from '../../src/access/actor.js';
import { record } from '../../src/history/record.js';
import { backup } from '../../src/jobs/backup.js';
import { cleanUp } from '../../src/jobs/clean-up.js';
import { fileOf, historyHead, whatIsBroken } from '../../src/jobs/history-head.js';
import { invariants } from '../../src/jobs/invariants.js';
import { day, hour } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { makeWorld, type World } from '../support/world.js';

const { signal } = new AbortController();

/** Applications as a fault might leave them: handed in by SQL, past every service. */
function plant(world: World) {
  const { $client } = world.ctx.db;
  const { personId } = world.signedIn('Arta Sample', ['applicant']);
  const call = $client
    .prepare(
      `insert into calls (slug, state, opens_at, closes_at, grace_minutes, months_min, months_max, contact_name, contact_email,
         conditions, required_documents, optional_documents, rubric, settings, created_at)
       values ('sample', 'published', 0, 1, 15, 3, 6, 'x', 'x@example.org', '{}', '["motivation_letter","grades_certificate"]', '[]', '[]', '{}', 0)`,
    )
    .run().lastInsertRowid;
  const add = (state: string, reference: string | null) =>
    Number(
      $client
        .prepare(
          `insert into applications (call_id, person_id, state, state_at, reference, language, created_at, submitted_at)
           values (?, ?, ?, 0, ?, 'sq', 0, 1)`,
        )
        .run(call, personId, state, reference).lastInsertRowid,
    );
  return { call: Number(call), add };
}

const found = (world: World) =>
  tasksWaiting(world.ctx.db, { personId: 0, groups: ['coordinator'] }, 100).map(
    ({ kind, entity, entityId, details }) => ({
      kind,
      entity,
      entityId,
      details,
    }),
  );

describe('the invariants', () => {
  test('find an application that was handed in without conditions assessed and without its documents', async () => {
    const world = makeWorld();
    const { add } = plant(world);
    const id = add('submitted', 'HLC-2026-0001');
    add('withdrawn', null);
    world.ctx.db
      .insert(answers)
      .values({
        applicationId: id,
        section: 'letter',
        version: 1,
        body: { letter: ' ' },
        savedAt: 0,
        savedBy: 1,
      })
      .run();

    const outcome = await invariants.run(world.ctx, signal);

    expect(outcome).toBe('2 found');
    expect(found(world)).toEqual([
      {
        kind: 'application-without-trace',
        entity: 'application',
        entityId: id,
        details: { reference: 'HLC-2026-0001' },
      },
      {
        kind: 'application-without-documents',
        entity: 'application',
        entityId: id,
        details: { reference: 'HLC-2026-0001', missing: 2 },
      },
    ]);
  });

  test('take a typed letter for the letter', async () => {
    const world = makeWorld();
    const { add } = plant(world);
    const id = add('submitted', 'HLC-2026-0001');
    world.ctx.db
      .insert(answers)
      .values({
        applicationId: id,
        section: 'letter',
        version: 1,
        body: { letter: 'Because.' },
        savedAt: 0,
        savedBy: 1,
      })
      .run();

    await invariants.run(world.ctx, signal);

    expect(found(world)).toContainEqual({
      kind: 'application-without-documents',
      entity: 'application',
      entityId: id,
      details: { reference: 'HLC-2026-0001', missing: 1 },
    });
  });

  test('say the same twice as one task, and take it back when it holds again', async () => {
    const world = makeWorld();
    const { add } = plant(world);
    const id = add('submitted', 'HLC-2026-0001');
    await invariants.run(world.ctx, signal);
    await invariants.run(world.ctx, signal);
    const twice = found(world).length;

    world.ctx.db.$client.prepare("update applications set state = 'withdrawn' where id = ?").run(id);
    await invariants.run(world.ctx, signal);

    expect(twice).toBe(2);
    expect(found(world)).toEqual([]);
  });

  test('find counters that differ from what is there, or are missing', async () => {
    const world = makeWorld();
    const { call, add } = plant(world);
    add('withdrawn', null);
    const wrong = async (sql: string) => {
      world.ctx.db.$client.exec(sql);
      await invariants.run(world.ctx, signal);
      return found(world);
    };
    const expected = [{ kind: 'counts-differ', entity: 'call', entityId: call, details: {} }];

    const before = await wrong('select 1');
    const differing = await wrong('update application_counts set count = 7');
    const missing = await wrong('delete from application_counts');

    expect([before, differing, missing]).toEqual([[], expected, expected]);
  });

  test('find a history that was altered', async () => {
    const world = makeWorld();
    for (let i = 1; i <= 3; i += 1)
      record(world.ctx, SYSTEM, { entity: 'letter', entityId: i, event: 'retry' });
    world.ctx.db.$client.exec(
      "DROP TRIGGER history_no_update; UPDATE history SET event = 'drop' WHERE id = 2",
    );

    await invariants.run(world.ctx, signal);

    expect(found(world)).toEqual([
      { kind: 'history-broken', entity: 'history', entityId: 2, details: { row: 2 } },
    ]);
  });
});

describe('the head of the history', () => {
  test('is a line a day beside the backups, which shows later that the end was cut off', async () => {
    const world = makeWorld();
    record(world.ctx, SYSTEM, { entity: 'letter', entityId: 1, event: 'retry' });
    record(world.ctx, SYSTEM, { entity: 'letter', entityId: 2, event: 'retry' });
    await historyHead.run(world.ctx, signal);
    world.clock.pass(day);
    record(world.ctx, SYSTEM, { entity: 'letter', entityId: 3, event: 'retry' });
    await historyHead.run(world.ctx, signal);
    const holds = whatIsBroken(world.ctx);

    world.ctx.db.$client.exec('DROP TRIGGER history_no_delete; DELETE FROM history WHERE id = 3');

    const lines = readFileSync(fileOf(world.ctx.config), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^2026-10-22T08:00:00\.000Z 2 [0-9a-f]{64}$/);
    expect(holds).toBeUndefined();
    expect(whatIsBroken(world.ctx)).toBe(3);
  });

  test('is checked by the nightly work too', async () => {
    const world = makeWorld();
    record(world.ctx, SYSTEM, { entity: 'letter', entityId: 1, event: 'retry' });
    await historyHead.run(world.ctx, signal);
    world.ctx.db.$client.exec('DROP TRIGGER history_no_delete; DELETE FROM history');

    await invariants.run(world.ctx, signal);

    expect(found(world)).toMatchObject([{ kind: 'history-broken', entityId: 1 }]);
  });

  test('of an empty history is nothing', async () => {
    const world = makeWorld();

    expect(await historyHead.run(world.ctx, signal)).toBe('nothing yet');
    expect(whatIsBroken(world.ctx)).toBeUndefined();
  });
});

describe('the clean-up', () => {
  test('removes what lay in the temporary folder for an hour, and copies older than two weeks, and nothing else', async () => {
    const world = makeWorld();
    const { temporaryDir, dataDir, databaseFile } = world.ctx.config;
    const file = (path: string, age: number) => {
      writeFileSync(path, 'x');
      const then = (world.clock.now() - age) / 1000;
      utimesSync(path, then, then);
      return path;
    };
    const gone = [
      file(join(temporaryDir, 'upload'), hour + 1000),
      file(`${databaseFile}.before-2026-10-01`, 14 * day + 1000),
    ];
    const stay = [
      file(join(temporaryDir, 'fresh'), hour - 1000),
      file(`${databaseFile}.before-2026-10-20`, 13 * day),
      file(databaseFile, 400 * day),
      file(join(dataDir, 'notes.txt'), 400 * day),
    ];

    const listed = cleanUp.list(world.ctx).filter((line) => line.startsWith('the file'));
    await cleanUp.run(world.ctx, signal);

    expect(listed).toEqual(['the file upload', 'the file database.sqlite.before-2026-10-01']);
    expect(gone.map(existsSync)).toEqual([false, false]);
    expect(stay.map(existsSync)).toEqual([true, true, true, true]);
  });

  test('forgets once-only keys after thirty days, and links in letters that never left after seven', async () => {
    const world = makeWorld();
    const now = world.clock.now();
    world.ctx.db
      .insert(formKeys)
      .values([
        { key: 'old', location: '/', at: now - 30 * day - 1 },
        { key: 'new', location: '/', at: now - 20 * day },
      ])
      .run();
    const to = { personId: null, email: 'arta@example.org', language: 'en' } as const;
    const about = { entity: 'person', entityId: 0 };
    const secret = { link: 'https://apply.example.org/sign-in/link?token=s', minutes: 30 };
    const id = queue(world.ctx, 'sign-in-link', to, about, secret);
    const waiting = queue(world.ctx, 'sign-in-link', to, about, secret);
    const plain = queue(world.ctx, 'security-notice', to, about, {
      notice: 'password',
      when: 'x',
      link: 'https://apply.example.org',
    });
    for (const one of [id, plain])
      world.ctx.db.update(letters).set({ state: 'failed' }).where(eq(letters.id, one)).run();
    world.clock.pass(7 * day + 1);

    await cleanUp.run(world.ctx, signal);

    const body = (one: number) =>
      world.ctx.db.select().from(letters).where(eq(letters.id, one)).get()?.sealedBody ?? null;
    expect(
      world.ctx.db
        .select()
        .from(formKeys)
        .all()
        .map((row) => row.key),
    ).toEqual(['new']);
    expect([body(id), body(waiting) === null, body(plain) === null]).toEqual([null, false, false]);
  });
});

test('without a public key there is no backup, and that is said', async () => {
  const world = makeWorld();

  expect(await backup.run(world.ctx, signal)).toBe('BACKUP_RECIPIENT is not set: no backup');
  expect(backup.list(world.ctx)).toEqual(['BACKUP_RECIPIENT is not set: no backup']);
});
