// After the interviews the director prepares offers, a reserve list and refusals. They are pending until released.
import { createHash } from 'node:crypto';
import type { Actor, Language } from '../access/actor.js';
import * as applications from '../applications/service.js';
import { moves, type State } from '../applications/states.js';
import { callText, contactOf } from '../calls/present.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as decisions from '../decisions/service.js';
import { Invalid } from '../errors.js';
import { newGroup, record } from '../history/record.js';
import { longDate } from '../i18n/format.js';
import * as interviewCards from '../interview-cards/service.js';
import { lotOf } from '../lib/lot.js';
import { seal, unseal } from '../lib/seal.js';
import { endOfDay, localDate } from '../lib/time.js';
import { renderFor } from '../mail/outbox.js';
import { isRightLength } from '../placements/rules.js';
import { askedIn } from '../questions/queries.js';
import { callFor } from '../reading/service.js';
import { reservesOf } from '../reserves/queries.js';
import * as reserves from '../reserves/service.js';
import { cardsOf, lockOf } from '../scores/queries.js';
import { type Figures, figuresOf } from '../scores/rules.js';
import { seedOf } from '../shortlist/queries.js';
import { adviceIn, reasonsIn, startText } from './present.js';
import * as queries from './queries.js';
import {
  firstTerms,
  isRecorded,
  placesLeft,
  ranksIn,
  replyProblem,
  type Scored,
  type Terms,
  tiesAcross,
  tiesCut,
} from './rules.js';

/** What can be prepared here, with the states it can be prepared from. */
export const kinds = {
  offer: moves.offer.from,
  waitlist: moves.waitlist.from,
  reject: moves.reject.from,
  close: moves.close.from,
  offer_after_all: moves.offer_after_all.from,
} as const satisfies Record<string, readonly State[]>;
export type Kind = keyof typeof kinds;

type Row = ReturnType<typeof queries.candidatesOf>[number];
/** `isSealed`: marks are there and may still change, so that they are not shown beside a name. */
export type Candidate = Row & {
  file: Figures | undefined;
  isSealed: boolean;
  interview: Figures | undefined;
};

/** Everything the meeting that decides looks at. Files the reader is in conflict with are only counted. Throws NotFound. */
export function board(ctx: Ctx, actor: Actor, callId: number) {
  const { call, texts } = callFor(ctx, callId);
  const rows = queries
    .candidatesOf(ctx.db, actor.personId, call.id)
    .filter((row) => row.anonymisedAt === null);
  const read = new Map<number, ReturnType<typeof cardsOf>>();
  for (const card of cardsOf(ctx.db, call.id))
    read.set(card.applicationId, [...(read.get(card.applicationId) ?? []), card]);
  const asked = askedIn(ctx.db, call);
  const met = interviewCards.marksOf(ctx, call.id);
  const isRevealed = lockOf(ctx.db, call.id)?.revealedAt != null;
  const everybody: Candidate[] = rows.map((row) => ({
    ...row,
    // Marks and names stand side by side only once the marks are locked and the names revealed.
    file:
      isRevealed || row.state !== 'in_review' ? figuresOf(read.get(row.id) ?? [], call.rubric) : undefined,
    isSealed: !isRevealed && row.state === 'in_review',
    interview: figuresOf(met.get(row.id) ?? [], asked),
  }));
  const records = queries.tieRecordsOf(ctx.db, call.id);
  const ties = tiesAcross(everybody.map(scoredOf)).map((tie) => ({
    ...tie,
    isRecorded: isRecorded(
      tie,
      records.map(({ record }) => record),
    ),
  }));
  const taken = queries.placesTaken(ctx.db, call.id);
  return {
    call,
    texts,
    everybody,
    free: everybody.filter(({ isFree }) => isFree === 1),
    hidden: everybody.filter(({ isFree }) => isFree === 0).length,
    offers: queries.offersOf(ctx.db, call.id),
    reserves: reservesOf(ctx.db, call.id),
    records: records.map(({ record, by }) => ({ ...record, by, words: wordsOfTie(ctx, record) })),
    ties,
    taken,
    left: placesLeft(call.places, taken),
    seed: seedOf(ctx.db, call.id),
  };
}

export type Board = ReturnType<typeof board>;

/** Where somebody stands towards a place. Who was never met, or went, stands nowhere. */
function scoredOf({ id, state, pendingTo, file, interview }: Candidate): Scored {
  const at = pendingTo ?? state;
  const side =
    at === 'offered' || at === 'accepted'
      ? 'in'
      : at === 'interviewed' || at === 'waitlisted'
        ? 'open'
        : 'out';
  const counts = side !== 'out' || at === 'not_selected';
  return { id, file: counts ? (file?.band ?? null) : null, interview: interview?.band ?? null, side };
}

/** Those of `ids` (null: of all) about whom this can be prepared now, in the order of the page. Throws NotFound. */
export function chosen(ctx: Ctx, actor: Actor, kind: Kind, callId: number, ids: readonly number[] | null) {
  const found = board(ctx, actor, callId);
  const may: readonly State[] = kinds[kind];
  const people = found.free.filter(
    ({ id, state, pendingTo }) =>
      (ids === null || ids.includes(id)) && pendingTo === null && may.includes(state),
  );
  return {
    ...found,
    kind,
    people,
    gone: ids === null ? 0 : ids.length - people.length,
    undeclared: people.filter(({ declared }) => declared === 0),
    first: firstTerms(localDate(ctx.clock.now()), found.call.settings.offerReplyDays, {
      min: found.call.monthsMin,
    }),
    takenRanks: found.reserves.flatMap(({ reserve }) => reserve.place ?? []),
  };
}

export type Chosen = ReturnType<typeof chosen>;

/** One file of which a decision that was made known is put right: an offer after all. Throws NotFound. */
export function again(ctx: Ctx, actor: Actor, id: number) {
  const { application, call } = applications.load(ctx, actor, 'decision.correct', id);
  return chosen(ctx, actor, 'offer_after_all', call.id, [application.id]);
}

/** What is said in one decision, beside who it is about. */
export type Said =
  | { kind: 'offer'; terms: Terms }
  | { kind: 'offer_after_all'; terms: Terms; note: string }
  | { kind: 'close' }
  | { kind: 'waitlist'; rank: number }
  | { kind: 'reject'; reasons: readonly string[]; advice: string | null };

/** The letter to one of them; null where the call sends none, or nobody has an address. */
function letterOf(ctx: Ctx, { call, texts }: Chosen, person: Candidate, said: Said) {
  if (said.kind === 'reject' && !call.settings.refusalLetter) return null;
  const data = (language: Language) => ({
    name: person.name,
    reference: person.reference ?? '',
    title: callText(texts, language).text.title,
    link: `${ctx.config.baseUrl}/my/applications/${person.id}`,
    contact: contactOf(call, language).email,
    ...wordsFor(said, call, language),
  });
  return { name: moves[said.kind].mail, data };
}

function wordsFor(said: Said, call: Chosen['call'], language: Language) {
  if (said.kind === 'close') return {};
  if (said.kind === 'waitlist') return { rank: said.rank };
  if (said.kind === 'reject')
    return { reasons: reasonsIn(said.reasons, language), advice: said.advice ?? '' };
  const { startsOn, endsOn, replyOn } = said.terms;
  return {
    starts: startText(startsOn, language),
    ends: startText(endsOn, language),
    replyBy: longDate(language, endOfDay(replyOn)),
    monthsMin: call.monthsMin,
    monthsMax: call.monthsMax,
  };
}

/** Each letter exactly as it would be read, and one word for all of them: that what is prepared is what was read. */
export function preview(ctx: Ctx, found: Chosen, said: (person: Candidate) => Said) {
  const letters = found.people.map((person) => {
    const words = said(person);
    const letter = letterOf(ctx, found, person, words);
    const { language } = person;
    const to = { letter: letter?.name ?? '', language, callId: found.call.id };
    const rendered = letter && person.email ? renderFor(ctx, to, letter.data(language)) : null;
    return { person, said: words, letter: rendered, isSilent: letter === null };
  });
  const read = letters.map(({ person, said, letter }) => [person.id, said, letter?.subject, letter?.text]);
  const seen = createHash('sha256').update(JSON.stringify(read)).digest('hex');
  return { letters, seen };
}

/** What is wrong with these decisions before anything is prepared; throws Invalid, beside the field it belongs to. */
export function check(ctx: Ctx, found: Chosen, input: { declare: boolean; terms?: Terms }): void {
  if (found.people.length === 0) throw new Invalid({ application: 'offers.problem.none_ticked' });
  if (found.gone > 0)
    throw new Invalid({ application: { key: 'offers.problem.moved', values: { count: found.gone } } });
  if (found.undeclared.length > 0 && !input.declare) throw new Invalid({ declare: 'offers.problem.declare' });
  if (!input.terms) return;
  const { terms } = input;
  const problem = replyProblem(terms, ctx.clock.now());
  if (problem) throw new Invalid({ replyOn: `offers.problem.reply_${problem}` });
  const months = { min: found.call.monthsMin, max: found.call.monthsMax };
  if (terms.startsOn >= terms.endsOn || !isRightLength(terms.startsOn, terms.endsOn, months))
    throw new Invalid({ endsOn: { key: 'offers.problem.length', values: months } });
  checkPlaces(found);
}

/** More offers than places, and a line drawn between people who stand alike, are refused where they are certain. */
function checkPlaces({ everybody, people, left, records }: Chosen): void {
  if (left !== null && people.length > left)
    throw new Invalid({
      application: { key: 'offers.problem.places', values: { left, count: people.length } },
    });
  const ids = people.map(({ id }) => id);
  const after = everybody
    .map(scoredOf)
    .map((one) => (ids.includes(one.id) ? { ...one, side: 'in' as const } : one));
  const cut = tiesCut(tiesAcross(after), left === null ? null : left - people.length);
  const mine = cut.find((tie) => tie.ids.some((id) => ids.includes(id)) && !isRecorded(tie, records));
  if (mine) throw new Invalid({ application: 'offers.problem.tie' });
}

/**
 * Prepares the same kind of decision about these people as one act. Throws Invalid beside the field, and when somebody
 * decided about one of them meanwhile; NotFound. Answers with how many.
 */
export function prepare(
  ctx: Ctx,
  actor: Actor,
  input: {
    kind: Kind;
    callId: number;
    ids: readonly number[];
    declare: boolean;
    said: (person: Candidate) => Said;
  },
): number {
  return inTransaction(ctx, (inside) => {
    const found = chosen(inside, actor, input.kind, input.callId, input.ids);
    const [someone] = found.people;
    const about = someone && input.said(someone);
    check(inside, found, { ...input, ...(about && 'terms' in about ? { terms: about.terms } : {}) });
    const groupId = newGroup();
    for (const person of found.people) {
      if (person.declared === 0) declareNone(inside, actor, person.id);
      const said = input.said(person);
      const decisionId = decisions.prepare(inside, actor, {
        applicationId: person.id,
        event: said.kind,
        role: 'director',
        reasonCode: reasonCodeOf(said),
        note: said.kind === 'offer_after_all' ? said.note : null,
        groupId,
        letter: letterOf(inside, found, person, said),
      });
      keep(inside, { decisionId, applicationId: person.id, callId: found.call.id }, said);
    }
    return found.people.length;
  });
}

function declareNone(ctx: Ctx, actor: Actor, applicationId: number): void {
  conflicts.state(ctx, actor, { applicationId, personId: actor.personId, kind: 'none', note: null });
}

const reasonCodes = {
  offer: 'selected',
  waitlist: 'reserve',
  close: 'closing',
  offer_after_all: 'corrected',
} as const;

function reasonCodeOf(said: Said): string {
  if (said.kind === 'reject') return said.reasons[0] ?? 'places';
  return reasonCodes[said.kind];
}

type About = { decisionId: number; applicationId: number; callId: number };

function keep(ctx: Ctx, { callId, ...about }: About, said: Said): void {
  const { applicationId } = about;
  switch (said.kind) {
    case 'offer':
    case 'offer_after_all': {
      const { startsOn, endsOn, replyOn } = said.terms;
      queries.insertOffer(ctx.db, { ...about, startsOn, endsOn, replyBy: endOfDay(replyOn) });
      break;
    }
    case 'waitlist':
      reserves.keep(ctx, { ...about, callId, rank: said.rank });
      break;
    case 'reject': {
      const words = said.advice === null ? null : Buffer.from(said.advice);
      const sealedAdvice = words && seal(ctx.config.keyring, words, `advice:${applicationId}`);
      queries.insertRefusal(ctx.db, { ...about, reasons: [...said.reasons], sealedAdvice });
    }
  }
}

/**
 * Gives more time to answer an offer: after an outage, or because staff say so, with why. `replyBy`: the last instant of
 * a day. Runs in the caller's transaction.
 */
export function extend(
  ctx: Ctx,
  actor: Actor,
  input: {
    decisionId: number;
    applicationId: number;
    replyBy: number;
    event: 'extend_reply' | 'give_time';
    note?: string | null;
  },
): void {
  const { decisionId, applicationId, replyBy, event, note = null } = input;
  queries.moveReplyBy(ctx.db, decisionId, replyBy);
  record(ctx, actor, { entity: 'application', entityId: applicationId, event, note, details: { replyBy } });
}

/** The number on the reserve list for each of them, as typed. Throws Invalid beside each field. */
export function ranksFor(found: Chosen, typed: Readonly<Record<string, unknown>>): Map<number, number> {
  const ids = found.people.map(({ id }) => id);
  const { ranks, problems } = ranksIn(typed, ids, found.takenRanks);
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  return ranks;
}

/** Writes down how people in the same bands were told apart. Throws Invalid without words, or before the lot is drawn. */
export function recordTie(
  ctx: Ctx,
  actor: Actor,
  input: {
    callId: number;
    file: number;
    interview: number;
    method: 'lot' | 'discussion';
    words: string | null;
  },
): void {
  inTransaction(ctx, (inside) => {
    const { call, seed, ...found } = board(inside, actor, input.callId);
    const ids = tiedIn(found.everybody, input).map(({ id }) => id);
    if (ids.length < 2) throw new Invalid({ method: 'offers.problem.no_tie' });
    if (input.method === 'lot' && !seed) throw new Invalid({ method: 'offers.problem.no_lot' });
    if (input.method === 'discussion' && input.words === null) throw new Invalid({ words: 'form.required' });
    const words = input.words === null ? null : Buffer.from(input.words);
    queries.insertTieRecord(inside.db, {
      callId: call.id,
      fileBand: input.file,
      interviewBand: input.interview,
      applicationIds: ids,
      method: input.method,
      sealedWords: words && seal(inside.config.keyring, words, `tie-record:${call.id}`),
      recordedAt: inside.clock.now(),
      recordedBy: actor.personId,
    });
    const details = { file: input.file, interview: input.interview };
    record(inside, actor, {
      entity: 'call',
      entityId: call.id,
      event: 'break_tie',
      reasonCode: input.method,
      details,
    });
  });
}

/** Those who stand in these two bands and were met, in the order of the lot once it is drawn. */
export function tiedIn(
  everybody: readonly Candidate[],
  bands: { file: number; interview: number },
): Candidate[] {
  return everybody.filter((one) => {
    const { file, interview } = scoredOf(one);
    return file === bands.file && interview === bands.interview;
  });
}

/** The tied as a page shows them, with the lot of each. Throws NotFound. */
export function tie(ctx: Ctx, actor: Actor, callId: number, bands: { file: number; interview: number }) {
  const found = board(ctx, actor, callId);
  const { seed } = found;
  const tied = tiedIn(found.everybody, bands).map((one) => ({
    ...one,
    lot: seed ? lotOf(seed.seed, one.reference ?? String(one.id)) : '',
  }));
  return { ...found, bands, tied: tied.sort((a, b) => (a.lot < b.lot ? -1 : 1)) };
}

function wordsOfTie(
  ctx: Ctx,
  { callId, sealedWords }: { callId: number; sealedWords: Buffer | null },
): string | null {
  return sealedWords && unseal(ctx.config.keyring, sealedWords, `tie-record:${callId}`).toString();
}

/** What was decided about an application, for its writer: of released decisions alone. */
export function heldAbout(ctx: Ctx, applicationId: number) {
  return queries.releasedWords(ctx.db, applicationId).map(({ releasedAt, offer, reserve, refusal }) => ({
    releasedAt,
    ...(offer && { startsOn: offer.startsOn, endsOn: offer.endsOn, replyByAt: offer.replyBy }),
    ...(reserve && { rank: reserve.rank, waitlistedAt: reserve.waitlistedAt }),
    ...(refusal && { reasons: refusal.reasons, advice: adviceIn(ctx.config.keyring, refusal) }),
  }));
}

/** Erases the words about an application. Runs in the caller's transaction. */
export function erase(ctx: Ctx, applicationId: number): void {
  queries.eraseWords(ctx.db, applicationId);
}
