// The places of a call, in words and in order.
import { expect, test } from 'vitest';
import { isSlot } from '../../src/documents/form.js';
import { documentRows, firstSlot } from '../../src/documents/present.js';

const call = { requiredDocuments: ['motivation_letter', 'grades_certificate'], optionalDocuments: ['cv'] };
const certificate = { slot: 'grades_certificate', id: 7 };

test('each place with its document, required ones first; a typed letter asks for no file', () => {
  const short = (typed: boolean) =>
    documentRows(call, [certificate], 'en', typed).map(({ slot, title, required, document }) => [
      slot,
      title,
      required,
      document,
    ]);

  expect(short(false)).toEqual([
    ['motivation_letter', 'Motivation letter', true, null],
    ['grades_certificate', 'Certificate of grades', true, certificate],
    ['cv', 'CV', false, null],
  ]);
  expect(short(true)[0]).toEqual(['motivation_letter', 'Motivation letter', false, null]);
  expect([false, true].map((typed) => documentRows(call, [], 'en', typed)[0]?.hint)).toEqual([
    'Only if you did not type the letter.',
    'You typed the letter in the page, so this file is not needed.',
  ]);
});

test('documents begin with the certificate, or with whatever the call asks for', () => {
  expect(firstSlot(call)).toBe('grades_certificate');
  expect(firstSlot({ requiredDocuments: ['motivation_letter'], optionalDocuments: ['cv'] })).toBe('cv');
  expect(firstSlot({ requiredDocuments: ['motivation_letter'], optionalDocuments: [] })).toBe(
    'motivation_letter',
  );
  expect(firstSlot({ requiredDocuments: [], optionalDocuments: [] })).toBeUndefined();
});

test('a place is one of ours by its exact name', () => {
  expect(['cv', 'CV', '', '__proto__'].map(isSlot)).toEqual([true, false, false, false]);
});
