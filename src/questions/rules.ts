// What criteria or questions lack before people may be marked by them: pure functions.
import type { Rubric, TextLanguage } from '../calls/form.js';
import type { TextKey } from '../i18n/index.js';
import { fieldOf, type Kind, type Part } from './form.js';

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

/**
 * What keeps people from being marked by them, as text keys by the field of their form: words missing in one of these
 * languages, too few, or none that weighs anything.
 */
export function problemsOf(
  kind: Kind,
  criteria: Rubric,
  languages: readonly TextLanguage[],
  least: number,
): Record<string, TextKey> {
  const problems: Record<string, TextKey> = {};
  for (const { index, part, language } of blanksIn(criteria, languages))
    problems[fieldOf(kind, index, part, language)] = 'form.required';
  const wrong = wrongWith(criteria, least);
  const at = wrong === 'no_weight' ? `${kind}0Weight` : fieldOf(kind, criteria.length, 'Name', 'sq');
  if (wrong) problems[at] = kind === 'criterion' ? `calls.gap.rubric.${wrong}` : `questions.problem.${wrong}`;
  return problems;
}
