// Charges: in fixed terms, against one accused or all.
import { beforeAll, expect, test } from 'vitest';
import { chargesOf } from '../../src/charges/queries.js';
import { makeCase, makeParticipant } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let id: number;
let accused: number;
let judge: number;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  id = makeCase(world);
  accused = makeParticipant(world, id);
  judge = makeParticipant(world, id, { role: 'PJ', name: 'Genta Largu', custody: null });
});

const charge = {
  participantId: '',
  law: 'SFRY',
  article: '142',
  paragraph: '1',
  counts: '3',
  acts: ['killing', 'sexual_violence'],
  nowLaw: 'CC2019',
  nowArticle: '145',
};
const add = (fields: Record<string, string | string[]>) =>
  dafina.submit(`/staff/cases/${id}/charges/new`, { ...charge, ...fields });

test('a charge says law, article, counts, acts in fixed words, and what it is today', async () => {
  expect((await add({ participantId: String(accused) })).status).toBe(303);
  const { text } = await dafina.get(`/staff/cases/${id}`);

  expect(text).toContain('Article 142, paragraph 1, Criminal Code of the SFRY (1976)');
  expect(text).toContain('3 counts');
  expect(text).toContain('Agim Shembulli');
  expect(text).toContain('killing, sexual violence');
  expect(text).toContain('Today: Article 145, Criminal Code (2019)');
});

test.each([
  ['participantId', '0'],
  ['law', 'X'],
  ['article', ''],
  ['counts', '0'],
  ['counts', 'two'],
  ['acts', 'something he did'],
  ['nowLaw', ''],
])('%s wrong is told: %s', async (field, value) => {
  const { status, text } = await add({ [field]: value });

  expect(status).toBe(422);
  expect(text).toContain(`id="${field}-error"`);
});

test('only an accused of the case can be charged', async () => {
  expect((await add({ participantId: String(judge) })).text).toContain('Choose an accused of this case.');
});

test('a charge is taken away, once', async () => {
  await add({ article: '144' });
  const last = chargesOf(world.ctx.db, id).at(-1)?.id;
  const url = `/staff/cases/${id}/charges/${last}/remove`;

  expect((await dafina.submit(url, {})).status).toBe(303);
  expect((await dafina.get(url)).status).toBe(404);
  expect(chargesOf(world.ctx.db, id).some((one) => one.article === '144')).toBe(false);
});
