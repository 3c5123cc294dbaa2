// What the rules enforce in rows, whatever a form sent: known people only, no gist of a closed session, fixed terms.
import { expect, test } from 'vitest';
import { isGistShut, type Row, settledRows } from '../../src/particulars/rules.js';

const people = {
  named: [],
  hidden: [{ id: 3, pseudonym: 'W12', role: 'PWIT', ground: 'court_order', measures: ['PSEU'] }],
};
const settle = (row: Row, answers = {}, fixedTermsFor: string[] = []) =>
  settledRows('witnesses', [row], { people, answers, fixedTermsFor });
const typed = { who: 'typed', role: 'WIT', named: true };

test.each<[string, Row, object, string[], string]>([
  ['a pseudonym typed', { ...typed, label: 'w12' }, {}, [], 'witnesses-0-label'],
  [
    'a name nobody vouches for',
    { ...typed, named: false, label: 'Agron Shembulli' },
    {},
    [],
    'witnesses-0-label',
  ],
  [
    'an injured party among victims',
    { ...typed, role: 'INJ', label: 'Agron' },
    {},
    ['protected-3'],
    'witnesses-0-label',
  ],
  [
    'a gist of a closed session',
    { who: 'protected-3', gist: 'words' },
    { publicity: 'closed' },
    [],
    'witnesses-0-gist',
  ],
  [
    'a gist of a protected victim',
    { who: 'protected-3', gist: 'words' },
    {},
    ['protected-3'],
    'witnesses-0-gist',
  ],
  ['somebody of another case', { who: 'protected-9' }, {}, [], 'witnesses-0-who'],
])('%s is refused and not kept', (_what, row, answers, victims, field) => {
  const { rows, problems } = settle(row, answers, victims);

  expect(Object.keys(problems)).toEqual([field]);
  expect(rows[0]?.[field.split('-')[2] ?? ''] ?? null).toBeNull();
});

test('somebody protected brings their measures, and no label', () => {
  const { rows, problems } = settle({ who: 'protected-3', label: 'Agron Shembulli', gist: 'Spoke.' });

  expect(problems).toEqual({});
  expect(rows).toEqual([
    { who: 'protected-3', label: null, named: false, measures: ['PSEU'], gist: 'Spoke.' },
  ]);
});

test.each<[string, string | null, string | null, boolean]>([
  ['open', '10:00', '11:00', false],
  ['closed', '10:00', '11:00', true],
  ['partly_closed', '10:00', '11:00', true],
  ['partly_closed', '13:00', '14:00', false],
  ['partly_closed', null, null, true],
])('with the public %s, a testimony from %s until %s is shut: %s', (publicity, startedAt, endedAt, shut) => {
  const answers = { publicity, closedFrom: '10:30', closedUntil: '12:00' };
  expect(isGistShut({ startedAt, endedAt }, answers)).toBe(shut);
});
