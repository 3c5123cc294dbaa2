// What staff read in the documents, fact by fact: judged, kept for good, and put before the rules at once.
import type { Actor } from '../access/actor.js';
import { answersOf } from '../answers/queries.js';
import { judge as runRules } from '../answers/service.js';
import * as applications from '../applications/service.js';
import { institutionNames } from '../calls/queries.js';
import { keptFrom } from '../conflicts/queries.js';
import { hadPart } from '../contests/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { documentsOf } from '../documents/queries.js';
import { factsFrom } from '../eligibility/form.js';
import { latestTrace } from '../eligibility/queries.js';
import type { FactName, Facts } from '../eligibility/rules.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import * as queries from './queries.js';
import { isFact, latest, readValue, type Value, type VerdictWord } from './rules.js';

/** One fact of an application with everything it is judged by, and what the rules say now. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, id: number, fact: string) {
  if (!isFact(fact)) throw new NotFound();
  const { application } = judgeable(ctx, actor, id);
  return {
    fact,
    application,
    name: applications.nameOf(ctx, application),
    answers: answersOf(ctx.db, id),
    documents: documentsOf(ctx.db, id),
    verdicts: queries.verdictsOf(ctx.db, id),
    institutions: institutionNames(ctx.db),
    trace: latestTrace(ctx.db, id),
  };
}

export type Opened = ReturnType<typeof opened>;

/** The ledger of an application in plain words: its rows, oldest first, with the remarks opened. */
export function ledgerOf(ctx: Ctx, applicationId: number) {
  return queries.verdictsOf(ctx.db, applicationId).map(({ sealedNote, ...row }) => ({
    ...row,
    note: sealedNote
      ? unseal(ctx.config.keyring, sealedNote, placeOf(applicationId, row.fact)).toString()
      : null,
  }));
}

export type Judged = {
  id: number;
  fact: string;
  verdict: VerdictWord;
  value: string | null;
  note: string | null;
  document: number | null;
  page: number | null;
  /** The verdict on this fact that was there when the page was shown; 0 for none. */
  seen: number;
};

/**
 * Keeps what somebody read about one fact, from the page that lay open, and runs the rules again. Whatever was said
 * before stays in the ledger. Changes no state and refuses nobody. Answers with the verdict's id. Throws NotFound; Stale when somebody judged the
 * fact meanwhile; Invalid when the value is none, or there is nothing to match or to take back.
 */
export function judge(ctx: Ctx, actor: Actor, input: Judged): number {
  return inTransaction(ctx, (inside) => {
    const { fact, verdict } = input;
    if (!isFact(fact)) throw new NotFound();
    const loaded = judgeable(inside, actor, input.id);
    const rows = queries.verdictsOf(inside.db, input.id).filter((row) => row.fact === fact);
    const last = rows.at(-1);
    if ((last?.id ?? 0) !== input.seen) throw new Stale([], last?.at ?? inside.clock.now());
    const stated = statedOf(inside, input.id)[fact].declared;
    if (verdict === 'taken_back' && !latest(rows).has(fact))
      throw new Invalid({ verdict: 'verification.problem.nothing_judged' });
    const verdictId = queries.insertVerdict(inside.db, {
      applicationId: input.id,
      fact,
      verdict,
      stated,
      value: readOf(inside, input, fact, stated),
      ...evidenceOf(inside, input),
      sealedNote: input.note ? sealNote(inside, input.id, fact, input.note) : null,
      by: actor.personId,
      at: inside.clock.now(),
    });
    const details = { fact, verdict, verdictId };
    record(inside, actor, { entity: 'application', entityId: input.id, event: 'verify', details });
    runRules(inside, actor, loaded);
    return verdictId;
  });
}

/** Erases the ledger of an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.deleteVerdicts(ctx.db, applicationId);
}

/** What was erased cannot be judged any more, and nobody judges somebody they are too close to. */
function judgeable(ctx: Ctx, actor: Actor, id: number) {
  const loaded = applications.load(ctx, actor, 'fact.verify', id);
  const isKept = keptFrom(ctx.db, actor.personId).includes(id);
  if (isKept || loaded.application.anonymisedAt !== null) throw new NotFound();
  // Whoever made a decision that is contested does not make its facts either.
  if (hadPart(ctx.db, actor.personId, id)) throw new Conflict('contests.not_yours');
  return loaded;
}

/** Every fact as it is stated now. */
export function statedOf(ctx: Ctx, id: number): Facts {
  const { studies, experience } = answersOf(ctx.db, id);
  return factsFrom({ ...studies?.body, ...experience?.body });
}

function readOf(ctx: Ctx, input: Judged, fact: FactName, stated: Value | null): Value | null {
  if (input.verdict === 'matches') {
    if (stated === null) throw new Invalid({ verdict: 'verification.problem.nothing_stated' });
    return stated;
  }
  if (input.verdict !== 'differs') return null;
  const ids = institutionNames(ctx.db).map((one) => one.id);
  const read = readValue(fact, input.value, ids);
  if ('problem' in read) throw new Invalid({ value: read.problem });
  if (read.value === stated) throw new Invalid({ value: 'verification.problem.same' });
  return read.value;
}

/** The document that lay open, if it stands in the application, and its page. */
function evidenceOf(ctx: Ctx, input: Judged): { fileId: number | null; page: number | null } {
  if (input.document === null) return { fileId: null, page: null };
  const document = documentsOf(ctx.db, input.id).find((one) => one.id === input.document);
  if (!document) throw new Invalid({ document: 'verification.problem.document_gone' });
  const page = document.pages === null || input.page === null ? null : Math.min(input.page, document.pages);
  return { fileId: document.id, page };
}

function sealNote(ctx: Ctx, id: number, fact: FactName, note: string): Buffer {
  return seal(ctx.config.keyring, Buffer.from(note), placeOf(id, fact));
}

function placeOf(id: number, fact: FactName): string {
  return `verdict:${id}:${fact}`;
}
