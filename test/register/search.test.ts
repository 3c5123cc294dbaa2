import { expect, test } from 'vitest';
import { makeCallWorld } from '../support/calls.js';
import type { World } from '../support/world.js';
import { addRow, follow, namesOn, sealedIn, search, searchFields } from './rows.js';

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
  const address = part.headers['hx-replace-url'];
  expect(address).toMatch(/^\/staff\/applications\?group=new&search=[\w-]{60,}$/);
  expect(namesOn((await browser.get(String(address))).text)).toEqual(['Arta Krasniqi']);
  for (const url of [...links, found.location, address]) {
    expect(url).not.toMatch(/krasniqi/i);
    expect(Buffer.from(sealedIn(String(url)), 'base64url').toString('latin1')).not.toMatch(/krasniqi/i);
  }
  expect(world.logged()).toContain('"route":"/staff/applications"');
  expect(world.logged().toLowerCase()).not.toContain('krasniqi');
  expect(world.logged()).not.toContain(sealedIn(String(address)));
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
  const everywhere = await follow(browser, {
    ...searchFields(within.text),
    q: 'arta',
    view: 'group.progress',
    everywhere: '1',
  });
  const changed = await follow(browser, {
    ...searchFields(within.text),
    q: 'zivkovic',
    view: 'group.new',
    state: 'in_review',
  });

  expect(namesOn(within.text)).toEqual([]);
  expect(within.text).toContain('name="everywhere" value="1"');
  expect(within.text).toMatch(
    /<input type="hidden" form="search" name="view" value="group\.progress~search\.[\w-]+">/,
  );
  expect(namesOn(everywhere.text)).toEqual(['Arta Krasniqi']);
  expect(namesOn(changed.text)).toEqual(['Đorđe Živković']);
});

test('more than a hundred are capped at the newest, said so, ordered and paged by plain links', async () => {
  const world = makeCallWorld();
  for (let i = 1; i <= 103; i += 1) {
    addRow(world, world.openId, { name: `Same Name ${i}`, averageTenThousandths: 60_000 + i });
  }
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const first = await search(browser, { q: 'same name' });
  const second = await browser.get(linkOn(first.text, 'page'));
  const lowest = await browser.get(`${linkOn(first.text, 'average')}&direction=asc`);

  expect(first.text).toContain('More than 100 found; these are the newest.');
  expect(namesOn(first.text)[0]).toBe('Same Name 103');
  expect(namesOn(second.text)[0]).toBe('Same Name 78');
  expect(second.text).toContain('name="q" value="same name"');
  expect(namesOn(lowest.text)[0]).toBe('Same Name 4');
});

/** The first link of a list that holds `word` in its query. */
function linkOn(html: string, word: string): string {
  const links = [...html.matchAll(/href="(\/staff\/applications\?[^"]*)"/g)].map(([, url]) =>
    (url ?? '').replaceAll('&amp;', '&').replaceAll('&#x3D;', '='),
  );
  return links.find((url) => url.includes(word)) ?? '';
}

test('what was found is there after a reload, in its file, and one after the other in the files', async () => {
  const world = makeCallWorld();
  makePeople(world);
  addRow(world, world.openId, { name: 'Arta Berisha', averageTenThousandths: 90_000 });
  addRow(world, world.openId, { name: 'Arta Çeku', state: 'in_review', averageTenThousandths: 80_000 });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const found = await search(browser, { q: 'arta' }, '?sort=name&direction=asc');
  const again = await browser.get(String(found.location));
  const link = /href="(\/staff\/applications\.csv[^"]*)"/.exec(again.text)?.[1] ?? '';
  const file = await browser.get(link.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
  const middle = /href="(\/staff\/applications\/\d+\?from[^"]*)"[^>]*>Arta Çeku/.exec(again.text)?.[1] ?? '';
  const dossier = await browser.get(middle.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&'));
  const beside = (rel: string) =>
    new RegExp(`href="/staff/applications/(\\d+)\\?from[^"]*" rel="${rel}"`).exec(dossier.text)?.[1];

  expect(namesOn(again.text)).toEqual(['Arta Berisha', 'Arta Çeku', 'Arta Krasniqi']);
  expect(
    file.text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[1]),
  ).toEqual(['Arta Berisha', 'Arta Çeku', 'Arta Krasniqi']);
  const idOf = (name: string) => new RegExp(`/staff/applications/(\\d+)[^>]*>${name}<`).exec(again.text)?.[1];
  expect([beside('prev'), beside('next')]).toEqual([idOf('Arta Berisha'), idOf('Arta Krasniqi')]);
  expect(dossier.text).toMatch(/class="back" href="\/staff\/applications\?search(?:&#x3D;|=)/);
});

test('a search is its owner’s, for a day: others and later ones see the whole list, and are told', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const luan = world.signedIn('Luan', ['director']);
  const address = String((await search(browser, { q: 'krasniqi' })).location);
  const broken = address.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const ended = 'This search has ended, so here is the whole list.';

  const theirs = await luan.browser.get(address);
  const wrong = await browser.get(broken);
  const csv = await browser.get(broken.replace('applications?', 'applications.csv?'));
  expect(namesOn((await browser.get(address)).text)).toEqual(['Arta Krasniqi']);
  for (const page of [theirs, wrong]) {
    expect(page.status).toBe(200);
    expect(page.text).toContain(ended);
    expect(namesOn(page.text)).toHaveLength(5);
    expect(page.text).not.toContain('value="krasniqi"');
  }
  expect(csv.status).toBe(303);
});

test('a search that is too long is refused beside the field, with everything typed still there', async () => {
  const world = makeCallWorld();
  makePeople(world);
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const long = 'arta '.repeat(30).trim();

  const answer = await search(browser, { q: long });

  expect(answer.status).toBe(422);
  expect(answer.text).toMatch(/id="q-error">.*This is too long: at most 100 characters\./);
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
