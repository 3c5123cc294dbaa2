// The dry run as a page shows it: each row with what would become of it.
import { importKinds } from '../../db/schema/exchange.js';
import { type Language, say } from '../i18n/index.js';
import { columns, examples, type Kind } from './form.js';
import { mayApply, type Outcome, type Step } from './rules.js';

const tones: Record<Outcome, string> = { new: 'good', change: 'active', same: 'plain', problem: 'bad' };

/** Problems first, then the rows in their order; and whether the file may be applied. */
export function runOf(kind: Kind, steps: readonly Step[], language: Language) {
  const count = (outcome: Outcome) => steps.filter((step) => step.outcome === outcome).length;
  const [bad, good] = [
    steps.filter((step) => step.outcome === 'problem'),
    steps.filter((step) => step.outcome !== 'problem'),
  ];
  return {
    kind: say(language, `exchange.kind.${kind}`),
    mayApply: mayApply(steps),
    problems: bad.length,
    counts: (['new', 'change', 'same', 'problem'] as const).map((outcome) => ({
      label: say(language, `exchange.outcome.${outcome}`),
      count: count(outcome),
    })),
    rows: [...bad, ...good].map((step) => ({
      line: step.line,
      about: step.about,
      outcome: say(language, `exchange.outcome.${step.outcome}`),
      tone: tones[step.outcome],
      details: [
        ...step.problems.map(({ column, problem }) =>
          say(language, 'exchange.row.problem', {
            column,
            problem: say(language, problem.key, problem.values),
          }),
        ),
        ...step.changes.map(({ field, count: times }) =>
          say(language, `exchange.change.${field}`, { count: times }),
        ),
      ],
    })),
  };
}

/** What a file must look like, for the page on which it is chosen. */
export function formatsOf(language: Language) {
  return importKinds.map((kind) => ({
    value: kind,
    label: say(language, `exchange.kind.${kind}`),
    hint: say(language, `exchange.format.${kind}`, {
      columns: columns[kind].join(', '),
      example: examples[kind],
    }),
  }));
}

/** The headings of a file that leaves; it may come back as it left. */
export function headingOf(kind: Kind): string[] {
  const more: Record<Kind, readonly string[]> = {
    cases: ['accused'],
    parties: [],
    hearings: ['against', 'state'],
  };
  return [...columns[kind], ...more[kind]];
}
