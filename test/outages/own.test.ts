// What an outage does to the deadlines that are somebody's own: to supply, to answer an offer, to contest a decision.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as contests from '../../src/contests/service.js';
import * as decisions from '../../src/decisions/service.js';
import { timelineOf } from '../../src/history/queries.js';
import { whatIsBroken } from '../../src/jobs/history-head.js';
import { offers as offerJob } from '../../src/jobs/offers.js';
import { watchRequests } from '../../src/jobs/requests.js';
import { day, endOfDay, hour, localDate, minute } from '../../src/lib/time.js';
import { extensionsOf, putBeat } from '../../src/outages/queries.js';
import { beat } from '../../src/outages/service.js';
import { termsOf } from '../../src/replies/queries.js';
import * as replies from '../../src/replies/service.js';
import { openRequestOf } from '../../src/requests/queries.js';
import * as requests from '../../src/requests/service.js';
import { makeApplication } from '../support/applications.js';
import { prepareRefusal } from '../support/deciding.js';
import { meetAt } from '../support/interviews.js';
import { decide, makeMeeting, terms } from '../support/meeting.js';
import type { World } from '../support/world.js';

/** The service is away for so long, and back. */
function away(world: World, milliseconds: number): void {
  beat(world.ctx);
  world.clock.pass(milliseconds);
  beat(world.ctx);
}

const dueOn = '2026-10-29';

/** Arta and Nenad have offers until 29 October, Drita is asked for something until then, Era may contest until then. */
function prepared() {
  const made = makeMeeting();
  const { world, call, luan, dafina, arta, nenad } = made;
  decide(world, luan.actor, 'offer', call.id, [arta, nenad]);
  const drita = makeApplication(world, call, { name: 'Drita Fusha' });
  requests.ask(world.ctx, dafina.actor, {
    id: drita.id,
    version: applicationById(world.ctx.db, drita.id)?.version ?? 0,
    items: [{ kind: 'document', name: 'grades_certificate', words: null }],
    dueOn,
  });
  const era = makeApplication(world, call, { name: 'Era Gashi' });
  const refusal = prepareRefusal(world, dafina.actor, era.id);
  decisions.release(world.ctx, luan.actor, [refusal]);
  return { ...made, drita, era, refusal };
}
type Prepared = ReturnType<typeof prepared>;

const daysOf = ({ world, call, arta, drita, era }: Prepared) => {
  const { db } = world.ctx;
  return [
    termsOf(db, arta.id, call)?.until,
    openRequestOf(db, drita.id)?.dueAt,
    contests.opened(world.ctx, era.actor, era.id).until,
  ].map((at) => localDate(at ?? 0));
};

test('more than thirty days move none of the three, and staff are asked, though no call is open', () => {
  const all = prepared();
  const { world } = all;
  world.ctx.db.$client.exec("update calls set state = 'draft'");
  const asked = () =>
    world.ctx.db.$client
      .prepare("select count(*) from tasks where kind = 'outage-too-long' and done_at is null")
      .pluck()
      .get();
  away(world, 31 * day);
  expect([asked(), extensionsOf(world.ctx.db, 'request', 1)]).toEqual([1, []]);

  world.clock.pass(60 * day);
  beat(world.ctx);

  // The second began when all of them were over.
  expect(asked()).toBe(1);
});

test('each of the three runs a day longer, says so to whom it concerns, and not to others', async () => {
  const all = prepared();
  const { world, arta, drita, era, jovana, dafina } = all;
  expect(daysOf(all)).toEqual([dueOn, dueOn, dueOn]);

  away(world, 90 * minute);

  expect(daysOf(all)).toEqual(['2026-10-30', '2026-10-30', '2026-10-30']);
  const said =
    'Your deadline has therefore been extended. Previous deadline: Thursday, 29 October 2026, 23:59';
  const pages = [
    arta.url,
    `${arta.url}/accept`,
    `${arta.url}/decline`,
    drita.url,
    `${drita.url}/supply`,
    era.url,
    `${era.url}/contest`,
  ];
  for (const [at, page] of pages.entries()) {
    const { browser } = at < 3 ? arta : at < 5 ? drita : era;
    const { text } = await browser.get(page);
    expect([page, text.includes(said), text.includes('30 October 2026')]).toEqual([page, true, true]);
  }
  const ofJovana = (await jovana.browser.get(jovana.url)).text;
  expect(ofJovana).not.toMatch(/je produžen|nije radio/);
  meetAt(world, world.clock.now());
  const list = (await dafina.browser.get('/staff/outages')).text;
  for (const words of ['the answers to 2 offers', 'one request for information', 'contesting one decision'])
    expect(list).toContain(words);
  const events = [arta, drita, era].map(
    ({ id }) => timelineOf(world.ctx.db, 'application', id).at(-1)?.event,
  );
  expect(events).toEqual(['extend_reply', 'extend_request', 'extend_contest']);
  expect(whatIsBroken(world.ctx)).toBeUndefined();
});

test('what the outage ended can be done after it: answered, supplied, contested; and a reminder names the new day', async () => {
  const all = prepared();
  const { world, arta, drita, era } = all;
  const last = endOfDay(dueOn);
  world.ctx.db.$client
    .prepare("update letters set state = 'sent', sent_at = 1 where kind = 'decision'")
    .run();
  world.clock.set(last - hour);

  away(world, 3 * hour);
  await offerJob.run(world.ctx, new AbortController().signal);
  await watchRequests.run(world.ctx, new AbortController().signal);

  expect(applicationById(world.ctx.db, drita.id)?.state).toBe('info_requested');
  const reminders = world.letters().filter(({ letter }) => letter === 'offer-reminder');
  expect(reminders[0]?.text).toContain('30 October 2026');
  const reminded = world.letters().filter(({ letter }) => letter === 'information-reminder');
  expect(reminded.map(({ text }) => text.includes('30 October 2026'))).toEqual([true]);
  replies.accept(world.ctx, arta.actor, 'offer.answer', { id: arta.id, note: null });
  const explanation = 'It is the one I have';
  requests.supply(world.ctx, drita.actor, { id: drita.id, replies: new Map(), explanation });
  contests.make(world.ctx, era.actor, { id: era.id, words: 'My average is above 7.5' });
  expect([arta, drita, era].map(({ id }) => applicationById(world.ctx.db, id)?.state)).toEqual([
    'accepted',
    'submitted',
    'submitted',
  ]);
});

test('what was answered, over before, or contested already gets nothing; a second outage adds to the first', () => {
  const all = prepared();
  const { world, arta, nenad, era, refusal } = all;
  replies.decline(world.ctx, nenad.actor, 'offer.answer', { id: nenad.id, note: null });
  const offerOf = (id: number) => replies.opened(world.ctx, arta.actor, 'offer.answer', id).offer.decisionId;
  const decisionId = offerOf(arta.id);

  away(world, 2 * hour);
  away(world, 2 * hour);
  const moved = extensionsOf(world.ctx.db, 'offer', decisionId).map(({ afterAt }) => localDate(afterAt));
  contests.make(world.ctx, era.actor, { id: era.id, words: 'My average is above 7.5' });
  world.clock.set(endOfDay('2026-10-31') + day);
  putBeat(world.ctx.db, world.clock.now());
  away(world, 2 * hour);

  expect(moved).toEqual(['2026-10-30', '2026-10-31']);
  expect(extensionsOf(world.ctx.db, 'offer', decisionId)).toHaveLength(2);
  expect(extensionsOf(world.ctx.db, 'contest', refusal)).toHaveLength(2);
  const rows = world.ctx.db.$client
    .prepare("select count(*) count from extensions where entity = 'offer' and entity_id <> ?")
    .get(decisionId);
  expect(rows).toEqual({ count: 0 });
  expect(terms.replyOn).toBe(dueOn);
});
