// Keeps nothing longer than was promised: lists what is due and why, tells people in time, erases, and records it.
import { SYSTEM } from '../access/actor.js';
import * as bookings from '../bookings/service.js';
import * as calls from '../calls/queries.js';
import * as conflicts from '../conflicts/service.js';
import { type Ctx, inTransaction } from '../context.js';
import * as costs from '../costs/service.js';
import * as erasure from '../erasure/service.js';
import * as filings from '../filings/service.js';
import { record } from '../history/record.js';
import { longDate } from '../i18n/format.js';
import * as interviewCards from '../interview-cards/service.js';
import { day } from '../lib/time.js';
import { queue } from '../mail/outbox.js';
import * as mail from '../mail/service.js';
import * as outages from '../outages/service.js';
import * as redactions from '../redactions/service.js';
import * as reportDocuments from '../report-documents/service.js';
import * as reports from '../reports/service.js';
import * as retractions from '../retractions/service.js';
import * as reviews from '../reviews/service.js';
import * as scores from '../scores/service.js';
import { doneAt } from '../timers/queries.js';
import { once } from '../timers/service.js';
import * as queries from './queries.js';
import {
  dueAt,
  type Kept,
  keptUntil,
  type Notice,
  over,
  periods,
  type Standing,
  soonestAfter,
  standing,
  tellAt,
  unsent,
  type Why,
} from './rules.js';

/** An account that holds nothing is forgotten when nobody signed in for so long. */
const EMPTY_ACCOUNT = 30 * day;
const LONGEST_NOTICE = 62 * day;

export type Row = ReturnType<typeof queries.holdingIn>[number];
export type Item = {
  row: Row;
  call: calls.Call;
  why: Why;
  /** The first instant after the time it is kept; `at` is later when its owner was told late. */
  dueAt: number;
  at: number;
  standing: Standing;
  toldAt: number | null;
};

/** What is erased up to `until`, or ought to have been, the soonest first. Reads and changes nothing. */
export function upcoming(ctx: Ctx, until: number): Item[] {
  const items = calls.allCalls(ctx.db).flatMap((call) => {
    const { keepUnselectedMonths, keepForNextCallMonths } = call.settings;
    // A month has 28 days at least: nothing younger can be due by then.
    const shortest = Math.min(keepUnselectedMonths, keepForNextCallMonths) * 28 * day;
    const rows = [
      ...queries.holdingIn(ctx.db, call.id, unsent, until),
      ...queries.holdingIn(ctx.db, call.id, over, until - shortest),
    ];
    return rows.flatMap((row) => itemOf(ctx, call, row) ?? []).filter((item) => item.dueAt <= until);
  });
  return items.sort((a, b) => a.at - b.at || a.row.id - b.row.id);
}

function itemOf(ctx: Ctx, call: calls.Call, row: Row): Item | undefined {
  const now = ctx.clock.now();
  const facts = { ...row, closesAt: call.closesAt, hasAddress: row.email !== null };
  const due = dueAt(facts, call.settings);
  if (!due) return undefined;
  const isNear = due.why !== 'draft' && now >= tellAt(due.at, call.settings);
  const notice = isNear ? noticeOf(ctx, row.id, due.at) : undefined;
  const stands = standing(facts, call.settings, due, notice, now);
  return { row, call, why: due.why, dueAt: due.at, ...stands, toldAt: notice?.sentAt ?? null };
}

/** The notice for this very day; a copy to a corrected address counts too. */
function noticeOf(ctx: Ctx, id: number, at: number): Notice | undefined {
  const since = doneAt(ctx.db, runOf(id, at));
  return since === undefined ? undefined : queries.noticesSince(ctx.db, id, since);
}

const runOf = (id: number, dueAt: number) => ({
  entity: 'application',
  entityId: id,
  kind: queries.NOTICE,
  dueAt,
});

/** Until when nothing is told or erased, as the clock may be wrong; undefined where nothing is in the way. */
export function heldUntil(ctx: Ctx): number | undefined {
  return outages.inDoubtUntil(ctx);
}

/** What the next run does: whom it tells and what it erases. A notice may be due sixty days before the erasure. */
export function toDo(ctx: Ctx): Item[] {
  const items = upcoming(ctx, ctx.clock.now() + LONGEST_NOTICE);
  return items.filter((item) => item.standing === 'to_tell' || item.standing === 'due');
}

/** Tells the owner or erases, whichever it still stands at; answers whether anything was done. */
export function settle(ctx: Ctx, { row: { id }, call }: Item): 'told' | 'erased' | 'nothing' {
  return inTransaction(ctx, (inside) => {
    // Since the list was made its owner may have asked to be kept, or staff may have changed a setting.
    const row = queries.holdingOne(inside.db, id);
    const item = row && itemOf(inside, calls.callById(inside.db, row.callId) ?? call, row);
    if (item?.standing === 'to_tell') return tell(inside, item);
    if (item?.standing === 'due') return erase(inside, item);
    return 'nothing';
  });
}

function tell(ctx: Ctx, { row, call, dueAt }: Item): 'told' | 'nothing' {
  const now = ctx.clock.now();
  if (row.email === null || !once(ctx, runOf(row.id, dueAt))) return 'nothing';
  const to = { personId: row.personId, email: row.email, language: row.language };
  queue(
    ctx,
    queries.NOTICE,
    to,
    { entity: 'application', entityId: row.id },
    {
      reference: row.reference ?? '',
      erased: longDate(row.language, Math.max(dueAt, soonestAfter(now, call.settings))),
      link: `${ctx.config.baseUrl}/my/data/keep`,
      months: call.settings.keepForNextCallMonths,
    },
  );
  record(ctx, SYSTEM, { entity: 'application', entityId: row.id, event: 'expiry_notice' });
  return 'told';
}

/** No decision about anybody: the state stays what people made it. */
function erase(ctx: Ctx, { row: { id }, why }: Item): 'erased' {
  bookings.erase(ctx, id);
  interviewCards.erase(ctx, id);
  erasure.eraseApplication(ctx, SYSTEM, id, `retention_${why}`);
  conflicts.erase(ctx, { personId: 0, applicationIds: [id] });
  redactions.erase(ctx, [id]);
  scores.erase(ctx, [id]);
  mail.erase(ctx, SYSTEM, { personId: 0, email: null, applicationIds: [id] });
  return 'erased';
}

/** Accounts that hold nothing and go with the next run. */
export function emptyAccounts(ctx: Ctx): number[] {
  const now = ctx.clock.now();
  return queries.emptyAccounts(ctx.db, now - EMPTY_ACCOUNT, now);
}

/** Forgets such an account; false when something came meanwhile. */
export function forgetAccount(ctx: Ctx, personId: number): boolean {
  return inTransaction(ctx, (inside) => {
    if (!emptyAccounts(inside).includes(personId)) return false;
    erasure.eraseEverywhere(inside, SYSTEM, personId, 'retention_account');
    return true;
  });
}

/** What goes of reports, reviews and costs up to `until`, the soonest first. Reads and changes nothing. */
export function recordsDue(ctx: Ctx, until: number): { what: Kept; id: number; at: number }[] {
  return (Object.keys(periods) as Kept[])
    .flatMap((what) =>
      queries.holdingOf[what](ctx.db, until - periods[what] * 28 * day).map(({ id, since }) => ({
        what,
        id,
        at: keptUntil(what, since),
      })),
    )
    .filter(({ at }) => at <= until)
    .sort((a, b) => a.at - b.at || a.id - b.id);
}

/** How each of them goes, and what stays of it. */
const goes: Readonly<Record<Kept, (ctx: Ctx, id: number) => void>> = {
  unfiled: (ctx, id) => {
    reports.empty(ctx, SYSTEM, id);
    reportDocuments.erase(ctx, SYSTEM, id);
    filings.erase(ctx, id);
    reviews.eraseWords(ctx, SYSTEM, id);
    retractions.erase(ctx, id);
  },
  review: (ctx, id) => reviews.eraseWords(ctx, SYSTEM, id),
  cost: (ctx, id) => costs.eraseOne(ctx, SYSTEM, id),
};

/** Erases one of them; false when it changed meanwhile and is kept. */
export function settleRecord(ctx: Ctx, { what, id }: { what: Kept; id: number }): boolean {
  return inTransaction(ctx, (inside) => {
    const isDue = recordsDue(inside, inside.clock.now()).some((one) => one.what === what && one.id === id);
    if (isDue) goes[what](inside, id);
    return isDue;
  });
}
