// Every SQL statement about internships.
import { and, asc, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { applications } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { memberships, people } from '../../db/schema/people.js';
import { placementStepsDone, placements } from '../../db/schema/placements.js';
import type { Step } from './rules.js';
import type { State } from './states.js';

export type Placement = typeof placements.$inferSelect;

const columns = {
  placement: placements,
  name: people.name,
  email: people.email,
  language: people.language,
  reference: applications.reference,
  monthsMin: calls.monthsMin,
  monthsMax: calls.monthsMax,
  stepCount: sql<number>`(select count(*) from ${placementStepsDone} where ${placementStepsDone.placementId} = ${placements.id})`,
};

function joined(db: Db) {
  return db
    .select(columns)
    .from(placements)
    .innerJoin(people, eq(people.id, placements.personId))
    .leftJoin(applications, eq(applications.id, placements.applicationId))
    .leftJoin(calls, eq(calls.id, applications.callId));
}

/** An internship with its person and its call, whoever asks: for staff, and for what was found by ownPlacement. */
export function placementById(db: Db, id: number) {
  return joined(db).where(eq(placements.id, id)).get();
}

/** A person's own internship, the latest. */
export function ownPlacement(db: Db, personId: number) {
  return joined(db).where(eq(placements.personId, personId)).orderBy(desc(placements.id)).get();
}

/** The internship that came from an application; undefined where none did. */
export function placementOf(db: Db, applicationId: number): Placement | undefined {
  return db.select().from(placements).where(eq(placements.applicationId, applicationId)).get();
}

/** All internships of a person, oldest first. */
export function placementsOf(db: Db, personId: number): Placement[] {
  return db.select().from(placements).where(eq(placements.personId, personId)).orderBy(placements.id).all();
}

/** Internships in these states with how many steps are done, the nearest last day first. */
export function placementsIn(db: Db, states: readonly State[]) {
  return joined(db)
    .where(inArray(placements.state, [...states]))
    .orderBy(sql`${placements.endsOn} is null desc`, asc(placements.endsOn), asc(placements.id))
    .all();
}

/** Active internships whose last day is before `today` ('YYYY-MM-DD'). */
export function overdue(db: Db, today: string): Placement[] {
  return db
    .select()
    .from(placements)
    .where(and(eq(placements.state, 'active'), sql`${placements.endsOn} < ${today}`))
    .all();
}

/** The steps that were done, with who did each. */
export function stepsOf(db: Db, placementId: number) {
  return db
    .select({
      step: placementStepsDone.step,
      doneAt: placementStepsDone.doneAt,
      doneBy: people.name,
      textVersion: placementStepsDone.textVersion,
    })
    .from(placementStepsDone)
    .innerJoin(people, eq(people.id, placementStepsDone.doneBy))
    .where(eq(placementStepsDone.placementId, placementId))
    .all();
}

/** Interns who have no internship that is being prepared or under way, by name. */
export function internsWithout(db: Db) {
  return db
    .select({ id: people.id, name: people.name })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(
        isNull(memberships.until),
        eq(memberships.group, 'intern'),
        sql`not exists (select 1 from ${placements} where ${placements.personId} = ${people.id}
          and ${placements.state} in ('onboarding', 'active'))`,
      ),
    )
    .orderBy(asc(people.name))
    .all();
}

/** Staff who may look after an intern, by name. */
export function supervisors(db: Db) {
  return db
    .selectDistinct({ id: people.id, name: people.name })
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(
      and(isNull(memberships.until), inArray(memberships.group, ['coordinator', 'director', 'reviewer'])),
    )
    .orderBy(asc(people.name))
    .all();
}

/** Stores an internship; answers with its id. The index refuses a second one of the same application. */
export function insertPlacement(db: Db, row: typeof placements.$inferInsert): number {
  return db.insert(placements).values(row).returning({ id: placements.id }).get().id;
}

/** Changes an internship that still has this version and is in `state`; false when somebody was faster. */
export function changePlacement(
  db: Db,
  { id, version, state }: Pick<Placement, 'id' | 'version' | 'state'>,
  change: Partial<Omit<typeof placements.$inferInsert, 'id'>>,
): boolean {
  const { changes } = db
    .update(placements)
    .set({ ...change, version: sql`${placements.version} + 1` })
    .where(and(eq(placements.id, id), eq(placements.version, version), eq(placements.state, state)))
    .run();
  return changes === 1;
}

/** Removes an internship that is only being prepared, with the steps done for it; false when it is more than that. */
export function deletePlacement(db: Db, { id, state }: Pick<Placement, 'id' | 'state'>): boolean {
  if (state !== 'onboarding') return false;
  db.delete(placementStepsDone).where(eq(placementStepsDone.placementId, id)).run();
  const { changes } = db
    .delete(placements)
    .where(and(eq(placements.id, id), eq(placements.state, 'onboarding')))
    .run();
  return changes === 1;
}

/** Keeps what the intern says about themselves; the page of staff, which shows it only, stays up to date. */
export function keepOwnWords(
  db: Db,
  id: number,
  words: Partial<Pick<Placement, 'languages' | 'sealedConflicts' | 'sealedAccount'>>,
): void {
  db.update(placements).set(words).where(eq(placements.id, id)).run();
}

/** Notes that a step was done; done again, the newer counts. */
export function putStep(db: Db, row: typeof placementStepsDone.$inferInsert): void {
  const { doneAt, doneBy, textVersion } = row;
  db.insert(placementStepsDone)
    .values(row)
    .onConflictDoUpdate({
      target: [placementStepsDone.placementId, placementStepsDone.step],
      set: { doneAt, doneBy, textVersion: textVersion ?? null },
    })
    .run();
}

/** Takes back that a step was done; answers whether it was. */
export function removeStep(db: Db, placementId: number, step: Step): boolean {
  return (
    db
      .delete(placementStepsDone)
      .where(and(eq(placementStepsDone.placementId, placementId), eq(placementStepsDone.step, step)))
      .run().changes === 1
  );
}

/** Takes what somebody wrote about themselves out of their internships; dates and state stay for the figures. */
export function eraseWords(db: Db, personId: number): void {
  db.update(placements)
    .set({ sealedConflicts: null, sealedAccount: null, languages: [] })
    .where(eq(placements.personId, personId))
    .run();
}
