// Decisions of courts: each kind with what belongs to it and nothing else.
import { beforeAll, expect, test } from 'vitest';
import { rulingsOf } from '../../src/rulings/queries.js';
import { makeCase, makeParticipant, makeRuling } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let id: number;
let accused: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  id = makeCase(world);
  accused = makeParticipant(world, id);
});

const detention = {
  participantId: '',
  kind: 'detention_extended',
  court: 'BC-PR-SD',
  decidedOn: '2026-04-01',
  untilOn: '2026-06-01',
  result: '',
  sentenceMonths: '',
};
const judgment = { ...detention, kind: 'judgment', untilOn: '', result: 'guilty', sentenceMonths: '150' };
const add = (fields: Record<string, string>) => dafina.submit(`/staff/cases/${id}/rulings/new`, fields);

test('detention holds until a day, a judgment has a result and a sentence', async () => {
  expect((await add({ ...detention, participantId: String(accused) })).status).toBe(303);
  expect((await add({ ...judgment, participantId: String(accused) })).status).toBe(303);
  const { text } = await dafina.get(`/staff/cases/${id}`);

  expect(text).toContain('Detention was extended</b> · Agim Shembulli · until 01/06/2026');
  expect(text).toContain(
    'First-instance judgment</b> · Agim Shembulli · guilty · 12 years and 6 months of imprisonment',
  );
});

test.each<[Record<string, string>, string]>([
  [{ kind: '' }, 'kind'],
  [{ court: 'X' }, 'court'],
  [{ decidedOn: '' }, 'decidedOn'],
  [{ untilOn: '' }, 'untilOn'],
  [{ untilOn: '2026-03-31' }, 'untilOn'],
  [{ result: 'guilty' }, 'result'],
  [{ sentenceMonths: '12' }, 'sentenceMonths'],
  [{ kind: 'judgment' }, 'untilOn'],
  [{ participantId: '99' }, 'participantId'],
])('what does not fit is told: %o', async (fields, field) => {
  const { status, text } = await add({ ...detention, ...fields });

  expect(status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
});

test('the latest decisions stand open, earlier ones are folded away', async () => {
  const other = makeCase(world, { written: 'PS 12/25' });
  for (const month of ['01', '02', '03', '04', '05', '06'])
    makeRuling(world, other, { decidedOn: `2026-${month}-01`, untilOn: `2026-${month}-28` });
  const { text } = await dafina.get(`/staff/cases/${other}`);
  const [open = '', folded = ''] = (text.split('aria-labelledby="rulings"')[1] ?? '').split('<details');

  expect(open.match(/until \d\d\/\d\d/g)).toEqual(
    ['06', '05', '04', '03', '02'].map((month) => `until 28/${month}`),
  );
  expect(folded).toContain('1 earlier decision');
  expect(folded).toContain('until 28/01/2026');
});

test('a list without a choice yet opens with a capital, like its other rows', async () => {
  const { text } = await dafina.get(`/staff/cases/${id}/rulings/new`);

  expect(text).toContain('<option value="">All accused</option>');
});

test('a ruling is taken away, once', async () => {
  await add({ ...detention, kind: 'detention_ended', untilOn: '' });
  const last = rulingsOf(world.ctx.db, id).find((one) => one.kind === 'detention_ended')?.id;
  const url = `/staff/cases/${id}/rulings/${last}/remove`;

  expect((await dafina.submit(url, {})).status).toBe(303);
  expect((await dafina.get(url)).status).toBe(404);
});
