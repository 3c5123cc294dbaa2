// Questions of interviews: set for a call in three languages, asked of everybody, and kept once somebody was marked.
import { expect, test } from 'vitest';
import { sampleQuestions } from '../../db/seed/questions.js';
import { mark } from '../../src/attendance/service.js';
import { bookingsOf } from '../../src/bookings/queries.js';
import * as calls from '../../src/calls/service.js';
import { Invalid } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import * as cards from '../../src/interview-cards/service.js';
import * as offers from '../../src/offers/service.js';
import { criteriaValues } from '../../src/questions/form.js';
import { questionsOf } from '../../src/questions/queries.js';
import * as questions from '../../src/questions/service.js';
import { makeCall } from '../support/applications.js';
import { makeBooked, makeMember, makePanel, makeSession, meetAt } from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const typed = criteriaValues('question', sampleQuestions);

function made() {
  const world = makeWorld();
  const call = makeCall(world);
  const people = { ...makePanel(world), luan: makeMember(world, 'Luan', 'director') };
  const copied = () =>
    calls.create(world.ctx, people.dafina.actor, {
      slug: 'again',
      from: call.id,
      opensOn: '2027-02-01',
      closesOn: '2027-02-28',
    });
  return { world, call, ...people, copied, page: `/staff/calls/${call.id}/questions` };
}

/** Arta was met by Luan and Mira, and nobody has filed a card. */
function met() {
  const found = made();
  const { world, call, dafina, mira, luan } = found;
  const { slots } = makeSession(world, call, dafina, [luan.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  meetAt(world, slots[0]?.startsAt ?? 0);
  const bookingId = bookingsOf(world.ctx.db, arta.id)[0]?.id ?? 0;
  mark(world.ctx, mira.actor, { bookingId, outcome: 'present' });
  return { ...found, arta, bookingId, card: `/staff/bookings/${bookingId}/card` };
}

test('a coordinator sets them, a copy of the call takes them along, and blank ones mean the rubric', async () => {
  const { world, call, dafina, page, copied } = made();
  expect((await dafina.browser.get(page)).text).toContain('This call has no questions of its own yet');
  expect((await dafina.browser.get(`/staff/calls/${call.id}`)).text).toContain(`href="${page}"`);

  const done = await dafina.browser.submit(page, typed);

  expect([done.status, done.location]).toEqual([303, `/staff/calls/${call.id}`]);
  expect(questionsOf(world.ctx.db, call.id)?.questions).toEqual(sampleQuestions);
  expect(timelineOf(world.ctx.db, 'call', call.id).at(-1)?.event).toBe('change_questions');
  expect(questionsOf(world.ctx.db, copied())?.questions).toEqual(sampleQuestions);
  const blank = Object.fromEntries(Object.keys(typed).map((name) => [name, '']));
  expect((await dafina.browser.submit(page, blank)).status).toBe(303);
  expect(questionsOf(world.ctx.db, call.id)?.questions).toEqual([]);
});

test('a published call takes no question without its words in each language; a draft is not published with one', async () => {
  const { world, dafina, page, copied } = made();
  const lacking = { ...typed, question1NameSr: '', question2Mark3En: '' };

  const refused = await dafina.browser.submit(page, lacking);

  expect(refused.status).toBe(422);
  for (const field of ['question1NameSr', 'question2Mark3En'])
    expect(refused.text).toContain(`<a href="#${field}">`);
  expect(refused.text).toContain('Tells us at once and suggests who could step in.');
  const two = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, name.startsWith('question2') ? '' : value]),
  );
  expect((await dafina.browser.submit(page, two)).text).toContain('There must be at least three questions.');

  const id = copied();
  const draft = `/staff/calls/${id}/questions`;
  expect((await dafina.browser.submit(draft, lacking)).status).toBe(303);
  const publishing = (await dafina.browser.get(`/staff/calls/${id}/publish`)).text;
  expect(publishing).toContain('Interview question 2, Serbian: words are missing');
  expect(publishing).toContain('Interview question 3, English: words are missing');
  expect(publishing).toContain(`href="${draft}"`);
  expect(() => calls.publish(world.ctx, dafina.actor, { id, version: 1, sure: true })).toThrow(Invalid);
  expect(questionsOf(world.ctx.db, id)?.questions[1]?.name.sr).toBe('');
});

test('the card asks them in the words of its reader, and what is decided reads their marks', async () => {
  const { world, call, dafina, mira, luan, arta, bookingId, card, page } = met();
  await dafina.browser.submit(page, typed);

  const shown = await mira.browser.get(card);
  expect(shown.text).toContain('Prijatelj vas pita ko je zaštićeni svedok');
  expect(shown.text).not.toContain(call.rubric[0]?.name.sr);
  const marks = { mark_question1: '4', mark_question2: '3', mark_question3: '2' };
  const wrong = await mira.browser.submit(card, { ...marks, mark_question3: '', recommendation: 'yes' });
  expect([wrong.status, wrong.text.includes('<a href="#mark_question3">')]).toEqual([422, true]);
  expect((await mira.browser.submit(card, { ...marks, recommendation: 'yes' })).status).toBe(303);
  cards.file(world.ctx, luan.actor, { bookingId, typed: marks, recommendation: 'yes', words: null });

  const board = offers.board(world.ctx, luan.actor, call.id);
  const interview = board.everybody.find(({ id }) => id === arta.id)?.interview;
  // Weights 2, 2, 1: (4·2 + 3·2 + 2) / 5 = 3.2
  expect(interview?.n).toBe(2);
  expect((await luan.browser.get(`/staff/calls/${call.id}/deciding`)).text).toContain('mean 3.20');
});

test('once somebody was marked by them, or by the rubric, they stay as they are', async () => {
  const { world, call, dafina, luan, bookingId, page } = met();
  const open = await dafina.browser.get(page);
  const rubric = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '3']));
  cards.file(world.ctx, luan.actor, { bookingId, typed: rubric, recommendation: 'yes', words: null });

  const late = await dafina.browser.post(page, { ...hiddenFields(open.text, page), ...typed });

  expect([late.status, late.text.includes('Somebody was already marked by these questions')]).toEqual([
    409,
    true,
  ]);
  expect(questionsOf(world.ctx.db, call.id)).toBeUndefined();
  const shown = (await dafina.browser.get(page)).text;
  expect(shown).toContain('What was asked were the criteria of the file.');
  expect(shown).not.toContain('<textarea');
});

test('two at once: the second sees what the first wrote', async () => {
  const { world, call, dafina, page } = made();
  const open = await dafina.browser.get(page);
  questions.set(world.ctx, dafina.actor, { callId: call.id, questions: sampleQuestions, version: '0' });

  const late = { ...hiddenFields(open.text, page), ...typed, question0NameEn: 'Mine' };
  const told = await dafina.browser.post(page, late);

  expect(told.status).toBe(409);
  expect(told.text).toContain('A witness says something else in court');
  expect(told.text).toContain('value="Mine"');
  const again = await dafina.browser.post(page, { ...late, ...hiddenFields(told.text, page) });
  expect(again.status).toBe(303);
});

test('nobody else sets them, and no call that is not there', async () => {
  const { world, call, dafina, mira, luan, page } = made();
  expect((await mira.browser.get(page)).status).toBe(403);
  expect((await luan.browser.post(page, typed)).status).toBe(403);
  expect((await dafina.browser.get('/staff/calls/999/questions')).status).toBe(404);
  expect((await world.browser().get(page)).status).toBe(303);
  expect(questionsOf(world.ctx.db, call.id)).toBeUndefined();
});

test('each question is folded on the page, and open where something is wrong; what is folded is sent along', async () => {
  const { world, call, dafina, page } = made();
  const folds = (text: string) =>
    [...text.matchAll(/<details class="fold"( open)?>/g)].map(([, open]) => open !== undefined);
  expect(folds((await dafina.browser.get(page)).text)).toEqual([true, false, false, false, false, false]);
  await dafina.browser.submit(page, typed);
  const shown = (await dafina.browser.get(page)).text;
  expect(folds(shown)).toEqual([false, false, false, false, false, false]);
  expect(shown).toContain(
    `<span class="fold__about">${sampleQuestions[0]?.name.en.replaceAll("'", '&#x27;')}</span>`,
  );

  const wrong = await dafina.browser.submit(page, { ...typed, question1Weight: '99', question2NameSr: '' });

  expect(wrong.status).toBe(422);
  expect(wrong.text).toContain('<a href="#question1Weight">');
  expect(folds(wrong.text).slice(0, 2)).toEqual([false, true]);
  const long = await dafina.browser.submit(page, { ...typed, question2Mark3Sr: 'x'.repeat(501) });
  expect(folds(long.text)).toEqual([false, false, true, false, false, false]);
  // The language with the mistake is open inside it.
  const sr = long.text.indexOf('id="question2NameSr"');
  expect(long.text.slice(long.text.lastIndexOf('<details', sr), sr)).toMatch(/^<details open>/);
  expect(questionsOf(world.ctx.db, call.id)?.questions).toEqual(sampleQuestions);
});
