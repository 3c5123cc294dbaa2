// The forms on a page, each with what a person would have typed into it.

export type Form = {
  action: string;
  method: string;
  /** True when it sends files. */
  files: boolean;
  fields: Map<string, string | string[]>;
  /** What each field is: the type of an input, "select" or "textarea". */
  kinds: Map<string, string>;
};

/** Every form of `html`; without an action it posts to `page`. */
export function formsOn(html: string, page: string): Form[] {
  return html
    .split('<form')
    .slice(1)
    .map((part) => formIn(part.split('</form>')[0] ?? '', page));
}

function formIn(part: string, page: string): Form {
  const tag = part.split('>')[0] ?? '';
  const form: Form = {
    action: attribute(tag, 'action') ?? page,
    method: attribute(tag, 'method') ?? 'get',
    files: tag.includes('multipart/form-data'),
    fields: new Map(),
    kinds: new Map(),
  };
  for (const [input] of part.matchAll(/<(?:input|button)\b[^>]*>/g)) {
    const kind = input.startsWith('<button') ? 'submit' : (attribute(input, 'type') ?? 'text');
    const value = attribute(input, 'value') ?? '';
    const isChosen = kind !== 'radio' || / checked/.test(input);
    put(form, attribute(input, 'name'), kind === 'checkbox' ? value || 'on' : value, kind, isChosen);
  }
  for (const [, tag = '', inside = ''] of part.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)) {
    const options = [...inside.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    const filled = options.filter((option) => attribute(option, 'value') !== '');
    const chosen = filled.find((option) => / selected/.test(option)) ?? filled[0] ?? '';
    put(form, attribute(tag, 'name'), attribute(chosen, 'value') ?? '', 'select', true);
  }
  for (const [, tag = '', inside = ''] of part.matchAll(/<textarea\b([^>]*)>([\s\S]*?)<\/textarea>/g))
    put(form, attribute(tag, 'name'), decoded(inside), 'textarea', true);
  return form;
}

function put(form: Form, name: string | undefined, value: string, kind: string, isChosen: boolean): void {
  if (name === undefined) return;
  const known = form.fields.get(name);
  form.kinds.set(name, kind);
  if (known === undefined || (kind === 'radio' && isChosen)) form.fields.set(name, typed(name, value, kind));
  else if (kind === 'checkbox') form.fields.set(name, [known, value].flat());
}

/** What stands there, or what would be typed. */
function typed(name: string, value: string, kind: string): string {
  if (value !== '' || kind === 'hidden') return value;
  if (kind === 'email') return 'somebody@example.org';
  if (kind === 'date') return '2026-10-26';
  if (/time$|At$/i.test(name)) return '10:00';
  if (/amount|average|grade|count|minutes|points/i.test(name)) return '7';
  return kind === 'text' || kind === 'textarea' ? `What was said as ${name}` : '';
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : decoded(found);
}

function decoded(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(amp|lt|gt|quot);/g, (all, name: string) => named[name] ?? all);
}
