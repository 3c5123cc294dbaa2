// Drafts that were not sent: reminded three times, put before staff, and let lapse by a person as one act.
import { expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { tasks } from '../../db/schema/tasks.js';
import { applicationById } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import * as service from '../../src/drafts/service.js';
import * as entries from '../../src/entries/service.js';
import { Conflict, NotFound } from '../../src/errors.js';
import { askToLapse } from '../../src/jobs/ask-to-lapse.js';
import { type Job, jobs, runJob } from '../../src/jobs/index.js';
import { remindDrafts } from '../../src/jobs/remind-drafts.js';
import * as lateKeys from '../../src/late-keys/service.js';
import { day, hour, minute } from '../../src/lib/time.js';
import { updatePerson } from '../../src/people/queries.js';
import * as submissions from '../../src/submissions/service.js';
import { actorOf, makeApplication, makeCall, wholeAnswers } from '../support/applications.js';
import { makeWorld } from '../support/world.js';

const signal = new AbortController().signal;
const named = (name: string) => jobs.find((job) => job.name === name) as Job;

function office() {
  const world = makeWorld();
  const call = makeCall(world);
  const dafina = actorOf(world.signedIn('Dafina', ['coordinator']).personId, ['coordinator']);
  return { world, call, dafina, grace: call.closesAt + 15 * minute };
}

test('nothing lapses before the grace is over, not even when somebody asks', () => {
  const { world, call, dafina, grace } = office();
  const arta = makeApplication(world, call, { upTo: 'whole' });
  world.clock.set(grace);

  expect(() => service.lapseAll(world.ctx, dafina, call.id)).toThrow(new Conflict('drafts.early'));
  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('draft');
});

test('all drafts lapse as one act: each recorded and told under one name, what was sent and what staff enter is not', () => {
  const { world, call, dafina, grace } = office();
  const drafts = ['Arta', 'Nenad'].map((name) => makeApplication(world, call, { name, upTo: 'whole' }));
  const sent = makeApplication(world, call, { name: 'Ivana' });
  const entry = entries.begin(world.ctx, dafina, {
    callId: call.id,
    name: 'Blerim',
    email: null,
    language: 'sq',
    source: 'paper',
    receivedOn: '2026-10-21',
    lateReason: null,
  });
  world.clock.set(grace + 1);

  expect(service.lapseAll(world.ctx, dafina, call.id)).toBe(2);

  const states = [...drafts, sent].map(({ id }) => applicationById(world.ctx.db, id)?.state);
  expect([...states, applicationById(world.ctx.db, entry)?.state]).toEqual([
    'not_submitted',
    'not_submitted',
    'submitted',
    'draft',
  ]);
  const lapses = world.ctx.db
    .select()
    .from(history)
    .all()
    .filter(({ event }) => event === 'lapse');
  const told = world.ctx.db
    .select()
    .from(letters)
    .all()
    .filter(({ letter }) => letter === 'draft-lapsed');
  expect(lapses.map(({ entityId, actorId }) => [entityId, actorId])).toEqual(
    drafts.map(({ id }) => [id, dafina.personId]),
  );
  expect(new Set([...lapses, ...told].map(({ groupId }) => groupId)).size).toBe(1);
  expect(lapses[0]?.groupId).toMatch(/^[0-9a-f-]{36}$/);
  expect(told.map(({ recipient }) => recipient)).toEqual(['arta@example.org', 'nenad@example.org']);
  expect(world.letters().at(-1)?.text).toContain('We have not read it');
});

test('twice is harmless: there is nothing left', () => {
  const { world, call, dafina, grace } = office();
  makeApplication(world, call, { upTo: 'begun' });
  world.clock.set(grace + 1);

  expect([
    service.lapseAll(world.ctx, dafina, call.id),
    service.lapseAll(world.ctx, dafina, call.id),
  ]).toEqual([1, 0]);
  expect(world.letters().length).toBe(1);
});

test('a draft with a late key that still works is left alone, and lapses when the key is over', () => {
  const { world, call, dafina, grace } = office();
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'begun' });
  lateKeys.issue(world.ctx, dafina, {
    callId: call.id,
    email: 'nenad@example.org',
    language: 'sr',
    reason: 'In hospital',
    until: '2026-11-20',
  });
  const key = /[0-9A-Z]{5}(-[0-9A-Z]{5}){3}/.exec(world.letters()[0]?.text ?? '')?.[0];
  applications.start(world.ctx, nenad.actor, { slug: call.slug, lateKey: key ?? '' });
  world.clock.set(grace + 1);

  expect(service.draftsOf(world.ctx, call.id)).toMatchObject({ drafts: [], kept: 1 });
  expect(service.lapseAll(world.ctx, dafina, call.id)).toBe(0);
  world.clock.set(grace + 20 * day);
  expect(service.lapseAll(world.ctx, dafina, call.id)).toBe(1);
});

test('a call that is not published has no such page', () => {
  const { world } = office();

  for (const id of [999, Number.NaN]) expect(() => service.draftsOf(world.ctx, id)).toThrow(NotFound);
});

test('after the grace the timer asks staff, once, and changes nothing itself; lapsing answers it', async () => {
  const { world, call, dafina, grace } = office();
  const arta = makeApplication(world, call, { upTo: 'begun' });
  const nenad = makeApplication(world, call, { name: 'Nenad', upTo: 'begun' });
  world.clock.set(grace);
  expect([askToLapse.isNeeded?.(world.ctx), askToLapse.list(world.ctx)]).toEqual([false, []]);
  world.clock.pass(1);
  expect(askToLapse.list(world.ctx)).toEqual(['staff would be asked about 2 drafts of sample']);
  const waiting = () => world.ctx.db.select().from(tasks).all();
  const run = () => runJob(world.ctx, named('ask-to-lapse'), { holder: 'test', signal, evenIfNotDue: true });

  await run();
  expect(waiting()).toMatchObject([{ details: { call: 'sample', count: 2 } }]);
  submissions.deleteDraft(world.ctx, nenad.actor, 'application.edit', { id: nenad.id });
  await run();

  expect(applicationById(world.ctx.db, arta.id)?.state).toBe('draft');
  expect(waiting()).toMatchObject([
    {
      kind: 'drafts-to-lapse',
      entity: 'call',
      entityId: call.id,
      details: { call: 'sample', count: 1 },
      doneAt: null,
    },
  ]);
  service.lapseAll(world.ctx, dafina, call.id);
  expect(waiting()).toMatchObject([{ doneBy: dafina.personId }]);
  expect(await run()).toBeNull();
});

test('each writer is reminded once per hour that is due, in their language, of what is missing', async () => {
  const { world, call } = office();
  const arta = makeApplication(world, call, { upTo: 'begun', language: 'sq' });
  makeApplication(world, call, {
    name: 'Nenad',
    upTo: 'whole',
    answers: { about: { ...wholeAnswers('Nenad').about, letterLanguage: 'sr' } },
  });
  makeApplication(world, call, { name: 'Ivana' });
  const run = () => runJob(world.ctx, named('remind-drafts'), { holder: 'test', signal, evenIfNotDue: true });
  const reminders = () => world.letters().filter(({ letter }) => letter === 'draft-reminder');
  expect(await run()).toBeNull();

  for (const before of [7 * day, 2 * day, 6 * hour]) {
    world.clock.set(call.closesAt - before);
    expect(remindDrafts.list(world.ctx).length).toBe(2);
    expect(await run()).toEqual({ ok: true, outcome: '2 reminded' });
    expect([await run(), remindDrafts.list(world.ctx)]).toEqual([null, []]);
  }

  expect(reminders().map(({ recipient, language }) => [recipient, language])).toEqual(
    Array(3)
      .fill([
        ['arta.krasniqi@example.org', 'sq'],
        ['nenad@example.org', 'sr'],
      ])
      .flat(),
  );
  expect(reminders()[0]?.text).toContain('- Studimet\n- Përvoja dhe gjuhët\n');
  expect(reminders()[0]?.text).toContain('- Certifikata e notave\n');
  expect(reminders()[0]?.text).toContain(`/my/applications/${arta.id}`);
  expect(reminders()[1]?.text).not.toContain('Nedostaje');
});

test('what was sent, deleted or begun by staff is not reminded of, nor who has no address', () => {
  const { world, call, dafina } = office();
  makeApplication(world, call, { name: 'Ivana' });
  const nobody = makeApplication(world, call, { name: 'Nenad', upTo: 'begun' });
  updatePerson(world.ctx.db, nobody.personId, { email: null });
  entries.begin(world.ctx, dafina, {
    callId: call.id,
    name: 'Blerim',
    email: 'blerim@example.org',
    language: 'sq',
    source: 'email',
    receivedOn: '2026-10-21',
    lateReason: null,
  });
  world.clock.set(call.closesAt - 2 * day);

  expect(service.toRemind(world.ctx)).toEqual([]);
});

test('a server that was down sends no reminder whose time is over', () => {
  const { world, call } = office();
  makeApplication(world, call, { upTo: 'begun' });
  world.clock.set(call.closesAt - hour);

  expect(service.toRemind(world.ctx)).toEqual([]);
});

test('two processes that find the same draft remind once', () => {
  const { world, call } = office();
  makeApplication(world, call, { upTo: 'begun' });
  world.clock.set(call.closesAt - 2 * day);
  const [due] = service.toRemind(world.ctx);
  if (!due) throw new Error('nobody is due');

  expect([service.remind(world.ctx, due), service.remind(world.ctx, due)]).toEqual([true, false]);
  expect(world.letters().length).toBe(1);
});
