// Figures over hearings and cases: counted anew each time, or as they were frozen on a day.
import type { Actor } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { type Counted, cellAt, differences } from '../lib/counting.js';
import type { Phase } from '../lib/terms.js';
import { type Period, periodOf, periodOfCode } from './form.js';
import * as queries from './queries.js';
import { type Answers, type CaseFacts, figuresOf, type HearingFacts } from './rules.js';

/** The figures of a period as things are now. */
export function counted(ctx: Ctx, period: Period): Counted[] {
  return figuresOf(hearingsOf(ctx, period), casesOf(ctx, period), period.year === null ? 'years' : 'months');
}

function hearingsOf({ db }: Ctx, period: Period): HearingFacts[] {
  const indicators = new Map<number, Record<string, string | null>>();
  for (const { reportId, code, answer } of queries.indicatorsIn(db, period))
    indicators.set(reportId, { ...indicators.get(reportId), [code]: answer });
  const witnesses = grouped(queries.witnessesIn(db, period), 'reportId');
  return queries.hearingsIn(db, period).map(({ reportId, report, ...hearing }): HearingFacts => {
    if (reportId === null || report === null) return { ...hearing, report: null };
    const rows: Pick<Answers, 'indicators' | 'witnesses'> = {
      indicators: indicators.get(reportId) ?? {},
      witnesses: witnesses.get(reportId) ?? [],
    };
    return { ...hearing, report: { ...report, ...rows } };
  });
}

function casesOf({ db }: Ctx, period: Period): CaseFacts[] {
  const stages = grouped(queries.stagesUntil(db, period.until), 'caseId');
  const accused = grouped(queries.accusedOn(db, period.until), 'caseId');
  const rulings = grouped(queries.rulingsIn(db, period), 'caseId');
  return queries.casesKnown(db).map(({ id }) => {
    const begun = stages.get(id) ?? [];
    return {
      id,
      phase: (begun.at(-1)?.phase ?? null) as Phase | null,
      began: begun.filter(({ on }) => on >= period.from).map(({ phase }) => phase),
      absent: (accused.get(id) ?? []).map(({ inAbsentia }) => inAbsentia === true),
      rulings: rulings.get(id) ?? [],
    };
  });
}

function grouped<Name extends string, Row extends Record<Name, number>>(rows: readonly Row[], by: Name) {
  const groups = new Map<number, Row[]>();
  for (const row of rows) groups.set(row[by], [...(groups.get(row[by]) ?? []), row]);
  return groups;
}

/** Everything the page of a period shows. */
export function figuresShown(ctx: Ctx, period: Period) {
  return {
    tables: counted(ctx, period),
    unapproved: queries.unapprovedIn(ctx.db, period),
    earliest: queries.earliestDay(ctx.db),
    frozen: queries.frozenList(ctx.db),
  };
}

/** Figures as they were frozen, and which of them are others now. Throws NotFound. */
export function frozenShown(ctx: Ctx, id: number) {
  const { tables, ...frozen } = frozenWith(ctx, id);
  const period = periodOf(frozen.year, frozen.quarter, ctx.clock.now());
  return { ...frozen, period, tables, changed: differences(tables, counted(ctx, period)) };
}

function frozenWith(ctx: Ctx, id: number) {
  const frozen = queries.frozenById(ctx.db, id);
  if (!frozen) throw new NotFound();
  return frozen;
}

/**
 * One number, with the hearings or cases it is made of that this reader may read; `hidden`: how many more there are, of
 * cases the reader has a tie to. Throws NotFound where no number stands.
 */
export function numberShown(ctx: Ctx, actor: Actor, tables: readonly Counted[], place: string) {
  const found = cellAt(tables, place);
  if (!found) throw new NotFound();
  const { ids } = found.cell;
  const isHearings = found.table.kind === 'hearings';
  const hearings = isHearings ? queries.hearingsNamed(ctx.db, actor.personId, ids) : [];
  const cases = isHearings ? [] : queries.casesNamed(ctx.db, actor.personId, ids);
  return { ...found, hearings, cases, hidden: ids.length - hearings.length - cases.length };
}

/** What a period that is over came to, kept as it stands today; the id. Throws NotFound for any other. */
export function freeze(ctx: Ctx, actor: Actor, code: string): number {
  return inTransaction(ctx, (inside) => {
    const now = inside.clock.now();
    const period = periodOfCode(code, now);
    if (!period?.isOver || period.year === null) throw new NotFound();
    const { year, quarter } = period;
    const tables = counted(inside, period);
    const frozenBy = actor.personId;
    const id = queries.insertFrozen(inside.db, { year, quarter, frozenAt: now, frozenBy, tables });
    record(inside, actor, { entity: 'figures', entityId: id, event: 'freeze', details: { period: code } });
    return id;
  });
}

/** The figures of a period, or frozen ones, for a file; that somebody took it is recorded. Throws NotFound. */
export function taken(ctx: Ctx, actor: Actor, of: Period | number): { tables: Counted[]; period: Period } {
  return inTransaction(ctx, (inside) => {
    const frozen = typeof of === 'number' ? frozenShown(inside, of) : undefined;
    const period = frozen?.period ?? (of as Period);
    const tables = frozen?.tables ?? counted(inside, period);
    record(inside, actor, { entity: 'figures', entityId: frozen?.id ?? 0, event: 'export' });
    return { tables, period };
  });
}

/** Case, day and place of each hearing and case that stands behind these figures, for a file of this reader. */
export function traced(ctx: Ctx, actor: Actor, tables: readonly Counted[]) {
  const idsOf = (kind: Counted['kind']) => [
    ...new Set(
      tables
        .filter((table) => table.kind === kind)
        .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.flatMap(({ ids }) => ids))),
    ),
  ];
  return {
    hearings: new Map(
      queries.hearingsNamed(ctx.db, actor.personId, idsOf('hearings')).map((one) => [one.id, one]),
    ),
    cases: new Map(queries.casesNamed(ctx.db, actor.personId, idsOf('cases')).map((one) => [one.id, one])),
  };
}
