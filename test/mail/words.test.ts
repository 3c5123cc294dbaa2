// The words of drafts as staff change them: typed by hand, taken back, read as they leave, listed by what caused them.
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { letters, letterVersions } from '../../db/schema/mail.js';
import type { Language } from '../../src/access/actor.js';
import { timelineOf } from '../../src/history/queries.js';
import { newGroup, record } from '../../src/history/record.js';
import { unseal } from '../../src/lib/seal.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { deliver } from '../../src/mail/send.js';
import { QUIET } from '../../src/mail/service.js';
import { openPostOffice } from '../support/post-office.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

const { sample } = letterRules['conditions-corrected'];
const subject = 'The conditions of the internship call were corrected';
let world: World;
let dafina: Browser;
let artaId: number;
let id: number;

beforeEach(() => {
  world = makeWorld();
  dafina = world.signedIn('Dafina Coordinator', ['coordinator']).browser;
  artaId = world.signedIn('Arta Sample', ['applicant']).personId;
  id = draft();
});

/** A drafted letter to Arta; `groupId` is the act behind it. */
function draft(groupId: string | null = null, language: Language = 'en', change: Change = {}): number {
  const made = queue(
    world.ctx,
    'conditions-corrected',
    { personId: artaId, email: 'arta.sample@example.org', language },
    { entity: 'application', entityId: 1, groupId },
    sample,
  );
  if (Object.keys(change).length > 0)
    world.ctx.db.update(letters).set(change).where(eq(letters.id, made)).run();
  return made;
}
type Change = Partial<typeof letters.$inferInsert>;

const row = (of = id) => {
  const found = world.ctx.db.select().from(letters).where(eq(letters.id, of)).get();
  if (!found) throw new Error('the letter is gone');
  return found;
};
const body = (of = id) => {
  const { sealedBody, messageId } = row(of);
  const { keyring } = world.ctx.config;
  return JSON.parse(unseal(keyring, sealedBody as Buffer, `letter:${messageId}`).toString()) as {
    text: string;
    html: string;
  };
};
const events = () => timelineOf(world.ctx.db, 'letter', id).map(({ event }) => event);
const words = {
  subject: 'About the conditions, once more',
  text: `Dear Arta,\n\nThe conditions were corrected.\n\n${sample.link}\n\n- one\n- two`,
};
const edit = (fields: Record<string, string> = {}) =>
  dafina.submit(`/staff/letters/${id}/edit`, { ...words, ...fields });

describe('the words of a draft', () => {
  test('are changed by hand: text and HTML say the same, what they said is kept, and whose they are is shown', async () => {
    const before = body().text;

    const answer = await edit();
    const page = await dafina.get(answer.location);

    expect([answer.status, answer.location]).toEqual([303, `/staff/letters/${id}`]);
    expect(row()).toMatchObject({ subject: words.subject, version: 2, state: 'draft' });
    expect(body().text).toBe(`${words.text}\n`);
    expect(body().html).toContain('<p>The conditions were corrected.</p>');
    expect(body().html).toContain(`<a href="${sample.link}">`);
    expect(body().html).toContain('<ul><li>one</li><li>two</li></ul>');
    expect(page.text).toContain('The words were changed by Dafina Coordinator');
    expect(page.text).toContain('Earlier words no. 1, from the template');
    expect(page.text).toContain(subject);
    expect(page.text).toContain(before.split('\n')[0]);
    expect(events()).toEqual(['edit']);
  });

  test('leave as they were typed', async () => {
    const office = await openPostOffice();
    const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };
    await edit();
    await dafina.submit(`/staff/letters/release?only=${id}`, { letter: [`${id}.2`] });
    world.clock.pass(QUIET);

    await deliver(ctx, {});

    expect(office.received[0]?.subject).toBe(words.subject);
    expect(office.received[0]?.text?.trim()).toBe(words.text);
    expect(row().sealedData).toBeNull();
    expect(row().sealedBody).not.toBeNull();
  });

  test.each([
    ['{{name}} {{{triple}}} {{#each this}}'],
    ['$' + '{process.exit()} #{x} <%= y %>'],
    ['<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['{unknown} {name}'],
    ['https://evil.example/sign-in'],
    ["[sign in](https://evil.example) '; drop table letters; --"],
  ])('are never code: %s', async (payload) => {
    const text = `Dear you, some words before.\n\n${payload}\n\nand after.`;

    await edit({ text });
    const page = await dafina.get(`/staff/letters/${id}`);
    const html = await dafina.get(`/staff/letters/${id}/html`);

    expect(body().text).toBe(`${text}\n`);
    for (const shown of [page.text, html.text]) {
      expect(shown).not.toMatch(/<script>alert|<img src=x|<a href="https:\/\/evil/);
      expect(shown).toContain('and after.');
    }
    expect(html.text).not.toMatch(/<a /);
  });

  test.each<[string, Record<string, string>, string]>([
    ['no subject', { subject: '' }, 'subject'],
    ['a subject that is too long', { subject: 'x'.repeat(121) }, 'subject'],
    ['the name in the subject', { subject: 'News for ARTA today' }, 'subject'],
    ['the address in the subject', { subject: 'News for arta.sample@example.org' }, 'subject'],
    ['no text', { text: '' }, 'text'],
    ['a text of 100 kB', { text: 'x'.repeat(100_000) }, 'text'],
    ['signs that turn the reading round', { text: `${'x'.repeat(30)}\u202e` }, 'text'],
  ])('are not taken with %s, and everything typed stays', async (_name, wrong, field) => {
    const answer = await edit(wrong);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#${field}"`);
    expect(answer.text).toContain((wrong.text ?? words.text).slice(0, 20) || 'name="text"');
    expect(answer.text).toContain((wrong.subject ?? words.subject).slice(0, 60));
    expect(row().version).toBe(1);
  });

  test('a line break in the subject is a space: no header can be added', async () => {
    await edit({ subject: 'One line\r\nBcc: zana@example.org' });

    expect(row().subject).toBe('One line Bcc: zana@example.org');
  });

  test('changed by two at once: the second sees both texts, and saving again is a decision', async () => {
    const luan = world.signedIn('Luan Coordinator', ['coordinator']).browser;
    const mine = hiddenFields(
      (await luan.get(`/staff/letters/${id}/edit`)).text,
      `/staff/letters/${id}/edit`,
    );
    await edit();

    const clash = await luan.post(`/staff/letters/${id}/edit`, {
      ...mine,
      subject: 'My own subject',
      text: 'My own words, which are long enough.',
    });
    const again = await luan.post(`/staff/letters/${id}/edit`, {
      ...hiddenFields(clash.text, `/staff/letters/${id}/edit`),
      subject: 'Both of us agree',
      text: 'Our words together, long enough too.',
    });

    expect(clash.status).toBe(409);
    expect(clash.text).toContain('Somebody else has changed this in the meantime');
    expect(clash.text).toContain(words.subject);
    expect(clash.text).toContain('The conditions were corrected.');
    expect(clash.text).toContain('value="My own subject"');
    expect(clash.text).toContain('My own words, which are long enough.');
    expect(again.status).toBe(303);
    expect(row()).toMatchObject({ subject: 'Both of us agree', version: 3 });
    expect(
      world.ctx.db
        .select()
        .from(letterVersions)
        .all()
        .map(({ version }) => version),
    ).toEqual([1, 2]);
  });

  test('posted twice are changed once; the same words again change nothing', async () => {
    const fields = hiddenFields(
      (await dafina.get(`/staff/letters/${id}/edit`)).text,
      `/staff/letters/${id}/edit`,
    );

    const first = await dafina.post(`/staff/letters/${id}/edit`, { ...fields, ...words });
    const twice = await dafina.post(`/staff/letters/${id}/edit`, { ...fields, ...words });
    await edit();

    expect([first.status, twice.status]).toEqual([303, 303]);
    expect([row().version, events()]).toEqual([2, ['edit']]);
  });

  test.each<[string, Change]>([
    ['released', { state: 'queued' }],
    ['sent', { state: 'sent', sentAt: 1 }],
    ['dropped', { state: 'dropped' }],
    ['failed', { state: 'failed' }],
  ])('cannot be changed or written anew once it is %s', async (_state, change) => {
    const fields = hiddenFields(
      (await dafina.get(`/staff/letters/${id}/edit`)).text,
      `/staff/letters/${id}/edit`,
    );
    world.ctx.db.update(letters).set(change).run();

    const edited = await dafina.post(`/staff/letters/${id}/edit`, { ...fields, ...words });
    const anew = await dafina.post(`/staff/letters/${id}/rerender`, fields);

    expect([edited.status, anew.status, row().version]).toEqual([404, 404, 1]);
  });

  test('are written anew from the template after a warning; what was typed stays among the earlier words', async () => {
    await edit();
    const page = await dafina.get(`/staff/letters/${id}/rerender`);

    const answer = await dafina.submit(`/staff/letters/${id}/rerender`, {});
    const shown = await dafina.get(`/staff/letters/${id}`);
    const same = await dafina.get(`/staff/letters/${id}/rerender`);

    expect(page.text).toContain('What Dafina Coordinator changed by hand');
    expect(page.text).toContain(words.subject);
    expect(page.text).toContain(subject);
    expect(answer.status).toBe(303);
    expect(row()).toMatchObject({ subject, version: 3, editedBy: null });
    expect(shown.text).toContain('Earlier words no. 2: Dafina Coordinator');
    expect(shown.text).toContain('The conditions were corrected.');
    expect(same.text).toContain('There is nothing to change');
    expect(events()).toEqual(['edit', 'rerender']);
  });

  test('are not written anew when they changed after the comparison was shown', async () => {
    await edit();
    const fields = hiddenFields(
      (await dafina.get(`/staff/letters/${id}/rerender`)).text,
      `/staff/letters/${id}/rerender`,
    );
    await edit({ subject: 'A third subject' });

    const late = await dafina.post(`/staff/letters/${id}/rerender`, fields);

    expect(late.status).toBe(409);
    expect(row().subject).toBe('A third subject');
  });

  test('of a decision are changed here, and released elsewhere', async () => {
    world.ctx.db.update(letters).set({ kind: 'decision' }).run();

    const page = await dafina.get(`/staff/letters/${id}`);
    const edited = await edit();
    const released = await dafina.get('/staff/letters/release');

    expect(page.text).toContain('This letter announces a decision');
    expect(page.text).not.toContain(`/staff/letters/release?only=${id}`);
    expect(edited.status).toBe(303);
    expect(released.text).toContain('No letter waits to be released');
  });
});

describe('a letter as HTML', () => {
  test('is shown exactly as it leaves, with nothing that runs or loads', async () => {
    const page = await dafina.get(`/staff/letters/${id}/html`);

    expect(page.status).toBe(200);
    expect(page.text).toBe(body().html);
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; sandbox$/,
    );
    expect(page.headers['cache-control']).toBe('no-store');
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  test('is not shown when it holds a sign-in link, nor once it was erased', async () => {
    const link = queue(
      world.ctx,
      'sign-in-link',
      { personId: null, email: 'arta@example.org', language: 'en' },
      { entity: 'person', entityId: 0 },
      letterRules['sign-in-link'].sample,
    );
    world.ctx.db.update(letters).set({ sealedBody: null }).where(eq(letters.id, id)).run();

    const answers = await Promise.all([link, id, 99].map((one) => dafina.get(`/staff/letters/${one}/html`)));

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('drafts in the list', () => {
  test('stand under the act that caused them: who did what, how many, how many were changed by hand', async () => {
    const groupId = newGroup();
    const { personId } = world.signedIn('Besa Coordinator', ['coordinator']);
    const besa = {
      personId,
      sessionId: 0,
      name: '',
      groups: ['coordinator'],
      language: 'en',
      assurance: 'full',
    } as const;
    record(world.ctx, besa, { entity: 'call', entityId: 3, event: 'correct', groupId });
    for (let n = 0; n < 7; n += 1) draft(groupId);
    world.ctx.db
      .update(letters)
      .set({ editedBy: personId, editedAt: 1 })
      .where(eq(letters.id, id + 1))
      .run();

    const page = await dafina.get('/staff/letters?state=draft');
    const group = await dafina.get(`/staff/letters?state=draft&group=${groupId}`);
    const edited = await dafina.get('/staff/letters?state=draft&edited=yes');

    expect(page.text).toContain('Besa Coordinator (coordinator)');
    expect(page.text).toContain('7 letters. The words of one were changed by hand.');
    expect(page.text).toContain(`href="/staff/letters/release?group&#x3D;${groupId}"`);
    expect(page.text).toContain('Show all 7 letters');
    expect(page.text).toContain('Letters without a recorded act');
    expect(linked(page.text)).toHaveLength(5 + 1);
    expect(linked(group.text)).toHaveLength(7);
    expect(group.text).toContain('Letters from this act:');
    expect(linked(edited.text)).toEqual([id + 1]);
    expect(page.text).toContain('href="/staff/letters/release?group&#x3D;none"');
    expect(linked((await dafina.get('/staff/letters?state=draft&group=none')).text)).toEqual([id]);
  });

  test('are narrowed by the filters in the address, and odd ones narrow nothing', async () => {
    const serbian = draft(null, 'sr');
    const of = async (query: string) => linked((await dafina.get(`/staff/letters?state=draft${query}`)).text);

    expect(await of('&language_of=sr')).toEqual([serbian]);
    expect(await of('&kind=conditions-corrected')).toEqual([serbian, id]);
    expect(await of('&kind=invitation')).toEqual([]);
    expect(await of('&language_of=xx&call=x&group=%27%22&kind=%3Cb%3E&edited=1')).toEqual([serbian, id]);
    expect(await of('&call=99')).toEqual([]);
  });

  test('are released by act, each with its words on the page, and not after they changed', async () => {
    const groupId = newGroup();
    const [one, other] = [draft(groupId), draft(groupId)];
    const url = `/staff/letters/release?group=${groupId}`;
    const page = await dafina.get(url);
    const release = '/staff/letters/release';
    const fields = hiddenFields(page.text, release);
    await dafina.submit(`/staff/letters/${one}/edit`, words);

    const late = await dafina.post(release, { ...fields, letter: [`${one}.1`, `${other}.1`] });
    const answer = await dafina.post(release, {
      ...hiddenFields(late.text, release),
      letter: [`${one}.2`, `${other}.1`],
    });

    expect(page.text).toContain('Your average grade is above 7.');
    expect(page.text).not.toContain(`id="letter-${id}"`);
    expect(late.status).toBe(422);
    expect(late.text).toContain('Somebody has changed one of the ticked letters');
    expect(late.text).toMatch(new RegExp(`value="${one}\\.2" id="letter-${one}">`));
    expect(late.text).toMatch(new RegExp(`value="${other}\\.1" id="letter-${other}" checked>`));
    expect(answer.status).toBe(303);
    expect([row(one).state, row(other).state, row().state]).toEqual(['queued', 'queued', 'draft']);
  });
});

/** The ids of the letters a list links, in its order. */
function linked(html: string): number[] {
  return [...html.matchAll(/data-row><a href="\/staff\/letters\/(\d+)"/g)].map((match) => Number(match[1]));
}

test('the same letter sent again is linked both ways', async () => {
  world.ctx.db.update(letters).set({ state: 'failed', lastProblem: 'no_such_address:550' }).run();
  const answer = await dafina.submit(`/staff/letters/${id}/readdress`, { email: 'arta.new@example.org' });
  const next = Number(answer.location.split('/').at(-1));

  const [old, made] = [await dafina.get(`/staff/letters/${id}`), await dafina.get(answer.location)];

  expect(old.text).toContain(`<a href="/staff/letters/${next}">`);
  expect(made.text).toContain(`<a href="/staff/letters/${id}">`);
  expect(row(next)).toMatchObject({ replacesId: id, subject, state: 'queued' });
});

test('the director reads everything about letters and changes nothing', async () => {
  const luan = world.signedIn('Luan Director', ['director']).browser;
  const page = await luan.get(`/staff/letters/${id}`);
  const answers = await Promise.all(
    ['html', 'edit', 'rerender'].map((what) => luan.get(`/staff/letters/${id}/${what}`)),
  );

  expect(page.status).toBe(200);
  expect(page.text).not.toMatch(/\/(edit|rerender|drop)"/);
  expect(answers.map(({ status }) => status)).toEqual([200, 403, 403]);
});
