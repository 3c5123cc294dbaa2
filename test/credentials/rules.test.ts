// Which passwords are too easy, and how codes are read.
import { hash, parseOptions, verify } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { ARGON, isCommon, isPersonal, NOBODY, readCode, recoveryCode } from '../../src/credentials/rules.js';

const common = new Set(['password', 'qwertyuiop', '1q2w3e4r5t6y', 'iloveyou']);

test('a common password is common in capitals, with digits around it, and twice', () => {
  for (const easy of [
    '1q2w3e4r5t6y',
    'PASSWORD',
    'Password2026',
    '123password!!',
    'passwordpassword',
    'aaaaaaaaaaaa',
    'abababababab',
    '121212121212',
  ]) {
    expect([easy, isCommon(easy, common)]).toEqual([easy, true]);
  }
  for (const good of ['seven quiet otters 42', 'mypassword is long', 'çelësi i kuq fle']) {
    expect([good, isCommon(good, common)]).toEqual([good, false]);
  }
});

test('a password may not hold its owner’s name or address, however it is spelt, nor the name of this house', () => {
  const owner = { name: 'Ana Đorđević', email: 'ana.monitor@example.org' };

  for (const personal of [
    'Djordjevic-2026',
    'đorđević1985',
    'monitor88 blue',
    'at EXAMPLE now',
    'HLC Kosovo 2026!',
  ]) {
    expect([personal, isPersonal(personal, owner)]).toEqual([personal, true]);
  }
  expect(isPersonal('seven quiet otters', owner)).toBe(false);
  expect(isPersonal('banana boat 1234', owner)).toBe(false);
});

test('a code is read with and without blanks and hyphens', () => {
  expect(readCode('123 456')).toEqual({ kind: 'app', code: '123456' });
  expect(readCode('ABCD-efgh-2345')).toEqual({ kind: 'recovery', code: 'abcdefgh2345' });
  for (const neither of ['', '12345', '1234567', 'abcd-efgh', '１２３４５６'])
    expect(readCode(neither)).toBeUndefined();
});

test('a recovery code has three groups and no letters that look alike', () => {
  const code = recoveryCode(Uint8Array.from({ length: 12 }, (_, i) => i * 21));

  expect(code).toMatch(/^[a-hj-km-np-tv-z2-9]{4}(-[a-hj-km-np-tv-z2-9]{4}){2}$/);
});

test('comparing with nobody’s password costs exactly what comparing with a real one does', async () => {
  const real = await hash('seven quiet otters', ARGON);

  expect(parseOptions(NOBODY)).toEqual(parseOptions(real));
  expect(await verify(NOBODY, 'seven quiet otters')).toBe(false);
});
