// The nightly run: tells in time, erases only after a letter has left, and does everything once.
import { beforeEach, expect, test } from 'vitest';
import { retention } from '../../src/jobs/retention.js';
import { day, toInstant } from '../../src/lib/time.js';
import { deliver } from '../../src/mail/send.js';
import { type Applicant, makeApplication, makeCall } from '../support/make.js';
import { openPostOffice, type PostOffice } from '../support/post-office.js';
import { makeWorld, type World } from '../support/world.js';

let world: World;
let office: PostOffice;
let nenad: Applicant;
const { signal } = new AbortController();
/** The call closes on 10 November 2026; Nenad was not selected on the 20th. */
const DECIDED = toInstant('2026-11-20', '15:00');

beforeEach(async () => {
  world = makeWorld();
  makeCall(world);
  office = await openPostOffice();
  nenad = await makeApplication(world, 'Nenad Applies', { language: 'sr' });
  sql(
    `update applications set state = 'not_selected', decided_by = person_id, reason_code = 'sample', state_at = ?
      where id = ? returning id`,
    DECIDED,
    nenad.id,
  );
  await leave(); // his receipt
  office.received.length = 0;
});

const sql = (query: string, ...values: unknown[]) => world.ctx.db.$client.prepare(query).all(...values);
const leave = () =>
  deliver(
    { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } },
    {
      answers: async () => ({ filename: 'a.pdf', content: Buffer.from('a'), contentType: 'application/pdf' }),
    },
  );
const night = (date: string) => {
  world.clock.set(toInstant(date, '01:00'));
  return retention.run(world.ctx, signal);
};
const holds = (applicant: Applicant) =>
  sql('select 1 from answers where application_id = ?', applicant.id).length +
  sql('select 1 from file_contents join files on files.id = file_id where owner_id = ?', applicant.personId)
    .length;
const eventsOf = (applicant: Applicant) =>
  (
    sql(
      "select event, reason_code from history where entity = 'application' and entity_id = ? order by id",
      applicant.id,
    ) as {
      event: string;
      reason_code: string | null;
    }[]
  )
    .slice(-2)
    .map(({ event, reason_code }) => [event, reason_code]);

test('tells once, in the reader’s script and with the day, and erases on that day but not before', async () => {
  expect(await night('2027-05-05')).toMatch(/^0 told, 0 erased/);
  expect(await night('2027-05-06')).toMatch(/^1 told, 0 erased/);
  expect(await night('2027-05-06')).toMatch(/^0 told, 0 erased/);
  await leave();
  expect(office.received.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/HLC-2026-0001.* 21 maj 2027$/),
  ]);
  expect(office.received[0]?.text).toContain(`${world.ctx.config.baseUrl}/my/data/keep`);

  expect(await night('2027-05-20')).toMatch(/^0 told, 0 erased/);
  expect(holds(nenad)).toBeGreaterThan(0);
  expect(await night('2027-05-21')).toMatch(/^0 told, 1 erased/);

  expect(holds(nenad)).toBe(0);
  expect(eventsOf(nenad)).toEqual([
    ['expiry_notice', null],
    ['erase', 'retention_unselected'],
  ]);
  expect(sql('select state, reference, anonymised_at is not null as gone from applications')).toEqual([
    { state: 'not_selected', reference: 'HLC-2026-0001', gone: 1 },
  ]);
  expect(sql("select recipient, sealed_body from letters where entity = 'application'")).toEqual([
    { recipient: null, sealed_body: null },
    { recipient: null, sealed_body: null },
  ]);
});

test('erases nothing while the letter waits, however long that is, and then fourteen whole days more', async () => {
  await night('2027-05-06');

  expect(await night('2027-09-01')).toMatch(/^0 told, 0 erased/);
  await leave();
  expect(await night('2027-09-15')).toMatch(/^0 told, 0 erased/);
  expect(await night('2027-09-16')).toMatch(/^0 told, 1 erased/);
});

test('erases nothing when the letter came back, and goes on when a corrected copy has left', async () => {
  await night('2027-05-06');
  office.mood = { status: 550, at: 'rcpt' };
  await leave();
  expect(await night('2027-08-01')).toMatch(/^0 told, 0 erased/);
  office.mood = 'take';
  const { browser } = world.signedIn('Dafina Coordinates', ['coordinator']);
  const [failed] = sql("select id from letters where letter = 'data-expiry'") as { id: number }[];
  const url = `/staff/letters/${failed?.id}`;
  const answer = await browser.submit(`${url}/readdress`, { email: 'nenad.new@example.org' });
  expect(answer.status).toBe(303);
  await leave();

  expect(await night('2027-08-15')).toMatch(/^0 told, 0 erased/);
  expect(await night('2027-08-16')).toMatch(/^0 told, 1 erased/);
});

test('who asks to be kept is kept twelve months from that day, and told again before they end', async () => {
  await night('2027-05-06');
  await leave();
  const browser = world.signedIn('Somebody', ['applicant']).browser;
  sql(
    'update sessions set person_id = ? where id = (select max(id) from sessions) returning id',
    nenad.personId,
  );
  world.clock.set(toInstant('2027-05-10', '12:00'));
  expect((await browser.submit('/my/data/keep', {})).status).toBe(303);

  expect(await night('2027-05-21')).toMatch(/^0 told, 0 erased/);
  expect(await night('2028-04-26')).toMatch(/^1 told, 0 erased/);
  await leave();
  expect(await night('2028-05-11')).toMatch(/^0 told, 1 erased/);
});

test('a letter about nothing: without an address nobody is told and nothing is erased', async () => {
  sql('update people set email = null where id = ? returning id', nenad.personId);

  expect(await night('2027-06-01')).toMatch(/^0 told, 0 erased/);
  expect(holds(nenad)).toBeGreaterThan(0);
});

test('a draft goes thirty days after the deadline, without a letter; one that staff are entering stays', async () => {
  world.clock.set(toInstant('2026-10-23', '10:00'));
  const zana = await makeApplication(world, 'Zana Begins', { upTo: 'whole' });
  const paper = await makeApplication(world, 'Arta Paper', { upTo: 'whole' });
  sql("update applications set source = 'paper' where id = ? returning id", paper.id);

  expect(await night('2026-12-10')).toMatch(/^0 told, 0 erased/);
  expect(await night('2026-12-11')).toMatch(/^0 told, 1 erased/);

  expect(sql('select id from applications where id in (?, ?)', zana.id, paper.id)).toEqual([
    { id: paper.id },
  ]);
  expect(eventsOf(zana).at(-1)).toEqual(['delete_draft', 'retention_draft']);
  expect(holds(paper)).toBeGreaterThan(0);
});

test('a live application is kept, whatever its age', async () => {
  const arta = await (async () => {
    world.clock.set(toInstant('2026-10-23', '10:00'));
    return makeApplication(world, 'Arta Applies');
  })();

  await night('2030-01-01');

  expect(holds(arta)).toBeGreaterThan(0);
});

test('an account that holds nothing is forgotten once nobody is signed in, and staff never', async () => {
  world.signedIn('Luan Directs', ['director', 'applicant']);
  await night('2027-05-06');
  await leave();
  sql('update sessions set expires_at = ? returning id', toInstant('2027-05-30', '12:00'));
  expect(await night('2027-05-21')).toBe(
    '0 told, 1 erased, 0 empty accounts, 0 records, 0 letters to strangers',
  );
  sql('delete from sessions returning id');

  expect(await night('2027-06-01')).toBe(
    '0 told, 0 erased, 1 empty accounts, 0 records, 0 letters to strangers',
  );

  expect(sql('select name, email from people order by id')).toEqual([
    { name: '', email: null },
    { name: 'Luan Directs', email: 'luan.directs@example.org' },
  ]);
});

test('the address of somebody who asked for a link and never came is forgotten after thirty days', async () => {
  await world.browser().submit('/sign-in', { email: 'stranger@example.org' });
  await leave();
  const start = world.clock.now();

  world.clock.set(start + 29 * day);
  await retention.run(world.ctx, signal);
  expect(sql("select 1 from letters where recipient = 'stranger@example.org'")).toHaveLength(1);
  world.clock.set(start + 31 * day);
  expect(await retention.run(world.ctx, signal)).toMatch(/1 letters to strangers$/);

  expect(sql("select 1 from letters where recipient = 'stranger@example.org'")).toEqual([]);
});

test('the dry run says what would be done and changes nothing', async () => {
  world.clock.set(toInstant('2027-05-06', '01:00'));
  const before = world.ctx.db.$client.serialize();

  const lines = retention.list(world.ctx);

  expect(lines).toEqual([
    `application ${nenad.id} of sample would be told: unselected, kept until 2027-05-20T22:00:00.000Z`,
  ]);
  expect(world.ctx.db.$client.serialize().equals(before)).toBe(true);
});

test('staff see what goes when and why; drafts are counted and nobody is named', async () => {
  world.clock.set(toInstant('2026-10-23', '10:00'));
  await makeApplication(world, 'Zana Begins', { upTo: 'whole' });
  await makeApplication(world, 'Mira Begins', { upTo: 'begun' });
  const { browser } = world.signedIn('Dafina Coordinates', ['coordinator']);
  const session = () =>
    sql(
      'update sessions set last_seen_at = ?, expires_at = ? returning id',
      world.clock.now(),
      world.clock.now() + day,
    );
  world.clock.set(toInstant('2026-11-20', '10:00'));
  session();
  const drafts = (await browser.get('/staff/retention')).text;
  world.clock.set(toInstant('2027-04-20', '10:00'));
  session();
  const later = (await browser.get('/staff/retention')).text;

  expect(drafts).toContain('2 drafts');
  expect(drafts).toContain('11 December 2026');
  expect(drafts).not.toMatch(/Zana|Mira/);
  expect(later).toContain(`<a href="/staff/applications/${nenad.id}">HLC-2026-0001</a>`);
  expect(later).toContain('21 May 2027');
  expect(later).toContain('Over; 6 months later');
  expect(later).not.toContain('Nenad');
});

test('the page of staff: applicants 403, nobody signs in first, and an empty one says so', async () => {
  expect((await world.browser().get('/staff/retention')).location).toContain('/staff/sign-in');
  expect((await nenad.browser.get('/staff/retention')).status).toBe(403);
  const { browser } = world.signedIn('Luan Directs', ['director']);

  expect((await browser.get('/staff/retention')).text).toContain('Nothing is due within the next sixty days');
});
