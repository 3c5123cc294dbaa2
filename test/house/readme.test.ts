// The map in the README is the house as it stands: every feature in the story, once, in order, with what it owns.
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
