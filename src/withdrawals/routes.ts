// Withdrawing an application and taking it back: the applicant's pages, and the staff's at the applicant's request.
import { Router } from 'express';
import { NothingForm } from '../applications/form.js';
import { headOf } from '../applications/present.js';
import type { Ctx } from '../context.js';
import { idIn } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { StaffForm, WithdrawForm } from './form.js';
import * as service from './service.js';

/** All routes about withdrawing. */
export function withdrawalRoutes(ctx: Ctx): Router {
  const router = Router();
  own(router, ctx);
  staff(router, ctx);
  return router;
}

function own(router: Router, ctx: Ctx): void {
  const by = 'application.withdraw';
  const load = (asked: Asked) => {
    const shown = service.opened(ctx, actorOf(asked.response), by, idIn(asked.params.id));
    const { inTime, endsPlacement } = shown;
    return { ...headOf(shown, languageOf(asked.response), '/my/applications'), inTime, endsPlacement };
  };

  formPage(router, ctx, {
    url: '/my/applications/:id/withdraw',
    allow: by,
    view: 'withdrawals/withdraw',
    form: WithdrawForm,
    load,
    save: (asked, { reason }) => {
      const id = idIn(asked.params.id);
      service.withdraw(asked.ctx, actorOf(asked.response), by, { id, reason });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.withdrawn' };
    },
  });

  formPage(router, ctx, {
    url: '/my/applications/:id/reinstate',
    allow: by,
    view: 'withdrawals/reinstate',
    form: NothingForm,
    load,
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.reinstate(asked.ctx, actorOf(asked.response), by, { id, reason: null });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.reinstated' };
    },
  });
}

function staff(router: Router, ctx: Ctx): void {
  const by = 'withdrawal.enter';
  const load = (asked: Asked) => {
    const shown = service.opened(ctx, actorOf(asked.response), by, idIn(asked.params.id));
    const { id, version } = shown.application;
    return { id, version, name: shown.name, endsPlacement: shown.endsPlacement };
  };

  formPage(router, ctx, {
    url: '/staff/applications/:id/withdraw',
    allow: by,
    view: 'withdrawals/staff-withdraw',
    form: StaffForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.withdraw(asked.ctx, actorOf(asked.response), by, { id, ...input });
      return { location: `/staff/applications/${id}`, flash: 'withdrawals.flash.withdrawn' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/reinstate',
    allow: by,
    view: 'withdrawals/staff-reinstate',
    form: StaffForm,
    load,
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.reinstate(asked.ctx, actorOf(asked.response), by, { id, ...input });
      return { location: `/staff/applications/${id}`, flash: 'withdrawals.flash.reinstated' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/applications/:id/restore',
    allow: 'decision.correct',
    view: 'withdrawals/staff-restore',
    form: StaffForm,
    load: (asked) => {
      const shown = service.opened(ctx, actorOf(asked.response), 'decision.correct', idIn(asked.params.id));
      const { id, version, state } = shown.application;
      return { id, version, name: shown.name, legal: state === 'withdrawn' };
    },
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.reinstate(asked.ctx, actorOf(asked.response), 'decision.correct', { id, ...input });
      return { location: `/staff/applications/${id}`, flash: 'withdrawals.flash.restored' };
    },
  });
}
