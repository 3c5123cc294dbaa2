// Every SQL statement about hearings.
import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { cases } from '../../db/schema/cases.js';
import { hearings } from '../../db/schema/hearings.js';
import { people } from '../../db/schema/people.js';
import { assignments } from '../../db/schema/rota.js';
import type { Actor } from '../access/actor.js';
import { scopeOf } from '../access/allow.js';
import { numbersInLine, readableCase } from '../cases/queries.js';
import type { State } from './states.js';

export type Hearing = typeof hearings.$inferSelect;

const ask = sql.placeholder;
type Scope = 'any' | 'assigned';

const scopeIn = (actor: Actor): Scope | undefined => {
  const scope = scopeOf(actor, 'hearing.read');
  return scope === 'own' ? 'assigned' : scope;
};

/** Names of those assigned, as "id:name" lines; an intern sees their own alone. */
const monitors = (scope: Scope) => sql<string>`coalesce((select group_concat(w.id || ':' || w.name, char(10))
  from (select ${people.id} as id, ${people.name} as name from ${assignments}
    join ${people} on ${people.id} = ${assignments.personId}
    where ${assignments.hearingId} = ${hearings.id} and ${assignments.releasedAt} is null
    ${scope === 'any' ? sql`` : sql`and ${assignments.personId} = ${ask('reader')}`} order by ${people.name}) w), '')`;

const rowColumns = (scope: Scope) => ({
  id: hearings.id,
  caseId: hearings.caseId,
  against: cases.against,
  court: hearings.court,
  courtroom: hearings.courtroom,
  type: hearings.type,
  scheduledOn: hearings.scheduledOn,
  scheduledTime: hearings.scheduledTime,
  languages: hearings.languages,
  state: hearings.state,
  monitors: monitors(scope),
});

const statements = prepared((db) => {
  const of = (scope: Scope) => {
    const may = readableCase(db, scope);
    const rows = () =>
      db.select(rowColumns(scope)).from(hearings).innerJoin(cases, eq(cases.id, hearings.caseId));
    const filtered = sql`(${ask('case')} is null or ${hearings.caseId} = ${ask('case')})
      and (${ask('court')} is null or ${hearings.court} = ${ask('court')})
      and (${ask('monitor')} is null or exists (select 1 from ${assignments} where ${assignments.hearingId} = ${hearings.id}
        and ${assignments.personId} = ${ask('monitor')} and ${assignments.releasedAt} is null))`;
    return {
      between: rows()
        .where(and(sql`${hearings.scheduledOn} between ${ask('from')} and ${ask('until')}`, filtered, may))
        .orderBy(asc(hearings.scheduledOn), asc(hearings.scheduledTime), asc(hearings.id))
        .prepare(),
      ofCase: rows()
        .where(and(eq(hearings.caseId, ask('case')), may))
        .orderBy(desc(hearings.scheduledOn), desc(hearings.scheduledTime), desc(hearings.id))
        .prepare(),
      cases: db
        .select({ id: cases.id, against: cases.against, numbers: numbersInLine })
        .from(cases)
        .where(
          and(
            sql`${cases.id} in (select ${hearings.caseId} from ${hearings}
              where ${hearings.scheduledOn} between ${ask('from')} and ${ask('until')} union select ${ask('case')})`,
            may,
          ),
        )
        .orderBy(desc(cases.changedAt), desc(cases.id))
        .prepare(),
      one: db
        .select({ hearing: hearings, against: cases.against, monitors: monitors(scope) })
        .from(hearings)
        .innerJoin(cases, eq(cases.id, hearings.caseId))
        .where(and(eq(hearings.id, ask('id')), may))
        .prepare(),
    };
  };
  return { any: of('any'), assigned: of('assigned') };
});

export type Row = ReturnType<ReturnType<typeof statements>['any']['between']['all']>[number];
export type Filter = { case: number | null; court: string | null; monitor: number | null };

/** Hearings on these local days (both counted) that the actor may read, in the order of the day. */
export function hearingsBetween(
  db: Db,
  actor: Actor,
  span: { from: string; until: string },
  filter: Filter,
): Row[] {
  const scope = scopeIn(actor);
  return scope ? statements(db)[scope].between.all({ ...span, ...filter, reader: actor.personId }) : [];
}

/** Cases with a hearing on these local days that the actor may read, and this one; the latest changed first. */
export function casesBetween(
  db: Db,
  actor: Actor,
  span: { from: string; until: string },
  filter: Pick<Filter, 'case'>,
) {
  const scope = scopeIn(actor);
  return scope ? statements(db)[scope].cases.all({ ...span, case: filter.case, reader: actor.personId }) : [];
}

/** All hearings of a case that the actor may read, the latest first. */
export function hearingsOfCase(db: Db, actor: Actor, caseId: number): Row[] {
  const scope = scopeIn(actor);
  return scope ? statements(db)[scope].ofCase.all({ case: caseId, reader: actor.personId }) : [];
}

/** The hearing, if the actor may read it; every other does not exist. */
export function visibleTo(db: Db, actor: Actor, id: number) {
  const scope = scopeIn(actor);
  return scope && statements(db)[scope].one.get({ id, reader: actor.personId });
}

const byIdStatement = prepared((db) =>
  db
    .select()
    .from(hearings)
    .where(eq(hearings.id, ask('id')))
    .prepare(),
);

/** The hearing with this id, whoever asks: for what was loaded by visibleTo before, and for services. */
export function hearingById(db: Db, id: number): Hearing | undefined {
  return byIdStatement(db).get({ id });
}

/** The hearing that this one was moved to. */
export function movedTo(db: Db, id: number): Hearing | undefined {
  return db.select().from(hearings).where(eq(hearings.movedFromId, id)).get();
}

/** Stores a hearing; answers with its id, undefined when the case sits on that day and hour already. */
export function insertHearing(db: Db, row: typeof hearings.$inferInsert): number | undefined {
  return db.insert(hearings).values(row).onConflictDoNothing().returning({ id: hearings.id }).get()?.id;
}

/** Changes a hearing that has this version and state still; false when somebody was faster. */
export function changeHearing(
  db: Db,
  { id, version, state }: Pick<Hearing, 'id' | 'version' | 'state'>,
  change: Partial<Omit<typeof hearings.$inferInsert, 'id'>> & { state?: State },
): boolean {
  return (
    db
      .update(hearings)
      .set({ ...change, version: version + 1 })
      .where(and(eq(hearings.id, id), eq(hearings.version, version), eq(hearings.state, state)))
      .run().changes === 1
  );
}

/** The hearing of this case on this day and hour, if there is one that is not off the calendar. */
export function hearingThen(
  db: Db,
  at: { caseId: number; scheduledOn: string; scheduledTime: string },
): Hearing | undefined {
  return db
    .select()
    .from(hearings)
    .where(
      and(
        eq(hearings.caseId, at.caseId),
        eq(hearings.scheduledOn, at.scheduledOn),
        eq(hearings.scheduledTime, at.scheduledTime),
        sql`${hearings.state} not in ('moved', 'cancelled')`,
      ),
    )
    .get();
}

/**
 * Cases that are before a court and have had nothing on the calendar since `since` (local day), and nothing to come
 * from `today` on.
 */
export function casesWithoutDate(db: Db, today: string, since: string) {
  return db
    .select({ id: cases.id, against: cases.against })
    .from(cases)
    .where(
      and(
        sql`${cases.phase} in ('PREP', 'FI', 'AP')`,
        sql`not exists (select 1 from ${hearings} where ${hearings.caseId} = ${cases.id}
          and ${hearings.state} not in ('moved', 'cancelled')
          and (${hearings.scheduledOn} >= ${today} or ${hearings.scheduledOn} > ${since}))`,
      ),
    )
    .orderBy(asc(cases.id))
    .all();
}
