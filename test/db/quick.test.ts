// Rows read quickly are the rows drizzle reads, and a statement that was kept answers like a new one.
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { beforeAll, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { people } from '../../db/schema/people.js';
import { sessions } from '../../db/schema/sessions.js';
import { queue } from '../../src/mail/outbox.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
beforeAll(() => {
  world = makeWorld({}, 'file');
  world.signedIn('Dafina Sample', ['coordinator']);
  const about = { entity: 'application', entityId: 7, attachments: [{ kind: 'answers', id: 7 }] };
  const to = { personId: null, email: 'arta@example.org', language: 'en' } as const;
  queue(world.ctx, 'draft-lapsed', to, about, { link: 'https://apply.example.org', closes: 'Thursday' });
});

/** What is asked of both: JSON, yes or no, bytes, nothing, an expression with a name, a join. */
function asked(db: World['ctx']['db']) {
  const shout = sql<string>`upper(${people.name})`.as('shout');
  return {
    letters: db.select().from(letters).all(),
    sessions: db.select().from(sessions).all(),
    history: db.select().from(history).all(),
    expression: db.select({ shout, nothing: people.phone, two: sql<number>`1 + 1` }).from(people).all(),
    joined: db.select().from(sessions).innerJoin(people, eq(people.id, sessions.personId)).all(),
    first: db.select({ attachments: letters.attachments }).from(letters).get(),
    none: db.select().from(letters).where(eq(letters.id, -1)).get(),
  };
}

test('every kind of column comes as drizzle gives it', () => {
  const plain = asked(drizzle(world.ctx.db.$client) as World['ctx']['db']);

  expect(plain.letters).toHaveLength(1);
  expect(plain.first).toEqual({ attachments: [{ kind: 'answers', id: 7 }] });
  expect(asked(world.ctx.db)).toEqual(plain);
  expect(asked(world.ctx.db)).toEqual(plain);
});

test('the same words asked for lists, objects and values are three statements', () => {
  const { db } = world.ctx;
  const text = sql.raw('select "id" from "people"');
  const [id] = db.select({ id: people.id }).from(people).all();

  for (let turn = 0; turn < 2; turn += 1) {
    expect(db.all(text)).toEqual([id]);
    expect(db.values(text)).toEqual([[id?.id]]);
    expect(db.select({ number: people.id }).from(people).all()).toEqual([{ number: id?.id }]);
  }
});
