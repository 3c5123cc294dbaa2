// Who may say what about a conflict of interest.
import type { Group } from '../access/actor.js';

/** Groups whose members may be asked to judge a file, or to sit on a panel. */
export const judges = ['reviewer', 'coordinator', 'director'] as const satisfies readonly Group[];

/**
 * True when `byId` may put a new statement about `personId` in the place of the one that stands. What a coordinator
 * set is not overruled by the person concerned, and a conflict of one's own is lifted by somebody else alone.
 */
export function mayReplace(
  standing: { kind: string; saidBy: number } | undefined,
  personId: number,
  byId: number,
): boolean {
  if (!standing || byId !== personId) return true;
  return standing.kind === 'none' && standing.saidBy === personId;
}
