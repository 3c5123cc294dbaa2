// The form of each section: the least that is whole, each field wrong once, and what is kept of what was typed.
import { expect, test } from 'vitest';
import { isSection, isWhole, type Section, sectionForms, typedIn } from '../../src/answers/form.js';
import { sectionFields } from '../../src/answers/present.js';
import { wholeAnswers } from '../support/applications.js';

const least: Record<Section, Record<string, string>> = {
  about: { name: 'Arta Krasniqi', letterLanguage: 'sq' },
  studies: { ...wholeAnswers().studies, institutionOther: '' },
  experience: { serbianLevel: 'none', previousInternship: 'no' },
  letter: {},
  declarations: { truthful: 'on', privacy: 'on' },
};
const problemsOf = (section: Section, typed: Record<string, string>) => {
  const parsed = sectionForms[section].safeParse(typed);
  return parsed.success
    ? {}
    : Object.fromEntries(parsed.error.issues.map((one) => [one.path.join('.'), one.message]));
};

test.each(Object.keys(least) as Section[])('%s is whole with the least it needs', (section) => {
  expect(problemsOf(section, least[section])).toEqual({});
  expect(isWhole(section, least[section])).toBe(true);
  expect(isWhole(section, undefined)).toBe(false);
});

test.each<[Section, string, string, string]>([
  ['about', 'name', '', 'form.required'],
  ['about', 'name', 'Al', 'form.too_short'],
  ['about', 'name', 'x'.repeat(121), 'form.too_long'],
  ['about', 'name', 'Arta\u202eitsinsarK', 'form.characters'],
  ['about', 'phone', 'call me', 'form.phone'],
  ['about', 'city', 'x'.repeat(81), 'form.too_long'],
  ['about', 'letterLanguage', '', 'form.choice'],
  ['about', 'letterLanguage', 'de', 'form.choice'],
  ['about', 'contactNote', 'x'.repeat(301), 'form.too_long'],
  ['studies', 'institution', '', 'form.required'],
  ['studies', 'institution', 'other', 'form.required'],
  ['studies', 'faculty', 'medicine', 'form.choice'],
  ['studies', 'degree', '', 'form.choice'],
  ['studies', 'studyYear', '9', 'form.choice'],
  ['studies', 'programmeYears', '', 'form.choice'],
  ['studies', 'averageScale', '', 'form.choice'],
  ['studies', 'average', '', 'form.required'],
  ['studies', 'average', 'eight', 'form.decimal'],
  ['studies', 'average', '9'.repeat(21), 'form.too_long'],
  ['studies', 'average', '4,99', 'eligibility.form.averageOffScale'],
  ['studies', 'average', '8.12345', 'form.decimal_precise'],
  ['studies', 'criminalLaw', '', 'form.choice'],
  ['studies', 'criminalProcedure', 'maybe', 'form.choice'],
  ['studies', 'profile', '', 'form.choice'],
  ['experience', 'serbianLevel', '', 'form.choice'],
  ['experience', 'albanianLevel', 'fluent', 'form.choice'],
  ['experience', 'englishLevel', 'fluent', 'form.choice'],
  ['experience', 'previousInternship', '', 'form.choice'],
  ['experience', 'experience', 'x'.repeat(2001), 'form.too_long'],
  ['experience', 'unavailable', 'x'.repeat(601), 'form.too_long'],
  ['experience', 'supportNeeds', 'x'.repeat(601), 'form.too_long'],
  ['letter', 'letter', 'x'.repeat(6001), 'form.too_long'],
  ['declarations', 'truthful', '', 'form.tick'],
  ['declarations', 'privacy', '', 'form.tick'],
  ['declarations', 'keepForNextCall', 'yes', 'form.invalid'],
])('%s: a wrong %s is answered beside it (%#)', (section, field, typed, problem) => {
  const found = problemsOf(section, { ...least[section], [field]: typed });

  expect(Object.values(found)).toEqual([problem]);
  expect(Object.keys(found)).toEqual([
    field === 'institution' && typed === 'other' ? 'institutionOther' : field,
  ]);
});

test.each(Object.keys(sectionForms) as Section[])(
  'every field of %s has its place on the page, and no other',
  (section) => {
    expect([...sectionFields[section]].sort()).toEqual(Object.keys(sectionForms[section].shape).sort());
  },
);

test('a letter is measured as the page counts it: a line break is one letter, however it travels', () => {
  const letter = `${'x'.repeat(99)}\r\n`.repeat(59) + 'x'.repeat(100);

  expect(letter.length).toBeGreaterThan(6000);
  expect(isWhole('letter', typedIn('letter', { letter }))).toBe(true);
});

test('of a post only the section’s own fields are kept, as typed, in one way of writing', () => {
  const posted = {
    name: ' Arta\u0000 e\u0308 ',
    phone: ['1', '2'],
    city: 'a\r\nb',
    version: '3',
    _token: 'secret',
    __proto__: 'x',
    constructor: 'y',
  };

  expect(typedIn('about', posted)).toEqual({ name: ' Arta ë ', city: 'a\nb' });
});

test('names of sections are those and nothing that merely looks like one', () => {
  expect(['about', 'documents', '', 'toString', 'About'].map(isSection)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
