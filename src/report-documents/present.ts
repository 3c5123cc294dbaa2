// Documents obtained at a hearing, ready-made: named by what they are, each with where it is opened and taken away.
import { rowsOf } from '../case-documents/present.js';
import type { Level } from '../case-documents/rules.js';
import type { Language } from '../i18n/index.js';
import { headOf } from '../reports/present.js';
import type { Obtained } from './queries.js';
import type { obtained } from './service.js';

/** One row each; without an address to open it where its level keeps the reader out. */
export function obtainedRows(
  language: Language,
  documents: readonly Obtained[],
  { url, levels, isOpen }: { url: string; levels: readonly Level[]; isOpen: boolean },
) {
  return rowsOf(documents as Parameters<typeof rowsOf>[0], language).map((row, at) => {
    const { id, level } = documents[at] as Obtained;
    return {
      ...row,
      openUrl: levels.includes(level) ? `${url}/documents/${id}` : '',
      removeUrl: isOpen ? `${url}/documents/${id}/remove` : '',
    };
  });
}

/** The head of the pages about documents of a report. */
export function documentPage(language: Language, { shown, documents, levels }: ReturnType<typeof obtained>) {
  const head = headOf(language, shown);
  return { ...head, documents: obtainedRows(language, documents, { ...head, levels }) };
}
