// The calendar, one hearing, and what staff do with it.
import { Router } from 'express';
import type { Actor } from '../access/actor.js';
import { allow, can } from '../access/allow.js';
import { titleOf } from '../cases/present.js';
import { listCases } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import type { Language } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { courts } from '../lib/terms.js';
import { localDate } from '../lib/time.js';
import { monitorRows } from '../rota/present.js';
import { absencesOf, activeInterns, assignmentsOf } from '../rota/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { CancelForm, HearingForm, MoveForm, NewHearingForm, views } from './form.js';
import { calendarOf, choicesOf, type Looking, pageOf, valuesOf } from './present.js';
import { casesBetween, hearingsBetween } from './queries.js';
import { dayOr, spanOf } from './rules.js';
import * as service from './service.js';

/** More cases than this are not chosen from a list. */
const CASES_MOST = 500;

/** All routes about hearings. */
export function hearingRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/hearings', allow('hearing.read'), (request, response) => {
    const [actor, language] = [actorOf(response), languageOf(response)];
    const looking = lookingAt(request.query, ctx.clock.now());
    const span = spanOf(looking.view, looking.day);
    const rows = hearingsBetween(ctx.db, actor, span, looking);
    page(request, response, 'hearings/calendar', {
      ...calendarOf(language, looking, rows, ctx.clock.now()),
      on: looking.day,
      madeAt: ctx.clock.now(),
      filters: filtersOf(ctx, actor, language, looking),
    });
  });

  plan(router, ctx);

  router.get('/staff/hearings/:id', allow('hearing.read'), (request, response) => {
    const [actor, language] = [actorOf(response), languageOf(response)];
    const shown = service.opened(ctx, actor, idIn(request.params.id));
    const everyone = assignmentsOf(ctx.db, shown.hearing.id);
    const hasBegun = shown.hearing.scheduledOn <= localDate(ctx.clock.now());
    const goes = everyone.some(
      ({ assignment }) => assignment.personId === actor.personId && assignment.releasedAt === null,
    );
    const absences = absencesOf(
      ctx.db,
      everyone.map(({ assignment }) => assignment.personId),
      shown.hearing.scheduledOn,
    );
    page(request, response, 'hearings/show', {
      ...pageOf(language, shown),
      monitors: monitorRows(language, actor, everyone, { ...shown.hearing, absences }),
      mayReport: hasBegun && (goes || can(actor, 'report.cover')),
    });
  });

  return router;
}

function plan(router: Router, ctx: Ctx): void {
  const load = ({ ctx, params, response }: Asked) => {
    const shown = service.opened(ctx, actorOf(response), idIn(params.id));
    const language = languageOf(response);
    return { ...pageOf(language, shown), ...choicesOf(language), hearing: shown.hearing };
  };
  const backTo = (id: number | string | undefined, flash: string) => ({
    location: `/staff/hearings/${id}`,
    flash,
  });

  formPage(router, ctx, {
    url: '/staff/hearings/new',
    allow: 'hearing.plan',
    view: 'hearings/new',
    form: NewHearingForm,
    load: ({ ctx, request, response }) => {
      const [actor, language] = [actorOf(response), languageOf(response)];
      const cases = listCases(ctx.db, actor, { phase: null, limit: CASES_MOST, offset: 0 });
      const caseOptions = optionsOf(cases, language);
      const today = localDate(ctx.clock.now());
      return {
        ...choicesOf(language),
        caseOptions,
        first: {
          case: String(idIn(request.query.case) || ''),
          scheduledOn: dayOr(request.query.on, ctx.clock.now()),
        },
        today,
      };
    },
    values: ({ first }) => ({ ...first, type: 'MT', court: 'BC-PR-SD', languages: ['sq'] }),
    save: (asked, { case: caseId, ...input }) => {
      const id = service.schedule(asked.ctx, actorOf(asked.response), { ...input, caseId });
      return backTo(id, 'hearings.flash.scheduled');
    },
  });

  formPage(router, ctx, {
    url: '/staff/hearings/:id/edit',
    allow: 'hearing.plan',
    view: 'hearings/edit',
    form: HearingForm,
    load,
    values: ({ hearing }) => valuesOf(hearing),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.change(asked.ctx, actorOf(asked.response), { ...input, id });
      return backTo(id, 'hearings.flash.saved');
    },
  });

  formPage(router, ctx, {
    url: '/staff/hearings/:id/move',
    allow: 'hearing.plan',
    view: 'hearings/move',
    form: MoveForm,
    load,
    values: ({ hearing }) => ({ scheduledTime: hearing.scheduledTime }),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const moved = service.move(asked.ctx, actorOf(asked.response), { ...input, id });
      return backTo(moved, 'hearings.flash.moved');
    },
  });

  formPage(router, ctx, {
    url: '/staff/hearings/:id/cancel',
    allow: 'hearing.plan',
    view: 'hearings/cancel',
    form: CancelForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.cancel(asked.ctx, actorOf(asked.response), { ...input, id });
      return backTo(id, 'hearings.flash.cancelled');
    },
  });
}

function lookingAt(query: Record<string, unknown>, now: number): Looking {
  return {
    view: views.find((view) => view === query.view) ?? 'month',
    day: dayOr(query.on, now),
    case: idIn(query.case) || null,
    court: courts.find((court) => court === query.court) ?? null,
    monitor: idIn(query.monitor) || null,
  };
}

function optionsOf(cases: readonly { id: number; against: string; numbers: string }[], language: Language) {
  return cases.map((row) => ({
    value: String(row.id),
    label: `${titleOf(row, language)}${row.numbers === '' ? '' : ` · ${row.numbers}`}`,
  }));
}

function filtersOf(ctx: Ctx, actor: Actor, language: Language, looking: Looking) {
  const isStaff = actor.groups.some((group) => group !== 'intern' && group !== 'applicant');
  const interns = isStaff ? activeInterns(ctx.db) : [];
  const options = {
    cases: optionsOf(casesBetween(ctx.db, actor, spanOf(looking.view, looking.day), looking), language),
    courts: choicesOf(language).courtOptions,
    monitors: interns.map(({ personId, name }) => ({ value: String(personId), label: name })),
  };
  const values = {
    case: String(looking.case ?? ''),
    court: looking.court ?? '',
    monitor: String(looking.monitor ?? ''),
  };
  return { ...options, ...values, chosen: chosenOf(options, values) };
}

type Option = { value: string; label: string };

/** What a printed calendar was narrowed to, in words: on paper the filters are not there. */
function chosenOf(
  { cases, courts, monitors }: Record<'cases' | 'courts' | 'monitors', Option[]>,
  values: { case: string; court: string; monitor: string },
): string[] {
  const pairs: [Option[], string][] = [
    [cases, values.case],
    [courts, values.court],
    [monitors, values.monitor],
  ];
  return pairs.flatMap(([options, chosen]) =>
    options.filter(({ value }) => value === chosen).map(({ label }) => label),
  );
}
