import { expect, test } from 'vitest';
import { makeCallWorld } from '../support/calls.js';
import { statementsDuring } from '../support/statements.js';
import { makeWorld, START } from '../support/world.js';
import { addRow, namesOn, search } from './rows.js';

const LIST = '/staff/applications';

test('the list shows each group under its heading with its number, the most urgent first', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta Krasniqi', state: 'in_review' });
  addRow(world, world.openId, { name: 'Nenad Petrović' });
  addRow(world, world.openId, { name: 'Teuta Gashi' });
  addRow(world, world.openId, { name: 'Agim Hoxha', state: 'accepted' });
  addRow(world, world.openId, { name: 'Besa Morina', state: 'invited' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const page = await browser.get(LIST);

  expect(page.status).toBe(200);
  const headings = [...page.text.matchAll(/scope="rowgroup"[^>]*>([^<]*)<span class="number">(\d+)/g)];
  expect(headings.map(([, heading, number]) => [heading?.trim(), Number(number)])).toEqual([
    ['New', 2],
    ['Waiting for the applicant', 1],
    ['In progress', 1],
    ['Finished', 1],
  ]);
  expect(namesOn(page.text)).toEqual([
    'Teuta Gashi',
    'Nenad Petrović',
    'Besa Morina',
    'Arta Krasniqi',
    'Agim Hoxha',
  ]);
});

test('what needs attention stands first, and in its own state too', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta Krasniqi', state: 'in_review', attentionAt: START });
  addRow(world, world.openId, { name: 'Nenad Petrović', state: 'ineligible', contestedAt: START });
  addRow(world, world.openId, { name: 'Teuta Gashi' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const all = await browser.get(LIST);
  const attention = await browser.get(`${LIST}?group=attention`);

  expect(namesOn(all.text).slice(0, 2)).toEqual(['Nenad Petrović', 'Arta Krasniqi']);
  expect(namesOn(attention.text)).toEqual(['Nenad Petrović', 'Arta Krasniqi']);
  expect(attention.text).toContain('Nenad Petrović</a> <span class="tag tag--wait">Contested</span>');
});

test('an average is the one that was read or computed, where somebody did, and says which it is', async () => {
  const world = makeCallWorld();
  const of = (name: string, averageTenThousandths: number, averageBasis: 'verified' | 'computed' | null) =>
    addRow(world, world.openId, { name, averageTenThousandths, averageBasis });
  of('Arta Krasniqi', 82_500, 'verified');
  of('Nenad Petrović', 91_000, null);
  of('Teuta Gashi', 76_667, 'computed');
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const page = await browser.get(`${LIST}?group=new&sort=average&direction=desc`);

  expect(namesOn(page.text)).toEqual(['Nenad Petrović', 'Arta Krasniqi', 'Teuta Gashi']);
  expect(
    [...page.text.matchAll(/([\d.]+) <span class="small muted">(\w+)/g)].map(([, one, word]) => [one, word]),
  ).toEqual([
    ['9.10', 'stated'],
    ['8.25', 'verified'],
    ['7.6667', 'computed'],
  ]);
});

test('drafts are counted and never shown, whatever is asked for', async () => {
  const world = makeCallWorld();
  const draft = addRow(world, world.openId, { name: 'Zana Drafts', state: 'draft' });
  addRow(world, world.openId, { name: 'Zana Late', state: 'not_submitted' });
  addRow(world, world.openId, { name: 'Arta Krasniqi' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  for (const query of ['', '?group=all', '?state=draft', '?state=not_submitted', '?group=new']) {
    const page = await browser.get(LIST + query);
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Zana');
    expect(page.text).toContain('1 application is begun and not sent yet.');
    expect(page.text).toContain('1 application was not sent in time.');
  }
  expect((await browser.get(`${LIST}/${draft}`)).status).toBe(404);
  expect((await search(browser, { q: 'Zana' })).text).not.toContain('Zana Drafts');
});

test('filters narrow the list: state, conditions, institution, source', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, {
    name: 'One',
    state: 'in_review',
    overall: 'met',
    institution: 'up',
    source: 'web',
  });
  addRow(world, world.openId, {
    name: 'Two',
    state: 'in_review',
    overall: 'not_met',
    institution: 'aab',
    source: 'paper',
  });
  addRow(world, world.openId, {
    name: 'Three',
    state: 'shortlisted',
    overall: 'met',
    institution: 'aab',
    source: 'web',
  });
  addRow(world, world.openId, { name: 'Four', overall: 'to_verify', institution: 'ubt', source: 'email' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const names = async (query: string) => namesOn((await browser.get(LIST + query)).text);

  expect(await names('?state=in_review')).toEqual(['Two', 'One']);
  expect(await names('?group=progress&overall=met')).toEqual(['Three', 'One']);
  expect(await names('?group=all&institution=aab')).toEqual(['Three', 'Two']);
  expect(await names('?institution=aab&source=web')).toEqual(['Three']);
  expect(await names('?source=email')).toEqual(['Four']);
  expect(await names('?state=in_review&overall=to_verify')).toEqual([]);
  expect(await names('?state=nonsense&overall=%27&sort=nonsense&direction=up&group=x')).toEqual([
    'Four',
    'Three',
    'Two',
    'One',
  ]);
});

test('an average that is missing stands last both ways, also when groups are merged', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Nine', averageTenThousandths: 90_000 });
  addRow(world, world.openId, { name: 'None', averageTenThousandths: null });
  addRow(world, world.openId, { name: 'Seven', state: 'in_review', averageTenThousandths: 70_000 });
  addRow(world, world.openId, { name: 'Eight', averageTenThousandths: 80_000 });
  addRow(world, world.openId, { name: 'None either', state: 'in_review', averageTenThousandths: null });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  const names = async (query: string) => namesOn((await browser.get(LIST + query)).text);

  expect(await names('?group=new&sort=average')).toEqual(['Nine', 'Eight', 'None']);
  expect(await names('?group=new&sort=average&direction=asc')).toEqual(['Eight', 'Nine', 'None']);
  expect(await names('?group=all&sort=average')).toEqual(['Nine', 'Eight', 'Seven', 'None either', 'None']);
  expect(await names('?group=all&sort=average&direction=asc')).toEqual([
    'Seven',
    'Eight',
    'Nine',
    'None',
    'None either',
  ]);
  expect(await names('?group=all&sort=reference&direction=asc')).toEqual([
    'Nine',
    'None',
    'Seven',
    'Eight',
    'None either',
  ]);
});

test('the heading that orders the list says so, and turns the order when chosen again', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta Krasniqi' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const page = await browser.get(`${LIST}?group=new&sort=average`);

  expect(page.text).toContain(
    '<th scope="col" class="is-number" aria-sort="descending"><a href="/staff/applications?group&#x3D;new&amp;sort&#x3D;average&amp;direction&#x3D;asc">Average</a></th>',
  );
});

test('25 stand on a page, and no page is asked for beyond the last', async () => {
  const world = makeCallWorld();
  for (let i = 1; i <= 53; i += 1) addRow(world, world.openId, { name: `Person ${i}` });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  const first = await browser.get(`${LIST}?group=new`);
  const last = await browser.get(`${LIST}?group=new&page=3`);
  const beyond = await browser.get(`${LIST}?group=new&page=99999`);
  const nonsense = await browser.get(`${LIST}?group=new&page=-1`);

  expect(namesOn(first.text)).toHaveLength(25);
  expect(first.text).toContain('1–25 of 53 applications');
  expect(first.text).toContain('<a href="/staff/applications?group&#x3D;new&amp;page&#x3D;2" rel="next">');
  expect(namesOn(last.text)).toEqual(['Person 3', 'Person 2', 'Person 1']);
  expect(last.text).toContain('51–53 of 53 applications');
  expect(last.text).not.toContain('rel="next"');
  expect(namesOn(beyond.text)).toEqual(namesOn(last.text));
  expect(namesOn(nonsense.text)).toEqual(namesOn(first.text));
});

test('the open call is shown unless another is asked for, and each keeps its own applications', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Open Person' });
  addRow(world, world.pastId, { name: 'Past Person' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  expect(namesOn((await browser.get(LIST)).text)).toEqual(['Open Person']);
  expect(namesOn((await browser.get(`${LIST}?call=2020`)).text)).toEqual(['Past Person']);
  expect(namesOn((await browser.get(`${LIST}?call=no-such-call`)).text)).toEqual(['Open Person']);
});

test('without a call, an application or a match the page says what to do', async () => {
  const nothing = makeWorld();
  const world = makeCallWorld();
  const first = nothing.signedIn('Dafina', ['coordinator']).browser;
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  expect((await first.get(LIST)).text).toContain('<h2>No call is published yet</h2>');
  expect((await browser.get(LIST)).text).toContain('<h2>No applications yet</h2>');
  expect((await browser.get(`${LIST}?group=waiting`)).text).toContain(
    '<a href="/staff/applications">Show all groups</a>',
  );
  expect((await browser.get(`${LIST}?group=new&overall=met`)).text).toContain(
    '<a href="/staff/applications">Remove the filters</a>',
  );
});

test('only coordinators and directors read the list; others are refused, visitors sent to the staff door', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Arta Krasniqi' });

  for (const group of ['applicant', 'intern', 'reviewer', 'safety_officer', 'administrator'] as const) {
    const { browser } = world.signedIn(`Zana ${group}`, [group]);
    for (const url of [LIST, `${LIST}/1`, `${LIST}.csv`, `${LIST}.xlsx`]) {
      const answer = await browser.get(url);
      expect([group, url, answer.status]).toEqual([group, url, 403]);
      expect(answer.text).not.toContain('Krasniqi');
    }
  }
  for (const group of ['coordinator', 'director'] as const) {
    expect((await world.signedIn(`Luan ${group}`, [group]).browser.get(LIST)).status).toBe(200);
  }
  const visitor = await world.browser().get(LIST);
  expect([visitor.status, visitor.location]).toEqual([303, '/staff/sign-in?next=%2Fstaff%2Fapplications']);
});

test('whatever somebody calls themselves is text on the page', async () => {
  const world = makeCallWorld();
  const nasty = `<img src=x onerror=alert(1)>"'&{{t}}`;
  const id = addRow(world, world.openId, { name: nasty, email: `"<b>"@example.org` });
  world.ctx.db.$client.prepare('update people set phone = ? where name = ?').run('<script>', nasty);
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  for (const url of [LIST, `${LIST}?group=new`, `${LIST}/${id}`]) {
    const { text, status } = await browser.get(url);
    expect(status).toBe(200);
    expect(text).toContain('&lt;img src&#x3D;x onerror&#x3D;alert(1)&gt;&quot;&#x27;&amp;{{t}}');
    expect(text).not.toContain('<img src=x');
    expect(text).not.toContain('<script>');
  }
});

test('three rows cost no more questions to the database than one', async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'One' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);
  await browser.get(LIST);
  await browser.get(`${LIST}?group=new`);

  const { length: one } = await statementsDuring(world, () => browser.get(`${LIST}?group=new`));
  addRow(world, world.openId, { name: 'Two' });
  addRow(world, world.openId, { name: 'Three' });
  const { length: three } = await statementsDuring(world, () => browser.get(`${LIST}?group=new`));

  expect(one).toBeGreaterThan(3);
  expect(three).toBe(one);
});

test('somebody who was erased leaves a row without a name, which can still be opened', async () => {
  const world = makeCallWorld();
  const id = addRow(world, world.openId, { name: '', state: 'not_selected' });
  const { browser } = world.signedIn('Dafina', ['coordinator']);

  expect(namesOn((await browser.get(LIST)).text)).toEqual(['(data erased)']);
  expect((await browser.get(`${LIST}/${id}`)).text).toContain('<h1>(data erased)</h1>');
});

test("the page speaks the reader's language, Cyrillic too, and names stay as they were typed", async () => {
  const world = makeCallWorld();
  addRow(world, world.openId, { name: 'Nenad Petrović', institution: 'up', state: 'in_review' });
  const { browser } = world.signedIn('Dafina', ['coordinator'], 'sr-Cyrl');

  const page = await browser.get(LIST);

  expect(page.text).toContain('У разматрању');
  expect(namesOn(page.text)).toEqual(['Nenad Petrović']);
});
