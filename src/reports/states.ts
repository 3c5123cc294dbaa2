// The life of a report, as data. Writing and filing are the monitor's; the rest is review.
import type { reportStates } from '../../db/schema/reports.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof reportStates)[number];
export type Role = 'monitor' | 'reviewer' | 'coordinator';

export const moves = {
  write: { from: ['draft', 'returned'], to: 'same', by: ['monitor'] },
  file: { from: ['draft', 'returned'], to: 'filed', by: ['monitor'] },
  return: { from: ['filed', 'awaiting_second'], to: 'returned', by: ['reviewer'] },
  approve: { from: ['filed'], to: 'approved', by: ['reviewer'] },
  /** Where somebody protected appears: a second person has to agree. */
  approve_first: { from: ['filed'], to: 'awaiting_second', by: ['reviewer'] },
  approve_second: { from: ['awaiting_second'], to: 'approved', by: ['reviewer'] },
  reopen: { from: ['approved'], to: 'returned', by: ['reviewer'] },
  /** What is approved is reopened first. */
  withdraw: {
    from: ['draft', 'filed', 'returned', 'awaiting_second'],
    to: 'withdrawn',
    by: ['coordinator'],
  },
  /** Back to where it was withdrawn from. */
  restore: { from: ['withdrawn'], to: 'return', by: ['coordinator'] },
} as const satisfies Moves<State, Role>;

export type Event = keyof typeof moves;

/** The number of today's list of questions: raised when a question is added, taken away or worded anew. */
export const QUESTIONNAIRE = 2;
