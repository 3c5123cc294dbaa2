// What a request lets an applicant change, and when its timers are due: judgements as pure functions.
import { isHoliday } from '../lib/holidays.js';
import { addDays, endOfDay, localDate, startOfDay, workingDaysAfter } from '../lib/time.js';

type Items = readonly { kind: string; name: string }[];

/** Single facts that can be asked for, as `section.field`. */
export const askableFacts = [
  'studies.institution',
  'studies.faculty',
  'studies.degree',
  'studies.studyYear',
  'studies.programmeYears',
  'studies.averageScale',
  'studies.average',
  'studies.criminalLaw',
  'studies.criminalProcedure',
  'studies.profile',
  'experience.serbianLevel',
  'experience.previousInternship',
] as const;
export const askableSections = ['about', 'studies', 'experience', 'letter'] as const;

/** Fields that only make sense together with another. */
const together: Readonly<Record<string, readonly string[]>> = {
  institution: ['institutionOther'],
  average: ['averageScale'],
};

/** Which fields of a section may be changed while it is asked for; all of them where the whole section is. */
export function fieldsAsked(items: Items | undefined, section: string): 'all' | string[] {
  if (!items) return [];
  if (items.some(({ kind, name }) => kind === 'section' && name === section)) return 'all';
  return items
    .filter(({ kind, name }) => kind === 'fact' && name.startsWith(`${section}.`))
    .map(({ name }) => name.slice(section.length + 1))
    .flatMap((field) => [field, ...(together[field] ?? [])]);
}

type Body = Readonly<Record<string, unknown>>;
/** What stood in an application at one moment: its sections, and when each document was added. */
export type Standing = {
  bodies: Readonly<Partial<Record<string, Body>>>;
  documents: readonly { slot: string; addedAt: number }[];
};

/**
 * Whether one thing came after it was asked for: a document that was added since, a section or a field that says
 * something else than before, an answer to a question in words.
 */
export function hasCome(
  item: { kind: string; name: string; answered: boolean },
  askedAt: number,
  before: Standing['bodies'],
  now: Standing,
): boolean {
  if (item.kind === 'words') return item.answered;
  if (item.kind === 'document')
    return now.documents.some(({ slot, addedAt }) => slot === item.name && addedAt > askedAt);
  const [section = '', field] = item.name.split('.');
  const fields = field === undefined ? null : [field, ...(together[field] ?? [])];
  const was = before[section] ?? {};
  const is = now.bodies[section] ?? {};
  return (fields ?? Object.keys({ ...was, ...is })).some((name) => (was[name] ?? '') !== (is[name] ?? ''));
}

/** The documents that are asked for. */
export function documentsAsked(items: Items | undefined): string[] {
  return (items ?? []).filter(({ kind }) => kind === 'document').map(({ name }) => name);
}

/** The first day it may be due, so many working days on; closed days do not count. Source: recruitment §3.1 event 6. */
export function earliestDue(now: number, workingDays: number, isClosed: (day: string) => boolean): string {
  return workingDaysAfter(localDate(now), workingDays, isClosed);
}

/** When the reminder is due: the start of the day two days before. Source: recruitment §3.6. */
export function remindAt(dueAt: number): number {
  return startOfDay(addDays(localDate(dueAt), -2));
}

/** When somebody should hear that they are still with us: so many working days after the last visible change. Public holidays
 *  alone are left out: what is on the list of closed days today must not move what was done yesterday. */
export function stillWithUsAt(since: number, workingDays: number): number {
  return endOfDay(workingDaysAfter(localDate(since), workingDays, isHoliday));
}
