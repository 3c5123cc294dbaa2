// Puts into a filled database what the bench needs: a coordinator who is signed in, and drafts that only need sending.
import type { Store } from '../../db/open.js';
import { institutions } from '../../db/seed/institutions.js';
import { jobs } from '../../src/jobs/index.js';
import { newToken } from '../../src/lib/token.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export type Draft = { id: number; token: string };

/** A coordinator signed in with both factors; answers with the session's token. `now` in epoch milliseconds. */
export function coordinator(store: Store, now: number): string {
  const { run } = inserting(store);
  const personId = run('people', {
    email: 'dafina.bench@example.org',
    name: 'Dafina Bench',
    language: 'en',
    created_at: now,
    email_confirmed_at: now,
  });
  run('memberships', { person_id: personId, group_name: 'coordinator', since: now });
  return session(store, personId, 'full', now);
}

/** Two documents of several pages in an application, so that opening it shows what staff see. */
export function addDocuments(store: Store, applicationId: number, now: number): void {
  const ownerId = store.$client
    .prepare('select person_id from applications where id = ?')
    .pluck()
    .get(applicationId) as number;
  for (const slot of ['grades_certificate', 'cv']) addDocument(store, { applicationId, ownerId, slot }, now);
}

/** As many people, each signed in, each with a draft in which nothing is missing. */
export function readyDrafts(store: Store, callId: number, many: number, now: number): Draft[] {
  return store.$client.transaction(() =>
    Array.from({ length: many }, (_one, index) => readyDraft(store, callId, index, now)),
  )();
}

/** How many of these drafts were sent. */
export function countSent(store: Store, drafts: readonly Draft[]): number {
  const ids = JSON.stringify(drafts.map((draft) => draft.id));
  return store.$client
    .prepare(
      `select count(*) from applications where state = 'submitted' and reference is not null
         and id in (select value from json_each(?))`,
    )
    .pluck()
    .get(ids) as number;
}

/**
 * The hourly and nightly jobs have run: what fills the database makes hundreds of letters due at once, and they would
 * read everything in the middle of what is measured.
 */
export function settleJobs(store: Store, now: number): void {
  const seldom = ({ every }: (typeof jobs)[number]) => typeof every === 'string' || every >= HOUR;
  for (const { name } of jobs.filter(seldom)) {
    inserting(store).run('leases', { name, holder: 'bench', until: now, last_started_at: now });
  }
}

function readyDraft(store: Store, callId: number, index: number, now: number): Draft {
  const { run } = inserting(store);
  const personId = run('people', {
    email: `arta.${index}@bench.example.org`,
    name: `Arta Bench ${index}`,
    language: 'sq',
    created_at: now,
    email_confirmed_at: now,
  });
  run('memberships', { person_id: personId, group_name: 'applicant', since: now });
  const applicationId = run('applications', {
    call_id: callId,
    person_id: personId,
    state: 'draft',
    state_at: now,
    language: 'sq',
    created_at: now - DAY,
    average_ten_thousandths: 85_000,
    institution: institutions[0]?.id ?? 'up',
    study_year: 4,
  });
  for (const [section, body] of Object.entries(answersOf(index))) {
    run('answers', {
      application_id: applicationId,
      section,
      version: 1,
      body: JSON.stringify(body),
      saved_at: now,
      saved_by: personId,
    });
  }
  addDocument(store, { applicationId, ownerId: personId, slot: 'grades_certificate' }, now);
  return { id: applicationId, token: session(store, personId, 'link', now) };
}

function answersOf(index: number) {
  return {
    about: { name: `Arta Bench ${index}`, phone: '+38344123456', letterLanguage: 'sq' },
    studies: {
      institution: institutions[0]?.id ?? 'up',
      faculty: 'law',
      degree: 'bachelor',
      studyYear: '4',
      programmeYears: '4',
      averageScale: 'five_to_ten',
      average: '8,50',
      criminalLaw: 'passed',
      criminalProcedure: 'passed',
      profile: 'criminal',
    },
    experience: { serbianLevel: 'good', previousInternship: 'no' },
    letter: { letter: 'Dua ta shoh nga afër se si një gjykatë e trajton të kaluarën. '.repeat(24) },
    declarations: { truthful: 'on', privacy: 'on' },
  };
}

function addDocument(
  store: Store,
  at: { applicationId: number; ownerId: number; slot: string },
  now: number,
): void {
  const { run } = inserting(store);
  const fileId = run('files', {
    owner_id: at.ownerId,
    name: `${at.slot}.pdf`,
    type: 'pdf',
    bytes: 180_000,
    pages: 3,
    sha256: '0'.repeat(64),
    uploaded_at: now,
    uploaded_by: at.ownerId,
  });
  run('application_documents', {
    application_id: at.applicationId,
    slot: at.slot,
    file_id: fileId,
    added_at: now,
  });
}

/** Somebody signed in; answers with the session's token. */
export function session(store: Store, personId: number, assurance: 'link' | 'full', now: number): string {
  const { token, tokenHash } = newToken();
  inserting(store).run('sessions', {
    token_hash: tokenHash,
    person_id: personId,
    assurance,
    remembered: assurance === 'link' ? 1 : 0,
    created_at: now,
    last_seen_at: now,
    expires_at: now + DAY,
  });
  return token;
}

function inserting(store: Store) {
  return {
    run(table: string, row: Record<string, string | number>): number {
      const columns = Object.keys(row);
      const statement = `insert into ${table} (${columns.join(', ')}) values (${columns.map((name) => `@${name}`).join(', ')})`;
      return Number(store.$client.prepare(statement).run(row).lastInsertRowid);
    },
  };
}
