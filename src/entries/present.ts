// The list of what is being entered, and the choices of the form.
import { callText } from '../calls/present.js';
import { type Language, languages, say } from '../i18n/index.js';
import { entrySources } from './form.js';

type Texts = Parameters<typeof callText>[0];
type Entry = {
  application: { id: number; source: string; createdAt: number };
  name: string;
  by: string | null;
  texts: Texts;
  missing: number;
};

/** One row an entry. */
export function rowsOf(entries: readonly Entry[], language: Language) {
  return entries.map(({ application, name, by, texts, missing }) => ({
    url: `/staff/entries/${application.id}`,
    name,
    by: by ?? '',
    call: callText(texts, language).text.title,
    receivedAt: application.createdAt,
    source: say(language, `entries.source.${application.source}`),
    missing,
  }));
}

/** The choices of the form on which an entry begins. */
export function choicesFor(
  calls: readonly { call: { id: number; slug: string }; texts: Texts }[],
  language: Language,
) {
  return {
    calls: calls.map(({ call, texts }) => ({
      value: String(call.id),
      label: callText(texts, language).text.title || call.slug,
    })),
    sources: entrySources.map((value) => ({ value, label: say(language, `entries.source.${value}`) })),
    letterLanguages: languages.map((one) => ({ value: one.code, label: one.name, lang: one.html })),
  };
}
