// Who goes where: the proposal, one hearing's monitors, an intern's own hearings and absences.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { attendedBy, claimsOf } from '../costs/queries.js';
import { NotFound } from '../errors.js';
import { pageOf } from '../hearings/present.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { anewRows } from '../placements/present.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AbsenceForm, AssignForm, ProposalForm, ReleaseForm, RemoveForm } from './form.js';
import { absenceRows, choicesFor, proposalPage, reasonOptions, workPage } from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about who goes where. */
export function rotaRoutes(ctx: Ctx): Router {
  const router = Router();
  assigning(router, ctx);
  own(router, ctx);
  return router;
}

function assigning(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/rota',
    allow: 'rota.assign',
    view: 'rota/staff-proposal',
    form: ProposalForm,
    load: ({ ctx, response }) => ({
      ahead: service.AHEAD,
      ...proposalPage(languageOf(response), service.proposal(ctx)),
    }),
    values: ({ rows }) => Object.fromEntries(rows.map(({ field, chosen }) => [field, chosen])),
    save: (asked, chosen) => {
      service.applyProposal(asked.ctx, actorOf(asked.response), chosen);
      return { location: '/staff/rota', flash: 'rota.flash.assigned' };
    },
  });

  const load = (asked: Asked) => {
    const shown = service.choices(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
    const language = languageOf(asked.response);
    return { ...pageOf(language, shown), ...choicesFor(language, shown.hindrances) };
  };

  formPage(router, ctx, {
    url: '/staff/hearings/:id/assign',
    allow: 'rota.assign',
    view: 'rota/staff-assign',
    form: AssignForm,
    load,
    save: (asked, { person }) => {
      const hearingId = idIn(asked.params.id);
      service.assign(asked.ctx, actorOf(asked.response), { hearingId, personId: person });
      return { location: `/staff/hearings/${hearingId}`, flash: 'rota.flash.assigned' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/hearings/:id/release/:person',
    allow: 'rota.assign',
    view: 'rota/staff-release',
    form: ReleaseForm,
    load: (asked) => {
      const shown = load(asked);
      const found = queries
        .assignmentsOf(asked.ctx.db, shown.id)
        .find((one) => one.assignment.personId === idIn(asked.params.person) && !one.assignment.releasedAt);
      if (!found) throw new NotFound();
      const { personId } = found.assignment;
      return { ...shown, name: found.name, personId, reasons: reasonOptions(languageOf(asked.response)) };
    },
    save: (asked, { reason }) => {
      const [hearingId, personId] = [idIn(asked.params.id), idIn(asked.params.person)];
      service.releaseFrom(asked.ctx, actorOf(asked.response), { hearingId, personId, reason });
      return { location: `/staff/hearings/${hearingId}/assign`, flash: 'rota.flash.released' };
    },
  });
}

function own(router: Router, ctx: Ctx): void {
  router.get('/my/work', allow('rota.follow'), (request, response) => {
    const [actor, language] = [actorOf(response), languageOf(response)];
    const today = localDate(ctx.clock.now());
    page(request, response, 'rota/work', {
      groups: workPage(language, queries.workOf(ctx.db, actor.personId), ctx.clock.now()),
      anew: anewRows(language, service.toSignAnew(ctx, actor)),
      absences: absenceRows(language, queries.absencesOf(ctx.db, [actor.personId], today)),
      costs: {
        open: attendedBy(ctx.db, actor.personId, today).filter(({ costId }) => costId === null).length,
        returned: claimsOf(ctx.db, actor.personId).filter(({ cost }) => cost.state === 'returned').length,
      },
    });
  });

  formPage(router, ctx, {
    url: '/my/absences',
    allow: 'rota.follow',
    view: 'rota/absences',
    form: AbsenceForm,
    load: ({ ctx, response }) => ({
      absences: absenceRows(
        languageOf(response),
        queries.absencesOf(ctx.db, [actorOf(response).personId], localDate(ctx.clock.now())),
      ),
    }),
    save: (asked, input) => {
      service.addAbsence(asked.ctx, actorOf(asked.response), input);
      return { location: '/my/absences', flash: 'rota.flash.absent' };
    },
  });

  formPage(router, ctx, {
    url: '/my/absences/:id/remove',
    allow: 'rota.follow',
    view: 'rota/remove-absence',
    form: RemoveForm,
    load: ({ ctx, params, response }) => {
      const mine = queries.absencesOf(ctx.db, [actorOf(response).personId], localDate(ctx.clock.now()));
      const [row] = absenceRows(
        languageOf(response),
        mine.filter(({ id }) => id === idIn(params.id)),
      );
      if (!row) throw new NotFound();
      return row;
    },
    save: (asked) => {
      service.removeAbsence(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      return { location: '/my/absences', flash: 'rota.flash.removed' };
    },
  });
}
