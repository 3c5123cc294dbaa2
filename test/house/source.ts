// What the house tests read: the project's own files, as text.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { ROOT } from '../../src/paths.js';

export type Source = { path: string; text: string };

/** Every file under these folders whose name ends so, with its path from the root and its text. */
export function sources(folders: string[], endings: string[]): Source[] {
  return folders
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** One file, by its path from the root. */
export function source(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The code without its comments, every character else in its place. Strings that hold // are left alone. */
export function withoutComments(code: string): string {
  return code.replace(/(['"`])(?:\\.|(?!\1)[^\\])*?\1|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, (found) =>
    found.startsWith('/') ? found.replace(/[^\n]/g, ' ') : found,
  );
}

/** Which line of a text stands at this offset; the first is 1. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Each import of a file that brings something at run time or only types, with the names taken. */
export function importsOf({
  path,
  text,
}: Source): { from: string; to: string; types: boolean; names: string[] }[] {
  const statement = /^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm;
  const named = [...withoutComments(text).matchAll(statement)].map(([, type, clause = '', to = '']) => {
    const inBraces = (/\{([^}]*)\}/.exec(clause)?.[1] ?? '').split(',').map((part) => part.trim());
    const parts = inBraces.filter(Boolean);
    const types =
      Boolean(type) ||
      (parts.length > 0 && clause.trim().startsWith('{') && parts.every((part) => part.startsWith('type ')));
    const names = parts.map((part) => part.replace(/^type\s+/, '').split(/\s+as\s+/)[0] ?? '');
    return { from: path, to: resolved(path, to), types, names: /\*\s+as/.test(clause) ? ['*'] : names };
  });
  const bare = [...text.matchAll(/^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm)].map(([, whole, later]) => ({
    from: path,
    to: resolved(path, whole ?? later ?? ''),
    types: false,
    names: [],
  }));
  return [...named, ...bare];
}

function resolved(from: string, to: string): string {
  return to.startsWith('.') ? join(dirname(from), to).replace(/\.js$/, '.ts') : to;
}
