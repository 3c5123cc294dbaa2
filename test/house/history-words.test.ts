// Whatever is recorded can be read: every event in the code has its sentence, every kind of thing its name.
import { expect, test } from 'vitest';
import { texts } from '../../src/i18n/index.js';
import { sources } from './source.js';

/** "letter", "retry" of every call of record() that names both in its own words. */
const recorded = sources(['src', 'db/seed'], ['.ts']).flatMap(({ path, text }) =>
  [...text.matchAll(/\brecord\(\s*\w+,\s*[\w.]+,\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}/g)].map(
    ([, change = '']) => ({
      path,
      entity: /\bentity: '(\w+)'/.exec(change)?.[1],
      event: /\bevent: '(\w+)'/.exec(change)?.[1],
    }),
  ),
);
const keys = Object.keys(texts);

test('every recorded event has a sentence', () => {
  const silent = recorded.filter(({ entity, event }) => {
    if (!event) return false;
    const wanted = new RegExp(`^history\\.event\\.${entity ?? '\\w+'}\\.${event}$`);
    return !keys.some((key) => wanted.test(key));
  });

  expect(recorded.length).toBeGreaterThan(20);
  expect(silent).toEqual([]);
});

test('every recorded kind of thing has a name', () => {
  const kinds = new Set(recorded.flatMap(({ entity }) => (entity ? [entity] : [])));

  expect([...kinds].filter((kind) => !keys.includes(`history.entity.${kind}`))).toEqual([]);
});
