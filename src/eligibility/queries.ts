// Every SQL statement of eligibility: traces, and the answers that a correction compares again.
import { and, desc, eq, inArray, max, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared, preparedFor } from '../../db/prepared.js';
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { traces } from '../../db/schema/eligibility.js';
import { people } from '../../db/schema/people.js';

/** A stored trace; it is a Trace (overall and rules) with its version and its time. */
export type StoredTrace = typeof traces.$inferSelect;

const latestStatement = prepared((db) =>
  db
    .select()
    .from(traces)
    .where(eq(traces.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(traces.id))
    .limit(1)
    .prepare(),
);

/** What the machine thought last; undefined when it was never asked. */
export function latestTrace(db: Db, applicationId: number): StoredTrace | undefined {
  return latestStatement(db).get({ applicationId });
}

const allStatement = prepared((db) =>
  db
    .select()
    .from(traces)
    .where(eq(traces.applicationId, sql.placeholder('applicationId')))
    .orderBy(desc(traces.id))
    .prepare(),
);

/** Everything the machine thought of an application, the latest first. */
export function tracesOf(db: Db, applicationId: number): StoredTrace[] {
  return allStatement(db).all({ applicationId });
}

const insertStatement = preparedFor((db, trace: typeof traces.$inferInsert) =>
  db.insert(traces).values(trace).prepare(),
);

/** Keeps a trace; a trigger shows its overall in the lists. */
export function insertTrace(db: Db, trace: typeof traces.$inferInsert): void {
  insertStatement(db, trace).run(trace);
}

/** Every application of a call that was ever assessed, with its latest trace and whom to write to; oldest first. */
export function assessedOf(db: Db, callId: number) {
  const latest = db
    .select({ id: max(traces.id) })
    .from(traces)
    .groupBy(traces.applicationId);
  return db
    .select({
      applicationId: applications.id,
      reference: applications.reference,
      state: applications.state,
      language: people.language,
      personId: people.id,
      name: people.name,
      email: people.email,
      trace: traces,
    })
    .from(applications)
    .innerJoin(traces, eq(traces.applicationId, applications.id))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(and(eq(applications.callId, callId), inArray(traces.id, latest)))
    .orderBy(applications.id)
    .all();
}

/** What was answered about studies and experience in all applications of a call, by application. */
export function answersOfCall(db: Db, callId: number): Map<number, Record<string, unknown>> {
  const rows = db
    .select({ applicationId: answers.applicationId, body: answers.body })
    .from(answers)
    .innerJoin(applications, eq(applications.id, answers.applicationId))
    .where(and(eq(applications.callId, callId), inArray(answers.section, ['studies', 'experience'])))
    .all();
  const found = new Map<number, Record<string, unknown>>();
  for (const row of rows) found.set(row.applicationId, { ...found.get(row.applicationId), ...row.body });
  return found;
}

/** Forgets what the machine thought of an application: its traces repeat what was declared. */
export function deleteTraces(db: Db, applicationId: number): void {
  db.delete(traces).where(eq(traces.applicationId, applicationId)).run();
}
