// The dry run in words: each reader's load now and after, and the files for which nobody is left.

import { wordOf } from './rules.js';
import type { proposal } from './service.js';

type Proposal = ReturnType<typeof proposal>;

/** The model of the page. */
export function planned({ files, current, reviewers, people, plan }: Proposal) {
  const references = new Map(files.map(({ id, reference }) => [id, reference ?? '']));
  const first = current.filter((row) => row.role === 'first');
  const count = (list: readonly { personId: number }[], id: number) =>
    list.filter((one) => one.personId === id).length;
  return {
    fileCount: files.length,
    readers: reviewers.map(({ id, name, email }) => ({
      id,
      name: name || email || '',
      chosen: people.includes(id),
      now: count(first, id),
      done: count(
        first.filter((row) => row.submittedAt !== null),
        id,
      ),
      third: count(
        current.filter((row) => row.role === 'third'),
        id,
      ),
      added: count(plan.add, id),
      removed: count(plan.remove, id),
      after: count(first, id) + count(plan.add, id) - count(plan.remove, id),
    })),
    people: people.join(),
    short: plan.short.map(({ applicationId, lacking }) => ({
      reference: references.get(applicationId) ?? '',
      lacking,
    })),
    changes: plan.add.length + plan.remove.length,
    added: plan.add.length,
    removed: plan.remove.length,
    plan: wordOf(plan),
  };
}
