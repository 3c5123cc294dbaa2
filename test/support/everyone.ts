// A world with somebody of every kind signed in, and something of each kind that has an address.
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { applications } from '../../db/schema/applications.js';
import { passkeys } from '../../db/schema/passkeys.js';
import { people as peopleRows } from '../../db/schema/people.js';
import type { Actor, Group } from '../../src/access/actor.js';
import { confirmedOf } from '../../src/bookings/queries.js';
import { callById } from '../../src/calls/queries.js';
import { numbersOf, stagesOf } from '../../src/cases/queries.js';
import * as cases from '../../src/cases/service.js';
import { insertClosedDay } from '../../src/closed-days/queries.js';
import * as costs from '../../src/costs/service.js';
import * as figures from '../../src/figures/service.js';
import * as filings from '../../src/filings/service.js';
import { newToken } from '../../src/lib/token.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { insertChange } from '../../src/panels/queries.js';
import { aliasesOf } from '../../src/parties/queries.js';
import * as parties from '../../src/parties/service.js';
import { insertPasskey } from '../../src/passkeys/queries.js';
import { insertPlacement } from '../../src/placements/queries.js';
import { insertReading } from '../../src/reading/queries.js';
import { documentsOf } from '../../src/report-documents/queries.js';
import * as reportDocuments from '../../src/report-documents/service.js';
import * as reports from '../../src/reports/service.js';
import { commentsOf } from '../../src/reviews/queries.js';
import * as reviews from '../../src/reviews/service.js';
import { absencesOf, insertAssignment } from '../../src/rota/queries.js';
import * as rota from '../../src/rota/service.js';
import { insertSession } from '../../src/sessions/queries.js';
import { tinyPdf } from '../paper/papers.js';
import type { Made } from './applications.js';
import {
  coordinator,
  makeCase,
  makeCaseDocument,
  makeCharge,
  makeImport,
  makeParticipant,
  makeParty,
  makeProtected,
  makeRuling,
  makeTie,
} from './cases.js';
import { makeHearing, makeIntern } from './hearings.js';
import { makeBooked, makeInvited, makeSession } from './interviews.js';
import { ledOn, makeApplication, makeCall } from './make.js';
import { notOpened, saveAll } from './reports.js';
import { givePassword, makeStaff } from './staff.js';
import type { Browser, World } from './world.js';

/** Everyone who may ask: nobody, each group, staff who only opened a link, staff who only gave their password. */
export const kinds = [
  'nobody',
  'applicant',
  'intern',
  'coordinator',
  'reviewer',
  'director',
  'safety_officer',
  'administrator',
  'by_link',
  'half',
] as const;
export type Kind = (typeof kinds)[number];
export type Person = { kind: Kind; browser: Browser; personId: number; actor: Actor | null };

const names: Record<Kind, string> = {
  nobody: '',
  applicant: 'Arta',
  intern: 'Ivana',
  coordinator: 'Dafina',
  reviewer: 'Mira',
  director: 'Luan',
  safety_officer: 'Besa',
  administrator: 'Igor',
  by_link: 'Blerim',
  half: 'Teuta',
};

/** Who is there, and the ids of what is theirs, somebody else's, or kept from staff. */
export type Everyone = {
  people: Record<Kind, Person>;
  callId: number;
  arta: { id: number; fileId: number };
  nenad: { id: number; fileId: number };
  /** Whole, with a document, but not sent: staff may not know of it. */
  zana: { id: number; fileId: number };
  /** Being typed by staff from paper. */
  entryId: number;
  /** A draft, to Arta. */
  letterId: number;
  /** Arta's internship, being prepared. */
  placementId: number;
  /** Of the trial; the intern goes there, and has days away. */
  hearingId: number;
  absenceId: number;
  /** Of the intern, for that hearing, with a receipt. */
  costId: number;
  /** Of that hearing; the intern may write it. */
  reportId: number;
  /** Filed by the intern, with a comment that nobody but reviewers sees yet. */
  filedId: number;
  commentId: number;
  /** Documents of either report, brought by the intern and open to whoever reads the case. */
  broughtIds: number[];
  /** Sessions for interviews: one with Mira on its panel and a time somebody has, one without her. */
  interviews: {
    mine: number;
    others: number;
    slotId: number;
    bookedId: number;
    bookingId: number;
    /** The reviewer is proposed for a panel, and somebody else for another. */
    proposedId: number;
    proposedToOthers: number;
    /** Vjosa has the time, Rina is invited to choose one. */
    vjosa: Made;
    rina: Made;
  };
  /** A case with two numbers and stages, somebody in it under their name and somebody under a pseudonym. */
  trial: {
    id: number;
    number: number;
    stage: number;
    note: number;
    participant: number;
    person: number;
    tie: number;
    charge: number;
    ruling: number;
    document: number;
  };
  /** A file the coordinator brought in, still to be applied. */
  importId: number;
  /** Nobody's of the intern and the coordinator here: of another case, another intern, another coordinator, another reader. */
  foreign: {
    caseId: number;
    hearingId: number;
    reportId: number;
    absenceId: number;
    importId: number;
    readingId: number;
  };
  /** Two of the people register. */
  parties: { id: number; other: number; spelling: number };
  /** The reviewer's to read: Nenad's letter, without his name. */
  /** Days when nobody works. */
  closedDayId: number;
  /** Figures of a quarter, frozen. */
  frozenId: number;
  readingId: number;
  passkeyOf(kind: Kind): number;
};

/** Makes all of them; applications through the pages, sessions and passkeys by hand. */
export async function makeEveryone(world: World): Promise<Everyone> {
  const callId = makeCall(world);
  const arta = await makeApplication(world, names.applicant);
  const nenad = await makeApplication(world, 'Nenad', { language: 'sr' });
  const zana = await makeApplication(world, 'Zana', { upTo: 'whole', language: 'sq' });
  const artaActor = actor(arta.personId, ['applicant'], 'link');
  const people = {
    applicant: { kind: 'applicant', browser: arta.browser, personId: arta.personId, actor: artaActor },
  } as Record<Kind, Person>;
  people.nobody = { kind: 'nobody', browser: world.browser(), personId: 0, actor: null };
  for (const kind of kinds) {
    if (kind === 'nobody' || kind === 'applicant') continue;
    if (kind === 'half') {
      const { personId, email } = await makeStaff(world, names.half, ['coordinator']);
      const browser = world.browser();
      ledOn(await givePassword(browser, email), 'the password');
      people.half = { kind, browser, personId, actor: actor(personId, [], 'password') };
    } else if (kind === 'by_link') {
      const { browser, personId } = world.signedIn(names.by_link, ['applicant', 'coordinator']);
      signInByLink(world, browser, personId);
      people.by_link = { kind, browser, personId, actor: actor(personId, ['applicant'], 'link') };
    } else {
      const { browser, personId } = world.signedIn(names[kind], [kind]);
      addPasskey(world, personId);
      people[kind] = { kind, browser, personId, actor: actor(personId, [kind], 'full') };
    }
  }
  const entry = {
    callId: String(callId),
    name: 'Agim',
    email: '',
    language: 'sq',
    source: 'paper',
    receivedOn: '2026-10-20',
  };
  const entered = ledOn(await people.coordinator.browser.submit('/staff/entries/new', entry), 'an entry');
  const { db } = world.ctx;
  const interviews = meetings(world, callId, people);
  const trial = makeTrial(world, people.reviewer.personId, people.coordinator.personId);
  return {
    people,
    callId,
    arta,
    nenad,
    zana,
    entryId: Number(entered.location.split('/').at(-1)),
    placementId: insertPlacement(db, {
      applicationId: arta.id,
      personId: arta.personId,
      state: 'onboarding',
      stateAt: world.clock.now(),
      languages: [],
      createdAt: world.clock.now(),
    }),
    interviews,
    ...hearingOf(world, trial.id, people),
    trial,
    foreign: makeForeign(world, arta.id),
    importId: makeImport(world, people.coordinator.personId),
    parties: makeParties(world),
    letterId: draftTo(world, arta.personId, arta.id),
    closedDayId: insertClosedDay(world.ctx.db, {
      fromDay: '2026-12-24',
      untilDay: '2026-12-31',
      words: 'Winter break',
      createdAt: world.clock.now(),
    }),
    frozenId: figures.freeze(world.ctx, actor(people.director.personId, ['director'], 'full'), '2026-3'),
    readingId: giveToRead(world, nenad.id, people.reviewer.personId, people.coordinator.personId),
    passkeyOf: (kind) =>
      db.select().from(passkeys).where(eq(passkeys.personId, people[kind].personId)).get()?.id ?? 0,
  };
}

/** What belongs to other people of the same groups, in another case. */
function makeForeign(world: World, arta: number): Everyone['foreign'] {
  const { db } = world.ctx;
  const blerina = world.signedIn('Blerina', ['intern']).personId;
  const drita = world.signedIn('Drita', ['coordinator']).personId;
  const mentor = world.signedIn('Mentor', ['reviewer']).personId;
  makeIntern(world, blerina, drita);
  const caseId = makeCase(world, { written: 'PS.nr.77/19' });
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-10-19' });
  insertAssignment(db, { hearingId, personId: blerina, assignedAt: world.clock.now() });
  const intern = actor(blerina, ['intern'], 'full');
  rota.addAbsence(world.ctx, intern, { fromOn: '2026-12-20', untilOn: '2026-12-31' });
  const reportId = reports.begin(world.ctx, intern, hearingId);
  saveAll(world, intern, reportId, notOpened);
  filings.file(world.ctx, intern, reportId);
  return {
    caseId,
    hearingId,
    reportId,
    absenceId: absencesOf(db, [blerina], '2026-10-22')[0]?.id ?? 0,
    importId: makeImport(world, drita),
    readingId: insertReading(db, {
      applicationId: arta,
      personId: mentor,
      assignedBy: drita,
      role: 'first',
      assignedAt: world.clock.now(),
    }),
  };
}

function meetings(world: World, callId: number, people: Record<Kind, Person>): Everyone['interviews'] {
  const call = callById(world.ctx.db, callId);
  const { personId, browser } = people.coordinator;
  if (!call) throw new Error('the call is not there');
  const by = { personId, browser, name: names.coordinator, actor: actor(personId, ['coordinator'], 'full') };
  const luan = people.director.personId;
  const mine = makeSession(world, call, by, [luan, people.reviewer.personId]);
  const others = makeSession(world, call, by, [luan, personId], { day: '2026-11-03' });
  const booked = makeBooked(world, call, mine.slots[0]?.id ?? 0, 'Vjosa');
  const asked = { outId: luan, state: 'asked', askedAt: world.clock.now(), askedBy: personId } as const;
  const proposed = (sessionId: number, inId: number) =>
    insertChange(world.ctx.db, { ...asked, sessionId, inId });
  return {
    mine: mine.id,
    others: others.id,
    slotId: mine.slots[1]?.id ?? 0,
    bookedId: booked.id,
    bookingId: confirmedOf(world.ctx.db, booked.id)?.booking.id ?? 0,
    vjosa: booked,
    proposedId: proposed(others.id, people.reviewer.personId),
    proposedToOthers: proposed(mine.id, personId),
    rina: makeInvited(world, call, 'Rina'),
  };
}

/** A drafted letter that says why, as a correction of the conditions writes it. */
function draftTo(world: World, personId: number, applicationId: number): number {
  const person = world.ctx.db.select().from(peopleRows).where(eq(peopleRows.id, personId)).get();
  return queue(
    world.ctx,
    'conditions-corrected',
    { personId, email: person?.email ?? '', language: 'en' },
    { entity: 'application', entityId: applicationId },
    letterRules['conditions-corrected'].sample,
  );
}

/** Puts an application under review and gives it to a reader; nothing is declared or redacted yet. */
function giveToRead(world: World, applicationId: number, personId: number, assignedBy: number): number {
  const { db } = world.ctx;
  db.update(applications).set({ state: 'in_review' }).where(eq(applications.id, applicationId)).run();
  const given = {
    applicationId,
    personId,
    assignedBy,
    role: 'first',
    assignedAt: world.clock.now(),
  } as const;
  return insertReading(db, given);
}

function actor(personId: number, groups: Group[], assurance: Actor['assurance']): Actor {
  return { personId, sessionId: 0, name: '', groups, language: 'en', assurance };
}

function makeTrial(world: World, tied: number, staff: number): Everyone['trial'] {
  const id = makeCase(world);
  cases.addNumber(world.ctx, coordinator, { id, kind: 'appeal', written: 'APS.nr.26/2021' });
  cases.addStage(world.ctx, coordinator, { id, phase: 'AP', court: 'CA-SD', startedOn: '2026-06-01' });
  cases.note(world.ctx, coordinator, { id, note: 'Ring the clerk on Monday.' });
  return {
    id,
    number: numbersOf(world.ctx.db, id)[0]?.id ?? 0,
    stage: stagesOf(world.ctx.db, id)[0]?.id ?? 0,
    note: cases.notesOf(world.ctx, id)[0]?.id ?? 0,
    participant: makeParticipant(world, id, { party: 'new' }),
    person: makeProtected(world, id),
    tie: makeTie(world, id, tied),
    charge: makeCharge(world, id),
    ruling: makeRuling(world, id),
    document: makeCaseDocument(world, id, staff),
  };
}

function makeParties(world: World): Everyone['parties'] {
  const id = makeParty(world, 'Drita Gjykatësi');
  const other = makeParty(world, 'Drita Gjykatesi');
  parties.addAlias(world.ctx, coordinator, { id, kind: 'cyrillic', written: 'Дрита Ђукатеси' });
  return { id, other, spelling: aliasesOf(world.ctx.db, id)[0]?.id ?? 0 };
}

function hearingOf(world: World, caseId: number, people: Record<Kind, Person>) {
  const { personId } = people.intern;
  makeIntern(world, personId, people.coordinator.personId);
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-10-20' });
  insertAssignment(world.ctx.db, { hearingId, personId, assignedAt: world.clock.now() });
  const intern = actor(personId, ['intern'], 'full');
  rota.addAbsence(world.ctx, intern, { fromOn: '2026-12-20', untilOn: '2026-12-31' });
  const staff = actor(people.coordinator.personId, ['coordinator'], 'full');
  const reportId = reports.begin(world.ctx, staff, hearingId);
  const document = receiptOf(tinyPdf());
  costs.claim(world.ctx, intern, { hearingId, amount: 750, reason: null, document, version: 0 });
  const filed = filedOf(world, caseId, people);
  const brought = bring(world, intern, reportId);
  return {
    hearingId,
    reportId,
    ...filed,
    broughtIds: [brought, ...filed.broughtIds],
    absenceId: absencesOf(world.ctx.db, [personId], '2026-10-22')[0]?.id ?? 0,
    costId: costs.forHearing(world.ctx, intern, hearingId).claim?.cost.id ?? 0,
  };
}

/** A report of another hearing, filed, with a comment of the director's. */
function filedOf(world: World, caseId: number, people: Record<Kind, Person>) {
  const { personId } = people.intern;
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-10-19' });
  insertAssignment(world.ctx.db, { hearingId, personId, assignedAt: world.clock.now() });
  const intern = actor(personId, ['intern'], 'full');
  const filedId = reports.begin(world.ctx, intern, hearingId);
  const brought = bring(world, intern, filedId);
  saveAll(world, intern, filedId, notOpened);
  filings.file(world.ctx, intern, filedId);
  const director = actor(people.director.personId, ['director'], 'full');
  reviews.comment(world.ctx, director, { id: filedId, section: 'next', field: '', words: 'When?' });
  const commentId = commentsOf(world.ctx.db, filedId)[0]?.comment.id ?? 0;
  return { filedId, commentId, broughtIds: [brought] };
}

/** A ruling brought from the hearing of a report that is being written. */
function bring(world: World, who: Actor, id: number): number {
  const given = { id, kind: 'ruling', level: 'case', datedOn: null } as const;
  reportDocuments.add(world.ctx, who, {
    ...given,
    document: receiptOf(Buffer.from(`%PDF-1.4 ruling ${id}`)),
  });
  return documentsOf(world.ctx.db, id)[0]?.id ?? 0;
}

const receiptOf = (bytes: Buffer) => ({
  bytes,
  type: 'pdf' as const,
  pages: 1,
  sha256: createHash('sha256').update(bytes).digest('hex'),
  suggestedName: 'receipt.pdf',
});

/** The session an e-mail link opens: the applicant's groups alone. */
function signInByLink(world: World, browser: Browser, personId: number): void {
  const now = world.clock.now();
  const { token, tokenHash } = newToken();
  insertSession(world.ctx.db, {
    tokenHash,
    personId,
    assurance: 'link',
    remembered: false,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: now + 3_600_000,
  });
  browser.cookies.set('__Host-session', token);
}

function addPasskey(world: World, personId: number): void {
  insertPasskey(world.ctx.db, {
    personId,
    credentialId: `passkey-of-${personId}`,
    publicKey: Buffer.from('key'),
    counter: 1,
    name: 'Phone',
    createdAt: world.clock.now(),
  });
}

/**
 * Addresses with ids, by their beginning; the longest that fits counts. `of` gives what stands for the names
 * in the path. A new kind of address is a row here, or the tests that walk all routes fail.
 */
const places: [string, (all: Everyone, kind: Kind) => Record<string, string | number>][] = [
  ['/assets/', () => ({})],
  ['/calls/:slug', () => ({ slug: 'sample' })],
  ['/my/applications/:id', (all) => ({ id: all.arta.id, section: 'about', slot: 'grades_certificate' })],
  ['/staff/applications/:id', (all) => ({ id: all.arta.id, fact: 'faculty' })],
  ['/staff/entries/:id', (all) => ({ id: all.entryId, section: 'about', slot: 'grades_certificate' })],
  ['/staff/calls/:id', (all) => ({ id: all.callId, language: 'sq', letter: 'application-received' })],
  ['/staff/interviews/:id', (all) => ({ id: all.interviews.mine })],
  ['/staff/panel-changes/:id', (all) => ({ id: all.interviews.proposedId })],
  ['/staff/figures/', (all) => ({ id: all.frozenId, place: 'phases.AP.cases', period: '2026-3' })],
  ['/staff/closed-days/:id', (all) => ({ id: all.closedDayId })],
  ['/staff/slots/:id', (all) => ({ id: all.interviews.slotId })],
  ['/staff/applications/:id/interview', (all) => ({ id: all.interviews.bookedId })],
  ['/staff/bookings/:id', (all) => ({ id: all.interviews.bookingId })],
  ['/staff/applications/:id/no-show', (all) => ({ id: all.interviews.bookedId })],
  ['/calendars/:token', () => ({ token: 'nobody-has-this-token' })],
  ['/staff/reading/:id', (all) => ({ id: all.readingId })],
  ['/staff/letters/:id', (all) => ({ id: all.letterId })],
  ['/staff/hearings/:id', (all) => ({ id: all.hearingId, person: all.people.intern.personId })],
  ['/my/hearings/:id', (all) => ({ id: all.hearingId })],
  ['/my/costs/:id', (all) => ({ id: all.hearingId })],
  ['/staff/costs/:id', (all) => ({ id: all.costId, page: 1 })],
  ['/staff/payments/:month', () => ({ month: '2026-10' })],
  ['/my/absences/:id', (all) => ({ id: all.absenceId })],
  ['/my/hearings/:id', (all) => ({ id: all.hearingId })],
  ['/my/reports/:id', (all) => ({ id: all.reportId, document: all.broughtIds[0] ?? 0 })],
  [
    '/staff/reviews/:id',
    (all) => ({ id: all.filedId, comment: all.commentId, document: all.broughtIds[1] ?? 0 }),
  ],
  ['/staff/reports/:id', (all) => ({ id: all.reportId })],
  ['/staff/placements/:id', (all) => ({ id: all.placementId, language: 'en' })],
  ['/my/placement/certificate/:language', () => ({ language: 'en' })],
  ['/my/placement/sign/:text', () => ({ text: 'code_of_conduct' })],
  ['/staff/institutions/:id', () => ({ id: 'aab' })],
  ['/staff/people/:id', (all) => ({ id: all.people.intern.personId })],
  ['/staff/cases/:id', (all) => all.trial],
  ['/staff/imports/:id', (all) => ({ id: all.importId })],
  ['/staff/parties/:id', (all) => all.parties],
  ['/account/security/passkeys/:id', (all, kind) => ({ id: all.passkeyOf(kind) })],
  ['/files/:id', (all) => ({ id: all.arta.fileId, page: 1 })],
];

/** The address of a route for this kind of person, with ids that are there (and theirs, where it matters). */
export function addressOf(
  path: string,
  all: Everyone,
  kind: Kind,
  ids: Record<string, string | number> = {},
): string {
  if (!path.includes(':') && !path.includes('*')) return path;
  const row = places.filter(([start]) => path.startsWith(start)).sort(([a], [b]) => b.length - a.length)[0];
  if (!row) throw new Error(`test/support/everyone.ts has no row for ${path}: say what stands for its ids`);
  const given: Record<string, string | number> = { ...row[1](all, kind), ...ids };
  return path.replace('*path', 'nothing.css').replace(/:(\w+)/g, (_all, name: string) => {
    const value = given[name];
    if (value === undefined)
      throw new Error(`test/support/everyone.ts does not say what stands for :${name} in ${path}`);
    return String(value);
  });
}
