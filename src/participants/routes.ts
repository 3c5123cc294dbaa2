// The pages on which somebody is entered into a case, changed and ended.
import { Router } from 'express';
import { headOf } from '../cases/present.js';
import { visibleTo } from '../cases/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { localDate } from '../lib/time.js';
import { NAME_MOST } from '../parties/form.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { AddForm, ChangeForm, RemoveForm } from './form.js';
import * as present from './present.js';
import { participantsOf } from './queries.js';
import { actsFor } from './rules.js';
import * as service from './service.js';

/** All routes about who takes part. */
export function participantRoutes(ctx: Ctx): Router {
  const router = Router();
  const load = (asked: Asked) => {
    const found = visibleTo(asked.ctx.db, actorOf(asked.response), idIn(asked.params.id));
    if (!found) throw new NotFound();
    const language = languageOf(asked.response);
    const everybody = participantsOf(asked.ctx.db, found.id);
    return { head: headOf(found, language), everybody, ...present.choicesOf(everybody, language) };
  };

  formPage(router, ctx, {
    url: '/staff/cases/:id/participants/new',
    allow: 'case.edit',
    view: 'participants/new',
    form: AddForm,
    load: (asked) => {
      const typed = asked.request.body?.name;
      const name = typeof typed === 'string' ? typed.slice(0, NAME_MOST) : '';
      const language = languageOf(asked.response);
      const alike = name === '' ? [] : service.alike(ctx, name);
      return {
        ...load(asked),
        today: localDate(ctx.clock.now()),
        alike:
          alike.length === 0
            ? null
            : [
                ...alike.map((one) => ({ value: String(one.id), label: one.name })),
                { value: 'new', label: say(language, 'participants.new.another') },
              ],
      };
    },
    values: ({ today }) => ({ role: 'ACC', sinceOn: today }),
    save: (asked, input) => {
      const caseId = idIn(asked.params.id);
      service.add(asked.ctx, actorOf(asked.response), { caseId, ...input });
      return { location: `/staff/cases/${caseId}`, flash: 'participants.flash.added' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/participants/:participant',
    allow: 'case.edit',
    view: 'participants/change',
    form: ChangeForm,
    load: (asked) => {
      const loaded = load(asked);
      const row = service.opened(asked.ctx, loaded.head.id, idIn(asked.params.participant));
      const named = loaded.everybody.find((one) => one.id === row.id);
      return {
        ...loaded,
        row,
        name: named?.name ?? '',
        partyId: named?.partyId ?? row.partyId,
        role: say(languageOf(asked.response), `terms.roles.${row.role}`),
        isAccused: row.role === 'ACC',
        isCounsel: row.role === 'DEF',
        isFor: actsFor.includes(row.role),
      };
    },
    values: ({ row }) => ({
      sinceOn: row.sinceOn,
      untilOn: row.untilOn,
      custody: row.custody,
      inAbsentia: row.inAbsentia ? 'on' : '',
      forId: row.forId === null ? '' : String(row.forId),
      counselKind: row.counselKind,
    }),
    save: (asked, input) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.participant)];
      service.change(asked.ctx, actorOf(asked.response), { caseId, id, ...input });
      return { location: `/staff/cases/${caseId}`, flash: 'participants.flash.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/cases/:id/participants/:participant/remove',
    allow: 'case.edit',
    view: 'participants/remove',
    form: RemoveForm,
    load: (asked) => {
      const loaded = load(asked);
      const row = service.opened(asked.ctx, loaded.head.id, idIn(asked.params.participant));
      const named = loaded.everybody.find((one) => one.id === row.id);
      return { head: loaded.head, row, name: named?.name ?? '' };
    },
    save: (asked) => {
      const [caseId, id] = [idIn(asked.params.id), idIn(asked.params.participant)];
      service.remove(asked.ctx, actorOf(asked.response), { caseId, id });
      return { location: `/staff/cases/${caseId}`, flash: 'participants.flash.removed' };
    },
  });

  return router;
}
