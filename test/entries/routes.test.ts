// The staff's way from a letter on the desk to an application in the list, as a browser walks it.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { documentsOf } from '../../src/documents/queries.js';
import { tinyPdf } from '../paper/papers.js';
import { makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const typed = {
  name: 'Arta Krasniqi',
  email: 'arta@example.org',
  language: 'sq',
  source: 'paper',
  receivedOn: '2026-10-21',
  lateReason: '',
};

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  return {
    world,
    call,
    dafina: world.signedIn('Dafina', ['coordinator']).browser,
    first: { ...typed, callId: String(call.id) },
  };
}

test('from the list to the received application, without JavaScript', async () => {
  const { world, dafina, first } = office();
  expect((await dafina.get('/staff/entries')).text).toContain('Nothing is waiting.');

  const begun = await dafina.submit('/staff/entries/new', first);
  expect(begun.status).toBe(303);
  const url = begun.location;
  const id = Number(url.split('/').at(-1));
  const tasks = await dafina.get(url);
  expect(tasks.text).toContain('Entering: Arta Krasniqi');
  expect(tasks.text).not.toContain(`${url}/community`);
  expect(tasks.text).not.toContain(`${url}/declarations`);
  expect((await dafina.get('/staff/entries')).text).toContain(`href="${url}"`);

  for (const section of ['about', 'studies', 'experience', 'letter'] as const) {
    expect([section, (await dafina.submit(`${url}/${section}`, wholeAnswers()[section])).status]).toEqual([
      section,
      303,
    ]);
  }
  const upload = `${url}/documents/grades_certificate`;
  const form = hiddenFields((await dafina.get(upload)).text, upload);
  expect(
    (await dafina.upload(upload, form, 'files', [{ name: 'scan.pdf', bytes: tinyPdf() }])).location,
  ).toBe(upload);

  const check = hiddenFields((await dafina.get(`${url}/check`)).text, `${url}/check`);
  const answers = [await dafina.post(`${url}/check`, check), await dafina.post(`${url}/check`, check)];
  expect(answers.map(({ status, location }) => [status, location])).toEqual(
    Array(2).fill([303, `/staff/applications/${id}`]),
  );
  expect(applicationById(world.ctx.db, id)).toMatchObject({
    state: 'submitted',
    reference: 'HLC-2026-0001',
    source: 'paper',
  });
  expect(documentsOf(world.ctx.db, id).length).toBe(1);
  expect(world.letters().map(({ letter }) => letter)).toEqual(['application-entered']);
  expect((await dafina.get(url)).location).toBe(`/staff/applications/${id}`);
  expect((await dafina.get('/staff/entries')).text).toContain('Nothing is waiting.');
});

test.each([
  ['callId', '999'],
  ['name', 'A'],
  ['email', 'no address'],
  ['language', ''],
  ['source', 'pigeon'],
  ['receivedOn', '2027-01-01'],
  ['lateReason', 'x'],
])('a wrong %s ("%s"): the page again with everything typed, and nobody made', async (field, value) => {
  const { world, dafina, first } = office();

  const answer = await dafina.submit('/staff/entries/new', { ...first, [field]: value });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#${field}">`);
  for (const name of ['name', 'email', 'receivedOn'] as const) {
    const kept = name === field ? value : first[name];
    expect([name, answer.text.includes(`value="${kept}"`)]).toEqual([name, true]);
  }
  expect(world.ctx.db.$client.prepare('select count(*) from applications').pluck().get()).toBe(0);
  expect(
    world.ctx.db.$client
      .prepare("select count(*) from people where email = 'arta@example.org'")
      .pluck()
      .get(),
  ).toBe(0);
});

test('who applied already is said in a clear sentence', async () => {
  const { world, call, dafina, first } = office();
  makeApplication(world, call, { name: 'Nenad' });

  const answer = await dafina.submit('/staff/entries/new', { ...first, email: 'nenad@example.org' });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('There is already an application for this call with this address.');
});

test('beginning twice with one form is one entry; deleting twice is harmless', async () => {
  const { world, dafina, first } = office();
  const form = {
    ...hiddenFields((await dafina.get('/staff/entries/new')).text, '/staff/entries/new'),
    ...first,
  };
  const [one, two] = [
    await dafina.post('/staff/entries/new', form),
    await dafina.post('/staff/entries/new', form),
  ];
  expect([one.status, two.location]).toEqual([303, one.location]);

  const url = `${one.location}/delete`;
  const remove = hiddenFields((await dafina.get(url)).text, url);
  const gone = [await dafina.post(url, remove), await dafina.post(url, remove)];
  expect(gone.map(({ status, location }) => [status, location])).toEqual(
    Array(2).fill([303, '/staff/entries']),
  );
  expect((await dafina.get(one.location)).status).toBe(404);
  expect(world.ctx.db.$client.prepare('select count(*) from applications').pluck().get()).toBe(0);
});

test('what is typed is text on every page', async () => {
  const { dafina, first } = office();
  const payload = '<img src=x onerror=alert(1)>';
  const { location } = await dafina.submit('/staff/entries/new', { ...first, name: payload });

  for (const url of [
    location,
    '/staff/entries',
    `${location}/check`,
    `${location}/about`,
    `${location}/delete`,
  ]) {
    const { status, text } = await dafina.get(url);
    expect([url, status, text.includes('<img src=x')]).toEqual([url, 200, false]);
  }
});

test('each address: coordinators alone; an application its writer sent is not there', async () => {
  const { world, call, dafina, first } = office();
  const { location: url } = await dafina.submit('/staff/entries/new', first);
  const sent = makeApplication(world, call, { name: 'Nenad' });
  const zana = world.signedIn('Zana', ['applicant']).browser;
  const luan = world.signedIn('Luan', ['director']).browser;
  const form = hiddenFields((await dafina.get(`${url}/delete`)).text, `${url}/delete`);

  for (const page of [
    '/staff/entries',
    '/staff/entries/new',
    url,
    `${url}/about`,
    `${url}/documents/cv`,
    `${url}/check`,
    `${url}/delete`,
  ]) {
    expect([page, (await world.browser().get(page)).location]).toEqual([
      page,
      `/staff/sign-in?next=${encodeURIComponent(page)}`,
    ]);
    expect([page, (await zana.get(page)).status, (await luan.get(page)).status]).toEqual([page, 403, 403]);
  }
  for (const page of ['', '/about', '/check', '/delete', '/documents/cv', '/documents/cv/remove']) {
    expect([page, (await dafina.get(`/staff/entries/${sent.id}${page}`)).status]).toEqual([page, 404]);
    if (page !== '')
      expect([
        page,
        (await dafina.post(`/staff/entries/${sent.id}${page}`, { ...form, ...wholeAnswers().about })).status,
      ]).toEqual([page, 404]);
  }
  for (const id of ['999', 'x', '0']) expect((await dafina.get(`/staff/entries/${id}`)).status).toBe(404);
  expect(applicationById(world.ctx.db, sent.id)?.state).toBe('submitted');
});
