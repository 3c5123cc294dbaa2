// Pages hold no code of their own: no inline script or style, nothing unescaped, every form with its token.
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { loadAssets } from '../../src/web/assets.js';
import { loadViews } from '../../src/web/templates.js';
import { lineAt, type Source, sources } from './source.js';

/** What a form may ask with; number, color and the like lose what was typed or differ between browsers. */
const inputTypes = [
  'text',
  'email',
  'tel',
  'password',
  'search',
  'hidden',
  'checkbox',
  'radio',
  'file',
  'url',
  'date',
];
/** Posted by a button in the navigation, where there is nothing to do twice: the token alone. */
const tokenOnly = ['/sign-out'];
/** Sent by public/js/passkey.js as JSON with its own token: a passkey cannot be made without a script. */
const byScript = 'data-token="{{csrf}}"';

const forbidden: [string, RegExp][] = [
  ['a script of its own', /<script\b(?![^>]*\bsrc="\{\{asset )[^>]*>/gi],
  ['a style of its own', /<style\b|\sstyle\s*=/gi],
  ['an event handler', /\son[a-z]+\s*=/gi],
  ['htmx code', /\s(?:data-)?hx-(?:on|vals='?js|headers|ext|disable)\b|=\s*["']js:/gi],
  ['three braces', /\{\{\{|\{\{&/g],
  ['a javascript: address', /javascript:/gi],
  ['something from elsewhere', /\s(?:src|href|action)="(?:https?:)?\/\//gi],
  ['a frame or an object', /<(?:iframe|object|embed|base|applet)\b/gi],
  ['a new window', /target="_blank"/gi],
  ['a positive tabindex', /tabindex="[1-9]/gi],
  // But on the summary of errors, which must be read first, and on the row that was just moved, without JavaScript too.
  ['autofocus', /\sautofocus\b(?! data-(?:error-summary|moved)\b)/gi],
];

function faults({ path, text }: Source): string[] {
  const code = text.replace(/\{\{!--[\s\S]*?--\}\}|\{\{![^}]*\}\}/g, (found) => found.replace(/[^\n]/g, ' '));
  const seen = forbidden.flatMap(([name, pattern]) =>
    [...code.matchAll(pattern)].map(({ index }) => `${path}:${lineAt(code, index)} has ${name}`),
  );
  const forms = [...code.matchAll(/<form\b([\s\S]*?)<\/form>/g)].flatMap(({ 0: form, index }) => {
    if (!/method="post"/.test(form))
      return /method="get"/.test(form) ? [] : [`${path}:${lineAt(code, index)} a form without a method`];
    const bare = tokenOnly.some((url) => form.includes(`action="${url}"`));
    const kept =
      form.includes('{{> _hidden') || form.includes(byScript) || (bare && form.includes('name="_token"'));
    return kept ? [] : [`${path}:${lineAt(code, index)} a form without {{> _hidden}}`];
  });
  const inputs = [...code.matchAll(/<input\b(?:[^<>"]|"[^"]*"|\{\{[^}]*\}\})*>/g)].flatMap(
    ({ 0: input, index }) => {
      const type = /\stype="([^"]*)"/.exec(input)?.[1];
      const fine = type !== undefined && (inputTypes.includes(type) || type.startsWith('{{'));
      return fine ? [] : [`${path}:${lineAt(code, index)} an input of type ${type}`];
    },
  );
  return [...seen, ...forms, ...inputs];
}

/** Words of ours that stand in a view instead of the catalog. Marks, our own name and lone letters are no words. */
function ownWords({ path, text }: Source): string[] {
  // A part that holds no element is a piece of a tag.
  if (!text.includes('<')) return [];
  const code = text.replace(/\{\{!--[\s\S]*?--\}\}/g, (found) => found.replace(/[^\n]/g, ' '));
  const shown = code
    .replace(/\{\{[\s\S]*?\}\}/g, (found) => found.replace(/[^\n]/g, ' '))
    .replace(/<(?:[^<>"]|"[^"]*")*>/g, (found) =>
      // Of a tag, what is read aloud stays.
      (/\b(?:aria-label|title|placeholder|alt)="([^"]*)"/.exec(found)?.[1] ?? '')
        .concat(' ')
        .padEnd(found.length, ' ')
        .slice(0, found.length),
    );
  return [...shown.matchAll(/\p{L}[\p{L}’']+/gu)]
    .filter(([word]) => !['HLC', 'Kosovo', 'doctype', 'html', 'PDF', 'CSV', 'XLSX'].includes(word))
    .map(({ 0: word, index }) => `${path}:${lineAt(code, index)} ${word}`);
}

const views = sources(['views'], ['.hbs']);
const pages = views.filter(({ path }) => !path.startsWith('views/letters/'));

test('no view holds script, style, unescaped text or a form without its token', () => {
  expect(views.length).toBeGreaterThan(50);
  expect(pages.flatMap(faults)).toEqual([]);
});

test('no page holds words of ours: they are in the catalog, in three languages', () => {
  expect(pages.flatMap(ownWords)).toEqual([]);
});

test('every view is read, and every part that is called is there', () => {
  expect(() => loadViews(loadAssets(), false)).not.toThrow();
  const known = new Set(
    pages.map(({ path }) => path.replace(/^views\/(partials\/)?/, '').replace(/\.hbs$/, '')),
  );
  const called = pages.flatMap(({ path, text }) =>
    [...text.matchAll(/\{\{#?>\s*([\w/-]+)/g)].map(([, name = '']) => ({ path, name })),
  );

  expect(called.filter(({ name }) => !known.has(name))).toEqual([]);
});

test('every view is used: by a route, by code or by another view', () => {
  const code = sources(['src'], ['.ts'])
    .map(({ text }) => text)
    .join('\n');
  const calls = pages.map(({ text }) => text).join('\n');
  const idle = pages
    .map(({ path }) => path.replace(/^views\/(partials\/)?/, '').replace(/\.hbs$/, ''))
    .filter((name) => {
      const asPart = new RegExp(`\\{\\{#?>\\s*${name}[\\s}]`).test(calls);
      // Made at run time: errors/<name>, and the part of a form page, _name beside name.
      const whole = name.replace(/\/_/, '/');
      const asPage =
        code.includes(`'${name}'`) ||
        code.includes(`'${whole}'`) ||
        code.includes(`'${name.replace('errors/', '')}'`);
      const bySection = name.startsWith('answers/') && code.includes('answers/$' + '{section}');
      return !asPart && !asPage && !bySection;
    });

  expect(idle).toEqual([]);
});

test('each of these is noticed in a view', () => {
  const planted = [
    '<script>alert(1)</script>',
    '<p style="color:red">',
    '<p onclick="x()">',
    '<p hx-on:click="x()">',
    '{{{raw}}}',
    '<form method="post" action="/x"></form>',
    '<form action="/x">{{> _hidden}}</form>',
    '<input type="number" name="a">',
    '<input name="a">',
    '<img src="//elsewhere.example/x.png">',
    '<a href="javascript:x">',
    '<iframe>',
  ];
  const clean =
    '<form method="post" action="/x">{{> _hidden}}<input type="text" name="a"><button type="submit">{{t "x"}}</button></form>';

  expect(planted.filter((text) => faults({ path: 'v', text }).length === 0)).toEqual([]);
  expect(faults({ path: 'v', text: clean })).toEqual([]);
  expect(
    ownWords({ path: 'v', text: '<p title="{{t \'a\'}}">{{t \'b\'}}</p>\n<p>Send</p><img alt="Face">' }),
  ).toEqual(['v:2 Send', 'v:2 Face']);
  expect(() => Handlebars.parse('{{#if x}}')).toThrow();
});
