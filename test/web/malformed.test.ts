// What no form of ours sends: lists for texts, days of other ages, broken letters, other shapes of a body. Never a failure.
import { readdirSync, readFileSync } from 'node:fs';
import supertest from 'supertest';
import { beforeAll, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/allow.js';
import type { Action } from '../../src/access/policy.js';
import {
  addressOf,
  type Everyone,
  type Kind,
  kinds,
  makeEveryone,
  type Person,
} from '../support/everyone.js';
import { type Form, formsOn } from '../support/forms.js';
import { routesOf } from '../support/routes.js';
import { summaryFaults } from '../support/summaries.js';
import { type Answer, makeWorld, type World } from '../support/world.js';

let world: World;
let all: Everyone;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  all = await makeEveryone(world);
  // Each browser has its name with us before anything is taken back.
  for (const kind of kinds) await all.people[kind].browser.get(withForm(kind));
});

/** A page with a form for each. */
const withForm = (kind: Kind) =>
  kind === 'nobody' ? '/sign-in' : kind === 'half' ? '/staff/sign-in/code' : '/account/profile';

const languages = ['sq', 'sr', 'en'] as const;
const MARKUP = `zq"'><svg onload=alert(1)>{{constructor}}`;
type Typed = Record<string, string | string[]>;

/** In every field at once. */
const everywhere: Record<string, string | string[]> = {
  list: ['1', '2'],
  markup: MARKUP,
  nul: 'a\0b',
  'broken letter': 'a\ud800b',
  comma: '7,5',
  inherited: 'constructor',
  nothing: '',
  huge: '9007199254740993',
  long: 'x'.repeat(9000),
  search: '" OR NEAR( * ^',
};

/** Of these, what somebody may type; they cannot reach what is hidden. */
const byHand = ['nothing', 'comma', 'long'];
const isUntouched = (form: Form, name: string) => /hidden|submit/.test(form.kinds.get(name) ?? '');
const isTicked = (form: Form, name: string) => /checkbox|radio/.test(form.kinds.get(name) ?? '');

/** True when a person could have sent this with a browser: what is hidden is as the page had it, nothing twice. */
function isTyped(form: Form, typed: Typed): boolean {
  return Object.entries(typed).every(([name, value]) => {
    const own = form.fields.get(name);
    return value === own || !(isUntouched(form, name) || isTicked(form, name) || Array.isArray(value));
  });
}

/** In one field, the others as a person would fill them in. */
function alone(form: Form, name: string): (string | string[])[] {
  const kind = form.kinds.get(name);
  const days = kind === 'date' ? ['9999-12-31', '0001-01-01'] : [];
  return name.startsWith('_') ? [['1', '2']] : [['on', 'zz'], ...days];
}

/** Does something and takes back whatever it did. */
async function takenBack(person: Person, act: () => Promise<Answer>): Promise<Answer> {
  const { $client } = world.ctx.db;
  const before = new Map(person.browser.cookies);
  $client.exec('begin immediate');
  try {
    return await act();
  } finally {
    $client.exec('rollback');
    person.browser.cookies.clear();
    for (const [name, value] of before) person.browser.cookies.set(name, value);
  }
}

/** Every form anybody finds on a page of theirs, each kind of form once, with who found it. */
async function everyForm(): Promise<{ person: Person; form: Form }[]> {
  const found = new Map<string, { person: Person; form: Form }>();
  for (const kind of kinds) {
    const person = all.people[kind];
    for (const { method, path, action } of routesOf(world.app)) {
      if (method !== 'GET' || scopeOf(person.actor, action as Action) === undefined) continue;
      const url = addressOf(path, all, kind);
      const { status, text, headers } = await takenBack(person, () => person.browser.get(url));
      if (status !== 200 || !headers['content-type']?.includes('html')) continue;
      for (const form of formsOn(text, url)) {
        const names = [...form.fields.keys()].map((name) => name.replace(/\d+/g, '1'));
        const shape = `${form.action.replace(/\d+/g, '1')} ${[...new Set(names)].sort()}`;
        // A form without a token is filled in by a script alone.
        const isOurs = form.method === 'post' && form.fields.has('_token');
        if (isOurs && !found.has(shape)) found.set(shape, { person, form });
      }
    }
  }
  return [...found.values()];
}

test('whatever is in a field, no form fails or sends markup back; what is refused names, leads to and marks the field', async () => {
  const forms = await everyForm();
  const wrong = new Set<string>();
  const unnamed = new Set<string>();
  const refused = new Set<string>();
  let posted = 0;
  const post = async (person: Person, form: Form, typed: Typed, how: string) => {
    const language = languages[posted % languages.length] ?? 'en';
    const { status, text } = await takenBack(person, () => {
      person.browser.cookies.set('__Host-language', language);
      return form.files
        ? person.browser.upload(form.action, typed as Record<string, string>, 'none', [])
        : person.browser.post(form.action, typed);
    });
    posted += 1;
    if (status === 422 && isTyped(form, typed) && text.includes(`action="${form.action}"`)) {
      refused.add(form.action);
      for (const fault of summaryFaults(text, language)) unnamed.add(`${form.action} ${fault}`);
    }
    if (how === 'as it is' && status === 403) wrong.add(`${form.action} of our own: refused`);
    if (status >= 500) wrong.add(`${form.action} ${how}: ${status}`);
    if (text.includes('<svg onload')) wrong.add(`${form.action} ${how}: markup`);
  };

  for (const { person, form } of forms) {
    const own = Object.fromEntries(form.fields);
    const names = [...form.fields.keys()];
    await post(person, form, own, 'as it is');
    for (const [how, value] of Object.entries(everywhere)) {
      const isKept = (name: string) =>
        name.startsWith('_') || (byHand.includes(how) && isUntouched(form, name));
      const typed = names.filter((name) => !isKept(name)).map((name) => [name, value]);
      const sent = Object.entries<string | string[]>({ ...own, ...Object.fromEntries(typed) });
      const isLeft = ([name, all]: [string, unknown]) => all === '' && isTicked(form, name);
      await post(person, form, Object.fromEntries(sent.filter((one) => !isLeft(one))), how);
    }
    // Rows of one form are alike: one of them will do.
    for (const name of names.filter((one) => !/-[1-9]\d*-/.test(one)))
      for (const value of alone(form, name))
        await post(person, form, { ...own, [name]: value }, `${name} ${value}`);
  }

  expect([...wrong]).toEqual([]);
  expect([...unnamed]).toEqual([]);
  expect(forms.length).toBeGreaterThan(100);
  expect(refused.size).toBeGreaterThan(60);
  expect(posted).toBeGreaterThan(1500);
});

const tokens = new Map<Kind, string>();
const shapes: [string, string, string][] = [
  [
    'files',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n',
  ],
  ['files that end too early', 'multipart/form-data; boundary=x', '--x\r\nContent-Dispo'],
  ['files without a boundary', 'multipart/form-data', 'x'],
  ['JSON', 'application/json', '{"version":{"toString":1},"section":{"toString":1},"q":{"a":[[[]]]}}'],
  ['a list in JSON', 'application/json', '[]'],
  ['broken JSON', 'application/json', '{'],
  ['words', 'text/plain', 'x'],
  ['another alphabet', 'application/x-www-form-urlencoded; charset=utf-7', 'a=b'],
  ['too many fields', 'application/x-www-form-urlencoded', 'a=b&'.repeat(500)],
  ['too much', 'application/x-www-form-urlencoded', `a=${'b'.repeat(300_000)}`],
];

/** Files and JSON are sent to every route; of the other shapes each route is sent two, and each shape to every fourth. */
const isSentTo = (shape: number, route: number) =>
  ['files', 'JSON'].includes(shapes[shape]?.[0] ?? '') || (shape + route) % 4 === 0;

test.each(shapes.map(([name], index) => [name, index] as const))(
  '%s where a form belongs are refused without our token, and no failure with it',
  async (_name, shape) => {
    const [, type = '', body = ''] = shapes[shape] ?? [];
    const routes = routesOf(world.app).filter(({ method }) => method === 'POST');
    const some = routes.filter((_route, index) => isSentTo(shape, index));
    const wrong: string[] = [];
    const { $client } = world.ctx.db;
    const written = () => $client.prepare('select total_changes()').pluck().get() as number;
    for (const { path, action } of some) {
      const kind = kinds.find((one) => scopeOf(all.people[one].actor, action as Action) !== undefined);
      if (!kind) throw new Error(`nobody may ${path}`);
      const { browser } = all.people[kind];
      const token =
        tokens.get(kind) ??
        /name="_token" value="([^"]+)"/.exec((await browser.get(withForm(kind))).text)?.[1];
      tokens.set(kind, token ?? '');
      const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const post = (headers: Record<string, string>) =>
        supertest(world.app)
          .post(addressOf(path, all, kind))
          .set({ Cookie: cookies, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': type, ...headers })
          .redirects(0)
          .send(body);

      const before = written();
      const { status } = await post({});
      if (status < 400 || status >= 500) wrong.push(`${path} without: ${status}`);
      if (written() !== before) wrong.push(`${path} without: written`);
      $client.exec('begin immediate');
      const { status: honest } = await post({ 'X-Form-Token': token ?? '' });
      $client.exec('rollback');
      if (honest >= 500) wrong.push(`${path} with: ${honest}`);
    }

    expect(wrong).toEqual([]);
    expect(some.length).toBeGreaterThan(30);
  },
);

const oddParts = ['-1', '9007199254740993', '__proto__', '%00', '%E0%A4%A'];
const oddWords = [
  '__proto__',
  '-1',
  '9007199254740993',
  '2026-02-31',
  '9999-12-31',
  '%00',
  '%22+OR+NEAR(*',
  '%',
];
/** What any route reads of an address behind the question mark. */
const asked = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => [...readFileSync(`src/${path}`, 'utf8').matchAll(/\bquery\.(\w+)/g)])
  .map(([, name]) => name ?? '')
  .filter((name) => name !== 'language');

/** The addresses of a route with something odd in place of each id, and behind the question mark; `turn`: which of it. */
function oddly(path: string, url: string, turn: number): string[] {
  const parts = path.split('/').flatMap((part, index) => (part.startsWith(':') ? [index] : []));
  const words = [0, 3].map((more) => oddWords[(turn + more) % oddWords.length]);
  return [
    ...parts.flatMap((index) => oddParts.map((odd) => url.split('/').with(index, odd).join('/'))),
    ...words.map((word) => `${url}?${[...new Set(asked)].map((name) => `${name}=${word}`).join('&')}`),
    `${url}?${[...new Set(asked)].map((name) => `${name}=1&${name}=2`).join('&')}`,
  ];
}

test('whatever stands in an address, no page fails, and nobody is led to another site', async () => {
  const wrong: string[] = [];
  let read = 0;
  for (const [turn, { method, path, action }] of routesOf(world.app).entries()) {
    const kind = kinds.find((one) => scopeOf(all.people[one].actor, action as Action) !== undefined);
    if (method !== 'GET' || !kind) continue;
    const person = all.people[kind];
    for (const url of oddly(path, addressOf(path, all, kind), turn)) {
      const { status, location } = await takenBack(person, () => person.browser.get(url));
      read += 1;
      if (status >= 500) wrong.push(`${url.slice(0, 120)}: ${status}`);
      if (location !== '' && !/^\/(?![/\\])|^http:\/\/127\.0\.0\.1\//.test(location))
        wrong.push(`${url} to ${location}`);
    }
  }

  expect(wrong).toEqual([]);
  expect(asked.length).toBeGreaterThan(20);
  expect(read).toBeGreaterThan(700);
});

test.each(['//evil.example?language=sq', '/\\evil.example?language=sq'])(
  'choosing a language at %s leads to no other site',
  async (url) => {
    const browser = world.browser();
    const { location } = await browser.get(url);
    const page = await browser.get('//evil.example/');

    expect(location).toBe('/evil.example');
    expect(page.status).toBe(404);
    expect(page.text).not.toContain('"//evil');
  },
);
