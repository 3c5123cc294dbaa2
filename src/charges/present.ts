// Charges as a case shows them: the law, what it says in fixed words, against whom.
import { acts, laws } from '../../db/schema/charges.js';
import { type Language, say } from '../i18n/index.js';
import type { Named } from '../participants/queries.js';
import type { Charge } from './queries.js';

/** One row each. */
export function rowsOf(charges: readonly Charge[], everybody: readonly Named[], language: Language) {
  return charges.map((charge) => ({
    id: charge.id,
    text: textOf(charge, language),
    acts: charge.acts.map((act) => say(language, `charges.act.${act}`)).join(', '),
    counts: say(language, 'charges.row.counts', { count: charge.counts }),
    against:
      everybody.find((one) => one.id === charge.participantId)?.name ?? say(language, 'charges.row.all'),
    now:
      charge.nowLaw === null
        ? ''
        : say(language, 'charges.row.now', {
            text: articleOf(charge.nowArticle, '', charge.nowLaw, language),
          }),
  }));
}

/** "Article 142 of the Criminal Code of the SFRY (1976)" */
export function textOf(charge: Pick<Charge, 'article' | 'paragraph' | 'law'>, language: Language): string {
  return articleOf(charge.article, charge.paragraph, charge.law, language);
}

function articleOf(article: string, paragraph: string, law: Charge['law'], language: Language): string {
  const named = say(language, `charges.law.${law}`);
  if (article === '') return named;
  return paragraph === ''
    ? say(language, 'charges.row.article', { article, law: named })
    : say(language, 'charges.row.paragraph', { article, paragraph, law: named });
}

/** What the form lets one choose from. */
export function choicesOf(everybody: readonly Named[], language: Language) {
  const worded = (prefix: string) => (value: string) => ({
    value,
    label: say(language, `${prefix}.${value}`),
  });
  return {
    laws: laws.map(worded('charges.law')),
    allActs: acts.map(worded('charges.act')),
    accused: everybody
      .filter((one) => one.role === 'ACC')
      .map((one) => ({ value: String(one.id), label: one.name })),
  };
}
