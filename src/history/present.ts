// The history in words: events, roles and things, and where a thing can be opened.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { isTextKey, type Language, say } from '../i18n/index.js';
import type { actsOf, newestChanges, timelineOf } from './queries.js';

type Act = ReturnType<typeof actsOf> extends Map<unknown, infer Row> ? Row : never;

/** Where things have a page of their own, and who may open it. */
const pages: Record<string, { url: (id: number) => string; action: Action }> = {
  application: { url: (id) => `/staff/applications/${id}`, action: 'application.read' },
  letter: { url: (id) => `/staff/letters/${id}`, action: 'letter.read' },
  hearing: { url: (id) => `/staff/hearings/${id}`, action: 'hearing.read' },
  placement: { url: (id) => `/staff/placements/${id}`, action: 'placement.read' },
  case: { url: (id) => `/staff/cases/${id}`, action: 'case.read' },
  report: { url: (id) => `/staff/reviews/${id}`, action: 'review.read' },
  party: { url: (id) => `/staff/parties/${id}`, action: 'party.read' },
  call: { url: (id) => `/staff/calls/${id}`, action: 'call.read' },
};

/** What happened, as a sentence; an event that has none yet is shown by its name. */
export function eventOf(language: Language, entity: string, event: string): string {
  const key = `history.event.${entity}.${event}`;
  return isTextKey(key) ? say(language, key) : say(language, 'history.event.other', { event });
}

/** Who did it: the name, else the role in a word (the system, or somebody who was erased). */
function actorIn(language: Language, row: { actorName: string | null; actorRole: string }): string {
  const key = `history.role.${row.actorRole}`;
  const role = isTextKey(key) ? say(language, key) : row.actorRole;
  return row.actorName ? `${row.actorName} (${role})` : role;
}

/** The items of partials/_timeline, newest first. */
export function itemsOf(language: Language, entity: string, rows: ReturnType<typeof timelineOf>) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const undone = new Set(rows.flatMap((row) => row.reversesId ?? []));
  return rows
    .map((row) => {
      const reversed = row.reversesId === null ? undefined : byId.get(row.reversesId);
      const text = eventOf(language, entity, row.event);
      return {
        at: row.at,
        text: reversed
          ? say(language, 'history.undid', { what: eventOf(language, entity, reversed.event) })
          : text,
        undone: undone.has(row.id),
        by: actorIn(language, row),
        note: row.note,
      };
    })
    .reverse();
}

/** An act in a line: what was done, by whom, when, and where its thing is shown. */
export function actIn(language: Language, actor: Actor, row: Act) {
  const where = pages[row.entity];
  return {
    what: eventOf(language, row.entity, row.event),
    who: actorIn(language, row),
    at: row.at,
    thing: thingOf(language, row.entity, row.entityId),
    url: where && can(actor, where.action) ? where.url(row.entityId) : null,
  };
}

/** One row of the history page. */
export function rowOf(language: Language, actor: Actor, row: ReturnType<typeof newestChanges>[number]) {
  const where = pages[row.entity];
  const mayOpen = where === undefined || can(actor, where.action);
  return {
    id: row.id,
    at: row.at,
    who: actorIn(language, row),
    what: eventOf(language, row.entity, row.event),
    thing: thingOf(language, row.entity, row.entityId),
    url: where && mayOpen ? where.url(row.entityId) : null,
    onlyThis: `/staff/history?entity=${encodeURIComponent(row.entity)}&id=${row.entityId}`,
    // That something happened is for whoever reads the history; what was written with it, for whoever may open the thing.
    note: mayOpen ? row.note : null,
    details: detailsOf(row),
  };
}

/** One look at what is protected: how many people, and which filings of a report. */
export function lookOf(language: Language, actor: Actor, row: ReturnType<typeof newestChanges>[number]) {
  const { shown, filings, ...others } = row.details as Record<string, unknown>;
  const seen =
    Array.isArray(shown) && shown.length > 0
      ? [say(language, 'history.looks.shown', { count: shown.length })]
      : [];
  const read = Array.isArray(filings)
    ? [say(language, 'history.looks.filings', { count: filings.length, numbers: filings.join(', ') })]
    : [];
  const rest = detailsOf({ ...row, details: others });
  return { ...rowOf(language, actor, row), details: [...seen, ...read, rest].filter(Boolean).join(' · ') };
}

/** "Letter 12" */
export function thingOf(language: Language, entity: string, id: number): string {
  return say(language, 'history.list.thing', { kind: kindOf(language, entity), id });
}

/** The kind of a thing in a word. */
export function kindOf(language: Language, entity: string): string {
  const key = `history.entity.${entity}`;
  return isTextKey(key) ? say(language, key) : entity;
}

/** Codes as they were recorded, for those who read closely: states, reason, field names. */
function detailsOf(row: ReturnType<typeof newestChanges>[number]): string {
  const states = row.fromState || row.toState ? [`${row.fromState ?? '–'} → ${row.toState ?? '–'}`] : [];
  const reason = row.reasonCode ? [row.reasonCode] : [];
  const version = row.ruleVersion === null ? [] : [`rule_version ${row.ruleVersion}`];
  const reverses = row.reversesId === null ? [] : [`reverses ${row.reversesId}`];
  const said = Object.entries(row.details as Record<string, unknown>);
  // What a move changed is kept for undoing it, and says nothing to a reader.
  const details = said
    .filter(([name]) => !name.startsWith('was_'))
    .map(([name, value]) => `${name} ${String(value)}`);
  return [...states, ...reason, ...version, ...reverses, ...details].join(' · ');
}
