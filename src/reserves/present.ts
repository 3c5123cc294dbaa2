// The reserve list as a page to put in order: who stands where, what each was told, and a number for each.
import { nameText } from '../applications/present.js';
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';
import type { Opened } from './service.js';

type Row = Opened['list'][number];

/** The page of a call on which the order of its reserve list is changed. */
export function orderPage({ call, texts, list, seen }: Opened, language: Language) {
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    seen,
    rows: list.map((one, index) => ({
      id: one.id,
      number: index + 1,
      isFree: one.isFree === 1,
      name: nameText(one.name, language),
      reference: one.reference ?? '',
      label: say(language, 'reserves.field.number', {
        name: nameText(one.name, language),
        reference: one.reference ?? '',
      }),
      facts: factsOf(one, language),
    })),
    isAlone: list.length < 2,
  };
}

function factsOf(one: Row, language: Language): string {
  if (one.pendingTo === 'offered') return say(language, 'reserves.fact.offer');
  return one.state === 'released'
    ? say(language, 'reserves.fact.told', { rank: one.rank })
    : say(language, 'reserves.fact.draft');
}

/** The numbers as they are first shown. */
export function firstNumbers({ rows }: { rows: readonly { id: number; number: number }[] }) {
  return Object.fromEntries(rows.map(({ id, number }) => [`rank_${id}`, String(number)]));
}

/** The list as somebody else left it; a name only where the reader may know it. */
export function linesOf(list: readonly Pick<Row, 'isFree' | 'name' | 'reference'>[]) {
  const named = list.map(({ isFree, name, reference }, index) =>
    isFree === 1 ? `${index + 1}. ${name || reference}` : `${index + 1}. –`,
  );
  return [{ label: 'reserves.conflict.order', text: named.join('; ') }];
}
