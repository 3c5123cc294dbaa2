// The SQL of one application as staff open it. It reads and never writes.
import { and, eq, notInArray, sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { prepared } from '../../db/prepared.js';
import { applications, referenceOrder } from '../../db/schema/applications.js';
import { calls } from '../../db/schema/calls.js';
import { withoutConflict } from '../../db/schema/conflicts.js';
import { people } from '../../db/schema/people.js';
import { unsent } from '../register/rules.js';

const enterer = sql<
  string | null
>`(select entering.name from ${people} entering where entering.id = ${applications.enteredBy})`;

const fileStatement = prepared((db) =>
  db
    .select({
      id: applications.id,
      callId: applications.callId,
      slug: calls.slug,
      state: applications.state,
      reference: applications.reference,
      source: applications.source,
      enteredBy: enterer,
      confirmedAt: applications.confirmedAt,
      submittedAt: applications.submittedAt,
      average: applications.averageTenThousandths,
      referenceOrder: sql<number | null>`${referenceOrder}`,
      orderSq: applications.orderSq,
      orderSr: applications.orderSr,
      orderEn: applications.orderEn,
      overall: applications.overall,
      attentionAt: applications.attentionAt,
      contestedAt: applications.contestedAt,
      sample: applications.sample,
      name: people.name,
      email: people.email,
      phone: people.phone,
      language: people.language,
    })
    .from(applications)
    .innerJoin(calls, eq(calls.id, applications.callId))
    .innerJoin(people, eq(people.id, applications.personId))
    .where(
      and(
        eq(applications.id, sql.placeholder('id')),
        notInArray(applications.state, [...unsent]),
        withoutConflict(sql`${sql.placeholder('reader')}`, sql`${applications.id}`),
      ),
    )
    .prepare(),
);

export type File = ReturnType<ReturnType<typeof fileStatement>['all']>[number];

/**
 * One application that was sent. What was not does not exist here, whoever asks: a draft is its writer's alone. Nor
 * does a file with which the reader is in conflict.
 */
export function sentApplication(db: Db, reader: number, id: number): File | undefined {
  return fileStatement(db).get({ id, reader });
}
