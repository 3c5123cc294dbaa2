// Entering what came by e-mail or on paper: as of its day, the staff's until it is entered, the applicant's then.
import { expect, test } from 'vitest';
import { people } from '../../db/schema/people.js';
import { answersOf } from '../../src/answers/queries.js';
import { applicationById, applicationsOf } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import * as service from '../../src/entries/service.js';
import { Conflict, Invalid, NotFound } from '../../src/errors.js';
import { day, endOfDay, toInstant } from '../../src/lib/time.js';
import { groupsOf, personByEmail, personById } from '../../src/people/queries.js';
import * as submissions from '../../src/submissions/service.js';
import { actorOf, fillIn, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

function office() {
  const world = makeWorld();
  const call = makeCall(world, { closesOn: { date: '2026-11-05' } });
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  const input = {
    callId: call.id,
    name: 'Arta Krasniqi',
    email: 'arta@example.org' as string | null,
    language: 'sq' as const,
    source: 'email' as const,
    receivedOn: '2026-10-21',
    lateReason: null as string | null,
  };
  const begin = (changes: Partial<typeof input> = {}) =>
    service.begin(world.ctx, dafina, { ...input, ...changes });
  return { world, call, dafina, begin };
}
const noted = (world: World, id: number) =>
  world.ctx.db.$client
    .prepare("select count(*) from history where entity = 'application' and entity_id = ?")
    .pluck()
    .get(id);

test('beginning makes the person, an applicant, and a draft of that day with the name and language in it', () => {
  const { world, call, dafina, begin } = office();

  const id = begin();

  const person = personByEmail(world.ctx.db, 'arta@example.org');
  expect(person).toMatchObject({ name: 'Arta Krasniqi', language: 'sq', emailConfirmedAt: null });
  expect(groupsOf(world.ctx.db, person?.id ?? 0)).toEqual(['applicant']);
  expect(applicationById(world.ctx.db, id)).toMatchObject({
    callId: call.id,
    personId: person?.id,
    state: 'draft',
    source: 'email',
    enteredBy: dafina.personId,
    createdAt: toInstant('2026-10-21', '12:00'),
    language: 'sq',
  });
  expect(answersOf(world.ctx.db, id).about?.body).toEqual({ name: 'Arta Krasniqi', letterLanguage: 'sq' });
  expect(world.letters()).toEqual([]);
});

test('without an address each is a person of their own', () => {
  const { world, begin } = office();

  const [first, second] = [begin({ email: null, source: 'email' }), begin({ email: null })];

  const persons = [first, second].map((id) => applicationById(world.ctx.db, id)?.personId ?? 0);
  expect(persons[0]).not.toBe(persons[1]);
  expect(persons.map((id) => personById(world.ctx.db, id)?.email)).toEqual([null, null]);
});

test('received in time, entered after the deadline: it counts as sent on the day it was received', () => {
  const { world, call, dafina, begin } = office();
  world.clock.set(call.closesAt + 5 * day);
  const id = begin({ receivedOn: '2026-11-05' });
  fillIn(world, { id, actor: dafina }, { declarations: {} }, 'application.enter');

  expect(service.finish(world.ctx, dafina, id)).toBe('HLC-2026-0001');

  const entered = applicationById(world.ctx.db, id);
  expect(entered).toMatchObject({
    state: 'submitted',
    submittedAt: toInstant('2026-11-05', '12:00'),
    confirmedAt: null,
    overall: 'to_verify',
  });
  expect((entered?.submittedAt ?? 0) <= call.closesAt).toBe(true);
});

test('received after the deadline: only with a reason, which the history keeps', () => {
  const { world, call, begin } = office();
  world.clock.set(endOfDay('2026-11-10'));

  expect(() => begin({ receivedOn: '2026-11-06' })).toThrow(
    new Invalid({ lateReason: 'entries.problem.late_reason' }),
  );
  expect(world.ctx.db.select().from(people).all().length).toBe(1);
  const id = begin({ receivedOn: '2026-11-06', lateReason: 'The post was on strike' });

  expect(applicationById(world.ctx.db, id)?.callId).toBe(call.id);
  const raw = world.ctx.db.$client.serialize();
  expect(raw.includes('The post was on strike')).toBe(true);
});

test.each([
  ['2026-10-23', 'entries.problem.future'],
  ['2026-10-12', 'entries.problem.before'],
])('received on %s, which cannot be: %s', (receivedOn, key) => {
  const { begin } = office();

  expect(() => begin({ receivedOn })).toThrow(new Invalid({ receivedOn: key }));
});

test('a call that is not there, or has not opened, takes no entries', () => {
  const { world, begin } = office();
  const later = makeCall(world, { slug: 'later', opensOn: { inDays: 3 }, closesOn: { inDays: 30 } });

  for (const callId of [999, later.id]) {
    expect(() => begin({ callId })).toThrow(new Invalid({ callId: 'entries.problem.call' }));
  }
});

test('who has an application for the call already is not given a second one', () => {
  const { world, call, begin } = office();
  makeApplication(world, call, { name: 'Nenad', upTo: 'begun' });

  expect(() => begin({ email: 'nenad@example.org' })).toThrow(new Invalid({ email: 'entries.problem.live' }));
  begin();
  expect(() => begin()).toThrow(new Invalid({ email: 'entries.problem.live' }));
});

test('while staff type it in, its writer neither sees it nor begins another', () => {
  const { world, call, begin } = office();
  const { personId } = world.signedIn('Nenad', ['applicant']);
  const id = begin({ email: 'nenad@example.org' });
  const nenad = actorOf(personId);

  expect(applicationsOf(world.ctx.db, personId)).toEqual([]);
  expect(() => applications.load(world.ctx, nenad, 'application.edit', id)).toThrow(NotFound);
  expect(() => submissions.submit(world.ctx, nenad, { id, community: null })).toThrow(NotFound);
  expect(() => applications.start(world.ctx, nenad, { slug: call.slug })).toThrow(
    new Conflict('applications.start.being_entered'),
  );
});

test('typing for somebody who has an account changes nothing of their account', () => {
  const { world, dafina, begin } = office();
  const { personId } = world.signedIn('Nenad', ['applicant'], 'sr');
  const id = begin({ email: 'nenad@example.org', name: 'Nenad Wrongly Spelt' });

  fillIn(
    world,
    { id, actor: dafina },
    { about: { name: 'Wrong', letterLanguage: 'en', phone: '044 111 222' } },
    'application.enter',
  );

  expect(personById(world.ctx.db, personId)).toMatchObject({ name: 'Nenad', phone: '', language: 'sr' });
  expect(answersOf(world.ctx.db, id).about?.body.name).toBe('Wrong');
});

test('entering writes to the applicant, with a link of seven days that leads to confirming; twice is refused', () => {
  const { world, dafina, begin } = office();
  const id = begin();
  fillIn(
    world,
    { id, actor: dafina },
    { about: { name: 'Arta Krasniqi', letterLanguage: 'en' }, declarations: {} },
    'application.enter',
  );
  service.finish(world.ctx, dafina, id);

  expect(world.letters()).toMatchObject([
    { letter: 'application-entered', recipient: 'arta@example.org', language: 'en' },
  ]);
  expect(world.letters()[0]?.text).toContain('/sign-in/link?token=');
  const [link] = world.ctx.db.$client
    .prepare('select next, expires_at as expiresAt from sign_in_links')
    .all() as {
    next: string;
    expiresAt: number;
  }[];
  expect(link).toEqual({ next: `/my/applications/${id}/confirm`, expiresAt: world.clock.now() + 7 * day });
  expect(() => service.finish(world.ctx, dafina, id)).toThrow();
  expect(world.letters().length).toBe(1);
});

test('without an address nobody is written to', () => {
  const { world, dafina, begin } = office();
  const id = begin({ email: null });
  fillIn(world, { id, actor: dafina }, { declarations: {} }, 'application.enter');

  service.finish(world.ctx, dafina, id);

  expect([applicationById(world.ctx.db, id)?.state, world.letters()]).toEqual(['submitted', []]);
});

test('what is missing is named; the applicant’s own declarations are not asked of staff', () => {
  const { world, dafina, begin } = office();
  const id = begin();

  try {
    service.finish(world.ctx, dafina, id);
    expect.unreachable();
  } catch (error) {
    expect(Object.keys((error as Invalid).problems)).toEqual([
      'studies',
      'experience',
      'document:motivation_letter',
      'document:grades_certificate',
    ]);
  }
});

test('once it is entered, staff change it no more: it is the applicant’s', () => {
  const { world, dafina, begin } = office();
  const id = begin();
  fillIn(world, { id, actor: dafina }, { declarations: {} }, 'application.enter');
  service.finish(world.ctx, dafina, id);

  expect(() => fillIn(world, { id, actor: dafina }, {}, 'application.enter')).toThrow(Conflict);
  expect(() => service.remove(world.ctx, dafina, id)).toThrow(Conflict);
  expect(() => service.openedDraft(world.ctx, dafina, id)).toThrow(NotFound);
  const owner = actorOf(applicationById(world.ctx.db, id)?.personId ?? 0);
  fillIn(
    world,
    { id, actor: owner },
    { studies: { ...(answersOf(world.ctx.db, id).studies?.body as Record<string, string>), average: '9' } },
  );
  expect(answersOf(world.ctx.db, id).studies?.body.average).toBe('9');
});

test('an entry that was begun by mistake goes, with everything in it', () => {
  const { world, dafina, begin } = office();
  const id = begin();
  expect(service.openEntries(world.ctx).map(({ name, by, missing }) => [name, by, missing])).toEqual([
    ['Arta Krasniqi', 'Dafina', 4],
  ]);

  service.remove(world.ctx, dafina, id);

  expect(service.openEntries(world.ctx)).toEqual([]);
  expect(applicationById(world.ctx.db, id)).toBeUndefined();
  expect(noted(world, id)).toBe(2);
});
