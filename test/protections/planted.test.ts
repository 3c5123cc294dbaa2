// Planted protections: one pseudonym and its ground, looked for in every page, file, index, letter, log and history.
import { beforeAll, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/allow.js';
import type { Action } from '../../src/access/policy.js';
import { participantsOf } from '../../src/participants/queries.js';
import { makeCharge, makeParticipant, makeProtected } from '../support/cases.js';
import { addressOf, type Everyone, makeEveryone } from '../support/everyone.js';
import { routesOf } from '../support/routes.js';
import { makeWorld, type World } from '../support/world.js';

const PSEUDONYM = 'QZX7719';
let world: World;
let all: Everyone;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  all = await makeEveryone(world);
  makeProtected(world, all.trial.id, {
    pseudonym: PSEUDONYM,
    role: 'INJ',
    ground: 'sexual_violence',
    measures: ['CLSD'],
  });
});

/** Where the pseudonym belongs: the pages of its case, and the sheet of paper and the report of its hearing. */
const mayShow = (path: string) =>
  /^\/(?:staff\/cases\/:id|staff\/reports\/:id|my\/reports\/:id)/.test(path) ||
  path === '/my/hearings/:id/note-sheet';

/** Every GET route this person may take, with what it answered as text. */
async function everything(kind: 'coordinator' | 'director' | 'safety_officer' | 'intern') {
  const { browser, actor } = all.people[kind];
  const found: { path: string; text: string }[] = [];
  for (const { method, path, action } of routesOf(world.app)) {
    if (method !== 'GET' || scopeOf(actor, action as Action) === undefined) continue;
    const { body } = await browser.bytes(addressOf(path, all, kind));
    found.push({ path, text: body.toString('latin1') });
  }
  return found;
}

test.each(['coordinator', 'director', 'safety_officer'] as const)(
  'the %s finds the pseudonym on the pages of its case and its hearings alone, and the ground where looking is recorded',
  async (kind) => {
    const pages = await everything(kind);
    const at = (text: string) => pages.filter((page) => page.text.includes(text)).map((page) => page.path);

    expect(pages.length).toBeGreaterThan(20);
    expect(at(PSEUDONYM).filter((path) => !mayShow(path))).toEqual([]);
    expect(at(PSEUDONYM)).toEqual(
      expect.arrayContaining([
        '/my/hearings/:id/note-sheet',
        '/staff/cases/:id',
        '/staff/cases/:id/chronology',
        '/staff/cases/:id/protected',
      ]),
    );
    // The forms name every ground there is, to choose from.
    const forms = ['/staff/cases/:id/protected/new', '/staff/cases/:id/protected/:person'];
    expect(at('protected even without an order').filter((path) => !forms.includes(path))).toEqual([
      '/staff/cases/:id/protected',
    ]);
  },
);

test('an intern who goes to a hearing of the case finds the pseudonym there, and the ground nowhere', async () => {
  const pages = await everything('intern');
  const at = (text: string) => pages.filter((page) => page.text.includes(text)).map((page) => page.path);

  expect(at(PSEUDONYM)).toEqual(expect.arrayContaining(['/staff/cases/:id', '/staff/cases/:id/chronology']));
  expect(at(PSEUDONYM).filter((path) => !mayShow(path))).toEqual([]);
  expect(at('protected even without an order')).toEqual([]);
});

test('it is in no index, letter, task, history and log, and in one table', async () => {
  const { $client } = world.ctx.db;
  const tables = $client
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow', 'virtual')",
    )
    .pluck()
    .all() as string[];
  const holding = tables.filter((table) =>
    ($client.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).some((row) =>
      Object.values(row).some((value) => String(value).toLowerCase().includes(PSEUDONYM.toLowerCase())),
    ),
  );

  expect(tables.length).toBeGreaterThan(40);
  expect(holding).toEqual(['protected_people']);
  expect(world.logged()).not.toContain(PSEUDONYM);
});

test('a name that was typed by mistake goes from the case, the register and the search, and leaves no byte', async () => {
  const { browser } = all.people.coordinator;
  const word = 'Vzjqkplanted';
  const participant = makeParticipant(world, all.trial.id, {
    role: 'WIT',
    name: `Arta ${word}`,
    custody: null,
  });
  const bytes = () => world.ctx.db.$client.serialize().toString('latin1').toLowerCase();
  const partyId = participantsOf(world.ctx.db, all.trial.id).find((one) => one.id === participant)?.partyId;
  expect(bytes()).toContain(word.toLowerCase());

  const refused = await browser.submit(`/staff/parties/${partyId}/remove`, {});
  const left = await browser.submit(`/staff/cases/${all.trial.id}/participants/${participant}/remove`, {});
  const gone = await browser.submit(`/staff/parties/${partyId}/remove`, {});

  expect(refused.status).toBe(409);
  expect([left.status, gone.status]).toEqual([303, 303]);
  expect(bytes()).not.toContain(word.toLowerCase());
  expect((await browser.get(`/staff/parties/${partyId}`)).status).toBe(404);
});

test('whoever a charge or a decision rests on is not taken out of the case', async () => {
  const { browser } = all.people.coordinator;
  const accused = makeParticipant(world, all.trial.id, { name: 'Valon Akuzuari', party: 'new' });
  makeCharge(world, all.trial.id, { participantId: accused });

  expect(
    (await browser.submit(`/staff/cases/${all.trial.id}/participants/${accused}/remove`, {})).status,
  ).toBe(409);
});
