// Communities are told of from five on, once, after the call has closed; no subtraction leads to fewer than five people.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { communities, communityCounters } from '../../db/schema/submissions.js';
import { communityTallies, type Tally } from '../../db/schema/tallies.js';
import { day } from '../../src/lib/time.js';
import { LEAST, publishable } from '../../src/tallies/rules.js';
import { addRow } from '../register/rows.js';
import { makeCallWorld } from '../support/calls.js';
import { hiddenFields } from '../support/world.js';

const counts = (numbers: Partial<Record<Tally['community'], number>>): Tally[] =>
  Object.entries(numbers).map(([community, count]) => ({ community, count }) as Tally);

test.each<[string, Tally[], number, Tally[]]>([
  ['nobody answered', [], 12, []],
  ['four are not told of, five are', counts({ roma: 4, serbian: 5 }), 20, counts({ serbian: 5 })],
  ['the largest first', counts({ turkish: 6, albanian: 30 }), 60, counts({ albanian: 30, turkish: 6 })],
  ['no answer is no community', counts({ no_answer: 9, bosniak: 7 }), 30, counts({ bosniak: 7 })],
  [
    'two left over would be found by subtraction',
    counts({ albanian: 30, serbian: 8, roma: 2 }),
    40,
    counts({ albanian: 30 }),
  ],
  [
    'nobody left over is nobody',
    counts({ albanian: 30, serbian: 8 }),
    38,
    counts({ albanian: 30, serbian: 8 }),
  ],
  ['one of six', counts({ albanian: 5, roma: 1 }), 6, []],
])('%s', (_name, counters, sent, shown) => {
  expect(publishable(counters, sent)).toEqual(shown);
});

test('whatever was counted, what is shown and what can be subtracted is never one to four people', () => {
  const counters = fc
    .uniqueArray(fc.constantFrom(...communities), { maxLength: communities.length })
    .chain((some) =>
      fc.tuple(
        ...some.map((community) => fc.record({ community: fc.constant(community), count: fc.nat(40) })),
      ),
    );
  fc.assert(
    fc.property(counters, fc.nat(60), (counted, silent) => {
      const sent = counted.reduce((sum, { count }) => sum + count, silent);
      const shown = publishable(counted, sent);
      const rest = sent - shown.reduce((sum, { count }) => sum + count, 0);
      expect(shown.every(({ count, community }) => count >= LEAST && community !== 'no_answer')).toBe(true);
      if (shown.length > 0) expect(rest === 0 || rest >= LEAST).toBe(true);
    }),
  );
});

function cast() {
  const world = makeCallWorld();
  const { db } = world.ctx;
  for (let i = 0; i < 20; i += 1) addRow(world, world.openId, { name: `Person ${i}` });
  const count = (community: Tally['community'], number: number) =>
    db
      .insert(communityCounters)
      .values({ callId: world.openId, community, count: number })
      .onConflictDoUpdate({
        target: [communityCounters.callId, communityCounters.community],
        set: { count: number },
      })
      .run();
  count('albanian', 9);
  count('roma', 3);
  const url = `/staff/calls/${world.openId}/communities`;
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const close = () => world.clock.set(world.clock.now() + 60 * day);
  const published = () => db.select().from(communityTallies).all();
  return { world, count, url, close, published, dafina };
}

test('while the call is open nothing is told and nothing can be published', async () => {
  const { world, url, published, dafina } = cast();

  const page = await dafina.get(url);
  const asked = await dafina.get(`${url}/publish`);
  const own = hiddenFields((await dafina.get('/account/profile')).text, '/account/profile');
  const forced = await dafina.post(`${url}/publish`, own);

  expect([page.status, asked.status]).toEqual([200, 200]);
  expect(page.text).toContain('The call is still open');
  expect(page.text + asked.text).not.toMatch(/Albanian|<td/);
  expect(forced.status).toBe(409);
  expect(published()).toEqual([]);
  expect((await world.browser().get(url)).location).toContain('/sign-in');
});

test('after the deadline it is published once; what is counted later changes nothing', async () => {
  const { world, count, url, close, published } = cast();
  close();
  const { browser, personId } = world.signedIn('Luan', ['director']);

  expect((await browser.get(url)).text).toContain('Nothing is published yet');
  const first = await browser.submit(`${url}/publish`, {});
  expect([first.status, first.location]).toEqual([303, url]);
  const page = (await browser.get(url)).text;
  expect(page).toMatch(/Albanian<\/th><td[^>]*>9</);
  expect(page).not.toContain('Roma');
  const kept = published();
  expect(kept[0]?.counts).toEqual(counts({ albanian: 9 }));

  count('roma', 6);
  const fresh = world.signedIn('Teuta', ['coordinator']).browser;
  const key = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const form = (await fresh.get(`/staff/calls/${world.openId}/late-keys`)).text;
  const again = await fresh.post(`${url}/publish`, { _token: key(form, '_token'), _key: key(form, '_key') });
  expect(again.status).toBe(409);
  expect(published()).toEqual(kept);
  expect((await fresh.get(url)).text).not.toContain('Roma');
  const recorded = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter(({ event }) => event === 'publish_tallies');
  expect(recorded.map(({ actorId, entityId, details }) => ({ actorId, entityId, details }))).toEqual([
    { actorId: personId, entityId: world.openId, details: {} },
  ]);
});

test('only those who run the call read it, and a call that does not ask has no such page', async () => {
  const { world, url, close } = cast();
  close();
  const dafina = world.signedIn('Teuta', ['coordinator']).browser;

  expect((await world.signedIn('Mira', ['reviewer']).browser.get(url)).status).toBe(403);
  expect((await world.signedIn('Arta', ['applicant']).browser.get(url)).status).toBe(403);
  expect((await dafina.get('/staff/calls/999/communities')).status).toBe(404);
  world.ctx.db.$client
    .prepare(
      `update calls set settings = json_set(settings, '$.communityQuestion', json('false')) where id = ?`,
    )
    .run(world.openId);
  expect((await dafina.get(url)).status).toBe(404);
});
