// What in a letter tells who wrote it: suggestions, and the letter without the words a person decided to hide. Pure.
import { fold } from '../lib/fold.js';

export const kinds = [
  'own_name',
  'email',
  'phone',
  'number',
  'link',
  'institution',
  'place',
  'other_name',
] as const;
export type Kind = (typeof kinds)[number];
export type Suggestion = { text: string; kind: Kind; times: number };
/** What is known of the writer, and the words that name institutions. */
export type Known = {
  names: readonly string[];
  emails: readonly string[];
  phones: readonly string[];
  places: readonly string[];
  institutions: readonly string[];
};
type Span = { start: number; end: number };

/** Stands where something was hidden. */
export const HIDDEN = '[…]';

type Word = Span & { text: string; folded: string };

const word = /[\p{L}\p{N}]+(?:[’'][\p{L}]+)?/gu;
/** How many letters a case ending may add to a name: Krasniqit, Krasnićem, Prishtinës. */
const LONGEST_ENDING = 3;

function wordsIn(text: string): Word[] {
  return [...text.matchAll(word)].map(({ 0: found, index }) => ({
    text: found,
    folded: fold(found).replaceAll(' ', ''),
    start: index,
    end: index + found.length,
  }));
}

/** What takes the place of a vowel at the end of a name: Arta, Artën, Artës; Ana, Anu, Anom. Folded. */
const changedEnding = /^(?:[aeiou]|om|en|es|in|it|se|ve)$/;

/** True when `said` is `name` in some spelling, script or case. Short words and numbers must be the same. */
function isForm(said: Word, name: string): boolean {
  if (said.folded === name) return true;
  if (name.length < 3 || /\p{N}/u.test(name)) return false;
  if (said.folded.startsWith(name)) return said.folded.length - name.length <= LONGEST_ENDING;
  // "arti" is art, and no Arta: what only resembles a name must look like one.
  const stem = name.replace(/[aeiou]$/, '');
  const ending = said.folded.startsWith(stem) ? said.folded.slice(stem.length) : null;
  return stem !== name && ending !== null && isCapital(said) && changedEnding.test(ending);
}

/** Where a phrase stands in a text, in any spelling, script and case. Offsets in UTF-16 units. */
export function occurrences(text: string, phrase: string, words = wordsIn(text)): Span[] {
  const wanted = wordsIn(phrase).map(({ folded }) => folded);
  if (wanted.length === 0) return [];
  const found: Span[] = [];
  for (let at = 0; at + wanted.length <= words.length; at += 1) {
    const fits = wanted.every((name, index) => {
      const said = words[at + index];
      return said !== undefined && isForm(said, name);
    });
    const [first, last] = [words[at], words[at + wanted.length - 1]];
    if (!fits || !first || !last) continue;
    found.push({ start: first.start, end: last.end });
    at += wanted.length - 1;
  }
  return found;
}

/** Where these phrases stand, in order; what touches is one. */
function hiddenIn(text: string, phrases: readonly string[]): Span[] {
  const words = wordsIn(text);
  const spans = phrases
    .flatMap((phrase) => occurrences(text, phrase, words))
    .sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    // "Arta Krasniqi" is one thing hidden, not two; a comma or a new line between keeps them apart.
    if (last && (span.start <= last.end || /^[ .@+/:_-]*$/.test(text.slice(last.end, span.start))))
      last.end = Math.max(last.end, span.end);
    else merged.push({ ...span });
  }
  return merged;
}

/** The text with every occurrence of these phrases hidden; what touches is hidden as one. Throws nothing. */
export function redact(text: string, phrases: readonly string[]): string {
  let [out, from] = ['', 0];
  for (const { start, end } of hiddenIn(text, phrases)) {
    out += text.slice(from, start).replace(/\+$/, '') + HIDDEN;
    from = end;
  }
  return out + text.slice(from);
}

/** The whole text in pieces, those that readers will not get marked as hidden. Throws nothing. */
export function marked(text: string, phrases: readonly string[]): { text: string; hidden: boolean }[] {
  const pieces: { text: string; hidden: boolean }[] = [];
  let from = 0;
  for (const { start, end } of hiddenIn(text, phrases)) {
    pieces.push({ text: text.slice(from, start), hidden: false });
    pieces.push({ text: text.slice(start, end), hidden: true });
    from = end;
  }
  pieces.push({ text: text.slice(from), hidden: false });
  return pieces.filter((piece) => piece.text !== '');
}

const patterns: readonly (readonly [Kind, RegExp])[] = [
  ['email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  [
    'link',
    /(?:https?:\/\/|www\.)[^\s<>()]+|\b[\p{L}\p{N}-]+\.(?:com|org|net|info|rs|al|me|edu|eu)(?:\/[^\s<>()]*)?/giu,
  ],
  ['phone', /(?<![\p{L}\p{N}])(?:\+|00)?\d[\d\s()/.-]{6,17}\d(?![\p{L}\p{N}])/gu],
  ['number', /(?<![\p{L}\p{N}])\d{6,}(?![\p{L}\p{N}])/gu],
];

/** Words that say that a name follows: titles, relatives, teachers. Folded. */
const before = new Set(
  'zoti zonja zotin zonjen znj z dr mr mrs ms prof profesor profesori profesoresha profesorja gospodin gospodja gospodina g gdin gda profesorka profesora sudija sudije gjykatesi gjykatesja avokati avokatja advokat mentor mentori judge professor advocate nena babai vellai motra gjyshi gjyshja brat sestra otac majka deda baka'
    .split(' ')
    .map(fold),
);
/** Capital letters that name nobody: languages, peoples, courts, law, months, ourselves. Folded beginnings. */
const harmless =
  'kosov serb srb srp shqip shcip alban hlc fhp fdh fond gjykat themel procedur proces osnovn apel sud court ligj zakon law kod krivic drejt pra penal univerzitet universitet universit fakultet facult europ evrop balkan jugosl yugosl icty mtpj tpnj ish bashkim union komb ujedinjen united nation english anglez engles humanitar kushtet ustav constit republ speciali dhom vec'
    .split(' ')
    .map(fold);
/** Municipalities of Kosovo, in Albanian and Serbian; villages are found by the words around them or by a person. */
const municipalities =
  'Deçan,Dečane,Dragash,Dragaš,Drenas,Gllogoc,Glogovac,Ferizaj,Uroševac,Gjakovë,Đakovica,Gjilan,Gnjilane,Graçanicë,Gračanica,Istog,Istok,Junik,Kaçanik,Kačanik,Kamenicë,Kamenica,Klinë,Klina,Kllokot,Klokot,Leposaviq,Leposavić,Lipjan,Lipljan,Malishevë,Mališevo,Mamushë,Mamuša,Mitrovicë,Mitrovica,Obiliq,Obilić,Pejë,Peć,Podujevë,Podujevo,Prishtinë,Priština,Prizren,Rahovec,Orahovac,Ranillug,Ranilug,Shtërpcë,Štrpce,Shtime,Štimlje,Skenderaj,Srbica,Suharekë,Suva,Viti,Vitina,Vushtrri,Vučitrn,Zubin,Zveçan,Zvečan,Partesh,Parteš,Novobërdë,Novo'.split(
    ',',
  );
/** "in the village of …". Folded. */
const villageWords = new Set(
  'fshati fshatin fshat selo selu sela village lagjja naselje naselju'.split(' ').map(fold),
);

/**
 * What to look at in a text, each distinct find once, in the order of the kinds. Too much rather than too little: a
 * person takes away what tells of nobody. The writer's own names are found in every spelling, script and case.
 */
export function suggestions(text: string, known: Known): Suggestion[] {
  const words = wordsIn(text);
  const taken: Span[] = [];
  const found = new Map<string, Suggestion>();
  const add = (kind: Kind, { start, end }: Span) => {
    if (taken.some((span) => start < span.end && span.start < end)) return;
    taken.push({ start, end });
    const said = text.slice(start, end).trim();
    const key = `${kind} ${fold(said)}`;
    const there = found.get(key);
    found.set(key, { text: there?.text ?? said, kind, times: (there?.times ?? 0) + 1 });
  };
  for (const [kind, pattern] of patterns) {
    for (const { 0: said, index } of text.matchAll(pattern)) {
      const isNumber = kind === 'phone' && said.replace(/\D/g, '').length >= 10 && !/[\s+()/.-]/.test(said);
      add(isNumber ? 'number' : kind, { start: index, end: index + said.trimEnd().length });
    }
  }
  const phrases = (kind: Kind, list: readonly string[], mustBeCapital = false) => {
    for (const phrase of list)
      for (const span of occurrences(text, phrase, words))
        if (!mustBeCapital || /^\p{Lu}/u.test(text.slice(span.start))) add(kind, span);
  };
  phrases('own_name', known.names.flatMap(nameParts));
  phrases('email', known.emails);
  phrases('phone', known.phones);
  phrases('institution', known.institutions, true);
  // "vitin" is a year, and Viti a town.
  phrases('place', known.places);
  phrases('place', municipalities, true);
  for (const span of villages(words)) add('place', span);
  for (const span of capitalised(text, words)) add('other_name', span);
  return [...found.values()].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
}

/** "Arta Krasniqi": the whole, and each part long enough to tell of somebody. */
export function nameParts(name: string): string[] {
  const parts = wordsIn(name).filter(({ folded }) => folded.length >= 2);
  return [name, ...parts.map(({ text }) => text)].filter((part) => part.trim() !== '');
}

const isCapital = ({ text }: Word) => /^\p{Lu}/u.test(text);

function* villages(words: readonly Word[]): Generator<Span> {
  for (const [index, one] of words.entries()) {
    const next = words[index + 1];
    if (villageWords.has(one.folded) && next && isCapital(next)) yield next;
  }
}

/** Words with a capital letter inside a sentence, joined where they follow each other, and after a title anywhere. */
function* capitalised(text: string, words: readonly Word[]): Generator<Span> {
  for (let at = 0; at < words.length; at += 1) {
    const first = words[at] as Word;
    if (!isCapital(first) || isHarmless(first)) continue;
    const previous = words[at - 1];
    const gap = text.slice(previous?.end ?? 0, first.start);
    const afterTitle = previous !== undefined && before.has(previous.folded) && !/\n/.test(gap);
    const opensSentence = previous === undefined || /[.!?:\n„“”"»]/.test(gap);
    let last = first;
    while (true) {
      const next = words[at + 1];
      const joined =
        next && isCapital(next) && !isHarmless(next) && /^[ -]$/.test(text.slice(last.end, next.start));
      if (!joined) break;
      last = next;
      at += 1;
    }
    if (!opensSentence || afterTitle || last !== first) yield { start: first.start, end: last.end };
  }
}

function isHarmless({ text, folded }: Word): boolean {
  return text.length < 3 || harmless.some((beginning) => folded.startsWith(beginning));
}
