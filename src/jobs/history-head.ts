// Every night: writes the head of the history's chain into a file beside the backups, so that nobody can rewrite it unnoticed.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { firstBrokenLink, type Head, headOf, stillHolds } from '../history/queries.js';
import type { Job, JobCtx } from './index.js';

export const historyHead: Pick<Job, 'run' | 'list'> = {
  run(ctx) {
    const head = headOf(ctx.db);
    if (!head) return 'nothing yet';
    const line = `${new Date(ctx.clock.now()).toISOString()} ${head.id} ${head.hash}\n`;
    appendFileSync(fileOf(ctx.config), line, { mode: 0o600 });
    return `row ${head.id}`;
  },
  list: (ctx) => [`the head of the history is row ${headOf(ctx.db)?.id ?? 0}`],
};

/** Where the heads are kept; copy it elsewhere with the backups. */
export function fileOf(config: Config): string {
  return join(config.backupDir, 'history-heads.txt');
}

/**
 * What is wrong with the history: the id of the first row that does not follow, or that a written head no longer
 * matches (its end was cut off or rewritten); undefined when all of it holds.
 */
export function whatIsBroken(ctx: JobCtx): number | undefined {
  return firstBrokenLink(ctx.db) ?? headsOf(ctx.config).find((head) => !stillHolds(ctx.db, head))?.id;
}

/** The heads written so far. */
export function headsOf(config: Config): Head[] {
  const file = fileOf(config);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, id, hash]) => ({ id: Number(id), hash: hash ?? '' }));
}
