// Order by name: the reader's alphabet decides, every name has its place from the day it is sent until it is erased.
import { expect, test } from 'vitest';
import { migrate, readMigrations } from '../../db/migrate.js';
import { openDatabase } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { people } from '../../db/schema/people.js';
import { anonymise } from '../../src/applications/queries.js';
import { orderKey } from '../../src/lib/order.js';
import { makeCallWorld } from '../support/calls.js';
import { answers, makeApplication } from '../support/make.js';
import { addRow, namesOn } from './rows.js';

const byName = '/staff/applications?group=all&sort=name&direction=asc';

test.each([
  ['sq', ['Cerim', 'Đorđe', 'Drita', 'Dušan', 'Dhurata', 'Nenad', 'Његош', 'Zana', 'Zhaneta']],
  ['sr', ['Cerim', 'Dhurata', 'Drita', 'Dušan', 'Đorđe', 'Nenad', 'Његош', 'Zana', 'Zhaneta']],
  ['sr-Cyrl', ['Cerim', 'Dhurata', 'Drita', 'Dušan', 'Đorđe', 'Nenad', 'Његош', 'Zana', 'Zhaneta']],
  ['en', ['Cerim', 'Dhurata', 'Đorđe', 'Drita', 'Dušan', 'Nenad', 'Његош', 'Zana', 'Zhaneta']],
])('in %s the list is in the order of that language, and turns round', async (language, names) => {
  const world = makeCallWorld();
  for (const name of ['Zhaneta', 'Dušan', 'Nenad', 'Đorđe', 'Zana', 'Dhurata', 'Његош', 'Drita', 'Cerim'])
    addRow(world, world.openId, { name, state: name.startsWith('D') ? 'in_review' : 'submitted' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  browser.cookies.set('__Host-language', language);

  expect(namesOn((await browser.get(byName)).text)).toEqual(names);
  expect(namesOn((await browser.get(byName.replace('asc', 'desc'))).text)).toEqual([...names].reverse());
});

test('the heading orders from A first, then turns, and says so', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const plain = (html: string) => html.replaceAll('&#x3D;', '=').replaceAll('&amp;', '&');

  const first = plain((await browser.get('/staff/applications?group=all')).text);
  const ordered = plain((await browser.get(byName)).text);

  expect(first).toContain('<a href="/staff/applications?group=all&sort=name&direction=asc">Name</a>');
  expect(ordered).toContain(
    '<th scope="col" aria-sort="ascending"><a href="/staff/applications?group=all&sort=name">Name</a>',
  );
});

test('a name has its place when it is sent, a new one when it changes, and none once it is erased', async () => {
  const world = makeCallWorld();
  const { id, browser, url } = await makeApplication(world, 'Zana Ahmeti', { upTo: 'sent' });
  const { db } = world.ctx;
  const row = () =>
    db
      .select()
      .from(applications)
      .all()
      .find((one) => one.id === id);

  const sent = row();
  await browser.submit(`${url}/about`, { ...answers.about, name: 'Çelik Ahmeti' });
  const renamed = row();
  anonymise(db, id, world.clock.now());

  expect(sent?.orderSq).toBeTruthy();
  expect(
    db
      .select()
      .from(people)
      .all()
      .some(({ name }) => name === 'Çelik Ahmeti'),
  ).toBe(true);
  expect(renamed?.orderSq && sent?.orderSq && renamed.orderSq < sent.orderSq).toBe(true);
  expect([row()?.orderSq, row()?.orderSr, row()?.orderEn]).toEqual([null, null, null]);
});

test('names that were there before the order have their place after the migration', () => {
  const db = openDatabase(':memory:');
  const all = readMigrations();
  const before = all.slice(
    0,
    all.findIndex(({ name }) => name.endsWith('names_in_order.sql')),
  );
  migrate(db.$client, { migrations: before, triggers: '' });
  db.$client.exec(`
    insert into people (id, name, language, created_at) values (1, 'Đorđe', 'sr', 1), (2, 'Zana', 'sq', 1);
    insert into calls (id, slug, state, opens_at, closes_at, grace_minutes, months_min, months_max, contact_name,
      contact_email, conditions, required_documents, optional_documents, rubric, settings, created_at)
      values (1, 'x', 'draft', 1, 2, 15, 3, 6, '{}', 'x@example.org', '{}', '[]', '[]', '[]', '{}', 1);`);
  const insert = db.$client.prepare(
    `insert into applications (call_id, person_id, state, state_at, reference, submitted_at, language, created_at)
     values (1, ?, ?, 1, ?, ?, 'sq', 1)`,
  );
  insert.run(1, 'submitted', 'HLC-1', 1);
  insert.run(2, 'draft', null, null);

  migrate(db.$client);

  const keys = db.$client.prepare('select order_sq, order_sr, order_en from applications order by id').raw();
  expect(keys.all()).toEqual([
    [orderKey('Đorđe', 'sq'), orderKey('Đorđe', 'sr'), orderKey('Đorđe', 'en')],
    [null, null, null],
  ]);
  db.$client.close();
});
