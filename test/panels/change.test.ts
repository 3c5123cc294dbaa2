// A member of a panel is replaced: whoever comes declares first, and sits only if they know nobody there.
import { expect, test } from 'vitest';
import { cancel } from '../../src/cancellations/service.js';
import * as conflicts from '../../src/conflicts/service.js';
import { panelOf } from '../../src/interviews/queries.js';
import { remindPanels as job } from '../../src/jobs/remind-panels.js';
import { IllegalMove, step } from '../../src/lib/step.js';
import { day, hour, toInstant } from '../../src/lib/time.js';
import { changesOf } from '../../src/panels/queries.js';
import { askAgainAt, hasDeclared, mayUndo } from '../../src/panels/rules.js';
import * as panels from '../../src/panels/service.js';
import { type PanelChangeState, panelMoves } from '../../src/panels/states.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { makeCall } from '../support/applications.js';
import { makeBooked, makeMember, makePanel, makeSession, meetAt } from '../support/interviews.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

/** Arta and Nenad have times with Dafina and Mira; Luan is free. */
function prepare() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const luan = makeMember(world, 'Luan', 'director');
  const { id, slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const arta = makeBooked(world, call, slots[0]?.id ?? 0, 'Arta');
  const nenad = makeBooked(world, call, slots[1]?.id ?? 0, 'Nenad');
  const page = `/staff/interviews/${id}/panel`;
  const swap = { out: String(mira.personId), in: String(luan.personId) };
  return { world, call, dafina, mira, luan, id, slots, arta, nenad, page, swap };
}
type Prepared = ReturnType<typeof prepare>;

async function proposed() {
  const all = prepare();
  await all.dafina.browser.submit(all.page, all.swap);
  const changeId = changesOf(all.world.ctx.db, all.id)[0]?.change.id ?? 0;
  return { ...all, changeId, url: `/staff/panel-changes/${changeId}` };
}
const none = ({ arta, nenad }: Prepared) => ({ [`kind_${arta.id}`]: 'none', [`kind_${nenad.id}`]: 'none' });
const sitting = ({ world, id }: Prepared) => panelOf(world.ctx.db, id).map(({ name }) => name);
const states = ({ world, id }: Prepared) => changesOf(world.ctx.db, id).map(({ change }) => change.state);
const waiting = (world: World, kind: string, personId = 0) =>
  tasksWaiting(world.ctx.db, { personId, groups: ['coordinator'] }, 100).filter((task) => task.kind === kind);
const lettersAfter = (world: World, before: number) =>
  world
    .letters()
    .slice(before)
    .map(({ letter, recipient }) => [letter, recipient]);

test('who is proposed gets a letter, a task and a page with names alone, and sits nowhere yet', async () => {
  const all = prepare();
  const { world, dafina, mira, luan, id, page, swap } = all;
  const before = world.letters().length;
  expect((await dafina.browser.get(page)).text).not.toContain('type="checkbox"');

  expect((await dafina.browser.submit(page, swap)).location).toBe(`/staff/interviews/${id}`);

  expect(lettersAfter(world, before)).toEqual([['panel-proposed', 'luan@example.org']]);
  const url = `/staff/panel-changes/${changesOf(world.ctx.db, id)[0]?.change.id}`;
  const letter = world.letters().at(-1)?.text ?? '';
  expect(letter).toContain(url);
  expect(letter).not.toMatch(/Arta|Nenad|HLC-2026/);
  expect((await luan.browser.get('/staff/tasks')).text).toContain(`href="${url}"`);
  expect((await mira.browser.get('/staff/tasks')).text).not.toContain(url);
  const shown = (await luan.browser.get(url)).text;
  expect([shown.includes('Arta'), shown.includes('Nenad')]).toEqual([true, true]);
  expect(shown).not.toMatch(/HLC-2026|example\.org|\/staff\/applications\/\d/);
  expect(sitting(all)).toEqual(['Dafina', 'Mira']);
  expect((await dafina.browser.get(`/staff/interviews/${id}`)).text).toContain('The answer is awaited.');
});

test('with none for all they sit, in that moment, and whoever is concerned is told', async () => {
  const all = await proposed();
  const { world, luan, id, url } = all;
  const before = world.letters().length;
  const form = { ...hiddenFields((await luan.browser.get(url)).text, url), ...none(all) };

  expect((await luan.browser.post(url, form)).location).toBe(`/staff/interviews/${id}`);
  // The second click does nothing more.
  await luan.browser.post(url, form);

  expect([sitting(all), states(all)]).toEqual([['Dafina', 'Luan'], ['seated']]);
  expect(lettersAfter(world, before)).toEqual([
    ['panel-notice', 'mira@example.org'],
    ['panel-notice', 'luan@example.org'],
    ['panel-notice', 'mira@example.org'],
    ['panel-notice', 'luan@example.org'],
    ['panel-changed', 'dafina@example.org'],
  ]);
  expect(world.letters().at(-1)?.text).toContain('- Comes: Luan');
  expect(waiting(world, 'panel-proposal', luan.personId)).toEqual([]);
  expect((await luan.browser.get(url)).status).toBe(409);
});

test('nothing is chosen for them: each is said, another tie is explained, and all that was typed stays', async () => {
  const all = await proposed();
  const { luan, arta, nenad, url } = all;

  const answer = await luan.browser.submit(url, {
    [`kind_${arta.id}`]: 'other',
    [`note_${arta.id}`]: '',
    [`kind_${nenad.id}`]: '',
    [`note_${nenad.id}`]: 'From the faculty',
  });

  expect(answer.status).toBe(422);
  expect(answer.text).toContain(`<a href="#note_${arta.id}">`);
  expect(answer.text).toContain(`<a href="#kind_${nenad.id}">`);
  expect(answer.text).toContain('From the faculty');
  expect(answer.text).toContain('<option value="other" selected>');
  for (const kind of ['', 'nobody', '1'])
    expect((await luan.browser.submit(url, { ...none(all), [`kind_${arta.id}`]: kind })).status).toBe(422);
  expect([sitting(all), states(all)]).toEqual([['Dafina', 'Mira'], ['asked']]);
});

test('with a conflict they do not sit, the coordinators propose somebody else, and nobody reads why', async () => {
  const all = await proposed();
  const { world, dafina, mira, luan, arta, page, swap, url } = all;
  const before = world.letters().length;

  const done = await luan.browser.submit(url, {
    ...none(all),
    [`kind_${arta.id}`]: 'friend',
    [`note_${arta.id}`]: 'We shared a flat',
  });

  expect(done.location).toBe('/staff/tasks');
  expect([sitting(all), states(all), lettersAfter(world, before)]).toEqual([
    ['Dafina', 'Mira'],
    ['declined'],
    [],
  ]);
  expect(waiting(world, 'panel-to-propose')).toHaveLength(1);
  const tasks = (await dafina.browser.get('/staff/tasks')).text;
  expect(tasks).toContain(`href="${page}"`);
  expect(tasks.toLowerCase()).not.toMatch(/friend|flat|arta/);
  // They are kept from the file, and are not proposed again.
  const again = await dafina.browser.submit(page, swap);
  expect([again.status, again.text.includes('has declared a conflict of interest')]).toEqual([422, true]);
  const vlora = makeMember(world, 'Vlora', 'reviewer');
  await dafina.browser.submit(page, { out: String(mira.personId), in: String(vlora.personId) });
  expect(waiting(world, 'panel-to-propose')).toEqual([]);
});

test('somebody who took a time while they were asked is asked about too', async () => {
  const all = await proposed();
  const { world, call, luan, slots, url } = all;
  const rina = makeBooked(world, call, slots[2]?.id ?? 0, 'Rina');

  const early = await luan.browser.submit(url, none(all));
  expect([early.status, early.text.includes('Say whether you know Rina')]).toEqual([422, true]);
  await luan.browser.submit(url, { ...none(all), [`kind_${rina.id}`]: 'none' });

  expect(sitting(all)).toEqual(['Dafina', 'Luan']);
});

test('only their own word counts: what a coordinator set neither seats them nor is asked again', async () => {
  const all = prepare();
  const { world, dafina, luan, id, arta, nenad, page, swap } = all;
  for (const { id: application } of [arta, nenad])
    conflicts.set(world.ctx, dafina.actor, {
      id: application,
      personId: luan.personId,
      kind: 'none',
      note: null,
    });

  await dafina.browser.submit(page, swap);

  expect(states(all)).toEqual(['asked']);
  const url = `/staff/panel-changes/${changesOf(world.ctx.db, id)[0]?.change.id}`;
  expect((await luan.browser.get(url)).text).not.toContain('name="kind_');
  await luan.browser.submit(url, {});
  expect(sitting(all)).toEqual(['Dafina', 'Luan']);
});

test('who has said it before, and who comes where nobody has a time, sits at once', async () => {
  const all = prepare();
  const { world, call, dafina, mira, luan, arta, nenad, page, swap } = all;
  for (const { id } of [arta, nenad])
    conflicts.state(world.ctx, luan.actor, {
      applicationId: id,
      personId: luan.personId,
      kind: 'none',
      note: null,
    });
  await dafina.browser.submit(page, swap);
  expect([sitting(all), states(all)]).toEqual([['Dafina', 'Luan'], ['seated']]);

  const empty = makeSession(world, call, dafina, [dafina.personId, luan.personId], { day: '2026-11-04' });
  const seats = { out: luan.personId, in: mira.personId };
  expect(panels.propose(world.ctx, dafina.actor, empty.id, seats)).toBe('seated');
});

test('a conflict set meanwhile names nobody: the page says that they cannot sit, and the coordinators hear it', async () => {
  const all = await proposed();
  const { world, dafina, luan, arta, url } = all;
  conflicts.set(world.ctx, dafina.actor, {
    id: arta.id,
    personId: luan.personId,
    kind: 'relative',
    note: null,
  });

  const shown = (await luan.browser.get(url)).text;
  expect(shown).not.toMatch(/Arta|Nenad|<select/);
  await luan.browser.submit(url, none(all));

  expect([sitting(all), states(all)]).toEqual([['Dafina', 'Mira'], ['declined']]);
  expect(waiting(world, 'panel-to-propose')).toHaveLength(1);
});

test('one question for a seat and for a person; who has something else by then does not sit', async () => {
  const all = await proposed();
  const { world, call, dafina, luan, page, swap, url } = all;
  const vlora = makeMember(world, 'Vlora', 'reviewer');
  const other = { out: swap.out, in: String(vlora.personId) };
  expect((await dafina.browser.submit(page, other)).text).toContain('<a href="#out">');
  expect((await dafina.browser.submit(page, { ...swap, out: String(dafina.personId) })).text).toContain(
    '<a href="#in">',
  );
  makeSession(world, call, dafina, [luan.personId, vlora.personId]);

  const busy = await luan.browser.submit(url, none(all));

  expect([busy.status, busy.text.includes('href="#seat"'), sitting(all)]).toEqual([
    422,
    true,
    ['Dafina', 'Mira'],
  ]);
});

test('a proposal is taken back, a change is undone; not when somebody else took a time since', async () => {
  const all = await proposed();
  const { world, call, dafina, mira, luan, id, slots, page, swap, url } = all;
  expect((await luan.browser.get(`${url}/undo`)).status).toBe(403);
  expect((await dafina.browser.submit(`${url}/undo`, {})).status).toBe(303);
  expect(states(all)).toEqual(['withdrawn']);
  expect(waiting(world, 'panel-proposal', luan.personId)).toEqual([]);
  expect((await luan.browser.get(url)).status).toBe(409);

  const next = async () => {
    await dafina.browser.submit(page, swap);
    const changeId = changesOf(world.ctx.db, id)[0]?.change.id ?? 0;
    if (states(all)[0] === 'asked') await luan.browser.submit(`/staff/panel-changes/${changeId}`, none(all));
    return `/staff/panel-changes/${changeId}/undo`;
  };
  const first = await next();
  const before = world.letters().length;
  expect((await dafina.browser.submit(first, {})).status).toBe(303);
  expect(sitting(all)).toEqual(['Dafina', 'Mira']);
  expect(lettersAfter(world, before).slice(0, 2)).toEqual([
    ['panel-notice', 'luan@example.org'],
    ['panel-notice', 'mira@example.org'],
  ]);
  expect((await dafina.browser.get(first)).status).toBe(409);

  const second = await next();
  const rina = makeBooked(world, call, slots[2]?.id ?? 0, 'Rina');
  expect((await dafina.browser.submit(second, {})).status).toBe(409);
  conflicts.state(world.ctx, mira.actor, {
    applicationId: rina.id,
    personId: mira.personId,
    kind: 'none',
    note: null,
  });
  expect((await dafina.browser.submit(second, {})).status).toBe(303);
});

test('a change that is undone asks nobody any more about that seat, nor whoever sits again', async () => {
  const all = await proposed();
  const { world, dafina, mira, luan, page, url } = all;
  const vlora = makeMember(world, 'Vlora', 'reviewer');
  expect((await luan.browser.submit(url, none(all))).status).toBe(303);
  await dafina.browser.submit(page, { out: String(luan.personId), in: String(vlora.personId) });
  const [about] = changesOf(world.ctx.db, all.id);
  expect(states(all)).toEqual(['asked', 'seated']);

  expect((await dafina.browser.submit(`${url}/undo`, {})).status).toBe(303);

  expect([sitting(all), states(all)]).toEqual([
    ['Dafina', 'Mira'],
    ['withdrawn', 'undone'],
  ]);
  expect(waiting(world, 'panel-proposal', vlora.personId)).toEqual([]);
  expect((await vlora.browser.get(`/staff/panel-changes/${about?.change.id}`)).status).toBe(409);
  expect((await mira.browser.get(`/staff/interviews/${all.id}`)).status).toBe(200);
});

test('a session that is called off asks nobody any more', async () => {
  const all = prepare();
  const { world, call, dafina, mira, luan } = all;
  const other = makeSession(world, call, dafina, [dafina.personId, mira.personId], { day: '2026-11-05' });
  const rina = makeBooked(world, call, other.slots[0]?.id ?? 0, 'Rina');
  const seats = { out: mira.personId, in: luan.personId };
  expect(panels.propose(world.ctx, dafina.actor, other.id, seats)).toBe('asked');
  const free = all.slots[2]?.id ?? 0;
  const bookingId = world.ctx.db.$client
    .prepare("select id from bookings where application_id = ? and state = 'confirmed'")
    .pluck()
    .get(rina.id) as number;

  cancel(
    world.ctx,
    dafina.actor,
    { sessionId: other.id },
    { reason: 'The room is closed', alternatives: new Map([[bookingId, free]]) },
  );

  expect(changesOf(world.ctx.db, other.id)[0]?.change.state).toBe('withdrawn');
  expect(waiting(world, 'panel-proposal', luan.personId)).toEqual([]);
});

test('what was asked of others does not exist', async () => {
  const { world, dafina, mira, url, page } = await proposed();
  for (const odd of [url, '/staff/panel-changes/999', '/staff/panel-changes/0x1'])
    expect([odd, (await mira.browser.get(odd)).status]).toEqual([odd, 404]);
  expect((await dafina.browser.get(url)).status).toBe(404);
  expect((await dafina.browser.get('/staff/panel-changes/999/undo')).status).toBe(404);
  expect((await mira.browser.get(page)).status).toBe(403);
  expect((await world.browser().get(url)).status).toBe(303);
  expect((await world.signedIn('Zana', ['applicant']).browser.get(url)).status).toBe(403);
});

const all = ['asked', 'seated', 'declined', 'withdrawn', 'undone'] as const;
const legal = ['asked seat', 'asked decline', 'asked cannot', 'asked withdraw', 'seated undo'];

test.each(
  all.flatMap((state) =>
    (Object.keys(panelMoves) as (keyof typeof panelMoves)[]).map((event) => ({ state, event })),
  ),
)('$state: $event', ({ state, event }) => {
  const roles = ['proposed', 'coordinator'] as const;
  const may = roles.filter((role) => {
    try {
      step(panelMoves, event, state as PanelChangeState, role);
      return true;
    } catch (error) {
      if (error instanceof IllegalMove) return false;
      throw error;
    }
  });
  const by = event === 'seat' || event === 'decline' || event === 'cannot' ? ['proposed'] : ['coordinator'];
  expect(may).toEqual(legal.includes(`${state} ${event}`) ? by : []);
});

test('a declaration is what one said of oneself; what stood before a change is no new question', () => {
  const own = { kind: 'none', saidBy: 7 };
  expect(
    [own, { kind: 'friend', saidBy: 7 }, { kind: 'none', saidBy: 3 }, undefined].map((one) =>
      hasDeclared(one, 7),
    ),
  ).toEqual([true, false, false, false]);
  expect(mayUndo([{ id: 1, standing: undefined }], [1], 7)).toBe(true);
  expect(mayUndo([{ id: 2, standing: undefined }], [1], 7)).toBe(false);
  expect(mayUndo([{ id: 2, standing: own }], [1], 7)).toBe(true);
  expect(mayUndo([{ id: 1, standing: { kind: 'friend', saidBy: 3 } }], [1], 7)).toBe(false);
});

test('who cannot come says so without a word about anybody, and the coordinators read it with the reason', async () => {
  const all = await proposed();
  const { world, dafina, luan, id, page, url } = all;
  const before = world.letters().length;
  expect((await luan.browser.submit(url, { cannot: 'on', reason: 'nonsense' })).status).toBe(422);
  const form = { ...hiddenFields((await luan.browser.get(url)).text, url), cannot: 'on', reason: 'away' };

  const answers = [await luan.browser.post(url, form), await luan.browser.post(url, form)];

  expect(answers.map(({ status, location }) => [status, location])).toEqual([
    [303, '/staff/tasks'],
    [303, '/staff/tasks'],
  ]);
  expect([sitting(all), states(all), lettersAfter(world, before)]).toEqual([
    ['Dafina', 'Mira'],
    ['declined'],
    [],
  ]);
  expect(waiting(world, 'panel-proposal', luan.personId)).toEqual([]);
  expect(waiting(world, 'panel-to-propose')).toHaveLength(1);
  expect((await dafina.browser.get(page)).text).toContain(
    'Does not come: Luan. Propose somebody else; the seat is held by Mira. Reason: on leave or travelling.',
  );
  // They said nothing of anybody there, and may be asked another time.
  expect(await dafina.browser.submit(page, all.swap)).toMatchObject({ status: 303 });
  expect((await dafina.browser.get(page)).text).not.toContain('Does not come');
  expect(waiting(world, 'panel-to-propose')).toEqual([]);
  expect(states(all)).toEqual(['asked', 'declined']);
  expect(changesOf(world.ctx.db, id)).toHaveLength(2);
});

test('without an answer for two working days they are asked again once, and the coordinators have a task until it comes', async () => {
  const all = await proposed();
  const { world, dafina, luan, page, url } = all;
  const { signal } = new AbortController();
  const reminders = () => world.letters().filter(({ letter }) => letter === 'panel-reminder');
  const asked = changesOf(world.ctx.db, all.id)[0]?.change.askedAt ?? 0;
  const due = toInstant('2026-10-26', '10:00');
  expect(askAgainAt(asked, asked + 9 * day)).toBe(due);
  const first = all.slots[0]?.startsAt ?? 0;
  const at = Math.min(due, first - day);

  meetAt(world, at - 1);
  await job.run(world.ctx, signal);
  const early = [reminders().length, waiting(world, 'panel-unanswered').length];
  meetAt(world, at);
  expect(job.list(world.ctx)).toHaveLength(1);
  await job.run(world.ctx, signal);
  await job.run(world.ctx, signal);

  expect(early).toEqual([0, 0]);
  expect(reminders().map(({ recipient }) => recipient)).toEqual(['luan@example.org']);
  expect(reminders()[0]?.text).toContain(url);
  expect(reminders()[0]?.text).not.toMatch(/Arta|Nenad|HLC-2026/);
  const tasks = (await dafina.browser.get('/staff/tasks')).text;
  expect([tasks.includes('has not answered and was reminded'), tasks.includes(`href="${page}"`)]).toEqual([
    true,
    true,
  ]);
  await luan.browser.submit(url, none(all));
  expect([waiting(world, 'panel-unanswered'), states(all)]).toEqual([[], ['seated']]);
});

test('a question about a session that is over waits for nobody any more', async () => {
  const all = await proposed();
  const { world, luan, slots } = all;
  meetAt(world, Math.max(...slots.map(({ endsAt }) => endsAt)) + day);

  await job.run(world.ctx, new AbortController().signal);

  expect(states(all)).toEqual(['withdrawn']);
  expect(waiting(world, 'panel-proposal', luan.personId)).toEqual([]);
  expect(job.list(world.ctx)).toEqual([]);
});

test.each([
  ['after two working days', 9, 4],
  ['a day before the first interview, where that is sooner', 3, 2],
  ['at once where that is over', 0.5, 0],
])('somebody proposed is asked again %s', (_name, first, after) => {
  const thursday = toInstant('2026-10-22', '10:00');
  expect(askAgainAt(thursday, thursday + first * day)).toBe(thursday + after * day + (after > 2 ? hour : 0));
});
