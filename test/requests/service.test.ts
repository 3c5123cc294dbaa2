// Asked for more: exactly that can be changed, it comes back when supplied or on its day, and nobody is refused by it.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import * as answers from '../../src/answers/service.js';
import { applicationById } from '../../src/applications/queries.js';
import * as documents from '../../src/documents/service.js';
import { Conflict, Invalid, Stale } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { watchRequests } from '../../src/jobs/requests.js';
import { toInstant } from '../../src/lib/time.js';
import * as requests from '../../src/requests/service.js';
import * as reversals from '../../src/reversals/service.js';
import * as screening from '../../src/screening/service.js';
import { openTasks } from '../../src/tasks/queries.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { aDocument, type Made, wholeAnswers } from '../support/applications.js';
import { makeOffice, staffIn } from '../support/deciding.js';
import { hiddenFields, type World } from '../support/world.js';

const rowOf = (world: World, { id }: Made) => {
  const row = applicationById(world.ctx.db, id);
  if (!row) throw new Error('no such application');
  return row;
};
const at = (world: World, made: Made) => ({ id: made.id, version: rowOf(world, made).version });
const certificate = { kind: 'document', name: 'grades_certificate', words: null } as const;
const average = { kind: 'fact', name: 'studies.average', words: null } as const;
const question = { kind: 'words', name: '', words: 'In which year did you pass Criminal Law?' } as const;
const dueOn = '2026-11-27';
const letterOf = (world: World, name: string) => world.letters().findLast((one) => one.letter === name);
const run = async (world: World) => watchRequests.run(world.ctx, new AbortController().signal);
const tasksOf = (world: World) =>
  (['request-supplied', 'request-overdue', 'still-with-us'] as const).filter(
    (kind) => openTasks(world.ctx.db, kind).length > 0,
  );

/** After the deadline, so that nothing else can be changed any more. */
function closed() {
  const office = makeOffice();
  office.world.clock.set(toInstant('2026-11-16', '10:00'));
  expect(office.call.closesAt).toBeLessThan(office.world.clock.now());
  return office;
}

test('it waits with a drafted letter that names each thing, and only those can be changed', () => {
  const { world, nenad, dafina } = closed();
  const studies = { ...wholeAnswers().studies, average: '7,90', studyYear: '3' };
  const save = (posted: Record<string, string>, section: 'studies' | 'letter' = 'studies') =>
    answers.saveSection(world.ctx, nenad.actor, 'application.edit', {
      id: nenad.id,
      section,
      posted,
      version: 1,
    });
  const add = (slot: 'grades_certificate' | 'cv') =>
    documents.add(world.ctx, nenad.actor, 'application.edit', {
      id: nenad.id,
      slot,
      document: aDocument('0 1 0'),
    });
  expect(() => save(studies)).toThrow(Conflict);

  requests.ask(world.ctx, dafina.actor, {
    ...at(world, nenad),
    items: [average, certificate, question],
    dueOn,
  });

  expect(rowOf(world, nenad)).toMatchObject({ state: 'info_requested', returnTo: 'submitted' });
  const letter = letterOf(world, 'information-requested');
  expect(letter).toMatchObject({ state: 'draft', language: 'sr' });
  expect(letter?.text).toContain('- Podatak: Prosečna ocena\n');
  expect(letter?.text).toContain(question.words);
  const draft = () => screening.standing(world.ctx, dafina.actor, nenad.id).request?.draft;
  expect(draft()).toEqual(expect.any(Number));
  world.ctx.db.update(letters).set({ state: 'queued' }).where(eq(letters.state, 'draft')).run();
  expect(draft()).toBeNull();
  save(studies);
  const saved = answers.opened(world.ctx, nenad.actor, 'application.follow', nenad.id).contents.bodies.studies
    ?.body;
  expect(saved).toMatchObject({ average: '7,90', studyYear: '4' });
  add('grades_certificate');
  expect(() => add('cv')).toThrow(Conflict);
  expect(() => save({ letter: 'Another letter' }, 'letter')).toThrow(Conflict);
});

test('supplied, it goes back to where it was, with a receipt and a task; then nothing can be changed', () => {
  const { world, arta, dafina } = closed();
  screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null });
  requests.ask(world.ctx, dafina.actor, { ...at(world, arta), items: [question], dueOn });

  const item = requests.opened(world.ctx, arta.actor, 'request.supply', arta.id).request?.items[0]?.id ?? 0;
  requests.supply(world.ctx, arta.actor, {
    id: arta.id,
    replies: new Map([[item, 'In 2025']]),
    explanation: null,
  });

  expect(rowOf(world, arta)).toMatchObject({ state: 'in_review', returnTo: null });
  expect(letterOf(world, 'information-received')).toMatchObject({ state: 'queued' });
  expect(tasksOf(world)).toEqual(['request-supplied']);
  const again = { id: arta.id, replies: new Map(), explanation: null };
  expect(() => requests.supply(world.ctx, arta.actor, again)).toThrow(Conflict);
  expect(requests.askedBefore(world.ctx, arta.id)).toMatchObject([
    {
      state: 'supplied',
      explanation: null,
      items: [{ words: question.words, reply: 'In 2025', came: true }],
    },
  ]);
});

test('withdrawn while it is asked for something, and taken back: what comes still leads back to where it was', () => {
  const { world, arta, dafina } = closed();
  screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null });
  requests.ask(world.ctx, dafina.actor, { ...at(world, arta), items: [question], dueOn });

  const asked = { id: arta.id, reason: 'By phone' };
  withdrawals.withdraw(world.ctx, dafina.actor, 'withdrawal.enter', asked);
  expect(requests.toRemind(world.ctx)).toEqual([]);
  withdrawals.reinstate(world.ctx, dafina.actor, 'withdrawal.enter', asked);
  expect(rowOf(world, arta)).toMatchObject({ state: 'info_requested', returnTo: 'in_review' });

  requests.supply(world.ctx, arta.actor, { id: arta.id, replies: new Map(), explanation: 'I do not know' });
  expect(rowOf(world, arta)).toMatchObject({ state: 'in_review', returnTo: null });
});

test('what is still as it was is named, and goes only with a reason, which staff read beside what came', async () => {
  const { world, nenad, dafina } = closed();
  const items = [
    average,
    { kind: 'section', name: 'experience', words: null } as const,
    certificate,
    question,
  ];
  requests.ask(world.ctx, dafina.actor, { ...at(world, nenad), items, dueOn });
  world.clock.pass(60_000);
  const url = `${nenad.url}/supply`;
  const marks = (text: string) =>
    [...text.matchAll(/(Has come|Not yet|Did not come)<\/span>/g)].map(([, one]) => one);
  const save = (section: 'studies' | 'experience', change: Record<string, string>) =>
    answers.saveSection(world.ctx, nenad.actor, 'application.edit', {
      id: nenad.id,
      section,
      posted: { ...wholeAnswers()[section], ...change },
      version: 1,
    });
  expect(marks((await nenad.browser.get(url)).text)).toEqual(['Not yet', 'Not yet', 'Not yet']);
  save('studies', { average: '7,90' });
  save('experience', { experience: 'Court monitoring' });

  const refused = await nenad.browser.submit(url, {});
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('2 things are still missing or are as they were.');
  expect(refused.text).toContain('<a href="#explanation">');
  expect(marks(refused.text)).toEqual(['Has come', 'Has come', 'Not yet']);
  expect(rowOf(world, nenad).state).toBe('info_requested');

  const sent = await nenad.browser.submit(url, { explanation: 'The faculty is closed until Monday' });
  expect([sent.status, rowOf(world, nenad).state]).toEqual([303, 'submitted']);
  const { browser } = staffIn(world, 'Mira', ['coordinator']);
  const file = (await browser.get(`/staff/applications/${nenad.id}`)).text;
  expect(file).toContain('What was asked for, and what came');
  expect(file).toContain('The faculty is closed until Monday');
  expect(marks(file)).toEqual(['Has come', 'Has come', 'Did not come', 'Did not come']);
});

test('reminded once two days before, back with a task on the day after, never refused; a dry run changes nothing', async () => {
  const { world, arta, dafina } = closed();
  requests.ask(world.ctx, dafina.actor, { ...at(world, arta), items: [certificate], dueOn });
  expect(watchRequests.list(world.ctx)).toEqual([]);

  world.clock.set(toInstant('2026-11-25', '08:00'));
  expect(watchRequests.list(world.ctx)).toEqual([
    `the writer of application ${arta.id} would be reminded of what was asked for`,
  ]);
  expect([await run(world), await run(world)]).toEqual([
    '1 reminded, 0 not supplied, 0 waiting for long, 0 no more',
    '0 reminded, 0 not supplied, 0 waiting for long, 0 no more',
  ]);
  expect(letterOf(world, 'information-reminder')).toMatchObject({ state: 'queued' });
  world.clock.set(toInstant('2026-11-27', '23:30'));
  expect(watchRequests.list(world.ctx)).toEqual([]);
  world.clock.set(toInstant('2026-11-28', '00:30'));
  expect(watchRequests.list(world.ctx)).toHaveLength(1);
  expect(rowOf(world, arta).state).toBe('info_requested');
  await run(world);
  expect(requests.askedBefore(world.ctx, arta.id)).toMatchObject([
    { state: 'timed_out', items: [{ came: false }] },
  ]);
  expect(rowOf(world, arta)).toMatchObject({ state: 'submitted', attentionAt: world.clock.now() });
  expect(timelineOf(world.ctx.db, 'application', arta.id).at(-1)).toMatchObject({
    event: 'supply_timeout',
    actorRole: 'system',
  });
  expect(tasksOf(world)).toEqual(['request-overdue']);
  screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null });
  expect([rowOf(world, arta).attentionAt, tasksOf(world)]).toEqual([null, []]);
});

test('asking is undone with its letter until that has left', () => {
  const { world, arta, nenad, dafina } = closed();
  for (const made of [arta, nenad])
    requests.ask(world.ctx, dafina.actor, { ...at(world, made), items: [certificate], dueOn });

  reversals.undo(world.ctx, dafina.actor, at(world, arta));
  expect(rowOf(world, arta)).toMatchObject({ state: 'submitted', returnTo: null });
  expect(requests.opened(world.ctx, dafina.actor, 'request.ask', arta.id).request).toBeUndefined();
  world.ctx.db.update(letters).set({ state: 'sent' }).where(eq(letters.entityId, nenad.id)).run();
  expect(() => reversals.undo(world.ctx, dafina.actor, at(world, nenad))).toThrow(
    new Conflict('reversals.obstacle.left'),
  );
});

test('nothing asked for, a day too near, and a page that is no longer true are refused', () => {
  const { world, arta, dafina, edon } = closed();
  const seen = at(world, arta);
  expect(() => requests.ask(world.ctx, dafina.actor, { ...seen, items: [], dueOn })).toThrow(Invalid);
  // Monday, 16 November: at least three working days on.
  expect(() =>
    requests.ask(world.ctx, dafina.actor, { ...seen, items: [question], dueOn: '2026-11-18' }),
  ).toThrow(Invalid);
  requests.ask(world.ctx, edon.actor, { ...seen, items: [question], dueOn });
  expect(() => requests.ask(world.ctx, dafina.actor, { ...seen, items: [question], dueOn })).toThrow(Stale);
});

test('who waits for long after the deadline is put before staff once, with a drafted letter', async () => {
  const { world, arta } = closed();
  world.clock.set(toInstant('2026-12-15', '10:00'));

  await run(world);
  await run(world);

  expect(openTasks(world.ctx.db, 'still-with-us')).toHaveLength(2);
  expect(world.letters().filter(({ letter }) => letter === 'still-with-us')).toMatchObject([
    { state: 'draft' },
    { state: 'draft' },
  ]);
  expect(rowOf(world, arta).state).toBe('submitted');
});

test('a letter that left is a sign of life: the days begin anew, and who has heard from us is no task any more', async () => {
  const { world, arta, nenad } = closed();
  const sent = (id: number, day: string) =>
    world.ctx.db
      .update(letters)
      .set({ state: 'sent', sentAt: toInstant(day, '10:00') })
      .where(eq(letters.entityId, id))
      .run();
  const waiting = () => openTasks(world.ctx.db, 'still-with-us').map(({ entityId }) => entityId);
  sent(arta.id, '2026-12-01');
  world.clock.set(toInstant('2026-12-15', '10:00'));
  await run(world);
  expect(waiting()).toEqual([nenad.id]);

  // What was drafted for him leaves: he has heard, and she has waited for long by now.
  sent(nenad.id, '2026-12-16');
  world.clock.set(toInstant('2026-12-23', '10:00'));
  expect(watchRequests.list(world.ctx)).toEqual([
    `staff would be told that application ${arta.id} has waited for long`,
    `staff would no longer be told that application ${nenad.id} has waited for long`,
  ]);
  await run(world);
  expect(waiting()).toEqual([arta.id]);
  world.clock.set(toInstant('2027-01-15', '10:00'));
  await run(world);
  expect(waiting()).toEqual([arta.id, nenad.id]);
});

test('the pages: asked from a list and in own words, seen and supplied by the applicant alone', async () => {
  const { world, arta, nenad, dafina } = makeOffice();
  const url = `/staff/applications/${arta.id}/ask`;
  const none = await dafina.browser.submit(url, { dueOn: '2026-10-30' });
  expect([none.status, none.text.includes('Choose or write at least one thing.')]).toEqual([422, true]);
  const near = await dafina.browser.submit(url, {
    items: 'document:cv',
    words: question.words,
    dueOn: '2026-10-26',
  });
  expect(near.status).toBe(422);
  expect(near.text).toContain(question.words);
  const page = await dafina.browser.get(url);
  const fields = {
    ...hiddenFields(page.text, url),
    items: ['section:about', 'fact:studies.average'],
    words: question.words,
    dueOn: '2026-10-30',
  };
  for (const _twice of [1, 2]) expect((await dafina.browser.post(url, fields)).status).toBe(303);
  expect((await dafina.browser.get(`/staff/applications/${arta.id}`)).text).toContain(
    '3 things, by Friday, 30 October 2026.',
  );

  const status = await arta.browser.get(arta.url);
  for (const words of ['The fact: Average grade', question.words, 'By Friday, 30 October 2026'])
    expect(status.text).toContain(words);
  expect((await arta.browser.get(`${arta.url}/studies`)).text).toContain('Only these can be changed now');
  const supplying = `${arta.url}/supply`;
  expect((await nenad.browser.get(supplying)).status).toBe(404);
  const page2 = await arta.browser.get(supplying);
  const reply = /name="(reply-\d+)"/.exec(page2.text)?.[1] ?? '';
  const empty = await arta.browser.submit(supplying, { [reply]: '' });
  expect([empty.status, empty.text.includes('3 things are still missing')]).toEqual([422, true]);
  const long = await arta.browser.submit(supplying, {
    [reply]: 'x'.repeat(2001),
    explanation: 'It is right',
  });
  expect([
    long.status,
    long.text.includes('at most 2000 characters'),
    long.text.includes('It is right'),
  ]).toEqual([422, true, true]);
  const supplied = { [reply]: 'In 2025', explanation: 'The rest is right' };
  expect((await arta.browser.submit(supplying, supplied)).location).toBe(arta.url);
  expect(rowOf(world, arta).state).toBe('submitted');
  expect((await arta.browser.get(supplying)).text).toContain('Nothing is asked for here any more.');
});
