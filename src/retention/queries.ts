// Every SQL statement about what is kept too long. It reads any table and writes what the timer has done.
import {
  and,
  asc,
  eq,
  exists,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  ne,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { costs } from '../../db/schema/costs.js';
import { files } from '../../db/schema/files.js';
import { lateKeys } from '../../db/schema/late-keys.js';
import { letters } from '../../db/schema/mail.js';
import { memberships, people } from '../../db/schema/people.js';
import { reports } from '../../db/schema/reports.js';
import { reportComments, reportReviews } from '../../db/schema/reviews.js';
import { sessions } from '../../db/schema/sessions.js';
import type { State } from '../applications/states.js';
import type { Kept, Notice } from './rules.js';

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

type Standing = { id: number; since: number };

/** What still holds something of each kind, with since when it is kept; nothing younger than `before`. */
export const holdingOf: Readonly<Record<Kept, (db: Db, before: number) => Standing[]>> = {
  // Of a report that was emptied nothing is left of these.
  unfiled: (db, before) => {
    const saved = sql<number>`(select max(s.saved_at) from report_sections s where s.report_id = "reports"."id")`;
    const since = sql<number>`max(${reports.stateAt}, coalesce(${saved}, 0))`;
    const left = ['report_sections', 'report_versions', 'report_attendance'].map(
      (table) => sql`exists (select 1 from ${sql.identifier(table)} t where t.report_id = "reports"."id")`,
    );
    return db
      .select({ id: reports.id, since })
      .from(reports)
      .where(and(inArray(reports.state, ['draft', 'withdrawn']), sql`${since} < ${before}`, or(...left)))
      .orderBy(asc(reports.id))
      .all();
  },
  review: (db, before) => {
    const comments = db
      .select({ one: sql`1` })
      .from(reportComments)
      .where(eq(reportComments.reportId, reports.id));
    const notes = db
      .select({ one: sql`1` })
      .from(reportReviews)
      .where(and(eq(reportReviews.reportId, reports.id), isNotNull(reportReviews.sealedNote)));
    return db
      .select({ id: reports.id, since: reports.stateAt })
      .from(reports)
      .where(
        and(eq(reports.state, 'approved'), lt(reports.stateAt, before), or(exists(comments), exists(notes))),
      )
      .orderBy(asc(reports.id))
      .all();
  },
  cost: (db, before) =>
    db
      .select({ id: costs.id, since: costs.stateAt })
      .from(costs)
      .leftJoin(files, eq(files.id, costs.fileId))
      .where(
        and(
          eq(costs.state, 'paid'),
          lt(costs.stateAt, before),
          sql`(${costs.sealedReason} is not null or ${costs.sealedAnswer} is not null
            or (${files.id} is not null and ${files.purgedAt} is null))`,
        ),
      )
      .orderBy(asc(costs.id))
      .all(),
};
