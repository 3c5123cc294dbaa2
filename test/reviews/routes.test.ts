// Review as browsers see it: comments beside fields, returned and filed again, approved by one or two, reopened, compared.
import { createHash } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import { reportVersions } from '../../db/schema/filings.js';
import { history } from '../../db/schema/history.js';
import { reportComments, reportReviews } from '../../db/schema/reviews.js';
import { questionnaireNow } from '../../src/filings/present.js';
import { insertQuestionnaire, questionnaireOf } from '../../src/filings/queries.js';
import * as filings from '../../src/filings/service.js';
import { seal } from '../../src/lib/seal.js';
import * as reports from '../../src/reports/service.js';
import { QUESTIONNAIRE } from '../../src/reports/states.js';
import { askForReviews } from '../../src/reviews/service.js';
import { coordinator, makeProtected, makeTie } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { ledOn } from '../support/make.js';
import { type Court, heldWhole, makeCourt, notOpened, saveAll, typedWitness } from '../support/reports.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

type Somebody = { browser: Browser; personId: number };
let world: World;
let court: Court;
let luan: Somebody;
let id: number;
let url: string;

beforeEach(() => {
  world = makeWorld();
  court = makeCourt(world);
  luan = world.signedIn('Luan', ['director']);
  id = filed();
  url = `/staff/reviews/${id}`;
});

function filed(typed = heldWhole): number {
  const made = reports.begin(world.ctx, court.ivana.actor, court.hearingId);
  saveAll(world, court.ivana.actor, made, typed);
  filings.file(world.ctx, court.ivana.actor, made);
  return made;
}
const stateNow = () =>
  world.ctx.db.$client.prepare('select state from reports where id = ?').pluck().get(id) as string;
const all = 'complete consistent previous attributed evidenced protected registers'.split(' ');
const comment = (fields: Record<string, string>, who: Somebody = court.dafina) =>
  who.browser.submit(url, fields, `${url}/comments`);
const decide = (fields: Record<string, string | string[]>, who: Somebody = court.dafina) =>
  who.browser.submit(url, fields, `${url}/decide`);
const approve = (who: Somebody = court.dafina) => decide({ deed: 'approve', questions: all }, who);
function change(section: string, posted: Record<string, string>) {
  const version = reports.opened(world.ctx, court.ivana.actor, 'report.write', id).versions[
    section as 'next'
  ];
  saveAll(world, court.ivana.actor, id, { [section]: { ...heldWhole[section], ...posted } });
  return version;
}

test('the queue names what waits, oldest first, with how long and against which target', async () => {
  world.clock.pass(50 * 3_600_000);
  const page = await court.dafina.browser.get('/staff/reviews').catch(() => null);
  const fresh = world.signedIn('Drita', ['coordinator']);
  const { text } = page?.status === 200 ? page : await fresh.browser.get('/staff/reviews');

  expect(text).toContain('To review, the oldest first');
  expect(text).toContain('<strong>Waiting for 50 hours (target 48 hours)</strong>');
  expect(text).toMatch(/Filed 0 hours after the hearing \(target 24 hours\)/);
  expect(askForReviews(world.ctx)).toBe(1);
  expect(askForReviews(world.ctx)).toBe(1);
  const tasks = world.ctx.db.$client.prepare("select kind from tasks where kind = 'review-overdue'").all();
  expect(tasks).toHaveLength(1);
});

test('comments stand beside their fields; the writer sees them once the report is returned', async () => {
  ledOn(await comment({ section: 'summary', field: 'facts', words: 'Who said this?' }), 'commenting');
  ledOn(await comment({ section: 'times', field: '', words: 'Was there no break?' }), 'commenting');
  expect((await court.dafina.browser.get(url)).text).toMatch(/id="said-facts"[\s\S]*Who said this\?/);
  expect((await court.ivana.browser.get(`/my/reports/${id}`)).text).not.toContain('Who said this?');
  const raw = world.ctx.db.select().from(reportComments).all();
  expect(raw.map(({ sealedWords }) => sealedWords.includes('Who said'))).toEqual([false, false]);

  const wrong = await comment({ section: 'summary', field: 'facts', words: '' });
  expect([wrong.status, wrong.text.includes('id="words"')]).toEqual([422, true]);
  ledOn(await decide({ deed: 'return', note: 'Well observed.', minutes: '25' }), 'returning');

  expect(stateNow()).toBe('returned');
  const mine = (await court.ivana.browser.get(`/my/reports/${id}`)).text;
  expect(mine).toContain('Well observed.');
  expect(mine).toMatch(/Who said this\?/);
  expect(mine).toMatch(/Was there no break\?/);
  expect((await court.ivana.browser.get('/my/data.json')).text).toContain('Who said this?');
  const [letter] = world.letters().filter((one) => one.letter === 'report-returned');
  expect(`${letter?.subject} ${letter?.text}`).not.toMatch(/Who said|break|Shembulli|observed/);
  expect(letter?.text).toContain(`/my/reports/${id}`);
  expect(
    world.ctx.db
      .select()
      .from(reportReviews)
      .all()
      .map(({ event, minutes }) => [event, minutes]),
  ).toEqual([['return', 25]]);
});

test('whoever reads without deciding is offered neither a comment nor a decision', async () => {
  const besa = world.signedIn('Besa', ['safety_officer'], 'en');
  const read = await besa.browser.get(url);

  expect(read.text).toContain('Nothing has been decided yet.');
  expect(read.text).not.toContain(`${url}/comments`);
  expect(read.text).not.toContain(`${url}/decide`);
});

test('a report is returned only with a word on why, and approved only when all seven are yes', async () => {
  const nothing = await decide({ deed: 'return', note: '' });
  expect([nothing.status, nothing.text.includes('Write one comment at least')]).toEqual([422, true]);
  const open = await decide({ deed: 'approve', questions: all.slice(1), note: 'Nearly there' });
  expect([open.status, open.text.includes('It cannot be approved')]).toEqual([422, true]);
  expect(open.text).toContain('Nearly there');
  expect((await decide({ questions: all })).status).toBe(422);
  expect((await decide({ deed: 'approve', questions: all, minutes: 'long' })).status).toBe(422);
  expect(stateNow()).toBe('filed');
  ledOn(await approve(), 'approving');
  expect(stateNow()).toBe('approved');
  expect((await court.dafina.browser.get(url)).text).not.toContain(`${url}/decide`);
  expect((await court.ivana.browser.get(`/my/reports/${id}`)).text).toContain('approved');
});

test('returned, changed, filed again: each filing stays and the two are shown side by side', async () => {
  ledOn(await comment({ section: 'next', field: 'nextRoom', words: 'Room 4, was it not?' }), 'commenting');
  const before = await court.dafina.browser.get(url);
  expect((await court.dafina.browser.get(`${url}/versions`)).status).toBe(404);
  ledOn(await decide({ deed: 'return' }), 'returning');
  change('next', { nextRoom: '4' });
  filings.file(world.ctx, court.ivana.actor, id);

  const { text } = await court.dafina.browser.get(`${url}/versions`);
  expect(text).toContain('1 field changed.');
  const [, row = ''] = /<tr><th scope="row" class="table__name">([\s\S]*?)<\/tr>/.exec(text) ?? [];
  expect(
    row
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  ).toMatch(/^\S.* 3 4$/);
  expect((await court.dafina.browser.get(`${url}/versions?from=1&until=9`)).status).toBe(404);
  expect((await court.dafina.browser.get(`${url}/versions?from=1&until=1`)).text).toContain(
    'Nothing changed.',
  );

  // What was read was the first filing: a decision on it no longer counts.
  const [, key = ''] = /name="_key" value="([^"]+)"/.exec(before.text) ?? [];
  const [, token = ''] = /name="_token" value="([^"]+)"/.exec(before.text) ?? [];
  const stale = { _key: `${key}`, _token: token, number: '1', deed: 'approve', questions: all };
  expect((await court.dafina.browser.post(`${url}/decide`, stale)).status).toBe(409);
  expect(stateNow()).toBe('filed');
});

test('where somebody protected appears two people approve, neither of whom wrote it; every look is recorded', async () => {
  const protectedId = makeProtected(world, court.caseId, { ground: 'court_order' });
  ledOn(await decide({ deed: 'return', note: 'A witness is missing.' }), 'returning');
  saveAll(world, court.ivana.actor, id, {
    actions: { actions: ['witness'] },
    witnesses: {
      ...typedWitness,
      'witnesses-0-who': `protected-${protectedId}`,
      'witnesses-0-label': '',
      'witnesses-0-named': '',
      'witnesses-0-measures': 'PSEU',
    },
  });
  filings.file(world.ctx, court.ivana.actor, id);

  const page = await court.dafina.browser.get(url);
  expect(page.text).toContain('Somebody protected appears');
  const looks = () =>
    world.ctx.db
      .select()
      .from(history)
      .all()
      .filter(({ event }) => event === 'view_protected');
  expect(looks().at(-1)).toMatchObject({
    entity: 'report',
    entityId: id,
    actorId: court.dafina.personId,
    details: { shown: [String(protectedId)], filings: ['2'] },
  });
  ledOn(await approve(), 'first');
  expect(stateNow()).toBe('awaiting_second');
  expect((await court.dafina.browser.get(url)).text).toContain('You approved it once');
  expect((await court.dafina.browser.get(url)).text).not.toContain(`${url}/decide`);
  const own = hiddenFields((await court.dafina.browser.get('/account/profile')).text, '/account/profile');
  const forced = { ...own, number: '2', deed: 'approve', questions: all };
  expect((await court.dafina.browser.post(`${url}/decide`, forced)).status).toBe(409);
  expect(stateNow()).toBe('awaiting_second');
  ledOn(await approve(luan), 'second');
  expect(stateNow()).toBe('approved');
  const safety = world.signedIn('Besa', ['safety_officer']);
  const seen = (await safety.browser.get('/staff/history/looks')).text;
  expect(seen).toContain('A report with protected fields was looked at');
  expect(seen).toContain('Dafina');
  expect((await court.dafina.browser.get('/staff/history/looks')).status).toBe(403);
});

test('whoever had a hand in it does not review it, and whoever is tied to the case does not find it', async () => {
  const hearingId = makeHearing(world, court.caseId, { scheduledOn: '2026-10-21' });
  const own = reports.begin(world.ctx, court.dafina.actor, hearingId);
  saveAll(world, court.dafina.actor, own, notOpened);
  filings.file(world.ctx, court.dafina.actor, own);

  const page = await court.dafina.browser.get(`/staff/reviews/${own}`);
  expect(page.text).toContain('somebody else reviews it');
  const [, key = ''] = /name="_key" value="([^"]+)"/.exec((await court.dafina.browser.get(url)).text) ?? [];
  const [, token = ''] =
    /name="_token" value="([^"]+)"/.exec((await court.dafina.browser.get(url)).text) ?? [];
  const sent = { _key: key, _token: token, number: '1', deed: 'approve', questions: all };
  expect((await court.dafina.browser.post(`/staff/reviews/${own}/decide`, sent)).status).toBe(409);

  makeTie(world, court.caseId, luan.personId);
  expect((await luan.browser.get(url)).status).toBe(404);
  expect((await luan.browser.get(`${url}/decide`)).status).toBe(404);
  expect((await luan.browser.get('/staff/reviews')).text).not.toContain('Shembulli');
});

test('an approved report is opened again with a reason, and drafts are nobody’s to review', async () => {
  ledOn(await approve(), 'approving');
  const unsaid = await court.dafina.browser.submit(`${url}/reopen`, { note: '' });
  expect([unsaid.status, unsaid.text.includes('Reason: Fill in this field.')]).toEqual([422, true]);
  ledOn(await court.dafina.browser.submit(`${url}/reopen`, { note: 'The date was wrong.' }), 'reopening');
  expect(stateNow()).toBe('returned');
  expect((await court.ivana.browser.get(`/my/reports/${id}`)).text).toContain('The date was wrong.');
  expect((await court.dafina.browser.get(`${url}/reopen`)).status).toBe(404);
  expect(JSON.stringify(world.ctx.db.select().from(history).all())).not.toContain('date was wrong');

  const hearingId = makeHearing(world, court.caseId, { scheduledOn: '2026-10-20' });
  const draft = reports.begin(world.ctx, court.dafina.actor, hearingId);
  expect((await luan.browser.get(`/staff/reviews/${draft}`)).status).toBe(404);
});

test('interns read their own reports and no other, by no address', async () => {
  const hers = `/my/reports/${id}`;
  expect((await court.ivana.browser.get(hers)).status).toBe(200);
  for (const path of [hers, `${hers}/check`, '/my/reports/987654'])
    expect([path, (await court.blerim.browser.get(path)).status]).toEqual([path, 404]);
  for (const path of ['/staff/reviews', url, `${url}/versions`, `${url}/decide`, `${url}/reopen`])
    expect([path, (await court.ivana.browser.get(path)).status]).toEqual([path, 403]);
  expect((await world.browser().get(url)).status).toBe(303);
  expect(coordinator.groups).toEqual(['coordinator']);
});

test('a comment of one’s own is taken back before anybody saw it, never after', async () => {
  ledOn(await comment({ section: 'next', field: 'nextRoom', words: 'A slip' }), 'commenting');
  const at = () => world.ctx.db.select().from(reportComments).all()[0]?.id;
  const remove = `${url}/comments/${at()}/remove`;
  expect((await luan.browser.submit(remove, {})).status).toBe(404);
  ledOn(await court.dafina.browser.submit(remove, {}), 'removing');
  expect(at()).toBeUndefined();
  ledOn(await comment({ section: 'next', field: 'nextRoom', words: 'Room 4' }), 'commenting');
  ledOn(await decide({ deed: 'return' }), 'returning');
  expect((await court.dafina.browser.get(`${url}/comments/${at()}/remove`)).status).toBe(404);
});

/** What the form of a section holds, as a browser would send it: its hidden fields too. */
function inForm(text: string, section: string): Record<string, string | string[]> {
  const form = new RegExp(`<form[^>]*data-section="${section}">([\\s\\S]*?)</form>`).exec(text)?.[1] ?? '';
  const keys = [...form.matchAll(/<input type="hidden" name="([a-z]+-\d+-key)" value="(\d*)">/g)];
  return Object.fromEntries(keys.map(([, name = '', value = '']) => [name, value]));
}
const witnessAt = (at: number, label: string, more: Record<string, string> = {}) =>
  Object.fromEntries(
    Object.entries({ ...typedWitness, 'witnesses-0-label': label }).map(([name, value]) => [
      name.replace('-0-', `-${at}-`),
      more[name.split('-')[2] ?? ''] ?? value,
    ]),
  );

test('a comment on a row stays with its row when one above is taken out, and says so when its own is gone', async () => {
  world.ctx.db.$client.exec("update reports set state = 'returned'");
  const both = { ...witnessAt(0, 'Agron Shembulli'), ...witnessAt(1, 'Blerta Mostra') };
  saveAll(world, court.ivana.actor, id, { witnesses: both });
  filings.file(world.ctx, court.ivana.actor, id);
  await comment({ section: 'witnesses', field: 'witnesses-1-gist', words: 'Which weeks?' });
  await comment({ section: 'witnesses', field: 'witnesses-0-mode', words: 'Surely behind a screen?' });
  const read = (await court.dafina.browser.get(url)).text;
  expect(read).toMatch(/id="said-witnesses-1-gist">(?:(?!id="said-)[\s\S])*Which weeks\?/);
  await decide({ deed: 'return', note: 'Please see the comments.' });
  const page = (await court.ivana.browser.get(`/my/reports/${id}`)).text;
  expect(page).toContain('href="#witnesses-1-gist"');
  const keys = inForm(page, 'witnesses');
  expect(keys['witnesses-0-key']).toMatch(/^\d+$/);
  expect(keys['witnesses-2-key']).toBe('');

  // The first is blanked, the second stays where the page has it, with its key.
  const first = { ...witnessAt(0, ''), 'witnesses-0-who': '' };
  saveAll(world, court.ivana.actor, id, {
    witnesses: { ...first, ...witnessAt(1, 'Blerta Mostra'), ...keys },
  });

  const after = (await court.ivana.browser.get(`/my/reports/${id}`)).text;
  expect(after).toContain('href="#witnesses-0-gist"');
  expect(after).toMatch(
    /data-when="[^"]*"[^>]*>\s*<p class="comment"><strong>[^<]*<\/strong> Which weeks\?<\/p>\s*<div class="field">\s*<label class="label" for="witnesses-0-gist"/,
  );
  expect(after).toContain('(About a row that is no longer there) Surely behind a screen?');
  expect(inForm(after, 'witnesses')['witnesses-0-key']).toBe(keys['witnesses-1-key']);

  // The same page again, which does not know that rows have moved up: nobody takes anybody's place.
  saveAll(world, court.ivana.actor, id, {
    witnesses: { ...first, ...witnessAt(1, 'Blerta Mostra', { gist: 'Spoke of May.' }), ...keys },
  });
  const rows = reports.opened(world.ctx, court.ivana.actor, 'report.write', id).rows.witnesses;
  expect(rows).toMatchObject([
    { label: 'Blerta Mostra', gist: 'Spoke of May.', key: Number(keys['witnesses-1-key']) },
  ]);

  // Two filings side by side: she is the same one, the first is gone.
  filings.file(world.ctx, court.ivana.actor, id);
  const compared = (await court.dafina.browser.get(`${url}/versions`)).text;
  expect(compared).toContain('Agron Shembulli');
  expect(compared).not.toContain('Blerta Mostra');
});

test.each([
  ['sq', 'Sa ulëse kishte?', 'Sasia e panjohur'],
  ['sr', 'Koliko je bilo mesta?', 'Nepoznata količina'],
  ['sr-Cyrl', 'Колико је било места?', 'Непозната количина'],
  ['en', 'How many seats were there?', 'A number unknown'],
])(
  'a filing of an earlier list of questions is shown with its own questions, in %s',
  async (language, label, value) => {
    const kept = { ...questionnaireNow() };
    const inEach = (sq: string, sr: string, cyrillic: string, en: string) => ({
      sq,
      sr,
      'sr-Cyrl': cyrillic,
      en,
    });
    const old = {
      name: 'seatCount',
      kind: 'choice' as const,
      of: ['unknown'],
      words: 'reports.value.seatCount',
    };
    const body = {
      ...kept,
      questions: { ...kept.questions, publicity: [...(kept.questions.publicity ?? []), old] },
      words: {
        ...kept.words,
        'reports.field.seatCount': inEach(
          'Sa ulëse kishte?',
          'Koliko je bilo mesta?',
          'Колико је било места?',
          'How many seats were there?',
        ),
        'reports.value.seatCount.unknown': inEach(
          'Sasia e panjohur',
          'Nepoznata količina',
          'Непозната количина',
          'A number unknown',
        ),
        'reports.field.announced': inEach('Lajmërimi?', 'Najava?', 'Најава?', 'Was it put up somewhere?'),
      },
    };
    insertQuestionnaire(world.ctx.db, { number: 0, keptAt: 1, body });
    const whole = filings.snapshot(world.ctx, id, 1);
    const answers = { ...whole.answers, seatCount: 'unknown' };
    const sealedSnapshot = seal(
      world.ctx.config.keyring,
      Buffer.from(JSON.stringify({ ...whole, answers })),
      `report-version:${id}:1`,
    );
    world.ctx.db.update(reportVersions).set({ questionnaire: 0, sealedSnapshot }).run();
    const reader = world.signedIn('Rita', ['director'], language as 'en');

    const { text } = await reader.browser.get(url);

    expect(text).toContain(label);
    expect(text).toContain(value);
    expect(text).not.toContain('seatCount<');
    if (language === 'en') {
      expect(text).toContain('Was it put up somewhere?');
      // Filed again today: the two side by side, each with the questions it was asked.
      world.ctx.db.$client.exec("update reports set state = 'returned'");
      saveAll(world, court.ivana.actor, id, { next: { ...heldWhole.next, nextRoom: '9' } });
      filings.file(world.ctx, court.ivana.actor, id);
      const compared = (await reader.browser.get(`${url}/versions`)).text;
      expect(compared).toContain('How many seats were there?');
      expect(compared).toContain('A number unknown');
    }
  },
);

test('the words of today’s questions are kept with the first filing, and a changed list has a new number', () => {
  const kept = questionnaireOf(world.ctx.db, QUESTIONNAIRE);
  expect(kept?.words?.['reports.field.outcome']).toMatchObject({
    en: expect.any(String),
    sq: expect.any(String),
  });
  expect(kept).toEqual(JSON.parse(JSON.stringify(questionnaireNow())));

  const { words: _words, ...asked } = questionnaireNow();
  const print = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
  // Another print: questions were added, taken away or changed. Raise QUESTIONNAIRE, then note number and print here.
  expect([QUESTIONNAIRE, print]).toEqual([2, '1864534547f45e5d']);
});

test.each([
  ['summary', 'Agim Shembulli'],
  ['summary', 'constructor'],
  ['indicators', 'indicators-NONE-answer'],
  ['witnesses', 'witnesses-AgimShembulli-gist'],
  ['next', 'facts'],
])(
  'a comment in %s on %s, which is no field there, is refused and leaves no word anywhere',
  async (section, field) => {
    const refused = await comment({ section, field, words: 'When?' });

    expect(refused.status).toBe(422);
    const tables = ['history', 'report_comments'].map((table) =>
      JSON.stringify(world.ctx.db.$client.prepare(`select * from ${table}`).all()),
    );
    expect(tables.join()).not.toContain(field);
  },
);
