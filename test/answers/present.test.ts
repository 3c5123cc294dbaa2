// Answers in words, in every language, whatever a draft holds.
import { expect, test } from 'vitest';
import { optionsFor, sectionFields, theirsOf, traceOf, wordsFor } from '../../src/answers/present.js';
import { isTextKey } from '../../src/i18n/index.js';
import { wholeAnswers } from '../support/applications.js';

const up = { id: 'up', nameSq: 'Universiteti', nameSr: 'Univerzitet', nameEn: 'University' };
const bodies = Object.fromEntries(Object.entries(wholeAnswers()).map(([name, body]) => [name, { body }]));

test('every field has a label', () => {
  const labels = Object.values(sectionFields).flatMap((fields) =>
    fields.map((one) => `applications.field.${one}`),
  );

  expect(labels.filter((key) => !isTextKey(key))).toEqual([]);
});

test('the studies in words, in three languages and Cyrillic', () => {
  const said = (['sq', 'sr', 'sr-Cyrl', 'en'] as const).map((language) => {
    const rows = wordsFor(bodies, [up], language).find(({ section }) => section === 'studies')?.rows ?? [];
    return rows
      .filter(({ field }) => ['institution', 'criminalLaw', 'average'].includes(field))
      .map(({ value }) => value);
  });

  expect(said).toEqual([
    ['Universiteti', '8,25', 'Provimi është kryer'],
    ['Univerzitet', '8,25', 'Ispit je položen'],
    ['Универзитет', '8,25', 'Испит је положен'],
    ['University', '8,25', 'Exam passed'],
  ]);
});

test('an institution that is not on the list is said to be another, with the name that was typed', () => {
  const other = { studies: { body: { institution: 'other', institutionOther: 'Kolegji X' } } };
  const [, studies] = wordsFor(other, [up], 'en');

  expect(studies?.rows.slice(0, 2)).toEqual([
    { field: 'institution', label: 'University or college', value: 'Other' },
    { field: 'institutionOther', label: 'Name of the institution', value: 'Kolegji X' },
  ]);
});

test('a draft may hold what is no code of ours: it is shown as typed, and nothing breaks', () => {
  const typed = { faculty: '<script>', degree: 'constructor', studyYear: '9', letterLanguage: 'xx' };
  const strange = {
    about: { body: typed },
    studies: { body: typed },
    experience: { body: { serbianLevel: '%' } },
  };

  const rows = wordsFor(strange, [up], 'en').flatMap((section) => section.rows);

  expect(rows.find(({ field }) => field === 'faculty')?.value).toBe('<script>');
  expect(rows.find(({ field }) => field === 'letterLanguage')?.value).toBe('xx');
  expect(rows.find(({ field }) => field === 'serbianLevel')?.value).toBe('%');
});

test('boxes are yes or no, a blank stays blank', () => {
  const rows = wordsFor({ declarations: { body: { truthful: 'on' } } }, [], 'en').flatMap((one) => one.rows);

  expect(
    rows.filter(({ field }) => ['truthful', 'privacy', 'letter'].includes(field)).map(({ value }) => value),
  ).toEqual(['', 'Yes', 'No']);
});

test('what somebody else saved is told in words too', () => {
  expect(
    theirsOf(
      { faculty: 'law', institution: 'up', average: '8' },
      ['faculty', 'institution', 'average', 'profile'],
      [up],
    ),
  ).toEqual([
    { label: 'applications.field.faculty', text: 'law', textKey: 'eligibility.value.faculty.law' },
    { label: 'applications.field.institution', text: 'Universiteti' },
    { label: 'applications.field.average', text: '8' },
    { label: 'applications.field.profile', text: '' },
  ]);
});

test('without conditions there is no trace', () => {
  expect(traceOf(bodies, null, 'en')).toBeNull();
});

test('the choices of a level are those of the form', () => {
  expect(optionsFor([up], 'en').levels.map(({ value }) => value)).toEqual([
    'none',
    'basic',
    'good',
    'very_good',
    'native',
  ]);
});
