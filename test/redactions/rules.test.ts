// What a letter tells of its writer, found in every spelling, and hidden.
import { expect, test } from 'vitest';
import { type Known, marked, occurrences, redact, suggestions } from '../../src/redactions/rules.js';

const known: Known = {
  names: ['Arta Krasniqi'],
  emails: ['arta.k@example.org'],
  phones: ['+38344123456'],
  places: ['Bresalc'],
  institutions: ['AAB', 'Universiteti i Prishtinës'],
};
const found = (text: string, more: Partial<Known> = {}) =>
  suggestions(text, { ...known, ...more }).map(({ kind, text: said, times }) => `${kind} ${said} ${times}`);

test.each([
  ['as it is', 'Unë jam Arta Krasniqi.', ['own_name Arta Krasniqi 1']],
  ['with an ending', 'letra e Artës dhe e Krasniqit', ['own_name Artës 1', 'own_name Krasniqit 1']],
  ['in Cyrillic', 'Зовем се Арта Краснићи', ['own_name Арта Краснићи 1']],
  ['in Serbian letters', 'zovem se Arta Krasnići', ['own_name Arta Krasnići 1']],
  ['in small letters', 'arta krasniqi, student', ['own_name arta krasniqi 1']],
  ['an e-mail', 'më shkruani në arta.k@example.org', ['email arta.k@example.org 1']],
  ['a phone', 'tel. 044 123 456 ose +383 44 123 456', ['phone 044 123 456 1', 'phone +383 44 123 456 1']],
  ['a personal number', 'numri 1234567890', ['number 1234567890 1']],
  ['a link', 'shih linkedin.com/in/arta', ['link linkedin.com/in/arta 1']],
  ['a city of their own', 'kam lindur në Bresalc', ['place Bresalc 1']],
  ['a municipality', 'sudnica u Prištini', ['place Prištini 1']],
  ['a village', 'rastet në fshatin Zhegërr', ['place Zhegërr 1']],
  ['an institution', 'studioj në AAB', ['institution AAB 1']],
  ['somebody else', 'me profesor Agim Hoxha', ['other_name Agim Hoxha 1']],
  ['a name inside a sentence', 'ndoqa klinikën me Besnikun', ['other_name Besnikun 1']],
])('%s is found', (_name, text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('what names nobody is left alone', () => {
  const text =
    'Në vitin e tretë. Gjykata Themelore në Kosovë. Dua të mësoj. Krivično procesno pravo mi je najdraži predmet. 2026, 7.5';

  expect(found(text)).toEqual([]);
});

test('hiding takes every spelling, script and case, and leaves the rest as it was written', () => {
  const text =
    'Unë jam Arta Krasniqi (arta.k@example.org), Арта Краснићи.\nArtës i pëlqen arti; tel. +383 44 123 456.';

  expect(redact(text, ['Arta Krasniqi', 'Arta', 'arta.k@example.org', '+383 44 123 456'])).toBe(
    'Unë jam […] ([…]), […].\n[…] i pëlqen arti; tel. […].',
  );
});

test('a short name is only hidden where it stands by itself', () => {
  expect(redact('Ana i analiza, Anu sam videla', ['Ana'])).toBe('[…] i analiza, […] sam videla');
  expect(occurrences('Ed edukim', 'Ed')).toHaveLength(1);
});

test('nothing to hide changes nothing, and hiding twice hides nothing more', () => {
  const text = 'Dua të mësoj të shkruaj saktë.';

  expect(redact(text, [])).toBe(text);
  expect(redact(text, ['', '…'])).toBe(text);
  const once = redact('Arta shkruan', ['Arta']);
  expect(redact(once, ['Arta'])).toBe(once);
});

test('in the original what readers will not get is marked, and every letter of it is there', () => {
  const text = 'Unë jam Arta Krasniqi, nga Bresalci.\nArta';

  const pieces = marked(text, ['Arta', 'Krasniqi', 'Bresalc']);

  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ hidden }) => hidden).map((piece) => piece.text)).toEqual([
    'Arta Krasniqi',
    'Bresalci',
    'Arta',
  ]);
  expect(marked('', ['Arta'])).toEqual([]);
});
