// A person with a word of their own in every place that may hold one, in a real database file, and the search for it.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { inject, onTestFinished } from 'vitest';
import { openDatabase, type Store } from '../../db/open.js';
import { sealedColumns } from '../../db/reseal.js';
import { sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import type { Actor } from '../../src/access/actor.js';
import * as addresses from '../../src/addresses/service.js';
import * as answers from '../../src/answers/service.js';
import { applicationById } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import * as averages from '../../src/averages/service.js';
import { insertBooking } from '../../src/bookings/queries.js';
import * as calendars from '../../src/calendars/queries.js';
import { callById } from '../../src/calls/queries.js';
import { demoConfig, makeFolders } from '../../src/config.js';
import * as conflicts from '../../src/conflicts/service.js';
import { insertContest } from '../../src/contests/queries.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as costs from '../../src/costs/service.js';
import * as credentials from '../../src/credentials/queries.js';
import * as decisions from '../../src/decisions/service.js';
import * as documents from '../../src/documents/service.js';
import * as files from '../../src/files/service.js';
import { record } from '../../src/history/record.js';
import { putCard } from '../../src/interview-cards/queries.js';
import { insertSession, insertSlots, slotsOf } from '../../src/interviews/queries.js';
import * as invitations from '../../src/invitations/service.js';
import * as lateKeys from '../../src/late-keys/service.js';
import { seal, unseal } from '../../src/lib/seal.js';
import { toInstant } from '../../src/lib/time.js';
import { letterRules } from '../../src/mail/letters.js';
import { queue } from '../../src/mail/outbox.js';
import { edit } from '../../src/mail/words.js';
import * as notes from '../../src/notes/service.js';
import { insertRefusal, insertTieRecord } from '../../src/offers/queries.js';
import * as passkeys from '../../src/passkeys/queries.js';
import * as people from '../../src/people/queries.js';
import { askForLink } from '../../src/people/service.js';
import * as placements from '../../src/placements/service.js';
import { insertReading } from '../../src/reading/queries.js';
import * as redactions from '../../src/redactions/queries.js';
import { closeRequest, insertRequest, keepReply, requestsOf } from '../../src/requests/queries.js';
import { insertAssignment } from '../../src/rota/queries.js';
import * as scores from '../../src/scores/queries.js';
import { insertProposal } from '../../src/screening/queries.js';
import { begin } from '../../src/sessions/service.js';
import * as submissions from '../../src/submissions/service.js';
import * as verification from '../../src/verification/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { makeCase } from '../support/cases.js';
import { makeHearing } from '../support/hearings.js';

/** What planting needs of a world, on a file or not. */
export type Ground = { ctx: Ctx & { db: Store }; callId: number; staff: Actor };
export type FileWorld = Ground & { folder: string; pass(milliseconds: number): void };

/** Like makeWorld, but on a file, with the sample call open: what is written can be looked for in bytes. */
export function makeFileWorld(): FileWorld {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-file-'));
  const config = demoConfig(folder, 3998, { demo: false, requestsPerMinute: 100_000 });
  makeFolders(config);
  writeFileSync(config.databaseFile, readFileSync(inject('image')));
  const db = openDatabase(config.databaseFile);
  let now = toInstant('2026-10-22', '10:00');
  const ctx = { db, clock: { now: () => now }, config, log: pino({ level: 'silent' }) };
  onTestFinished(() => {
    db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    ...prepare(ctx),
    folder,
    pass: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** Puts the open sample call and a coordinator into a world. */
export function prepare(ctx: Ground['ctx']): Ground {
  loadVocabulary(ctx);
  const now = ctx.clock.now();
  const email = 'dafina@example.org';
  const name = 'Dafina Coordinates';
  const personId = people.insertPerson(ctx.db, { name, email, language: 'en', createdAt: now });
  people.insertMembership(ctx.db, { personId, group: 'coordinator', since: now });
  const staff: Actor = {
    personId,
    sessionId: 0,
    name,
    groups: ['coordinator'],
    language: 'en',
    assurance: 'full',
  };
  return { ctx, callId: loadCall(ctx, sampleCall), staff };
}

let planted = 0;

/** A word nobody else uses; its end is looked for, since an index may keep only the end of a word. */
function newWord(): string {
  planted += 1;
  const letters = (planted * 7919 + 104_729)
    .toString(26)
    .replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? 'q');
  const mixed = [...letters].reverse().join('');
  return `${mixed}zj${mixed}vk${letters}`.padEnd(16, 'w');
}

export type Planted = {
  personId: number;
  actor: Actor;
  /** The session's, for a browser. */
  token: string;
  applicationIds: number[];
  /** Words that stand readable in the database, by place. */
  open: Record<string, string>;
  /** Words that are sealed, by place. */
  sealed: Record<string, string>;
};

/** Plants one person everywhere a person leaves something, through the services that do it in real life. */
export function plant({ ctx, callId, staff }: Ground): Planted {
  const open: Record<string, string> = {};
  const hidden: Record<string, string> = {};
  const word = (place: string, into = open) => {
    into[place] = newWord();
    return into[place];
  };
  const email = `${word('email')}@example.org`;
  const personId = people.insertPerson(ctx.db, {
    name: `Arta ${word('name')}`,
    email,
    language: 'en',
    createdAt: ctx.clock.now(),
    emailConfirmedAt: ctx.clock.now(),
  });
  people.insertMembership(ctx.db, { personId, group: 'applicant', since: ctx.clock.now() });
  const person = { personId, name: 'Arta', language: 'en', groups: ['applicant'] } as const;
  const how = { assurance: 'link', remember: true, replaces: null, how: 'sign_in' } as const;
  const { sessionId, token } = begin(ctx, person, { ...how, device: `Phone ${word('session device')}` });
  const actor: Actor = { ...person, sessionId, assurance: 'link' };

  askForLink(ctx, { email, next: '/', language: 'en', network: '192.0.2.7' });
  addresses.askForAddress(ctx, actor, `${word('address asked for')}@example.org`);
  const applied = apply(ctx, callId, { actor, staff }, word, hidden);
  for (const id of applied) {
    const note = `we studied together ${word('note of a conflict', hidden)}`;
    conflicts.declare(ctx, judge(ctx), 'conflict.declare', { id, kind: 'other', note });
    plantReading(ctx, id, word, hidden);
  }
  for (const id of applied) workOn(ctx, staff, id, word, hidden);
  people.updatePerson(ctx.db, personId, { phone: word('phone') });
  lateKeys.issue(ctx, staff, {
    callId,
    email,
    language: 'en',
    reason: `because of ${word('reason of a late key')}`,
    until: '2027-03-01',
  });
  const loose = newDocument('loose', word, hidden);
  files.store(ctx, actor, { ownerId: personId, document: loose });
  const note = `they rang: ${word('note about the person')}`;
  record(ctx, staff, { entity: 'person', entityId: personId, event: 'groups_changed', note });
  plantPlacement(ctx, actor, word, hidden);
  plantCosts(ctx, { actor, staff }, word, hidden);
  plantKeys(ctx, personId, word, hidden);
  plantDraft({ ctx, callId, staff }, { personId, email, applicationId: applied[0] as number }, word, hidden);
  settleLetters(ctx, personId);
  return { personId, actor, token, applicationIds: applied, open, sealed: hidden };
}

/** Somebody who is to judge the application and is too close to it. */
function judge(ctx: Ctx): Actor {
  const name = 'Luan Directs';
  const personId = people.insertPerson(ctx.db, { name, language: 'en', createdAt: ctx.clock.now() });
  return { personId, sessionId: 0, name, groups: ['director'], language: 'en', assurance: 'full' };
}

/** What blind reading leaves of an application: the redacted letter, a reader's card, a note of a discussion. */
function plantReading(ctx: Ctx, applicationId: number, word: Word, hidden: Record<string, string>): void {
  const personId = judge(ctx).personId;
  const now = ctx.clock.now();
  const sealed = (place: string, context: string) =>
    seal(ctx.config.keyring, Buffer.from(word(place, hidden)), context);
  redactions.saveRedaction(ctx.db, 0, {
    applicationId,
    sealed: sealed('redacted letter', `redaction:${applicationId}`),
    sourceHash: '',
    confirmedAt: now,
    confirmedBy: personId,
  });
  const given = { applicationId, personId, assignedBy: personId, role: 'first', assignedAt: now } as const;
  const readingId = insertReading(ctx.db, given);
  scores.saveScore(ctx.db, 0, {
    readingId,
    marks: { motivation: 3 },
    recommendation: 'yes',
    sealedComment: sealed('comment of a reader', `score:${readingId}`),
    savedAt: now,
    submittedAt: now,
  });
  scores.insertChange(ctx.db, {
    readingId,
    before: {},
    after: { motivation: 3 },
    afterReveal: false,
    at: now,
  });
  scores.saveDiscussion(ctx.db, {
    applicationId,
    sealedNote: sealed('note of a discussion', `discussion:${applicationId}`),
    writtenBy: personId,
    writtenAt: now,
  });
}

type Word = (place: string, into?: Record<string, string>) => string;

function apply(
  ctx: Ctx,
  callId: number,
  { actor, staff }: { actor: Actor; staff: Actor },
  word: Word,
  hidden: Record<string, string>,
): number[] {
  const slug = String(
    (ctx.db as Store).$client.prepare('select slug from calls where id = ?').pluck().get(callId),
  );
  const id = applications.start(ctx, actor, { slug });
  const save = (
    section: 'about' | 'studies' | 'experience' | 'letter' | 'declarations',
    posted: Record<string, string>,
    version = 0,
  ) => answers.saveSection(ctx, actor, 'application.edit', { id, section, posted, version });
  const name = String(people.personById(ctx.db, actor.personId)?.name);
  const about = {
    name,
    phone: '',
    city: word('city'),
    letterLanguage: 'en',
    contactNote: word('contact note'),
  };
  save('about', about);
  save('studies', {
    institution: 'other',
    institutionOther: word('institution'),
    faculty: 'law',
    degree: 'bachelor',
    studyYear: '4',
    programmeYears: '4',
    averageScale: 'five_to_ten',
    average: '8.7531',
    criminalLaw: 'passed',
    criminalProcedure: 'passed',
    profile: 'criminal',
  });
  save('experience', {
    serbianLevel: 'basic',
    albanianLevel: 'native',
    englishLevel: 'good',
    previousInternship: 'no',
    experience: word('experience'),
    unavailable: word('unavailable'),
    supportNeeds: word('support needs'),
  });
  save('letter', { letter: `I want to monitor trials ${word('letter typed')}` });
  save('declarations', { truthful: 'on', privacy: 'on', keepForNextCall: '' });
  for (const slot of ['motivation_letter', 'grades_certificate'] as const)
    addDocument(ctx, actor, id, slot, word, hidden);
  submissions.submit(ctx, actor, { id, community: 'roma' });
  // Something that was sent and then changed stands in the versions only.
  save('about', { ...about, city: word('city changed') }, 1);
  addDocument(ctx, actor, id, 'grades_certificate', word, hidden);
  const community = Buffer.from(word('community opt-in', hidden));
  const sealed = seal(ctx.config.keyring, community, `community:${id}`);
  (ctx.db as Store).$client
    .prepare('insert into community_opt_ins (application_id, sealed, at) values (?, ?, ?)')
    .run(id, sealed, ctx.clock.now());
  withdrawals.withdraw(ctx, actor, 'application.withdraw', {
    id,
    reason: `I found ${word('reason of withdrawing')}`,
  });
  withdrawals.reinstate(ctx, actor, 'application.withdraw', { id, reason: null });
  wishForATime(ctx, actor, id, word('when they can come', hidden));
  thinkOf(ctx, id, word('what a panel thought', hidden));
  const decisionId = decisions.prepare(ctx, staff, {
    applicationId: id,
    event: 'screen_out',
    role: 'coordinator',
    reasonCode: 'average',
    note: `the certificate says ${word('note of a decision', hidden)}`,
    letter: { name: 'conditions-not-met', data: () => letterRules['conditions-not-met'].sample },
  });
  const { keyring } = ctx.config;
  const hide = (place: string, context: string) =>
    seal(keyring, Buffer.from(word(place, hidden)), `${context}:${id}`);
  insertRefusal(ctx.db, {
    decisionId,
    applicationId: id,
    reasons: ['places'],
    sealedAdvice: hide('advice to who was refused', 'advice'),
  });
  insertTieRecord(ctx.db, {
    callId,
    fileBand: 6,
    interviewBand: 6,
    applicationIds: [id],
    method: 'discussion',
    sealedWords: seal(keyring, Buffer.from(word('how a tie was broken', hidden)), `tie-record:${callId}`),
    recordedAt: ctx.clock.now(),
    recordedBy: staff.personId,
  });
  insertProposal(ctx.db, {
    applicationId: id,
    kind: 'out',
    state: 'sent_back',
    reasonCode: 'average',
    sealedNote: hide('note of a proposal', 'proposal'),
    sealedAnswer: hide('answer to a proposal', 'proposal-answer'),
    proposedBy: staff.personId,
    proposedAt: ctx.clock.now(),
    moveId: 0,
  });
  const requestId = insertRequest(
    ctx.db,
    { applicationId: id, state: 'open', askedBy: staff.personId, askedAt: ctx.clock.now(), dueAt: 0 },
    [{ kind: 'words', name: '', words: word('what was asked', hidden) }],
    (words, request) => seal(keyring, Buffer.from(words), `request-item:${request}`),
  );
  const [item] = requestsOf(ctx.db, id)[0]?.items ?? [];
  const reply = Buffer.from(word('what was answered', hidden));
  keepReply(ctx.db, item?.id ?? 0, seal(keyring, reply, `request-reply:${requestId}`));
  const why = Buffer.from(word('why something stays', hidden));
  closeRequest(ctx.db, requestId, {
    state: 'supplied',
    closedAt: ctx.clock.now(),
    sealedExplanation: seal(keyring, why, `request-explanation:${requestId}`),
  });
  const said = hide('words against a decision', 'contest');
  insertContest(ctx.db, { applicationId: id, sealedWords: said, madeAt: ctx.clock.now() });
  return [id];
}

/** What staff leave on a file. */
function workOn(ctx: Ctx, staff: Actor, id: number, word: Word, hidden: Record<string, string>): void {
  const note = `The stamp says ${word('note on a verdict', hidden)}`;
  const judged = {
    id,
    fact: 'profile',
    verdict: 'differs',
    value: 'other',
    document: null,
    page: null,
  } as const;
  verification.judge(ctx, staff, { ...judged, note, seen: 0 });
  const exams = `${word('name of an exam')}; 8`;
  const scale = { worst: 50_000, best: 100_000, seenAverage: 0, seenScale: 0 };
  const none = { note: null, document: null, page: null };
  averages.compute(ctx, staff, { id, method: 'mean', exams, ...scale, ...none });
  notes.write(ctx, staff, { id, note: `She rang about ${word('note on a file', hidden)}` });
}

/** Invited, and no time fits: what they write of their days. */
function wishForATime(ctx: Ctx, actor: Actor, id: number, words: string): void {
  const application = applicationById(ctx.db, id);
  const call = application && callById(ctx.db, application.callId);
  if (!application || !call) throw new Error('the application is not there');
  inTransaction(ctx, (inside) => {
    const replyBy = inside.clock.now() + 1_000_000;
    invitations.open(inside, actor, application, call, { replyBy, groupId: null });
    invitations.wish(inside, actor, application, `only when ${words}`);
  });
}

/** An interview that was held, and the card of somebody on its panel. */
function thinkOf(ctx: Ctx, applicationId: number, words: string): void {
  const { callId = 0, personId = 0 } = applicationById(ctx.db, applicationId) ?? {};
  const createdAt = ctx.clock.now();
  const session = { callId, state: 'published', place: 'Second floor' } as const;
  const panel = insertSession(ctx.db, { ...session, languages: ['sq'], createdAt }, []);
  insertSlots(ctx.db, panel, [{ startsAt: createdAt, endsAt: createdAt + 1 }]);
  const slotId = slotsOf(ctx.db, panel)[0]?.id ?? 0;
  const held = { state: 'held', uid: `interview-${applicationId}`, bookedAt: 1, endedAt: 2 } as const;
  const bookingId = insertBooking(ctx.db, { ...held, applicationId, slotId }) ?? 0;
  const sealed = seal(ctx.config.keyring, Buffer.from(words), `card:${bookingId}:${personId}`);
  putCard(ctx.db, { bookingId, personId, sealed, filedAt: createdAt });
}

function addDocument(
  ctx: Ctx,
  actor: Actor,
  id: number,
  slot: 'motivation_letter' | 'grades_certificate',
  word: Word,
  hidden: Record<string, string>,
): void {
  const document = newDocument(`${slot} ${Object.keys(hidden).length}`, word, hidden);
  documents.add(ctx, actor, 'application.edit', { id, slot, document });
}

function newDocument(what: string, word: Word, hidden: Record<string, string>): files.Prepared {
  const document = pdfOf(word(`text of a document (${what})`, hidden));
  return { ...document, suggestedName: `${word(`name of a document (${what})`)}.pdf` };
}

const pdfOf = (text: string) => ({
  bytes: Buffer.from(`%PDF-1.7 ${`${text} `.repeat(3000)}`),
  type: 'pdf' as const,
  pages: 1,
  sha256: createHash('sha256').update(text).digest('hex'),
});

/** An internship that was begun for them, with what they said of themselves. */
function plantPlacement(ctx: Ctx, actor: Actor, word: Word, hidden: Record<string, string>): void {
  placements.start(ctx, actor, { id: null, personId: actor.personId });
  placements.declareConflicts(ctx, actor, `a cousin, ${word('ties to a case', hidden)}`);
  const account = { bank: 'Sample Bank', account: 'XK051212012345678906' };
  placements.giveDetails(ctx, actor, {
    languages: ['sq'],
    holder: word('account holder', hidden),
    ...account,
  });
}

/** Costs they claimed for a hearing, returned by staff with a reason. */
function plantCosts(
  ctx: Ctx & { db: Store },
  { actor, staff }: { actor: Actor; staff: Actor },
  word: Word,
  hidden: Record<string, string>,
): void {
  const hearingId = makeHearing({ ctx }, makeCase({ ctx }), { scheduledOn: '2026-10-20' });
  const { personId } = actor;
  insertAssignment(ctx.db, { hearingId, personId, assignedAt: ctx.clock.now() });
  const reason = `no ticket on the bus to ${word('why there is no receipt', hidden)}`;
  // Its own name is not kept.
  const document = { ...pdfOf(word('text of a receipt', hidden)), suggestedName: 'bus.pdf' };
  costs.claim(ctx, actor, { hearingId, amount: 750, reason, document, version: 0 });
  const id = costs.forHearing(ctx, actor, hearingId).claim?.cost.id ?? 0;
  const answer = `the ticket to ${word('why costs were returned', hidden)} is another`;
  costs.decide(ctx, staff, { id, deed: 'give_back', reason: answer, version: 1 });
}

/** Keys of an earlier membership, such as a past year's intern would leave. */
function plantKeys(ctx: Ctx, personId: number, word: Word, hidden: Record<string, string>): void {
  const secret = Buffer.from(word('secret of a code app', hidden));
  credentials.setCredentials(ctx.db, personId, {
    passwordHash: `$argon2id$${word('hash of a password')}`,
    totpSealed: seal(ctx.config.keyring, secret, `totp:${personId}`),
  });
  credentials.replaceRecoveryCodes(ctx.db, personId, [word('hash of a recovery code')]);
  passkeys.insertPasskey(ctx.db, {
    personId,
    credentialId: word('id of a passkey'),
    publicKey: Buffer.from(word('public key of a passkey')),
    counter: 1,
    name: word('name of a passkey'),
    createdAt: ctx.clock.now(),
  });
  calendars.insertFeed(ctx.db, {
    personId,
    tokenHash: word('hash of the address of a calendar'),
    createdAt: ctx.clock.now(),
  });
  passkeys.insertChallenge(
    ctx.db,
    word('challenge of a passkey'),
    personId,
    ctx.clock.now(),
    ctx.clock.now() + 300_000,
  );
}

/** A drafted letter, what it is written from, and the words it had before somebody changed them. */
function plantDraft(
  { ctx, staff }: Ground,
  { personId, email, applicationId }: { personId: number; email: string; applicationId: number },
  word: Word,
  hidden: Record<string, string>,
): void {
  const to = { personId, email, language: 'en' } as const;
  const about = { entity: 'application', entityId: applicationId, groupId: 'corrected' };
  const { sample } = letterRules['conditions-corrected'];
  const id = queue(ctx, 'conditions-corrected', to, about, { ...sample, title: word('draft', hidden) });
  const text = `Dear applicant, we have changed it: ${word('draft changed by hand', hidden)}`;
  edit(ctx, staff, { id, version: 1, subject: 'About the call', text });
}

/** Of the letters one was sent, one failed and one waits; another, about the application, went to a colleague. */
function settleLetters(ctx: Ctx, personId: number): void {
  const { $client } = ctx.db as Store;
  const [sent, failed] = $client
    .prepare('select id from letters where person_id = ? order by id')
    .pluck()
    .all(personId) as number[];
  $client.prepare("update letters set state = 'sent', sent_at = 1 where id = ?").run(sent);
  $client.prepare("update letters set state = 'failed' where id = ?").run(failed);
}

/** The places whose word is still in a file of the folder: database, write-ahead log, shared memory, anything. */
export function placesInFiles(folder: string, words: Record<string, string>): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  return Object.entries(words).flatMap(([place, word]) =>
    files.filter(({ bytes }) => bytes.includes(word.slice(-9))).map(({ name }) => `${place} in ${name}`),
  );
}

/** Everything that is sealed, as whoever holds the keys reads it. */
export function unsealed({ ctx }: FileWorld): string[] {
  return sealedColumns.flatMap(({ table, column, context }) =>
    (
      ctx.db.$client
        .prepare(
          `select ${column} as sealed, ${context} as context from ${table} where ${column} is not null`,
        )
        .all() as { sealed: Buffer; context: string }[]
    ).map((row) => unseal(ctx.config.keyring, row.sealed, row.context).toString()),
  );
}

/** The places whose word is in something sealed. */
export function placesUnsealed(world: FileWorld, words: Record<string, string>): string[] {
  const contents = unsealed(world);
  return Object.entries(words).flatMap(([place, word]) =>
    contents.some((content) => content.includes(word.slice(-9))) ? [place] : [],
  );
}
