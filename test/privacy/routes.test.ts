// One's own data in the browser: everything of oneself, nothing of anybody else.
import { beforeEach, expect, test } from 'vitest';
import { record } from '../../src/history/record.js';
import { day } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { tinyPdf } from '../paper/papers.js';
import { type Applicant, answers, makeApplication, makeCall, sendFiles } from '../support/make.js';
import { type Browser, makeWorld, type World } from '../support/world.js';
import { type Planted, plant, prepare } from './planted.js';

let world: World;
let arta: Applicant;
let stranger: Planted;

beforeEach(async () => {
  world = makeWorld();
  makeCall(world);
  arta = await makeApplication(world, 'Arta Applies');
  stranger = plant(prepare(world.ctx));
});

const sql = (query: string, ...values: unknown[]) => world.ctx.db.$client.prepare(query).all(...values);
const shown = async (browser: Browser) => (await browser.get('/my/data')).text;
/** The words of the stranger that can be read in a text. */
const leaked = (text: string) =>
  Object.entries({ ...stranger.open, ...stranger.sealed })
    .filter(([, word]) => text.includes(word))
    .map(([place]) => place);

test('the page shows what she gave, what was made of it and who changed what, by role', async () => {
  world.ctx.db.$client
    .prepare("update letters set state = 'sent', sent_at = ? where person_id = ?")
    .run(world.clock.now(), arta.personId);
  const text = await shown(arta.browser);

  for (const said of [
    'Arta Applies',
    'arta.applies@example.org',
    '+383 44 000 111',
    answers.letter.letter,
    answers.experience.experience,
    '8,85',
    'HLC-2026-0001',
    'Received',
    'certificate.pdf',
    'data-overall="to_verify"',
    '<li><span lang="sq">',
    'Application submitted',
    ' you<',
  ])
    expect(text, said).toContain(said);
  expect(text).toContain(`href="/files/${arta.fileId}"`);
  expect(text).toContain(`href="${arta.url}/answers.pdf"`);
});

test('the stranger reads all of her own words on her page and in her file', async () => {
  const browser = world.browser();
  browser.cookies.set('__Host-session', stranger.token);

  const text = await shown(browser);
  const file = (await browser.bytes('/my/data.json')).body.toString();

  expect(leaked(text)).toContain('letter typed');
  for (const place of [
    'city',
    'city changed',
    'reason of withdrawing',
    'community opt-in',
    'name of a passkey',
  ])
    expect(leaked(text), place).toContain(place);
  expect(leaked(file)).toContain('reason of a late key');
  // What only proves who somebody is stays a hash, and a colleague's note about her is the colleague's.
  for (const place of [
    'hash of a password',
    'secret of a code app',
    'hash of a recovery code',
    'note about the person',
  ])
    expect([...leaked(text), ...leaked(file)], place).not.toContain(place);
});

test("nothing of anybody else is on a person's page or in their file", async () => {
  const text = await shown(arta.browser);
  const file = await arta.browser.bytes('/my/data.json');

  expect(leaked(text)).toEqual([]);
  expect(leaked(file.body.toString())).toEqual([]);
  expect(`${text}${file.body}`).not.toContain('Dafina');
});

test('the file can be read without us, and holds the documents byte for byte', async () => {
  const answer = await arta.browser.bytes('/my/data.json');
  const data = JSON.parse(answer.body.toString());

  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toBe('attachment; filename=hlc-my-data.json');
  expect(answer.headers['cache-control']).toContain('no-store');
  expect(data).toMatchObject({
    format: 'hlc-personal-data',
    madeAt: '2026-10-22T08:00:00.000Z',
    person: {
      name: 'Arta Applies',
      email: 'arta.applies@example.org',
      createdAt: '2026-10-22T08:00:00.000Z',
    },
    applications: [{ reference: 'HLC-2026-0001', stage: 'received', community: null }],
  });
  expect(data.applications[0].answers.map((one: { section: string }) => one.section).sort()).toEqual(
    Object.keys(answers).sort(),
  );
  expect(Buffer.from(data.documents[0].contentBase64, 'base64')).toEqual(
    (await arta.browser.bytes(`/files/${arta.fileId}`)).body,
  );
});

test('a replaced document and an earlier answer are still shown, marked as such', async () => {
  await arta.browser.submit(`${arta.url}/letter`, { letter: 'I have thought again.' });
  await sendFiles(arta.browser, `${arta.url}/documents/grades_certificate`, [
    { name: 'newer.pdf', bytes: tinyPdf(['0 1 1']) },
  ]);

  const text = await shown(arta.browser);

  expect(text).toContain('I have thought again.');
  expect(text).toContain(answers.letter.letter);
  expect(text.match(/replaced by a newer one/g)).toHaveLength(1);
});

test('a step that is not released yet is not named, and a drafted letter does not exist', async () => {
  const { ctx } = world;
  sql(
    "update applications set state = 'shortlisted', pending_to = 'offered' where id = ? returning id",
    arta.id,
  );
  record(
    ctx,
    { ...stranger.actor, personId: 9999, groups: ['coordinator'] },
    {
      entity: 'application',
      entityId: arta.id,
      event: 'shortlist',
      to: 'shortlisted',
      note: 'far the best of all',
    },
  );
  const id = queue(
    ctx,
    'draft-lapsed',
    { personId: arta.personId, email: 'arta.applies@example.org', language: 'en' },
    { entity: 'application', entityId: arta.id },
    { link: 'x', closes: 'y' },
  );
  sql("update letters set state = 'draft', subject = 'We offer you a place' where id = ? returning id", id);

  const text = await shown(arta.browser);
  const file = (await arta.browser.bytes('/my/data.json')).body.toString();

  expect(text).toContain('HLC worked on your application');
  expect(text).toContain('Under review');
  for (const secret of ['shortlist', 'offered', 'far the best', 'We offer you']) {
    expect(text, secret).not.toContain(secret);
    expect(file, secret).not.toContain(secret);
  }
});

test('somebody without any application sees their account and nothing breaks', async () => {
  const { browser } = world.signedIn('Nenad Applies', ['applicant'], 'sr');

  expect((await browser.get('/my/data')).text).toContain('nenad.applies@example.org');
  expect(JSON.parse((await browser.bytes('/my/data.json')).body.toString()).documents).toEqual([]);
});

test.each(['/my/data', '/my/data.json', '/my/data/keep'])('%s asks to sign in first', async (url) => {
  const answer = await world.browser().get(url);

  expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/sign-in']);
});

test('a member of staff has no application to keep: 403', async () => {
  const { browser } = world.signedIn('Luan Directs', ['director']);

  expect((await browser.get('/my/data/keep')).status).toBe(403);
});

test('asking to be kept holds for what is over, says so, and is shown in the answers', async () => {
  expect((await arta.browser.get('/my/data/keep')).text).toContain('There is nothing to keep');
  await arta.browser.submit(`${arta.url}/withdraw`, { reason: '' });
  world.clock.pass(day);

  const answer = await arta.browser.submit('/my/data/keep', {});

  expect([answer.status, answer.location]).toEqual([303, '/my/data']);
  const [row] = sql(
    "select body, saved_at from answers where section = 'declarations' and application_id = ?",
    arta.id,
  ) as {
    body: string;
    saved_at: number;
  }[];
  expect(JSON.parse(row?.body ?? '')).toMatchObject({ truthful: 'on', keepForNextCall: 'on' });
  expect(row?.saved_at).toBe(world.clock.now());
  expect(await shown(arta.browser)).toContain('Your data are kept for the next call.');
});
