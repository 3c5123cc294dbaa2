// Every night: an encrypted backup that was opened before it counted, and the old ones thinned out.
import { basename } from 'node:path';
import { backupsIn, makeBackup, superfluous, thinOut } from '../../db/backup.js';
import type { Job, JobCtx } from './index.js';

export const backup: Pick<Job, 'run' | 'list'> = {
  async run(ctx) {
    if (!ctx.config.backupRecipient) return 'BACKUP_RECIPIENT is not set: no backup';
    const { file } = await makeBackup(ctx.db.$client, placeOf(ctx, ctx.config.backupRecipient));
    const gone = thinOut(ctx.config.backupDir);
    return `${basename(file)}, ${gone.length} old ones removed`;
  },
  list: (ctx) => [
    ctx.config.backupRecipient
      ? `a new backup in ${ctx.config.backupDir}`
      : 'BACKUP_RECIPIENT is not set: no backup',
    ...superfluous(backupsIn(ctx.config.backupDir)).map(({ file }) => `${basename(file)} would be removed`),
  ],
};

/** Where a backup of this installation goes, and for whom it is encrypted. */
export function placeOf(ctx: JobCtx, recipient: string) {
  const { backupDir, temporaryDir } = ctx.config;
  return { folder: backupDir, temporary: temporaryDir, recipient, now: ctx.clock.now() };
}
