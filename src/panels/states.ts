// What can become of a change on a panel, as data: asked first, seated only after everything was declared.
import type { panelChangeStates } from '../../db/schema/panels.js';
import type { Moves } from '../lib/step.js';

export type PanelChangeState = (typeof panelChangeStates)[number];

export const panelMoves = {
  /** The person proposed knows nobody there. */
  seat: { from: ['asked'], to: 'seated', by: ['proposed'] },
  /** They know somebody there. */
  decline: { from: ['asked'], to: 'declined', by: ['proposed'] },
  /** They cannot come. */
  cannot: { from: ['asked'], to: 'declined', by: ['proposed'] },
  /** The coordinator no longer asks, or the session does not take place. */
  withdraw: { from: ['asked'], to: 'withdrawn', by: ['coordinator'] },
  /** Whoever left sits there again. */
  undo: { from: ['seated'], to: 'undone', by: ['coordinator'] },
} as const satisfies Moves<PanelChangeState, 'proposed' | 'coordinator'>;
