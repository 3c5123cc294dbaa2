// What every answer carries, whoever asks for what; and that a visitor who only looks leaves nothing behind.
import { beforeAll, expect, test } from 'vitest';
import { scopeOf } from '../../src/access/allow.js';
import type { Action } from '../../src/access/policy.js';
import { addressOf, type Everyone, type Kind, kinds, makeEveryone } from '../support/everyone.js';
import { routesOf } from '../support/routes.js';
import { givePassword, makeStaff } from '../support/staff.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let all: Everyone;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  all = await makeEveryone(world);
});

const POLICY =
  "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;font-src 'self';connect-src 'self';form-action 'self';frame-ancestors 'none';base-uri 'none';manifest-src 'self';worker-src 'self'";
/** Documents, and letters as HTML with their one style, bring a tighter policy of their own. */
const LOCKED = /^default-src 'none';( style-src 'sha256-[\w+/=]{44}';)? sandbox$/;

const always = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
};

/** What an answer lacks of what all must have. */
function lacking(headers: Record<string, string>): string[] {
  const wrong = Object.entries(always).filter(([name, value]) => headers[name] !== value);
  const policy = headers['content-security-policy'] ?? '';
  const permissions = headers['permissions-policy'] ?? '';
  return [
    ...wrong.map(([name]) => `${name}: ${headers[name]}`),
    ...(policy === POLICY || LOCKED.test(policy) ? [] : [`policy: ${policy}`]),
    ...(/camera=\(\).*geolocation=\(\)/.test(permissions) ? [] : ['permissions']),
    ...(headers['x-powered-by'] === undefined ? [] : ['x-powered-by']),
  ];
}

const gets = (kind: Kind) =>
  routesOf(world.app).filter(
    ({ method, action }) =>
      method === 'GET' && scopeOf(all.people[kind].actor, action as Action) !== undefined,
  );

test.each(kinds)(
  'every page and file for the %s comes with every lock, and is kept nowhere once somebody is signed in',
  async (kind) => {
    const { browser, actor } = all.people[kind];
    const wrong: string[] = [];
    for (const { path } of gets(kind)) {
      const { headers, body } = await browser.bytes(addressOf(path, all, kind));
      wrong.push(...lacking(headers).map((what) => `${path} ${what}`));
      const isKept = !/no-store/.test(headers['cache-control'] ?? '');
      if (actor && isKept && !path.startsWith('/assets/') && headers.location === undefined)
        wrong.push(`${path} is kept: ${headers['cache-control']}`);
      const html = headers['content-type']?.includes('html') ? body.toString() : '';
      if (
        path !== '/staff/letters/:id/html' &&
        /<script(?![^>]*\ssrc=)|<style|\son\w+=|javascript:|\sstyle=|hx-on|hx-vals="js:/i.test(html)
      )
        wrong.push(`${path} runs something of its own`);
    }

    expect(wrong).toEqual([]);
  },
);

test('so do pages of errors, files of ours, and what a supervisor asks', async () => {
  const [, css = ''] = /href="(\/assets\/[^"]+\.css)"/.exec((await world.browser().get('/')).text) ?? [];
  for (const url of ['/nothing-here', '/%', css, '/health', '/staff/tasks']) {
    const { headers } = await world.browser().get(url);
    expect([url, lacking(headers)]).toEqual([url, []]);
  }
  const forged = await world.browser().post('/sign-in', {}, { 'Sec-Fetch-Site': 'cross-site' });
  expect([forged.status, lacking(forged.headers)]).toEqual([403, []]);
});

test('behind TLS browsers are told to come by TLS alone', async () => {
  const secure = makeWorld({ baseUrl: 'https://apply.example.org' });

  const { headers } = await secure.browser().get('/');

  expect(headers['strict-transport-security']).toBe('max-age=63072000; includeSubDomains');
  expect((await world.browser().get('/')).headers['strict-transport-security']).toBeUndefined();
});

test('whoever is not signed in and only looks leaves no row anywhere, and gets no session', async () => {
  const written = () => world.ctx.db.$client.prepare('select total_changes()').pluck().get() as number;
  const before = written();

  for (const { path } of routesOf(world.app).filter(({ method }) => method === 'GET')) {
    const browser = world.browser();
    await browser.get(addressOf(path, all, 'nobody'));
    expect([path, browser.cookies.has('__Host-session')]).toEqual([path, false]);
  }

  expect(written()).toBe(before);
});

test('every cookie of ours is bound to this site, sent over TLS alone and read by no script', async () => {
  const { email } = await makeStaff(world, 'Teuta Dy', ['coordinator']);
  const browser = world.browser();
  const answers = [
    await browser.get('/?language=sr'),
    await browser.get('/staff/sign-in'),
    await givePassword(browser, email),
  ];
  const sent = answers.flatMap(({ headers }) => headers['set-cookie'] ?? []);

  expect(sent.map((cookie) => cookie.split('=')[0]).sort()).toEqual([
    '__Host-browser',
    '__Host-language',
    '__Host-session',
  ]);
  for (const cookie of sent) {
    expect(cookie).toMatch(/; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(cookie).not.toContain('Domain');
  }
});

test('htmx runs nothing that stands in a page, asks nobody else and remembers nothing', async () => {
  const { text } = await world.browser().get('/');
  const [, written = '{}'] = /name="htmx-config" content='([^']+)'/.exec(text) ?? [];

  expect(JSON.parse(written.replaceAll('&quot;', '"'))).toMatchObject({
    allowEval: false,
    allowScriptTags: false,
    includeIndicatorStyles: false,
    selfRequestsOnly: true,
    historyCacheSize: 0,
  });
});

test('more posts a minute than anybody makes are told to wait, and others are not', async () => {
  const few = makeWorld({ requestsPerMinute: 3, proxies: 1 });
  const from = (address: string) =>
    few
      .browser()
      .post('/sign-in', {}, { 'X-Forwarded-For': address })
      .then(({ status }) => status);
  const statuses: number[] = [];
  for (let at = 0; at < 5; at += 1) statuses.push(await from('192.0.2.7'));

  expect(statuses).toEqual([403, 403, 403, 429, 429]);
  expect(await from('192.0.2.8')).toBe(403);
  expect((await few.browser().get('/', { 'X-Forwarded-For': '192.0.2.7' })).status).toBe(200);
});
