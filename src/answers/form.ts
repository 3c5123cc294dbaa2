// What an application may say, section by section. Drafts keep whatever was typed; these forms say what is whole.
import { z } from 'zod';
import { sections } from '../../db/schema/answers.js';
import { languageCodes } from '../../db/schema/people.js';
import { ExperienceForm as ExperienceFacts, facultyOf, StudiesForm } from '../eligibility/form.js';
import { checkbox, choice, longText, phone, text } from '../lib/fields.js';

export const LETTER_MOST = 6000;

export const AboutForm = z.object({
  name: text({ max: 120, min: 3, required: true }),
  phone: phone(),
  city: text({ max: 80 }),
  letterLanguage: choice(languageCodes, { required: true }),
  contactNote: text({ max: 300 }),
});

export { StudiesForm };

export const languageLevels = ['none', 'basic', 'good', 'very_good', 'native'] as const;

export const ExperienceForm = ExperienceFacts.extend({
  albanianLevel: choice(languageLevels),
  englishLevel: choice(languageLevels),
  experience: longText({ max: 2000 }),
  unavailable: longText({ max: 600 }),
  supportNeeds: longText({ max: 600 }),
});

export const LetterForm = z.object({ letter: longText({ max: LETTER_MOST }) });

export const DeclarationsForm = z.object({
  truthful: checkbox({ required: true }),
  privacy: checkbox({ required: true }),
  keepForNextCall: checkbox(),
});

export type Section = (typeof sections)[number];

/** The form of each section. */
export const sectionForms = {
  about: AboutForm,
  studies: StudiesForm,
  experience: ExperienceForm,
  letter: LetterForm,
  declarations: DeclarationsForm,
} as const satisfies Record<Section, z.ZodObject>;

/** True when `name` is a section. */
export function isSection(name: string): name is Section {
  return (sections as readonly string[]).includes(name);
}

const Typed = z
  .string()
  .transform((typed) =>
    typed.normalize('NFC').replaceAll('\u0000', '').replace(/\r\n?/g, '\n').slice(0, 20_000),
  );

/** What was typed in a section's own fields, as typed; everything else in a post is left out. */
export function typedIn(section: Section, posted: Record<string, unknown>): Record<string, string> {
  const fields = Object.keys(sectionForms[section].shape);
  const typed: Record<string, string> = Object.fromEntries(
    fields.flatMap((field) => {
      const read = Typed.safeParse(posted[field]);
      return read.success ? [[field, read.data]] : [];
    }),
  );
  // An institution of the list says its faculty; it stands with the answers, to be read and checked like the others.
  const faculty = section === 'studies' && !typed.faculty ? facultyOf(typed) : undefined;
  return faculty ? { ...typed, faculty } : typed;
}

/** True when a section says everything it must. */
export function isWhole(section: Section, body: Record<string, unknown> | undefined): boolean {
  return body !== undefined && sectionForms[section].safeParse(body).success;
}
