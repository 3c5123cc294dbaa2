// Every SQL statement of the register: pages of applications in order, searches, counts. It reads and never writes.
import { and, eq, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import { unionAll } from 'drizzle-orm/sqlite-core';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { answers } from '../../db/schema/answers.js';
import { applicationCounts, applications, referenceOrder } from '../../db/schema/applications.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { people } from '../../db/schema/people.js';
import type { Language } from '../access/actor.js';
import type { State } from '../applications/states.js';
import type { Sort, View } from './form.js';
import { MOST_FOUND, unsent } from './rules.js';

/** Which applications of a call, in which order. `attention` cuts across the states. */
export type Selection = Pick<View, 'overall' | 'institution' | 'source' | 'direction'> & {
  callId: number;
  sort: Order;
  states: readonly State[] | 'attention';
  /** Who reads, when there is anything they are kept from; else null, and no row is asked about. */
  reader: number | null;
};

export type Place = { id: number; place: string | number | null };

/** What a list is ordered by; what has none stands last both ways. */
const places = {
  submitted: sql<number | null>`${applications.submittedAt}`,
  average: sql<number | null>`${applications.averageTenThousandths}`,
  reference: sql<number | null>`${referenceOrder}`,
  name_sq: sql<string | null>`${applications.orderSq}`,
  name_sr: sql<string | null>`${applications.orderSr}`,
  name_en: sql<string | null>`${applications.orderEn}`,
};
export type Order = keyof typeof places;

/** What a reader of this language orders by: names stand as the language has them. */
export function orderOf(sort: Sort, language: Language): Order {
  if (sort !== 'name') return sort;
  return language === 'sr-Cyrl' ? 'name_sr' : `name_${language}`;
}

const ask = sql.placeholder;
const ofCall = eq(applications.callId, ask('callId'));
const needsAttention = sql`(${applications.attentionAt} is not null or ${applications.contestedAt} is not null)`;
const wasSent = sql`${applications.state} not in ${sql.raw(`(${unsent.map((state) => `'${state}'`).join(', ')})`)}`;
const filters = [
  sql`(${ask('overall')} is null or ${applications.overall} = ${ask('overall')})`,
  sql`(${ask('institution')} is null or ${applications.institution} = ${ask('institution')})`,
  sql`(${ask('source')} is null or ${applications.source} = ${ask('source')})`,
];

/** Asked only for whoever is kept from something, so that the others' lists walk their indexes alone. */
const mayRead = withoutConflict(sql`${ask('reader')}`, sql`${applications.id}`);
const mayReadIfAsked = sql`(${ask('reader')} is null or ${mayRead})`;

type Asked = Record<string, string | number | null>;
type Shape = { branches: number | 'attention'; sort: Order; direction: View['direction']; kept: boolean };

function shapeOf({ states, sort, direction, reader }: Selection): Shape {
  const branches = states === 'attention' ? 'attention' : states.length;
  return { branches, sort, direction, kept: reader !== null };
}

function asked({ callId, overall, institution, source, states, reader }: Selection): Asked {
  const named = states === 'attention' ? [] : states.map((state, index) => [`state${index}`, state]);
  return { callId, overall, institution, source, reader, ...Object.fromEntries(named) };
}

/**
 * One statement per shape. Each state is a branch that walks its index in order, and the branches are merged: `state in
 * (…)` would sort everything first. `more` narrows each branch.
 */
function inOrder(db: Db, { branches, sort, direction, kept }: Shape, more?: SQL) {
  const place = places[sort];
  const order = direction === 'asc' ? sql`place asc nulls last, id asc` : sql`place desc nulls last, id desc`;
  const branch = (which: SQL | undefined) =>
    db
      .select({ id: applications.id, place: sql<string | number | null>`${place}`.as('place') })
      .from(applications)
      .where(and(ofCall, which, ...filters, kept ? mayRead : undefined, more));
  if (branches === 'attention') return branch(and(needsAttention, wasSent)).orderBy(order);
  const each = Array.from({ length: branches }, (_one, index) =>
    branch(eq(applications.state, ask(`state${index}`))),
  );
  const [first, second, ...rest] = each;
  if (!first) throw new Error('a list needs a state');
  return second ? unionAll(first, second, ...rest).orderBy(order) : first.orderBy(order);
}

const pageStatements = prepared(() => new Map<string, ReturnType<typeof preparePage>>());

function preparePage(db: Db, shape: Shape, more?: SQL) {
  return inOrder(db, shape, more).limit(ask('limit')).offset(ask('offset')).prepare();
}

/** The statement of a shape, made once; there are few shapes. `name` says what `more` narrows. */
function pageStatement(db: Db, shape: Shape, name = '', more?: () => SQL) {
  const statements = pageStatements(db);
  const key = `${shape.branches}:${shape.sort}:${shape.direction}:${shape.kept}:${name}`;
  const known = statements.get(key);
  if (known) return known;
  const made = preparePage(db, shape, more?.());
  statements.set(key, made);
  return made;
}

/** The ids from `offset` on, at most `limit`. */
export function idsInOrder(db: Db, selection: Selection, limit: number, offset = 0): number[] {
  const statement = pageStatement(db, shapeOf(selection));
  return (statement.values({ ...asked(selection), limit, offset }) as [number][]).map((row) => row[0]);
}

/** The application before and after one that stands at `at`, whether or not that one is still in the selection. */
export function neighbours(
  db: Db,
  selection: Selection,
  at: Place,
): { previous: number | null; next: number | null } {
  const onward = selection.direction;
  const back = onward === 'asc' ? 'desc' : 'asc';
  // What has no place stands behind all that have one, whichever way the list runs.
  const isPlaced = at.place !== null;
  return {
    next: isPlaced
      ? (nearest(db, selection, onward, 'beyond', at) ?? nearest(db, selection, onward, 'unplaced', at))
      : nearest(db, selection, onward, 'unplaced_beyond', at),
    previous: isPlaced
      ? nearest(db, selection, back, 'beyond', at)
      : (nearest(db, selection, back, 'unplaced_beyond', at) ?? nearest(db, selection, back, 'placed', at)),
  };
}

type Range = 'beyond' | 'unplaced' | 'unplaced_beyond' | 'placed';

function nearest(
  db: Db,
  selection: Selection,
  direction: View['direction'],
  range: Range,
  at: Place,
): number | null {
  const place = places[selection.sort];
  const than = direction === 'asc' ? sql.raw('>') : sql.raw('<');
  const more: Record<Range, () => SQL> = {
    beyond: () => sql`(${place}, ${applications.id}) ${than} (${ask('place')}, ${ask('id')})`,
    unplaced: () => isNull(place),
    unplaced_beyond: () => sql`${place} is null and ${applications.id} ${than} ${ask('id')}`,
    placed: () => isNotNull(place),
  };
  const statement = pageStatement(db, { ...shapeOf(selection), direction }, range, more[range]);
  const wanted = { ...asked(selection), id: at.id, place: at.place, limit: 1, offset: 0 };
  return statement.all(wanted)[0]?.id ?? null;
}

const countStatement = prepared((db) => {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(applications)
    .where(
      and(
        ofCall,
        sql`${applications.state} in (select value from json_each(${ask('states')}))`,
        ...filters,
        mayReadIfAsked,
      ),
    )
    .limit(ask('limit'))
    .as('some');
  return db.select({ count: sql<number>`count(*)` }).from(some).prepare();
});
const attentionStatement = prepared((db) => {
  const some = db
    .select({ one: sql`1`.as('one') })
    .from(applications)
    .where(and(ofCall, needsAttention, wasSent, ...filters, mayReadIfAsked))
    .limit(ask('limit'))
    .as('some');
  return db.select({ count: sql<number>`count(*)` }).from(some).prepare();
});

/** How many there are, counted no further than `limit`. */
export function countUpTo(db: Db, selection: Selection, limit: number): number {
  const { callId, overall, institution, source, states, reader } = selection;
  const named = { callId, overall, institution, source, reader, limit };
  if (states === 'attention') return attentionStatement(db).get(named)?.count ?? 0;
  return countStatement(db).get({ ...named, states: JSON.stringify(states) })?.count ?? 0;
}

const countsStatement = prepared((db) =>
  db
    .select({ state: applicationCounts.state, count: applicationCounts.count })
    .from(applicationCounts)
    .where(eq(applicationCounts.callId, ask('callId')))
    .prepare(),
);

/** How many applications of a call are in each state, from the counters: nothing is counted. */
export function countsByState(db: Db, callId: number): Map<State, number> {
  return new Map(
    countsStatement(db)
      .all({ callId })
      .map((row) => [row.state, row.count]),
  );
}

const searchStatements = prepared(() => new Map<string, ReturnType<typeof prepareSearch>>());

/** One statement per order and number of states: a list of states from JSON would be looked into for each row. */
function prepareSearch(db: Db, sort: Order, states: number) {
  const named = sql.join(
    Array.from({ length: states }, (_one, index) => ask(`state${index}`)),
    sql`, `,
  );
  return db
    .select({ id: applications.id, place: places[sort] })
    .from(sql`application_search`)
    .innerJoin(applications, sql`${applications.id} = application_search.rowid`)
    .where(
      and(
        sql`application_search match ${ask('match')}`,
        ofCall,
        sql`${applications.state} in (${named})`,
        sql`(${ask('attention')} = 0 or ${needsAttention})`,
        ...filters,
        mayReadIfAsked,
      ),
    )
    .orderBy(sql`application_search.rowid desc`)
    .limit(MOST_FOUND + 1)
    .prepare();
}

/** Ids that fit a search, in the selection's order: of the newest `MOST_FOUND`. `capped`: there are more. */
export function idsFound(
  db: Db,
  selection: Selection,
  match: string,
  states: readonly State[],
): { ids: number[]; capped: boolean } {
  const attention = selection.states === 'attention' ? 1 : 0;
  const statements = searchStatements(db);
  const key = `${selection.sort}:${states.length}`;
  const statement = statements.get(key) ?? prepareSearch(db, selection.sort, states.length);
  statements.set(key, statement);
  const rows = statement.values({ ...asked({ ...selection, states }), match, attention }) as [
    number,
    Place['place'],
  ][];
  const found = rows.slice(0, MOST_FOUND).map(([id, place]): Place => ({ id, place }));
  found.sort(comparing(selection.direction));
  return { ids: found.map((row) => row.id), capped: rows.length > MOST_FOUND };
}

/** The order of the statements above, for rows that are already here. */
function comparing(direction: View['direction']): (a: Place, b: Place) => number {
  const sign = direction === 'asc' ? 1 : -1;
  return (a, b) => {
    if (a.place === b.place) return sign * (a.id - b.id);
    if (a.place === null) return 1;
    if (b.place === null) return -1;
    return a.place < b.place ? -sign : sign;
  };
}

const typedInstitution = sql<string | null>`case when ${applications.institution} = 'other' then
  (select json_extract(${answers.body}, '$.institutionOther') from ${answers}
   where ${answers.applicationId} = ${applications.id} and ${answers.section} = 'studies') end`;

const rowColumns = {
  id: applications.id,
  state: applications.state,
  reference: applications.reference,
  source: applications.source,
  submittedAt: applications.submittedAt,
  average: applications.averageTenThousandths,
  averageBasis: applications.averageBasis,
  institution: applications.institution,
  institutionTyped: typedInstitution,
  studyYear: applications.studyYear,
  overall: applications.overall,
  attentionAt: applications.attentionAt,
  contestedAt: applications.contestedAt,
  name: people.name,
};
const exportColumns = {
  ...rowColumns,
  email: people.email,
  phone: people.phone,
  language: applications.language,
};

const ofIds = sql`${applications.id} in (select value from json_each(${ask('ids')}))`;
const ofPerson = eq(people.id, applications.personId);
const rowsStatement = prepared((db) =>
  db.select(rowColumns).from(applications).innerJoin(people, ofPerson).where(ofIds).prepare(),
);
const exportStatement = prepared((db) =>
  db.select(exportColumns).from(applications).innerJoin(people, ofPerson).where(ofIds).prepare(),
);

export type Row = ReturnType<ReturnType<typeof rowsStatement>['all']>[number];
export type ExportRow = ReturnType<ReturnType<typeof exportStatement>['all']>[number];

/** What a list shows of these applications, in this order. */
export function rowsOf(db: Db, ids: readonly number[]): Row[] {
  return ids.length === 0 ? [] : inThisOrder(ids, rowsStatement(db).all({ ids: JSON.stringify(ids) }));
}

/** What an export holds of these applications, in this order. */
export function exportRowsOf(db: Db, ids: readonly number[]): ExportRow[] {
  return ids.length === 0 ? [] : inThisOrder(ids, exportStatement(db).all({ ids: JSON.stringify(ids) }));
}

function inThisOrder<One extends { id: number }>(ids: readonly number[], rows: readonly One[]): One[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
