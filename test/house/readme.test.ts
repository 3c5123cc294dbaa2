// The map in the README is the house as it stands: every feature in the story, once, in order, with what it owns.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../src/paths.js';
import { story } from './story.js';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

/** The rows of the table whose head begins like this, as cells. */
function table(head: string): string[][] {
  const [, body = ''] = readme.split(`| ${head} |`);
  const [rows = ''] = body.split('\n\n');
  return rows
    .split('\n')
    .slice(2)
    .map((row) => row.split('|').map((cell) => cell.trim()));
}

test('the story stands in the README as the tests hold it', () => {
  const named = table('chapter').flatMap(([, , features = '']) => features.match(/[a-z-]+/g) ?? []);

  expect(named).toEqual(story);
});

test('the README says of every feature what it owns, in the order of the story', () => {
  const owned = table('feature').flatMap(([, names = '']) => names.split(', '));

  expect(owned).toEqual(story);
});

/** True when the table of libraries names it: by itself, or with others of the same house ("@simplewebauthn/*"). */
const justifies = (named: readonly string[], library: string) =>
  named.includes(library) || named.includes(library.replace(/\/.*/, '/*'));

test('the README says of every library why it is there, and of none that is not', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  // Types come with what they describe.
  const libraries = Object.keys({ ...dependencies, ...devDependencies }).filter(
    (name) => !name.startsWith('@types/'),
  );
  const rows = table('library');
  const named = rows.flatMap(([, names = '']) => names.split(', ').map((name) => name.split(' ')[0] ?? ''));

  expect(libraries.length).toBeGreaterThan(30);
  expect(libraries.filter((library) => !justifies(named, library))).toEqual([]);
  expect(named.filter((name) => !libraries.some((library) => justifies([name], library)))).toEqual([]);
  expect(rows.filter(([, , why = '']) => why.length < 10)).toEqual([]);
});

test('the command for the bill of materials lists every library of the lockfile, with version and hash', () => {
  const [, command = ''] = /^`(npm sbom [^`]+)`/m.exec(readme) ?? [];
  const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8'));
  const locked = Object.entries(packages as Record<string, { version: string }>)
    .filter(([path]) => path !== '')
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`);

  const bill = JSON.parse(execFileSync('npm', command.split(' ').slice(1), { cwd: ROOT, encoding: 'utf8' }));

  const listed = (bill.components as { purl: string; hashes?: unknown[] }[]).map(({ purl, hashes }) =>
    hashes?.length ? decodeURIComponent(purl.replace('pkg:npm/', '')) : `${purl} without a hash`,
  );
  expect([...new Set(listed)].sort()).toEqual([...new Set(locked)].sort());
});
