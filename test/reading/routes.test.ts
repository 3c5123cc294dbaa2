// Giving files out: the dry run with everybody's load first, then exactly that, in one act.
import { expect, test } from 'vitest';
import { readersOf } from '../../src/reading/queries.js';
import { makeCall } from '../support/applications.js';
import { makeInReview, makeReader } from '../support/reading.js';
import { makeWorld } from '../support/world.js';

function cast() {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const readers = ['Mira', 'Igor', 'Teuta'].map((name) => makeReader(world, name, 'reviewer'));
  const files = ['Arta', 'Nenad', 'Drita'].map((name) => makeInReview(world, call, dafina.actor, { name }));
  return { world, call, dafina, readers, files, url: `/staff/calls/${call.id}/reading` };
}

const planOn = (text: string) => /name="plan" value="([^"]*)"/.exec(text)?.[1] ?? '';

test('the dry run changes nothing, and applying it does exactly what it said', async () => {
  const { world, call, dafina, readers, url } = cast();
  const page = await dafina.browser.get(url);
  expect(readersOf(world.ctx.db, call.id)).toEqual([]);

  const people = readers.map(({ personId }) => String(personId));
  const answer = await dafina.browser.submit(url, { reader: people, plan: planOn(page.text) });

  expect(answer.status).toBe(303);
  const rows = readersOf(world.ctx.db, call.id);
  expect(rows).toHaveLength(6);
  for (const { personId } of readers) expect(rows.filter((row) => row.personId === personId)).toHaveLength(2);
  expect((await dafina.browser.get(url)).text).toContain('there is nothing to change');
});

test('whoever is not ticked gets nothing; a plan that no longer fits is refused', async () => {
  const { world, call, dafina, readers, url } = cast();
  const [mira, igor] = readers.map(({ personId }) => String(personId));
  const two = await dafina.browser.get(`${url}?reader=${mira}&reader=${igor}`);
  const plan = planOn(two.text);

  const refused = await dafina.browser.submit(url, {
    reader: readers.map((one) => String(one.personId)),
    plan,
  });
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Something has changed in the meantime');
  await dafina.browser.submit(`${url}?reader=${mira}&reader=${igor}`, {
    reader: [mira ?? '', igor ?? ''],
    plan,
  });
  expect(new Set(readersOf(world.ctx.db, call.id).map((row) => String(row.personId)))).toEqual(
    new Set([mira, igor]),
  );
});

test('only a coordinator gives files out, and a call that is not published has none', async () => {
  const { world, dafina, url } = cast();
  const luan = makeReader(world, 'Luan', 'director');

  expect((await luan.browser.get(url)).status).toBe(403);
  expect((await dafina.browser.get('/staff/calls/987654/reading')).status).toBe(404);
  expect((await dafina.browser.submit(url, { plan: '' })).status).toBe(422);
});
