// Every SQL statement about what waits for staff.
import { and, asc, eq, getTableColumns, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { calls, callTexts } from '../../db/schema/calls.js';
import { cases } from '../../db/schema/cases.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { costs } from '../../db/schema/costs.js';
import { hearings } from '../../db/schema/hearings.js';
import { letters } from '../../db/schema/mail.js';
import { memberships, people } from '../../db/schema/people.js';
import { placements } from '../../db/schema/placements.js';
import { reports } from '../../db/schema/reports.js';
import { tasks } from '../../db/schema/tasks.js';
import { withoutTie } from '../../db/schema/ties.js';
import type { Group } from '../access/actor.js';

/** Stores a task unless the same one is already open, whose details and due time are then brought up to date. */
export function insertTask(db: Db, task: typeof tasks.$inferInsert): void {
  const thing = [tasks.kind, tasks.entity, tasks.entityId];
  const isForOne = task.personId !== null && task.personId !== undefined;
  db.insert(tasks)
    .values(task)
    .onConflictDoUpdate({
      target: isForOne ? [tasks.personId, ...thing] : thing,
      targetWhere: sql`${tasks.doneAt} is null and ${tasks.personId} is ${sql.raw(isForOne ? 'not null' : 'null')}`,
      set: { details: task.details, dueAt: task.dueAt ?? null, notFor: task.notFor ?? null },
    })
    .run();
}

/** Marks an open task as done, of one person alone if so asked; answers whether there was one. */
export function finishTask(
  db: Db,
  task: { kind: string; entity: string; entityId: number; personId?: number | undefined },
  done: { doneAt: number; doneBy: number | null },
): boolean {
  const { kind, entity, entityId, personId } = task;
  const same = and(
    eq(tasks.kind, kind),
    eq(tasks.entity, entity),
    eq(tasks.entityId, entityId),
    personId === undefined ? undefined : eq(tasks.personId, personId),
  );
  return (
    db
      .update(tasks)
      .set(done)
      .where(and(same, isNull(tasks.doneAt)))
      .run().changes > 0
  );
}

/**
 * Whom tasks are read for: what is theirs alone, what is their groups', and what is for everybody. `kinds`: those they
 * may do something about; if absent, all.
 */
export type Reader = { personId: number; groups: readonly Group[]; kinds?: readonly string[] };

/** What names no group waits for those who work on everything; a safety officer reads their own alone. */
const forEverybody = (groups: readonly Group[]) =>
  groups.includes('coordinator') || groups.includes('director') ? isNull(tasks.group) : undefined;

/** The application a task is about: itself, or that of a letter or an interview; that a panel lacks somebody is about the panel. */
const applicationOf = sql`case
  when ${tasks.entity} = 'application' then ${tasks.entityId}
  when ${tasks.entity} = 'letter' then (select ${letters.entityId} from ${letters}
    where ${letters.id} = ${tasks.entityId} and ${letters.entity} = 'application')
  when ${tasks.kind} = 'attendance-missing' then (select ${bookings.applicationId} from ${bookings}
    where ${bookings.id} = ${tasks.entityId}) end`;

/** The case a task leads into, its hearing's or its report's; costs are paid to whoever was there. */
const caseClosed = sql`case ${tasks.entity}
  when 'case' then ${tasks.entityId}
  when 'hearing' then (select h.case_id from ${hearings} h where h.id = ${tasks.entityId})
  when 'report' then (select h.case_id from ${reports} r join ${hearings} h on h.id = r.hearing_id
    where r.id = ${tasks.entityId}) end`;

const waitsFor = ({ personId, groups, kinds }: Reader) =>
  and(
    isNull(tasks.doneAt),
    kinds && or(eq(tasks.personId, personId), inArray(tasks.kind, [...kinds])),
    or(
      eq(tasks.personId, personId),
      and(isNull(tasks.personId), or(forEverybody(groups), inArray(tasks.group, [...groups]))),
    ),
    sql`(${tasks.notFor} is null or ${personId} not in (select value from json_each(${tasks.notFor})))`,
    // An application with which the reader is in conflict does not exist for them.
    withoutConflict(personId, applicationOf),
    // Nor does a case to which they have a tie.
    withoutTie(personId, caseClosed),
  );

/** The hearing a task is about: itself, or that of the report or of the costs. */
const hearingOf = sql`case ${tasks.entity}
  when 'hearing' then ${tasks.entityId}
  when 'report' then (select ${reports.hearingId} from ${reports} where ${reports.id} = ${tasks.entityId})
  when 'cost' then (select ${costs.hearingId} from ${costs} where ${costs.id} = ${tasks.entityId}) end`;
const caseOf = sql`case ${tasks.entity} when 'case' then ${tasks.entityId} else ${hearings.caseId} end`;

/** What people call a call, an internship or an application, which nobody knows by its number. */
const calledIn = (language: string) => sql<string | null>`case ${tasks.entity}
  when 'call' then (select ${callTexts.title} from ${callTexts} where ${callTexts.callId} = ${tasks.entityId}
    and ${callTexts.title} <> '' order by ${callTexts.language} = ${language} desc limit 1)
  when 'application' then (select ${people.name} from ${applications}
    join ${people} on ${people.id} = ${applications.personId} where ${applications.id} = ${tasks.entityId})
  when 'placement' then (select ${people.name} from ${placements}
    join ${people} on ${people.id} = ${placements.personId} where ${placements.id} = ${tasks.entityId}) end`;

/**
 * What waits for a reader, theirs alone first, then the nearest deadline, then the oldest; at most `most`. Where it is
 * about a case: `against` whom, and the day of the hearing; not for whoever has a tie to it. Where it is about a call, an
 * internship or an application: `called`, its title in this language or else in another, or whose it is.
 */
export function tasksWaiting(db: Db, reader: Reader, most: number, language = 'sq') {
  return db
    .select({
      ...getTableColumns(tasks),
      against: sql<
        string | null
      >`case when ${withoutTie(reader.personId, cases.id)} then ${cases.against} end`,
      scheduledOn: hearings.scheduledOn,
      called: calledIn(language),
    })
    .from(tasks)
    .leftJoin(hearings, sql`${hearings.id} = ${hearingOf}`)
    .leftJoin(cases, sql`${cases.id} = ${caseOf}`)
    .where(waitsFor(reader))
    .orderBy(sql`${tasks.personId} is null`, sql`${tasks.dueAt} is null`, asc(tasks.dueAt), asc(tasks.id))
    .limit(most)
    .all();
}

/** The open tasks of one kind. */
export function openTasks(db: Db, kind: string) {
  return db
    .select()
    .from(tasks)
    .where(and(eq(tasks.kind, kind), isNull(tasks.doneAt)))
    .all();
}

/** How far an installation has come: whether a second person is staff, and whether any call is under way or was used. */
export function beginningOf(db: Db, now: number): { alone: boolean; callless: boolean } {
  const staff = sql`select 1 from ${memberships} where ${memberships.until} is null
    and ${memberships.group} not in ('applicant', 'intern') group by ${memberships.personId} limit 1 offset 1`;
  const underWay = sql`select 1 from ${calls} where ${calls.state} = 'draft' or ${calls.closesAt} > ${now}`;
  const found = db.get<{ together: number; begun: number }>(sql`select exists (${staff}) as together,
    exists (${underWay}) or exists (select 1 from ${applications}) as begun`);
  return { alone: !found?.together, callless: !found?.begun };
}

/** How many tasks wait for a reader. */
export function countWaiting(db: Db, reader: Reader): number {
  const { count } = { count: sql<number>`count(*)` };
  return db.select({ count }).from(tasks).where(waitsFor(reader)).get()?.count ?? 0;
}
