// Keeping what is typed: by version, by time, by who may; judged again after it was sent.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { answersOf, versionsOf } from '../../src/answers/queries.js';
import * as service from '../../src/answers/service.js';
import { applicationById } from '../../src/applications/queries.js';
import { latestTrace } from '../../src/eligibility/queries.js';
import { Conflict, Invalid, NotFound, Stale } from '../../src/errors.js';
import { day, minute } from '../../src/lib/time.js';
import { personById } from '../../src/people/queries.js';
import { actorOf, type Made, makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

type Section = keyof ReturnType<typeof wholeAnswers>;
const save = (
  world: World,
  { id, actor }: Made,
  section: Section,
  posted: Record<string, string>,
  version: number,
) => service.saveSection(world.ctx, actor, 'application.edit', { id, section, posted, version });
const bodyOf = (world: World, { id }: Made, section: Section) => answersOf(world.ctx.db, id)[section]?.body;
const caught = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
};

test('a draft keeps whatever was typed, whole or not, version by version', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  expect(save(world, arta, 'studies', { average: 'eight and a half' }, 0)).toEqual({
    version: 1,
    savedAt: world.clock.now(),
  });
  expect(save(world, arta, 'studies', { average: '8,5' }, 1)).toMatchObject({ version: 2 });
  expect(bodyOf(world, arta, 'studies')).toEqual({ average: '8,5' });
  expect(versionsOf(world.ctx.db, arta.id)).toEqual([]);
});

test('saving the same again is no new version, however old the page is', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  save(world, arta, 'about', { name: 'Arta', city: '' }, 0);
  const at = world.clock.now();
  world.clock.pass(minute);

  expect(save(world, arta, 'about', { name: 'Arta' }, 0)).toEqual({ version: 1, savedAt: at });
  expect(save(world, arta, 'about', { name: 'Arta' }, 99)).toEqual({ version: 1, savedAt: at });
});

test('two tabs: the second is shown what the first saved, and nothing is lost', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  save(world, arta, 'studies', { average: '8,5', faculty: 'law' }, 0);
  const at = world.clock.now();
  world.clock.pass(minute);

  const error = caught(() =>
    save(world, arta, 'studies', { average: '9', faculty: 'law', profile: 'criminal' }, 0),
  );

  expect(error).toBeInstanceOf(Stale);
  expect(error).toMatchObject({
    savedAt: at,
    theirs: [
      { label: 'applications.field.average', text: '8,5' },
      { label: 'applications.field.profile', text: '' },
    ],
  });
  expect(bodyOf(world, arta, 'studies')).toEqual({ average: '8,5', faculty: 'law' });
});

test.each([0, 2, 7, -1])('a version of %i that was never shown overwrites nothing', (version) => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });
  save(world, arta, 'about', { name: 'Arta' }, 0);

  expect(caught(() => save(world, arta, 'about', { name: 'Other' }, version))).toBeInstanceOf(Stale);
  expect(bodyOf(world, arta, 'about')).toEqual({ name: 'Arta' });
});

test('somebody else’s application, an unknown one and staff’s way in are not there', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'whole' });
  const zana = actorOf(world.signedIn('Zana', ['applicant']).personId);
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  const input = { id: arta.id, section: 'about' as const, posted: { name: 'Stolen' }, version: 1 };

  expect(() => service.saveSection(world.ctx, zana, 'application.edit', input)).toThrow(NotFound);
  expect(() => service.saveSection(world.ctx, arta.actor, 'application.edit', { ...input, id: 999 })).toThrow(
    NotFound,
  );
  expect(() => service.saveSection(world.ctx, dafina, 'application.enter', input)).toThrow(NotFound);
  expect(bodyOf(world, arta, 'about')?.name).toBe('Arta Krasniqi');
});

test('a draft is kept until the last millisecond of the grace', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'begun' });
  world.clock.set(call.closesAt + 15 * minute);
  save(world, arta, 'about', { name: 'In time' }, 0);
  world.clock.pass(1);

  expect(() => save(world, arta, 'about', { name: 'Too late' }, 1)).toThrow(
    new Conflict('applications.edit.closed'),
  );
  expect(bodyOf(world, arta, 'about')).toEqual({ name: 'In time' });
});

test('the name, phone and language given here are those of the person, once the section is whole', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  save(world, arta, 'about', { name: 'Arta Berisha', phone: '044 123 456' }, 0);
  expect(personById(world.ctx.db, arta.personId)).toMatchObject({
    name: 'Arta Krasniqi',
    phone: '',
    language: 'en',
  });
  save(world, arta, 'about', { name: 'Arta Berisha', phone: '044 123 456', letterLanguage: 'sr-Cyrl' }, 1);

  expect(personById(world.ctx.db, arta.personId)).toMatchObject({
    name: 'Arta Berisha',
    phone: expect.stringContaining('123'),
    language: 'sr-Cyrl',
  });
  expect(applicationById(world.ctx.db, arta.id)?.language).toBe('sr-Cyrl');
});

test.each([
  ['8,25', 'five_to_ten', 82_500],
  ['7.501', 'five_to_ten', 75_010],
  ['7,50', '', 75_000],
  ['', 'five_to_ten', null],
  ['eight', 'five_to_ten', null],
  ['3.9', 'other', null],
])('lists sort by the average "%s" on the scale "%s" as %s', (average, averageScale, expected) => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world), { upTo: 'begun' });

  save(world, arta, 'studies', { average, averageScale, institution: 'up', studyYear: '4' }, 0);

  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({
    averageTenThousandths: expected,
    institution: 'up',
    studyYear: 4,
  });
});

test('an edit after sending keeps the version that was sent, is judged again, found again and recorded', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  expect(latestTrace(world.ctx.db, arta.id)?.overall).toBe('to_verify');
  expect(versionsOf(world.ctx.db, arta.id).length).toBe(5);

  const changed = {
    ...wholeAnswers().studies,
    average: '7,50',
    institution: 'other',
    institutionOther: 'Kolegji Ylli',
  };
  save(world, arta, 'studies', changed, 1);

  const kept = versionsOf(world.ctx.db, arta.id).filter(({ section }) => section === 'studies');
  expect(kept.map(({ version, body }) => [version, body.average])).toEqual([
    [2, '7,50'],
    [1, '8,25'],
  ]);
  expect(latestTrace(world.ctx.db, arta.id)?.overall).toBe('not_met');
  expect(applicationById(world.ctx.db, arta.id)).toMatchObject({ state: 'submitted', overall: 'not_met' });
  const edits = world.ctx.db.select().from(history).where(eq(history.event, 'edit')).all();
  expect(edits.map(({ entityId, actorId, details }) => ({ entityId, actorId, details }))).toEqual([
    {
      entityId: arta.id,
      actorId: arta.personId,
      details: { section: 'studies', fields: ['institution', 'institutionOther', 'average'] },
    },
  ]);
  const found = world.ctx.db.$client
    .prepare("select rowid as id from application_search where application_search match 'ylli'")
    .all();
  expect(found).toEqual([{ id: arta.id }]);
});

test('an edit of something the rules do not read makes no new trace', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const before = latestTrace(world.ctx.db, arta.id);

  save(world, arta, 'experience', { ...wholeAnswers().experience, unavailable: 'Mondays' }, 1);

  expect(latestTrace(world.ctx.db, arta.id)).toEqual(before);
});

test('what was sent cannot become less than whole; each problem is named with what it needs', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));

  const error = caught(() =>
    save(world, arta, 'about', { ...wholeAnswers().about, name: '', city: 'x'.repeat(81) }, 1),
  );

  expect(error).toBeInstanceOf(Invalid);
  expect(error).toMatchObject({
    problems: {
      name: { key: 'form.required' },
      city: { key: 'form.too_long', values: { max: 80 } },
    },
  });
  expect(bodyOf(world, arta, 'about')).toEqual(wholeAnswers().about);
});

test('after the deadline only contact, unavailability and support may change; the rest stays as it was sent', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.clock.set(call.closesAt + 1);

  save(world, arta, 'about', { ...wholeAnswers().about, name: 'Somebody Else', phone: '044 111 222' }, 1);
  save(
    world,
    arta,
    'experience',
    { ...wholeAnswers().experience, serbianLevel: 'native', supportNeeds: 'A ramp' },
    1,
  );

  expect(bodyOf(world, arta, 'about')).toMatchObject({ name: 'Arta Krasniqi', phone: '044 111 222' });
  expect(bodyOf(world, arta, 'experience')).toMatchObject({ serbianLevel: 'good', supportNeeds: 'A ramp' });
  expect(personById(world.ctx.db, arta.personId)?.name).toBe('Arta Krasniqi');
  for (const section of ['studies', 'letter', 'declarations'] as const) {
    expect(() => save(world, arta, section, wholeAnswers()[section], 1)).toThrow(
      new Conflict('applications.edit.closed'),
    );
  }
});

test('what is over is changed no more', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call);
  world.ctx.db.$client.exec(
    "update applications set state = 'not_selected', decided_by = person_id, reason_code = 'sample'",
  );

  expect(() => save(world, arta, 'about', { ...wholeAnswers().about, phone: '044 111 222' }, 1)).toThrow(
    Conflict,
  );
  world.clock.pass(day);
  expect(bodyOf(world, arta, 'about')).toEqual(wholeAnswers().about);
});
