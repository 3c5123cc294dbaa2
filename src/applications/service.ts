// The applicant's verbs: start, save, submit, withdraw, and what belongs to them.
import type { Actor } from '../access/actor.js';
import type { Action } from '../access/policy.js';
import { statusOf } from '../calls/present.js';
import * as calls from '../calls/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { factsFrom } from '../eligibility/form.js';
import { assess, erase as eraseTraces } from '../eligibility/service.js';
import { Conflict, Invalid, NotFound, Stale } from '../errors.js';
import * as files from '../files/service.js';
import { forgetNotes, record } from '../history/record.js';
import { dateTime } from '../i18n/format.js';
import { parseDecimal } from '../lib/decimal.js';
import { seal } from '../lib/seal.js';
import { step } from '../lib/step.js';
import { localDate } from '../lib/time.js';
import type { LetterName } from '../mail/letters.js';
import { queue } from '../mail/outbox.js';
import { personById } from '../people/queries.js';
import * as people from '../people/service.js';
import { isWhole, LETTER_MOST, type Section, type Slot, sectionForms, typedIn } from './form.js';
import * as queries from './queries.js';
import { laterFields, mayEdit, mayReinstate, maySubmit, referenceOf } from './rules.js';
import { type Event, live, moves, type Role, terminal } from './states.js';

/** The application with its call. Throws NotFound when it is not there for this actor and action. */
export function load(ctx: Ctx, actor: Actor, action: Action, id: number) {
  const application = Number.isSafeInteger(id) ? queries.visibleTo(ctx.db, actor, action, id) : undefined;
  const call = application && calls.callById(ctx.db, application.callId);
  if (!application || !call) throw new NotFound();
  const lateKey =
    application.lateKeyId === null ? undefined : queries.lateKeyById(ctx.db, application.lateKeyId);
  const lateKeyUsable =
    lateKey !== undefined && lateKey.usedAt === null && lateKey.expiresAt > ctx.clock.now();
  return { application, call, lateKeyUsable };
}

/** What the actor may change in it now. An application being entered by staff is theirs until it is entered. */
export function editable(ctx: Ctx, loaded: ReturnType<typeof load>): 'all' | 'later' | 'nothing' {
  const { application, call, lateKeyUsable } = loaded;
  if (application.source !== 'web' && application.state === 'draft') return 'all';
  return mayEdit({ ...application, lateKeyUsable }, call, ctx.clock.now());
}

/**
 * Begins an application for a call, or answers with the one that is there already.
 * Throws NotFound without such a call, Conflict when it is not open and no late key opens it.
 */
export function start(ctx: Ctx, actor: Actor, input: { slug: string; lateKeyHash?: string }): number {
  return inTransaction(ctx, (inside) => {
    const call = calls.callBySlug(inside.db, input.slug);
    if (call?.state !== 'published') throw new NotFound();
    const there = queries.liveApplication(inside.db, call.id, actor.personId);
    if (there) return there.id;
    const now = inside.clock.now();
    const key = input.lateKeyHash ? queries.usableLateKey(inside.db, input.lateKeyHash, now) : undefined;
    const email = personById(inside.db, actor.personId)?.email;
    const opened = key !== undefined && key.callId === call.id && key.email === email;
    if (input.lateKeyHash && !opened) throw new Invalid({ key: 'applications.late.unknown' });
    if (!opened && statusOf(call, now) !== 'open') throw new Conflict('applications.start.closed');
    const id = queries.insertApplication(inside.db, {
      callId: call.id,
      personId: actor.personId,
      state: 'draft',
      stateAt: now,
      language: actor.language,
      createdAt: now,
      lateKeyId: opened ? key.id : null,
    });
    record(inside, actor, { entity: 'application', entityId: id, event: 'start', to: 'draft' });
    return id;
  });
}

/**
 * Keeps what was typed in a section, whole or not; answers with its new version. `version` is the one the page
 * was shown with. Throws Stale when it was saved elsewhere meanwhile, Conflict when it may not be changed now.
 */
export function saveSection(
  ctx: Ctx,
  actor: Actor,
  action: Action,
  input: { id: number; section: Section; posted: Record<string, unknown>; version: number },
): { version: number; savedAt: number } {
  return inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, action, input.id);
    const { application } = loaded;
    const may = editable(inside, loaded);
    const typed = typedIn(input.section, input.posted);
    const saved = queries.answersOf(inside.db, application.id)[input.section];
    const allowed = may === 'later' ? laterFields[input.section] : undefined;
    if (may === 'nothing' || (may === 'later' && !allowed)) throw new Conflict('applications.edit.closed');
    const before = (saved?.body ?? {}) as Record<string, string>;
    const body = allowed
      ? {
          ...before,
          ...Object.fromEntries(Object.entries(typed).filter(([field]) => allowed.includes(field))),
        }
      : typed;
    if (saved && sameBody(before, body)) return { version: saved.version, savedAt: saved.savedAt };
    if (application.state !== 'draft') checkWhole(input.section, body);
    const now = inside.clock.now();
    const { section } = input;
    const row = {
      applicationId: application.id,
      section,
      version: input.version,
      body,
      savedAt: now,
      savedBy: actor.personId,
    };
    const version = queries.saveAnswers(inside.db, row);
    if (version === undefined) throw new Stale(differences(before, body), saved?.savedAt ?? now);
    if (section === 'studies') keepListColumns(inside, application.id, body);
    if (section === 'about') keepPerson(inside, actor, application.personId, body);
    if (application.state !== 'draft') afterEdit(inside, actor, loaded, section, before, body);
    return { version, savedAt: now };
  });
}

/** Puts a document into its slot. Answers with the file's id. */
export function addDocument(
  ctx: Ctx,
  actor: Actor,
  action: Action,
  input: { id: number; slot: Slot; document: files.Prepared },
): number {
  return inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, action, input.id);
    if (editable(inside, loaded) !== 'all') throw new Conflict('applications.edit.closed');
    const { application } = loaded;
    const now = inside.clock.now();
    const earlier = queries
      .documentsOf(inside.db, application.id)
      .find((document) => document.slot === input.slot);
    const fileId = files.store(inside, actor, {
      ownerId: application.personId,
      document: input.document,
      ...(earlier ? { replacesId: earlier.id } : {}),
    });
    const replaced = queries.placeDocument(inside.db, {
      applicationId: application.id,
      slot: input.slot,
      fileId,
      at: now,
    });
    // What was sent stays readable for staff; what was only drafted goes.
    if (replaced !== undefined && application.state === 'draft') files.purge(inside, actor, replaced);
    record(inside, actor, {
      entity: 'application',
      entityId: application.id,
      event: 'document_added',
      details: { slot: input.slot, fileId },
    });
    return fileId;
  });
}

/** Takes a document out of a draft. Throws Conflict after it was sent: then it can only be replaced. */
export function removeDocument(
  ctx: Ctx,
  actor: Actor,
  action: Action,
  input: { id: number; slot: Slot },
): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, action, input.id);
    const optional = !loaded.call.requiredDocuments.includes(input.slot);
    if (editable(inside, loaded) !== 'all' || (loaded.application.state !== 'draft' && !optional)) {
      throw new Conflict('applications.edit.closed');
    }
    const { id } = loaded.application;
    const removed = queries.placeDocument(inside.db, {
      applicationId: id,
      slot: input.slot,
      fileId: null,
      at: inside.clock.now(),
    });
    if (removed === undefined) return;
    files.purge(inside, actor, removed);
    record(inside, actor, {
      entity: 'application',
      entityId: id,
      event: 'document_removed',
      details: { slot: input.slot },
    });
  });
}

/** Names of the parts that are not whole yet: sections, and required documents as `document:<slot>`. */
export function missing(ctx: Ctx, loaded: ReturnType<typeof load>): string[] {
  const saved = queries.answersOf(ctx.db, loaded.application.id);
  const documents = queries
    .documentsOf(ctx.db, loaded.application.id)
    .map((document) => document.slot as string);
  const letter = String((saved.letter?.body as { letter?: string } | undefined)?.letter ?? '').trim();
  const needed = Object.keys(sectionForms).filter((name) => name !== 'letter') as Section[];
  const parts: string[] = needed.filter((section) => !isWhole(section, saved[section]?.body));
  for (const slot of loaded.call.requiredDocuments) {
    const typed = slot === 'motivation_letter' && letter.length > 0 && letter.length <= LETTER_MOST;
    if (!documents.includes(slot) && !typed) parts.push(`document:${slot}`);
  }
  return parts;
}

/**
 * Sends the application. Warned of a condition that looks not met, never stopped by it: only a missing part,
 * the deadline or a spent late key stop it. The community answer is counted and forgotten.
 * Throws Invalid, naming what is missing; Conflict after the deadline.
 */
export function submit(
  ctx: Ctx,
  actor: Actor,
  input: { id: number; community: Parameters<typeof queries.countCommunity>[2] | null },
): string {
  return inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'application.submit', input.id);
    const { application, call } = loaded;
    const now = inside.clock.now();
    step(moves, 'submit', application.state, 'applicant');
    if (!maySubmit({ createdAt: application.createdAt, lateKeyUsable: loaded.lateKeyUsable }, call, now)) {
      throw new Conflict('applications.submit.closed');
    }
    refuseMissing(inside, loaded);
    if (loaded.lateKeyUsable && application.lateKeyId !== null && now > call.closesAt) {
      if (!queries.useLateKey(inside.db, application.lateKeyId, now))
        throw new Conflict('applications.submit.closed');
    }
    if (input.community) queries.countCommunity(inside.db, call.id, input.community);
    return send(inside, actor, loaded, 'submit', 'applicant', now);
  });
}

/** Finishes an application that staff typed from an e-mail or from paper; the applicant is asked to confirm it. */
export function enter(ctx: Ctx, actor: Actor, input: { id: number }): string {
  return inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'application.enter', input.id);
    if (loaded.application.source === 'web') throw new NotFound();
    step(moves, 'enter', loaded.application.state, 'coordinator');
    refuseMissing(inside, loaded);
    return send(inside, actor, loaded, 'enter', 'coordinator', loaded.application.createdAt);
  });
}

/** The applicant says that what staff entered is right. */
export function confirmEntered(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'application.follow', input.id);
    step(moves, 'confirm', application.state, 'applicant');
    if (application.source === 'web' || application.confirmedAt !== null) return;
    queries.updateApplication(inside.db, application.id, { confirmedAt: inside.clock.now() });
    record(inside, actor, { entity: 'application', entityId: application.id, event: 'confirm' });
  });
}

/** Withdraws what was sent; the receipt says until when it can be taken back. */
export function withdraw(ctx: Ctx, actor: Actor, input: { id: number; reason: string | null }): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'application.withdraw', input.id);
    move(
      inside,
      actor,
      loaded,
      'withdraw',
      'applicant',
      { returnTo: loaded.application.state },
      input.reason,
    );
    letter(inside, loaded, 'application-withdrawn');
  });
}

/** Takes a withdrawal back. Throws Conflict when it is too late for that. */
export function reinstate(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const loaded = load(inside, actor, 'application.withdraw', input.id);
    const { application, call } = loaded;
    if (!mayReinstate('applicant', application.stateAt, call, inside.clock.now())) {
      throw new Conflict('applications.reinstate.late');
    }
    if (queries.liveApplication(inside.db, call.id, application.personId))
      throw new Conflict('applications.reinstate.other');
    move(inside, actor, loaded, 'reinstate', 'applicant', { returnTo: null });
    letter(inside, loaded, 'application-reinstated');
  });
}

/** Deletes a draft with everything in it. */
export function deleteDraft(ctx: Ctx, actor: Actor, action: Action, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, action, input.id);
    if (application.state !== 'draft') throw new Conflict('form.conflict.state');
    for (const fileId of queries.allFileIdsOf(inside.db, application.id)) files.purge(inside, actor, fileId);
    queries.deleteApplication(inside.db, application.id);
    record(inside, actor, {
      entity: 'application',
      entityId: application.id,
      event: 'delete_draft',
      from: 'draft',
    });
  });
}

/**
 * Erases what somebody gave us with an application: answers, documents, traces, notes. A draft goes altogether; of
 * what was sent a row with state, dates and reference stays, which the owner's live application reaches by being
 * withdrawn. Its letters are erased by mail. Twice is once. `reasonCode` says why. Runs in the caller's transaction.
 */
export function erase(ctx: Ctx, actor: Actor, id: number, reasonCode: string): void {
  const application = queries.applicationById(ctx.db, id);
  if (!application || application.anonymisedAt !== null) return;
  if ((live as readonly string[]).includes(application.state)) {
    move(ctx, actor, load(ctx, actor, 'application.withdraw', id), 'withdraw', 'applicant');
  }
  const about = { entity: 'application', entityId: id };
  for (const fileId of files.kept(ctx, queries.allFileIdsOf(ctx.db, id))) files.purge(ctx, actor, fileId);
  eraseTraces(ctx, id);
  forgetNotes(ctx, 'application', [id]);
  if (application.lateKeyId !== null) queries.eraseLateKeys(ctx.db, null, [application.lateKeyId]);
  if (application.state === 'draft') {
    queries.deleteApplication(ctx.db, id);
    record(ctx, actor, { ...about, event: 'delete_draft', from: 'draft', reasonCode });
    return;
  }
  queries.eraseContents(ctx.db, id);
  queries.anonymise(ctx.db, id, ctx.clock.now());
  record(ctx, actor, { ...about, event: 'erase', reasonCode });
}

/** Erases address and reason of the late keys given to this address. Runs in the caller's transaction. */
export function eraseLateKeys(ctx: Ctx, email: string): void {
  queries.eraseLateKeys(ctx.db, email, []);
}

/**
 * The applicant asks to be kept for the next call, however the application ended: from now on the longer time counts.
 * Throws NotFound when it is not theirs or nothing of it is left, Conflict while it is not over.
 */
export function keepForNextCall(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'application.follow', input.id);
    if (application.anonymisedAt !== null) throw new NotFound();
    if (!(terminal as readonly string[]).includes(application.state))
      throw new Conflict('form.conflict.state');
    const saved = queries.answersOf(inside.db, application.id).declarations;
    const version = queries.saveAnswers(inside.db, {
      applicationId: application.id,
      section: 'declarations',
      version: saved?.version ?? 0,
      body: { ...saved?.body, keepForNextCall: 'on' },
      savedAt: inside.clock.now(),
      savedBy: actor.personId,
    });
    if (version === undefined) throw new Conflict('form.conflict.state');
    record(inside, actor, { entity: 'application', entityId: application.id, event: 'keep_for_next_call' });
  });
}

/** The separate opt-in to the community question, where the call asks; null takes it back. */
export function setOptIn(ctx: Ctx, actor: Actor, input: { id: number; community: string | null }): void {
  inTransaction(ctx, (inside) => {
    const { application } = load(inside, actor, 'application.follow', input.id);
    const sealed =
      input.community === null
        ? null
        : seal(ctx.config.keyring, Buffer.from(input.community), `community:${application.id}`);
    queries.setOptIn(inside.db, application.id, sealed, inside.clock.now());
    record(inside, actor, {
      entity: 'application',
      entityId: application.id,
      event: sealed ? 'opt_in' : 'opt_out',
    });
  });
}

/**
 * One change of state: step() says whether, compare-and-set makes it happen once, history keeps it.
 * Features to the right move applications through this door only.
 */
export function move(
  ctx: Ctx,
  actor: Actor,
  loaded: ReturnType<typeof load>,
  event: Event,
  role: Role,
  change: Parameters<typeof queries.setState>[4] = {},
  note: string | null = null,
): void {
  const { application } = loaded;
  if (application.anonymisedAt !== null) throw new Conflict('form.conflict.state');
  const to = step(moves, event, application.state, role, application.returnTo ?? undefined);
  const at = ctx.clock.now();
  if (!queries.setState(ctx.db, application.id, [application.state], to, { stateAt: at, ...change })) {
    throw new Conflict('form.conflict.state');
  }
  record(ctx, actor, {
    entity: 'application',
    entityId: application.id,
    event,
    from: application.state,
    to,
    note,
  });
}

function send(
  ctx: Ctx,
  actor: Actor,
  loaded: ReturnType<typeof load>,
  event: 'submit' | 'enter',
  role: Role,
  at: number,
): string {
  const { application } = loaded;
  const year = Number(localDate(at).slice(0, 4));
  const number = queries.nextReferenceNumber(ctx.db, year);
  const reference = referenceOf(year, number);
  move(ctx, actor, loaded, event, role, {
    reference,
    referenceYear: year,
    referenceNumber: number,
    submittedAt: at,
  });
  queries.keepVersions(ctx.db, application.id);
  judge(ctx, actor, loaded);
  queries.indexForSearch(ctx.db, application.id);
  letter(
    ctx,
    load(ctx, actor, event === 'enter' ? 'application.enter' : 'application.submit', application.id),
    moves[event].mail,
  );
  return reference;
}

/** Runs the call's rules over what is declared now and keeps the trace. Changes no state. */
export function judge(ctx: Ctx, actor: Actor, loaded: ReturnType<typeof load>): void {
  const version = calls.currentVersion(ctx.db, loaded.call.id);
  if (!version) throw new Error(`the call ${loaded.call.id} was published without conditions`);
  const saved = queries.answersOf(ctx.db, loaded.application.id);
  const facts = factsFrom({ ...saved.studies?.body, ...saved.experience?.body });
  assess(ctx, actor, { applicationId: loaded.application.id, callVersionId: version.id, facts });
}

function afterEdit(
  ctx: Ctx,
  actor: Actor,
  loaded: ReturnType<typeof load>,
  section: Section,
  before: Record<string, string>,
  body: Record<string, string>,
): void {
  const { id } = loaded.application;
  step(moves, 'edit', loaded.application.state, 'applicant');
  queries.keepVersions(ctx.db, id);
  if (section === 'studies' || section === 'experience') judge(ctx, actor, loaded);
  queries.indexForSearch(ctx.db, id);
  const fields = Object.keys(body).filter((field) => body[field] !== before[field]);
  record(ctx, actor, { entity: 'application', entityId: id, event: 'edit', details: { section, fields } });
}

function letter(ctx: Ctx, loaded: ReturnType<typeof load>, name: LetterName): void {
  const { application, call } = loaded;
  const person = personById(ctx.db, application.personId);
  if (!person?.email) return;
  const language = person.language;
  const next = `/my/applications/${application.id}`;
  const base = ctx.config.baseUrl;
  const link =
    name === 'application-entered'
      ? people.makeLink(ctx, { email: person.email, next: `${next}/confirm`, language, minutes: 7 * 24 * 60 })
      : `${base}${next}`;
  queue(
    ctx,
    name,
    { personId: person.id, email: person.email, language },
    {
      entity: 'application',
      entityId: application.id,
      attachments:
        name === 'application-received' || name === 'application-entered'
          ? [{ kind: 'answers', id: application.id }]
          : [],
    },
    {
      name: person.name,
      reference: application.reference ?? '',
      link,
      submitted: dateTime(language, application.submittedAt ?? ctx.clock.now()),
      closes: dateTime(language, call.closesAt),
    },
  );
}

function refuseMissing(ctx: Ctx, loaded: ReturnType<typeof load>): void {
  const parts = missing(ctx, loaded);
  if (parts.length === 0) return;
  throw new Invalid(
    Object.fromEntries(parts.map((part) => [part, `applications.missing.${part.replace(':', '.')}`])),
  );
}

function checkWhole(section: Section, body: Record<string, string>): void {
  const parsed = sectionForms[section].safeParse(body);
  if (parsed.success) return;
  throw new Invalid(
    Object.fromEntries(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message])),
  );
}

function keepListColumns(ctx: Ctx, id: number, body: Record<string, string>): void {
  const average = parseDecimal(body.average ?? '');
  const counts =
    body.averageScale === undefined || body.averageScale === '' || body.averageScale === 'five_to_ten';
  queries.updateApplication(ctx.db, id, {
    averageTenThousandths: counts && 'tenThousandths' in average ? average.tenThousandths : null,
    institution: body.institution || null,
    studyYear: /^\d$/.test(body.studyYear ?? '') ? Number(body.studyYear) : null,
  });
}

function keepPerson(ctx: Ctx, actor: Actor, personId: number, body: Record<string, string>): void {
  const parsed = sectionForms.about.safeParse(body);
  if (!parsed.success) return;
  people.keepContact(ctx, actor, {
    personId,
    name: parsed.data.name,
    phone: parsed.data.phone ?? '',
    language: parsed.data.letterLanguage,
  });
}

function sameBody(a: Record<string, string>, b: Record<string, string>): boolean {
  const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...fields].every((field) => (a[field] ?? '') === (b[field] ?? ''));
}

function differences(theirs: Record<string, string>, mine: Record<string, string>) {
  return Object.keys({ ...theirs, ...mine })
    .filter((field) => (theirs[field] ?? '') !== (mine[field] ?? ''))
    .map((field) => ({ label: `applications.field.${field}`, text: theirs[field] ?? '' }));
}

export { live };
