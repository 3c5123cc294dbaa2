// Every SQL statement about what is kept too long. It reads any table and writes what the timer has done.
import {
  and,
  asc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNull,
  lt,
  ne,
  notExists,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { lateKeys } from '../../db/schema/late-keys.js';
import { letters } from '../../db/schema/mail.js';
import { memberships, people } from '../../db/schema/people.js';
import { sessions } from '../../db/schema/sessions.js';
import type { State } from '../applications/states.js';
import type { Notice } from './rules.js';

export const NOTICE = 'data-expiry';

/** Applications that still hold something, with what decides how long. */
function holding(db: Db, which: SQL | undefined) {
  const declared = and(eq(answers.applicationId, applications.id), eq(answers.section, 'declarations'));
  const wish = sql`json_extract(${answers.body}, '$.keepForNextCall')`;
  return db
    .select({
      id: applications.id,
      callId: applications.callId,
      personId: applications.personId,
      reference: applications.reference,
      state: applications.state,
      source: applications.source,
      stateAt: applications.stateAt,
      lateUntil: lateKeys.expiresAt,
      keptSince: sql<number | null>`case when ${wish} = 'on' then ${answers.savedAt} end`,
      email: people.email,
      language: people.language,
    })
    .from(applications)
    .innerJoin(people, eq(people.id, applications.personId))
    .leftJoin(answers, declared)
    .leftJoin(lateKeys, eq(lateKeys.id, applications.lateKeyId))
    .where(and(which, isNull(applications.anonymisedAt)))
    .orderBy(asc(applications.id))
    .all();
}

/** Those of a call in these states since before `before`. */
export function holdingIn(db: Db, callId: number, states: readonly State[], before: number) {
  const inStates = inArray(applications.state, [...states]);
  return holding(db, and(eq(applications.callId, callId), inStates, lt(applications.stateAt, before)));
}

/** One of them; undefined when nothing of it is left. */
export function holdingOne(db: Db, id: number) {
  return holding(db, eq(applications.id, id))[0];
}

/** What came of the letters that announce the erasure of an application, written since `since`. */
export function noticesSince(db: Db, applicationId: number, since: number): Notice {
  const written = db
    .select({ state: letters.state, sentAt: letters.sentAt })
    .from(letters)
    .where(
      and(
        eq(letters.letter, NOTICE),
        eq(letters.entity, 'application'),
        eq(letters.entityId, applicationId),
        gte(letters.createdAt, since),
      ),
    )
    .all();
  const sent = written.flatMap(({ state, sentAt }) => (state === 'sent' && sentAt !== null ? [sentAt] : []));
  return {
    sentAt: sent.length > 0 ? Math.min(...sent) : null,
    isOver: written.every(({ state }) => state === 'failed' || state === 'dropped'),
  };
}

/**
 * People of whom nothing is held but the account itself: never more than an applicant, signed in nowhere, no
 * application that holds anything, no late key still open, known since before `before`.
 */
export function emptyAccounts(db: Db, before: number, now: number): number[] {
  const of = { personId: people.id };
  const one = { one: sql`1` };
  const other = db
    .select(one)
    .from(memberships)
    .where(and(eq(memberships.personId, of.personId), ne(memberships.group, 'applicant')));
  const applicant = db.select(one).from(memberships).where(eq(memberships.personId, of.personId));
  const session = db.select(one).from(sessions).where(eq(sessions.personId, of.personId));
  const application = db
    .select(one)
    .from(applications)
    .where(and(eq(applications.personId, of.personId), isNull(applications.anonymisedAt)));
  const lateKey = db
    .select(one)
    .from(lateKeys)
    .where(and(eq(lateKeys.email, people.email), gt(lateKeys.expiresAt, now), isNull(lateKeys.usedAt)));
  return db
    .select({ id: people.id })
    .from(people)
    .where(
      and(
        isNull(people.erasedAt),
        lt(people.createdAt, before),
        exists(applicant),
        notExists(other),
        notExists(session),
        notExists(application),
        notExists(lateKey),
      ),
    )
    .orderBy(asc(people.id))
    .all()
    .map(({ id }) => id);
}
