import { expect, test } from 'vitest';
import { NoteForm } from '../../src/notes/form.js';

test.each([
  ['', ['note']],
  ['   ', ['note']],
  ['x'.repeat(2001), ['note']],
  ['x'.repeat(2000), []],
  ['two\nlines', []],
])('a note needs words, and not too many', (note, wrong) => {
  const issues = NoteForm.safeParse({ note }).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join('.'))).toEqual(wrong);
});
