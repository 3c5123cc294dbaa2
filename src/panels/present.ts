// Changes on a panel as pages show them.
import { refusalReasons } from '../../db/schema/panels.js';
import { nameText } from '../applications/present.js';
import { kindOptions } from '../conflicts/present.js';
import { type Language, say } from '../i18n/index.js';
import { sessionHead } from '../interviews/present.js';

type Row = {
  change: { id: number; state: string; askedAt: number; settledAt: number | null; reason: string | null };
  inName: string;
  outName: string;
};

/** What is asked now, who does not come and why, and what was changed last, each with a sentence and when. */
export function changeRows(
  { asked, declined, last }: { asked: readonly Row[]; declined: readonly Row[]; last: Row | undefined },
  language: Language,
) {
  return [...asked, ...declined, ...(last ? [last] : [])].map(({ change, inName, outName }) => ({
    id: change.id,
    line: say(language, `panels.line.${change.state}`, { comes: inName, leaves: outName }),
    reason:
      change.reason && say(language, 'panels.line.reason', { reason: reasonText(change.reason, language) }),
    at: change.settledAt ?? change.askedAt,
    undo:
      change.state === 'declined'
        ? null
        : say(language, change.state === 'asked' ? 'panels.undo.asked' : 'panels.undo.seated'),
  }));
}

function reasonText(reason: string, language: Language): string {
  return say(language, `panels.reason.${reason}`);
}

type Answer = {
  session: Parameters<typeof sessionHead>[0];
  panel: Parameters<typeof sessionHead>[1];
  slots: Parameters<typeof sessionHead>[2];
  change: { id: number };
  isKept: boolean;
  asked: readonly { id: number; name: string; isSet: boolean }[];
};

/** The page of somebody proposed: the session, and a question for each who has a time there; names alone. */
export function answerPage({ session, panel, slots, change, isKept, asked }: Answer, language: Language) {
  return {
    id: change.id,
    session: sessionHead(session, panel, slots, language),
    isKept,
    applicants: asked
      .filter(({ isSet }) => !isSet)
      .map(({ id, name }) => ({
        kind: `kind_${id}`,
        note: `note_${id}`,
        name: nameText(name, language),
      })),
    kinds: kindOptions(language),
    reasons: refusalReasons.map((value) => ({ value, label: reasonText(value, language) })),
  };
}
