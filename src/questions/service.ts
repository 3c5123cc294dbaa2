// Questions of interviews: set for a call, taken along when it is copied, and the same for everybody once asked.
import type { Actor } from '../access/actor.js';
import type { Rubric } from '../calls/form.js';
import { differences, linesOf } from '../calls/present.js';
import { callById, textsOf } from '../calls/queries.js';
import { ownLanguages } from '../calls/rules.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { criteriaValues } from './form.js';
import * as queries from './queries.js';
import { problemsOf, QUESTIONS_LEAST } from './rules.js';

/** A call's own questions as they may be changed. `isAsked`: a card was filed, so they stay as they are. Throws NotFound. */
export function opened(ctx: Ctx, callId: number) {
  const call = callById(ctx.db, callId);
  if (!call) throw new NotFound();
  const row = queries.questionsOf(ctx.db, call.id);
  const texts = textsOf(ctx.db, call.id);
  const isAsked = queries.hasCards(ctx.db, call.id);
  return { call, texts, questions: row?.questions ?? [], version: row?.version ?? 0, row, isAsked };
}

export type Opened = ReturnType<typeof opened>;

/**
 * Sets the questions of a call; none: its rubric is asked. Throws Conflict once somebody was marked by them, Stale when
 * somebody else changed them, and Invalid where a published call would lack words in one of its languages.
 */
export function set(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; questions: Rubric; version: string },
): void {
  inTransaction(ctx, (inside) => {
    const { call, texts, row, questions: before, version, isAsked } = opened(inside, input.callId);
    const { questions } = input;
    if (isAsked) throw new Conflict('questions.problem.asked');
    if (input.version !== String(version)) {
      const [theirs, mine] = [before, questions].map((all) => linesOf(criteriaValues('question', all)));
      const lines = differences(Object.keys(theirs ?? {}), (name) => [
        `questions.place.${Number(name.charAt('question'.length)) + 1}`,
        theirs?.[name] ?? '',
        mine?.[name] ?? '',
      ]);
      throw new Stale(lines, row?.changedAt ?? inside.clock.now());
    }
    if (call.state === 'published' && questions.length > 0) mustBeWhole(questions, ownLanguages(texts));
    keep(inside, actor, call.id, questions, version + 1);
    const details = { questions: questions.length };
    record(inside, actor, { entity: 'call', entityId: call.id, event: 'change_questions', details });
  });
}

function mustBeWhole(questions: Rubric, languages: Parameters<typeof problemsOf>[2]): void {
  const problems = problemsOf('question', questions, languages, QUESTIONS_LEAST);
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
}

function keep(ctx: Ctx, actor: Actor, callId: number, questions: Rubric, version: number): void {
  const changedAt = ctx.clock.now();
  queries.putQuestions(ctx.db, { callId, questions, version, changedAt, changedBy: actor.personId || null });
}

/** A new call asks what the one it is copied from asks. Runs in the caller's transaction. */
export function copy(ctx: Ctx, actor: Actor, { from, to }: { from: number; to: number }): void {
  const own = queries.questionsOf(ctx.db, from)?.questions ?? [];
  if (own.length > 0) keep(ctx, actor, to, own, 1);
}
