// The summary of errors: each entry says which field it means, in the words that stand at the field on the same page.
import { type Language, say } from '../i18n/index.js';

/** What partials/_error-summary makes, and an entry in it. */
const SUMMARY = /<ul class="error-summary__list">[\s\S]*?<\/ul>/g;
const ENTRY = /(<a href="#([^"]+)">)([^<]*)(<\/a>)/g;
const ITEM = /<li><a href="#([^"]+)">[^<]*<\/a><\/li>/g;
/** What a field is called: its label, or the legend of its choices. */
const NAME = /<(?:label\b[^>]* for|legend\b[^>]* id)="([^"]+)"[^>]*>([\s\S]*?)<\/(?:label|legend)>/g;

/**
 * A rendered page or part with the entries of its summary named, in the order in which their fields stand. A field that is not on the page cannot be led to:
 * its problem stands as words alone. Nothing is unescaped: names and problems are markup already.
 */
export function nameErrors(html: string, language: Language): string {
  const names = new Map<string, string>();
  for (const [, id = '', words = ''] of html.matchAll(NAME)) names.set(id, words);
  const there = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id));
  const named = (_all: string, link: string, field: string, problem: string, end: string) => {
    if (!there.has(field)) return problem;
    const label = plain(names.get(`${field}-legend`) ?? names.get(field) ?? '');
    const text = label ? say(language, 'form.named_problem', { label, problem }) : problem;
    return `${link}${text}${end}`;
  };
  const places = [...there];
  return html.replace(SUMMARY, (list) => inOrder(list, places).replace(ENTRY, named));
}

/** Whoever goes down the list goes down the page; what has no field of its own comes last. */
function inOrder(list: string, places: readonly string[]): string {
  const place = (item: string) => {
    const at = places.indexOf(/#([^"]+)/.exec(item)?.[1] ?? '');
    return at < 0 ? places.length : at;
  };
  const sorted = (list.match(ITEM) ?? []).sort((a, b) => place(a) - place(b));
  return list.replace(ITEM, () => sorted.shift() ?? '');
}

/** Without "(optional)", and without the mark of a question, which would be one too many before a colon. */
function plain(words: string): string {
  return words
    .replace(/<span class="optional">[^<]*<\/span>/, '')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[?:.]$/, '');
}
