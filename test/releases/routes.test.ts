// The pages of decisions: read by staff, released by the director after every name and letter.
import { expect, test } from 'vitest';
import { decisions as decisionRows } from '../../db/schema/decisions.js';
import { letters } from '../../db/schema/mail.js';
import { applicationById } from '../../src/applications/queries.js';
import { conflictOf } from '../../src/conflicts/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { toInstant } from '../../src/lib/time.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import * as offers from '../../src/offers/service.js';
import { personById } from '../../src/people/queries.js';
import { insertPlacement } from '../../src/placements/queries.js';
import * as templates from '../../src/templates/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { prepareRefusal, staffIn } from '../support/deciding.js';
import { meetAt } from '../support/interviews.js';
import { makeMeeting } from '../support/meeting.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

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
  expect((await luan.browser.get(`${url}?kind=offer`)).text).toContain('No decision is waiting');
});

const decided = (world: World) =>
  world.ctx.db
    .select()
    .from(decisionRows)
    .all()
    .map(({ id }) => String(id));
const said = {
  kind: 'offer',
  terms: { startsOn: '2026-12-01', endsOn: '2027-03-31', replyOn: '2026-10-29' },
} as const;
const offer = (meeting: Meeting, ...people: { id: number }[]) =>
  offers.prepare(meeting.world.ctx, meeting.luan.actor, {
    kind: 'offer',
    callId: meeting.call.id,
    ids: people.map(({ id }) => id),
    declare: true,
    said: () => said,
  });
type Meeting = ReturnType<typeof makeMeeting>;

test('in numbers and names: what will happen; and that nothing is wrong', async () => {
  const meeting = makeMeeting();
  offer(meeting, meeting.arta, meeting.nenad);

  const page = await meeting.luan.browser.get(url);

  expect(page.text).toContain('2 decisions: Offer: 2');
  expect(page.text).toContain('Offer (2): Arta Krasniqi, Nenad Petrović');
  expect(page.text).toContain('Nothing was found.');
});

test('an offer whose day to answer is over is not released, whoever says what', async () => {
  const meeting = makeMeeting();
  offer(meeting, meeting.arta);
  meetAt(meeting.world, toInstant('2026-10-30', '09:00'));

  const answer = await meeting.luan.browser.submit(url, { decision: decided(meeting.world), warned: 'on' });

  expect([answer.status, answer.text.includes('its day to answer is over')]).toEqual([422, true]);
  expect(applicationById(meeting.world.ctx.db, meeting.arta.id)?.state).toBe('interviewed');
});

test('what is wrong is named, and released only by who says that they read it', async () => {
  const meeting = makeMeeting({ places: 1 });
  const { world, luan, dafina, arta } = meeting;
  offer(meeting, arta);
  // Fewer places than were promised, somebody alike, an intern already, another address, a conflict found too late.
  meeting.met('Zana Berisha', { file: 4, interview: 3 });
  world.ctx.db.$client.prepare('update calls set places = 0 where id = ?').run(meeting.call.id);
  insertPlacement(world.ctx.db, {
    applicationId: null,
    personId: arta.personId,
    state: 'onboarding',
    stateAt: 0,
    languages: [],
    createdAt: 0,
  });
  world.ctx.db.$client
    .prepare('update people set email = ? where id = ?')
    .run('new@example.org', arta.personId);
  world.ctx.db.$client
    .prepare('update decisions set proposed_by = ? where application_id = ?')
    .run(dafina.personId, arta.id);
  conflicts.state(world.ctx, dafina.actor, {
    applicationId: arta.id,
    personId: dafina.personId,
    kind: 'friend',
    note: null,
  });

  const page = await luan.browser.get(url);
  for (const words of [
    '1 offer or acceptance more than places',
    '2 people in the same bands (file 4.0, interview 3.0), without a record',
    'has a place already',
    'address changed after this was prepared',
    'Somebody who decided it has a conflict of interest',
  ])
    expect(page.text).toContain(words);

  const unread = await luan.browser.submit(url, { decision: decided(world) });
  expect([unread.status, unread.text.includes('Read what is wrong and confirm')]).toEqual([422, true]);
  const read = await luan.browser.submit(url, { decision: decided(world), warned: 'on' });
  expect([read.status, applicationById(world.ctx.db, arta.id)?.state]).toEqual([303, 'offered']);
});

test('somebody passed over on the reserve list is named', async () => {
  const meeting = makeMeeting();
  const { world, luan, nenad, jovana } = meeting;
  const ranks = new Map([nenad.id, jovana.id].map((id, at) => [id, at + 1]));
  offers.prepare(world.ctx, luan.actor, {
    kind: 'waitlist',
    callId: meeting.call.id,
    ids: [nenad.id, jovana.id],
    declare: true,
    said: ({ id }) => ({ kind: 'waitlist', rank: ranks.get(id) ?? 0 }),
  });
  await luan.browser.submit(url, { decision: decided(world) });
  offer(meeting, jovana);

  expect((await luan.browser.get(url)).text).toContain('Somebody before this person on the reserve list');
});

test('own words in one language only, and a decision that waits in vain, are named', async () => {
  const meeting = makeMeeting();
  const { world, luan, dafina, arta, nenad } = meeting;
  const place = { callId: meeting.call.id, letter: 'offer', language: 'en' } as const;
  templates.write(world.ctx, dafina.actor, place, {
    version: 0,
    subject: 'A place',
    body: 'Come.\n\n{link}',
  });
  offer(meeting, arta, nenad);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  const page = await luan.browser.get(url);

  expect(page.text).toContain('has its own text for this letter, but not in this language');
  expect(page.text).toContain('“Offer” was prepared, but the application was withdrawn');
  expect((await luan.browser.get('/staff/decisions')).text).toContain('Waiting in vain');
});

test('whoever releases can say that they are too close to none of them', async () => {
  const { world, arta, luan, ids } = office();

  const page = await luan.browser.get(url);
  expect(page.text).toContain('Of 2 people you have not said yet');
  await luan.browser.submit(url, { decision: ids, declare: 'on' });

  expect(conflictOf(world.ctx.db, luan.personId, arta.id)).toBe('none');
});

test('an address of which a letter came back is named, by the mail server or by staff, until a letter arrives there', async () => {
  const { world, arta, nenad, luan } = office();
  const { db } = world.ctx;
  const receiptOf = ({ personId }: { personId: number }) =>
    db
      .select()
      .from(letters)
      .all()
      .find((letter) => letter.kind === 'notice' && letter.personId === personId)?.id ?? 0;
  const mark = (state: string, problem: string | null, id: number) =>
    db.$client.prepare('update letters set state = ?, last_problem = ? where id = ?').run(state, problem, id);
  const named = async () =>
    (await luan.browser.get(url)).text.split('The last letter to this address came back').length - 1;
  for (const made of [arta, nenad]) {
    const person = personById(db, made.personId);
    queue(
      world.ctx,
      'application-withdrawn',
      { personId: made.personId, email: person?.email ?? '', language: 'en' },
      { entity: 'application', entityId: made.id },
      letterRules['application-withdrawn'].sample,
    );
  }

  const before = await named();
  mark('failed', 'no_such_address:550', receiptOf(arta));
  mark('failed', 'refused:554', receiptOf(nenad));
  const one = await named();
  mark('failed', 'came_back', receiptOf(nenad));
  const two = await named();
  mark('sent', null, receiptOf(arta));

  expect([before, one, two, await named()]).toEqual([0, 2, 4, 2]);
});
