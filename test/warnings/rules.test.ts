// Each warning by itself, as a table: a report that is quiet, one thing changed, and what is then warned of, and where.
import { expect, test } from 'vitest';
import { texts } from '../../src/i18n/index.js';
import { kinds } from '../../src/particulars/form.js';
import type { Row, Rows } from '../../src/particulars/rules.js';
import { type Whole, workedOut } from '../../src/reports/rules.js';
import { warningRows } from '../../src/warnings/present.js';
import {
  type Beside,
  oddNumbersIn,
  spellingsOf,
  type Warning,
  warningsOf,
} from '../../src/warnings/rules.js';

const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ');
const attendance: Row[] = [
  { who: 'participant-1', role: 'PJ', status: 'present' },
  { who: 'participant-2', role: 'PM', status: 'present' },
  { who: 'participant-3', role: 'PRO', status: 'present' },
];
const quiet = {
  outcome: 'held_productive',
  coverage: 'full',
  panelSame: 'yes',
  startedAt: '09:35',
  endedAt: '11:10',
  publicity: 'open',
  actions: ['documents'],
  interpretation: 'no',
  facts: words(200),
  nextKind: 'date',
  nextOn: '2026-11-12',
};
const beside: Beside = {
  known: { fixedTermsFor: [], scheduledTime: '09:30' },
  scheduledOn: '2026-10-22',
  last: attendance,
  pseudonyms: ['W12'],
  isRegistered: (name) => name === 'Agim Shembulli',
};

type Change = { answers?: Record<string, unknown>; rows?: Partial<Rows>; beside?: Partial<Beside> };
function found({ answers = {}, rows = {}, beside: more = {} }: Change): Warning[] {
  const none = Object.fromEntries(kinds.map((kind) => [kind, []])) as unknown as Rows;
  const all = { ...beside, ...more };
  const given = { ...quiet, ...answers };
  const known = { ...given, ...workedOut(given, all.known) };
  const whole: Whole = { answers: known, rows: { ...none, attendance, ...rows } };
  return warningsOf(whole, all);
}
const facts = (text: string): Change => ({ answers: { facts: `${words(200)}. ${text}` } });
const witness = (row: Row): Change => ({ rows: { witnesses: [{ who: 'typed', changed: 'no', ...row }] } });
const panel = (second: string): Partial<Rows> => ({
  attendance: [attendance[0] as Row, { ...attendance[1], who: second }, attendance[2] as Row],
});

const table: readonly [what: string, Change, ...found: string[]][] = [
  ['nothing', {}],

  ['the end before the start', { answers: { endedAt: '09:10' } }, 'end_before_start endedAt'],
  [
    'a part followed that ends before it begins',
    { answers: { coverage: 'part', coveredFrom: '11:00', coveredUntil: '10:00' } },
    'end_before_start coveredUntil',
  ],
  [
    'a closing that ends before it begins',
    { answers: { publicity: 'closed', closedFrom: '11:00', closedUntil: '10:00' } },
    'end_before_start closedUntil',
  ],
  [
    'a break that ends before it begins',
    { rows: { breaks: [{ fromTime: '10:30', untilTime: '10:00' }] } },
    'end_before_start breaks-0-untilTime',
  ],
  [
    'a testimony that ends before it begins',
    witness({ startedAt: '10:30', endedAt: '10:00' }),
    'end_before_start witnesses-0-endedAt',
  ],
  [
    'times of a hearing that was not opened, which nobody sees',
    { answers: { outcome: 'not_opened', endedAt: '09:10', closedFrom: '11:00', closedUntil: '10:00' } },
  ],
  [
    'breaks of a hearing nobody followed',
    {
      answers: { coverage: 'not_covered', startedAt: '10:30' },
      rows: { breaks: [{ fromTime: '10:30', untilTime: '10:00' }] },
    },
  ],

  ['late without a cause, which is missing', { answers: { startedAt: '09:46' } }],
  [
    'late of an unknown cause',
    { answers: { startedAt: '09:46', lateCause: 'UNK' } },
    'late_unexplained lateCause',
  ],
  ['late with a cause', { answers: { startedAt: '09:46', lateCause: 'ESC' } }],
  ['a quarter of an hour is not late', { answers: { startedAt: '09:45' } }],
  ['a cause without lateness, which nobody sees', { answers: { lateCause: 'UNK' } }],
  [
    'no hour to be late for',
    { answers: { startedAt: '10:40' }, beside: { known: { fixedTermsFor: [], scheduledTime: '' } } },
  ],
  ['a next date that is past', { answers: { nextOn: '2026-10-22' } }, 'next_not_later nextOn'],
  ['a next date nobody sees', { answers: { nextOn: '2026-10-22', nextKind: 'unknown' } }],

  ['another panel, said to be the same', { rows: panel('participant-9') }, 'panel_changed panelSame'],
  ['another panel, said', { answers: { panelSame: 'no' }, rows: panel('participant-9') }],
  ['the same panel, said to be another', { answers: { panelSame: 'no' } }, 'panel_the_same panelSame'],
  [
    'another prosecutor',
    {
      rows: {
        attendance: [
          ...attendance.slice(0, 2),
          { who: null, name: 'Drita Akuzaj', role: 'PRO', status: 'present' },
        ],
      },
    },
    'prosecutor_changed prosecutorChanged',
  ],
  [
    'another prosecutor, said',
    {
      answers: { prosecutorChanged: 'yes' },
      rows: {
        attendance: [...attendance.slice(0, 2), { who: 'participant-8', role: 'PRO', status: 'present' }],
      },
    },
  ],
  ['the first report of a case', { rows: panel('participant-9'), beside: { last: undefined } }],

  ['149 words', { answers: { facts: words(149) } }, 'summary_short facts'],
  ['150 words', { answers: { facts: words(150) } }],
  ['400 words', { answers: { facts: words(400) } }],
  ['401 words', { answers: { facts: words(401) } }, 'summary_long facts'],
  ['no summary yet', { answers: { facts: '' } }],
  ['201 words of observations', { answers: { observations: words(201) } }, 'observations_long observations'],
  ['200 words of observations', { answers: { observations: words(200) } }],

  ['a “No” without a note, which is missing', { rows: { indicators: [{ code: 'PUB', answer: 'no' }] } }],
  ['productive without a step', { answers: { actions: ['deliberation'] } }, 'no_step actions'],
  ['unproductive without a step', { answers: { actions: ['deliberation'], outcome: 'held_unproductive' } }],
  ['unproductive with a step', { answers: { outcome: 'held_unproductive' } }, 'step_made outcome'],
  [
    'a step of a hearing nobody followed',
    { answers: { outcome: 'held_unproductive', coverage: 'not_covered' } },
  ],

  ['contact noticed', witness({ contact: 'yes' }), 'contact_untold witnesses-0-contact'],
  ['no contact noticed', witness({ contact: 'no' })],
  [
    'contact noticed, and told among the incidents',
    { rows: { witnesses: [{ who: 'typed', contact: 'yes' }], incidents: [{ event: 'contact' }] } },
  ],

  ['judging in English', facts('The judge was obviously tired.'), 'loaded_words facts obviously'],
  ['judging in Albanian', facts('Gjyqtari ishte i njëanshëm.'), 'loaded_words facts njëanshëm'],
  ['judging in Serbian', facts('Sudija je bio pristrasan.'), 'loaded_words facts pristrasan'],
  ['judging in Cyrillic', facts('Судија је био пристрасан.'), 'loaded_words facts пристрасан'],
  ['judging where judging belongs', { answers: { observations: 'The judge was obviously tired.' } }],
  ['judging in a gist', witness({ gist: 'A shameful answer.' }), 'loaded_words witnesses-0-gist shameful'],
  ['guilt settled in English', facts('The perpetrators came at night.'), 'guilt_settled facts perpetrators'],
  ['guilt settled in Albanian', facts('Vrasësi heshti.'), 'guilt_settled facts Vrasësi'],
  ['guilt settled in Serbian', facts('Zločinac je ćutao.'), 'guilt_settled facts Zločinac'],
  [
    'guilt settled in observations too',
    { answers: { observations: 'The murderer was calm.' } },
    'guilt_settled observations murderer',
  ],

  ['a name near a pseudonym', facts('W12 met Agim Shembulli there.'), 'name_near facts Agim Shembulli'],
  ['a name near nobody', facts('Agim Shembulli sat.')],
  ['a name the register does not know', facts('W12 met Besa Tjetra there.')],
  ['a telephone near a pseudonym', facts('W12 can be called at +383 44 123 456.'), 'phone_near facts'],
  ['an address near a pseudonym', facts('W12 writes from someone@example.org.'), 'email_near facts'],
  ['a personal number near a pseudonym', facts('W12 has the number 1234567890.'), 'id_near facts'],
  ['a town near a pseudonym', facts('W12 lived in Gjakova then.'), 'place_near facts'],
  ['a village in English', facts('W12 left the village of Shembullaj.'), 'place_near facts'],
  ['a village in Albanian', facts('W12 doli nga fshati Shembullaj.'), 'place_near facts'],
  ['a village in Serbian', facts('W12 je napustio selo Primerovo.'), 'place_near facts'],
  ['a village in Cyrillic', facts('W12 је напустио село Примерово.'), 'place_near facts'],
  ['a village without its name', facts('W12 left the village at night.')],

  [
    'a change spoken of and denied',
    witness({ gist: 'This differs from the earlier statement.' }),
    'statement_unlike witnesses-0-changed',
  ],
  [
    'the same in Albanian',
    witness({ gist: 'Nuk përputhet me deklaratën e mëparshme.' }),
    'statement_unlike witnesses-0-changed',
  ],
  [
    'the same in Serbian',
    witness({ gist: 'Razlikuje se od ranijeg iskaza.' }),
    'statement_unlike witnesses-0-changed',
  ],
  [
    'a change not spoken of',
    witness({ changed: 'wholly', gist: 'Spoke of the events.' }),
    'change_untold witnesses-0-changed',
  ],
  ['a change spoken of', witness({ changed: 'partly', gist: 'It differs from the earlier statement.' })],
  ['a change with nothing told', witness({ changed: 'partly', gist: null })],

  ['an odd number of a case', facts('As decided in PS.nr. 76/203.'), 'number_odd facts PS.nr. 76/203'],
  ['a number without a year', facts('As decided in PKR nr 76 before.'), 'number_odd facts PKR nr 76'],
  ['numbers as courts write them', facts('PS.nr.76/19, APS.nr.26/2021, P 938/13, KI131/22, PPS nr. 88/11.')],
];

test.each(table)('%s', (_what, change, ...expected) => {
  const said = found(change).map(({ code, field, words: in_ }) =>
    [code, field, in_].filter(Boolean).join(' '),
  );
  expect(said).toEqual(expected);
});

test('each warning has its place in the table, and words in three languages', () => {
  const tested = new Set(table.flatMap(([, , ...some]) => some.map((one) => one.split(' ')[0])));
  const worded = Object.keys(texts).filter((key) => key.startsWith('warnings.found.'));
  // Filings under the first list of questions have two more.
  const all = [...tested, 'no_without_note', 'not_late'];
  expect(worded.map((key) => key.split('.')[2]).sort()).toEqual(all.sort());

  const [loaded] = found(facts('The judge was obviously tired.'));
  for (const [language, sentence] of [
    ['sq', 'Kjo gjykon në vend që të tregojë: obviously.'],
    ['sr', 'Ovo ocenjuje umesto da opisuje: obviously.'],
    ['en', 'This judges instead of telling: obviously.'],
  ] as const)
    expect(warningRows(language, [loaded as Warning])).toMatchObject([{ text: sentence }]);
  // A filing keeps the code alone.
  const { words: _words, ...kept } = loaded as Warning;
  expect(warningRows('en', [kept])).toMatchObject([{ text: 'This judges instead of telling.' }]);
});

test('a name is looked for without the endings a text gives it', () => {
  expect(spellingsOf('Agimit Shembullit')).toContain('Agim Shembulli');
  expect(spellingsOf('Ivanom Primerovićem')).toContain('Ivan Primerović');
  expect(spellingsOf('Ivanës Shembulli')).toContain('Ivana Shembulli');
  expect(oddNumbersIn('page P. 12, the hearing no. 5, in 2019, W12')).toEqual([]);
});
