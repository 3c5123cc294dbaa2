// Before each file of tests: the chance that is the same every time, and an end for the worlds that are made. Here, as what is
// imported is loaded once for a process: hooks registered in there are those of the first file alone.
import fc from 'fast-check';
import { afterAll, afterEach } from 'vitest';
import { closeWorlds } from './open-worlds.js';

/** Set SEED to try others: `SEED=$RANDOM npx vitest run test/lib`. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 2026) });

afterEach(() => closeWorlds('test'));
afterAll(() => closeWorlds('file'));
