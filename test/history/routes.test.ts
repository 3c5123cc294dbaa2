// The history as it is read: newest first, of one kind or one thing, with names of today and nothing else of anybody.
import { describe, expect, test } from 'vitest';
import { people } from '../../db/schema/people.js';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { inTransaction } from '../../src/context.js';
import { checkLinks, firstBrokenLink, headOf } from '../../src/history/queries.js';
import { record } from '../../src/history/record.js';
import { texts } from '../../src/i18n/index.js';
import { makeWorld, type World } from '../support/world.js';

const by = (personId: number): Actor => ({ ...SYSTEM, personId, groups: ['coordinator'] });

function happen(world: World, count: number, entity = 'letter') {
  inTransaction(world.ctx, (ctx) => {
    for (let id = 1; id <= count; id += 1) record(ctx, SYSTEM, { entity, entityId: id, event: 'retry' });
  });
}

const things = (text: string) =>
  [
    ...text.matchAll(
      /<a href="\/staff\/history\?entity=\w+&amp;id=\d+">(.*?)<\/a>|<a href="\/staff\/history\?entity[^"]*">(.*?)<\/a>/g,
    ),
  ].map((match) => match[1] ?? match[2]);
const reader = (world: World) => world.signedIn('Luan Director', ['director']).browser;

describe('the page of the history', () => {
  test('shows what happened, newest first, by whom, with the codes it was recorded under', async () => {
    const world = makeWorld();
    const { personId } = world.signedIn('Dafina Coordinator', ['coordinator']);
    record(world.ctx, SYSTEM, {
      entity: 'letter',
      entityId: 12,
      event: 'fail',
      from: 'sending',
      to: 'failed',
      details: { problem: 'busy:450' },
    });
    record(world.ctx, by(personId), {
      entity: 'letter',
      entityId: 12,
      event: 'readdress',
      note: 'as <b>agreed</b> by telephone',
    });

    const page = await reader(world).get('/staff/history');

    const first = page.text.indexOf('Sent to a corrected address, as a new letter');
    const second = page.text.indexOf('The letter failed');
    expect([first > 0, second > first]).toEqual([true, true]);
    expect(page.text).toContain('Dafina Coordinator (coordinator)');
    expect(page.text).toContain('sending → failed · problem busy:450');
    expect(page.text).toContain('as &lt;b&gt;agreed&lt;/b&gt; by telephone');
    expect(page.text).toContain('<a href="/staff/letters/12">');
  });

  test('is filtered by kind and by one thing; what it does not know is no filter', async () => {
    const world = makeWorld();
    happen(world, 2);
    happen(world, 1, 'call');
    const luan = reader(world);

    const call = await luan.get('/staff/history?entity=call');
    const one = await luan.get('/staff/history?entity=letter&id=2');
    const odd = await luan.get("/staff/history?entity=nothing'--&id=x&before=-1");

    expect(things(call.text)).toEqual(['Call 1']);
    expect(things(one.text)).toEqual(['Letter 2']);
    expect(one.text).toContain('Shown: Letter 2 only.');
    expect(things(odd.text)).toEqual(['Call 1', 'Letter 2', 'Letter 1']);
  });

  test('goes on to older rows', async () => {
    const world = makeWorld();
    happen(world, 101);
    const luan = reader(world);

    const first = await luan.get('/staff/history');
    const older =
      /<a href="(\/staff\/history\?before[^"]*)"/.exec(first.text)?.[1]?.replace('&#x3D;', '=') ?? '';
    const second = await luan.get(older);

    expect(things(first.text)).toHaveLength(100);
    expect(things(second.text)).toEqual(['Letter 1']);
    expect(second.text).not.toContain('Older');
  });

  test('does not keep the name of who was erased', async () => {
    const world = makeWorld();
    const { personId } = world.signedIn('Dafina Coordinator', ['coordinator']);
    record(world.ctx, by(personId), { entity: 'letter', entityId: 1, event: 'retry' });
    world.ctx.db.update(people).set({ name: '' }).run();

    const page = await reader(world).get('/staff/history');

    expect(page.text).not.toContain('Dafina');
    expect(page.text).toContain('>coordinator</td>');
  });

  test('shows what was written with a change to whoever may open what it is about, and to others that it happened', async () => {
    const world = makeWorld();
    const change = { event: 'withdraw', note: 'My sister is ill.' };
    record(world.ctx, SYSTEM, { ...change, entity: 'application', entityId: 7 });
    record(world.ctx, SYSTEM, {
      entity: 'hearing',
      entityId: 3,
      event: 'cancel',
      note: 'The panel is away.',
    });
    const safety = world.signedIn('Besa', ['safety_officer']).browser;

    const [theirs, directors] = [
      await safety.get('/staff/history'),
      await reader(world).get('/staff/history'),
    ];

    for (const words of ['Application 7', 'The panel is away.']) {
      expect(theirs.text).toContain(words);
      expect(directors.text).toContain(words);
    }
    expect(directors.text).toContain('My sister is ill.');
    expect(theirs.text).not.toContain('My sister is ill.');
  });

  test('is for the director and the safety officer', async () => {
    const world = makeWorld();
    const as = async (group: 'safety_officer' | 'coordinator' | 'applicant' | 'administrator') =>
      (await world.signedIn(`Zana ${group}`, [group]).browser.get('/staff/history')).status;

    expect([
      await as('safety_officer'),
      await as('coordinator'),
      await as('applicant'),
      await as('administrator'),
    ]).toEqual([200, 403, 403, 403]);
    expect((await world.browser().get('/staff/history')).location).toBe(
      '/staff/sign-in?next=%2Fstaff%2Fhistory',
    );
  });
});

describe('the chain', () => {
  test('is followed over any number of rows, in pieces of any size', () => {
    const world = makeWorld();
    happen(world, 1100);

    expect(firstBrokenLink(world.ctx.db)).toBeUndefined();
    expect(checkLinks(world.ctx.db, { id: 0, hash: '' }, 1100).next).toEqual(headOf(world.ctx.db));
    expect(checkLinks(world.ctx.db, { id: 0, hash: '' }, 1101)).toEqual({});
  });

  test.each([
    ['altered', "UPDATE history SET note = 'x' WHERE id = 1051", 1051],
    ['taken out', 'DELETE FROM history WHERE id = 1051', 1052],
    [
      'put in',
      "INSERT INTO history (id, at, actor_role, entity, entity_id, event, details, previous_hash, hash) VALUES (9999, 0, 'system', 'letter', 1, 'retry', '{}', '', 'x')",
      9999,
    ],
  ])('shows a row that was %s', (_how, sql, broken) => {
    const world = makeWorld();
    happen(world, 1060);
    world.ctx.db.$client.exec(`DROP TRIGGER history_no_update; DROP TRIGGER history_no_delete; ${sql}`);

    expect(firstBrokenLink(world.ctx.db)).toBe(broken);
  });
});

test('who shared their community is said to nobody, neither in the list nor under the application', async () => {
  const world = makeWorld();
  const { browser } = world.signedIn('Luan', ['director']);
  for (const event of ['submit', 'opt_in', 'opt_out']) {
    record(world.ctx, SYSTEM, { entity: 'application', entityId: 7, event });
  }

  const all = await browser.get('/staff/history');
  const one = await browser.get('/staff/history?entity=application&id=7');

  const saying = (event: string) => String(texts[`history.event.application.${event}`]?.en);
  for (const { status, text } of [all, one]) {
    expect(status).toBe(200);
    expect(text).toContain(saying('submit'));
    expect(text).not.toContain(saying('opt_in'));
    expect(text).not.toContain(saying('opt_out'));
  }
});
