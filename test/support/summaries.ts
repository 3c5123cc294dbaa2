// What must be true of a refused form, whichever it is: the summary names, leads to and repeats what stands at the field.

const plain = (html: string) =>
  html
    .replace(/<span class="(?:visually-hidden|optional)">[^<]*<\/span>/g, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const mapped = (html: string, pattern: RegExp) =>
  new Map([...html.matchAll(pattern)].map(([, id = '', words = '']) => [id, plain(words)]));

/** What is wrong with the summary of errors of a page that refused a form. `language` as the page must say of itself. */
export function summaryFaults(html: string, language: 'sq' | 'sr' | 'en'): string[] {
  const lang = { sq: 'sq', sr: 'sr-Latn', en: 'en' }[language];
  const summary = /<div class="error-summary"[\s\S]*?<\/div>/.exec(html)?.[0] ?? '';
  const entries = [...summary.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, entry = '']) => entry);
  if (entries.length === 0) return ['no summary'];
  const fields = mapped(html, /<(?:input|select|textarea|fieldset)\b[^>]* id="([^"]+)"/g);
  const labels = mapped(html, /<label\b[^>]* for="([^"]+)"[^>]*>([\s\S]*?)<\/label>/g);
  const legends = mapped(html, /<legend\b[^>]* id="([^"]+)-legend"[^>]*>([\s\S]*?)<\/legend>/g);
  const beside = mapped(html, /<p class="error" id="([^"]+)-error">([\s\S]*?)<\/p>/g);
  const described = [...html.matchAll(/aria-describedby="([^"]*)"/g)].flatMap(([, ids = '']) =>
    ids.split(' '),
  );
  const faults = entries.flatMap((entry) => {
    const [, field, text = ''] = /^<a href="#([^"]+)">([^<]*)<\/a>$/.exec(entry) ?? [];
    if (!field) return [`no link: ${plain(entry)}`];
    const name = (legends.get(field) ?? labels.get(field) ?? '').replace(/[?:.]$/, '');
    const isNamed = name !== '' && text.startsWith(`${name}: `);
    const problem = beside.get(field) ?? '';
    return [
      ...(fields.has(field) ? [] : [`${field}: leads to no field`]),
      ...(isNamed ? [] : [`${field}: not named`]),
      ...(problem !== '' && text.endsWith(problem) ? [] : [`${field}: nothing beside it`]),
      ...(described.includes(`${field}-error`) ? [] : [`${field}: not described by it`]),
    ];
  });
  return html.includes(`<html lang="${lang}"`) ? faults : [...faults, `not in ${language}`];
}
