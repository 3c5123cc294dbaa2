// /health, as a supervisor reads it: well, or what is not; to everybody, without a session, and nothing personal.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { hour } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { makeWorld, type World } from '../support/world.js';

const well = { ok: true, database: 'ok', migrations: 'ok', disk: 'ok', outbox: 'ok' };
const ask = async (world: World) => {
  const answer = await world.browser().get('/health');
  return { status: answer.status, health: JSON.parse(answer.text) as unknown, headers: answer.headers };
};

describe('health', () => {
  test('is 200 when all is well, and says that there is no mail server when there is none', async () => {
    const withMail = await ask(makeWorld({ smtpUrl: 'smtp://127.0.0.1:1' }));
    const without = await ask(makeWorld({ smtpUrl: null }));

    expect([withMail.status, withMail.health]).toEqual([200, well]);
    expect([without.status, without.health]).toEqual([200, { ...well, outbox: 'off' }]);
    expect(withMail.headers['cache-control']).toBe('no-store');
    expect(withMail.headers['set-cookie']).toBeUndefined();
  });

  test('is 503 when a letter is overdue by more than an hour, whether it waits or its sender died', async () => {
    const world = makeWorld({ smtpUrl: 'smtp://127.0.0.1:1' });
    const data = { link: 'https://apply.example.org/x', minutes: 30 };
    const id = queue(
      world.ctx,
      'sign-in-link',
      { personId: null, email: 'arta@example.org', language: 'sq' },
      { entity: 'person', entityId: 0 },
      data,
    );
    world.clock.pass(hour);
    const onTheHour = await ask(world);
    world.clock.pass(1);
    const later = await ask(world);
    world.ctx.db
      .update(letters)
      .set({ state: 'sending', leaseUntil: world.clock.now() - hour - 1 })
      .where(eq(letters.id, id))
      .run();
    const abandoned = await ask(world);
    world.ctx.db.update(letters).set({ state: 'failed' }).where(eq(letters.id, id)).run();
    const failed = await ask(world);

    expect([onTheHour.status, later.status, abandoned.status, failed.status]).toEqual([200, 503, 503, 200]);
    expect(later.health).toEqual({ ...well, ok: false, outbox: 'late' });
    expect(JSON.stringify(later)).not.toContain('arta');
  });

  test('is 503 when the disk is nearly full', async () => {
    const { status, health } = await ask(
      makeWorld({ smtpUrl: 'smtp://127.0.0.1:1', diskFloorBytes: Number.MAX_SAFE_INTEGER }),
    );

    expect([status, health]).toEqual([503, { ...well, ok: false, disk: 'low' }]);
  });

  test('is 503 when a migration of this program was not applied', async () => {
    const world = makeWorld({ smtpUrl: 'smtp://127.0.0.1:1' });
    world.ctx.db.$client.exec('DELETE FROM _migrations');

    const { status, health } = await ask(world);

    expect([status, health]).toEqual([503, { ...well, ok: false, migrations: 'pending' }]);
  });

  test('answers even when the database does not', async () => {
    const world = makeWorld({ smtpUrl: 'smtp://127.0.0.1:1' });
    const browser = world.browser();
    browser.cookies.set('__Host-session', 'x'.repeat(43));
    world.ctx.db.$client.exec('DROP TABLE _migrations; DROP TABLE sessions');

    const answer = await browser.get('/health');

    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      503,
      { ...well, ok: false, database: 'broken' },
    ]);
  });
});
