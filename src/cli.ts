// The command line: each command is a few lines that call a service or db/. Without one it prints what there is.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBackup, restoreCheck } from '../db/backup.js';
import { draftMigration } from '../db/draft.js';
import { reseal } from '../db/reseal.js';
import { BadSettings } from './config.js';
import { languages } from './i18n/index.js';
import { exportTexts, importTexts } from './i18n/spreadsheet.js';
import { placeOf } from './jobs/backup.js';
import { whatIsBroken } from './jobs/history-head.js';
import { type JobCtx, jobs, runJob } from './jobs/index.js';
import { type LetterName, letterRules } from './mail/letters.js';
import { renderLetter } from './mail/render.js';
import { wayIn } from './members/service.js';
import { ROOT } from './paths.js';
import { open, serve, settings } from './server.js';

type Command = { usage: string; run: (words: string[]) => void | Promise<void> };

const commands: Record<string, Command> = {
  demo: {
    usage: 'demo                                 fills an empty folder with invented people and listens',
    async run() {
      const { seedDemo } = await import('../db/seed/demo.js');
      process.argv.push('--demo');
      const ctx = open(settings());
      for (const { role, name, url } of await seedDemo(ctx))
        console.log(`${role.padEnd(14)} ${name.padEnd(22)} ${url}`);
      await serve(ctx);
    },
  },
  migrate: {
    usage:
      'migrate [new <name>]                 applies what is pending, or drafts a migration from db/schema',
    async run([word, name]) {
      if (word === 'new' && name) console.log(draftMigration(name) || 'db/schema and db/migrations agree');
      else await withDatabase((ctx) => console.log(`${ctx.config.databaseFile} is up to date`));
    },
  },
  job: {
    usage: 'job <name> [--dry]                   runs a job now, or lists what it would do',
    run: ([name]) =>
      withDatabase(async (ctx) => {
        const job = jobs.find((one) => one.name === name);
        if (!job) throw new Error(`The jobs are: ${jobs.map((one) => one.name).join(', ')}`);
        if (process.argv.includes('--dry')) return console.log(job.list(ctx).join('\n'));
        const now = {
          holder: `cli ${process.pid}`,
          signal: new AbortController().signal,
          evenIfNotDue: true,
        };
        const done = await runJob(ctx, job, now);
        console.log(done?.outcome ?? 'nothing to do, or another process is at it');
        if (done?.ok === false) process.exitCode = 1;
      }),
  },
  backup: {
    usage:
      'backup                               makes an encrypted backup and prints how many rows are in it',
    run: () =>
      withDatabase(async (ctx) => {
        const recipient = ctx.config.backupRecipient;
        if (!recipient)
          throw new Error('BACKUP_RECIPIENT is missing: the age public key backups are encrypted to');
        const { file, report } = await makeBackup(ctx.db.$client, placeOf(ctx, recipient));
        console.log(file, JSON.stringify(report.counts, null, 2));
      }),
  },
  'restore-check': {
    usage:
      'restore-check <file> <key file> [to] opens a backup, checks all of it, and with `to` keeps the database',
    async run([file = '', identity = '', to]) {
      const { counts, differences } = await restoreCheck(file, readFileSync(identity, 'utf8'), to);
      console.log(JSON.stringify(counts, null, 2));
      if (differences.length > 0)
        throw new Error(`It differs from what was noted when it was made: ${differences.join(', ')}`);
      console.log(to ? `It is whole; the database is ${to}` : 'It is whole');
    },
  },
  text: {
    usage: 'text export|import <file.csv>        all texts as a spreadsheet for translators, and back',
    run([word, file]) {
      if (!file || (word !== 'export' && word !== 'import'))
        throw new Error('text export <file.csv>, or text import <file.csv>');
      if (word === 'export') writeFileSync(file, exportTexts());
      else console.log(importTexts(readFileSync(file, 'utf8')).join('\n') || 'Nothing changed');
    },
  },
  letters: {
    usage: 'letters [folder]                     writes every letter from its sample, in every language',
    run([folder = join(ROOT, 'data/letters')]) {
      mkdirSync(folder, { recursive: true });
      for (const [name, { sample }] of Object.entries(letterRules)) {
        for (const { code } of languages) {
          const { subject, text, html } = renderLetter(name as LetterName, code, sample);
          writeFileSync(join(folder, `${name}.${code}.txt`), `${subject}\n\n${text}`);
          writeFileSync(join(folder, `${name}.${code}.html`), html);
        }
      }
      console.log(folder);
    },
  },
  history: {
    usage:
      'history verify                       follows the whole chain, and the heads kept beside the backups',
    run: () =>
      withDatabase((ctx) => {
        const broken = whatIsBroken(ctx);
        if (broken !== undefined)
          throw new Error(`The history does not hold: row ${broken} was altered, or rows are missing`);
        console.log('The history holds');
      }),
  },
  'way-in': {
    usage:
      'way-in <e-mail>                      prints a link for an administrator who lost password, phone and codes',
    run: ([email = '']) =>
      withDatabase((ctx) => {
        const link = wayIn(ctx, email.trim().toLowerCase());
        if (!link) throw new Error('No administrator has this address');
        console.log(`For 48 hours, once: ${link}`);
      }),
  },
  'rotate-keys': {
    usage: 'rotate-keys                          seals everything anew under the first key of FILE_KEYS',
    run: () =>
      withDatabase((ctx) => console.log(JSON.stringify(reseal(ctx.db.$client, ctx.config.keyring), null, 2))),
  },
};

/** Opens the database of the settings (with --demo the demonstration's) for as long as `act` takes. */
async function withDatabase(act: (ctx: JobCtx) => void | Promise<void>): Promise<void> {
  const ctx = open(settings());
  try {
    await act(ctx);
  } finally {
    ctx.db.$client.close();
  }
}

const [name = '', ...words] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (!command)
  console.log(
    Object.values(commands)
      .map(({ usage }) => usage)
      .join('\n'),
  );
try {
  await command?.run(words);
} catch (error) {
  for (const sentence of error instanceof BadSettings ? error.sentences : [(error as Error).message])
    console.error(sentence);
  process.exitCode = 1;
}
