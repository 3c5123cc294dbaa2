// Rotating the keys: everything sealed opens with the new key alone, and what was being done goes on.
import { expect, test } from 'vitest';
import { reseal, sealedColumns } from '../../db/reseal.js';
import { type Keyring, keyIdOf, SealBroken, seal, unseal } from '../../src/lib/seal.js';
import { makeWorld, type World } from '../support/world.js';

const key = (id: string, fill: number): Keyring => ({ current: id, keys: { [id]: Buffer.alloc(32, fill) } });
const older = key('older', 1);
const newer = key('newer', 2);
const both: Keyring = { current: 'newer', keys: { ...older.keys, ...newer.keys } };
const words = Buffer.from('what Arta wrote');

/** One row in every sealed column, sealed with the older key. */
function fill({ ctx, signedIn }: World): number {
  const { $client } = ctx.db;
  const { personId } = signedIn('Arta Sample', ['applicant']);
  $client.pragma('foreign_keys = OFF');
  $client
    .prepare(
      "insert into files (id, owner_id, name, type, bytes, sha256, uploaded_at, uploaded_by) values (1, ?, 'a.pdf', 'pdf', 1, 'abc', 0, ?)",
    )
    .run(personId, personId);
  $client.prepare('insert into file_contents values (1, ?)').run(seal(older, words, 'file:abc'));
  $client
    .prepare('insert into credentials (person_id, totp_sealed) values (?, ?)')
    .run(personId, seal(older, words, `totp:${personId}`));
  $client.prepare('insert into community_opt_ins values (9, ?, 0)').run(seal(older, words, 'community:9'));
  const letter = $client.prepare(
    `insert into letters (message_id, letter, kind, state, language, subject, sealed_body, sealed_data, attachments, entity, entity_id, next_attempt_at, created_at)
     values (?, 'late-key', 'notice', 'draft', 'sq', 's', ?, ?, '[]', 'person', 1, 0, 0)`,
  );
  letter.run('<1@x>', seal(older, words, 'letter:<1@x>'), seal(older, words, 'letter-data:<1@x>'));
  letter.run('<2@x>', null, null);
  $client
    .prepare('insert into letter_versions (letter_id, version, sealed_words, written_at) values (1, 3, ?, 0)')
    .run(seal(older, words, 'letter-version:1:3'));
  $client
    .prepare(
      "insert into conflicts (application_id, person_id, kind, sealed_note, said_by, at) values (9, 1, 'other', ?, 1, 0)",
    )
    .run(seal(older, words, 'conflict:9:1'));
  $client
    .prepare(
      `insert into placements (id, person_id, state, state_at, languages, sealed_conflicts, sealed_account, created_at)
       values (4, 1, 'onboarding', 0, '[]', ?, ?, 0)`,
    )
    .run(seal(older, words, 'placement-conflicts:4'), seal(older, words, 'placement-account:4'));
  $client
    .prepare(
      `insert into verdicts (application_id, fact, verdict, sealed_note, "by", at) values (9, 'degree', 'cannot_tell', ?, 1, 0)`,
    )
    .run(seal(older, words, 'verdict:9:degree'));
  $client
    .prepare('insert into notes (application_id, sealed, "by", at) values (9, ?, 1, 0)')
    .run(seal(older, words, 'note:9'));
  return personId;
}

test('every sealed column opens with the new key alone, and a second time nothing is left to do', () => {
  const world = makeWorld();
  const personId = fill(world);
  const { $client } = world.ctx.db;

  const first = reseal($client, both);
  const second = reseal($client, both);

  expect(first).toEqual(
    Object.fromEntries(sealedColumns.map(({ table, column }) => [`${table}.${column}`, 1])),
  );
  expect(Object.values(second)).toEqual(sealedColumns.map(() => 0));
  const contexts: Record<string, string> = {
    'file_contents.sealed': 'file:abc',
    'credentials.totp_sealed': `totp:${personId}`,
    'letters.sealed_body': 'letter:<1@x>',
    'letters.sealed_data': 'letter-data:<1@x>',
    'letter_versions.sealed_words': 'letter-version:1:3',
    'placements.sealed_conflicts': 'placement-conflicts:4',
    'placements.sealed_account': 'placement-account:4',
    'community_opt_ins.sealed': 'community:9',
    'conflicts.sealed_note': 'conflict:9:1',
    'verdicts.sealed_note': 'verdict:9:degree',
    'notes.sealed': 'note:9',
  };
  for (const { table, column } of sealedColumns) {
    const sealed = $client
      .prepare(`select ${column} from ${table} where ${column} is not null`)
      .pluck()
      .get() as Buffer;
    expect(keyIdOf(sealed)).toBe('newer');
    expect(unseal(newer, sealed, contexts[`${table}.${column}`] ?? '').equals(words)).toBe(true);
  }
});

test('without the older key nothing is changed, and the reason is said', () => {
  const world = makeWorld();
  fill(world);
  const read = () => world.ctx.db.$client.prepare('select sealed from file_contents').pluck().get() as Buffer;
  const before = read();

  expect(() => reseal(world.ctx.db.$client, newer)).toThrow(SealBroken);
  expect(read().equals(before)).toBe(true);
});
