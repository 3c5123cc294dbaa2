// What is marked from 0 to 4 as its form holds it: the criteria of a file's rubric, and the questions of an interview.
import { z } from 'zod';
import { RUBRIC_MOST, type Rubric, type TextLanguage, textLanguages, type Words } from '../calls/form.js';
import { integer, longText, text } from '../lib/fields.js';

/** What a form asks for, by the first part of its fields' names, with the most there may be. */
const most = { criterion: RUBRIC_MOST, question: 6 } as const;
export type Kind = keyof typeof most;

const WEIGHT_MOST = 10;
const marks = [0, 1, 2, 3, 4] as const;
const capital = { sq: 'Sq', sr: 'Sr', en: 'En' } as const;
export type Part = 'Name' | 'Hint' | 'Mark0' | 'Mark1' | 'Mark2' | 'Mark3' | 'Mark4';

/** The name of a field: `criterion0NameSq`, `question0Mark3En`. */
export function fieldOf(kind: Kind, index: number, part: Part, language: TextLanguage): string {
  return `${kind}${index}${part}${capital[language]}`;
}

const indexes = (kind: Kind) => Array.from({ length: most[kind] }, (_none, index) => index);

function formOf(kind: Kind) {
  const fields = indexes(kind).flatMap((index) => [
    [`${kind}${index}Weight`, integer({ min: 0, max: WEIGHT_MOST })] as const,
    ...textLanguages.flatMap((language) => [
      [fieldOf(kind, index, 'Name', language), text({ max: kind === 'question' ? 300 : 120 })] as const,
      [fieldOf(kind, index, 'Hint', language), longText({ max: 500 })] as const,
      ...marks.map(
        (mark) => [fieldOf(kind, index, `Mark${mark}`, language), longText({ max: 500 })] as const,
      ),
    ]),
  ]);
  return z.object(
    Object.fromEntries([['version', text({ max: 64 })], ...fields]) as Record<
      string,
      z.ZodType<string | number | null, unknown>
    >,
  );
}

/** A place left wholly blank is not kept. */
export const RubricForm = formOf('criterion');
export const QuestionsForm = formOf('question');

type Input = Readonly<Record<string, string | number | null | undefined>>;

/** What was typed, without places left blank. Keys that were there before stay theirs; a new one is nobody else's. */
export function criteriaFrom(kind: Kind, input: Input, before: Rubric): Rubric {
  const words = (index: number, part: Part) =>
    Object.fromEntries(
      textLanguages.map((language) => [language, String(input[fieldOf(kind, index, part, language)] ?? '')]),
    ) as Words;
  const unused = indexes(kind)
    .map((index) => `${kind}${index + 1}`)
    .concat(`${kind}${most[kind] + 1}`)
    .filter((key) => !before.some((one) => one.key === key));
  return indexes(kind)
    .map((index) => ({
      key: before[index]?.key ?? unused.shift() ?? `${kind}${index + 1}`,
      weight: Number(input[`${kind}${index}Weight`] ?? 1),
      name: words(index, 'Name'),
      hint: words(index, 'Hint'),
      marks: marks.map((mark) => words(index, `Mark${mark}`)) as Rubric[number]['marks'],
    }))
    .filter(({ name, hint, marks: anchors }) =>
      [name, hint, ...anchors].some((said) => Object.values(said).some((word) => word !== '')),
    );
}

/** The criteria or questions as their form holds them, the last places blank. */
export function criteriaValues(kind: Kind, criteria: Rubric): Record<string, string> {
  const values: Record<string, string> = {};
  for (const index of indexes(kind)) {
    const one = criteria[index];
    values[`${kind}${index}Weight`] = String(one?.weight ?? 1);
    for (const language of textLanguages) {
      values[fieldOf(kind, index, 'Name', language)] = one?.name[language] ?? '';
      values[fieldOf(kind, index, 'Hint', language)] = one?.hint[language] ?? '';
      for (const mark of marks)
        values[fieldOf(kind, index, `Mark${mark}`, language)] = one?.marks[mark][language] ?? '';
    }
  }
  return values;
}

/** The fields of a form, in the order of the page; a folded place is called by its name in `spoken`. */
export function placesOf(kind: Kind, spoken: TextLanguage) {
  return indexes(kind).map((index) => {
    const weight = `${kind}${index}Weight`;
    const texts = textLanguages.map((language, position) => {
      const nameField = fieldOf(kind, index, 'Name', language);
      const hintField = fieldOf(kind, index, 'Hint', language);
      const rows = marks.map((mark) => ({ mark, field: fieldOf(kind, index, `Mark${mark}`, language) }));
      const fields = [nameField, hintField, ...rows.map(({ field }) => field)];
      return { language, first: position === 0, nameField, hintField, marks: rows, fields };
    });
    return {
      number: index + 1,
      first: index === 0,
      weight,
      texts,
      titleField: fieldOf(kind, index, 'Name', spoken),
      fields: [weight, ...texts.flatMap(({ fields }) => fields)],
    };
  });
}
