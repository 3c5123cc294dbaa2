// The page on which the questions of a call's interviews are written.
import type { Rubric } from '../calls/form.js';
import { callText } from '../calls/present.js';
import { type Language, say, textLanguage } from '../i18n/index.js';
import { criteriaValues, placesOf } from './form.js';
import type { Opened } from './service.js';

/** Each place with its fields; once they were asked, only what was asked. */
export function questionsPage({ call, texts, questions, version, isAsked }: Opened, language: Language) {
  const { text, lang } = callText(texts, language);
  return {
    head: { id: call.id, title: text.title || call.slug, lang, isDraft: call.state === 'draft' },
    questions,
    version,
    isAsked,
    asked: criteriaWords(questions.length > 0 ? questions : call.rubric, language),
    isOwn: questions.length > 0,
    isNew: questions.length === 0,
    places: placesOf('question', textLanguage(language)).map((place) => ({
      ...place,
      title: say(language, `questions.place.${place.number as 1}`),
    })),
  };
}

/** Criteria or questions that do not change any more, to be read. */
export function criteriaWords(criteria: Rubric, language: Language) {
  const words = textLanguage(language);
  return criteria.map(({ name, hint, weight, marks }) => ({
    name: name[words] || name.sq,
    hint: hint[words] || hint.sq,
    weight,
    marks: marks.map((mark) => mark[words] || mark.sq),
  }));
}

/** What stands in the fields at first. */
export function valuesOf({ questions }: Pick<Opened, 'questions'>) {
  return criteriaValues('question', questions);
}
