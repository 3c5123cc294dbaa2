// Cases: opened, found by any of their numbers, moved from stage to stage; who may see them; two who change one.
import { beforeAll, describe, expect, test } from 'vitest';
import { caseNotes } from '../../db/schema/cases.js';
import { caseSeen, makeCase, makeParticipant } from '../support/cases.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
});

const opened = {
  against: 'Primerović dhe të tjerët',
  court: 'BC-PR-SD',
  kind: 'first_instance',
  written: 'PS.nr.76/19',
  phase: 'IND',
  startedOn: '2026-02-03',
};
const search = async (q: string) => (await dafina.submit('/staff/cases', { q })).text;

describe('a case with many numbers', () => {
  let id: number;
  let otherId: number;
  beforeAll(async () => {
    const answer = await dafina.submit('/staff/cases/new', opened);
    id = Number(answer.location.split('/').at(-1));
    const more: [string, string][] = [
      ['appeal', 'APS.nr.26/2021'],
      ['supreme', 'Pml.nr.46/2022'],
      ['constitutional', 'KI131/22'],
      ['indictment', 'PPS nr. 88/11'],
    ];
    for (const [kind, written] of more)
      expect((await dafina.submit(`/staff/cases/${id}/numbers/new`, { kind, written })).status).toBe(303);
    makeParticipant(world, id, { name: 'Жељко Примеровић', role: 'ACC' });
    otherId = makeCase(world, { against: 'Tjetri', written: 'PS.nr.77/19' });
  });

  test.each([
    'PS.nr.76/19',
    'ps 76-19',
    'PS nr 76/2019',
    '76/19',
    'PS 76',
    'aps26/21',
    'PML 46-22',
    'ki 131/2022',
    'ПС 76/19',
    'primerovic',
    'Željko',
  ])('%s finds it, and no other', async (q) => {
    const text = await search(q);

    expect(text).toContain(`href="/staff/cases/${id}"`);
    expect(text).not.toContain(`href="/staff/cases/${otherId}"`);
  });

  test.each(['PS 76/20', 'PS 7', '76', "'; drop table cases", 'zzz'])('%s does not', async (q) => {
    expect(await search(q)).not.toContain(`href="/staff/cases/${id}"`);
  });

  test('a number it has already is refused, however typed, and kept in the field', async () => {
    const answer = await dafina.submit(`/staff/cases/${id}/numbers/new`, {
      kind: 'other',
      written: 'aps 26-21',
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('value="aps 26-21"');
    expect(answer.text).toContain('The case bears this number already.');
  });

  test('an odd shape is taken and pointed out; a number of two cases leads to the other', async () => {
    const other = makeCase(world, { against: 'Ndarja', written: 'ki131/22' });
    expect(
      (await dafina.submit(`/staff/cases/${other}/numbers/new`, { kind: 'other', written: 'dosja 5' }))
        .status,
    ).toBe(303);

    const { text } = await dafina.get(`/staff/cases/${other}`);

    expect(text).toContain('odd shape');
    expect(text).toContain('Prosecutor v. Primerović dhe të tjerët');
    expect((await dafina.get(`/staff/cases/${id}`)).text).toContain('Prosecutor v. Ndarja');
  });

  test('the last number stays, another may go and finds nothing any more', async () => {
    const only = makeCase(world, { written: 'PS 900/25' });
    const [first] = caseSeen(world, only).numbers;
    const refused = await dafina.submit(`/staff/cases/${only}/numbers/${first}/remove`, {});
    await dafina.submit(`/staff/cases/${only}/numbers/new`, { kind: 'appeal', written: 'APS 901/25' });
    const taken = await dafina.submit(`/staff/cases/${only}/numbers/${first}/remove`, {});

    expect(refused.status).toBe(409);
    expect(taken.status).toBe(303);
    expect(await search('PS 900/25')).not.toContain(`href="/staff/cases/${only}"`);
    expect(await search('APS 901/25')).toContain(`href="/staff/cases/${only}"`);
  });
});

describe('opening a case', () => {
  test.each([
    ['against', ''],
    ['against', 'x'.repeat(161)],
    ['court', 'nowhere'],
    ['kind', ''],
    ['written', ''],
    ['written', '1'.repeat(61)],
    ['phase', 'XX'],
    ['startedOn', '2026-02-30'],
  ])('%s wrong is told, everything typed stays', async (field, value) => {
    const { status, text } = await dafina.submit('/staff/cases/new', { ...opened, [field]: value });

    expect(status).toBe(422);
    expect(text).toContain(`id="${field}-error"`);
    if (field !== 'against') expect(text).toContain('value="Primerović dhe të tjerët"');
    if (field !== 'written') expect(text).toContain('value="PS.nr.76/19"');
  });

  test('sent twice it is opened once', async () => {
    const page = await dafina.get('/staff/cases/new');
    const hidden = {
      _token: /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
      _key: /name="_key" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
    };
    const form = { ...opened, written: 'PS 123/26', ...hidden };
    const [first, second] = [
      await dafina.post('/staff/cases/new', form),
      await dafina.post('/staff/cases/new', form),
    ];

    expect(first.status).toBe(303);
    expect(second.location).toBe(first.location);
  });
});

test('the list shows each phase with its number, and the case moves with its latest stage', async () => {
  const id = makeCase(world, {
    against: 'Lëvizja',
    phase: 'IND',
    startedOn: '2026-01-10',
    written: 'PS 31/26',
  });
  await dafina.submit(`/staff/cases/${id}/stages/new`, {
    phase: 'AP',
    court: 'CA-SD',
    startedOn: '2026-05-01',
  });
  await dafina.submit(`/staff/cases/${id}/stages/new`, {
    phase: 'FI',
    court: 'BC-PR-SD',
    startedOn: '2026-02-01',
  });
  const inAppeal = await dafina.get('/staff/cases?phase=AP');

  expect(inAppeal.text).toContain('Prosecutor v. Lëvizja');
  expect((await dafina.get('/staff/cases?phase=IND')).text).not.toContain('Prosecutor v. Lëvizja');
  const seen = caseSeen(world, id);
  const [, appeal] = seen.stages;
  await dafina.submit(`/staff/cases/${id}/stages/${appeal}/remove`, {});
  expect((await dafina.get('/staff/cases?phase=FI')).text).toContain('Prosecutor v. Lëvizja');
});

test('two who change the title: the second sees both texts, and saving again is a decision', async () => {
  const id = makeCase(world, { against: 'Fillimi', written: 'PS 40/26' });
  const mira = world.signedIn('Mira', ['coordinator']).browser;
  const url = `/staff/cases/${id}/edit`;
  const fields = (html: string) =>
    Object.fromEntries(
      ['_token', '_key', 'version'].map((name) => [
        name,
        new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '',
      ]),
    );
  const [one, other] = [await dafina.get(url), await mira.get(url)];
  const first = await dafina.post(url, { ...fields(one.text), against: 'Fillimi A', court: 'BC-PE' });
  const second = await mira.post(url, { ...fields(other.text), against: 'Fillimi B', court: 'BC-PR-SD' });
  const decided = await mira.post(url, { ...fields(second.text), against: 'Fillimi B', court: 'BC-PE' });

  expect(first.status).toBe(303);
  expect(second.status).toBe(409);
  expect(second.text).toContain('Fillimi A');
  expect(second.text).toContain('Basic Court in Peja');
  expect(second.text).toContain('value="Fillimi B"');
  expect(decided.status).toBe(303);
  expect((await dafina.get(`/staff/cases/${id}`)).text).toContain('Prosecutor v. Fillimi B');
});

describe('who may', () => {
  test('an intern who is assigned to nothing sees no case, by list, search or address', async () => {
    const id = makeCase(world, { against: 'Fshehta', written: 'PS 55/26' });
    const ivana = world.signedIn('Ivana', ['intern']).browser;
    const list = await ivana.get('/staff/cases');
    const found = await ivana.submit('/staff/cases', { q: 'PS 55/26' });

    expect(list.status).toBe(200);
    expect(list.text).toContain('There is none at present.');
    expect(found.text).not.toContain('Fshehta');
    expect((await ivana.get(`/staff/cases/${id}`)).status).toBe(404);
    for (const page of ['edit', 'notes', 'protected', 'participants/new'])
      expect((await ivana.get(`/staff/cases/${id}/${page}`)).status).toBe(403);
  });

  test('the director and the safety officer read every case and change none', async () => {
    const id = makeCase(world, { written: 'PS 56/26' });
    for (const group of ['director', 'safety_officer'] as const) {
      const { browser } = world.signedIn(`A ${group}`, [group]);
      expect((await browser.get(`/staff/cases/${id}`)).status).toBe(200);
      expect((await browser.get(`/staff/cases/${id}/notes`)).status).toBe(200);
      expect((await browser.get(`/staff/cases/${id}/edit`)).status).toBe(403);
      expect((await browser.get(`/staff/cases/${id}`)).text).not.toContain('/edit');
    }
    const zana = world.signedIn('Zana', ['applicant']).browser;
    expect((await zana.get(`/staff/cases/${id}`)).status).toBe(403);
    expect((await world.browser().get(`/staff/cases/${id}`)).status).toBe(303);
  });
});

test('a note that should never have been written goes to the last byte, and that it went stays', async () => {
  const id = makeCase(world, { written: 'PS.nr.991/26' });
  const word = 'zqvillage';
  await dafina.submit(`/staff/cases/${id}/notes`, { note: `She lives in ${word}.` });
  await dafina.submit(`/staff/cases/${id}/notes`, { note: 'Ring the clerk.' });
  const list = await dafina.get(`/staff/cases/${id}/notes`);
  const [, url = ''] =
    /She lives in zqvillage\.<\/p><p class="small"><a href="([^"]+)"/.exec(list.text) ?? [];
  const [, noteId] = /notes\/(\d+)\/remove/.exec(url) ?? [];
  const stored = () =>
    world.ctx.db.$client.prepare('select count(*) from case_notes where id = ?').pluck().get(noteId);
  expect([(await dafina.get(url)).text.includes(word), stored()]).toEqual([true, 1]);
  const other = makeCase(world, { written: 'PS.nr.992/26' });
  expect((await dafina.get(`/staff/cases/${other}/notes/${noteId}/remove`)).status).toBe(404);
  const form = hiddenFields((await dafina.get(url)).text, url);

  const gone = await dafina.post(url, form);
  const again = await dafina.post(url, form);

  expect([gone.status, again.status]).toEqual([303, 303]);
  const { text } = await dafina.get(`/staff/cases/${id}/notes`);
  expect([text.includes(word), text.includes('Ring the clerk.'), stored()]).toEqual([false, true, 0]);
  const events = world.ctx.db.$client
    .prepare("select event from history where entity = 'case' and entity_id = ? order by id")
    .pluck();
  expect(events.all(id).at(-1)).toBe('remove_note');
});

test('notes of staff are sealed at rest and read by staff', async () => {
  const id = makeCase(world, { written: 'PS 57/26' });
  const answer = await dafina.submit(`/staff/cases/${id}/notes`, { note: 'Ring the clerk on Monday.' });
  const [row] = world.ctx.db.select().from(caseNotes).all().slice(-1);

  expect(answer.status).toBe(303);
  expect((await dafina.get(`/staff/cases/${id}/notes`)).text).toContain('Ring the clerk on Monday.');
  expect(row?.sealed.toString('latin1')).not.toContain('clerk');
});
