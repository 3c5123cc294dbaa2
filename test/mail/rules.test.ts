// Staff's own text of a letter: named fields are filled in by exact name, and nothing else ever happens to it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTextKey, languages } from '../../src/i18n/index.js';
import { letterRules } from '../../src/mail/letters.js';
import { renderWording, standardWording } from '../../src/mail/render.js';
import {
  fieldsOf,
  fill,
  hidesLink,
  isTemplated,
  missingIn,
  templated,
  unknownIn,
} from '../../src/mail/rules.js';

const fields = fieldsOf('conditions-corrected');
const { sample } = letterRules['conditions-corrected'];

test('sign-in, security, staff and last letters have no text of their own, letters about an application have', () => {
  for (const letter of [
    'sign-in-link',
    'staff-sign-in',
    'invitation',
    'new-password',
    'new-address',
    'security-notice',
    'application-entered',
    'late-key',
    'erased',
    'data-expiry',
    'constructor',
    'no-such-letter',
  ])
    expect([letter, isTemplated(letter)]).toEqual([letter, false]);
  for (const letter of ['application-received', 'conditions-corrected', 'draft-reminder'])
    expect([letter, isTemplated(letter)]).toEqual([letter, true]);
});

test('every letter has a name for staff, and every field says what it means', () => {
  const unnamed = Object.keys(letterRules).filter((letter) => !isTextKey(`mail.letter.${letter}`));
  const unsaid = templated
    .flatMap((letter) => fieldsOf(letter).map(({ name }) => name))
    .filter((name) => !isTextKey(`templates.meaning.${name}`));

  expect([unnamed, [...new Set(unsaid)]]).toEqual([[], []]);
});

test('the fields are the words and lists of a letter; what only chooses between sentences is none', () => {
  expect(fieldsOf('application-received').map(({ name }) => name)).toEqual([
    'name',
    'reference',
    'link',
    'submitted',
    'closes',
  ]);
  expect(fields.map(({ name, kind }) => [name, kind])).toEqual([
    ['title', 'text'],
    ['reference', 'text'],
    ['conditions', 'list'],
    ['contact', 'text'],
    ['link', 'text'],
  ]);
});

describe('filling in', () => {
  const data = { name: 'Arta', link: 'https://x.example/1', conditions: ['one', 'two\nlines'] };
  const some = [
    { name: 'name', kind: 'text', inSubject: false },
    { name: 'link', kind: 'text', inSubject: false },
    { name: 'conditions', kind: 'list', inSubject: false },
  ] as const;

  test.each([
    ['Dear {name}!', 'Dear Arta!'],
    ['{name}{name}', 'ArtaArta'],
    ['{{name}} {{{name}}} {{#if name}}', '{{name}} {{{name}}} {{#if name}}'],
    ['$' + '{name} #{name} %{name}', '$Arta #Arta %Arta'],
    ['{ name } {NAME} {nam} {}', '{ name } {NAME} {nam} {}'],
    ['{constructor} {__proto__} {toString}', '{constructor} {__proto__} {toString}'],
    ['<b>{name}</b> &amp; <script>', '<b>Arta</b> &amp; <script>'],
    ['{conditions}', '- one\n- two lines'],
    ['- {conditions}', '- one\n- two lines'],
    ['These: {conditions}.', 'These: one; two lines.'],
    ['\\{name\\} \\u007bname\\u007d', '\\{name\\} \\u007bname\\u007d'],
  ])('%j becomes %j', (text, filled) => {
    expect(fill(text, some, data)).toBe(filled);
  });

  test('what a value says is never looked at again, and begins no paragraph', () => {
    const odd = { ...data, name: '{link} $& $1 {{x}}\n\nhttps://evil.example\n- a' };

    expect(fill('Dear {name}', some, odd)).toBe('Dear {link} $& $1 {{x}} https://evil.example - a');
  });

  test('a text without fields stays as it is, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fill(text, [], data)).toBe(text);
      }),
    );
  });

  test('is done at once with a very long text', () => {
    const long = '{name} { '.repeat(12_500);

    expect(fill(long, some, data)).toBe('Arta { '.repeat(12_500));
    expect(unknownIn('{'.repeat(100_000), some)).toEqual([]);
  });

  test('in Cyrillic changes the words around the values, not the values', () => {
    expect(fill('Poštovana {name}, pišite: {link}', some, data, true)).toBe(
      'Поштована Arta, пишите: https://x.example/1',
    );
  });
});

test.each([
  ['{unknown} {name}', ['unknown']],
  ['{ link } {Link}', [' link ', 'Link']],
  ['{constructor}', ['constructor']],
  ['{emër} {emër}', ['emër']],
  ['{{name}} {1} {a b} {}', []],
])('names that are no fields are found in %j: %j', (text, unknown) => {
  const some = [
    { name: 'name', kind: 'text', inSubject: false },
    { name: 'link', kind: 'text', inSubject: false },
  ] as const;

  expect(unknownIn(text, some)).toEqual(unknown);
});

test('fields that are left out are found, and a link inside a sentence', () => {
  expect(missingIn({ subject: '{reference}', body: '{title} {link}' }, fields)).toEqual([
    'conditions',
    'contact',
  ]);
  expect([hidesLink('Look: {link}.'), hidesLink('Look:\n\n{link}\n'), hidesLink('nothing')]).toEqual([
    true,
    false,
    false,
  ]);
});

describe.each(templated)('the standard text of %s', (letter) => {
  test.each(languages.filter(({ code }) => code !== 'sr-Cyrl').map(({ code }) => code))(
    'in %s is a beginning for staff: only fields there are, and it fills in to whole sentences',
    (language) => {
      const wording = standardWording(letter, language);
      const { subject, text, html, links } = renderWording(
        letter,
        language,
        wording,
        letterRules[letter].sample,
      );

      expect(unknownIn(wording.body, fieldsOf(letter))).toEqual([]);
      expect(
        unknownIn(
          wording.subject,
          fieldsOf(letter).filter(({ inSubject }) => inSubject),
        ),
      ).toEqual([]);
      for (const part of [subject, text, html.replace(/<style>[^<]*<.style>/, '')])
        expect(part).not.toMatch(/\{|\}|undefined|\[object/);
      if (typeof letterRules[letter].sample.link === 'string' && wording.body.includes('{link}'))
        expect(links).toEqual([letterRules[letter].sample.link]);
    },
  );
});

test("only the letter's own link is a link", () => {
  const body = 'One.\n\n{link}\n\nhttps://evil.example/now\n\n{contact}';
  const { html } = renderWording('conditions-corrected', 'en', { subject: 'x', body }, sample);

  expect(html.match(/<a /g)).toHaveLength(1);
  expect(html).toContain(`<a href="${sample.link}"`);
  expect(html).toContain('<p>https://evil.example/now</p>');
});
