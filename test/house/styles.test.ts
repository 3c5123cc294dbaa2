// No style without something that wears it: every class of the sheets stands in a view, a script or a tone of the code.
import { expect, test } from 'vitest';
import { sources } from './source.js';

const sheets = sources(['public/css'], ['.css']);
const wearers = sources(['views', 'public/js', 'src'], ['.hbs', '.js', '.ts']);
/** Whole words of everything that may put a class on a page. */
const worn = new Set(wearers.flatMap(({ text }) => text.match(/[a-z][\w-]*/g) ?? []));
/** What stands before a value in a view: "tag--" of class="tag--{{tone}}". */
const begun = [...worn].filter((word) => word.endsWith('--'));

function classesOf(sheet: string): string[] {
  const code = sheet.replace(/\/\*[\s\S]*?\*\/|"[^"]*"/g, '');
  return [...new Set([...code.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name))];
}

/** Worn as it is written, or made of a beginning in a view and a word that stands somewhere. */
function isWorn(name: string): boolean {
  return worn.has(name) || begun.some((head) => name.startsWith(head) && worn.has(name.slice(head.length)));
}

test('every class that is styled is worn', () => {
  const classes = sheets.flatMap(({ path, text }) => classesOf(text).map((name) => `${path} .${name}`));

  expect(classes.length).toBeGreaterThan(300);
  expect(classes.filter((line) => !isWorn(line.split(' .')[1] ?? ''))).toEqual([]);
});
