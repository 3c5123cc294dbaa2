// Erasure erases: words planted in every place are looked for in the raw files afterwards.
import { expect, test } from 'vitest';
import { emptyLog, eraseMyself, stores, subjectOf } from '../../src/erasure/service.js';
import { firstBrokenLink } from '../../src/history/queries.js';
import { deliver } from '../../src/mail/send.js';
import {
  type FileWorld,
  makeFileWorld,
  type Planted,
  placesInFiles,
  placesUnsealed,
  plant,
} from '../privacy/planted.js';
import { openPostOffice } from '../support/post-office.js';

const all = (person: Planted) => ({ ...person.open, ...person.sealed });
/** The places whose readable word is in some file. */
const placesIn = (world: FileWorld, person: Planted) =>
  [...new Set(placesInFiles(world.folder, person.open).map((place) => place.split(' in ')[0] ?? ''))].sort();
const rows = (world: FileWorld, query: string, ...values: unknown[]) =>
  world.ctx.db.$client.prepare(query).all(...values);

test('every planted word can be found while the person is there', () => {
  const world = makeFileWorld();
  const arta = plant(world);

  expect(placesIn(world, arta)).toEqual(Object.keys(arta.open).sort());
  expect(placesUnsealed(world, arta.sealed)).toEqual(Object.keys(arta.sealed));
  expect(placesInFiles(world.folder, arta.sealed)).toEqual([]);
});

test('no byte of an erased person is in any file once their last letter has left, and nobody else lost one', async () => {
  const world = makeFileWorld();
  const arta = plant(world);
  const nenad = plant(world);
  const office = await openPostOffice();
  const ctx = { ...world.ctx, config: { ...world.ctx.config, smtpUrl: office.url } };

  eraseMyself(ctx, arta.actor);
  await deliver(ctx, {
    answers: async () => ({ filename: 'a.pdf', content: Buffer.from('a'), contentType: 'application/pdf' }),
  });
  expect(emptyLog(ctx)).toBe(true);

  const theirs = office.received.filter(({ to }) => JSON.stringify(to).includes(String(arta.open.email)));
  expect(theirs).toHaveLength(1);
  expect(theirs[0]?.text).toContain('everything we held about you was erased');
  expect(placesInFiles(world.folder, all(arta))).toEqual([]);
  expect(placesUnsealed(world, all(arta))).toEqual([]);
  expect(placesIn(world, nenad)).toEqual(Object.keys(nenad.open).sort());
  expect(placesUnsealed(world, nenad.sealed)).toEqual(Object.keys(nenad.sealed));
});

test.each(Object.keys(stores))('leaving out the store "%s" leaves something that is found', (left) => {
  const world = makeFileWorld();
  const arta = plant(world);
  const subject = subjectOf(world.ctx, arta.personId);

  for (const [name, empty] of Object.entries(stores)) {
    if (name !== left) empty(world.ctx, arta.actor, subject, 'own_request', 0);
  }
  emptyLog(world.ctx);

  expect([...placesInFiles(world.folder, arta.open), ...placesUnsealed(world, arta.sealed)]).not.toEqual([]);
});

test('what stays is a row without a person and a history of numbers whose chain holds', () => {
  const world = makeFileWorld();
  const arta = plant(world);

  eraseMyself(world.ctx, arta.actor);

  expect(rows(world, 'select name, email, phone, erased_at from people where id = ?', arta.personId)).toEqual(
    [{ name: '', email: null, phone: '', erased_at: world.ctx.clock.now() }],
  );
  expect(
    rows(
      world,
      'select state, reference, average_ten_thousandths, institution, study_year, overall, anonymised_at from applications where person_id = ?',
      arta.personId,
    ),
  ).toEqual([
    {
      state: 'withdrawn',
      reference: 'HLC-2026-0001',
      average_ten_thousandths: null,
      institution: null,
      study_year: null,
      overall: null,
      anonymised_at: world.ctx.clock.now(),
    },
  ]);
  expect(
    rows(world, 'select group_name from memberships where person_id = ? and until is null', arta.personId),
  ).toEqual([]);
  for (const table of [
    'sessions',
    'credentials',
    'recovery_codes',
    'passkeys',
    'passkey_challenges',
    'sign_in_links',
  ]) {
    expect(rows(world, `select 1 from ${table} where person_id = ?`, arta.personId), table).toEqual([]);
  }
  for (const table of [
    'answers',
    'answer_versions',
    'traces',
    'community_opt_ins',
    'file_contents',
    'history_notes',
  ]) {
    expect(rows(world, `select 1 from ${table}`), table).toEqual([]);
  }
  expect(rows(world, "select event from history where entity = 'person' and event = 'erase'")).toHaveLength(
    1,
  );
  expect(firstBrokenLink(world.ctx.db)).toBeUndefined();
});

test('nothing is found of anybody who was erased from among many', () => {
  const world = makeFileWorld();
  const people = Array.from({ length: 24 }, () => plant(world));
  const gone = people.filter((_person, index) => index % 2 === 0);

  for (const person of gone) eraseMyself(world.ctx, person.actor);
  // Their last letters never leave here: the address waits in the outbox, and nowhere else.
  world.ctx.db.$client
    .prepare("update letters set recipient = null, sealed_body = null where letter = 'erased'")
    .run();
  emptyLog(world.ctx);

  expect(gone.flatMap((person) => placesInFiles(world.folder, all(person)))).toEqual([]);
  const kept = people.filter((_person, index) => index % 2 === 1);
  for (const person of kept) expect(placesIn(world, person)).toEqual(Object.keys(person.open).sort());
});

/** What erasing a person does with each table. A new table is a new line, and a thought. */
const fate: Record<string, string> = {
  _migrations: 'nobody is in it',
  absences: 'rows go',
  answer_versions: 'rows go',
  answers: 'rows go',
  application_counts: 'nobody is in it',
  application_documents: 'stays: which place, which file, when',
  applications: 'stays without average, institution and year; a draft goes',
  assignments: 'stays: which hearing, whose number, when',
  averages: 'rows go',
  bookings: 'stays: which application, which time, numbers only',
  calendar_entries: 'stays: hours and numbers',
  calendar_feeds: 'rows go',
  call_texts: 'nobody is in it',
  call_versions: 'nobody is in it',
  calls: 'nobody is in it',
  case_documents: 'stays: a public proceeding; who added it, as a number',
  case_marks: 'rows go',
  case_notes: 'stays: what staff wrote about a case, sealed',
  case_numbers: 'nobody is in it',
  case_stages: 'nobody is in it',
  cases: 'stays: a public proceeding; who wrote it, as a number',
  charges: 'nobody is in it',
  community_counters: 'stays: numbers tied to nobody',
  community_opt_ins: 'rows go',
  closed_days: 'nobody is in it',
  conflicts: 'rows go, those they said and those said about them',
  contests: 'dates stay; the words go',
  costs: 'stays for the books: sums and days; words and receipt go',
  credentials: 'rows go',
  decisions: 'state, reason code and dates stay; the note goes',
  discussions: 'rows go',
  extensions: 'stays: which deadline moved, numbers only',
  file_contents: 'rows go',
  file_imports: 'stays: numbers only; what a file said goes when it is applied, and after a day',
  files: 'stays without name and checksum',
  form_keys: 'stays for thirty days: a path of ours with a number',
  frozen_figures: 'stays: numbers only',
  hearings: 'nobody is in it: what a court scheduled',
  heartbeat: 'nobody is in it',
  history: 'stays: numbers only',
  history_notes: 'rows go',
  institutions: 'nobody is in it',
  interview_cards: 'rows go',
  interview_questions: 'nobody is in it',
  community_tallies: 'nobody is in it: numbers of five at least',
  interview_invitations: 'stays without what they wrote',
  interview_locks: 'stays: numbers only',
  interview_panel: 'stays: numbers only',
  interview_sessions: 'nobody is in it',
  interview_slots: 'nobody is in it',
  late_keys: 'stays without address and reason',
  leases: 'nobody is in it',
  letter_templates: 'nobody is in it',
  letter_versions: 'goes',
  letters: 'stays without address, subject and words',
  memberships: 'ended',
  notes: 'rows go',
  offers: 'stays: dates of an internship that was offered',
  outages: 'nobody is in it',
  participants: 'stays: a public proceeding, nobody with an account',
  panel_changes: 'stays: numbers only',
  parties: 'stays: who is named before the courts, nobody with an account',
  party_aliases: 'stays: who is named before the courts',
  party_merges: 'stays: who is named before the courts',
  passkey_challenges: 'rows go',
  passkeys: 'rows go',
  people: 'stays empty',
  placement_steps: 'stays: which step, when',
  placements: 'stays: dates and state, without ties, account and languages',
  proposals: 'reason code and dates stay; the words go',
  protected_people: 'stays: a pseudonym, nobody with an account',
  readings: 'rows go',
  recovery_codes: 'rows go',
  redactions: 'rows go',
  refusals: 'reason codes stay; the advice goes',
  questionnaires: 'nobody is in it',
  report_attendance: 'stays: a public proceeding, nobody with an account',
  report_breaks: 'nobody is in it',
  report_comments: 'stays: sealed words about a report; whose, as a number',
  report_conduct: 'stays: a public proceeding; its words sealed',
  report_documents: 'stays: what kind of paper a hearing gave, whose number brought it',
  report_incidents: 'stays: a pseudonym at most; its words sealed',
  report_indicators: 'stays: a public proceeding; its words sealed',
  report_judgments: 'stays: a public proceeding',
  report_motions: 'stays: a public proceeding; its words sealed',
  report_retractions: 'stays: why a report was withdrawn, sealed; by whose number',
  report_reviews: 'stays: decisions about a report; whose, as a number',
  report_sections: 'stays: which part was saved when, by whose number',
  report_versions: 'stays: what was filed, sealed; by whose number',
  report_witnesses: 'stays: a public proceeding or a pseudonym; its words sealed',
  reports: 'stays: what a court did; whose it is, as a number',
  request_items: 'what was asked stays; the words go',
  requests: 'stays: dates and state',
  reserves: 'stays: a number and when',
  rulings: 'stays: a public proceeding',
  score_changes: 'rows go',
  score_locks: 'nobody is in it but who locked',
  scores: 'rows go, those about their application; what they marked of others stays without their name',
  sessions: 'rows go',
  shortlist_seeds: 'nobody is in it but who drew it',
  shortlists: 'stays: numbers only',
  sign_in_links: 'rows go',
  tasks: 'stays: numbers and words of ours',
  throttles: 'stays for ninety days at most: keyed hashes',
  tie_records: 'stays: bands and numbers; the words go',
  ties: 'rows go',
  timer_runs: 'stays: numbers only',
  traces: 'rows go',
  verdicts: 'rows go',
};

test('for every table it is written down what erasing a person does with it', () => {
  const world = makeFileWorld();
  const tables = rows(
    world,
    "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite_%' order by name",
  ) as { name: string }[];

  expect(tables.map(({ name }) => name)).toEqual(Object.keys(fate).sort());
});
