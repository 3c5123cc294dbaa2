// Fills a database with invented cases, hearings and reports: the same ones every time, four hundred hearings a year.
import type { Store } from '../../db/open.js';
import { fold } from '../../src/lib/fold.js';
import { coreIndicators } from '../../src/lib/report-terms.js';
import { type Keyring, seal } from '../../src/lib/seal.js';
import { addDays } from '../../src/lib/time.js';
import { firstNames, lastNames } from './names.js';

export type Trials = {
  /** A case with three hundred hearings. */
  longCase: number;
  /** Reports in the open of today's hearings, whose monitor is `personId`. */
  open: number[];
  personId: number;
};

const PER_CASE = 50;
const LONG = 300;
const PER_DAY = 400 / 365;
const OPEN = 12;
const said =
  'Kolegji hapi seancën dhe dëgjoi dëshmitarin e propozuar nga prokuroria. Mbrojtja parashtroi pyetje lidhur me deklaratën e mëparshme. ';

/**
 * Adds `n` approved reports, each of a hearing, and a few in the open. `today`: the local day of the last hearing;
 * `now`: epoch milliseconds. Deterministic.
 */
export function fillTrials(store: Store, keyring: Keyring, n: number, today: string, now: number): Trials {
  const { run } = inserting(store);
  return store.$client.transaction(() => {
    const personId = run('people', {
      email: 'ivana@bench.example.org',
      name: 'Ivana Bench',
      language: 'sq',
      created_at: now,
    });
    run('memberships', { person_id: personId, group_name: 'intern', since: now });
    const openCase = insertCase(run, 0, now);
    const longCase = insertCase(run, 1, now);
    let caseId = longCase;
    for (let at = 0; at < n; at += 1) {
      if (at >= LONG && at % PER_CASE === 0) caseId = insertCase(run, 1 + at / PER_CASE, now);
      const day = addDays(today, -1 - Math.floor(at / PER_DAY));
      const hearingId = insertHearing(run, caseId, day, at, 'held', now);
      insertReport(run, keyring, { at, hearingId, personId, state: 'approved', now });
    }
    const open = Array.from({ length: OPEN }, (_one, at) => {
      const hearingId = insertHearing(run, openCase, today, at, 'scheduled', now);
      run('assignments', { hearing_id: hearingId, person_id: personId, assigned_at: now });
      return insertReport(run, keyring, { at, hearingId, personId, state: 'draft', now });
    });
    return { longCase, open, personId };
  })();
}

type Run = ReturnType<typeof inserting>['run'];

function insertCase(run: Run, at: number, now: number): number {
  const against = `${firstNames[(at * 7) % firstNames.length]} ${lastNames[(at * 3) % lastNames.length]}`;
  const id = run('cases', { against, court: 'BC-PR-SD', phase: 'FI', changed_at: now, added_at: now });
  const written = `PS.nr.${at + 1}/19`;
  run('case_numbers', {
    case_id: id,
    kind: 'first_instance',
    written,
    number_key: `ps-${at + 1}-2019`,
    digits: `${at + 1}-2019`,
    added_at: now,
  });
  run('case_stages', {
    case_id: id,
    phase: 'FI',
    court: 'BC-PR-SD',
    started_on: '2019-01-10',
    added_at: now,
  });
  run('case_search', { rowid: id, folded: fold(against) });
  for (const [place, role] of ['ACC', 'DEF', 'PJ', 'PM', 'PM', 'PRO', 'INT'].entries()) {
    const name = `${firstNames[(at + place * 5) % firstNames.length]} ${lastNames[(at * 2 + place) % lastNames.length]}`;
    const partyId = run('parties', {
      name,
      name_key: fold(`${name} ${at} ${place}`),
      added_at: now,
    });
    const accused = role === 'ACC' ? { custody: 'detained', in_absentia: 0 } : {};
    run('participants', {
      case_id: id,
      party_id: partyId,
      role,
      since_on: '2019-01-10',
      changed_at: now,
      added_at: now,
      ...accused,
    });
  }
  return id;
}

function insertHearing(
  run: Run,
  caseId: number,
  day: string,
  at: number,
  state: string,
  now: number,
): number {
  const time = `${String(8 + (at % 8)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
  return run('hearings', {
    case_id: caseId,
    court: 'BC-PR-SD',
    courtroom: '2',
    type: 'MT',
    scheduled_on: day,
    scheduled_time: time,
    languages: '["sq"]',
    state,
    state_at: now,
    source: 'staff',
    added_at: now,
  });
}

function insertReport(
  run: Run,
  keyring: Keyring,
  {
    at,
    hearingId,
    personId,
    state,
    now,
  }: { at: number; hearingId: number; personId: number; state: string; now: number },
): number {
  const id = run('reports', {
    hearing_id: hearingId,
    author_id: personId,
    state,
    state_at: now,
    questionnaire: 1,
    began_at: now,
    ...(state === 'draft' ? {} : { filed_at: now }),
    outcome: 'held_productive',
    coverage: 'full',
    mode: 'in_person',
    hearing_type: 'MT',
    report_language: 'sq',
    started_at: '09:00',
    ended_at: '11:30',
    publicity: 'open',
    announced: 'board',
    recording: 'audio',
    actions: '["witness"]',
  });
  const named = `${firstNames[(at * 11) % firstNames.length]} ${lastNames[(at * 13) % lastNames.length]}`;
  const words = `${said.repeat(12)}${named} ${at}`;
  const facts = Buffer.from(words);
  run('reports:sealed', { id, sealed: seal(keyring, facts, `report-facts:${id}`) });
  for (const section of ['outcome', 'attendance', 'summary'])
    run('report_sections', { report_id: id, section, version: 1, saved_at: now, saved_by: personId });
  for (const [position, role] of ['DEF', 'PJ', 'PM', 'PM', 'PRO', 'INT'].entries())
    run('report_attendance', {
      report_id: id,
      position,
      role,
      name: `${firstNames[position]} ${lastNames[position]}`,
      status: 'present',
    });
  for (const [position, code] of coreIndicators.entries())
    run('report_indicators', { report_id: id, position, code, answer: 'yes' });
  if (state === 'draft') return id;
  run('report_search', { rowid: id, facts: fold(words), observations: '' });
  const sealed = seal(
    keyring,
    Buffer.from(JSON.stringify({ answers: {}, rows: {} })),
    `report-version:${id}:1`,
  );
  run('report_versions', {
    report_id: id,
    number: 1,
    filed_at: now,
    filed_by: personId,
    questionnaire: 1,
    warnings: '[]',
    sealed_snapshot: sealed,
  });
  return id;
}

function inserting(store: Store) {
  const known = new Map<string, ReturnType<Store['$client']['prepare']>>();
  const facts = () => store.$client.prepare('update reports set sealed_facts = @sealed where id = @id');
  return {
    run(table: string, row: Record<string, string | number | Buffer>): number {
      const columns = Object.keys(row);
      const name = `${table} ${columns}`;
      const statement =
        known.get(name) ??
        (table === 'reports:sealed'
          ? facts()
          : store.$client.prepare(
              `insert into ${table} (${columns.join(', ')}) values (${columns.map((one) => `@${one}`).join(', ')})`,
            ));
      known.set(name, statement);
      return Number(statement.run(row).lastInsertRowid);
    },
  };
}
