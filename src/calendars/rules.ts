// A hearing that is moved is another hearing, and still one event in a calendar: which, and its how-manieth change.

export type Link = { id: number; movedFromId: number | null; version: number };
type Thread<One> = { root: number; sequence: number; hearing: One };

/**
 * One event for each line of hearings moved from one to the next: the latest of those given stands for it. `root` is the
 * first of the line, whoever goes there; `sequence` rises with each change. `links` hold every hearing of the lines.
 * Throws nothing.
 */
export function threadsOf<One extends { id: number }>(
  hearings: readonly One[],
  links: readonly Link[],
): Thread<One>[] {
  const byId = new Map(links.map((link) => [link.id, link]));
  const lineOf = (id: number): Link[] => {
    const line: Link[] = [];
    for (let at = byId.get(id); at && !line.includes(at); at = byId.get(at.movedFromId ?? 0)) line.push(at);
    return line;
  };
  const threads = new Map<number, Thread<One>>();
  for (const hearing of hearings) {
    const line = lineOf(hearing.id);
    const root = line.at(-1)?.id ?? hearing.id;
    const sequence = line.reduce((sum, { version }) => sum + version, 0) - 1;
    const known = threads.get(root);
    if (!known || known.sequence < sequence) threads.set(root, { root, sequence, hearing });
  }
  return [...threads.values()];
}
