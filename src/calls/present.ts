// A call as its readers see it: in their language, with its dates and states in words.
import { dateTime, longDate } from '../i18n/format.js';
import { type Language, languages, say, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { mayStill } from '../lib/time.js';
import {
  type CallText,
  type TextField,
  type TextLanguage,
  textFields,
  textLanguages,
  type Words,
} from './form.js';

type TextRow = CallText & { language: TextLanguage; fallsBackTo: TextLanguage | null };
type Dates = { opensAt: number; closesAt: number; graceMinutes: number };

/** Whether one may apply: not yet, now, quietly still (a draft begun in time), or no more. */
export function statusOf(call: Dates, now: number): 'upcoming' | 'open' | 'grace' | 'closed' {
  return now < call.opensAt ? 'upcoming' : mayStill(now, call.closesAt, call.graceMinutes);
}

const names = Object.keys(textFields) as TextField[];

/**
 * The text of a call for a reader. Where their language has none, another one's stands in: `fellBack` is then
 * true and `lang` says which language it is. Blank fields stay blank.
 */
export function callText(
  texts: readonly TextRow[],
  language: Language,
): { text: CallText; lang: string; language: TextLanguage; fellBack: boolean } {
  const wanted = textLanguage(language);
  const own = texts.find((text) => text.language === wanted);
  const order = [own?.fallsBackTo ?? wanted, wanted, ...textLanguages];
  const found = order
    .map((code) => texts.find((text) => text.language === code && text.title !== ''))
    .find(Boolean);
  const shown = found?.language ?? wanted;
  const inCyrillic = language === 'sr-Cyrl' && shown === 'sr';
  const write = (words: string) => (inCyrillic ? toCyrillic(words) : words);
  const text = Object.fromEntries(names.map((name) => [name, write(found?.[name] ?? '')])) as CallText;
  const lang = htmlLanguage(inCyrillic ? 'sr-Cyrl' : shown);
  return { text, lang, language: shown, fellBack: shown !== wanted };
}

function htmlLanguage(code: Language): string {
  return languages.find((one) => one.code === code)?.html ?? code;
}

/** What is kept in three languages, for one reader; another language stands in for a blank. */
export function wordsFor(words: Words, language: Language): string {
  const wanted = textLanguage(language);
  const shown = [wanted, ...textLanguages].find((code) => words[code] !== '') ?? wanted;
  return language === 'sr-Cyrl' && shown === 'sr' ? toCyrillic(words[shown]) : words[shown];
}

/** Whom to ask about a call. */
export function contactOf(
  call: { contactName: Words; contactEmail: string; contactPhone: string },
  language: Language,
): { name: string; email: string; phone: string } {
  return { name: wordsFor(call.contactName, language), email: call.contactEmail, phone: call.contactPhone };
}

/** The one sentence about the dates that fits the day: opens on, apply until, closed on. */
export function deadlineText(call: Dates, now: number, language: Language): string {
  const status = statusOf(call, now);
  if (status === 'upcoming')
    return say(language, 'calls.status.opens', { date: dateTime(language, call.opensAt) });
  const closes = dateTime(language, call.closesAt);
  return say(
    language,
    status === 'closed' || status === 'grace' ? 'calls.status.closed_on' : 'calls.status.until',
    { date: closes },
  );
}

/** "Thursday, 5 November 2026" of an instant; the day alone. */
export function dayText(language: Language, instant: number): string {
  return longDate(language, instant);
}

export type Block = { paragraph: string } | { list: string[] };

/** Text of several lines as paragraphs and lists; lines that begin with "- " are rows of a list. */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => partsOf(part.split('\n')));
}

function partsOf(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    if (line.startsWith('- ')) {
      const row = line.slice(2).trim();
      if (last && 'list' in last) last.list.push(row);
      else blocks.push({ list: [row] });
    } else if (last && 'paragraph' in last) last.paragraph += `\n${line}`;
    else blocks.push({ paragraph: line });
  }
  return blocks;
}
