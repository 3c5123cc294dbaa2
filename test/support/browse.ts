// A real Chromium and a real server for journeys: the one place that knows how to start both.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Language } from '../../src/access/actor.js';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config.js';
import { ROOT } from '../../src/paths.js';
import { chromiumPath } from './chromium.js';
import { makeWorld, type Browser as Signed, type World } from './world.js';

/** Our own arguments: the ones the package suggests switch security off, and would falsify every test. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long to wait for what will come: a machine may be ten times slower than ours. Shorter than a test may take. */
export const PATIENCE = 100_000;

/** Starts Chromium: CHROMIUM_PATH, else the system's, else the one that came with npm. Close it afterwards. */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args, headless: true, timeout: PATIENCE });
}

/**
 * A world that listens on localhost (where cookies and passkeys work without TLS); `url` is its address.
 * It lives as long as the test, or as all tests of the file.
 */
export async function serveWorld(
  overrides: Partial<Config> = {},
  until: 'test' | 'file' = 'test',
): Promise<World & { url: string; stop: () => Promise<void> }> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const world = makeWorld({ baseUrl: url, ...overrides }, until);
  server.on('request', createApp(world.ctx));
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { ...world, url, stop };
}

export type Opened = {
  page: Page;
  context: BrowserContext;
  /** What the browser complained about since it was last asked: scripts that failed, the CSP, missing files. */
  complaints: () => string[];
};

/** Clicks, and waits until the page that this leads to is all there. Not for what a script sends without leaving the page. */
export async function follow(page: Page, what: Locator): Promise<void> {
  // The load that is waited for must not be that of the page one is still coming to.
  await page.waitForLoadState('load');
  await Promise.all([page.waitForEvent('load'), what.click()]);
}

/** Waits until the page stands at this path, all of it there, however many navigations were begun on the way. */
export async function arriveAt(page: Page, path: string): Promise<void> {
  const here = () => page.evaluate(() => [location.pathname, document.readyState]).catch(() => ['under way']);
  await expect.poll(here, { timeout: PATIENCE }).toEqual([path, 'complete']);
}

/** The tab dies as one does that a phone has no room for: it runs nothing more. Closed, it would come online once again. */
export async function die(page: Page): Promise<void> {
  const dead = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => undefined);
  await dead;
  await page.close();
}

/** Everything the browser of this page holds of us, as text, and how many copies of what was typed. */
export function heldBy(page: Page): Promise<{ copies: number; text: string }> {
  return page.evaluate(async () => {
    const databases = await indexedDB.databases();
    let text = JSON.stringify({ ...localStorage, ...sessionStorage });
    let copies = 0;
    for (const { name = '' } of databases) {
      const db = await new Promise<IDBDatabase>((done) => {
        const asked = indexedDB.open(name);
        asked.onsuccess = () => done(asked.result);
      });
      for (const store of db.objectStoreNames) {
        const rows = await new Promise<{ sealed: ArrayBuffer }[]>((done) => {
          const asked = db.transaction(store).objectStore(store).getAll();
          asked.onsuccess = () => done(asked.result);
        });
        copies += rows.length;
        for (const row of rows) text += JSON.stringify(row) + new TextDecoder('latin1').decode(row.sealed);
      }
      db.close();
    }
    return { copies, text };
  });
}

/** A page of its own; with `as` it is signed in as that browser of the world is. */
export async function openPage(
  browser: Browser,
  url: string,
  {
    width = 360,
    language = 'en',
    javaScript = true,
    as,
  }: { width?: number; language?: Language; javaScript?: boolean; as?: Signed } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    viewport: { width, height: 780 },
    javaScriptEnabled: javaScript,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(PATIENCE);
  const cookies = new Map([...(as?.cookies ?? []), ['__Host-language', language]]);
  await context.addCookies(
    [...cookies].map(([name, value]) => ({ name, value, url: url.replace('http:', 'https:'), secure: true })),
  );
  const page = await context.newPage();
  const found: string[] = [];
  page.on('pageerror', (error) => found.push(`script: ${error.message}`));
  page.on('console', (message) => {
    // A page that says 404 on purpose is logged as a file that failed to load.
    const isOurs = message.location().url === page.url() && /status of 4\d\d/.test(message.text());
    // A search that the next letter, or leaving the page, made superfluous: htmx calls it an error that it was called off.
    const isCalledOff = /^htmx:(?:afterRequest|sendAbort),/.test(message.text());
    if (['error', 'warning'].includes(message.type()) && !isOurs && !isCalledOff)
      found.push(`console: ${message.text()}`);
  });
  return { page, context, complaints: () => found.splice(0) };
}

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    'doctype-style': 'off',
    // A button without a type sends its form, which is what all of ours do.
    'no-implicit-button-type': 'off',
    // Style of source, not of a page.
    'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'long-title': 'off',
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // Several boxes of one list share its name.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit', 'button', 'reset'] }],
  },
});

/** What is wrong with a page as it was served, as "line rule: words". */
export async function faultsInHtml(html: string): Promise<string[]> {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, message }) => `html ${line} ${ruleId}: ${message}`),
  );
}

const axeSource = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/** Each rule of WCAG 2.2 AA and of good practice that the page, as it stands, breaks; with the first element. */
async function faultsInAccess(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const rules = { 'target-size': { enabled: true } };
    const results = await axe.run(document, { resultTypes: ['violations'], rules });
    return results.violations.map(({ id, nodes }) => ({
      id,
      count: nodes.length,
      html: nodes[0]?.html ?? '',
    }));
  });
  return violations.map(({ id, count, html }) => `axe ${id} (${count}): ${html.slice(0, 160)}`);
}

/**
 * What a page is made of, without its words: elements, classes, roles, names of ids, whether there is a text. Two pages
 * with the same build break the same rules of access; of alike that follow each other one stands for all. The choice of
 * language, which has its mark elsewhere in each, is left out.
 */
function buildOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const words = /^(?:aria-label|alt|title|placeholder|value|content|href|src|action|hreflang|datetime)$/;
    const attribute = ({ name, value }: Attr) => {
      if (/^(?:data-|hx-|lang$)/.test(name)) return '';
      return ` ${name}=${words.test(name) ? value !== '' : value.replace(/\d+/g, '#')}`;
    };
    const build = (node: Node): string => {
      if (node instanceof Text) return node.data.trim() === '' ? '' : '"';
      if (!(node instanceof Element) || node.matches('script, .languages')) return '';
      const parts = [...node.childNodes]
        .map(build)
        .filter((part, at, all) => part !== '' && part !== all[at - 1]);
      return `<${node.localName}${[...node.attributes].map(attribute).join('')}>${parts.join('')}</>`;
    };
    return build(document.documentElement);
  });
}

/** The widths at which something stands out to the side. The page is left at the last of them. */
export async function faultsInWidth(page: Page, widths: readonly number[]): Promise<string[]> {
  const faults: string[] = [];
  for (const width of widths) {
    if (page.viewportSize()?.width !== width) await page.setViewportSize({ width, height: 780 });
    const wide = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      if (scrollWidth <= clientWidth) return undefined;
      const out = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > clientWidth + 1,
      );
      return `${scrollWidth} px: ${out.at(-1)?.outerHTML.slice(0, 120)}`;
    });
    if (wide !== undefined) faults.push(`too wide at ${width}: ${wide}`);
  }
  return faults;
}

const NARROW = 320;
const WIDE = 1280;

type Looking = {
  /** How the page was served; without it the markup is not looked at, which is the same in every language. */
  html?: string | undefined;
  /** Builds of pages whose access was measured already; one that is new is added. Without it each page is measured. */
  measured?: Set<string>;
};

/** Everything that is wrong with the page that is open, in every way we can measure; access when it is narrow. */
export async function faultsInPage(
  { page, complaints }: Opened,
  { html, measured }: Looking = {},
): Promise<string[]> {
  const faults = html === undefined ? [] : await faultsInHtml(html);
  // A page that is wide stays so for the moment: to change costs as much as to measure.
  for (const width of page.viewportSize()?.width === WIDE ? [WIDE, NARROW] : [NARROW, WIDE]) {
    faults.push(...(await faultsInWidth(page, [width])));
    if (width === WIDE) continue;
    const build = measured && (await buildOf(page));
    if (build !== undefined && measured?.has(build)) continue;
    if (build !== undefined) measured?.add(build);
    faults.push(...(await faultsInAccess(page)));
  }
  return [...faults, ...complaints()];
}

/** Goes to `url` and answers with its status and what is wrong there; without `whole` its markup is not looked at. */
export async function checkPage(
  opened: Opened,
  url: string,
  { whole = true, measured }: { whole?: boolean; measured?: Set<string> } = {},
): Promise<{ status: number; faults: string[] }> {
  const response = await opened.page.goto(url, { waitUntil: 'load' });
  const html = whole ? ((await response?.text()) ?? '') : undefined;
  const faults = await faultsInPage(opened, { html, ...(measured ? { measured } : {}) });
  return { status: response?.status() ?? 0, faults };
}
