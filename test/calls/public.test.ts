// The public pages of calls, as anybody reads them.
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { callTexts } from '../../db/schema/calls.js';
import { sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import { endOfDay, minute, startOfDay } from '../../src/lib/time.js';
import { makeCallWorld, rowsOf } from '../support/calls.js';
import { makeWorld, type World } from '../support/world.js';

const plain = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

describe('the call of 2020', () => {
  const facts = {
    sq: [
      'Afati i fundit ishte: e enjte, 5 nëntor 2020, ora 23:59 (koha e Prishtinës)',
      'Thirrje e mbyllur',
      'nga 3 deri në 6 muaj',
      'Jeni në vitin 3 ose 4 të studimeve bachelor.',
      'Nota juaj mesatare është mbi 7,5.',
      'E keni kryer provimin e së Drejtës Penale.',
      'E keni kryer provimin e së Drejtës së Procedurës Penale.',
      'Prioritet: viti i fundit i studimeve, me profil në të drejtën penale ose ndërkombëtare.',
      'Përparësi: njohja e gjuhës serbe.',
      'Letra motivuese',
      'Certifikata e notave',
      'CV (jo e detyrueshme)',
    ],
    sr: [
      'Rok za prijavu je bio: četvrtak, 5. novembra 2020. u 23:59 (po prištinskom vremenu)',
      'Zatvoren poziv',
      'od 3 do 6 meseci',
      'Studirate na 3. ili 4. godini osnovnih studija.',
      'Vaš prosek je iznad 7,5.',
      'Položili ste ispit iz krivičnog prava.',
      'Položili ste ispit iz krivičnog procesnog prava.',
      'Prvenstvo: završna godina studija, sa usmerenjem na krivično ili međunarodno pravo.',
      'Prednost: znanje srpskog jezika.',
      'Motivaciono pismo',
      'Uverenje o ocenama',
      'Biografija (CV) (nije obavezno)',
    ],
    en: [
      'The deadline was: Thursday, 5 November 2020, 23:59 (Prishtina time)',
      'Closed call',
      '3 to 6 months',
      'You are in year 3 or 4 of bachelor studies.',
      'Your average grade is above 7.5.',
      'You have passed the exam in Criminal Law.',
      'You have passed the exam in Criminal Procedure Law.',
      'Priority: the last year of studies, with a profile in criminal or international law.',
      'Advantage: knowledge of Serbian.',
      'Motivation letter',
      'Certificate of grades',
      'CV (optional)',
    ],
  } as const;

  test.each(['sq', 'sr', 'en'] as const)('says its facts exactly in %s', async (language) => {
    const world = makeCallWorld();

    const page = await world.browser(language).get('/calls/2020');

    expect(page.status).toBe(200);
    for (const fact of facts[language]) expect(plain(page.text)).toContain(fact);
  });

  test('shows its text in Cyrillic to whoever reads Cyrillic', async () => {
    const page = await makeCallWorld().browser('sr-Cyrl').get('/calls/2020');

    expect(page.text).toContain('<h1 lang="sr-Cyrl">Пракса у праћењу суђења за ратне злочине, 2020.</h1>');
  });

  test('offers the check but no application any more', async () => {
    const page = await makeCallWorld().browser().get('/calls/2020');

    expect(page.text).toContain('href="/calls/2020/check"');
    expect(page.text).not.toContain('/calls/2020/apply');
    expect(plain(page.text)).toContain('This call is closed.');
  });

  test('is loaded once, however often the program starts', () => {
    const world = makeCallWorld();
    const before = rowsOf(world);

    loadVocabulary(world.ctx);
    loadCall(world.ctx, sampleCall);

    expect(rowsOf(world)).toEqual(before);
    expect(before).toMatchObject({ calls: 2, call_texts: 6, call_versions: 2, institutions: 12 });
  });
});

describe('an open call', () => {
  test('leads to sign-in, and whoever is signed in can begin with one button', async () => {
    const world = makeCallWorld();
    const arta = world.signedIn('Arta', ['applicant']);

    const asNobody = await world.browser().get('/calls/sample');
    const asArta = await arta.browser.get('/calls/sample');

    expect(asNobody.text).toContain('<a class="button" href="/calls/sample/apply">Apply</a>');
    expect(asArta.text).toContain('<form method="post" action="/calls/sample/apply">');
    expect((await world.browser().get('/calls/sample/apply')).location).toBe(
      '/sign-in?next=%2Fcalls%2Fsample%2Fapply',
    );
  });

  test('is coming, open, in grace and closed by the clock', async () => {
    const world = makeCallWorld();
    const opens = startOfDay('2026-10-13');
    const closes = endOfDay('2026-11-10');
    const at = async (instant: number) => {
      world.clock.set(instant);
      const page = await world.browser().get('/calls/sample');
      return [/class="tag[^>]*>([^<]*)</.exec(page.text)?.[1], page.text.includes('/calls/sample/apply')];
    };

    expect(await at(opens - 1)).toEqual(['Coming soon', false]);
    expect(await at(opens)).toEqual(['Open call', true]);
    expect(await at(closes)).toEqual(['Open call', true]);
    expect(await at(closes + 1)).toEqual(['Closed call', false]);
    expect(await at(closes + 15 * minute)).toEqual(['Closed call', false]);
    expect(await at(closes + 15 * minute + 1)).toEqual(['Closed call', false]);
  });

  test('says in one sentence when its text is another language’s, and marks that text', async () => {
    const world = makeCallWorld();
    world.ctx.db.$client.exec("update call_texts set falls_back_to = 'sq' where language = 'en'");

    const page = await world.browser('en').get('/calls/sample');

    expect(page.text).toContain(
      '<h1 lang="sq">Praktikë në monitorimin e gjykimeve për krime lufte (shembull)</h1>',
    );
    expect(plain(page.text)).toContain(
      'This call is not written in the language you chose; its text is in Albanian.',
    );
    expect(plain(page.text)).toContain('You are in year 3 or 4 of bachelor studies.');
  });

  test('escapes what staff wrote', async () => {
    const world = makeCallWorld();
    world.ctx.db.update(callTexts).set({ about: '<script>alert(1)</script>\n\n- <b>one</b>' }).run();

    const page = await world.browser().get('/calls/sample');

    expect(page.text).not.toContain('<script>alert');
    expect(page.text).toContain('<li>&lt;b&gt;one&lt;/b&gt;</li>');
  });
});

describe('the lists', () => {
  test('show what is open, coming and past', async () => {
    const world = makeCallWorld();

    const home = await world.browser().get('/');
    const list = await world.browser().get('/calls');

    for (const page of [home, list]) {
      expect(page.status).toBe(200);
      expect(page.text.indexOf('href="/calls/sample"')).toBeGreaterThan(0);
      expect(page.text.indexOf('href="/calls/sample"')).toBeLessThan(page.text.indexOf('href="/calls/2020"'));
    }
  });

  test('say so when nothing is open', async () => {
    const world = makeWorld();

    const page = await world.browser().get('/calls');

    expect(plain(page.text)).toContain('There is no open call at the moment.');
  });

  test('keep a draft to staff: its address is not there for anybody', async () => {
    const world = makeCallWorld();
    world.ctx.db.$client.exec("update calls set state = 'draft' where slug = 'sample'");

    expect((await world.browser().get('/calls/sample')).status).toBe(404);
    expect((await world.browser().get('/calls/sample/check')).status).toBe(404);
    expect((await world.browser().get('/calls')).text).not.toContain('sample');
    expect((await world.browser().get('/')).text).not.toContain('/calls/sample');
  });

  test('ask the database as often for one call as for three', async () => {
    const world = makeCallWorld();
    const once = await statementsFor(world, '/calls');
    expect(once).toBeGreaterThan(0);
    loadCall(world.ctx, { ...sampleCall, slug: 'second' });
    loadCall(world.ctx, { ...sampleCall, slug: 'third' });

    // What is remembered from one time to the next may be less, never more.
    expect(await statementsFor(world, '/calls')).toBeLessThanOrEqual(once);
  });
});

test.each([
  '/',
  '/calls',
  '/calls/2020',
  '/calls/sample',
  '/calls/sample/check',
  '/privacy',
  '/accessibility',
  '/contact',
])('%s is open to everybody, writes nothing and weighs at most 60 KB with all it loads', async (url) => {
  const world = makeCallWorld();
  const before = rowsOf(world);

  const page = await world.browser('sq').get(url);

  expect(page.status).toBe(200);
  expect(rowsOf(world)).toEqual(before);
  const loaded = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map((match) => match[1] ?? '');
  const files = await Promise.all(
    [...new Set(loaded)].filter((file) => !file.includes('print')).map((file) => world.browser().bytes(file)),
  );
  const weight = files.reduce((sum, file) => sum + gzipSync(file.body).length, gzipSync(page.text).length);
  expect(weight).toBeLessThan(60_000);
});

test.each(['/calls/nothing', '/calls/2020%00', '/calls/..%2f', "/calls/2020'--"])(
  '%s is not there',
  async (url) => {
    expect((await makeCallWorld().browser().get(url)).status).toBe(404);
  },
);

async function statementsFor(world: World, url: string): Promise<number> {
  const client = world.ctx.db.$client;
  const prepare = client.prepare.bind(client);
  let count = 0;
  client.prepare = ((source: string) => {
    count += 1;
    return prepare(source);
  }) as typeof client.prepare;
  await world.browser().get(url);
  client.prepare = prepare as typeof client.prepare;
  return count;
}
