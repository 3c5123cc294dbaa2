// What cannot be in the procedure: each planted past every service, found, put before staff, and repaired by nobody.
import { beforeEach, expect, test } from 'vitest';
import { applicationById } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import { invariants } from '../../src/jobs/invariants.js';
import { day, hour } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { tasksWaiting } from '../../src/tasks/queries.js';
import { makeCall } from '../support/applications.js';
import { prepareRefusal } from '../support/deciding.js';
import { giveOut, makeInReview, makeReader, markFile, redactAll } from '../support/reading.js';
import { makeWorld } from '../support/world.js';

const { signal } = new AbortController();
type Cast = ReturnType<typeof cast>;
let all: Cast;

/** Arta's file was read by two, Nenad's waits to be read; there is a time for interviews. */
function cast() {
  const world = makeWorld();
  const call = makeCall(world, { places: 1 });
  const dafina = makeReader(world, 'Dafina', 'coordinator');
  const mira = makeReader(world, 'Mira', 'reviewer');
  const igor = makeReader(world, 'Igor', 'reviewer');
  const arta = makeInReview(world, call, dafina.actor);
  redactAll(world, dafina.actor, [arta]);
  giveOut(world, dafina.actor, call, [mira.personId, igor.personId]);
  for (const reader of [mira, igor]) markFile(world, call, reader, arta.id, 3);
  const nenad = makeInReview(world, call, dafina.actor, { name: 'Nenad Uzorak' });
  const sql = (text: string, ...values: unknown[]) => world.ctx.db.$client.prepare(text).run(...values);
  const put = (id: number, state: string) =>
    sql(
      "update applications set state = ?, decided_by = ?, reason_code = 'sample' where id = ?",
      state,
      dafina.personId,
      id,
    );
  const book = (id: number, state: string) => {
    sql(
      `insert into interview_sessions (id, call_id, state, place, languages, created_at) values (1, ?, 'published', 'x', '["sq"]', 0)`,
      call.id,
    );
    sql('insert into interview_slots (id, session_id, starts_at, ends_at) values (1, 1, 1, 2)');
    sql(
      'insert into bookings (id, application_id, slot_id, state, uid, booked_at, ended_at) values (1, ?, 1, ?, ?, 0, ?)',
      id,
      state,
      'one',
      state === 'confirmed' ? null : 3,
    );
  };
  return { world, call, dafina, mira, igor, arta, nenad, sql, put, book };
}

beforeEach(() => {
  all = cast();
});

async function found() {
  const { world } = all;
  await invariants.run(world.ctx, signal);
  return tasksWaiting(world.ctx.db, { personId: 0, groups: ['coordinator'] }, 100)
    .filter(({ kind }) => !['application-without-documents', 'decisions-to-release'].includes(kind))
    .map(({ kind, entity, entityId }) => `${kind} ${entity} ${entityId}`);
}

const plants: [string, () => string][] = [
  [
    'a time in a state without one',
    () => {
      all.book(all.arta.id, 'confirmed');
      return `booking-of-unbooked application ${all.arta.id}`;
    },
  ],
  [
    'booked without a time',
    () => {
      all.sql("update applications set state = 'booked' where id = ?", all.arta.id);
      return `booked-without-booking application ${all.arta.id}`;
    },
  ],
  [
    'interviewed, and nobody was met',
    () => {
      all.sql("update applications set state = 'interviewed' where id = ?", all.arta.id);
      return `interviewed-without-interview application ${all.arta.id}`;
    },
  ],
  [
    'shortlisted without marks',
    () => {
      all.sql("update applications set state = 'shortlisted' where id in (?, ?)", all.arta.id, all.nenad.id);
      return `shortlisted-without-scores application ${all.nenad.id}`;
    },
  ],
  [
    'a mark by somebody with a conflict of interest',
    () => {
      const { world, dafina, mira, arta } = all;
      const said = { id: arta.id, personId: mira.personId, kind: 'friend', note: null } as const;
      conflicts.set(world.ctx, dafina.actor, said);
      return `scored-in-conflict application ${arta.id}`;
    },
  ],
  [
    'a card of an interview by somebody with a conflict of interest',
    () => {
      const { world, dafina, igor, nenad } = all;
      all.book(nenad.id, 'held');
      const said = { id: nenad.id, personId: igor.personId, kind: 'relative', note: null } as const;
      conflicts.set(world.ctx, dafina.actor, said);
      all.sql(
        "insert into interview_cards (booking_id, person_id, sealed, filed_at) values (1, ?, x'00', 0)",
        igor.personId,
      );
      return `scored-in-conflict application ${nenad.id}`;
    },
  ],
  [
    'a decision that waits for an application that moved on',
    () => {
      const { world, dafina, arta } = all;
      prepareRefusal(world, dafina.actor, arta.id);
      all.sql('update applications set pending_to = null where id = ?', arta.id);
      return `decided-in-vain application ${arta.id}`;
    },
  ],
  [
    'an application that waits for a decision nobody prepared',
    () => {
      all.sql("update applications set pending_to = 'ineligible' where id = ?", all.nenad.id);
      return `decided-in-vain application ${all.nenad.id}`;
    },
  ],
  [
    'released, and no letter was written',
    () => {
      const { world, dafina, arta } = all;
      prepareRefusal(world, dafina.actor, arta.id);
      all.put(arta.id, 'ineligible');
      all.sql('update applications set pending_to = null where id = ?', arta.id);
      all.sql("update decisions set state = 'released', letter_id = null");
      return `released-without-letter application ${arta.id}`;
    },
  ],
  [
    'released, and the letter was thrown away',
    () => {
      const { world, dafina, arta } = all;
      prepareRefusal(world, dafina.actor, arta.id);
      all.put(arta.id, 'ineligible');
      all.sql('update applications set pending_to = null where id = ?', arta.id);
      all.sql("update decisions set state = 'released'");
      all.sql("update letters set state = 'dropped' where kind = 'decision'");
      return `released-without-letter application ${arta.id}`;
    },
  ],
  [
    'an internship that nobody accepted',
    () => {
      all.sql(
        "insert into placements (id, application_id, person_id, state, state_at, languages, created_at) values (1, ?, ?, 'onboarding', 0, '[]', 0)",
        all.arta.id,
        all.arta.personId,
      );
      return 'placement-without-acceptance placement 1';
    },
  ],
  [
    'more offers than places',
    () => {
      all.put(all.arta.id, 'offered');
      all.put(all.nenad.id, 'accepted');
      return `offers-over-places call ${all.call.id}`;
    },
  ],
  [
    'a letter that a sender took up and never ended',
    () => {
      const { world, arta } = all;
      const to = { personId: arta.personId, email: 'arta@example.org', language: 'en' } as const;
      const notice = { notice: 'password', when: 'x', link: 'https://apply.example.org' };
      const id = queue(world.ctx, 'security-notice', to, { entity: 'person', entityId: 0 }, notice);
      all.sql("update letters set state = 'dropped'");
      const lease = world.clock.now() - 7 * hour;
      all.sql("update letters set state = 'sending', lease_until = ? where id = ?", lease, id);
      world.ctx.config = { ...world.ctx.config, smtpUrl: 'smtp://mail.example.org' };
      return 'letters-stuck letter 0';
    },
  ],
];

test('a call in which everything is as it should be has none of them', async () => {
  all.book(all.nenad.id, 'confirmed');
  all.sql("update applications set state = 'booked' where id = ?", all.nenad.id);
  all.put(all.arta.id, 'offered');

  expect(await found()).toEqual([]);
});

test.each(plants)('%s becomes a task, and nothing is repaired', async (_name, plant) => {
  const before = (await found()).length;
  const task = plant();
  const rows = () => JSON.stringify(applicationById(all.world.ctx.db, all.arta.id));
  const planted = rows();

  expect(before).toBe(0);
  expect(await found()).toEqual([task]);
  expect(rows()).toBe(planted);
});

test('two live applications of one person are found, were the index ever lost', async () => {
  const { arta, nenad, sql } = all;
  sql('drop index applications_live');
  sql('update applications set person_id = ? where id = ?', arta.personId, nenad.id);

  expect(await found()).toEqual([`twice-live application ${arta.id}`, `twice-live application ${nenad.id}`]);
});

test('what was found goes away once it holds again, and is listed beforehand by the dry run', async () => {
  all.sql("update applications set pending_to = 'ineligible' where id = ?", all.nenad.id);
  const listed = invariants.list(all.world.ctx);
  const there = await found();
  all.sql('update applications set pending_to = null');
  all.world.clock.pass(day);

  expect(listed).toContain(`decided-in-vain: application ${all.nenad.id}`);
  expect(there).toEqual([`decided-in-vain application ${all.nenad.id}`]);
  expect(await found()).toEqual([]);
});
