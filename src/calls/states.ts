// The life of a call, as data. A published call is never taken back; its conditions can only be corrected.
import type { callStates } from '../../db/schema/calls.js';
import type { Moves } from '../lib/step.js';

export type CallState = (typeof callStates)[number];

export const callMoves = {
  publish: { from: ['draft'], to: 'published', by: ['coordinator'] },
  correct: { from: ['published'], to: 'same', by: ['coordinator'], mail: 'conditions-corrected' },
} as const satisfies Moves<CallState, 'coordinator'>;
