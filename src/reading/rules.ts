// Who is to read what: least load first, then least shared history, nobody too close. Pure, so that a dry run is the act.

/** A file to be read: who reads it now, and who may not. */
export type Unread = { id: number; readers: readonly number[]; barred: readonly number[] };
export type Assignment = { applicationId: number; personId: number };
export type Plan = {
  add: Assignment[];
  remove: Assignment[];
  /** Files for which nobody is left, with how many readers they lack. */
  short: { applicationId: number; lacking: number }[];
  /** How many files each person reads when the plan is carried out. */
  load: Map<number, number>;
};

const pairOf = (a: number, b: number) => (a < b ? `${a}:${b}` : `${b}:${a}`);

/**
 * Gives every file `wanted` of the `people`. Somebody who is no longer among them, or may not read a file, leaves it
 * unless their card is in (`done`, as "file:person"). Each place goes to the person with the fewest files, then to
 * whoever shared the fewest files with the file's other readers, then to the lower id. Files few may read come first.
 * Throws nothing. Source: recruitment §3.5.
 */
export function planOf(
  files: readonly Unread[],
  people: readonly number[],
  wanted: number,
  done: ReadonlySet<string>,
): Plan {
  const plan: Plan = { add: [], remove: [], short: [], load: new Map(people.map((id) => [id, 0])) };
  const shared = new Map<string, number>();
  const staying = new Map<number, number[]>();
  const count = (readers: readonly number[], person: number) => {
    plan.load.set(person, (plan.load.get(person) ?? 0) + 1);
    for (const other of readers) {
      const pair = pairOf(person, other);
      shared.set(pair, (shared.get(pair) ?? 0) + 1);
    }
  };
  for (const file of files) {
    const stays = (person: number) =>
      done.has(`${file.id}:${person}`) || (people.includes(person) && !file.barred.includes(person));
    const kept = file.readers.filter(stays);
    for (const personId of file.readers.filter((person) => !stays(person)))
      plan.remove.push({ applicationId: file.id, personId });
    kept.forEach((person, index) => {
      count(kept.slice(0, index), person);
    });
    staying.set(file.id, [...kept]);
  }
  const free = (file: Unread, readers: readonly number[]) =>
    people.filter((person) => !file.barred.includes(person) && !readers.includes(person));
  const scarce = files
    .map((file) => ({ file, choice: free(file, staying.get(file.id) ?? []).length }))
    .sort((a, b) => a.choice - b.choice || a.file.id - b.file.id);
  for (const { file } of scarce) {
    const readers = staying.get(file.id) ?? [];
    while (readers.length < wanted) {
      const [next] = free(file, readers)
        .map((person) => ({
          person,
          load: plan.load.get(person) ?? 0,
          history: readers.reduce((sum, other) => sum + (shared.get(pairOf(person, other)) ?? 0), 0),
        }))
        .sort((a, b) => a.load - b.load || a.history - b.history || a.person - b.person);
      if (!next) break;
      count(readers, next.person);
      readers.push(next.person);
      plan.add.push({ applicationId: file.id, personId: next.person });
    }
    if (readers.length < wanted)
      plan.short.push({ applicationId: file.id, lacking: wanted - readers.length });
  }
  const order = (a: Assignment, b: Assignment) =>
    a.applicationId - b.applicationId || a.personId - b.personId;
  plan.add.sort(order);
  plan.remove.sort(order);
  return plan;
}

/** What a plan says, so that what is carried out is what was looked at. */
export function wordOf({ add, remove }: Pick<Plan, 'add' | 'remove'>): string {
  const said = (list: readonly Assignment[]) =>
    list.map(({ applicationId, personId }) => `${applicationId}:${personId}`).join(' ');
  return `+${said(add)} -${said(remove)}`;
}
