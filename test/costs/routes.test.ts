// Costs of travel as browsers see them: claimed once a hearing, returned and sent again, approved, paid by somebody else.
import { beforeEach, expect, test } from 'vitest';
import { costs as costsTable } from '../../db/schema/costs.js';
import { fileContents } from '../../db/schema/files.js';
import { history } from '../../db/schema/history.js';
import { insertAssignment, release, standing } from '../../src/rota/queries.js';
import { tinyPdf } from '../paper/papers.js';
import { makeCase, makeTie } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

type Somebody = { browser: Browser; personId: number };
let world: World;
let dafina: Somebody;
let luan: Somebody;
let ivana: Somebody;
let blerim: Somebody;
let caseId: number;
let held: number;
let url: string;

beforeEach(() => {
  world = makeWorld();
  dafina = world.signedIn('Dafina', ['coordinator']);
  luan = world.signedIn('Luan', ['director']);
  ivana = world.signedIn('Ivana', ['intern']);
  blerim = world.signedIn('Blerim', ['intern']);
  for (const { personId } of [ivana, blerim]) makeIntern(world, personId, dafina.personId);
  caseId = makeCase(world);
  held = sent('2026-10-20', ivana);
  url = `/my/costs/${held}`;
});

/** A hearing on that day that somebody was sent to. */
function sent(scheduledOn: string, { personId }: Somebody, time = '09:30'): number {
  const hearingId = makeHearing(world, caseId, { scheduledOn, scheduledTime: time });
  insertAssignment(world.ctx.db, { hearingId, personId, assignedAt: world.clock.now() });
  return hearingId;
}
async function claim(fields: Record<string, string>, pdf?: Buffer, who = ivana, at = url) {
  const form = hiddenFields((await who.browser.get(at)).text, at);
  const files = pdf ? [{ name: 'Ivana Sample to Peja.pdf', bytes: pdf }] : [];
  return who.browser.upload(at, { ...form, amount: '', reason: '', ...fields }, 'files', files);
}
const rows = () => world.ctx.db.select().from(costsTable).all();
const decide = (fields: Record<string, string>, id = rows()[0]?.id) =>
  dafina.browser.submit(`/staff/costs/${id}/decide`, fields);
const openTasks = () =>
  world.ctx.db.$client
    .prepare("select kind from tasks where done_at is null and kind = 'cost-to-decide'")
    .pluck()
    .all();

test('a hearing attended is claimed once, with a receipt that its owner and staff can open', async () => {
  expect((await ivana.browser.get('/my/costs')).text).toContain(url);
  expect((await ivana.browser.get(url)).text).toContain('Prosecutor v. Shembulli');
  expect((await ivana.browser.get('/my/work')).text).toContain(
    '1 hearing without a claim. No claim came back.',
  );
  ledOn(await claim({ amount: '7,50' }, tinyPdf()), 'claiming');

  const [row] = rows();
  expect([row?.amountCents, row?.state, row?.hearingId, row?.personId]).toEqual([
    750,
    'claimed',
    held,
    ivana.personId,
  ]);
  expect(openTasks()).toHaveLength(1);
  const [file] = world.ctx.db.select().from(fileContents).all();
  expect(file?.sealed.includes('%PDF')).toBe(false);
  const own = await ivana.browser.bytes(`/files/${row?.fileId}`);
  expect([own.status, own.body.subarray(0, 4).toString()]).toEqual([200, '%PDF']);
  const receipt = await dafina.browser.bytes(`/staff/costs/${row?.id}/receipt`);
  expect([receipt.status, receipt.headers['content-disposition']]).toEqual([
    200,
    `attachment; filename=receipt-${held}.pdf`,
  ]);
  expect((await dafina.browser.bytes(`/staff/costs/${row?.id}/receipt/1`)).status).toBe(200);
  expect((await dafina.browser.get(`/staff/costs/${row?.id}/receipt/2`)).status).toBe(404);
  expect((await dafina.browser.get(`/files/${row?.fileId}`)).status).toBe(404);

  // Twice is one: the second form changes the first claim.
  ledOn(await claim({ amount: '8.00' }), 'changing');
  expect(rows().map(({ amountCents, version }) => [amountCents, version])).toEqual([[800, 2]]);
  const [first, again] = await Promise.all([claim({ amount: '9' }), claim({ amount: '9' })]);
  expect([first.status, again.status].sort()).toEqual([303, 409]);
});

test('each field wrong once, and what was typed stays', async () => {
  const wrong = async (fields: Record<string, string>, says: string, pdf?: Buffer) => {
    const answer = await claim(fields, pdf);
    expect([answer.status, answer.text.includes(says)]).toEqual([422, true]);
    for (const typed of Object.values(fields)) expect(answer.text).toContain(typed);
  };

  await wrong({ amount: 'much', reason: 'a tyre' }, 'Type a number, such as', tinyPdf());
  await wrong({ amount: '7.505', reason: 'bus' }, 'Write the amount in euros and cents');
  await wrong({ amount: '0.05', reason: 'bus' }, 'between 0.10 and 500');
  await wrong({ amount: '501', reason: 'bus' }, 'between 0.10 and 500');
  await wrong({ amount: '7.50' }, 'Add a receipt, or write why there is none.');
  await wrong({ amount: '7.50', reason: 'x'.repeat(401) }, 'at most 400');
  await wrong({ amount: '7.50' }, 'is not a PDF', Buffer.from('nothing'));
  expect(rows()).toEqual([]);
  ledOn(await claim({ amount: '7.50', reason: 'The bus gives no tickets.' }), 'without a receipt');
});

test('returned with a reason, told by a letter without it, sent again, approved', async () => {
  ledOn(await claim({ amount: '7.50', reason: 'No ticket' }), 'claiming');
  expect((await decide({ deed: 'give_back', reason: '' })).status).toBe(422);
  ledOn(await decide({ deed: 'give_back', reason: 'Which bus line was it?' }), 'returning');

  expect(openTasks()).toEqual([]);
  const letter = world.letters().find((one) => one.letter === 'cost-returned');
  expect(letter?.text).toContain(`/my/costs/${held}`);
  expect(`${letter?.subject} ${letter?.text}`).not.toMatch(/bus line|7\.50|Shembulli/);
  expect((await ivana.browser.get('/my/costs')).text).toContain('Which bus line was it?');
  expect((await ivana.browser.get('/my/work')).text).toContain('1 claim came back to you.');
  ledOn(await claim({ amount: '7.50', reason: 'No ticket, line 4' }), 'again');
  ledOn(await decide({ deed: 'approve', reason: '' }), 'approving');
  expect(rows()[0]?.state).toBe('approved');
  expect((await claim({ amount: '70' }).catch(() => null))?.status ?? 'no form').toBe('no form');
  const raw = JSON.stringify(world.ctx.db.select().from(history).all());
  expect(raw).not.toMatch(/bus line|line 4/);
});

test('paid by the month, by somebody who did not approve it; only they see the account', async () => {
  ledOn(await claim({ amount: '7.50', reason: 'No ticket' }), 'claiming');
  ledOn(await decide({ deed: 'approve', reason: '' }), 'approving');
  const page = '/staff/payments/2026-10';

  const coordinators = await dafina.browser.get(page);
  expect([coordinators.text.includes('€7.50'), coordinators.text.includes('XK05')]).toEqual([true, false]);
  expect((await dafina.browser.get(`${page}/list.csv`)).text).not.toContain('XK05');
  expect((await dafina.browser.get(`${page}/pay`)).status).toBe(403);
  expect((await luan.browser.get(page)).text).toContain('XK051212012345678906');
  expect((await luan.browser.get(`${page}/list.csv`)).text).toContain('Ivana,1,7.5,0,Sample');
  expect((await luan.browser.bytes(`${page}/list.xlsx`)).body.subarray(0, 2).toString()).toBe('PK');

  expect((await luan.browser.submit(`${page}/pay`, {})).status).toBe(422);
  const seen = /value="(\d+-\d+v\d+)"/.exec((await luan.browser.get(`${page}/pay`)).text)?.[1] ?? '';
  const form = hiddenFields((await luan.browser.get(`${page}/pay`)).text, `${page}/pay`);
  ledOn(await decide({ deed: 'give_back', reason: 'Wait' }), 'returning what was approved');
  const changed = await luan.browser.post(`${page}/pay`, { ...form, payments: seen });
  expect([changed.status, changed.text.includes('A payment has changed')]).toEqual([422, true]);
  ledOn(await claim({ amount: '6.50', reason: 'No ticket' }), 'again');
  ledOn(await decide({ deed: 'approve', reason: '' }), 'approving');
  const now = /value="(\d+-\d+v\d+)"/.exec((await luan.browser.get(`${page}/pay`)).text)?.[1] ?? '';
  ledOn(await luan.browser.submit(`${page}/pay`, { payments: now }), 'paying');
  expect(rows()[0]?.state).toBe('paid');
  expect((await luan.browser.get(`${page}/pay`)).text).toContain('There is nothing to pay');
  expect((await dafina.browser.get(`/staff/costs/${rows()[0]?.id}`)).text).not.toContain('/decide');
  for (const odd of ['2026-13', 'x', '1999-01']) {
    expect((await luan.browser.get(`/staff/payments/${odd}`)).status).toBe(404);
  }
});

test('nobody decides on their own claim, nor pays what they approved', async () => {
  const both = world.signedIn('Besim', ['coordinator', 'director', 'intern']);
  makeIntern(world, both.personId, dafina.personId);
  const own = sent('2026-10-19', both);
  ledOn(await claim({ amount: '5', reason: 'x' }, undefined, both, `/my/costs/${own}`), 'own');
  ledOn(await claim({ amount: '7.50', reason: 'y' }), 'Ivana’s');
  const [mine, hers] = rows();
  const fields = { deed: 'approve', reason: '' };

  expect((await both.browser.submit(`/staff/costs/${mine?.id}/decide`, fields)).status).toBe(409);
  ledOn(await both.browser.submit(`/staff/costs/${hers?.id}/decide`, fields), 'approving');
  const page = '/staff/payments/2026-10/pay';
  const seen = /value="(\d+-\d+v\d+)"/.exec((await both.browser.get(page)).text)?.[1] ?? '';
  expect((await both.browser.submit(page, { payments: seen })).status).toBe(409);
  expect(rows().map(({ state }) => state)).toEqual(['claimed', 'approved']);
});

test('only what one was sent to, what is over, what took place, and no case one is tied to', async () => {
  const later = sent('2026-11-20', ivana);
  const theirs = sent('2026-10-21', blerim);
  const left = sent('2026-10-16', ivana);
  const found = standing(world.ctx.db, left, ivana.personId);
  release(world.ctx.db, found?.id ?? 0, { releasedAt: world.clock.now(), releaseReason: 'ill' });
  for (const id of [later, theirs, left, 987_654]) {
    expect((await ivana.browser.get(`/my/costs/${id}`)).status).toBe(404);
  }
  expect((await blerim.browser.get(url)).status).toBe(404);
  expect((await dafina.browser.get('/my/costs')).status).toBe(403);
  expect((await ivana.browser.get('/staff/costs')).status).toBe(403);
  expect((await world.browser().get('/my/costs')).status).toBe(303);

  ledOn(await claim({ amount: '7.50', reason: 'No ticket' }), 'claiming');
  makeTie(world, caseId, ivana.personId);
  const mine = await ivana.browser.get('/my/costs');
  expect([mine.text.includes('€7.50'), mine.text.includes('Shembulli')]).toEqual([true, false]);
});
