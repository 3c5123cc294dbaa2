// The life of a hearing, as data. What was scheduled and did not take place stays, and counts.
import type { hearingStates } from '../../db/schema/hearings.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof hearingStates)[number];
export type Role = 'coordinator' | 'monitor';

export const moves = {
  change: { from: ['scheduled'], to: 'same', by: ['coordinator'] },
  move: { from: ['scheduled'], to: 'moved', by: ['coordinator'] },
  cancel: { from: ['scheduled'], to: 'cancelled', by: ['coordinator'] },
  // What the report of a monitor says became of it; a report filed again may say otherwise.
  hold: { from: ['scheduled', 'held', 'not_held'], to: 'held', by: ['monitor', 'coordinator'] },
  fail: { from: ['scheduled', 'held', 'not_held'], to: 'not_held', by: ['monitor', 'coordinator'] },
  call_off: { from: ['scheduled', 'held', 'not_held', 'cancelled'], to: 'cancelled', by: ['monitor'] },
  put_off: { from: ['scheduled', 'held', 'not_held', 'moved'], to: 'moved', by: ['monitor'] },
} as const satisfies Moves<State, Role>;

export type Event = keyof typeof moves;
