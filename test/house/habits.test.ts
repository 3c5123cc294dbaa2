// Habits that go wrong silently: each is looked for in the text of the code.
import { expect, test } from 'vitest';
import { lineAt, type Source, source, sources, withoutComments } from './source.js';

/** In code: what is looked for, and the files that may. */
const never: { habit: string; pattern: RegExp; may?: RegExp }[] = [
  // better-sqlite3 would commit, or throw, before the work is done; tsc accepts it.
  { habit: 'a transaction that waits', pattern: /[tT]ransaction\((?:[^()]|\([^()]*\))*?async\b/g },
  {
    habit: 'a clock of its own',
    pattern: /\bDate\.now\(\)|\bnew Date\(\)|\bperformance\.now\(\)/g,
    may: /^(src\/(context|cli)\.ts|src\/lib\/|db\/|test\/bench\/|public\/js\/)/,
  },
  { habit: 'chance that cannot be trusted', pattern: /\bMath\.random\(\)/g, may: /^test\// },
  {
    habit: 'a timer',
    pattern: /\bset(?:Interval|Timeout)\(/g,
    may: /^(src\/(jobs\/(?:index|heart)|server|cli)\.ts|src\/paper\/|src\/mail\/send\.ts|db\/(?:backup|checkpoint)|public\/js\/|test\/)/,
  },
  {
    habit: 'a word on the console',
    pattern: /\bconsole\.\w+\((?!picture\.)/g,
    may: /^(src\/(cli|server)\.ts|test\/(bench|kill)\/)/,
  },
  {
    habit: 'the environment read aside',
    pattern: /\bprocess\.env\b/g,
    may: /^(src\/(config|cli|server|paths)\.ts|test\/|db\/draft\.ts)/,
  },
  // It takes 1e0, 0x1 and blanks for an id; lib/fields has idIn.
  { habit: 'an address read by hand', pattern: /\bNumber\((?:\w+\.)*params\b/g, may: /^test\// },
  { habit: 'a mock of our own module', pattern: /\bvi\.(?:mock|doMock|hoisted|useFakeTimers)\(/g },
  {
    habit: 'a test left out',
    pattern:
      /\b(?:test|it|describe)(?:\.\w+)*\.(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|test|describe)\(/g,
  },
  { habit: 'a silenced compiler', pattern: /@ts-(?:ignore|nocheck)\b|\bas any\b|: any[;,)[]/g },
  // One place makes functions of our own templates, as Handlebars does.
  {
    habit: 'code made from text',
    pattern: /\beval\(|\bnew Function\(/g,
    may: /^src\/web\/template-code\.ts$/,
  },
  {
    habit: 'markup made in code',
    pattern: /\bSafeString\b|['"`]<(?:p|a|div|span|ul|li|b|strong)\b/g,
    may: /^test\//,
  },
];
/** In comments too. */
const inAnyText: { habit: string; pattern: RegExp }[] = [
  { habit: 'something put off', pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/g },
  { habit: 'a place on somebody’s machine', pattern: /(?:^|[^\w.])\/(?:work|home|root|Users)\/\w/gm },
];

function habits(file: Source): string[] {
  const code = withoutComments(file.text);
  const find = (text: string, { habit, pattern }: { habit: string; pattern: RegExp }) =>
    [...text.matchAll(pattern)].map(({ index }) => `${file.path}:${lineAt(text, index)} ${habit}`);
  // The silencing stands in comments.
  const silenced = never.filter(({ habit }) => habit === 'a silenced compiler');
  return [
    ...never
      .filter(({ may }) => !may?.test(file.path))
      .flatMap((one) => find(silenced.includes(one) ? file.text : code, one)),
    ...inAnyText.flatMap((one) => find(file.text, one)),
  ];
}

const ours = sources(['src', 'db', 'test', 'public/js'], ['.ts', '.mjs', '.js', '.sql']).filter(
  ({ path }) => !path.startsWith('test/house/'),
);

test('no habit that goes wrong silently', () => {
  expect(ours.length).toBeGreaterThan(100);
  expect(ours.flatMap(habits)).toEqual([]);
});

/** Whole sentences in code. Those for whoever runs or mends the program are no texts of the product. */
function sentences(file: Source): string[] {
  const code = withoutComments(file.text);
  return [...code.matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)]
    .filter(({ 2: text = '', index }) => {
      const words =
        text.replace(/\$\{[^}]*\}/g, ' ').match(/(?<![\w.#/-])[A-Za-zëçčćžšđ]{2,}(?=[ ,.!?:;]|$)/g) ?? [];
      const before = code.slice(Math.max(0, index - 40), index);
      const toMenders =
        /(?:\w*Error|super|log\.\w+|sql)[(`]?\s*(?:\{[^}]*\},\s*)?$/.test(before) ||
        /\bsql(?:<[^>]*>)?$/.test(before);
      const isSentence = words.length >= 3 && /^[\p{Lu}]|[.!?]$/u.test(text) && / /.test(text);
      return (
        isSentence && !toMenders && !/^(?:select|insert|update|delete|create|pragma|https?:)/i.test(text)
      );
    })
    .map(({ 2: text = '', index }) => `${file.path}:${lineAt(code, index)} ${text.slice(0, 60)}`);
}

test('no sentence of ours stands in code: texts are in the catalogs', () => {
  // Settings, the command line, the start, the metrics and the jobs speak to whoever runs the program, in English; the
  // lists of Serbian words are data; the samples of letters are read by nobody but us.
  const speaks = /^src\/(config|cli|server|web\/metrics|jobs\/\w+|lib\/cyrillic|mail\/letters)(-\w+)*\.ts$/;
  const files = sources(['src'], ['.ts']).filter(({ path }) => !speaks.test(path));

  expect(files.flatMap(sentences)).toEqual([]);
});

test('every file opens with a line that says what it owns', () => {
  const mute = sources(
    ['src', 'db', 'public/js', 'test/support', 'test/house'],
    ['.ts', '.mjs', '.js'],
  ).filter(({ text }) => !/^\/\/ \S.{8,}|^\/\*\*? ?\n? ?\*? ?\S.{8,}/.test(text));

  expect(mute.map(({ path }) => path)).toEqual([]);
});

test('no drawer for everything', () => {
  const drawers = ours.filter(({ path }) =>
    /(?:^|\/)(?:utils?|helpers?|common|misc|constants?|types|shared|manager)\.\w+$/.test(path),
  );

  expect(drawers.map(({ path }) => path)).toEqual([]);
});

const inexact = (versions: Record<string, string>) =>
  Object.entries(versions).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));

const REGISTRY = 'https://registry.npmjs.org/';

test('every package has one exact version, the one in the lockfile with its hash, and only named ones run scripts', () => {
  const { dependencies, devDependencies, allowScripts } = JSON.parse(source('package.json'));
  const { packages } = JSON.parse(source('package-lock.json'));
  const all: Record<string, string> = { ...dependencies, ...devDependencies };
  const locked = Object.entries(all).filter(
    ([name, version]) => packages[`node_modules/${name}`]?.version !== version,
  );
  const unproved = Object.entries(packages as Record<string, { integrity?: string; resolved?: string }>)
    .filter(
      ([path, { integrity = '', resolved = REGISTRY }]) =>
        path !== '' && (!integrity.startsWith('sha512-') || !resolved.startsWith(REGISTRY)),
    )
    .map(([path]) => path);
  const withScripts = Object.entries(packages as Record<string, { hasInstallScript?: boolean }>)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1) ?? '');

  expect(Object.keys(all).length).toBeGreaterThan(30);
  expect(inexact(all)).toEqual([]);
  expect(locked).toEqual([]);
  expect(unproved).toEqual([]);
  expect([...new Set(withScripts)].filter((name) => !(name in allowScripts) && name !== 'fsevents')).toEqual(
    [],
  );
});

test('each of these is noticed', () => {
  const planted = [
    'inTransaction(ctx, async (inside) => 1)',
    'ctx.db.transaction(async (tx) => 1)',
    'const now = Date.now();',
    'const now = new Date();',
    'setTimeout(go, 1)',
    'console.log(1)',
    'process.env.SECRET',
    "test.skip('a', () => {})",
    "describe.only('a', () => {})",
    "vi.mock('../x.js')",
    '// TODO: later',
    'const a = b as any;',
    '// see /home/somebody/notes',
    "const html = '<p>' + name;",
  ];
  const clean =
    "// Never Date.now() here.\nconst at = new Date(instant);\nconst link = 'https://a.example/home/';\n";

  expect(planted.filter((text) => habits({ path: 'src/calls/service.ts', text }).length === 0)).toEqual([]);
  expect(habits({ path: 'src/calls/service.ts', text: clean })).toEqual([]);
  expect(
    sentences({
      path: 'a',
      text: "say('Your application was sent.'); throw new Error('This is for menders only'); t('a.b.c')",
    }),
  ).toEqual(['a:1 Your application was sent.']);
  expect(inexact({ a: '1.2.3', b: '^1.2.3', c: 'latest', d: '1.x' }).map(([name]) => name)).toEqual([
    'b',
    'c',
    'd',
  ]);
});
