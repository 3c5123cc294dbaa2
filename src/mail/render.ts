// Turns a letter's template and data into subject, text and HTML: one source, so that they never differ.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { type Language, textLanguage } from '../i18n/index.js';
import { toCyrillic } from '../lib/cyrillic.js';
import { ROOT } from '../paths.js';
import { type LetterName, letterRules } from './letters.js';
import { fieldsOf, fill, type Wording } from './rules.js';

/** `links`: the only addresses that are links in HTML, where somebody wrote the text; absent, every one is. */
export type RenderedLetter = { subject: string; text: string; html: string; links?: readonly string[] };
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
  return { subject, text, html: htmlOf(subject, text, language) };
}

/** The letter in staff's own words: fields filled in, and no link but the letter's own. */
export function renderWording(
  letter: LetterName,
  language: Language,
  { subject, body }: Wording,
  data: Record<string, unknown>,
): RenderedLetter {
  const fields = fieldsOf(letter);
  const inCyrillic = language === 'sr-Cyrl';
  const filled = fill(subject, fields, data, inCyrillic);
  const text = `${fill(body, fields, data, inCyrillic).trim()}\n`;
  const links = typeof data.link === 'string' ? [data.link] : [];
  return { subject: filled, text, html: htmlOf(filled, text, language, links), links };
}

/** The standard text with its fields by name: where staff begin to write their own. */
export function standardWording(letter: LetterName, language: Language): Wording {
  const named = fieldsOf(letter).map(({ name, kind }) => [
    name,
    kind === 'list' ? [`{${name}}`] : `{${name}}`,
  ]);
  const { subject, text } = renderLetter(letter, language, {
    ...letterRules[letter].sample,
    ...Object.fromEntries(named),
  });
  return { subject, body: text.trim() };
}

/** The HTML of a letter's text: the same words, escaped, in our one frame. */
export function htmlOf(subject: string, text: string, language: Language, links?: readonly string[]): string {
  const blocks = blocksOf(text, links);
  return template('_wrap', false, false)({ subject, language: htmlTag(language), blocks });
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

/** The text in blocks: paragraphs (their lines), lists, and links (only those of `links`, if given) that stand alone. */
export function blocksOf(text: string, links?: readonly string[]): Block[] {
  const isLink = (line: string) => /^https?:\/\/\S+$/.test(line) && (links?.includes(line) ?? true);
  return text
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map((lines) => {
      const [only] = lines;
      if (lines.length === 1 && only && isLink(only)) return { link: only };
      if (lines.every((line) => line.startsWith('- '))) return { list: lines.map((line) => line.slice(2)) };
      return { paragraph: lines };
    });
}

/** The one style of our frame, as a Content-Security-Policy names it: it is the same in every letter. */
export const LETTER_STYLE = hashOfStyle();

function hashOfStyle(): string {
  const frame = readFileSync(join(ROOT, 'views/letters/_wrap.hbs'), 'utf8');
  const style = /<style>([^<]*)<\/style>/.exec(frame)?.[1] ?? '';
  return `sha256-${createHash('sha256').update(style).digest('base64')}`;
}

function htmlTag(language: Language): string {
  return language === 'sr' ? 'sr-Latn' : language;
}
