// Words a factual text should do without, and what identifies somebody near a pseudonym: tables in three languages.
import { expect, test } from 'vitest';
import { flaggedIn, nearPseudonyms, speaksOfEarlier } from '../../src/lib/flagged-words.js';

test.each<[string, string[]]>([
  ['The judge was obviously tired', ['obviously']],
  ['A biased and shameful ruling', ['biased', 'shameful']],
  ['Gjyqtari ishte i njëanshëm', ['njëanshëm']],
  ['Sudija je bio pristrasan', ['pristrasan']],
  ['Судија је био пристрасан', ['пристрасан']],
  ['The defence stated that it objects', []],
])('"%s" judges by %j', (text, words) => {
  expect(flaggedIn(text, 'loaded')).toEqual(words);
});

test.each<[string, string[]]>([
  ['The perpetrators came at night', ['perpetrators']],
  ['The criminal sat down', ['criminal']],
  ['The Criminal Code of 2019 and criminal proceedings', []],
  ['Optuženi, zločinac, je ćutao', ['zločinac']],
  ['Злочинца су увели', ['Злочинца']],
  ['Ratni zločin je u optužnici', []],
  ['Kriminelët u ulën', ['Kriminelët']],
  ['Vrasësi heshti', ['Vrasësi']],
])('"%s" takes guilt for settled by %j', (text, words) => {
  expect(flaggedIn(text, 'guilty')).toEqual(words);
});

test.each<[string, boolean]>([
  ['This differs from the earlier statement.', true],
  ['Kjo nuk përputhet me deklaratën e mëparshme.', true],
  ['To se razlikuje od ranijeg iskaza.', true],
  ['The witness spoke of the weather.', false],
])('"%s" speaks of an earlier statement: %s', (text, speaks) => {
  expect(speaksOfEarlier(text)).toBe(speaks);
});

test.each<[string, string[]]>([
  ['W12 can be called at +383 44 123 456', ['phone']],
  ['Write to W12 at someone@example.org', ['email']],
  ['W12 has the number 1234567890', ['id']],
  ['W12 lived in Gjakova then', ['place']],
  ['W12 spoke of the events', []],
  ['The court of Gjakova sat', []],
])('near a pseudonym in "%s": %j', (text, others) => {
  expect(nearPseudonyms(text, ['W12']).others).toEqual(others);
});

test('pairs of capital words near a pseudonym are names to look for', () => {
  expect(nearPseudonyms('W12 met Agim Shembulli there', ['W12']).names).toContain('Agim Shembulli');
  expect(nearPseudonyms('Agim Shembulli was there', ['W12']).names).toEqual([]);
});
