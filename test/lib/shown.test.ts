// What a page shows before it counts.
import { expect, test } from 'vitest';
import { parseKeyring } from '../../src/lib/seal.js';
import { openShown, sealShown } from '../../src/lib/shown.js';

const keyring = parseKeyring(`k:${Buffer.alloc(32, 7).toString('base64')}`);

test('what was shown comes back for the same person within half an hour', () => {
  const sealed = sealShown(keyring, 'codes:1', 'fjalë e fshehtë', 1000);

  expect(sealed).toMatch(/^[\w-]+$/);
  expect(openShown(keyring, 'codes:1', sealed, 1000 + 30 * 60_000)).toBe('fjalë e fshehtë');
  expect(openShown(keyring, 'codes:1', sealed, 1001 + 30 * 60_000)).toBeUndefined();
  expect(openShown(keyring, 'codes:2', sealed, 1000)).toBeUndefined();
});

test('nonsense is nothing', () => {
  for (const sealed of ['', 'x', 'AQFr', '%%%'])
    expect(openShown(keyring, 'codes:1', sealed, 0)).toBeUndefined();
});
