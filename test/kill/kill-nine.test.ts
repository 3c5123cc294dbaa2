// A short run of the script; `npm run kill` does all two hundred.
import { expect, test } from 'vitest';
import { killNine } from './kill-nine.js';

test('a server killed with -9 while applications are sent loses none it acknowledged and leaves none half sent', async () => {
  const outcome = await killNine(12, 7);

  expect(outcome).toEqual({
    sent: 12,
    acknowledged: outcome.acknowledged,
    repeated: 12 - outcome.acknowledged,
    lost: 0,
    half: 0,
    doubled: 0,
    integrity: 'ok, no orphans, history whole, one receipt each',
  });
});
