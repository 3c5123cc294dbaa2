// Decisions that wait: read by staff, released by the director, every name and every letter first.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { htmlTag, wordsOf } from '../mail/present.js';
import { bodyOf } from '../mail/words.js';
import { factsOf } from '../offers/present.js';
import { wordsOfDecisions } from '../offers/queries.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { ReleaseForm } from './form.js';
import { kindsOf, summaryOf } from './present.js';
import { isDecision } from './rules.js';
import * as service from './service.js';

/** All routes about decisions. */
export function decisionRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/decisions', allow('decision.read'), (request, response) => {
    page(request, response, 'decisions/staff-list', listOf(ctx, response, request.query.kind));
  });

  formPage(router, ctx, {
    url: '/staff/decisions/release',
    allow: 'decision.release',
    view: 'decisions/staff-release',
    form: ReleaseForm,
    load: ({ ctx, request, response }) => listOf(ctx, response, request.query.kind),
    values: ({ kinds }) => ({ decision: kinds.flatMap(({ rows }) => rows.map(({ id }) => String(id))) }),
    save: ({ ctx, response }, input) => {
      service.release(ctx, actorOf(response), input.decision, input.seen);
      return { location: '/staff/decisions', flash: 'decisions.flash.released' };
    },
  });

  return router;
}

function listOf(ctx: Ctx, response: Response, asked: unknown) {
  const language = languageOf(response);
  const only = isDecision(asked) ? asked : null;
  const waiting = service.waitingFor(ctx, actorOf(response));
  const said = wordsOfDecisions(
    ctx.db,
    waiting.rows.map(({ decision }) => decision.id),
  );
  const rows = waiting.rows.map((row) => ({
    id: row.decision.id,
    applicationId: row.application.id,
    event: row.decision.event,
    name: row.name,
    reference: row.application.reference,
    reasonCode: row.decision.reasonCode,
    decider: row.decider,
    proposer: row.proposer,
    preparedAt: row.decision.preparedAt,
    note: service.noteOf(ctx, row.decision),
    hasAddress: row.email !== null,
    bounced: row.bouncedAt !== null,
    facts: factsOf(
      said.find(({ decisionId }) => decisionId === row.decision.id),
      language,
    ),
    letter: row.letter && {
      subject: row.letter.subject,
      lang: htmlTag(row.letter.language),
      blocks: wordsOf(bodyOf(ctx.config.keyring, row.letter))?.blocks ?? [],
    },
  }));
  const kinds = kindsOf(rows, language, only);
  return {
    seen: waiting.rows.flatMap(({ letter }) => (letter ? `${letter.id}.${letter.version}` : [])).join(','),
    kinds,
    summary: summaryOf(kinds, language),
    only,
    several: kindsOf(rows, language, null).length > 1,
  };
}
