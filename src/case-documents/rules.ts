// Who may open a document of a case.
import type { documentLevels } from '../../db/schema/case-documents.js';

export type Level = (typeof documentLevels)[number];

/**
 * The levels a reader may open. `isStaff`: they may read every case; `maySeeProtected`: they may see protected fields.
 * Throws nothing.
 */
export function levelsFor({
  isStaff,
  maySeeProtected,
}: {
  isStaff: boolean;
  maySeeProtected: boolean;
}): Level[] {
  return [
    'case',
    ...(isStaff ? (['staff'] as const) : []),
    ...(maySeeProtected ? (['protected'] as const) : []),
  ];
}
