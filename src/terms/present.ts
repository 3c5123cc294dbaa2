// Terms of the courts that await an interpreter, in all three languages.
import { type Language, say, type TextKey } from '../i18n/index.js';
import { toConfirm } from '../lib/terms.js';

const languages = ['sq', 'sr', 'en'] as const;

/** A row each: the term in every language, and which of them await. */
export function awaiting(language: Language) {
  return toConfirm.map(({ list, code, languages: open }) => ({
    list: say(language, `terms.list.${list}`),
    code,
    words: languages.map((one) => ({
      language: one,
      name: say(language, `terms.language.${one}`),
      text: say(one, `terms.${list}.${code}` as TextKey),
      isOpen: (open as readonly string[]).includes(one),
    })),
  }));
}
