// The coordinator's page of drafts: numbers without names, one button after the grace, for coordinators alone.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { day, minute } from '../../src/lib/time.js';
import { makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  // Staff sign in when they come: their sessions do not last until the next day.
  const dafina = () => world.signedIn('Dafina', ['coordinator']).browser;
  return { world, call, comes: dafina, url: `/staff/calls/${call.id}/drafts` };
}

test('staff see how many, since when and what is missing, and neither a name nor an answer', async () => {
  const { world, call, comes, url } = office();
  makeApplication(world, call, { name: 'Arta Krasniqi', upTo: 'begun' });
  world.clock.pass(day);
  makeApplication(world, call, { name: 'Nenad Petrović', upTo: 'whole' });

  const page = await comes().get(url);

  expect(page.text).toContain('2 applications were begun and not sent.');
  expect(page.text).toContain('One of them was complete: it only had to be sent.');
  expect(page.text).toContain(
    'About you, Studies, Experience and languages, Declarations, Motivation letter, Certificate of grades',
  );
  const secrets = [
    'Arta',
    'Nenad',
    'Petrovi',
    '@example.org',
    '8,25',
    wholeAnswers().letter.letter,
    '/my/applications',
  ];
  expect(secrets.filter((one) => page.text.includes(one))).toEqual([]);
});

test('before the end of the grace there is no button, and a forced post is refused', async () => {
  const { world, call, comes, url } = office();
  const arta = makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(call.closesAt + 15 * minute);
  const dafina = comes();
  const other = `/staff/calls/${call.id}/late-keys`;
  const late = hiddenFields((await dafina.get(other)).text, other);

  const page = await dafina.get(url);
  expect(page.text).toContain('The deadline has not passed yet');
  expect(page.text).not.toContain(`action="${url}"`);
  const forced = await dafina.post(url, late);
  expect(forced.status).toBe(409);
  expect(forced.text).toContain('It is too early');
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('draft');
});

test('after it one button lets all lapse; twice is harmless; the applicant reads what became of it', async () => {
  const { world, call, comes, url } = office();
  const arta = makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(call.closesAt + day);
  const dafina = comes();
  const form = hiddenFields((await dafina.get(url)).text, url);

  const answers = [await dafina.post(url, form), await dafina.post(url, form)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(2).fill([303, url]));
  expect(world.letters().map(({ letter }) => letter)).toEqual(['draft-lapsed']);
  expect((await dafina.get(url)).text).toContain('No application was begun and not sent.');
  const page = await arta.browser.get(arta.url);
  expect(page.text).toContain('Not sent in time');
  expect(page.text).toContain('I want to understand how trials establish facts.');
  expect(page.text).not.toContain(`${arta.url}/about`);
});

test('the address: coordinators alone; of a call that is there', async () => {
  const { world, call, comes, url } = office();
  makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(call.closesAt + day);
  const dafina = comes();
  const form = hiddenFields((await dafina.get(url)).text, url);

  expect((await world.browser().get(url)).location).toBe(`/staff/sign-in?next=${encodeURIComponent(url)}`);
  for (const [name, group] of [
    ['Luan', 'director'],
    ['Zana', 'applicant'],
    ['Rita', 'reviewer'],
  ] as const) {
    const { browser } = world.signedIn(name, [group]);
    expect([name, (await browser.get(url)).status, (await browser.post(url, form)).status]).toEqual([
      name,
      403,
      403,
    ]);
  }
  for (const id of ['999', 'x']) expect((await dafina.get(`/staff/calls/${id}/drafts`)).status).toBe(404);
  expect(world.letters()).toEqual([]);
});
