// The life of a claim, as data. Whoever approves it does not pay it: two people see every euro.
import type { costStates } from '../../db/schema/costs.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof costStates)[number];

export const moves = {
  // Until somebody decided, and again once it was returned.
  change: { from: ['claimed', 'returned'], to: 'claimed', by: ['owner'] },
  approve: { from: ['claimed'], to: 'approved', by: ['coordinator'] },
  give_back: { from: ['claimed', 'approved'], to: 'returned', by: ['coordinator'], mail: 'cost-returned' },
  pay: { from: ['approved'], to: 'paid', by: ['director'] },
} as const satisfies Moves<State, 'owner' | 'coordinator' | 'director'>;

export type Event = keyof typeof moves;
