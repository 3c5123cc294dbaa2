// On verified facts only, by two people, and contested before somebody else: the decision on the conditions.
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { letters } from '../../db/schema/mail.js';
import * as answerers from '../../src/answerers/service.js';
import { applicationById } from '../../src/applications/queries.js';
import { settingsValues } from '../../src/calls/present.js';
import { callById } from '../../src/calls/queries.js';
import { settingsPart } from '../../src/calls/service.js';
import { replaceStatement } from '../../src/conflicts/queries.js';
import * as conflictsOf from '../../src/conflicts/service.js';
import * as contests from '../../src/contests/service.js';
import { inTransaction } from '../../src/context.js';
import * as decisions from '../../src/decisions/service.js';
import { Conflict, Invalid, NotFound, Stale } from '../../src/errors.js';
import { timelineOf } from '../../src/history/queries.js';
import { readyToScreenIn } from '../../src/jobs/ready-to-screen-in.js';
import { IllegalMove } from '../../src/lib/step.js';
import { day } from '../../src/lib/time.js';
import { endMembership } from '../../src/people/queries.js';
import * as people from '../../src/people/service.js';
import * as requests from '../../src/requests/service.js';
import * as reversals from '../../src/reversals/service.js';
import * as screening from '../../src/screening/service.js';
import { openTasks } from '../../src/tasks/queries.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { type Made, makeApplication } from '../support/applications.js';
import { makeOffice, verifyAll } from '../support/deciding.js';
import type { World } from '../support/world.js';

const rowOf = (world: World, { id }: { id: number }) => {
  const row = applicationById(world.ctx.db, id);
  if (!row) throw new Error('no such application');
  return row;
};
const at = (world: World, made: Made) => ({ id: made.id, version: rowOf(world, made).version });
const note = 'The certificate says 7.20 on its first page';
const out = { reasonCode: 'average', note };
const letterOf = (world: World, name: string) => world.letters().findLast((one) => one.letter === name);
const sendAll = (world: World) =>
  world.ctx.db
    .update(letters)
    .set({ state: 'sent', sentAt: world.clock.now() })
    .where(eq(letters.state, 'queued'))
    .run();

/** Proposed by Dafina, confirmed by Edon, released by Luan; its letter has left. */
function refuse({ world, nenad, dafina, edon, luan }: ReturnType<typeof makeOffice>): void {
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, edon.actor, at(world, nenad));
  const ids = decisions.waitingFor(world.ctx, luan.actor).rows.map(({ decision }) => decision.id);
  decisions.release(world.ctx, luan.actor, ids);
  sendAll(world);
}

test('with every condition met on verified facts one person screens in; undone, it waits again', () => {
  const { world, arta, dafina } = makeOffice();

  expect(screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null })).toBe('done');
  expect(rowOf(world, arta)).toMatchObject({ state: 'in_review', decidedBy: null });
  reversals.undo(world.ctx, dafina.actor, at(world, arta));
  expect(rowOf(world, arta).state).toBe('submitted');
});

test('what is only stated is no ground to screen in: it takes a reason and a second person', () => {
  const office = makeOffice();
  const { world, call, dafina, edon } = office;
  const zana = makeApplication(world, call, { name: 'Zana Sample' });

  expect(() => screening.screenIn(world.ctx, dafina.actor, { ...at(world, zana), note: null })).toThrow(
    Invalid,
  );
  expect(screening.screenIn(world.ctx, dafina.actor, { ...at(world, zana), note })).toBe('proposed');
  expect(rowOf(world, zana).state).toBe('submitted');
  expect(() => screening.confirm(world.ctx, dafina.actor, at(world, zana))).toThrow(
    new Conflict('screening.conflict.own'),
  );
  screening.confirm(world.ctx, edon.actor, at(world, zana));
  expect(rowOf(world, zana).state).toBe('in_review');
  expect(timelineOf(world.ctx.db, 'application', zana.id).at(-1)).toMatchObject({ reasonCode: 'override' });
});

test('screening out needs a condition that a verified fact refutes; what is stated or unclear is none', () => {
  const { world, call, arta, dafina } = makeOffice();
  const zana = makeApplication(world, call, {
    name: 'Zana Sample',
    answers: { studies: { ...studies, average: '6,5' } },
  });

  for (const made of [arta, zana]) {
    expect(() => screening.proposeOut(world.ctx, dafina.actor, { ...at(world, made), ...out })).toThrow(
      Invalid,
    );
  }
  verifyAll(world, dafina.actor, zana.id);
  expect(screening.proposeOut(world.ctx, dafina.actor, { ...at(world, zana), ...out })).toBe('proposed');
});
const studies = {
  institution: 'up',
  institutionOther: '',
  faculty: 'law',
  degree: 'bachelor',
  studyYear: '4',
  programmeYears: '4',
  averageScale: 'five_to_ten',
  criminalLaw: 'passed',
  criminalProcedure: 'passed',
  profile: 'criminal',
};

test('a refusal takes two people and the director, and its letter carries the trace in the reader’s language', () => {
  const { world, nenad, dafina, edon, luan } = makeOffice();

  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  expect(rowOf(world, nenad)).toMatchObject({ state: 'submitted', pendingTo: null });
  expect(openTasks(world.ctx.db, 'proposal-to-answer')).toHaveLength(1);
  screening.confirm(world.ctx, edon.actor, at(world, nenad));
  expect(rowOf(world, nenad)).toMatchObject({ state: 'submitted', pendingTo: 'ineligible' });
  expect(openTasks(world.ctx.db, 'proposal-to-answer')).toEqual([]);

  const letter = letterOf(world, 'conditions-not-met');
  expect(letter).toMatchObject({ state: 'draft', language: 'sr' });
  expect(letter?.text).toContain('Prosečna ocena: Nije ispunjeno. ');
  expect(letter?.text).toContain('7,20');
  expect(letter?.text).toContain('u roku od 5 radnih dana');
  const [row] = decisions.waitingFor(world.ctx, luan.actor).rows;
  expect(row).toMatchObject({ proposer: 'Dafina', decider: 'Edon' });
  decisions.release(world.ctx, luan.actor, [row?.decision.id ?? 0]);
  expect(rowOf(world, nenad)).toMatchObject({ state: 'ineligible', decidedBy: edon.personId });
});

test('a director may be the second person; where the call asks for none, the first prepares the decision', () => {
  const { world, nenad, dafina, luan } = makeOffice();
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, luan.actor, at(world, nenad));
  expect(rowOf(world, nenad).pendingTo).toBe('ineligible');

  const alone = makeOffice();
  alone.world.ctx.db.$client.exec(
    "update calls set settings = json_set(settings, '$.secondPersonConfirmsRefusal', json('false'))",
  );
  const how = { ...at(alone.world, alone.nenad), ...out };
  expect(screening.proposeOut(alone.world.ctx, alone.dafina.actor, how)).toBe('prepared');
  expect(rowOf(alone.world, alone.nenad).pendingTo).toBe('ineligible');
  // The letter says that two people looked only where two did.
  const saysTwo = [world, alone.world].map((one) =>
    letterOf(one, 'conditions-not-met')?.text?.includes('Pregledale su je dve osobe.'),
  );
  expect(saysTwo).toEqual([true, false]);
});

test('a proposal is sent back with a reason, or taken back by who made it, and another can be made', () => {
  const { world, nenad, dafina, edon } = makeOffice();
  const propose = () => screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });

  propose();
  expect(propose).toThrow(new Conflict('screening.conflict.proposed'));
  expect(() => screening.takeBack(world.ctx, edon.actor, at(world, nenad))).toThrow(Conflict);
  screening.sendBack(world.ctx, edon.actor, { ...at(world, nenad), note: 'I read 7.80 there' });
  expect(screening.standing(world.ctx, dafina.actor, nenad.id).sentBack).toBe('I read 7.80 there');
  propose();
  screening.takeBack(world.ctx, dafina.actor, at(world, nenad));
  propose();
  expect(screening.standing(world.ctx, edon.actor, nenad.id).proposal).toMatchObject({
    note,
    proposer: 'Dafina',
  });
});

test('a fact that turns out otherwise before the second person agrees stops the refusal', () => {
  const { world, nenad, dafina, edon } = makeOffice();
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  verifyAll(world, edon.actor, nenad.id, { averageTenThousandths: '8,20' });

  expect(() => screening.confirm(world.ctx, edon.actor, at(world, nenad))).toThrow(Invalid);
  expect(rowOf(world, nenad).pendingTo).toBeNull();
});

test('undoing a confirmed refusal drops its letter and the proposal waits for an answer again', () => {
  const { world, nenad, dafina, edon } = makeOffice();
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, edon.actor, at(world, nenad));

  reversals.undo(world.ctx, edon.actor, at(world, nenad));

  expect(letterOf(world, 'conditions-not-met')?.state).toBe('dropped');
  expect(screening.standing(world.ctx, edon.actor, nenad.id).proposal).toMatchObject({ proposer: 'Dafina' });
  expect(openTasks(world.ctx.db, 'proposal-to-answer')).toHaveLength(1);
});

test('two coordinators at once: the second is told what the first did, and nothing is overwritten', () => {
  const { world, arta, nenad, dafina, edon } = makeOffice();
  const [seenArta, seenNenad] = [at(world, arta), at(world, nenad)];
  screening.screenIn(world.ctx, dafina.actor, { ...seenArta, note: null });
  screening.proposeOut(world.ctx, dafina.actor, { ...seenNenad, ...out });

  expect(() => screening.screenIn(world.ctx, edon.actor, { ...seenArta, note: null })).toThrow(Stale);
  try {
    screening.proposeOut(world.ctx, edon.actor, { ...seenNenad, ...out });
    expect.unreachable();
  } catch (error) {
    expect((error as Stale).theirs).toEqual([
      { label: 'history.event.application.propose_out', text: 'Dafina' },
    ]);
  }
});

test('a contested decision goes to somebody who had no part in it, and changes with a letter', () => {
  const office = makeOffice();
  const { world, nenad, dafina, edon, luan } = office;
  refuse(office);
  world.clock.pass(day);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Page two says 8.20' });

  expect(rowOf(world, nenad)).toMatchObject({
    state: 'submitted',
    contestedAt: world.clock.now(),
    decidedBy: null,
  });
  expect(openTasks(world.ctx.db, 'contest-to-answer')).toHaveLength(1);
  expect(letterOf(world, 'contest-received')).toMatchObject({ state: 'queued', language: 'sr' });
  const mira = office.world.signedIn('Mira', ['coordinator']);
  // Who made the decision does not make its facts either.
  for (const { actor } of [dafina, edon])
    expect(() => verifyAll(world, actor, nenad.id, { averageTenThousandths: '8,20' })).toThrow(
      new Conflict('contests.not_yours'),
    );
  verifyAll(world, { ...edon.actor, personId: mira.personId }, nenad.id, { averageTenThousandths: '8,20' });
  for (const { actor } of [dafina, edon]) {
    expect(() => screening.screenIn(world.ctx, actor, { ...at(world, nenad), note: null })).toThrow(
      new Conflict('contests.not_yours'),
    );
  }
  const more = {
    items: [{ kind: 'document', name: 'cv', words: null } as const],
    dueOn: '2026-11-27',
  };
  expect(() => requests.ask(world.ctx, edon.actor, { ...at(world, nenad), ...more })).toThrow(
    new Conflict('contests.not_yours'),
  );
  const miraActor = { ...edon.actor, personId: mira.personId, name: 'Mira' };
  screening.screenIn(world.ctx, miraActor, { ...at(world, nenad), note: null });
  expect(rowOf(world, nenad)).toMatchObject({ state: 'in_review', contestedAt: null });
  expect(letterOf(world, 'decision-changed')).toMatchObject({ state: 'draft', language: 'sr' });
  expect(openTasks(world.ctx.db, 'contest-to-answer')).toEqual([]);

  // Nor once it was answered; and nobody of them takes the answer back.
  for (const { actor } of [dafina, edon]) {
    expect(() => verifyAll(world, actor, nenad.id, { averageTenThousandths: '7,20' })).toThrow(
      new Conflict('contests.not_yours'),
    );
    expect(() => screening.proposeOut(world.ctx, actor, { ...at(world, nenad), ...out })).toThrow(
      new Conflict('contests.not_yours'),
    );
    expect(() => reversals.undo(world.ctx, actor, at(world, nenad))).toThrow(
      new Conflict('reversals.obstacle.part'),
    );
  }
  reversals.undo(world.ctx, miraActor, at(world, nenad));
  expect(rowOf(world, nenad)).toMatchObject({ state: 'submitted' });
  expect(rowOf(world, nenad).contestedAt).not.toBeNull();
  expect(openTasks(world.ctx.db, 'contest-to-answer')).toHaveLength(1);
  expect(letterOf(world, 'decision-changed')?.state).toBe('dropped');
  expect(luan.actor.groups).toEqual(['director']);
});

test('an office of one coordinator and one director: nobody is left to answer, and the administrator is asked', () => {
  const office = makeOffice();
  const { world, nenad, dafina, edon, luan } = office;
  endMembership(world.ctx.db, edon.personId, 'coordinator', world.clock.now());
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, luan.actor, at(world, nenad));
  const ids = decisions.waitingFor(world.ctx, luan.actor).rows.map(({ decision }) => decision.id);
  decisions.release(world.ctx, luan.actor, ids);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Page two says 8.20' });
  const asked = () => openTasks(world.ctx.db, 'contest-without-people').length;
  const standing = () => answerers.answerersOf(world.ctx, nenad.id);

  expect([standing(), asked()]).toEqual([{ names: [], standing: 'none' }, 1]);
  expect(() => verifyAll(world, dafina.actor, nenad.id, {})).toThrow(new Conflict('contests.not_yours'));

  // The administrator makes a reviewer a coordinator: the decision can be put right, not let stand.
  const mira = world.signedIn('Mira', ['reviewer', 'coordinator']);
  expect(inTransaction(world.ctx, answerers.settle)).toBe(1);
  expect([standing(), asked()]).toEqual([{ names: ['Mira'], standing: 'alone' }, 1]);
  // Whoever knows the applicant does not count.
  const edi = world.signedIn('Edi', ['coordinator']);
  const friend = { applicationId: nenad.id, personId: edi.personId, kind: 'friend', note: null } as const;
  conflictsOf.state(world.ctx, { ...edon.actor, personId: edi.personId }, friend);
  expect(inTransaction(world.ctx, answerers.settle)).toBe(1);
  const zef = world.signedIn('Zef', ['director']).personId;
  expect(inTransaction(world.ctx, answerers.settle)).toBe(0);
  expect([standing(), asked()]).toEqual([{ names: ['Mira'], standing: 'enough' }, 0]);
  // Who leaves, comes, or turns out to know the applicant is seen at once, without waiting for the hour.
  inTransaction(world.ctx, (inside) => people.setGroups(inside, edon.actor, zef, []));
  expect(asked()).toBe(1);
  inTransaction(world.ctx, (inside) => people.setGroups(inside, edon.actor, zef, ['director']));
  expect(asked()).toBe(0);
  const about = { applicationId: nenad.id, personId: zef, note: null } as const;
  conflictsOf.state(world.ctx, edon.actor, { ...about, kind: 'relative' });
  expect(asked()).toBe(1);
  conflictsOf.state(world.ctx, edon.actor, { ...about, kind: 'none' });
  expect(asked()).toBe(0);
  const miraActor = { ...edon.actor, personId: mira.personId };
  verifyAll(world, miraActor, nenad.id, { averageTenThousandths: '8,20' });
  screening.screenIn(world.ctx, miraActor, { ...at(world, nenad), note: null });
  expect(rowOf(world, nenad)).toMatchObject({ state: 'in_review' });
});

test('a call whose settings change asks for a second person no more, or again: the administrator’s task follows', async () => {
  const office = makeOffice();
  const { world, nenad, call, dafina, edon, luan } = office;
  endMembership(world.ctx.db, edon.personId, 'coordinator', world.clock.now());
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, luan.actor, at(world, nenad));
  const ids = decisions.waitingFor(world.ctx, luan.actor).rows.map(({ decision }) => decision.id);
  decisions.release(world.ctx, luan.actor, ids);
  world.signedIn('Mira', ['coordinator']);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Page two says 8.20' });
  const asked = () => openTasks(world.ctx.db, 'contest-without-people').length;
  const url = `/staff/calls/${call.id}/settings`;
  const change = async (secondPersonConfirmsRefusal: string) => {
    const now = callById(world.ctx.db, call.id);
    if (!now) throw new Error('no call');
    const values = { ...settingsValues(settingsPart(now)), secondPersonConfirmsRefusal };
    const ticked = Object.entries(values).filter(
      ([name, value]) => name !== 'secondPersonConfirmsRefusal' || value,
    );
    const answer = await dafina.browser.submit(url, Object.fromEntries(ticked) as Record<string, string>);
    return [answer.status, callById(world.ctx.db, call.id)?.settings.secondPersonConfirmsRefusal, asked()];
  };

  expect(asked()).toBe(1);
  expect(await change('')).toEqual([303, false, 0]);
  expect(await change('on')).toEqual([303, true, 1]);
});

test('the file says who may answer, and the administrator finds the task', async () => {
  const office = makeOffice();
  const { world, nenad, dafina, edon, luan } = office;
  endMembership(world.ctx.db, edon.personId, 'coordinator', world.clock.now());
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, luan.actor, at(world, nenad));
  const ids = decisions.waitingFor(world.ctx, luan.actor).rows.map(({ decision }) => decision.id);
  decisions.release(world.ctx, luan.actor, ids);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Page two says 8.20' });

  const file = (await dafina.browser.get(`/staff/applications/${nenad.id}`)).text;
  expect(file).toContain('Nobody who had no part in the decision can answer.');
  expect(file).not.toContain(`action="/staff/applications/${nenad.id}/facts/`);
  const admin = world.signedIn('Igor', ['administrator']).browser;
  const tasks = await admin.get('/staff/tasks');
  expect(tasks.text).toContain('Make somebody a coordinator, for example a reviewer.');
  expect(tasks.text).toContain('href="/staff/people"');
  expect(tasks.text).not.toContain('Nenad');
  world.signedIn('Mira', ['coordinator']);
  const later = (await luan.browser.get(`/staff/applications/${nenad.id}`)).text;
  expect(later).toContain('May put it right: Mira.');
});

test('whatever moves an application ends the proposal about it, with its task; undone, it waits again', () => {
  const { world, nenad, dafina, edon } = makeOffice();
  const asked = () => openTasks(world.ctx.db, 'proposal-to-answer').length;
  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  expect(asked()).toBe(1);

  const items = [{ kind: 'document', name: 'cv', words: null } as const];
  requests.ask(world.ctx, edon.actor, { ...at(world, nenad), items, dueOn: '2026-11-27' });
  expect([asked(), screening.openProposal(world.ctx, rowOf(world, nenad))]).toEqual([0, null]);

  reversals.undo(world.ctx, edon.actor, at(world, nenad));
  expect(asked()).toBe(1);
  screening.confirm(world.ctx, edon.actor, at(world, nenad));
  expect([asked(), rowOf(world, nenad).pendingTo]).toEqual([0, 'ineligible']);
});

test('a contested application that is withdrawn waits for nobody, and for somebody once that is taken back', () => {
  const office = makeOffice();
  const { world, nenad } = office;
  refuse(office);
  world.clock.pass(day);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Page two says 8.20' });
  const asked = () =>
    (['contest-to-answer', 'contest-without-people'] as const).map(
      (kind) => openTasks(world.ctx.db, kind).length,
    );
  expect(asked()).toEqual([1, 1]);

  const own = { id: nenad.id, reason: null };
  withdrawals.withdraw(world.ctx, nenad.actor, 'application.withdraw', own);
  expect([inTransaction(world.ctx, answerers.settle), asked()]).toEqual([0, [0, 0]]);
  withdrawals.reinstate(world.ctx, nenad.actor, 'application.withdraw', own);
  expect(asked()).toEqual([1, 1]);
});

test('a contested decision can stand, by two others, and is contested only once', () => {
  const office = makeOffice();
  const { world, nenad, luan } = office;
  refuse(office);
  contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'This is not my certificate' });
  world.clock.pass(day);
  const mira = { ...office.edon.actor, personId: world.signedIn('Mira', ['coordinator']).personId };
  screening.proposeOut(world.ctx, mira, { ...at(world, nenad), ...out });
  screening.confirm(world.ctx, luan.actor, at(world, nenad));

  expect(letterOf(world, 'decision-upheld')).toMatchObject({ state: 'draft', language: 'sr' });
  const ids = decisions.waitingFor(world.ctx, luan.actor).rows.map(({ decision }) => decision.id);
  decisions.release(world.ctx, luan.actor, ids);
  expect(rowOf(world, nenad)).toMatchObject({ state: 'ineligible', contestedAt: null });
  expect(() => contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'Once more, please' })).toThrow(
    new Conflict('contests.closed'),
  );
  // Of the two decisions, part in the one that was contested is what keeps from its facts.
  const mayJudge = [office.dafina, office.edon, { actor: mira }, luan].map(({ actor }) =>
    contests.mayTakePart(world.ctx, actor, nenad.id),
  );
  expect(mayJudge).toEqual([false, false, true, true]);
});

test('after five working days nothing is contested any more; before a decision there is nothing to contest', () => {
  const office = makeOffice();
  const { world, arta, nenad } = office;
  expect(() => contests.make(world.ctx, arta.actor, { id: arta.id, words: 'I do not agree' })).toThrow(
    NotFound,
  );
  refuse(office); // Thursday, 22 October
  world.clock.set(Date.parse('2026-10-29T22:59:00Z'));
  expect(contests.opened(world.ctx, nenad.actor, nenad.id).open).toBe(true);
  world.clock.set(Date.parse('2026-10-29T23:01:00Z'));
  expect(() => contests.make(world.ctx, nenad.actor, { id: nenad.id, words: 'I do not agree' })).toThrow(
    Conflict,
  );
});

test('after the letter has left the director corrects, with a reason and a drafted letter; undone, it is a refusal', () => {
  const office = makeOffice();
  const { world, nenad, luan, dafina } = office;
  refuse(office);
  expect(() => reversals.undo(world.ctx, luan.actor, at(world, nenad))).toThrow(
    new Conflict('reversals.obstacle.left'),
  );

  screening.correct(world.ctx, luan.actor, { ...at(world, nenad), note: 'We read the wrong page' });

  expect(rowOf(world, nenad)).toMatchObject({ state: 'in_review', decidedBy: null, reasonCode: null });
  expect(letterOf(world, 'decision-changed')).toMatchObject({ state: 'draft' });
  reversals.undo(world.ctx, luan.actor, at(world, nenad));
  expect(rowOf(world, nenad)).toMatchObject({ state: 'ineligible', reasonCode: 'average' });
  expect(() =>
    screening.correct(world.ctx, dafina.actor, { ...at(world, nenad), note: 'I am no director' }),
  ).toThrow(NotFound);
});

test('whoever has a conflict of interest on a file has no role on it', () => {
  const { world, arta, nenad, dafina, edon } = makeOffice();
  for (const { id } of [arta, nenad]) {
    replaceStatement(world.ctx.db, {
      applicationId: id,
      personId: edon.personId,
      kind: 'relative',
      sealedNote: null,
      saidBy: edon.personId,
      at: world.clock.now(),
    });
  }

  screening.proposeOut(world.ctx, dafina.actor, { ...at(world, nenad), ...out });
  for (const act of [
    () => screening.screenIn(world.ctx, edon.actor, { ...at(world, arta), note: null }),
    () => screening.confirm(world.ctx, edon.actor, at(world, nenad)),
    () => reversals.undo(world.ctx, edon.actor, at(world, arta)),
  ]) {
    expect(act).toThrow(NotFound);
  }
});

test('several are screened in as one act, all or none, and undone as one', () => {
  const { world, call, arta, nenad, dafina } = makeOffice();
  const zana = makeApplication(world, call, { name: 'Zana Sample' });
  verifyAll(world, dafina.actor, zana.id);

  expect(() => screening.screenInAll(world.ctx, dafina.actor, [arta.id, nenad.id])).toThrow(Invalid);
  expect(screening.screenInAll(world.ctx, dafina.actor, [arta.id, zana.id])).toBe(2);
  expect([arta, nenad, zana].map((one) => rowOf(world, one).state)).toEqual([
    'in_review',
    'submitted',
    'in_review',
  ]);
  reversals.undo(world.ctx, dafina.actor, at(world, zana));
  expect([arta, zana].map((one) => rowOf(world, one).state)).toEqual(['submitted', 'submitted']);
});

test('nothing is decided twice about what has gone on', () => {
  const { world, arta, dafina } = makeOffice();
  screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null });

  expect(() => screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null })).toThrow(
    IllegalMove,
  );
});

test('a timer says how many can be screened in, the steps keep it true, and it moves nobody', () => {
  const { world, arta, dafina } = makeOffice();
  const told = () => openTasks(world.ctx.db, 'ready-to-screen-in').map(({ details }) => details.count);
  expect(readyToScreenIn.list(world.ctx)).toEqual([
    'staff would be told that 1 applications can be screened in',
  ]);
  expect(told()).toEqual([]);

  void readyToScreenIn.run(world.ctx, new AbortController().signal);
  expect([told(), readyToScreenIn.isNeeded?.(world.ctx), rowOf(world, arta).state]).toEqual([
    [1],
    false,
    'submitted',
  ]);
  screening.screenIn(world.ctx, dafina.actor, { ...at(world, arta), note: null });
  expect(told()).toEqual([]);
  reversals.undo(world.ctx, dafina.actor, at(world, arta));
  expect(told()).toEqual([1]);
});
