// When a key opens the door, and how a typed one is read.
import { expect, test } from 'vitest';
import { isUsable, stateOf } from '../../src/late-keys/rules.js';
import { hashToken, newKey, readKey } from '../../src/lib/token.js';

test.each([
  ['unused, before its end', { usedAt: null, expiresAt: 11 }, true, 'open'],
  ['unused, at its end', { usedAt: null, expiresAt: 10 }, false, 'over'],
  ['used in time', { usedAt: 5, expiresAt: 11 }, false, 'used'],
  ['used, and over by now', { usedAt: 5, expiresAt: 6 }, false, 'used'],
])('a key %s', (_what, key, usable, state) => {
  expect([isUsable(key, 10), stateOf(key, 10)]).toEqual([usable, state]);
});

test('a key is twenty letters nobody takes for one another, and never twice the same', () => {
  const keys = Array.from({ length: 200 }, () => newKey().key);

  expect(keys.filter((key) => !/^([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/.test(key))).toEqual([]);
  expect(new Set(keys).size).toBe(200);
});

test('what is stored is the hash of what is read, however a person types it', () => {
  const { key, keyHash } = newKey();

  for (const typed of [
    key,
    key.toLowerCase(),
    ` ${key.replaceAll('-', ' ')} `,
    key.replaceAll('-', '–'),
    key.replaceAll('-', ''),
  ]) {
    expect([typed, hashToken(readKey(typed))]).toEqual([typed, keyHash]);
  }
  expect(readKey('O0I1-l')).toBe('00111');
});
