// Every page in a real Chromium, in every language, narrow and wide: accessible, valid, nothing standing out, no complaint.
import { eq } from 'drizzle-orm';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applications } from '../../db/schema/applications.js';
import { bookings } from '../../db/schema/bookings.js';
import { seedDemo } from '../../db/seed/demo.js';
import type { Language } from '../../src/access/actor.js';
import { scopeOf } from '../../src/access/allow.js';
import type { Action } from '../../src/access/policy.js';
import { search } from '../register/rows.js';
import { checkPage, faultsInPage, launch, type Opened, openPage, serveWorld } from '../support/browse.js';
import { addressOf, type Everyone, type Kind, makeEveryone } from '../support/everyone.js';
import { type Applicant, makeApplication } from '../support/make.js';
import { routesOf } from '../support/routes.js';
import type { Browser as SignedIn } from '../support/world.js';

type Served = Awaited<ReturnType<typeof serveWorld>>;
type Shown = { url: string; as: Kind | 'zana' | 'drita' | 'vjosa' | 'rina' };
let browser: Browser;
let world: Served;
let all: Everyone;
let zana: Applicant;
let drita: Applicant;
let pages: Shown[];
/** Pages on which something is asked that must be answered; found on the first walk. */
const asking = new Set<string>();
/** Builds of pages whose access was measured: in another language, or for another row of the same table, it is the same. */
const measured = new Set<string>();
/** Searches as they are gone back to: one that finds, one that does not, one that is another's. */
let searches: string[];

/** GET routes that answer with something else than a page, beside those whose address says so. */
const noPages = [
  '/health',
  '/assets/*path',
  '/files/:id',
  '/files/:id/pages/:page',
  '/my/placement/certificate/:language',
  '/staff/placements/:id/certificate/:language',
  '/staff/costs/:id/receipt',
  '/staff/costs/:id/receipt/:page',
  '/staff/cases/:id/documents/:document',
  '/my/reports/:id/documents/:document',
  '/staff/reviews/:id/documents/:document',
  '/staff/letters/:id/html',
];
const isFile = (path: string) => /\.(?:csv|docx|ics|json|pdf|xlsx)$/.test(path) || noPages.includes(path);

/** Pages beyond one for each route: other states of the same place, and what is said when something is wrong. */
function states(): Shown[] {
  const { arta } = all;
  const { vjosa, rina } = all.interviews;
  const held = world.ctx.db.select().from(bookings).where(eq(bookings.state, 'held')).all();
  const met = world.ctx.db.select().from(applications).where(eq(applications.state, 'interviewed')).all();
  return [
    { url: `/staff/calls/${met[0]?.callId}/deciding/offer?application=${met[0]?.id}`, as: 'director' },
    { url: `/staff/calls/${met[0]?.callId}/deciding/refuse?application=${met[0]?.id}`, as: 'director' },
    { url: `${rina.url}/interview`, as: 'rina' },
    { url: rina.url, as: 'rina' },
    { url: `${vjosa.url}/interview`, as: 'vjosa' },
    { url: `${vjosa.url}/interview/cancel`, as: 'vjosa' },
    { url: vjosa.url, as: 'vjosa' },
    { url: `/staff/interviews/${all.interviews.mine}`, as: 'reviewer' },
    ...held.map(({ id }): Shown => ({ url: `/staff/bookings/${id}/cards`, as: 'coordinator' })),
    { url: `/staff/bookings/${held[0]?.id}/lock`, as: 'coordinator' },
    { url: '/calls/2020', as: 'nobody' },
    { url: '/calls', as: 'coordinator' },
    { url: '/no-such-page', as: 'nobody' },
    { url: '/no-such-page', as: 'coordinator' },
    { url: '/staff/people', as: 'applicant' },
    { url: `/my/applications/${arta.id}`, as: 'applicant' },
    { url: zana.url, as: 'zana' },
    { url: `${zana.url}/check`, as: 'zana' },
    { url: `${zana.url}/documents/grades_certificate`, as: 'zana' },
    { url: drita.url, as: 'drita' },
    { url: `${drita.url}/about`, as: 'drita' },
    { url: `${drita.url}/check`, as: 'drita' },
    { url: '/staff/applications?group=new', as: 'director' },
    { url: '/staff/applications?q=nobody-is-called-so', as: 'coordinator' },
    { url: '/staff/letters?state=sent', as: 'coordinator' },
    { url: '/staff/letters?state=draft', as: 'coordinator' },
    { url: '/staff/letters?state=draft&language_of=sq', as: 'coordinator' },
    ...searches.map((url): Shown => ({ url, as: 'coordinator' })),
    { url: '/staff/applications?group=all&sort=name&direction=asc', as: 'coordinator' },
    { url: '/staff/applications?institution=fama&overall=met&source=paper', as: 'coordinator' },
    { url: '/staff/applications?call=2020', as: 'coordinator' },
    { url: `/staff/applications/${arta.id}?from=group.new~sort.name`, as: 'coordinator' },
    { url: '/staff/institutions/up/remove', as: 'coordinator' },
    { url: '/staff/institutions', as: 'director' },
    { url: '/staff/letters?state=queued', as: 'coordinator' },
  ];
}

/** Whose eyes a page is seen with: the first of these who may. */
const viewers: Kind[] = [
  'nobody',
  'half',
  'applicant',
  'coordinator',
  'director',
  'administrator',
  'safety_officer',
  'reviewer',
  'intern',
];

beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({ demo: true }, 'file');
  await seedDemo(world.ctx);
  all = await makeEveryone(world);
  zana = await makeApplication(world, 'Zana Draft', { upTo: 'whole', language: 'sq' });
  drita = await makeApplication(world, 'Drita Begun', { upTo: 'begun', language: 'sr' });
  const { coordinator, director } = all.people;
  searches = [
    await searched(coordinator.browser, 'arta'),
    await searched(coordinator.browser, 'nobody is called so'),
    await searched(director.browser, 'arta'),
  ];
  const shown = routesOf(world.app)
    .filter(({ method, path }) => method === 'GET' && !isFile(path))
    .map(({ path, action }): Shown => {
      // A draft has all its pages; what was sent has some of them no longer.
      if (path.startsWith('/my/applications/:id/') && action !== 'application.withdraw')
        return { url: addressOf(path, all, 'applicant', { id: zana.id }), as: 'zana' };
      const as = viewers.find((kind) => scopeOf(all.people[kind].actor, action as Action) !== undefined);
      if (!as) throw new Error(`nobody may see ${path}`);
      return { url: addressOf(path, all, as), as };
    });
  const known = new Set<string>();
  pages = [...shown, ...states()].filter((one) => !known.has(nameOf(one)) && known.add(nameOf(one)));
});

afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

const nameOf = ({ url, as }: Shown) => `${as} ${url}`;

function signed(as: Shown['as']) {
  if (as === 'zana') return zana.browser;
  if (as === 'drita') return drita.browser;
  if (as === 'vjosa' || as === 'rina') return all.interviews[as].browser;
  return all.people[as].browser;
}

/** Forms of a page that are sent to itself. Files and the self-check are sent by a script, which has its own tests. */
const formsOf = (url: string) =>
  `main form[method="post"][action="${url.split('?')[0]}"]:not([data-upload], [data-passkey], [hx-post])`;

/** Where a search by this browser leads. */
async function searched(by: SignedIn, q: string): Promise<string> {
  return (await search(by, { q })).location ?? '';
}

/** Some pages at a time, in one context for one pair of eyes. */
const SOME = 25;

/** Two lanes, one for each core, which share the pages out between them. */
async function inLanes(
  list: Shown[],
  language: Language,
  act: (opened: Opened, shown: Shown) => Promise<string[]>,
): Promise<string[]> {
  const eyes = [...new Set(list.map(({ as }) => as))];
  const shares = eyes.flatMap((as) => {
    const own = list.filter((one) => one.as === as);
    return Array.from({ length: Math.ceil(own.length / SOME) }, (_one, at) =>
      own.slice(at * SOME, (at + 1) * SOME),
    );
  });
  const found: string[] = [];
  const lane = async () => {
    for (let share = shares.shift(); share?.[0]; share = shares.shift()) {
      const opened = await openPage(browser, world.url, { language, as: signed(share[0].as) });
      for (const shown of share) {
        // One page that does not come must not hide what is wrong with the others.
        const failed = (error: Error) => [`${nameOf(shown)}: ${error.message.split('\n')[0]}`];
        found.push(...(await act(opened, shown).catch(failed)));
      }
      await opened.context.close();
    }
  };
  await Promise.all([lane(), lane()]);
  return found;
}

test('every GET route is a page here, or on the list of those that are none', () => {
  const served = new Set(routesOf(world.app).map(({ path }) => path));

  expect(noPages.filter((path) => !served.has(path))).toEqual([]);
  expect(pages.length).toBeGreaterThan(50);
});

test.each<Language>(['sq', 'sr', 'en'])(
  'every page in %s has no fault at 320 and 1280 pixels',
  async (language) => {
    const whole = language === 'sq';
    const faults = await inLanes(pages, language, async (opened, shown) => {
      const { url, as } = shown;
      // The first page of each language is measured in any case.
      const known = url === '/' ? {} : { measured };
      const { status, faults } = await checkPage(opened, `${world.url}${url}`, { whole, ...known });
      const lang = await opened.page.evaluate(() => document.documentElement.lang);
      const asks = (forms: string) => document.querySelector(forms) !== null;
      if (whole && (await opened.page.evaluate(asks, formsOf(url)))) asking.add(nameOf(shown));
      const odd = [
        ...(status >= 500 ? [`answered ${status}`] : []),
        ...(lang === { sq: 'sq', sr: 'sr-Latn', 'sr-Cyrl': 'sr-Cyrl', en: 'en' }[language]
          ? []
          : [`lang is ${lang}`]),
      ];
      return [...odd, ...faults].map((fault) => `${language} ${as} ${url}: ${fault}`);
    });

    expect(faults).toEqual([]);
  },
);

test('pages read in Cyrillic have no fault and hardly a Latin word', async () => {
  const some = pages.filter(({ url }) =>
    /^\/(|calls|calls\/sample|calls\/sample\/check|sign-in|privacy|staff\/applications(?:\/\d+)?|my\/applications\/\d+\/studies)$/.test(
      url,
    ),
  );
  const faults = await inLanes(some, 'sr-Cyrl', async (opened, { url, as }) => {
    const { faults } = await checkPage(opened, `${world.url}${url}`, { measured });
    const text = (await opened.page.textContent('main')) ?? '';
    const words = text.match(/\p{L}{4,}/gu) ?? [];
    const cyrillic = words.filter((word) => /\p{Script=Cyrillic}/u.test(word));
    // Names of people and institutions stay as they are typed.
    const mixed =
      cyrillic.length < words.length / 2 && !url.startsWith('/staff')
        ? [`${cyrillic.length} of ${words.length} words`]
        : [];
    return [...mixed, ...faults].map((fault) => `${as} ${url}: ${fault}`);
  });

  expect(some.length).toBeGreaterThan(5);
  expect(faults).toEqual([]);
});

test('every form sent empty says what is missing, first and in the reader’s way, without a fault', async () => {
  const refused: string[] = [];
  const some = pages.filter((one) => asking.has(nameOf(one)));
  const faults = await inLanes(some, 'sq', async (opened, { url, as }) => {
    const { page, complaints } = opened;
    await page.goto(`${world.url}${url}`);
    const own = page.locator(formsOf(url));
    const needed = own.first().locator('[aria-required="true"], input[type="file"]');
    if ((await needed.count()) === 0) return [];
    await own.first().evaluate((form: HTMLFormElement) => {
      for (const field of form.querySelectorAll<HTMLInputElement>(
        'input:not([type=hidden]), textarea, select',
      )) {
        if (['checkbox', 'radio'].includes(field.type)) field.checked = false;
        else field.value = '';
      }
      form.noValidate = true;
    });
    complaints();
    const answered = page
      .waitForResponse((response) => response.request().method() === 'POST')
      .catch(() => undefined);
    const loaded = page.waitForEvent('load').catch(() => undefined);
    await own.first().locator('button:not([type=button])').last().click();
    const response = await answered;
    if (!response) return [`${as} ${url}: sent empty, nothing was posted`];
    if (response.status() !== 422) return [`${as} ${url}: sent empty, answered ${response.status()}`];
    await loaded;
    refused.push(url);
    const focused = await page.evaluate(() => document.activeElement?.hasAttribute('data-error-summary'));
    const dead = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLAnchorElement>('.error-summary a')]
        .filter(({ hash }) => !document.getElementById(hash.slice(1)))
        .map(({ hash }) => hash),
    );
    return [
      ...(focused ? [] : ['the summary of errors has no focus']),
      ...dead.map((hash) => `the summary leads to ${hash}, which is not there`),
      ...(await faultsInPage(opened, { html: await response.text(), measured })),
    ].map((fault) => `${as} ${url}: ${fault}`);
  });

  expect(faults).toEqual([]);
  expect(refused.length).toBeGreaterThan(8);
});

test('each of these is noticed on a page', async () => {
  const opened = await openPage(browser, world.url);
  const planted = `<!doctype html><html lang="en"><head><title>Planted</title><style>p { color: red }</style></head>
    <body><main><h1>Planted</h1><p id="a">one<p id="a">two</p><div style="width: 2000px">wide</div>
    <img src="/assets/none.png"><input type="text"><script>document.title = 'run'</script></main></body></html>`;
  const headers = { 'Content-Security-Policy': "default-src 'self'", 'Content-Type': 'text/html' };
  await opened.page.route('**/planted', (route) => route.fulfill({ status: 200, headers, body: planted }));
  await opened.page.addInitScript(() =>
    document.addEventListener('DOMContentLoaded', () => {
      // What a style of its own would have done, had the policy let it.
      for (const wide of document.querySelectorAll<HTMLElement>('div')) wide.style.width = '2000px';
    }),
  );

  const { faults } = await checkPage(opened, `${world.url}/planted`);
  await opened.context.close();

  const all = faults.join('\n');
  for (const fault of [
    'html 2 no-dup-id',
    'axe image-alt',
    'axe label',
    'too wide at 320',
    'too wide at 1280',
    'inline script',
    'inline style',
    '404',
  ])
    expect(all).toContain(fault);
});
