// What is tried at random is the same every time: no change is refused for a text that nobody had thought of before.
import fc from 'fast-check';

/** Set SEED to try others: `SEED=$RANDOM npx vitest run test/lib`. */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 2026) });
