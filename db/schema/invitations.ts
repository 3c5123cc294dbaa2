// Who was invited to choose a time for an interview, until when an answer is asked for, and what they said instead.
import { isNull } from 'drizzle-orm';
import { blob, index, integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { applications } from './applications.js';
import { instant } from './columns.js';
import { people } from './people.js';

export const interviewInvitations = sqliteTable(
  'interview_invitations',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    applicationId: integer('application_id')
      .notNull()
      .references(() => applications.id, { onDelete: 'restrict' }),
    invitedAt: instant('invited_at').notNull(),
    invitedBy: integer('invited_by').references(() => people.id, { onDelete: 'restrict' }),
    /** The last instant of the day on which an answer is asked for; nothing ends then by itself. */
    replyBy: instant('reply_by').notNull(),
    closedAt: instant('closed_at'),
    /** "No time fits, I can …", sealed, context `wish:<id>`. */
    sealedWish: blob('sealed_wish', { mode: 'buffer' }),
    wishedAt: instant('wished_at'),
  },
  (t) => [
    uniqueIndex('interview_invitations_open').on(t.applicationId).where(isNull(t.closedAt)),
    index('interview_invitations_reply').on(t.closedAt, t.replyBy),
  ],
);
