// A template as our own function says what Handlebars says of it, and refuses what it does not know.
import Handlebars from 'handlebars';
import { expect, test } from 'vitest';
import { loadAssets } from '../../src/web/assets.js';
import { compileTemplate, type Part } from '../../src/web/template-code.js';
import { viewHelpers } from '../../src/web/view-helpers.js';
import { sources } from '../house/source.js';

const helpers = {
  eq: (a: unknown, b: unknown) => a === b,
  shout: (text: string, options: { hash: { mark?: string } }) => `${text}${options.hash.mark ?? '!'}`,
  language: (options: { data: { root: { language: string } } }) => options.data.root.language,
  twice(this: unknown, options: { fn(context: unknown): string }) {
    return options.fn(this) + options.fn(this);
  },
};
const parts = {
  _word: '<b>{{word}}</b>{{#if loud}}!{{/if}}',
  _row: '{{@index}}{{name}}',
  _outer:
    '{{word}}{{> _word loud=yes}}{{> _word}}{{#twice}}{{word}}{{> _word}}{{/twice}}{{#each people}}{{../word}}{{> _word ..}}{{#with ..}}{{word}}{{> _word}}{{../name}}{{/with}}{{/each}}',
  layout: '<h1>{{title}}</h1>\n{{> @partial-block}}\n<p>{{@root.language}}</p>\n',
};

/** The template said by our function, and by Handlebars' own. */
function both(source: string, context: object): { ours: string; theirs: string } {
  const made = new Map<string, Part>();
  const get = (name: string) => made.get(name);
  for (const [name, text] of Object.entries(parts)) {
    made.set(name, compileTemplate(name, Handlebars.parse(text), helpers, { get }));
  }
  const engine = Handlebars.create();
  engine.registerHelper(helpers as unknown as Record<string, Handlebars.HelperDelegate>);
  for (const [name, text] of Object.entries(parts)) engine.registerPartial(name, text);
  const options = { strict: true, preventIndent: true };
  return {
    ours: compileTemplate('a', Handlebars.parse(source), helpers, { get })(context, { root: context }),
    theirs: engine.compile(source, options)(context),
  };
}

const page = {
  language: 'sq',
  word: `<i>"'&=\``,
  zero: 0,
  empty: '',
  nothing: null,
  yes: true,
  later: () => 'asked',
  people: [
    { name: 'Arta', tags: ['a', 'b'] },
    { name: 'Nenad', tags: [] },
  ],
  none: [],
  place: { city: 'Prizren', of: { street: 'x' } },
};

test.each([
  ['text alone', 'plain, with {curly} and \\n\n  lines'],
  ['a name is escaped', '{{word}} {{zero}} {{nothing}} {{yes}} {{later}}'],
  ['a path', '{{place.city}} {{place.of.street}} {{people.length}} {{this.language}}'],
  [
    'if and else',
    '{{#if people}}p{{else}}n{{/if}}{{#if none}}p{{else}}n{{/if}}{{#if missing}}p{{/if}}{{#if later}}l{{/if}}',
  ],
  ['else if', '{{#if empty}}a{{else if yes}}b{{else}}c{{/if}}'],
  ['zero is nothing, or something where asked', '{{#if zero}}z{{/if}}{{#if zero includeZero=true}}z{{/if}}'],
  ['unless', '{{#unless yes}}a{{else}}b{{/unless}}{{#unless none}}c{{/unless}}'],
  [
    'each with its places',
    '{{#each people}}{{@index}}{{#if @first}}first{{/if}}{{#if @last}}last{{/if}} {{name}}{{#each tags}}{{@index}}{{this}}{{../name}}{{../../language}}{{else}}-{{/each}};{{else}}none{{/each}}',
  ],
  ['an empty each', '{{#each none}}x{{else}}none{{/each}}{{#each missing}}x{{/each}}'],
  [
    'with',
    '{{#with place}}{{city}} {{../language}}{{#with of}}{{street}}{{../city}}{{/with}}{{else}}x{{/with}}{{#with missing}}a{{else}}b{{/with}}',
  ],
  [
    'helpers',
    '{{shout language}} {{shout "a" mark="?"}} {{shout (shout word) mark=language}} {{#if (eq language "sq")}}y{{/if}}',
  ],
  [
    'a part',
    '{{> _word}} {{> _word word="w" loud=yes}} {{#each people}}{{> _row}}{{/each}} {{> _word place word=city}}',
  ],
  ['a part on a line of its own', '<ul>\n  {{> _word}}\n</ul>\n'],
  [
    'a layout',
    '{{#> layout title="T"}}\n{{word}} {{title}}\n{{#each people}}{{name}}{{/each}}\n{{/layout}}\n',
  ],
  ['what is given to a part, in parts and blocks within it', '{{> _outer word="w"}} {{> _outer}} {{word}}'],
  ['something given that is nothing', '{{> _outer word=missing}} {{> _outer loud=later word=empty}}'],
  ['what is given to a part beside another context', '{{#each people}}{{> _word word=name}}{{/each}}'],
  [
    'what is given to a layout, in its block',
    '{{#> layout title="T" word="w"}}{{word}} {{> _word}} {{> _outer loud=yes}}{{/layout}}{{word}}',
  ],
  ['a block of our own', '{{#twice}}{{language}}{{#each people}}{{name}}{{/each}}{{/twice}}'],
  ['comments and standalone lines', '{{!-- no --}}\n{{#if yes}}\n  a\n{{/if}}\n{{! x }}b'],
])('%s says what Handlebars says', (_name, source) => {
  const { ours, theirs } = both(source, page);

  expect(ours).toBe(theirs);
  expect(ours).not.toBe('');
});

test('a name that is not there stops the page, and names itself and the view', () => {
  const made = compileTemplate('staff/list', Handlebars.parse('{{place.nmae}}'), helpers, {
    get: () => undefined,
  });

  expect(() => made(page, { root: page })).toThrow('"nmae" is not there for views/staff/list.hbs');
});

test.each([
  ['{{{word}}}', 'text that is not escaped'],
  ['{{nohelper word}}', 'the helper nohelper'],
  ['{{../word}}', 'outside the template'],
  ['{{#> inline}}{{#*inline "x"}}{{/inline}}{{/inline}}', 'DecoratorBlock'],
])('%s is refused with the view and the line', (source, what) => {
  const compile = () =>
    compileTemplate('a', Handlebars.parse(`\n${source}`), helpers, { get: () => undefined });

  expect(compile).toThrow(/^views\/a\.hbs, line 2: /);
  expect(compile).toThrow(what);
});

test('what is typed is never code', () => {
  const nasty = ['`$', '{process.exit(1)}` \\" \u2028 </script>'].join('');
  const { ours, theirs } = both(`${nasty.replaceAll('{', '(')} {{word}}`, { word: nasty });

  expect(ours).toBe(theirs);
});

test('every view can be made, long before somebody asks for it', () => {
  const known = viewHelpers(loadAssets()) as unknown as typeof helpers;
  const views = sources(['views'], ['.hbs']).filter(({ path }) => !path.startsWith('views/letters/'));

  expect(views.length).toBeGreaterThan(50);
  for (const { path, text } of views) {
    expect(() =>
      compileTemplate(path, Handlebars.parse(text), known, { get: () => undefined }),
    ).not.toThrow();
  }
});
