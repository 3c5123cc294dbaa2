// Who sits on a panel: changed by a coordinator, answered by whoever is proposed; and what its members say of applicants.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import { nameText } from '../applications/present.js';
import { DeclareForm } from '../conflicts/form.js';
import { kindOptions } from '../conflicts/present.js';
import type { Ctx } from '../context.js';
import { say } from '../i18n/index.js';
import { planOptions, sessionHead } from '../interviews/present.js';
import { panelCandidates } from '../interviews/queries.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AnswerForm, ProposeForm } from './form.js';
import { answerPage, changeRows } from './present.js';
import * as service from './service.js';

/** All routes about who sits on a panel. */
export function panelRoutes(ctx: Ctx): Router {
  const router = Router();
  declaring(router, ctx);
  changing(router, ctx);
  return router;
}

const idOf = (asked: Asked) => idIn(asked.params.id);

function declaring(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/bookings/:id/conflict',
    allow: 'interview.declare',
    view: 'panels/staff-declare',
    form: DeclareForm,
    load: (asked) => {
      const language = languageOf(asked.response);
      const shown = service.toDeclare(asked.ctx, actorOf(asked.response), idOf(asked));
      return {
        id: shown.booking.id,
        sessionId: shown.session.id,
        name: nameText(shown.name, language),
        reference: shown.application.reference ?? '',
        kinds: kindOptions(language),
      };
    },
    save: (asked, said) => {
      const bookingId = idOf(asked);
      const session = service.declare(asked.ctx, actorOf(asked.response), { bookingId, ...said });
      const flash = said.kind === 'none' ? 'conflicts.flash.none' : 'conflicts.flash.kept_out';
      return { location: `/staff/interviews/${session}`, flash };
    },
  });

  formPage(router, ctx, {
    url: '/staff/panel-changes/:id',
    allow: 'panel.join',
    view: 'panels/staff-answer',
    form: AnswerForm,
    load: (asked) =>
      answerPage(
        service.toAnswer(asked.ctx, actorOf(asked.response), idOf(asked)),
        languageOf(asked.response),
      ),
    save: (asked, typed) => {
      const { state, sessionId } = service.answer(asked.ctx, actorOf(asked.response), idOf(asked), typed);
      return state === 'seated'
        ? { location: `/staff/interviews/${sessionId}`, flash: 'panels.flash.seated' }
        : { location: '/staff/tasks', flash: 'panels.flash.declined' };
    },
  });
}

function changing(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/interviews/:id/panel',
    allow: 'interview.plan',
    view: 'panels/staff-change',
    form: ProposeForm,
    load: (asked) => {
      const {
        session,
        panel,
        slots,
        asked: open,
        declined,
        last,
      } = service.panelOfSession(asked.ctx, actorOf(asked.response), idOf(asked));
      const language = languageOf(asked.response);
      const others = panelCandidates(asked.ctx.db).filter(
        ({ personId }) => !panel.some((one) => one.personId === personId),
      );
      return {
        session: sessionHead(session, panel, slots, language),
        members: planOptions([], panel, language).people,
        people: planOptions([], others, language).people,
        rows: changeRows({ asked: open, declined, last }, language),
      };
    },
    save: (asked, input) => {
      const id = idOf(asked);
      const flash = service.propose(asked.ctx, actorOf(asked.response), id, input);
      return { location: `/staff/interviews/${id}`, flash: `panels.flash.changed_${flash}` };
    },
  });

  formPage(router, ctx, {
    url: '/staff/panel-changes/:id/undo',
    allow: 'interview.plan',
    view: 'panels/staff-undo',
    form: NothingForm,
    load: (asked) => {
      const found = service.toUndo(asked.ctx, actorOf(asked.response), idOf(asked));
      const language = languageOf(asked.response);
      const { session, panel, slots, change, isOpen } = found;
      return {
        id: change.id,
        isOpen,
        title: say(language, isOpen ? 'panels.undo.title_asked' : 'panels.undo.title'),
        session: sessionHead(session, panel, slots, language),
        rows: changeRows(found, language).filter(({ id }) => id === change.id),
      };
    },
    save: (asked) => {
      const sessionId = service.undo(asked.ctx, actorOf(asked.response), idOf(asked));
      return { location: `/staff/interviews/${sessionId}`, flash: 'panels.flash.undone' };
    },
  });
}
