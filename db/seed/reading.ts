// The demonstration's blind reading: four invented reviewers, letters redacted, most cards in, one split, one conflict.
import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Actor, Group } from '../../src/access/actor.js';
import { setState } from '../../src/applications/queries.js';
import * as conflicts from '../../src/conflicts/service.js';
import type { Ctx } from '../../src/context.js';
import * as readingQueries from '../../src/reading/queries.js';
import { wordOf } from '../../src/reading/rules.js';
import * as reading from '../../src/reading/service.js';
import * as redactions from '../../src/redactions/service.js';
import type { Recommendation } from '../../src/scores/rules.js';
import * as scores from '../../src/scores/service.js';
import { applications } from '../schema/applications.js';

/** Beside the reviewer one can sign in as. */
export const reviewers = [
  { name: 'Agim Mostra', language: 'sq' },
  { name: 'Sanja Zamišljena', language: 'sr' },
  { name: 'Liridona Letraj', language: 'sq' },
] as const;

/** The mark each file gets from its first reader; its second is near it, but for the third file, which is split. */
const firstMarks = [4, 3, 3, 2, 3, 4, 2, 3];

const comments = [
  'Concrete, and honest about what is not known yet. The second paragraph could be shorter.',
  'Jasno i bez ukrasa. Vidi se da ume da sluša.',
  'Letër e matur; shembulli nga klinika juridike flet vetë.',
  '',
];

function actorOf(personId: number, group: Group): Actor {
  return { personId, sessionId: 0, name: '', groups: [group], language: 'en', assurance: 'full' };
}

/** Redacts, gives out and marks what is under review; the reviewer to sign in as has two files left. */
export function seedReading(
  ctx: Ctx,
  input: { callId: number; coordinatorId: number; reviewerId: number; otherIds: readonly number[] },
): void {
  const coordinator = actorOf(input.coordinatorId, 'coordinator');
  const further = furtherOn(ctx, input.callId);
  const chosen = further.map(({ id }) => id);
  // Who is on the shortlist, or came further, was read before that.
  for (const { id, state } of further)
    setState(ctx.db, id, [state], 'in_review', { decidedBy: null, reasonCode: null });
  const files = readingQueries.filesInReview(ctx.db, input.coordinatorId, input.callId);
  for (const { id } of files) {
    const { found } = redactions.opened(ctx, coordinator, id);
    const phrases = found.map(({ text }) => text);
    redactions.confirm(ctx, coordinator, { id, version: 0, phrases, transcript: null });
  }
  const [last] = input.otherIds.slice(-1);
  if (files[0] && last !== undefined) {
    const said = { kind: 'teacher_student', note: 'He taught her in the legal clinic.' } as const;
    conflicts.set(ctx, coordinator, { id: files[0].id, personId: last, ...said });
  }
  const { plan } = reading.proposal(ctx, coordinator, input.callId, []);
  reading.assign(ctx, coordinator, { callId: input.callId, people: [], plan: wordOf(plan) });
  mark(ctx, { ...input, chosen }, files);
  for (const { id, state, decidedBy, reasonCode } of further)
    setState(ctx.db, id, ['in_review'], state, { decidedBy, reasonCode });
}

const afterReading = [
  'shortlisted',
  'invited',
  'booked',
  'interviewed',
  'offered',
  'waitlisted',
  'accepted',
  'declined',
  'offer_lapsed',
  'not_selected',
] as const;

function furtherOn(ctx: Ctx, callId: number) {
  const { id, state, decidedBy, reasonCode } = applications;
  return ctx.db
    .select({ id, state, decidedBy, reasonCode })
    .from(applications)
    .where(and(eq(applications.callId, callId), inArray(state, [...afterReading])))
    .orderBy(asc(id))
    .all();
}

function mark(
  ctx: Ctx,
  { callId, reviewerId, chosen }: { callId: number; reviewerId: number; chosen: readonly number[] },
  files: readonly { id: number }[],
): void {
  const { call } = reading.callFor(ctx, callId);
  let left = 2;
  files.forEach(({ id: applicationId }, at) => {
    const readers = readingQueries
      .readersOf(ctx.db, callId)
      .filter((row) => row.applicationId === applicationId && row.isFree === 1);
    readers.forEach((row, second) => {
      if (row.personId === reviewerId && at > 3 && left > 0 && !chosen.includes(applicationId)) {
        left -= 1;
        return;
      }
      const reader = actorOf(row.personId, 'reviewer');
      scores.declare(ctx, reader, { id: row.id, kind: 'none', note: null });
      const base = firstMarks[at % firstMarks.length] ?? 3;
      const of = (index: number) =>
        at === 2 ? (second === 0 ? 4 : 1) : Math.max(0, base - ((index + second + at) % 2));
      const marks = Object.fromEntries(
        call.rubric.map(({ key }, index) => [`mark_${key}`, String(of(index))]),
      );
      const recommendation: Recommendation =
        at === 2 ? (second === 0 ? 'yes' : 'no') : base >= 3 ? 'yes' : 'unsure';
      const comment = comments[(at + second) % comments.length] || null;
      scores.save(ctx, reader, { id: row.id, version: 0, marks, recommendation, comment, submit: true });
    });
  });
}
