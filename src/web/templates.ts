// The views: every template is read at boot, and made into a function for each language that is asked for.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Handlebars from 'handlebars';
import { type Language, say } from '../i18n/index.js';
import { ROOT } from '../paths.js';
import type { Assets } from './assets.js';
import { compileTemplate, type Part, type Partials } from './template-code.js';
import { viewHelpers } from './view-helpers.js';

/** What a template is given; a whole one says the reader's `language`. */
export type Model = Record<string, unknown>;
export type Views = { render(name: string, context: Model): string };

const FOLDER = join(ROOT, 'views');

/** Every file in views/ but the letters. In development they are read again at each render. */
export function loadViews(assets: Assets, development: boolean): Views {
  let sources = readAll();
  const compiled = new Map<Language, Partials>();
  return {
    render(name, context) {
      if (development) {
        sources = readAll();
        compiled.clear();
      }
      const language = context.language as Language;
      const templates = compiled.get(language) ?? compileAll(sources, assets, language);
      compiled.set(language, templates);
      const template = templates.get(name);
      if (!template) throw new Error(`there is no view ${name}`);
      return template(context, { root: context });
    },
  };
}

function readAll(): Map<string, string> {
  const sources = new Map<string, string>();
  for (const entry of readdirSync(FOLDER, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.hbs')) continue;
    const path = join(entry.parentPath, entry.name);
    const name = path.slice(FOLDER.length + 1, -'.hbs'.length);
    if (!name.startsWith('letters/')) sources.set(name, readFileSync(path, 'utf8'));
  }
  return sources;
}

/** All templates in one language; each is read and made into a function when it is first rendered. */
function compileAll(sources: ReadonlyMap<string, string>, assets: Assets, language: Language): Partials {
  const helpers = viewHelpers(assets);
  const words = new Words(language, assets);
  const made = new Map<string, Part>();
  const get = (name: string): Part | undefined => {
    const known = made.get(name);
    if (known) return known;
    // A part is called by its short name from its own kind of place: {{> _field}}, {{> eligibility/_trace}}.
    const source = sources.get(name) ?? sources.get(`partials/${name}`);
    if (source === undefined) return undefined;
    const program = Handlebars.parse(source);
    words.accept(program);
    const part = compileTemplate(name, program, helpers, { get });
    made.set(name, part);
    return part;
  };
  return { get };
}

type Call = Pick<hbs.AST.MustacheStatement, 'path' | 'params' | 'hash' | 'loc'>;

/** Puts words of ours and addresses of files into a template once, where nothing but the language decides them. */
class Words extends Handlebars.Visitor {
  readonly #language: Language;
  readonly #assets: Assets;
  mutating = true;

  constructor(language: Language, assets: Assets) {
    super();
    this.#language = language;
    this.#assets = assets;
  }

  override MustacheStatement(call: hbs.AST.MustacheStatement): hbs.AST.Statement | undefined {
    const text = this.#fixed(call);
    if (text === undefined) return void super.MustacheStatement(call);
    const words = { type: 'ContentStatement', value: Handlebars.escapeExpression(text), loc: call.loc };
    return words as hbs.AST.Statement;
  }

  override SubExpression(call: hbs.AST.SubExpression): hbs.AST.Expression | undefined {
    const value = this.#fixed(call);
    if (value === undefined) return void super.SubExpression(call);
    return { type: 'StringLiteral', value, original: value, loc: call.loc } as hbs.AST.StringLiteral;
  }

  /** What {{t 'a.key'}} or {{asset 'a/file'}} says; undefined when a value of the page has a part in it. */
  #fixed({ path, params, hash }: Call): string | undefined {
    const [first, second] = params;
    if (first?.type !== 'StringLiteral' || second || (hash && hash.pairs.length > 0)) return undefined;
    const { value } = first as hbs.AST.StringLiteral;
    const { original: name } = path as hbs.AST.PathExpression;
    if (name === 't') return say(this.#language, value);
    return name === 'asset' ? this.#assets.urlOf(value) : undefined;
  }
}
