// What erasing needs of the database itself.
import { sql } from 'drizzle-orm';
import type { Db } from '../../db/open.js';

/**
 * Moves everything out of the write-ahead log and empties it, so that what was erased is in no file any more.
 * False when somebody is reading just now and it must be tried again. Not inside a transaction.
 */
export function emptyLog(db: Db): boolean {
  try {
    const [row] = db.all<{ busy: number }>(sql`pragma wal_checkpoint(TRUNCATE)`);
    return row?.busy === 0;
  } catch (error) {
    if (/^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: string }).code))) return false;
    throw error;
  }
}
