// Every letter, from its sample, in every language: whole, free of personal words in the subject, and in the table.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { languages } from '../../src/i18n/index.js';
import { type LetterName, type LetterRule, letterRules } from '../../src/mail/letters.js';
import { letterFolders, renderLetter } from '../../src/mail/render.js';
import { ROOT } from '../../src/paths.js';

const all = Object.entries(letterRules) as [LetterName, LetterRule][];
const each = all.flatMap(([name, rule]) => languages.map(({ code, html }) => ({ name, rule, code, html })));

/** What may stand in a subject: a number of ours and a day name nobody. */
const impersonal = ['reference', 'erased'];

const frame = readFileSync(join(ROOT, 'views/letters/_wrap.hbs'), 'utf8');
const frameStyle = frame.slice(frame.indexOf('<style>'), frame.indexOf('</style>') + '</style>'.length);

/** Every piece of text in a sample that could name somebody or something of theirs. */
function valuesOf(sample: unknown): string[] {
  if (typeof sample === 'string') return [sample];
  if (!sample || typeof sample !== 'object') return [];
  return Object.entries(sample).flatMap(([name, value]) =>
    impersonal.includes(name) ? [] : valuesOf(value),
  );
}

test('every folder of letters is in the table, and every letter of the table has its three files', () => {
  expect(letterFolders().sort()).toEqual(all.map(([name]) => name).sort());
  for (const [name] of all) {
    for (const language of ['sq', 'sr', 'en']) {
      expect([name, language, existsSync(join(ROOT, 'views/letters', name, `${language}.hbs`))]).toEqual([
        name,
        language,
        true,
      ]);
    }
  }
});

test('every sample is what its letter asks for', () => {
  for (const [name, rule] of all) {
    const read = rule.data.safeParse(rule.sample);
    expect([name, read.error?.issues ?? []]).toEqual([name, []]);
  }
});

describe.each(each)('$name in $code', ({ name, rule, code, html: tag }) => {
  const rendered = renderLetter(name, code, rule.data.parse(rule.sample));

  test('has a subject of one line, with nothing of the person in it', () => {
    expect(rendered.subject).toMatch(/^\S.{5,90}\S$/);
    for (const value of valuesOf(rule.sample)) expect(rendered.subject).not.toContain(value);
  });

  test('has words, and no leftover of its template', () => {
    expect(rendered.text.trim().length).toBeGreaterThan(40);
    for (const part of [rendered.subject, rendered.text, rendered.html]) {
      expect(part).not.toMatch(/\{\{|\}\}|undefined|\[object |NaN|&amp;amp;/);
    }
    expect(rendered.text).not.toMatch(/<\/?[a-z]+>|&[a-z]+;/);
  });

  test('says the same in HTML, in its language', () => {
    expect(rendered.html).toContain(`<html lang="${tag}">`);
    const plain = rendered.html
      .replace(/<(style|title)[^>]*>.*?<\/\1>/gs, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#x([0-9A-F]+);/gi, (_all, sign: string) => String.fromCodePoint(Number.parseInt(sign, 16)))
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replace(/\s+/g, ' ');
    for (const line of rendered.text.split('\n').map((one) => one.replace(/^- /, '').trim())) {
      expect(plain).toContain(line.replace(/\s+/g, ' '));
    }
    // The one style of the frame holds nothing of the letter; everything else would come from somewhere.
    const bare = rendered.html.replace(frameStyle, '');
    expect(bare).not.toMatch(/<script|<style|style=|<img|src=|url\(|@import/i);
    expect(frameStyle).not.toMatch(/url\(|@import|\{\{/);
  });
});

test('what is written in Cyrillic is Serbian, and links and names in it stay as they were typed', () => {
  for (const [name, rule] of all) {
    const data = rule.data.parse(rule.sample);
    const latin = renderLetter(name, 'sr', data).text;
    const cyrillic = renderLetter(name, 'sr-Cyrl', data).text;
    const share = (cyrillic.match(/[а-шђјљњћџ]/gi) ?? []).length / latin.length;
    expect([name, share > 0.3]).toEqual([name, true]);
    const typed = rule.sample as Record<string, unknown>;
    for (const value of [typed.link, typed.name, typed.reference]) {
      if (typeof value === 'string' && latin.includes(value)) expect(cyrillic).toContain(value);
    }
  }
});

test('a paragraph that is one link is a link in HTML, and lines with dashes are a list', () => {
  const { html } = renderLetter('sign-in-link', 'en', letterRules['sign-in-link'].sample);

  expect(html).toContain('<a href="https://apply.example.org/sign-in/link?token&#x3D;sample"');
});
