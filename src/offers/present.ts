// Deciding as pages show it: two scores side by side and never added, what is prepared, and the outcome for its reader.
import { nameText, stateWords } from '../applications/present.js';
import { moves, type State } from '../applications/states.js';
import { callText } from '../calls/present.js';
import { date, dateTime, longDate } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import { type Keyring, unseal } from '../lib/seal.js';
import { startOfDay } from '../lib/time.js';
import { htmlTag, wordsOf } from '../mail/present.js';
import { bandText, exactText } from '../scores/present.js';
import { compare, type Figures } from '../scores/rules.js';
import { refusalReasons } from './rules.js';
import type { Board, Candidate, Chosen, preview, tie } from './service.js';

/** A local day in words. */
export function startText(day: string, language: Language): string {
  return date(language, startOfDay(day));
}

/** Reasons in the reader's words, in the order they were given. */
export function reasonsIn(codes: readonly string[], language: Language): string[] {
  return codes.map((code) => say(language, `decisions.reason.${code}`));
}

/** What the table can be ordered by. The scores are never added up. */
export const orders = ['file', 'interview', 'name'] as const;
export type Order = (typeof orders)[number];

/** The page of a call on which its places are decided. */
export function boardPage(board: Board, order: Order, language: Language) {
  const { call, texts, free, left, taken } = board;
  const sorted = [...free].sort(byOrder(order, language));
  const part = (test: (one: Candidate) => boolean) =>
    sorted.filter(test).map((one) => rowOf(board, one, language));
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    order,
    orders: orders.map((value) => ({
      value,
      label: say(language, `offers.order.${value}`),
      current: value === order,
    })),
    places:
      call.places === null
        ? say(language, 'offers.places.unsaid', { taken })
        : say(language, 'offers.places.said', { places: call.places, taken, left: left ?? 0 }),
    tooMany: call.places !== null && taken > call.places,
    hidden: board.hidden,
    hasReserves: board.reserves.length > 1,
    left: free.filter(({ state, pendingTo }) => pendingTo === null && mayClose.includes(state)).length,
    open: part(
      ({ state, pendingTo }) => pendingTo === null && (state === 'interviewed' || state === 'waitlisted'),
    ),
    prepared: part(({ pendingTo }) => pendingTo !== null),
    unmet: part(({ state, pendingTo }) => pendingTo === null && early.includes(state)),
    decided: part(({ state, pendingTo }) => pendingTo === null && settled.includes(state)),
    ties: board.ties
      .filter((one) => !one.isRecorded)
      .map((one) => ({
        text: say(language, 'offers.tie.shared', {
          file: bandText(one.file, language),
          interview: bandText(one.interview, language),
          count: one.ids.length,
        }),
        query: `file=${one.file}&interview=${one.interview}`,
      })),
    records: board.records.map((record) => ({
      text: say(language, `offers.tie.recorded_${record.method}`, {
        file: bandText(record.fileBand, language),
        interview: bandText(record.interviewBand, language),
        by: record.by,
        when: dateTime(language, record.recordedAt),
      }),
      words: record.words ?? '',
    })),
  };
}

const early: readonly State[] = ['in_review', 'shortlisted', 'invited', 'booked'];
const mayClose: readonly State[] = moves.close.from;
const settled: readonly State[] = ['offered', 'accepted', 'declined', 'offer_lapsed', 'not_selected'];

function byOrder(order: Order, language: Language) {
  const last = (a: Candidate, b: Candidate) => (a.reference ?? '').localeCompare(b.reference ?? '', 'en');
  if (order === 'name')
    return (a: Candidate, b: Candidate) => a.name.localeCompare(b.name, language) || last(a, b);
  return (a: Candidate, b: Candidate) => -byFigures(a[order], b[order]) || last(a, b);
}

function byFigures(a: Figures | undefined, b: Figures | undefined): number {
  if (!a || !b) return Number(a !== undefined) - Number(b !== undefined);
  return compare(a.mean, b.mean);
}

/** Where a prepared decision leads, in words that do not say that it was sent. */
function preparedText(to: State, language: Language): string {
  return say(language, to === 'offered' ? 'decisions.kind.offer' : `register.state.${to}`);
}

function rowOf({ offers, reserves }: Board, one: Candidate, language: Language) {
  const offer = offers.find(({ offer }) => offer.applicationId === one.id)?.offer;
  const reserve = reserves.find(({ reserve }) => reserve.applicationId === one.id)?.reserve;
  const rank = reserve && (reserve.place ?? reserve.rank);
  const facts = [
    ...(rank === undefined ? [] : [say(language, 'offers.fact.rank', { rank })]),
    ...(offer ? [termsText(offer, language)] : []),
  ];
  return {
    id: one.id,
    reference: one.reference ?? '',
    name: nameText(one.name, language),
    url: `/staff/applications/${one.id}`,
    file: scoreText(one.file, language),
    isSealed: one.isSealed,
    interview: scoreText(one.interview, language),
    state: stateWords(one.state, language),
    to: one.pendingTo === null ? '' : preparedText(one.pendingTo, language),
    facts,
    mayTick: one.state !== 'booked',
    undeclared: one.declared === 0,
  };
}

function scoreText(figures: Figures | undefined, language: Language) {
  if (!figures) return null;
  return { band: bandText(figures.band, language), mean: exactText(figures.mean, language), n: figures.n };
}

type Terms = { startsOn: string; endsOn: string; replyBy: number };

/** "1 February 2027 to 30 April 2027, answer by Friday, 11 December 2026" */
function termsText({ startsOn, endsOn, replyBy }: Terms, language: Language): string {
  return say(language, 'offers.fact.terms', {
    starts: startText(startsOn, language),
    ends: startText(endsOn, language),
    replyBy: longDate(language, replyBy),
  });
}

/** So many names are read without being unfolded. */
const FEW = 8;

/** Before anything is prepared: who, what is asked, and the letters once they were asked for. */
export function preparePage(found: Chosen, language: Language) {
  const { call, texts, people, first, left } = found;
  const free = freeRanks(found.takenRanks, people.length);
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    people: people.map((one, at) => ({
      id: one.id,
      name: nameText(one.name, language),
      reference: one.reference ?? '',
      file: scoreText(one.file, language),
      isSealed: one.isSealed,
      interview: scoreText(one.interview, language),
      language: languages.find(({ code }) => code === one.language)?.name ?? '',
      lang: htmlTag(one.language),
      rank: free[at] ?? 1,
    })),
    gone: found.gone,
    undeclared: found.undeclared.map(({ name }) => nameText(name, language)),
    fewUndeclared: found.undeclared.length <= FEW,
    left,
    places: call.places,
    first,
    reasons: refusalReasons.map((value) => ({ value, label: say(language, `decisions.reason.${value}`) })),
    sendsLetter: call.settings.refusalLetter,
    closingLetter: call.settings.closingLetter,
    monthsMin: call.monthsMin,
    monthsMax: call.monthsMax,
    letters: null as LetterPage[] | null,
    seen: '',
  };
}

/** The numbers after everybody who stands on the list: nobody is passed by who came later. */
function freeRanks(taken: readonly number[], count: number): number[] {
  return Array.from({ length: count }, (_one, index) => Math.max(0, ...taken) + index + 1);
}

type LetterPage = ReturnType<typeof lettersPart>[number];

/** Each name with its letter in full; where none is sent, what its reader finds on the page of the application. */
export function lettersPart({ letters }: ReturnType<typeof preview>, language: Language) {
  return letters.map(({ person, said, letter, isSilent }) => ({
    name: nameText(person.name, language),
    lang: htmlTag(person.language),
    subject: letter?.subject ?? '',
    blocks: wordsOf(letter)?.blocks ?? null,
    isSilent,
    reasons: isSilent && said.kind === 'reject' ? reasonsIn(said.reasons, person.language) : [],
    advice: isSilent && said.kind === 'reject' ? (said.advice ?? '') : '',
  }));
}

/** Those who stand in the same two bands, and how they can be told apart. */
export function tiePage(found: ReturnType<typeof tie>, language: Language) {
  const { call, texts, bands, tied, seed } = found;
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    bands,
    shared: say(language, 'offers.tie.shared', {
      file: bandText(bands.file, language),
      interview: bandText(bands.interview, language),
      count: tied.length,
    }),
    tied: tied.map((one) => ({
      name: one.isFree === 1 ? nameText(one.name, language) : say(language, 'shortlist.kept_from'),
      reference: one.isFree === 1 ? (one.reference ?? '') : '',
      state: one.pendingTo
        ? { label: preparedText(one.pendingTo, language), tone: '' }
        : stateWords(one.state, language),
      lot: one.isFree === 1 ? one.lot.slice(0, 8) : '',
    })),
    methods: (['lot', 'discussion'] as const).map((value) => ({
      value,
      label: say(language, `offers.tie.${value}`),
    })),
    isDrawn: seed !== undefined,
  };
}

type Outcome = {
  to: State;
  offer: Terms | null;
  reserve: { rank: number } | null;
  refusal: Refusal | null;
};
type Refusal = { applicationId: number; reasons: readonly string[]; sealedAdvice: Buffer | null };

/** The advice in a refusal; null when there is none, or it was erased. */
export function adviceIn(keyring: Keyring, { applicationId, sealedAdvice }: Refusal): string | null {
  return sealedAdvice && unseal(keyring, sealedAdvice, `advice:${applicationId}`).toString();
}

/** The outcome on the page of its applicant; null until a release brought it about. */
export function outcomePart(
  state: State,
  outcome: (Outcome & { ahead: number }) | undefined,
  keyring: Keyring,
  language: Language,
) {
  if (!outcome || outcome.to !== state) return null;
  const { offer, reserve, refusal, ahead } = outcome;
  return {
    offer: offer && {
      starts: startText(offer.startsOn, language),
      ends: startText(offer.endsOn, language),
    },
    reserve: reserve && say(language, 'offers.mine.rank', { rank: ahead + 1 }),
    reasons: refusal ? reasonsIn(refusal.reasons, language) : [],
    advice: refusal ? (adviceIn(keyring, refusal) ?? '') : '',
  };
}

/** What a decision says, as lines on the page of its release. */
export function factsOf(
  said:
    | {
        offer: Terms | null;
        reserve: { rank: number } | null;
        refusal: { reasons: readonly string[] } | null;
      }
    | undefined,
  language: Language,
): string[] {
  if (!said) return [];
  const { offer, reserve, refusal } = said;
  return [
    ...(offer ? [termsText(offer, language)] : []),
    ...(reserve ? [say(language, 'offers.fact.rank', { rank: reserve.rank })] : []),
    // The first one stands beside the name.
    ...(refusal ? reasonsIn(refusal.reasons.slice(1), language) : []),
  ];
}

/** The fields of the terms as they are first shown. */
export function firstValues({
  first,
  people,
}: {
  first: Chosen['first'];
  people: readonly { id: number; rank: number }[];
}) {
  const ranks = people.map(({ id, rank }) => [`rank_${id}`, String(rank)]);
  return { ...first, application: people.map(({ id }) => String(id)), ...Object.fromEntries(ranks) };
}
