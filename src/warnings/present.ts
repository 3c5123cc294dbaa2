// Warnings in words, each with the field it stands beside.
import { type Language, say } from '../i18n/index.js';
import type { Warning } from './rules.js';

/** Warnings as a page shows them. A filing keeps no words they were found in: the sentence then ends before them. */
export function warningRows(
  language: Language,
  warnings: readonly Pick<Warning, 'code' | 'section' | 'field' | 'words'>[],
) {
  return warnings.map(({ code, section, field, words }) => ({
    section,
    field,
    text: say(language, `warnings.found.${code}`, { words: words ?? 'none' }),
  }));
}
