// A call as its readers see it: in their language, with its dates and states in words.
import { conditionSentences, institutionName } from '../eligibility/present.js';
import type { Conditions } from '../eligibility/rules.js';
import { collator, dateTime } from '../i18n/format.js';
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
type Contact = { contactName: Words; contactEmail: string; contactPhone: string };
type Institution = { id: string; nameSq: string; nameSr: string; nameEn: string };
type Shown = Dates &
  Contact & {
    slug: string;
    places: number | null;
    monthsMin: number;
    monthsMax: number;
    requiredDocuments: string[];
    optionalDocuments: string[];
    sample: boolean;
  };

/** Whether one may apply: not yet, now, quietly still (a draft begun in time), or no more. */
export function statusOf(call: Dates, now: number): 'upcoming' | 'open' | 'grace' | 'closed' {
  return now < call.opensAt ? 'upcoming' : mayStill(now, call.closesAt, call.graceMinutes);
}

const fieldNames = Object.keys(textFields) as TextField[];

/**
 * The text of a call for a reader. Where their language has none, another one's stands in: `fellBack` is then
 * true and `lang` says which language it is. Blank fields stay blank.
 */
export function callText(
  texts: readonly TextRow[],
  language: Language,
): { text: CallText; lang: string; language: TextLanguage; fellBack: boolean } {
  const wanted = textLanguage(language);
  const order = [
    texts.find((row) => row.language === wanted)?.fallsBackTo ?? wanted,
    wanted,
    ...textLanguages,
  ];
  const found = order
    .map((code) => texts.find((row) => row.language === code && row.title !== ''))
    .find(Boolean);
  const shown = found?.language ?? wanted;
  const inCyrillic = language === 'sr-Cyrl' && shown === 'sr';
  const write = (words: string) => (inCyrillic ? toCyrillic(words) : words);
  const text = Object.fromEntries(fieldNames.map((name) => [name, write(found?.[name] ?? '')])) as CallText;
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
export function contactOf(call: Contact, language: Language): { name: string; email: string; phone: string } {
  return { name: wordsFor(call.contactName, language), email: call.contactEmail, phone: call.contactPhone };
}

/** The one sentence about the dates that fits the hour: opens on, apply until, was open until. */
export function deadlineText(call: Dates, now: number, language: Language): string {
  const status = statusOf(call, now);
  if (status === 'upcoming')
    return say(language, 'calls.status.opens', { date: dateTime(language, call.opensAt) });
  const key = status === 'open' ? 'calls.status.until' : 'calls.status.closed_on';
  return say(language, key, { date: dateTime(language, call.closesAt) });
}

/** A call as one entry of a list. */
export function cardOf(call: Shown, texts: readonly TextRow[], now: number, language: Language) {
  const { text, lang } = callText(texts, language);
  return {
    url: `/calls/${call.slug}`,
    title: text.title,
    summary: text.summary,
    lang,
    status: statusOf(call, now),
    closesText: deadlineText(call, now, language),
  };
}

/** Calls in the three lists of the public pages: open now, coming, over. */
export function listsOf(
  calls: readonly (Shown & { id: number })[],
  texts: ReadonlyMap<number, TextRow[]>,
  now: number,
  language: Language,
) {
  const cards = calls.map((call) => cardOf(call, texts.get(call.id) ?? [], now, language));
  return {
    open: cards.filter((card) => card.status === 'open').reverse(),
    upcoming: cards.filter((card) => card.status === 'upcoming').reverse(),
    past: cards.filter((card) => card.status === 'closed' || card.status === 'grace'),
  };
}

type Block = { paragraph: string } | { list: string[] };

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

/** Everything the public page of a call shows, ready-made. */
export function pageOf(
  call: Shown,
  texts: readonly TextRow[],
  conditions: Conditions,
  institutions: readonly Institution[],
  now: number,
  language: Language,
) {
  const { text, lang, fellBack, language: shown } = callText(texts, language);
  const status = statusOf(call, now);
  const order = collator(language);
  return {
    slug: call.slug,
    sample: call.sample,
    title: text.title,
    summary: text.summary,
    lang,
    fellBack: fellBack ? say(language, `calls.fellBack.${shown}`) : '',
    status,
    statusWord: say(language, `calls.status.word.${status}`),
    deadline: deadlineText(call, now, language),
    text: Object.fromEntries(fieldNames.map((name) => [name, blocksOf(text[name])])) as Record<
      TextField,
      Block[]
    >,
    ...conditionSentences(conditions, language),
    institutions: institutions.map((one) => institutionName(one, language)).sort(order.compare),
    documents: [
      ...call.requiredDocuments.map((slot) => say(language, `calls.document.${slot}`)),
      ...call.optionalDocuments.map((slot) =>
        say(language, 'calls.document.optional', { document: say(language, `calls.document.${slot}`) }),
      ),
    ],
    facts: [
      { label: say(language, 'calls.show.opens'), value: dateTime(language, call.opensAt) },
      { label: say(language, 'calls.show.closes'), value: dateTime(language, call.closesAt) },
      {
        label: say(language, 'calls.show.length'),
        value: say(language, 'calls.show.months', { min: call.monthsMin, max: call.monthsMax }),
      },
      ...(call.places === null
        ? []
        : [{ label: say(language, 'calls.show.places'), value: String(call.places) }]),
    ],
    contact: contactOf(call, language),
  };
}
