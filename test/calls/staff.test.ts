// How staff begin, write and publish a call.
import { describe, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { callById, currentVersion, textOf, versionsOf } from '../../src/calls/queries.js';
import { endOfDay, startOfDay } from '../../src/lib/time.js';
import { makeCallWorld, rowsOf } from '../support/calls.js';
import type { Browser, World } from '../support/world.js';

type CallWorld = ReturnType<typeof makeCallWorld>;

const plain = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const newCall = { slug: 'spring-2027', opensOn: '2027-02-01', closesOn: '2027-02-28' };

/** What stands in the fields of the page's form, as a browser would send it. */
function fieldsOf(html: string, action: string): Record<string, string | string[]> {
  const form = html.split(`action="${action}"`)[1]?.split('</form>')[0] ?? '';
  const fields: Record<string, string | string[]> = {};
  const decode = (text: string) =>
    text
      .replace(/&quot;/g, '"')
      .replace(/&#x27;/g, "'")
      .replace(/&lt;/g, '<')
      .replace(/&gt;/g, '>')
      .replace(/&amp;/g, '&');
  const add = (name: string, value: string) => {
    const known = fields[name];
    fields[name] = known === undefined ? value : [...(Array.isArray(known) ? known : [known]), value];
  };
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    const isBox = /type="(checkbox|radio)"/.test(tag);
    if (name && (!isBox || / checked/.test(tag))) add(name, decode(/\bvalue="([^"]*)"/.exec(tag)?.[1] ?? ''));
  }
  for (const [, name = '', text = ''] of form.matchAll(
    /<textarea[^>]*name="([^"]*)"[^>]*>\n?([\s\S]*?)<\/textarea>/g,
  )) {
    add(name, decode(text));
  }
  for (const [, name = '', rows = ''] of form.matchAll(
    /<select[^>]*name="([^"]*)"[^>]*>([\s\S]*?)<\/select>/g,
  )) {
    add(name, /value="([^"]*)" selected/.exec(rows)?.[1] ?? '');
  }
  return fields;
}

/** A line of the summary of errors: the name of its field, then what is wrong. */
function inSummary(field: string, sentence: string): RegExp {
  return new RegExp(`<a href="#${field}">[^<:]+: ${sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}</a>`);
}

async function change(browser: Browser, url: string, changed: Record<string, string | string[]>) {
  const page = await browser.get(url);
  return browser.post(url, { ...fieldsOf(page.text, url), ...changed });
}

async function begin(world: CallWorld, browser: Browser): Promise<number> {
  const answer = await browser.submit('/staff/calls/new', { ...newCall, from: String(world.openId) });
  expect(answer.status).toBe(303);
  return Number(answer.location.split('/').at(-1));
}

const coordinator = (world: World, name = 'Dafina') => world.signedIn(name, ['coordinator']).browser;

describe('who may', () => {
  const pages = ['', '/text/sq', '/settings', '/conditions', '/rubric', '/publish', '/correct'];

  test('nobody without signing in, and nobody of another group', async () => {
    const world = makeCallWorld();
    const zana = world.signedIn('Zana', ['applicant']).browser;
    const luan = world.signedIn('Luan', ['director']).browser;
    const _token = /name="_token" value="([^"]+)"/.exec((await luan.get('/staff/calls')).text)?.[1] ?? '';

    for (const page of pages) {
      const url = `/staff/calls/${world.openId}${page}`;
      expect((await world.browser().get(url)).location).toBe(
        `/staff/sign-in?next=${encodeURIComponent(url)}`,
      );
      expect((await zana.get(url)).status).toBe(403);
      expect((await luan.get(url)).status).toBe(page === '' ? 200 : 403);
      expect((await luan.post(url, { _token })).status).toBe(page === '' ? 404 : 403);
    }
    expect((await luan.get('/staff/calls')).status).toBe(200);
    expect((await luan.get('/staff/calls/new')).status).toBe(403);
  });

  test('a call that is not there is not there', async () => {
    const dafina = coordinator(makeCallWorld());

    for (const page of [...pages, '/text/xx']) {
      for (const id of ['999', '0', 'x', '1e3'])
        expect((await dafina.get(`/staff/calls/${id}${page}`)).status).toBe(404);
    }
  });
});

describe('a new call', () => {
  test('begins as a copy, dates of its own, and nobody else sees it', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);

    const id = await begin(world, dafina);

    const [source, made] = [callById(world.ctx.db, world.openId), callById(world.ctx.db, id)];
    expect(made).toEqual({
      ...source,
      id,
      slug: 'spring-2027',
      state: 'draft',
      opensAt: startOfDay('2027-02-01'),
      closesAt: endOfDay('2027-02-28'),
      sample: false,
      copiedFromId: world.openId,
      createdAt: world.clock.now(),
      createdBy: made?.createdBy,
      publishedAt: null,
      publishedBy: null,
      version: 1,
    });
    for (const language of ['sq', 'sr', 'en'] as const) {
      expect(textOf(world.ctx.db, id, language)).toEqual({
        ...textOf(world.ctx.db, world.openId, language),
        callId: id,
      });
    }
    expect(currentVersion(world.ctx.db, id)).toBeUndefined();
    expect((await world.browser().get('/calls/spring-2027')).status).toBe(404);
  });

  test('is made once, even when the form is sent twice', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const page = await dafina.get('/staff/calls/new');
    const fields = { ...fieldsOf(page.text, '/staff/calls/new'), ...newCall, from: String(world.openId) };

    const first = await dafina.post('/staff/calls/new', fields);
    const second = await dafina.post('/staff/calls/new', fields);

    expect(second.location).toBe(first.location);
    expect(rowsOf(world).calls).toBe(3);
  });

  test.each([
    ['slug', '', 'Fill in this field.'],
    ['slug', 'Spring 2027', 'Use only small letters a–z, digits and hyphens, such as spring-2027.'],
    ['slug', 'sample', 'Another call has this address.'],
    ['from', '999', 'Choose one of the options.'],
    ['opensOn', '2027-02-31', 'Type a date that exists: day, month, year.'],
    ['closesOn', '', 'Fill in this field.'],
    ['closesOn', '2027-01-31', 'The deadline is before the opening.'],
  ])('with %s = "%s" says why not and keeps the rest', async (field, typed, sentence) => {
    const world = makeCallWorld();
    const typedIn: Record<string, string> = { ...newCall, from: String(world.openId), [field]: typed };

    const answer = await coordinator(world).submit('/staff/calls/new', typedIn);

    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(inSummary(field, sentence));
    const kept = fieldsOf(answer.text, '/staff/calls/new');
    for (const name of ['slug', 'opensOn', 'closesOn']) expect(kept[name]).toBe(typedIn[name]);
    expect(rowsOf(world).calls).toBe(2);
  });
});

describe('publishing', () => {
  test('freezes the conditions as version 1, once, and opens by itself', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const id = await begin(world, dafina);

    const page = await dafina.get(`/staff/calls/${id}/publish`);
    const fields = { ...fieldsOf(page.text, `/staff/calls/${id}/publish`), sure: 'on' };
    const first = await dafina.post(`/staff/calls/${id}/publish`, fields);
    const again = await dafina.post(`/staff/calls/${id}/publish`, fields);

    expect([first.status, again.status]).toEqual([303, 303]);
    const versions = versionsOf(world.ctx.db, id);
    expect(versions.map(({ number, conditions, reason }) => ({ number, conditions, reason }))).toEqual([
      { number: 1, conditions: callById(world.ctx.db, id)?.conditions, reason: '' },
    ]);
    expect(plain((await world.browser().get('/calls/spring-2027')).text)).toContain('Coming');
    world.clock.set(startOfDay('2027-02-01'));
    expect(plain((await world.browser().get('/calls/spring-2027')).text)).toContain('Open call');
  });

  test('asks to look at what is left over from the call it was copied from', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const made = await dafina.submit('/staff/calls/new', { ...newCall, from: String(world.pastId) });
    const id = Number(made.location.split('/').at(-1));
    const url = `/staff/calls/${id}/publish`;
    const doubts = async () => {
      const list = /<div class="warning stack">[\s\S]*?<\/ul>/.exec((await dafina.get(url)).text)?.[0] ?? '';
      return [...list.matchAll(/<a[^>]*>([^<]+)<\/a>/g)].map(([, said]) => said);
    };

    const before = await doubts();
    const unseen = await dafina.submit(url, {});
    for (const code of ['sq', 'sr'])
      await change(dafina, `/staff/calls/${id}/text/${code}`, { fallsBackTo: 'en' });
    await change(dafina, `/staff/calls/${id}/text/en`, {
      title: 'Internship, 2027',
      summary: 'Until 12 March 2027.',
    });
    await change(dafina, `/staff/calls/${id}/settings`, { contactEmail: 'praktika@hlc-kosovo.org' });

    expect(before).toEqual([
      'Albanian: names the year 2020 (Title, Summary)',
      'Serbian: names the year 2020 (Title, Summary)',
      'English: names the year 2020 (Title, Summary)',
      'The address of the contact is an example: nobody reads what is sent there',
    ]);
    expect([unseen.status, unseen.text.includes('#sure')]).toEqual([422, true]);
    expect(await doubts()).toEqual([]);
    expect((await dafina.submit(url, {})).status).toBe(303);
  });

  test('is blocked until each language is complete or falls back on purpose', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const id = await begin(world, dafina);
    await change(dafina, `/staff/calls/${id}/text/sr`, { about: '', donor: '' });

    const page = await dafina.get(`/staff/calls/${id}/publish`);
    const forced = await dafina.post(`/staff/calls/${id}/publish`, {
      ...fieldsOf((await dafina.get(`/staff/calls/${id}/settings`)).text, `/staff/calls/${id}/settings`),
      version: String(callById(world.ctx.db, id)?.version),
    });

    expect(page.text).toContain(
      `<a href="/staff/calls/${id}/text/sr">Serbian, missing: About the call, Donor</a>`,
    );
    expect(page.text).not.toContain('Publish the call</button>');
    expect(forced.status).toBe(422);
    expect(callById(world.ctx.db, id)?.state).toBe('draft');

    await change(dafina, `/staff/calls/${id}/text/sr`, { fallsBackTo: 'sq' });
    expect((await dafina.submit(`/staff/calls/${id}/publish`, { sure: 'on' })).status).toBe(303);
    world.clock.set(startOfDay('2027-02-01'));
    const inSerbian = await world.browser('sr').get('/calls/spring-2027');
    expect(plain(inSerbian.text)).toContain('tekst je na albanskom');
  });

  test('is blocked by a past deadline, missing documents, a nameless contact and a thin rubric', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const id = await begin(world, dafina);
    const settings = `/staff/calls/${id}/settings`;
    const rubric = `/staff/calls/${id}/rubric`;
    await change(dafina, settings, {
      opensOn: '2026-01-01',
      closesOn: '2026-10-21',
      requiredDocuments: [],
      contactNameSr: '',
    });
    const blank = Object.fromEntries(
      Object.keys(fieldsOf((await dafina.get(rubric)).text, rubric))
        .filter((name) => /^criterion[23]/.test(name) && !name.endsWith('Weight'))
        .map((name) => [name, '']),
    );
    await change(dafina, rubric, blank);

    const page = plain((await dafina.get(`/staff/calls/${id}/publish`)).text);

    for (const gap of [
      'The deadline is already past',
      'No document is required',
      'Serbian: the name of the contact is missing',
      'The rubric needs at least three criteria',
    ]) {
      expect(page).toContain(gap);
    }
  });

  test('does not happen over a change that was not seen', async () => {
    const world = makeCallWorld();
    const [dafina, drita] = [coordinator(world), coordinator(world, 'Drita')];
    const id = await begin(world, dafina);
    const url = `/staff/calls/${id}/publish`;
    const seen = { ...fieldsOf((await dafina.get(url)).text, url), sure: 'on' };
    await change(drita, `/staff/calls/${id}/conditions`, { averageAbove: '8' });

    const answer = await dafina.post(url, seen);

    expect(answer.status).toBe(409);
    expect(callById(world.ctx.db, id)?.state).toBe('draft');
  });
});

describe('once published', () => {
  test('conditions cannot be edited, and the frozen version does not follow anything', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const before = currentVersion(world.ctx.db, world.openId);
    const url = `/staff/calls/${world.openId}/conditions`;
    const other = await dafina.get('/staff/calls/new');

    const answer = await dafina.post(url, {
      ...fieldsOf(other.text, '/staff/calls/new'),
      averageAbove: '6',
      version: 'x',
    });
    world.ctx.db.$client.exec(
      "update calls set conditions = json_set(conditions, '$.averageAboveTenThousandths', 60000)",
    );

    expect(answer.status).toBe(409);
    expect(currentVersion(world.ctx.db, world.openId)).toEqual(before);
    expect(plain((await world.browser().get('/calls/sample')).text)).toContain(
      'Your average grade is above 7.5.',
    );
    expect(() => world.ctx.db.$client.exec('update call_versions set number = 9')).toThrow('never changed');
  });

  test.each([
    ['slug', 'another', 'The address of a published call does not change.'],
    ['opensOn', '2026-10-20', 'This call is open already, or the new day is past.'],
    ['closesOn', '2026-11-09', 'A published deadline may move to a later day, never to an earlier one.'],
    [
      'requiredDocuments',
      ['motivation_letter', 'grades_certificate', 'cv'],
      'After publishing, no further documents can be required.',
    ],
  ])('%s keeps its promise', async (field, typed, sentence) => {
    const world = makeCallWorld();

    const answer = await change(coordinator(world), `/staff/calls/${world.openId}/settings`, {
      [field]: typed,
    });

    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(inSummary(field, sentence));
  });

  test('the deadline may move to a later day while the call runs, not after it has closed', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const url = `/staff/calls/${world.openId}/settings`;

    expect((await change(dafina, url, { closesOn: '2026-11-20' })).status).toBe(303);
    expect(callById(world.ctx.db, world.openId)?.closesAt).toBe(endOfDay('2026-11-20'));
    const past = await change(dafina, `/staff/calls/${world.pastId}/settings`, { closesOn: '2027-01-01' });
    expect(past.text).toContain('This call is closed. For single cases issue a late key.');
  });

  test('a text may be mended but not emptied', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const url = `/staff/calls/${world.openId}/text/en`;

    const emptied = await change(dafina, url, { about: '' });
    const mended = await change(dafina, url, { title: 'Internship 2026' });

    expect(emptied.text).toMatch(inSummary('about', 'Fill in this field.'));
    expect(mended.status).toBe(303);
    expect((await world.browser().get('/calls/sample')).text).toContain('<h1 lang="en">Internship 2026</h1>');
  });
});

describe('two people on one page', () => {
  test('both keep their words: theirs above, mine in the fields, and saving again is a decision', async () => {
    const world = makeCallWorld();
    const [dafina, drita] = [coordinator(world), coordinator(world, 'Drita')];
    const url = `/staff/calls/${world.openId}/text/en`;
    const seen = fieldsOf((await dafina.get(url)).text, url);
    await change(drita, url, { costs: 'Written by Drita', summary: 'Also by Drita' });

    const conflict = await dafina.post(url, { ...seen, costs: 'Written by Dafina' });

    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain('<dt>Costs</dt><dd>Written by Drita</dd>');
    expect(conflict.text).toContain('<dt>Summary</dt><dd>Also by Drita</dd>');
    expect(conflict.text).not.toContain('<dt>Title</dt>');
    expect(fieldsOf(conflict.text, url).costs).toBe('Written by Dafina');
    expect(textOf(world.ctx.db, world.openId, 'en')?.costs).toBe('Written by Drita');

    const decided = await dafina.post(url, fieldsOf(conflict.text, url));
    expect(decided.status).toBe(303);
    expect(textOf(world.ctx.db, world.openId, 'en')?.costs).toBe('Written by Dafina');
  });

  test('do not quarrel over different languages', async () => {
    const world = makeCallWorld();
    const [dafina, drita] = [coordinator(world), coordinator(world, 'Drita')];
    const [english, serbian] = ['en', 'sr'].map((code) => `/staff/calls/${world.openId}/text/${code}`) as [
      string,
      string,
    ];
    const seen = fieldsOf((await dafina.get(english)).text, english);

    await change(drita, serbian, { costs: 'Troškovi' });

    expect((await dafina.post(english, { ...seen, costs: 'Costs' })).status).toBe(303);
  });

  test.each([
    ['settings', { places: '12' }, { places: '9' }, '<dt>Number of places</dt><dd>12</dd>'],
    [
      'rubric',
      { criterion0NameEn: 'By Drita' },
      { criterion0NameEn: 'By Dafina' },
      '<dt>Criterion 1</dt><dd>By Drita</dd>',
    ],
  ])('see both sides of the %s too', async (page, theirs, mine, said) => {
    const world = makeCallWorld();
    const [dafina, drita] = [coordinator(world), coordinator(world, 'Drita')];
    const url = `/staff/calls/${world.openId}/${page}`;
    const seen = fieldsOf((await dafina.get(url)).text, url);
    await change(drita, url, theirs as Record<string, string>);

    const conflict = await dafina.post(url, { ...seen, ...(mine as Record<string, string>) });

    expect(conflict.status).toBe(409);
    expect(conflict.text).toContain(said);
  });
});

describe('a language', () => {
  test('cannot fall back to itself, to one that falls back, or while another leans on it', async () => {
    const world = makeCallWorld();
    const dafina = coordinator(world);
    const id = await begin(world, dafina);
    const text = (code: string) => `/staff/calls/${id}/text/${code}`;

    expect((await change(dafina, text('en'), { fallsBackTo: 'en' })).status).toBe(422);
    expect((await change(dafina, text('en'), { fallsBackTo: 'sq' })).status).toBe(303);
    expect((await change(dafina, text('sr'), { fallsBackTo: 'en' })).status).toBe(422);
    expect((await change(dafina, text('sq'), { fallsBackTo: 'sr' })).status).toBe(422);
  });
});

test('the settings page refuses each wrong number beside its field and keeps what was typed', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const url = `/staff/calls/${world.openId}/settings`;
  const wrong = {
    graceMinutes: '-1',
    places: '0',
    monthsMin: 'three',
    contactEmail: 'nobody',
    contactPhone: '12',
    offerReplyDays: '1',
    keepUnselectedMonths: '',
    reviewersPerFile: '99',
  };

  const answer = await change(dafina, url, wrong);

  expect(answer.status).toBe(422);
  const kept = fieldsOf(answer.text, url);
  for (const [field, typed] of Object.entries(wrong)) {
    expect(answer.text).toContain(`<a href="#${field}">`);
    expect(kept[field]).toBe(typed);
  }
  expect(answer.text).toMatch(inSummary('offerReplyDays', 'The number must be from 2 to 30.'));
});

test('conditions typed in the form are the conditions kept', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const id = await begin(world, dafina);
  const url = `/staff/calls/${id}/conditions`;

  const answer = await change(dafina, url, {
    bachelorYears: ['2', '3'],
    averageAbove: '8,005',
    exams: ['criminal_law'],
    lawFacultyOnly: [],
    institutions: ['up', 'forged', 'aab'],
    priorityFinalYear: [],
    priorityProfiles: ['international'],
    serbian: [],
    firstInternship: 'on',
  });
  const low = await change(dafina, url, { averageAbove: '4,9' });

  expect(answer.status).toBe(303);
  expect(callById(world.ctx.db, id)?.conditions).toEqual({
    bachelorYears: [2, 3],
    averageAboveTenThousandths: 80_050,
    exams: ['criminal_law'],
    lawFacultyOnly: false,
    institutions: ['up', 'aab'],
    priority: { finalYear: false, profiles: ['international'] },
    advantage: { serbian: false },
    encouraged: { firstInternship: true },
  });
  expect(low.text).toMatch(
    /<a href="#averageAbove">[^<]+: Type a number from 5 to below 10, such as 7\.5\.<\/a>/,
  );
});

test('every change is in the history, without the words that were typed', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const id = await begin(world, dafina);
  await change(dafina, `/staff/calls/${id}/text/en`, { costs: 'Planted words' });
  await change(dafina, `/staff/calls/${id}/settings`, { places: '9', contactEmail: 'planted@example.org' });
  await dafina.submit(`/staff/calls/${id}/publish`, { sure: 'on' });

  const rows = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter((row) => row.entityId === id && row.entity === 'call');

  expect(rows.map((row) => row.event)).toEqual(['create', 'write_text', 'change_settings', 'publish']);
  expect(rows[1]?.details).toEqual({ language: 'en', fallsBackTo: null, fields: ['costs'] });
  expect(rows[2]?.details).toMatchObject({ fields: ['places', 'contactEmail'] });
  expect(JSON.stringify(rows)).not.toMatch(/planted/i);
});

test('a published call does not lose its criteria by a form sent empty', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const url = `/staff/calls/${world.openId}/rubric`;
  const before = (await dafina.get(url)).text;
  const blank = Object.fromEntries(
    Object.keys(fieldsOf(before, url))
      .filter((name) => name.startsWith('criterion'))
      .map((name) => [name, '']),
  );

  const page = await dafina.submit(url, blank);

  expect(page.status).toBe(422);
  expect(page.text).toMatch(/<a href="#criterion0NameSq">[^<]+: The rubric needs at least three criteria/);
  expect(fieldsOf((await dafina.get(url)).text, url)).toMatchObject({
    criterion0NameEn: fieldsOf(before, url).criterion0NameEn,
    criterion0Weight: '1',
  });
});

test('a published call takes no criterion without its words in each language', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const url = `/staff/calls/${world.openId}/rubric`;

  const page = await change(dafina, url, { criterion1NameSr: '', criterion2Mark3En: '' });

  expect(page.status).toBe(422);
  for (const field of ['criterion1NameSr', 'criterion2Mark3En'])
    expect(page.text).toMatch(inSummary(field, 'Fill in this field.'));
});

test('each field of the settings that is missing is named in the summary', async () => {
  const world = makeCallWorld();
  const dafina = coordinator(world);
  const url = `/staff/calls/${await begin(world, dafina)}/settings`;
  const names = Object.keys(fieldsOf((await dafina.get(url)).text, url)).filter(
    (name) => !/^_|version/.test(name),
  );

  const page = await dafina.submit(url, Object.fromEntries(names.map((name) => [name, ''])));

  const said = [...page.text.matchAll(/<li><a href="#[^"]+">([^<]+)</g)].map(([, words]) => words);
  expect(page.status).toBe(422);
  expect(said.length).toBeGreaterThan(5);
  expect(new Set(said).size).toBe(said.length);
});

test.each(['sq', 'sr', 'en'] as const)('all staff pages of calls can be read in %s', async (language) => {
  const world = makeCallWorld();
  const dafina = world.signedIn('Dafina', ['coordinator'], language).browser;
  const id = await begin(world, dafina);

  for (const page of [
    '',
    '/text/sq',
    '/text/sr',
    '/text/en',
    '/settings',
    '/conditions',
    '/rubric',
    '/questions',
    '/publish',
  ]) {
    expect((await dafina.get(`/staff/calls/${id}${page}`)).status).toBe(200);
    expect((await dafina.get(`/staff/calls/${world.openId}${page}`)).status).toBe(200);
  }
  const heading = { sq: 'Teksti serbisht', sr: 'Tekst na srpskom', en: 'Text in Serbian' }[language];
  expect((await dafina.get(`/staff/calls/${id}/text/sr`)).text).toContain(`<h1>${heading}</h1>`);
  expect((await dafina.get(`/staff/calls/${world.openId}/correct`)).status).toBe(200);
  expect((await dafina.get(`/staff/calls/${id}/correct`)).status).toBe(404);
});
