// Every sentence the product says: typed keys, three languages, plurals; Serbian Cyrillic by rule.
import { IntlMessageFormat } from 'intl-messageformat';
import type { languageCodes } from '../../db/schema/people.js';
import { toCyrillic } from '../lib/cyrillic.js';
import addresses from './catalog/addresses.json' with { type: 'json' };
import applications from './catalog/applications.json' with { type: 'json' };
import attendance from './catalog/attendance.json' with { type: 'json' };
import averages from './catalog/averages.json' with { type: 'json' };
import bookings from './catalog/bookings.json' with { type: 'json' };
import calendars from './catalog/calendars.json' with { type: 'json' };
import callDossier from './catalog/call-dossier.json' with { type: 'json' };
import calls from './catalog/calls.json' with { type: 'json' };
import cancellations from './catalog/cancellations.json' with { type: 'json' };
import caseDocuments from './catalog/case-documents.json' with { type: 'json' };
import cases from './catalog/cases.json' with { type: 'json' };
import certificates from './catalog/certificates.json' with { type: 'json' };
import charges from './catalog/charges.json' with { type: 'json' };
import chronology from './catalog/chronology.json' with { type: 'json' };
import closedDays from './catalog/closed-days.json' with { type: 'json' };
import conflicts from './catalog/conflicts.json' with { type: 'json' };
import contests from './catalog/contests.json' with { type: 'json' };
import costs from './catalog/costs.json' with { type: 'json' };
import credentials from './catalog/credentials.json' with { type: 'json' };
import decisions from './catalog/decisions.json' with { type: 'json' };
import dossier from './catalog/dossier.json' with { type: 'json' };
import drafts from './catalog/drafts.json' with { type: 'json' };
import eligibility from './catalog/eligibility.json' with { type: 'json' };
import entries from './catalog/entries.json' with { type: 'json' };
import erasure from './catalog/erasure.json' with { type: 'json' };
import exchange from './catalog/exchange.json' with { type: 'json' };
import figures from './catalog/figures.json' with { type: 'json' };
import files from './catalog/files.json' with { type: 'json' };
import filings from './catalog/filings.json' with { type: 'json' };
import form from './catalog/form.json' with { type: 'json' };
import hearings from './catalog/hearings.json' with { type: 'json' };
import history from './catalog/history.json' with { type: 'json' };
import incidents from './catalog/incidents.json' with { type: 'json' };
import institutions from './catalog/institutions.json' with { type: 'json' };
import interviewCards from './catalog/interview-cards.json' with { type: 'json' };
import interviews from './catalog/interviews.json' with { type: 'json' };
import invitations from './catalog/invitations.json' with { type: 'json' };
import lateKeys from './catalog/late-keys.json' with { type: 'json' };
import likenesses from './catalog/likenesses.json' with { type: 'json' };
import mail from './catalog/mail.json' with { type: 'json' };
import members from './catalog/members.json' with { type: 'json' };
import noteSheets from './catalog/note-sheets.json' with { type: 'json' };
import notes from './catalog/notes.json' with { type: 'json' };
import offers from './catalog/offers.json' with { type: 'json' };
import outages from './catalog/outages.json' with { type: 'json' };
import pages from './catalog/pages.json' with { type: 'json' };
import panels from './catalog/panels.json' with { type: 'json' };
import participants from './catalog/participants.json' with { type: 'json' };
import parties from './catalog/parties.json' with { type: 'json' };
import passkeys from './catalog/passkeys.json' with { type: 'json' };
import people from './catalog/people.json' with { type: 'json' };
import placements from './catalog/placements.json' with { type: 'json' };
import privacy from './catalog/privacy.json' with { type: 'json' };
import protections from './catalog/protections.json' with { type: 'json' };
import questions from './catalog/questions.json' with { type: 'json' };
import reading from './catalog/reading.json' with { type: 'json' };
import redactions from './catalog/redactions.json' with { type: 'json' };
import register from './catalog/register.json' with { type: 'json' };
import releases from './catalog/releases.json' with { type: 'json' };
import replies from './catalog/replies.json' with { type: 'json' };
import reportDocuments from './catalog/report-documents.json' with { type: 'json' };
import reports from './catalog/reports.json' with { type: 'json' };
import requests from './catalog/requests.json' with { type: 'json' };
import reserves from './catalog/reserves.json' with { type: 'json' };
import retention from './catalog/retention.json' with { type: 'json' };
import retractions from './catalog/retractions.json' with { type: 'json' };
import reversals from './catalog/reversals.json' with { type: 'json' };
import reviews from './catalog/reviews.json' with { type: 'json' };
import rota from './catalog/rota.json' with { type: 'json' };
import rulings from './catalog/rulings.json' with { type: 'json' };
import scores from './catalog/scores.json' with { type: 'json' };
import screening from './catalog/screening.json' with { type: 'json' };
import search from './catalog/search.json' with { type: 'json' };
import sessions from './catalog/sessions.json' with { type: 'json' };
import shortlist from './catalog/shortlist.json' with { type: 'json' };
import site from './catalog/site.json' with { type: 'json' };
import tallies from './catalog/tallies.json' with { type: 'json' };
import tasks from './catalog/tasks.json' with { type: 'json' };
import templates from './catalog/templates.json' with { type: 'json' };
import terms from './catalog/terms.json' with { type: 'json' };
import ties from './catalog/ties.json' with { type: 'json' };
import verification from './catalog/verification.json' with { type: 'json' };
import warnings from './catalog/warnings.json' with { type: 'json' };
import weeks from './catalog/weeks.json' with { type: 'json' };
import withdrawals from './catalog/withdrawals.json' with { type: 'json' };
import { kinds, type Piece, type Sentence, sentenceOf, type Values } from './sentence.js';

const catalog = {
  ...site,
  ...form,
  ...outages,
  ...pages,
  ...sessions,
  ...people,
  ...credentials,
  ...passkeys,
  ...addresses,
  ...members,
  ...files,
  ...callDossier,
  ...calls,
  ...eligibility,
  ...institutions,
  ...closedDays,
  ...tallies,
  ...lateKeys,
  ...applications,
  ...verification,
  ...averages,
  ...interviews,
  ...panels,
  ...calendars,
  ...invitations,
  ...bookings,
  ...cancellations,
  ...attendance,
  ...notes,
  ...interviewCards,
  ...withdrawals,
  ...conflicts,
  ...questions,
  ...reading,
  ...redactions,
  ...scores,
  ...shortlist,
  ...drafts,
  ...entries,
  ...decisions,
  ...offers,
  ...releases,
  ...replies,
  ...requests,
  ...reserves,
  ...contests,
  ...screening,
  ...reversals,
  ...register,
  ...dossier,
  ...placements,
  ...hearings,
  ...rota,
  ...search,
  ...reviews,
  ...retractions,
  ...certificates,
  ...noteSheets,
  ...costs,
  ...reports,
  ...reportDocuments,
  ...incidents,
  ...figures,
  ...filings,
  ...warnings,
  ...terms,
  ...weeks,
  ...likenesses,
  ...parties,
  ...cases,
  ...participants,
  ...protections,
  ...charges,
  ...rulings,
  ...caseDocuments,
  ...ties,
  ...chronology,
  ...exchange,
  ...mail,
  ...tasks,
  ...templates,
  ...history,
  ...erasure,
  ...privacy,
  ...retention,
};

export type Language = (typeof languageCodes)[number];
export type TextKey = keyof typeof catalog;
export type { Values };

type Entry = { sq: string; sr: string; en: string; note: string };

/** All texts; a language that is missing anywhere is a compile error here. */
export const texts: Readonly<Record<string, Entry>> = catalog satisfies Record<string, Entry>;

export const languages = [
  { code: 'sq', label: 'Shqip', name: 'Shqip', html: 'sq' },
  { code: 'sr', label: 'Srpski', name: 'Srpski', html: 'sr-Latn' },
  { code: 'sr-Cyrl', label: 'Српски', name: 'Српски (ћирилица)', html: 'sr-Cyrl' },
  { code: 'en', label: 'English', name: 'English', html: 'en' },
] as const satisfies { code: Language; label: string; name: string; html: string }[];

/** The language whose text is stored: Cyrillic is a way to show Serbian, not a fourth text. */
export function textLanguage(language: Language): 'sq' | 'sr' | 'en' {
  return language === 'sr-Cyrl' ? 'sr' : language;
}

/** The tag Intl understands. */
export function localeOf(language: Language): string {
  return { sq: 'sq', sr: 'sr-Latn', 'sr-Cyrl': 'sr-Cyrl', en: 'en-GB' }[language];
}

/** True when `value` is one of our languages. */
export function isLanguage(value: unknown): value is Language {
  return languages.some((language) => language.code === value);
}

/** True when there is such a text. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(texts, key);
}

const compiled: Record<Language, Map<string, string | Sentence>> = {
  sq: new Map(),
  sr: new Map(),
  'sr-Cyrl': new Map(),
  en: new Map(),
};

/** The sentence `key` in `language`. Throws when there is no such text or a value is missing. */
export function say(language: Language, key: string, values?: Values): string {
  const known = compiled[language].get(key);
  const message = known ?? compile(language, key);
  return typeof message === 'string' ? message : message(values);
}

function compile(language: Language, key: string): string | Sentence {
  const entry = texts[key];
  if (!entry) throw new Error(`there is no text "${key}"`);
  const source = entry[textLanguage(language)];
  const locale = localeOf(language);
  const reading = { locale: new Intl.Locale(locale), ignoreTag: true };
  const pieces = IntlMessageFormat.__parse?.(source, reading) as Piece[] | undefined;
  if (!pieces) throw new Error(`the text "${key}" cannot be read`);
  if (language === 'sr-Cyrl') transliterate(pieces);
  const isPlain = pieces.every((piece) => piece.type === kinds.literal);
  const message = isPlain ? pieces.map((piece) => piece.value).join('') : sentenceOf(pieces, locale);
  compiled[language].set(key, message);
  return message;
}

function transliterate(pieces: Piece[]): void {
  for (const piece of pieces) {
    if (piece.type === kinds.literal && piece.value !== undefined) piece.value = toCyrillic(piece.value);
    for (const option of Object.values(piece.options ?? {})) transliterate(option.value);
  }
}
