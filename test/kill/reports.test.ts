// A short run of the script; `npm run kill:reports` goes all hundred rounds.
import { expect, test } from 'vitest';
import { killReports } from './reports.js';

test('killed, signed out or cut off while a report is typed: every field acknowledged is there, nothing is stuck', async () => {
  const outcome = await killReports(3, 7);

  expect(outcome).toEqual({
    rounds: 3,
    acknowledged: outcome.acknowledged,
    repeated: 12 - outcome.acknowledged,
    lost: 0,
    stuck: 0,
    integrity: 'ok, no orphans, history whole',
  });
});
