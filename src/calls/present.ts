// A call as its readers see it: in their language, with its dates and states in words.
import { applicationStates } from '../../db/schema/applications.js';
import { documentSlots } from '../../db/schema/documents.js';
import { conditionSentences, decimalSeparator, institutionName } from '../eligibility/present.js';
import type { Conditions } from '../eligibility/rules.js';
import { collator, dateTime } from '../i18n/format.js';
import { type Language, languages, say, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { printDecimal } from '../lib/decimal.js';
import { type Block, blocksOf } from '../lib/prose.js';
import { localDate, mayStill } from '../lib/time.js';
import {
  bachelorYears,
  type CallSettings,
  type CallText,
  exams,
  profiles,
  type Rubric,
  type TextField,
  type TextLanguage,
  textFields,
  textLanguages,
  type Words,
} from './form.js';
import { type Doubt, doubtsOf, type Gap, gapsOf, missingFields, type TextRow } from './rules.js';

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
function wordsFor(words: Words, language: Language): string {
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
function cardOf(call: Shown, texts: readonly TextRow[], now: number, language: Language) {
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

/** Where somebody else's text differs from mine: the label of each field, and what it says now. */
export function differences<Name extends string>(
  names: readonly Name[],
  told: (name: Name) => [label: string, theirs: string, mine: string],
): { label: string; text: string }[] {
  return names
    .map(told)
    .filter(([, theirs, mine]) => theirs !== mine)
    .map(([label, text]) => ({ label, text }));
}

type SettingsPart = Dates &
  Contact & {
    slug: string;
    places: number | null;
    monthsMin: number;
    monthsMax: number;
    requiredDocuments: string[];
    optionalDocuments: string[];
    settings: CallSettings;
  };

/** The settings of a call as its form holds them. */
export function settingsValues(part: SettingsPart) {
  return {
    slug: part.slug,
    opensOn: localDate(part.opensAt),
    closesOn: localDate(part.closesAt),
    graceMinutes: String(part.graceMinutes),
    places: part.places === null ? '' : String(part.places),
    monthsMin: String(part.monthsMin),
    monthsMax: String(part.monthsMax),
    contactNameSq: part.contactName.sq,
    contactNameSr: part.contactName.sr,
    contactNameEn: part.contactName.en,
    contactEmail: part.contactEmail,
    contactPhone: part.contactPhone,
    requiredDocuments: part.requiredDocuments,
    optionalDocuments: part.optionalDocuments,
    ...Object.fromEntries(
      Object.entries(part.settings).map(([name, value]) => [
        name,
        typeof value === 'boolean' ? (value ? 'on' : '') : String(value),
      ]),
    ),
  } as Record<string, string | string[]>;
}

/** The conditions of a call as their form holds them. */
export function conditionsValues(conditions: Conditions, language: Language) {
  return {
    bachelorYears: conditions.bachelorYears.map(String),
    averageAbove: printDecimal(conditions.averageAboveTenThousandths, {
      minDecimals: 1,
      separator: decimalSeparator(language),
    }),
    exams: conditions.exams,
    lawFacultyOnly: conditions.lawFacultyOnly ? 'on' : '',
    institutions: conditions.institutions,
    priorityFinalYear: conditions.priority?.finalYear ? 'on' : '',
    priorityProfiles: conditions.priority?.profiles ?? [],
    serbian: conditions.advantage.serbian ? 'on' : '',
    firstInternship: conditions.encouraged.firstInternship ? 'on' : '',
  } as Record<string, string | string[]>;
}

/** What a form holds, each field in one line: for comparing what two people wrote. */
export function linesOf(values: Readonly<Record<string, string | string[]>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.join(', '),
    ]),
  );
}

/** One thing missing, in words, and the page where it is put right. */
export function gapOf(gap: Gap | Doubt, callId: number, language: Language): { text: string; url: string } {
  const text = gap.page === 'text' ? `/text/${gap.language}` : `/${gap.page}`;
  return {
    text: say(language, `calls.gap.${gap.page}.${gap.problem}`, {
      language: 'language' in gap ? say(language, `calls.language.${gap.language}`) : '',
      fields:
        'fields' in gap ? gap.fields.map((field) => say(language, `calls.text.${field}`)).join(', ') : '',
      number: 'criterion' in gap ? gap.criterion : 0,
      year: 'year' in gap ? String(gap.year) : '',
    }),
    url: `/staff/calls/${callId}${text}`,
  };
}

/** That the conditions are no longer the first ones, and since when; blank as long as they are. */
export function correctionText(version: { number: number; createdAt: number }, language: Language): string {
  if (version.number === 1) return '';
  const date = dateTime(language, version.createdAt);
  return say(language, 'calls.show.corrected', { date, version: version.number });
}

type Titled = Shown & { id: number; state: 'draft' | 'published' };

/** A call in the list of staff. */
export function staffRow(
  call: Titled,
  texts: readonly TextRow[],
  applications: number,
  now: number,
  language: Language,
) {
  const { text, lang } = callText(texts, language);
  const status = call.state === 'draft' ? 'draft' : statusOf(call, now);
  return {
    url: `/staff/calls/${call.id}`,
    title: text.title || call.slug,
    lang,
    slug: call.slug,
    statusWord: say(language, `calls.status.word.${status}`),
    tone: status === 'open' ? 'active' : '',
    opensAt: call.opensAt,
    closesAt: call.closesAt,
    applications,
  };
}

type VersionRow = { number: number; conditions: Conditions; reason: string; createdAt: number };

/** What staff see of one call: where it stands, what is missing, its texts, versions and counters. */
export function overviewOf(
  call: Titled & Parameters<typeof gapsOf>[0] & { settings: Pick<CallSettings, 'communityQuestion'> },
  texts: readonly TextRow[],
  versions: readonly VersionRow[],
  counts: ReadonlyMap<string, number>,
  now: number,
  language: Language,
  questions?: Rubric,
) {
  const isDraft = call.state === 'draft';
  const gaps = gapsOf(call, texts, now, questions).filter((gap) => isDraft || gap.page !== 'settings');
  return {
    ...staffRow(call, texts, 0, now, language),
    id: call.id,
    isDraft,
    asksCommunities: call.settings.communityQuestion,
    publicUrl: `/calls/${call.slug}`,
    gaps: gaps.map((gap) => gapOf(gap, call.id, language)),
    doubts: isDraft ? doubtsOf(call, texts).map((doubt) => gapOf(doubt, call.id, language)) : [],
    texts: textLanguages.map((code) => {
      const fallsBackTo = texts.find((text) => text.language === code)?.fallsBackTo ?? null;
      const missing = missingFields(texts, code, call.conditions).length;
      return {
        url: `/staff/calls/${call.id}/text/${code}`,
        name: say(language, `calls.language.${code}`),
        state: fallsBackTo
          ? say(language, 'calls.staff.text_falls_back', {
              language: say(language, `calls.language.${fallsBackTo}`),
            })
          : say(language, 'calls.staff.text_missing', { count: missing }),
        tone: fallsBackTo || missing > 0 ? 'wait' : 'good',
      };
    }),
    ...conditionSentences(versions[0]?.conditions ?? call.conditions, language),
    versions: versions.map(({ number, createdAt, reason }) => ({ number, createdAt, reason })),
    counts: applicationStates.flatMap((state) => {
      const count = counts.get(state);
      return count ? [{ label: say(language, `calls.count.${state}`), count }] : [];
    }),
    contact: contactOf(call, language),
  };
}

/** The choices on the page of conditions. */
export function conditionsOptions(institutions: readonly Institution[], language: Language) {
  const order = collator(language);
  const worded = (name: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: say(language, `calls.conditions.${name}.${value}`) }));
  return {
    bachelorYears: bachelorYears.map((year) => ({ value: year, label: year })),
    exams: worded('exams', exams),
    profiles: worded('profiles', profiles),
    institutions: institutions
      .map((one) => ({ value: one.id, label: institutionName(one, language) }))
      .sort((a, b) => order.compare(a.label, b.label)),
  };
}

/** The documents a call may ask for. */
export function documentOptions(language: Language) {
  return documentSlots.map((slot) => ({ value: slot, label: say(language, `calls.document.${slot}`) }));
}
