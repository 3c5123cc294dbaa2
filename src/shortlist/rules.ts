// The published order, step by step, and what a number of places changes: no weight is hidden, no machine ranks. Pure.

/** The steps, in the order of the call. The last is a lot, which separates any two files. Source: recruitment §3.5. */
export const steps = ['priority', 'band', 'advantage', 'encouraged', 'lot'] as const;
export type Step = (typeof steps)[number];

/** What the order looks at of one file. `band` in halves, 0 to 8; `lot` is blank until the seed is drawn. */
export type Entry = {
  id: number;
  priority: boolean;
  band: number;
  advantage: boolean;
  encouraged: boolean;
  lot: string;
  /** Kept for the record: the exact mean, and how many cards it is of. */
  mean: { over: number; under: number };
  n: number;
};
/** A file in its place, and the step that put it behind the one before; null for the first, and for a tie undrawn. */
export type Line = Entry & { separatedBy: Step | null };

type Rules = { encouragement: boolean };

/** Less than nothing: `a` stands before `b` by this step. */
function byStep(step: Step, a: Entry, b: Entry): number {
  switch (step) {
    case 'priority':
      return Number(b.priority) - Number(a.priority);
    case 'band':
      return b.band - a.band;
    case 'advantage':
      return Number(b.advantage) - Number(a.advantage);
    case 'encouraged':
      return Number(b.encouraged) - Number(a.encouraged);
    case 'lot':
      return a.lot < b.lot ? -1 : a.lot > b.lot ? 1 : 0;
  }
}

/** The first step on which two files differ; null when none does: a tie before the lot is drawn. */
export function separating(a: Entry, b: Entry, { encouragement }: Rules): Step | null {
  const asked = steps.filter((step) => step !== 'encouraged' || encouragement);
  return asked.find((step) => byStep(step, a, b) !== 0) ?? null;
}

/** The files in the published order. Files tied before the lot is drawn stand by their number, and say so by null. */
export function inOrder(entries: readonly Entry[], rules: Rules): Line[] {
  const asked = steps.filter((step) => step !== 'encouraged' || rules.encouragement);
  const sorted = [...entries].sort((a, b) => {
    for (const step of asked) {
      const difference = byStep(step, a, b);
      if (difference !== 0) return difference;
    }
    return a.id - b.id;
  });
  return sorted.map((entry, at) => {
    const before = sorted[at - 1];
    return { ...entry, separatedBy: before ? separating(before, entry, rules) : null };
  });
}

export type Move = { id: number; by: Step | null };
export type Change = {
  /** Files that enter with this many places, and that leave. `by`: what separates them from the other side of the line. */
  enters: Move[];
  leaves: Move[];
  /** What separates the last inside from the first outside; null when there is nobody outside, or a tie. */
  border: Step | null;
  isTied: boolean;
  /** Who would come next with one place more, and who would go with one fewer. */
  next: Move | null;
  last: Move | null;
};

/** What `size` places change against who is inside `now`. Throws nothing; a size beyond the files takes them all. */
export function changeOf(
  lines: readonly Line[],
  now: ReadonlySet<number>,
  size: number,
  rules: Rules,
): Change {
  const inside = lines.slice(0, size);
  const outside = lines.slice(size);
  const [lastIn, firstOut] = [inside.at(-1), outside[0]];
  const border = lastIn && firstOut ? separating(lastIn, firstOut, rules) : null;
  const against = (line: Line, other: Line | undefined): Move => ({
    id: line.id,
    by: other ? separating(line, other, rules) : null,
  });
  return {
    enters: inside.filter(({ id }) => !now.has(id)).map((line) => against(line, firstOut)),
    leaves: outside.filter(({ id }) => now.has(id)).map((line) => against(line, lastIn)),
    border,
    isTied: lastIn !== undefined && firstOut !== undefined && border === null,
    next: firstOut ? against(firstOut, outside[1]) : null,
    last: lastIn ? against(lastIn, inside.at(-2)) : null,
  };
}

/** What a decision rests on, in one word: that what is applied is what was looked at. */
export function wordOf(lines: readonly Line[], size: number): string {
  return `${size} ${lines.map(({ id }) => id).join(' ')}`;
}
