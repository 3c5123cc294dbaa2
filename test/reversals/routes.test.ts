// Undoing: the last step goes back with its drafts until a letter has left, by the same kind of role, once.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import * as decisions from '../../src/decisions/service.js';
import { newGroup } from '../../src/history/record.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { prepareRefusal, staffIn } from '../support/deciding.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const nenad = makeApplication(world, call, { name: 'Nenad Petrović', language: 'sr' });
  const dafina = staffIn(world, 'Dafina', ['coordinator']);
  const luan = staffIn(world, 'Luan', ['director']);
  const url = `/staff/applications/${arta.id}/undo`;
  return { world, arta, nenad, dafina, luan, url };
}
const rowOf = (world: World, id: number) => applicationById(world.ctx.db, id);
const decisionLetters = (world: World) =>
  world.ctx.db.select().from(letters).where(eq(letters.kind, 'decision')).all();

test('the page names the step and its letters; the button takes both back, and the history shows it', async () => {
  const { world, arta, dafina, url } = office();
  const before = rowOf(world, arta.id);
  prepareRefusal(world, dafina.actor, arta.id);

  const file = await dafina.browser.get(`/staff/applications/${arta.id}`);
  expect(file.text).toContain(`href="${url}">Undo the last step: “Decision prepared”</a>`);
  const page = await dafina.browser.get(url);
  expect(page.text).toContain('Your application HLC-2026-0042: conditions not met');
  const fields = hiddenFields(page.text, url);
  for (const _twice of [1, 2]) expect((await dafina.browser.post(url, fields)).status).toBe(303);

  const after = rowOf(world, arta.id);
  expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
  expect(decisionLetters(world)).toMatchObject([{ state: 'dropped' }]);
  const shown = await dafina.browser.get(`/staff/applications/${arta.id}`);
  expect(shown.text).toContain('<s>Decision prepared</s>');
  expect(shown.text).toContain('Undone: Decision prepared');
});

test('a release is undone until its letter leaves: the decision waits again, its letter is a draft again', async () => {
  const { world, arta, dafina, luan, url } = office();
  const id = prepareRefusal(world, dafina.actor, arta.id);
  decisions.release(world.ctx, luan.actor, [id]);

  expect((await dafina.browser.get(url)).text).toContain('Only somebody with the same role');
  const own = hiddenFields((await dafina.browser.get('/account/profile')).text, '/account/profile');
  const forced = await dafina.browser.post(url, { ...own, version: `${rowOf(world, arta.id)?.version}` });
  expect([forced.status, rowOf(world, arta.id)?.state]).toEqual([409, 'ineligible']);
  expect((await luan.browser.submit(url, {})).status).toBe(303);
  expect(rowOf(world, arta.id)).toMatchObject({
    state: 'submitted',
    pendingTo: 'ineligible',
    decidedBy: null,
  });
  expect(decisionLetters(world)).toMatchObject([{ state: 'draft' }]);
  expect(decisions.release(world.ctx, luan.actor, [id])).toBe(1);

  world.ctx.db.update(letters).set({ state: 'sent' }).where(eq(letters.kind, 'decision')).run();
  const page = await luan.browser.get(url);
  expect(page.text).toContain('A letter of this step has left.');
  expect(page.text).not.toContain(`action="${url}"`);
  const refused = await luan.browser.post(url, {
    ...(await formOf(luan.browser)),
    version: `${rowOf(world, arta.id)?.version}`,
  });
  expect(refused.status).toBe(409);
  expect(rowOf(world, arta.id)?.state).toBe('ineligible');
});

/** A token and a key of another page of the same person. */
async function formOf(browser: ReturnType<World['browser']>) {
  return hiddenFields((await browser.get('/account/profile')).text, '/account/profile');
}

test('what was done for several at once is undone for all of them, or for none', async () => {
  const { world, arta, nenad, dafina, url } = office();
  const groupId = newGroup();
  for (const { id } of [arta, nenad]) prepareRefusal(world, dafina.actor, id, { groupId });

  const page = await dafina.browser.get(url);
  expect(page.text).toContain('This step was made for 2 applications together');
  expect(page.text).toContain('Nenad Petrović');
  await dafina.browser.submit(url, {});

  expect([arta, nenad].map(({ id }) => rowOf(world, id)?.pendingTo)).toEqual([null, null]);
  expect(decisionLetters(world).map(({ state }) => state)).toEqual(['dropped', 'dropped']);
});

test('who is kept from one of several undoes it for none, and does not read who that is', async () => {
  const { world, arta, nenad, dafina, url } = office();
  const groupId = newGroup();
  for (const { id } of [arta, nenad]) prepareRefusal(world, dafina.actor, id, { groupId });
  const fields = hiddenFields((await dafina.browser.get(url)).text, url);
  const { personId } = dafina.actor;
  conflicts.state(world.ctx, dafina.actor, {
    applicationId: nenad.id,
    personId,
    kind: 'friend',
    note: null,
  });

  const page = await dafina.browser.get(url);
  const forced = await dafina.browser.post(url, fields);

  expect(page.text).toContain('You have a conflict of interest on one of these applications.');
  expect([page.text.includes('Nenad'), forced.text.includes('Nenad')]).toEqual([false, false]);
  expect(forced.status).toBe(409);
  expect([arta, nenad].map(({ id }) => rowOf(world, id)?.pendingTo)).toEqual(['ineligible', 'ineligible']);
});

test('of two coordinators the second is told what the first did, and nothing happens twice', async () => {
  const { world, arta, dafina, url } = office();
  const edon = staffIn(world, 'Edon', ['coordinator']);
  prepareRefusal(world, dafina.actor, arta.id);
  const [mine, theirs] = [await dafina.browser.get(url), await edon.browser.get(url)];
  await edon.browser.post(url, hiddenFields(theirs.text, url));

  const answer = await dafina.browser.post(url, hiddenFields(mine.text, url));

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Meanwhile somebody else did something');
  expect(answer.text).toContain('(Edon)');
});

test('where nothing can be undone the page says so', async () => {
  const { dafina, url } = office();

  const page = await dafina.browser.get(url);
  expect(page.status).toBe(200);
  expect(page.text).toContain('There is nothing to undo.');
});
