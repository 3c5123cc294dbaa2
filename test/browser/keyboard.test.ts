// What the hands do: Tab reaches everything and shows where it is, errors take the focus, going back loses nothing.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { arriveAt, launch, openPage, serveWorld } from '../support/browse.js';
import { CALL, makeApplication, makeCall } from '../support/make.js';

type Served = Awaited<ReturnType<typeof serveWorld>>;
let browser: Browser;
let world: Served;
beforeAll(async () => {
  browser = await launch();
  world = await serveWorld({}, 'file');
  makeCall(world);
});
afterAll(async () => {
  await browser?.close();
  await world?.stop();
});

type Stop = { name: string; seen: boolean };

/** Where Tab goes from the top of the page until it leaves it, and whether each stop shows that it has the focus. */
async function tabThrough(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(async () => {
      // With reduced motion every change takes a moment, which begins only with the next frame.
      await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return undefined;
      const shows = (one: Element | null | undefined) => {
        if (!one) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        const box = one.getBoundingClientRect();
        return (
          ((outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none') &&
          box.width > 1
        );
      };
      const onScreen = element.getBoundingClientRect();
      element.dataset.reached = 'yes';
      return {
        name: `${element.tagName} ${element.id || element.getAttribute('name') || element.textContent?.trim().slice(0, 30)}`,
        seen: shows(element) && onScreen.bottom > 0 && onScreen.top < innerHeight,
      };
    });
    if (!stop) break;
    stops.push(stop);
  }
  return stops;
}

/** What a finger could use and Tab did not reach. Of radio buttons with one name, one is reached. */
function unreached(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const usable = [
      ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, summary'),
    ];
    const reachedRadios = new Set(
      usable
        .filter((one) => one.dataset.reached && one.matches('[type=radio]'))
        .map((one) => one.getAttribute('name')),
    );
    return usable
      .filter(
        (one) =>
          one.getClientRects().length > 0 && !one.matches(':disabled, [type=hidden]') && !one.dataset.reached,
      )
      .filter((one) => !(one.matches('[type=radio]') && reachedRadios.has(one.getAttribute('name'))))
      .map((one) => one.outerHTML.slice(0, 100));
  });
}

test.each(['sign-in', 'call', 'studies', 'documents', 'staff list'])(
  'Tab reaches everything on the page "%s", and shows where it is',
  async (name) => {
    const arta = await makeApplication(world, `Arta ${name}`, {
      upTo: name === 'staff list' ? 'sent' : 'begun',
    });
    const dafina = world.signedIn(`Dafina ${name}`, ['coordinator']);
    const [url, as] = {
      'sign-in': ['/sign-in', undefined] as const,
      call: [CALL, undefined] as const,
      studies: [`${arta.url}/studies`, arta.browser] as const,
      documents: [`${arta.url}/documents/grades_certificate`, arta.browser] as const,
      'staff list': ['/staff/applications', dafina.browser] as const,
    }[name] ?? ['/', undefined];
    const { page, context } = await openPage(browser, world.url, { width: 1280, ...(as ? { as } : {}) });
    await page.goto(`${world.url}${url}`);

    const stops = await tabThrough(page);

    expect(stops[0]?.name).toMatch(/^A Skip/);
    expect(stops.length).toBeGreaterThan(5);
    expect(stops.filter(({ seen }) => !seen).map((stop) => stop.name)).toEqual([]);
    expect(await unreached(page)).toEqual([]);
    await context.close();
  },
);

test('the first Tab and Enter lead past the menu to the content', async () => {
  const { page, context } = await openPage(browser, world.url);
  await page.goto(`${world.url}${CALL}`);

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');

  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('main');
  await context.close();
});

test.each([true, false])(
  'a form with a mistake comes back with the summary first, leading to the field (JavaScript: %s)',
  async (javaScript) => {
    const arta = await makeApplication(world, `Arta in need ${javaScript}`, { upTo: 'begun' });
    const { page, context } = await openPage(browser, world.url, { as: arta.browser, javaScript });
    await page.goto(`${world.url}${arta.url}/studies`);
    await page.fill('[name=average]', 'nearly nine');
    await page.press('[name=average]', 'Enter');
    await page.waitForSelector('[data-error-summary]');

    const focused = page.locator(':focus');
    expect(await focused.getAttribute('data-error-summary')).not.toBeNull();
    await page.locator('.error-summary a[href="#average"]').focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('average');

    expect(await page.locator('[name=average]').inputValue()).toBe('nearly nine');
    // With the keyboard alone one is now in the field, and what is typed goes there.
    await page.keyboard.press('End');
    await page.keyboard.type('!');
    expect(await page.locator('[name=average]').inputValue()).toBe('nearly nine!');
    await context.close();
  },
);

test('going back after saving shows what was saved, and saving from there again changes it', async () => {
  const arta = await makeApplication(world, 'Arta goes back', { upTo: 'begun' });
  const { page, context } = await openPage(browser, world.url, { as: arta.browser });
  const save = async (city: string) => {
    await page.fill('[name=city]', city);
    await page.locator('main form button[type=submit]').first().click();
    await arriveAt(page, `${arta.url}/studies`);
  };
  await page.goto(`${world.url}${arta.url}/about`);
  await page.fill('[name=name]', 'Arta');
  await save('Prizren');

  await page.goBack();
  const shown = await page.locator('[name=city]').inputValue();
  await save('Peja');
  await page.goto(`${world.url}${arta.url}/about`);

  expect(shown).toBe('Prizren');
  expect(await page.locator('[name=city]').inputValue()).toBe('Peja');
  await context.close();
});

test('without JavaScript going back and saving again is not lost either', async () => {
  const arta = await makeApplication(world, 'Arta without scripts', { upTo: 'begun' });
  const { page, context } = await openPage(browser, world.url, { as: arta.browser, javaScript: false });
  const save = async (city: string) => {
    await page.fill('[name=city]', city);
    await page.locator('main form button[type=submit]').first().click();
    await arriveAt(page, `${arta.url}/studies`);
  };
  await page.goto(`${world.url}${arta.url}/about`);
  await page.fill('[name=name]', 'Arta');
  await save('Prizren');
  await page.goBack();
  await save('Peja');
  await page.goto(`${world.url}${arta.url}/about`);

  expect(await page.locator('[name=city]').inputValue()).toBe('Peja');
  await context.close();
});

test('going back past a refused form shows the form with what is kept, and no error of the browser; reloading it loses nothing', async () => {
  const arta = await makeApplication(world, 'Arta is refused once', { upTo: 'begun' });
  const { page, context } = await openPage(browser, world.url, { as: arta.browser });
  const type = async (phone: string) => {
    await page.fill('[name=name]', 'Arta');
    await page.fill('[name=phone]', phone);
    await page.press('[name=phone]', 'Enter');
  };
  await page.goto(`${world.url}${arta.url}/about`);
  await type('not a number');
  await page.waitForSelector('[data-error-summary]');
  await page.waitForLoadState('load');

  await page.reload();
  const reloaded = [
    await page.locator('[data-error-summary]').count(),
    await page.locator('[name=phone]').inputValue(),
  ];
  await type('+383 44 123 456');
  await arriveAt(page, `${arta.url}/studies`);
  await page.goBack();
  await arriveAt(page, `${arta.url}/about`);

  expect(reloaded).toEqual([1, 'not a number']);
  expect(await page.locator('[data-error-summary]').count()).toBe(0);
  expect(await page.locator('[name=phone]').inputValue()).toContain('44');
  await context.close();
});

test('a receipt is not sent again by going back, reloading or pressing twice', async () => {
  const arta = await makeApplication(world, 'Arta presses twice', { upTo: 'whole' });
  const { page, context } = await openPage(browser, world.url, { as: arta.browser });
  await page.goto(`${world.url}${arta.url}/check`);
  // Both presses before the answer: a double click of the mouse might end on the next page.
  await page.locator('main form button[type=submit]').evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await arriveAt(page, arta.url);
  await page.reload();
  await page.goBack();
  await arriveAt(page, `${arta.url}/check`);

  const receipts = world
    .letters()
    .filter(
      ({ letter, recipient }) => letter === 'application-received' && recipient?.startsWith('arta.presses'),
    );

  expect(receipts.length).toBe(1);
  expect(await page.locator('main form[action$="/check"]').count()).toBe(0);
  await context.close();
});

test('a form on its way is not sent again by a second press; it can be sent once more after coming back or a long wait', async () => {
  const arta = await makeApplication(world, 'Arta cannot wait', { upTo: 'whole' });
  const { page, context } = await openPage(browser, world.url, { as: arta.browser });
  await page.clock.setFixedTime(world.clock.now());
  await page.goto(`${world.url}${arta.url}/check`);
  const isSentByPress = () =>
    page.locator('main form button[type=submit]').evaluate((button: HTMLButtonElement) => {
      let sent = false;
      const seen = (event: Event) => {
        sent = !event.defaultPrevented;
        event.preventDefault(); // never answered: the page stays
      };
      addEventListener('submit', seen, { once: true });
      button.click();
      return sent;
    });

  expect([await isSentByPress(), await isSentByPress(), await isSentByPress()]).toEqual([true, false, false]);
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  expect([await isSentByPress(), await isSentByPress()]).toEqual([true, false]);
  await page.clock.setFixedTime(world.clock.now() + 11_000);
  expect([await isSentByPress(), await isSentByPress()]).toEqual([true, false]);
  await context.close();
});

test('a group of the navigation opens by keyboard, Escape leads back to its name, and leaving it closes it', async () => {
  const dafina = world.signedIn('Dafina of the menu', ['coordinator']);
  const { page, context } = await openPage(browser, world.url, { width: 1280, as: dafina.browser });
  await page.goto(`${world.url}/staff/letters`);
  const open = () => page.locator('.places[open] > summary').allTextContents();
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim());

  await page.locator('.places > summary', { hasText: 'Recruitment' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect([await open(), await focused()]).toEqual([['Recruitment'], 'Applications']);

  await page.keyboard.press('Escape');
  expect([await open(), await focused()]).toEqual([[], 'Recruitment']);

  await page.keyboard.press('Enter');
  await page.locator('.places > summary', { hasText: 'Office' }).focus();
  expect(await open()).toEqual([]);
  await page.keyboard.press('Enter');
  await page.locator('main').click();
  expect(await open()).toEqual([]);
  await context.close();
});
