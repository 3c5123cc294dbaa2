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

/** True when signing in leads on to beginning an application: then the page says that it begins here. */
export function leadsToApplying(next: string): boolean {
  return /^\/calls\/[^/?#]+\/apply$/.test(next);
}
