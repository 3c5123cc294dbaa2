// Withdrawing and taking it back as browsers see it, the applicant's and the coordinator's.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { day } from '../../src/lib/time.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';

test('withdrawing asks first, happens once, and is taken back by a button', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);

  const page = await arta.browser.get(`${arta.url}/withdraw`);
  expect(page.text).toContain('You can take the withdrawal back until');
  const fields = { ...hiddenFields(page.text, `${arta.url}/withdraw`), reason: 'I found work' };
  const answers = [
    await arta.browser.post(`${arta.url}/withdraw`, fields),
    await arta.browser.post(`${arta.url}/withdraw`, fields),
  ];
  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, arta.url],
    [303, arta.url],
  ]);
  expect(world.letters().map(({ letter }) => letter)).toEqual([
    'application-received',
    'application-withdrawn',
  ]);

  expect((await arta.browser.get(arta.url)).text).toContain(`href="${arta.url}/reinstate"`);
  expect((await arta.browser.submit(`${arta.url}/reinstate`, {})).status).toBe(303);
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
});

test('a withdrawal with a reason too long keeps what was typed, and changes nothing', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const reason = 'x'.repeat(601);

  const answer = await arta.browser.submit(`${arta.url}/withdraw`, { reason });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(reason);
  expect(answer.text).toContain('<a href="#reason">');
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
});

test('after the deadline the withdrawal page promises nothing the applicant cannot do', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.clock.set(call.closesAt + day);

  const page = await arta.browser.get(`${arta.url}/withdraw`);
  expect(page.text).toContain('you cannot take the withdrawal back yourself');
  await arta.browser.submit(`${arta.url}/withdraw`, { reason: '' });
  expect((await arta.browser.get(arta.url)).text).not.toContain(`${arta.url}/reinstate`);
  const refused = await arta.browser.submit(`${arta.url}/reinstate`, {});
  expect(refused.status).toBe(409);
  expect(refused.text).toContain('It is too late to take the withdrawal back here.');
});

test('each address of one’s own: sign-in first, other groups refused, somebody else’s is not there', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const stranger = world.browser();
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const zana = makeApplication(world, call, { name: 'Zana' });
  const form = hiddenFields((await zana.browser.get(`${zana.url}/withdraw`)).text, `${zana.url}/withdraw`);

  for (const url of [`${arta.url}/withdraw`, `${arta.url}/reinstate`]) {
    expect([url, (await stranger.get(url)).location]).toEqual([
      url,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await dafina.get(url)).status]).toEqual([url, 403]);
    expect([url, (await zana.browser.get(url)).status]).toEqual([url, 404]);
    expect([url, (await zana.browser.post(url, { ...form, reason: '' })).status]).toEqual([url, 404]);
  }
  for (const id of ['0', '-1', '1e3', 'x', '99999999999999999999']) {
    expect([id, (await arta.browser.get(`/my/applications/${id}/withdraw`)).status]).toEqual([id, 404]);
  }
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
});

test('a coordinator withdraws at the applicant’s request and takes it back; twice is harmless, a reason is needed', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const page = `/staff/applications/${arta.id}`;
  expect((await dafina.get(page)).text).toContain(`href="${page}/withdraw"`);

  const without = await dafina.submit(`${page}/withdraw`, { reason: 'no' });
  expect(without.status).toBe(422);
  expect(without.text).toContain('<a href="#reason">');
  const form = hiddenFields((await dafina.get(`${page}/withdraw`)).text, `${page}/withdraw`);
  const posted = { ...form, reason: 'She called on Monday' };
  const answers = [
    await dafina.post(`${page}/withdraw`, posted),
    await dafina.post(`${page}/withdraw`, posted),
  ];
  expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(2).fill([303, page]));
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('withdrawn');
  expect((await arta.browser.get(arta.url)).text).not.toContain('She called on Monday');

  expect((await dafina.submit(`${page}/reinstate`, { reason: 'She called again' })).location).toBe(page);
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
  expect((await dafina.submit(`${page}/reinstate`, { reason: 'Once more' })).status).toBe(409);
  expect(world.letters().map(({ letter }) => letter)).toEqual([
    'application-received',
    'application-withdrawn',
    'application-reinstated',
  ]);
});

test('the coordinator’s addresses: coordinators alone, and no draft', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const sent = makeApplication(world, call);
  const draft = makeApplication(world, call, { name: 'Nenad', upTo: 'whole' });
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const luan = world.signedIn('Luan', ['director']).browser;
  for (const deed of ['withdraw', 'reinstate']) {
    const url = `/staff/applications/${sent.id}/${deed}`;
    expect((await world.browser().get(url)).location).toBe(`/staff/sign-in?next=${encodeURIComponent(url)}`);
    for (const browser of [luan, sent.browser])
      expect([url, (await browser.get(url)).status]).toEqual([url, 403]);
    expect((await dafina.get(`/staff/applications/${draft.id}/${deed}`)).status).toBe(404);
  }
  expect((await luan.get(`/staff/applications/${sent.id}`)).text).not.toContain('/withdraw"');
});

test('a director brings back what was withdrawn by mistake, whenever, with a reason and a letter that waits', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  const url = `/staff/applications/${arta.id}/restore`;
  await arta.browser.submit(`${arta.url}/withdraw`, { reason: '' });
  world.clock.set(call.closesAt + 60 * day);
  const luan = world.signedIn('Luan', ['director']);
  const dafina = world.signedIn('Dafina', ['coordinator']);

  expect((await dafina.browser.get(url)).status).toBe(403);
  expect((await luan.browser.get('/staff/applications/999/restore')).status).toBe(404);
  expect((await luan.browser.get(`/staff/applications/${arta.id}`)).text).toContain(url);
  expect((await luan.browser.submit(url, { reason: 'no' })).status).toBe(422);
  const page = await luan.browser.get(url);
  const fields = { ...hiddenFields(page.text, url), reason: 'She pressed the wrong button.' };
  const answers = [await luan.browser.post(url, fields), await luan.browser.post(url, fields)];

  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('submitted');
  expect(world.letters().filter(({ letter }) => letter === 'application-restored')).toMatchObject([
    { state: 'draft' },
  ]);
  expect((await luan.browser.get(url)).text).toContain('This application is not withdrawn.');
});
