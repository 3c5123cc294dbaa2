// Drafts as staff see them, without name or answer, and the missing parts as their writer reads them.
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';

type Draft = { application: { createdAt: number }; savedAt: number | null; missing: readonly string[] };
type Shown = {
  call: { id: number; closesAt: number; graceMinutes: number };
  texts: Parameters<typeof callText>[0];
  drafts: readonly Draft[];
  kept: number;
  mayLapse: boolean;
};

/** Missing parts by the names they have in the task list; a letter is its task, other documents are themselves. */
export function namesOf(missing: readonly string[], language: Language): string[] {
  return missing.map((part) => {
    const [section = '', slot] = part.split(':');
    return say(language, slot ? `applications.slot.${slot}` : `applications.task.${section}`);
  });
}

/** The page: when each was begun and last saved, and what it lacked. Whose it is stays with its writer. */
export function draftsPage({ call, texts, drafts, kept, mayLapse }: Shown, language: Language) {
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    endsAt: call.closesAt + call.graceMinutes * 60_000,
    count: drafts.length,
    complete: drafts.filter((draft) => draft.missing.length === 0).length,
    kept,
    mayLapse,
    rows: drafts.map(({ application, savedAt, missing }, index) => ({
      number: index + 1,
      begunAt: application.createdAt,
      savedAt,
      missing: namesOf(missing, language).join(', '),
    })),
  };
}
