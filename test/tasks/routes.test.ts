// What waits for staff: opened once, closed when done, each in words and with a way to the thing.
import { describe, expect, test } from 'vitest';
import { tasks } from '../../db/schema/tasks.js';
import { ties } from '../../db/schema/ties.js';
import { SYSTEM } from '../../src/access/actor.js';
import { replaceStatement } from '../../src/conflicts/queries.js';
import { isTextKey, languages, say } from '../../src/i18n/index.js';
import { day } from '../../src/lib/time.js';
import { taskKinds } from '../../src/tasks/present.js';
import { countWaiting, tasksWaiting } from '../../src/tasks/queries.js';
import { close, open } from '../../src/tasks/service.js';
import { makeApplication, makeCall } from '../support/applications.js';
import { makeCase } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';
import { makeWorld } from '../support/world.js';

const failed = (id: number) => ({ kind: 'letter-failed', entity: 'letter', entityId: id }) as const;
const details = { subject: 'Your sign-in link', problem: 'mail.problem.refused' };

describe('a task', () => {
  test('is one however often it is opened, with what was last known of it', () => {
    const { ctx, clock } = makeWorld();
    const begun = clock.now();
    open(ctx, { ...failed(1), details });
    clock.pass(day);

    open(ctx, { ...failed(1), details: { ...details, problem: 'mail.problem.timeout' }, dueAt: clock.now() });

    expect(tasksWaiting(ctx.db, { personId: 0, groups: ['coordinator'] }, 10)).toMatchObject([
      { ...failed(1), details: { problem: 'mail.problem.timeout' }, dueAt: clock.now(), createdAt: begun },
    ]);
  });

  test('is closed by whoever did it, and may come back as a new one', () => {
    const { ctx } = makeWorld();
    open(ctx, { ...failed(1), details });

    const answers = [
      close(ctx, SYSTEM, failed(1)),
      close(ctx, SYSTEM, failed(1)),
      close(ctx, SYSTEM, failed(2)),
    ];
    open(ctx, { ...failed(1), details });

    expect(answers).toEqual([true, false, false]);
    expect(
      ctx.db
        .select()
        .from(tasks)
        .all()
        .map((task) => task.doneAt !== null),
    ).toEqual([true, false]);
  });

  test('does not wait for whoever may not do it, nor for whoever is in conflict with its application', () => {
    const { ctx, signedIn, ...world } = makeWorld();
    const arta = makeApplication({ ctx, signedIn, ...world }, makeCall({ ctx, signedIn, ...world }));
    const [dafina = 0, ilir = 0, mira = 0] = ['Dafina', 'Ilir', 'Mira'].map(
      (name) => signedIn(name, ['coordinator']).personId,
    );
    const said = { applicationId: arta.id, personId: ilir, kind: 'friend', saidBy: ilir, at: 1 } as const;
    replaceStatement(ctx.db, said);
    const proposal = { kind: 'proposal-to-answer', entity: 'application', entityId: arta.id } as const;
    open(ctx, { ...proposal, details: { reference: 'HLC-2026-0001' }, notFor: [dafina] });

    const counts = [dafina, ilir, mira].map((personId) =>
      countWaiting(ctx.db, { personId, groups: ['coordinator'] }),
    );

    expect(counts).toEqual([0, 0, 1]);
  });

  test('is for one person, for a group or for everybody, each open on its own', () => {
    const { ctx, signedIn } = makeWorld();
    const { personId } = signedIn('Dafina', ['coordinator']);
    const other = signedIn('Ilir', ['coordinator']).personId;
    for (const one of [{ personId }, { personId: other }, { group: 'director' as const }])
      open(ctx, { ...failed(one.personId === undefined ? 2 : 1), details, for: one });
    open(ctx, { ...failed(1), details, for: { personId } });
    open(ctx, { ...failed(3), details });
    const seenBy = (id: number, groups: ('coordinator' | 'director')[]) =>
      tasksWaiting(ctx.db, { personId: id, groups }, 10).map((task) => [task.entityId, task.personId]);

    expect(seenBy(personId, ['coordinator'])).toEqual([
      [1, personId],
      [3, null],
    ]);
    expect(seenBy(0, ['director'])).toEqual([
      [2, null],
      [3, null],
    ]);
    expect(countWaiting(ctx.db, { personId, groups: ['coordinator', 'director'] })).toBe(3);

    expect(close(ctx, SYSTEM, { ...failed(1), personId })).toBe(true);
    expect(seenBy(personId, ['coordinator'])).toEqual([[3, null]]);
    expect(seenBy(other, ['coordinator'])).toEqual([
      [1, other],
      [3, null],
    ]);
    expect(close(ctx, SYSTEM, failed(1))).toBe(true);
    expect(seenBy(other, ['coordinator'])).toEqual([[3, null]]);
  });

  test('of every kind has a heading and a line in every language', () => {
    for (const kind of Object.keys(taskKinds)) {
      for (const key of [`tasks.kind.${kind}`, `tasks.line.${kind}`])
        expect([key, isTextKey(key)]).toEqual([key, true]);
    }
    for (const { code } of languages) {
      const line = say(code, 'tasks.line.application-without-documents', {
        reference: 'HLC-2026-0001',
        missing: 2,
      });
      expect(line).toContain('HLC-2026-0001');
    }
  });
});

describe('the page of tasks', () => {
  test('groups what waits, nearest deadline first, each with a link', async () => {
    const world = makeWorld();
    const now = world.clock.now();
    open(world.ctx, { ...failed(1), details });
    open(world.ctx, { ...failed(2), details, dueAt: now + 2 * day });
    open(world.ctx, { ...failed(3), details, dueAt: now + day });
    open(world.ctx, { kind: 'counts-differ', entity: 'call', entityId: 4 });
    const { browser } = world.signedIn('Dafina Coordinator', ['coordinator']);

    const page = await browser.get('/staff/tasks');

    expect(page.status).toBe(200);
    expect(page.text).toContain('4 things are waiting');
    expect([...page.text.matchAll(/<a href="\/staff\/letters\/(\d+)">/g)].map((match) => match[1])).toEqual([
      '3',
      '2',
      '1',
    ]);
    expect(page.text).toContain(
      'Letter no. 3, “Your sign-in link”: The receiving server refused the letter.',
    );
    expect(page.text).toContain('The number of applications per state differs');
    expect(page.text).toContain('Due Friday, 23 October 2026');
  });

  test('escapes what stands in it, and says a text key only when there is one', async () => {
    const world = makeWorld();
    open(world.ctx, {
      ...failed(1),
      details: { subject: '<script>x</script>', problem: 'mail.problem.gone' },
    });
    const { browser } = world.signedIn('Dafina Coordinator', ['coordinator']);

    const page = await browser.get('/staff/tasks');

    expect(page.text).toContain('&lt;script&gt;x&lt;/script&gt;');
    expect(page.text).toContain('mail.problem.gone');
  });

  test('leaves out what its reader may do nothing about', async () => {
    const world = makeWorld();
    open(world.ctx, { kind: 'ready-to-screen-in', entity: 'screening', entityId: 0, details: { count: 2 } });
    const seenBy = async (group: 'coordinator' | 'director') =>
      (await world.signedIn(`One ${group}`, [group]).browser.get('/staff/tasks')).text;

    expect(await seenBy('coordinator')).toContain('2 applications meet every condition on verified facts');
    expect(await seenBy('director')).toContain('Nothing is waiting');
  });

  test('without a task says so', async () => {
    const world = makeWorld();
    const { browser } = world.signedIn('Dafina Coordinator', ['coordinator']);

    expect((await browser.get('/staff/tasks')).text).toContain('Nothing is waiting');
  });

  test('is for coordinators and the director', async () => {
    const world = makeWorld();
    const as = async (group: 'director' | 'applicant' | 'intern' | 'reviewer') =>
      (await world.signedIn(`Zana ${group}`, [group]).browser.get('/staff/tasks')).status;

    expect([await as('director'), await as('applicant'), await as('intern'), await as('reviewer')]).toEqual([
      200, 403, 403, 403,
    ]);
    expect((await world.browser().get('/staff/tasks')).location).toBe('/staff/sign-in?next=%2Fstaff%2Ftasks');
  });
});

test('what is about a hearing says of which case and day, but not to whoever has a tie to the case', async () => {
  const world = makeWorld();
  const dafina = world.signedIn('Dafina', ['coordinator'], 'en');
  const other = world.signedIn('Vlora', ['coordinator'], 'en');
  const caseId = makeCase(world, { against: 'Nebojša Šablon' });
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-11-17' });
  open(world.ctx, { kind: 'hearing-uncovered', entity: 'hearing', entityId: hearingId });
  open(world.ctx, { kind: 'case-without-date', entity: 'case', entityId: caseId });
  world.ctx.db
    .insert(ties)
    .values({
      caseId,
      personId: other.personId,
      kind: 'family',
      declaredAt: world.clock.now(),
      declaredBy: other.personId,
    })
    .run();

  const page = await dafina.browser.get('/staff/tasks');
  expect(page.text).toContain('>Prosecutor v. Nebojša Šablon · 17 November 2026</a>');
  expect(page.text).toContain('>Prosecutor v. Nebojša Šablon</a>');
  const kept = await other.browser.get('/staff/tasks');
  expect(kept.text).not.toContain('Šablon');
});

describe('a new installation', () => {
  const steps = (html: string) =>
    [
      ...(html.split('First steps')[1]?.split('</ol>')[0] ?? '').matchAll(
        /task__name">(?:<a href="([^"]+)">|<span>)([^<]+)</g,
      ),
    ].map(([, url, title]) => [title, url]);
  const mail = ['Connect a mail server', undefined];
  const backups = ['Say where backups go', undefined];

  test('says what comes first, to whoever can do it, until it is done', async () => {
    const world = makeWorld({ demo: false });
    const dafina = world.signedIn('Dafina', ['coordinator', 'administrator']).browser;
    const alone = steps((await dafina.get('/staff/tasks')).text);
    const luan = world.signedIn('Luan', ['director']).browser;
    makeCall(world);

    expect(alone).toEqual([
      mail,
      backups,
      ['Invite your colleagues', '/staff/people/invite'],
      ['Prepare the next call', '/staff/calls/new'],
    ]);
    expect(steps((await dafina.get('/staff/tasks')).text)).toEqual([mail, backups]);
    expect((await luan.get('/staff/tasks')).text).not.toContain('First steps');
  });

  test('with mail and backups is set up', async () => {
    const world = makeWorld({ demo: false, smtpUrl: 'smtp://127.0.0.1:1', backupRecipient: 'age1x' });
    const dafina = world.signedIn('Dafina', ['coordinator', 'administrator']).browser;
    world.signedIn('Luan', ['director']);
    makeCall(world);

    expect((await dafina.get('/staff/tasks')).text).not.toContain('First steps');
  });
});
