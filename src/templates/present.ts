// The texts of letters as staff see them: which are their own, the fields there are, and a sample as it would be read.
import { textLanguages } from '../calls/form.js';
import { date, dateTime, longDate } from '../i18n/format.js';
import { isTextKey, type Language, say } from '../i18n/index.js';
import { toInstant } from '../lib/time.js';
import type { LetterName } from '../mail/letters.js';
import { htmlTag, nameOf } from '../mail/present.js';
import { fieldsOf, isDrafted, sampleOf, templated, type Wording } from '../mail/rules.js';
import type { newestOf, versionsOf } from './queries.js';
import { doubtsAbout, unknownNames } from './rules.js';

type TextLanguage = (typeof textLanguages)[number];
export type Newest = ReturnType<typeof newestOf>[number];

/** True for a language that texts are written in. */
export function isTextLanguage(value: unknown): value is TextLanguage {
  return textLanguages.some((code) => code === value);
}

/** The letters of a call, each with its three texts; where only some are own, `gap` says who gets the standard one. */
export function rowsOf(language: Language, callId: number, newest: readonly Newest[]) {
  const ownOf = (letter: string, code: TextLanguage) =>
    newest.find((row) => row.letter === letter && row.language === code && row.body !== null);
  return templated.map((letter) => {
    const standard = textLanguages.filter((code) => !ownOf(letter, code));
    return {
      name: nameOf(language, letter),
      isDrafted: isDrafted(letter),
      texts: textLanguages.map((code) => {
        const own = ownOf(letter, code);
        return {
          url: `/staff/calls/${callId}/letters/${letter}/${code}`,
          language: say(language, `calls.language.${code}`),
          own: own ? { version: own.version, by: own.by ?? '', at: own.writtenAt } : null,
        };
      }),
      gap:
        standard.length === 0 || standard.length === textLanguages.length
          ? null
          : standard.map((code) => say(language, `templates.gap.${code}`)),
    };
  });
}

/** The fields of a letter with what each means and what it says in the sample. */
export function fieldRows(language: Language, letter: LetterName, sample: Record<string, unknown>) {
  return fieldsOf(letter).map(({ name, kind, inSubject }) => {
    const key = `templates.meaning.${name}`;
    const value = sample[name];
    return {
      name: `{${name}}`,
      meaning: isTextKey(key) ? say(language, key) : '',
      isList: kind === 'list',
      inSubject,
      example: Array.isArray(value) ? value.join('; ') : String(value ?? ''),
    };
  });
}

/** What a letter is filled in with in the sample: invented, dates as the reader's language writes them. */
export function sampleData(
  letter: LetterName,
  language: TextLanguage,
  about: { title: string; baseUrl: string },
): Record<string, unknown> {
  const sample = sampleOf(letter);
  const local: Record<string, unknown> = {
    title: about.title,
    link: `${about.baseUrl}/my/applications/42`,
    submitted: dateTime(language, toInstant('2026-10-22', '10:00')),
    closes: dateTime(language, toInstant('2026-11-05', '23:59')),
    due: longDate(language, toInstant('2026-11-05', '12:00')),
    findings: [say(language, 'templates.sample.finding')],
    items: [say(language, 'templates.sample.item'), say(language, 'templates.sample.question')],
    missing: [
      say(language, 'applications.task.studies'),
      say(language, 'applications.slot.grades_certificate'),
    ],
  };
  const written = Object.entries(sample).map(([name, value]) => [name, dayIn(language, value)]);
  const known = Object.entries(local).filter(([name, value]) => Object.hasOwn(sample, name) && value !== '');
  return { ...Object.fromEntries(written), ...Object.fromEntries(known) };
}

const dayOfSample = /^(?:\w+, )?(\d{1,2} \w+ \d{4})(?:, (\d\d:\d\d) \(Prishtina time\))?$/;

/** A day or an hour of the English sample as `language` writes it; anything else as it is. */
function dayIn(language: TextLanguage, value: unknown): unknown {
  const [whole, day, hour] = (typeof value === 'string' && dayOfSample.exec(value)) || [];
  if (!whole || !day) return value;
  const at = toInstant(new Date(`${day} UTC`).toISOString().slice(0, 10), hour ?? '12:00');
  if (hour) return dateTime(language, at);
  return whole === day ? date(language, at) : longDate(language, at);
}

/** What is wrong with a text, and what to look at again, in sentences. */
export function remarksOn(language: Language, letter: LetterName, wording: Wording) {
  const unknown = unknownNames(letter, wording);
  const list = (names: readonly string[]) => names.map((name) => `{${name}}`).join(', ');
  return {
    problems: (['subject', 'body'] as const)
      .filter((field) => unknown[field].length > 0)
      .map((field) => say(language, `templates.problem.${field}`, { names: list(unknown[field]) })),
    doubts: doubtsAbout(letter, wording).map(({ doubt, names }) =>
      say(language, `templates.doubt.${doubt}`, { names: list(names), count: names.length, link: '{link}' }),
    ),
  };
}

/** The versions of a text, for its page. */
export function versionRows(versions: ReturnType<typeof versionsOf>, language: TextLanguage) {
  return versions.map(({ version, subject, body, by, writtenAt }) => ({
    version,
    subject,
    body,
    by: by ?? '',
    writtenAt,
    lang: htmlTag(language),
  }));
}
