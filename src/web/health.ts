// /health, for a supervisor: whether the database, its migrations, the disk and the outbox are well. Nothing personal.
import { sql } from 'drizzle-orm';
import { Router } from 'express';
import { readMigrations } from '../../db/migrate.js';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { hour, minute } from '../lib/time.js';
import { isLate } from '../mail/queries.js';
import { hasSpace } from './uploads.js';

type Health = {
  ok: boolean;
  database: 'ok' | 'broken';
  migrations: 'ok' | 'pending';
  disk: 'ok' | 'low';
  /** `off`: there are no SMTP settings, so nothing can be late. */
  outbox: 'ok' | 'late' | 'off';
};

/** The heart beats each minute. */
const SILENCE = 5 * minute;

/** The migrations this program comes with. */
const known = readMigrations().map((migration) => migration.name);

/** The one route; before sessions, so that it answers when they cannot. */
export function healthRoutes(ctx: Ctx): Router {
  const router = Router();
  router.get('/health', allow('public'), (_request, response) => {
    const health = healthOf(ctx);
    response
      .status(health.ok ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json(health);
  });
  return router;
}

/** How things are. Throws nothing. */
export function healthOf(ctx: Ctx): Health {
  const parts = { database: 'ok', migrations: 'ok', disk: 'ok', outbox: 'ok' } as Omit<Health, 'ok'>;
  try {
    const applied = ctx.db.all<{ name: string }>(sql`select name from _migrations`).map((row) => row.name);
    if (!known.every((name) => applied.includes(name))) parts.migrations = 'pending';
    // What can be read may not be written any more: then the heartbeat stops.
    const [last] = ctx.db.all<{ at: number }>(sql`select beat_at as at from heartbeat`);
    if (last && ctx.clock.now() - last.at > SILENCE) parts.database = 'broken';
    if (!ctx.config.smtpUrl) parts.outbox = 'off';
    else if (isLate(ctx.db, ctx.clock.now() - hour)) parts.outbox = 'late';
  } catch {
    parts.database = 'broken';
  }
  try {
    if (!hasSpace(ctx.config)) parts.disk = 'low';
  } catch {
    parts.disk = 'low';
  }
  const ok = Object.values(parts).every((part) => part === 'ok' || part === 'off');
  return { ok, ...parts };
}
