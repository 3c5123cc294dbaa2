// Screening as staff see it in a browser, and contesting as the applicant does.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as decisions from '../../src/decisions/service.js';
import { makeOffice } from '../support/deciding.js';
import { hiddenFields } from '../support/world.js';

const file = (id: number) => `/staff/applications/${id}`;

test('the file names the one next step, and each page of it works once', async () => {
  const { world, arta, nenad, dafina, edon, luan } = makeOffice();

  const artas = await dafina.browser.get(file(arta.id));
  expect(artas.text).toContain('Every condition is met on verified facts.');
  expect(artas.text).toContain(`<a class="button" href="${file(arta.id)}/screen-in">Screen in</a>`);
  const page = await dafina.browser.get(`${file(arta.id)}/screen-in`);
  const fields = hiddenFields(page.text, `${file(arta.id)}/screen-in`);
  for (const _twice of [1, 2])
    expect((await dafina.browser.post(`${file(arta.id)}/screen-in`, fields)).location).toBe(file(arta.id));
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('in_review');

  const nenads = await dafina.browser.get(file(nenad.id));
  expect(nenads.text).toContain('at least one condition is not met');
  const proposing = `${file(nenad.id)}/screen-out`;
  expect((await dafina.browser.get(proposing)).text).toMatch(/<img src="\/files\/\d+\/pages\/1"/);
  await dafina.browser.submit(proposing, { reason: 'average', note: 'It says 7.20' });
  expect((await dafina.browser.get(file(nenad.id))).text).toContain('See the proposal');
  expect((await dafina.browser.get(`${file(nenad.id)}/proposal`)).text).toContain(
    'This is your own proposal.',
  );
  expect((await edon.browser.get(file(nenad.id))).text).toContain('Open the evidence and answer');
  const proposal = await edon.browser.get(`${file(nenad.id)}/proposal`);
  expect(proposal.text).toContain('It says 7.20');
  expect(proposal.text).toMatch(/<img src="\/files\/\d+\/pages\/1"/);
  await edon.browser.submit(`${file(nenad.id)}/proposal`, { answer: 'confirm', looked: 'on' });
  expect((await luan.browser.get(file(nenad.id))).text).toContain('Read and release decisions');
});

test('each field wrong once: what was typed is kept, and nothing is decided', async () => {
  const { world, nenad, dafina, edon } = makeOffice();
  const url = `${file(nenad.id)}/screen-out`;
  const wrong: Record<string, string>[] = [
    { reason: '', note: 'It says 7.20' },
    { reason: 'lawFaculty', note: 'It says 7.20' },
    { reason: 'average', note: '' },
    { reason: 'average', note: 'x'.repeat(1001) },
  ];
  for (const fields of wrong) {
    const answer = await dafina.browser.submit(url, fields);
    expect([answer.status, answer.text.includes('error-summary')]).toEqual([422, true]);
    if (fields.note) expect(answer.text).toContain(fields.note);
  }
  await dafina.browser.submit(url, { reason: 'average', note: 'It says 7.20' });
  const answering = `${file(nenad.id)}/proposal`;
  const blind = await edon.browser.submit(answering, { answer: 'confirm' });
  expect(blind.text).toContain('Open the evidence before you confirm.');
  const silent = await edon.browser.submit(answering, { answer: 'send_back', note: '' });
  expect(silent.text).toContain('Write the reason.');
  const odd = await edon.browser.submit(answering, { answer: 'approve' });
  expect([blind.status, silent.status, odd.status]).toEqual([422, 422, 422]);
  expect(applicationById(world.ctx.db, nenad.id)?.pendingTo).toBeNull();
});

test('who is second to decide is told what was done meanwhile, with their words still there', async () => {
  const { nenad, dafina, edon } = makeOffice();
  const url = `${file(nenad.id)}/screen-out`;
  const seen = await edon.browser.get(url);
  await dafina.browser.submit(url, { reason: 'average', note: 'It says 7.20' });

  const fields = { ...hiddenFields(seen.text, url), reason: 'average', note: 'I read 7.2 too' };
  const answer = await edon.browser.post(url, fields);

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Meanwhile somebody else did something');
  expect(answer.text).toContain('Proposed: conditions not met (Dafina)');
});

test('a proposal is taken back by its own button, and returned with a reason', async () => {
  const { nenad, dafina, edon } = makeOffice();
  const propose = () =>
    dafina.browser.submit(`${file(nenad.id)}/screen-out`, { reason: 'average', note: 'It says 7.20' });
  await propose();
  const back = `${file(nenad.id)}/proposal/take-back`;
  expect((await dafina.browser.submit(`${file(nenad.id)}/proposal`, {}, back)).location).toBe(file(nenad.id));
  expect((await edon.browser.get(`${file(nenad.id)}/proposal`)).text).toContain('No proposal waits here');
  await propose();
  await edon.browser.submit(`${file(nenad.id)}/proposal`, { answer: 'send_back', note: 'I read 7.80' });
  expect((await dafina.browser.get(file(nenad.id))).text).toContain('The proposal was returned: I read 7.80');
});

test('the applicant reads why, contests once in their own words, and nobody else can', async () => {
  const { world, arta, nenad, dafina, luan } = makeOffice();
  await dafina.browser.submit(`${file(nenad.id)}/screen-out`, { reason: 'average', note: 'It says 7.20' });
  await luan.browser.submit(`${file(nenad.id)}/proposal`, { answer: 'confirm', looked: 'on' });
  const page = `${nenad.url}/contest`;
  expect((await nenad.browser.get(page)).status).toBe(404);
  decisions.release(world.ctx, luan.actor, [1]);

  const status = await nenad.browser.get(nenad.url);
  expect(status.text).toContain('Conditions not met');
  expect(status.text).toContain('You can contest it until Thursday, 29 October 2026.');
  expect((await arta.browser.get(page)).status).toBe(404);
  const short = await nenad.browser.submit(page, { words: 'no' });
  expect(short.status).toBe(422);
  expect((await nenad.browser.submit(page, { words: 'Page two says 8.20, please look.' })).location).toBe(
    nenad.url,
  );
  expect((await nenad.browser.get(nenad.url)).text).toContain('You contested the decision.');
  expect((await dafina.browser.get(file(nenad.id))).text).toContain('Somebody else looks again');
  expect((await dafina.browser.get(file(nenad.id))).text).toContain('Page two says 8.20, please look.');
  expect((await dafina.browser.get(`${file(nenad.id)}/screen-in`)).text).toContain('you had part in');
});

test('a correction is the director’s, asks for a reason, and is closed where there is nothing to correct', async () => {
  const { arta, dafina, luan } = makeOffice();

  const page = await luan.browser.get(`${file(arta.id)}/correct`);
  expect(page.text).toContain('This cannot be done with the application now');
  expect((await dafina.browser.get(`${file(arta.id)}/correct`)).status).toBe(403);
});

test('several are screened in after every name was seen; nothing ticked, or what is no longer ready, changes nothing', async () => {
  const { world, arta, nenad, dafina, edon } = makeOffice();
  const url = '/staff/screening';
  expect((await dafina.browser.get('/staff/applications')).text).toContain(`href="${url}"`);
  const page = await dafina.browser.get(url);
  expect(page.text).toContain('Arta Krasniqi');
  expect(page.text).toContain('Average grade: Met.');
  expect(page.text).not.toContain('Nenad Petrović');

  for (const application of [[], ['x'], [String(nenad.id)]])
    expect((await dafina.browser.submit(url, { application })).status).toBe(422);
  await edon.browser.submit(url, { application: String(arta.id) });
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('in_review');
  const late = { ...hiddenFields(page.text, url), application: String(arta.id) };
  const answer = await dafina.browser.post(url, late);
  expect([answer.status, answer.text.includes('this is no longer so')]).toEqual([422, true]);
  expect((await dafina.browser.get(url)).text).toContain('No application is ready');
});

test('the applicant reads the same trace as staff, word for word, and what was verified', async () => {
  const { nenad, dafina } = makeOffice();
  const traceIn = (html: string) => html.match(/<ul class="trace">[\s\S]*?<\/ul>/g)?.join('');

  const staff = await dafina.browser.get(`/staff/applications/${nenad.id}`);
  const own = await nenad.browser.get(nenad.url);

  expect(traceIn(own.text)).toContain('Average 7.20; the call asks for above 7.5');
  expect(traceIn(own.text)).toBe(traceIn(staff.text));
  expect(own.text).toContain('What we checked in your documents');
  expect(own.text).toContain('7.20');
  expect(own.text).not.toContain('Dafina');
});
