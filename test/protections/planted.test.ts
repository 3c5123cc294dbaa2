// Planted protections: a pseudonym, its ground and words of a report, looked for in every page, file, index, letter,
// calendar, log, history and beside a backup.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { beforeAll, expect, test } from 'vitest';
import { makeBackup } from '../../db/backup.js';
import { reviewQuestions } from '../../db/schema/reviews.js';
import { SYSTEM } from '../../src/access/actor.js';
import { scopeOf } from '../../src/access/allow.js';
import type { Action } from '../../src/access/policy.js';
import * as filings from '../../src/filings/service.js';
import { fold, ftsQuery } from '../../src/lib/fold.js';
import { participantsOf } from '../../src/participants/queries.js';
import * as retractions from '../../src/retractions/service.js';
import * as reviews from '../../src/reviews/service.js';
import { tinyPdf } from '../paper/papers.js';
import { makeCharge, makeParticipant, makeProtected } from '../support/cases.js';
import { addressOf, type Everyone, makeEveryone } from '../support/everyone.js';
import { heldWhole, saveAll, typedWitness } from '../support/reports.js';
import { routesOf } from '../support/routes.js';
import { hiddenFields, makeWorld, type World } from '../support/world.js';

const PSEUDONYM = 'QZX7719';
let world: World;
let all: Everyone;

beforeAll(async () => {
  world = makeWorld({}, 'file');
  all = await makeEveryone(world);
  const protectedId = makeProtected(world, all.trial.id, {
    pseudonym: PSEUDONYM,
    role: 'INJ',
    ground: 'sexual_violence',
    measures: ['CLSD'],
  });
  await bringDocument();
  writeReport(`protected-${protectedId}`);
  discuss();
  approve();
});

/** The name of a file somebody was careless with: it is kept nowhere, sealed neither. */
const FILE = 'zqfile';

/** A protected document is brought from the hearing, named after whom it is about. */
async function bringDocument(): Promise<void> {
  const url = `/my/reports/${all.reportId}/documents/new`;
  const { browser } = all.people.coordinator;
  const page = await browser.get(url);
  const given = { kind: 'ruling', level: 'protected', nothingRecorded: 'on' };
  const file = { name: `Statement of ${FILE}.pdf`, bytes: await tinyPdf() };
  const sent = await browser.upload(url, { ...hiddenFields(page.text, url), ...given }, 'files', [file]);
  expect(sent.status).toBe(303);
}

/** What is said about the report: beside a field, on its return, on its withdrawal. */
function discuss(): void {
  const [director, coordinator] = [all.people.director.actor, all.people.coordinator.actor];
  if (!director || !coordinator) throw new Error('nobody reads');
  const { reportId: id } = all;
  reviews.comment(world.ctx, director, { id, section: 'summary', field: 'facts', words: 'Is it zqremark?' });
  const decision = { id, deed: 'return', note: 'Not zqreturned.', questions: [], minutes: null } as const;
  reviews.decide(world.ctx, director, { ...decision, questions: [], number: 1 });
  retractions.retract(world.ctx, coordinator, { id, note: 'It names zqreason.' });
  retractions.restore(world.ctx, coordinator, id);
}

/** It is filed again and approved by two people: then it is searched, and two filings can be laid beside each other. */
function approve(): void {
  const [director, coordinator] = [all.people.director.actor, all.people.coordinator.actor];
  if (!director || !coordinator) throw new Error('nobody reads');
  const { reportId: id } = all;
  saveAll(world, coordinator, id, { summary: { ...said, facts: `${said.facts} Nothing more.` } });
  filings.file(world.ctx, coordinator, id);
  const second = { ...SYSTEM, personId: world.signedIn('Second', ['director']).personId } as const;
  const questions = [...reviewQuestions];
  for (const actor of [director, { ...second, groups: ['director' as const] }])
    reviews.decide(world.ctx, actor, {
      id,
      deed: 'approve',
      note: null,
      minutes: null,
      questions,
      number: 2,
    });
}

/** Words that somebody might be known by, in each place of a report that takes words. */
const SAID = ['zqfacts', 'zqopinion', 'zqasked', 'zqgist', 'zqinsult', 'zqmotion', 'zqnote'];
/** And in each place of what is said about one. */
const SAID_ABOUT = ['zqremark', 'zqreturned', 'zqreason'];
const WORDS = [...SAID, ...SAID_ABOUT];

/** What is told of the hearing; somebody protected by their pseudonym, as monitors do. */
const said = {
  facts: `${heldWhole.summary?.facts} Then zqfacts of ${PSEUDONYM}.`,
  observations: `${PSEUDONYM} looked zqopinion.`,
  followUp: `Who is zqasked of ${PSEUDONYM}?`,
};

/** The report of the trial's hearing, filed: the protected person is heard, and the target of something urgent. */
function writeReport(who: string): void {
  const { actor } = all.people.coordinator;
  if (!actor) throw new Error('nobody writes');
  const second = Object.entries(typedWitness).map(([name, value]) => [name.replace('-0-', '-1-'), value]);
  saveAll(world, actor, all.reportId, {
    ...heldWhole,
    attendance: {
      ...heldWhole.attendance,
      'attendance-0-status': 'present',
      'attendance-0-custody': 'detained',
      'attendance-0-counsel': 'none',
    },
    actions: {
      actions: ['witness', 'motion'],
      'motions-0-side': 'defence',
      'motions-0-result': 'refused',
      'motions-0-words': 'About zqmotion.',
    },
    witnesses: {
      ...typedWitness,
      'witnesses-0-who': who,
      'witnesses-0-terms': 'events',
      'witnesses-0-gist': '',
      'witnesses-0-label': '',
      'witnesses-0-named': '',
      ...Object.fromEntries(second),
      'witnesses-1-gist': 'Spoke of zqgist.',
    },
    indicators: {
      ...heldWhole.indicators,
      'indicators-REAS-answer': 'no',
      'indicators-REAS-note': 'Said zqnote.',
    },
    incidents: {
      'incidents-0-event': 'threat',
      'incidents-0-place': 'corridor',
      'incidents-0-target': 'protected',
      'incidents-0-who': who,
      'incidents-0-knownHow': 'seen',
      'incidents-0-reaction': 'none',
      'incidents-0-urgent': 'on',
      'incidents-0-words': 'Somebody shouted zqinsult.',
    },
    summary: said,
  });
  filings.file(world.ctx, actor, all.reportId);
}

/** Where the pseudonym belongs: the pages of its case, and the sheet of paper and the report of its hearing. */
const mayShow = (path: string) =>
  /^\/(?:staff\/cases|staff\/reports|staff\/reviews|my\/reports)\/:id/.test(path) ||
  path === '/my/hearings/:id/note-sheet';

/** The calendar as it is printed, and as the list: the same address shows more than one page. */
const views = ['week', 'list'].map((view) => `/staff/hearings?view=${view}&on=2026-10-22`);

/** Every GET route this person may take, with what it answered as text. */
async function everything(kind: 'coordinator' | 'director' | 'safety_officer' | 'intern') {
  const { browser, actor } = all.people[kind];
  const found: { path: string; text: string }[] = [];
  for (const { method, path, action } of routesOf(world.app)) {
    if (method !== 'GET' || scopeOf(actor, action as Action) === undefined) continue;
    const { body } = await browser.bytes(addressOf(path, all, kind));
    found.push({ path, text: textIn(body) });
  }
  for (const path of views) found.push({ path, text: (await browser.get(path)).text });
  return found;
}

/** What a file says: of a spreadsheet or a Word file, what is packed in it. */
function textIn(body: Buffer): string {
  const texts = [body.toString('latin1')];
  for (let at = body.indexOf('PK\x03\x04'); at >= 0; at = body.indexOf('PK\x03\x04', at + 4)) {
    const from = at + 30 + body.readUInt16LE(at + 26) + body.readUInt16LE(at + 28);
    try {
      texts.push(inflateRawSync(body.subarray(from), { finishFlush: 2 }).toString('latin1'));
    } catch {
      // Stored as it is: searched above.
    }
  }
  return texts.join('\n');
}

test.each(['coordinator', 'director', 'safety_officer'] as const)(
  'the %s finds the pseudonym on the pages of its case and its hearings alone, and the ground where looking is recorded',
  async (kind) => {
    const pages = await everything(kind);
    const at = (text: string) => pages.filter((page) => page.text.includes(text)).map((page) => page.path);

    expect(pages.length).toBeGreaterThan(20);
    expect(at(PSEUDONYM).filter((path) => !mayShow(path))).toEqual([]);
    expect(at(PSEUDONYM)).toEqual(
      expect.arrayContaining([
        '/my/hearings/:id/note-sheet',
        '/staff/cases/:id',
        '/staff/cases/:id/chronology',
        '/staff/cases/:id/protected',
      ]),
    );
    // The forms name every ground there is, to choose from.
    const forms = ['/staff/cases/:id/protected/new', '/staff/cases/:id/protected/:person'];
    expect(at('protected even without an order').filter((path) => !forms.includes(path))).toEqual([
      '/staff/cases/:id/protected',
    ]);
  },
);

test('an intern who goes to a hearing of the case finds the pseudonym there, and the ground nowhere', async () => {
  const pages = await everything('intern');
  const at = (text: string) => pages.filter((page) => page.text.includes(text)).map((page) => page.path);

  expect(at(PSEUDONYM)).toEqual(expect.arrayContaining(['/staff/cases/:id', '/staff/cases/:id/chronology']));
  expect(at(PSEUDONYM).filter((path) => !mayShow(path))).toEqual([]);
  expect(at('protected even without an order')).toEqual([]);
});

test.each(['coordinator', 'director', 'safety_officer', 'intern'] as const)(
  'the %s finds words of a report on the pages of that report alone',
  async (kind) => {
    const pages = await everything(kind);
    const holding = pages.filter(({ text }) => WORDS.some((word) => text.includes(word)));

    const isReports = /^\/(?:my|staff)\/(?:reports|reviews)\/:id/;
    expect(holding.map(({ path }) => path).filter((path) => !isReports.test(path))).toEqual([]);
    expect(pages.filter(({ text }) => text.includes(FILE)).map(({ path }) => path)).toEqual([]);
    const seen = (word: string) => holding.some(({ text }) => text.includes(word));
    if (kind === 'coordinator') expect(WORDS.filter((word) => !seen(word))).toEqual([]);
  },
);

test.each(['coordinator', 'director', 'safety_officer', 'intern'] as const)(
  'the %s who searches finds facts and, as staff, observations: nobody protected, and nothing else of a report',
  async (kind) => {
    const { browser } = all.people[kind];
    const found: string[] = [];
    for (const q of [PSEUDONYM, FILE, ...WORDS])
      if ((await browser.submit('/staff/search', { q })).text.includes('<mark>')) found.push(q);

    expect(found).toEqual(kind === 'intern' ? ['zqfacts'] : ['zqfacts', 'zqopinion']);
  },
);

test('no word and no pseudonym leaves in a letter or a calendar, nor stands beside a backup', async () => {
  const { browser } = all.people.intern;
  const page = await browser.get('/account/calendar');
  const form = hiddenFields(page.text, '/account/calendar');
  await browser.post('/account/calendar', { ...form, deed: 'make' });
  const feed = await world.browser().get(`/calendars/${form.token}`);
  const folder = mkdtempSync(join(tmpdir(), 'hlc-planted-'));
  const recipient = await identityToRecipient(await generateIdentity());
  const to = { folder, temporary: folder, recipient, now: world.clock.now() };
  const { report } = await makeBackup(world.ctx.db.$client, to);
  const listed = readdirSync(folder).map((name) => name + readFileSync(join(folder, name), 'latin1'));
  rmSync(folder, { recursive: true });

  expect(feed.text).toContain('BEGIN:VCALENDAR');
  expect(world.letters().map(({ letter }) => letter)).toContain('incident-urgent');
  const left = [
    feed.text,
    JSON.stringify(world.letters()),
    JSON.stringify(report),
    ...listed,
    world.logged(),
  ];
  for (const word of [PSEUDONYM, FILE, ...WORDS])
    expect([word, left.filter((text) => text.includes(word))]).toEqual([word, []]);
});

test('words of a report stand in no table in the open; in the index facts and observations alone', () => {
  const { $client } = world.ctx.db;
  const bytes = $client.serialize().toString('latin1').toLowerCase();
  const has = $client.prepare('select count(*) from report_search where report_search match ?').pluck();
  const everything = [PSEUDONYM, FILE, ...WORDS];

  expect(everything.filter((word) => has.get(ftsQuery(word)) === 1)).toEqual(['zqfacts', 'zqopinion']);
  const others = [FILE, ...WORDS].filter((word) => !['zqfacts', 'zqopinion'].includes(word));
  expect(others.filter((word) => bytes.includes(word) || bytes.includes(fold(word)))).toEqual([]);
});

test('it is in no index, letter, task, history and log, and in one table', async () => {
  const { $client } = world.ctx.db;
  const tables = $client
    .prepare(
      "select name from pragma_table_list where schema = 'main' and type in ('table', 'shadow', 'virtual')",
    )
    .pluck()
    .all() as string[];
  const holding = tables.filter((table) =>
    ($client.prepare(`select * from "${table}"`).all() as Record<string, unknown>[]).some((row) =>
      Object.values(row).some((value) => String(value).toLowerCase().includes(PSEUDONYM.toLowerCase())),
    ),
  );

  expect(tables.length).toBeGreaterThan(40);
  expect(holding).toEqual(['protected_people']);
  expect(world.logged()).not.toContain(PSEUDONYM);
});

test('a name that was typed by mistake goes from the case, the register and the search, and leaves no byte', async () => {
  const { browser } = all.people.coordinator;
  const word = 'Vzjqkplanted';
  const participant = makeParticipant(world, all.trial.id, {
    role: 'WIT',
    name: `Arta ${word}`,
    custody: null,
  });
  const bytes = () => world.ctx.db.$client.serialize().toString('latin1').toLowerCase();
  const partyId = participantsOf(world.ctx.db, all.trial.id).find((one) => one.id === participant)?.partyId;
  expect(bytes()).toContain(word.toLowerCase());

  const refused = await browser.submit(`/staff/parties/${partyId}/remove`, {});
  const left = await browser.submit(`/staff/cases/${all.trial.id}/participants/${participant}/remove`, {});
  const gone = await browser.submit(`/staff/parties/${partyId}/remove`, {});

  expect(refused.status).toBe(409);
  expect([left.status, gone.status]).toEqual([303, 303]);
  expect(bytes()).not.toContain(word.toLowerCase());
  expect((await browser.get(`/staff/parties/${partyId}`)).status).toBe(404);
});

test('whoever a charge or a decision rests on is not taken out of the case', async () => {
  const { browser } = all.people.coordinator;
  const accused = makeParticipant(world, all.trial.id, { name: 'Valon Akuzuari', party: 'new' });
  makeCharge(world, all.trial.id, { participantId: accused });

  expect(
    (await browser.submit(`/staff/cases/${all.trial.id}/participants/${accused}/remove`, {})).status,
  ).toBe(409);
});
