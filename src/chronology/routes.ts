// One page for each case with everything that happened in it, to read, print and take along as a document.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { dateTime } from '../i18n/format.js';
import { type Language, localeOf, say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { WORD_TYPE, wordOf } from '../paper/word.js';
import { formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf } from '../web/views.js';
import { LookForm } from './form.js';
import { pageOf } from './present.js';
import * as service from './service.js';

/** All routes of the chronology. */
export function chronologyRoutes(ctx: Ctx): Router {
  const router = Router();

  formPage(router, ctx, {
    url: '/staff/cases/:id/chronology',
    allow: 'case.read',
    view: 'chronology/show',
    form: LookForm,
    load: ({ ctx, params, request, response }) => {
      const id = idIn(params.id);
      const shown = service.chronology(ctx, actorOf(response), id);
      const onlyNew = request.query.only === 'new';
      return { id, madeAt: ctx.clock.now(), ...pageOf(shown, onlyNew, languageOf(response)) };
    },
    save: (asked) => {
      const id = idIn(asked.params.id);
      service.look(asked.ctx, actorOf(asked.response), id);
      return { location: `/staff/cases/${id}/chronology`, flash: 'chronology.flash.marked' };
    },
  });

  // A GET that writes one row: that somebody took a copy is recorded, and a link is what people expect.
  router.get('/staff/cases/:id/chronology.docx', allow('case.read'), async (request, response) => {
    const language = languageOf(response);
    const id = idIn(request.params.id);
    const shown = pageOf(service.taken(ctx, actorOf(response), id), false, language);
    const document = await wordOf(documentOf(shown, language, ctx.clock.now()));
    response.set('Cache-Control', 'private, no-store');
    response.attachment(`${say(language, 'chronology.file')}-${id}.docx`);
    response.type(WORD_TYPE).send(document);
  });

  return router;
}

/** The same as the page, as the parts of a document. */
function documentOf(shown: ReturnType<typeof pageOf>, language: Language, now: number) {
  return {
    language: localeOf(language),
    title: shown.caseTitle,
    subtitle: `${say(language, 'chronology.title')} · ${shown.court} · ${shown.phase}`,
    opening: [
      ...shown.numbers.map(({ written, kind }) => `${written} (${kind})`),
      ...shown.spellings.map(
        ({ name, others }) => `${say(language, 'chronology.spellings', { name })}: ${others.join(', ')}`,
      ),
    ],
    sections: shown.years.map(({ year, lines }) => ({
      heading: year,
      rows: lines.map(({ day, sameDay, text, facts }) => ({
        first: sameDay ? '' : day,
        second: text,
        more: facts.join(' · '),
      })),
    })),
    footer: say(language, 'chronology.made', { when: dateTime(language, now) }),
  };
}
