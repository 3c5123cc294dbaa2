// The whole table of who may do what, as people read it: a right that changes shows in policy.txt.
import { expect, test } from 'vitest';
import { groupNames } from '../../db/schema/people.js';
import type { Actor, Group } from '../../src/access/actor.js';
import { scopeOf } from '../../src/access/allow.js';
import { type Action, policy } from '../../src/access/policy.js';

const actions = Object.keys(policy) as Action[];

function actor(groups: Group[], assurance: Actor['assurance'] = 'full'): Actor {
  return { personId: 1, sessionId: 1, name: 'Arta', groups, language: 'en', assurance };
}

/** Everyone there is: nobody, each group, and staff who have only opened a link or only given their password. */
const everyone: [string, Actor | null][] = [
  ['nobody', null],
  ...groupNames.map((group): [string, Actor] => [
    group,
    actor([group], group === 'applicant' ? 'link' : 'full'),
  ]),
  ['by link', actor([], 'link')],
  ['half', actor([], 'password')],
];

function table(): string {
  const first = Math.max(...actions.map((action) => action.length));
  const row = (cells: string[]) =>
    cells
      .map((cell, index) => cell.padEnd(index === 0 ? first : (everyone[index - 1]?.[0].length ?? 0)))
      .join(' | ')
      .trimEnd();
  const lines = actions.map((action) =>
    row([action, ...everyone.map(([, one]) => scopeOf(one, action) ?? '·')]),
  );
  return [
    'by link: signed in by a link in an e-mail, without an application; half: the password was right, the code is missing.',
    '',
    row(['', ...everyone.map(([name]) => name)]),
    ...lines,
    '',
  ].join('\n');
}

// After a right was changed on purpose: npx vitest run test/access/policy.test.ts -u, and read the difference.
test('everybody may do exactly what policy.txt says', async () => {
  await expect(table()).toMatchFileSnapshot('policy.txt');
});

test('of several groups the widest right holds, and none beside', () => {
  const both = actor(['applicant', 'coordinator']);
  const neither = actor(['reviewer']);

  expect(scopeOf(both, 'document.read')).toBe('any');
  expect(scopeOf(both, 'application.edit')).toBe('own');
  expect(scopeOf(neither, 'document.read')).toBeUndefined();
});
