// Brings cases and people in from a file, after a dry run that says row by row what would happen; and takes them out.
import type { z } from 'zod';
import type { Actor } from '../access/actor.js';
import { caseById, numbersOf, othersNumbered, stagesOf } from '../cases/queries.js';
import { readNumber } from '../cases/rules.js';
import * as cases from '../cases/service.js';
import { type Ctx, inTransaction } from '../context.js';
import { Conflict, Invalid, NotFound } from '../errors.js';
import { hearingById, hearingThen } from '../hearings/queries.js';
import * as hearings from '../hearings/service.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { aliasesOf, partyById, withKey } from '../parties/queries.js';
import { nameKeyOf } from '../parties/rules.js';
import * as parties from '../parties/service.js';
import { CaseRow, codes, columns, HearingRow, type Kind, PartyRow } from './form.js';
import * as queries from './queries.js';
import { detailsOf, mayApply, missingColumns, type Row, rowsUnder, type Step } from './rules.js';

/** A row with what would be done, and the deed itself. */
type Planned = Step & { act: (ctx: Ctx, actor: Actor) => void };
const nothing = () => {};

/**
 * Keeps what a file says until somebody applies it; answers with its id. Nothing changes. Throws Invalid when a
 * column is missing, or all of them are: then it is no such table.
 */
export function bring(ctx: Ctx, actor: Actor, input: { kind: Kind; table: string[][] }): number {
  const { kind, table } = input;
  const lacking = missingColumns(kind, table[0] ?? []);
  if (lacking.length === columns[kind].length) throw new Invalid({ files: 'exchange.problem.no_table' });
  const [missing] = lacking;
  if (missing) throw new Invalid({ files: { key: 'exchange.problem.column', values: { column: missing } } });
  return inTransaction(ctx, (inside) => {
    const addedAt = inside.clock.now();
    const rows = rowsUnder(table);
    const said = Buffer.from(JSON.stringify(rows));
    const sealed = seal(inside.config.keyring, said, contextOf(actor.personId, addedAt));
    const added = { kind, sealed, rows: rows.length, addedAt, addedBy: actor.personId };
    return queries.insertImport(inside.db, added);
  });
}

/** The dry run of a file the actor brought in: what would become of each row, as things stand now. Throws NotFound. */
export function dryRun(ctx: Ctx, actor: Actor, id: number): { kind: Kind; steps: Step[] } {
  const { kind, planned } = planOf(ctx, actor, id);
  return { kind, steps: planned };
}

/** Does what the dry run says, all of it or nothing; answers with what it was about. Throws Conflict while a row cannot be taken, NotFound. */
export function apply(ctx: Ctx, actor: Actor, id: number): Kind {
  return inTransaction(ctx, (inside) => {
    const { kind, planned } = planOf(inside, actor, id);
    if (!mayApply(planned)) throw new Conflict('exchange.problem.not_applicable');
    for (const { act } of planned) act(inside, actor);
    if (!queries.markApplied(inside.db, id, inside.clock.now()))
      throw new Conflict('exchange.problem.not_applicable');
    const count = (outcome: Step['outcome']) => planned.filter((step) => step.outcome === outcome).length;
    const details = { kind, added: count('new'), changed: count('change'), same: count('same') };
    record(inside, actor, { entity: 'file_import', entityId: id, event: 'apply', details });
    return kind;
  });
}

/** Rows of a file with everything of one kind; who took how many is recorded first. */
export function taken(ctx: Ctx, actor: Actor, kind: Kind, format: 'csv' | 'xlsx') {
  return inTransaction(ctx, (inside) => {
    const rows = rowsOf(inside, kind, actor.personId);
    const details = { kind, format, rows: rows.length };
    record(inside, actor, { entity: 'file_import', entityId: 0, event: 'export', details });
    return rows;
  });
}

function rowsOf(ctx: Ctx, kind: Kind, reader: number): (string | number | null)[][] {
  if (kind === 'parties') return queries.partyRows(ctx.db).map((row) => [row.id, row.name, row.spellings]);
  if (kind === 'hearings')
    return queries
      .hearingRows(ctx.db, reader)
      .map((row) => [
        row.id,
        row.number,
        row.court,
        row.courtroom,
        row.type,
        row.scheduledOn,
        row.scheduledTime,
        row.languages.join('; '),
        row.purpose,
        row.against,
        row.state,
      ]);
  return queries
    .caseRows(ctx.db, reader)
    .map((row) => [row.id, row.against, row.court, row.phase, row.startedOn, row.numbers, row.accused]);
}

/** Forgets what files said that nobody applied within a day. For the hourly job. */
export function forgetOld(ctx: Ctx, instant: number): number {
  return queries.forgetBefore(ctx.db, instant);
}

function planOf(ctx: Ctx, actor: Actor, id: number): { kind: Kind; planned: Planned[] } {
  const found = queries.waiting(ctx.db, actor.personId, id);
  if (!found?.sealed) throw new NotFound();
  const context = contextOf(found.addedBy, found.addedAt);
  const rows = JSON.parse(unseal(ctx.config.keyring, found.sealed, context).toString()) as Row[];
  const seen = new Set<string>();
  const plan = plans[found.kind];
  return { kind: found.kind, planned: rows.map((row) => plan(ctx, row, seen)) };
}

/** How a row of each kind is read. */
const plans = { cases: planCase, parties: planParty, hearings: planHearing };

function planCase(ctx: Ctx, row: Row, seen: Set<string>): Planned {
  const about = row.cells.against ?? '';
  const read = CaseRow.safeParse(blankToNone(row.cells));
  if (!read.success) return refused(row, about, read.error);
  const { id, against, court, phase, started_on: startedOn, numbers } = read.data;
  const keyed = numbers.map((number) => ({ ...number, key: readNumber(number.written).numberKey }));
  if (keyed.some(({ key }) => seen.has(key))) return told(row, about, 'numbers', 'exchange.problem.twice');
  for (const { key } of keyed) seen.add(key);
  const owners = [
    ...new Set(
      othersNumbered(
        ctx.db,
        0,
        keyed.map(({ key }) => key),
      ).map((one) => one.id),
    ),
  ];
  if (id !== null && !caseById(ctx.db, id)) return told(row, about, 'id', 'exchange.problem.no_case');
  if (id === null && owners.length > 1) return told(row, about, 'numbers', 'exchange.problem.many_cases');
  const caseId = id ?? owners[0];
  const [first, ...more] = keyed;
  if (caseId === undefined) {
    if (!first) return told(row, about, 'numbers', 'form.required');
    const changes = [{ field: 'numbers', count: keyed.length }];
    const act = (inside: Ctx, actor: Actor) => {
      const { kind, written } = first;
      const opened = cases.open(inside, actor, { against, court, phase, startedOn, kind, written });
      for (const number of more)
        cases.addNumber(inside, actor, { id: opened, kind: number.kind, written: number.written });
    };
    return { line: row.line, about, outcome: 'new', problems: [], changes, act };
  }
  const before = caseById(ctx.db, caseId);
  const known = numbersOf(ctx.db, caseId).map((number) => number.numberKey);
  const fresh = keyed.filter(({ key }) => !known.includes(key));
  const isRetitled = before?.against !== against || before.court !== court;
  const hasStage = stagesOf(ctx.db, caseId).some((one) => one.phase === phase && one.startedOn === startedOn);
  const act = (inside: Ctx, actor: Actor) => {
    if (isRetitled && before)
      cases.change(inside, actor, { id: caseId, against, court, version: before.version });
    for (const { kind, written } of fresh) cases.addNumber(inside, actor, { id: caseId, kind, written });
    if (!hasStage) cases.addStage(inside, actor, { id: caseId, phase, court, startedOn });
  };
  return changed(
    row,
    about,
    { title: isRetitled ? 1 : 0, numbers: fresh.length, stage: hasStage ? 0 : 1 },
    act,
  );
}

function planParty(ctx: Ctx, row: Row, seen: Set<string>): Planned {
  const about = row.cells.name ?? '';
  const read = PartyRow.safeParse(blankToNone(row.cells));
  if (!read.success) return refused(row, about, read.error);
  const { id, name, spellings } = read.data;
  const key = id === null ? nameKeyOf(name) : String(id);
  if (seen.has(key)) return told(row, about, 'name', 'exchange.problem.twice');
  seen.add(key);
  const named = id === null ? withKey(ctx.db, [nameKeyOf(name)], 0) : [];
  if (named.length > 1) return told(row, about, 'name', 'exchange.problem.many_people');
  const party = partyById(ctx.db, id ?? named[0]?.id ?? 0);
  if (id !== null && (!party || party.mergedIntoId !== null))
    return told(row, about, 'id', 'exchange.problem.no_person');
  if (!party) {
    const act = (inside: Ctx, actor: Actor) => {
      const added = parties.add(inside, actor, { name, isNew: true });
      for (const spelling of spellings) parties.addAlias(inside, actor, { id: added, ...spelling });
    };
    const changes = [{ field: 'spellings', count: spellings.length }];
    return { line: row.line, about, outcome: 'new', problems: [], changes, act };
  }
  const known = [party.name, ...aliasesOf(ctx.db, party.id).map((alias) => alias.written)];
  const fresh = spellings.filter((one) => !known.includes(one.written));
  const isRenamed = id !== null && party.name !== name;
  const act = (inside: Ctx, actor: Actor) => {
    if (isRenamed) parties.rename(inside, actor, { id: party.id, name, version: party.version });
    for (const spelling of fresh) parties.addAlias(inside, actor, { id: party.id, ...spelling });
  };
  return changed(row, about, { name: isRenamed ? 1 : 0, spellings: fresh.length }, act);
}

function planHearing(ctx: Ctx, row: Row, seen: Set<string>): Planned {
  const { number = '', scheduled_on: day = '' } = row.cells;
  const about = `${number} ${day}`.trim();
  const read = HearingRow.safeParse(blankToNone(row.cells));
  if (!read.success) return refused(row, about, read.error);
  const {
    id,
    number: written,
    scheduled_on: scheduledOn,
    scheduled_time: scheduledTime,
    ...rest
  } = read.data;
  const named = othersNumbered(ctx.db, 0, [readNumber(written).numberKey]).map((one) => one.id);
  const [caseId, ...others] = new Set(named);
  if (caseId === undefined) return told(row, about, 'number', 'exchange.problem.no_number');
  if (others.length > 0) return told(row, about, 'number', 'exchange.problem.many_numbered');
  const key = `${caseId} ${scheduledOn} ${scheduledTime}`;
  if (seen.has(key)) return told(row, about, 'scheduled_on', 'exchange.problem.twice');
  seen.add(key);
  const then = hearingThen(ctx.db, { caseId, scheduledOn, scheduledTime });
  const known = id === null ? then : hearingById(ctx.db, id);
  if (id !== null && known?.caseId !== caseId) return told(row, about, 'id', 'exchange.problem.no_hearing');
  const wanted = { ...rest, scheduledTime };
  if (!known) {
    const act = (inside: Ctx, actor: Actor) => {
      hearings.schedule(inside, actor, { ...wanted, caseId, scheduledOn, source: 'import' });
    };
    return { line: row.line, about, outcome: 'new', problems: [], changes: [], act };
  }
  const isMoved = known.scheduledOn !== scheduledOn;
  const hour = isMoved ? known.scheduledTime : scheduledTime;
  const differs = detailsOf(known) !== detailsOf({ ...wanted, scheduledTime: hour });
  if ((isMoved || differs) && known.state !== 'scheduled')
    return told(row, about, 'id', 'exchange.problem.hearing_over');
  if ((isMoved || known.scheduledTime !== scheduledTime) && then && then.id !== known.id)
    return told(row, about, 'scheduled_on', 'hearings.problem.twice');
  const act = (inside: Ctx, actor: Actor) => {
    const at = { id: known.id, version: known.version };
    if (differs) hearings.change(inside, actor, { ...wanted, scheduledTime: hour, ...at });
    const version = known.version + (differs ? 1 : 0);
    if (isMoved)
      hearings.move(inside, actor, { scheduledOn, scheduledTime, reason: null, id: known.id, version });
  };
  return changed(row, about, { moved: isMoved ? 1 : 0, details: differs ? 1 : 0 }, act);
}

function changed(row: Row, about: string, counts: Record<string, number>, act: Planned['act']): Planned {
  const changes = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([field, count]) => ({ field, count }));
  const outcome = changes.length > 0 ? 'change' : 'same';
  return { line: row.line, about, outcome, problems: [], changes, act };
}

function refused(row: Row, about: string, error: z.ZodError): Planned {
  const problems = Object.entries(Invalid.from(error.issues).problems).map(([column, problem]) => ({
    column,
    // A file has no list to choose from.
    problem:
      problem.key === 'form.choice' && codes[column]
        ? { key: 'exchange.problem.code', values: { codes: codes[column].join(', ') } }
        : problem,
  }));
  return { line: row.line, about, outcome: 'problem', problems, changes: [], act: nothing };
}

function told(row: Row, about: string, column: string, key: string): Planned {
  const problems = [{ column, problem: { key } }];
  return { line: row.line, about, outcome: 'problem', problems, changes: [], act: nothing };
}

/** An empty cell is no value. */
function blankToNone(cells: Row['cells']): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ''));
}

const contextOf = (personId: number, at: number) => `import:${personId}:${at}`;
