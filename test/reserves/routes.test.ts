// The order of the reserve list: changed with a reason, by one director at a time, never against a letter that left.
import { expect, test } from 'vitest';
import { reserves } from '../../db/schema/reserves.js';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { pendingDecisions } from '../../src/decisions/queries.js';
import { timelineOf } from '../../src/history/queries.js';
import * as offers from '../../src/offers/service.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { staffIn } from '../support/deciding.js';
import { decide, makeMeeting } from '../support/meeting.js';
import { hiddenFields, type World } from '../support/world.js';

/** Jovana, Drita and Besa are on the reserve list as 1, 2 and 3; `isTold`: their letters are released. */
function listed({ isTold }: { isTold: boolean }) {
  const made = makeMeeting();
  const { world, luan, call, jovana } = made;
  const drita = made.met('Drita Fusha', { file: 2, interview: 1 });
  const besa = made.met('Besa Lumi', { file: 1, interview: 1 });
  const three = [jovana, drita, besa];
  if (isTold) decide(world, luan.actor, 'waitlist', call.id, three);
  else
    offers.prepare(world.ctx, luan.actor, {
      kind: 'waitlist',
      callId: call.id,
      ids: three.map(({ id }) => id),
      declare: true,
      said: ({ id }) => ({ kind: 'waitlist', rank: three.findIndex((one) => one.id === id) + 1 }),
    });
  const page = `/staff/calls/${call.id}/reserve-list`;
  const numbers = (...all: string[]) =>
    Object.fromEntries(three.map(({ id }, index) => [`rank_${id}`, all[index] ?? '']));
  const order = () =>
    world.ctx.db
      .select()
      .from(reserves)
      .all()
      .toSorted((a, b) => (a.place ?? 99) - (b.place ?? 99))
      .map(({ applicationId, place }) => [three.findIndex(({ id }) => id === applicationId), place]);
  return { ...made, drita, besa, page, numbers, order };
}
const reason = 'She can begin only in May.';
const toReserve = (world: World) =>
  tasksWaiting(world.ctx.db, { personId: 0, groups: ['director'] }, 100).filter(
    ({ kind }) => kind === 'offer-to-reserve',
  );

test('a drafted list is put in order: the letters say the new numbers, and the history says why', async () => {
  const { world, luan, page, numbers, order, jovana, url } = listed({ isTold: false });
  expect((await luan.browser.get(url)).text).toContain(`href="${page}"`);
  const shown = await luan.browser.get(page);
  expect(shown.text).toContain(`name="rank_${jovana.id}" type="text" value="1"`);

  const done = await luan.browser.submit(page, { ...numbers('3', '1', '2'), reason });

  expect([done.status, done.location]).toEqual([303, url]);
  expect(order()).toEqual([
    [1, 1],
    [2, 2],
    [0, 3],
  ]);
  const letters = world.letters().filter(({ letter, state }) => letter === 'reserve' && state === 'draft');
  const said = letters.map(({ text }) => /(?:list|listi|listë): (\d)/.exec(text)?.[1]);
  expect(said).toEqual(['3', '1', '2']);
  const last = timelineOf(world.ctx.db, 'application', jovana.id).at(-1);
  expect([last?.event, last?.note, last?.actorName]).toEqual(['rerank', reason, 'Luan']);
});

test('one goes up or down on the page, everything typed stays, and nothing is saved before the reason is there', async () => {
  const { luan, page, numbers, order, jovana, drita, besa } = listed({ isTold: false });
  const first = hiddenFields((await luan.browser.get(page)).text, page);
  const orderOf = (text: string) =>
    [...text.matchAll(/name="rank_(\d+)"[^>]* value="(\d+)"/g)].map(([, id, at]) => [Number(id), at]);

  const up = await luan.browser.post(page, {
    ...first,
    ...numbers('1', '2', '3'),
    reason: 'Sh',
    move: `up_${besa.id}`,
  });
  expect(up.status).toBe(200);
  expect(orderOf(up.text)).toEqual([
    [jovana.id, '1'],
    [besa.id, '2'],
    [drita.id, '3'],
  ]);
  expect(up.text).toContain('>\nSh</textarea>');
  expect(up.text).toMatch(new RegExp(`value="up_${besa.id}" autofocus data-moved`));
  expect(up.text.match(/autofocus/g)).toHaveLength(1);
  // At the top there is no way up any more: the focus goes to the button that is left.
  const typed = { [`rank_${jovana.id}`]: '1', [`rank_${besa.id}`]: '2', [`rank_${drita.id}`]: '3' };
  const top = await luan.browser.post(page, { ...first, ...typed, reason: '', move: `up_${besa.id}` });
  expect(top.text).toMatch(new RegExp(`value="down_${besa.id}" autofocus data-moved`));
  expect(top.text).not.toContain(`value="up_${besa.id}"`);
  for (const move of ['up_999', `up_${besa.id}`]) {
    const ends = { [`rank_${besa.id}`]: '1', [`rank_${jovana.id}`]: '2', [`rank_${drita.id}`]: '3' };
    expect(orderOf((await luan.browser.post(page, { ...first, ...ends, move })).text)[0]).toEqual([
      besa.id,
      '1',
    ]);
  }
  expect((await luan.browser.post(page, { ...first, ...typed, move: 'away' })).status).toBe(422);
  expect(order().map(([who]) => who)).toEqual([0, 1, 2]);

  const short = await luan.browser.post(page, { ...hiddenFields(top.text, page), ...typed, reason: 'Sh' });
  expect([short.status, orderOf(short.text)[1]]).toEqual([422, [besa.id, '2']]);
  const saved = await luan.browser.post(page, { ...hiddenFields(top.text, page), ...typed, reason });
  expect(saved.status).toBe(303);
  expect(order().map(([who]) => who)).toEqual([0, 2, 1]);
});

test('whoever was told a number does not stand behind it; once the first has gone, the others may change', async () => {
  const { world, luan, page, numbers, order, jovana, drita, besa, call } = listed({ isTold: true });

  const refused = await luan.browser.submit(page, { ...numbers('2', '1', '3'), reason });
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('The letter said number 1; this one cannot stand behind it.');
  expect(refused.text).toContain(reason);
  expect(refused.text).toContain(`name="rank_${jovana.id}" type="text" value="2"`);

  decide(world, luan.actor, 'offer', call.id, [jovana]);
  const fields = { [`rank_${drita.id}`]: '2', [`rank_${besa.id}`]: '1', reason };
  expect((await luan.browser.submit(page, fields)).status).toBe(303);

  expect(order()).toEqual([
    [2, 1],
    [1, 2],
    [0, null],
  ]);
  expect((await besa.browser.get(besa.url)).text).toContain('You are number 1 on the reserve list now');
  expect((await drita.browser.get(drita.url)).text).toContain('You are number 2 on the reserve list now');
});

test('a place that becomes free goes to the first of the new order, and the task follows it', async () => {
  const { world, luan, page, jovana, drita, besa, arta, nenad, call } = listed({ isTold: true });
  decide(world, luan.actor, 'offer', call.id, [arta, nenad]);
  await jovana.browser.submit(`${jovana.url}/withdraw`, {});
  await arta.browser.submit(`${arta.url}/decline`, {});
  expect(toReserve(world).map(({ entityId }) => entityId)).toEqual([drita.id]);

  await luan.browser.submit(page, { [`rank_${drita.id}`]: '2', [`rank_${besa.id}`]: '1', reason });

  expect(toReserve(world).map(({ entityId }) => entityId)).toEqual([besa.id]);
  const reference = applicationById(world.ctx.db, besa.id)?.reference;
  expect((await luan.browser.get('/staff/tasks')).text).toContain(
    `Offer the place to number 1 on the reserve list: ${reference}.`,
  );
});

test('two directors at once: the second sees what the first saved, and keeps what was typed', async () => {
  const { world, luan, page, numbers, order } = listed({ isTold: false });
  const second = staffIn(world, 'Vjosa', ['director']);
  const open = await second.browser.get(page);
  await luan.browser.submit(page, { ...numbers('2', '1', '3'), reason });

  const late = { ...hiddenFields(open.text, page), ...numbers('1', '3', '2'), reason };
  const told = await second.browser.post(page, late);

  expect(told.status).toBe(409);
  expect(told.text).toContain('1. Drita Fusha; 2. Jovana Ilić; 3. Besa Lumi');
  expect(told.text).toContain(reason);
  expect(order()[0]).toEqual([1, 1]);
  const again = await second.browser.post(page, { ...late, ...hiddenFields(told.text, page) });
  expect(again.status).toBe(303);
  expect(order().map(([who]) => who)).toEqual([0, 2, 1]);
});

test('a file the director is kept from stays where it is and names nobody', async () => {
  const { world, luan, page, numbers, order, jovana, drita, besa } = listed({ isTold: false });
  const { personId } = luan.actor;
  conflicts.state(world.ctx, luan.actor, { applicationId: drita.id, personId, kind: 'friend', note: null });

  const shown = await luan.browser.get(page);
  expect(shown.text).not.toContain('Drita');
  expect(shown.text).toContain('Number 2: a file that a conflict of interest keeps you from');
  const fields = { [`rank_${jovana.id}`]: '3', [`rank_${besa.id}`]: '1', reason };
  expect((await luan.browser.submit(page, fields)).status).toBe(303);
  expect(order().map(([who]) => who)).toEqual([2, 1, 0]);
  // Nor does the list as somebody else left it name them.
  const old = await luan.browser.post(page, { ...hiddenFields(shown.text, page), ...fields });
  expect([old.status, old.text.includes('1. Besa Lumi; 2. –; 3.'), old.text.includes('Drita')]).toEqual([
    409,
    true,
    false,
  ]);
  // Its number cannot be taken.
  const taken = await luan.browser.submit(page, { ...numbers('2', '', '1'), reason });
  expect(taken.text).toContain('This number is given to somebody above.');
});

test('each field wrong once, nobody else, no other call, and nothing twice', async () => {
  const { world, luan, dafina, page, numbers, order, arta } = listed({ isTold: false });
  for (const [fields, words] of [
    [{ ...numbers('2', '1', '3'), reason: '' }, 'Fill in this field.'],
    [{ ...numbers('1', '2', '3'), reason }, 'The order is the same as before.'],
    [{ ...numbers('4', '1', '2'), reason }, 'Type a number from 1 to 3.'],
    [{ ...numbers('1', '1', '2'), reason }, 'This number is given to somebody above.'],
  ] as const) {
    const wrong = await luan.browser.submit(page, fields);
    expect([wrong.status, words, wrong.text.includes(words)]).toEqual([422, words, true]);
  }
  expect(order().map(([who]) => who)).toEqual([0, 1, 2]);
  expect((await dafina.browser.get(page)).status).toBe(403);
  expect((await arta.browser.get(page)).status).toBe(403);
  expect((await luan.browser.get('/staff/calls/999/reserve-list')).status).toBe(404);
  const fields = {
    ...hiddenFields((await luan.browser.get(page)).text, page),
    ...numbers('2', '1', '3'),
    reason,
  };
  expect((await luan.browser.post(page, fields)).status).toBe(303);
  expect((await luan.browser.post(page, fields)).status).toBe(303);
  expect(order().map(([who]) => who)).toEqual([1, 0, 2]);
  expect(pendingDecisions(world.ctx.db)).toHaveLength(3);
});

test('the database gives no place twice, and whoever returns is last', async () => {
  const { world, luan, dafina, call, met, jovana, drita, order } = listed({ isTold: true });
  const { db } = world.ctx;
  expect(() => db.update(reserves).set({ place: 1 }).run()).toThrow(/UNIQUE/);
  const said = { id: jovana.id, reason: 'She called' };
  withdrawals.withdraw(world.ctx, dafina.actor, 'withdrawal.enter', said);
  decide(world, luan.actor, 'waitlist', call.id, [met('Ardian Gashi')]);

  withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', said);

  expect(order().map(([, place]) => place)).toEqual([1, 2, 3, null]);
  expect((await jovana.browser.get(jovana.url)).text).toContain('Sada ste broj 4');
  expect((await drita.browser.get(drita.url)).text).toContain('You are number 2');
});
