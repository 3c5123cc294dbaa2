// Turns a letter's template and data into subject, text and HTML: one source, so that they never differ.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { type Language, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { ROOT } from '../paths.js';
import type { LetterName } from './letters.js';

export type RenderedLetter = { subject: string; text: string; html: string };
export type Block = { paragraph?: string[]; list?: string[]; link?: string };

const engine = Handlebars.create();
engine.registerHelper('eq', (a: unknown, b: unknown) => a === b);
const known = new Map<string, Handlebars.TemplateDelegate>();

/**
 * The letter in the reader's language. Throws when a name in the template has no value.
 * A paragraph that is only a link becomes a button in HTML; lines that begin with "- " become a list.
 */
export function renderLetter(
  letter: LetterName,
  language: Language,
  data: Record<string, unknown>,
): RenderedLetter {
  const whole = template(`${letter}/${textLanguage(language)}`, true, language === 'sr-Cyrl')(data).trim();
  const [first = '', ...rest] = whole.split('\n');
  if (!first.startsWith('Subject: ')) throw new Error(`the letter ${letter} does not begin with "Subject: "`);
  const text = `${rest.join('\n').trim()}\n`;
  const subject = first.slice('Subject: '.length).trim();
  const html = template(
    '_wrap',
    false,
    false,
  )({ subject, language: htmlTag(language), blocks: blocksOf(text) });
  return { subject, text, html };
}

/** Names of all letters that have a folder of templates. */
export function letterFolders(): string[] {
  return readdirSync(join(ROOT, 'views/letters'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function template(name: string, plain: boolean, cyrillic: boolean): Handlebars.TemplateDelegate {
  const key = `${name}:${cyrillic}`;
  const found = known.get(key);
  if (found) return found;
  const file = join(ROOT, 'views/letters', `${name}.hbs`);
  if (!existsSync(file)) throw new Error(`the template views/letters/${name}.hbs is missing`);
  const source = readFileSync(file, 'utf8');
  const made = engine.compile(cyrillic ? inCyrillic(source) : source, {
    strict: true,
    noEscape: plain,
    knownHelpersOnly: true,
    knownHelpers: { eq: true },
    preventIndent: true,
  });
  known.set(key, made);
  return made;
}

/** Only our own words change script; what stands between braces, and the word "Subject:", stays. */
function inCyrillic(source: string): string {
  return source
    .split(/(\{\{[^}]*\}\}|^Subject: )/m)
    .map((part) => (part.startsWith('{{') || part === 'Subject: ' ? part : toCyrillic(part)))
    .join('');
}

/** The text in blocks: paragraphs (their lines), lists, and links that stand alone. */
export function blocksOf(text: string): Block[] {
  return text
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const [only] = lines;
      if (lines.length === 1 && only && /^https?:\/\/\S+$/.test(only)) return { link: only };
      if (lines.every((line) => line.startsWith('- '))) return { list: lines.map((line) => line.slice(2)) };
      return { paragraph: lines };
    });
}

function htmlTag(language: Language): string {
  return language === 'sr' ? 'sr-Latn' : language;
}
