// What is asked for, in words: the same list in the letter, on the status page and on the file.
import { longDate } from '../i18n/format.js';
import { isTextKey, type Language, say } from '../i18n/index.js';
import { type Keyring, unseal } from '../lib/seal.js';
import { askable } from './form.js';

type Item = {
  id: number;
  requestId: number;
  kind: string;
  name: string;
  sealedWords: Buffer | null;
  sealedReply: Buffer | null;
};
type Request = { dueAt: number; items: readonly Item[] };

/** One thing in words; what staff wrote themselves stands as they wrote it. */
export function itemText(
  item: { kind: string; name: string; words?: string | null },
  language: Language,
): string {
  if (item.kind === 'words') return item.words ?? '';
  const kind = item.kind === 'section' || item.kind === 'document' ? item.kind : 'fact';
  return say(language, `requests.item.${kind}`, { name: itemName(kind, item.name, language) });
}

/** “About you” says who is asked; for whoever asks it is somebody else. */
function boxName(kind: 'section' | 'document' | 'fact', name: string, language: Language): string {
  return kind === 'section' && name === 'about'
    ? say(language, 'dossier.show.about')
    : itemName(kind, name, language);
}

function itemName(kind: 'section' | 'document' | 'fact', name: string, language: Language): string {
  if (kind === 'section') return say(language, `applications.task.${name}`);
  if (kind === 'document') return say(language, `applications.slot.${name}`);
  return fieldName(name.split('.')[1] ?? '', language);
}

/** The name of a single field, as its form says it. */
export function fieldName(field: string, language: Language): string {
  const fact = `eligibility.fact.${field === 'average' ? 'averageTenThousandths' : field}`;
  return say(language, isTextKey(fact) ? fact : `applications.field.${field}`);
}

/** Opens what was written about an item. */
export function wordsOf(keyring: Keyring, { requestId, sealedWords, sealedReply }: Item) {
  const open = (sealed: Buffer | null, context: string) =>
    sealed ? unseal(keyring, sealed, `${context}:${requestId}`).toString() : null;
  return { words: open(sealedWords, 'request-item'), reply: open(sealedReply, 'request-reply') };
}

/** Why something stayed as it was, in the applicant's words; null where they gave none. */
export function explanationOf(
  keyring: Keyring,
  { id, sealedExplanation }: { id: number; sealedExplanation: Buffer | null },
): string | null {
  return sealedExplanation
    ? unseal(keyring, sealedExplanation, `request-explanation:${id}`).toString()
    : null;
}

/** What an applicant is asked for now, each thing with the page on which it is changed. */
export function askedOf(
  request: Request | undefined,
  keyring: Keyring,
  language: Language,
  base: string,
  come: ReadonlySet<number> = new Set(),
) {
  if (!request) return null;
  return {
    due: longDate(language, request.dueAt),
    items: request.items.map((item) => {
      const { words } = wordsOf(keyring, item);
      return {
        id: item.id,
        own: item.kind === 'words',
        came: come.has(item.id),
        text: itemText({ ...item, words }, language),
        url: urlOf(item, base),
      };
    }),
  };
}

function urlOf({ kind, name }: Item, base: string): string | null {
  if (kind === 'words') return null;
  return kind === 'document' ? `${base}/documents/${name}` : `${base}/${name.split('.')[0]}`;
}

/** The things that can be asked for, as boxes in groups, the first of which has the error; only documents the call knows. */
export function askableChoices(slots: readonly string[], language: Language) {
  const known = askable
    .map((value) => {
      const [kind = '', name = ''] = value.split(':');
      return { value, kind, name };
    })
    .filter(({ kind, name }) => kind !== 'document' || slots.includes(name));
  return (['document', 'fact', 'section'] as const).map((group, at) => ({
    fieldId: at === 0 ? 'items' : `items-${group}`,
    first: at === 0,
    legend: say(language, `requests.group.${group}`),
    options: known
      .filter(({ kind }) => kind === group)
      .map(({ value, name }) => ({ value, label: boxName(group, name, language) })),
  }));
}

type Before = {
  dueAt: number;
  askedAt: number;
  state: 'open' | 'supplied' | 'timed_out' | 'taken_back';
  explanation: string | null;
  items: readonly {
    kind: string;
    name: string;
    words: string | null;
    reply: string | null;
    came: boolean;
  }[];
};

/** What was asked for before and now, as staff read it on the file: when, until when, and what came of each thing. */
export function askedPart(requests: readonly Before[], language: Language) {
  return requests.map(({ askedAt, dueAt, state, items, explanation }) => ({
    title: say(language, `requests.asked.${state}`, {
      asked: longDate(language, askedAt),
      due: longDate(language, dueAt),
    }),
    explanation,
    items: items.map((item) => ({
      text: itemText(item, language),
      came: item.came,
      word: say(language, `requests.came.${item.came ? 'yes' : state === 'open' ? 'not_yet' : 'no'}`),
      reply: item.reply,
    })),
  }));
}
