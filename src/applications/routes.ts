// The applicant's pages: start, tasks, one page a section, check and send, status. Staff entering an application
// from an e-mail or from paper walk the same pages under another address.
import { type Request, type Response, Router } from 'express';
import { communities } from '../../db/schema/applications.js';
import type { Actor } from '../access/actor.js';
import { allow } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { callText, contactOf, statusOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import type { Ctx } from '../context.js';
import { factsFrom } from '../eligibility/form.js';
import { presentTrace, studiesOptions } from '../eligibility/present.js';
import { latestTrace } from '../eligibility/queries.js';
import { type Conditions, evaluate } from '../eligibility/rules.js';
import { Invalid, NotFound, Stale } from '../errors.js';
import { type Language, languages, say } from '../i18n/index.js';
import { localDate, toInstant, workingDaysAfter } from '../lib/time.js';
import { hashToken } from '../lib/token.js';
import { answersPdf } from '../paper/answers.js';
import { prepareDocument } from '../paper/document.js';
import { type Asked, formPage, type Typed } from '../web/form-page.js';
import { openCookie, sealCookie } from '../web/sealed-cookie.js';
import { actorOf } from '../web/session.js';
import { fragment, languageOf, page, wantsFragment } from '../web/views.js';
import {
  CommunityForm,
  FilesForm,
  isSection,
  isSlot,
  LateKeyForm,
  type Section,
  SubmitForm,
  sectionForms,
  WithdrawForm,
} from './form.js';
import { answersInWords, documentRows, stageOf, stagesOf, taskList } from './present.js';
import * as queries from './queries.js';
import * as service from './service.js';

const MINE = '/my/applications/:id';
const ENTRY = '/staff/entries/:id';

/** All routes of the applicant's side. */
export function applicationRoutes(ctx: Ctx): Router {
  const router = Router();

  router.post('/calls/:slug/apply', allow('application.start'), (request, response) => {
    const id = service.start(ctx, actorOf(response), { slug: String(request.params.slug) });
    response.redirect(303, `/my/applications/${id}`);
  });

  // Where sign-in leads back to: a page with the same button, since a GET begins nothing.
  router.get('/calls/:slug/apply', allow('application.start'), (request, response) => {
    const call = calls.callBySlug(ctx.db, String(request.params.slug));
    if (!call) throw new NotFound();
    const { title } = callText(calls.textsOf(ctx.db, call.id), languageOf(response)).text;
    const open = statusOf(call, ctx.clock.now()) === 'open';
    page(request, response, 'applications/start', {
      slug: call.slug,
      callTitle: title,
      closesAt: call.closesAt,
      open,
    });
  });

  formPage(router, ctx, {
    url: '/calls/:slug/late',
    allow: 'application.start',
    view: 'applications/late',
    form: LateKeyForm,
    load: ({ ctx, params, response }) => {
      const call = calls.callBySlug(ctx.db, params.slug ?? '');
      if (!call) throw new NotFound();
      const { title } = callText(calls.textsOf(ctx.db, call.id), languageOf(response)).text;
      return { slug: call.slug, callTitle: title };
    },
    save: ({ ctx, response, params }, input) => {
      const slug = params.slug ?? '';
      return `/my/applications/${service.start(ctx, actorOf(response), { slug, lateKeyHash: hashToken(input.key) })}`;
    },
  });

  router.get('/my/applications', allow('application.follow'), (request, response) => {
    const language = languageOf(response);
    const rows = queries
      .applicationsOf(ctx.db, actorOf(response).personId)
      .map(({ application, slug, closesAt }) => ({
        url: `/my/applications/${application.id}`,
        title: callText(calls.textsOf(ctx.db, application.callId), language).text.title,
        reference: application.reference,
        slug,
        closesAt,
        state: say(language, stageOf(application.state).labelKey),
        tone: stageOf(application.state).tone,
      }));
    const [only] = rows;
    if (rows.length === 1 && only) return response.redirect(303, only.url);
    page(request, response, 'applications/mine', { rows });
  });

  router.get(MINE, allow('application.follow'), (request, response) => {
    const loaded = load(ctx, response, 'application.follow', request);
    if (loaded.application.state === 'draft') return showTasks(ctx, request, response, loaded, 'mine');
    const { application, call } = loaded;
    const language = languageOf(response);
    const version = calls.currentVersion(ctx.db, call.id);
    const trace = latestTrace(ctx.db, application.id);
    const stage = stageOf(application.state);
    page(request, response, 'applications/status', {
      ...head(ctx, response, loaded, 'mine'),
      application,
      stages: stagesOf(application.state).map((one) => ({ ...one, label: say(language, one.labelKey) })),
      stage: { label: say(language, stage.labelKey), next: say(language, stage.nextKey), tone: stage.tone },
      submittedAt: application.submittedAt,
      closesAt: call.closesAt,
      readBy: toInstant(workingDaysAfter(localDate(call.closesAt), 15), '12:00'),
      contact: contactOf(call, language),
      editable: service.editable(ctx, loaded),
      mayReinstate: application.state === 'withdrawn' && ctx.clock.now() <= call.closesAt,
      mayWithdraw: (service.live as readonly string[]).includes(application.state),
      toConfirm: application.source !== 'web' && application.confirmedAt === null,
      trace: trace && version ? presentTrace(trace, separator(language)) : null,
      sections: words(ctx, loaded.application.id, language),
      documents: documentRows(call, queries.documentsOf(ctx.db, application.id)).map((row) =>
        inLanguage(row, language),
      ),
    });
  });

  sections(router, ctx, MINE, 'application.edit', 'mine');
  sections(router, ctx, ENTRY, 'application.enter', 'entry');

  formPage(router, ctx, {
    url: `${MINE}/community`,
    allow: 'application.edit',
    view: 'applications/community',
    form: CommunityForm,
    load: (asked) => {
      const loaded = load(ctx, asked.response, 'application.edit', asked.request);
      if (!settingsOf(loaded.call).communityQuestion) throw new NotFound();
      const language = languageOf(asked.response);
      return {
        ...head(ctx, asked.response, loaded, 'mine'),
        optIn: settingsOf(loaded.call).communityOptIn,
        communities: communities.map((value) => ({
          value,
          label: say(language, `applications.community.${value}`),
        })),
        answered: openCookie(asked.request, COMMUNITY, loaded.application.id) ?? '',
        shared: queries.optInOf(ctx.db, loaded.application.id) !== undefined,
      };
    },
    values: ({ answered, shared }) => ({ community: answered, share: shared ? 'on' : '' }),
    save: (asked, input) => {
      const id = Number(asked.params.id);
      const loaded = load(asked.ctx, asked.response, 'application.edit', asked.request);
      const share = settingsOf(loaded.call).communityOptIn && input.share && input.community !== 'no_answer';
      service.setOptIn(asked.ctx, actorOf(asked.response), { id, community: share ? input.community : null });
      // The anonymous answer stays in this browser until the application is sent: it is never stored with it.
      sealCookie(asked.request, asked.response, COMMUNITY, id, input.community);
      return `/my/applications/${id}`;
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/check`,
    allow: 'application.submit',
    view: 'applications/check',
    form: SubmitForm,
    load: (asked) => checkModel(ctx, asked, 'application.submit', 'mine'),
    save: (asked) => {
      const id = Number(asked.params.id);
      const answered = openCookie(asked.request, COMMUNITY, id);
      const community = communities.find((one) => one === answered) ?? null;
      service.submit(asked.ctx, actorOf(asked.response), { id, community });
      sealCookie(asked.request, asked.response, COMMUNITY, id, null);
      return { location: `/my/applications/${id}`, flash: 'applications.flash.submitted' };
    },
  });

  formPage(router, ctx, {
    url: `${MINE}/withdraw`,
    allow: 'application.withdraw',
    view: 'applications/withdraw',
    form: WithdrawForm,
    load: (asked) => {
      const loaded = load(ctx, asked.response, 'application.withdraw', asked.request);
      return { ...head(ctx, asked.response, loaded, 'mine'), closesAt: loaded.call.closesAt };
    },
    save: (asked, input) => {
      const id = Number(asked.params.id);
      service.withdraw(asked.ctx, actorOf(asked.response), { id, reason: input.reason });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.withdrawn' };
    },
  });

  deed(router, ctx, `${MINE}/reinstate`, 'application.withdraw', 'applications/reinstate', (asked, id) => {
    service.reinstate(asked.ctx, actorOf(asked.response), { id });
    return { location: `/my/applications/${id}`, flash: 'applications.flash.reinstated' };
  });

  deed(router, ctx, `${MINE}/delete`, 'application.edit', 'applications/delete', (asked, id) => {
    service.deleteDraft(asked.ctx, actorOf(asked.response), 'application.edit', { id });
    return { location: '/calls', flash: 'applications.flash.deleted' };
  });

  formPage(router, ctx, {
    url: `${MINE}/confirm`,
    allow: 'application.follow',
    view: 'applications/confirm',
    form: SubmitForm,
    load: (asked) => checkModel(ctx, asked, 'application.follow', 'mine'),
    save: (asked) => {
      const id = Number(asked.params.id);
      service.confirmEntered(asked.ctx, actorOf(asked.response), { id });
      return { location: `/my/applications/${id}`, flash: 'applications.flash.confirmed' };
    },
  });

  router.get(`${MINE}/answers.pdf`, allow('application.follow'), async (request, response) => {
    const { application } = load(ctx, response, 'application.follow', request);
    const pdf = await answersAsPdf(ctx, application.id, languageOf(response));
    response
      .set('Cache-Control', 'private, no-store')
      .attachment(pdf.filename)
      .type('application/pdf')
      .send(pdf.content);
  });

  return router;
}

/** The PDF of an application's answers, in the reader's language; also what the receipt carries. */
export async function answersAsPdf(ctx: Ctx, id: number, language?: Language) {
  const application = queries.applicationById(ctx.db, id);
  if (!application) throw new NotFound();
  const reader = language ?? application.language;
  const title = callText(calls.textsOf(ctx.db, application.callId), reader).text.title;
  const reference = application.reference ?? '';
  const content = await answersPdf({
    title,
    subtitle: say(reader, 'applications.pdf.subtitle', { reference }),
    language: languages.find((one) => one.code === reader)?.html ?? 'en',
    sections: words(ctx, id, reader),
    footer: say(reader, 'applications.pdf.footer', { reference }),
  });
  return { filename: `${reference || 'application'}.pdf`, content, contentType: 'application/pdf' };
}

type Base = 'mine' | 'entry';
const COMMUNITY = 'community';

function sections(router: Router, ctx: Ctx, url: string, action: Action, base: Base): void {
  for (const section of Object.keys(sectionForms) as Section[]) {
    formPage(router, ctx, {
      url: `${url}/${section}`,
      allow: action,
      view: `applications/${section}`,
      form: sectionForms[section],
      labels: 'applications.field.',
      load: (asked) => sectionModel(ctx, asked, action, base, section),
      values: ({ body }) => body,
      keep: (asked, posted) => void keepTyped(asked, action, section, posted),
      save: (asked) => {
        const posted = asked.request.body as Typed;
        keepTyped(asked, action, section, posted);
        return nextAfter(asked, base, section);
      },
    });
  }

  router.post(`${url}/:section/draft`, allow(action), (request, response) => {
    const section = String(request.params.section);
    if (!isSection(section)) throw new NotFound();
    const asked = {
      ctx,
      actor: actorOf(response),
      params: request.params as Record<string, string>,
      request,
      response,
    };
    try {
      const saved = keepTyped(asked, action, section, request.body as Typed);
      if (!wantsFragment(request)) return response.redirect(303, address(asked, base, section));
      const judged = section === 'studies' || section === 'experience';
      const trace = judged ? liveTrace(ctx, Number(request.params.id), languageOf(response)) : null;
      fragment(request, response, 'applications/_kept', { ...saved, trace });
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
      fragment(request, response, 'applications/_stale', { savedAt: error.savedAt }, 409);
    }
  });

  formPage(router, ctx, {
    url: `${url}/documents/:slot`,
    allow: action,
    view: 'applications/documents',
    form: FilesForm,
    files: 'files',
    load: (asked) => {
      const { slot } = asked.params;
      const loaded = load(ctx, asked.response, action, asked.request);
      if (!isSlot(slot ?? '')) throw new NotFound();
      const language = languageOf(asked.response);
      const rows = documentRows(loaded.call, queries.documentsOf(ctx.db, loaded.application.id));
      const stillMissing = service.missing(ctx, loaded);
      if (!rows.some((row) => row.slot === slot)) throw new NotFound();
      return {
        ...head(ctx, asked.response, loaded, base),
        slot,
        documents: rows.map((row) => ({
          ...inLanguage(row, language),
          current: row.slot === slot,
          // A letter typed in the page is the letter; nothing more is asked.
          required:
            row.required &&
            !(row.slot === 'motivation_letter' && !stillMissing.includes('document:motivation_letter')),
        })),
      };
    },
    prepare: async (_asked, _input, uploads) => {
      const document = await prepareDocument(uploads);
      if (!document.ok)
        throw new Invalid({
          files: { key: `files.problem.${document.problem}`, values: { name: document.name } },
        });
      return document;
    },
    save: (asked, _input, document) => {
      const { slot = '' } = asked.params;
      if (!isSlot(slot)) throw new NotFound();
      service.addDocument(asked.ctx, actorOf(asked.response), action, {
        id: Number(asked.params.id),
        slot,
        document,
      });
      return {
        location: address(asked, base, `documents/${slot}`),
        flash: 'applications.flash.document_added',
      };
    },
  });

  deed(router, ctx, `${url}/documents/:slot/remove`, action, 'applications/document-remove', (asked, id) => {
    const { slot = '' } = asked.params;
    if (!isSlot(slot)) throw new NotFound();
    service.removeDocument(asked.ctx, actorOf(asked.response), action, { id, slot });
    return {
      location: address(asked, base, `documents/${slot}`),
      flash: 'applications.flash.document_removed',
    };
  });
}

/** A page that asks "are you sure" and does one thing. */
function deed(
  router: Router,
  ctx: Ctx,
  url: string,
  action: Action,
  view: string,
  save: (asked: Asked, id: number) => { location: string; flash: string },
): void {
  const base: Base = url.startsWith('/staff') ? 'entry' : 'mine';
  formPage(router, ctx, {
    url,
    allow: action,
    view,
    form: SubmitForm,
    load: (asked) => {
      const loaded = load(ctx, asked.response, action, asked.request);
      return { ...head(ctx, asked.response, loaded, base), slot: asked.params.slot ?? '' };
    },
    save: (asked) => save(asked, Number(asked.params.id)),
  });
}

function load(ctx: Ctx, response: Response, action: Action, request: Request) {
  return service.load(ctx, actorOf(response), action, Number(request.params.id));
}

type Loaded = ReturnType<typeof load>;

function head(ctx: Ctx, response: Response, { application, call }: Loaded, base: Base) {
  const language = languageOf(response);
  return {
    id: application.id,
    base: base === 'mine' ? `/my/applications/${application.id}` : `/staff/entries/${application.id}`,
    entry: base === 'entry',
    reference: application.reference,
    draft: application.state === 'draft',
    callTitle: callText(calls.textsOf(ctx.db, call.id), language).text.title,
    callUrl: `/calls/${call.slug}`,
    closesAt: call.closesAt,
  };
}

/** The tasks of a draft, for the applicant and for staff who enter one. */
export function showTasks(ctx: Ctx, request: Request, response: Response, loaded: Loaded, base: Base): void {
  const language = languageOf(response);
  const { application, call } = loaded;
  const missing = service.missing(ctx, loaded);
  const top = head(ctx, response, loaded, base);
  const tasks = taskList(
    {
      base: top.base,
      bodies: queries.answersOf(ctx.db, application.id),
      documents: queries.documentsOf(ctx.db, application.id),
      required: call.requiredDocuments,
      missing,
      communityQuestion: base === 'mine' && settingsOf(call).communityQuestion,
      communityAnswered: openCookie(request, COMMUNITY, application.id) !== undefined,
    },
    (key, values) => say(language, key, values),
  );
  const begun = queries.answersOf(ctx.db, application.id).studies !== undefined;
  const trace = begun ? liveTrace(ctx, application.id, language) : null;
  const open = service.editable(ctx, loaded) !== 'nothing';
  page(request, response, 'applications/tasks', {
    ...top,
    tasks,
    missing: missing.length,
    trace,
    open,
    personName: queries.contactOf(ctx.db, application.personId)?.name ?? '',
  });
}

function sectionModel(ctx: Ctx, asked: Asked, action: Action, base: Base, section: Section) {
  const loaded = load(ctx, asked.response, action, asked.request);
  const language = languageOf(asked.response);
  const saved = queries.answersOf(ctx.db, loaded.application.id)[section];
  const about = section === 'about' && !saved ? personValues(ctx, loaded, language) : {};
  const may = service.editable(ctx, loaded);
  return {
    ...head(ctx, asked.response, loaded, base),
    body: (saved?.body ?? about) as Typed,
    version: saved?.version ?? 0,
    savedAt: saved?.savedAt ?? null,
    closed: may === 'nothing',
    partly: may === 'later',
    trace: ['studies', 'experience'].includes(section)
      ? liveTrace(ctx, loaded.application.id, language)
      : null,
    options: studiesOptions(language, calls.institutionsOf(ctx.db, loaded.call.id)),
    levels: ['none', 'basic', 'good', 'very_good', 'native'].map((value) => ({
      value,
      label: say(language, `eligibility.value.serbianLevel.${value}`),
    })),
    letterLanguages: languages.map((one) => ({ value: one.code, label: one.name, lang: one.html })),
    letterDocument:
      queries.documentsOf(ctx.db, loaded.application.id).find((one) => one.slot === 'motivation_letter') ??
      null,
  };
}

function personValues(ctx: Ctx, { application }: Loaded, language: Language): Typed {
  const person = queries.contactOf(ctx.db, application.personId);
  return { name: person?.name ?? '', phone: person?.phone ?? '', letterLanguage: language };
}

function checkModel(ctx: Ctx, asked: Asked, action: Action, base: Base) {
  const loaded = load(ctx, asked.response, action, asked.request);
  const language = languageOf(asked.response);
  const missing = service.missing(ctx, loaded);
  const documents = documentRows(loaded.call, queries.documentsOf(ctx.db, loaded.application.id));
  return {
    ...head(ctx, asked.response, loaded, base),
    sections: words(ctx, loaded.application.id, language),
    documents: documents.map((row) => inLanguage(row, language)),
    missing: missing.map((part) => say(language, `applications.missing.${part.replace(':', '.')}`)),
    trace: liveTrace(ctx, loaded.application.id, language),
  };
}

/** The rules over what stands in the answers now; nothing is stored. */
function liveTrace(ctx: Ctx, applicationId: number, language: Language) {
  const application = queries.applicationById(ctx.db, applicationId);
  const version = application && calls.currentVersion(ctx.db, application.callId);
  if (!version) return null;
  const saved = queries.answersOf(ctx.db, applicationId);
  const facts = factsFrom({ ...saved.studies?.body, ...saved.experience?.body });
  return presentTrace(evaluate(version.conditions as Conditions, facts), separator(language));
}

function words(ctx: Ctx, applicationId: number, language: Language) {
  const application = queries.applicationById(ctx.db, applicationId);
  const institutions = application ? calls.institutionsOf(ctx.db, application.callId) : [];
  const named = studiesOptions(language, institutions).institution.map(({ value, label }) => ({
    id: value,
    name: label,
  }));
  return answersInWords(queries.answersOf(ctx.db, applicationId), named, (key, values) =>
    say(language, key, values),
  );
}

function keepTyped(asked: Asked, action: Action, section: Section, posted: Typed) {
  const version = Number(posted.version);
  return service.saveSection(asked.ctx, asked.actor as Actor, action, {
    id: Number(asked.params.id),
    section,
    posted,
    version: Number.isSafeInteger(version) ? version : 0,
  });
}

const order = ['about', 'studies', 'experience', 'letter', 'documents/grades_certificate'];

function nextAfter(asked: Asked, base: Base, section: Section): string {
  const loaded = load(
    asked.ctx,
    asked.response,
    base === 'mine' ? 'application.follow' : 'application.enter',
    asked.request,
  );
  if (loaded.application.state !== 'draft') return address(asked, base, '');
  const next = order[order.indexOf(section) + 1];
  return address(asked, base, section === 'declarations' ? 'check' : (next ?? ''));
}

function address(asked: Asked, base: Base, rest: string): string {
  const start = base === 'mine' ? `/my/applications/${asked.params.id}` : `/staff/entries/${asked.params.id}`;
  return rest === '' ? start : `${start}/${rest}`;
}

function inLanguage<R extends { titleKey: string; hintKey: string }>(row: R, language: Language) {
  return { ...row, title: say(language, row.titleKey), hint: say(language, row.hintKey) };
}

function separator(language: Language): { decimalSeparator: ',' | '.' } {
  return { decimalSeparator: language === 'en' ? '.' : ',' };
}

function settingsOf(call: { settings: unknown }) {
  return call.settings as { communityQuestion: boolean; communityOptIn: boolean };
}
