// The page on which the questions of a call's interviews are written.
import { callText } from '../calls/present.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import { criteriaValues, placesOf } from './form.js';
import type { Opened } from './service.js';

/** Each place with its fields; once they were asked, only what was asked. */
export function questionsPage({ call, texts, questions, version, isAsked }: Opened, language: Language) {
  const { text, lang } = callText(texts, language);
  const words = textLanguage(language);
  return {
    head: { id: call.id, title: text.title || call.slug, lang, isDraft: call.state === 'draft' },
    questions,
    version,
    isAsked,
    asked: (questions.length > 0 ? questions : call.rubric).map(({ name, hint }) => ({
      name: name[words] || name.sq,
      hint: hint[words],
    })),
    isOwn: questions.length > 0,
    isNew: questions.length === 0,
    places: placesOf('question', words).map((place) => ({
      ...place,
      title: say(language, `questions.place.${place.number as 1}`),
    })),
  };
}

/** What stands in the fields at first. */
export function valuesOf({ questions }: Pick<Opened, 'questions'>) {
  return criteriaValues('question', questions);
}
