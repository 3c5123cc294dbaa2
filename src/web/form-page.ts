// One way to make a form: GET shows it, POST takes it, a bad POST shows it again with everything typed still there.
import { eq, lt, sql } from 'drizzle-orm';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { z } from 'zod';
import { prepared, preparedFor } from '../../db/prepared.js';
import { formKeys } from '../../db/schema/web.js';
import type { Actor } from '../access/actor.js';
import { allow } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { type Ctx, inTransaction } from '../context.js';
import { ForeignForm, Invalid, Stale } from '../errors.js';
import { isTextKey, say } from '../i18n/index.js';
import { postedFormKey } from './security.js';
import { receiveFiles, type Upload, uploadsOf } from './uploads.js';
import { fragment, languageOf, leaveFlash, type Model, page, wantsFragment } from './views.js';

export type Typed = Record<string, unknown>;
export type Asked = {
  ctx: Ctx;
  /** Null only on public forms. */
  actor: Actor | null;
  params: Record<string, string>;
  request: Request;
  response: Response;
};
/** Where to go next, and one sentence to say there. */
export type Done = string | { location: string; flash?: string };

export type FormPage<Form extends z.ZodType, Loaded extends Model, Prepared = undefined> = {
  url: string;
  allow: Action;
  view: string;
  form: Form;
  /** What the page shows; runs for GET and for a failed POST alike. Throws NotFound. */
  load: (asked: Asked) => Loaded;
  /** `save` throws NotFound for what is not there for this reader: nothing else is loaded before it. */
  savesAlone?: true;
  /** What stands in the fields at first. */
  values?: (loaded: Loaded) => Typed;
  /** Slow work outside the transaction: hashing, reading files. May throw Invalid. */
  prepare?: (asked: Asked, input: z.output<Form>, uploads: Upload[]) => Promise<Prepared>;
  /** The deed; runs in one transaction with the once-only key. May throw Invalid. */
  save: (asked: Asked, input: z.output<Form>, prepared: Prepared) => Done;
  /** What must wait for the commit: cookies. */
  after?: (asked: Asked, prepared: Prepared) => void;
  /** What was typed could not be taken: keep it all the same, where there is a draft to keep it in. */
  keep?: (asked: Asked, typed: Typed) => void;
  /** The form field that carries files, when there are any. */
  files?: string;
  /** What htmx puts in the form's place when the deed is done and the page stays; without it the page goes on. */
  swap?: (asked: Asked) => { view: string; model: Model };
  /**
   * A POST that only asks: answers with more for the view, or with an address of ours that shows the result. Null: it
   * was asked before, and now the deed is done. May throw Invalid.
   */
  show?: (asked: Asked, input: z.output<Form>, loaded: Loaded) => Model | string | null;
};

/** Adds GET and POST of one form to `router`. */
export function formPage<Form extends z.ZodType, Loaded extends Model, Prepared = undefined>(
  router: Router,
  ctx: Ctx,
  spec: FormPage<Form, Loaded, Prepared>,
): void {
  const guard = allow(spec.allow);
  const files: RequestHandler[] = spec.files ? [receiveFiles(ctx.config, spec.files)] : [];

  router.get(spec.url, guard, (request, response) => {
    const asked = ask(ctx, request, response);
    const loaded = spec.load(asked);
    show(spec, asked, { ...loaded, values: spec.values?.(loaded) ?? {} }, 200);
  });

  router.post(spec.url, guard, ...files, async (request, response) => {
    const asked = ask(ctx, request, response);
    // Sent twice: the first answer, even when what the page was about is gone or done by now.
    const repeated = repeatedAnswer(asked);
    if (repeated)
      return spec.swap && wantsFragment(request)
        ? swapIn(spec.swap, asked)
        : response.redirect(303, repeated);
    const loaded = spec.savesAlone ? undefined : spec.load(asked);
    const typed = (request.body ?? {}) as Typed;
    try {
      const input = parseForm(spec.form, typed);
      if (spec.show && loaded) {
        const result = spec.show(asked, input, loaded);
        if (typeof result === 'string') return response.redirect(303, result);
        if (result !== null) return show(spec, asked, { ...loaded, values: typed, ...result }, 200);
      }
      const key = deedKey(request, response);
      const uploads = spec.files ? uploadsOf(request) : [];
      const prepared = (await spec.prepare?.(asked, input, uploads)) as Prepared;
      const done = inTransaction(ctx, (inside) => {
        const again = firstAnswer(inside, key, asked.actor);
        if (again) return again;
        const answer = spec.save({ ...asked, ctx: inside }, input, prepared);
        const location = typeof answer === 'string' ? answer : answer.location;
        rememberAnswer(inside, key, asked.actor, location);
        return answer;
      });
      spec.after?.(asked, prepared);
      const { location, flash } = typeof done === 'string' ? { location: done, flash: undefined } : done;
      if (spec.swap && wantsFragment(request)) return swapIn(spec.swap, asked);
      if (flash) leaveFlash(response, flash);
      if (wantsFragment(request)) response.set('HX-Redirect', location).status(204).end();
      // Express would ask what kind of words to send along; nobody reads them.
      else response.status(303).location(location).end();
    } catch (thrown) {
      const error = thrown instanceof Invalid ? keepTyped(spec, asked, typed, thrown) : thrown;
      if (error instanceof Stale) {
        // Both texts on one page: theirs as a note, mine in the fields; `version` is the new one, so saving
        // again is a decision.
        const conflict = { theirs: error.theirs, savedAt: error.savedAt };
        show(spec, asked, { ...spec.load(asked), values: typed, conflict }, 409);
        return;
      }
      if (!(error instanceof Invalid)) throw error;
      // Loaded again: what was free a moment ago may not be.
      show(spec, asked, { ...spec.load(asked), values: typed, ...errorsOf(response, error) }, 422);
    }
  });
}

/** Keeps what could not be taken, where there is a draft for it. What somebody saved meanwhile is told first. */
function keepTyped(
  spec: { keep?: (asked: Asked, typed: Typed) => void },
  asked: Asked,
  typed: Typed,
  invalid: Invalid,
): Invalid | Stale {
  try {
    inTransaction(asked.ctx, (inside) => spec.keep?.({ ...asked, ctx: inside }, typed));
    return invalid;
  } catch (error) {
    if (error instanceof Stale) return error;
    // Nothing to keep it in: what is wrong was known before.
    if (error instanceof Invalid) return invalid;
    throw error;
  }
}

/** Reads a posted form. Throws Invalid with a text key per field. */
export function parseForm<Form extends z.ZodType>(form: Form, typed: unknown): z.output<Form> {
  const parsed = form.safeParse(typed);
  if (parsed.success) return parsed.data;
  throw Invalid.from(parsed.error.issues);
}

/** The sentences for a view: `errors` by field, and the list for the summary on top. */
export function errorsOf(response: Response, invalid: Invalid) {
  const language = languageOf(response);
  const errors = Object.fromEntries(
    Object.entries(invalid.problems).map(([field, { key, values }]) => [
      field,
      // A list where a form of ours has one field: zod's own words are no sentence for anybody.
      isTextKey(key) ? say(language, key, values) : say(language, 'form.invalid'),
    ]),
  );
  return { errors, errorList: Object.entries(errors).map(([field, text]) => ({ field, text })) };
}

function ask(ctx: Ctx, request: Request, response: Response): Asked {
  const actor = (response.locals.actor ?? null) as Actor | null;
  return { ctx, actor, params: request.params as Record<string, string>, request, response };
}

function show(spec: { view: string }, asked: Asked, model: Model, status: number): void {
  if (wantsFragment(asked.request)) {
    const cut = spec.view.lastIndexOf('/') + 1;
    const part = `${spec.view.slice(0, cut)}_${spec.view.slice(cut)}`;
    fragment(asked.request, asked.response, part, { errors: {}, errorList: [], ...model }, status);
  } else {
    // A browser that comes back to an answer of a POST has nothing to show; once.js makes it come back to the form.
    const posted = asked.request.method === 'POST';
    page(asked.request, asked.response, spec.view, { ...model, posted }, status);
  }
}

function swapIn(swap: (asked: Asked) => { view: string; model: Model }, asked: Asked): void {
  const { view, model } = swap(asked);
  fragment(asked.request, asked.response, view, model);
}

function repeatedAnswer({ ctx, request, response, actor }: Asked): string | undefined {
  try {
    return firstAnswer(ctx, deedKey(request, response), actor);
  } catch (error) {
    if (error instanceof ForeignForm) return undefined; // refused in its turn, once it is known what may be seen
    throw error;
  }
}

/** The once-only key with the address: a page with several buttons has one key, and each button is a deed of its own. */
function deedKey(request: Request, response: Response): string {
  return `${postedFormKey(request, response)} ${request.path}`;
}

const answerStatement = prepared((db) =>
  db
    .select()
    .from(formKeys)
    .where(eq(formKeys.key, sql.placeholder('key')))
    .prepare(),
);

function firstAnswer(ctx: Ctx, key: string, actor: Actor | null): string | undefined {
  const row = answerStatement(ctx.db).get({ key });
  return row && row.personId === (actor?.personId ?? null) ? row.location : undefined;
}

const rememberStatement = preparedFor((db, row: typeof formKeys.$inferInsert) =>
  db.insert(formKeys).values(row).prepare(),
);

function rememberAnswer(ctx: Ctx, key: string, actor: Actor | null, location: string): void {
  const row = { key, personId: actor?.personId ?? null, location, at: ctx.clock.now() };
  rememberStatement(ctx.db, row).run(row);
}

/** Forgets once-only keys posted before `instant`; answers with how many. For the hourly job. */
export function forgetFormKeys(ctx: Ctx, instant: number): number {
  return ctx.db.delete(formKeys).where(lt(formKeys.at, instant)).run().changes;
}
