// What of an application is still missing, and which answers may be changed late: judgements as pure functions.
import { isWhole, type Section, sectionForms } from './form.js';

/** What an applicant may change after the deadline: how to reach them, when they cannot come, what they need. */
export const laterFields: Readonly<Partial<Record<Section, readonly string[]>>> = {
  about: ['phone', 'city', 'letterLanguage', 'contactNote'],
  experience: ['unavailable', 'supportNeeds'],
};

type Body = Readonly<Record<string, unknown>>;

/**
 * Names of the parts that are not whole yet: sections, and required documents as `document:<slot>`. A letter that was
 * typed needs no file. What staff enter is declared by the applicant, who confirms it, and not by them.
 */
export function missingParts(
  application: { source: string },
  requiredDocuments: readonly string[],
  bodies: Partial<Record<Section, { body: Body }>>,
  documents: readonly { slot: string }[],
): string[] {
  const optional: readonly string[] = application.source === 'web' ? ['letter'] : ['letter', 'declarations'];
  const sections = (Object.keys(sectionForms) as Section[]).filter((name) => !optional.includes(name));
  const typed = sectionForms.letter.safeParse(bodies.letter?.body ?? {});
  const stands = (slot: string) =>
    documents.some((document) => document.slot === slot) ||
    (slot === 'motivation_letter' && typed.success && typed.data.letter !== null);
  return [
    ...sections.filter((section) => !isWhole(section, bodies[section]?.body)),
    ...requiredDocuments.filter((slot) => !stands(slot)).map((slot) => `document:${slot}`),
  ];
}

/** What will stand in a section: all that was typed, or after the deadline only the fields that may still change. */
export function merged(
  section: Section,
  before: Record<string, string>,
  typed: Record<string, string>,
  may: 'all' | 'later',
  asked: readonly string[] = [],
): Record<string, string> {
  if (may === 'all') return typed;
  const late = [...(laterFields[section] ?? []), ...asked];
  return {
    ...before,
    ...Object.fromEntries(Object.entries(typed).filter(([field]) => late.includes(field))),
  };
}

/** Names of the fields that say something else in `b` than in `a`; blank and absent are the same. */
export function changedFields(a: Record<string, string>, b: Record<string, string>): string[] {
  return Object.keys({ ...a, ...b }).filter((field) => (a[field] ?? '') !== (b[field] ?? ''));
}
