// The people register: found under every spelling, asked about when alike, two merged without losing a link.
import { beforeAll, describe, expect, test } from 'vitest';
import * as parties from '../../src/parties/queries.js';
import { makeCase, makeParticipant, makeParty } from '../support/cases.js';
import { type Browser, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let luan: Browser;

beforeAll(() => {
  world = makeWorld({}, 'file');
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  luan = world.signedIn('Luan', ['director']).browser;
});

const search = (q: string) => dafina.submit('/staff/parties', { q });

describe('one person under many spellings', () => {
  let id: number;
  beforeAll(async () => {
    const answer = await dafina.submit('/staff/parties/new', { name: 'Qazim Gjykatësi' });
    id = Number(answer.location.split('/').at(-1));
    const spellings: [string, string][] = [
      ['sr', 'Ćazim Đukatesi'],
      ['press', 'Qazim «Cimi» Gj.'],
    ];
    for (const [kind, written] of spellings)
      expect((await dafina.submit(`/staff/parties/${id}/spellings`, { kind, written })).status).toBe(303);
  });

  test.each(['Qazim', 'ćazim', 'ЋАЗИМ', 'gjykatesi', 'Đukatesi', 'ђукатеси', 'cimi'])(
    '%s finds them',
    async (q) => {
      const { status, text } = await search(q);

      expect(status).toBe(200);
      expect(text).toContain(`href="/staff/parties/${id}">Qazim Gjykatësi</a>`);
    },
  );

  test('another name does not, and the search stands in no address', async () => {
    const { text } = await search('Zzyzx');

    expect(text).not.toContain('Qazim');
    expect(text).toContain('Nobody of that name was found.');
    expect(world.logged()).not.toContain('Zzyzx');
  });

  test('a spelling that is taken away finds nobody any more', async () => {
    await dafina.submit(`/staff/parties/${id}/spellings`, { kind: 'former', written: 'Xhevdet' });
    const spelling = parties.aliasesOf(world.ctx.db, id).find((alias) => alias.written === 'Xhevdet')?.id;
    expect((await search('xhevdet')).text).toContain('Qazim Gjykatësi');

    const gone = await dafina.submit(`/staff/parties/${id}/spellings/${spelling}/remove`, {});

    expect(gone.status).toBe(303);
    expect((await search('xhevdet')).text).not.toContain('Qazim Gjykatësi');
  });
});

test('a like name is asked about, with everything typed kept, and may be another person', async () => {
  makeParty(world, 'Milan Primerović');
  const asked = await dafina.submit('/staff/parties/new', { name: 'Милан Примеровић' });

  expect(asked.status).toBe(422);
  expect(asked.text).toContain('value="Милан Примеровић"');
  expect(asked.text).toContain('>Milan Primerović</a>');

  const added = await dafina.submit('/staff/parties/new', { name: 'Milan Primerovic', isNew: 'on' });

  expect(asked.text).toContain('This is another person: Tick it if this is so; otherwise open one of them.');
  expect(added.status).toBe(303);
});

test.each(['', 'x', 'x'.repeat(121)])('a name that cannot be taken is told: "%s"', async (name) => {
  const { status, text } = await dafina.submit('/staff/parties/new', { name });

  expect(status).toBe(422);
  expect(text).toContain('id="name-error"');
});

test('two who change one name: the second sees both texts, and the first name stays as a spelling', async () => {
  const id = makeParty(world, 'Ana Čuvarić');
  const mira = world.signedIn('Mira', ['coordinator']).browser;
  const [one, other] = await Promise.all([
    dafina.get(`/staff/parties/${id}/name`),
    mira.get(`/staff/parties/${id}/name`),
  ]);
  const fields = (html: string) => ({
    _token: /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '',
    _key: /name="_key" value="([^"]+)"/.exec(html)?.[1] ?? '',
    version: /name="version" value="(\d+)"/.exec(html)?.[1] ?? '',
  });
  const first = await dafina.post(`/staff/parties/${id}/name`, { ...fields(one.text), name: 'Anna Čuvarić' });
  const second = await mira.post(`/staff/parties/${id}/name`, {
    ...fields(other.text),
    name: 'Ana Čuvarić-Primer',
  });

  expect(first.status).toBe(303);
  expect(second.status).toBe(409);
  expect(second.text).toContain('Anna Čuvarić');
  expect(second.text).toContain('value="Ana Čuvarić-Primer"');
  expect(parties.aliasesOf(world.ctx.db, id).map((alias) => alias.written)).toEqual(['Ana Čuvarić']);
});

describe('two found to be one', () => {
  test('every role and spelling is kept, the merging can be read, old links lead on, twice is harmless', async () => {
    const [first, second] = [
      makeCase(world, { written: 'PS 1/26' }),
      makeCase(world, { written: 'PS 2/26' }),
    ];
    makeParticipant(world, first, { name: 'Luljeta Vendimi', role: 'PJ' });
    makeParticipant(world, second, { name: 'Luleta Vendimi', party: 'new', role: 'PM' });
    const [kept, gone] = ['Luljeta Vendimi', 'Luleta Vendimi'].map(
      (name) =>
        parties.withKey(world.ctx.db, [name.toLowerCase().split(' ').sort().join(' ')], 0)[0]?.id ?? 0,
    ) as [number, number];
    parties.insertAlias(world.ctx.db, {
      partyId: gone,
      kind: 'cyrillic',
      written: 'Љуљета Вендими',
      nameKey: 'ljuljeta vendimi',
      addedAt: 0,
    });
    const hint = await dafina.get(`/staff/parties/${kept}`);
    expect(hint.text).toContain(`/staff/parties/${kept}/same/${gone}`);

    const compared = await dafina.submit(`/staff/parties/${kept}/same`, { other: String(gone) });
    expect(compared.location).toBe(`/staff/parties/${kept}/same/${gone}`);
    const merged = await dafina.submit(compared.location, {});
    const shown = await dafina.get(`/staff/parties/${kept}`);

    expect(merged.location).toBe(`/staff/parties/${kept}`);
    expect(shown.text).toContain(`href="/staff/cases/${first}"`);
    expect(shown.text).toContain(`href="/staff/cases/${second}"`);
    expect(shown.text).toContain('“Luleta Vendimi” (entry');
    expect(shown.text).toContain('Љуљета Вендими');
    expect((await dafina.get(`/staff/parties/${gone}`)).location).toBe(`/staff/parties/${kept}`);
    expect((await dafina.get(`/staff/cases/${second}`)).text).toContain('Luljeta Vendimi');
    const found = await search('Luleta');
    expect(found.text).toContain(`href="/staff/parties/${kept}"`);
    expect(found.text).not.toContain(`href="/staff/parties/${gone}"`);
    const casesFound = (await dafina.submit('/staff/cases', { q: 'Luleta' })).text;
    for (const id of [first, second]) expect(casesFound).toContain(`href="/staff/cases/${id}"`);
    expect(await dafina.get(compared.location)).toMatchObject({ status: 404 });
  });

  test('whoever was merged into one that is merged stands there too', async () => {
    const [a, b, c] = ['Ag Provaj', 'Beg Provaj', 'Cen Provaj'].map((name) => makeParty(world, name)) as [
      number,
      number,
      number,
    ];
    await dafina.submit(`/staff/parties/${b}/same/${a}`, {});
    await dafina.submit(`/staff/parties/${c}/same/${b}`, {});

    expect(parties.idsOf(world.ctx.db, c).sort()).toEqual([a, b, c].sort());
    expect((await dafina.get(`/staff/parties/${a}`)).location).toBe(`/staff/parties/${c}`);
    expect((await dafina.get(`/staff/parties/${c}`)).text).toContain('“Ag Provaj”');
  });

  test('a number that is nobody, or the same, is refused', async () => {
    const id = makeParty(world, 'Ognjen Neko');
    for (const other of ['999999', String(id), 'x', '']) {
      const answer = await dafina.submit(`/staff/parties/${id}/same`, { other });
      expect(answer.status).toBe(422);
    }
  });
});

test('the director reads and changes nothing; interns and applicants know of no register', async () => {
  const id = makeParty(world, 'Vesa Letraj');
  const ivana = world.signedIn('Ivana', ['intern']).browser;

  expect((await luan.get(`/staff/parties/${id}`)).status).toBe(200);
  expect((await luan.get(`/staff/parties/${id}/name`)).status).toBe(403);
  expect((await luan.get(`/staff/parties/${id}/same`)).status).toBe(403);
  expect((await ivana.get('/staff/parties')).status).toBe(403);
  expect((await ivana.get(`/staff/parties/${id}`)).status).toBe(403);
});

describe('the list', () => {
  const namesIn = (text: string) =>
    [...text.matchAll(/href="\/staff\/parties\/\d+">([^<]+)<\/a>/g)].map(([, name]) => name);

  test('stands by name in the reader’s alphabet, also after a renaming, and newest first when asked', async () => {
    const own = makeWorld();
    const { browser } = own.signedIn('Dafina', ['coordinator']);
    const before = parties.idsNewestFirst(own.ctx.db, 99, null).length;
    expect(before).toBe(0);
    for (const name of [
      'Zana Mostra',
      'Çlirim Mostra',
      'Cana Mostra',
      'Dragan Uzorak',
      'Đorđe Uzorak',
      'Dženan Uzorak',
    ])
      makeParty(own, name);
    const shown = async (path = '/staff/parties') => namesIn((await browser.get(path)).text);

    expect(await shown('/staff/parties?order=newest')).toEqual([
      'Dženan Uzorak',
      'Đorđe Uzorak',
      'Dragan Uzorak',
      'Cana Mostra',
      'Çlirim Mostra',
      'Zana Mostra',
    ]);
    const rest = ['Dragan Uzorak', 'Dženan Uzorak', 'Đorđe Uzorak', 'Zana Mostra'];
    expect(
      parties.idsByName(own.ctx.db, 'sr', 9, null).map((id) => parties.partyById(own.ctx.db, id)?.name),
    ).toEqual(['Cana Mostra', 'Çlirim Mostra', ...rest]);
    expect(parties.idsByName(own.ctx.db, 'sq', 9, null)).toHaveLength(6);
    const [first, second] = parties.idsByName(own.ctx.db, 'sq', 2, null);
    expect([first, second].map((id) => parties.partyById(own.ctx.db, id ?? 0)?.name)).toEqual([
      'Cana Mostra',
      'Çlirim Mostra',
    ]);
    expect(parties.idsByName(own.ctx.db, 'sq', 9, second ?? 0)).toHaveLength(4);

    await browser.submit(`/staff/parties/${first}/name`, { name: 'Zzana Mostra', version: '1' });
    expect((await shown()).at(-1)).toBe('Zzana Mostra');
    expect((await shown(`/staff/parties?from=${second}`)).length).toBe(5);
  });
});
