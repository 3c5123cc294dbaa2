// What staff may write about a call, and the shapes its settings and rubric are kept in.
import { z } from 'zod';
import { documentSlots } from '../../db/schema/documents.js';
import type { Conditions } from '../eligibility/rules.js';
import {
  checkbox,
  choice,
  choices,
  decimal,
  email,
  integer,
  isoDate,
  longText,
  phone,
  text,
} from '../lib/fields.js';

export const textLanguages = ['sq', 'sr', 'en'] as const;
export type TextLanguage = (typeof textLanguages)[number];
export type Words = Record<TextLanguage, string>;

/** One thing reviewers mark from 0 to 4; each mark is anchored in words, so that two readers mean the same. */
type Criterion = {
  key: string;
  weight: number;
  name: Words;
  hint: Words;
  /** What 0, 1, 2, 3 and 4 mean, in this order. */
  marks: [Words, Words, Words, Words, Words];
};
export type Rubric = Criterion[];

/** Yes or no, in the order staff see them; what each means is in the catalogue. */
export const switches = [
  'secondPersonConfirmsRefusal',
  'communityQuestion',
  'communityOptIn',
  'refusalLetter',
  'closingLetter',
] as const;

/** Numbers with the least and the most they may be; the unit is at the end of the name. */
export const amounts = {
  reviewersPerFile: [1, 4],
  thirdReaderSpread: [1, 4],
  informationDueWorkingDays: [3, 30],
  contestWorkingDays: [5, 30],
  bookingLeadHours: [1, 240],
  rebookingsByApplicant: [0, 5],
  offerReplyDays: [2, 30],
  undoAnswerHours: [1, 72],
  stillWithUsWorkingDays: [5, 60],
  keepDraftDays: [1, 365],
  keepUnselectedMonths: [1, 60],
  keepForNextCallMonths: [1, 36],
  erasureNoticeDays: [7, 60],
} as const;

type Switch = (typeof switches)[number];
type Amount = keyof typeof amounts;

/** Decisions on which a call is silent; each is a setting of the call, not a constant. */
export type CallSettings = Record<Switch, boolean> & Record<Amount, number>;

/** The fields of a call's text in one language, in the order of the public page, with the most each may hold. */
export const textFields = {
  title: 160,
  summary: 600,
  about: 6000,
  tasks: 6000,
  conditionsIntro: 3000,
  priorityNote: 2000,
  encouragedNote: 2000,
  costs: 2000,
  howToApply: 6000,
  afterwards: 6000,
  privacyNote: 4000,
  project: 2000,
  donor: 1000,
} as const;
export type TextField = keyof typeof textFields;
export type CallText = Record<TextField, string>;

const textFieldNames = Object.keys(textFields) as TextField[];

/** Nothing is required while a call is being written; publishing asks for what is missing. */
export const TextForm = z.object({
  ...(Object.fromEntries(
    textFieldNames.map((name) => [
      name,
      name === 'title' ? text({ max: textFields.title }) : longText({ max: textFields[name] }),
    ]),
  ) as Record<TextField, ReturnType<typeof longText<false>>>),
  fallsBackTo: choice(textLanguages),
  version: text({ max: 64 }),
});

export const bachelorYears = ['1', '2', '3', '4', '5', '6'] as const;
export const exams = ['criminal_law', 'criminal_procedure'] as const;
export const profiles = ['criminal', 'international'] as const;

const institutionIds = z
  .unknown()
  .optional()
  .transform((raw) =>
    (Array.isArray(raw) ? raw : [raw]).filter(
      (id): id is string => typeof id === 'string' && /^[a-z0-9-]{1,40}$/.test(id),
    ),
  );

/** What a call asks for; used before publishing and, with a reason, to correct what was published. */
export const ConditionsFields = {
  bachelorYears: choices(bachelorYears),
  averageAbove: decimal({ required: true }).refine(
    (value) => value >= 50_000 && value < 100_000,
    'calls.form.threshold',
  ),
  exams: choices(exams),
  lawFacultyOnly: checkbox(),
  institutions: institutionIds,
  priorityFinalYear: checkbox(),
  priorityProfiles: choices(profiles),
  serbian: checkbox(),
  firstInternship: checkbox(),
};

const slug = text({ max: 40, required: true });
const isSlug = (value: string | null) => value === null || /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value);
// What several fields show together is looked for even when another field is wrong.
const always = { when: () => true };
const slugProblem = { path: ['slug'], error: 'calls.form.slug', ...always };
const datesProblem = { path: ['closesOn'], error: 'calls.form.closesBeforeOpening', ...always };
const closesAfterOpening = (input: { opensOn: string; closesOn: string }) =>
  !(input.opensOn > input.closesOn);

const settingsShape = {
  slug,
  opensOn: isoDate({ required: true }),
  closesOn: isoDate({ required: true }),
  graceMinutes: integer({ required: true, min: 0, max: 120 }),
  places: integer({ min: 1, max: 500 }),
  monthsMin: integer({ required: true, min: 1, max: 24 }),
  monthsMax: integer({ required: true, min: 1, max: 24 }),
  contactNameSq: text({ max: 120 }),
  contactNameSr: text({ max: 120 }),
  contactNameEn: text({ max: 120 }),
  contactEmail: email({ required: true }),
  contactPhone: phone(),
  requiredDocuments: choices(documentSlots),
  optionalDocuments: choices(documentSlots),
  ...(Object.fromEntries(switches.map((name) => [name, checkbox()])) as Record<
    Switch,
    ReturnType<typeof checkbox>
  >),
  ...(Object.fromEntries(
    Object.entries(amounts).map(([name, [min, max]]) => [name, integer({ required: true, min, max })]),
  ) as Record<Amount, z.ZodType<number, unknown>>),
  version: text({ max: 64 }),
};

/** Dates, people, documents and settings. What may still change once a call is published, the service says. */
export const SettingsForm = z
  .object(settingsShape)
  .refine((input) => isSlug(input.slug), slugProblem)
  .refine(closesAfterOpening, datesProblem)
  .refine((input) => !(input.monthsMin > input.monthsMax), {
    path: ['monthsMax'],
    error: 'calls.form.monthsOrder',
    ...always,
  });

/** The conditions while nothing is published. */
export const ConditionsForm = z.object({ ...ConditionsFields, version: text({ max: 64 }) });

export const NewCallForm = z
  .object({
    slug,
    from: integer({ required: true, min: 1 }),
    opensOn: isoDate({ required: true }),
    closesOn: isoDate({ required: true }),
  })
  .refine((input) => isSlug(input.slug), slugProblem)
  .refine(closesAfterOpening, datesProblem);

/** `sure`: what is doubtful was looked at. */
export const PublishForm = z.object({ version: integer({ required: true, min: 1 }), sure: checkbox() });

export const RUBRIC_MOST = 5;
export const RUBRIC_LEAST = 3;

type ConditionsInput = z.output<z.ZodObject<typeof ConditionsFields>>;

/** The conditions that were typed, as they are kept and frozen. */
export function conditionsFrom(input: ConditionsInput): Conditions {
  const hasPriority = input.priorityFinalYear || input.priorityProfiles.length > 0;
  return {
    bachelorYears: input.bachelorYears.map(Number),
    averageAboveTenThousandths: input.averageAbove,
    exams: [...input.exams],
    lawFacultyOnly: input.lawFacultyOnly,
    institutions: [...new Set(input.institutions)],
    priority: hasPriority
      ? { finalYear: input.priorityFinalYear, profiles: [...input.priorityProfiles] }
      : null,
    advantage: { serbian: input.serbian },
    encouraged: { firstInternship: input.firstInternship },
  };
}

/** The settings among what was typed. */
export function settingsFrom(input: CallSettings): CallSettings {
  const names = [...switches, ...(Object.keys(amounts) as Amount[])];
  return Object.fromEntries(names.map((name) => [name, input[name]])) as CallSettings;
}

/** The words among what was typed, blank where nothing is. */
export function textFrom(input: Record<TextField, string | null>): CallText {
  return Object.fromEntries(textFieldNames.map((name) => [name, input[name] ?? ''])) as CallText;
}
