// An average that a person computes: kept row by row, in the ledger, read by the rules, and said to be computed.
import { beforeAll, expect, test } from 'vitest';
import { averages } from '../../db/schema/averages.js';
import { verdicts } from '../../db/schema/verification.js';
import { applicationById } from '../../src/applications/queries.js';
import { type Applicant, answers, makeApplication, makeCall } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let arta: Applicant;
let file: string;
let url: string;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  makeCall(world);
  dafina = world.signedIn('Dafina', ['coordinator']).browser;
  arta = await makeApplication(world, 'Arta Krasniqi');
  await arta.browser.submit(`${arta.url}/studies`, { ...answers.studies, average: '', averageScale: 'none' });
  file = `/staff/applications/${arta.id}`;
  url = `${file}/average`;
});

const typed = {
  method: 'mean',
  worst: '5',
  best: '10',
  exams: 'Criminal Law; 7\nRoman Law; 7\nCivil <Law>; 9',
};
const rows = () => world.ctx.db.select().from(averages).all();

test('without an average the file page offers to compute one, and the rule cannot tell', async () => {
  const { text } = await dafina.get(file);

  expect(text).toContain(`/average?`);
  expect(text).toContain('data-rule="average" data-result="cannot_tell"');
});

test('it is computed from the exams, kept with every row, and read by the rule at once', async () => {
  const answer = await dafina.submit(`${url}?document=${arta.fileId}&page=1`, typed, url);
  const page = await dafina.get(file);
  const shown = await dafina.get(url);

  expect([answer.status, answer.location]).toEqual([
    303,
    `${file}?document=${arta.fileId}&page=1#fact-averageTenThousandths`,
  ]);
  expect(rows()).toMatchObject([{ method: 'mean', exams: [{ grade: 70_000 }, {}, { name: 'Civil <Law>' }] }]);
  expect(page.text).toContain('Computed by staff: 7.6667');
  expect(page.text).toContain('data-rule="average" data-result="met"');
  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({
    averageTenThousandths: 76_667,
    averageBasis: 'computed',
  });
  expect(shown.text).toContain('23.00 ÷ 3 &#x3D; 7.666666…');
  expect(shown.text).toContain('it is carried up to 7.6667');
  expect(shown.text).toContain('<th scope="row">Civil &lt;Law&gt;</th>');
});

test('another scale, with the worst grade the larger number, by credits', async () => {
  const exams = 'A; 1; 6\nB; 2; 3';
  const answer = await dafina.submit(url, { method: 'weighted', worst: '5', best: '1', exams });
  const shown = await dafina.get(url);

  expect(answer.status).toBe(303);
  expect(shown.text).toContain('5 is the worst grade and counts as 5, 1 is the best and counts as 10');
  expect(shown.text).toContain('86.25 ÷ 9 &#x3D; 9.583333…');
  expect((await dafina.get(file)).text).toContain('Computed by staff: 9.5834');
  expect(rows()).toHaveLength(2);
});

test.each([
  [{ exams: '' }, 'exams'],
  [{ exams: 'Criminal Law; eight' }, 'exams'],
  [{ exams: 'Criminal Law; 11' }, 'exams'],
  [{ method: '' }, 'method'],
  [{ worst: 'x' }, 'worst'],
  [{ best: '5' }, 'best'],
  [{ note: 'x'.repeat(1001) }, 'note'],
  [{ document: '999999' }, 'document'],
])('%o is sent back with everything typed, and nothing is kept', async (wrong, field) => {
  const kept = world.ctx.db.select().from(verdicts).all().length;

  const answer = await dafina.submit(url, { note: 'keep me', ...typed, ...wrong });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#${field}">`);
  expect(answer.text).toContain('exams' in wrong ? wrong.exams : 'Civil &lt;Law&gt;; 9');
  expect(world.ctx.db.select().from(verdicts).all().length).toBe(kept);
});

test('whoever judged the scale in the meantime is not overwritten', async () => {
  const seen = hiddenFields((await dafina.get(url)).text, url);
  await dafina.submit(`${file}/facts/averageScale`, { verdict: 'cannot_tell' });
  const before = rows().length;

  const answer = await dafina.post(url, { ...seen, ...typed });

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Somebody else judged the average or the scale in the meantime.');
  expect(answer.text).toContain('Civil &lt;Law&gt;; 9');
  expect(rows().length).toBe(before);
});

test('the same posted twice is one; the applicant is told that it was computed, and has the rows in the download', async () => {
  const form = { ...hiddenFields((await dafina.get(url)).text, url), ...typed };
  const before = rows().length;
  await dafina.post(url, form);
  await dafina.post(url, form);

  expect(rows().length).toBe(before + 1);
  expect((await arta.browser.get(arta.url)).text).toContain('Computed by staff: 7.6667');
  expect((await arta.browser.bytes('/my/data.json')).body.toString()).toContain('Civil <Law>');
});

test('coordinators alone, and no draft', async () => {
  const zana = await makeApplication(world, 'Zana Drafts', { upTo: 'whole' });
  const form = hiddenFields((await dafina.get(url)).text, url);

  for (const browser of [arta.browser, world.signedIn('Luan', ['director']).browser]) {
    expect((await browser.get(url)).status).toBe(403);
    expect((await browser.post(url, { ...form, ...typed })).status).toBe(403);
  }
  expect((await dafina.get(`/staff/applications/${zana.id}/average`)).status).toBe(404);
  expect((await world.browser().get(url)).location).toContain('/staff/sign-in?next=');
});
