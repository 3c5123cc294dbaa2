// Reasons of decisions in words.
import { type Language, say } from '../i18n/index.js';

/** A reason in words. */
export function reasonText(code: string, language: Language): string {
  return say(language, `decisions.reason.${code}`);
}
