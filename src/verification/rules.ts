// Judgements about verdicts: which counts, what the rules may read, and which asks to be looked at again.
import { factNames, type verdictWords } from '../../db/schema/verification.js';
import { answerValues, OTHER_INSTITUTION } from '../eligibility/form.js';
import type { FactName, FactValues, Sources } from '../eligibility/rules.js';
import { parseDecimal } from '../lib/decimal.js';

export type VerdictWord = (typeof verdictWords)[number];
export type Value = string | number;
export type Verdict = {
  id: number;
  fact: FactName;
  verdict: VerdictWord;
  stated: Value | null;
  value: Value | null;
  fileId: number | null;
  page: number | null;
};

/** True when this is the name of a fact the rules read. */
export function isFact(name: unknown): name is FactName {
  return factNames.some((fact) => fact === name);
}

/** The verdict of each fact that counts, whatever order the rows are in: the latest, and none where it was taken back. */
export function latest<Row extends Verdict>(rows: readonly Row[]): Map<FactName, Row> {
  const found = new Map<FactName, Row>();
  for (const row of rows) if (row.id > (found.get(row.fact)?.id ?? 0)) found.set(row.fact, row);
  for (const [fact, row] of found) if (row.verdict === 'taken_back') found.delete(fact);
  return found;
}

/**
 * What was read, for the rules: the value of each fact judged as matching or differing, and where it was read. What
 * cannot be told is no value: the rule goes on reading what was stated. A value stays in force when the answer is
 * changed afterwards, since a person read it in a document; `whyAgain` then asks for another look.
 */
export function inForce(rows: readonly Verdict[]): { verified: Partial<FactValues>; sources: Sources } {
  const read = [...latest(rows).values()].filter((row) => row.value !== null);
  return {
    // What stands in the ledger went through readValue.
    verified: Object.fromEntries(read.map((row) => [row.fact, row.value])) as Partial<FactValues>,
    sources: Object.fromEntries(
      read.flatMap((row) =>
        row.fileId === null ? [] : [[row.fact, { fileId: row.fileId, page: row.page }]],
      ),
    ),
  };
}

/** Why a verdict should be looked at again: the answer or the document was changed after it was given. */
export type Again = 'stated' | 'document';

/**
 * Undefined when nothing changed. `stated` is what is stated now, `standing` the documents that stand in the
 * application now; one that was erased since cannot be looked at again and asks for nothing.
 */
export function whyAgain(
  row: Verdict & { purgedAt: number | null },
  stated: Value | null,
  standing: readonly number[],
): Again | undefined {
  if (row.stated !== stated) return 'stated';
  if (row.fileId !== null && row.purgedAt === null && !standing.includes(row.fileId)) return 'document';
  return undefined;
}

/** The fact to look at after this one: the next without a verdict, round to the first; undefined when all have one. */
export function nextFact(after: FactName, judged: ReadonlyMap<FactName, unknown>): FactName | undefined {
  const at = factNames.indexOf(after);
  return [...factNames.slice(at + 1), ...factNames.slice(0, at)].find((fact) => !judged.has(fact));
}

/** Ends of the scale on which averages are compared, in ten-thousandths. */
const SCALE = { from: 50_000, to: 100_000 };

/** What somebody read, as the rules need it, or why it is no such value. `institutions`: those of the call. */
export function readValue(
  fact: FactName,
  raw: string | null,
  institutions: readonly string[],
): { value: Value } | { problem: string } {
  if (raw === null) return { problem: 'form.required' };
  switch (fact) {
    case 'institution':
      return [...institutions, OTHER_INSTITUTION].includes(raw) ? { value: raw } : { problem: 'form.choice' };
    case 'averageTenThousandths':
      return readAverage(raw);
    case 'studyYear':
    case 'programmeYears':
      return isOne(answerValues[fact], raw) ? { value: Number(raw) } : { problem: 'form.choice' };
    default:
      return isOne(answerValues[fact], raw) ? { value: raw } : { problem: 'form.choice' };
  }
}

function readAverage(raw: string): { value: Value } | { problem: string } {
  const read = parseDecimal(raw);
  if ('problem' in read)
    return { problem: read.problem === 'too_precise' ? 'form.decimal_precise' : 'form.decimal' };
  const onScale = read.tenThousandths >= SCALE.from && read.tenThousandths <= SCALE.to;
  return onScale ? { value: read.tenThousandths } : { problem: 'verification.problem.off_scale' };
}

function isOne(values: readonly string[], raw: string): boolean {
  return values.includes(raw);
}
