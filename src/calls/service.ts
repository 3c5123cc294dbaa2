// What staff do with a call: begin one from another, write it, publish it, freeze corrected conditions.
import { createHash } from 'node:crypto';
import { type Actor, roleOf } from '../access/actor.js';
import * as answerers from '../answerers/service.js';
import { type Ctx, inTransaction } from '../context.js';
import type { Conditions } from '../eligibility/rules.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { step } from '../lib/step.js';
import { endOfDay, localDate, startOfDay } from '../lib/time.js';
import { criteriaValues } from '../questions/form.js';
import { isRubricUsed, questionsOf } from '../questions/queries.js';
import { problemsOf } from '../questions/rules.js';
import * as questions from '../questions/service.js';
import {
  type CallSettings,
  type CallText,
  RUBRIC_LEAST,
  type Rubric,
  type TextField,
  type TextLanguage,
  type Words,
} from './form.js';
import { conditionsValues, differences, linesOf, settingsValues } from './present.js';
import * as queries from './queries.js';
import { brokenPromises, doubtsOf, gapsOf, mayFallBack, missingFields, ownLanguages } from './rules.js';
import { callMoves } from './states.js';

/**
 * What two people must not both change unseen: a fingerprint of one page's content. A count of the whole call
 * would quarrel over Albanian when somebody saved Serbian.
 */
export function editionOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 22);
}

/** Begins a call as a copy of another one; answers with its id. Throws NotFound, Invalid when the address is taken. */
export function create(
  ctx: Ctx,
  actor: Actor,
  input: { slug: string; from: number; opensOn: string; closesOn: string },
): number {
  return inTransaction(ctx, (inside) => {
    const source = queries.callById(inside.db, input.from);
    if (!source) throw new Invalid({ from: 'form.choice' });
    if (queries.isSlugTaken(inside.db, input.slug)) throw new Invalid({ slug: 'calls.form.slugTaken' });
    const { id: sourceId, publishedAt: _at, publishedBy: _by, version: _version, ...copied } = source;
    const id = queries.insertCall(inside.db, {
      ...copied,
      slug: input.slug,
      state: 'draft',
      opensAt: startOfDay(input.opensOn),
      closesAt: endOfDay(input.closesOn),
      sample: false,
      copiedFromId: sourceId,
      createdAt: inside.clock.now(),
      createdBy: actor.personId || null,
    });
    for (const text of queries.textsOf(inside.db, sourceId))
      queries.putText(inside.db, { ...text, callId: id });
    questions.copy(inside, actor, { from: sourceId, to: id });
    record(inside, actor, {
      entity: 'call',
      entityId: id,
      event: 'create',
      to: 'draft',
      details: { copiedFrom: sourceId },
    });
    return id;
  });
}

/** Writes the text of one language. Throws Stale when somebody else wrote it meanwhile, Invalid, NotFound. */
export function writeText(
  ctx: Ctx,
  actor: Actor,
  input: {
    id: number;
    language: TextLanguage;
    text: CallText;
    fallsBackTo: TextLanguage | null;
    version: string;
  },
): void {
  inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    const texts = queries.textsOf(inside.db, call.id);
    const before = texts.find((text) => text.language === input.language);
    const row = { ...input.text, callId: call.id, language: input.language, fallsBackTo: input.fallsBackTo };
    if (input.version !== editionOf(before ?? null)) {
      const theirs = Object.fromEntries(fieldsOf(input.text).map((field) => [field, before?.[field] ?? '']));
      stale(inside, call.id, (name) => `calls.text.${name}`, theirs, input.text);
    }
    if (input.fallsBackTo && !mayFallBack(texts, input.language, input.fallsBackTo)) {
      throw new Invalid({ fallsBackTo: 'calls.form.cannotFallBack' });
    }
    if (call.state === 'published') {
      const missing = missingFields([row], input.language, call.conditions);
      if (missing.length > 0)
        throw new Invalid(Object.fromEntries(missing.map((field) => [field, 'form.required'])));
    }
    queries.putText(inside.db, row);
    touch(inside, call, {});
    const changed = fieldsOf(input.text).filter((field) => (before?.[field] ?? '') !== input.text[field]);
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'write_text',
      details: { language: input.language, fallsBackTo: input.fallsBackTo, fields: changed },
    });
  });
}

export type SettingsInput = {
  slug: string;
  opensOn: string;
  closesOn: string;
  graceMinutes: number;
  places: number | null;
  monthsMin: number;
  monthsMax: number;
  contactName: Words;
  contactEmail: string;
  contactPhone: string;
  requiredDocuments: string[];
  optionalDocuments: string[];
  settings: CallSettings;
};

/** Changes dates, places, documents, contact and settings. Throws Stale, Invalid, NotFound. */
export function changeSettings(
  ctx: Ctx,
  actor: Actor,
  input: SettingsInput & { id: number; version: string },
): void {
  inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    const { id: _id, version, opensOn, closesOn, ...rest } = input;
    const after = {
      ...rest,
      opensAt: startOfDay(opensOn),
      // An outage may have moved the deadline to an hour of that day; naming the same day again leaves it there.
      closesAt: closesOn === localDate(call.closesAt) ? call.closesAt : endOfDay(closesOn),
      // What is required is not optional as well.
      optionalDocuments: rest.optionalDocuments.filter((slot) => !rest.requiredDocuments.includes(slot)),
    };
    const before = settingsPart(call);
    if (version !== editionOf(before)) {
      stale(
        inside,
        call.id,
        (name) => `calls.settings.${name}`,
        settingsValues(before),
        settingsValues(after),
      );
    }
    if (queries.isSlugTaken(inside.db, after.slug, call.id))
      throw new Invalid({ slug: 'calls.form.slugTaken' });
    if (call.state === 'published') {
      const problems = brokenPromises(call, after, inside.clock.now());
      if (Object.keys(problems).length > 0) throw new Invalid(problems);
    }
    touch(inside, call, after);
    const [was, is] = [linesOf(settingsValues(before)), linesOf(settingsValues(after))];
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'change_settings',
      details: { fields: Object.keys(is).filter((name) => is[name] !== was[name]), closesAt: after.closesAt },
    });
    answerers.settle(inside);
  });
}

/** Moves the deadline of a published call to a later instant, also one that is over. Runs in the caller's transaction. */
export function extend(ctx: Ctx, actor: Actor, { id, closesAt }: { id: number; closesAt: number }): void {
  const call = known(ctx, id);
  touch(ctx, call, { closesAt: Math.max(call.closesAt, closesAt) });
  record(ctx, actor, { entity: 'call', entityId: id, event: 'extend', details: { closesAt } });
}

/** The part of a call that the settings page edits, always in the same order. */
export function settingsPart(call: queries.Call) {
  return {
    slug: call.slug,
    opensAt: call.opensAt,
    closesAt: call.closesAt,
    graceMinutes: call.graceMinutes,
    places: call.places,
    monthsMin: call.monthsMin,
    monthsMax: call.monthsMax,
    contactName: call.contactName,
    contactEmail: call.contactEmail,
    contactPhone: call.contactPhone,
    requiredDocuments: call.requiredDocuments,
    optionalDocuments: call.optionalDocuments,
    settings: call.settings,
  };
}

/** Changes the conditions of a call nobody has seen yet. Throws Conflict once it is published, Stale, NotFound. */
export function changeConditions(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; conditions: Conditions; version: string },
): void {
  inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    if (call.state !== 'draft') throw new Conflict('calls.problem.frozen');
    if (input.version !== editionOf(call.conditions)) {
      const [theirs, mine] = [
        conditionsValues(call.conditions, 'en'),
        conditionsValues(input.conditions, 'en'),
      ];
      stale(inside, call.id, (name) => `calls.conditions.${name}`, theirs, mine);
    }
    touch(inside, call, { conditions: withKnownInstitutions(inside, input.conditions) });
    record(inside, actor, { entity: 'call', entityId: call.id, event: 'change_conditions' });
  });
}

/**
 * Changes the rubric. A published call keeps enough of it to be read by, and all of it once somebody began to mark:
 * marks mean what their criterion meant. Throws Invalid, Stale, NotFound, Conflict.
 */
export function changeRubric(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; rubric: Rubric; version: string },
): void {
  inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    if (isRubricUsed(inside.db, call.id)) throw new Conflict('calls.problem.marked');
    if (input.version !== editionOf(call.rubric)) {
      stale(
        inside,
        call.id,
        rubricLabel,
        criteriaValues('criterion', call.rubric),
        criteriaValues('criterion', input.rubric),
      );
    }
    if (call.state === 'published') {
      const languages = ownLanguages(queries.textsOf(inside.db, call.id));
      const problems = problemsOf('criterion', input.rubric, languages, RUBRIC_LEAST);
      if (Object.keys(problems).length > 0) throw new Invalid(problems);
    }
    touch(inside, call, { rubric: input.rubric });
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'change_rubric',
      details: { criteria: input.rubric.length },
    });
  });
}

/**
 * Publishes a call and freezes its conditions as version 1. It opens by itself at its opening day.
 * Throws Invalid while something is missing, or doubtful and not looked at (`sure`), Conflict when it changed since the page was read, IllegalMove.
 */
export function publish(ctx: Ctx, actor: Actor, input: { id: number; version: number; sure: boolean }): void {
  inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    const state = step(callMoves, 'publish', call.state, editorOf(actor));
    const now = inside.clock.now();
    const asked = questionsOf(inside.db, call.id)?.questions;
    const texts = queries.textsOf(inside.db, call.id);
    if (gapsOf(call, texts, now, asked).length > 0) throw new Invalid({ version: 'calls.publish.blocked' });
    if (!input.sure && doubtsOf(call, texts).length > 0) throw new Invalid({ sure: 'form.tick' });
    const change = { state, publishedAt: now, publishedBy: actor.personId || null };
    if (!queries.updateCall(inside.db, call.id, input.version, change))
      throw new Conflict('calls.problem.changed');
    freeze(inside, actor, call.id, { number: 1, conditions: call.conditions, reason: '' });
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'publish',
      from: 'draft',
      to: 'published',
      ruleVersion: 1,
    });
  });
}

/**
 * Freezes corrected conditions as the next version of a published call; answers with it. Only for the one who
 * then runs all applications again (eligibility). Throws Invalid when nothing changed, IllegalMove, NotFound.
 */
export function correctConditions(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; conditions: Conditions; reason: string; groupId: string; changed: number },
): { id: number; number: number } {
  return inTransaction(ctx, (inside) => {
    const call = known(inside, input.id);
    step(callMoves, 'correct', call.state, editorOf(actor));
    const current = queries.currentVersion(inside.db, call.id);
    if (!current) throw new NotFound();
    const conditions = withKnownInstitutions(inside, input.conditions);
    if (editionOf(conditions) === editionOf(current.conditions))
      throw new Invalid({ reason: 'calls.form.sameConditions' });
    const number = current.number + 1;
    const id = freeze(inside, actor, call.id, { number, conditions, reason: input.reason });
    touch(inside, call, { conditions });
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'correct',
      note: input.reason,
      ruleVersion: number,
      groupId: input.groupId,
      details: { changed: input.changed },
    });
    return { id, number };
  });
}

function freeze(
  ctx: Ctx,
  actor: Actor,
  callId: number,
  version: { number: number; conditions: Conditions; reason: string },
): number {
  const createdBy = actor.personId || null;
  return queries.insertVersion(ctx.db, { callId, ...version, createdAt: ctx.clock.now(), createdBy });
}

/** Only institutions we know of; a forged id is not kept. */
export function withKnownInstitutions(ctx: Ctx, conditions: Conditions): Conditions {
  const ids = queries.institutionsNamed(ctx.db, conditions.institutions).map((one) => one.id);
  return { ...conditions, institutions: conditions.institutions.filter((id) => ids.includes(id)) };
}

function known(ctx: Ctx, id: number): queries.Call {
  const call = queries.callById(ctx.db, id);
  if (!call) throw new NotFound();
  return call;
}

function touch(ctx: Ctx, call: queries.Call, change: Parameters<typeof queries.updateCall>[3]): void {
  if (!queries.updateCall(ctx.db, call.id, call.version, change)) throw new Conflict('calls.problem.changed');
}

type Values = Readonly<Record<string, string | string[]>>;

/** Throws Stale with the fields where their page and mine differ. */
function stale(
  ctx: Ctx,
  callId: number,
  labelOf: (name: string) => string,
  theirValues: Values,
  myValues: Values,
): never {
  const [theirs, mine] = [linesOf(theirValues), linesOf(myValues)];
  throw new Stale(
    differences(Object.keys(theirs), (name) => [labelOf(name), theirs[name] ?? '', mine[name] ?? '']),
    queries.lastChangeAt(ctx.db, callId) ?? ctx.clock.now(),
  );
}

/** A rubric has a hundred fields; saying which criterion is enough. */
function rubricLabel(name: string): string {
  return `calls.rubric.place.${Number(name.charAt('criterion'.length)) + 1}`;
}

function editorOf(actor: Actor): string {
  return actor.groups.includes('coordinator') ? 'coordinator' : roleOf(actor);
}

function fieldsOf(text: CallText): TextField[] {
  return Object.keys(text) as TextField[];
}
