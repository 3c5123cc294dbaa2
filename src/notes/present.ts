// Notes as a page shows them: names instead of numbers, newest first.
import { type Language, say } from '../i18n/index.js';
import { withNames } from './rules.js';
import type { Notes } from './service.js';

/** The notes on a file, and the names one may write behind an @. */
export function notesPart({ notes, colleagues, everybody, isNamed }: Notes, language: Language) {
  const names = new Map(everybody.map(({ id, name }) => [id, name]));
  const nobody = say(language, 'notes.somebody');
  return {
    items: notes.map((note) => ({
      at: note.at,
      by: note.name || nobody,
      text: withNames(note.words, (id) => names.get(id) ?? nobody),
    })),
    names: colleagues.map(({ name }) => `@${name}`),
    isNamed,
  };
}

/** A note for the person it is about: the words, with no name of a colleague in them. */
export function wordsForSubject(words: string, language: Language): string {
  return withNames(words, () => say(language, 'notes.colleague'));
}
