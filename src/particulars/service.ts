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
  return queries.rowsIn(ctx.db, kind, reportId).map((stored) => {
    const row: Row = {};
    for (const name of kind === 'indicators' ? ['code'] : ['key']) row[name] = stored[name];
    for (const { name, sealed } of rowsOf[kind].questions) {
      const kept = sealed ? stored[columnOf(name)] : stored[name];
      const words =
        sealed && kept ? unseal(ctx.config.keyring, kept as Buffer, contextOf(kind, name, reportId)) : kept;
      row[name] = words instanceof Buffer ? words.toString() : (words ?? null);
    }
    const who = stored.participantId
      ? `participant-${stored.participantId}`
      : stored.protectedId
        ? `protected-${stored.protectedId}`
        : null;
    return { ...row, ...(who !== null || 'participantId' in stored ? { who: who ?? typedWho(kind) } : {}) };
  });
}

/** A witness is somebody of the case, or somebody the court named. */
const typedWho = (kind: Kind) => (kind === 'witnesses' ? 'typed' : null);

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
    const value = of === 'tick' ? row[name] === true : (row[name] ?? null);
    if (name === 'who') continue;
    if (!sealed) stored[name] = value;
    else
      stored[columnOf(name)] =
        value === null || value === ''
          ? null
          : seal(ctx.config.keyring, Buffer.from(String(value)), contextOf(kind, name, reportId));
  }
  const [, what, id] = /^(participant|protected)-(\d{1,9})$/.exec(String(row.who ?? '')) ?? [];
  if ('who' in row) {
    stored.participantId = what === 'participant' ? Number(id) : null;
    stored.protectedId = what === 'protected' ? Number(id) : null;
  }
  return stored;
}
