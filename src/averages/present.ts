// The page on which an average is computed, and the arithmetic of one, row by row.
import { averageText } from '../applications/present.js';
import { decimalSeparator } from '../eligibility/present.js';
import { dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import { factPage, type Look, type Words } from '../verification/present.js';
import type { averagesOf } from './queries.js';
import { digitsOf, endsThere, type Fraction, meanOf, onOurScale } from './rules.js';
import type { Opened } from './service.js';

type Computed = ReturnType<typeof averagesOf>[number];

/** The page: the form, the page of the document in view, and what was computed so far. */
export function averagePage(opened: Opened, words: Words, language: Language, look: Look) {
  const fact = factPage(opened, [], words, language, look);
  const seenOf = (name: string) => opened.verdicts.findLast((row) => row.fact === name)?.id ?? 0;
  const [last] = opened.averages;
  const number = printer(language);
  return {
    id: fact.id,
    name: fact.name,
    look: fact.look,
    anchor: fact.anchor,
    picture: fact.picture,
    seenAverage: seenOf('averageTenThousandths'),
    seenScale: seenOf('averageScale'),
    methods: (['mean', 'weighted'] as const).map((value) => ({
      value,
      label: say(language, `averages.method.${value}`),
    })),
    averages: opened.averages.map((one) => arithmetic(one, language)),
    first: {
      method: last?.method ?? 'mean',
      worst: number(last?.worst ?? 50_000),
      best: number(last?.best ?? 100_000),
      exams: (last?.exams ?? [])
        .map(({ name, grade, credits }) =>
          [name, number(grade), ...(credits === null ? [] : [number(credits)])].join('; '),
        )
        .join('\n'),
    },
  };
}

/** One computation so that it can be followed by hand: each exam, its grade on our scale, its weight, and the mean. */
export function arithmetic(computed: Computed, language: Language) {
  const separator = decimalSeparator(language);
  const { exams, method, worst, best } = computed;
  const number = printer(language);
  const isWeighted = method === 'weighted';
  const mean = meanOf(exams, method, { worst, best });
  const weightOf = (credits: number | null) => (isWeighted ? BigInt(credits ?? 0) : 10_000n);
  const sum = (values: bigint[]) => values.reduce((so, value) => so + value, 0n);
  const products = exams.map(({ grade, credits }): Fraction => {
    const { of, over } = onOurScale(grade, { worst, best });
    return { of: of * weightOf(credits), over: over * 10_000n };
  });
  const over = products[0]?.over ?? 1n;
  return {
    title: say(language, 'averages.computed', {
      average: averageText(Number(computed.average), language),
      name: computed.name || say(language, 'verification.somebody'),
      when: dateTime(language, computed.at),
    }),
    isWeighted,
    isConverted: worst !== 50_000 || best !== 100_000,
    conversion: say(language, 'averages.conversion', { worst: number(worst), best: number(best) }),
    rows: exams.map(({ name, grade, credits }, at) => ({
      name,
      grade: number(grade),
      converted: digitsOf(onOurScale(grade, { worst, best }), separator),
      credits: credits === null ? '' : number(credits),
      product: digitsOf(products[at] as Fraction, separator),
    })),
    sum: say(language, isWeighted ? 'averages.sum.weighted' : 'averages.sum.mean', {
      sum: digitsOf({ of: sum(products.map(({ of }) => of)), over }, separator),
      by: isWeighted
        ? number(exams.reduce((so, { credits }) => so + (credits ?? 0), 0))
        : String(exams.length),
      mean: digitsOf(mean, separator),
    }),
    carried: endsThere(mean)
      ? ''
      : say(language, 'averages.carried', { average: averageText(Number(computed.average), language) }),
  };
}

function printer(language: Language) {
  return (value: number) => printDecimal(value, { separator: decimalSeparator(language) });
}
