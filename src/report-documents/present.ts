// Documents obtained at a hearing, ready-made: named by what they are, each with where it is opened and taken away.
import { rowsOf } from '../case-documents/present.js';
import type { Level } from '../case-documents/rules.js';
import { type Language, say } from '../i18n/index.js';
import { headOf } from '../reports/present.js';
import type { Listed } from '../reports/rules.js';
import type { Obtained } from './queries.js';
import type { obtained } from './service.js';

/** One row each; without an address to open it where its level keeps the reader out. */
export function obtainedRows(
  language: Language,
  documents: readonly Listed[],
  { url, levels, isOpen }: { url: string; levels: readonly Level[]; isOpen: boolean },
) {
  return rowsOf(documents, language).map((row, at) => {
    const { id, level } = documents[at] as Listed;
    return {
      ...row,
      openUrl: levels.includes(level) ? `${url}/documents/${id}` : '',
      removeUrl: isOpen ? `${url}/documents/${id}/remove` : '',
    };
  });
}

/** Documents as a filing lists them, each with its hash; one that was taken away since is there no more to be opened. */
export function filedRows(
  language: Language,
  { filed, live }: { filed: readonly Listed[]; live: readonly Obtained[] },
  of: { url: string; levels: readonly Level[] },
) {
  return obtainedRows(language, filed, { ...of, isOpen: false }).map((row, at) => {
    const isGone = !live.some(({ id }) => id === row.id);
    return { ...row, openUrl: isGone ? '' : row.openUrl, isGone, hash: filed[at]?.sha256 ?? '' };
  });
}

/** Documents as a filing lists them, to be laid beside those of another filing: what each is, who may open it, its hash. */
export function saidOf(language: Language, filed: readonly Listed[]) {
  return rowsOf(filed, language).map(({ id, kind, day, size }, at) => {
    const { level, sha256, name } = filed[at] as Listed;
    const who = say(language, `case-documents.level.${level}`);
    return {
      section: 'documents',
      name: say(language, 'report-documents.title'),
      field: `document-${id}`,
      label: day === '' ? kind : say(language, 'report-documents.of_day', { kind, day }),
      value: say(language, 'report-documents.said', { name, size, who, hash: sha256 }),
    };
  });
}

/** The head of the pages about documents of a report. */
export function documentPage(language: Language, { shown, documents, levels }: ReturnType<typeof obtained>) {
  const head = headOf(language, shown);
  return { ...head, documents: obtainedRows(language, documents, { ...head, levels }) };
}
