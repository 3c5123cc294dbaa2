// The life of an application through the real services: begun once, withdrawn, taken back, lapsed; each recorded.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as service from '../../src/applications/service.js';
import { Conflict, Invalid, NotFound } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { day } from '../../src/lib/time.js';
import * as submissions from '../../src/submissions/service.js';
import { actorOf, fillIn, makeApplication, makeCall } from '../support/applications.js';
import { makeWorld, type World } from '../support/world.js';

const rowOf = (world: World, id: number) => applicationById(world.ctx.db, id);
const eventsOf = (world: World, id: number) =>
  timelineOf(world.ctx.db, 'application', id).map(({ event }) => event);

test('beginning twice is beginning once', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'begun' });

  expect(service.start(world.ctx, arta.actor, { slug: call.slug })).toBe(arta.id);
  expect(eventsOf(world, arta.id)).toEqual(['start']);
});

test('a call that is not open begins nothing: before it, in its grace, after it', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { personId } = world.signedIn('Nenad', ['applicant']);
  for (const now of [call.opensAt - 1, call.closesAt + 1, call.closesAt + 30 * day]) {
    world.clock.set(now);
    expect(() => service.start(world.ctx, actorOf(personId), { slug: call.slug })).toThrow(
      new Conflict('applications.start.closed'),
    );
  }
  world.clock.set(call.opensAt);
  expect(service.start(world.ctx, actorOf(personId), { slug: call.slug })).toBeGreaterThan(0);
  expect(() => service.start(world.ctx, actorOf(personId), { slug: 'no-such-call' })).toThrow(NotFound);
});

test('a late key that does not fit begins nothing', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { personId } = world.signedIn('Nenad', ['applicant']);

  expect(() => service.start(world.ctx, actorOf(personId), { slug: call.slug, lateKey: 'WRONG' })).toThrow(
    Invalid,
  );
});

test('what is sent is seen by its writer and by staff; a draft by its writer alone; neither by a stranger', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'whole' });
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  const zana = actorOf(world.signedIn('Zana', ['applicant']).personId);
  const seen = (actor: typeof zana, action: 'application.follow' | 'application.read') => {
    try {
      return service.load(world.ctx, actor, action, arta.id).application.id;
    } catch (error) {
      expect(error).toBeInstanceOf(NotFound);
      return null;
    }
  };

  expect([seen(arta.actor, 'application.follow'), seen(dafina, 'application.read')]).toEqual([arta.id, null]);
  submissions.submit(world.ctx, arta.actor, { id: arta.id, community: null });
  expect([seen(arta.actor, 'application.follow'), seen(dafina, 'application.read')]).toEqual([
    arta.id,
    arta.id,
  ]);
  expect([seen(zana, 'application.follow'), seen(zana, 'application.read')]).toEqual([null, null]);
});

test('staff who enter applications cannot open one that its writer sent, so they cannot change it', () => {
  const world = makeWorld();
  const arta = makeApplication(world, makeCall(world));
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);

  expect(() => service.load(world.ctx, dafina, 'application.enter', arta.id)).toThrow(NotFound);
});

test('references are counted within a year and begin again with the next', () => {
  const world = makeWorld();
  const first = makeCall(world, { slug: 'first', closesOn: { inDays: 200 } });
  const references = ['Arta', 'Nenad'].map(
    (name) => rowOf(world, makeApplication(world, first, { name }).id)?.reference,
  );
  world.clock.pass(100 * day);
  references.push(rowOf(world, makeApplication(world, first, { name: 'Zana' }).id)?.reference);

  expect(references).toEqual(['HLC-2026-0001', 'HLC-2026-0002', 'HLC-2027-0001']);
});

test('the year of a reference is that of Prishtina, not of Greenwich', () => {
  const world = makeWorld();
  const call = makeCall(world, { closesOn: { date: '2027-01-15' } });
  world.clock.set(Date.parse('2026-12-31T23:30:00Z'));

  expect(rowOf(world, makeApplication(world, call).id)?.reference).toBe('HLC-2027-0001');
});

test('the letters go to the address a person has now, in their language of now', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const arta = makeApplication(world, call, { upTo: 'begun', language: 'sq' });
  fillIn(world, arta, { about: { name: 'Arta Krasniqi', letterLanguage: 'sr' } });

  submissions.submit(world.ctx, arta.actor, { id: arta.id, community: null });

  expect(world.letters()).toMatchObject([
    { letter: 'application-received', language: 'sr', recipient: 'arta.krasniqi@example.org' },
  ]);
  expect(rowOf(world, arta.id)?.language).toBe('sr');
});
