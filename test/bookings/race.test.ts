// Never twice: a hundred people post for the same time at the same moment, over real HTTP, to a real server.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { and, eq, ne } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { bookings } from '../../db/schema/bookings.js';
import { insertBooking, moveBooking } from '../../src/bookings/queries.js';
import { makeCall } from '../support/applications.js';
import { makeBooked, makeInvited, makePanel, makeSession } from '../support/interviews.js';
import { hiddenFields, makeWorld } from '../support/world.js';

const PEOPLE = 100;

test('of a hundred who post for one time at once one has it, 99 are told so with the form, none sees an error', async () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const { slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const [wanted, other] = slots;
  const server = createServer(world.app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people = Array.from({ length: PEOPLE }, (_one, i) => makeInvited(world, call, `Person ${i} Sample`));
  const posts = await Promise.all(
    people.map(async ({ browser, url }) => {
      const page = `${url}/interview`;
      const fields = { ...hiddenFields((await browser.get(page)).text, page), slot: String(wanted?.id) };
      const cookies = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      return {
        url: `${origin}${page}`,
        cookies,
        body: new URLSearchParams({ ...fields, wish: 'Kept words' }),
      };
    }),
  );

  const answers = await Promise.all(
    posts.map(async ({ url, cookies, body }) => {
      const headers = { Cookie: cookies, Origin: 'http://127.0.0.1', 'Sec-Fetch-Site': 'same-origin' };
      const answer = await fetch(url, { method: 'POST', headers, body, redirect: 'manual' });
      return { status: answer.status, text: await answer.text() };
    }),
  );
  await new Promise((done) => server.close(done));

  const lost = answers.filter(({ status }) => status === 422);
  expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  expect(lost).toHaveLength(PEOPLE - 1);
  for (const { text } of lost) {
    expect(text).toContain('This time has just been taken');
    expect(text).toContain(`value="${other?.id}"`);
    expect(text).not.toContain(`value="${wanted?.id}"`);
    expect(text).toContain('Kept words');
  }
  const taken = and(eq(bookings.slotId, wanted?.id ?? 0), ne(bookings.state, 'cancelled'));
  expect(world.ctx.db.select().from(bookings).where(taken).all()).toHaveLength(1);
  expect(world.letters().filter(({ letter }) => letter === 'interview-confirmed')).toHaveLength(1);
});

test('the database itself refuses a time twice and an applicant twice, new or moved', () => {
  const world = makeWorld();
  const call = makeCall(world);
  const { dafina, mira } = makePanel(world);
  const { slots } = makeSession(world, call, dafina, [dafina.personId, mira.personId]);
  const [one, two, three] = slots.map(({ id }) => id) as [number, number, number];
  const arta = makeBooked(world, call, one, 'Arta');
  const nenad = makeBooked(world, call, two, 'Nenad');
  const zana = makeInvited(world, call, 'Zana');
  const { db } = world.ctx;
  const row = { state: 'confirmed', bookedAt: world.clock.now() } as const;

  expect(insertBooking(db, { ...row, applicationId: zana.id, slotId: one, uid: 'a' })).toBeUndefined();
  expect(insertBooking(db, { ...row, applicationId: arta.id, slotId: three, uid: 'b' })).toBeUndefined();
  const mine = db.select().from(bookings).where(eq(bookings.applicationId, nenad.id)).get();
  expect(moveBooking(db, mine?.id ?? 0, { slotId: one, changes: 1 })).toBe(false);
  expect(db.select().from(bookings).all()).toHaveLength(2);
});
