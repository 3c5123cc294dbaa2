// What a stolen file gives: the database, its log and a backup hold no document, code secret, opt-in, letter or link.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { reseal } from '../../db/reseal.js';
import * as cases from '../../src/cases/service.js';
import { askForLink } from '../../src/people/service.js';
import * as retractions from '../../src/retractions/service.js';
import { makeCase, makeImport } from '../support/cases.js';
import { makeReviewed, makeSealedReport } from '../support/reports.js';
import { type FileWorld, makeFileWorld, placesInFiles, placesUnsealed, plant, unsealed } from './planted.js';

const bytesIn = (folder: string) =>
  Buffer.concat(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );

/** The newest letter as its reader gets it, and the token of the link in it. */
function newestLetter(world: FileWorld): { text: string; token: string } {
  const text = unsealed(world).findLast((content) => content.includes('/sign-in/link?token=')) ?? '';
  return { text, token: /token=([\w-]+)/.exec(text)?.[1] ?? '' };
}

test('database, log and backup hold nothing that is sealed, and no token of a link', async () => {
  const world = makeFileWorld();
  const arta = plant(world);
  askForLink(world.ctx, { email: 'zana@example.org', next: '/', language: 'en', network: '192.0.2.9' });
  const { text, token } = newestLetter(world);
  await world.ctx.db.$client.backup(join(world.folder, 'copy.sqlite'));

  expect(readdirSync(world.folder)).toEqual(
    expect.arrayContaining(['database.sqlite', 'database.sqlite-wal', 'copy.sqlite']),
  );
  expect(placesInFiles(world.folder, { name: arta.open.name ?? '' })).toContain('name in copy.sqlite');
  expect(placesUnsealed(world, arta.sealed)).toEqual(Object.keys(arta.sealed));
  expect(placesInFiles(world.folder, arta.sealed)).toEqual([]);
  expect(token).toHaveLength(43);
  expect(text).toContain('30 minutes');
  const all = bytesIn(world.folder);
  expect(all.includes(token)).toBe(false);
  expect(all.includes('30 minutes')).toBe(false);
});

test('a new key reseals everything: all of it opens without the old key, and still none of it can be read', () => {
  const world = makeFileWorld();
  const arta = plant(world);
  makeImport(world, world.staff.personId);
  cases.note(world.ctx, world.staff, { id: makeCase(world), note: 'They rang on Monday.' });
  const report = makeSealedReport(world, world.staff);
  makeReviewed(world, report);
  retractions.retract(world.ctx, world.staff, { id: report, note: 'Of another hearing.' });
  const { keyring } = world.ctx.config;
  const fresh = Buffer.alloc(32, 7);
  const both = { current: 'new', keys: { ...keyring.keys, new: fresh } };

  const done = reseal(world.ctx.db.$client, both);

  expect(Object.keys(done).sort()).toEqual([
    'case_notes.sealed',
    'community_opt_ins.sealed',
    'conflicts.sealed_note',
    'contests.sealed_words',
    'costs.sealed_answer',
    'costs.sealed_reason',
    'credentials.totp_sealed',
    'decisions.sealed_note',
    'discussions.sealed_note',
    'file_contents.sealed',
    'file_imports.sealed',
    'interview_cards.sealed',
    'interview_invitations.sealed_wish',
    'letter_versions.sealed_words',
    'letters.sealed_body',
    'letters.sealed_data',
    'notes.sealed',
    'placements.sealed_account',
    'placements.sealed_conflicts',
    'proposals.sealed_answer',
    'proposals.sealed_note',
    'redactions.sealed',
    'refusals.sealed_advice',
    'report_comments.sealed_words',
    'report_conduct.sealed_words',
    'report_incidents.sealed_words',
    'report_indicators.sealed_note',
    'report_motions.sealed_words',
    'report_retractions.sealed_reason',
    'report_reviews.sealed_note',
    'report_versions.sealed_snapshot',
    'report_witnesses.sealed_gist',
    'report_witnesses.sealed_label',
    'reports.sealed_facts',
    'reports.sealed_follow_up',
    'reports.sealed_observations',
    'reports.sealed_reason_words',
    'request_items.sealed_reply',
    'request_items.sealed_words',
    'requests.sealed_explanation',
    'scores.sealed_comment',
    'tie_records.sealed_words',
    'verdicts.sealed_note',
  ]);
  expect(Object.keys(done).length).toBeGreaterThan(10);
  expect(Object.values(done).every((count) => count > 0)).toBe(true);
  const later = {
    ...world,
    ctx: { ...world.ctx, config: { ...world.ctx.config, keyring: { current: 'new', keys: { new: fresh } } } },
  };
  expect(placesUnsealed(later, arta.sealed)).toEqual(Object.keys(arta.sealed));
  expect(() => placesUnsealed(world, arta.sealed)).toThrow('the key "new" is not on the ring');
  expect(placesInFiles(world.folder, arta.sealed)).toEqual([]);
  expect(Object.values(reseal(world.ctx.db.$client, both)).every((count) => count === 0)).toBe(true);
});
