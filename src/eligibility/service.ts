// The machine's opinion, asked for and kept. It changes no state: no path leads from here to a decision.
import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.js';
import { callText, contactOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { correctConditions, withKnownInstitutions } from '../calls/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import { queue } from '../mail/outbox.js';
import { verdictsOfCall } from '../verification/queries.js';
import { inForce } from '../verification/rules.js';
import { factsFrom } from './form.js';
import { conditionSentences } from './present.js';
import * as queries from './queries.js';
import { type Conditions, changedRules, evaluate, type Facts, type RuleChange, type Trace } from './rules.js';

/**
 * Runs a version of a call's conditions over facts and keeps the trace, unless the latest one says the same.
 * Changes no state. Throws NotFound for an unknown version.
 */
export function assess(
  ctx: Ctx,
  _actor: Actor,
  input: { applicationId: number; callVersionId: number; facts: Facts },
): Trace {
  return inTransaction(ctx, (inside) => {
    const version = calls.versionById(inside.db, input.callVersionId);
    if (!version) throw new NotFound();
    const trace = evaluate(version.conditions, input.facts);
    const latest = queries.latestTrace(inside.db, input.applicationId);
    const isKnown = latest?.callVersionId === version.id && isSame(latest.rules, trace.rules);
    if (!isKnown) {
      queries.insertTrace(inside.db, {
        applicationId: input.applicationId,
        callVersionId: version.id,
        overall: trace.overall,
        rules: trace.rules,
        at: inside.clock.now(),
      });
    }
    return trace;
  });
}

export type Reassessed = {
  applicationId: number;
  reference: string | null;
  state: string;
  name: string;
  /** False when there is nobody to write to, or writing makes no sense any more. */
  getsLetter: boolean;
  from: Trace['overall'];
  to: Trace['overall'];
  rules: RuleChange[];
};

/** Whoever left of their own will, or never sent anything, gets no letter about it. */
const NO_LETTER: readonly string[] = ['draft', 'not_submitted', 'withdrawn', 'declined', 'offer_lapsed'];

/**
 * Whose result other conditions would change, without changing anything: the list that staff see before they
 * decide. `fingerprint` names exactly this list. Throws NotFound.
 */
export function compareAgain(
  ctx: Ctx,
  input: { callId: number; conditions: Conditions },
): { assessed: number; changed: Reassessed[]; fingerprint: string } {
  const rows = runAgain(ctx, input.callId, withKnownInstitutions(ctx, input.conditions));
  const changed = rows.flatMap(({ change }) => (change ? [change] : []));
  const told = JSON.stringify([
    input.conditions,
    rows.length,
    changed.map(({ applicationId, from, to, rules }) => [applicationId, from, to, rules]),
  ]);
  const fingerprint = createHash('sha256').update(told).digest('base64url').slice(0, 22);
  return { assessed: rows.length, changed, fingerprint };
}

/**
 * Corrects the conditions of a published call: a new frozen version, every assessed application compared again,
 * and a drafted letter to each whose result changed, all in one group. Old traces stay, no state changes.
 * Throws Invalid when the list is no longer the one that was seen, or nothing changed; NotFound; IllegalMove.
 */
export function correct(
  ctx: Ctx,
  actor: Actor,
  input: { callId: number; conditions: Conditions; reason: string; seen: string },
): { number: number; changed: number; letters: number } {
  return inTransaction(ctx, (inside) => {
    const { changed, fingerprint } = compareAgain(inside, input);
    if (fingerprint !== input.seen) throw new Invalid({ seen: 'eligibility.correct.moved' });
    const groupId = newGroup();
    const rows = runAgain(inside, input.callId, withKnownInstitutions(inside, input.conditions));
    const version = correctConditions(inside, actor, {
      id: input.callId,
      conditions: input.conditions,
      reason: input.reason,
      groupId,
      changed: changed.length,
    });
    let letters = 0;
    for (const { assessed, facts, change } of rows) {
      const { applicationId } = assessed;
      assess(inside, actor, { applicationId, callVersionId: version.id, facts });
      if (!change) continue;
      record(inside, actor, {
        entity: 'application',
        entityId: applicationId,
        event: 'reassess',
        ruleVersion: version.number,
        groupId,
        details: { from: change.from, to: change.to, rules: change.rules.map((one) => one.rule) },
      });
      if (change.getsLetter) {
        tell(inside, input.callId, assessed, change, groupId);
        letters += 1;
      }
    }
    return { number: version.number, changed: changed.length, letters };
  });
}

type Assessed = ReturnType<typeof queries.assessedOf>[number];

function runAgain(ctx: Ctx, callId: number, conditions: Conditions) {
  const answers = queries.answersOfCall(ctx.db, callId);
  const verdicts = verdictsOfCall(ctx.db, callId);
  return queries.assessedOf(ctx.db, callId).map((assessed) => {
    const { verified, sources } = inForce(verdicts.get(assessed.applicationId) ?? []);
    const facts = factsFrom(answers.get(assessed.applicationId) ?? {}, verified, sources);
    const after = evaluate(conditions, facts);
    const rules = changedRules(assessed.trace, after);
    const { applicationId, reference, state, name } = assessed;
    const getsLetter = assessed.email !== null && !NO_LETTER.includes(state);
    const change: Reassessed | null =
      rules.length === 0
        ? null
        : {
            applicationId,
            reference,
            state,
            name,
            getsLetter,
            from: assessed.trace.overall,
            to: after.overall,
            rules,
          };
    return { assessed, facts, change };
  });
}

function tell(ctx: Ctx, callId: number, assessed: Assessed, change: Reassessed, groupId: string): void {
  const call = calls.callById(ctx.db, callId);
  const version = calls.currentVersion(ctx.db, callId);
  if (!call || !version || assessed.email === null) throw new NotFound();
  const { language, applicationId } = assessed;
  queue(
    ctx,
    'conditions-corrected',
    { personId: assessed.personId, email: assessed.email, language },
    { entity: 'application', entityId: applicationId, callId, groupId },
    {
      title: callText(calls.textsOf(ctx.db, callId), language).text.title,
      reference: assessed.reference ?? '',
      conditions: conditionSentences(version.conditions, language).conditions.map(({ text }) => text),
      result: change.to,
      contact: contactOf(call, language).email,
      link: `${ctx.config.baseUrl}/my/applications/${applicationId}`,
    },
  );
}

function isSame(before: Trace['rules'], after: Trace['rules']): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Erases the traces of an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.deleteTraces(ctx.db, applicationId);
}
