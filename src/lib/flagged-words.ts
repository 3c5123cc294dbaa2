// Owns the words a factual text should do without, in three languages: what judges instead of telling, and what takes guilt for settled.
import { fold } from './fold.js';

/** Beginnings of words; one that ends in "$" is a whole word. */
const loaded = [
  'obvious clearly$ blatant bias unfair shame disgrace ridicul absurd scandal unfortunately$ outrag disgust brutal',
  'heroic shock$ shocking arrogan incompet corrupt liar$ lied$ manipulat farce mockery undoubtedly$',
  'qartazi$ dukshëm$ padyshim$ fatkeqësisht$ njëanshëm njëanshm padrejtë turp skandal qesharak gënje mashtr arrogant',
  'korrupt tmerrsh heroik farsë$ sigurisht$ natyrisht$ tronditës paaftë mizor',
  'očigledn pristras nepravedn sramot sraman sramn skandal apsurd smešn lažov$ lagao$ lagala$ slagao$ slagala$ nažalost$',
  'naravno$ nesumnjivo$ užasn strašn herojsk farsa$ bahat nesposob korump šokant besraman besramn drsk',
];
const guilty = [
  'perpetrator murderer killer$ killers$ rapist culprit butcher$ terrorist criminal$ criminals$',
  'kriminel vrasës$ vrasësi vrasësv dhunues kryes$ kryesi$ kryesit$ kryesin$ xhelat terrorist gjakatar',
  'zločinac$ zločinc počinilac$ počinioc ubica$ ubic ubojic kriminalac$ kriminalc koljač silovatelj terorist',
  'izvršilac$ izvršioc dželat krvnik',
];
/** "criminal" before one of these is law, not a person. */
const lawful =
  'code law procedure proceedings offence offences court case charge charges panel department report act liability responsibility'.split(
    ' ',
  );

const listOf = (lines: readonly string[]) =>
  lines.flatMap((line) => line.split(' ')).map((word) => ({ stem: fold(word), isWhole: word.endsWith('$') }));
const lists = { loaded: listOf(loaded), guilty: listOf(guilty) };

/** The words of a text as they are written, with how they fold. */
function wordsOf(text: string): { written: string; folded: string }[] {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).map((written) => ({ written, folded: fold(written) }));
}

/** The words of a text that are on a list, as they are written, each once. Throws nothing. */
export function flaggedIn(text: string, list: keyof typeof lists): string[] {
  const words = wordsOf(text);
  const found = words.filter(({ folded }, at) => {
    const hit = lists[list].some(({ stem, isWhole }) =>
      isWhole ? folded === stem : folded.startsWith(stem),
    );
    return hit && !(folded === 'criminal' && lawful.includes(words[at + 1]?.folded ?? ''));
  });
  return [...new Set(found.map(({ written }) => written))];
}

const earlier = [
  'earlier statement',
  'previous statement',
  'prior statement',
  'deklarat meparsme',
  'pohim meparsem',
  'deklarim meparsem',
  'ranij iskaz',
  'prethodn iskaz',
  'ranij izjav',
  'prethodn izjav',
].map((pair) => pair.split(' ').map(fold) as [string, string]);

/** True when a text speaks of what somebody had stated before. Throws nothing. */
export function speaksOfEarlier(text: string): boolean {
  const words = wordsOf(text).map(({ folded }) => folded);
  return earlier.some(([one, other]) =>
    words.some(
      (word, at) =>
        word.startsWith(one) && words.slice(at + 1, at + 4).some((next) => next.startsWith(other)),
    ),
  );
}

/** Municipalities of Kosovo as they begin in Albanian and Serbian, folded. */
const places = (
  'prishtin prištin mitrovic pej pećk pećin gjakov đakovic prizren gjilan gnjilan ferizaj uroševac uroševc vushtrri vučitrn ' +
  'podujev skenderaj srbic drenas gllogoc glogovac glogovc klin istog istok deçan dečan rahovec orahovac orahovc suharek ' +
  'suvarek suva malishev mališev lipjan lipljan shtime štimlj kaçanik kačanik viti vitin kamenic novobërd novo$ shtërpc ' +
  'štrpc dragash dragaš leposaviq leposavić zubin zveçan zvečan graçanic gračanic obiliq obilić fushë$ rahovec junik hani$'
)
  .split(' ')
  .map((word) => ({ stem: fold(word), isWhole: word.endsWith('$') }))
  .filter(
    ({ stem }) =>
      !['suva', 'novo', 'fuse', 'hani', 'viti', 'pej', 'klin', 'zubin'].includes(stem) || stem.length > 4,
  );

/** Words for a small place, before or after its name, as they begin; "$" ends a whole word. */
const villages =
  'fshat katund lagj mahall zaselak zaselk naselj selo$ sela$ selu$ selom$ village hamlet neighbourhood'
    .split(' ')
    .map((word) => ({ stem: fold(word), isWhole: word.endsWith('$') }));

type Word = { written: string; folded: string };
const isOneOf = ({ folded }: Word, list: readonly { stem: string; isWhole: boolean }[]) =>
  list.some(({ stem, isWhole }) => (isWhole ? folded === stem : folded.startsWith(stem)));
const isCapital = (word: Word | undefined) => /^\p{Lu}/u.test(word?.written ?? '');

/** True when the name of a town stands there, or a word for a village within two words of one with a capital. */
function namesPlace(words: readonly Word[]): boolean {
  return words.some(
    (word, at) =>
      (isCapital(word) && isOneOf(word, places)) ||
      (isOneOf(word, villages) && [words[at + 1], words[at + 2], words[at - 1]].some(isNameLike)),
  );
}
const isNameLike = (word: Word | undefined) => /^\p{Lu}\p{Ll}/u.test(word?.written ?? '');

export type NearPseudonym = 'phone' | 'email' | 'id' | 'place';

/** Words on either side of a pseudonym that are looked at. */
const NEAR = 15;

/**
 * What stands near a pseudonym in a text: words that may be a name (each pair and triple of words, as written), and
 * which of the other things that identify somebody. Throws nothing.
 */
export function nearPseudonyms(
  text: string,
  pseudonyms: readonly string[],
): { names: string[]; others: NearPseudonym[] } {
  const others = new Set<NearPseudonym>();
  const names = new Set<string>();
  const codes = pseudonyms.map((one) => fold(one).replace(/ /g, ''));
  if (codes.length === 0) return { names: [], others: [] };
  const pieces = text.split(/\s+/);
  const words = pieces.map((piece) => ({
    written: piece.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, ''),
    folded: fold(piece),
  }));
  const isCode = ({ folded }: Word) =>
    codes.includes(folded.replace(/ /g, '')) || codes.includes(folded.split(' ')[0] ?? '');
  for (const at of words.keys()) {
    if (!isCode(words[at] as Word)) continue;
    const [from, until] = [Math.max(0, at - NEAR), at + NEAR + 1];
    const joined = pieces.slice(from, until).join(' ');
    if (/[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(joined)) others.add('email');
    if (/(?:\+|00)\d[\d\s/().-]{7,}\d|\b0\d{2}[\s/-]?\d{3}[\s/-]?\d{3}\b/.test(joined)) others.add('phone');
    if (/(?<!\d)(?:\d{10}|\d{13})(?!\d)/.test(joined)) others.add('id');
    const near = words.slice(from, until);
    if (namesPlace(near)) others.add('place');
    for (let start = 0; start < near.length; start += 1)
      for (const many of [2, 3]) {
        const some = near.slice(start, start + many);
        if (some.length === many && some.every(isCapital))
          names.add(some.map(({ written }) => written).join(' '));
      }
  }
  return { names: [...names], others: [...others] };
}
