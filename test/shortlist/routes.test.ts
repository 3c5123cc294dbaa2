// The meeting as browsers see it: the order in the open, what a number changes, the lot, one act, and the minutes.
import { unzipSync } from 'node:zlib';
import { beforeEach, expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { lotOf } from '../../src/lib/lot.js';
import * as scores from '../../src/scores/service.js';
import { seedOf } from '../../src/shortlist/queries.js';
import { makeCall, wholeAnswers } from '../support/applications.js';
import { giveOut, makeInReview, makeReader, markFile, redactAll } from '../support/reading.js';
import { type Browser, hiddenFields, makeWorld } from '../support/world.js';

type Cast = ReturnType<typeof cast>;
let all: Cast;

/** Five files: Arta has priority; Nenad and Drita are equal but for the lot; Agim has few marks; Zana is split. */
function cast() {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const luan = makeReader(world, 'Luan', 'director');
  const mira = makeReader(world, 'Mira', 'reviewer');
  const igor = makeReader(world, 'Igor', 'reviewer');
  const answers = wholeAnswers();
  const plain = { studies: { ...answers.studies, profile: 'none' } };
  const file = (name: string, more: object = plain) =>
    makeInReview(world, call, dafina.actor, {
      name,
      answers: { ...more, about: { ...answers.about, name } },
    });
  const files = {
    arta: file('Arta Krasniqi', {}),
    nenad: file('Nenad Uzorak'),
    drita: file('Drita Fusha'),
    agim: file('Agim Mostra'),
    zana: file('Zana Fillimi'),
  };
  const list = Object.values(files);
  redactAll(world, dafina.actor, list);
  giveOut(world, dafina.actor, call, [mira.personId, igor.personId]);
  const mark = { arta: [2, 2], nenad: [3, 3], drita: [3, 3], agim: [1, 1], zana: [4, 0] } as const;
  for (const [name, [first, second]] of Object.entries(mark)) {
    const { id } = files[name as keyof typeof files];
    markFile(world, call, mira, id, first, 'yes');
    markFile(world, call, igor, id, second, 'yes');
  }
  const url = `/staff/calls/${call.id}/shortlist`;
  const stateOf = (name: keyof typeof files) => applicationById(world.ctx.db, files[name].id)?.state;
  return { world, call, dafina, luan, mira, igor, ...files, url, stateOf };
}

beforeEach(() => {
  all = cast();
});

/** References in the order of the table. */
function order(text: string): string[] {
  const table = text.slice(text.indexOf('table--order'));
  return [...table.matchAll(/class="table__name">(?:<a[^>]*>)?(?:<span[^>]*>)?([^<]+)</g)].map(
    ([, one]) => one ?? '',
  );
}
const reference = (file: { id: number }) => applicationById(all.world.ctx.db, file.id)?.reference ?? '';

function prepare({ world, call, dafina }: Cast): void {
  scores.lock(world.ctx, dafina.actor, call.id);
  scores.reveal(world.ctx, dafina.actor, call.id);
}

async function applyTo(browser: Browser, url: string, size: number) {
  const shown = await browser.get(`${url}?size=${size}`);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(shown.text)?.[1] ?? '';
  const form = shown.text.slice(shown.text.lastIndexOf('<form'));
  const order = /name="order" value="([^"]*)"/.exec(form)?.[1] ?? '';
  return browser.post(url, { _token: hidden('_token'), _key: hidden('_key'), size: String(size), order });
}

test('before the lock it is a view: no names, ties as ties, what cannot be ordered apart, nothing to apply', async () => {
  const { luan, url, zana } = all;

  const page = await luan.browser.get(`${url}?size=2`);

  expect(order(page.text)).toHaveLength(4);
  expect(order(page.text)[0]).toBe(reference(all.arta));
  expect(page.text).not.toContain('Krasniqi');
  expect(page.text).toContain('Marks may still change');
  expect(page.text).toContain('The last inside and the first outside are equal');
  expect(page.text).toContain(`${reference(zana)}`);
  expect(page.text).toContain('The readers disagree');
  expect(page.text).not.toContain('Apply the list');
  expect((await luan.browser.submit(`${url}/draw`, {})).status).toBe(409);
});

test('the lot is drawn once, anybody gets the same order, and one act moves them all; smaller takes back', async () => {
  const { world, call, dafina, luan, url, stateOf, nenad, drita } = all;
  prepare(all);
  expect((await dafina.browser.submit(`${url}/draw`, {})).status).toBe(303);
  expect((await dafina.browser.submit(`${url}/draw`, {})).status).toBe(409);
  const seed = seedOf(world.ctx.db, call.id)?.seed ?? '';
  const [first, second] = [nenad, drita].sort((a, b) =>
    lotOf(seed, reference(a)) < lotOf(seed, reference(b)) ? -1 : 1,
  );
  const page = await luan.browser.get(`${url}?size=2`);
  expect(order(page.text)).toEqual(
    [all.arta, first, second, all.agim].map((file) => reference(file ?? all.arta)),
  );
  expect(page.text).toContain(seed);
  expect(page.text).toContain('The lot decided at the line.');

  const applied = await applyTo(luan.browser, url, 3);
  expect(applied.status).toBe(303);
  expect(['arta', 'nenad', 'drita', 'agim', 'zana'].map((name) => stateOf(name as 'arta'))).toEqual([
    'shortlisted',
    'shortlisted',
    'shortlisted',
    'in_review',
    'in_review',
  ]);
  const less = await luan.browser.get(`${url}?size=1`);
  expect(less.text).toContain('2 files leave');
  expect((await applyTo(dafina.browser, url, 1)).status).toBe(303);
  expect([stateOf('arta'), stateOf('nenad'), stateOf('drita')]).toEqual([
    'shortlisted',
    'in_review',
    'in_review',
  ]);
  // Nothing was sent to anybody.
  expect(world.letters().filter(({ letter }) => letter !== 'application-received')).toEqual([]);
});

test('an order that changed since is refused, and nothing moves without the lock, the names and the lot', async () => {
  const { world, call, dafina, mira, luan, url, stateOf } = all;
  scores.lock(world.ctx, dafina.actor, call.id);
  const shown = await luan.browser.get(url);
  const own = hiddenFields((await luan.browser.get('/account/profile')).text, '/account/profile');
  expect(shown.text).not.toContain('name="order"');
  const early = await luan.browser.post(url, { ...own, size: '1', order: 'x' });
  expect([
    early.status,
    early.text.includes('First the marks must be locked, the names revealed and the lot drawn.'),
  ]).toEqual([409, true]);
  scores.reveal(world.ctx, dafina.actor, call.id);
  await dafina.browser.submit(`${url}/draw`, {});

  const page = await luan.browser.get(`${url}?size=1`);
  const id = scores.mine(world.ctx, mira.actor)[3]?.id ?? 0;
  scores.reopen(world.ctx, dafina.actor, { id: all.agim.id, readingId: id, reason: 'A page was missed' });
  const marks = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, '4']));
  scores.save(world.ctx, mira.actor, {
    id,
    version: 2,
    marks,
    recommendation: 'yes',
    comment: null,
    submit: true,
  });
  await dafina.browser.submit(`/staff/applications/${all.zana.id}/scores`, {
    deed: 'note',
    note: 'They agreed',
  });
  const order = /name="order" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const token = /name="_token" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const key = /name="_key" value="([^"]*)"/.exec(page.text)?.[1] ?? '';
  const late = await luan.browser.post(url, { _token: token, _key: key, size: '1', order });

  expect(late.status).toBe(409);
  expect(late.text).toContain('The order has changed in the meantime');
  expect(stateOf('arta')).toBe('in_review');
  expect((await applyTo(luan.browser, url, 1)).status).toBe(303);
});

test('whoever is in conflict with a file sees that it is there and nothing of it, and cannot move it', async () => {
  const { world, dafina, luan, url, arta } = all;
  prepare(all);
  await dafina.browser.submit(`${url}/draw`, {});
  conflicts.set(world.ctx, dafina.actor, {
    id: arta.id,
    personId: luan.personId,
    kind: 'friend',
    note: null,
  });

  const page = await luan.browser.get(`${url}?size=1`);
  expect(page.text).toContain('A file with which you have a conflict of interest');
  expect(page.text).not.toContain(reference(arta));
  expect(page.text).not.toContain('Krasniqi');
  expect((await applyTo(luan.browser, url, 1)).status).toBe(409);
  expect((await applyTo(dafina.browser, url, 1)).status).toBe(303);
});

test.each(['en', 'sq', 'sr'] as const)(
  'the minutes write themselves in %s, as PDF and Word',
  async (language) => {
    const { dafina, url } = all;
    expect((await dafina.browser.get(`${url}/minutes.pdf`)).status).toBe(409);
    prepare(all);
    await dafina.browser.submit(`${url}/draw`, {});
    await applyTo(dafina.browser, url, 2);
    dafina.browser.cookies.set('__Host-language', language);
    all.world.ctx.db.$client.prepare('update people set language = ? where name = ?').run(language, 'Dafina');

    const pdf = await dafina.browser.bytes(`${url}/minutes.pdf`);
    const docx = await dafina.browser.bytes(`${url}/minutes.docx`);

    expect([pdf.status, pdf.body.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect([docx.status, docx.body.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    expect(pdf.headers['cache-control']).toBe('no-store');
    const text = wordText(docx.body);
    const title = {
      en: 'Minutes of the shortlisting meeting',
      sq: 'Procesverbal i mbledhjes për listën e ngushtë',
      sr: 'Zapisnik sa sastanka o užem izboru',
    }[language];
    const encouraged = {
      en: 'Encouragement: a first internship.',
      sq: 'Inkurajimi: praktika e parë.',
      sr: 'Podsticaj: prva praksa.',
    }[language];
    for (const word of [
      title,
      encouraged,
      'Arta Krasniqi',
      'Agim Mostra',
      reference(all.drita),
      'sha256sum',
      '3',
    ])
      expect(text).toContain(word);
  },
);

/** The words of a Word document: the one entry that holds them, unpacked by hand. */
function wordText(bytes: Buffer): string {
  const at = bytes.indexOf('word/document.xml');
  const head = at - 30;
  const method = bytes.readUInt16LE(head + 8);
  const start = at + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28);
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  let entry = directory;
  while (
    entry !== -1 &&
    bytes.toString('utf8', entry + 46, entry + 46 + bytes.readUInt16LE(entry + 28)) !== 'word/document.xml'
  )
    entry = bytes.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]), entry + 4);
  const size = bytes.readUInt32LE(entry + 20);
  const raw = bytes.subarray(start, start + size);
  const xml = method === 0 ? raw : inflate(raw);
  return xml.toString('utf8').replace(/<[^>]+>/g, ' ');
}

function inflate(raw: Buffer): Buffer {
  // A gzip head before deflated bytes, without its end: enough for unzipSync to give what there is.
  return unzipSync(Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]), raw]), {
    finishFlush: 2,
  });
}

test('an empty call says what to do, a wrong number falls back, and only those who decide get there', async () => {
  const { dafina, luan, mira, url, world } = all;

  expect((await mira.browser.get(url)).status).toBe(403);
  expect((await luan.browser.get('/staff/calls/987654/shortlist')).status).toBe(404);
  expect((await luan.browser.get(`${url}?size=abc`)).status).toBe(200);
  expect((await luan.browser.get(`${url}?size=999`)).text).toContain('What changes with 4');
  prepare(all);
  expect((await dafina.browser.submit(`${url}/draw`, {})).status).toBe(303);
  const empty = makeCall(world, { slug: 'another' });
  expect((await luan.browser.get(`/staff/calls/${empty.id}/shortlist`)).text).toContain(
    'No file can be ordered yet',
  );
});
