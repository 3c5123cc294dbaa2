// Why a report was withdrawn, in the open: pure.
import { type Keyring, unseal } from '../lib/seal.js';

type Sealed = { reportId: number; at: number };
/** What the reason is bound to. */
export const reasonContext = ({ reportId, at }: Sealed) => `report-retraction:${reportId}:${at}`;

/** Withdrawals with their reasons in the open. */
export function openRetractions<One extends Sealed & { sealedReason: Buffer }>(
  keyring: Keyring,
  rows: readonly { retraction: One; by: string; restorer: string | null }[],
) {
  return rows.map(({ retraction, by, restorer }) => ({
    ...retraction,
    by,
    restorer: restorer ?? '',
    reason: unseal(keyring, retraction.sealedReason, reasonContext(retraction)).toString(),
  }));
}

export type Retraction = {
  at: number;
  by: string;
  reason: string;
  restoredAt: number | null;
  restorer: string;
};
