// Reads who belongs to the house: staff and interns. Never applicants.
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { credentials } from '../../db/schema/credentials.js';
import { history } from '../../db/schema/history.js';
import { memberships, people } from '../../db/schema/people.js';
import { sessions } from '../../db/schema/sessions.js';
import type { Group } from '../access/actor.js';

const MOST = 500;

const row = {
  id: people.id,
  name: people.name,
  email: people.email,
  language: people.language,
  groups: sql<
    string | null
  >`group_concat(case when ${memberships.until} is null then ${memberships.group} end)`,
  since: sql<number>`min(${memberships.since})`,
  until: sql<number | null>`max(${memberships.until})`,
  // A session is forgotten once it is over; the history still knows when it began.
  lastSeenAt: sql<number | null>`(select max(at) from (
    select ${sessions.lastSeenAt} at from ${sessions}
      where ${sessions.personId} = ${people.id} and ${sessions.assurance} = 'full'
    union all select ${history.at} from ${history}
      where ${history.entity} = 'person' and ${history.entityId} = ${people.id} and ${history.event} = 'sign_in'
        and json_extract(${history.details}, '$.assurance') = 'full'))`,
  hasPassword: sql<number>`exists (select 1 from ${credentials}
    where ${credentials.personId} = ${people.id} and ${credentials.passwordHash} is not null)`,
  ready: sql<number>`exists (select 1 from ${credentials}
    where ${credentials.personId} = ${people.id} and ${credentials.totpConfirmedAt} is not null)`,
};

/** Staff and interns who belong to a group now, or (`past`) only did once. In no order; at most 500. */
export function members(db: Db, past: boolean) {
  const now = sql`count(*) filter (where ${memberships.until} is null)`;
  return read(db, undefined, past ? sql`${now} = 0` : sql`${now} > 0`);
}

/** One member, past or present; undefined for somebody who never was one. */
export function member(db: Db, id: number) {
  return read(db, eq(people.id, id), undefined)[0];
}

function read(db: Db, where: ReturnType<typeof eq> | undefined, having: ReturnType<typeof sql> | undefined) {
  return db
    .select(row)
    .from(people)
    .innerJoin(memberships, eq(memberships.personId, people.id))
    .where(and(ne(memberships.group, 'applicant'), isNull(people.erasedAt), where))
    .groupBy(people.id)
    .having(having)
    .limit(MOST)
    .all()
    .map(({ groups, hasPassword, ready, ...rest }) => ({
      ...rest,
      groups: (groups?.split(',') ?? []) as Exclude<Group, 'applicant'>[],
      hasPassword: hasPassword === 1,
      ready: ready === 1,
    }));
}
