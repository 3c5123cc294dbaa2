import { expect, test } from 'vitest';
import { makeCallWorld } from '../support/calls.js';
import type { World } from '../support/world.js';
import { addRow, namesOn, search, searchFields } from './rows.js';

const LIST = '/staff/applications';

function makePeople(world: World & { openId: number }) {
  addRow(world, world.openId, { name: 'Çelik Përparim', institution: 'aab' });
  addRow(world, world.openId, { name: 'Đorđe Živković', state: 'in_review' });
  addRow(world, world.openId, { name: 'Njegoš Šarić', state: 'accepted' });
  addRow(world, world.openId, { name: 'Arta Krasniqi', email: 'arta.k@example.org' });
  addRow(world, world.openId, { name: 'Ђурђа Поповић' });
}

test.each([
  ['celik perparim', ['Çelik Përparim']],
  ['ÇELIK', ['Çelik Përparim']],
  ['djordje', ['Đorđe Živković']],
  ['dorde zivkovic', ['Đorđe Živković']],
  ['gjorgje', ['Đorđe Živković']],
  ['Ђорђе', ['Đorđe Živković']],
  ['saric', ['Njegoš Šarić']],
  ['Шарић Његош', ['Njegoš Šarić']],
  ['sharic', ['Njegoš Šarić']],
  ['djurdja popovic', ['Ђурђа Поповић']],
  ['kras', ['Arta Krasniqi']],
  ['arta.k@example.org', ['Arta Krasniqi']],
  ['hlc-2026-0003', ['Njegoš Šarić']],
  ['AAB', ['Çelik Përparim']],
  ['krasniqi nenad', []],
  ['"a" OR "b" (NEAR *', []],
])('a search for %s finds %j', async (q, names) => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const found = await search(browser, { q });

  expect(found.status).toBe(200);
  expect(namesOn(found.text)).toEqual(names);
  expect(found.text).toContain(`name="q" value="${q.replaceAll('"', '&quot;')}"`);
});

test('a single letter and a blank search show the list as it was', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  expect(namesOn((await search(browser, { q: 'a' })).text)).toHaveLength(5);
  expect(namesOn((await search(browser, { q: '  ' })).text)).toHaveLength(5);
  expect(namesOn((await search(browser, {})).text)).toHaveLength(5);
});

test('what is searched for stands in no address, no link and no log', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const found = await search(browser, { q: 'Krasniqi' }, '?group=new&sort=average');
  const part = await browser.post(
    LIST,
    { ...searchFields(found.text), q: 'Krasniqi', view: 'group.new' },
    { 'HX-Request': 'true' },
  );

  expect(namesOn(part.text)).toEqual(['Arta Krasniqi']);
  const links = [...(found.text + part.text).matchAll(/(?:href|action|hx-post)="([^"]*)"/g)].map(
    ([, url]) => url,
  );
  expect(links.filter((url) => /krasniqi/i.test(url ?? ''))).toEqual([]);
  expect(part.headers['hx-push-url']).toBe('/staff/applications?group=new');
  expect(world.logged()).toContain('"route":"/staff/applications"');
  expect(world.logged().toLowerCase()).not.toContain('krasniqi');
});

test('htmx is answered with the rows alone, and caches are told that the answer depends on who asks', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const page = await browser.get(LIST);

  const part = await browser.post(LIST, { ...searchFields(page.text), q: 'arta' }, { 'HX-Request': 'true' });

  expect(part.status).toBe(200);
  expect(part.text).not.toContain('<html');
  expect(part.text).toContain('<p hx-swap-oob="innerHTML:#found">1 application found</p>');
  expect(namesOn(part.text)).toEqual(['Arta Krasniqi']);
  expect(part.headers.vary).toContain('HX-Request');
  expect(part.headers['cache-control']).toBe('no-store');
});

test('a search keeps to the filters it was made in, and offers the whole call when they hide what is sought', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const within = await search(browser, { q: 'arta' }, '?group=progress');
  const everywhere = await browser.post(LIST, {
    ...searchFields(within.text),
    q: 'arta',
    view: 'group.progress',
    everywhere: '1',
  });
  const changed = await browser.post(LIST, {
    ...searchFields(within.text),
    q: 'zivkovic',
    view: 'group.new',
    state: 'in_review',
  });

  expect(namesOn(within.text)).toEqual([]);
  expect(within.text).toContain('name="everywhere" value="1"');
  expect(within.text).toContain('<input type="hidden" form="search" name="view" value="group.progress">');
  expect(namesOn(everywhere.text)).toEqual(['Arta Krasniqi']);
  expect(namesOn(changed.text)).toEqual(['Đorđe Živković']);
});

test('more than two hundred are capped at the newest, said so, ordered and paged by the form itself', async () => {
  const world = makeCallWorld();
  for (let i = 1; i <= 203; i += 1) {
    addRow(world, world.openId, { name: `Same Name ${i}`, averageTenThousandths: 60_000 + i });
  }
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const first = await search(browser, { q: 'same name' });
  const fields = searchFields(first.text);
  const second = await browser.post(LIST, { ...fields, q: 'same name', page: '2' });
  const lowest = await browser.post(LIST, { ...fields, q: 'same name', order: 'average.asc' });

  expect(first.text).toContain('More than 200 found; these are the newest.');
  expect(namesOn(first.text)[0]).toBe('Same Name 203');
  expect(first.text).toMatch(/<button [^>]*form="search" [^>]*name="page" value="2">/);
  expect(namesOn(second.text)[0]).toBe('Same Name 178');
  expect(namesOn(lowest.text)[0]).toBe('Same Name 4');
  expect(lowest.text).toContain('name="view" value="sort.average~direction.asc"');
});

test('a search that is too long is refused beside the field, with everything typed still there', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const long = 'arta '.repeat(30).trim();

  const answer = await search(browser, { q: long });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(
    '<p class="error" id="q-error">This is too long: at most 100 characters.</p>',
  );
  expect(answer.text).toContain(`value="${long}"`);
});

test('a search without our own form is refused', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const answer = await browser.post(LIST, { q: 'arta' });
  const stranger = await world.signedIn('Zana', ['applicant']).browser.post(LIST, { q: 'arta' });

  expect(answer.status).toBe(403);
  expect(stranger.status).toBe(403);
  expect(answer.text + stranger.text).not.toContain('Krasniqi');
});
