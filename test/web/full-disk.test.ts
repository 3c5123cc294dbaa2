// A disk that is full: a clear sentence, nothing half written, reading goes on, and with room again everything works.
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { isUnwritable } from '../../src/errors.js';
import { beat } from '../../src/outages/service.js';
import { tinyPdf } from '../paper/papers.js';
import { answers, makeApplication, makeCall, sendFiles } from '../support/make.js';
import { hiddenFields, makeWorld } from '../support/world.js';

/** As SQLite sees it, no page more can be written than there are now. */
function fill(client: ReturnType<typeof makeWorld>['ctx']['db']['$client']): () => void {
  const before = client.pragma('max_page_count', { simple: true }) as number;
  client.exec('create table if not exists ballast (bytes blob) strict');
  client.pragma(`max_page_count = ${client.pragma('page_count', { simple: true })}`);
  const insert = client.prepare('insert into ballast values (zeroblob(?))');
  // What was free between the pages is used up too.
  for (const size of [4000, 1000, 200, 50])
    for (let full = false; !full; ) {
      try {
        insert.run(size);
      } catch (error) {
        expect((error as { code: string }).code).toBe('SQLITE_FULL');
        full = true;
      }
    }
  return () => void client.pragma(`max_page_count = ${before}`);
}

test('what is sent is refused in words and kept nowhere by half, and is taken when there is room again', async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta', { upTo: 'whole' });
  const { db } = world.ctx;
  const rows = () => db.select().from(history).all().length;
  const letter = { letter: `Before: ${'I write down what I hear. '.repeat(60)}` };
  await arta.browser.submit(`${arta.url}/letter`, letter);
  const before = rows();

  const makeRoom = fill(db.$client);
  const saved = await arta.browser.submit(`${arta.url}/letter`, { letter: `After: ${'x '.repeat(1900)}` });
  const uploaded = await sendFiles(arta.browser, `${arta.url}/documents/cv`, [
    { name: 'cv.pdf', bytes: tinyPdf(Array.from({ length: 40 }, (_one, i) => `0.${i + 10} 0.2 0.3`)) },
  ]);
  for (const answer of [saved, uploaded]) {
    expect(answer.status).toBe(507);
    expect(answer.text).toContain('We have no room left at the moment');
  }
  expect(rows()).toBe(before);
  const read = await arta.browser.get(`${arta.url}/letter`);
  expect([read.status, read.text.includes('Before: I write')]).toEqual([200, true]);
  expect((await world.browser().get('/calls/sample')).status).toBe(200);
  // Here and there a page has room for a row; what finds none leaves no letter without its link, and no link without its letter.
  const asked = async (i: number) =>
    (await world.browser().submit('/sign-in', { email: `a${i}@example.org` })).status;
  const statuses: number[] = [];
  for (let i = 0; i < 30 && !statuses.includes(507); i += 1) statuses.push(await asked(i));
  expect(statuses.at(-1)).toBe(507);
  const count = (table: string) => db.$client.prepare(`select count(*) from ${table}`).pluck().get();
  expect(count('sign_in_links')).toBe(count(`letters where letter = 'sign-in-link'`));
  expect(db.$client.pragma('integrity_check', { simple: true })).toBe('ok');

  makeRoom();
  expect((await arta.browser.submit(`${arta.url}/letter`, { letter: answers.letter.letter })).status).toBe(
    303,
  );
  expect((await arta.browser.submit(`${arta.url}/check`, {})).location).toBe(arta.url);
  expect((await arta.browser.get(arta.url)).text).toMatch(/HLC-2026-\d{4}/);
});

test('a disk that takes nothing any more keeps nobody from reading, says so in words, and /health sees it', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const { $client } = world.ctx.db;
  beat(world.ctx);
  const page = await browser.get('/account/profile');
  const form = hiddenFields(page.text, '/account/profile');
  const health = async () => (await world.browser().get('/health')).status;
  expect(await health()).toBe(200);

  $client.pragma('query_only = on');
  world.clock.pass(6 * 60_000);
  const read = await browser.get('/staff/cases');
  const sent = await browser.post('/account/profile', { ...form, name: 'Dafina', phone: '', language: 'en' });

  expect([read.status, sent.status, await health()]).toEqual([200, 507, 503]);
  expect(sent.text).toContain('what you sent could not be kept');
  expect(world.logged()).toContain('SQLITE_READONLY');

  $client.pragma('query_only = off');
  beat(world.ctx);
  const again = await browser.post('/account/profile', {
    ...form,
    name: 'Dafina',
    phone: '',
    language: 'en',
  });
  expect([again.status, await health()]).toEqual([303, 200]);
});

test.each([
  ['SQLITE_IOERR_WRITE', true], // what SQLite makes of a quota
  ['SQLITE_READONLY_DBMOVED', true],
  ['EDQUOT', true],
  ['SQLITE_CORRUPT', false],
  ['SQLITE_CONSTRAINT', false],
])('%s is told as a disk that takes nothing: %s', (code, expected) => {
  expect(isUnwritable(Object.assign(new Error('x'), { code }))).toBe(expected);
});
