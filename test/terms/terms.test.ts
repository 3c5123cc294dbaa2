// The terms that await a court interpreter are those of the vocabularies, and staff see them with what is open.
import { expect, test } from 'vitest';
import vocabularies from '../../db/seed/vocabularies.json' with { type: 'json' };
import { isTextKey } from '../../src/i18n/index.js';
import { toConfirm } from '../../src/lib/terms.js';
import { makeWorld } from '../support/world.js';

const named: Record<string, string> = { courtsAndOffices: 'courts', protectiveMeasures: 'measures' };

test('exactly what the vocabularies leave to an interpreter', () => {
  const open = Object.entries(vocabularies).flatMap(([list, terms]) =>
    (terms as { code: string; toConfirm?: string[] }[])
      .filter((term) => term.toConfirm)
      .map(({ code, toConfirm: languages }) => ({ list: named[list] ?? list, code, languages })),
  );

  expect(toConfirm).toEqual(open);
  expect(toConfirm.filter(({ list, code }) => !isTextKey(`terms.${list}.${code}`))).toEqual([]);
});

test('staff see each term with the languages that are open; nobody else does', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const { text } = await browser.get('/staff/terms');
  expect(text.match(/To be confirmed/g)).toHaveLength(14);
  expect(text).toContain('Mundësi e veçantë hetuese');
  expect((await world.signedIn('Ivana', ['intern']).browser.get('/staff/terms')).status).toBe(403);
  expect((await world.browser().get('/staff/terms')).status).toBe(303);
});
