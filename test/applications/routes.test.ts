// Starting, one's own list, withdrawing and taking it back, as a browser sees them.
import { expect, test } from 'vitest';
import { applicationsOf } from '../../src/applications/queries.js';
import * as service from '../../src/applications/service.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';

test('the page after signing in begins nothing by itself; its button does, and twice is once', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { browser, personId } = world.signedIn('Arta', ['applicant']);

  const shown = await browser.get(`/calls/${call.slug}/apply`);
  expect(shown.status).toBe(200);
  expect(applicationsOf(world.ctx.db, personId)).toEqual([]);

  const fields = hiddenFields(shown.text, `/calls/${call.slug}/apply`);
  const [first, second] = [
    await browser.post(`/calls/${call.slug}/apply`, fields),
    await browser.post(`/calls/${call.slug}/apply`, fields),
  ];
  expect([first.status, second.status, second.location]).toEqual([303, 303, first.location]);
  expect(applicationsOf(world.ctx.db, personId).length).toBe(1);
});

test('a closed call says so, offers the late key, and cannot be forced by a post', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { browser } = world.signedIn('Arta', ['applicant']);
  const fields = hiddenFields(
    (await browser.get(`/calls/${call.slug}/apply`)).text,
    `/calls/${call.slug}/apply`,
  );
  world.clock.set(call.closesAt + 1);

  const shown = await browser.get(`/calls/${call.slug}/apply`);
  expect(shown.text).toContain(`href="/calls/${call.slug}/late"`);
  expect(shown.text).not.toContain('<form class="stack"');
  expect((await browser.post(`/calls/${call.slug}/apply`, fields)).status).toBe(409);
});

test('an unknown call is not there, and a draft of a call neither', async () => {
  const world = makeWorld();
  makeCall(world);
  const { browser } = world.signedIn('Arta', ['applicant']);

  for (const url of ['/calls/nothing/apply', '/calls/nothing/late'])
    expect((await browser.get(url)).status).toBe(404);
});

test('one application leads straight to it; of several there is a list', async () => {
  const world = makeWorld();
  const first = makeCall(world);
  const arta = makeApplication(world, first);
  expect(await arta.browser.get('/my/applications')).toMatchObject({ status: 303, location: arta.url });

  const second = makeCall(world, { slug: 'second' });
  const id = service.start(world.ctx, arta.actor, { slug: second.slug });
  const list = await arta.browser.get('/my/applications');

  expect(list.status).toBe(200);
  expect([...list.text.matchAll(/href="(\/my\/applications\/\d+)"/g)].map(([, url]) => url)).toEqual([
    `/my/applications/${id}`,
    arta.url,
  ]);
});

test('who has none is shown the way to the calls', async () => {
  const world = makeWorld();
  makeCall(world);
  const { browser } = world.signedIn('Arta', ['applicant']);

  expect((await browser.get('/my/applications')).text).toContain('You have not begun an application yet.');
});

test('each address: sign-in first, other groups refused, somebody else’s is not there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const _arta = makeApplication(world, call);
  const stranger = world.browser();
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const _zana = world.signedIn('Zana', ['applicant']).browser;
  const general = [`/calls/${call.slug}/apply`, `/calls/${call.slug}/late`, '/my/applications'];

  for (const url of [...general]) {
    const asked = await stranger.get(url);
    expect([url, asked.status, asked.location]).toEqual([
      url,
      303,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await dafina.get(url)).status]).toEqual([url, 403]);
  }
});
