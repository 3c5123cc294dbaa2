// Makes a function of a text that was read once: intl-messageformat's own way of filling in costs more than a page has.

/** A piece of a text, as intl-messageformat's parser reads it. */
export type Piece = {
  type: number;
  value?: string;
  offset?: number;
  options?: Record<string, { value: Piece[] }>;
};
export type Values = Readonly<Record<string, string | number>>;
export type Sentence = (values?: Values) => string;

/** The numbers the parser gives to its pieces; dates and tags are in no text of ours. */
export const kinds = { literal: 0, argument: 1, number: 2, select: 5, plural: 6, pound: 7 } as const;

const endsAsDate = /\d\.$/;

/** Fills in `pieces`. `locale` is the tag Intl understands. The function throws when a value is missing. */
export function sentenceOf(pieces: readonly Piece[], locale: string): Sentence {
  const { numbers, plurals } = formatsOf(locale);

  const fill = (some: readonly Piece[], values: Values, counted: number): string => {
    let text = '';
    for (const piece of some) {
      const more = one(piece, values, counted);
      // A Serbian date ends with a full stop, which then is the sentence's too.
      text += more.startsWith('.') && endsAsDate.test(text) ? more.slice(1) : more;
    }
    return text;
  };

  const one = (piece: Piece, values: Values, counted: number): string => {
    const { type, value: name = '', options = {} } = piece;
    if (type === kinds.literal) return name;
    if (type === kinds.pound) return numbers.format(counted);
    if (!(name in values)) throw new Error(`a sentence needs "${name}"`);
    const value = values[name] ?? '';
    if (type === kinds.argument) return String(value);
    if (type === kinds.number) return numbers.format(Number(value));
    if (type === kinds.select) return fill((options[value] ?? options.other)?.value ?? [], values, counted);
    if (type !== kinds.plural) throw new Error(`no sentence of ours has a piece of the kind ${type}`);
    const count = Number(value) - (piece.offset ?? 0);
    const chosen = options[`=${value}`] ?? options[plurals.select(count)] ?? options.other;
    return fill(chosen?.value ?? [], values, count);
  };

  return (values = {}) => fill(pieces, values, Number.NaN);
}

type Formats = { numbers: Intl.NumberFormat; plurals: Intl.PluralRules };
const formats = new Map<string, Formats>();

function formatsOf(locale: string): Formats {
  const known = formats.get(locale);
  if (known) return known;
  const made = { numbers: new Intl.NumberFormat(locale), plurals: new Intl.PluralRules(locale) };
  formats.set(locale, made);
  return made;
}
