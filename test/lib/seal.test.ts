import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Keyring, keyIdOf, parseKeyring, SealBroken, seal, unseal } from '../../src/lib/seal.js';

const key = (fill: number) => Buffer.alloc(32, fill);
const ring: Keyring = { current: 'k2', keys: { k1: key(1), k2: key(2) } };
const bytes = (text: string) => Buffer.from(text);

describe('seal and unseal', () => {
  test('what was sealed comes back, and its key is named', () => {
    const sealed = seal(ring, bytes('transcript'), 'file:17');

    expect(unseal(ring, sealed, 'file:17').toString()).toBe('transcript');
    expect(keyIdOf(sealed)).toBe('k2');
    expect(sealed.includes('transcript')).toBe(false);
  });

  test('the same bytes never look the same twice', () => {
    expect(seal(ring, bytes('x'), 'c').equals(seal(ring, bytes('x'), 'c'))).toBe(false);
  });

  test('an older key still opens what it sealed', () => {
    const sealed = seal({ ...ring, current: 'k1' }, bytes('old'), 'c');

    expect(unseal(ring, sealed, 'c').toString()).toBe('old');
  });

  test('bytes sealed for one place do not open in another', () => {
    expect(() => unseal(ring, seal(ring, bytes('x'), 'file:17'), 'file:18')).toThrow(SealBroken);
  });

  test('without its key nothing opens', () => {
    const sealed = seal(ring, bytes('x'), 'c');

    expect(() => unseal({ current: 'k1', keys: { k1: key(1) } }, sealed, 'c')).toThrow(SealBroken);
    expect(() => unseal({ current: 'k2', keys: { k2: key(9) } }, sealed, 'c')).toThrow(SealBroken);
  });

  test('a key ring without its current key seals nothing', () => {
    expect(() => seal({ current: 'k3', keys: ring.keys }, bytes('x'), 'c')).toThrow('current key');
    expect(() => seal({ current: 'toString', keys: {} }, bytes('x'), 'c')).toThrow('current key');
  });

  test('renaming the key on sealed bytes breaks the seal, even when both names hold one key', () => {
    const twins: Keyring = { current: 'k1', keys: { k1: key(1), k9: key(1) } };
    const sealed = seal(twins, bytes('x'), 'c');
    sealed[3] = '9'.charCodeAt(0);

    expect(() => unseal(twins, sealed, 'c')).toThrow(SealBroken);
  });

  test('each changed bit and each missing byte breaks the seal', () => {
    const sealed = seal(ring, bytes('short'), 'c');
    for (let i = 0; i < sealed.length; i += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(sealed);
        changed[i] = (changed[i] ?? 0) ^ (1 << bit);
        expect(() => unseal(ring, changed, 'c')).toThrow(SealBroken);
      }
      expect(() => unseal(ring, sealed.subarray(0, i), 'c')).toThrow(SealBroken);
    }
    expect(() => unseal(ring, Buffer.concat([sealed, bytes('x')]), 'c')).toThrow(SealBroken);
  });

  test('any bytes and any context come back unharmed', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string({ unit: 'binary' }), (plain, context) => {
        expect(unseal(ring, seal(ring, Buffer.from(plain), context), context).equals(plain)).toBe(true);
      }),
    );
  });

  test('foreign bytes are broken seals, nothing worse', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (foreign) => {
        expect(() => unseal(ring, Buffer.from(foreign), 'c')).toThrow(SealBroken);
      }),
    );
  });
});

describe('parseKeyring', () => {
  const code = (fill: number) => key(fill).toString('base64');

  test('reads keys by name; the first one seals', () => {
    expect(parseKeyring(`new:${code(2)}, old:${code(1)}`)).toEqual({
      current: 'new',
      keys: { new: key(2), old: key(1) },
    });
  });

  test('the padding of base64 may be missing', () => {
    expect(parseKeyring(`k:${code(7).replace(/=+$/, '')}`).keys).toEqual({ k: key(7) });
  });

  test.each([
    ['', 'Key 1 of the keyring must look like name:base64key'],
    [code(1), 'Key 1 of the keyring must look like name:base64key'],
    [`k:${code(1)},`, 'Key 2 of the keyring must look like name:base64key'],
    [`bad name:${code(1)}`, 'Key 1 of the keyring must look like name:base64key'],
    [`${'n'.repeat(33)}:${code(1)}`, 'Key 1 of the keyring must look like name:base64key'],
    ['k:', 'The key "k" must be 32 bytes written in base64.'],
    [`k:${Buffer.alloc(31).toString('base64')}`, 'The key "k" must be 32 bytes written in base64.'],
    [`k:${Buffer.alloc(33).toString('base64')}`, 'The key "k" must be 32 bytes written in base64.'],
    [`k:!${code(1)}`, 'The key "k" must be 32 bytes written in base64.'],
    [`k:${code(1)},k:${code(2)}`, 'The key "k" is on the keyring twice.'],
  ])('refuses %j with a clear sentence', (text, sentence) => {
    expect(() => parseKeyring(text)).toThrow(sentence);
  });

  test('its complaints never repeat a key', () => {
    const secret = Buffer.alloc(31, 5).toString('base64');

    expect(() => parseKeyring(`k:${secret}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});
