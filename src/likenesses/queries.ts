// Every SQL statement about names that are like those of declared ties; it writes nothing.
import { and, asc, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { cases } from '../../db/schema/cases.js';
import { participants } from '../../db/schema/participants.js';
import { parties, partyAliases } from '../../db/schema/parties.js';
import { people } from '../../db/schema/people.js';
import { placements } from '../../db/schema/placements.js';
import { ties } from '../../db/schema/ties.js';

/** What is not over yet. */
const open = ['onboarding', 'active'] as const;

const declared = {
  id: placements.id,
  personId: placements.personId,
  name: people.name,
  sealed: placements.sealedConflicts,
};

/** What was declared for internships that are not over, sealed. */
export function declarations(db: Db) {
  return db
    .select(declared)
    .from(placements)
    .innerJoin(people, eq(people.id, placements.personId))
    .where(and(inArray(placements.state, [...open]), isNotNull(placements.sealedConflicts)))
    .orderBy(asc(people.name), asc(placements.id))
    .all();
}

/** What was declared for one internship, sealed. */
export function declarationOf(db: Db, placementId: number) {
  return db
    .select(declared)
    .from(placements)
    .innerJoin(people, eq(people.id, placements.personId))
    .where(eq(placements.id, placementId))
    .get();
}

const kept = alias(parties, 'kept');

/** Everybody of the register who stands for themselves. */
export function register(db: Db) {
  return db
    .select({ id: parties.id, name: parties.name })
    .from(parties)
    .where(isNull(parties.mergedIntoId))
    .orderBy(asc(parties.id))
    .all();
}

/** The other spellings in the register. */
export function spellings(db: Db) {
  return db.select({ id: partyAliases.partyId, written: partyAliases.written }).from(partyAliases).all();
}

/** Somebody's name and all other spellings, under whom they stand today. */
export function spellingsOf(db: Db, partyId: number): string[] {
  const names = db.select({ written: parties.name }).from(parties).where(eq(parties.id, partyId)).all();
  const others = db
    .select({ written: partyAliases.written })
    .from(partyAliases)
    .where(eq(partyAliases.partyId, partyId))
    .all();
  return [...names, ...others].map(({ written }) => written);
}

/** The parts these people have in cases, and whether this monitor has a standing tie to each. */
export function partsOf(db: Db, partyIds: readonly number[], personId: number) {
  return db
    .selectDistinct({
      partyId: kept.id,
      caseId: cases.id,
      against: cases.against,
      role: participants.role,
      isTied: sql<number>`exists (select 1 from ${ties} where ${ties.caseId} = ${cases.id}
        and ${ties.personId} = ${personId} and ${ties.liftedAt} is null)`,
    })
    .from(participants)
    .innerJoin(parties, eq(parties.id, participants.partyId))
    .innerJoin(kept, sql`${kept.id} = coalesce(${parties.mergedIntoId}, ${parties.id})`)
    .innerJoin(cases, eq(cases.id, participants.caseId))
    .where(inArray(kept.id, [...partyIds]))
    .orderBy(asc(kept.id), asc(cases.id), asc(participants.role))
    .all();
}

/** Who takes part in a case, under whom they stand today. */
export function peopleIn(db: Db, caseId: number) {
  return db
    .selectDistinct({ id: kept.id, name: kept.name })
    .from(participants)
    .innerJoin(parties, eq(parties.id, participants.partyId))
    .innerJoin(kept, sql`${kept.id} = coalesce(${parties.mergedIntoId}, ${parties.id})`)
    .where(eq(participants.caseId, caseId))
    .orderBy(asc(kept.id))
    .all();
}
