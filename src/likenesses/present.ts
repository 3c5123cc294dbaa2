// Names of the register that are like declared ones, ready-made: who, how near, in which cases.
import { titleOf } from '../cases/present.js';
import { opening } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import type { alikeTo } from './service.js';

/** One row each, with the cases in which they have a part. */
export function alikeRows({ alike, parts }: ReturnType<typeof alikeTo>, language: Language) {
  return alike.map(({ id, name, how }) => ({
    name,
    url: `/staff/parties/${id}`,
    how: say(language, `likenesses.how.${how}`),
    tone: how === 'name' ? 'wait' : 'plain',
    parts: parts
      .filter(({ partyId }) => partyId === id)
      .map(({ caseId, against, role, isTied }) => ({
        title: titleOf({ against }, language),
        role: opening(language, say(language, `terms.roles.${role}`)),
        url: `/staff/cases/${caseId}/ties`,
        isTied: Boolean(isTied),
      })),
  }));
}
