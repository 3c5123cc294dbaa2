import { expect, test } from 'vitest';
import { applications } from '../../db/schema/applications.js';
import { addRow } from '../register/rows.js';
import { makeApplication, makeCall } from '../support/make.js';
import { makeWorld } from '../support/world.js';

const url = (id: number) => `/staff/applications/${id}`;

test('an application that was sent shows facts, conditions, answers, documents and history', async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta Krasniqi');
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const { status, text, headers } = await browser.get(url(arta.id));

  expect(status).toBe(200);
  expect(headers['cache-control']).toBe('no-store');
  expect(text).toContain('<h1>Arta Krasniqi</h1>');
  expect(text).toContain('<dt>Reference</dt><dd>HLC-2026-0001</dd>');
  expect(text).toContain('0 of 12 checked');
  expect(text).toMatch(
    /id="fact-averageTenThousandths"[^§]*?>Average grade<[^§]*?<p class="fact__stated">8,85<\/p>/,
  );
  expect(text).toContain('data-rule="average" data-result="met_declared"');
  expect(text).toContain('<dd>I would like to learn to write down exactly what I see and hear.</dd>');
  expect(text).toContain(`<img src="/files/${arta.fileId}/pages/1" alt="Certificate of grades, page 1">`);
  expect(text).toContain('<p>Application submitted</p>');
  expect(text).toContain('Arta Krasniqi (applicant)');
  expect((await browser.bytes(`/files/${arta.fileId}/pages/1`)).status).toBe(200);
});

test('a draft, a lapsed draft, an unknown id and a word do not exist, for directors too', async () => {
  const world = makeWorld();
  const callId = makeCall(world);
  const draft = await makeApplication(world, 'Zana Drafts', { upTo: 'whole' });
  const lapsed = addRow(world, callId, { name: 'Zana Late', state: 'not_submitted' });
  const entry = addRow(world, callId, { name: 'Zana Paper', state: 'draft', source: 'paper' });

  for (const group of ['coordinator', 'director'] as const) {
    const { browser } = world.signedIn(`Luan ${group}`, [group]);
    for (const id of [draft.id, lapsed, entry, 999_999, 'x', '1e1', '-1', '9'.repeat(30)]) {
      const answer = await browser.get(`/staff/applications/${id}`);
      expect([id, answer.status]).toEqual([id, 404]);
      expect(answer.text).not.toContain('Zana');
    }
  }
});

test('nobody but coordinators and directors opens it, the applicant neither', async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta Krasniqi');

  expect((await arta.browser.get(url(arta.id))).status).toBe(403);
  expect((await world.signedIn('Ivana', ['intern']).browser.get(url(arta.id))).status).toBe(403);
  const visitor = await world.browser().get(url(arta.id));
  expect([visitor.status, visitor.text.includes('Krasniqi')]).toEqual([303, false]);
});

test('next and previous follow the list one came from, and the way back keeps its filters', async () => {
  const world = makeWorld();
  const callId = makeCall(world);
  const first = addRow(world, callId, { name: 'First', state: 'in_review', averageTenThousandths: 90_000 });
  const other = addRow(world, callId, { name: 'Other group', averageTenThousandths: 85_000 });
  const second = addRow(world, callId, {
    name: 'Second',
    state: 'shortlisted',
    averageTenThousandths: 80_000,
  });
  const third = addRow(world, callId, { name: 'Third', state: 'in_review', averageTenThousandths: null });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const from = 'group.progress~sort.average';
  const list = await browser.get('/staff/applications?group=progress&sort=average');

  const page = await browser.get(`${url(second)}?from=${from}`);
  const last = await browser.get(`${url(third)}?from=${from}`);
  const alone = await browser.get(url(second));
  const grouped = await browser.get(`${url(other)}?from=`);

  expect(list.text).toContain(`<a href="/staff/applications/${second}?from=${from}" data-open>Second</a>`);
  expect(page.text).toContain(`<a href="/staff/applications/${first}?from=${from}" rel="prev">`);
  expect(page.text).toContain(`<a href="/staff/applications/${third}?from=${from}" rel="next">`);
  expect(page.text).toContain('href="/staff/applications?group&#x3D;progress&amp;sort&#x3D;average"');
  expect(last.text).toContain('rel="prev"');
  expect(last.text).not.toContain('rel="next"');
  expect(alone.text).not.toMatch(/rel="(next|prev)"/);
  expect(grouped.text).not.toMatch(/rel="(next|prev)"/);
});

test('what was changed after sending stands beside what it was', async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta Krasniqi');
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  expect((await browser.get(url(arta.id))).text).toContain('Nothing was changed after sending.');

  world.clock.pass(20 * 60_000);
  const studies = {
    institution: 'up',
    faculty: 'law',
    degree: 'bachelor',
    studyYear: '4',
    programmeYears: '4',
    average: '9,10',
    averageScale: 'five_to_ten',
    criminalLaw: 'passed',
    criminalProcedure: 'not_yet',
    profile: 'criminal',
  };
  await arta.browser.submit(`${arta.url}/studies`, studies);
  const { text } = await browser.get(url(arta.id));

  expect(text).toContain('<h3>Studies, Thursday, 22 October 2026, 10:20 (Prishtina time)</h3>');
  expect(text).toContain(
    '<th scope="row">Average grade</th><td class="pre" data-label="Before">8,85</td><td class="pre" data-label="After">9,10</td>',
  );
  expect(text).toContain(
    'data-label="Before">Exam passed</td><td class="pre" data-label="After">Not yet</td>',
  );
  expect(text).toContain('data-rule="criminalProcedure" data-result="not_met"');
  expect(text).toContain('<p>Answers changed</p>');
});

test("the viewer shows the page asked for, never one that is not there, and another application's document not at all", async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta Krasniqi');
  const nenad = await makeApplication(world, 'Nenad Petrović');
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const beyond = await browser.get(`${url(arta.id)}?document=${arta.fileId}&page=99&size=large`);
  const foreign = await browser.get(`${url(arta.id)}?document=${nenad.fileId}`);

  expect(beyond.text).toContain(`<img src="/files/${arta.fileId}/pages/1"`);
  expect(beyond.text).toContain('class="viewer viewer--large"');
  expect(foreign.text).toContain(`<img src="/files/${arta.fileId}/pages/1"`);
  expect(foreign.text).not.toContain(`/files/${nenad.fileId}`);
});

test('what came on paper says who entered it and whether the applicant confirmed it', async () => {
  const world = makeWorld();
  const callId = makeCall(world);
  const dafina = world.signedIn('Dafina Berisha', ['coordinator']);
  const id = addRow(world, callId, { name: 'Agim Hoxha', source: 'paper', enteredBy: dafina.personId });

  const before = await dafina.browser.get(url(id));
  world.ctx.db.update(applications).set({ confirmedAt: world.clock.now() }).run();
  const after = await dafina.browser.get(url(id));

  expect(before.text).toContain(
    '<dd>On paper · Entered by Dafina Berisha · Not confirmed by the applicant yet</dd>',
  );
  expect(after.text).toContain(
    'Confirmed by the applicant on Thursday, 22 October 2026, 10:00 (Prishtina time)',
  );
});

test('the history does not tell whether somebody opted in to the community question', async () => {
  const world = makeWorld();
  makeCall(world);
  const arta = await makeApplication(world, 'Arta Krasniqi');
  const insert = world.ctx.db.$client.prepare(
    `insert into history (at, actor_id, actor_role, entity, entity_id, event, details, previous_hash, hash)
     values (1, ?, 'applicant', 'application', ?, ?, '{}', '', ?)`,
  );
  insert.run(arta.personId, arta.id, 'opt_in', 'a');
  insert.run(arta.personId, arta.id, 'reinstate', 'b');
  const { browser } = world.signedIn('Luan', ['director']);

  const { text } = await browser.get(url(arta.id));

  expect(text).toContain('<p>Withdrawal taken back</p>');
  expect(text).not.toContain('opt_in');
});
