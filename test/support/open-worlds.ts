// The worlds that are open, each with how it is closed: five megabytes each, and there are thousands of tests.
const open = { test: [] as (() => void)[], file: [] as (() => void)[] };

/** For world.ts: what ends with the test, or with the file. */
export function endWith(until: 'test' | 'file', close: () => void): void {
  open[until].push(close);
}

/** For each-file.ts alone. */
export function closeWorlds(until: 'test' | 'file'): void {
  for (const close of open[until].splice(0)) close();
}
