// The interviews of the demonstration: one day that was, with cards, one to come with times taken and free, one draft.
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { type Application, applicationById, setState } from '../../src/applications/queries.js';
import * as attendance from '../../src/attendance/service.js';
import { confirmedOf } from '../../src/bookings/queries.js';
import * as bookings from '../../src/bookings/service.js';
import { callById } from '../../src/calls/queries.js';
import * as closedDays from '../../src/closed-days/service.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as cards from '../../src/interview-cards/service.js';
import { slotById, slotsOf } from '../../src/interviews/queries.js';
import * as interviews from '../../src/interviews/service.js';
import * as invitations from '../../src/invitations/service.js';
import { isHoliday } from '../../src/lib/holidays.js';
import { addDays, day, endOfDay, hour, localDate, toInstant, workingDaysAfter } from '../../src/lib/time.js';
import * as panels from '../../src/panels/service.js';
import { askedIn } from '../../src/questions/queries.js';
import * as questions from '../../src/questions/service.js';
import { applications } from '../schema/applications.js';
import { letters } from '../schema/mail.js';
import { sampleQuestions } from './questions.js';

type Staff = { coordinator: Actor; reviewer: Actor; director: Actor };
/** Those about whom the director decided afterwards. */
const met = ['offered', 'waitlisted', 'accepted', 'declined', 'offer_lapsed', 'not_selected'] as const;
type State = 'invited' | 'booked' | 'interviewed' | (typeof met)[number];

const PLACE = 'HLC Kosovo, rr. Shembulli 7, Prishtinë';

/** Brings the samples that are invited, booked or interviewed there as people would have. */
export function seedInterviews(ctx: Ctx, callId: number, staff: Staff): void {
  const now = ctx.clock.now();
  const samples = invite(at(ctx, now - 3 * day), callId);
  const asked = { callId, questions: sampleQuestions, version: '0' };
  questions.set(at(ctx, now - 3 * day), staff.coordinator, asked);
  const of = (...states: State[]) =>
    states.flatMap((state) => samples.filter((one) => one.state === state).map(({ id }) => id));

  const past = lastWorkingDay(localDate(now));
  const before = at(ctx, toInstant(addDays(past, -1), '11:00'));
  const held = session(before, callId, staff.coordinator, [staff.reviewer, staff.director], past, {
    count: 9,
  });
  for (const [index, id] of of('interviewed', ...met).entries()) {
    bookings.bookFor(before, staff.coordinator, {
      id,
      slotId: held[index] ?? 0,
      note: 'Shembull: me telefon',
    });
    meet(ctx, staff, id, index);
  }

  const today = at(ctx, now - hour);
  const next = openDayAfter(localDate(now), 5);
  const slots = session(today, callId, staff.coordinator, [staff.coordinator, staff.reviewer], next);
  for (const [index, id] of of('booked').entries())
    bookings.choose(today, applicantOf(today, id), { id, slotId: slots[index * 2] ?? 0 });
  // The director is asked to sit there instead of the reviewer, and has not declared yet.
  const sessionId = slotById(today.db, slots[0] ?? 0)?.session.id ?? 0;
  const seats = { out: staff.reviewer.personId, in: staff.director.personId };
  panels.propose(today, staff.coordinator, sessionId, seats);
  session(today, callId, staff.coordinator, [staff.director, staff.reviewer], openDayAfter(next, 1), {
    publish: false,
  });
  const [first] = of('invited');
  if (first !== undefined) {
    const words = 'Mund të vij vetëm të premteve pas orës 14:00.';
    bookings.askForAnother(today, applicantOf(today, first), { id: first, words });
  }
  closedDays.add(today, staff.coordinator, {
    fromDay: openDayAfter(next, 8),
    untilDay: null,
    words: 'Ditë pa punë e organizatës (shembull)',
    isEstimate: false,
  });
  settle(ctx, now);
}

const at = (ctx: Ctx, instant: number): Ctx => ({ ...ctx, clock: { now: () => instant } });

/** A working day on which the house is open, that many after a day. */
function openDayAfter(day: string, count: number): string {
  const found = workingDaysAfter(day, count);
  return isHoliday(found) ? openDayAfter(found, 1) : found;
}

/** The working day before a day. */
function lastWorkingDay(today: string): string {
  const days = Array.from({ length: 9 }, (_one, index) => addDays(today, -1 - index));
  const isWorking = (one: string) => workingDaysAfter(addDays(one, -1), 1) === one && !isHoliday(one);
  return days.find(isWorking) ?? addDays(today, -1);
}

/** Everybody goes back to being invited, with an invitation; answers with where each is to be. */
function invite(ctx: Ctx, callId: number): { id: number; state: State }[] {
  const states: State[] = ['invited', 'booked', 'interviewed', ...met];
  const rows = ctx.db
    .select({ id: applications.id, state: applications.state })
    .from(applications)
    .where(and(eq(applications.callId, callId), inArray(applications.state, states)))
    .orderBy(asc(applications.id))
    .all() as { id: number; state: State }[];
  const call = callById(ctx.db, callId);
  const replyBy = endOfDay(addDays(localDate(ctx.clock.now()), 9));
  for (const { id, state } of rows) {
    setState(ctx.db, id, [state], 'invited', {
      stateAt: ctx.clock.now(),
      decidedBy: null,
      reasonCode: null,
    });
    inTransaction(ctx, (inside) => {
      if (call) invitations.open(inside, SYSTEM, applicationOf(inside, id), call, { replyBy, groupId: null });
    });
  }
  return rows;
}

function session(
  ctx: Ctx,
  callId: number,
  by: Actor,
  panel: Actor[],
  on: string,
  { publish = true, count = 6 } = {},
): number[] {
  const id = interviews.plan(ctx, by, {
    callId,
    place: PLACE,
    link: null,
    languages: ['sq', 'sr'],
    panel: panel.map(({ personId }) => personId),
  });
  const lunch = { lunchFrom: '12:00', lunchTo: '13:00' };
  interviews.addSlots(ctx, by, id, { day: on, first: '10:00', minutes: 30, pause: 10, count, ...lunch });
  if (publish) interviews.publish(ctx, by, id);
  return slotsOf(ctx.db, id).map((slot) => slot.id);
}

/** What the reviewer gave those who were met, on each criterion, in the order they came. */
const marks = [3, 3, 4, 3, 4, 3, 3, 2];

/** What the reviewer wrote beside the marks, in the order they came; not everybody writes. */
const cardWords = [
  'Përgjigjet të qarta; e njeh mirë rolin e monitoruesit.',
  null,
  'Govori srpski bez teškoća; o zaštiti svedoka treba još da nauči.',
];

/** The interview takes place; the reviewer files a card, and at the second the director too. */
function meet(ctx: Ctx, { reviewer, director }: Staff, id: number, index: number): void {
  const booked = confirmedOf(ctx.db, id);
  if (!booked) return;
  const bookingId = booked.booking.id;
  const then = at(ctx, booked.slot.startsAt + 5 * 60_000);
  attendance.mark(then, reviewer, { bookingId, outcome: index === 1 ? 'late' : 'present' });
  const call = callById(ctx.db, applicationOf(ctx, id).callId);
  const asked = call ? askedIn(ctx.db, call) : [];
  const typed = (mark: number) => Object.fromEntries(asked.map(({ key }) => [`mark_${key}`, String(mark)]));
  const words = cardWords[index % cardWords.length] ?? null;
  const card = { bookingId, recommendation: 'yes', words: null } as const;
  const mark = marks[index % marks.length] ?? 3;
  cards.file(then, reviewer, { ...card, words, typed: typed(mark) });
  if (index > 0) cards.file(then, director, { ...card, typed: typed(Math.min(4, mark + (index % 2))) });
}

function applicationOf(ctx: Ctx, id: number): Application {
  const application = applicationById(ctx.db, id);
  if (!application) throw new Error(`application ${id} is not there`);
  return application;
}

function applicantOf(ctx: Ctx, id: number): Actor {
  const { personId, language } = applicationOf(ctx, id);
  return { ...SYSTEM, personId, language, groups: ['applicant'] };
}

/** Sample letters are there to be read, not to be sent. */
function settle(ctx: Ctx, now: number): void {
  const sent = { state: 'sent', sentAt: now } as const;
  ctx.db.update(letters).set(sent).where(eq(letters.state, 'queued')).run();
  const invited = and(eq(letters.state, 'draft'), eq(letters.letter, 'interview-invitation'));
  ctx.db.update(letters).set(sent).where(invited).run();
}
