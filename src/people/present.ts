// What the pages about oneself show.
import { type Language, languages } from '../i18n/index.js';

/** The languages to choose from, each under its own name. */
export function languageOptions() {
  return languages.map(({ code, name }) => ({ value: code, label: name }));
}

/** The name a language gives itself. */
export function languageName(language: Language): string {
  return languages.find((one) => one.code === language)?.name ?? language;
}
