// Fills a database with invented applications: as many as asked for, the same ones every time.
import type { Store } from '../../db/open.js';
import { institutions as institutionSeed } from '../../db/seed/institutions.js';
import { decided } from '../../src/applications/states.js';
import { hashOf } from '../../src/history/record.js';
import { fold } from '../../src/lib/fold.js';
import { orderKey } from '../../src/lib/order.js';
import { firstNames, lastNames } from './names.js';

export type Filled = {
  callId: number;
  slug: string;
  /** Applications that were sent; their ids are this range, drafts in between. */
  firstId: number;
  lastId: number;
  /** Eight people have this name in a database of any size. */
  someName: string;
  /** The id of a submitted application with answers, a trace and a history. */
  someId: number;
};

/** Out of a hundred applications, so many are in each state. */
const shares = {
  draft: 10,
  submitted: 22,
  info_requested: 4,
  in_review: 18,
  shortlisted: 6,
  invited: 3,
  booked: 3,
  interviewed: 6,
  offered: 2,
  waitlisted: 4,
  accepted: 5,
  ineligible: 6,
  not_selected: 6,
  withdrawn: 3,
  not_submitted: 2,
} as const;

const states = Object.entries(shares).flatMap(([state, count]) => Array.from({ length: count }, () => state));
const institutionIds = institutionSeed.map((institution) => institution.id);
const DAY = 86_400_000;

/**
 * Adds an open call and `n` applications to it, in every state, with people, answers, traces, history and search.
 * `now` in epoch milliseconds: the applications were begun in the thirty days before. Deterministic.
 */
export function fill(store: Store, n: number, now = Date.UTC(2026, 9, 22, 8)): Filled {
  const client = store.$client;
  const random = dice(42);
  const insert = statements(client);
  let filled: Filled | undefined;
  client.transaction(() => {
    for (const institution of institutionSeed) insert.institution.run(institution);
    const { callId, versionId, slug } = insertCall(client, now);
    let previousHash =
      (client.prepare('select hash from history order by id desc limit 1').pluck().get() as string) ?? '';
    let firstId = 0;
    let lastId = 0;
    let someId = 0;
    let sought = 0;
    let number = Number(
      client.prepare('select coalesce(max(reference_number), 0) from applications').pluck().get(),
    );
    for (let i = 0; i < n; i += 1) {
      const state = states[(i * 37) % states.length] as keyof typeof shares;
      const isSent = state !== 'draft' && state !== 'not_submitted';
      const drawn = `${pick(firstNames, random)} ${pick(lastNames, random)}`;
      const isSought = isSent && sought < SOUGHT.times && i >= (sought * n) / SOUGHT.times;
      if (isSought) sought += 1;
      const name = isSought ? SOUGHT.name : drawn;
      const createdAt = now - 30 * DAY + Math.floor((i / n) * 29 * DAY);
      const email = `${fold(name).replaceAll(' ', '.')}.${callId}.${i}@example.org`;
      const personId = insert.person.run({ email, name, createdAt }).lastInsertRowid;
      const average = 55_000 + Math.floor(random() * 450) * 100;
      const institution = pick(institutionIds, random);
      const year = random() < 0.5 ? 3 : 4;
      if (isSent) number += 1;
      const reference = isSent ? `HLC-2026-${String(number).padStart(4, '0')}` : null;
      const submittedAt = isSent ? createdAt + Math.floor(random() * DAY) : null;
      const id = insert.application.run({
        callId,
        personId,
        state,
        decidedBy: isDecided(state) ? personId : null,
        reasonCode: isDecided(state) ? 'sample' : null,
        at: submittedAt ?? createdAt,
        reference,
        year: isSent ? 2026 : null,
        number: isSent ? number : null,
        source: random() < 0.95 ? 'web' : 'paper',
        createdAt,
        submittedAt,
        average: random() < 0.04 ? null : average,
        institution,
        studyYear: year,
        attentionAt: isSent && random() < 0.003 ? now : null,
        orderSq: isSent ? orderKey(name, 'sq') : null,
        orderSr: isSent ? orderKey(name, 'sr') : null,
        orderEn: isSent ? orderKey(name, 'en') : null,
      }).lastInsertRowid;
      firstId ||= Number(id);
      lastId = Number(id);
      for (const [section, body] of Object.entries(answersFor(name, institution, year, average, random))) {
        insert.answer.run({ id, section, body: JSON.stringify(body), at: createdAt, personId });
        if (isSent) insert.version.run({ id, section, body: JSON.stringify(body), at: createdAt, personId });
      }
      const events = isSent ? ['start', 'submit'] : ['start'];
      for (const event of events) {
        const row = historyRow(event, Number(id), Number(personId), createdAt, previousHash);
        previousHash = hashOf(row);
        insert.history.run({ ...row, details: JSON.stringify(row.details), hash: previousHash });
      }
      if (!isSent) continue;
      if (state === 'submitted') someId = Number(id);
      const overall = average > 75_000 ? 'to_verify' : 'not_met';
      insert.trace.run({ id, versionId, overall, rules: JSON.stringify(rulesFor(average)), at: submittedAt });
      const known = institutionSeed.find((one) => one.id === institution);
      const words = [name, reference, email, known?.nameSq, known?.nameSr, known?.nameEn];
      insert.search.run({ id, folded: fold(words.join(' ')) });
    }
    filled = { callId, slug, firstId, lastId, someName: SOUGHT.name, someId };
  })();
  client.exec('analyze');
  if (!filled) throw new Error('nothing was filled in');
  return filled;
}

/** A name that as many people have in a database of any size: a search for it finds the same number everywhere. */
const SOUGHT = { name: 'Yllka Vranjolli', times: 8 };

/** A generator of numbers from 0 to 1 that always gives the same row (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T;
}

function answersFor(name: string, institution: string, year: number, average: number, random: () => number) {
  const typed = String(average / 10_000).replace('.', ',');
  return {
    about: { name, phone: '+38344123456', city: 'Prishtinë', letterLanguage: 'sq', contactNote: '' },
    studies: {
      institution,
      institutionOther: '',
      faculty: 'law',
      degree: 'bachelor',
      studyYear: String(year),
      programmeYears: '4',
      average: typed,
      averageScale: 'five_to_ten',
      criminalLaw: 'passed',
      criminalProcedure: random() < 0.8 ? 'passed' : 'not_yet',
      profile: pick(['criminal', 'international', 'other', 'none'], random),
    },
    experience: {
      serbianLevel: pick(['none', 'basic', 'good', 'very_good', 'native'], random),
      albanianLevel: 'native',
      englishLevel: 'good',
      previousInternship: random() < 0.7 ? 'no' : 'yes',
      experience: 'Ndihmova në klinikën ligjore të fakultetit dhe ndoqa dy seanca gjyqësore.',
      unavailable: 'E premte paradite',
      supportNeeds: '',
    },
    letter: { letter: 'Dua ta shoh nga afër se si një gjykatë e trajton të kaluarën. '.repeat(24) },
    declarations: { truthful: 'on', privacy: 'on', keepForNextCall: '' },
  };
}

function historyRow(event: string, entityId: number, actorId: number, at: number, previousHash: string) {
  return {
    at,
    actorId,
    actorRole: 'applicant',
    entity: 'application',
    entityId,
    event,
    fromState: event === 'submit' ? 'draft' : null,
    toState: event === 'submit' ? 'submitted' : 'draft',
    reasonCode: null,
    note: null,
    ruleVersion: null,
    groupId: null,
    reversesId: null,
    details: {},
    previousHash,
  };
}

function rulesFor(average: number) {
  const declared = (fact: string, value: string | number) => ({
    fact,
    declared: value,
    verified: null,
    basis: 'declared',
  });
  return [
    {
      rule: 'lawFaculty',
      kind: 'condition',
      result: 'met_declared',
      basis: 'declared',
      sentence: { key: 'eligibility.sentence.facultyLaw', values: {} },
      inputs: [declared('faculty', 'law')],
    },
    {
      rule: 'average',
      kind: 'condition',
      result: average > 75_000 ? 'met_declared' : 'not_met',
      basis: 'declared',
      sentence: {
        key: 'eligibility.sentence.averageStated',
        values: { average: (average / 10_000).toFixed(2), above: '7.5' },
      },
      inputs: [declared('averageScale', 'five_to_ten'), declared('averageTenThousandths', average)],
    },
    {
      rule: 'criminalLaw',
      kind: 'condition',
      result: 'met_declared',
      basis: 'declared',
      sentence: { key: 'eligibility.sentence.criminalLawPassed', values: {} },
      inputs: [declared('criminalLaw', 'passed')],
    },
  ];
}

function insertCall(client: Store['$client'], now: number) {
  const slug = `bench-${Number(client.prepare('select count(*) from calls').pluck().get()) + 1}`;
  const conditions = JSON.stringify({
    bachelorYears: [3, 4],
    averageAboveTenThousandths: 75_000,
    exams: ['criminal_law', 'criminal_procedure'],
    lawFacultyOnly: true,
    institutions: institutionIds,
    priority: { finalYear: true, profiles: ['criminal', 'international'] },
    advantage: { serbian: true },
    encouraged: { firstInternship: true },
  });
  const call = { slug, opensAt: now - 31 * DAY, closesAt: now + 14 * DAY, conditions, now };
  const callId = Number(
    client
      .prepare(
        `insert into calls (slug, state, opens_at, closes_at, grace_minutes, months_min, months_max, contact_name, contact_email,
           conditions, required_documents, optional_documents, rubric, settings, created_at, published_at)
         values (@slug, 'published', @opensAt, @closesAt, 15, 3, 6, '{"sq":"Zyra","sr":"Služba","en":"Desk"}', 'desk@example.org',
           @conditions, '["motivation_letter","grades_certificate"]', '["cv"]', '[]', '{}', @now, @now)`,
      )
      .run(call).lastInsertRowid,
  );
  for (const [language, title] of [
    ['sq', 'Praktikë në monitorimin e gjykimeve'],
    ['sr', 'Praksa u praćenju suđenja'],
    ['en', 'Internship in monitoring trials'],
  ]) {
    client
      .prepare('insert into call_texts (call_id, language, title) values (?, ?, ?)')
      .run(callId, language, `${title} (${slug})`);
  }
  const versionId = Number(
    client
      .prepare('insert into call_versions (call_id, number, conditions, created_at) values (?, 1, ?, ?)')
      .run(callId, conditions, now).lastInsertRowid,
  );
  return { callId, versionId, slug };
}

const isDecided = (state: string) => (decided as readonly string[]).includes(state);

function statements(client: Store['$client']) {
  return {
    institution: client.prepare(
      `insert into institutions (id, name_sq, name_sr, name_en, kind, city)
       values (@id, @nameSq, @nameSr, @nameEn, @kind, @city) on conflict do nothing`,
    ),
    person: client.prepare(
      `insert into people (email, email_confirmed_at, name, language, created_at) values (@email, @createdAt, @name, 'sq', @createdAt)`,
    ),
    application: client.prepare(
      `insert into applications (call_id, person_id, state, decided_by, reason_code, state_at, reference, reference_year, reference_number, source, language,
         created_at, submitted_at, average_ten_thousandths, institution, study_year, attention_at,
         order_sq, order_sr, order_en)
       values (@callId, @personId, @state, @decidedBy, @reasonCode, @at, @reference, @year, @number, @source, 'sq',
         @createdAt, @submittedAt, @average, @institution, @studyYear, @attentionAt,
         @orderSq, @orderSr, @orderEn)`,
    ),
    answer: client.prepare(
      `insert into answers (application_id, section, version, body, saved_at, saved_by) values (@id, @section, 1, @body, @at, @personId)`,
    ),
    version: client.prepare(
      `insert into answer_versions (application_id, section, version, body, saved_at, saved_by)
       values (@id, @section, 1, @body, @at, @personId)`,
    ),
    history: client.prepare(
      `insert into history (at, actor_id, actor_role, entity, entity_id, event, from_state, to_state, details, previous_hash, hash)
       values (@at, @actorId, @actorRole, @entity, @entityId, @event, @fromState, @toState, @details, @previousHash, @hash)`,
    ),
    trace: client.prepare(
      `insert into traces (application_id, call_version_id, overall, rules, at) values (@id, @versionId, @overall, @rules, @at)`,
    ),
    search: client.prepare('insert into application_search (rowid, folded) values (@id, @folded)'),
  };
}
