// A session or a time of it taken away: nobody who had a time is left without another, and nobody else is troubled.
import { expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import { bookingsOf } from '../../src/bookings/queries.js';
import { slotsOf } from '../../src/interviews/queries.js';
import { makeCall } from '../support/applications.js';
import { makeBooked, makePanel, makeSession } from '../support/interviews.js';
import { makeWorld } from '../support/world.js';

function prepare() {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const session = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const [one, two, three] = session.slots.map(({ id }) => id) as [number, number, number];
  return { world, call, dafina, mira, session, one, two, three };
}
const stateOf = (world: ReturnType<typeof makeWorld>, id: number) => applicationById(world.ctx.db, id)?.state;

test('a session is cancelled only when each who had a time is offered another, no two the same', async () => {
  const { world, call, dafina, mira, session, one, two } = prepare();
  const nenad = makeBooked(world, call, one, 'Nenad');
  const teuta = makeBooked(world, call, two, 'Teuta');
  const later = makeSession(world, call, dafina, [dafina.personId, mira.personId], { day: '2026-11-04' });
  const page = `/staff/interviews/${session.id}/cancel`;
  const [first, second] = [nenad, teuta].map(
    ({ id }) => `alternative_${bookingsOf(world.ctx.db, id)[0]?.id}`,
  );
  const [x, y] = later.slots.map(({ id }) => String(id));
  const typed = (a: string | undefined, b: string | undefined, reason = 'The court sits that day') => ({
    reason,
    [first ?? '']: a ?? '',
    [second ?? '']: b ?? '',
  });

  for (const wrong of [typed(x, y, ''), typed(x, ''), typed(x, x), typed(String(one), y)]) {
    const answer = await dafina.browser.submit(page, wrong);
    expect([answer.status, answer.text.includes('error-summary')]).toEqual([422, true]);
    expect(stateOf(world, nenad.id)).toBe('booked');
  }
  expect((await dafina.browser.submit(page, typed(x, y))).status).toBe(303);

  expect([stateOf(world, nenad.id), stateOf(world, teuta.id)]).toEqual(['invited', 'invited']);
  expect(slotsOf(world.ctx.db, session.id)).toEqual([]);
  expect((await dafina.browser.get('/staff/interviews')).text).not.toContain(
    `href="/staff/interviews/${session.id}"`,
  );
  const told = world.letters().filter(({ letter }) => letter === 'interview-cancelled');
  expect(told.map(({ text }) => /09:\d\d|10:\d\d/.exec(text.split('offer you')[1] ?? '')?.[0])).toEqual([
    '09:00',
    '09:40',
  ]);
});

test('a single free time is taken away without telling anybody', async () => {
  const { world, dafina, session, three } = prepare();
  const before = world.letters().length;

  const answer = await dafina.browser.submit(`/staff/slots/${three}/cancel`, { reason: '' });

  expect(answer.location).toBe(`/staff/interviews/${session.id}`);
  expect(slotsOf(world.ctx.db, session.id)).toHaveLength(2);
  expect(world.letters()).toHaveLength(before);
  expect((await dafina.browser.get(`/staff/slots/${three}/cancel`)).status).toBe(404);
});

test('times that are not there, other groups and strangers are refused', async () => {
  const { world, session, one, dafina } = prepare();
  const zana = world.signedIn('Zana', ['applicant']);
  const pages = [`/staff/interviews/${session.id}/cancel`, `/staff/slots/${one}/cancel`];

  for (const page of pages) {
    expect([page, (await world.browser().get(page)).status]).toEqual([page, 303]);
    expect([page, (await zana.browser.get(page)).status]).toEqual([page, 403]);
  }
  for (const page of ['/staff/interviews/999/cancel', '/staff/slots/999/cancel', '/staff/slots/0x1/cancel'])
    expect([page, (await dafina.browser.get(page)).status]).toEqual([page, 404]);
});
