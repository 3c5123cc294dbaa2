// A person's right to see their data: everything held about them, taking it along, and asking to be kept.
import type { Actor } from '../access/actor.js';
import * as answerQueries from '../answers/queries.js';
import * as answers from '../answers/service.js';
import * as applicationQueries from '../applications/queries.js';
import { publicLabels, terminal } from '../applications/states.js';
import { averagesOf } from '../averages/queries.js';
import { bookingTimesOf } from '../bookings/queries.js';
import * as calls from '../calls/queries.js';
import { marksOf } from '../chronology/queries.js';
import * as conflicts from '../conflicts/service.js';
import { contestOf } from '../contests/queries.js';
import * as contests from '../contests/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as costs from '../costs/service.js';
import * as credentialQueries from '../credentials/queries.js';
import { decisionsOf } from '../decisions/queries.js';
import * as decisions from '../decisions/service.js';
import { tracesOf } from '../eligibility/queries.js';
import { NotFound } from '../errors.js';
import * as files from '../files/service.js';
import { record } from '../history/record.js';
import { wishOf } from '../invitations/service.js';
import { lateKeysFor } from '../late-keys/queries.js';
import { unseal } from '../lib/seal.js';
import { lastBounce } from '../mail/queries.js';
import { wordsForSubject } from '../notes/present.js';
import { wordsOn } from '../notes/service.js';
import * as offers from '../offers/service.js';
import * as passkeyQueries from '../passkeys/queries.js';
import * as peopleQueries from '../people/queries.js';
import * as placements from '../placements/service.js';
import * as reportDocuments from '../report-documents/service.js';
import * as reports from '../reports/service.js';
import * as requests from '../requests/service.js';
import * as retractions from '../retractions/service.js';
import * as reviews from '../reviews/service.js';
import * as rota from '../rota/service.js';
import * as scores from '../scores/service.js';
import * as sessions from '../sessions/service.js';
import { optInOf } from '../submissions/queries.js';
import { tiesOf } from '../ties/queries.js';
import { ledgerOf } from '../verification/service.js';
import * as queries from './queries.js';
import { isTold } from './rules.js';

/** Everything held about the actor but the bytes of documents; of others nothing, of staff their roles. */
export function held(ctx: Ctx, actor: Actor) {
  const { personId } = actor;
  const person = peopleQueries.personById(ctx.db, personId);
  if (!person || person.erasedAt !== null) throw new NotFound();
  const { name, email, phone, language, createdAt, emailConfirmedAt } = person;
  const documents = queries.documentsOf(ctx.db, personId);
  const letters = queries.lettersTo(ctx.db, personId, email);
  const mine = applicationQueries.allOf(ctx.db, personId);
  return {
    person: {
      name,
      email,
      phone,
      language,
      createdAt,
      emailConfirmedAt,
      emailBouncedAt: lastBounce(ctx.db, person.id),
    },
    memberships: peopleQueries.membershipsOf(ctx.db, personId),
    sessions: sessions
      .standing(ctx, personId)
      .map(({ id, device, createdAt, lastSeenAt, expiresAt, remembered }) => ({
        device,
        createdAt,
        lastSeenAt,
        expiresAt,
        remembered,
        current: id === actor.sessionId,
      })),
    signIn: signInOf(ctx, personId, email),
    applications: mine.map((application) => applicationOf(ctx, application)),
    ...workOf(ctx, actor),
    costs: costs.heldAbout(ctx, personId),
    placements: placements.heldAbout(ctx, personId),
    lateKeys: email === null ? [] : lateKeysFor(ctx.db, email),
    documents,
    letters: letters.map((letter) => ({
      sentAt: letter.sentAt,
      subject: letter.subject,
      language: letter.language,
      text: wordsOf(ctx, letter),
    })),
    history: historyOf(ctx, {
      personId,
      applicationIds: mine.map((one) => one.id),
      fileIds: documents.map((one) => one.id),
      letterIds: letters.map((one) => one.id),
    }),
  };
}

export type Held = ReturnType<typeof held>;

/**
 * What somebody did here as staff or intern. An e-mail link opens the applicant's own alone: whoever could sign in with
 * both keys is told to do so (`complete` is false); for whoever no longer can, the link is the only way.
 */
function workOf(ctx: Ctx, { personId, assurance }: Actor) {
  const isAtWork = peopleQueries.groupsOf(ctx.db, personId).some((group) => group !== 'applicant');
  const complete = assurance !== 'link' || !isAtWork;
  const shown = <One>(read: (ctx: Ctx, personId: number) => One[]) => (complete ? read(ctx, personId) : []);
  return {
    complete,
    conflicts: shown(conflicts.heldOf),
    tiesToCases: shown(({ db }, id) => tiesOf(db, id)),
    casesRead: shown(({ db }, id) => marksOf(db, id)),
    assignments: complete ? rota.heldAbout(ctx, personId) : null,
    reports: shown(reports.heldAbout),
    reportDocuments: shown(reportDocuments.heldAbout),
    reviews: complete ? reviews.heldAbout(ctx, personId) : null,
    withdrawnReports: shown(retractions.heldAbout),
    cards: shown(scores.heldBy),
  };
}

function signInOf(ctx: Ctx, personId: number, email: string | null) {
  const stored = credentialQueries.credentialsOf(ctx.db, personId);
  return {
    passwordChangedAt: stored?.passwordChangedAt ?? null,
    codeAppConnectedAt: stored?.totpConfirmedAt ?? null,
    recoveryCodes: credentialQueries.recoveryCodesOf(ctx.db, personId),
    passkeys: passkeyQueries
      .passkeysOf(ctx.db, personId)
      .map(({ name, createdAt, lastUsedAt }) => ({ name, createdAt, lastUsedAt })),
    links: queries.linksOf(ctx.db, personId, email),
  };
}

/** The stage is the public one: an inner step is told when it is released, here as everywhere. */
function applicationOf(ctx: Ctx, application: applicationQueries.Application) {
  const { id, callId, reference, state, source, language, createdAt, submittedAt, confirmedAt, contestedAt } =
    application;
  const answered = answerQueries.answersOf(ctx.db, id);
  const sealed = optInOf(ctx.db, id);
  return {
    id,
    callId,
    call: calls.callById(ctx.db, callId)?.slug ?? '',
    reference,
    stage: publicLabels[state],
    source,
    language,
    createdAt,
    submittedAt,
    confirmedAt,
    contestedAt,
    erasedAt: application.anonymisedAt,
    answers: Object.values(answered).map(({ section, body, savedAt }) => ({ section, body, savedAt })),
    earlierVersions: answerQueries
      .versionsOf(ctx.db, id)
      .filter(({ section, version }) => answered[section]?.version !== version)
      .map(({ section, version, body, savedAt }) => ({ section, version, body, savedAt })),
    community: sealed ? unseal(ctx.config.keyring, sealed, `community:${id}`).toString() : null,
    conflicts: conflicts.heldAbout(ctx, id),
    verdicts: ledgerOf(ctx, id).map(
      ({ fact, verdict, stated, value, fileId, page, slot, at, note, purgedAt }) => ({
        fact,
        verdict,
        stated,
        value,
        fileId,
        page,
        slot,
        at,
        note,
        purgedAt,
      }),
    ),
    interviews: bookingTimesOf(ctx.db, id),
    interviewWish: wishOf(ctx, id),
    requests: requestsAbout(ctx, id),
    contest: contestAbout(ctx, id),
    decisions: decisionsOf(ctx.db, id)
      .filter(({ state }) => state === 'released')
      .map((decision) => ({
        releasedAt: decision.releasedAt,
        stage: publicLabels[decision.to],
        reason: decision.reasonCode,
        note: decisions.noteOf(ctx, decision),
      })),
    outcomes: offers.heldAbout(ctx, id),
    averages: averagesOf(ctx.db, id).map(({ at, method, worst, best, exams, average }) => ({
      at,
      method,
      worstTenThousandths: worst,
      bestTenThousandths: best,
      exams,
      averageTenThousandths: average,
    })),
    notes: wordsOn(ctx, id).map(({ at, words }) => ({ at, words: wordsForSubject(words, language) })),
    // An inner step is told once it is released: while it is being decided on nobody sees how it was marked.
    cards: (terminal as readonly string[]).includes(state) ? scores.heldAbout(ctx, id) : [],
    traces: tracesOf(ctx.db, id).map(({ at, overall, rules }) => ({ at, overall, rules })),
  };
}

/** What the person was asked for, and what they answered in words. */
function requestsAbout(ctx: Ctx, id: number) {
  return requests.askedBefore(ctx, id).map(({ askedAt, dueAt, closedAt, state, items, explanation }) => ({
    askedAt,
    dueAt,
    closedAt,
    state,
    explanation,
    items: items.map(({ kind, name, words, reply, came }) => ({ kind, name, words, reply, came })),
  }));
}

/** What the person said against a decision. */
function contestAbout(ctx: Ctx, id: number) {
  const contest = contestOf(ctx.db, id);
  if (!contest) return null;
  const { madeAt, outcome, answeredAt } = contest;
  return { madeAt, words: contests.wordsOf(ctx, contest), outcome, answeredAt };
}

function historyOf(ctx: Ctx, about: Parameters<typeof queries.historyAbout>[1]) {
  return queries.historyAbout(ctx.db, about).map(({ at, entity, entityId, event, actorRole, mine, note }) => {
    const change = { entity, event, mine: mine === 1 };
    return {
      at,
      entity,
      entityId,
      event: isTold(change) ? event : null,
      by: change.mine ? 'you' : actorRole,
      note,
    };
  });
}

function wordsOf(ctx: Ctx, letter: { sealedBody: Buffer | null; messageId: string }): string | null {
  if (!letter.sealedBody) return null;
  return JSON.parse(unseal(ctx.config.keyring, letter.sealedBody, `letter:${letter.messageId}`).toString())
    .text;
}

/** Bytes of a document turned into text at once; a multiple of three, so that the pieces of base64 join. */
const SLICE = 3 * 64 * 1024;

/**
 * Everything held about the actor as one JSON text, in pieces: documents as base64, one after the other, so that
 * memory holds one of them at a time.
 */
export function* download(ctx: Ctx, actor: Actor): Generator<string> {
  const { documents, ...rest } = held(ctx, actor);
  const made = { format: 'hlc-personal-data', version: 1, madeAt: ctx.clock.now() };
  const text = JSON.stringify({ ...made, ...rest }, inWords, 2);
  yield `${text.slice(0, -2)},\n  "documents": [`;
  for (const [index, document] of documents.entries()) {
    const facts = JSON.stringify(document, inWords, 2);
    const { content } = files.read(ctx, actor, document.id);
    yield `${index === 0 ? '\n' : ',\n'}${facts.slice(0, -2)},\n  "contentBase64": "`;
    for (let at = 0; at < content.length; at += SLICE) yield content.toString('base64', at, at + SLICE);
    yield '"\n}';
  }
  yield ']\n}\n';
}

/** Instants as dates with their zone, so that the file can be read without us. */
function inWords(key: string, value: unknown): unknown {
  if (key === 'callId') return undefined;
  const isInstant =
    typeof value === 'number' && (key === 'at' || key === 'since' || key === 'until' || key.endsWith('At'));
  return isInstant ? new Date(value).toISOString() : value;
}

/** The actor's applications that were sent, are over and still hold something: they can be kept for the next call. */
export function keepable(ctx: Ctx, actor: Actor) {
  const isOver = (state: string) =>
    state !== 'not_submitted' && (terminal as readonly string[]).includes(state);
  return applicationQueries
    .allOf(ctx.db, actor.personId)
    .filter(({ state, anonymisedAt }) => anonymisedAt === null && isOver(state));
}

/** Keeps them for the next call, from now on. */
export function keepMe(ctx: Ctx, actor: Actor): void {
  inTransaction(ctx, (inside) => {
    for (const { id } of keepable(inside, actor)) {
      answers.declare(inside, actor, id, { keepForNextCall: 'on' });
      record(inside, actor, { entity: 'application', entityId: id, event: 'keep_for_next_call' });
    }
  });
}
