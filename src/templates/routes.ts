// The pages on which staff write their own texts of letters, per call and language, with a sample beside.
import { type Response, Router } from 'express';
import { allow } from '../access/allow.js';
import { callText } from '../calls/present.js';
import { callById, textsOf } from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { say } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { htmlTag, nameOf, wordsOf } from '../mail/present.js';
import { renderWording } from '../mail/render.js';
import type { Wording } from '../mail/rules.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import { SampleForm, StandardForm, WordingForm } from './form.js';
import * as present from './present.js';
import { newestOf } from './queries.js';
import * as service from './service.js';

const PLACE = '/staff/calls/:id/letters/:letter/:language';

/** All routes about the texts of letters. */
export function templateRoutes(ctx: Ctx): Router {
  const router = Router();

  router.get('/staff/calls/:id/letters', allow('template.read'), (request, response) => {
    const call = callById(ctx.db, idIn(request.params.id));
    if (!call) throw new NotFound();
    const rows = present.rowsOf(languageOf(response), call.id, newestOf(ctx.db, call.id));
    page(request, response, 'templates/list', { call: headOf(ctx, response, call.id), rows });
  });

  router.get(PLACE, allow('template.read'), (request, response) => {
    page(request, response, 'templates/show', shownOf(ctx, response, request.params));
  });

  formPage(router, ctx, {
    url: `${PLACE}/edit`,
    allow: 'template.edit',
    view: 'templates/edit',
    form: WordingForm,
    load: (asked) => editOf(asked),
    values: ({ wording }) => wording,
    save: ({ ctx, params, response }, input) => {
      const { text } = placeOf(ctx, params);
      service.write(ctx, actorOf(response), text, input);
      return { location: urlOf(text), flash: 'templates.flash.written' };
    },
  });

  // The sample while it is typed: a part of the page for htmx, the whole page for the button.
  formPage(router, ctx, {
    url: `${PLACE}/preview`,
    allow: 'template.edit',
    view: 'templates/edit',
    form: SampleForm,
    load: (asked) => editOf(asked),
    values: ({ wording }) => wording,
    show: (_asked, input) => ({ values: input }),
    save: ({ ctx, params }) => urlOf(placeOf(ctx, params).text),
  });

  formPage(router, ctx, {
    url: `${PLACE}/standard`,
    allow: 'template.edit',
    view: 'templates/show',
    form: StandardForm,
    load: ({ ctx, params, response }) => shownOf(ctx, response, params),
    save: ({ ctx, params, response }, input) => {
      const { text } = placeOf(ctx, params);
      service.takeBack(ctx, actorOf(response), text, input);
      return { location: urlOf(text), flash: 'templates.flash.standard' };
    },
  });

  return router;
}

type Params = Record<string, string | string[] | undefined>;

function placeOf(ctx: Ctx, params: Params) {
  const { letter, language } = params;
  if (typeof letter !== 'string' || !present.isTextLanguage(language)) throw new NotFound();
  return service.opened(ctx, { callId: idIn(params.id), letter, language });
}

const urlOf = ({ callId, letter, language }: service.Text) =>
  `/staff/calls/${callId}/letters/${letter}/${language}`;

function headOf(ctx: Ctx, response: Response, callId: number) {
  const { language, text } = callText(textsOf(ctx.db, callId), languageOf(response));
  return { id: callId, title: text.title, lang: htmlTag(language) };
}

/** What both pages of one text show; `wording` is what the sample is made of. */
function modelOf(ctx: Ctx, response: Response, opened: ReturnType<typeof placeOf>, wording: Wording) {
  const { letter, language } = opened.text;
  const reader = languageOf(response);
  const title = callText(textsOf(ctx.db, opened.call.id), language).text.title;
  const data = present.sampleData(letter, language, { title, baseUrl: ctx.config.baseUrl });
  const { subject, ...body } = renderWording(letter, language, wording, data);
  return {
    call: headOf(ctx, response, opened.call.id),
    place: urlOf(opened.text),
    name: nameOf(reader, letter),
    languageName: say(reader, `calls.language.${language}`),
    lang: htmlTag(language),
    isOwn: opened.own !== undefined,
    wording: opened.wording,
    version: opened.version,
    sample: { subject, words: wordsOf(body) },
    fields: present.fieldRows(reader, letter, data),
    ...present.remarksOn(reader, letter, wording),
  };
}

function shownOf(ctx: Ctx, response: Response, params: Params) {
  const opened = placeOf(ctx, params);
  const versions = present.versionRows(opened.versions, opened.text.language);
  return { ...modelOf(ctx, response, opened, opened.wording), versions };
}

function editOf({ ctx, params, request, response }: Asked) {
  const opened = placeOf(ctx, params);
  const typed = SampleForm.safeParse(request.body ?? {});
  const wording = request.method === 'POST' && typed.success ? typed.data : opened.wording;
  return modelOf(ctx, response, opened, wording);
}
