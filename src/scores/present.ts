// Cards, rubric and progress in words. What a reader's page says is made here from facts that name nobody.
import { recommendations } from '../../db/schema/scores.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import { type Exact, type Figures, hundredths } from './rules.js';
import type { fileOf, mine, opened, progress } from './service.js';

type Opened = ReturnType<typeof opened>;
type Progress = ReturnType<typeof progress>;

const letters = 'ABCDEFGH';

/** "2.75", exact but for the last digit. */
export function exactText(value: Exact, language: Language): string {
  return printDecimal(hundredths(value) * 100, { minDecimals: 2, separator: language === 'en' ? '.' : ',' });
}

/** "2.5": a band, from halves. */
export function bandText(halves: number, language: Language): string {
  return printDecimal(halves * 5000, { minDecimals: 1, separator: language === 'en' ? '.' : ',' });
}

/** Mean, median, range and number as a row shows them; blank without a card. */
export function figuresText(figures: Figures | undefined, language: Language) {
  return {
    mean: figures ? exactText(figures.mean, language) : '',
    median: figures ? exactText(figures.median, language) : '',
    range: figures ? exactText(figures.range, language) : '',
    n: figures?.n ?? 0,
  };
}

/** The reader's list. */
export function listOf(rows: ReturnType<typeof mine>, language: Language) {
  const tones = { undeclared: 'wait', waiting: 'plain', open: 'active', locked: 'plain' } as const;
  return rows.map(({ id, phase, isIn, isBegun }) => {
    const word = phase === 'open' ? (isIn ? 'in' : isBegun ? 'begun' : 'open') : phase;
    return {
      id,
      state: say(language, `scores.phase.${word}`),
      tone: word === 'in' ? 'good' : tones[phase],
    };
  });
}

/** The reader's page. */
export function cardPage(file: Opened, language: Language, around: { next: number | null; left: number }) {
  const { call, card, facts } = file;
  const words = textLanguage(language);
  return {
    id: file.id,
    phase: file.phase,
    isUndeclared: file.phase === 'undeclared',
    isWaiting: file.phase === 'waiting',
    isLocked: file.phase === 'locked',
    isOpen: file.phase === 'open',
    isIn: card?.submittedAt != null,
    lang: file.language,
    letter: file.text?.letter ?? '',
    experience: file.text?.experience ?? '',
    facts: facts ? factRows(facts, language) : [],
    criteria: call.rubric.map((criterion) => ({
      field: `mark_${criterion.key}`,
      name: criterion.name[words],
      hint: criterion.hint[words],
      weighsNothing: criterion.weight === 0,
      options: criterion.marks.map((mark, value) => ({
        value: String(value),
        label: say(language, 'scores.mark', { value, words: mark[words] }),
      })),
    })),
    recommendations: recommendations.map((value) => ({
      value,
      label: say(language, `scores.recommendation.${value}`),
    })),
    others: (file.others ?? []).map((other, index) => ({
      title: say(language, 'scores.reader', { letter: letters[index] ?? '' }),
      rows: marksRows(call.rubric, other.marks, language),
      recommendation: other.recommendation
        ? say(language, `scores.recommendation.${other.recommendation}`)
        : '',
      comment: other.comment,
    })),
    showsOthers: file.others !== undefined,
    version: card?.version ?? 0,
    next: around.next,
    left: around.left,
  };
}

/** What stands in the fields of a card. */
export function cardValues({ card }: Pick<Opened, 'card'>): Record<string, string> {
  const marks = Object.entries(card?.marks ?? {}).map(([key, mark]) => [`mark_${key}`, String(mark)]);
  return {
    ...Object.fromEntries(marks),
    recommendation: card?.recommendation ?? '',
    comment: card?.comment ?? '',
  };
}

function factRows(facts: NonNullable<Opened['facts']>, language: Language) {
  const { previousInternship, studyYear, programmeYears, profile } = facts;
  const label = (fact: string) => say(language, `eligibility.fact.${fact}`);
  const word = (fact: string, value: string | null) =>
    value === null ? '' : say(language, `eligibility.value.${fact}.${value}`);
  const level = (fact: string, value: string | null) => ({
    label: say(language, `applications.field.${fact}`),
    value: word('serbianLevel', value),
  });
  const year =
    studyYear && programmeYears
      ? say(language, 'scores.year', { year: studyYear, of: programmeYears })
      : (studyYear ?? '');
  return [
    { label: label('previousInternship'), value: word('previousInternship', previousInternship) },
    { label: label('studyYear'), value: year },
    { label: label('profile'), value: word('profile', profile) },
    level('serbianLevel', facts.serbianLevel),
    level('albanianLevel', facts.albanianLevel),
    level('englishLevel', facts.englishLevel),
  ];
}

function marksRows(
  rubric: Opened['call']['rubric'],
  marks: Readonly<Record<string, number>>,
  language: Language,
) {
  const words = textLanguage(language);
  return rubric.map(({ key, name }) => ({ label: name[words], value: String(marks[key] ?? '–') }));
}

/** How the reading of a call goes, a row a file. */
export function progressPage({ call, lock, files, changes }: Progress, language: Language) {
  const tones = { waiting: 'plain', split: 'bad', ready: 'good' } as const;
  const inReview = files.filter(({ state }) => state === 'in_review');
  const count = (standing: string) => files.filter((file) => file.standing === standing).length;
  return {
    id: call.id,
    total: files.length,
    ready: count('ready'),
    split: count('split'),
    waiting: count('waiting'),
    letters: files.filter(({ hasLetter }) => hasLetter === 0).length,
    lockedAt: lock?.lockedAt ?? null,
    revealedAt: lock?.revealedAt ?? null,
    mayLock: !lock && inReview.length > 0 && inReview.every(({ standing }) => standing !== 'waiting'),
    mayReveal: lock !== undefined && lock.revealedAt === null,
    files: files.map((file) => ({
      id: file.id,
      reference: file.reference ?? '',
      name: file.name ?? '',
      hasLetter: file.hasLetter === 1,
      readers: file.readers.map((row) => ({
        name: row.name,
        state: say(language, `scores.done.${row.submittedAt ? 'in' : row.begun === 1 ? 'begun' : 'open'}`),
        isThird: row.role === 'third',
      })),
      ...figuresText(file.figures, language),
      standing: say(language, `scores.standing.${file.standing}`),
      tone: tones[file.standing],
    })),
    changes: changesRows(changes, language),
  };
}

/** What was changed after the lock, a line each. */
export function changesRows(changes: Progress['changes'], language: Language) {
  return changes.map((change) => ({
    at: change.at,
    reference: change.reference ?? '',
    reader: change.reader,
    afterReveal: change.afterReveal,
    text: say(language, 'scores.change', {
      before: marksText(change.before, change.recommendationBefore, language),
      after: marksText(change.after, change.recommendationAfter, language),
    }),
  }));
}

function marksText(
  marks: Readonly<Record<string, number>>,
  recommendation: string | null,
  language: Language,
): string {
  const word = recommendation ? say(language, `scores.recommendation.${recommendation}`) : '–';
  return [...Object.values(marks).map(String), word].join(' · ');
}

/** One file with its cards, as the coordinator sees it. */
export function filePage({ call, lock, file, cards, note }: ReturnType<typeof fileOf>, language: Language) {
  return {
    id: file.id,
    callId: call.id,
    reference: file.reference ?? '',
    ...figuresText(file.figures, language),
    isSplit: file.isSplit,
    standing: say(language, `scores.standing.${file.standing}`),
    tone: { waiting: 'plain', split: 'bad', ready: 'good' }[file.standing],
    mayAskThird: !lock && file.standing === 'split' && !file.readers.some(({ role }) => role === 'third'),
    isLocked: lock !== undefined,
    note: note ?? '',
    cards: cards.map((card, index) => ({
      readingId: card.readingId,
      title: say(language, card.role === 'third' ? 'scores.reader_third' : 'scores.reader', {
        letter: letters[index] ?? '',
      }),
      rows: [
        ...marksRows(call.rubric, card.marks, language),
        {
          label: say(language, 'scores.field.recommendation'),
          value: card.recommendation ? say(language, `scores.recommendation.${card.recommendation}`) : '',
        },
        { label: say(language, 'scores.field.comment'), value: card.comment },
      ],
      isReopened: card.reopenedAt !== null,
    })),
  };
}
