// The composer for the meeting: the published order in the open, the lot drawn once, and everything moved in one act.
import { createHash } from 'node:crypto';
import type { Actor } from '../access/actor.js';
import { applicationById } from '../applications/queries.js';
import * as applications from '../applications/service.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import { lotOf, newSeed } from '../lib/lot.js';
import { callFor } from '../reading/service.js';
import { changesOf, lockOf } from '../scores/queries.js';
import { type Card, figuresOf, type Standing, standingOf } from '../scores/rules.js';
import * as queries from './queries.js';
import { changeOf, type Entry, inOrder, type Line, wordOf } from './rules.js';

/** A file that cannot be decided on yet, and why. */
export type Waiting = { id: number; standing: Exclude<Standing, 'ready'> };

/** The order of a call with `size` places; what is chosen now when nobody says how many. Throws NotFound. */
export function compose(ctx: Ctx, actor: Actor, callId: number, size: number | null) {
  const { call, texts } = callFor(ctx, callId);
  const files = queries.filesOf(ctx.db, actor.personId, call.id);
  const seed = queries.seedOf(ctx.db, call.id);
  const { entries, waiting } = entriesOf(ctx, call, files, seed?.seed);
  const rules = rulesOf(ctx, call);
  const lines = inOrder(entries, rules);
  const now = new Set(files.filter(({ state }) => state === 'shortlisted').map(({ id }) => id));
  const places = Math.min(size ?? suggested(call, now.size), lines.length);
  return {
    call,
    texts,
    lock: lockOf(ctx.db, call.id),
    seed,
    rules,
    files: new Map(files.map((file) => [file.id, file])),
    lines,
    waiting,
    now,
    size: places,
    change: changeOf(lines, now, places, rules),
    order: fingerprint(lines, places),
    last: queries.lastShortlist(ctx.db, call.id),
  };
}

/** Those who are in now; before the first meeting twice as many as there are places. */
function suggested({ places }: calls.Call, now: number): number {
  return now > 0 ? now : (places ?? 5) * 2;
}

function fingerprint(lines: readonly Line[], size: number): string {
  return createHash('sha256').update(wordOf(lines, size)).digest('hex');
}

function entriesOf(
  ctx: Ctx,
  call: calls.Call,
  files: ReturnType<typeof queries.filesOf>,
  seed: string | undefined,
): { entries: Entry[]; waiting: Waiting[] } {
  const cards = new Map<number, (Card & { role: 'first' | 'third' })[]>();
  for (const { applicationId, role, marks, recommendation } of queries.cardsOf(ctx.db, call.id)) {
    const card = { role, recommendation, marks };
    const list = cards.get(applicationId);
    if (list) list.push(card);
    else cards.set(applicationId, [card]);
  }
  const entries: Entry[] = [];
  const waiting: Waiting[] = [];
  for (const file of files) {
    const own = cards.get(file.id) ?? [];
    const standing = standingOf({ cards: own, hasNote: file.hasNote === 1 }, call.rubric, call.settings);
    const figures = figuresOf(own, call.rubric);
    if (standing !== 'ready' || !figures) {
      waiting.push({ id: file.id, standing: standing === 'ready' ? 'waiting' : standing });
      continue;
    }
    const applies = (file.applying ?? '').split(',');
    entries.push({
      id: file.id,
      priority: applies.includes('finalYearAndProfile'),
      band: figures.band,
      advantage: applies.includes('serbian'),
      encouraged: applies.includes('firstInternship'),
      lot: seed === undefined ? '' : lotOf(seed, file.reference ?? String(file.id)),
      mean: figures.mean,
      n: figures.n,
    });
  }
  return { entries, waiting };
}

/** What the published order asks for, beside the steps that are always there. */
function rulesOf(ctx: Ctx, call: calls.Call) {
  const conditions = calls.currentVersion(ctx.db, call.id)?.conditions ?? call.conditions;
  return { encouragement: conditions.encouraged.firstInternship };
}

/** Draws the seed of the lot, once and for all, after the marks are locked. Throws Conflict before, and a second time. */
export function draw(ctx: Ctx, actor: Actor, callId: number): void {
  inTransaction(ctx, (inside) => {
    const { call } = callFor(inside, callId);
    if (!lockOf(inside.db, call.id)) throw new Conflict('shortlist.lock_first');
    const seed = { callId: call.id, seed: newSeed(), drawnAt: inside.clock.now(), drawnBy: actor.personId };
    if (!queries.insertSeed(inside.db, seed)) throw new Conflict('shortlist.drawn_already');
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'draw_lot',
      details: { seed: seed.seed },
    });
  });
}

/**
 * Shortlists the first `size` of the order that was looked at, and takes the others back: all in one act. Throws
 * Conflict when something changed since, the names are not revealed, the lot is not drawn, or the actor is in conflict
 * with a file that would move.
 */
export function apply(ctx: Ctx, actor: Actor, input: { callId: number; size: number; order: string }): void {
  inTransaction(ctx, (inside) => {
    const meeting = compose(inside, actor, input.callId, input.size);
    const { call, lock, seed, lines, files, size, change } = meeting;
    if (!lock?.revealedAt || !seed) throw new Conflict('shortlist.lock_first');
    if (meeting.order !== input.order) throw new Conflict('shortlist.changed');
    const entered = change.enters.map(({ id }) => id);
    const left = change.leaves.map(({ id }) => id);
    if ([...entered, ...left].some((id) => files.get(id)?.isFree === 0))
      throw new Conflict('shortlist.in_conflict');
    const groupId = newGroup();
    const role = actor.groups.includes('director') ? 'director' : 'coordinator';
    for (const [event, ids] of [
      ['shortlist', entered],
      ['unshortlist', left],
    ] as const) {
      for (const id of ids) {
        const application = applicationById(inside.db, id);
        if (!application) throw new Conflict('shortlist.changed');
        applications.move(inside, actor, application, event, { role, groupId });
      }
    }
    const appliedAt = inside.clock.now();
    queries.insertShortlist(inside.db, {
      callId: call.id,
      size,
      lines,
      entered,
      left,
      groupId,
      appliedAt,
      appliedBy: actor.personId,
    });
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'apply_shortlist',
      groupId,
      details: { size, entered: entered.length, left: left.length },
    });
  });
}

/** What the minutes say of the last decision of a call. Throws NotFound, and Conflict before the first. */
export function minutesOf(ctx: Ctx, actor: Actor, callId: number) {
  const { call, texts } = callFor(ctx, callId);
  const last = queries.lastShortlist(ctx.db, call.id);
  if (!last) throw new Conflict('shortlist.nothing_applied');
  const { lines } = last.shortlist;
  const names = queries.namesOf(
    ctx.db,
    actor.personId,
    lines.map(({ id }) => id),
  );
  return {
    call,
    texts,
    ...last,
    rules: rulesOf(ctx, call),
    lock: lockOf(ctx.db, call.id),
    seed: queries.seedOf(ctx.db, call.id),
    names: new Map(names.map((row) => [row.id, row])),
    recusals: queries.recusalsOf(ctx.db, call.id),
    changes: changesOf(ctx.db, actor.personId, call.id),
  };
}
