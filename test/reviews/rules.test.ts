// The judgements of review: who is protected, what differs, the middle of numbers.
import { expect, test } from 'vitest';
import { kinds } from '../../src/particulars/form.js';
import type { Rows } from '../../src/particulars/rules.js';
import {
  differencesOf,
  hoursBetween,
  isProtected,
  medianOf,
  type Piece,
  piecesOf,
  protectedIn,
} from '../../src/reviews/rules.js';

const none = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Rows;
const whole = (rows: Partial<Rows>) => ({ answers: {}, rows: { ...none, ...rows } });

test.each([
  ['nobody', {}, false],
  ['a pseudonym heard', { witnesses: [{ who: 'protected-3', measures: ['NONE'] }] }, true],
  ['a pseudonym in the room', { attendance: [{ who: 'protected-3' }] }, true],
  ['a witness behind a screen', { witnesses: [{ who: 'typed', measures: ['SCRN'] }] }, true],
  ['a witness without measures', { witnesses: [{ who: 'participant-3', measures: ['NONE'] }] }, false],
  ['nobody knows of measures', { witnesses: [{ who: 'typed', measures: ['UNK'] }] }, false],
  ['an incident against one', { incidents: [{ target: 'protected', who: null }] }, true],
  ['an incident against the public', { incidents: [{ target: 'public' }] }, false],
] as const)('%s', (_what, rows, expected) => {
  expect(isProtected(whole(rows as Partial<Rows>), [])).toBe(expected);
});

test('a protected document alone is enough', () => {
  const of = (level: 'staff' | 'protected') =>
    ({ id: 1, name: '', kind: 'ruling', level, datedOn: null, type: 'pdf', bytes: 1, sha256: '' }) as const;

  expect(isProtected({ ...whole({}), documents: [of('staff')] }, [])).toBe(false);
  expect(isProtected({ ...whole({}), documents: [of('staff'), of('protected')] }, [])).toBe(true);
});

test('pseudonyms are counted once each', () => {
  const rows = {
    attendance: [{ who: 'protected-12' }],
    witnesses: [{ who: 'protected-12' }, { who: 'protected-3' }],
  };

  expect(protectedIn(whole(rows), [])).toEqual(['12', '3']);
});

test.each([
  ['in the summary', { answers: { facts: 'Then delta-7 was asked about the road.' } }, ['7']],
  [
    'in what was asked in a motion',
    { rows: { ...none, motions: [{ words: 'To hear DELTA 7 again' }] } },
    ['7'],
  ],
  [
    'beside a row that names the same one',
    { answers: { followUp: 'Who is Delta-7?' }, rows: { ...none, witnesses: [{ who: 'protected-7' }] } },
    ['7'],
  ],
  ['as a part of another word', { answers: { facts: 'Delta-77 and Delta-7b and the delta.' } }, []],
  ['nowhere', { answers: { facts: 'The parties read documents.', nextPurpose: null } }, []],
])('a pseudonym in words alone is somebody protected: %s', (_where, more, expected) => {
  const hidden = [
    { id: 7, pseudonym: 'Delta-7' },
    { id: 9, pseudonym: ' – ' },
  ];
  const said = { ...whole({}), ...more } as unknown as Parameters<typeof isProtected>[0];

  expect(protectedIn(said, hidden)).toEqual(expected);
  expect(isProtected(said, hidden)).toBe(expected.length > 0);
});

test('what differs is told field by field, what was added and taken away too', () => {
  const said = (field: string, value: string) => ({
    section: 'next',
    name: 'Next',
    field,
    label: field.toUpperCase(),
    value,
  });

  const found = differencesOf(
    [said('a', '1'), said('b', '2'), said('c', '3')],
    [said('a', '1'), said('b', '9'), said('d', '4')],
  );

  expect(found.map(({ field, before, after }) => [field, before, after])).toEqual([
    ['b', '2', '9'],
    ['d', '', '4'],
    ['c', '3', ''],
  ]);
});

test('hours are whole and never less than none; the median lies in the middle', () => {
  expect([hoursBetween(0, 3_599_999), hoursBetween(0, 7_200_000), hoursBetween(5, 0)]).toEqual([0, 2, 0]);
  expect([medianOf([]), medianOf([3]), medianOf([1, 2]), medianOf([5, 1, 2])]).toEqual([null, 3, 1.5, 2]);
});

const said = (pieces: readonly Piece[]) =>
  pieces.map(({ text, isOwn }) => (isOwn ? `[${text.trim()}]` : text.trim())).join(' ');

test.each<[string, string, string, string]>([
  [
    'a sentence added',
    'The judge opened the session and the parties were there.',
    'The judge opened the session at nine and the parties were there. They agreed.',
    'The judge opened the session and the parties were there.',
  ],
  [
    'a word changed',
    'The judge opened the session and the defence was heard first.',
    'The judge opened the session and the prosecution was heard first.',
    'The judge opened the session and the [defence] was heard first.',
  ],
])('%s is marked, and nothing else', (_what, before, after, marked) => {
  const pieces = piecesOf(before, after);

  expect(said(pieces?.before ?? [])).toBe(marked);
  expect(pieces?.after.map(({ text }) => text).join('')).toBe(after);
});

test.each([
  ['short ones', 'Yes, they were.', 'No, they were not.'],
  ['nothing in common', 'one two three four five six seven eight', 'a b c d e f g h i j'],
  ['nothing before', '', 'one two three four five six seven eight nine'],
])('texts are left as they are: %s', (_what, before, after) => {
  expect(piecesOf(before, after)).toBeNull();
});
