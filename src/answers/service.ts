// What an application says: kept section by section as it is typed, judged by the call's conditions, never lost.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import * as applications from '../applications/service.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { documentsOf } from '../documents/queries.js';
import { factsFrom } from '../eligibility/form.js';
import type { Facts } from '../eligibility/rules.js';
import { assess } from '../eligibility/service.js';
import { Conflict, Invalid, Stale } from '../errors.js';
import { record } from '../history/record.js';
import { parseDecimal } from '../lib/decimal.js';
import { personById } from '../people/queries.js';
import { keepContact } from '../people/service.js';
import { openRequestOf } from '../requests/queries.js';
import { fieldsAsked } from '../requests/rules.js';
import { type Row as Verdict, verdictsOf } from '../verification/queries.js';
import { inForce, latest } from '../verification/rules.js';
import { type Section, sectionForms, typedIn } from './form.js';
import { theirsOf } from './present.js';
import * as queries from './queries.js';
import { changedFields, laterFields, merged, missingParts } from './rules.js';

type Body = Record<string, string>;
type Whole = Pick<applications.Loaded, 'application' | 'call'>;

/** Everything an application says, what it lacks, and what the conditions are. */
export function contentsOf(ctx: Ctx, { application, call }: Whole) {
  const bodies = queries.answersOf(ctx.db, application.id);
  const documents = documentsOf(ctx.db, application.id);
  return {
    bodies,
    documents,
    missing: missingParts(application, call.requiredDocuments, bodies, documents),
    conditions: calls.currentVersion(ctx.db, call.id)?.conditions ?? null,
    institutions: calls.institutionsOf(ctx.db, call.id),
    person: personById(ctx.db, application.personId),
  };
}

/** Names of the parts an application still lacks: sections, and documents as `document:<slot>`. */
export function missingOf(ctx: Ctx, { application, call }: Whole): string[] {
  const bodies = queries.answersOf(ctx.db, application.id);
  return missingParts(application, call.requiredDocuments, bodies, documentsOf(ctx.db, application.id));
}

/** An application with everything its pages show. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const shown = applications.opened(ctx, actor, action, id);
  const asked = openRequestOf(ctx.db, shown.application.id);
  return { ...shown, asked, contents: contentsOf(ctx, shown) };
}

/**
 * Keeps what was typed in a section, whole or not; answers with its new version. `version` is the one the page
 * was shown with. Throws Stale when it was saved elsewhere meanwhile, Conflict when it may not be changed now, and
 * Invalid when it was sent already and would no longer be whole.
 */
export function saveSection(
  ctx: Ctx,
  actor: Actor,
  action: Action,
  input: { id: number; section: Section; posted: Record<string, unknown>; version: number },
): { version: number; savedAt: number } {
  return inTransaction(ctx, (inside) => {
    const { section } = input;
    const loaded = applications.load(inside, actor, action, input.id);
    const { application, may } = loaded;
    const asked = fieldsAsked(openRequestOf(inside.db, application.id)?.items, section);
    if (may === 'nothing' || (may === 'later' && !laterFields[section] && asked.length === 0))
      throw new Conflict('applications.edit.closed');
    const saved = queries.answersOf(inside.db, application.id)[section];
    const before = (saved?.body ?? {}) as Body;
    const body = merged(
      section,
      before,
      typedIn(section, input.posted),
      asked === 'all' ? 'all' : may,
      asked === 'all' ? [] : asked,
    );
    const changed = changedFields(before, body);
    if (saved && changed.length === 0) return { version: saved.version, savedAt: saved.savedAt };
    if (application.state !== 'draft') checkWhole(section, body);
    const savedAt = inside.clock.now();
    const version = queries.saveAnswers(inside.db, {
      applicationId: application.id,
      section,
      version: input.version,
      body,
      savedAt,
      savedBy: actor.personId,
    });
    if (version === undefined) {
      const institutions = calls.institutionsOf(inside.db, application.callId);
      throw new Stale(theirsOf(before, changed, institutions), saved?.savedAt ?? savedAt);
    }
    if (section === 'studies') keepForLists(inside, application.id, body);
    if (section === 'about') keepPerson(inside, actor, loaded, body);
    if (application.state !== 'draft') afterEdit(inside, actor, loaded, section, changed);
    return { version, savedAt };
  });
}

/** Runs the call's rules over what is declared now, and what staff read, and keeps the trace. Changes no state. */
export function judge(ctx: Ctx, actor: Actor, { application, call }: Whole): void {
  const version = calls.currentVersion(ctx.db, call.id);
  if (!version) throw new Error(`the call ${call.id} was published without conditions`);
  const { studies, experience } = queries.answersOf(ctx.db, application.id);
  const verdicts = verdictsOf(ctx.db, application.id);
  const { verified, sources } = inForce(verdicts);
  const facts = factsFrom({ ...studies?.body, ...experience?.body }, verified, sources);
  const read = latest(verdicts).get('averageTenThousandths');
  if (read || application.averageBasis) keepAverage(ctx, application.id, facts, read);
  if (verdicts.some(({ fact }) => fact === 'institution')) {
    const { verified, declared } = facts.institution;
    applications.describe(ctx, application.id, { institution: verified ?? declared });
    if (application.reference !== null) applications.makeFindable(ctx, application.id);
  }
  assess(ctx, actor, { applicationId: application.id, callVersionId: version.id, facts });
}

/** Lists go by the average that staff read or computed; where they could not, by what is stated. */
function keepAverage(ctx: Ctx, id: number, facts: Facts, read: Verdict | undefined): void {
  const { declared, verified } = facts.averageTenThousandths;
  applications.describe(ctx, id, {
    averageTenThousandths: verified ?? declared,
    averageBasis: verified === null ? null : read?.computed ? 'computed' : 'verified',
  });
}

/** Keeps what stands in every section now as the versions that were sent. Runs in the caller's transaction. */
export function keepVersions(ctx: Ctx, applicationId: number): void {
  queries.keepVersions(ctx.db, applicationId);
}

/** Erases every section and version. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.eraseAnswers(ctx.db, applicationId);
}

/**
 * The applicant declares something of what stands in the declarations, outside the page of that section.
 * Runs in the caller's transaction. Throws Conflict when it was saved at the same moment.
 */
export function declare(ctx: Ctx, actor: Actor, applicationId: number, declared: Body): void {
  const saved = queries.answersOf(ctx.db, applicationId).declarations;
  const version = queries.saveAnswers(ctx.db, {
    applicationId,
    section: 'declarations',
    version: saved?.version ?? 0,
    body: { ...saved?.body, ...declared },
    savedAt: ctx.clock.now(),
    savedBy: actor.personId,
  });
  if (version === undefined) throw new Conflict('form.conflict.state');
  queries.keepVersions(ctx.db, applicationId);
}

function afterEdit(
  ctx: Ctx,
  actor: Actor,
  loaded: applications.Loaded,
  section: Section,
  fields: readonly string[],
): void {
  const { id } = loaded.application;
  applications.checkEditable(loaded);
  queries.keepVersions(ctx.db, id);
  if (section === 'studies' || section === 'experience') judge(ctx, actor, loaded);
  applications.makeFindable(ctx, id);
  record(ctx, actor, { entity: 'application', entityId: id, event: 'edit', details: { section, fields } });
}

function checkWhole(section: Section, body: Body): void {
  const parsed = sectionForms[section].safeParse(body);
  if (!parsed.success) throw Invalid.from(parsed.error.issues);
}

function keepForLists(ctx: Ctx, id: number, body: Body): void {
  const average = parseDecimal(body.average ?? '');
  const counts = ['', 'five_to_ten'].includes(body.averageScale ?? '');
  applications.describe(ctx, id, {
    averageTenThousandths: counts && 'tenThousandths' in average ? average.tenThousandths : null,
    institution: body.institution || null,
    studyYear: /^\d$/.test(body.studyYear ?? '') ? Number(body.studyYear) : null,
  });
}

/** Name, phone and language as given here; staff do not change those of somebody who has an account of their own. */
function keepPerson(ctx: Ctx, actor: Actor, { application }: applications.Loaded, body: Body): void {
  const parsed = sectionForms.about.safeParse(body);
  if (!parsed.success) return;
  const { name, phone, letterLanguage: language } = parsed.data;
  applications.describe(ctx, application.id, { language });
  const own = actor.personId === application.personId;
  if (!own && personById(ctx.db, application.personId)?.emailConfirmedAt) return;
  keepContact(ctx, actor, { personId: application.personId, name, phone: phone ?? '', language });
}
