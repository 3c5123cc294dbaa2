// Who may decide, when a second person has to, what is late, and what differs between two filings: pure.
import { fold } from '../lib/fold.js';
import { type Keyring, unseal } from '../lib/seal.js';
import { hour } from '../lib/time.js';
import { kinds } from '../particulars/form.js';
import { TARGET, type Whole } from '../reports/rules.js';

/** Targets, in milliseconds: a report within a day of its hearing, its first review within two of its filing. */
export const TARGETS = { filing: TARGET, review: 48 * hour } as const;

/** Measures that say nothing of anybody to be protected. */
const none = ['NONE', 'UNK'];

/** Somebody protected in a case. */
type Hidden = { id: number; pseudonym: string };

/** Those of whom a report speaks by their pseudonym in words, wherever words stand in it. */
function spokenOf({ answers, rows }: Whole, hidden: readonly Hidden[]): Hidden[] {
  if (hidden.length === 0) return [];
  const said = [answers, ...kinds.flatMap((kind) => rows[kind] ?? [])]
    .flatMap((row) => Object.values(row))
    .filter((value) => typeof value === 'string');
  const text = ` ${fold(said.join(' · '))} `;
  return hidden.filter(({ pseudonym }) => fold(pseudonym) !== '' && text.includes(` ${fold(pseudonym)} `));
}

/**
 * True when somebody protected appears: by pseudonym in any row or in words, by a measure of a witness, as the one an
 * incident was against, or in a document obtained that is protected. Then two people have to approve. `hidden`: the
 * protected of the case. Source: monitoring §3 and §4. Throws nothing.
 */
export function isProtected(whole: Whole, hidden: readonly Hidden[]): boolean {
  const { rows, documents = [] } = whole;
  const byPseudonym = kinds.some((kind) =>
    (rows[kind] ?? []).some((row) => String(row.who ?? '').startsWith('protected-')),
  );
  const byMeasure = (rows.witnesses ?? []).some(({ measures }) =>
    ((measures ?? []) as string[]).some((one) => !none.includes(one)),
  );
  const byIncident = (rows.incidents ?? []).some(({ target }) => target === 'protected');
  const isFiled = documents.some(({ level }) => level === 'protected');
  return byPseudonym || byMeasure || byIncident || isFiled || spokenOf(whole, hidden).length > 0;
}

/** The pseudonyms' ids that a report names, in rows and in words, as text, each once. */
export function protectedIn(whole: Whole, hidden: readonly Hidden[]): string[] {
  const named = kinds.flatMap((kind) => (whole.rows[kind] ?? []).map((row) => String(row.who ?? '')));
  const inRows = named.filter((who) => who.startsWith('protected-')).map((who) => who.slice(10));
  return [...new Set([...inRows, ...spokenOf(whole, hidden).map(({ id }) => String(id))])].sort();
}

/** Whole hours between two instants, rounded down; never less than 0. */
export function hoursBetween(from: number, until: number): number {
  return Math.max(0, Math.floor((until - from) / hour));
}

/** The one in the middle, or between the two; null of nothing. */
export function medianOf(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

export type Said = { section: string; name: string; field: string; label: string; value: string };
export type Difference = {
  section: string;
  name: string;
  field: string;
  label: string;
  before: string;
  after: string;
};

/** What two filings say differently, field by field in the order of the form; blank: it was not said. */
export function differencesOf(before: readonly Said[], after: readonly Said[]): Difference[] {
  const [old, now] = [before, after].map((all) => new Map(all.map((one) => [one.field, one])));
  const fields = [...new Set([...after, ...before].map(({ field }) => field))];
  return fields.flatMap((field) => {
    const [a, b] = [old?.get(field), now?.get(field)];
    const one = b ?? a;
    if (!one || (a?.value ?? '') === (b?.value ?? '')) return [];
    const { section, name, label } = one;
    return [{ section, name, field, label, before: a?.value ?? '', after: b?.value ?? '' }];
  });
}

/** A piece of a text, and whether the other text lacks it. */
export type Piece = { text: string; isOwn: boolean };

/** Shorter texts are compared at a glance; of longer ones than the most, comparing takes too long. In words. */
const GLANCE = 8;
const MOST_PAIRS = 4_000_000;

/**
 * Two texts in pieces: what only one of them says, word by word, as few words as can be. Null where marking would tell
 * nothing: short texts, such that have little in common, and very long ones. Throws nothing.
 */
export function piecesOf(before: string, after: string): { before: Piece[]; after: Piece[] } | null {
  const wordsOf = (text: string): string[] => text.match(/\S+\s*/g) ?? [];
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (Math.min(old.length, now.length) < GLANCE || old.length * now.length > MOST_PAIRS) return null;
  const shared = sharedWords(old, now);
  if (shared.length * 2 < Math.min(old.length, now.length)) return null;
  return {
    before: inPieces(old, new Set(shared.map(([a]) => a))),
    after: inPieces(now, new Set(shared.map(([, b]) => b))),
  };
}

/** The places of the longest row of words that both texts have, in order. */
function sharedWords(old: readonly string[], now: readonly string[]): [number, number][] {
  const same = (a: number, b: number) => old[a]?.trim() === now[b]?.trim();
  const width = now.length + 1;
  const longest = new Uint16Array((old.length + 1) * width);
  const at = (a: number, b: number) => longest[a * width + b] ?? 0;
  for (let a = old.length - 1; a >= 0; a -= 1)
    for (let b = now.length - 1; b >= 0; b -= 1)
      longest[a * width + b] = same(a, b) ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
  const pairs: [number, number][] = [];
  for (let a = 0, b = 0; a < old.length && b < now.length; ) {
    if (same(a, b)) pairs.push([a++, b++]);
    else if (at(a + 1, b) >= at(a, b + 1)) a += 1;
    else b += 1;
  }
  return pairs;
}

function inPieces(words: readonly string[], shared: ReadonlySet<number>): Piece[] {
  const pieces: Piece[] = [];
  for (const [at, text] of words.entries()) {
    const isOwn = !shared.has(at);
    const last = pieces.at(-1);
    if (last?.isOwn === isOwn) last.text += text;
    else pieces.push({ text, isOwn });
  }
  return pieces;
}

type Sealed = { reportId: number; at: number };
/** What the words of reviews are bound to. */
export const noteContext = ({ reportId, at }: Sealed) => `review-note:${reportId}:${at}`;
export const commentContext = ({ reportId, at }: Sealed) => `report-comment:${reportId}:${at}`;

/** Comments with their words in the open; with `published` those alone that whoever wrote the report may see. */
export function openComments<One extends Sealed & { sealedWords: Buffer; publishedAt: number | null }>(
  keyring: Keyring,
  rows: readonly { comment: One; by: string }[],
  published = false,
) {
  return rows
    .filter(({ comment }) => !published || comment.publishedAt !== null)
    .map(({ comment, by }) => ({
      ...comment,
      by,
      words: unseal(keyring, comment.sealedWords, commentContext(comment)).toString(),
    }));
}

/** Decisions with their words in the open. */
export function openReviews<One extends Sealed & { sealedNote: Buffer | null }>(
  keyring: Keyring,
  rows: readonly { review: One; by: string }[],
) {
  return rows.map(({ review, by }) => ({
    ...review,
    by,
    note: review.sealedNote ? unseal(keyring, review.sealedNote, noteContext(review)).toString() : '',
  }));
}
