// Every sealed column of the database, and how all of them are sealed anew under the current key.
import type Database from 'better-sqlite3';
import { type Keyring, keyIdOf, SealBroken, seal, unseal } from '../src/lib/seal.js';

/** One line a column: where it is, and the context it is bound to (as SQL over its row). */
export const sealedColumns = [
  {
    table: 'file_contents',
    key: 'file_id',
    column: 'sealed',
    context: "'file:' || (select sha256 from files where files.id = file_contents.file_id)",
  },
  { table: 'credentials', key: 'person_id', column: 'totp_sealed', context: "'totp:' || person_id" },
  { table: 'letters', key: 'id', column: 'sealed_body', context: "'letter:' || message_id" },
  { table: 'letters', key: 'id', column: 'sealed_data', context: "'letter-data:' || message_id" },
  {
    table: 'letter_versions',
    key: 'id',
    column: 'sealed_words',
    context: "'letter-version:' || letter_id || ':' || version",
  },
  {
    table: 'placements',
    key: 'id',
    column: 'sealed_conflicts',
    context: "'placement-conflicts:' || id",
  },
  { table: 'placements', key: 'id', column: 'sealed_account', context: "'placement-account:' || id" },
  {
    table: 'costs',
    key: 'id',
    column: 'sealed_reason',
    context: "'cost-reason:' || hearing_id || ':' || person_id",
  },
  {
    table: 'costs',
    key: 'id',
    column: 'sealed_answer',
    context: "'cost-answer:' || hearing_id || ':' || person_id",
  },
  {
    table: 'report_reviews',
    key: 'id',
    column: 'sealed_note',
    context: "'review-note:' || report_id || ':' || at",
  },
  {
    table: 'report_retractions',
    key: 'id',
    column: 'sealed_reason',
    context: "'report-retraction:' || report_id || ':' || at",
  },
  {
    table: 'report_comments',
    key: 'id',
    column: 'sealed_words',
    context: "'report-comment:' || report_id || ':' || at",
  },
  {
    table: 'community_opt_ins',
    key: 'application_id',
    column: 'sealed',
    context: "'community:' || application_id",
  },
  { table: 'redactions', key: 'application_id', column: 'sealed', context: "'redaction:' || application_id" },
  { table: 'scores', key: 'reading_id', column: 'sealed_comment', context: "'score:' || reading_id" },
  {
    table: 'discussions',
    key: 'application_id',
    column: 'sealed_note',
    context: "'discussion:' || application_id",
  },
  {
    table: 'conflicts',
    key: 'id',
    column: 'sealed_note',
    context: "'conflict:' || application_id || ':' || person_id",
  },
  {
    table: 'verdicts',
    key: 'id',
    column: 'sealed_note',
    context: "'verdict:' || application_id || ':' || fact",
  },
  {
    table: 'interview_cards',
    key: 'id',
    column: 'sealed',
    context: "'card:' || booking_id || ':' || person_id",
  },
  { table: 'interview_invitations', key: 'id', column: 'sealed_wish', context: "'wish:' || id" },
  {
    table: 'file_imports',
    key: 'id',
    column: 'sealed',
    context: "'import:' || added_by || ':' || added_at",
  },
  { table: 'case_notes', key: 'id', column: 'sealed', context: "'case_note:' || case_id || ':' || added_at" },
  { table: 'reports', key: 'id', column: 'sealed_reason_words', context: "'report-reasonWords:' || id" },
  { table: 'reports', key: 'id', column: 'sealed_facts', context: "'report-facts:' || id" },
  { table: 'reports', key: 'id', column: 'sealed_observations', context: "'report-observations:' || id" },
  { table: 'reports', key: 'id', column: 'sealed_follow_up', context: "'report-followUp:' || id" },
  {
    table: 'report_motions',
    key: 'id',
    column: 'sealed_words',
    context: "'report-motions-words:' || report_id",
  },
  {
    table: 'report_witnesses',
    key: 'id',
    column: 'sealed_label',
    context: "'report-witnesses-label:' || report_id",
  },
  {
    table: 'report_witnesses',
    key: 'id',
    column: 'sealed_gist',
    context: "'report-witnesses-gist:' || report_id",
  },
  {
    table: 'report_indicators',
    key: 'id',
    column: 'sealed_note',
    context: "'report-indicators-note:' || report_id",
  },
  {
    table: 'report_conduct',
    key: 'id',
    column: 'sealed_words',
    context: "'report-conduct-words:' || report_id",
  },
  {
    table: 'report_incidents',
    key: 'id',
    column: 'sealed_words',
    context: "'report-incidents-words:' || report_id",
  },
  {
    table: 'report_versions',
    key: 'id',
    column: 'sealed_snapshot',
    context: "'report-version:' || report_id || ':' || number",
  },
  { table: 'contests', key: 'id', column: 'sealed_words', context: "'contest:' || application_id" },
  {
    table: 'requests',
    key: 'id',
    column: 'sealed_explanation',
    context: "'request-explanation:' || id",
  },
  {
    table: 'request_items',
    key: 'id',
    column: 'sealed_words',
    context: "'request-item:' || request_id",
  },
  {
    table: 'request_items',
    key: 'id',
    column: 'sealed_reply',
    context: "'request-reply:' || request_id",
  },
  { table: 'proposals', key: 'id', column: 'sealed_note', context: "'proposal:' || application_id" },
  { table: 'proposals', key: 'id', column: 'sealed_answer', context: "'proposal-answer:' || application_id" },
  { table: 'decisions', key: 'id', column: 'sealed_note', context: "'decision:' || application_id" },
  { table: 'notes', key: 'id', column: 'sealed', context: "'note:' || application_id" },
  {
    table: 'refusals',
    key: 'decision_id',
    column: 'sealed_advice',
    context: "'advice:' || application_id",
  },
  { table: 'tie_records', key: 'id', column: 'sealed_words', context: "'tie-record:' || call_id" },
] as const;

/**
 * Seals anew whatever another key than the current one sealed; answers with how many per column.
 * Row by row, each a transaction of its own: it may be stopped and run again, and nobody waits for it.
 * Throws SealBroken when a key is not on the ring; what was done stays done.
 */
export function reseal(client: Database.Database, keyring: Keyring): Record<string, number> {
  const done: Record<string, number> = {};
  for (const { table, key, column, context } of sealedColumns) {
    const ids = client
      .prepare(`select ${key} from ${table} where ${column} is not null`)
      .pluck()
      .all() as number[];
    const read = client.prepare(
      `select ${column} as sealed, ${context} as context from ${table} where ${key} = ?`,
    );
    const write = client.prepare(`update ${table} set ${column} = ? where ${key} = ?`);
    const one = client.transaction((id: number) => {
      const row = read.get(id) as { sealed: Buffer | null; context: string } | undefined;
      if (!row?.sealed || keyIdOf(row.sealed) === keyring.current) return 0;
      return write.run(seal(keyring, unseal(keyring, row.sealed, row.context), row.context), id).changes;
    });
    done[`${table}.${column}`] = ids.reduce((sum, id) => sum + one.immediate(id), 0);
  }
  return done;
}

/**
 * Why what is stored could not be read with this ring: a sentence for each key that is missing, or one where a key has
 * the right name and is another. Looks at the oldest and the newest row of each sealed column; none: it can be read.
 * A row that is damaged by itself keeps nobody from starting. Throws nothing.
 */
export function unreadable(client: Database.Database, keyring: Keyring): string[] {
  const found = sealedColumns.flatMap(({ table, key, column, context }) =>
    client
      .prepare<[], { sealed: Buffer; context: string | null }>(
        `select ${column} as sealed, ${context} as context from ${table}
          where ${column} is not null and ${key} in ((select min(${key}) from ${table}), (select max(${key}) from ${table}))`,
      )
      .all()
      .flatMap((row) => openedBy(keyring, row)),
  );
  const missing = new Set(found.flatMap(({ id, isThere }) => (isThere ? [] : [id])));
  const others = [...new Set(found.map(({ id }) => id))].filter(
    (id) => !missing.has(id) && !found.some((one) => one.id === id && one.isOpen),
  );
  return [
    ...[...missing].map((id) => `FILE_KEYS lacks the key "${id}", with which stored data is sealed`),
    ...others.map((id) => `FILE_KEYS has another key "${id}" than the one with which stored data is sealed`),
  ];
}

function openedBy(keyring: Keyring, { sealed, context }: { sealed: Buffer; context: string | null }) {
  let id = '';
  try {
    id = keyIdOf(sealed);
    if (!Object.hasOwn(keyring.keys, id)) return [{ id, isThere: false, isOpen: false }];
    unseal(keyring, sealed, context ?? '');
    return [{ id, isThere: true, isOpen: true }];
  } catch (error) {
    if (!(error instanceof SealBroken)) throw error;
    return id === '' ? [] : [{ id, isThere: true, isOpen: false }];
  }
}
