// The catalogues as one spreadsheet for translators, and back: nothing unknown, nothing broken gets in.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import { fromCsv, toCsv } from '../lib/csv.js';
import { ROOT } from '../paths.js';
import { kinds, type Piece } from './sentence.js';

type Entry = { sq: string; sr: string; en: string; note: string };
type Catalog = { file: string; source: string; entries: Record<string, Entry> };

const header = ['key', 'note', 'en', 'sq', 'sr'] as const;
const spoken = ['en', 'sq', 'sr'] as const;

/** All texts as CSV. A line break inside a text is written as \n. */
export function exportTexts(folder = FOLDER): string {
  const rows = catalogs(folder).flatMap(({ entries }) =>
    Object.entries(entries).map(([key, entry]) => [
      key,
      entry.note,
      ...spoken.map((language) => entry[language].replaceAll('\n', '\\n')),
    ]),
  );
  return toCsv(header, rows);
}

/**
 * Writes the texts of a CSV file, as `exportTexts` made it, into the catalogues; answers with the keys that
 * changed. All or nothing. Throws Error with a line for each unknown key, unreadable text, and text whose
 * placeholders are not those of the English one.
 */
export function importTexts(csv: string, folder = FOLDER): string[] {
  const found = catalogs(folder);
  const rows = readRows(csv);
  const problems: string[] = [];
  const changed: string[] = [];
  for (const { key, texts } of rows) {
    const entry = found.find(({ entries }) => Object.hasOwn(entries, key))?.entries[key];
    if (!entry) {
      problems.push(`${key}: there is no such text`);
      continue;
    }
    problems.push(...problemsOf(key, texts));
    if (spoken.some((language) => entry[language] !== texts[language])) changed.push(key);
    Object.assign(entry, texts);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  for (const catalog of found) {
    if (changed.some((key) => Object.hasOwn(catalog.entries, key)))
      writeFileSync(catalog.file, printed(catalog));
  }
  return changed;
}

const FOLDER = join(ROOT, 'src/i18n/catalog');

function catalogs(folder: string): Catalog[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      const file = join(folder, name);
      const source = readFileSync(file, 'utf8');
      return { file, source, entries: JSON.parse(source) as Record<string, Entry> };
    });
}

type Texts = Record<(typeof spoken)[number], string>;

function readRows(csv: string): { key: string; texts: Texts }[] {
  const [first = [], ...rows] = fromCsv(csv);
  const columns = ['key', ...spoken].map((name) => first.indexOf(name));
  if (columns.includes(-1)) throw new Error(`the first line must name the columns ${header.join(', ')}`);
  return rows.map((cells) => {
    const [key = '', en = '', sq = '', sr = ''] = columns.map((column) => cells[column] ?? '');
    const back = (text: string) => text.replaceAll('\\n', '\n');
    return { key, texts: { en: back(en), sq: back(sq), sr: back(sr) } };
  });
}

function problemsOf(key: string, texts: Texts): string[] {
  const wanted = placeholders(texts.en);
  return spoken.flatMap((language) => {
    if (texts[language].trim() === '') return [`${key}: the text in ${language} is missing`];
    const there = placeholders(texts[language]);
    if (!there) return [`${key}: the text in ${language} cannot be read; look at its braces and plurals`];
    if (!wanted || [...there].sort().join() === [...wanted].sort().join()) return [];
    return [`${key}: the text in ${language} has other placeholders than the English one`];
  });
}

/** What has no name: plain text, and # in a plural. */
const nameless: readonly number[] = [kinds.literal, kinds.pound];

/** The names between braces; undefined when the text is not ICU MessageFormat. */
function placeholders(text: string): Set<string> | undefined {
  try {
    const tree = IntlMessageFormat.__parse?.(text, { ignoreTag: true }) as Piece[] | undefined;
    return tree && namesIn(tree);
  } catch {
    return undefined;
  }
}

function namesIn(pieces: Piece[]): Set<string> {
  return new Set(
    pieces.flatMap((piece) => [
      ...(nameless.includes(piece.type) || piece.value === undefined ? [] : [piece.value]),
      ...Object.values(piece.options ?? {}).flatMap((option) => [...namesIn(option.value)]),
    ]),
  );
}

/** As the file was written: each entry on one line, or each text on a line of its own, entry by entry. */
function printed({ source, entries }: Catalog): string {
  const lines = Object.entries(entries).map(([key, entry]) => {
    const name = JSON.stringify(key);
    const parts = (['sq', 'sr', 'en', 'note'] as const).map(
      (part) => `${JSON.stringify(part)}: ${JSON.stringify(entry[part])}`,
    );
    return source.includes(`\n  ${name}: {\n`)
      ? `  ${name}: {\n    ${parts.join(',\n    ')}\n  }`
      : `  ${name}: { ${parts.join(', ')} }`;
  });
  return `{\n${lines.join(',\n')}\n}\n`;
}
