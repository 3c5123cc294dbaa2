// Before a release: everything that waits with every letter, what is wrong with it, and the release of what is right.
import type { Actor } from '../access/actor.js';
import { callText } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { conflictOf } from '../conflicts/queries.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { type DecisionEvent, decisionEvents } from '../decisions/rules.js';
import * as decisions from '../decisions/service.js';
import { Invalid } from '../errors.js';
import { textLanguage } from '../i18n/index.js';
import { wordsOfDecisions } from '../offers/queries.js';
import * as offers from '../offers/service.js';
import { newestOf } from '../templates/queries.js';
import * as queries from './queries.js';
import { type Facts, problemsOf } from './rules.js';

type Row = ReturnType<typeof decisions.waitingFor>['rows'][number];

/** Everything that waits, with what is wrong with each, with each call, and with what waits in vain. */
export function waiting(ctx: Ctx, actor: Actor) {
  const { rows, hidden } = decisions.waitingFor(ctx, actor);
  const ids = rows.map(({ decision }) => decision.id);
  const said = new Map(wordsOfDecisions(ctx.db, ids).map((one) => [one.decisionId, one]));
  const boards = boardsFor(ctx, actor, rows);
  const now = ctx.clock.now();
  const texts = textsFor(ctx, rows);
  return {
    hidden,
    rows: rows.map((row) => {
      const words = said.get(row.decision.id);
      const board = boards.get(row.application.callId);
      const facts = factsOf(ctx, row, { board, replyBy: words?.offer?.replyBy ?? null, texts });
      return {
        ...row,
        said: words,
        note: decisions.noteOf(ctx, row.decision),
        isUndeclared: conflictOf(ctx.db, actor.personId, row.application.id) === undefined,
        problems: problemsOf(facts, now),
      };
    }),
    calls: [...boards.values()].map(({ call, texts, taken, ties, everybody }) => ({
      id: call.id,
      texts,
      over: call.places === null ? 0 : Math.max(0, taken - call.places),
      ties: ties.filter(
        (tie) =>
          !tie.isRecorded &&
          everybody.some(({ id, pendingTo }) => tie.ids.includes(id) && pendingTo !== null),
      ),
    })),
    stranded: queries.strandedDecisions(ctx.db, actor.personId),
  };
}

export type Waiting = ReturnType<typeof waiting>;

const aboutPlaces: readonly string[] = decisionEvents.filter(
  (event) => event !== 'screen_out' && event !== 'close',
);

/** The boards of the calls whose places are decided here; the others need none. */
function boardsFor(ctx: Ctx, actor: Actor, rows: readonly Row[]) {
  const ids = rows
    .filter(({ decision }) => aboutPlaces.includes(decision.event))
    .map(({ application }) => application.callId);
  return new Map([...new Set(ids)].map((id) => [id, offers.board(ctx, actor, id)]));
}

/** Texts of calls, and of letters in their own words, once for each call. */
function textsFor(ctx: Ctx, rows: readonly Row[]) {
  const ids = [...new Set(rows.map(({ application }) => application.callId))];
  return new Map(
    ids.map((id) => [
      id,
      { call: calls.textsOf(ctx.db, id), own: newestOf(ctx.db, id).filter(({ body }) => body !== null) },
    ]),
  );
}

type Around = {
  board: offers.Board | undefined;
  replyBy: number | null;
  texts: ReturnType<typeof textsFor>;
};

function factsOf(ctx: Ctx, row: Row, { board, replyBy, texts }: Around): Facts {
  const { decision, application, letter } = row;
  const language = letter?.language;
  const known = texts.get(application.callId);
  const own = known?.own.filter((one) => one.letter === letter?.letter) ?? [];
  const deciders = [decision.decidedBy, decision.proposedBy].flatMap((id) => id ?? []);
  const stances = deciders.map((id) => conflictOf(ctx.db, id, application.id));
  return {
    event: decision.event as DecisionEvent,
    hasAddress: row.email !== null,
    bounced: row.bouncedAt !== null,
    oldAddress: letter !== null && row.email !== null && letter.recipient !== row.email,
    lacksOwnText: language !== undefined && own.length > 0 && letter?.templateId === null,
    lacksCallText: language !== undefined && known !== undefined && isElsewhere(known.call, language),
    deciderInConflict: stances.some((kind) => kind !== undefined && kind !== 'none'),
    deciderUndeclared: stances.some((kind) => kind === undefined),
    replyBy,
    hasPlace: queries.hasPlace(ctx.db, row.personId, application.id),
    lacksInterview: board?.free.some(({ id, interview }) => id === application.id && !interview) ?? false,
    isAssumed: queries.isAssumed(ctx.db, application.id),
    isOutOfTurn:
      application.state === 'waitlisted' && board !== undefined && isPassedOver(board, application.id),
  };
}

/** The call says nothing in this language, and does not say either that another one stands in for it. */
function isElsewhere(
  texts: ReturnType<typeof calls.textsOf>,
  language: Parameters<typeof textLanguage>[0],
): boolean {
  const wanted = textLanguage(language);
  const isMeant = texts.some((row) => row.language === wanted && row.fallsBackTo !== null);
  return !isMeant && callText(texts, language).language !== wanted;
}

/** Somebody who stands before this one on the reserve list still waits. */
function isPassedOver({ reserves, everybody }: offers.Board, applicationId: number): boolean {
  const waits = (id: number) =>
    everybody.some((one) => one.id === id && one.state === 'waitlisted' && one.pendingTo === null);
  const at = reserves.findIndex(({ reserve }) => reserve.applicationId === applicationId);
  return reserves.slice(0, Math.max(0, at)).some(({ reserve }) => waits(reserve.applicationId));
}

/**
 * Releases these as one act. `warned`: whoever releases has read what is wrong; `declare`: they know none of the people
 * they had said nothing of. Throws Invalid when something is wrong that must not be, or was not read; and as
 * decisions.release does.
 */
export function release(
  ctx: Ctx,
  actor: Actor,
  input: { ids: readonly number[]; seen: ReadonlyMap<number, number>; warned: boolean; declare: boolean },
): number {
  return inTransaction(ctx, (inside) => {
    const { rows, calls } = waiting(inside, actor);
    const mine = rows.filter(({ decision }) => input.ids.includes(decision.id));
    const weights = mine.flatMap(({ problems }) => problems.map(({ weight }) => weight));
    if (weights.includes('stop')) throw new Invalid({ decision: 'releases.problem.stop' });
    const theirs = calls.filter(({ id }) => mine.some(({ application }) => application.callId === id));
    const isWrong =
      weights.includes('confirm') || theirs.some(({ over, ties }) => over > 0 || ties.length > 0);
    if (isWrong && !input.warned) throw new Invalid({ warned: 'releases.problem.warned' });
    if (input.declare) for (const row of mine) declareNone(inside, actor, row);
    return decisions.release(inside, actor, input.ids, input.seen);
  });
}

function declareNone(ctx: Ctx, actor: Actor, { application, isUndeclared }: Waiting['rows'][number]): void {
  if (!isUndeclared) return;
  conflicts.state(ctx, actor, {
    applicationId: application.id,
    personId: actor.personId,
    kind: 'none',
    note: null,
  });
}
