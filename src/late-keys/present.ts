// The keys of a call as a coordinator sees them: for whom, why, what became of them; never the key.
import { type Language, languages, say } from '../i18n/index.js';
import { stateOf } from './rules.js';

type Key = { email: string; reason: string; createdAt: number; expiresAt: number; usedAt: number | null };

const tones = { open: 'wait', used: 'good', over: 'plain' } as const;

/** One row a key. */
export function rowsOf(keys: readonly Key[], now: number, language: Language) {
  return keys.map((key) => {
    const state = stateOf(key, now);
    return {
      // The address goes when its person is erased; that a key was given stays.
      email: key.email === '' ? say(language, 'late-keys.erased') : key.email,
      reason: key.reason,
      createdAt: key.createdAt,
      expiresAt: key.expiresAt,
      state: say(language, `late-keys.state.${state}`),
      tone: tones[state],
    };
  });
}

/** The languages a letter can be in. */
export function letterLanguages() {
  return languages.map((one) => ({ value: one.code, label: one.name, lang: one.html }));
}
