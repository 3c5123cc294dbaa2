// The reserve list as a page to put in order: who stands where, what each was told, and a number for each.
import { nameText } from '../applications/present.js';
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';
import { movedBy, typedOrder } from './rules.js';
import type { Opened } from './service.js';

type Row = Opened['list'][number];

type Typed = Readonly<Record<string, unknown>>;
const fixed = (list: readonly Row[]) => list.map((one) => ({ ...one, isFixed: one.isFree === 0 }));

/** The page of a call on which the order of its reserve list is changed; the rows as the numbers typed so far put them. */
export function orderPage({ call, texts, list, seen }: Opened, language: Language, typed: Typed) {
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    seen,
    rows: rowsOf(typedOrder(typed, fixed(list)), language, null),
    isAlone: list.length < 2,
  };
}

/** The same page after one was moved up or down: the rows numbered anew, the focus still on the one that moved. */
export function movedPage({ list }: Opened, language: Language, typed: Typed, move: string) {
  const [direction, id] = move.split('_');
  const before = typedOrder(typed, fixed(list));
  const rows = rowsOf(movedBy(before, Number(id), direction === 'up' ? 'up' : 'down'), language, {
    id: Number(id),
    direction: direction ?? '',
  });
  // What was seen stays what it was: somebody else may have changed the list meanwhile, and saving says so.
  return { rows, seen: String(typed.seen ?? ''), values: { ...typed, ...firstNumbers({ rows }) } };
}

function rowsOf(
  list: readonly (Row & { isFixed: boolean })[],
  language: Language,
  moved: { id: number; direction: string } | null,
) {
  const free = list.filter(({ isFixed }) => !isFixed);
  return list.map((one, index) => {
    const name = nameText(one.name, language);
    const [isFirst, isLast] = [free[0] === one, free.at(-1) === one];
    const isMoved = moved?.id === one.id;
    return {
      id: one.id,
      number: index + 1,
      isFree: !one.isFixed,
      name,
      reference: one.reference ?? '',
      label: say(language, 'reserves.field.number', { name, reference: one.reference ?? '' }),
      facts: factsOf(one, language),
      isFirst,
      isLast,
      focusUp: isMoved && !isFirst && (moved.direction === 'up' || isLast),
      focusDown: isMoved && !isLast && (moved.direction === 'down' || isFirst),
    };
  });
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
