// What one may ask about where one is signed in.
import { expect, test } from 'vitest';
import { EndForm } from '../../src/sessions/form.js';

test('a number, the others, or all; nothing else', () => {
  for (const session of ['12', 'others', 'all']) expect(EndForm.safeParse({ session }).success).toBe(true);
  for (const session of ['', '-1', 'mine', '1e3', undefined])
    expect(EndForm.safeParse({ session }).success).toBe(false);
});
