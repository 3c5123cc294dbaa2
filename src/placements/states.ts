// The life of an internship, as data. Source: recruitment §3.3.
import type { placementStates } from '../../db/schema/placements.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof placementStates)[number];
export type Role = 'coordinator';

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
} as const satisfies Moves<State, Role>;

export type Event = keyof typeof moves;
