// The public pages of calls, and the pages on which staff write and publish them.
import { Router } from 'express';
import { allow } from '../access/allow.js';
import type { Ctx } from '../context.js';
import { NotFound } from '../errors.js';
import { say, textLanguage } from '../i18n/index.js';
import { idIn } from '../lib/fields.js';
import { movedTexts } from '../outages/present.js';
import { extensionsOf } from '../outages/queries.js';
import { criteriaFrom, criteriaValues, placesOf, RubricForm } from '../questions/form.js';
import { criteriaWords } from '../questions/present.js';
import { isRubricUsed, questionsOf } from '../questions/queries.js';
import { type Asked, formPage } from '../web/form-page.js';
import { actorOf } from '../web/session.js';
import { languageOf, page } from '../web/views.js';
import {
  amounts,
  ConditionsForm,
  conditionsFrom,
  NewCallForm,
  PublishForm,
  SettingsForm,
  settingsFrom,
  switches,
  TextForm,
  type TextLanguage,
  textFields,
  textFrom,
  textLanguages,
} from './form.js';
import {
  callText,
  conditionsOptions,
  conditionsValues,
  correctionText,
  documentOptions,
  gapOf,
  listsOf,
  overviewOf,
  pageOf,
  settingsValues,
  staffRow,
} from './present.js';
import * as queries from './queries.js';
import { doubtsOf, gapsOf, mayFallBack } from './rules.js';
import * as service from './service.js';

/** All routes about calls. */
export function callRoutes(ctx: Ctx): Router {
  const router = Router();
  publicPages(router, ctx);
  beginning(router, ctx);
  overview(router, ctx);
  writing(router, ctx);
  settings(router, ctx);
  conditions(router, ctx);
  rubric(router, ctx);
  publishing(router, ctx);
  return router;
}

/** The list of calls and one call, for everybody. */
function publicPages(router: Router, ctx: Ctx): void {
  router.get('/calls', allow('public'), (request, response) => {
    const calls = queries.publishedCalls(ctx.db);
    const texts = queries.textsOfMany(
      ctx.db,
      calls.map((call) => call.id),
    );
    page(request, response, 'calls/list', listsOf(calls, texts, ctx.clock.now(), languageOf(response)));
  });

  router.get('/calls/:slug', allow('public'), (request, response) => {
    const call = queries.callBySlug(ctx.db, String(request.params.slug));
    const version = call && queries.currentVersion(ctx.db, call.id);
    if (!call || !version) throw new NotFound();
    const texts = queries.textsOf(ctx.db, call.id);
    const institutions = queries.institutionsNamed(ctx.db, version.conditions.institutions);
    const shown = pageOf(
      call,
      texts,
      version.conditions,
      institutions,
      ctx.clock.now(),
      languageOf(response),
    );
    const corrected = correctionText(version, languageOf(response));
    const extended = movedTexts(extensionsOf(ctx.db, 'call', call.id), languageOf(response), 'call');
    page(request, response, 'calls/show', { call: { ...shown, corrected }, extended });
  });
}

/** All calls, and a new one begun as a copy. */
function beginning(router: Router, ctx: Ctx): void {
  router.get('/staff/calls', allow('call.read'), (request, response) => {
    const language = languageOf(response);
    const calls = queries.allCalls(ctx.db);
    const texts = queries.textsOfMany(
      ctx.db,
      calls.map((call) => call.id),
    );
    const counts = queries.countsOfMany(
      ctx.db,
      calls.map((call) => call.id),
    );
    const rows = calls.map((call) =>
      staffRow(call, texts.get(call.id) ?? [], counts.get(call.id) ?? 0, ctx.clock.now(), language),
    );
    page(request, response, 'calls/staff-list', { rows });
  });

  formPage(router, ctx, {
    url: '/staff/calls/new',
    allow: 'call.edit',
    view: 'calls/staff-new',
    form: NewCallForm,
    load: (asked) => {
      const calls = queries.allCalls(asked.ctx.db);
      const texts = queries.textsOfMany(
        asked.ctx.db,
        calls.map((call) => call.id),
      );
      const titleOf = (id: number) => callText(texts.get(id) ?? [], languageOf(asked.response)).text.title;
      return {
        sources: calls.map((call) => ({ value: String(call.id), label: titleOf(call.id) || call.slug })),
      };
    },
    values: (loaded) => ({ from: loaded.sources[0]?.value ?? '' }),
    save: (asked, input) => ({
      location: `/staff/calls/${service.create(asked.ctx, actorOf(asked.response), input)}`,
      flash: 'calls.flash.created',
    }),
  });
}

function overview(router: Router, ctx: Ctx): void {
  router.get('/staff/calls/:id', allow('call.read'), (request, response) => {
    const call = wanted(ctx, request.params.id);
    const language = languageOf(response);
    const shown = overviewOf(
      call,
      queries.textsOf(ctx.db, call.id),
      queries.versionsOf(ctx.db, call.id),
      queries.countsOf(ctx.db, call.id),
      ctx.clock.now(),
      language,
      questionsOf(ctx.db, call.id)?.questions,
    );
    const extended = movedTexts(extensionsOf(ctx.db, 'call', call.id), language, 'call');
    page(request, response, 'calls/staff-show', { call: shown, extended });
  });
}

function writing(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/calls/:id/text/:language',
    allow: 'call.edit',
    view: 'calls/staff-text',
    form: TextForm,
    load: (asked) => {
      const { call, head } = loadHead(asked);
      const language = textLanguageOf(asked.params.language);
      const texts = queries.textsOf(asked.ctx.db, call.id);
      const row = texts.find((text) => text.language === language);
      const institutions = queries.institutionsOf(asked.ctx.db, call.id);
      return {
        head,
        code: language,
        version: service.editionOf(row ?? null),
        fields: Object.entries(textFields).map(([name, max]) => ({ name, max })),
        others: textLanguages
          .filter((code) => code !== language && mayFallBack(texts, language, code))
          .map((code) => ({ value: code, label: say(languageOf(asked.response), `calls.language.${code}`) })),
        tabs: textLanguages.map((code) => ({ code, current: code === language, id: call.id })),
        row,
        preview: pageOf(call, texts, call.conditions, institutions, asked.ctx.clock.now(), language),
      };
    },
    values: ({ row }) => ({ ...(row ?? {}), fallsBackTo: row?.fallsBackTo ?? '' }),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const language = textLanguageOf(asked.params.language);
      const { fallsBackTo, version } = input;
      const text = textFrom(input);
      service.writeText(asked.ctx, actorOf(asked.response), {
        id,
        language,
        text,
        fallsBackTo,
        version: version ?? '',
      });
      return { location: `/staff/calls/${id}/text/${language}`, flash: 'calls.flash.saved' };
    },
  });
}

function settings(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/calls/:id/settings',
    allow: 'call.edit',
    view: 'calls/staff-settings',
    form: SettingsForm,
    load: (asked) => {
      const { call, head } = loadHead(asked);
      const part = service.settingsPart(call);
      return {
        head,
        part,
        version: service.editionOf(part),
        switches,
        amounts: Object.keys(amounts),
        slots: documentOptions(languageOf(asked.response)),
      };
    },
    values: ({ part }) => settingsValues(part),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.changeSettings(asked.ctx, actorOf(asked.response), {
        id,
        slug: input.slug,
        opensOn: input.opensOn,
        closesOn: input.closesOn,
        graceMinutes: input.graceMinutes,
        places: input.places,
        monthsMin: input.monthsMin,
        monthsMax: input.monthsMax,
        contactName: {
          sq: input.contactNameSq ?? '',
          sr: input.contactNameSr ?? '',
          en: input.contactNameEn ?? '',
        },
        contactEmail: input.contactEmail,
        contactPhone: input.contactPhone ?? '',
        requiredDocuments: input.requiredDocuments,
        optionalDocuments: input.optionalDocuments,
        settings: settingsFrom(input),
        version: input.version ?? '',
      });
      return { location: `/staff/calls/${id}`, flash: 'calls.flash.saved' };
    },
  });
}

function conditions(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/calls/:id/conditions',
    allow: 'call.edit',
    view: 'calls/staff-conditions',
    form: ConditionsForm,
    load: (asked) => {
      const { call, head } = loadHead(asked);
      const language = languageOf(asked.response);
      const institutions = queries.allInstitutions(asked.ctx.db);
      return {
        head,
        conditions: call.conditions,
        reader: language,
        version: service.editionOf(call.conditions),
        options: conditionsOptions(institutions, language),
      };
    },
    values: ({ conditions, reader }) => conditionsValues(conditions, reader),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const conditions = conditionsFrom(input);
      service.changeConditions(asked.ctx, actorOf(asked.response), {
        id,
        conditions,
        version: input.version ?? '',
      });
      return { location: `/staff/calls/${id}`, flash: 'calls.flash.saved' };
    },
  });
}

function rubric(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/calls/:id/rubric',
    allow: 'call.edit',
    view: 'calls/staff-rubric',
    form: RubricForm,
    load: (asked) => {
      const { call, head } = loadHead(asked);
      const { rubric } = call;
      return {
        head,
        rubric,
        used: isRubricUsed(asked.ctx.db, call.id) ? criteriaWords(rubric, languageOf(asked.response)) : null,
        version: service.editionOf(rubric),
        places: placesOf('criterion', textLanguage(languageOf(asked.response))).map((place) => ({
          ...place,
          title: say(languageOf(asked.response), `calls.rubric.place.${place.number as 1}`),
        })),
      };
    },
    values: ({ rubric }) => criteriaValues('criterion', rubric),
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      const before = queries.callById(asked.ctx.db, id)?.rubric ?? [];
      const rubric = criteriaFrom('criterion', input, before);
      service.changeRubric(asked.ctx, actorOf(asked.response), {
        id,
        rubric,
        version: String(input.version ?? ''),
      });
      return { location: `/staff/calls/${id}`, flash: 'calls.flash.saved' };
    },
  });
}

function publishing(router: Router, ctx: Ctx): void {
  formPage(router, ctx, {
    url: '/staff/calls/:id/publish',
    allow: 'call.publish',
    view: 'calls/staff-publish',
    form: PublishForm,
    load: (asked) => {
      const { call, head } = loadHead(asked);
      const language = languageOf(asked.response);
      const texts = queries.textsOf(asked.ctx.db, call.id);
      const now = asked.ctx.clock.now();
      return {
        head,
        version: call.version,
        gaps: gapsOf(call, texts, now, questionsOf(asked.ctx.db, call.id)?.questions).map((gap) =>
          gapOf(gap, call.id, language),
        ),
        doubts: doubtsOf(call, texts).map((doubt) => gapOf(doubt, call.id, language)),
        call: pageOf(
          call,
          texts,
          call.conditions,
          queries.institutionsOf(asked.ctx.db, call.id),
          now,
          language,
        ),
      };
    },
    save: (asked, input) => {
      const id = idIn(asked.params.id);
      service.publish(asked.ctx, actorOf(asked.response), { ...input, id });
      return { location: `/staff/calls/${id}`, flash: 'calls.flash.published' };
    },
  });
}

/** The call in the address and what stands above each of its pages. */
function loadHead({ ctx, params, response }: Asked) {
  const call = wanted(ctx, params.id);
  const { text, lang } = callText(queries.textsOf(ctx.db, call.id), languageOf(response));
  const head = { id: call.id, title: text.title || call.slug, lang, isDraft: call.state === 'draft' };
  return { call, head };
}

function wanted(ctx: Ctx, id: unknown): queries.Call {
  const call = queries.callById(ctx.db, idIn(id));
  if (!call) throw new NotFound();
  return call;
}

function textLanguageOf(code: unknown): TextLanguage {
  const language = textLanguages.find((one) => one === code);
  if (!language) throw new NotFound();
  return language;
}
