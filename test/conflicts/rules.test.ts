// Who may put a new statement about a conflict in the place of the one that stands.
import { expect, test } from 'vitest';
import { mayReplace } from '../../src/conflicts/rules.js';

const [mira, dafina] = [1, 2];

test.each([
  ['nothing stands', undefined, mira, mira, true],
  ['their own "none" becomes a conflict', { kind: 'none', saidBy: mira }, mira, mira, true],
  ['their own conflict is not lifted by themselves', { kind: 'friend', saidBy: mira }, mira, mira, false],
  ['what a coordinator set is not overruled', { kind: 'friend', saidBy: dafina }, mira, mira, false],
  ['nor is a "none" that a coordinator set', { kind: 'none', saidBy: dafina }, mira, mira, false],
  ['somebody else may lift it', { kind: 'friend', saidBy: mira }, mira, dafina, true],
])('%s', (_name, standing, person, by, expected) => {
  expect(mayReplace(standing, person, by)).toBe(expected);
});
