// Every hour: forgets what nobody may need any more, in the database and in the temporary folder.
import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { forgetOld as forgetOldImports } from '../exchange/service.js';
import { day, hour } from '../lib/time.js';
import { type LetterRule, letterRules } from '../mail/letters.js';
import { countSpentBodies, eraseSpentBodies } from '../mail/queries.js';
import { forgetOldLinks } from '../people/service.js';
import { forgetExpired } from '../sessions/service.js';
import { forgetOld } from '../throttles/service.js';
import { forgetFormKeys } from '../web/form-page.js';
import type { Job, JobCtx } from './index.js';

const KEEP = { formKeys: 30 * day, temporary: hour, secretBodies: 7 * day, copies: 14 * day, imports: day };

export const cleanUp: Pick<Job, 'run' | 'list'> = {
  run(ctx) {
    const done = {
      sessions: forgetExpired(ctx),
      links: forgetOldLinks(ctx),
      throttles: forgetOld(ctx),
      'form keys': forgetFormKeys(ctx, ctx.clock.now() - KEEP.formKeys),
      bodies: eraseSpentBodies(ctx.db, secretLetters(), ctx.clock.now() - KEEP.secretBodies),
      imports: forgetOldImports(ctx, ctx.clock.now() - KEEP.imports),
      files: removeAll(staleFiles(ctx)),
    };
    return Object.entries(done)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ');
  },
  list: (ctx) => [
    'sessions, links, throttles and form keys whose time is over',
    `${countSpentBodies(ctx.db, secretLetters(), ctx.clock.now() - KEEP.secretBodies)} texts of letters with a link that were never sent`,
    ...staleFiles(ctx).map((file) => `the file ${basename(file)}`),
  ],
};

function secretLetters(): string[] {
  return Object.entries(letterRules)
    .filter(([, rule]: [string, LetterRule]) => rule.secret)
    .map(([name]) => name);
}

/** What was left in the temporary folder, and copies made before migrations: both hold what may be erased since. */
function staleFiles(ctx: JobCtx): string[] {
  const folder = dirname(ctx.config.databaseFile);
  const copy = `${basename(ctx.config.databaseFile)}.before-`;
  // A file may go between being listed and being looked at: an upload ends, a backup is done.
  const old = (path: string, age: number) => {
    const found = statSync(path, { throwIfNoEntry: false });
    return found?.isFile() === true && found.mtimeMs < ctx.clock.now() - age;
  };
  return [
    ...filesOf(ctx.config.temporaryDir).filter((path) => old(path, KEEP.temporary)),
    ...filesOf(folder).filter((path) => basename(path).startsWith(copy) && old(path, KEEP.copies)),
  ];
}

function removeAll(files: readonly string[]): number {
  for (const file of files) rmSync(file, { force: true });
  return files.length;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}
