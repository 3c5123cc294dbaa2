// The history as the director and the safety officer read it: newest first, of everything or of one thing.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { kindOf, lookOf, rowOf, thingOf } from './present.js';
import { entitiesOf, looksAtProtected, newestChanges } from './queries.js';

const PAGE = 100;

/** All routes about the history. */
export function historyRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/history', allow('history.read'), (request, response) => {
    const language = languageOf(response);
    const known = entitiesOf(ctx.db);
    const entity = known.find((name) => name === request.query.entity);
    const entityId = entity === undefined ? undefined : wholeNumber(request.query.id);
    const before = wholeNumber(request.query.before);
    const rows = newestChanges(ctx.db, actorOf(response).personId, {
      entity,
      entityId,
      before,
      limit: PAGE + 1,
    });
    const last = rows[PAGE - 1];
    const older = rows.length > PAGE && last ? urlOf({ entity, id: entityId, before: last.id }) : null;
    page(request, response, 'history/staff-list', {
      rows: rows.slice(0, PAGE).map((row) => rowOf(language, actorOf(response), row)),
      kinds: known.map((name) => ({ value: name, label: kindOf(language, name), selected: name === entity })),
      number: entityId ?? '',
      only: entity !== undefined && entityId !== undefined ? thingOf(language, entity, entityId) : null,
      older,
      newest: before === undefined ? null : urlOf({ entity, id: entityId }),
    });
  });

  router.get('/staff/history/looks', allow('history.looks'), (request, response) => {
    const before = wholeNumber(request.query.before);
    const rows = looksAtProtected(ctx.db, before, PAGE + 1);
    const last = rows[PAGE - 1];
    page(request, response, 'history/looks', {
      rows: rows.slice(0, PAGE).map((row) => lookOf(languageOf(response), actorOf(response), row)),
      older: rows.length > PAGE && last ? `/staff/history/looks?before=${last.id}` : null,
    });
  });

  return router;
}

function urlOf(query: Record<string, string | number | undefined>): string {
  const filled = Object.entries(query).filter(
    (pair): pair is [string, string | number] => pair[1] !== undefined,
  );
  return `/staff/history?${new URLSearchParams(filled.map(([name, value]) => [name, String(value)]))}`;
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
