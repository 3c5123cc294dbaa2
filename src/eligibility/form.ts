// What a person may say about studies and experience: the same fields for the self-check and the application, and
// the one way from typed answers to facts.
import { z } from 'zod';
import { ConditionsFields } from '../calls/form.js';
import { parseDecimal } from '../lib/decimal.js';
import { choice, longText, text } from '../lib/fields.js';
import { type Facts, type FactValues, factsOf, type Sources } from './rules.js';

/** The values of each question with a fixed list, in the order in which they are shown. */
export const answerValues = {
  faculty: ['law', 'other'],
  degree: ['bachelor', 'master', 'other'],
  studyYear: ['1', '2', '3', '4', '5', '6'],
  programmeYears: ['3', '4', '5'],
  averageScale: ['five_to_ten', 'other', 'none'],
  criminalLaw: ['passed', 'not_yet'],
  criminalProcedure: ['passed', 'not_yet'],
  profile: ['criminal', 'international', 'other', 'none'],
  serbianLevel: ['none', 'basic', 'good', 'very_good', 'native'],
  previousInternship: ['yes', 'no'],
} as const;

/** An institution that is not on the list of the call; its name is typed. */
export const OTHER_INSTITUTION = 'other';

const INSTITUTION_MAX = 40;
const INSTITUTION_NAME_MAX = 200;
const AVERAGE_MAX = 20;

/** Studies while they are being filled in: nothing is required, and an average stays the text it is. */
const StudiesFields = {
  institution: text({ max: INSTITUTION_MAX }),
  institutionOther: text({ max: INSTITUTION_NAME_MAX }),
  faculty: choice(answerValues.faculty),
  degree: choice(answerValues.degree),
  studyYear: choice(answerValues.studyYear),
  programmeYears: choice(answerValues.programmeYears),
  averageScale: choice(answerValues.averageScale),
  average: text({ max: AVERAGE_MAX }),
  criminalLaw: choice(answerValues.criminalLaw),
  criminalProcedure: choice(answerValues.criminalProcedure),
  profile: choice(answerValues.profile),
};

/** The two questions about experience that the rules read; nothing is required. */
const ExperienceFields = {
  serbianLevel: choice(answerValues.serbianLevel),
  previousInternship: choice(answerValues.previousInternship),
};

export const DraftStudiesForm = z.object(StudiesFields);

/** Experience as a submitted application must have it; the application adds fields of its own. */
export const ExperienceForm = z.object({
  serbianLevel: choice(answerValues.serbianLevel, { required: true }),
  previousInternship: choice(answerValues.previousInternship, { required: true }),
});

// What only several fields together show is looked for even when another field is wrong.
const always = { when: () => true };

/** Studies as a submitted application must have them. */
export const StudiesForm = z
  .object({
    ...StudiesFields,
    institution: text({ max: INSTITUTION_MAX, required: true }),
    degree: choice(answerValues.degree, { required: true }),
    studyYear: choice(answerValues.studyYear, { required: true }),
    programmeYears: choice(answerValues.programmeYears, { required: true }),
    averageScale: choice(answerValues.averageScale, { required: true }),
    criminalLaw: choice(answerValues.criminalLaw, { required: true }),
    criminalProcedure: choice(answerValues.criminalProcedure, { required: true }),
    profile: choice(answerValues.profile, { required: true }),
  })
  .refine((answers) => facultyOf(answers) !== undefined, {
    path: ['faculty'],
    error: 'form.choice',
    ...always,
  })
  .refine((answers) => answers.institution !== OTHER_INSTITUTION || answers.institutionOther !== null, {
    path: ['institutionOther'],
    error: 'form.required',
    ...always,
  })
  .refine((answers) => answers.averageScale !== 'five_to_ten' || answers.average !== null, {
    path: ['average'],
    error: 'form.required',
    ...always,
  })
  .refine((answers) => averageProblem(answers) === undefined, {
    path: ['average'],
    error: (issue) => averageProblem(issue.input as StudiesAnswers),
    ...always,
  });

/** The self-check: everything may be left out, what is there must be readable. */
export const SelfCheckForm = z
  .object({ ...StudiesFields, ...ExperienceFields })
  .refine((answers) => averageProblem(answers) === undefined, {
    path: ['average'],
    error: (issue) => averageProblem(issue.input as StudiesAnswers),
    ...always,
  });

/** Corrected conditions, why, and the list of changes that was seen before saying yes. */
export const CorrectForm = z.object({
  ...ConditionsFields,
  reason: longText({ max: 1000, min: 10, required: true }),
  seen: text({ max: 64 }),
});

type StudiesAnswers = { average: string | null; averageScale: string | null };
type Answers = Readonly<Record<string, unknown>>;

/**
 * Facts from the answers of the sections studies and experience, as they were typed and stored. What is blank,
 * or cannot be read, is blank; an average on another scale is no number to compare. Throws nothing.
 */
export function factsFrom(
  answers: Answers,
  verified: Partial<FactValues> = {},
  sources: Sources = {},
): Facts {
  const scale = chosen('averageScale', answers);
  const year = chosen('studyYear', answers);
  const length = chosen('programmeYears', answers);
  return factsOf(
    withoutBlanks({
      institution: typedText(answers.institution),
      faculty: facultyOf(answers),
      degree: chosen('degree', answers),
      studyYear: year && Number(year),
      programmeYears: length && Number(length),
      averageTenThousandths: scale === 'other' || scale === 'none' ? undefined : readAverage(answers.average),
      averageScale: scale,
      criminalLaw: chosen('criminalLaw', answers),
      criminalProcedure: chosen('criminalProcedure', answers),
      profile: chosen('profile', answers),
      serbianLevel: chosen('serbianLevel', answers),
      previousInternship: chosen('previousInternship', answers),
    }),
    verified,
    sources,
  );
}

/**
 * The faculty that was stated. The list holds faculties of law alone and names them so: nobody who chose one of it is
 * asked again. Undefined when nothing says it.
 */
export function facultyOf(answers: Answers): FactValues['faculty'] | undefined {
  const institution = typedText(answers.institution);
  const isListed = institution !== undefined && institution !== OTHER_INSTITUTION;
  return chosen('faculty', answers) ?? (isListed ? 'law' : undefined);
}

/** "8,25" in ten-thousandths; undefined when it is blank or no number. */
function readAverage(raw: unknown): number | undefined {
  const read = parseDecimal(typedText(raw) ?? '');
  return 'tenThousandths' in read ? read.tenThousandths : undefined;
}

/** What to say about an average that was typed for the scale from 5 to 10. */
function averageProblem(answers: StudiesAnswers): string | undefined {
  const { average, averageScale } = answers;
  // What another check refused already (too long, no letters of ours) is no text any more.
  if (typeof average !== 'string' || averageScale === 'other' || averageScale === 'none') return undefined;
  if (average === '') return undefined;
  const read = parseDecimal(average);
  if ('problem' in read) return read.problem === 'too_precise' ? 'form.decimal_precise' : 'form.decimal';
  const onScale = read.tenThousandths >= 50_000 && read.tenThousandths <= 100_000;
  return onScale ? undefined : 'eligibility.form.averageOffScale';
}

function chosen<Name extends keyof typeof answerValues>(
  name: Name,
  answers: Answers,
): (typeof answerValues)[Name][number] | undefined {
  const values: readonly string[] = answerValues[name];
  const given = answers[name];
  return values.find((value) => value === given) as (typeof answerValues)[Name][number] | undefined;
}

function typedText(raw: unknown): string | undefined {
  return typeof raw === 'string' && raw.trim() !== '' ? raw.trim() : undefined;
}

function withoutBlanks(values: { [Name in keyof FactValues]: FactValues[Name] | '' | undefined }) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<FactValues>;
}
