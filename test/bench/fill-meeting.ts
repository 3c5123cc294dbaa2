// What a meeting decides on: a closed call with five hundred files that were read by two, and a day of interviews.
import type { Store } from '../../db/open.js';
import { sampleCall } from '../../db/seed/calls.js';
import { fill } from './fill.js';

/** As many files are in order on one page, and as many times are on one day. */
export const FILES = 500;
const TIMES = 24;
const DAY = 86_400_000;
const MINUTE = 60_000;

/** Adds them; answers with the call and the session. Deterministic. */
export function fillMeeting(store: Store, now: number): { callId: number; sessionId: number } {
  // Some of those who are filled in never sent anything.
  const { callId } = fill(store, Math.ceil(FILES / 0.8), now - 60 * DAY);
  const client = store.$client;
  const run = (sql: string, ...values: unknown[]) =>
    Number(client.prepare(sql).run(...values).lastInsertRowid);
  client.transaction(() => {
    run(
      'update calls set closes_at = ?, rubric = ?, settings = ? where id = ?',
      now - 30 * DAY,
      JSON.stringify(sampleCall.rubric),
      JSON.stringify(sampleCall.settings),
      callId,
    );
    run(`update applications set state = 'withdrawn' where call_id = ? and reference is not null`, callId);
    run(
      `update applications set state = 'in_review', decided_by = null, reason_code = null where id in
         (select id from applications where call_id = ? and reference is not null order by id limit ?)`,
      callId,
      FILES,
    );
    const readers = ['Mira Bench', 'Igor Bench'].map((name) =>
      run(
        `insert into people (name, email, language, created_at) values (?, ?, 'en', ?)`,
        name,
        `${name.toLowerCase().replace(' ', '.')}@example.org`,
        now,
      ),
    );
    const files = client
      .prepare(`select id from applications where call_id = ? and state = 'in_review' order by id`)
      .pluck()
      .all(callId) as number[];
    for (const [index, id] of files.entries()) {
      for (const personId of readers) {
        const readingId = run(
          `insert into readings (application_id, person_id, role, assigned_at, assigned_by) values (?, ?, 'first', ?, ?)`,
          id,
          personId,
          now,
          personId,
        );
        const marks = Object.fromEntries(sampleCall.rubric.map(({ key }, at) => [key, (index + at) % 5]));
        run(
          `insert into scores (reading_id, marks, recommendation, version, saved_at, submitted_at) values (?, ?, 'unsure', 1, ?, ?)`,
          readingId,
          JSON.stringify(marks),
          now,
          now,
        );
      }
    }
    run(
      'insert into score_locks (call_id, locked_at, locked_by, revealed_at, revealed_by) values (?, ?, ?, ?, ?)',
      callId,
      now,
      readers[0],
      now,
      readers[0],
    );
    run(
      'insert into shortlist_seeds (call_id, seed, drawn_at, drawn_by) values (?, ?, ?, ?)',
      callId,
      'f'.repeat(32),
      now,
      readers[0],
    );
  })();
  return { callId, sessionId: daySheet(store, callId, now) };
}

/** A session of a whole day in which every time was taken. */
function daySheet(store: Store, callId: number, now: number): number {
  const client = store.$client;
  const run = (sql: string, ...values: unknown[]) =>
    Number(client.prepare(sql).run(...values).lastInsertRowid);
  return client.transaction(() => {
    const sessionId = run(
      `insert into interview_sessions (call_id, state, place, languages, created_at) values (?, 'published', 'Room 2', '["sq","sr"]', ?)`,
      callId,
      now,
    );
    const panel = client
      .prepare(`select id from people where name in ('Mira Bench', 'Igor Bench')`)
      .pluck()
      .all();
    for (const personId of panel)
      run(
        'insert into interview_panel (session_id, person_id, since) values (?, ?, ?)',
        sessionId,
        personId,
        now,
      );
    const booked = client
      .prepare(`select id from applications where call_id = ? and state = 'withdrawn' order by id limit ?`)
      .pluck()
      .all(callId, TIMES) as number[];
    const first = Math.floor(now / DAY) * DAY + DAY + 8 * 60 * MINUTE;
    for (const [index, id] of booked.entries()) {
      run(`update applications set state = 'booked', decided_by = null, reason_code = null where id = ?`, id);
      const startsAt = first + index * 25 * MINUTE;
      const slotId = run(
        'insert into interview_slots (session_id, starts_at, ends_at) values (?, ?, ?)',
        sessionId,
        startsAt,
        startsAt + 20 * MINUTE,
      );
      run(
        `insert into bookings (application_id, slot_id, state, uid, booked_at) values (?, ?, 'confirmed', ?, ?)`,
        id,
        slotId,
        `bench-${id}`,
        now,
      );
    }
    return sessionId;
  })();
}
