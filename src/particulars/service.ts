// Keeps what a report says in rows: read in the open, stored with every word that may identify somebody sealed.
import { randomInt } from 'node:crypto';
import type { Ctx } from '../context.js';
import { seal, unseal } from '../lib/seal.js';
import { type Kind, kinds, rowsOf } from './form.js';
import * as queries from './queries.js';
import type { Row, Rows } from './rules.js';

const columnOf = (name: string) => `sealed${name[0]?.toUpperCase()}${name.slice(1)}`;
const contextOf = (kind: Kind, name: string, reportId: number) => `report-${kind}-${name}:${reportId}`;

/** Everything a report says in rows, in the open. */
export function allRows(ctx: Ctx, reportId: number): Rows {
  return Object.fromEntries(kinds.map((kind) => [kind, rowsIn(ctx, kind, reportId)])) as unknown as Rows;
}

/** The rows of one kind, in the open. */
export function rowsIn(ctx: Ctx, kind: Kind, reportId: number): Row[] {
  const own = ownName(kind);
  return queries.rowsIn(ctx.db, kind, reportId).map((stored) => {
    const row: Row = { [own]: stored[own] };
    for (const { name, sealed } of rowsOf[kind].questions) {
      const kept = sealed ? stored[columnOf(name)] : stored[name];
      row[name] =
        sealed && kept ? opened(ctx, kept as Buffer, contextOf(kind, name, reportId)) : (kept ?? null);
    }
    return { ...row, ...whoIn(kind, stored) };
  });
}

/** What tells a row from others of its kind. */
const ownName = (kind: Kind) => (kind === 'indicators' ? 'code' : 'key');

function opened(ctx: Ctx, kept: Buffer, context: string): string {
  return unseal(ctx.config.keyring, kept, context).toString();
}

/** Whom a row is about; a witness is somebody of the case, or somebody the court named. */
function whoIn(kind: Kind, stored: Row): Row {
  if (stored.participantId) return { who: `participant-${stored.participantId}` };
  if (stored.protectedId) return { who: `protected-${stored.protectedId}` };
  return 'participantId' in stored ? { who: kind === 'witnesses' ? 'typed' : null } : {};
}

/** Puts these rows in the place of those that were there. Runs in the caller's transaction. */
export function putRows(ctx: Ctx, kind: Kind, reportId: number, rows: readonly Row[]): void {
  queries.replaceRows(
    ctx.db,
    kind,
    reportId,
    rows.map((row, position) => ({ ...storedOf(ctx, kind, reportId, row), reportId, position })),
  );
}

function storedOf(ctx: Ctx, kind: Kind, reportId: number, row: Row): Row {
  const stored: Row = kind === 'indicators' ? { code: row.code } : { key: row.key ?? randomInt(2 ** 47) };
  for (const { name, sealed, kind: of } of rowsOf[kind].questions) {
    if (name === 'who') continue;
    const value = of === 'tick' ? row[name] === true : (row[name] ?? null);
    if (sealed) stored[columnOf(name)] = closed(ctx, value, contextOf(kind, name, reportId));
    else stored[name] = value;
  }
  return 'who' in row ? { ...stored, ...idsOf(row.who) } : stored;
}

function closed(ctx: Ctx, value: unknown, context: string): Buffer | null {
  if (value === null || value === '') return null;
  return seal(ctx.config.keyring, Buffer.from(String(value)), context);
}

/** `participant-7` or `protected-3` as what is stored; both null for anybody else. */
function idsOf(who: unknown): { participantId: number | null; protectedId: number | null } {
  const [, what, id] = /^(participant|protected)-(\d{1,9})$/.exec(String(who ?? '')) ?? [];
  return {
    participantId: what === 'participant' ? Number(id) : null,
    protectedId: what === 'protected' ? Number(id) : null,
  };
}
