// The self-check: anybody may try the conditions, by the same rules as everything else, and nothing is kept.
import { describe, expect, test } from 'vitest';
import { institutions } from '../../db/seed/institutions.js';
import { goodAnswers, makeCallWorld, rowsOf } from '../support/calls.js';
import type { Browser } from '../support/world.js';

const URL = '/calls/sample/check';
const good = { ...goodAnswers.studies, ...goodAnswers.experience };

const check = (browser: Browser, changed: Record<string, string> = {}) =>
  browser.submit(URL, { ...good, ...changed });
const resultsIn = (html: string) =>
  Object.fromEntries(
    [...html.matchAll(/data-rule="([^"]+)" data-result="([^"]+)"/g)].map(([, rule, result]) => [
      rule,
      result,
    ]),
  );
const overallIn = (html: string) => /data-overall="([^"]+)"/.exec(html)?.[1];

describe('the answer', () => {
  test('says for each condition how it stands', async () => {
    const page = await check(makeCallWorld().browser());

    expect(page.status).toBe(200);
    expect(overallIn(page.text)).toBe('to_verify');
    expect(resultsIn(page.text)).toEqual({
      lawFaculty: 'met_declared',
      institution: 'met_declared',
      bachelorYear: 'met_declared',
      average: 'met_declared',
      criminalLaw: 'met_declared',
      criminalProcedure: 'met_declared',
      finalYearAndProfile: 'applies_declared',
      serbian: 'applies_declared',
      firstInternship: 'applies_declared',
    });
  });

  test.each([
    ['average', '7,5', 'average', 'not_met'],
    ['average', '7.5', 'average', 'not_met'],
    ['average', '7.50', 'average', 'not_met'],
    ['average', '7,5001', 'average', 'met_declared'],
    ['average', '7,501', 'average', 'met_declared'],
    ['average', '7,4999', 'average', 'not_met'],
    ['average', '5', 'average', 'not_met'],
    ['average', '10', 'average', 'met_declared'],
    ['average', '', 'average', 'cannot_tell'],
    ['averageScale', 'other', 'average', 'cannot_tell'],
    ['averageScale', 'none', 'average', 'cannot_tell'],
    ['studyYear', '2', 'bachelorYear', 'not_met'],
    ['studyYear', '3', 'bachelorYear', 'met_declared'],
    ['studyYear', '4', 'bachelorYear', 'met_declared'],
    ['studyYear', '5', 'bachelorYear', 'not_met'],
    ['studyYear', '', 'bachelorYear', 'cannot_tell'],
    ['degree', 'master', 'bachelorYear', 'not_met'],
    ['degree', '', 'bachelorYear', 'cannot_tell'],
    ['faculty', 'other', 'lawFaculty', 'not_met'],
    ['faculty', '', 'lawFaculty', 'met_declared'],
    ['institution', 'other', 'institution', 'cannot_tell'],
    ['institution', 'forged', 'institution', 'cannot_tell'],
    ['criminalLaw', 'not_yet', 'criminalLaw', 'not_met'],
    ['criminalProcedure', 'not_yet', 'criminalProcedure', 'not_met'],
    ['programmeYears', '3', 'finalYearAndProfile', 'cannot_tell'],
    ['profile', 'other', 'finalYearAndProfile', 'does_not_apply'],
    ['serbianLevel', 'none', 'serbian', 'does_not_apply'],
    ['previousInternship', 'yes', 'firstInternship', 'does_not_apply'],
  ])('with %s = "%s": %s is %s', async (field, typed, rule, result) => {
    const page = await check(makeCallWorld().browser(), { [field]: typed });

    expect(resultsIn(page.text)[rule]).toBe(result);
    expect(overallIn(page.text)).toBe(result === 'not_met' ? 'not_met' : 'to_verify');
  });

  test.each([
    ['sq', '7,50', 'mbi 7,5'],
    ['sr', '7,50', 'iznad 7,5'],
    ['en', '7.50', 'above 7.5'],
  ] as const)('prints the numbers as %s writes them', async (language, average, above) => {
    const page = await check(makeCallWorld().browser(language), { average: '7.50' });

    const sentence = /data-rule="average"[\s\S]*?<p>([^<]*)<\/p>/.exec(page.text)?.[1] ?? '';
    expect(sentence).toContain(average);
    expect(sentence).toContain(above);
  });

  test('never says no: applying stays possible, and the page says that a person decides', async () => {
    const page = await check(makeCallWorld().browser(), { average: '6' });

    expect(page.text).toContain('This is only an indication. A person at HLC decides; you may apply anyway.');
    expect(page.text).toContain('<a class="button" href="/calls/sample/apply">Start an application</a>');
  });

  test('keeps what was typed in the fields', async () => {
    const page = await check(makeCallWorld().browser(), { average: '7,50', studyYear: '3' });

    expect(page.text).toMatch(/<input[^>]*name="average"[^>]*value="7,50"/);
    expect(page.text).toMatch(/<option value="3" selected>3<\/option>/);
    expect(page.text).toMatch(/<input type="radio" name="profile" value="criminal"[^>]* checked/);
  });
});

test('an average that cannot be read is asked for again, with everything else still there', async () => {
  const page = await check(makeCallWorld().browser(), {
    average: '<b>eight</b>',
    institutionOther: 'Kolegji X',
  });

  expect(page.status).toBe(422);
  expect(page.text).toMatch(/<a href="#average">[^<]+: Type a number, such as 8\.25\.<\/a>/);
  expect(page.text).toContain('value="&lt;b&gt;eight&lt;/b&gt;"');
  expect(page.text).toContain('value="Kolegji X"');
  expect(page.text).toMatch(/<option value="up" selected>/);
});

test.each([
  ['faculty', 'medicine'],
  ['degree', 'doctor'],
  ['studyYear', '9'],
  ['programmeYears', '9'],
  ['averageScale', 'x'],
  ['criminalLaw', 'x'],
  ['criminalProcedure', 'x'],
  ['profile', 'x'],
  ['serbianLevel', 'x'],
  ['previousInternship', 'x'],
])('a forged %s is refused beside its field', async (field, typed) => {
  const page = await check(makeCallWorld().browser(), { [field]: typed });

  expect(page.status).toBe(422);
  expect(page.text).toMatch(new RegExp(`<a href="#${field}">[^<]+: Choose one of the options`));
});

test('nothing is stored and nothing is logged, however often it is tried', async () => {
  const world = makeCallWorld();
  const before = rowsOf(world);
  const image = world.ctx.db.$client.serialize();

  await check(world.browser(), { average: '7,3579', institutionOther: 'Kolegji Planted' });
  await check(world.browser(), { average: 'nonsense' });

  expect(rowsOf(world)).toEqual(before);
  expect(world.ctx.db.$client.serialize().equals(image)).toBe(true);
  expect(world.logged()).not.toMatch(/7,3579|Planted/);
});

test('grades travel in a form, never in an address', async () => {
  const page = await makeCallWorld().browser().get(`${URL}?average=9`);

  expect(page.text).toContain('<form class="stack" method="post" action="/calls/sample/check"');
  expect(page.text).toMatch(/<input[^>]*name="average"[^>]*value=""/);
});

test('with htmx only the part comes back, with the same answer', async () => {
  const world = makeCallWorld();
  const browser = world.browser();
  const whole = await check(browser, { average: '7,5' });
  const token = /name="_token" value="([^"]+)"/.exec(whole.text)?.[1] ?? '';

  const part = await browser.post(URL, { ...good, average: '7,5', _token: token }, { 'HX-Request': 'true' });

  expect(part.status).toBe(200);
  expect(part.text).not.toContain('<html');
  expect(part.text.trimStart()).toMatch(/^<div class="stack" id="self-check">/);
  expect(resultsIn(part.text)).toEqual(resultsIn(whole.text));
});

test('a form of another browser is refused', async () => {
  const world = makeCallWorld();
  const page = await world.browser().get(URL);
  const token = /name="_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '';

  expect((await world.browser().post(URL, { ...good, _token: token })).status).toBe(403);
});

test('institutions stand in the order of the reader’s language, the other one last', async () => {
  const world = makeCallWorld();

  for (const language of ['sq', 'sr', 'en'] as const) {
    const page = await world.browser(language).get(URL);
    const select = /<select[^>]*id="institution"[\s\S]*?<\/select>/.exec(page.text)?.[0] ?? '';
    const values = [...select.matchAll(/value="([^"]+)"/g)].map((match) => match[1]);
    const nameOf = { sq: 'nameSq', sr: 'nameSr', en: 'nameEn' } as const;
    const order = new Intl.Collator({ sq: 'sq', sr: 'sr-Latn', en: 'en-GB' }[language]);
    const expected = institutions
      .filter((one) => values.includes(one.id))
      .sort((a, b) => order.compare(a[nameOf[language]], b[nameOf[language]]))
      .map((one) => one.id);
    expect(values).toEqual([...expected, 'other']);
    expect(expected).toHaveLength(9);
  }
});

test('a closed call can still be tried, and says that it is closed', async () => {
  const page = await makeCallWorld().browser().get('/calls/2020/check');

  expect(page.status).toBe(200);
  expect(page.text).toContain(
    'This call is not open now. You can try the check, but applying is not possible.',
  );
  expect(page.text).not.toContain('/calls/2020/apply');
});

test('there is no check for a call that is not there', async () => {
  expect((await makeCallWorld().browser().get('/calls/nothing/check')).status).toBe(404);
});
