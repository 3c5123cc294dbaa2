// Suggestions as boxes to tick, by kind, and the letter beside what readers get of it.
import { type Language, say } from '../i18n/index.js';
import { kinds, type Suggestion } from './rules.js';
import type { opened } from './service.js';

type Opened = ReturnType<typeof opened>;

/** The model of the page. */
export function redaction(file: Opened, language: Language) {
  const { application, found, own, confirmed, source } = file;
  const hidden = confirmed?.content.phrases ?? found.map(({ text }) => text);
  const suggested = new Set(found.map(({ text }) => text));
  return {
    id: application.id,
    reference: application.reference ?? '',
    letter: file.marks(file.letter, hidden),
    lang: application.language,
    experience: file.marks(source.experience, hidden),
    mustBeTyped: source.letter === '',
    letterFile: source.letterFile,
    own: own.map(({ text, times }) => say(language, 'redactions.times', { text, times })),
    groups: kinds
      .map((kind) => ({
        name: kind,
        legend: say(language, `redactions.kind.${kind}`),
        options: found.filter((one) => one.kind === kind).map((one) => optionOf(one, language)),
      }))
      .filter(({ options }) => options.length > 0),
    confirmedAt: confirmed?.confirmedAt ?? null,
    isCurrent: file.isCurrent,
    readersGet: file.isCurrent ? (confirmed?.content.letter ?? '') : file.preview(hidden),
    readersGetMore: file.isCurrent ? (confirmed?.content.experience ?? '') : '',
    next: file.next ?? null,
    version: confirmed?.version ?? 0,
    hidden,
    added: hidden.filter((phrase) => !suggested.has(phrase)).join('\n'),
    transcript: confirmed?.content.transcript ?? '',
  };
}

function optionOf({ text, times }: Suggestion, language: Language) {
  return { value: text, label: say(language, 'redactions.times', { text, times }) };
}
