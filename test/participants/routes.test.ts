// Who takes part in a case: asked who it is, ended when it ends, a name that may be protected only with a statement.
import { beforeAll, describe, expect, test } from 'vitest';
import { participantsOf } from '../../src/participants/queries.js';
import { makeCase, makeParticipant, makeParty } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let id: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  id = makeCase(world);
});

const accused = { role: 'ACC', name: 'Agim Shembulli', sinceOn: '2026-03-02', custody: 'detained' };
const add = (fields: Record<string, string>) =>
  dafina.submit(`/staff/cases/${id}/participants/new`, { ...accused, ...fields });
const inCase = () => participantsOf(world.ctx.db, id);

test('an accused is entered with custody and, if so, in absentia', async () => {
  const answer = await add({ inAbsentia: 'on', custody: 'fugitive' });
  const { text } = await dafina.get(`/staff/cases/${id}`);

  expect(answer.location).toBe(`/staff/cases/${id}`);
  expect(inCase()).toMatchObject([
    { name: 'Agim Shembulli', role: 'ACC', custody: 'fugitive', inAbsentia: true },
  ]);
  expect(text).toContain('Fugitive');
  expect(text).toContain('tried in absentia');
  expect(text).not.toContain('criminal<');
});

test.each([
  ['role', 'KING'],
  ['name', ''],
  ['sinceOn', 'soon'],
  ['custody', ''],
  ['forId', '999'],
])('%s wrong is told and the rest kept', async (field, value) => {
  const counsel = field === 'forId' ? { role: 'DEF', custody: '' } : {};
  const { status, text } = await add({ name: 'Besim Trilli', ...counsel, [field]: value });

  expect(status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
  if (field !== 'name') expect(text).toContain('value="Besim Trilli"');
});

describe('who it is', () => {
  test('somebody the register may know is asked about; the one chosen is entered under their own row', async () => {
    const partyId = makeParty(world, 'Ljubica Sudić');
    const asked = await add({ role: 'PJ', name: 'Љубица Судић' });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(`value="${partyId}"`);

    const answer = await add({ role: 'PJ', name: 'Љубица Судић', party: String(partyId) });

    expect(answer.status).toBe(303);
    expect(inCase().find((one) => one.role === 'PJ')).toMatchObject({ partyId, name: 'Ljubica Sudić' });
  });

  test('a choice that was not offered is refused', async () => {
    const stranger = makeParty(world, 'Zoran Neko');

    expect((await add({ role: 'PM', name: 'Ljubica Sudić', party: String(stranger) })).status).toBe(422);
  });

  test('the same role twice is refused, another role is not', async () => {
    const partyId = String(inCase().find((one) => one.role === 'PJ')?.partyId);

    expect((await add({ role: 'PJ', name: 'Ljubica Sudić', party: partyId })).text).toContain(
      'already has this role in this case',
    );
    expect((await add({ role: 'PM', name: 'Ljubica Sudić', party: partyId })).status).toBe(303);
  });
});

test.each(['INJ', 'WIT', 'CWIT', 'EXP'])('%s is entered under a name only with a statement', async (role) => {
  const name = `Emër ${role} Provaj`;
  const without = await add({ role, name });
  const withIt = await add({ role, name, named: 'on' });

  expect(without.status).toBe(422);
  expect(without.text).toContain('otherwise enter a pseudonym');
  expect(inCase().filter((one) => one.name === name)).toHaveLength(1);
  expect(withIt.status).toBe(303);
});

describe('changing', () => {
  test('counsel defends an accused of the case, and nobody else', async () => {
    const whom = inCase().find((one) => one.role === 'ACC')?.id ?? 0;
    const judge = inCase().find((one) => one.role === 'PJ')?.id ?? 0;
    const counsel = { role: 'DEF', name: 'Mimoza Mbrojtësja', custody: '', counselKind: 'appointed' };

    expect((await add({ ...counsel, forId: String(judge) })).status).toBe(422);
    expect((await add({ ...counsel, forId: String(whom) })).status).toBe(303);
    const { text } = await dafina.get(`/staff/cases/${id}`);
    expect(text).toContain('For Agim Shembulli');
    expect(text).toContain('appointed ex officio');
  });

  test('a judge who is replaced is past, and the days are checked', async () => {
    const judge = makeParticipant(world, id, { role: 'PM', name: 'Genta Largu', custody: null });
    const url = `/staff/cases/${id}/participants/${judge}`;
    const wrong = await dafina.submit(url, { sinceOn: '2026-03-02', untilOn: '2026-03-01' });
    const ended = await dafina.submit(url, { sinceOn: '2026-03-02', untilOn: '2026-06-30' });

    expect(wrong.status).toBe(422);
    expect(ended.status).toBe(303);
    expect((await dafina.get(`/staff/cases/${id}`)).text).toContain('02/03/2026 – 30/06/2026');
  });

  test('two who change one accused: the second sees both', async () => {
    const one = makeParticipant(world, id, { name: 'Valon Vonesa' });
    const url = `/staff/cases/${id}/participants/${one}`;
    const before = await dafina.get(url);
    await dafina.submit(url, { sinceOn: '2026-03-02', custody: 'released' });
    const fields = Object.fromEntries(
      ['_token', '_key', 'version'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]+)"`).exec(before.text)?.[1] ?? '',
      ]),
    );
    const second = await dafina.post(url, { ...fields, sinceOn: '2026-03-02', custody: 'house_detention' });

    expect(second.status).toBe(409);
    expect(second.text).toContain('released');
    expect(second.text).toContain('value="house_detention" selected');
  });

  test('somebody of another case is not there', async () => {
    const other = makeCase(world, { written: 'PS 5/26' });
    const theirs = makeParticipant(world, other, { name: 'Burim Faqja' });

    expect((await dafina.get(`/staff/cases/${id}/participants/${theirs}`)).status).toBe(404);
  });
});
