// Every SQL statement about computed averages: kept with their verdict, and erased with it.
import { desc, eq, inArray } from 'drizzle-orm';
import type { Db } from '../../db/open.js';
import { averages } from '../../db/schema/averages.js';
import { people } from '../../db/schema/people.js';
import { verdicts } from '../../db/schema/verification.js';

/** Every average computed for an application, newest first, with who computed it and what came out. */
export function averagesOf(db: Db, applicationId: number) {
  return db
    .select({
      verdictId: averages.verdictId,
      method: averages.method,
      worst: averages.worstTenThousandths,
      best: averages.bestTenThousandths,
      exams: averages.exams,
      average: verdicts.value,
      at: verdicts.at,
      name: people.name,
    })
    .from(averages)
    .innerJoin(verdicts, eq(verdicts.id, averages.verdictId))
    .innerJoin(people, eq(people.id, verdicts.by))
    .where(eq(verdicts.applicationId, applicationId))
    .orderBy(desc(averages.verdictId))
    .all();
}

/** Keeps the rows of a computation. */
export function insertAverage(db: Db, average: typeof averages.$inferInsert): void {
  db.insert(averages).values(average).run();
}

/** Erases what was computed for an application; goes before its verdicts. */
export function deleteAverages(db: Db, applicationId: number): void {
  const theirs = db
    .select({ id: verdicts.id })
    .from(verdicts)
    .where(eq(verdicts.applicationId, applicationId));
  db.delete(averages).where(inArray(averages.verdictId, theirs)).run();
}
