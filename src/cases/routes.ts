// The list of cases with its search, one case with everything that belongs to it, and the forms about the case itself.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import { rowsOf as documentRows } from '../case-documents/present.js';
import { mayOpen } from '../case-documents/queries.js';
import { rowsOf as chargeRows } from '../charges/present.js';
import { chargesOf } from '../charges/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { caseLines } from '../hearings/present.js';
import { hearingsOfCase } from '../hearings/queries.js';
import { idIn, SEARCH_MOST } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { rowsOf as peopleRows } from '../participants/present.js';
import { participantsOf } from '../participants/queries.js';
import { pseudonymRows } from '../protections/present.js';
import { pseudonymsOf } from '../protections/queries.js';
import { caseLines as rulingLines } from '../rulings/present.js';
import { rulingsOf } from '../rulings/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import {
  CaseForm,
  NewCaseForm,
  NoteForm,
  NumberForm,
  RemoveForm,
  readPhase,
  SearchForm,
  StageForm,
} from './form.js';
import * as present from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

/** All routes about cases themselves. */
export function caseRoutes(ctx: Ctx): Router {
  const router = Router();
  list(router, ctx);
  one(router, ctx);
  numbers(router, ctx);
  stages(router, ctx);
  notes(router, ctx);
  return router;
}

/** The case in the address with what stands above each of its pages. Throws NotFound. */
function load(asked: Pick<Asked, 'ctx' | 'params' | 'response'>) {
  const found = queries.visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
  if (!found) throw new NotFound();
  const language = languageOf(asked.response);
  return { one: found, language, head: present.headOf(found, language), ...present.choicesOf(language) };
}

/** The list with its search, and a new case. */
function list(router: Router, ctx: Ctx): void {
  // What is searched for is posted and stands in no address: it may be somebody's name.
  formPage(router, ctx, {
    url: '/staff/cases',
    allow: 'case.read',
    view: 'cases/list',
    form: SearchForm,
    load: ({ request, response }) => {
      const language = languageOf(response);
      const typed = request.method === 'POST' ? request.body?.q : '';
      const q = typeof typed === 'string' ? typed.slice(0, SEARCH_MOST) : '';
      const phase = readPhase(request.query.phase);
      const number = idIn(request.query.page) || 1;
      const found = service.listing(ctx, actorOf(response), { phase, page: number, q });
      const pageQuery = (at: number) => `${phase ? `phase=${phase}&` : ''}page=${at}`;
      return {
        rows: found.rows.map((row) => present.rowOf(row, language)),
        tabs: present.tabsOf(found.counts, found.searching ? null : phase, language),
        searching: found.searching,
        count: found.rows.length,
        previous: number > 1 && !found.searching ? pageQuery(number - 1) : null,
        next: found.hasMore ? pageQuery(number + 1) : null,
      };
    },
    show: () => ({}),
    save: () => '/staff/cases',
  });

  formPage(router, ctx, {
    url: '/staff/cases/new',
    allow: 'case.edit',
    view: 'cases/new',
    form: NewCaseForm,
    load: ({ response }) => ({
      ...present.choicesOf(languageOf(response)),
      today: localDate(ctx.clock.now()),
    }),
    values: ({ today }) => ({ court: 'BC-PR-SD', kind: 'first_instance', phase: 'IND', startedOn: today }),
    save: (asked, input) => {
      const id = service.open(asked.ctx, actorOf(asked.response), input);
      return { location: `/staff/cases/${id}`, flash: 'cases.flash.opened' };
    },
  });
}

/** One case with everything that belongs to it, and its title and court. */
function one(router: Router, ctx: Ctx): void {
  router.get('/staff/cases/:id', allow('case.read'), (request, response) => {
    const { one, head, language } = load({ ctx, params: request.params as Record<string, string>, response });
    const numbers = queries.numbersOf(ctx.db, one.id);
    const keys = numbers.map((number) => number.numberKey);
    const everybody = participantsOf(ctx.db, one.id);
    page(request, response, 'cases/show', {
      head,
      court: present.courtText(one.court, language),
      phase: present.phaseOf(one.phase, language),
      numbers: present.numberRows(numbers, queries.othersNumbered(ctx.db, one.id, keys), language),
      stages: present.stageRows(queries.stagesOf(ctx.db, one.id), language),
      people: peopleRows(everybody, language),
      charges: chargeRows(chargesOf(ctx.db, one.id), everybody, language),
      ...rulingLines(rulingsOf(ctx.db, one.id), everybody, language),
      documents: documentRows(mayOpen(ctx.db, actorOf(response), one.id), language),
      ...caseLines(hearingsOfCase(ctx.db, actorOf(response), one.id), language),
      pseudonyms: pseudonymRows(pseudonymsOf(ctx.db, one.id), language),
    });
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/edit',
    allow: 'case.edit',
    view: 'cases/edit',
    form: CaseForm,
    load,
    values: ({ one }) => ({ against: one.against, court: one.court }),
    save: (asked, input) => saved(asked, (id, actor) => service.change(asked.ctx, actor, { id, ...input })),
  });
}

function numbers(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/cases/:id/numbers/new',
    allow: 'case.edit',
    view: 'cases/number',
    form: NumberForm,
    load,
    values: () => ({ kind: 'appeal' }),
    save: (asked, input) =>
      saved(asked, (id, actor) => service.addNumber(asked.ctx, actor, { id, ...input })),
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/numbers/:number/remove',
    allow: 'case.edit',
    view: 'cases/remove-number',
    form: RemoveForm,
    load: (asked) => {
      const loaded = load(asked);
      const numberId = idIn(asked.params.number);
      const number = queries.numbersOf(asked.ctx.db, loaded.one.id).find((row) => row.id === numberId);
      if (!number) throw new NotFound();
      return { ...loaded, number };
    },
    save: (asked) =>
      saved(asked, (id, actor) =>
        service.removeNumber(asked.ctx, actor, { id, numberId: idIn(asked.params.number) }),
      ),
  });
}

function stages(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/cases/:id/stages/new',
    allow: 'case.edit',
    view: 'cases/stage',
    form: StageForm,
    load: (asked) => ({ ...load(asked), today: localDate(ctx.clock.now()) }),
    values: ({ one, today }) => ({ court: one.court, startedOn: today }),
    save: (asked, input) => saved(asked, (id, actor) => service.addStage(asked.ctx, actor, { id, ...input })),
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/stages/:stage/remove',
    allow: 'case.edit',
    view: 'cases/remove-stage',
    form: RemoveForm,
    load: (asked) => {
      const loaded = load(asked);
      const stageId = idIn(asked.params.stage);
      const stage = queries.stagesOf(asked.ctx.db, loaded.one.id).find((row) => row.id === stageId);
      if (!stage) throw new NotFound();
      const [row] = present.stageRows([stage], loaded.language);
      return { ...loaded, stage: row };
    },
    save: (asked) =>
      saved(asked, (id, actor) =>
        service.removeStage(asked.ctx, actor, { id, stageId: idIn(asked.params.stage) }),
      ),
  });
}

function notes(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/cases/:id/notes',
    allow: 'case.note',
    view: 'cases/notes',
    form: NoteForm,
    load: (asked) => {
      const loaded = load(asked);
      return { ...loaded, notes: service.notesOf(asked.ctx, loaded.one.id) };
    },
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.note(asked.ctx, actorOf(asked.response), { id, ...input });
      return { location: `/staff/cases/${id}/notes`, flash: 'cases.flash.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/notes/:note/remove',
    allow: 'case.note',
    view: 'cases/remove-note',
    form: RemoveForm,
    load: (asked) => {
      const loaded = load(asked);
      const noteId = idIn(asked.params.note);
      const note = service.notesOf(asked.ctx, loaded.one.id).find((row) => row.id === noteId);
      if (!note) throw new NotFound();
      return { ...loaded, note };
    },
    save: (asked) => {
      const [id, noteId] = [idIn(asked.params.id), idIn(asked.params.note)];
      service.removeNote(asked.ctx, actorOf(asked.response), { id, noteId });
      return { location: `/staff/cases/${id}/notes`, flash: 'cases.flash.saved' };
    },
  });
}

/** Does it to the case in the address, and goes back to it. */
function saved(asked: Asked, act: (id: number, actor: ReturnType<typeof actorOf>) => void) {
  const id = idIn(asked.params.id);
  act(id, actorOf(asked.response));
  return { location: `/staff/cases/${id}`, flash: 'cases.flash.saved' };
}
