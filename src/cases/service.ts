// What staff do with a case itself: open a file, number it, move it to the next stage, note something about it.
import type { numberKinds } from '../../db/schema/cases.js';
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { fold, ftsQuery } from '../lib/fold.js';
import { seal, unseal } from '../lib/seal.js';
import type { Court, Phase } from '../lib/terms.js';
import * as queries from './queries.js';
import { readNumber } from './rules.js';

type NumberKind = (typeof numberKinds)[number];
const PAGE = 50;
/** An FTS query that finds nothing. */
const NOTHING = '""';

/** A case the actor may read. Throws NotFound for every other. */
export function known(ctx: Ctx, actor: Actor, id: number): queries.Case {
  const found = queries.visibleTo(ctx.db, actor, id);
  if (!found) throw new NotFound();
  return found;
}

/** The list: a search, or a page of the cases of a phase, the latest changed first. */
export function listing(ctx: Ctx, actor: Actor, asked: { phase: Phase | null; page: number; q: string }) {
  const counts = queries.countsByPhase(ctx.db, actor);
  const words = ftsQuery(asked.q);
  if (words) {
    // With a digit in it, it is a number: the words of titles would find too much.
    const { numberKey, digits } = readNumber(asked.q);
    const match = digits === '' ? words : NOTHING;
    const rows = queries.searchCases(ctx.db, actor, { key: numberKey, digits, match, limit: PAGE });
    return { rows, counts, searching: true, hasMore: false };
  }
  const offset = (asked.page - 1) * PAGE;
  const rows = queries.listCases(ctx.db, actor, { phase: asked.phase, limit: PAGE + 1, offset });
  return { rows: rows.slice(0, PAGE), counts, searching: false, hasMore: rows.length > PAGE };
}

/** Opens a case with its first number and stage; answers with its id. */
export function open(
  ctx: Ctx,
  actor: Actor,
  input: {
    against: string;
    court: Court;
    kind: NumberKind;
    written: string;
    phase: Phase;
    startedOn: string;
    sample?: boolean;
  },
): number {
  return inTransaction(ctx, (inside) => {
    const { against, court, kind, written, phase, startedOn, sample = false } = input;
    const now = inside.clock.now();
    const by = { addedAt: now, addedBy: actor.personId || null };
    const id = queries.insertCase(inside.db, { against, court, phase, sample, changedAt: now, ...by });
    queries.insertNumber(inside.db, { caseId: id, kind, written, ...keysOf(written), ...by });
    queries.insertStage(inside.db, { caseId: id, phase, court, startedOn, ...by });
    index(inside, id, against);
    record(inside, actor, { entity: 'case', entityId: id, event: 'open' });
    return id;
  });
}

/** Writes against whom it is and where it stands. Throws Stale when somebody did meanwhile, NotFound. */
export function change(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; against: string; court: Court; version: number },
): void {
  inTransaction(ctx, (inside) => {
    const before = known(inside, actor, input.id);
    const { against, court, version } = input;
    const now = inside.clock.now();
    if (!queries.updateCase(inside.db, before.id, version, { against, court, changedAt: now })) {
      const theirs = [
        ...(before.against === against ? [] : [{ label: 'cases.field.against', text: before.against }]),
        ...(before.court === court
          ? []
          : [{ label: 'cases.field.court', text: before.court, textKey: `terms.courts.${before.court}` }]),
      ];
      throw new Stale(theirs, before.changedAt);
    }
    index(inside, before.id, against);
    const fields = [
      ...(before.against === against ? [] : ['against']),
      ...(before.court === court ? [] : ['court']),
    ];
    record(inside, actor, { entity: 'case', entityId: before.id, event: 'change', details: { fields } });
  });
}

/** Adds a number. Throws Invalid when the case bears it already, NotFound. */
export function addNumber(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; kind: NumberKind; written: string },
): void {
  changed(ctx, actor, input.id, 'add_number', { kind: input.kind }, (inside, by) => {
    const { kind, written, id } = input;
    if (!queries.insertNumber(inside.db, { caseId: id, kind, written, ...keysOf(written), ...by }))
      throw new Invalid({ written: 'cases.problem.number_twice' });
  });
}

/** Takes a number away that was wrong. Throws Conflict for the last one: a case is found by it, NotFound. */
export function removeNumber(ctx: Ctx, actor: Actor, input: { id: number; numberId: number }): void {
  changed(ctx, actor, input.id, 'remove_number', {}, (inside) => {
    if (queries.numbersOf(inside.db, input.id).length === 1) throw new Conflict('cases.problem.last_number');
    if (!queries.deleteNumber(inside.db, input.id, input.numberId)) throw new NotFound();
  });
}

/** Adds a stage; the case then stands in the latest one. Throws NotFound. */
export function addStage(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; phase: Phase; court: Court; startedOn: string },
): void {
  changed(ctx, actor, input.id, 'add_stage', { phase: input.phase }, (inside, by) => {
    const { id, phase, court, startedOn } = input;
    queries.insertStage(inside.db, { caseId: id, phase, court, startedOn, ...by });
  });
}

/** Takes a stage away that was wrong. Throws Conflict for the last one, NotFound. */
export function removeStage(ctx: Ctx, actor: Actor, input: { id: number; stageId: number }): void {
  changed(ctx, actor, input.id, 'remove_stage', {}, (inside) => {
    if (queries.stagesOf(inside.db, input.id).length === 1) throw new Conflict('cases.problem.last_stage');
    if (!queries.deleteStage(inside.db, input.id, input.stageId)) throw new NotFound();
  });
}

/** Notes something about a case, for staff alone; sealed at rest. Throws NotFound. */
export function note(ctx: Ctx, actor: Actor, input: { id: number; note: string }): void {
  changed(ctx, actor, input.id, 'note', {}, (inside, by) => {
    const sealed = seal(ctx.config.keyring, Buffer.from(input.note), noteContext(input.id, by.addedAt));
    queries.insertNote(inside.db, { caseId: input.id, sealed, ...by });
  });
}

/** Takes a note away that should never have been written, as one that names somebody protected. Throws NotFound. */
export function removeNote(ctx: Ctx, actor: Actor, input: { id: number; noteId: number }): void {
  changed(ctx, actor, input.id, 'remove_note', {}, (inside) => {
    if (!queries.deleteNote(inside.db, input.id, input.noteId)) throw new NotFound();
  });
}

/** What staff noted, newest first. */
export function notesOf(ctx: Ctx, id: number) {
  return queries.notesOf(ctx.db, id).map(({ id: noteId, sealed, addedAt, by }) => ({
    id: noteId,
    at: addedAt,
    by: by ?? '',
    text: unseal(ctx.config.keyring, sealed, noteContext(id, addedAt)).toString(),
  }));
}

/**
 * Notes that a case changed and records it; for the features whose rows belong to a case. Runs in the caller's
 * transaction.
 */
export function touched(
  ctx: Ctx,
  actor: Actor,
  id: number,
  event: string,
  details: Record<string, string | number | boolean | null | readonly string[]> = {},
): void {
  queries.touchCase(ctx.db, id, ctx.clock.now());
  record(ctx, actor, { entity: 'case', entityId: id, event, details });
}

type By = { addedAt: number; addedBy: number | null };

function changed(
  ctx: Ctx,
  actor: Actor,
  id: number,
  event: string,
  details: Record<string, string>,
  act: (inside: Ctx, by: By) => void,
): void {
  inTransaction(ctx, (inside) => {
    known(inside, actor, id);
    act(inside, { addedAt: inside.clock.now(), addedBy: actor.personId || null });
    touched(inside, actor, id, event, details);
  });
}

function keysOf(written: string) {
  const { numberKey, digits } = readNumber(written);
  return { numberKey, digits };
}

function index(ctx: Ctx, id: number, against: string): void {
  queries.putSearch(ctx.db, id, fold(against));
}

const noteContext = (caseId: number, at: number) => `case_note:${caseId}:${at}`;
