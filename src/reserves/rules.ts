// Judgements about the reserve list: how many places wait for somebody on it, and whether an order may be changed so.

type Places = {
  /** How many the call has; null where it does not say. */
  all: number | null;
  /** Neither taken nor offered, nor about to be. */
  left: number | null;
  /** Offered to people who never stood on the list. */
  offeredFirst: number;
  gaveUp: number;
  /** From the list, offered a place or about to be. */
  movedUp: number;
};

/**
 * How many places wait for somebody on the reserve list: given up after they were offered, and not given on; never more
 * than are left. Who moved up to a place that nobody had ever been offered took none of those.
 */
export function vacancies({ all, left, offeredFirst, gaveUp, movedUp }: Places): number {
  const neverOffered = all === null ? 0 : Math.max(0, all - offeredFirst);
  const open = Math.max(0, gaveUp - Math.max(0, movedUp - neverOffered));
  return left === null ? open : Math.min(open, left);
}

/** One of the list, in its order. `isFixed`: the one who orders is kept from this file, and leaves it where it is. */
export type Standing = { id: number; rank: number; isTold: boolean; isFixed: boolean };
type Problem = string | { key: string; values: Record<string, number> };

/**
 * The new order, from a number for each in fields named `rank_<id>`: from 1 to as many as there are, each once. Or what
 * to say beside which field. Whoever was told a number may stand before it, never after it: their letter would be wrong.
 */
export function orderFrom(
  typed: Readonly<Record<string, unknown>>,
  list: readonly Standing[],
): { order: number[]; problems: Record<string, Problem> } {
  const problems: Record<string, Problem> = {};
  const numbers = new Map<number, Standing>();
  for (const [index, one] of list.entries()) if (one.isFixed) numbers.set(index + 1, one);
  for (const [index, one] of list.entries()) {
    if (one.isFixed) continue;
    const field = `rank_${one.id}`;
    const value = typed[field];
    const number = typeof value === 'string' && /^[1-9]\d{0,2}$/.test(value.trim()) ? Number(value) : 0;
    if (value === undefined || value === '') problems[field] = 'form.required';
    else if (number === 0 || number > list.length)
      problems[field] = { key: 'reserves.problem.number', values: { most: list.length } };
    else if (numbers.has(number)) problems[field] = 'reserves.problem.twice';
    else if (one.isTold && number > Math.max(one.rank, index + 1))
      problems[field] = { key: 'reserves.problem.told', values: { rank: one.rank } };
    else numbers.set(number, one);
  }
  const order = list.map((_one, index) => numbers.get(index + 1)?.id ?? 0);
  return { order, problems };
}

/**
 * The list as the numbers typed in `rank_<id>` put it, for a page that is not saved yet: equal or unreadable numbers keep
 * the order there was, and who is fixed stays where they are.
 */
export function typedOrder<One extends Pick<Standing, 'id' | 'isFixed'>>(
  typed: Readonly<Record<string, unknown>>,
  list: readonly One[],
): One[] {
  const number = (one: One) => {
    const read = Number(typed[`rank_${one.id}`]);
    return Number.isInteger(read) && read > 0 ? read : list.indexOf(one) + 1;
  };
  const free = list.filter(({ isFixed }) => !isFixed).toSorted((a, b) => number(a) - number(b));
  return list.map((one) => (one.isFixed ? one : (free.shift() ?? one)));
}

/** One of the list goes up or down by one among those that may move; at either end nothing changes. */
export function movedBy<One extends Pick<Standing, 'id' | 'isFixed'>>(
  list: readonly One[],
  id: number,
  direction: 'up' | 'down',
): One[] {
  const free = list.filter(({ isFixed }) => !isFixed);
  const from = free.findIndex((one) => one.id === id);
  const to = from + (direction === 'up' ? -1 : 1);
  const [one, other] = [free[from], free[to]];
  if (!one || !other) return [...list];
  return list.map((each) => (each === one ? other : each === other ? one : each));
}
