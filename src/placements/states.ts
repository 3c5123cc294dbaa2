// The life of an internship, as data. Source: recruitment §3.3.
import type { placementStates } from '../../db/schema/placements.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof placementStates)[number];
export type Role = 'applicant' | 'coordinator' | 'director';

export const moves = {
  activate: { from: ['onboarding'], to: 'active', by: ['coordinator'], mail: 'placement-begins' },
  extend: { from: ['active'], to: 'same', by: ['coordinator'] },
  complete: { from: ['active'], to: 'completed', by: ['coordinator'], mail: 'placement-ends' },
  end_early: {
    from: ['onboarding', 'active'],
    to: 'ended_early',
    by: ['coordinator'],
    mail: 'placement-ends',
  },
  // With the application it came from, which has its own letters. Source: recruitment §3.1, event 4.
  withdraw: { from: ['onboarding'], to: 'ended_early', by: ['applicant', 'coordinator'] },
  reinstate: { from: ['ended_early'], to: 'onboarding', by: ['applicant', 'coordinator', 'director'] },
} as const satisfies Moves<State, Role>;

export type Event = keyof typeof moves;
