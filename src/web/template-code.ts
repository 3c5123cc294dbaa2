// Makes a function of a template that Handlebars has read. Handlebars' own functions took a fifth of all the time a page
// costs; these give the same bytes in a third of it. Like those they are code made of text: of our own files, at their
// first use, every piece of text in it written by JSON.stringify. What our views do not use is refused.
import Handlebars from 'handlebars';

/** Everything templates may call; `data.root` is the context of the whole page. */
export type Helper = (this: unknown, ...values: never[]) => unknown;
type Data = { root: unknown; index?: number; first?: boolean; last?: boolean; key?: string };
/** A template, ready: `block` is what stands between {{#> layout}} and {{/layout}}. */
export type Part = (context: unknown, data: Data, block?: Block, given?: Given) => string;
/** Where parts are found by name. */
export type Partials = { get(name: string): Part | undefined };
type Block = (context: unknown, data: Data, given?: Given) => string;
/**
 * What a part was given by name beside its context, as in {{> _field name='city'}}: looked at first. It is never laid over
 * a copy of the context, which may be a whole page: those copies were a twentieth of what a page costs.
 */
type Given = Readonly<Record<string, unknown>>;
type Node = hbs.AST.Node;

/**
 * The function of the template `name`. Parts are looked up when they are called, so that their order does not matter.
 * Throws when the template uses something that is not known here.
 */
export function compileTemplate(
  name: string,
  program: hbs.AST.Program,
  helpers: Readonly<Record<string, Helper>>,
  partials: Partials,
): Part {
  const writer = new Writer(name, helpers);
  const body = writer.program(program, [OWN]);
  const code = `return function (context, data, block, given) { let out = ''; ${body} return out; }`;
  const make = new Function('say', 'helpers', 'partials', code);
  return make({ ...runtime, missing: missingIn(name) }, helpers, partials) as Part;
}

/** The name that holds the context of a part in its code; beside it, `given`. */
const OWN = 'context';

/** Writes the code of one template. `scopes` are the names that hold the contexts, the innermost first. */
class Writer {
  readonly #name: string;
  readonly #helpers: Readonly<Record<string, Helper>>;
  #names = 0;

  constructor(name: string, helpers: Readonly<Record<string, Helper>>) {
    this.#name = name;
    this.#helpers = helpers;
  }

  program(program: hbs.AST.Program, scopes: readonly string[]): string {
    return program.body.map((node) => this.#statement(node, scopes)).join('');
  }

  #statement(node: Node, scopes: readonly string[]): string {
    switch (node.type) {
      case 'ContentStatement': {
        const { value } = node as hbs.AST.ContentStatement;
        return value === '' ? '' : `out += ${JSON.stringify(value)};`;
      }
      case 'CommentStatement':
        return '';
      case 'MustacheStatement':
        return `out += ${this.#mustache(node as hbs.AST.MustacheStatement, scopes)};`;
      case 'BlockStatement':
        return this.#block(node as hbs.AST.BlockStatement, scopes);
      case 'PartialStatement':
      case 'PartialBlockStatement':
        return this.#partial(node as hbs.AST.PartialStatement, scopes);
      default:
        throw this.#refuse(node, node.type);
    }
  }

  #mustache(node: hbs.AST.MustacheStatement, scopes: readonly string[]): string {
    if (!node.escaped) throw this.#refuse(node, 'text that is not escaped');
    const path = node.path as hbs.AST.PathExpression;
    // Alone, a name is what the context says, even where a helper has the same name.
    if (node.params.length === 0 && !node.hash) return `say.escape(${this.#path(path, scopes, true)})`;
    return `say.escape(${this.#call(node, scopes)})`;
  }

  /** A helper with its values, as an expression. */
  #call(
    node: { path: unknown; params: Node[]; hash?: hbs.AST.Hash },
    scopes: readonly string[],
    blocks = '',
  ): string {
    const path = node.path as hbs.AST.PathExpression;
    const name = path.original;
    if (!Object.hasOwn(this.#helpers, name)) throw this.#refuse(path, `the helper ${name}`);
    const values = node.params.map((param) => this.#value(param, scopes));
    const options = `{ hash: ${this.#hash(node.hash, scopes)}, data${blocks} }`;
    return `helpers[${JSON.stringify(name)}].call(${[scopes[0], ...values, options].join(', ')})`;
  }

  #value(node: Node, scopes: readonly string[]): string {
    switch (node.type) {
      case 'PathExpression':
        // What was given by name would be missing in it.
        if (this.#isOwn(node, scopes)) throw this.#refuse(node, 'a whole context as a value');
        return this.#path(node as hbs.AST.PathExpression, scopes, false);
      case 'SubExpression':
        return this.#call(node as hbs.AST.SubExpression, scopes);
      case 'StringLiteral':
      case 'NumberLiteral':
      case 'BooleanLiteral':
        return JSON.stringify((node as hbs.AST.StringLiteral).value);
      default:
        throw this.#refuse(node, node.type);
    }
  }

  #hash(hash: hbs.AST.Hash | undefined, scopes: readonly string[]): string {
    const pairs = (hash?.pairs ?? []).map(
      (pair) => `${JSON.stringify(pair.key)}: ${this.#value(pair.value, scopes)}`,
    );
    return pairs.length === 0 ? 'say.nothing' : `{ ${pairs.join(', ')} }`;
  }

  /** A name or a path. `strictly`: it must be there, or the page is not made. */
  #path(path: hbs.AST.PathExpression, scopes: readonly string[], strictly: boolean): string {
    const scope = path.data ? 'data' : scopes[path.depth];
    if (scope === undefined) throw this.#refuse(path, `${path.original}, which is outside the template`);
    // Written out, so that the engine knows at each place what is there; `say.need` is asked only where nothing is.
    const value = path.parts.reduce((from, part, index) => {
      const name = JSON.stringify(part);
      const isOwn = index === 0 && from === OWN;
      const there = `${from}?.[${name}]`;
      const found = isOwn ? `(given && ${name} in given ? given[${name}] : ${there})` : there;
      if (!strictly) return found;
      return `(${found} ?? say.need(${isOwn ? `${name} in (given ?? say.nothing) ? given : ` : ''}${from}, ${name}, say.missing))`;
    }, scope);
    return strictly ? `say.called(${value}, ${scopes[0]})` : value;
  }

  #block(node: hbs.AST.BlockStatement, scopes: readonly string[]): string {
    const name = (node.path as hbs.AST.PathExpression).original;
    const [first] = node.params;
    const inside = (inner: readonly string[]) => (node.program ? this.program(node.program, inner) : '');
    const otherwise = node.inverse ? this.program(node.inverse, scopes) : '';
    if (name === 'if' || name === 'unless') {
      const zero = node.hash?.pairs.some((pair) => pair.key === 'includeZero') ? 'say.isSaid' : 'say.isTrue';
      const test = `${zero}(${this.#value(first as Node, scopes)}, ${scopes[0]})`;
      const [then, or] = name === 'if' ? [inside(scopes), otherwise] : [otherwise, inside(scopes)];
      return or === '' ? `if (${test}) { ${then} }` : `if (${test}) { ${then} } else { ${or} }`;
    }
    this.#names += 1;
    const inner = `inner${this.#names}`;
    if (name === 'with' && this.#isOwn(first as Node, scopes)) return inside([OWN, ...scopes]);
    if (name === 'with') {
      const value = `say.called(${this.#value(first as Node, scopes)}, ${scopes[0]})`;
      return `const ${inner} = ${value}; if (say.isTrue(${inner})) { ${inside([inner, ...scopes])} } else { ${otherwise} }`;
    }
    if (name === 'each') {
      const all = `all${this.#names}`;
      const at = `at${this.#names}`;
      const list = `const ${all} = say.rows(${this.#value(first as Node, scopes)}, ${scopes[0]});`;
      const frame = `const data = say.frame(outer, ${at}, ${all}.length); const ${inner} = ${all}[${at}];`;
      const loop = `for (let ${at} = 0; ${at} < ${all}.length; ${at} += 1) { ${frame} ${inside([inner, ...scopes])} }`;
      return `{ ${list} if (${all}.length > 0) { const outer = data; ${loop} } else { ${otherwise} } }`;
    }
    // Called with the context it stands in.
    const own = scopes[0] as string;
    const body = `fn(${own}) { let out = ''; ${inside([own, ...scopes])} return out; }`;
    return `out += say.plain(${this.#call(node as never, scopes, `, ${body}`)});`;
  }

  #partial(node: hbs.AST.PartialStatement, scopes: readonly string[]): string {
    const name = (node.name as hbs.AST.PathExpression).original;
    const before = node.indent ? `out += ${JSON.stringify(node.indent)};` : '';
    const [own] = node.params;
    const same = own ? this.#isOwn(own, scopes) : scopes[0] === OWN;
    const context = same ? OWN : own ? this.#value(own, scopes) : scopes[0];
    const hash = node.hash ? this.#hash(node.hash, scopes) : undefined;
    const more = same ? `given ? { ...given, ...${hash} } : ${hash}` : hash;
    const given = hash ? more : same ? 'given' : 'undefined';
    if (name === '@partial-block') return `${before}out += block(${context}, data, ${given});`;
    const { program } = node as unknown as hbs.AST.PartialBlockStatement;
    const body = program
      ? `(${OWN}, data, given) => { let out = ''; ${this.program(program, [OWN])} return out; }`
      : 'undefined';
    return `${before}out += say.part(partials, ${JSON.stringify(name)})(${context}, data, ${body}, ${given});`;
  }

  /** Whether this is the whole context of the part, whatever was given beside it. */
  #isOwn(node: Node, scopes: readonly string[]): boolean {
    const { type, data, parts, depth } = node as hbs.AST.PathExpression;
    return type === 'PathExpression' && !data && parts.length === 0 && scopes[depth] === OWN;
  }

  #refuse(node: Node, what: string): Error {
    return new Error(`views/${this.#name}.hbs, line ${node.loc.start.line}: ${what} is not known here`);
  }
}

/** What the written code calls. */
const runtime = {
  nothing: Object.freeze({}),

  escape(value: unknown): string {
    if (typeof value === 'string') return special.test(value) ? Handlebars.escapeExpression(value) : value;
    return value === null || value === undefined ? '' : Handlebars.escapeExpression(value as string);
  },

  /** What a block helper made is markup already. */
  plain: (value: unknown): string => (value === null || value === undefined ? '' : String(value)),

  need(from: unknown, name: string, missing: (name: string) => Error): unknown {
    const value = from === null || from === undefined ? undefined : (from as Record<string, unknown>)[name];
    if (value !== undefined || (typeof from === 'object' && from !== null && name in from)) return value;
    throw missing(name);
  },

  /** A value that is worked out only when it is asked for. */
  called: (value: unknown, context: unknown): unknown =>
    typeof value === 'function' ? value.call(context) : value,

  isTrue(value: unknown, context?: unknown): boolean {
    const said = typeof value === 'function' ? value.call(context) : value;
    return Array.isArray(said) ? said.length > 0 : Boolean(said);
  },

  /** As isTrue, but zero is something. */
  isSaid: (value: unknown, context?: unknown): boolean => value === 0 || runtime.isTrue(value, context),

  rows(value: unknown, context: unknown): readonly unknown[] {
    const said = typeof value === 'function' ? value.call(context) : value;
    if (Array.isArray(said)) return said;
    if (said === null || said === undefined || said === false) return [];
    throw new Error('only lists can be gone through in a view');
  },

  frame: (outer: Data, index: number, length: number): Data => ({
    root: outer.root,
    index,
    first: index === 0,
    last: index === length - 1,
  }),

  part(partials: Partials, name: string): Part {
    const part = partials.get(name);
    if (!part) throw new Error(`there is no part ${name}`);
    return part;
  },
};

const special = /[&<>"'`=]/;

function missingIn(view: string): (name: string) => Error {
  return (name) => new Error(`"${name}" is not there for views/${view}.hbs`);
}
