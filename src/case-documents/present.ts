// Documents of a case, ready-made: named by what they are, with who may open them.
import { caseDocumentKinds, documentLevels } from '../../db/schema/case-documents.js';
import { dayText } from '../cases/present.js';
import { fileSize } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import type { CaseDocument } from './queries.js';

/** One row each. */
export function rowsOf(
  documents: readonly Pick<CaseDocument, 'id' | 'kind' | 'level' | 'datedOn' | 'bytes' | 'type'>[],
  language: Language,
) {
  return documents.map(({ id, kind, level, datedOn, bytes, type }) => ({
    id,
    kind: say(language, `case-documents.kind.${kind}`),
    level: level === 'case' ? '' : say(language, `case-documents.level.${level}`),
    tone: level === 'protected' ? 'bad' : 'wait',
    day: datedOn === null ? '' : dayText(datedOn, language),
    size: `${type.toUpperCase()}, ${fileSize(language, bytes)}`,
  }));
}

/** What the form lets one choose from. */
export function choicesOf(language: Language) {
  return {
    kinds: caseDocumentKinds.map((kind) => ({
      value: kind,
      label: say(language, `case-documents.kind.${kind}`),
    })),
    levels: documentLevels.map((level) => ({
      value: level,
      label: say(language, `case-documents.level.${level}`),
      hint: say(language, `case-documents.level_hint.${level}`),
    })),
  };
}
