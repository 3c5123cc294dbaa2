// The pages of decisions: read by staff, released by the director after every name and letter.
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { applicationById } from '../../src/applications/queries.js';
import { makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { prepareRefusal, staffIn } from '../support/deciding.js';
import { hiddenFields, makeWorld } from '../support/world.js';

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const nenad = makeApplication(world, call, {
    name: 'Nenad Petrović',
    answers: { about: { ...wholeAnswers('Nenad Petrović').about, letterLanguage: 'sr' } },
  });
  const dafina = staffIn(world, 'Dafina', ['coordinator']);
  const luan = staffIn(world, 'Luan', ['director']);
  const ids = [arta, nenad].map(({ id }) => String(prepareRefusal(world, dafina.actor, id)));
  return { world, arta, nenad, dafina, luan, ids };
}
const url = '/staff/decisions/release';

test('every name, reason and whole letter stand on the page before anything happens', async () => {
  const { dafina, luan } = office();

  for (const page of [await dafina.browser.get('/staff/decisions'), await luan.browser.get(url)]) {
    expect(page.status).toBe(200);
    for (const words of [
      'Arta Krasniqi',
      'Nenad Petrović',
      'The average grade',
      'Prepared by Dafina',
      'The certificate says 7.2',
      'conditions not met',
      'uslovi nisu ispunjeni',
      'within 5 working days of this letter',
    ]) {
      expect(page.text).toContain(words);
    }
  }
});

test('what is ticked is released once, however often it is sent; the rest waits', async () => {
  const { world, arta, nenad, luan, ids } = office();
  const page = await luan.browser.get(url);
  const fields = { ...hiddenFields(page.text, url), decision: ids[0] ?? '' };

  const answers = [await luan.browser.post(url, fields), await luan.browser.post(url, fields)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, '/staff/decisions'],
    [303, '/staff/decisions'],
  ]);
  expect([arta, nenad].map(({ id }) => applicationById(world.ctx.db, id)?.state)).toEqual([
    'ineligible',
    'submitted',
  ]);
});

test('two directors release the same: the second is told, and everything ticked is still ticked', async () => {
  const { world, luan, ids } = office();
  const other = staffIn(world, 'Besa', ['director']);
  const page = await luan.browser.get(url);
  await other.browser.submit(url, { decision: ids[0] ?? '' });

  const answer = await luan.browser.post(url, { ...hiddenFields(page.text, url), decision: ids });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('One of the ticked decisions no longer waits');
  expect(answer.text).toMatch(new RegExp(`value="${ids[1]}" id="[^"]*" checked`));
});

test('a letter whose words changed after the page was read stops the release, until it was read again', async () => {
  const { world, arta, luan, dafina, ids } = office();
  const page = await luan.browser.get(url);
  const letter = world.ctx.db
    .select()
    .from(letters)
    .all()
    .find(({ kind }) => kind === 'decision');
  await dafina.browser.submit(`/staff/letters/${letter?.id}/edit`, {
    subject: 'Other words about the call',
    text: 'Good day, these are other words.',
  });

  const late = await luan.browser.post(url, { ...hiddenFields(page.text, url), decision: ids });
  const missing = await luan.browser.post(url, { ...hiddenFields(late.text, url), seen: '', decision: ids });
  const state = applicationById(world.ctx.db, arta.id)?.state;
  const again = await luan.browser.post(url, { ...hiddenFields(missing.text, url), decision: ids });

  expect([late.status, missing.status, state, again.status]).toEqual([422, 422, 'submitted', 303]);
  expect(late.text).toContain('Somebody has changed the words of a ticked letter');
});

test('nothing ticked, or nonsense, releases nothing', async () => {
  const { world, arta, luan } = office();

  for (const decision of [[], ['x'], ['999999']]) {
    const answer = await luan.browser.submit(url, { decision });
    expect(answer.status).toBe(422);
  }
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
});

test('a coordinator reads what waits and does not release it', async () => {
  const { dafina } = office();

  expect((await dafina.browser.get('/staff/decisions')).text).not.toContain('/staff/decisions/release');
  expect((await dafina.browser.get(url)).status).toBe(403);
});

test('one kind alone can be released', async () => {
  const { luan } = office();

  expect((await luan.browser.get(`${url}?kind=screen_out`)).text).toContain('Arta Krasniqi');
  expect((await luan.browser.get(`${url}?kind=offer`)).text).toContain('No decision waits');
});
