// The settings: every sentence that stops a start, and that none of them repeats a secret.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { BadSettings, readConfig } from '../../src/config.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const good = {
  BASE_URL: 'https://apply.example.org',
  DATA_DIR: '/nowhere/data',
  SECRET: 'Zq8vT2mX6cR1nB9wL4pK7sD3fG5hJ0aY',
  FILE_KEYS: `first:${KEY}`,
};

function sentences(change: Record<string, string | undefined>): string[] {
  try {
    readConfig({ ...good, ...change });
  } catch (error) {
    if (error instanceof BadSettings) return error.sentences;
    throw error;
  }
  return [];
}

test('metrics are on a port of their own, or nowhere', () => {
  expect(readConfig(good).metricsPort).toBeNull();
  expect(readConfig({ ...good, METRICS_PORT: '9464' }).metricsPort).toBe(9464);
  expect(sentences({ METRICS_PORT: '3000' })).toEqual([
    'METRICS_PORT must differ from PORT: what is counted is not for everybody',
  ]);
  expect(sentences({ METRICS_PORT: 'x' })).toEqual(['METRICS_PORT must be a number such as 9464']);
});

describe('settings that will do', () => {
  test('need four values, and are frozen', () => {
    const config = readConfig(good);

    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      baseUrl: 'https://apply.example.org',
      databaseFile: '/nowhere/data/database.sqlite',
      backupDir: '/nowhere/data/backups',
      backupRecipient: null,
      smtpUrl: null,
      clamd: null,
      proxies: 0,
      demo: false,
      development: false,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('may name a mail server, a backup key and another folder; an empty one is none', () => {
    const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
    const full = {
      SMTP_URL: 'smtps://name:pass%40word@mail.example.org',
      BACKUP_RECIPIENT: recipient,
      BACKUP_DIR: '/b',
      MAIL_FROM: 'HLC Kosovo <noreply@example.org>',
    };

    expect(readConfig({ ...good, ...full })).toMatchObject({
      smtpUrl: full.SMTP_URL,
      backupRecipient: recipient,
      backupDir: '/b',
      mailFrom: full.MAIL_FROM,
    });
    expect(readConfig({ ...good, SMTP_URL: '', BACKUP_RECIPIENT: '' })).toMatchObject({
      smtpUrl: null,
      backupRecipient: null,
    });
  });
});

describe('settings that will not do are refused with a sentence', () => {
  test.each([
    [
      { BASE_URL: undefined },
      'BASE_URL is missing: the address people type, such as https://apply.example.org',
    ],
    [
      { BASE_URL: 'http://apply.example.org' },
      'BASE_URL must be an https address without a path: sign-in cookies travel only over TLS',
    ],
    [
      { BASE_URL: 'https://apply.example.org/' },
      'BASE_URL must be an https address without a path: sign-in cookies travel only over TLS',
    ],
    [{ DATA_DIR: undefined }, 'DATA_DIR is missing: the folder that holds the database'],
    [
      { SECRET: undefined },
      'SECRET is missing: at least 32 random characters, e.g. from `openssl rand -base64 48`',
    ],
    [{ SECRET: 'short' }, 'SECRET is too short: at least 32 random characters'],
    [{ SECRET: 'abc'.repeat(20) }, 'SECRET is weak: it repeats a few characters'],
    [{ FILE_KEYS: undefined }, 'FILE_KEYS is missing: name:key, the key 32 random bytes in base64'],
    [
      { FILE_KEYS: 'first:abcd' },
      'FILE_KEYS cannot be used: The key "first" must be 32 bytes written in base64.',
    ],
    [{ PORT: 'http' }, 'PORT must be a number such as 3000'],
    [{ CLAMD: 'somewhere' }, 'CLAMD must look like 127.0.0.1:3310 or /run/clamav/clamd.ctl'],
    [{ SMTP_URL: 'mail.example.org' }, 'SMTP_URL must look like smtp://name:password@mail.example.org:587'],
    [{ MAIL_FROM: 'HLC Kosovo' }, 'MAIL_FROM must look like HLC Kosovo <noreply@example.org>'],
    [
      { MAIL_FROM: 'a@example.org\r\nBcc: b@example.org' },
      'MAIL_FROM must look like HLC Kosovo <noreply@example.org>',
    ],
    [
      { BACKUP_RECIPIENT: 'AGE-SECRET-KEY-1XYZ' },
      'BACKUP_RECIPIENT must be an age public key, age1…; the private key never comes here',
    ],
    [{ PROXIES: 'true' }, 'PROXIES must be 0 or 1'],
    [{ DISK_FLOOR_MB: 'much' }, 'DISK_FLOOR_MB must be a number'],
    [{ LOG_LEVEL: 'debug' }, 'LOG_LEVEL must be fatal, error, warn, info or silent'],
    [{ REQUESTS_PER_MINUTE: '0' }, 'REQUESTS_PER_MINUTE must be a number, 1 or more'],
  ] as [Record<string, string | undefined>, string][])('%j', (change, sentence) => {
    expect(sentences(change)).toEqual([sentence]);
  });

  test('all at once', () => {
    expect(
      sentences({ BASE_URL: undefined, DATA_DIR: undefined, SECRET: undefined, FILE_KEYS: undefined }),
    ).toHaveLength(4);
    expect(sentences({ BASE_URL: 'http://x', SECRET: 'a'.repeat(40) })).toHaveLength(2);
  });

  test('and never repeat what was set', () => {
    const all = sentences({
      SECRET: 'marker-s',
      FILE_KEYS: 'marker-k',
      SMTP_URL: 'marker-m',
      BACKUP_RECIPIENT: 'marker-b',
    }).join('\n');

    expect(all).not.toContain('marker');
  });

  test('when others can read the folder of the database', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hlc-config-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    chmodSync(folder, 0o755);

    expect(sentences({ DATA_DIR: folder })).toEqual([
      `DATA_DIR ${folder} can be read by others: chmod 700 it`,
    ]);
    chmodSync(folder, 0o700);
    expect(sentences({ DATA_DIR: folder })).toEqual([]);
  });
});
