// Every sentence in three languages: the same values, the right plural forms, none unused, none missing, none forgotten.
import Handlebars from 'handlebars';
import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import * as words from '../../db/schema/index.js';
import { policy } from '../../src/access/policy.js';
import { isTextKey, localeOf, say, texts } from '../../src/i18n/index.js';
import { lineAt, type Source, sources, withoutComments } from './source.js';

type Piece = {
  type: number;
  value?: string;
  options?: Record<string, { value: Piece[] }>;
  pluralType?: string;
};
type Tree = Piece[];
type Entry = { sq: string; sr: string; en: string };
const languages = ['sq', 'sr', 'en'] as const;
const [LITERAL, SELECT, PLURAL] = [0, 5, 6];
const forms = { sq: ['one', 'other'], sr: ['few', 'one', 'other'], en: ['one', 'other'] };

function treeOf(language: (typeof languages)[number], message: string): Tree {
  const locale = new Intl.Locale(localeOf(language));
  return (IntlMessageFormat.__parse?.(message, { locale, ignoreTag: true }) ?? []) as Tree;
}

/** "name:kind" of every value a message asks for, however deep. */
function valuesIn(tree: Tree): string[] {
  const found = tree.flatMap((piece) => {
    const inside = Object.values(piece.options ?? {}).flatMap(({ value }) => valuesIn(value));
    const own = piece.type === LITERAL || piece.type === 7 ? [] : [`${piece.value}:${piece.type}`];
    return [...own, ...inside];
  });
  return [...new Set(found)].sort();
}

/** The forms of each plural in a message. "=0" is a nicety; "=1" in Albanian and English is all of "one". */
function pluralsIn(tree: Tree): string[][] {
  return tree.flatMap((piece) => {
    const options = Object.entries(piece.options ?? {});
    const inside = options.flatMap(([, { value }]) => pluralsIn(value));
    if (piece.type !== PLURAL) return inside;
    return [options.map(([form]) => form).sort(), ...inside];
  });
}

function isWhole(language: (typeof languages)[number], given: string[]): boolean {
  const exact = language === 'sr' ? given : given.map((form) => (form === '=1' ? 'one' : form));
  return [...new Set(exact.filter((form) => !form.startsWith('=')))].sort().join() === forms[language].join();
}

function faults(key: string, entry: Entry): string[] {
  const trees = languages.map((language) => [language, treeOf(language, entry[language])] as const);
  const [asked, ...others] = trees.map(([, tree]) => valuesIn(tree).join());
  const same = others.every((one) => one === asked) ? [] : [`${key}: other values in another language`];
  const plurals = trees.flatMap(([language, tree]) =>
    pluralsIn(tree)
      .filter((given) => !isWhole(language, given))
      .map((given) => `${key} ${language}: plural forms ${given.join(', ')}`),
  );
  const words = languages.flatMap((language) => {
    const text = entry[language];
    const wrong =
      text !== text.trim()
        ? 'space around it'
        : / {2}/.test(text)
          ? 'two spaces'
          : /\.\.\./.test(text)
            ? 'three dots for …'
            : /<\w/.test(text)
              ? 'markup'
              : text === ''
                ? 'nothing'
                : text !== text.normalize('NFC')
                  ? 'letters in two pieces'
                  : language !== 'sr' && /[\u0400-\u04ff]/.test(text)
                    ? 'Cyrillic'
                    : language === 'sr' && /[\u0400-\u04ff]/.test(text)
                      ? 'Cyrillic where Latin is stored'
                      : '';
    return wrong ? [`${key} ${language}: ${wrong}`] : [];
  });
  const prose = (text: string) => (text.replace(/\{[^{}]*\}/g, '').match(/\p{Ll}{3,}/gu) ?? []).length > 1;
  // A language is named in itself, whoever reads.
  const named = key.startsWith('applications.value.letterLanguage.');
  const copied = languages.filter(
    (one, index) =>
      !named && languages.some((other, at) => at < index && entry[one] === entry[other] && prose(entry[one])),
  );
  return [
    ...same,
    ...plurals,
    ...words,
    ...copied.map((language) => `${key} ${language}: the same as another language`),
  ];
}

test('every text asks for the same values in all languages, with the plural forms each needs', () => {
  expect(Object.keys(texts).length).toBeGreaterThan(500);
  expect(Object.entries(texts).flatMap(([key, entry]) => faults(key, entry))).toEqual([]);
});

test('every text says for its translator where it stands, under the name of its catalog, once', () => {
  const files = sources(['src/i18n/catalog'], ['.json']);
  const keys = files.flatMap(({ path, text }) => {
    const name = path.replace(/^.*\/|\.json$/g, '');
    return [...text.matchAll(/^ {2}"([^"]+)": \{/gm)].map(([, key = '']) => ({ key, name }));
  });
  const names = keys.map(({ key }) => key);

  expect(names.length).toBe(Object.keys(texts).length);
  expect(names.filter((key, index) => names.indexOf(key) !== index)).toEqual([]);
  expect(keys.filter(({ key, name }) => key.split('.')[0] !== name && !key.startsWith('nav.'))).toEqual([]);
  expect(
    Object.entries(texts)
      .filter(([, { note }]) => (note as string).trim() === '')
      .map(([key]) => key),
  ).toEqual([]);
});

test('no text is left in Latin letters when Serbian is read in Cyrillic', () => {
  const latin = Object.keys(texts).flatMap((key) => {
    const words = renderings(key).flatMap(
      (text) => text.replace(address, ' ').match(/[A-Za-zČčĆćĐđŠšŽžËëÇç]+/g) ?? [],
    );
    return [...new Set(words)].filter((word) => !staysLatin.includes(word)).map((word) => `${key}: ${word}`);
  });

  expect(latin).toEqual([]);
});

/**
 * Formats, protocols, names of programs, of a column in files and of our house in its other languages, letters one types, and
 * "passkey", for which Serbian has no word yet.
 */
const staysLatin = [
  ...'PS W PW UNMIK UTF ID'.split(' '),
  ...'HLC PDF DOC DOCX JPG JPEG PNG CSV XLSX JSON MB SHA CV WCAG AA SMTP QR FAS Word Excel II III IV'.split(
    ' ',
  ),
  ...'Prishtinë Shqip English ë ç IBAN XK passkey JavaScript JavaScripta Google Authenticator Aegis Enter'.split(
    ' ',
  ),
];
const address = /[\w.+-]+@[\w.-]+|https?:\/\/\S+|\b[\w-]+(\.[\w-]+)+(\/\S*)?|HLC-\d+-\d+/g;

/** A text in Serbian Cyrillic, for 1, 3 and 5 of everything it counts, and each branch it chooses from. */
function renderings(key: string): string[] {
  const tree = treeOf('sr', texts[key]?.sr ?? '');
  const choices = (pieces: Tree): string[] =>
    pieces.flatMap(({ type, options = {} }) => [
      ...(type === SELECT ? Object.keys(options) : []),
      ...Object.values(options).flatMap(({ value }) => choices(value)),
    ]);
  const names = valuesIn(tree).map((value) => value.split(':')[0] ?? '');
  return ['1', '3', '5', ...choices(tree)]
    .map((value) =>
      say(
        'sr-Cyrl',
        key,
        Object.fromEntries(names.map((name) => [name, /^\d$/.test(value) ? Number(value) : value])),
      ),
    )
    .map((text) => choices(tree).reduce((rest, choice) => rest.replaceAll(choice, ' '), text));
}

/** Keys named in code or views, and patterns of keys put together at run time ("eligibility.rule.${…}"). */
function mentions(files: Source[]): { at: string; key: string; pattern: RegExp | undefined }[] {
  const catalogs = [...new Set(Object.keys(texts).map((key) => key.split('.')[0]))].join('|');
  const literal = new RegExp(`(['"\`])((?:${catalogs})\\.[\\w.]*?(?:\\$\\{[^\`]*?)?)\\1`, 'g');
  return files.flatMap(({ path, text }) => {
    const code = path.endsWith('.ts') ? withoutComments(text) : text.replace(/\{\{!--[\s\S]*?--\}\}/g, '');
    return [...code.matchAll(literal)].map(({ 2: written = '', index }) => {
      // "eligibility.value.faculty" in a table stands for all that begins so.
      const isStem = !isTextKey(written) && Object.keys(texts).some((key) => key.startsWith(`${written}.`));
      const open = written.includes('${') || written.endsWith('.') || isStem;
      const source = written.split(/\$\{(?:[^{}]|\{[^}]*\})*\}/).map((part) => part.replace(/\./g, '\\.'));
      const pattern = open
        ? new RegExp(`^${source.join('.+')}${written.endsWith('.') ? '.+' : isStem ? '\\..+' : ''}$`)
        : undefined;
      return { at: `${path}:${lineAt(code, index)}`, key: written, pattern };
    });
  });
}

const files = [...sources(['src', 'db/schema'], ['.ts']), ...sources(['views'], ['.hbs'])];

test('every key written in code or in a view is in a catalog', () => {
  const unknown = mentions(files)
    .filter(({ key, pattern }) =>
      pattern
        ? !Object.keys(texts).some((one) => pattern.test(one))
        : !isTextKey(key) && !(key in policy) && !/\.(json|ts|js|hbs|pdf|csv|xlsx)$/.test(key),
    )
    .map(({ at, key }) => `${at} ${key}`);

  expect(unknown).toEqual([]);
});

test('no text is idle: each is named somewhere', () => {
  const found = mentions(files);
  const named = new Set(found.map(({ key }) => key));
  const patterns = [...new Set(found.flatMap(({ pattern }) => (pattern ? [pattern] : [])).map(String))].map(
    (one) => new RegExp(one.slice(1, -1)),
  );
  const idle = Object.keys(texts).filter(
    (key) => !named.has(key) && !patterns.some((pattern) => pattern.test(key)),
  );

  expect(idle).toEqual([]);
});

/** Values given by a view to a text with {{t}}, compared with what the text asks for. */
function wrongValues({ path, text }: Source): string[] {
  const found: string[] = [];
  const check = (call: hbs.AST.MustacheStatement | hbs.AST.SubExpression) => {
    const [first] = call.params;
    if ((call.path as hbs.AST.PathExpression).original !== 't' || first?.type !== 'StringLiteral') return;
    const key = (first as hbs.AST.StringLiteral).value;
    if (!isTextKey(key)) return;
    const asked = valuesIn(treeOf('en', texts[key]?.en ?? '')).map((value) => value.split(':')[0] ?? '');
    const given = (call.hash?.pairs ?? []).map((pair) => pair.key);
    const missing = asked.filter((name) => !given.includes(name));
    const idle = given.filter((name) => !asked.includes(name));
    if (missing.length + idle.length > 0)
      found.push(
        `${path}:${call.loc.start.line} ${key}: ${missing
          .map((name) => `-${name}`)
          .concat(idle.map((name) => `+${name}`))
          .join(' ')}`,
      );
  };
  class Reader extends Handlebars.Visitor {
    override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
      check(mustache);
      super.MustacheStatement(mustache);
    }
    override SubExpression(call: hbs.AST.SubExpression): void {
      check(call);
      super.SubExpression(call);
    }
  }
  new Reader().accept(Handlebars.parse(text));
  return found;
}

test('every view gives a text the values it asks for, and no other', () => {
  expect(sources(['views'], ['.hbs']).flatMap(wrongValues)).toEqual([]);
});

test.each<[string, readonly string[]]>([
  ['register.state.', words.applicationStates],
  ['register.source.', words.sources],
  ['applications.community.', words.communities],
  ['applications.slot.', words.documentSlots],
  ['calls.document.', words.documentSlots],
  ['calls.count.', words.applicationStates],
  ['members.group.', words.groupNames.filter((group) => group !== 'applicant')],
])('there is a word %s… for each of the list it names', (prefix, list) => {
  expect(list.map((word) => `${prefix}${word}`).filter((key) => !isTextKey(key))).toEqual([]);
});

test('each of these is noticed in a catalog or a view', () => {
  const plural = '{n, plural, one {# x} other {# x}}';
  expect(faults('k', { sq: plural, sr: `${plural} s`, en: `${plural} e` })).toEqual([
    'k sr: plural forms one, other',
  ]);
  expect(faults('k', { sq: 'a {n}', sr: 'b {n}', en: 'c {m}' })).toEqual([
    'k: other values in another language',
  ]);
  expect(faults('k', { sq: 'a {n}', sr: 'b {n, number}', en: 'c {n}' })).toEqual([
    'k: other values in another language',
  ]);
  expect(faults('k', { sq: 'Ruaj të gjitha', sr: 'Save it all', en: 'Save it all' })).toEqual([
    'k en: the same as another language',
  ]);
  expect(faults('k', { sq: 'a ', sr: 'б', en: '' })).toEqual([
    'k sq: space around it',
    'k sr: Cyrillic where Latin is stored',
    'k en: nothing',
  ]);
  const [key = ''] = Object.keys(texts).filter((one) => one === 'site.skip');
  expect(wrongValues({ path: 'v', text: `{{t '${key}' more=1}}` })).toEqual([`v:1 ${key}: +more`]);
  expect(
    mentions([
      { path: 'a.ts', text: `say(l, 'site.no.such'); x(\`site.a.\${b.c}\`); // 'site.comment'` },
    ]).map((one) => one.key),
  ).toEqual(['site.no.such', `site.a.\${b.c}`]);
});
