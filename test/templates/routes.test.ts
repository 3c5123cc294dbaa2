// The texts of letters that staff write per call and language: held from then on, never code, never lost.
import { beforeEach, describe, expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import { letterTemplates } from '../../db/schema/templates.js';
import { timelineOf } from '../../src/history/queries.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { makeApplication, makeCall } from '../support/make.js';
import { type Browser, hiddenFields, makeWorld, type World } from '../support/world.js';

let world: World;
let dafina: Browser;
let callId: number;
let base: string;

beforeEach(() => {
  world = makeWorld();
  callId = makeCall(world);
  dafina = world.signedIn('Dafina Coordinator', ['coordinator']).browser;
  base = `/staff/calls/${callId}/letters`;
});

const place = (letter = 'application-received', language = 'en') => `${base}/${letter}/${language}`;
const own = {
  subject: 'Your application {reference} is here',
  body: 'Good day {name},\n\nit came on {submitted}; the deadline is {closes}.\n\n{link}\n\nYour team',
};
const write = (fields: Record<string, string> = {}, url = place()) =>
  dafina.submit(`${url}/edit`, { ...own, ...fields });
const rows = () => world.ctx.db.select().from(letterTemplates).all();

/** A receipt in English about an application of the call; `data` instead of the sample. */
function receive(data: Record<string, unknown> = {}): void {
  queue(
    world.ctx,
    'application-received',
    { personId: null, email: 'arta@example.org', language: 'en' },
    { entity: 'application', entityId: 1, callId },
    { ...letterRules['application-received'].sample, ...data },
  );
}

describe('an own text', () => {
  test('holds for the letters written from then on; those written before keep theirs', async () => {
    await makeApplication(world, 'Nenad');
    const before = world.letters().find(({ letter }) => letter === 'application-received');

    const answer = await write({}, place('application-received', 'sq'));
    await makeApplication(world, 'Arta');

    const received = world.letters().filter(({ letter }) => letter === 'application-received');
    expect([answer.status, answer.location]).toEqual([303, place('application-received', 'sq')]);
    expect(received[0]).toEqual(before);
    expect(received[1]?.subject).toMatch(/^Your application HLC-2026-\d{4} is here$/);
    expect(received[1]?.text).toMatch(/^Good day Arta,\n\nit came on e enjte, 22 tetor 2026/);
    expect(received[1]?.text).toContain('\nYour team\n');
    const stored = world.ctx.db.select().from(letters).all().at(-1);
    expect(stored?.templateId).toBe(rows()[0]?.id);
    expect(timelineOf(world.ctx.db, 'call', callId).at(-1)?.event).toBe('write_letter');
  });

  test('is for its language alone; the list says who gets the standard text', async () => {
    await write();

    const list = await dafina.get(base);
    await makeApplication(world, 'Vjosa', { language: 'sq' });

    expect(list.text).toContain('Our own text, version 1');
    expect(list.text).toContain(
      'There is no text of our own in Serbian: whoever reads Serbian gets the standard text.',
    );
    expect(list.text).toContain('There is no text of our own in Albanian');
    expect(list.text).not.toContain('There is no text of our own in English');
    expect(world.letters().findLast(({ letter }) => letter === 'application-received')?.subject).toMatch(
      /^Aplikimi juaj/,
    );
  });

  test('in Serbian is written in Cyrillic for those who read it so', async () => {
    await write(
      { subject: 'Prijava {reference}', body: 'Dobar dan {name},\n\nprijava je stigla.\n\n{link}' },
      place('application-received', 'sr'),
    );
    queue(
      world.ctx,
      'application-received',
      { personId: null, email: 'nenad@example.org', language: 'sr-Cyrl' },
      { entity: 'application', entityId: 1, callId },
      letterRules['application-received'].sample,
    );

    const [letter] = world.letters().slice(-1);
    expect(letter?.subject).toBe('Пријава HLC-2026-0042');
    expect(letter?.text).toContain(
      'Добар дан Arta Sample,\n\nпријава је стигла.\n\nhttps://apply.example.org/',
    );
  });

  test('begins with the standard text, its fields by name', async () => {
    const page = await dafina.get(`${place()}/edit`);

    expect(page.text).toContain('value="We have received your application {reference}"');
    expect(page.text).toContain('Dear {name},');
    expect(page.text).toContain('<code>{submitted}</code>');
    expect(page.text).toContain('When the application was sent.');
    expect(page.text).toContain('In the standard text some sentences differ');
  });

  test('goes back to the standard text, and every version stays', async () => {
    await write();
    await write({ subject: 'A second subject' });

    const answer = await dafina.submit(place(), {}, `${place()}/standard`);
    const page = await dafina.get(place());
    receive();

    expect(answer.status).toBe(303);
    expect(rows().map(({ version, subject }) => [version, subject])).toEqual([
      [1, own.subject],
      [2, 'A second subject'],
      [3, null],
    ]);
    expect(page.text).toContain('Version 3: back to the standard text, Dafina Coordinator');
    expect(page.text).toContain('A second subject');
    expect(world.letters().at(-1)?.subject).toMatch(/^We have received/);
    expect(() => world.ctx.db.update(letterTemplates).set({ body: 'x' }).run()).toThrow('never changed');
    expect(() => world.ctx.db.delete(letterTemplates).run()).toThrow('never changed');
  });

  test('a draft that waits takes it when it is written anew', async () => {
    const id = queue(
      world.ctx,
      'conditions-corrected',
      { personId: null, email: 'arta@example.org', language: 'en' },
      { entity: 'application', entityId: 1, callId },
      letterRules['conditions-corrected'].sample,
    );
    await write(
      { subject: 'About {title}', body: 'The conditions are now:\n\n{conditions}\n\n{link}' },
      place('conditions-corrected'),
    );

    await dafina.submit(`/staff/letters/${id}/rerender`, {});

    expect(world.letters().at(-1)).toMatchObject({
      subject: 'About Internship in monitoring war-crimes trials',
      text: expect.stringContaining(
        '- You study at a faculty of law, public or private.\n- Your average grade',
      ),
    });
  });
});

describe('what is typed', () => {
  test.each<[string, Record<string, string>, string, string]>([
    ['an unknown field', { body: `${own.body} {unknown}` }, 'body', 'There is no such field: {unknown}'],
    ['a misspelt field', { body: `${own.body} {Name}` }, 'body', 'There is no such field: {Name}'],
    ['code', { body: `${own.body} ${'$'}{process}` }, 'body', 'There is no such field: {process}'],
    ['a name in the subject', { subject: 'For {name}' }, 'subject', 'The subject cannot hold {name}'],
    ['no subject', { subject: ' ' }, 'subject', ''],
    ['no text', { body: '' }, 'body', ''],
    ['100 kB', { body: 'x'.repeat(100_000) }, 'body', ''],
  ])('with %s is not saved, and stays', async (_name, wrong, field, sentence) => {
    const answer = await write(wrong);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`href="#${field}"`);
    expect(answer.text).toContain(sentence);
    expect(answer.text).toContain(
      own.body.slice(0, 14).trim() && (wrong.body ?? own.body).slice(0, 14).trim(),
    );
    expect(rows()).toEqual([]);
  });

  test.each([
    ['{{{name}}} {{#each this}}{{/each}} {{constructor.constructor}}'],
    ['<script>alert(1)</script><img src=x onerror=alert(1)>'],
    ['https://evil.example/sign-in'],
    ["'; drop table letters; --"],
  ])('is never code: %s', async (payload) => {
    await write({ body: `Good day {name}.\n\n${payload}\n\nThe end.` });
    const page = await dafina.get(place());
    receive();

    expect(world.letters().at(-1)?.text).toBe(`Good day Arta Sample.\n\n${payload}\n\nThe end.\n`);
    expect(page.text).not.toMatch(/<script>alert|<img src=x|<a href="https:\/\/evil/);
    const html = await dafina.get(
      `/staff/letters/${world.ctx.db.select().from(letters).all().at(-1)?.id}/html`,
    );
    expect(html.text).not.toMatch(/<script|<img|<a /);
    expect(html.text).toContain('The end.');
  });

  test('a line break in the subject is a space', async () => {
    await write({ subject: 'One\r\nBcc: zana@example.org' });

    expect(rows()[0]?.subject).toBe('One Bcc: zana@example.org');
  });

  test('a name with braces, line breaks and markup in it stays a name', async () => {
    await write();
    receive({ name: '{link} <b>{{x}}\n\nhttps://evil.example' });

    const { text } = world.letters().at(-1) ?? { text: '' };
    expect(text).toContain('Good day {link} <b>{{x}} https://evil.example,\n\nit came');
  });

  test('is shown as a sample: a part for htmx, the page for the button, with what is wrong and what is missing', async () => {
    const fields = hiddenFields((await dafina.get(`${place()}/edit`)).text, `${place()}/edit`);
    const typed = { ...fields, subject: 'New {reference}', body: '<i>Hi</i> {name} {oops}' };

    const part = await dafina.post(`${place()}/preview`, typed, { 'HX-Request': 'true' });
    const whole = await dafina.post(`${place()}/preview`, typed);
    const odd = await dafina.post(`${place()}/preview`, { ...fields, subject: ['a', 'b'] as never });

    expect(part.status).toBe(200);
    expect(part.text).toMatch(/^\s*<section id="sample"/);
    for (const shown of [part.text, whole.text]) {
      expect(shown).toContain('New HLC-2026-0042');
      expect(shown).toContain('&lt;i&gt;Hi&lt;/i&gt; Arta Sample {oops}');
      expect(shown).toContain('There is no such field: {oops}');
      expect(shown).toContain('These fields are not used: {submitted}, {closes}');
      expect(shown).toContain('The link ({link}) is missing');
    }
    expect(whole.text).toContain('value="New {reference}"');
    expect(odd.status).toBe(200);
    expect(rows()).toEqual([]);
  });

  test('by two at once: the second sees both', async () => {
    const besa = world.signedIn('Besa Coordinator', ['coordinator']).browser;
    const mine = hiddenFields((await besa.get(`${place()}/edit`)).text, `${place()}/edit`);
    await write();

    const clash = await besa.post(`${place()}/edit`, { ...mine, ...own, subject: 'Mine alone' });
    const again = await besa.post(`${place()}/edit`, {
      ...hiddenFields(clash.text, `${place()}/edit`),
      ...own,
      subject: 'Ours',
    });

    expect(clash.status).toBe(409);
    expect(clash.text).toContain('Somebody else has changed this in the meantime');
    expect(clash.text).toContain(own.subject);
    expect(clash.text).toContain('value="Mine alone"');
    expect(again.status).toBe(303);
    expect(rows().map(({ subject }) => subject)).toEqual([own.subject, 'Ours']);
  });

  test('twice is kept once, and the same again is no new version', async () => {
    const fields = hiddenFields((await dafina.get(`${place()}/edit`)).text, `${place()}/edit`);

    await dafina.post(`${place()}/edit`, { ...fields, ...own });
    await dafina.post(`${place()}/edit`, { ...fields, ...own });
    await write();

    expect(rows()).toHaveLength(1);
  });
});

test('there are no texts of other letters, languages and calls', async () => {
  const urls = [
    place('sign-in-link'),
    place('security-notice'),
    place('late-key'),
    place('no-such'),
    place('application-received', 'sr-Cyrl'),
    place('application-received', 'de'),
    `/staff/calls/99/letters`,
    `/staff/calls/99/letters/application-received/en`,
  ];

  const answers = await Promise.all(
    urls.flatMap((url) => [dafina.get(url), dafina.get(`${url}/edit`), dafina.get(`${url}/standard`)]),
  );

  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
});

test('nothing to take back is a conflict; the director reads, others may not', async () => {
  await write();
  const fields = hiddenFields((await dafina.get(place())).text, `${place()}/standard`);
  await dafina.submit(place(), {}, `${place()}/standard`);
  const { _key, ...again } = fields;
  const late = await dafina.post(`${place()}/standard`, {
    ...again,
    ...hiddenFields((await dafina.get(`${place()}/edit`)).text, `${place()}/edit`),
  });
  const luan = world.signedIn('Luan Director', ['director']).browser;
  const arta = world.signedIn('Arta', ['applicant']).browser;

  const read = await Promise.all([base, place()].map((url) => luan.get(url)));
  const refused = await Promise.all([
    luan.get(`${place()}/edit`),
    arta.get(base),
    arta.get(place()),
    world.signedIn('Mira', ['reviewer']).browser.get(base),
  ]);

  expect(late.status).toBe(409);
  expect(read.map(({ status }) => status)).toEqual([200, 200]);
  expect(read[1]?.text).not.toContain(`${place()}/edit"`);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
});
