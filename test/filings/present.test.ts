// A filed report in words.
import { expect, test } from 'vitest';
import { inWords } from '../../src/filings/present.js';
import { kinds } from '../../src/particulars/form.js';
import type { Rows } from '../../src/particulars/rules.js';

const rows = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Rows;

const said = (language: 'sq' | 'sr' | 'en') => {
  const answers = {
    outcome: 'held_productive',
    coverage: 'full',
    actions: ['documents', 'exhibits', 'accused_heard'],
  };
  const [actions] = inWords(language, { answers, rows }, { named: [], hidden: [] }).filter(
    ({ section }) => section === 'actions',
  );
  return actions?.rows.map(({ value }) => value);
};

test('several answers to one question are one line: only its first word has a capital', () => {
  expect(said('sr')).toEqual(['Čitani spisi, materijalni dokazi, optuženi saslušan']);
  expect(said('sq')).toEqual(['U lexuan shkresa, prova materiale, i akuzuari u dëgjua']);
  expect(said('en')).toEqual(['Documents read, exhibits, accused heard']);
});

test('a row is called by whom it is about, in the courtroom with their part, or by its number', () => {
  const named = [
    { id: 7, name: 'Agim Shembulli', role: 'ACC', sinceOn: '2026-01-01', untilOn: null },
    { id: 8, name: 'Besa Shembulli', role: 'WIT', sinceOn: '2026-01-01', untilOn: null },
  ] as const;
  const all: Rows = {
    ...rows,
    attendance: [
      { who: 'participant-7', role: 'ACC', status: 'present' },
      { who: null, name: 'Dea Shembulli', role: 'PRO', status: 'present' },
    ],
    witnesses: [
      { who: 'participant-8', role: 'WIT', gist: 'Words' },
      { who: 'typed', role: 'WIT', gist: 'Words' },
    ],
  };
  const answers = { outcome: 'held_productive', coverage: 'full', actions: ['witness'] };

  const titles = inWords('en', { answers, rows: all }, { named, hidden: [] })
    .filter(({ section }) => section === 'attendance' || section === 'witnesses')
    .map(({ groups }) => groups.flatMap((group) => group.rows.map(({ title }) => title)));

  expect(titles).toEqual([
    ['Agim Shembulli, accused', 'Dea Shembulli, prosecutor'],
    ['Besa Shembulli', 'No. 2'],
  ]);
});
