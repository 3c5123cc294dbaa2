// What criteria or questions lack before people may be marked by them: pure functions.
import type { Rubric, TextLanguage } from '../calls/form.js';
import type { Part } from './form.js';

/** So few questions tell nobody apart. */
export const QUESTIONS_LEAST = 3;

/** The words that are missing in these languages: a name and what each mark means; a hint need not be there. */
export function blanksIn(
  criteria: Rubric,
  languages: readonly TextLanguage[],
): { index: number; part: Part; language: TextLanguage }[] {
  return criteria.flatMap(({ name, marks }, index) => {
    const parts = [['Name', name], ...marks.map((mark, value) => [`Mark${value}`, mark])] as [
      Part,
      Rubric[number]['name'],
    ][];
    return languages.flatMap((language) =>
      parts.flatMap(([part, words]) => (words[language] === '' ? [{ index, part, language }] : [])),
    );
  });
}

/** What is wrong with all of them together; null when nothing is. */
export function wrongWith(criteria: Rubric, least: number): 'too_few' | 'no_weight' | null {
  if (criteria.length < least) return 'too_few';
  return criteria.some(({ weight }) => weight > 0) ? null : 'no_weight';
}
