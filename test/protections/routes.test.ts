// Protected people: a pseudonym into which no name fits, fixed terms, and a record of whoever looked.
import { getTableColumns } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { protectedPeople } from '../../db/schema/protections.js';
import { isCode, pseudonymOf } from '../../src/protections/rules.js';
import { makeCase, makeProtected } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let besa: Browser;
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  besa = world.signedIn('Besa', ['safety_officer']).browser;
  id = makeCase(world);
});

const terms = {
  pseudonym: 'w12',
  role: 'PWIT',
  ground: 'court_order',
  measures: ['PSEU', 'SCRN'],
  orderedOn: '',
};
const protect = (fields: Record<string, string | string[]>) =>
  dafina.submit(`/staff/cases/${id}/protected/new`, { ...terms, ...fields });

test.each(['A', 'W12', 'PW-3', 'K 7', '12', 'ABC 1234', 'sw.3'])('%s is a code', (typed) => {
  expect(isCode(pseudonymOf(typed))).toBe(true);
});

test.each([
  'Agim',
  'Ana',
  'Ili',
  'Agim S.',
  'AGIM S',
  'Dëshmitari A',
  'Š1',
  'А1',
  '',
  '-',
  'W12 Agim',
  'SHEMBULLI',
  'W 12345',
])('%s is none', (typed) => {
  expect(isCode(pseudonymOf(typed))).toBe(false);
});

test('there is no column and no field for a name, nor for words', async () => {
  const columns = Object.keys(getTableColumns(protectedPeople));
  const { text } = await dafina.get(`/staff/cases/${id}/protected/new`);
  const form = text.split('<form').find((part) => part.includes('protected/new"')) ?? '';

  expect(columns).toEqual([
    ...['id', 'caseId', 'pseudonym', 'role', 'ground', 'measures', 'orderedOn'],
    ...['version', 'changedAt', 'addedAt', 'addedBy'],
  ]);
  expect(form).not.toContain('<textarea');
  expect([...form.matchAll(/type="text"[^>]*/g)]).toHaveLength(1);
});

describe('entering', () => {
  test('a pseudonym stands on the case, its ground does not', async () => {
    const answer = await protect({ ground: 'sexual_violence' });
    const { text } = await dafina.get(`/staff/cases/${id}`);

    expect(answer.status).toBe(303);
    expect(text).toContain('>W12</b> · protected witness');
    expect(text).not.toContain('sexual violence');
  });

  test.each([
    ['pseudonym', 'Arta Planted'],
    ['pseudonym', 'W12'],
    ['pseudonym', ''],
    ['role', 'ACC'],
    ['ground', ''],
    ['measures', 'NAME'],
    ['orderedOn', 'x'],
  ])('%s wrong is told: %s', async (field, value) => {
    const { status, text } = await protect({ pseudonym: 'X1', [field]: value });

    expect(status).toBe(422);
    expect(text).toContain(`id="${field}-error"`);
  });

  test('what was typed where a pseudonym belongs is stored and logged nowhere', async () => {
    await protect({ pseudonym: 'Planted' });
    const everything = world.ctx.db.$client.serialize().toString('latin1');

    expect(everything).not.toContain('Planted');
    expect(world.logged()).not.toContain('Planted');
  });
});

describe('looking', () => {
  const looks = () =>
    world.ctx.db
      .select()
      .from(history)
      .all()
      .filter((row) => row.event === 'view_protected' && row.entityId === id);

  test('whoever opens the fields is recorded, and the safety officer reads who', async () => {
    const before = looks().length;
    const { status, text } = await dafina.get(`/staff/cases/${id}/protected`);
    const read = await besa.get(`/staff/history?entity=case&id=${id}`);

    expect(status).toBe(200);
    expect(text).toContain('Victim of sexual violence');
    expect(looks()).toHaveLength(before + 1);
    expect(read.text).toContain('Protected fields were opened');
    expect(read.text).toContain('Dafina');
    expect(read.text).not.toMatch(/\bW12\b/);
    expect(read.text).not.toContain('sexual');
  });

  test('opening one to change it is recorded too; the case page is not a look', async () => {
    const one = makeProtected(world, id, { pseudonym: 'Z9' });
    const before = looks().length;
    await dafina.get(`/staff/cases/${id}`);
    expect(looks()).toHaveLength(before);
    await dafina.get(`/staff/cases/${id}/protected/${one}`);
    expect(looks()).toHaveLength(before + 1);
  });

  test('an intern may not look at all, and a reader may not change', async () => {
    const ivana = world.signedIn('Ivana', ['intern']).browser;

    expect((await ivana.get(`/staff/cases/${id}/protected`)).status).toBe(403);
    expect((await besa.get(`/staff/cases/${id}/protected`)).status).toBe(200);
    expect((await besa.get(`/staff/cases/${id}/protected/new`)).status).toBe(403);
  });
});

test('no pseudonym is in any search, and none finds a case', async () => {
  makeProtected(world, id, { pseudonym: 'QX77' });
  const indexed = world.ctx.db.$client
    .prepare('select folded from case_search union all select folded from party_search')
    .pluck()
    .all()
    .join(' ');
  const found = await dafina.submit('/staff/cases', { q: 'QX77' });

  expect(indexed).not.toBe('');
  expect(indexed).not.toContain('x77');
  expect(found.text).toContain('No case was found.');
});

test('two who change one protection: the second sees both', async () => {
  const one = makeProtected(world, id, { pseudonym: 'V1' });
  const url = `/staff/cases/${id}/protected/${one}`;
  const before = await dafina.get(url);
  const change = { role: 'INJ', ground: 'child', measures: ['PSEU'], orderedOn: '' };
  expect((await dafina.submit(url, change)).status).toBe(303);
  const fields = Object.fromEntries(
    ['_token', '_key', 'version'].map((name) => [
      name,
      new RegExp(`name="${name}" value="([^"]+)"`).exec(before.text)?.[1] ?? '',
    ]),
  );
  const second = await dafina.post(url, { ...fields, ...change, ground: 'safety' });

  expect(second.status).toBe(409);
  expect(second.text).toContain('a child then or now');
});
