// What is missing, what may change late, and what two texts differ in.
import { expect, test } from 'vitest';
import type { Section } from '../../src/answers/form.js';
import { changedFields, laterFields, merged, missingParts } from '../../src/answers/rules.js';
import { wholeAnswers } from '../support/applications.js';

const required = ['motivation_letter', 'grades_certificate'];
const certificate = [{ slot: 'grades_certificate' }];
const whole = Object.fromEntries(Object.entries(wholeAnswers()).map(([name, body]) => [name, { body }]));
const without = (section: Section) => ({ ...whole, [section]: undefined });
const web = { source: 'web' };

test('nothing is missing of what is whole', () => {
  expect(missingParts(web, required, whole, certificate)).toEqual([]);
});

test('of an empty draft everything is missing, in the order of the tasks, sections before documents', () => {
  expect(missingParts(web, required, {}, [])).toEqual([
    'about',
    'studies',
    'experience',
    'declarations',
    'document:motivation_letter',
    'document:grades_certificate',
  ]);
});

test.each(['about', 'studies', 'experience', 'declarations'] as const)(
  'without %s, it is named',
  (section) => {
    expect(missingParts(web, required, without(section), certificate)).toEqual([section]);
  },
);

test('a section that was begun and is not whole is missing', () => {
  expect(missingParts(web, required, { ...whole, about: { body: { name: 'Arta' } } }, certificate)).toEqual([
    'about',
  ]);
});

test.each<[string, Section | undefined, string, { slot: string }[], string[]]>([
  ['typed', undefined, 'My letter', certificate, []],
  ['as a file', 'letter', '', [...certificate, { slot: 'motivation_letter' }], []],
  ['blank', undefined, ' \n ', certificate, ['document:motivation_letter']],
  ['too long', undefined, 'x'.repeat(6001), certificate, ['document:motivation_letter']],
  ['never begun', 'letter', '', certificate, ['document:motivation_letter']],
])('a letter %s', (_how, absent, letter, documents, expected) => {
  const bodies = absent ? without(absent) : { ...whole, letter: { body: { letter } } };

  expect(missingParts(web, required, bodies, documents)).toEqual(expected);
});

test('only what the call asks for is missing', () => {
  expect(missingParts(web, [], without('letter'), [])).toEqual([]);
  expect(missingParts(web, ['grades_certificate', 'cv'], whole, certificate)).toEqual(['document:cv']);
});

test('what staff enter is declared by the applicant, not by staff', () => {
  expect(missingParts({ source: 'paper' }, required, without('declarations'), certificate)).toEqual([]);
  expect(missingParts({ source: 'email' }, required, without('declarations'), certificate)).toEqual([]);
});

test('before the deadline all that was typed stands; after it only what may still change', () => {
  const before = { name: 'Arta', phone: '1', city: 'Pejë' };
  const typed = { name: 'Somebody else', phone: '2', contactNote: 'after 16:00' };

  expect(merged('about', before, typed, 'all')).toEqual(typed);
  expect(merged('about', before, typed, 'later')).toEqual({
    name: 'Arta',
    phone: '2',
    city: 'Pejë',
    contactNote: 'after 16:00',
  });
  expect(merged('studies', { average: '8' }, { average: '10' }, 'later')).toEqual({ average: '8' });
});

test('late changes are about reaching, coming and support, never about a fact the rules read', () => {
  expect(laterFields).toEqual({
    about: ['phone', 'city', 'letterLanguage', 'contactNote'],
    experience: ['unavailable', 'supportNeeds'],
  });
});

test('blank and absent are the same; everything else is a change', () => {
  expect(changedFields({ a: '1', b: '', c: 'x' }, { a: '2', c: 'x', d: '' })).toEqual(['a']);
  expect(changedFields({ a: '1' }, {})).toEqual(['a']);
});
