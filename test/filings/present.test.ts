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
