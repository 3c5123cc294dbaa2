// The people register: the list and its search, one person with all spellings and roles, and finding two to be one.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { idIn, SEARCH_MOST } from '../lib/fields.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { AliasForm, NAME_MOST, NothingForm, OtherForm, PartyForm, RenameForm, SearchForm } from './form.js';
import * as present from './present.js';
import * as service from './service.js';

/** All routes of the people register. */
export function partyRoutes(ctx: Ctx): Router {
  const router = Router();
  list(router, ctx);
  one(router, ctx);
  spellings(router, ctx);
  merging(router, ctx);
  return router;
}

function head(asked: Asked) {
  const { party, aliases } = service.opened(asked.ctx, idIn(asked.params.id));
  return { id: party.id, name: party.name, version: party.version, aliases };
}

/** The list with its search, and somebody new. */
function list(router: Router, ctx: Ctx): void {
  // What is searched for is posted: a name is nobody's business but the searcher's.
  formPage(router, ctx, {
    url: '/staff/parties',
    allow: 'party.read',
    view: 'parties/list',
    form: SearchForm,
    load: ({ request, response }) => {
      const q = request.method === 'POST' && typeof request.body?.q === 'string' ? request.body.q : '';
      const language = languageOf(response);
      const newest = request.query.order === 'newest';
      const from = idIn(request.query.from) || null;
      const alphabet = language === 'sr-Cyrl' ? 'sr' : language;
      const asked = { q: q.slice(0, SEARCH_MOST), from, newest, alphabet } as const;
      const { rows, more, searching } = service.listing(ctx, asked);
      return { rows: rows.map((row) => present.rowOf(row, language)), more, searching, newest };
    },
    show: () => ({}),
    save: () => '/staff/parties',
  });

  formPage(router, ctx, {
    url: '/staff/parties/new',
    allow: 'party.edit',
    view: 'parties/new',
    form: PartyForm,
    load: ({ request }) => {
      const name = typeof request.body?.name === 'string' ? request.body.name.slice(0, NAME_MOST) : '';
      return { alike: name ? present.alikeOf(service.alike(ctx, name)) : [] };
    },
    save: (asked, input) => {
      const id = service.add(asked.ctx, actorOf(asked.response), input);
      return { location: `/staff/parties/${id}`, flash: 'parties.flash.added' };
    },
  });
}

/** One person under all spellings and in all roles; renamed, and removed. */
function one(router: Router, ctx: Ctx): void {
  router.get('/staff/parties/:id', allow('party.read'), (request, response) => {
    const language = languageOf(response);
    const id = idIn(request.params.id);
    const standing = service.standsFor(ctx, id);
    if (standing !== undefined && standing !== id)
      return response.redirect(303, `/staff/parties/${standing}`);
    const shown = service.opened(ctx, id);
    page(request, response, 'parties/show', {
      id: shown.party.id,
      name: shown.party.name,
      aliases: present.aliasesOf(shown.aliases, language),
      roles: present.rolesIn(shown.roles, language),
      merges: present.mergeLines(shown.merges, language),
      alike: present.alikeOf(shown.alike),
    });
  });

  formPage(router, ctx, {
    url: '/staff/parties/:id/name',
    allow: 'party.edit',
    view: 'parties/name',
    form: RenameForm,
    load: head,
    values: ({ name }) => ({ name }),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.rename(asked.ctx, actorOf(asked.response), { id, ...input });
      return { location: `/staff/parties/${id}`, flash: 'parties.flash.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/parties/:id/remove',
    allow: 'party.edit',
    view: 'parties/remove',
    form: NothingForm,
    load: head,
    save: (asked) => {
      service.remove(asked.ctx, actorOf(asked.response), idIn(asked.params.id));
      return { location: '/staff/parties', flash: 'parties.flash.removed' };
    },
  });
}

function spellings(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/parties/:id/spellings',
    allow: 'party.edit',
    view: 'parties/spellings',
    form: AliasForm,
    load: (asked) => {
      const language = languageOf(asked.response);
      const { id, name, aliases } = head(asked);
      return {
        id,
        name,
        aliases: present.aliasesOf(aliases, language),
        kinds: present.kindOptions(language),
      };
    },
    values: () => ({ kind: 'sr' }),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.addAlias(asked.ctx, actorOf(asked.response), { id, ...input });
      return { location: `/staff/parties/${id}/spellings`, flash: 'parties.flash.saved' };
    },
  });

  formPage(router, ctx, {
    url: '/staff/parties/:id/spellings/:spelling/remove',
    allow: 'party.edit',
    view: 'parties/remove-spelling',
    form: NothingForm,
    load: (asked) => {
      const { id, name, aliases } = head(asked);
      const wanted = idIn(asked.params.spelling);
      const spelling = aliases.find((alias) => alias.id === wanted);
      if (!spelling) throw new NotFound();
      return { id, name, aliasId: spelling.id, written: spelling.written };
    },
    save: (asked) => {
      const [id, aliasId] = [idIn(asked.params.id), idIn(asked.params.spelling)];
      service.removeAlias(asked.ctx, actorOf(asked.response), { id, aliasId });
      return { location: `/staff/parties/${id}/spellings`, flash: 'parties.flash.saved' };
    },
  });
}

/** Two that are found to be one. */
function merging(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/parties/:id/same',
    allow: 'party.merge',
    view: 'parties/same',
    form: OtherForm,
    load: (asked) => {
      const { party, alike } = service.opened(asked.ctx, idIn(asked.params.id));
      return { id: party.id, name: party.name, alike: present.alikeOf(alike) };
    },
    save: (asked, { other }) => {
      const id = idIn(asked.params.id);
      const standing = service.standsFor(asked.ctx, other);
      if (standing === undefined || standing === id) throw new Invalid({ other: 'parties.problem.other' });
      return `/staff/parties/${id}/same/${standing}`;
    },
  });

  formPage(router, ctx, {
    url: '/staff/parties/:id/same/:other',
    allow: 'party.merge',
    view: 'parties/merge',
    form: NothingForm,
    load: (asked) => {
      const language = languageOf(asked.response);
      const [kept, gone] = [asked.params.id, asked.params.other].map((id) =>
        service.opened(asked.ctx, idIn(id)),
      );
      if (!kept || !gone || kept.party.id === gone.party.id) throw new NotFound();
      return {
        kept: present.sideOf(kept, language),
        gone: present.sideOf(gone, language),
      };
    },
    save: (asked) => {
      const [keptId, goneId] = [idIn(asked.params.id), idIn(asked.params.other)];
      service.merge(asked.ctx, actorOf(asked.response), { keptId, goneId });
      return { location: `/staff/parties/${keptId}`, flash: 'parties.flash.merged' };
    },
  });
}
