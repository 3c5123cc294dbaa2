// Deciding on a call: every name and letter before anything is prepared, and nothing is known before it is released.
import { expect, test } from 'vitest';
import { decisions as decisionRows } from '../../db/schema/decisions.js';
import { letters } from '../../db/schema/mail.js';
import { offers, refusals } from '../../db/schema/offers.js';
import { reserves } from '../../db/schema/reserves.js';
import { scoreLocks } from '../../db/schema/scores.js';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { endOfDay } from '../../src/lib/time.js';
import * as mail from '../../src/mail/service.js';
import * as reversals from '../../src/reversals/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { staffIn } from '../support/deciding.js';
import { makeMeeting } from '../support/meeting.js';
import { type Answer, type Browser, hiddenFields, type World } from '../support/world.js';

const stateOf = (world: World, { id }: { id: number }) => {
  const row = applicationById(world.ctx.db, id);
  return [row?.state, row?.pendingTo];
};
const terms = { startsOn: '2026-12-01', endsOn: '2027-03-31', replyOn: '2026-10-29' };

/** Posts once to read the letters, and once more with what was read. */
async function prepare(
  browser: Browser,
  page: string,
  fields: Record<string, string | string[]>,
): Promise<Answer> {
  const action = page.split('?')[0] ?? page;
  const read = await browser.submit(page, fields);
  if (read.status !== 200) return read;
  return browser.post(action, { ...hiddenFields(read.text, action), ...fields });
}
const ids = (...all: { id: number }[]) => all.map(({ id }) => String(id));
const asked = (url: string, kind: string, ...all: { id: number }[]) =>
  `${url}/${kind}?${ids(...all)
    .map((id) => `application=${id}`)
    .join('&')}`;
const offerTo = (browser: Browser, url: string, ...all: { id: number }[]) =>
  prepare(browser, asked(url, 'offer', ...all), { ...terms, application: ids(...all), declare: 'on' });
const release = '/staff/decisions/release';

test('both scores stand side by side for everybody, and the places are counted', async () => {
  const { luan, dafina, arta, url } = makeMeeting();

  const page = await luan.browser.get(url);

  expect(page.status).toBe(200);
  for (const words of [
    'Arta Krasniqi',
    '<b>4.0</b>',
    'mean 4.00, 2 cards',
    '<b>3.0</b>',
    '2 places in all; 0 taken',
    'Offer…',
  ])
    expect(page.text).toContain(words);
  expect(page.text.indexOf('Arta')).toBeLessThan(page.text.indexOf('Nenad'));
  const byInterview = (await luan.browser.get(`${url}?order=interview`)).text;
  expect(byInterview.indexOf('Nenad')).toBeLessThan(byInterview.indexOf('Arta'));
  expect((await dafina.browser.get(url)).text).not.toContain('Offer…');
  expect((await dafina.browser.get(`${url}/offer`)).status).toBe(403);
  expect((await luan.browser.get('/staff/calls/999/deciding')).status).toBe(404);
  expect((await dafina.browser.get(`/staff/applications/${arta.id}`)).text).toContain(`href="${url}"`);
});

test('marks that may still change stand beside no name, and beside it once they are locked and the names revealed', async () => {
  const { world, luan, arta, call, url } = makeMeeting();
  const { db } = world.ctx;
  db.$client.exec(`update applications set state = 'in_review' where id = ${arta.id}`);
  const artas = async () =>
    (await luan.browser.get(url)).text.split('Arta Krasniqi').at(-1)?.split('</tr>')[0];
  expect(await artas()).toContain('shown once the names are revealed');
  expect(await artas()).not.toContain('4.00');

  const lock = { callId: call.id, lockedAt: world.clock.now(), lockedBy: luan.personId };
  db.insert(scoreLocks)
    .values({ ...lock, revealedAt: world.clock.now(), revealedBy: luan.personId })
    .run();

  expect(await artas()).toContain('mean 4.00, 2 cards');
});

test('an offer is read as a letter, prepared, released, and stands on its page only then', async () => {
  const { world, luan, arta, nenad, url } = makeMeeting();
  const page = asked(url, 'offer', arta, nenad);

  const read = await luan.browser.submit(page, { ...terms, application: ids(arta, nenad), declare: 'on' });
  expect(read.status).toBe(200);
  for (const words of [
    'We are glad to offer you a place',
    '1 December 2026',
    'Sa zadovoljstvom Vam nudimo mesto',
  ])
    expect(read.text).toContain(words);
  expect(stateOf(world, arta)).toEqual(['interviewed', null]);

  const done = await offerTo(luan.browser, url, arta, nenad);
  expect([done.status, done.location]).toEqual([303, url]);
  expect([stateOf(world, arta), stateOf(world, nenad)]).toEqual([
    ['interviewed', 'offered'],
    ['interviewed', 'offered'],
  ]);
  expect(world.ctx.db.select().from(offers).all()).toMatchObject([
    { applicationId: arta.id, startsOn: '2026-12-01', endsOn: '2027-03-31', replyBy: endOfDay('2026-10-29') },
    { applicationId: nenad.id },
  ]);
  expect((await arta.browser.get(arta.url)).text).not.toContain('Your offer');

  const before = await luan.browser.get(release);
  expect(before.text).toContain('From 1 December 2026 to 31 March 2027');
  const [first] = world.ctx.db.select().from(offers).all();
  await luan.browser.submit(release, { decision: String(first?.decisionId) });

  expect(stateOf(world, arta)).toEqual(['offered', null]);
  const mine = (await arta.browser.get(arta.url)).text;
  for (const words of ['Your offer', '1 December 2026', 'Thursday, 29 October 2026', 'covers the costs'])
    expect(mine).toContain(words);
  expect((await nenad.browser.get(nenad.url)).text).not.toContain('ponuda');
});

test('what changes after the letters were read is read again first', async () => {
  const { world, luan, arta, url } = makeMeeting();
  const fields = { ...terms, application: ids(arta), declare: 'on' };
  const read = await luan.browser.submit(asked(url, 'offer', arta), fields);

  const other = await luan.browser.post(`${url}/offer`, {
    ...hiddenFields(read.text, `${url}/offer`),
    ...fields,
    endsOn: '2027-02-28',
  });

  expect([other.status, stateOf(world, arta)[1]]).toEqual([200, null]);
  expect(other.text).toContain('28 February 2027');
});

test('each field wrong once: nothing is prepared and everything typed is kept', async () => {
  const { world, luan, arta, nenad, jovana, url } = makeMeeting();
  const fields = { ...terms, application: ids(arta), declare: 'on' };
  const page = asked(url, 'offer', arta, nenad, jovana);

  for (const [change, problem] of [
    [{ application: [] }, 'Tick at least one person'],
    [{ declare: '' }, 'Say that you have no conflict of interest'],
    [{ replyOn: '2026-10-21' }, 'That day is over'],
    [{ replyOn: '2026-12-01' }, 'before the first day'],
    [{ endsOn: '2027-01-15' }, 'at least 3 and at most 6 months'],
    [{ endsOn: '2027-06-02' }, 'at least 3 and at most 6 months'],
    [{ startsOn: '2026-02-31' }, 'date'],
    [{ application: ids(arta, nenad, jovana) }, '3 people are ticked, but 2 places are free'],
    [{ application: ['999999'] }, 'Tick at least one person'],
  ] as const) {
    const answer = await luan.browser.submit(page, { ...fields, ...change } as Record<
      string,
      string | string[]
    >);
    expect([answer.status, problem, answer.text.includes(problem)]).toEqual([422, problem, true]);
    if (
      !('endsOn' in change) &&
      !('application' in change && change.application[0] === '999999') &&
      'declare' in change
    )
      expect(answer.text).toContain('value="2027-03-31"');
  }
  expect(world.ctx.db.select().from(offers).all()).toEqual([]);
});

test('pending and open offers count: two directors never offer more places than there are', async () => {
  const { world, luan, arta, nenad, jovana, url } = makeMeeting();
  const besa = staffIn(world, 'Besa', ['director']);
  const fields = { ...terms, application: ids(jovana), declare: 'on' };
  const read = await besa.browser.submit(asked(url, 'offer', jovana), fields);
  await offerTo(luan.browser, url, arta, nenad);

  const late = await besa.browser.post(`${url}/offer`, {
    ...hiddenFields(read.text, `${url}/offer`),
    ...fields,
  });

  expect(late.status).toBe(422);
  expect(late.text).toContain('no place is free');
  expect(stateOf(world, jovana)[1]).toBe(null);
});

test('two directors about the same person: the second is told, and nothing is doubled', async () => {
  const { world, luan, arta, url } = makeMeeting();
  const besa = staffIn(world, 'Besa', ['director']);
  const fields = { ...terms, application: ids(arta), declare: 'on' };
  const read = await besa.browser.submit(asked(url, 'offer', arta), fields);
  await offerTo(luan.browser, url, arta);

  const late = await besa.browser.post(`${url}/offer`, {
    ...hiddenFields(read.text, `${url}/offer`),
    ...fields,
  });

  expect(late.status).toBe(422);
  expect(world.ctx.db.select().from(offers).all()).toHaveLength(1);
});

test('sent twice, an offer is prepared once', async () => {
  const { world, luan, arta, url } = makeMeeting();
  const fields = { ...terms, application: ids(arta), declare: 'on' };
  const read = await luan.browser.submit(asked(url, 'offer', arta), fields);
  const whole = { ...hiddenFields(read.text, `${url}/offer`), ...fields };

  const answers = [
    await luan.browser.post(`${url}/offer`, whole),
    await luan.browser.post(`${url}/offer`, whole),
  ];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, url],
    [303, url],
  ]);
  expect(world.ctx.db.select().from(offers).all()).toHaveLength(1);
});

test('the reserve list: a number each, shown to its people once released', async () => {
  const { world, luan, nenad, jovana, url } = makeMeeting();
  const page = asked(url, 'reserve', nenad, jovana);
  const fields = { application: ids(nenad, jovana), declare: 'on' };

  const same = await luan.browser.submit(page, {
    ...fields,
    [`rank_${nenad.id}`]: '1',
    [`rank_${jovana.id}`]: '1',
  });
  expect([same.status, same.text.includes('This number is taken')]).toEqual([422, true]);
  const done = await prepare(luan.browser, page, {
    ...fields,
    [`rank_${nenad.id}`]: '2',
    [`rank_${jovana.id}`]: '1',
  });

  expect(done.status).toBe(303);
  const rows = world.ctx.db.select().from(reserves).all();
  expect(rows).toMatchObject([{ rank: 2, waitlistedAt: world.clock.now() }, { rank: 1 }]);
  await luan.browser.submit(release, { decision: rows.map(({ decisionId }) => String(decisionId)) });
  expect((await nenad.browser.get(nenad.url)).text).toContain('Sada ste broj 2 na rezervnoj listi');
  // The reserve is offered a place in its turn.
  expect((await offerTo(luan.browser, url, jovana)).status).toBe(303);
  expect((await luan.browser.get(url)).text).toContain('Number 2 on the reserve list');
});

test('a refusal sends no letter unless the call says so; reasons and advice stand on the page', async () => {
  const { world, luan, arta, jovana, url } = makeMeeting();
  const fields = {
    application: ids(arta, jovana),
    declare: 'on',
    [`advice_${jovana.id}`]: 'Dođite na jedno suđenje.',
  };
  const page = asked(url, 'refuse', arta, jovana);

  for (const reasons of [[], ['places', 'writing', 'reasoning', 'knowledge'], ['sympathy']]) {
    expect((await luan.browser.submit(page, { ...fields, reasons })).status).toBe(422);
  }
  const long = await luan.browser.submit(page, {
    ...fields,
    reasons: 'places',
    [`advice_${arta.id}`]: 'x'.repeat(1001),
  });
  expect([long.status, long.text.includes(`href="#advice_${arta.id}"`)]).toEqual([422, true]);
  const read = await luan.browser.submit(page, { ...fields, reasons: ['places', 'writing'] });
  expect(read.text).toContain('No letter is sent');
  await prepare(luan.browser, page, { ...fields, reasons: ['places', 'writing'] });

  expect(world.letters().filter(({ letter }) => letter === 'refusal')).toEqual([]);
  const rows = world.ctx.db.select().from(refusals).all();
  expect(rows.map(({ reasons, sealedAdvice }) => [reasons, sealedAdvice !== null])).toEqual([
    [['places', 'writing'], false],
    [['places', 'writing'], true],
  ]);
  await luan.browser.submit(release, { decision: rows.map(({ decisionId }) => String(decisionId)) });
  const mine = (await jovana.browser.get(jovana.url)).text;
  for (const words of ['Drugi su pisali jasnije', 'Dođite na jedno suđenje.']) expect(mine).toContain(words);
  expect((await arta.browser.get(arta.url)).text).not.toContain('For the next time');
});

test('where the call sends letters of refusal, each is read in its own language before', async () => {
  const { world, luan, jovana, url } = makeMeeting({ refusalLetter: true });
  const fields = { application: ids(jovana), declare: 'on', reasons: 'places' };

  const read = await luan.browser.submit(asked(url, 'refuse', jovana), fields);
  expect(read.text).toContain('Ovog puta nismo mogli da Vas izaberemo');
  await prepare(luan.browser, asked(url, 'refuse', jovana), fields);

  expect(world.letters().filter(({ letter }) => letter === 'refusal')).toMatchObject([
    { state: 'draft', language: 'sr' },
  ]);
});

test('what was prepared as one is undone as one', async () => {
  const { world, luan, arta, nenad, url } = makeMeeting();
  await offerTo(luan.browser, url, arta, nenad);

  const version = applicationById(world.ctx.db, arta.id)?.version ?? 0;
  reversals.undo(world.ctx, luan.actor, { id: arta.id, version });

  expect([stateOf(world, arta), stateOf(world, nenad)]).toEqual([
    ['interviewed', null],
    ['interviewed', null],
  ]);
  expect((await offerTo(luan.browser, url, arta, nenad)).status).toBe(303);
});

test('people alike: the line between them needs a record, by lot or in words', async () => {
  const { world, luan, met, arta, nenad, url } = makeMeeting();
  const zana = met('Zana Berisha', { file: 4, interview: 3 });

  // Two places: both could still be offered one, so nothing is drawn yet; then the other place goes.
  await offerTo(luan.browser, url, nenad);
  const refused = await offerTo(luan.browser, url, arta);
  expect([refused.status, refused.text.includes('First record how the tie was broken')]).toEqual([422, true]);

  const tie = `${url}/tie?file=8&interview=6`;
  expect((await luan.browser.get(tie)).text).toContain('Zana Berisha');
  for (const [fields, problem] of [
    [{ method: '' }, 'method'],
    [{ method: 'lot' }, 'Draw the lot of this call first'],
    [{ method: 'discussion', words: '' }, 'words'],
  ] as const) {
    const answer = await luan.browser.submit(tie, fields);
    expect([answer.status, answer.text.includes(problem)]).toEqual([422, true]);
  }
  const kept = await luan.browser.submit(tie, { method: 'discussion', words: 'Arta is in her last year.' });
  expect([kept.status, kept.location]).toEqual([303, url]);
  expect((await luan.browser.get(url)).text).toContain('Arta is in her last year.');
  expect((await offerTo(luan.browser, url, arta)).status).toBe(303);
  expect(stateOf(world, zana)[1]).toBe(null);
});

test('whoever is in conflict with somebody neither sees nor decides about them', async () => {
  const { world, luan, arta, url } = makeMeeting();
  const said = { applicationId: arta.id, personId: luan.personId, kind: 'friend', note: null } as const;
  conflicts.state(world.ctx, luan.actor, said);

  const page = await luan.browser.get(url);
  const tried = await luan.browser.get(asked(url, 'offer', arta));

  expect(page.text).not.toContain('Arta');
  expect(page.text).toContain('1 person is not shown to you');
  expect([tried.text.includes('Arta'), tried.text.includes('Nobody is ticked')]).toEqual([false, true]);
});

test('whoever withdraws meanwhile takes the offer along, and the place is free again', async () => {
  const { world, luan, arta, nenad, jovana, url } = makeMeeting();
  await offerTo(luan.browser, url, arta, nenad);
  withdrawals.withdraw(world.ctx, arta.actor, 'application.withdraw', { id: arta.id, reason: null });

  expect((await offerTo(luan.browser, url, jovana)).status).toBe(303);
  expect((await luan.browser.get(url)).text).toContain('2 taken by offers and acceptances');
});

test('closing a call: everybody left is not selected, and the drafted letter stays until somebody sends it', async () => {
  const { world, luan, dafina, arta, nenad, jovana, url } = makeMeeting();
  await offerTo(luan.browser, url, arta);
  const page = await luan.browser.get(`${url}/close`);
  expect([page.text.includes('Nenad'), page.text.includes('Arta')]).toEqual([true, false]);

  const fields = { application: ids(nenad, jovana), declare: 'on' };
  const done = await prepare(luan.browser, asked(url, 'close', nenad, jovana), fields);
  expect([done.status, stateOf(world, nenad)]).toEqual([303, ['interviewed', 'not_selected']]);
  const pending = world.ctx.db
    .select()
    .from(decisionRows)
    .all()
    .filter(({ event }) => event === 'close');
  await luan.browser.submit(release, { decision: pending.map(({ id }) => String(id)) });

  expect(stateOf(world, nenad)).toEqual(['not_selected', null]);
  const closing = () =>
    world.ctx.db
      .select()
      .from(letters)
      .all()
      .filter(({ letter }) => letter === 'call-closed');
  expect(closing()).toMatchObject([{ state: 'draft', language: 'sr' }, { state: 'draft' }]);
  expect((await nenad.browser.get(nenad.url)).text).toContain('Možete se ponovo prijaviti');
  const [first] = closing();
  mail.release(world.ctx, dafina.actor, [{ id: first?.id ?? 0, version: 1 }]);
  expect(closing().map(({ state }) => state)).toEqual(['queued', 'draft']);
});

test('a closing that was released is taken back whole while no letter has left', async () => {
  const { world, luan, nenad, url } = makeMeeting();
  await prepare(luan.browser, asked(url, 'close', nenad), { application: ids(nenad), declare: 'on' });
  const [one] = world.ctx.db.select().from(decisionRows).all();
  await luan.browser.submit(release, { decision: String(one?.id) });

  for (const expected of [
    ['interviewed', 'not_selected'],
    ['interviewed', null],
  ]) {
    const version = applicationById(world.ctx.db, nenad.id)?.version ?? 0;
    reversals.undo(world.ctx, luan.actor, { id: nenad.id, version });
    expect(stateOf(world, nenad)).toEqual(expected);
  }
});

test('where the call sends closing letters, they leave with the release', async () => {
  const { world, luan, nenad, url } = makeMeeting({ closingLetter: true });
  await prepare(luan.browser, asked(url, 'close', nenad), { application: ids(nenad), declare: 'on' });
  const [one] = world.ctx.db.select().from(decisionRows).all();

  await luan.browser.submit(release, { decision: String(one?.id) });

  expect(world.letters().filter(({ letter }) => letter === 'call-closed')).toMatchObject([
    { state: 'queued' },
  ]);
});

test('an offer after all: with a reason, counted, and with a letter that puts the first one right', async () => {
  const { world, luan, dafina, jovana, url } = makeMeeting();
  const refused = { application: ids(jovana), declare: 'on', reasons: 'places' };
  await prepare(luan.browser, asked(url, 'refuse', jovana), refused);
  const [one] = world.ctx.db.select().from(decisionRows).all();
  await luan.browser.submit(release, { decision: String(one?.id) });
  const page = `/staff/applications/${jovana.id}/offer-again`;
  const fields = { ...terms, application: ids(jovana) };

  expect((await luan.browser.get(`/staff/applications/${jovana.id}`)).text).toContain(page);
  expect((await dafina.browser.get(page)).status).toBe(403);
  expect((await luan.browser.get('/staff/applications/999/offer-again')).status).toBe(404);
  expect((await luan.browser.submit(page, { ...fields, note: '' })).status).toBe(422);
  const done = await prepare(luan.browser, page, {
    ...fields,
    note: 'Her card was read as another person’s.',
  });

  expect([done.status, done.location]).toEqual([303, `/staff/applications/${jovana.id}`]);
  expect(stateOf(world, jovana)).toEqual(['not_selected', 'offered']);
  const [letter] = world.letters().filter((each) => each.letter === 'offer-after-all');
  expect([letter?.state, letter?.text.includes('više ne važi')]).toEqual(['draft', true]);
  const last = world.ctx.db.select().from(decisionRows).all().at(-1);
  await luan.browser.submit(release, { decision: String(last?.id) });
  expect(stateOf(world, jovana)).toEqual(['offered', null]);
  expect((await jovana.browser.get(jovana.url)).text).toContain('Vaša ponuda');
});
