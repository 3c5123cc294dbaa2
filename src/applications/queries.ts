// Every SQL statement about the row of an application: who may see it, its state by compare-and-set, its search text.
import { and, desc, eq, max, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared, preparedFor } from '../../db/prepared.js';
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { institutions } from '../../db/schema/institutions.js';
import { people } from '../../db/schema/people.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { fold } from '../lib/fold.js';
import { orderKey } from '../lib/order.js';
import type { State } from './states.js';

export type Application = typeof applications.$inferSelect;

/** An application that staff are typing in is theirs until it is entered. */
const beingEntered = sql`(${applications.source} <> 'web' and ${applications.state} = 'draft')`;

/** Whoever is in conflict with an application is kept from it. */
const isFree = withoutConflict(sql.placeholder('personId') as unknown as SQL, sql`${applications.id}`);

const visibleStatements = prepared((db) => {
  const visible = (may: SQL | undefined) =>
    db
      .select()
      .from(applications)
      .where(and(eq(applications.id, sql.placeholder('id')), may))
      .prepare();
  return {
    own: visible(and(eq(applications.personId, sql.placeholder('personId')), sql`not ${beingEntered}`)),
    assigned: visible(sql`false`),
    any: visible(and(sql`${applications.state} not in ('draft', 'not_submitted')`, isFree)),
    enterer: visible(and(sql`${applications.source} <> 'web'`, isFree)),
  };
});

/**
 * The application, if `actor` may do `action` with it. Own: theirs, unless staff are still typing it in. Any: one
 * that was sent; for `application.enter` one that staff entered. What a student has not sent does not exist for staff,
 * nor does a file with which they are in conflict.
 */
export function visibleTo(db: Db, actor: Actor, action: Action, id: number): Application | undefined {
  const scope = scopeOf(actor, action);
  if (!scope) return undefined;
  const who = scope === 'any' && action === 'application.enter' ? 'enterer' : scope;
  return visibleStatements(db)[who].get({ id, personId: actor.personId });
}

/** A person's applications with their calls' slugs, newest first; those being typed in by staff are not theirs yet. */
export function applicationsOf(db: Db, personId: number) {
  return db
    .select({ application: applications, slug: calls.slug, closesAt: calls.closesAt })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .where(and(eq(applications.personId, personId), sql`not ${beingEntered}`))
    .orderBy(desc(applications.id))
    .all();
}

/** Every application of a person, oldest first. */
export function allOf(db: Db, personId: number): Application[] {
  return db
    .select()
    .from(applications)
    .where(eq(applications.personId, personId))
    .orderBy(applications.id)
    .all();
}

/** The one application of this person for this call that is neither withdrawn nor left unsent. */
export function liveApplication(db: Db, callId: number, personId: number): Application | undefined {
  return db
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.personId, personId),
        sql`${applications.state} not in ('withdrawn', 'not_submitted')`,
      ),
    )
    .get();
}

/** The latest application of this person for this call that was never sent and still says something. */
export function unsentApplication(db: Db, callId: number, personId: number): Application | undefined {
  return db
    .select()
    .from(applications)
    .where(
      and(
        eq(applications.callId, callId),
        eq(applications.personId, personId),
        eq(applications.state, 'not_submitted'),
        sql`${applications.anonymisedAt} is null`,
      ),
    )
    .orderBy(desc(applications.id))
    .get();
}

/** Stores an application; answers with its id. */
export function insertApplication(db: Db, application: typeof applications.$inferInsert): number {
  return db.insert(applications).values(application).returning({ id: applications.id }).get().id;
}

type Change = Partial<Omit<typeof applications.$inferInsert, 'id' | 'state'>>;

const stateStatement = preparedFor((db, change: Change & { state: State }) =>
  db
    .update(applications)
    .set({ ...change, version: sql`${applications.version} + 1` })
    .where(
      and(
        eq(applications.id, sql.placeholder('id')),
        sql`${applications.state} in (select value from json_each(${sql.placeholder('from')}))`,
      ),
    )
    .prepare(),
);

/** Compare and set: true when exactly this row was in one of `from` and is now in `to`. */
export function setState(db: Db, id: number, from: readonly State[], to: State, change: Change): boolean {
  const whole = { ...change, state: to };
  const { changes } = stateStatement(db, whole).run({ ...whole, id, from: JSON.stringify(from) });
  return changes === 1;
}

const changeStatement = preparedFor((db, change: Change) =>
  db
    .update(applications)
    .set(change)
    .where(eq(applications.id, sql.placeholder('id')))
    .prepare(),
);

/** Changes columns that are not the state; exactly one row. */
export function updateApplication(db: Db, id: number, change: Change): void {
  const { changes } = changeStatement(db, change).run({ ...change, id });
  if (changes !== 1) throw new Error(`application ${id} is not there`);
}

const lastReferenceStatement = prepared((db) =>
  db
    .select({ last: max(applications.referenceNumber) })
    .from(applications)
    .where(eq(applications.referenceYear, sql.placeholder('year')))
    .prepare(),
);

/** The next reference number of a year: 1 after none. Safe inside an immediate transaction. */
export function nextReferenceNumber(db: Db, year: number): number {
  return (lastReferenceStatement(db).get({ year })?.last ?? 0) + 1;
}

/** Removes the row of an application that was never sent, once nothing points at it. */
export function deleteApplication(db: Db, id: number): void {
  const { changes } = db
    .delete(applications)
    .where(and(eq(applications.id, id), eq(applications.state, 'draft')))
    .run();
  if (changes !== 1) throw new Error(`application ${id} is not a draft`);
}

/** Takes out of the row and the search what tells of a person; state, dates and reference stay for the figures. */
export function anonymise(db: Db, id: number, now: number): void {
  const nothing = {
    averageTenThousandths: null,
    averageBasis: null,
    institution: null,
    studyYear: null,
    overall: null,
  };
  const unnamed = { orderSq: null, orderSr: null, orderEn: null };
  const over = { returnTo: null, pendingTo: null, attentionAt: null, contestedAt: null };
  updateApplication(db, id, { ...nothing, ...unnamed, ...over, anonymisedAt: now });
  db.run(sql`delete from application_search where rowid = ${id}`);
}

const wordsStatement = prepared((db) =>
  db
    .select({
      reference: applications.reference,
      name: people.name,
      email: people.email,
      institution: sql<
        string | null
      >`coalesce(${institutions.nameSq} || ' ' || ${institutions.nameSr} || ' ' || ${institutions.nameEn}, '')`,
      other: sql<string | null>`(select json_extract(${answers.body}, '$.institutionOther') from ${answers}
        where ${answers.applicationId} = ${applications.id} and ${answers.section} = 'studies')`,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(institutions, eq(institutions.id, applications.institution))
    .where(eq(applications.id, sql.placeholder('id')))
    .prepare(),
);

/** Makes the application findable by name, reference, e-mail and institution, folded; and gives its name its place. */
export function indexForSearch(db: Db, applicationId: number): void {
  const row = wordsStatement(db).get({ id: applicationId });
  if (!row) return;
  const words = [row.name, row.reference, row.email, row.institution, row.other];
  const folded = fold(words.filter(Boolean).join(' '));
  db.run(sql`delete from application_search where rowid = ${applicationId}`);
  db.run(sql`insert into application_search (rowid, folded) values (${applicationId}, ${folded})`);
  updateApplication(db, applicationId, {
    orderSq: orderKey(row.name, 'sq'),
    orderSr: orderKey(row.name, 'sr'),
    orderEn: orderKey(row.name, 'en'),
  });
}

const applicationStatement = prepared((db) =>
  db
    .select()
    .from(applications)
    .where(eq(applications.id, sql.placeholder('id')))
    .prepare(),
);

/** The application with this id, whoever's it is: for jobs and for what was loaded by visibleTo before. */
export function applicationById(db: Db, id: number): Application | undefined {
  return applicationStatement(db).get({ id });
}
