// A case's number is one number however it is typed, and an odd one is kept.
import { expect, test } from 'vitest';
import { readNumber } from '../../src/cases/rules.js';

test.each([
  [
    'ps-76-2019',
    ['PS.nr.76/19', 'PS nr 76-19', 'ps76/19', 'PS.Nr. 076/2019', 'ПС бр. 76/19', 'PSnr76/19', 'P.S. 76 / 19'],
  ],
  ['aps-26-2021', ['APS.nr.26/2021', 'aps 26/21']],
  ['pml-46-2022', ['Pml.nr.46/2022', 'PML 46/22']],
  ['ki-131-2022', ['KI131/22', 'KI 131/2022']],
  ['p-938-2013', ['P 938/13', 'P.br. 938/13', 'П 938/13']],
  ['pps-88-2011', ['PPS nr. 88/11', 'PPS.no.88/2011']],
  ['pakr-12-1999', ['PAKR 12/99']],
])('%s is found by each spelling', (key, spellings) => {
  const read = spellings.map(readNumber);

  expect(read.map((one) => one.numberKey)).toEqual(spellings.map(() => key));
  expect(read.filter((one) => one.isOdd)).toEqual([]);
});

test('the Specialist Chambers write the year first', () => {
  expect(readNumber('KSC-BC-2020-06')).toEqual({ numberKey: 'kscbc-2020-6', digits: '2020-6', isOdd: false });
});

test.each(['76/19', 'PS 76', 'PS', '12', 'PS.nr.76/19/4', 'PS 76/1', 'lënda e parë', 'ABCDEFGH 1/20'])(
  'an odd shape is told and kept: %s',
  (written) => {
    expect(readNumber(written).isOdd).toBe(true);
  },
);

test('numbers that differ stay apart', () => {
  const keys = ['PS 76/19', 'PS 76/20', 'PS 7/619', 'P 76/19', 'APS 76/19'].map(
    (one) => readNumber(one).numberKey,
  );

  expect(new Set(keys).size).toBe(5);
});
