// Correcting published conditions: everything is compared again, the changed are told, nobody is decided on.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { applications } from '../../db/schema/applications.js';
import { history } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { SYSTEM } from '../../src/access/actor.js';
import { currentVersion, versionsOf } from '../../src/calls/queries.js';
import { factsFrom } from '../../src/eligibility/form.js';
import { latestTrace, tracesOf } from '../../src/eligibility/queries.js';
import { assess } from '../../src/eligibility/service.js';
import { addAssessed, goodAnswers, makeCallWorld, rowsOf } from '../support/calls.js';
import { type Browser, hiddenFields } from '../support/world.js';

type CallWorld = ReturnType<typeof makeCallWorld>;

/** The conditions of the sample call as its form holds them. */
const asked = {
  lawFacultyOnly: 'on',
  bachelorYears: ['3', '4'],
  averageAbove: '7.5',
  exams: ['criminal_law', 'criminal_procedure'],
  institutions: ['up', 'upkm', 'upz', 'unhz', 'ukz', 'umib', 'aab', 'ubt', 'biznesi'],
  priorityFinalYear: 'on',
  priorityProfiles: ['criminal', 'international'],
  serbian: 'on',
  firstInternship: 'on',
};
const lower = { ...asked, averageAbove: '7', reason: 'The printed call said 7.' };

/** Arta 7.2, Nenad 8.25, Blerta 6 in English, Serbian and Albanian: from 7.5 to 7 changes Arta alone. */
function cast(world: CallWorld) {
  return {
    arta: addAssessed(world, world.openId, 'Arta', { average: '7,2' }),
    nenad: addAssessed(world, world.openId, 'Nenad', {}, { language: 'sr' }),
    blerta: addAssessed(world, world.openId, 'Blerta', { average: '6' }, { language: 'sq' }),
  };
}

const urlOf = (world: CallWorld) => `/staff/calls/${world.openId}/correct`;

async function preview(world: CallWorld, browser: Browser, typed: Record<string, string | string[]>) {
  return browser.submit(urlOf(world), typed);
}

async function apply(world: CallWorld, browser: Browser, typed: Record<string, string | string[]>) {
  const seen = await preview(world, browser, typed);
  return browser.post(`${urlOf(world)}/apply`, { ...hiddenFields(seen.text, urlOf(world)), ...typed });
}

describe('assessing', () => {
  test('keeps a trace, shows its result in the list, and changes no state', () => {
    const world = makeCallWorld();
    const { applicationId } = addAssessed(world, world.openId, 'Arta', { average: '7,50' });

    const trace = latestTrace(world.ctx.db, applicationId);
    const row = world.ctx.db.select().from(applications).where(eq(applications.id, applicationId)).get();

    expect(trace?.overall).toBe('not_met');
    expect(trace?.rules.find((rule) => rule.rule === 'average')?.sentence).toEqual({
      key: 'eligibility.sentence.averageEqual',
      values: { average: '7.50', above: '7.5' },
    });
    expect([row?.overall, row?.state]).toEqual(['not_met', 'submitted']);
  });

  test('adds nothing when nothing changed, and one trace when something did', () => {
    const world = makeCallWorld();
    const { applicationId } = addAssessed(world, world.openId, 'Arta');
    const again = (studies: Partial<typeof goodAnswers.studies>) =>
      assess(world.ctx, SYSTEM, {
        applicationId,
        callVersionId: currentVersion(world.ctx.db, world.openId)?.id ?? 0,
        facts: factsFrom({ ...goodAnswers.studies, ...goodAnswers.experience, ...studies }),
      });

    again({});
    expect(tracesOf(world.ctx.db, applicationId)).toHaveLength(1);
    again({ average: '9' });
    expect(tracesOf(world.ctx.db, applicationId)).toHaveLength(2);
    again({ average: '9' });
    expect(tracesOf(world.ctx.db, applicationId)).toHaveLength(2);
  });
});

describe('the list before a correction', () => {
  test('names exactly those whose result would change, and writes nothing', async () => {
    const world = makeCallWorld();
    cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    await dafina.get(urlOf(world));
    const before = rowsOf(world);

    const page = await preview(world, dafina, lower);

    expect(page.status).toBe(200);
    expect(page.text).toContain('The result changes for 1 application of 3');
    const rows = [...page.text.matchAll(/<th scope="row"[\s\S]*?<\/tr>/g)].map(([row]) =>
      row
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    );
    expect(rows).toEqual([
      'HLC-2026-0001 Arta Seem not to be met → To be checked Average grade: Not met → Met as stated Drafted',
    ]);
    expect(rowsOf(world)).toEqual(before);
  });

  test('says so when nobody is touched, and what a new condition would do', async () => {
    const world = makeCallWorld();
    cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    const nobody = await preview(world, dafina, { ...lower, averageAbove: '7.4' });
    const fewer = await preview(world, dafina, { ...asked, exams: [], reason: 'No exams this year.' });

    expect(nobody.text).toContain('The result changes for none of the compared applications: 3');
    expect(fewer.text).toContain('Criminal Law exam: Met as stated → not asked');
  });

  test('needs a reason and a readable threshold, and keeps what was typed', async () => {
    const world = makeCallWorld();
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    const page = await preview(world, dafina, { ...asked, averageAbove: 'seven', reason: '' });

    expect(page.status).toBe(422);
    expect(page.text).toMatch(/<a href="#averageAbove">[^<]+: Type a number, such as 8\.25\.<\/a>/);
    expect(page.text).toMatch(/<a href="#reason">[^<]+: Fill in this field\.<\/a>/);
    expect(page.text).toMatch(/name="averageAbove"[^>]*value="seven"/);
  });
});

describe('a correction', () => {
  test('makes version 2, compares everybody again, keeps old traces and moves nobody', async () => {
    const world = makeCallWorld();
    const { arta, nenad, blerta } = cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const first = currentVersion(world.ctx.db, world.openId);

    const answer = await apply(world, dafina, lower);

    expect(answer.location).toBe(`/staff/calls/${world.openId}`);
    const versions = versionsOf(world.ctx.db, world.openId);
    expect(versions.map(({ number, reason }) => [number, reason])).toEqual([
      [2, 'The printed call said 7.'],
      [1, ''],
    ]);
    expect(versions[1]).toEqual(first);
    const overallsOf = (id: number) =>
      tracesOf(world.ctx.db, id).map(({ overall, callVersionId }) => [overall, callVersionId]);
    expect(overallsOf(arta.applicationId)).toEqual([
      ['to_verify', versions[0]?.id],
      ['not_met', versions[1]?.id],
    ]);
    expect(overallsOf(nenad.applicationId)).toHaveLength(2);
    expect(overallsOf(blerta.applicationId)).toHaveLength(2);
    const states = world.ctx.db.select().from(applications).all();
    expect(states.map(({ state, overall }) => [state, overall])).toEqual([
      ['submitted', 'to_verify'],
      ['submitted', 'to_verify'],
      ['submitted', 'not_met'],
    ]);
    const page = await world.browser().get('/calls/sample');
    expect(page.text).toContain('Your average grade is above 7.0.');
    expect(page.text).toContain(
      'The conditions were corrected: Thursday, 22 October 2026, 10:00 (Prishtina time). Version 2 is in force.',
    );
  });

  test('drafts one letter to each who is touched, in one group with the history, and sends none', async () => {
    const world = makeCallWorld();
    const { arta } = cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    await apply(world, dafina, lower);

    expect(
      world.letters().map(({ letter, recipient, state, language }) => [letter, recipient, state, language]),
    ).toEqual([['conditions-corrected', 'arta@example.org', 'draft', 'en']]);
    expect(world.letters()[0]?.text).toContain('- Your average grade is above 7.0.');
    expect(world.letters()[0]?.text).toContain(`/my/applications/${arta.applicationId}`);
    expect(world.letters()[0]?.subject).not.toMatch(/Arta|7/);
    const [letter] = world.ctx.db.select().from(letters).all();
    const rows = world.ctx.db
      .select()
      .from(history)
      .where(eq(history.groupId, letter?.groupId ?? ''))
      .all();
    expect(rows.map(({ entity, event, ruleVersion }) => [entity, event, ruleVersion])).toEqual([
      ['call', 'correct', 2],
      ['application', 'reassess', 2],
    ]);
    expect(rows[1]?.details).toEqual({ from: 'not_met', to: 'to_verify', rules: ['average'] });
  });

  test('writes to nobody who withdrew or has no address, but lists and compares them', async () => {
    const world = makeCallWorld();
    const gone = addAssessed(world, world.openId, 'Gone', { average: '7,2' }, { state: 'withdrawn' });
    addAssessed(world, world.openId, 'Paper', { average: '7,3' }, { email: null });
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    const seen = await preview(world, dafina, lower);
    await apply(world, dafina, lower);

    expect(seen.text).toContain('The result changes for 2 applications of 2');
    expect(seen.text).toContain('No letter is drafted.');
    expect(world.letters()).toEqual([]);
    expect(latestTrace(world.ctx.db, gone.applicationId)?.overall).toBe('to_verify');
  });

  test.each([
    ['sq', 'Ispravljeni', 'U korrigjuan kushtet e thirrjes për praktikë', 'mbi 7,0'],
    ['sr', 'U korrigjuan', 'Ispravljeni su uslovi poziva za praksu', 'iznad 7,0'],
  ] as const)('writes in the reader’s language: %s', async (language, other, subject, threshold) => {
    const world = makeCallWorld();
    addAssessed(world, world.openId, 'Arta', { average: '7,2' }, { language });

    await apply(world, world.signedIn('Dafina', ['coordinator']).browser, lower);

    const [letter] = world.letters();
    expect(letter?.subject).toBe(subject);
    expect(letter?.text).toContain(threshold);
    expect(letter?.subject).not.toContain(other);
  });

  test('is refused when it was not looked at, or when the list moved meanwhile', async () => {
    const world = makeCallWorld();
    cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const seen = await preview(world, dafina, lower);
    const fields = hiddenFields(seen.text, urlOf(world));
    addAssessed(world, world.openId, 'Dren', { average: '7,1' });

    const blind = await dafina.post(`${urlOf(world)}/apply`, { ...fields, ...lower, seen: '' });
    const late = await dafina.post(`${urlOf(world)}/apply`, { ...fields, ...lower });

    for (const answer of [blind, late]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('The list has changed since you saw it');
    }
    expect(versionsOf(world.ctx.db, world.openId)).toHaveLength(1);
    expect(world.letters()).toEqual([]);
  });

  test('is refused when other conditions are sent than those that were seen', async () => {
    const world = makeCallWorld();
    cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const seen = await preview(world, dafina, lower);

    const answer = await dafina.post(`${urlOf(world)}/apply`, {
      ...hiddenFields(seen.text, urlOf(world)),
      ...lower,
      averageAbove: '6.9',
    });

    expect(answer.status).toBe(422);
    expect(versionsOf(world.ctx.db, world.openId)).toHaveLength(1);
  });

  test('twice is once', async () => {
    const world = makeCallWorld();
    cast(world);
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    const seen = await preview(world, dafina, lower);
    const fields = { ...hiddenFields(seen.text, urlOf(world)), ...lower };

    const first = await dafina.post(`${urlOf(world)}/apply`, fields);
    const second = await dafina.post(`${urlOf(world)}/apply`, fields);

    expect([first.status, second.status, second.location]).toEqual([303, 303, first.location]);
    expect(versionsOf(world.ctx.db, world.openId)).toHaveLength(2);
    expect(world.letters()).toHaveLength(1);
  });

  test('of nothing is no correction', async () => {
    const world = makeCallWorld();
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;

    const answer = await apply(world, dafina, { ...asked, reason: 'Nothing really changed.' });

    expect(answer.status).toBe(422);
    expect(answer.text).toContain('The conditions are the same as before; there is nothing to correct.');
  });

  test('is the coordinator’s alone, and only of a published call', async () => {
    const world = makeCallWorld();
    const luan = world.signedIn('Luan', ['director']).browser;
    const zana = world.signedIn('Zana', ['applicant']).browser;

    for (const url of [urlOf(world), `${urlOf(world)}/apply`]) {
      expect((await world.browser().get(url)).status).toBe(303);
      expect((await zana.get(url)).status).toBe(403);
      expect((await luan.get(url)).status).toBe(403);
    }
    const dafina = world.signedIn('Dafina', ['coordinator']).browser;
    expect((await dafina.get('/staff/calls/999/correct')).status).toBe(404);
  });
});
