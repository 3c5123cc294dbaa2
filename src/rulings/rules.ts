// What each kind of ruling asks for.
import type { rulingKinds } from '../../db/schema/rulings.js';

type Kind = (typeof rulingKinds)[number];

/** Rulings that hold until a day. */
const holding: readonly Kind[] = ['detention_ordered', 'detention_extended', 'detention_replaced'];
/** Rulings that end in a result. */
const resulting: readonly Kind[] = ['judgment', 'appeal_decision', 'extraordinary_decision'];

/** True when the ruling needs the day until which it holds. */
export const needsDay = (kind: Kind): boolean =>
  kind === 'detention_ordered' || kind === 'detention_extended';
export const mayHold = (kind: Kind): boolean => holding.includes(kind);
export const mayResult = (kind: Kind): boolean => resulting.includes(kind);
