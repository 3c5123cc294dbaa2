// The pages of the sections as a browser sees them: kept while typing, wrong fields, two tabs, other people.

import { expect, test } from 'vitest';
import { type Section, sectionForms } from '../../src/answers/form.js';
import { answersOf } from '../../src/answers/queries.js';
import { day } from '../../src/lib/time.js';
import { type Made, makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { summaryFaults } from '../support/summaries.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const sections = Object.keys(sectionForms) as Section[];
const bodyOf = (world: World, { id }: Made, section: Section) => answersOf(world.ctx.db, id)[section];
const htmx = { 'HX-Request': 'true' };

test('section by section to "check your answers", as somebody without JavaScript walks', async () => {
  const world = makeWorld();
  const { browser, url } = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const walked: string[] = [];
  let next = `${url}/about`;
  for (const section of ['about', 'studies', 'experience', 'letter'] as const) {
    expect(next).toBe(`${url}/${section}`);
    const answer = await browser.submit(next, wholeAnswers()[section]);
    expect([section, answer.status]).toEqual([section, 303]);
    next = answer.location;
    walked.push(next);
  }
  const last = await browser.submit(`${url}/declarations`, wholeAnswers().declarations);

  expect([...walked, last.location]).toEqual([
    `${url}/studies`,
    `${url}/experience`,
    `${url}/letter`,
    `${url}/documents/grades_certificate`,
    `${url}/check`,
  ]);
});

test('the first page knows the name and the language already', async () => {
  const world = makeWorld();
  const { browser, url } = makeApplication(world, makeCall(world), { upTo: 'begun', language: 'sr' });

  const page = await browser.get(`${url}/about`);

  expect(page.text).toContain('value="Arta Krasniqi"');
  expect(page.text).toMatch(/name="letterLanguage" value="sr"[^>]* checked/);
});

test.each<[Section, Record<string, string>, string]>([
  ['about', { name: '' }, 'name'],
  ['about', { phone: 'no number' }, 'phone'],
  ['about', { letterLanguage: 'de' }, 'letterLanguage'],
  ['studies', { average: 'eight' }, 'average'],
  ['studies', { criminalLaw: '' }, 'criminalLaw'],
  ['experience', { serbianLevel: '' }, 'serbianLevel'],
  ['letter', { letter: 'x'.repeat(6001) }, 'letter'],
  ['declarations', { truthful: '' }, 'truthful'],
])(
  '%s with a wrong field: the page again, everything typed in it and kept on the server (%#)',
  async (section, wrong, field) => {
    const world = makeWorld();
    const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
    const typed = { ...wholeAnswers()[section], ...wrong };

    const answer = await arta.browser.submit(`${arta.url}/${section}`, typed);

    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`<a href="#${field}">`);
    expect(answer.text).toMatch(new RegExp(`id="${field}-error"`));
    for (const [name, value] of Object.entries(typed)) {
      if (value !== '' && value !== 'on' && !/^[a-z_0-9]+$/.test(value)) {
        expect([name, answer.text.includes(value)]).toEqual([name, true]);
      }
    }
    expect(bodyOf(world, arta, section)?.body).toEqual(typed);
    // The page carries the new version: saving again is no conflict with oneself.
    expect(hiddenFields(answer.text, `${arta.url}/${section}`).version).toBe('1');
  },
);

test('a field that saves itself is answered with its version, the time, and what the conditions say now', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const page = await arta.browser.get(`${arta.url}/studies`);
  const fields = hiddenFields(page.text, `${arta.url}/studies`);

  const kept = await arta.browser.post(
    `${arta.url}/studies/draft`,
    { ...fields, average: '7,50', averageScale: 'five_to_ten' },
    htmx,
  );

  expect(kept.status).toBe(200);
  expect(kept.text).not.toContain('<html');
  expect(kept.text).toContain('id="saved"');
  expect(kept.text).toContain('Saved 10:00');
  expect(kept.text).toContain('name="version" value="1"');
  expect(kept.text).toContain('hx-swap-oob');
  expect(kept.text).toContain('7.50');
  expect(bodyOf(world, arta, 'studies')?.body).toEqual({ average: '7,50', averageScale: 'five_to_ten' });
});

test('sections that the conditions do not read send no conditions back', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const fields = hiddenFields((await arta.browser.get(`${arta.url}/letter`)).text, `${arta.url}/letter`);

  const kept = await arta.browser.post(`${arta.url}/letter/draft`, { ...fields, letter: 'Dear' }, htmx);

  expect(kept.text).not.toContain('id="trace"');
});

test('without JavaScript the same address saves and comes back', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const { text } = await arta.browser.get(`${arta.url}/letter`);
  const fields = hiddenFields(text, `${arta.url}/letter`);
  expect(text).toContain('<span data-saved-text>Saved when you press the button below</span>');

  const answer = await arta.browser.post(`${arta.url}/letter/draft`, { ...fields, letter: 'Dear' });

  expect([answer.status, answer.location]).toEqual([303, `${arta.url}/letter`]);
  expect(bodyOf(world, arta, 'letter')?.body).toEqual({ letter: 'Dear' });
});

test('two tabs: the second save shows both texts, loses neither, and saving once more decides', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const page = `${arta.url}/letter`;
  const first = hiddenFields((await arta.browser.get(page)).text, page);
  const second = hiddenFields((await arta.browser.get(page)).text, page);
  await arta.browser.post(page, { ...first, letter: 'The text of the first tab' });

  const conflict = await arta.browser.post(page, { ...second, letter: 'The text of the second tab' });

  expect(conflict.status).toBe(409);
  expect(conflict.text).toContain('<dd>The text of the first tab</dd>');
  expect(conflict.text).toMatch(/<textarea[^>]*>\nThe text of the second tab<\/textarea>/);
  expect(bodyOf(world, arta, 'letter')?.body).toEqual({ letter: 'The text of the first tab' });

  const decided = await arta.browser.post(page, {
    ...hiddenFields(conflict.text, page),
    letter: 'The text of the second tab',
  });
  expect(decided.status).toBe(303);
  expect(bodyOf(world, arta, 'letter')).toMatchObject({
    version: 2,
    body: { letter: 'The text of the second tab' },
  });
});

test('a conflict over a chosen answer says it in words, not in our code', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const page = `${arta.url}/studies`;
  const stale = hiddenFields((await arta.browser.get(page)).text, page);
  await arta.browser.submit(page, wholeAnswers().studies);

  const conflict = await arta.browser.post(page, {
    ...stale,
    ...wholeAnswers().studies,
    profile: 'international',
  });

  expect(conflict.text).toMatch(/<dt>Profile of your studies<\/dt><dd>[A-Z][^<]+<\/dd>/);
  expect(conflict.text).not.toContain('<dd>criminal</dd>');
});

test('a field that saves itself into a conflict is told so, with the old version still in the form', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  const page = `${arta.url}/letter`;
  const stale = hiddenFields((await arta.browser.get(page)).text, page);
  await arta.browser.submit(page, { letter: 'First' });

  const answer = await arta.browser.post(`${page}/draft`, { ...stale, letter: 'Second' }, htmx);

  expect(answer.status).toBe(409);
  expect(answer.text).toContain('Not saved: this was changed elsewhere in the meantime');
  expect(answer.text).toContain('name="version" value="0"');
  expect(answer.text).toContain('data-compare=');
  expect(answer.text).not.toContain('First');
});

test('after sending nothing saves itself: the page has no autosave, and a forced one keeps the application whole', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const page = await arta.browser.get(`${arta.url}/about`);
  expect(page.text).not.toContain('data-autosave');
  const fields = hiddenFields(page.text, `${arta.url}/about`);

  const answer = await arta.browser.post(
    `${arta.url}/about/draft`,
    { ...fields, ...wholeAnswers().about, name: '' },
    htmx,
  );

  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Not saved: the application has been sent');
  expect(bodyOf(world, arta, 'about')?.body.name).toBe('Arta Krasniqi');
});

test('after sending a change leads back to the status page', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  const answer = await arta.browser.submit(`${arta.url}/about`, { ...wholeAnswers().about, city: 'Pejë' });

  expect([answer.status, answer.location]).toEqual([303, arta.url]);
  expect((await arta.browser.get(arta.url)).text).toContain('The change is saved.');
  expect(bodyOf(world, arta, 'about')).toMatchObject({ version: 2, body: { city: 'Pejë' } });
});

test('after sending a wrong field is shown again with everything typed, and what was sent stays', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  const typed = { ...wholeAnswers().about, city: 'Pejë', name: '' };
  const answer = await arta.browser.submit(`${arta.url}/about`, typed);

  expect([answer.status, summaryFaults(answer.text, 'en')]).toEqual([422, []]);
  expect(answer.text).toContain('value="Pejë"');
  expect(bodyOf(world, arta, 'about')?.body.name).toBe('Arta Krasniqi');
});

test('after the deadline the page says what may still change, and takes only that', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.clock.set(call.closesAt + day);

  const page = await arta.browser.get(`${arta.url}/about`);
  expect(page.text).toContain('You can still change your contact details');
  await arta.browser.submit(`${arta.url}/about`, { ...wholeAnswers().about, name: 'New Name', city: 'Pejë' });
  expect(bodyOf(world, arta, 'about')?.body).toMatchObject({ name: 'Arta Krasniqi', city: 'Pejë' });
  expect((await arta.browser.submit(`${arta.url}/studies`, wholeAnswers().studies)).status).toBe(409);
});

test('a draft whose time is over is shown, without a button and without autosave', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(call.closesAt + day);

  const page = await arta.browser.get(`${arta.url}/letter`);

  expect(page.status).toBe(200);
  expect(page.text).toContain('This part can no longer be changed.');
  expect(page.text).toContain('I want to understand how trials establish facts.');
  expect(page.text).not.toContain('data-autosave');
  expect(page.text).not.toContain('Save and continue');
});

test('what is typed is text everywhere it comes out, in every field', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'begun' });
  const payload = `"><img src=x onerror=alert(1)>'{{this}}</textarea><script>x</script>`;
  for (const section of sections) {
    const fields = Object.fromEntries(Object.keys(wholeAnswers()[section]).map((name) => [name, payload]));
    const form = hiddenFields(
      (await arta.browser.get(`${arta.url}/${section}`)).text,
      `${arta.url}/${section}`,
    );
    await arta.browser.post(`${arta.url}/${section}/draft`, { ...form, ...fields }, htmx);
  }

  for (const page of [...sections, 'check', ''].map((one) =>
    one === '' ? arta.url : `${arta.url}/${one}`,
  )) {
    const { status, text } = await arta.browser.get(page);
    expect([page, status]).toEqual([page, 200]);
    expect([page, /<img src=x|<script>x/.test(text)]).toEqual([page, false]);
  }
  expect((await arta.browser.get(`${arta.url}/check`)).text).toContain('&lt;img src&#x3D;x');
});

test('each address: sign-in first, other groups refused, somebody else’s and unknown sections not there', async () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const stranger = world.browser();
  const dafina = world.signedIn('Dafina', ['coordinator']).browser;
  const zana = makeApplication(world, makeCall(world), { name: 'Zana', upTo: 'begun' });
  const form = hiddenFields((await zana.browser.get(`${zana.url}/about`)).text, `${zana.url}/about`);

  for (const section of sections) {
    const url = `${arta.url}/${section}`;
    expect([url, (await stranger.get(url)).location]).toEqual([
      url,
      `/sign-in?next=${encodeURIComponent(url)}`,
    ]);
    expect([url, (await dafina.get(url)).status]).toEqual([url, 403]);
    expect([url, (await dafina.get(`/staff/entries/${arta.id}/${section}`)).status]).toEqual([url, 404]);
    for (const target of [url, `${url}/draft`]) {
      const posted = { ...form, ...wholeAnswers()[section], name: 'Zana was here' };
      expect([target, (await zana.browser.post(target, posted)).status]).toEqual([target, 404]);
    }
    expect([url, (await zana.browser.get(url)).status]).toEqual([url, 404]);
  }
  expect((await zana.browser.post(`${zana.url}/nothing/draft`, form)).status).toBe(404);
  expect(bodyOf(world, arta, 'about')?.body.name).toBe('Arta Krasniqi');
});
