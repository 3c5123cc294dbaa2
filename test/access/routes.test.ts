// Every route × everybody who may ask × own, others' and unknown ids, decided by the policy and nothing else.
import { beforeAll, describe, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/allow.js';
import { type Action, policy } from '../../src/access/policy.js';
import { makeTie } from '../support/cases.js';
import {
  addressOf,
  type Everyone,
  type Kind,
  kinds,
  makeEveryone,
  type Person,
} from '../support/everyone.js';
import { type Route, routesOf } from '../support/routes.js';
import { type Answer, makeWorld, type World } from '../support/world.js';

// Every route, several times over: the more of them, the longer.
let world: World;
let all: Everyone;
let routes: Route[];
const tokens = new Map<Kind, { _token: string; _key: string }>();

beforeAll(async () => {
  world = makeWorld({}, 'file');
  all = await makeEveryone(world);
  routes = routesOf(world.app);
  for (const kind of kinds) tokens.set(kind, await ownTokens(all.people[kind]));
  makeTie(world, all.foreign.caseId, all.people.director.personId);
});

/** A token and a once-only key as a page gives them to this person. */
async function ownTokens({ kind, browser }: Person) {
  const page = kind === 'nobody' ? '/sign-in' : kind === 'half' ? '/staff/sign-in/code' : '/account/profile';
  const { text } = await browser.get(page);
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(text)?.[1] ?? '';
  return { _token: value('_token'), _key: value('_key') };
}

/** Does something and takes back whatever it did to the database. */
async function takenBack<T>(act: () => Promise<T>): Promise<T> {
  const client = world.ctx.db.$client;
  client.exec('begin immediate');
  try {
    return await act();
  } finally {
    client.exec('rollback');
  }
}

function ask(route: Route, person: Person, url: string): Promise<Answer> {
  return takenBack(async () => {
    const before = new Map(person.browser.cookies);
    const answer = await (route.method === 'GET'
      ? person.browser.get(url)
      : person.browser.post(url, { ...tokens.get(person.kind) }));
    person.browser.cookies.clear();
    for (const [name, value] of before) person.browser.cookies.set(name, value);
    return answer;
  });
}

/** What the policy says must be answered; undefined: let in. Written apart from access/allow.ts on purpose. */
function refusal({ method, action }: Route, { kind, actor }: Person): string | undefined {
  if (scopeOf(actor, action as Action) !== undefined) return undefined;
  const right = policy[action as Action];
  const staffOnly = right === 'half_signed_in' || (typeof right === 'object' && !('applicant' in right));
  const door = staffOnly ? '/staff/sign-in' : '/sign-in';
  const toTheDoor =
    kind === 'nobody' || kind === 'half' || right === 'half_signed_in' || (kind === 'by_link' && staffOnly);
  if (!toTheDoor) return '403';
  return method === 'GET' ? `303 ${door}` : '401';
}

function met({ status, location }: Answer): string {
  return status === 303 ? `303 ${location.split('?')[0]}` : String(status);
}
const isRefusal = (answer: string) => ['401', '403', '303 /sign-in', '303 /staff/sign-in'].includes(answer);

test.each(kinds)('every route answers %s as the policy says', async (kind) => {
  const person = all.people[kind];
  const wrong: string[] = [];
  let [allowed, refused] = [0, 0];
  for (const route of routes) {
    const url = addressOf(route.path, all, kind);
    const expected = refusal(route, person);
    const answer = met(await ask(route, person, url));
    if (expected === undefined) allowed += 1;
    else refused += 1;
    const isWrong =
      expected === undefined ? isRefusal(answer) || answer.startsWith('5') : answer !== expected;
    if (isWrong && !`${kind} ${route.path}`.match(/^half \/staff\/sign-in\/app$/))
      wrong.push(`${route.method} ${url}: ${answer}, not ${expected ?? 'let in'}`);
  }

  expect(wrong).toEqual([]);
  expect({ allowed: allowed > 0, refused: refused > 0 }).toEqual({ allowed: true, refused: true });
});

/** Who has something under these addresses, what is somebody else's, and what is theirs. */
const owned: [string, Kind, (all: Everyone) => { own: number; others: number }][] = [
  ['/my/applications/:id', 'applicant', ({ arta, nenad }) => ({ own: arta.id, others: nenad.id })],
  ['/files/:id', 'applicant', ({ arta, nenad }) => ({ own: arta.fileId, others: nenad.fileId })],
  ['/files/:id', 'coordinator', ({ arta, zana }) => ({ own: arta.fileId, others: zana.fileId })],
  ['/files/:id', 'director', ({ arta, zana }) => ({ own: arta.fileId, others: zana.fileId })],
  ['/staff/applications/:id', 'coordinator', ({ arta, zana }) => ({ own: arta.id, others: zana.id })],
  ['/staff/applications/:id', 'director', ({ arta, zana }) => ({ own: arta.id, others: zana.id })],
  ['/staff/entries/:id', 'coordinator', ({ entryId, nenad }) => ({ own: entryId, others: nenad.id })],
  [
    '/staff/interviews/:id',
    'reviewer',
    ({ interviews }) => ({ own: interviews.mine, others: interviews.others }),
  ],
  [
    '/staff/panel-changes/:id',
    'reviewer',
    ({ interviews }) => ({ own: interviews.proposedId, others: interviews.proposedToOthers }),
  ],
  [
    '/account/security/passkeys/:id',
    'reviewer',
    (all) => ({ own: all.passkeyOf('reviewer'), others: all.passkeyOf('director') }),
  ],
  ['/my/reports/:id', 'intern', ({ reportId, foreign }) => ({ own: reportId, others: foreign.reportId })],
  ['/my/hearings/:id', 'intern', ({ hearingId, foreign }) => ({ own: hearingId, others: foreign.hearingId })],
  ['/my/costs/:id', 'intern', ({ hearingId, foreign }) => ({ own: hearingId, others: foreign.hearingId })],
  ['/my/absences/:id', 'intern', ({ absenceId, foreign }) => ({ own: absenceId, others: foreign.absenceId })],
  ['/staff/cases/:id', 'intern', ({ trial, foreign }) => ({ own: trial.id, others: foreign.caseId })],
  [
    '/staff/hearings/:id',
    'intern',
    ({ hearingId, foreign }) => ({ own: hearingId, others: foreign.hearingId }),
  ],
  [
    '/staff/imports/:id',
    'coordinator',
    ({ importId, foreign }) => ({ own: importId, others: foreign.importId }),
  ],
  [
    '/staff/reading/:id',
    'reviewer',
    ({ readingId, foreign }) => ({ own: readingId, others: foreign.readingId }),
  ],
  // The director has a tie to the other case.
  ['/staff/reviews/:id', 'director', ({ filedId, foreign }) => ({ own: filedId, others: foreign.reportId })],
];

/** A page without what differs anyway: tokens, the number of the request, and the id in the address. */
function stripped({ status, text }: Answer, id: number): string {
  const plain = text
    .replace(/(name="_(?:token|key)" value=)"[^"]*"/g, '$1')
    .replace(/<code>[\da-f-]{8,36}<\/code>/g, '');
  return `${status} ${plain.replace(new RegExp(`(/[a-z-]+/)${id}\\b`, 'g'), '$1…')}`;
}

describe.each(owned)('%s, asked for by the %s', (start, kind, ids) => {
  test("answers what is somebody else's exactly as what does not exist, and what is theirs", async () => {
    const { own, others } = ids(all);
    const person = all.people[kind];
    // Where their group has no right at all they are told so, whatever the id: that is asked above.
    const family = routes.filter(
      ({ path, action }) =>
        (path === start || path.startsWith(`${start}/`)) &&
        scopeOf(person.actor, action as Action) !== undefined,
    );
    const wrong: string[] = [];
    let found = 0;
    for (const route of family) {
      const url = (id: number) => addressOf(route.path, all, kind, { id });
      const foreign = stripped(await ask(route, person, url(others)), others);
      const unknown = stripped(await ask(route, person, url(987_654)), 987_654);
      const at = [...foreign].findIndex((sign, index) => sign !== unknown[index]);
      if (!foreign.startsWith('404')) wrong.push(`${route.method} ${url(others)}: ${foreign.slice(0, 3)}`);
      else if (foreign !== unknown)
        wrong.push(`${route.method} ${url(others)} differs: ${foreign.slice(at - 40, at + 40)}`);
      if ((await ask(route, person, url(own))).status !== 404) found += 1;
    }

    expect(own).toBeGreaterThan(0);
    expect(others).toBeGreaterThan(0);
    expect(family.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
    expect(found).toBeGreaterThan(0);
  });
});

test('an id that is no id is answered 404 everywhere, never by a failure', async () => {
  const strange = ['0', '-1', '1.5', 'x', '9007199254740993', '%00'];
  const wrong: string[] = [];
  let asked = 0;
  for (const route of routes.filter(({ path }) => /:(id|slug)/.test(path))) {
    const kind = kinds.find((one) => scopeOf(all.people[one].actor, route.action as Action) !== undefined);
    if (!kind) continue;
    for (const id of strange) {
      const url = addressOf(route.path, all, kind, { id, slug: id === 'x' ? 'no-such' : id });
      const { status } = await ask(route, all.people[kind], url);
      asked += 1;
      if (status !== 404 && !(status === 400 && id === '%00'))
        wrong.push(`${route.method} ${url}: ${status}`);
    }
  }

  expect(asked).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

/** Ways a forged or stolen form arrives. The first of each pair is what the browser adds, the second the body. */
const forged: [
  string,
  Record<string, string | undefined>,
  (own: Record<string, string>) => Record<string, string>,
][] = [
  ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, (own) => own],
  ['from a neighbour of the same site', { 'Sec-Fetch-Site': 'same-site' }, (own) => own],
  [
    'from an old browser on another site',
    { 'Sec-Fetch-Site': undefined, Origin: 'https://evil.example' },
    (own) => own,
  ],
  ['from an old browser that hides where', { 'Sec-Fetch-Site': undefined, Origin: 'null' }, (own) => own],
  ['from nowhere', { 'Sec-Fetch-Site': undefined, Origin: undefined }, (own) => own],
  ['without a token', {}, ({ _token, ...rest }) => rest],
  ['with an empty token', {}, (own) => ({ ...own, _token: '' })],
  [
    "with somebody else's token",
    {},
    (own) => {
      const theirs = (['director', 'coordinator'] as const)
        .map((kind) => tokens.get(kind)?._token ?? '')
        .find((token) => token !== own._token);
      return { ...own, _token: theirs ?? '' };
    },
  ],
  [
    'with a token whose signature is made up',
    {},
    (own) => ({ ...own, _token: `${own._token?.split('.')[0]}.${'A'.repeat(27)}` }),
  ],
];

/** How many rows were ever written, in any table, taken back or not: nothing can change without this. */
function rowsWritten(): number {
  return world.ctx.db.$client.prepare('select total_changes()').pluck().get() as number;
}

/** Posts as this person with every value the page's own form holds, under these headers. */
async function replay(
  route: Route,
  person: Person,
  headers: Record<string, string | undefined>,
  change: (own: Record<string, string>) => Record<string, string>,
): Promise<{ answer: Answer; changed: boolean }> {
  const url = addressOf(route.path, all, person.kind);
  return takenBack(async () => {
    const cookies = new Map(person.browser.cookies);
    const own = { ...typed[route.path], ...(tokens.get(person.kind) as Record<string, string>) };
    const before = rowsWritten();
    const answer = await person.browser.post(url, change(own), headers);
    const changed = rowsWritten() !== before;
    person.browser.cookies.clear();
    for (const [name, value] of cookies) person.browser.cookies.set(name, value);
    return { answer, changed };
  });
}

/** What must be typed for an honest post to change something; other forms need nothing, or refuse what is empty. */
const typed: Record<string, Record<string, string>> = {
  '/sign-in': { email: 'arta@example.org' },
  '/account/profile': { name: 'Arta Shembulli', phone: '', language: 'sq', version: '1' },
  '/my/applications/:id/withdraw': { reason: '' },
};

test('a forged post changes nothing and is refused; the same post from our own page is not', async () => {
  const posts = routes.filter(({ method }) => method === 'POST');
  const wrong: string[] = [];
  let honestChanges = 0;
  for (const route of posts) {
    const kind = kinds.find((one) => scopeOf(all.people[one].actor, route.action as Action) !== undefined);
    if (!kind) throw new Error(`nobody may ${route.path}`);
    const person = all.people[kind === 'nobody' && route.path === '/sign-out' ? 'applicant' : kind];
    for (const [name, headers, change] of forged) {
      const { answer, changed } = await replay(route, person, headers, change);
      if (answer.status !== 403 || changed)
        wrong.push(`${route.path} ${name}: ${answer.status}${changed ? ', changed' : ''}`);
    }
    const honest = await replay(route, person, {}, (own) => own);
    if (honest.answer.status === 403) wrong.push(`${route.path} honest: 403`);
    if (honest.changed) honestChanges += 1;
  }

  expect(wrong).toEqual([]);
  expect(posts.length).toBeGreaterThan(30);
  expect(honestChanges).toBeGreaterThan(5);
});
