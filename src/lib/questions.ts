// Owns questions as data: what may be answered, when a question is asked, and the reading of what was typed.
import { checkbox, choice, choices, integer, isoDate, localTime, longText, text } from './fields.js';

/** Every name here must have one of these answers, or the question is not asked. */
export type Condition = Readonly<Record<string, readonly string[]>>;

export type Question = {
  name: string;
  /** `pick`: one of what is known of this very thing, which its service checks. */
  kind: 'choice' | 'choices' | 'pick' | 'text' | 'long' | 'time' | 'day' | 'whole' | 'tick';
  /** The codes of a choice, and the stem of the keys that name them. */
  of?: readonly string[];
  words?: string;
  max?: number;
  when?: Condition;
  /** May stay unanswered. */
  optional?: true;
  /** Words that may identify somebody: encrypted where they are kept. */
  sealed?: true;
  /** A choice that opens, where its answers side by side would take too much room. */
  list?: true;
};

export type Answers = Readonly<Record<string, unknown>>;

/** Makes questions with one answer of several: `words` is the stem of the keys that name the codes, below `stem`. */
export const askedAs =
  (stem: string) =>
  (name: string, of: readonly string[], words: string, more: Partial<Question> = {}): Question => ({
    name,
    kind: 'choice',
    of,
    words: `${stem}.${words}`,
    ...more,
  });

/** True when nothing was answered. */
export function isBlank(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** True when a question is asked, given the answers to the others. Throws nothing. */
export function isAsked(when: Condition | undefined, answers: Answers): boolean {
  return Object.entries(when ?? {}).every(([name, codes]) => {
    const given = answers[name];
    return Array.isArray(given)
      ? given.some((one) => codes.includes(one))
      : codes.includes(String(given ?? ''));
  });
}

const MOST = 200;

function fieldOf({ kind, of = [], max = MOST }: Question) {
  switch (kind) {
    case 'choice':
      return choice(of);
    case 'choices':
      return choices(of);
    case 'time':
      return localTime();
    case 'day':
      return isoDate();
    case 'whole':
      return integer({ min: 0, max });
    case 'tick':
      return checkbox();
    case 'long':
      return longText({ max });
    default:
      return text({ max });
  }
}

export type Problems = Record<string, { key: string; values?: Record<string, string | number> }>;

/**
 * What was typed as answers, by the questions' names; what cannot be one is left out and told as a problem under the
 * name of its field. `prefix` stands before each name in the form. Throws nothing.
 */
export function readAnswers(
  questions: readonly Question[],
  typed: Answers,
  prefix = '',
): { answers: Record<string, unknown>; problems: Problems } {
  const answers: Record<string, unknown> = {};
  const problems: Problems = {};
  for (const question of questions) {
    const field = `${prefix}${question.name}`;
    const read = fieldOf(question).safeParse(typed[field]);
    if (read.success) answers[question.name] = read.data;
    else {
      const [issue] = read.error.issues;
      const values = (issue as { params?: Record<string, number> } | undefined)?.params ?? {};
      problems[field] = { key: issue?.message ?? 'form.invalid', values };
    }
  }
  return { answers, problems };
}

/** Names of the questions that are asked, must be answered and are not. */
export function unanswered(
  questions: readonly Question[],
  answers: Answers,
  all: Answers = answers,
): string[] {
  return questions
    .filter(({ optional, when }) => !optional && isAsked(when, all))
    .map(({ name }) => name)
    .filter((name) => isBlank(answers[name]));
}
