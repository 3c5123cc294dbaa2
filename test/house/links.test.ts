// No link leads nowhere: every address written in a view or in code belongs to a route, by the right method.
import { expect, test } from 'vitest';
import { leadsTo, type Route, routesOf } from '../support/routes.js';
import { makeWorld } from '../support/world.js';
import { lineAt, type Source, sources, withoutComments } from './source.js';

type Link = { method: 'GET' | 'POST'; urls: string[]; at: string; files: boolean };

/** What a name at the beginning of an address stands for; every other name stands for one segment. */
const beginnings: Record<string, string[]> = {
  base: ['/my/applications/*', '/staff/entries/*'],
  callUrl: ['/calls/*'],
  place: ['/staff/calls/*/letters/*/*'],
};

/** The addresses an attribute can stand for, "*" for what is only known later; [] when it is no address of ours. */
function addresses(written: string): string[] {
  const plain = written.replace(/\{\{(?:\.\.\/|@root\.|this\.)*([\w.]+)\}\}/g, '{$1}');
  if (/^(#|mailto:|tel:|data:|https?:)/.test(plain) || /\{\{/.test(plain)) return [];
  const [path = ''] = plain.replace(/\{[\w.]*query\}$/i, '').split(/[?#]/);
  const begins = /^\{([\w]+)\}(.*)$/.exec(path);
  if (begins && !((begins[1] as string) in beginnings)) return [];
  const starts = begins ? (beginnings[begins[1] as string] ?? []) : [''];
  const rest = begins ? (begins[2] ?? '') : path;
  return starts.map((start) => start + rest.replace(/\{[\w.]+\}/g, '*'));
}

/** Every literal address in a view, with the method a browser would use. */
function linksInView({ path, text }: Source): Link[] {
  const code = text.replace(/\{\{!--[\s\S]*?--\}\}/g, (found) => found.replace(/[^\n]/g, ' '));
  return [...code.matchAll(/<(\w+)\b((?:[^<>"]|"[^"]*"|\{\{[^}]*\}\})*)>/g)].flatMap(
    ({ 1: tag = '', 2: inside = '', index }) => {
      const posts = /method="post"/.test(inside);
      return [
        ...inside.matchAll(
          /(?:^|\s)(href|action|src|formaction|hx-(?:get|post|put|patch|delete))="([^"]*)"/g,
        ),
      ]
        .map(([, name = '', written = '']) => ({
          method:
            name === 'hx-post' || (/action$/.test(name) && (posts || tag === 'button'))
              ? ('POST' as const)
              : ('GET' as const),
          urls: addresses(written),
          at: `${path}:${lineAt(text, index)} ${name}="${written}"`,
          files: name === 'action' && /multipart/.test(inside),
        }))
        .filter(({ urls }) => urls.length > 0);
    },
  );
}

/** Addresses in our code: where a redirect, a letter or the navigation leads. */
function linksInCode({ path, text }: Source, firsts: Set<string>): Link[] {
  const code = withoutComments(text);
  return [...code.matchAll(/(['`])(\/[a-z][^'`\n]*)\1/g)].flatMap(({ 2: written = '', index }) => {
    const [url = ''] = written
      .replace(/\$\{[^}]*\}/g, '*')
      .replace(/(?<=[^/])\*$/, '')
      .split(/[?#]/);
    const isPath = firsts.has(url.split('/')[1] ?? '') && !/[^\w\-.*/:]/.test(url) && !/\/:/.test(url);
    // "/staff" and "/staff/people/" are beginnings to compare with, not addresses.
    return isPath && url.split('/').length > 2 && !url.endsWith('/')
      ? [
          {
            method: 'GET' as const,
            urls: [url],
            at: `${path}:${lineAt(text, index)} ${written}`,
            files: false,
          },
        ]
      : [];
  });
}

function dead(links: Link[], routes: Route[], either = false): string[] {
  return links
    .filter(
      ({ method, urls, files }) =>
        !urls.some((url) =>
          routes.some(
            (route) =>
              (either || route.method === method) && leadsTo(route.path, url) && (!files || route.takesFiles),
          ),
        ),
    )
    .map(({ at }) => at);
}

const views = sources(['views'], ['.hbs']);

test('every address in a view leads to a route', () => {
  const links = views.flatMap(linksInView);

  expect(links.length).toBeGreaterThan(50);
  expect(dead(links, routesOf(makeWorld().app))).toEqual([]);
});

test('every address in our code leads to a route', () => {
  const routes = routesOf(makeWorld().app);
  const firsts = new Set(
    routes.map(({ path }) => path.split('/')[1] ?? '').filter((first) => /^[a-z-]+$/.test(first)),
  );
  const links = sources(['src'], ['.ts']).flatMap((file) => linksInCode(file, firsts));

  expect(links.length).toBeGreaterThan(30);
  expect(dead(links, routes, true)).toEqual([]);
});

test('a dead link, a form posted where only GET answers, and files sent where nobody reads them are noticed', () => {
  const routes: Route[] = [
    { method: 'GET', path: '/calls/:slug', action: 'public', takesFiles: false },
    { method: 'GET', path: '/my/applications/:id', action: 'public', takesFiles: false },
    { method: 'POST', path: '/my/applications/:id/about', action: 'public', takesFiles: false },
  ];
  const text = `<p>
<a class="x" href="/calls/{{slug}}">fine</a> <a href="{{base}}">fine</a> <a href="{{url}}">unknown</a>
<a href="/cals/{{slug}}">dead</a>
<form method="post" action="/calls/{{slug}}"></form>
<form method="post" action="{{../base}}/about" enctype="multipart/form-data"></form>
<form method="post" {{#if x}}data-a="1"{{/if}} action="{{base}}/about"></form>
<p hx-post="{{base}}/nowhere"></p>`;

  expect(dead(linksInView({ path: 'v', text }), routes)).toEqual([
    'v:3 href="/cals/{{slug}}"',
    'v:4 action="/calls/{{slug}}"',
    'v:5 action="{{../base}}/about"',
    'v:7 hx-post="{{base}}/nowhere"',
  ]);
  const code = `redirect(303, '/calls/gone/away'); go(\`/my/applications/\${id}\`); // '/calls/x/y'\n`;
  expect(dead(linksInCode({ path: 'c', text: code }, new Set(['calls', 'my'])), routes, true)).toEqual([
    'c:1 /calls/gone/away',
  ]);
});
