// What a call still lacks before it may be published, and what may change once it is: pure functions.
import type { Conditions } from '../eligibility/rules.js';
import { localDate } from '../lib/time.js';
import { blanksIn, QUESTIONS_LEAST, wrongWith } from '../questions/rules.js';
import {
  type CallText,
  RUBRIC_LEAST,
  type Rubric,
  type TextField,
  type TextLanguage,
  textFields,
  textLanguages,
  type Words,
} from './form.js';

export type TextRow = CallText & { language: TextLanguage; fallsBackTo: TextLanguage | null };
type Written = {
  opensAt: number;
  closesAt: number;
  contactName: Words;
  conditions: Conditions;
  requiredDocuments: readonly string[];
  rubric: Rubric;
};

/** One thing that is missing or wrong, and on which page it is put right. */
export type Gap =
  | { page: 'text'; language: TextLanguage; problem: 'fields'; fields: TextField[] }
  | { page: 'text'; language: TextLanguage; problem: 'fallback' }
  | { page: 'settings'; problem: 'deadline_past' | 'documents' }
  | { page: 'settings'; problem: 'contact'; language: TextLanguage }
  | { page: 'rubric' | 'questions'; problem: 'too_few' | 'no_weight' }
  | { page: 'rubric' | 'questions'; problem: 'words'; criterion: number; language: TextLanguage };

/** The text fields this call must have in a language of its own; notes only where the conditions speak of it. */
function requiredFields(conditions: Conditions): TextField[] {
  const notes: Partial<Record<TextField, boolean>> = {
    priorityNote: conditions.priority !== null || conditions.advantage.serbian,
    encouragedNote: conditions.encouraged.firstInternship,
  };
  return (Object.keys(textFields) as TextField[]).filter((field) => notes[field] ?? true);
}

/** The fields a language lacks; none when it falls back on purpose. */
export function missingFields(
  texts: readonly TextRow[],
  language: TextLanguage,
  conditions: Conditions,
): TextField[] {
  const row = texts.find((text) => text.language === language);
  if (row?.fallsBackTo) return [];
  return requiredFields(conditions).filter((field) => !row?.[field]);
}

/** The languages that have a text of their own. */
export function ownLanguages(texts: readonly TextRow[]): TextLanguage[] {
  return textLanguages.filter((language) => !texts.find((text) => text.language === language)?.fallsBackTo);
}

/** True when a language may show another one's text: the other is written and shows its own. */
export function mayFallBack(texts: readonly TextRow[], language: TextLanguage, to: TextLanguage): boolean {
  const target = texts.find((text) => text.language === to);
  const nobodyLeansOnIt = !texts.some((text) => text.language !== language && text.fallsBackTo === language);
  return to !== language && target !== undefined && target.fallsBackTo === null && nobodyLeansOnIt;
}

/**
 * Everything that stands between this call and being published; none: it may be. `now` in epoch milliseconds;
 * `questions` of its interviews, where it has its own.
 * Source: "Publishing is blocked until each language is complete or marked as falling back."
 */
export function gapsOf(call: Written, texts: readonly TextRow[], now: number, questions: Rubric = []): Gap[] {
  const own = ownLanguages(texts);
  return [
    ...textLanguages.flatMap((language) => textGaps(texts, language, call.conditions)),
    ...(call.closesAt <= now ? [{ page: 'settings', problem: 'deadline_past' } as const] : []),
    ...(call.requiredDocuments.length === 0 ? [{ page: 'settings', problem: 'documents' } as const] : []),
    ...own
      .filter((language) => call.contactName[language] === '')
      .map((language) => ({ page: 'settings', problem: 'contact', language }) as const),
    ...markedGaps('rubric', call.rubric, own),
    ...(questions.length > 0 ? markedGaps('questions', questions, own) : []),
  ];
}

/** What nothing forbids, and what is yet hardly meant: left over from the call this one was copied from. */
export type Doubt =
  | { page: 'text'; language: TextLanguage; problem: 'year'; fields: TextField[]; year: number }
  | { page: 'settings'; problem: 'example' };

/** Texts that speak of this call's own days; the others may well tell of the past. */
const datedFields = ['title', 'summary', 'howToApply', 'afterwards'] as const satisfies TextField[];
/** Domains that exist for examples alone (RFC 2606): nobody reads what is sent there. */
const exampleDomain = /[@.](?:example(?:\.(?:com|net|org))?|test|invalid|localhost)$/i;

/** What a person should look at before publishing: a year before the opening one, an address that is an example. */
export function doubtsOf(
  call: Pick<Written, 'opensAt'> & { contactEmail: string },
  texts: readonly TextRow[],
): Doubt[] {
  const opening = Number(localDate(call.opensAt).slice(0, 4));
  const earlier = (text: string) =>
    [...text.matchAll(/\b20\d\d\b/g)].map(([year]) => Number(year)).find((year) => year < opening);
  const dated = textLanguages.flatMap((language): Doubt[] => {
    const row = texts.find((text) => text.language === language && text.fallsBackTo === null);
    const fields = row ? datedFields.filter((field) => earlier(row[field]) !== undefined) : [];
    const [first] = fields;
    const year = row && first && earlier(row[first]);
    return year === undefined ? [] : [{ page: 'text', language, problem: 'year', fields, year }];
  });
  return exampleDomain.test(call.contactEmail) ? [...dated, { page: 'settings', problem: 'example' }] : dated;
}

function textGaps(texts: readonly TextRow[], language: TextLanguage, conditions: Conditions): Gap[] {
  const to = texts.find((text) => text.language === language)?.fallsBackTo;
  if (to) return mayFallBack(texts, language, to) ? [] : [{ page: 'text', language, problem: 'fallback' }];
  const fields = missingFields(texts, language, conditions);
  return fields.length > 0 ? [{ page: 'text', language, problem: 'fields', fields }] : [];
}

function markedGaps(
  page: 'rubric' | 'questions',
  criteria: Rubric,
  languages: readonly TextLanguage[],
): Gap[] {
  const wrong = wrongWith(criteria, page === 'rubric' ? RUBRIC_LEAST : QUESTIONS_LEAST);
  if (wrong === 'too_few') return [{ page, problem: wrong }];
  const blanks = blanksIn(criteria, languages);
  const words = criteria.flatMap((_one, index) =>
    languages
      .filter((language) => blanks.some((blank) => blank.index === index && blank.language === language))
      .map((language) => ({ page, problem: 'words', criterion: index + 1, language }) as const),
  );
  return wrong ? [...words, { page, problem: wrong }] : words;
}

type Promised = { opensAt: number; closesAt: number; slug: string; requiredDocuments: readonly string[] };

/**
 * What may not change any more once people rely on it: the address, an opening that has been, a deadline except
 * to a later day while the call runs, more required documents. Answers with a text key by field.
 */
export function brokenPromises(before: Promised, after: Promised, now: number): Record<string, string> {
  const problems: Record<string, string> = {};
  if (after.slug !== before.slug) problems.slug = 'calls.form.slugKept';
  if (after.opensAt !== before.opensAt && (before.opensAt <= now || after.opensAt <= now)) {
    problems.opensOn = 'calls.form.openingKept';
  }
  if (after.closesAt < before.closesAt) problems.closesOn = 'calls.form.onlyLater';
  if (after.closesAt > before.closesAt && before.closesAt < now)
    problems.closesOn = 'calls.form.alreadyClosed';
  if (after.requiredDocuments.some((slot) => !before.requiredDocuments.includes(slot))) {
    problems.requiredDocuments = 'calls.form.noMoreDocuments';
  }
  return problems;
}
