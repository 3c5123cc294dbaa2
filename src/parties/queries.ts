// Every SQL statement of the people register.
import { and, asc, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { cases } from '../../db/schema/cases.js';
import { participants } from '../../db/schema/participants.js';
import { parties, partyAliases, partyMerges } from '../../db/schema/parties.js';
import { people } from '../../db/schema/people.js';
import { type Alphabet, orderKey } from '../lib/order.js';
import { nameKeyOf } from './rules.js';

export type Party = typeof parties.$inferSelect;
export type Alias = typeof partyAliases.$inferSelect;
export type Named = { id: number; name: string; nameKey: string };

const ask = sql.placeholder;

const byId = prepared((db) =>
  db
    .select()
    .from(parties)
    .where(eq(parties.id, ask('id')))
    .prepare(),
);

/** The row with this id, merged or not. */
export function partyById(db: Db, id: number): Party | undefined {
  return byId(db).get({ id });
}

/** The words a name is ordered by, in each language. */
const orders = (name: string) => ({
  orderSq: orderKey(name, 'sq') ?? '',
  orderSr: orderKey(name, 'sr') ?? '',
  orderEn: orderKey(name, 'en') ?? '',
});

/** Stores somebody; answers with their id. */
export function insertParty(
  db: Db,
  party: Omit<typeof parties.$inferInsert, keyof ReturnType<typeof orders>>,
): number {
  const row = { ...party, ...orders(party.name) };
  return db.insert(parties).values(row).returning({ id: parties.id }).get().id;
}

/** Writes the name, if nobody did meanwhile; false otherwise. */
export function renameParty(
  db: Db,
  id: number,
  version: number,
  change: { name: string; nameKey: string },
): boolean {
  return (
    db
      .update(parties)
      .set({ ...change, ...orders(change.name), version: version + 1 })
      .where(and(eq(parties.id, id), eq(parties.version, version)))
      .run().changes === 1
  );
}

/** Stores another spelling; one that is there already is left as it is. Answers with true when it is new. */
export function insertAlias(db: Db, alias: typeof partyAliases.$inferInsert): boolean {
  return db.insert(partyAliases).values(alias).onConflictDoNothing().run().changes === 1;
}

/** Takes a spelling away; false when it is not there. */
export function deleteAlias(db: Db, partyId: number, id: number): boolean {
  return (
    db
      .delete(partyAliases)
      .where(and(eq(partyAliases.id, id), eq(partyAliases.partyId, partyId)))
      .run().changes === 1
  );
}

/** All other spellings of somebody, in the order they were written down. */
export function aliasesOf(db: Db, partyId: number): Alias[] {
  return db
    .select()
    .from(partyAliases)
    .where(eq(partyAliases.partyId, partyId))
    .orderBy(asc(partyAliases.id))
    .all();
}

/** Makes one stand for the other, and for all the other stood for: there is never a chain. */
export function standFor(db: Db, keptId: number, goneId: number): void {
  db.update(parties)
    .set({ mergedIntoId: keptId, version: sql`${parties.version} + 1` })
    .where(or(eq(parties.id, goneId), eq(parties.mergedIntoId, goneId)))
    .run();
}

/** Writes down that two were found to be one. */
export function insertMerge(db: Db, merge: typeof partyMerges.$inferInsert): void {
  db.insert(partyMerges).values(merge).run();
}

/** Who was found to be this person, newest first, with whoever said so. */
export function mergesOf(db: Db, keptIds: readonly number[]) {
  return db
    .select({
      goneId: partyMerges.goneId,
      goneName: partyMerges.goneName,
      links: partyMerges.links,
      mergedAt: partyMerges.mergedAt,
      by: people.name,
    })
    .from(partyMerges)
    .leftJoin(people, eq(people.id, partyMerges.mergedBy))
    .where(inArray(partyMerges.keptId, [...keptIds]))
    .orderBy(desc(partyMerges.id))
    .all();
}

/** The ids that are this person: their own, and every one merged into it. */
export function idsOf(db: Db, id: number): number[] {
  const rows = db
    .select({ id: parties.id })
    .from(parties)
    .where(or(eq(parties.id, id), eq(parties.mergedIntoId, id)));
  return rows.all().map((row) => row.id);
}

/** In which cases and roles somebody stands or stood, the newest case first. */
export function rolesOf(db: Db, ids: readonly number[]) {
  return db
    .select({
      caseId: cases.id,
      against: cases.against,
      role: participants.role,
      sinceOn: participants.sinceOn,
      untilOn: participants.untilOn,
    })
    .from(participants)
    .innerJoin(cases, eq(cases.id, participants.caseId))
    .where(inArray(participants.partyId, [...ids]))
    .orderBy(desc(cases.id), asc(participants.sinceOn))
    .all();
}

/** Puts somebody's words into the search, in place of what stood there. */
export function putSearch(db: Db, id: number, folded: string): void {
  dropSearch(db, id);
  db.run(sql`insert into party_search (rowid, folded) values (${id}, ${folded})`);
}

/** Takes somebody out of the search. */
export function dropSearch(db: Db, id: number): void {
  db.run(sql`delete from party_search where rowid = ${id}`);
}

const keyed = prepared((db) =>
  db
    .select({ id: parties.id, name: parties.name, nameKey: parties.nameKey })
    .from(parties)
    .where(
      and(
        // Two look-ups by index: with both keys in one condition SQLite goes through the whole register.
        sql`${parties.id} in (select coalesce(named.merged_into_id, named.id) from ${parties} named
          where named.name_key in (select value from json_each(${ask('keys')}))
        union select coalesce(known.merged_into_id, known.id) from ${partyAliases} alias
          join ${parties} known on known.id = alias.party_id
          where alias.name_key in (select value from json_each(${ask('keys')})))`,
        ne(parties.id, ask('exceptId')),
      ),
    )
    .orderBy(asc(parties.id))
    .limit(20)
    .prepare(),
);

/** People whose names or spellings have the key of one of these, but for one person's own rows. */
export function withKey(db: Db, nameKeys: readonly string[], exceptId: number): Named[] {
  return keyed(db).all({ keys: JSON.stringify(nameKeys), exceptId });
}

const found = prepared((db) =>
  db
    .select({ id: parties.id, name: parties.name, nameKey: parties.nameKey })
    .from(sql`party_search`)
    .innerJoin(parties, sql`${parties.id} = party_search.rowid`)
    .where(sql`party_search match ${ask('match')}`)
    .orderBy(asc(parties.name))
    .limit(ask('limit'))
    .prepare(),
);

/** People whose names and spellings fit an FTS query, by name. */
export function searchParties(db: Db, match: string, limit: number): Named[] {
  return found(db).all({ match, limit });
}

const rolesHeld = sql`from participants p join parties q on q.id = p.party_id
  where coalesce(q.merged_into_id, q.id) = "parties"."id"`;
const spellings = sql<string | null>`(select group_concat(a.written, ' · ') from party_aliases a
  where a.party_id = "parties"."id")`;

const listed = prepared((db) =>
  db
    .select({
      id: parties.id,
      name: parties.name,
      roles: sql<string | null>`(select group_concat(distinct p.role) ${rolesHeld})`,
      cases: sql<number>`(select count(distinct p.case_id) ${rolesHeld})`,
      spellings,
    })
    .from(parties)
    .where(sql`${parties.id} in (select value from json_each(${ask('ids')}))`)
    .prepare(),
);

/** What a list shows of these people, in this order. */
export function rowsOf(db: Db, ids: readonly number[]) {
  const rows = new Map(
    listed(db)
      .all({ ids: JSON.stringify(ids) })
      .map((row) => [row.id, row]),
  );
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Ids of all who stand for themselves, newest first, those before `before`. */
export function idsNewestFirst(db: Db, limit: number, before: number | null): number[] {
  return db
    .select({ id: parties.id })
    .from(parties)
    .where(
      and(isNull(parties.mergedIntoId), before === null ? gt(parties.id, 0) : sql`${parties.id} < ${before}`),
    )
    .orderBy(desc(parties.id))
    .limit(limit)
    .all()
    .map((row) => row.id);
}

const places = { sq: parties.orderSq, sr: parties.orderSr, en: parties.orderEn };

/** Ids of all who stand for themselves, by name in the order of an alphabet, those after the person `after`. */
export function idsByName(db: Db, alphabet: Alphabet, limit: number, after: number | null): number[] {
  const place = places[alphabet];
  const last = after === null ? undefined : partyById(db, after);
  const keys = last && { sq: last.orderSq, sr: last.orderSr, en: last.orderEn };
  return db
    .select({ id: parties.id })
    .from(parties)
    .where(
      and(
        isNull(parties.mergedIntoId),
        keys && sql`(${place}, ${parties.id}) > (${keys[alphabet]}, ${after})`,
      ),
    )
    .orderBy(asc(place), asc(parties.id))
    .limit(limit)
    .all()
    .map((row) => row.id);
}

/** In what was merged into somebody: the name that stands for them in the place of this one, so that nothing of it is left. */
export function forgetName(db: Db, keptIds: readonly number[], written: string, name: string): void {
  const nameKey = nameKeyOf(name);
  db.update(parties)
    .set({ name, nameKey, ...orders(name) })
    .where(and(inArray(parties.id, [...keptIds]), eq(parties.name, written)))
    .run();
  db.update(partyMerges)
    .set({ goneName: name })
    .where(and(inArray(partyMerges.keptId, [...keptIds]), eq(partyMerges.goneName, written)))
    .run();
}

/**
 * Takes somebody out of the register, by all ids that are this person (`id` stands for them), with every spelling; false
 * when something rests on one of them.
 */
export function deleteParty(db: Db, id: number, ids: readonly number[]): boolean {
  dropSearch(db, id);
  db.delete(partyAliases)
    .where(inArray(partyAliases.partyId, [...ids]))
    .run();
  db.delete(partyMerges)
    .where(inArray(partyMerges.goneId, [...ids]))
    .run();
  const merged = ids.filter((one) => one !== id);
  try {
    db.delete(parties).where(inArray(parties.id, merged)).run();
    return db.delete(parties).where(eq(parties.id, id)).run().changes === 1;
  } catch (error) {
    if (/^SQLITE_CONSTRAINT/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
}
