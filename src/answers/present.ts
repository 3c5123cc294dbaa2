// What pages, the PDF and the download show of an application's answers: words instead of codes, and the conditions.
import { factsFrom } from '../eligibility/form.js';
import { decimalSeparator, institutionName, presentTrace, studiesOptions } from '../eligibility/present.js';
import { type Conditions, evaluate } from '../eligibility/rules.js';
import type { Theirs } from '../errors.js';
import { isTextKey, type Language, languages, say } from '../i18n/index.js';
import { languageLevels, type Section } from './form.js';

type Body = Readonly<Record<string, unknown>>;
type Bodies = Partial<Record<Section, { body: Body }>>;
type Institution = Parameters<typeof studiesOptions>[1][number];
export type Row = { label: string; value: string; field: string };

/** Fields whose stored value is a code: the catalogue says it in words. */
const coded: Readonly<Record<string, string>> = {
  faculty: 'eligibility.value.faculty',
  degree: 'eligibility.value.degree',
  averageScale: 'eligibility.value.averageScale',
  criminalLaw: 'eligibility.value.criminalLaw',
  criminalProcedure: 'eligibility.value.criminalProcedure',
  profile: 'eligibility.value.profile',
  serbianLevel: 'eligibility.value.serbianLevel',
  albanianLevel: 'eligibility.value.serbianLevel',
  englishLevel: 'eligibility.value.serbianLevel',
  previousInternship: 'eligibility.value.previousInternship',
  letterLanguage: 'applications.value.letterLanguage',
};
const ticked = ['truthful', 'privacy', 'keepForNextCall'];

/** The fields of each section in the order they are asked. */
export const sectionFields: Readonly<Record<Section, readonly string[]>> = {
  about: ['name', 'phone', 'city', 'letterLanguage', 'contactNote'],
  studies: [
    'institution',
    'institutionOther',
    'faculty',
    'degree',
    'studyYear',
    'programmeYears',
    'average',
    'averageScale',
    'criminalLaw',
    'criminalProcedure',
    'profile',
  ],
  experience: [
    'serbianLevel',
    'albanianLevel',
    'englishLevel',
    'previousInternship',
    'experience',
    'unavailable',
    'supportNeeds',
  ],
  letter: ['letter'],
  declarations: ['truthful', 'privacy', 'keepForNextCall'],
};

type Say = (key: string, values?: Record<string, string | number>) => string;

/** The sections in words, for "check your answers", the PDF, the download and the staff's page. */
export function answersInWords(
  bodies: Bodies,
  institutions: readonly { id: string; name: string }[],
  say: Say,
): { section: Section; heading: string; rows: Row[] }[] {
  return (Object.keys(sectionFields) as Section[]).map((section) => ({
    section,
    heading: say(`applications.task.${section}`),
    rows: sectionFields[section].flatMap((field) => {
      const typed = String(bodies[section]?.body[field] ?? '');
      if (field === 'institutionOther' && typed === '') return [];
      return [
        { field, label: say(`applications.field.${field}`), value: inWords(field, typed, institutions, say) },
      ];
    }),
  }));
}

function inWords(
  field: string,
  typed: string,
  institutions: readonly { id: string; name: string }[],
  say: Say,
): string {
  if (field === 'institution' && typed !== '') {
    return institutions.find((one) => one.id === typed)?.name ?? say('eligibility.value.institution.other');
  }
  const key = wordOf(field, typed);
  return key ? say(key) : typed;
}

/** The text key of a coded answer. A draft may hold anything: what is no code of ours stays what was typed. */
function wordOf(field: string, typed: string): string | undefined {
  if (ticked.includes(field)) return `applications.value.${typed === 'on' ? 'yes' : 'no'}`;
  const key = `${coded[field]}.${typed}`;
  return isTextKey(key) ? key : undefined;
}

/** All answers in words for a reader, from what the database holds. */
export function wordsFor(bodies: Bodies, institutions: readonly Institution[], language: Language) {
  const named = institutions.map((one) => ({ id: one.id, name: institutionName(one, language) }));
  return answersInWords(bodies, named, (key, values) => say(language, key, values));
}

/** What stands in these fields now, for the page that shows two texts. */
export function theirsOf(
  body: Readonly<Record<string, string>>,
  fields: readonly string[],
  institutions: readonly Institution[],
): Theirs {
  return fields.map((field) => {
    const typed = body[field] ?? '';
    const institution = field === 'institution' && institutions.find((one) => one.id === typed);
    const textKey = wordOf(field, typed);
    return {
      label: `applications.field.${field}`,
      text: institution ? institution.nameSq : typed,
      ...(textKey ? { textKey } : {}),
    };
  });
}

/** The rules over what stands in the answers now, as a page shows them; null while the call has no conditions. */
export function traceOf(bodies: Bodies, conditions: Conditions | null, language: Language) {
  if (!conditions) return null;
  const facts = factsFrom({ ...bodies.studies?.body, ...bodies.experience?.body });
  return presentTrace(evaluate(conditions, facts), { decimalSeparator: decimalSeparator(language) });
}

/** The choices of the fields of every section. */
export function optionsFor(institutions: readonly Institution[], language: Language) {
  return {
    options: studiesOptions(language, institutions),
    levels: languageLevels.map((value) => ({
      value,
      label: say(language, `eligibility.value.serbianLevel.${value}`),
    })),
    letterLanguages: languages.map((one) => ({ value: one.code, label: one.name, lang: one.html })),
  };
}
