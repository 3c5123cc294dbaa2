// One's own data in the browser: everything of oneself, nothing of anybody else, and the way out.
import { beforeEach, expect, test } from 'vitest';
import { record } from '../../src/history/record.js';
import { day } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { deliver } from '../../src/mail/send.js';
import { tinyPdf } from '../paper/papers.js';
import { type Applicant, answers, makeApplication, makeCall, sendFiles } from '../support/make.js';
import { openPostOffice } from '../support/post-office.js';
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

test.each(['/my/data', '/my/data.json', '/my/data/keep', '/my/erase'])(
  '%s asks to sign in first',
  async (url) => {
    const answer = await world.browser().get(url);

    expect([answer.status, answer.location.split('?')[0]]).toEqual([303, '/sign-in']);
  },
);

test('a member of staff has no application to keep: 403', async () => {
  const { browser } = world.signedIn('Luan Directs', ['director']);

  expect((await browser.get('/my/data/keep')).status).toBe(403);
});

test('erasing asks for a tick, and without it everything is still there', async () => {
  const answer = await arta.browser.submit('/my/erase', {});

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('href="#sure"');
  expect(await shown(arta.browser)).toContain('Arta Applies');
});

test('erasing ends the session, wipes the browser and says so in the reader’s language', async () => {
  const { browser } = world.signedIn('Nenad Applies', ['applicant'], 'sq');

  const answer = await browser.submit('/my/erase', { sure: 'on' });

  expect([answer.status, answer.location]).toEqual([303, '/erased?language=sq']);
  expect(answer.headers['clear-site-data']).toBe('"cache", "cookies", "storage"');
  expect(browser.cookies.has('__Host-session')).toBe(false);
  const afterwards = await browser.get((await browser.get(answer.location)).location);
  expect(afterwards.text).toContain('Gjithçka për ju është fshirë');
});

test('after erasing, the stolen session, the document and the application are not there', async () => {
  const thief = world.browser();
  thief.cookies.set('__Host-session', String(arta.browser.cookies.get('__Host-session')));
  const { browser: coordinator } = world.signedIn('Mira Coordinates', ['coordinator']);
  expect((await coordinator.get(`/files/${arta.fileId}`)).status).toBe(200);

  await arta.browser.submit('/my/erase', { sure: 'on' });

  expect((await thief.get('/my/data')).status).toBe(303);
  expect((await coordinator.get(`/files/${arta.fileId}`)).status).toBe(404);
  expect((await coordinator.get('/staff/applications')).text).not.toContain('Arta Applies');
  expect((await coordinator.get(`/staff/applications/${arta.id}`)).text).not.toContain('Arta Applies');
});

test('pressing the button twice is harmless', async () => {
  const page = await arta.browser.get('/my/erase');
  const fields = Object.fromEntries(
    [...(page.text.split('action="/my/erase"')[1]?.matchAll(/name="(_\w+)" value="([^"]*)"/g) ?? [])].map(
      ([, name, value]) => [name, value],
    ),
  ) as Record<string, string>;
  const before = new Map(arta.browser.cookies);

  const first = await arta.browser.post('/my/erase', { ...fields, sure: 'on' });
  for (const [name, value] of before) arta.browser.cookies.set(name, value);
  const second = await arta.browser.post('/my/erase', { ...fields, sure: 'on' });

  expect([first.status, second.status]).toEqual([303, 401]);
  expect(sql("select 1 from history where entity = 'person' and event = 'erase'")).toHaveLength(1);
  expect(sql("select 1 from letters where letter = 'erased'")).toHaveLength(1);
});

test('the last letter reaches the address, and then the outbox has forgotten it', async () => {
  const office = await openPostOffice();
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };
  await arta.browser.submit('/my/erase', { sure: 'on' });

  await deliver(ctx, {});

  expect(sql("select state, recipient, subject, sealed_body from letters where letter = 'erased'")).toEqual([
    { state: 'sent', recipient: null, subject: '', sealed_body: null },
  ]);
  expect(office.received.filter(({ to }) => JSON.stringify(to).includes('arta.applies'))).toHaveLength(1);
});

test('a last letter that cannot be delivered is forgotten too, and troubles nobody', async () => {
  const office = await openPostOffice();
  office.mood = { status: 550, at: 'rcpt' };
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };
  await arta.browser.submit('/my/erase', { sure: 'on' });

  await deliver(ctx, {});

  expect(sql("select state, recipient, sealed_body from letters where letter = 'erased'")).toEqual([
    { state: 'failed', recipient: null, sealed_body: null },
  ]);
  const { id } = sql("select id from letters where letter = 'erased'")[0] as { id: number };
  expect(
    sql("select 1 from tasks where kind = 'letter-failed' and entity_id = ? and done_at is null", id),
  ).toEqual([]);
});

test('interns and staff, past ones too, are told whom to ask, and a forced post erases nothing', async () => {
  const { browser: director, personId } = world.signedIn('Luan Directs', ['director', 'applicant']);
  const { browser: past, personId: pastId } = world.signedIn('Ivana Was', ['intern', 'applicant']);
  sql("update memberships set until = 1 where person_id = ? and group_name = 'intern' returning id", pastId);

  for (const browser of [director, past]) {
    const page = await browser.get('/my/erase');
    expect(page.text).toContain('a person has to look at this first');
    expect(page.text).not.toContain('action="/my/erase"');
    const account = await browser.get('/account/profile');
    const fields = Object.fromEntries(
      [...account.text.matchAll(/name="(_token|_key)" value="([^"]*)"/g)].map(([, name, value]) => [
        name,
        value,
      ]),
    ) as Record<string, string>;
    expect((await browser.post('/my/erase', { ...fields, sure: 'on' })).status).toBe(409);
  }
  expect(sql('select name from people where id in (?, ?) order by id', personId, pastId)).toEqual([
    { name: 'Luan Directs' },
    { name: 'Ivana Was' },
  ]);
});

test('who was erased and signs in again begins anew, as somebody we do not know', async () => {
  await arta.browser.submit('/my/erase', { sure: 'on' });
  const again = world.browser();
  await again.submit('/sign-in', { email: 'arta.applies@example.org' });
  const link = /\/sign-in\/link\?token=\S+/.exec(world.letters().at(-1)?.text ?? '')?.[0] ?? '';
  await again.submit(link, {}, '/sign-in/link');

  const text = await shown(again);

  expect(text).toContain('arta.applies@example.org');
  expect(text).not.toContain('HLC-2026-0001');
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
