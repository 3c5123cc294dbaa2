// The list of law faculties: staff keep it, calls and applications rest on it, nothing that is named disappears.
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { institutions } from '../../db/schema/institutions.js';
import { loadVocabulary } from '../../db/seed/vocabulary.js';
import { idFor, likelyMeant } from '../../src/institutions/rules.js';
import { answers, makeApplication, makeCall } from '../support/make.js';
import { makeWorld } from '../support/world.js';

const LIST = '/staff/institutions';
const whole = {
  nameSq: 'Kolegji Provë, Fakulteti Juridik',
  nameSr: 'Koledž Proba, Pravni fakultet',
  nameEn: 'College Trial, Faculty of Law',
  kind: 'private',
  city: 'Pejë / Peć',
};

function cast() {
  const world = makeWorld();
  makeCall(world);
  const dafina = world.signedIn('Dafina', ['coordinator']);
  const luan = world.signedIn('Luan', ['director']);
  const rows = () => world.ctx.db.select().from(institutions).all();
  const one = (id: string) => rows().find((row) => row.id === id);
  const recorded = () =>
    world.ctx.db
      .select()
      .from(history)
      .all()
      .filter(({ entity }) => entity === 'institution')
      .map(({ event, entityId, actorId, details }) => ({ event, entityId, actorId, details }));
  return { world, dafina, luan, rows, one, recorded };
}

test('staff add a faculty, change it and take it off again; each is recorded', async () => {
  const { dafina, rows, one, recorded } = cast();
  const before = rows().length;

  const added = await dafina.browser.submit(`${LIST}/new`, whole);
  const id = idFor(whole.nameEn, []);
  expect([added.status, added.location, rows().length]).toEqual([303, LIST, before + 1]);
  const number = one(id)?.number;
  expect(one(id)).toEqual({ id, ...whole, number: before + 1, version: 1 });

  const changed = await dafina.browser.submit(`${LIST}/${id}`, { ...whole, city: 'Pejë' });
  expect([changed.status, one(id)?.city, one(id)?.version]).toEqual([303, 'Pejë', 2]);

  const removed = await dafina.browser.submit(`${LIST}/${id}/remove`, {});
  expect([removed.status, one(id)]).toEqual([303, undefined]);
  expect((await dafina.browser.get(`${LIST}/${id}`)).status).toBe(404);
  expect(recorded()).toEqual([
    { event: 'add', entityId: number, actorId: dafina.personId, details: { institution: id } },
    {
      event: 'change',
      entityId: number,
      actorId: dafina.personId,
      details: { institution: id, fields: ['city'] },
    },
    { event: 'remove', entityId: number, actorId: dafina.personId, details: { institution: id } },
  ]);
});

test('the same form posted twice adds one', async () => {
  const { dafina, rows } = cast();
  const before = rows().length;
  const page = await dafina.browser.get(`${LIST}/new`);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
  const fields = { ...whole, _token: hidden('_token'), _key: hidden('_key') };

  const answers = [
    await dafina.browser.post(`${LIST}/new`, fields),
    await dafina.browser.post(`${LIST}/new`, fields),
  ];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, LIST],
    [303, LIST],
  ]);
  expect(rows().length).toBe(before + 1);
});

test.each([
  ['nameSq', '', 'Fill in this field.'],
  ['nameSr', 'x'.repeat(201), 'This is too long: at most 200 characters.'],
  ['nameEn', 'ab', 'This is too short: at least 3 characters.'],
  ['kind', 'state', 'Choose one of the options.'],
  ['city', '', 'Fill in this field.'],
])('%s as "%s" is refused beside the field, and everything typed stays', async (field, typed, sentence) => {
  const { dafina, rows } = cast();
  const before = rows().length;

  const answer = await dafina.browser.submit(`${LIST}/new`, { ...whole, [field]: typed });

  expect([answer.status, rows().length]).toEqual([422, before]);
  expect(answer.text).toContain(`id="${field}-error"`);
  if (field !== 'kind') expect(answer.text).toContain(sentence);
  for (const [name, value] of Object.entries({ ...whole, [field]: typed }))
    if (name !== 'kind') expect(answer.text).toContain(`value="${value}"`);
});

test('what a call or an application names stays on the list, and the page says where', async () => {
  const { world, dafina, one } = cast();
  await makeApplication(world, 'Arta');

  const page = await dafina.browser.get(`${LIST}/up`);
  const asked = await dafina.browser.get(`${LIST}/up/remove`);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? '';
  const forced = await dafina.browser.post(`${LIST}/up/remove`, {
    _token: hidden('_token'),
    _key: hidden('_key'),
  });

  expect(page.text).toContain('Named by 2 calls and 1 application.');
  expect(page.text).not.toContain(`${LIST}/up/remove`);
  expect(asked.text).toContain('cannot be taken off');
  expect([forced.status, one('up') !== undefined]).toEqual([409, true]);
});

test('an answer that is not an application’s last word holds it too', async () => {
  const { world, dafina, one } = cast();
  const { id } = await makeApplication(world, 'Arta');
  await dafina.browser.submit(`${LIST}/new`, whole);
  const faculty = idFor(whole.nameEn, []);
  world.ctx.db.$client
    .prepare(
      `update answer_versions set body = json_set(body, '$.institution', ?) where application_id = ? and section = 'studies'`,
    )
    .run(faculty, id);

  expect((await dafina.browser.get(`${LIST}/${faculty}/remove`)).text).toContain('cannot be taken off');
  expect(one(faculty)).toBeDefined();
});

test('two people never overwrite each other: the second sees both, and saving again is a decision', async () => {
  const { world, dafina, one } = cast();
  const teuta = world.signedIn('Teuta', ['coordinator']);
  const { nameSq, nameSr, kind, city } = one('aab') ?? { nameSq: '', nameSr: '', kind: '', city: '' };
  const page = await teuta.browser.get(`${LIST}/aab`);
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  await dafina.browser.submit(`${LIST}/aab`, { nameSq, nameSr, kind, city, nameEn: 'Theirs' });

  const answer = await teuta.browser.post(`${LIST}/aab`, {
    ...{ nameSq, nameSr, kind, city, nameEn: 'Mine', version: hidden(page.text, 'version') },
    ...{ _token: hidden(page.text, '_token'), _key: hidden(page.text, '_key') },
  });

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Theirs');
  expect(answer.text).toContain('value="Mine"');
  expect(answer.text).toContain('name="version" value="2"');
  expect(one('aab')?.nameEn).toBe('Theirs');
});

test('an application is found by the new name, in the list and by search', async () => {
  const { world, dafina, one } = cast();
  await makeApplication(world, 'Arta');
  const { nameSq, nameSr, kind, city } = one('up') ?? { nameSq: '', nameSr: '', kind: '', city: '' };

  await dafina.browser.submit(`${LIST}/up`, {
    nameSq,
    nameSr,
    kind,
    city,
    nameEn: 'Unmistakable School of Law',
  });

  const found = world.ctx.db.$client
    .prepare(`select count(*) from application_search where application_search match 'unmistakable'`)
    .pluck()
    .get();
  expect(found).toBe(1);
  expect((await dafina.browser.get('/staff/applications')).text).toContain('Unmistakable School of Law');
});

test('what staff changed or took away stays so when the process starts again', async () => {
  const { world, dafina, rows, one } = cast();
  const before = rows().length;
  await dafina.browser.submit(`${LIST}/new`, whole);
  const { nameSq, nameSr, kind } = one('aab') ?? { nameSq: '', nameSr: '', kind: '' };
  await dafina.browser.submit(`${LIST}/aab`, { nameSq, nameSr, kind, city: 'Elsewhere', nameEn: 'Renamed' });

  loadVocabulary(world.ctx);

  expect(rows().length).toBe(before + 1);
  expect(one('aab')?.nameEn).toBe('Renamed');
});

test('the director reads the list and changes nothing; others do not know of it', async () => {
  const { world, luan } = cast();

  const list = await luan.browser.get(LIST);
  expect(list.status).toBe(200);
  expect(list.text).not.toContain(`${LIST}/new`);
  expect((await luan.browser.get(`${LIST}/new`)).status).toBe(403);
  expect((await luan.browser.get(`${LIST}/up`)).status).toBe(403);
  expect((await world.signedIn('Arta', ['applicant']).browser.get(LIST)).status).toBe(403);
  expect((await world.browser().get(LIST)).location).toContain('/sign-in');
  expect((await world.signedIn('Teuta', ['coordinator']).browser.get(`${LIST}/none`)).status).toBe(404);
});

test('a new word is never one that is taken, nor the one for none', () => {
  expect(idFor('Čika College “A”', [])).toBe('cika-college-a');
  expect(idFor('Other', [])).toBe('other-2');
  expect(idFor('Law', ['law', 'law-2'])).toBe('law-3');
  expect(idFor('–', [])).toBe('institution');
});

test.each([
  ['Universiteti i Prishtinës Hasan Prishtina', 'up'],
  ['Kolegji AAB', 'aab'],
  ['UKSHIN HOTI Prizren', 'prizren'],
  ['Law faculty', undefined],
  ['Oxford', undefined],
  ['', undefined],
])('%o is likely to mean %o', (typed, id) => {
  const one = (id: string, name: string) => ({ id, nameSq: name, nameSr: name, nameEn: name });
  const list = [
    one('up', 'Universiteti i Prishtinës “Hasan Prishtina”, Fakulteti Juridik'),
    one('aab', 'Kolegji AAB, Fakulteti Juridik'),
    one('prizren', 'Universiteti i Prizrenit “Ukshin Hoti”, Fakulteti Juridik'),
  ];
  expect(likelyMeant(typed, list)).toBe(id);
});

test('a name an applicant typed is put before staff; read in the document as one of the list, lists and search follow', async () => {
  const { world, dafina } = cast();
  const typed = {
    ...answers.studies,
    institution: 'other',
    institutionOther: 'Kolegji A.A.B. Prishtinë <b>',
  };
  const arta = await makeApplication(world, 'Arta Krasniqi');
  await arta.browser.submit(`${arta.url}/studies`, typed);
  const url = `/staff/applications/${arta.id}/facts/institution`;
  const listed = await dafina.browser.get(LIST);
  expect(listed.text).toContain('Kolegji A.A.B. Prishtinë &lt;b&gt;');
  expect(listed.text).toContain(`href="${url}?verdict=differs"`);

  const answer = await dafina.browser.submit(
    `${url}?verdict=differs`,
    { verdict: 'differs', value: 'aab' },
    url,
  );

  expect(answer.status).toBe(303);
  expect((await dafina.browser.get(LIST)).text).not.toContain('A.A.B.');
  expect((await dafina.browser.get('/staff/applications?institution=aab')).text).toContain('Arta Krasniqi');
  expect((await dafina.browser.get(`/staff/applications/${arta.id}`)).text).toContain('A.A.B.');
});
