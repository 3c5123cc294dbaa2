// The settings: read from the environment once, checked, frozen. A missing or weak one stops the start with a sentence.
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { type Keyring, parseKeyring } from './lib/seal.js';

export type Config = Readonly<{
  port: number;
  host: string;
  /** Where /metrics is read, on 127.0.0.1 alone; null: nowhere. */
  metricsPort: number | null;
  baseUrl: string;
  dataDir: string;
  databaseFile: string;
  temporaryDir: string;
  backupDir: string;
  /** age public key backups are encrypted to; null: no backups. */
  backupRecipient: string | null;
  /** Keys of form tokens, throttle keys and link hashes. */
  secret: string;
  keyring: Keyring;
  smtpUrl: string | null;
  mailFrom: string;
  /** How many proxies stand in front; 0 or 1. */
  proxies: number;
  /** A clamd that every upload is shown to, "host:port" or the path of its socket; null: none. */
  clamd: string | null;
  /** Uploads are refused when less space than this is free. */
  diskFloorBytes: number;
  demo: boolean;
  development: boolean;
  logLevel: string;
  /** Requests per minute and address; tests raise or lower it, nothing switches it off. */
  requestsPerMinute: number;
}>;

/** Settings that cannot be used; `sentences` says each in plain words. */
export class BadSettings extends Error {
  readonly sentences: string[];
  constructor(sentences: string[]) {
    super(sentences.join('\n'));
    this.sentences = sentences;
  }
}

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'PORT must be a number such as 3000')
    .default('3000'),
  HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: z
    .string()
    .regex(/^(\d{1,5})?$/, 'METRICS_PORT must be a number such as 9464')
    .optional(),
  BASE_URL: z.string({
    error: 'BASE_URL is missing: the address people type, such as https://apply.example.org',
  }),
  DATA_DIR: z.string({ error: 'DATA_DIR is missing: the folder that holds the database' }),
  BACKUP_DIR: z.string().optional(),
  BACKUP_RECIPIENT: z
    .string()
    .regex(
      /^(age1[a-z0-9]{20,})?$/,
      'BACKUP_RECIPIENT must be an age public key, age1…; the private key never comes here',
    )
    .optional(),
  SECRET: z
    .string({
      error: 'SECRET is missing: at least 32 random characters, e.g. from `openssl rand -base64 48`',
    })
    .min(32, 'SECRET is too short: at least 32 random characters'),
  FILE_KEYS: z.string({ error: 'FILE_KEYS is missing: name:key, the key 32 random bytes in base64' }),
  SMTP_URL: z
    .string()
    .regex(/^(smtps?:\/\/\S+)?$/, 'SMTP_URL must look like smtp://name:password@mail.example.org:587')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^<>\r\n]*<?[^<>@\s]+@[^<>@\s]+>?$/, 'MAIL_FROM must look like HLC Kosovo <noreply@example.org>')
    .default('HLC Kosovo <noreply@localhost>'),
  PROXIES: z.enum(['0', '1'], { error: 'PROXIES must be 0 or 1' }).default('0'),
  CLAMD: z
    .string()
    .regex(/^([^\s/]+:\d{1,5}|\/\S+)?$/, 'CLAMD must look like 127.0.0.1:3310 or /run/clamav/clamd.ctl')
    .optional(),
  DISK_FLOOR_MB: z.string().regex(/^\d+$/, 'DISK_FLOOR_MB must be a number').default('200'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'silent'], {
      error: 'LOG_LEVEL must be fatal, error, warn, info or silent',
    })
    .default('info'),
  REQUESTS_PER_MINUTE: z
    .string()
    .regex(/^[1-9]\d*$/, 'REQUESTS_PER_MINUTE must be a number, 1 or more')
    .default('1200'),
});

/** Reads production settings from `environment`. Throws BadSettings with a sentence for each that is wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) throw new BadSettings(parsed.error.issues.map((issue) => issue.message));
  const env = parsed.data;
  const sentences: string[] = [];
  if (!/^https:\/\/[^/]+$/.test(env.BASE_URL)) {
    sentences.push('BASE_URL must be an https address without a path: sign-in cookies travel only over TLS');
  }
  if (env.METRICS_PORT && Number(env.METRICS_PORT) === Number(env.PORT))
    sentences.push('METRICS_PORT must differ from PORT: what is counted is not for everybody');
  if (new Set(env.SECRET).size < 12) sentences.push('SECRET is weak: it repeats a few characters');
  let keyring: Keyring = { current: '', keys: {} };
  try {
    keyring = parseKeyring(env.FILE_KEYS);
  } catch (error) {
    sentences.push(`FILE_KEYS cannot be used: ${(error as Error).message}`);
  }
  const dataDir = resolve(env.DATA_DIR);
  if (existsSync(dataDir) && (statSync(dataDir).mode & 0o007) !== 0) {
    sentences.push(`DATA_DIR ${dataDir} can be read by others: chmod 700 it`);
  }
  if (sentences.length > 0) throw new BadSettings(sentences);
  return build(env, dataDir, keyring, false);
}

/** Settings of the demonstration and of tests: everything made up, kept in `dataDir`, http on localhost. */
export function demoConfig(dataDir: string, port: number, overrides: Partial<Config> = {}): Config {
  const derive = (purpose: string) =>
    createHash('sha256')
      .update(`${purpose}:${resolve(dataDir)}`)
      .digest('base64');
  const env = Environment.parse({
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    DATA_DIR: dataDir,
    SECRET: derive('secret'),
    FILE_KEYS: `demo:${derive('files')}`,
    DISK_FLOOR_MB: '50',
    LOG_LEVEL: 'warn',
  });
  return Object.freeze({ ...build(env, resolve(dataDir), parseKeyring(env.FILE_KEYS), true), ...overrides });
}

/** Makes the folders the settings name, readable by nobody else. Throws BadSettings for one that cannot be written. */
export function makeFolders(config: Config): void {
  const folders = {
    DATA_DIR: config.dataDir,
    'DATA_DIR/temporary': config.temporaryDir,
    BACKUP_DIR: config.backupDir,
  };
  for (const [name, folder] of Object.entries(folders)) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      accessSync(folder, constants.W_OK);
    } catch (error) {
      const { code } = error as { code?: string };
      throw new BadSettings([`${name} ${folder} cannot be made or written (${code})`]);
    }
  }
}

function build(env: z.infer<typeof Environment>, dataDir: string, keyring: Keyring, demo: boolean): Config {
  return Object.freeze({
    port: Number(env.PORT),
    host: env.HOST,
    metricsPort: env.METRICS_PORT ? Number(env.METRICS_PORT) : null,
    baseUrl: env.BASE_URL,
    dataDir,
    databaseFile: join(dataDir, 'database.sqlite'),
    temporaryDir: join(dataDir, 'temporary'),
    backupDir: env.BACKUP_DIR ?? join(dataDir, 'backups'),
    backupRecipient: env.BACKUP_RECIPIENT || null,
    secret: env.SECRET,
    keyring,
    smtpUrl: env.SMTP_URL || null,
    mailFrom: env.MAIL_FROM,
    proxies: Number(env.PROXIES),
    clamd: env.CLAMD || null,
    diskFloorBytes: Number(env.DISK_FLOOR_MB) * 1024 * 1024,
    demo,
    development: false,
    logLevel: env.LOG_LEVEL,
    requestsPerMinute: Number(env.REQUESTS_PER_MINUTE),
  });
}
