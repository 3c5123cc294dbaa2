// How a colleague is named in a note: typed as @ and the name, kept as a number, said by name again when it is read.
import { fold } from '../lib/fold.js';

export type Colleague = { id: number; name: string };

/** An @ at the beginning of a word; the one inside an address of somebody is none. */
const AT = /(?<![\p{L}\p{N}._%+-])@/u;
const KEPT = /@\[(\d{1,15})\]/g;

/**
 * The words with every "@Name" of a colleague as "@[id]", and whom they name. A whole name counts, or a first name that
 * only one of them has; case and accents do not. `unknown`: what stands behind an @ that names nobody.
 */
export function withMentions(
  text: string,
  colleagues: readonly Colleague[],
): { words: string; ids: number[] } | { unknown: string } {
  const [before = '', ...parts] = text.split(AT);
  const ids = new Set<number>();
  let words = before;
  for (const part of parts) {
    const found = namedIn(part, colleagues);
    if (!found) return { unknown: /^\S{0,60}/.exec(part)?.[0] ?? '' };
    ids.add(found.id);
    words += `@[${found.id}]${part.slice(found.length)}`;
  }
  return { words, ids: [...ids] };
}

function namedIn(part: string, colleagues: readonly Colleague[]): { id: number; length: number } | undefined {
  const firsts = colleagues.map(({ name }) => firstOf(name));
  const names = colleagues.flatMap(({ id, name }, at) => {
    const first = firsts[at] as string;
    const isOnlyOne = firsts.filter((one) => fold(one) === fold(first)).length === 1;
    return [{ id, name }, ...(isOnlyOne ? [{ id, name: first }] : [])];
  });
  return names
    .filter(({ name }) => name !== '' && begins(part, name))
    .map(({ id, name }) => ({ id, length: name.length }))
    .sort((a, b) => b.length - a.length)[0];
}

/** True when the part begins with the name, and the name does not go on. */
function begins(part: string, name: string): boolean {
  const next = part.slice(name.length);
  return fold(part.slice(0, name.length)) === fold(name) && !/^[\p{L}\p{N}]/u.test(next);
}

function firstOf(name: string): string {
  return name.split(' ')[0] ?? '';
}

/** The words with the names in them; `nameOf` says what stands for a person who is not there any more. */
export function withNames(words: string, nameOf: (id: number) => string): string {
  return words.replace(KEPT, (_kept, id: string) => `@${nameOf(Number(id))}`);
}
