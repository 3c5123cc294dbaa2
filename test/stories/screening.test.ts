// From verified facts to confirmed, released and contested decisions, page by page and without JavaScript: match, differ,
// unreadable; screened in, asked for more and supplied or not, refused by two, contested, put right by somebody else.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { applicationById } from '../../src/applications/queries.js';
import { documentsOf } from '../../src/documents/queries.js';
import { watchRequests } from '../../src/jobs/requests.js';
import { hour } from '../../src/lib/time.js';
import { judge } from '../../src/verification/service.js';
import { type Made, makeApplication, wholeAnswers } from '../support/applications.js';
import { makeOffice, staffIn, verifyAll } from '../support/deciding.js';
import type { Browser } from '../support/world.js';

test('a morning of the office, in three languages', async () => {
  const { world, call, arta, nenad, dafina, edon, luan } = makeOffice();
  const file = ({ id }: Made) => `/staff/applications/${id}`;
  const stateOf = ({ id }: Made) => applicationById(world.ctx.db, id)?.state;
  const letterTo = (name: string) => world.letters().findLast((one) => one.letter === name);
  const speaks = (browser: Browser, language: string) => browser.cookies.set('__Host-language', language);
  const english = makeApplication(world, call, { name: 'Emine Sample' });
  const silent = makeApplication(world, call, {
    name: 'Dardan Sample',
    answers: { about: { ...wholeAnswers('Dardan Sample').about, letterLanguage: 'sq' } },
  });
  speaks(nenad.browser, 'sr');

  // Arta's certificate matches: screened in, undone, and screened in again.
  await dafina.browser.submit(`${file(arta)}/screen-in`, {});
  await dafina.browser.submit(`${file(arta)}/undo`, {});
  expect(stateOf(arta)).toBe('submitted');
  await dafina.browser.submit(`${file(arta)}/screen-in`, {});
  expect(stateOf(arta)).toBe('in_review');

  // Emine's cannot be read: that is no ground to refuse. She is asked for another one, and supplies it.
  verifyAll(world, dafina.actor, english.id);
  const document = documentsOf(world.ctx.db, english.id)[0]?.id ?? null;
  const seen = Number(
    world.ctx.db.$client
      .prepare("select max(id) from verdicts where application_id = ? and fact = 'averageTenThousandths'")
      .pluck()
      .get(english.id),
  );
  const unreadable = {
    fact: 'averageTenThousandths',
    verdict: 'cannot_tell',
    value: null,
    note: null,
  } as const;
  judge(world.ctx, dafina.actor, { id: english.id, ...unreadable, document, page: 1, seen });
  expect((await dafina.browser.get(`${file(english)}/screen-out`)).text).toContain('No condition is refuted');
  const asking = { items: 'document:grades_certificate', dueOn: '2026-10-30' };
  for (const made of [english, silent]) await dafina.browser.submit(`${file(made)}/ask`, asking);
  expect(letterTo('information-requested')).toMatchObject({ language: 'sq', state: 'draft' });
  expect((await english.browser.get(english.url)).text).toContain('The document: Certificate of grades');
  await english.browser.submit(`${english.url}/supply`, { explanation: 'The stamp covers it' });
  expect([stateOf(english), letterTo('information-received')?.language]).toEqual(['submitted', 'en']);

  // Nenad's differs: proposed by one, confirmed by another, released by the director.
  await dafina.browser.submit(`${file(nenad)}/screen-out`, { reason: 'average', note: 'It says 7.20' });
  await edon.browser.submit(`${file(nenad)}/proposal`, { answer: 'confirm', looked: 'on' });
  const waiting = await luan.browser.get('/staff/decisions/release');
  const decision = /name="decision" value="(\d+)"/.exec(waiting.text)?.[1] ?? '';
  await luan.browser.submit('/staff/decisions/release', { decision });
  // Undone before its letter has left, released again, and then it has left.
  await luan.browser.submit(`${file(nenad)}/undo`, {});
  expect([stateOf(nenad), letterTo('conditions-not-met')?.state]).toEqual(['submitted', 'draft']);
  await luan.browser.submit('/staff/decisions/release', { decision });
  world.ctx.db.update(letters).set({ state: 'sent' }).where(eq(letters.state, 'queued')).run();
  expect((await luan.browser.get(`${file(nenad)}/undo`)).text).toContain('A letter of this step has left.');
  expect(letterTo('conditions-not-met')).toMatchObject({ language: 'sr', state: 'sent' });

  // He contests in his own words; whoever had part leaves it to somebody else, who reads the right page.
  expect((await nenad.browser.get(nenad.url)).text).toContain('Osporite odluku');
  await nenad.browser.submit(`${nenad.url}/contest`, { words: 'Na drugoj strani piše 8,20.' });
  const mira = staffIn(world, 'Mira', ['coordinator']);
  expect((await edon.browser.get(`${file(nenad)}/screen-in`)).text).toContain('you had part in');
  verifyAll(world, mira.actor, nenad.id, { averageTenThousandths: '8,20' });
  expect((await mira.browser.get(file(nenad))).text).toContain('Na drugoj strani piše 8,20.');
  await mira.browser.submit(`${file(nenad)}/screen-in`, {});
  expect([stateOf(nenad), letterTo('decision-changed')?.language]).toEqual(['in_review', 'sr']);

  // Dardan sends nothing: on the day it comes back to be read, and nobody has refused him.
  world.clock.set(Date.parse('2026-10-30T23:00:00Z') + hour);
  await watchRequests.run(world.ctx, new AbortController().signal);
  expect([stateOf(silent), applicationById(world.ctx.db, silent.id)?.attentionAt]).toEqual([
    'submitted',
    world.clock.now(),
  ]);
});
