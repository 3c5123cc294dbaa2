// One writer for each table: the queries of the feature whose schema file holds it.
import { getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { importsOf, lineAt, type Source, sources, withoutComments } from './source.js';

/** Where the keeper of a schema file is not `src/<its name>/queries.ts`. */
const keepers: Record<string, string[]> = {
  history: ['src/history/record.ts'],
  web: ['src/web/form-page.ts'],
};
/** The schema file of each table, by its name in SQL; the search index stands in triggers.sql. */
const fileOf: Record<string, string> = {
  application_search: 'applications',
  case_search: 'cases',
  party_search: 'parties',
  report_search: 'search',
};
for (const { path } of sources(['db/schema'], ['.ts'])) {
  if (path.endsWith('/index.ts')) continue;
  const schema = (await import(`../../${path}`)) as Record<string, unknown>;
  for (const value of Object.values(schema)) {
    if (is(value, SQLiteTable)) fileOf[getTableName(value)] = path.slice('db/schema/'.length, -3);
  }
}
/** The seed makes what no screen can make yet; tests and the bench are not the product. */
const mayWriteAnything = (path: string) => path.startsWith('db/seed/');

/** Writes to tables by somebody who does not own them, as "path:line table". */
function foreignWrites(file: Source): string[] {
  const code = withoutComments(file.text);
  const schemaOf = new Map(
    importsOf(file)
      .filter(({ to }) => to.startsWith('db/schema/'))
      .flatMap(({ to, names }) => names.map((name) => [name, to.slice('db/schema/'.length, -3)] as const)),
  );
  const built = [...code.matchAll(/\.(?:insert|update|delete)\(\s*([\w.]+)\s*\)/g)]
    .map(({ 1: table = '', index }) => ({ table, index, schema: ownerOf(schemaOf, table) }))
    .filter(({ schema }) => schema !== undefined);
  const raw = [
    ...code.matchAll(
      /\b(?:insert(?: or \w+)? into|update(?! of\b)|delete from)\s+([a-z_]+)\b[^'"`]*?(?:set|values|where|\()/g,
    ),
  ]
    .filter(({ index }) => inString(code, index))
    .map(({ 1: table = '', index }) => ({ table, index, schema: fileOf[table] ?? 'nobody' }));
  return [...built, ...raw]
    .filter(({ schema }) => !(keepers[schema as string] ?? [`src/${schema}/queries.ts`]).includes(file.path))
    .map(({ table, index }) => `${file.path}:${lineAt(file.text, index)} ${table}`);
}

function ownerOf(schemaOf: Map<string, string>, table: string): string | undefined {
  const [first = ''] = table.split('.');
  return schemaOf.get(first) ?? (schemaOf.has('*') ? 'everything' : undefined);
}

/** True when this offset lies inside a quoted string: an odd number of quotes of one kind stands before it on the way. */
function inString(code: string, offset: number): boolean {
  const before = code.slice(0, offset);
  return (before.match(/`/g)?.length ?? 0) % 2 === 1 || /['"][^'"\n]*$/.test(before.split('\n').at(-1) ?? '');
}

test('only the owning feature writes a table', () => {
  const files = sources(['src', 'db'], ['.ts']).filter(({ path }) => !mayWriteAnything(path));

  expect(files.length).toBeGreaterThan(50);
  expect(files.flatMap(foreignWrites).filter((found) => !/^db\/(migrate|backup|reseal)/.test(found))).toEqual(
    [],
  );
});

test('every table is written by its owner at least once, or it would be idle', () => {
  const idle = sources(['db/schema'], ['.ts'])
    .filter(({ path }) => !/\/(index|columns)\.ts$/.test(path))
    .map(({ path }) => path.slice('db/schema/'.length, -3))
    .filter((name) => {
      const paths = keepers[name] ?? [`src/${name}/queries.ts`];
      const text = sources(['src'], ['.ts']).filter(({ path }) => paths.includes(path));
      return !text.some((file) => /\.(insert|update|delete)\(/.test(file.text));
    });

  expect(idle).toEqual([]);
});

test("a write to another feature's table is noticed, built or raw, across lines or by another name", () => {
  const planted = `import { people } from '../../db/schema/people.js';
import * as all from '../../db/schema/index.js';
export const a = (db: Db) => db
  .update(people)
  .set({}).run();
export const b = (db: Db) => db.delete(all.calls).run();
export const c = (db: Db) => db.run(sql\`delete from people where id = 1\`);
`;

  expect(foreignWrites({ path: 'src/calls/queries.ts', text: planted })).toEqual([
    'src/calls/queries.ts:4 people',
    'src/calls/queries.ts:6 all.calls',
    'src/calls/queries.ts:7 people',
  ]);
  expect(
    foreignWrites({ path: 'src/people/queries.ts', text: planted.split('\n').slice(0, 5).join('\n') }),
  ).toEqual([]);
});
