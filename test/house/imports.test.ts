// Who may import whom: the story goes to the left, the ground is below it, and a file's name says what it may know.

import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { ROOT } from '../../src/paths.js';
import { importsOf, type Source, sources } from './source.js';
import { story } from './story.js';

/** Under the story, lowest first: each knows only what stands before it. */
const ground = ['lib', 'basis', 'i18n', 'access', 'paper', 'history', 'tasks', 'mail', 'web'];
const basis = ['errors', 'context', 'config', 'paths', 'memory'];
const above = ['pages', 'jobs', 'cli', 'app', 'server'];
const sevenNames = ['routes', 'form', 'service', 'queries', 'states', 'rules', 'present'];
const impure = ['routes', 'service', 'queries'];
const pure = ['form', 'states', 'rules', 'present'];
const http = ['express', 'multer', 'helmet', 'compression', 'express-rate-limit', 'cookie'];
/** Below the features there are no queries files for these three: they keep keys, hash chains and health. */
const mayUseDrizzle = ['src/web/form-page.ts', 'src/web/health.ts', 'src/history/record.ts'];

type Edge = { from: string; to: string; types: boolean; names: string[] };

/** "src/people/service.ts" -> people, service; "src/app.ts" -> app, "". */
function place(path: string): { folder: string; file: string } {
  const [, first = '', second = ''] = /^src\/([^/.]+)(?:\/(.+))?/.exec(path) ?? [];
  return { folder: basis.includes(first) ? 'basis' : first, file: second.replace(/\.ts$/, '') };
}
const inStory = (path: string) => story.includes(place(path).folder);

const rules: { name: string; breaks: (edge: Edge) => boolean }[] = [
  {
    name: 'nothing but the command line imports the server, and routes are for app.ts alone',
    breaks: ({ from, to }) =>
      (to === 'src/server.ts' && from !== 'src/cli.ts') ||
      (place(to).file === 'routes' && from !== 'src/app.ts'),
  },
  {
    name: 'a service imports services to its left only',
    breaks: ({ from, to }) =>
      place(from).file === 'service' &&
      place(to).file === 'service' &&
      inStory(from) &&
      inStory(to) &&
      story.indexOf(place(to).folder) > story.indexOf(place(from).folder),
  },
  {
    name: 'a service knows neither HTTP nor pages',
    breaks: ({ from, to }) =>
      place(from).file === 'service' && (place(to).folder === 'web' || http.includes(to)),
  },
  {
    name: 'routes speak to the service of their own feature only',
    breaks: ({ from, to }) =>
      place(from).file === 'routes' &&
      place(to).file === 'service' &&
      place(to).folder !== place(from).folder,
  },
  {
    name: 'express is for routes, web, the guard, the app and the server',
    breaks: ({ from, to }) =>
      http.includes(to) &&
      place(from).file !== 'routes' &&
      !['web', 'access', 'app', 'server'].includes(place(from).folder),
  },
  {
    name: 'drizzle is for queries and db',
    breaks: ({ from, to }) =>
      /^(drizzle-orm|better-sqlite3)/.test(to) &&
      from.startsWith('src/') &&
      place(from).file !== 'queries' &&
      !mayUseDrizzle.includes(from),
  },
  {
    name: 'tables are for queries; others take types and lists of words from db/schema',
    breaks: ({ from, to, types, names }) =>
      to.startsWith('db/schema/') &&
      !types &&
      from.startsWith('src/') &&
      place(from).file !== 'queries' &&
      !mayUseDrizzle.includes(from) &&
      names.some((name) => name === '*' || tables.has(`${to}:${name}`)),
  },
  {
    name: 'form, states, rules and present are pure: lib, i18n, each other, words and types',
    breaks: ({ from, to, types }) => {
      if (!pure.includes(place(from).file) || !from.startsWith('src/') || types) return false;
      const target = place(to);
      const packages: Record<string, string[]> = { form: ['zod'], present: ['qrcode'] };
      const fine =
        ['lib', 'access'].includes(target.folder) ||
        (place(from).file === 'present' && target.folder === 'i18n') ||
        (!inStory(from) && target.folder === place(from).folder && !impure.includes(target.file)) ||
        pure.includes(target.file) ||
        to.startsWith('db/schema/') ||
        packages[place(from).file]?.includes(to);
      return !fine;
    },
  },
  {
    name: 'what is under the story knows only what is under it',
    breaks: ({ from, to }) => {
      if (!ground.includes(place(from).folder) || place(from).file === 'routes') return false;
      if (!to.startsWith('src/')) return false;
      return (
        ground.indexOf(place(to).folder) > ground.indexOf(place(from).folder) ||
        !ground.includes(place(to).folder)
      );
    },
  },
  {
    name: 'lib imports nothing of ours',
    breaks: ({ from, to }) =>
      place(from).folder === 'lib' && /^(src|db)\//.test(to) && place(to).folder !== 'lib',
  },
  {
    name: 'the seed is for the server and the command line',
    breaks: ({ from, to }) =>
      to.startsWith('db/seed/') && from.startsWith('src/') && !/^src\/(cli|server)\.ts$/.test(from),
  },
  {
    name: 'tables and the opening of the database know nothing of what is done with them but types',
    breaks: ({ from, to, types }) =>
      from.startsWith('db/') &&
      !from.startsWith('db/seed/') &&
      to.startsWith('src/') &&
      !types &&
      !['lib', 'basis'].includes(place(to).folder),
  },
];

const schemaFiles = sources(['db/schema'], ['.ts']).map(({ path }) => path);
/** "db/schema/people.ts:people" for every table. */
const tables = new Set(
  (
    await Promise.all(
      schemaFiles.map(async (path) => {
        const schema = (await import(`../../${path}`)) as Record<string, unknown>;
        return Object.entries(schema)
          .filter(([, value]) => is(value, SQLiteTable))
          .map(([name]) => `${path}:${name}`);
      }),
    )
  ).flat(),
);

function broken(edges: Edge[]): string[] {
  return edges.flatMap((edge) =>
    rules.filter((rule) => rule.breaks(edge)).map((rule) => `${edge.from} -> ${edge.to}: ${rule.name}`),
  );
}

function edgesOf(files: Source[]): Edge[] {
  return files.flatMap(importsOf);
}

const code = sources(['src', 'db'], ['.ts']).filter(({ path }) => !path.startsWith('db/migrations'));

test('every import in src and db is one the house allows', () => {
  expect(broken(edgesOf(code))).toEqual([]);
});

test('dependency-cruiser sees the same files and the same imports of ours as these rules', async () => {
  const { output } = await cruise(['src', 'db'], {
    baseDir: ROOT,
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.json'], extensionAlias: { '.js': ['.ts'] } } as never,
  });
  const modules = (output as ICruiseResult).modules.filter(({ source }) => source.endsWith('.ts'));
  const theirs = modules.flatMap(({ source, dependencies }) =>
    dependencies
      .filter(({ resolved }) => /^(src|db)\/.*\.ts$/.test(resolved))
      .map(({ resolved }) => `${source} -> ${resolved}`),
  );
  const ours = edgesOf(code)
    .filter(({ to }) => /^(src|db)\/.*\.ts$/.test(to))
    .map(({ from, to }) => `${from} -> ${to}`);

  expect(modules.length).toBeGreaterThan(0);
  expect(modules.map(({ source }) => source).sort()).toEqual(code.map(({ path }) => path));
  expect([...new Set(theirs)].sort()).toEqual([...new Set(ours)].sort());
});

test('no import at run time leads back to where it began', () => {
  const edges = edgesOf(code).filter(({ to, types }) => !types && /^(src|db)\//.test(to));
  expect(circles(edges)).toEqual([]);
});

function circles(edges: Pick<Edge, 'from' | 'to'>[]): string[] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: string[]) => {
    if (way.includes(path)) return void found.push([...way.slice(way.indexOf(path)), path].join(' -> '));
    if (done.has(path)) return;
    for (const to of next.get(path) ?? []) walk(to, [...way, path]);
    done.add(path);
  };
  for (const path of next.keys()) walk(path, []);
  return found;
}

function strangeNames(paths: string[]): string[] {
  return paths.filter((path) => inStory(path) && !sevenNames.includes(place(path).file));
}

test('a feature has the seven file names and no eighth', () => {
  expect(strangeNames(code.map(({ path }) => path))).toEqual([]);
});

test('every folder of src is in the story, under it or above it', () => {
  const folders = new Set(
    code.filter(({ path }) => path.startsWith('src/')).map(({ path }) => place(path).folder),
  );
  const known = [...story, ...ground, ...above];
  expect([...folders].filter((folder) => !known.includes(folder))).toEqual([]);
});

test.each<[string, string, string, Partial<Edge>?]>([
  ['imports the server', 'src/jobs/index.ts', 'src/server.ts'],
  ['routes are for app.ts alone', 'src/jobs/deliver.ts', 'src/calls/routes.ts'],
  ['to its left only', 'src/people/service.ts', 'src/calls/service.ts'],
  ['neither HTTP nor pages', 'src/calls/service.ts', 'express'],
  ['neither HTTP nor pages', 'src/calls/service.ts', 'src/web/views.ts'],
  ['service of their own feature only', 'src/calls/routes.ts', 'src/people/service.ts'],
  ['express is for routes', 'src/lib/time.ts', 'express'],
  ['drizzle is for queries', 'src/calls/service.ts', 'drizzle-orm'],
  ['tables are for queries', 'src/calls/form.ts', 'db/schema/calls.ts', { names: ['calls'] }],
  ['tables are for queries', 'src/calls/service.ts', 'db/schema/calls.ts', { names: ['*'] }],
  ['are pure', 'src/calls/rules.ts', 'src/calls/queries.ts'],
  ['are pure', 'src/calls/present.ts', 'node:fs'],
  ['are pure', 'src/calls/rules.ts', 'zod'],
  ['under the story', 'src/mail/outbox.ts', 'src/people/queries.ts'],
  ['under the story', 'src/history/record.ts', 'src/web/views.ts'],
  ['lib imports nothing of ours', 'src/lib/fields.ts', 'db/open.ts'],
  ['the seed is for the server', 'src/calls/service.ts', 'db/seed/demo.ts'],
  ['but types', 'db/schema/calls.ts', 'src/calls/form.ts'],
])('an import against "%s" is noticed: %s -> %s', (rule, from, to, more = {}) => {
  const found = broken([{ from, to, types: false, names: [], ...more }]);

  expect(found.join()).toContain(rule);
});

test('a planted circle, a strange file name and an import across lines are noticed', () => {
  const planted = "import {\n  type A,\n  b,\n} from '../calls/service.js';\n";

  expect(
    circles([
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'a' },
    ]),
  ).toEqual(['a -> b -> c -> a']);
  expect(strangeNames(['src/calls/helpers.ts', 'src/calls/form.ts'])).toEqual(['src/calls/helpers.ts']);
  expect(importsOf({ path: 'src/people/service.ts', text: planted })).toEqual([
    { from: 'src/people/service.ts', to: 'src/calls/service.ts', types: false, names: ['A', 'b'] },
  ]);
});
