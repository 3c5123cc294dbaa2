// The outbox as staff use it: reading, trying again, correcting an address, releasing and holding back.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { timelineOf } from '../../src/history/queries.js';
import { hour } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { deliver } from '../../src/mail/send.js';
import { QUIET } from '../../src/mail/service.js';
import { personByEmail, personById } from '../../src/people/queries.js';
import { openTasks } from '../../src/tasks/queries.js';
import { open as openTask } from '../../src/tasks/service.js';
import { openPostOffice } from '../support/post-office.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

type Change = Partial<typeof letters.$inferInsert>;

/** A notice to Arta about her password; `change` puts it into the state the test needs. */
function notice(world: World, change: Change = {}, email = 'arta@example.org'): number {
  const data = { notice: 'password', when: 'Thursday at ten', link: 'https://apply.example.org/contact' };
  const personId = personByEmail(world.ctx.db, email)?.id ?? null;
  const id = queue(
    world.ctx,
    'security-notice',
    { personId, email, language: 'en' },
    { entity: 'application', entityId: 7 },
    data,
  );
  if (Object.keys(change).length > 0)
    world.ctx.db.update(letters).set(change).where(eq(letters.id, id)).run();
  return id;
}

function secretLetter(world: World, change: Change = {}): number {
  const data = { link: 'https://apply.example.org/sign-in/link?token=s3cret', minutes: 30 };
  const id = queue(
    world.ctx,
    'sign-in-link',
    { personId: null, email: 'arta@example.org', language: 'en' },
    { entity: 'person', entityId: 0 },
    data,
  );
  if (Object.keys(change).length > 0)
    world.ctx.db.update(letters).set(change).where(eq(letters.id, id)).run();
  return id;
}

function failed(world: World): number {
  const id = notice(world, { state: 'failed', attempts: 1, lastProblem: 'no_such_address:550' });
  openTask(world.ctx, {
    kind: 'letter-failed',
    entity: 'letter',
    entityId: id,
    details: { subject: 'x', problem: 'mail.problem.refused' },
  });
  return id;
}

/** A letter that waits to be released, as a corrected condition drafts it. */
const draft = (world: World, email?: string) => notice(world, { state: 'draft', letter: DRAFTED }, email);
const DRAFTED = 'conditions-corrected';
/** How a box of the release page names a letter with its first words. */
const seen = (id: number) => `${id}.1`;

const row = (world: World, id: number) => {
  const found = world.ctx.db.select().from(letters).where(eq(letters.id, id)).get();
  if (!found) throw new Error('the letter is gone');
  return found;
};
const events = (world: World, id: number) => timelineOf(world.ctx.db, 'letter', id).map(({ event }) => event);
const coordinator = (world: World) => world.signedIn('Dafina Coordinator', ['coordinator']).browser;

describe('the list of letters', () => {
  test('shows what failed first, then drafts, then what waits, each with its problem in words', async () => {
    const world = makeWorld();
    const dafina = coordinator(world);
    notice(world, { attempts: 2, lastProblem: 'busy:451', subject: 'third' });
    notice(world, { state: 'draft', subject: 'second' });
    notice(world, { state: 'failed', lastProblem: 'no_such_address:550', subject: 'first' });
    notice(world, { state: 'sent', sentAt: 1, subject: 'already sent' });

    const page = await dafina.get('/staff/letters');

    expect(page.status).toBe(200);
    expect(
      [...page.text.matchAll(/<a href="\/staff\/letters\/\d+" lang="en">(.*?)<\/a>/g)].map(
        (match) => match[1],
      ),
    ).toEqual(['first', 'second', 'third']);
    expect(page.text).toContain('There is no such address. The server’s code: 550.');
    expect(page.text).toContain('The receiving server asked us to try later. The server’s code: 451.');
    expect(page.text).not.toContain('already sent');
  });

  test('is filtered by the state in the address', async () => {
    const world = makeWorld();
    const dafina = coordinator(world);
    notice(world, { subject: 'waits' });
    notice(world, { state: 'sent', sentAt: 1, subject: 'was sent' });

    const sent = await dafina.get('/staff/letters?state=sent');
    const waiting = await dafina.get('/staff/letters?state=waiting');
    const dropped = await dafina.get('/staff/letters?state=dropped');
    const unknown = await dafina.get('/staff/letters?state=constructor');

    expect([sent.text.includes('was sent'), sent.text.includes('waits')]).toEqual([true, false]);
    expect([waiting.text.includes('was sent'), waiting.text.includes('waits')]).toEqual([false, true]);
    expect(dropped.text).toContain('No letters here');
    expect(unknown.text).toContain('waits');
  });

  test('turns pages, and an odd page number is no error', async () => {
    const world = makeWorld();
    const dafina = coordinator(world);
    for (let i = 1; i <= 51; i += 1) notice(world, { subject: `number ${i}.` });

    const second = await dafina.get('/staff/letters?state=waiting&page=2');
    const beyond = await dafina.get('/staff/letters?state=waiting&page=99');
    const odd = await dafina.get('/staff/letters?state=waiting&page=-1e9');

    expect([...second.text.matchAll(/number \d+\./g)].map(String)).toEqual(['number 1.']);
    expect(second.text).toContain('51–51 of 51');
    expect(beyond.text).toContain('51–51 of 51');
    expect(odd.text).toContain('1–50 of 51');
  });

  test('says when nothing can leave', async () => {
    const without = await coordinator(makeWorld({ smtpUrl: null })).get('/staff/letters');
    const set = await coordinator(makeWorld({ smtpUrl: 'smtp://127.0.0.1:1' })).get('/staff/letters');

    expect(without.text).toContain('Sending mail is not set up');
    expect(set.text).not.toContain('Sending mail is not set up');
  });
});

describe('one letter', () => {
  test('is shown as it is read, markup of others escaped', async () => {
    const world = makeWorld();
    const arta = world.signedIn('Arta <b>Sample</b>', ['applicant']);
    const email = personById(world.ctx.db, arta.personId)?.email ?? '';
    const id = notice(world, {}, email);

    const page = await coordinator(world).get(`/staff/letters/${id}`);

    expect(page.status).toBe(200);
    expect(page.text).toContain('Thursday at ten');
    expect(page.text).toContain('<strong>https://apply.example.org/contact</strong>');
    expect(page.text).toContain('Arta &lt;b&gt;Sample&lt;/b&gt;');
    expect(page.text).not.toContain('<b>Sample</b>');
  });

  test('with a sign-in link is never shown, nor sent elsewhere, by anybody', async () => {
    const world = makeWorld();
    const dafina = coordinator(world);
    const id = secretLetter(world, { state: 'failed', lastProblem: 'no_such_address:550' });

    const page = await dafina.get(`/staff/letters/${id}`);
    const form = await dafina.get(`/staff/letters/${id}/readdress`);
    const fields = hiddenFields(page.text, `/staff/letters/${id}/retry`);
    const posted = await dafina.post(`/staff/letters/${id}/readdress`, {
      ...fields,
      email: 'dafina@example.org',
    });

    expect(page.text).toContain('so its text is shown to nobody else');
    expect(page.text).not.toContain('s3cret');
    expect([form.status, posted.status]).toEqual([404, 404]);
    expect(world.letters().map((letter) => letter.recipient)).toEqual(['arta@example.org']);
  });

  test('is not there under another number', async () => {
    const dafina = coordinator(makeWorld());

    const answers = await Promise.all(
      ['99', '0', '-1', '1.5', 'x', '99999999999999999999'].map((id) => dafina.get(`/staff/letters/${id}`)),
    );

    expect(answers.map((answer) => answer.status)).toEqual([404, 404, 404, 404, 404, 404]);
  });
});

describe('a failed letter', () => {
  test('is tried again, its task is done, and it arrives', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = failed(world);

    const answer = await coordinator(world).submit(`/staff/letters/${id}`, {}, `/staff/letters/${id}/retry`);
    await deliver(world.ctx, {});

    expect([answer.status, answer.location]).toEqual([303, `/staff/letters/${id}`]);
    expect(row(world, id).state).toBe('sent');
    expect(openTasks(world.ctx.db, 'letter-failed')).toEqual([]);
    expect(events(world, id)).toEqual(['retry']);
  });

  test('is sent to a corrected address as a new letter, and the old address stays on record', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = failed(world);
    const { messageId } = row(world, id);

    const answer = await coordinator(world).submit(`/staff/letters/${id}/readdress`, {
      email: 'Arta.Sample@example.org',
    });
    await deliver(world.ctx, {});

    const next = Number(answer.location.split('/').at(-1));
    expect(row(world, id)).toMatchObject({
      state: 'dropped',
      recipient: 'arta@example.org',
      lastProblem: 'no_such_address:550',
    });
    expect(row(world, next)).toMatchObject({
      state: 'sent',
      recipient: 'arta.sample@example.org',
      subject: row(world, id).subject,
    });
    expect(office.received.map((one) => one.messageId)).toEqual([row(world, next).messageId]);
    expect(office.received[0]?.text).toContain('Thursday at ten');
    expect(row(world, next).messageId).not.toBe(messageId);
    expect(openTasks(world.ctx.db, 'letter-failed')).toEqual([]);
    expect([events(world, id), events(world, next)]).toEqual([['readdress'], ['readdressed']]);
  });

  test.each([
    ['', 'form.required'],
    ['arta', 'form.email'],
    ['arta@example.org, zana@example.org', 'form.email'],
    ['arta@example.org\nBcc: zana@example.org', 'form.email'],
  ])('is not sent to %j, which stays in the field', async (email) => {
    const world = makeWorld();
    const id = failed(world);

    const answer = await coordinator(world).submit(`/staff/letters/${id}/readdress`, { email });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('href="#email"');
    expect(answer.text).toContain(`value="${email.replace('\n', '\n')}"`);
    expect(world.letters()).toHaveLength(1);
  });

  test('can be given up', async () => {
    const world = makeWorld();
    const id = failed(world);

    await coordinator(world).submit(`/staff/letters/${id}`, {}, `/staff/letters/${id}/drop`);

    expect(row(world, id).state).toBe('dropped');
    expect(openTasks(world.ctx.db, 'letter-failed')).toEqual([]);
  });

  test('is sent again once when the button is pressed twice, and never when it has left in the meantime', async () => {
    const world = makeWorld();
    const dafina = coordinator(world);
    const id = failed(world);
    const page = await dafina.get(`/staff/letters/${id}`);
    const fields = hiddenFields(page.text, `/staff/letters/${id}/retry`);

    const first = await dafina.post(`/staff/letters/${id}/retry`, fields);
    const twice = await dafina.post(`/staff/letters/${id}/retry`, fields);
    world.ctx.db.update(letters).set({ state: 'sent', sentAt: 1 }).where(eq(letters.id, id)).run();
    const late = await dafina.post(
      `/staff/letters/${id}/drop`,
      hiddenFields(page.text, `/staff/letters/${id}/drop`),
    );

    expect([first.status, twice.status, late.status]).toEqual([303, 303, 409]);
    expect(late.text).toContain('The state of this letter has changed in the meantime');
    expect(events(world, id)).toEqual(['retry']);
  });
});

describe('drafted letters', () => {
  test('are released by name, leave after the quiet minutes, and not before', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const arta = world.signedIn('Arta Sample', ['applicant']);
    const nenad = world.signedIn('Nenad Sample', ['applicant']);
    const [one, two] = [draft(world, 'arta.sample@example.org'), draft(world, 'nenad.sample@example.org')];
    const dafina = coordinator(world);

    const page = await dafina.get('/staff/letters/release');
    const answer = await dafina.submit('/staff/letters/release', { letter: [seen(one)] });
    const early = await deliver(world.ctx, {});
    world.clock.pass(QUIET);
    const after = await deliver(world.ctx, {});

    expect(arta.personId).not.toBe(nenad.personId);
    expect(page.text).toContain('Arta Sample, arta.sample@example.org');
    expect(page.text).toContain('Nenad Sample, nenad.sample@example.org');
    expect(
      [...page.text.matchAll(/value="(\d+)\.1" id="letter-\d+" checked/g)].map((match) => Number(match[1])),
    ).toEqual([one, two]);
    expect([answer.status, answer.location]).toEqual([303, '/staff/letters?state=waiting']);
    expect([early.sent, after.sent]).toEqual([0, 1]);
    expect([row(world, one).state, row(world, two).state]).toEqual(['sent', 'draft']);
    expect(events(world, one)).toEqual(['release']);
  });

  test('are held back while they wait, one or all', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const ids = [draft(world), draft(world), draft(world)];
    const immediate = notice(world, { nextAttemptAt: world.clock.now() + hour });
    const dafina = coordinator(world);
    await dafina.submit('/staff/letters/release', { letter: ids.map(seen) });

    await dafina.submit(`/staff/letters/${ids[0]}`, {}, `/staff/letters/${ids[0]}/hold-back`);
    const one = ids.map((id) => row(world, id).state);
    await dafina.submit('/staff/letters/hold-back', {});
    world.clock.pass(QUIET);
    const delivered = await deliver(world.ctx, {});

    expect(one).toEqual(['draft', 'queued', 'queued']);
    expect(ids.map((id) => row(world, id).state)).toEqual(['draft', 'draft', 'draft']);
    expect(row(world, immediate).state).toBe('queued');
    expect(delivered.sent).toBe(0);
  });

  test('cannot be held back once they left', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = draft(world);
    const dafina = coordinator(world);
    await dafina.submit('/staff/letters/release', { letter: [seen(id)] });
    const page = await dafina.get(`/staff/letters/${id}`);
    world.clock.pass(QUIET);
    await deliver(world.ctx, {});

    const answer = await dafina.post(
      `/staff/letters/${id}/hold-back`,
      hiddenFields(page.text, `/staff/letters/${id}/hold-back`),
    );

    expect(answer.status).toBe(409);
    expect(row(world, id).state).toBe('sent');
  });

  test('are released all or none: one that was dropped in the meantime stops the rest', async () => {
    const world = makeWorld();
    const ids = [draft(world), draft(world)];
    const dafina = coordinator(world);
    const fields = hiddenFields((await dafina.get('/staff/letters/release')).text, '/staff/letters/release');
    await dafina.submit(`/staff/letters/${ids[1]}`, {}, `/staff/letters/${ids[1]}/drop`);

    const answer = await dafina.post('/staff/letters/release', { ...fields, letter: ids.map(seen) });

    expect(answer.status).toBe(409);
    expect(ids.map((id) => row(world, id).state)).toEqual(['draft', 'dropped']);
  });

  test('of decisions are not released here', async () => {
    const world = makeWorld();
    const id = draft(world);
    const decision = notice(world, { state: 'draft', kind: 'decision' });
    const dafina = coordinator(world);
    const page = await dafina.get('/staff/letters/release');

    const answer = await dafina.post('/staff/letters/release', {
      ...hiddenFields(page.text, '/staff/letters/release'),
      letter: [seen(id), seen(decision)],
    });

    expect(page.text).not.toContain(`id="letter-${decision}"`);
    expect(answer.status).toBe(409);
    expect(row(world, id).state).toBe('draft');
  });

  test.each([[[] as string[]], [['x']], [['1e3']], [['1']], [['1.x']]])(
    'with %j ticked are not released',
    async (ticked) => {
      const world = makeWorld();
      const id = draft(world);

      const answer = await coordinator(world).submit('/staff/letters/release', { letter: ticked });

      expect(answer.status).toBe(422);
      expect(row(world, id).state).toBe('draft');
    },
  );
});

describe('who may', () => {
  const pages = [
    '/staff/letters',
    '/staff/letters/1',
    '/staff/letters/release',
    '/staff/letters/hold-back',
    '/staff/letters/1/readdress',
    '/staff/letters/1/retry',
  ];

  test('nobody without signing in', async () => {
    const world = makeWorld();
    notice(world);
    const stranger = world.browser();

    const answers = await Promise.all(pages.map((page) => stranger.get(page)));

    expect(answers.map((answer) => answer.location)).toEqual(
      pages.map((page) => `/staff/sign-in?next=${encodeURIComponent(page)}`),
    );
  });

  test.each([['applicant'], ['intern'], ['safety_officer'], ['administrator']] as const)(
    'not the %s',
    async (group) => {
      const world = makeWorld();
      notice(world);
      const { browser } = world.signedIn('Zana Stranger', [group]);

      const answers = await Promise.all(pages.map((page) => browser.get(page)));

      expect(answers.map((answer) => answer.status)).toEqual(pages.map(() => 403));
    },
  );

  test('the director reads and sends nothing', async () => {
    const world = makeWorld();
    const id = failed(world);
    const draftId = draft(world);
    const luan = world.signedIn('Luan Director', ['director']).browser;

    const list = await luan.get('/staff/letters');
    const page = await luan.get(`/staff/letters/${id}`);
    const fields = { _token: /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '' };
    const retry = await luan.post(`/staff/letters/${id}/retry`, fields);
    const release = await luan.post('/staff/letters/release', { ...fields, letter: String(draftId) });

    expect([list.status, page.status, retry.status, release.status]).toEqual([200, 200, 403, 403]);
    expect(page.text).not.toContain('/retry');
    expect(list.text).not.toContain('/staff/letters/release');
  });
});

describe('the mail of the demonstration', () => {
  test('shows every letter with its link, which opens', async () => {
    const world = makeWorld({ demo: true });
    secretLetter(world);

    const page = await world.browser().get('/demo/letters');

    expect(page.status).toBe(200);
    expect(page.text).toContain('<a href="https://apply.example.org/sign-in/link?token&#x3D;s3cret">');
    expect(page.headers['cache-control']).toBe('no-store');
  });

  test('does not exist anywhere else', async () => {
    const world = makeWorld({ demo: false });
    secretLetter(world);

    const answers = [
      await world.browser().get('/demo/letters'),
      await coordinator(world).get('/demo/letters'),
    ];

    expect(answers.map((answer) => answer.status)).toEqual([404, 404]);
    expect(answers.map((answer) => answer.text.includes('s3cret'))).toEqual([false, false]);
  });
});
