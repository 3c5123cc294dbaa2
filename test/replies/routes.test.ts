// The answer to an offer as browsers see it: given once, taken back within a day, noted by staff, never lapsed by itself.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { timelineOf } from '../../src/history/queries.js';
import { offers as job } from '../../src/jobs/offers.js';
import { day, endOfDay, hour } from '../../src/lib/time.js';
import { placementsOf } from '../../src/placements/queries.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { meetAt } from '../support/interviews.js';
import { decide, makeMeeting, terms } from '../support/meeting.js';
import { hiddenFields, type World } from '../support/world.js';

const stateOf = (world: World, { id }: { id: number }) => applicationById(world.ctx.db, id)?.state;
const lettersOf = (world: World) => world.letters().map(({ letter }) => letter);
const kindsOf = (world: World) =>
  tasksWaiting(world.ctx.db, { personId: 0, groups: ['coordinator', 'director'] }, 100)
    .map(({ kind, entityId }) => `${kind} ${entityId}`)
    .filter((one) => /^(offer|place-)/.test(one));

/** Two places: Arta and Nenad have offers, Jovana and Drita are on the reserve list. */
function offered() {
  const made = makeMeeting();
  const drita = made.met('Drita Fusha', { file: 2, interview: 1 });
  const { world, luan, call, arta, nenad, jovana } = made;
  decide(world, luan.actor, 'offer', call.id, [arta, nenad]);
  decide(world, luan.actor, 'waitlist', call.id, [jovana, drita]);
  return { ...made, drita };
}

test('the offer stands on the page with its days and until when, and is accepted once by a second button', async () => {
  const { world, arta } = offered();

  const page = await arta.browser.get(arta.url);
  expect(page.text).toContain('1 December 2026');
  expect(page.text).toContain('Answer by Thursday, 29 October 2026, 23:59 (Prishtina time)');
  const asked = await arta.browser.get(`${arta.url}/accept`);
  expect(asked.text).toContain('3 to 6 months');
  const fields = hiddenFields(asked.text, `${arta.url}/accept`);
  const answers = [
    await arta.browser.post(`${arta.url}/accept`, fields),
    await arta.browser.post(`${arta.url}/accept`, fields),
  ];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, arta.url],
    [303, arta.url],
  ]);
  expect(stateOf(world, arta)).toBe('accepted');
  const [placement, ...more] = placementsOf(world.ctx.db, arta.personId);
  expect([placement?.applicationId, placement?.state, more]).toEqual([arta.id, 'onboarding', []]);
  const sent = world.letters().filter(({ letter }) => letter.startsWith('offer-'));
  expect(sent.map(({ letter, state }) => `${letter} ${state}`)).toEqual([
    'offer-accepted queued',
    'offer-answered queued',
  ]);
  expect(sent[0]?.text).toContain(`${arta.url}/take-back`);
  expect(sent[0]?.text).toContain('until Friday, 23 October 2026, 10:00 (Prishtina time)');
  expect((await arta.browser.get(arta.url)).text).toContain(`href="${arta.url}/take-back"`);
});

test('declining keeps its reason for staff, frees the place and names the next on the reserve list', async () => {
  const { world, nenad, jovana, luan, call } = offered();

  await nenad.browser.submit(`${nenad.url}/decline`, { reason: 'I found work' });

  expect(stateOf(world, nenad)).toBe('declined');
  const told = timelineOf(world.ctx.db, 'application', nenad.id).find(({ event }) => event === 'decline');
  expect(told?.note).toBe('I found work');
  expect(lettersOf(world)).toContain('offer-declined');
  expect(kindsOf(world)).toEqual([`offer-to-reserve ${jovana.id}`]);
  const page = (await luan.browser.get('/staff/tasks')).text;
  const reference = applicationById(world.ctx.db, jovana.id)?.reference;
  expect(page).toContain(`Offer the place to number 1 on the reserve list: ${reference}.`);
  const link = `/staff/calls/${call.id}/deciding/offer?application=${jovana.id}`;
  expect(page.replaceAll('&#x3D;', '=')).toContain(`href="${link}"`);
  expect((await luan.browser.get(link)).text).toContain('Jovana');
});

test('a reason too long comes back with everything typed, and nothing is declined', async () => {
  const { world, arta } = offered();
  const reason = 'x'.repeat(601);

  const answer = await arta.browser.submit(`${arta.url}/decline`, { reason });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(reason);
  expect(stateOf(world, arta)).toBe('offered');
});

test('an acceptance is taken back within a day with its internship, and the offer is answered anew', async () => {
  const { world, arta } = offered();
  await arta.browser.submit(`${arta.url}/accept`, {});
  world.clock.pass(day);

  expect((await arta.browser.get(`${arta.url}/take-back`)).text).toContain('You accepted the offer.');
  expect((await arta.browser.submit(`${arta.url}/take-back`, {})).status).toBe(303);

  expect(stateOf(world, arta)).toBe('offered');
  expect(placementsOf(world.ctx.db, arta.personId)).toEqual([]);
  expect(kindsOf(world)).toEqual([]);
  expect(lettersOf(world)).toContain('reply-taken-back');
  await arta.browser.submit(`${arta.url}/decline`, { reason: '' });
  expect(stateOf(world, arta)).toBe('declined');
});

test('after a day an answer stays as it is, and the page says whom to write to', async () => {
  const { world, arta } = offered();
  await arta.browser.submit(`${arta.url}/accept`, {});
  const page = await arta.browser.get(`${arta.url}/take-back`);
  world.clock.pass(day + 1);

  const late = await arta.browser.post(
    `${arta.url}/take-back`,
    hiddenFields(page.text, `${arta.url}/take-back`),
  );

  expect(late.status).toBe(409);
  expect(late.text).toContain('The time to take the answer back is over');
  expect((await arta.browser.get(`${arta.url}/take-back`)).text).toContain(
    'There is no answer that can be taken back.',
  );
  expect((await arta.browser.get(arta.url)).text).not.toContain('take-back');
  expect(stateOf(world, arta)).toBe('accepted');
});

test('once the internship is under way, an acceptance cannot be taken back', async () => {
  const { world, arta } = offered();
  await arta.browser.submit(`${arta.url}/accept`, {});
  world.ctx.db.$client.exec(
    "update placements set state = 'active', supervisor_id = 1, first_hearing_on = '2026-12-02', starts_on = '2026-12-01', ends_on = '2027-03-31'",
  );

  const refused = await arta.browser.submit(`${arta.url}/take-back`, {});

  expect(refused.status).toBe(409);
  expect(refused.text).toContain('The internship has begun');
  expect(stateOf(world, arta)).toBe('accepted');
  expect(placementsOf(world.ctx.db, arta.personId)).toHaveLength(1);
});

test('a refusal is taken back while its place is free, and not once the reserve has it', async () => {
  const { world, arta, nenad, jovana, luan, call } = offered();
  await nenad.browser.submit(`${nenad.url}/decline`, { reason: '' });
  await nenad.browser.submit(`${nenad.url}/take-back`, {});
  const inTime = [stateOf(world, nenad), kindsOf(world)];
  await nenad.browser.submit(`${nenad.url}/decline`, { reason: '' });
  decide(world, luan.actor, 'offer', call.id, [jovana]);

  const refused = await nenad.browser.submit(`${nenad.url}/take-back`, {});

  expect(inTime).toEqual(['offered', []]);
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('Mesto je u međuvremenu dato nekom drugom');
  expect([stateOf(world, nenad), stateOf(world, jovana), stateOf(world, arta)]).toEqual([
    'declined',
    'offered',
    'offered',
  ]);
  await job.run(world.ctx, new AbortController().signal);
  expect(kindsOf(world)).toEqual([]);
});

test('in two tabs the first answer counts, and the second says so', async () => {
  const { world, arta } = offered();
  const first = await arta.browser.get(`${arta.url}/accept`);
  const second = await arta.browser.get(`${arta.url}/decline`);
  await arta.browser.post(`${arta.url}/accept`, hiddenFields(first.text, `${arta.url}/accept`));

  const late = await arta.browser.post(`${arta.url}/decline`, {
    ...hiddenFields(second.text, `${arta.url}/decline`),
    reason: '',
  });

  expect(late.status).toBe(409);
  expect(late.text).toContain('This offer was answered already');
  expect(stateOf(world, arta)).toBe('accepted');
});

test('the last moment of the day counts, the next does not; staff still note it down, and nothing lapses by itself', async () => {
  const { world, arta, nenad, dafina } = offered();
  const pages = [
    await arta.browser.get(`${arta.url}/accept`),
    await nenad.browser.get(`${nenad.url}/accept`),
  ];
  world.clock.set(endOfDay(terms.replyOn));
  const inTime = await arta.browser.post(
    `${arta.url}/accept`,
    hiddenFields(pages[0]?.text ?? '', `${arta.url}/accept`),
  );
  world.clock.pass(1);
  const late = await nenad.browser.post(
    `${nenad.url}/accept`,
    hiddenFields(pages[1]?.text ?? '', `${nenad.url}/accept`),
  );

  expect([inTime.status, late.status]).toEqual([303, 409]);
  await job.run(world.ctx, new AbortController().signal);
  expect(stateOf(world, nenad)).toBe('offered');
  expect(kindsOf(world)).toEqual([`offer-due ${nenad.id}`]);
  const page = (await nenad.browser.get(nenad.url)).text;
  expect(page).toContain('Ponuda ne ističe sama od sebe');
  expect(page).not.toContain('/accept"');

  meetAt(world, world.clock.now());
  const url = `/staff/applications/${nenad.id}/reply`;
  expect((await dafina.browser.submit(url, { answer: 'accept', note: '' })).status).toBe(422);
  const noted = await dafina.browser.submit(url, { answer: 'accept', note: 'By phone this morning' });
  expect(noted.status).toBe(303);
  expect(stateOf(world, nenad)).toBe('accepted');
  expect(kindsOf(world)).toEqual([]);
});

/** Offers whose letters have left are reminded when it is time; the reminders leave, but for those in `lost`. */
async function reminded(world: World, lost: 'none' | 'last' | 'both' = 'none') {
  const { signal } = new AbortController();
  const sent = (letter: string) =>
    world.ctx.db.$client
      .prepare("update letters set state = 'sent', sent_at = 1 where letter = ?")
      .run(letter);
  world.ctx.db.$client
    .prepare("update letters set state = 'sent', sent_at = 1 where kind = 'decision'")
    .run();
  const end = endOfDay(terms.replyOn);
  world.clock.set(end - 3 * day);
  await job.run(world.ctx, signal);
  if (lost !== 'both') sent('offer-reminder');
  world.clock.set(end - hour);
  await job.run(world.ctx, signal);
  if (lost === 'none') sent('offer-reminder');
  meetAt(world, end + hour);
}

test('a coordinator lets an offer lapse after its day only, with a letter that waits, and takes it back until it left', async () => {
  const { world, nenad, dafina, jovana } = offered();
  const url = `/staff/applications/${nenad.id}/reply`;
  const early = await dafina.browser.submit(url, { answer: 'lapse', note: 'No answer' });
  expect(early.status).toBe(422);
  await reminded(world);

  expect((await dafina.browser.submit(url, { answer: 'lapse', note: 'No answer' })).status).toBe(303);
  expect(stateOf(world, nenad)).toBe('offer_lapsed');
  expect(world.letters().find(({ letter }) => letter === 'offer-lapsed')?.state).toBe('draft');
  expect(kindsOf(world)).toEqual([`offer-to-reserve ${jovana.id}`]);

  await dafina.browser.submit(`/staff/applications/${nenad.id}/undo`, {});
  await job.run(world.ctx, new AbortController().signal);
  expect(stateOf(world, nenad)).toBe('offered');
  expect(kindsOf(world)).toContain(`offer-due ${nenad.id}`);
  expect(kindsOf(world)).not.toContain(`offer-to-reserve ${jovana.id}`);
});

test.each([['last'], ['both']] as const)(
  'nothing lapses on silence while reminders did not leave (%s), but when staff say how they reached the person',
  async (lost) => {
    const { world, nenad, dafina } = offered();
    const url = `/staff/applications/${nenad.id}/reply`;
    await reminded(world, lost);
    const lapse = { answer: 'lapse', note: 'On Monday by phone: she is still thinking' };

    const refused = await dafina.browser.submit(url, lapse);
    const page = await dafina.browser.get(url);

    expect([refused.status, refused.text.includes('Not both reminders have left')]).toEqual([422, true]);
    expect(refused.text).toContain(lapse.note);
    expect(page.text).toContain('Not both reminders have left');
    expect(stateOf(world, nenad)).toBe('offered');
    expect((await dafina.browser.submit(url, { ...lapse, reached: 'on' })).status).toBe(303);
    expect(stateOf(world, nenad)).toBe('offer_lapsed');
    const told = timelineOf(world.ctx.db, 'application', nenad.id).find(
      ({ event }) => event === 'lapse_offer',
    );
    expect([told?.reasonCode, told?.note]).toEqual(['reached_otherwise', lapse.note]);
  },
);

test('nothing lapses when a letter came back, as staff found in the mailbox, until the address is another', async () => {
  const { world, nenad, dafina } = offered();
  const url = `/staff/applications/${nenad.id}/reply`;
  await reminded(world);
  const { id } = world.ctx.db.$client
    .prepare("select max(id) id from letters where letter = 'offer-reminder' and entity_id = ?")
    .get(nenad.id) as { id: number };
  const page = (await dafina.browser.get(`/staff/letters/${id}`)).text;
  expect(page).toContain('>It came back<');

  expect(
    (await dafina.browser.submit(`/staff/letters/${id}`, {}, `/staff/letters/${id}/came-back`)).status,
  ).toBe(303);

  expect((await dafina.browser.get('/staff/tasks')).text).toContain(`href="/staff/letters/${id}"`);
  const refused = await dafina.browser.submit(url, { answer: 'lapse', note: 'No answer' });
  expect([refused.status, refused.text.includes('A letter to this person came back')]).toEqual([422, true]);
  world.ctx.db.$client
    .prepare("update people set email = 'new@example.org' where id = ?")
    .run(nenad.personId);
  // The address is right now, and nobody was reminded there.
  const still = await dafina.browser.submit(url, { answer: 'lapse', note: 'No answer' });
  expect([still.status, still.text.includes('Not both reminders have left')]).toEqual([422, true]);
  expect(stateOf(world, nenad)).toBe('offered');
});

test('a new day is given with a reminder at once, once; after it the offer lapses only when that one left too', async () => {
  const { world, nenad, dafina } = offered();
  const url = `/staff/applications/${nenad.id}/reply`;
  await reminded(world, 'both');
  await job.run(world.ctx, new AbortController().signal);
  expect(kindsOf(world)).toContain(`offer-due ${nenad.id}`);
  const more = { answer: 'more_time', note: 'Our mail was down' };
  for (const [replyOn, words] of [
    ['', 'Please fill this in'],
    ['2026-10-30', 'The new day must be tomorrow or later'],
    ['2026-12-01', 'The new day must be before the internship begins'],
    ['30.11.2026x', 'date'],
  ] as const) {
    const answer = await dafina.browser.submit(url, { ...more, replyOn });
    expect([replyOn, answer.status, answer.text.includes('Our mail was down')]).toEqual([replyOn, 422, true]);
    if (replyOn.length === 10) expect(answer.text).toContain(words);
  }
  const before = lettersOf(world).length;
  const form = { ...hiddenFields((await dafina.browser.get(url)).text, url), ...more, replyOn: '2026-11-02' };

  await dafina.browser.post(url, form);
  await dafina.browser.post(url, form);
  await job.run(world.ctx, new AbortController().signal);

  const written = world.letters().slice(before);
  expect(written.map(({ letter, language }) => `${letter} ${language}`)).toEqual(['offer-reminder sr']);
  expect(written[0]?.text).toContain('2. novembra 2026');
  expect(kindsOf(world)).not.toContain(`offer-due ${nenad.id}`);
  expect((await nenad.browser.get(nenad.url)).text).toContain(`href="${nenad.url}/accept"`);
  world.ctx.db.$client.prepare("update letters set state = 'sent' where letter = 'offer-reminder'").run();
  world.clock.set(endOfDay('2026-11-02') - hour);
  await job.run(world.ctx, new AbortController().signal);
  meetAt(world, endOfDay('2026-11-02') + hour);
  const lapse = { answer: 'lapse', note: 'No answer' };
  expect((await dafina.browser.submit(url, lapse)).status).toBe(422);
  world.ctx.db.$client.prepare("update letters set state = 'sent' where letter = 'offer-reminder'").run();
  expect((await dafina.browser.submit(url, lapse)).status).toBe(303);
  expect(stateOf(world, nenad)).toBe('offer_lapsed');
});

test('reminders leave half-way and a day before, once each, and only where the offer has arrived', async () => {
  const { world, arta, nenad } = offered();
  const { signal } = new AbortController();
  const sent = (id: number) =>
    world.ctx.db.$client
      .prepare("update letters set state = 'sent', sent_at = 1 where kind = 'decision' and entity_id = ?")
      .run(id);
  sent(arta.id);
  const reminders = () => lettersOf(world).filter((letter) => letter === 'offer-reminder').length;
  const released = world.clock.now();
  const end = endOfDay(terms.replyOn);
  const half = released + Math.floor((end - released) / 2);

  for (const [at, expected] of [
    [half - 1, 0],
    [half, 1],
    [half + hour, 1],
    [end - day, 2],
    [end - hour, 2],
    [end + hour, 2],
  ] as const) {
    world.clock.set(at);
    const listed = job.list(world.ctx).filter((line) => line.includes('reminded'));
    const before = reminders();
    await job.run(world.ctx, signal);
    await job.run(world.ctx, signal);
    expect([reminders(), listed.length]).toEqual([expected, expected - before]);
  }
  expect(job.list(world.ctx)).toEqual([
    `the offer of application ${arta.id} would be put before a coordinator`,
    `the offer of application ${nenad.id} would be put before a coordinator`,
  ]);
});

test('what is not theirs is not there, what was not offered cannot be answered, and who is in conflict notes nothing', async () => {
  const { world, arta, jovana, dafina, luan } = offered();

  expect((await jovana.browser.get(`${arta.url}/accept`)).status).toBe(404);
  expect((await jovana.browser.get(`${jovana.url}/accept`)).status).toBe(404);
  expect((await world.browser().get(`${arta.url}/accept`)).status).toBe(303);
  expect((await luan.browser.get(`/staff/applications/${arta.id}/reply`)).status).toBe(403);
  expect((await dafina.browser.get(`/staff/applications/${arta.id}/reply`)).status).toBe(200);
  conflicts.declare(world.ctx, dafina.actor, 'conflict.declare', { id: arta.id, kind: 'friend', note: null });
  expect((await dafina.browser.get(`/staff/applications/${arta.id}/reply`)).status).toBe(404);
  await arta.browser.submit(`${arta.url}/accept`, {});
  expect(lettersOf(world)).not.toContain('offer-answered');
});
