// The demonstration's year in court: some two hundred hearings of the invented cases, with interns going to them.
import type { Actor } from '../../src/access/actor.js';
import { listCases, type Row } from '../../src/cases/queries.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as hearings from '../../src/hearings/service.js';
import type { HearingType, Phase } from '../../src/lib/terms.js';
import { addDays, localDate, toInstant } from '../../src/lib/time.js';
import { insertAssignment } from '../../src/rota/queries.js';
import { candidatesFor } from '../../src/rota/rules.js';
import * as rota from '../../src/rota/service.js';
import type { Sat } from './reports.js';

/** What is heard in each phase; a case that is over, or has not come to court, has no dates. */
const typeIn: Partial<Record<Phase, HearingType>> = { PREP: 'SEC', FI: 'MT', AP: 'APP' };
const hours = ['09:00', '09:30', '10:00', '10:30', '13:00', ''] as const;
const languages = [['sq'], ['sq', 'sr'], ['sr'], ['sq']] as const;
/** Days between two hearings of one case, and how far they reach from today. */
const EVERY = 19;
const BACK = 300;
const AHEAD = 40;

/** Somebody who was an intern before those of today. Local days, both counted. */
export type FormerIntern = { personId: number; startsOn: string; endsOn: string };

/** Puts a believable year on the calendar; answers with the hearings of the past that somebody went to. */
export function addHearings(ctx: Ctx, actor: Actor, former: readonly FormerIntern[]): Sat[] {
  const sat: Sat[] = [];
  const today = localDate(ctx.clock.now());
  const open = listCases(ctx.db, actor, { phase: null, limit: 100, offset: 0 }).filter(
    ({ phase }) => typeIn[phase],
  );
  const planned = open
    .flatMap((row, at) => daysOf(today, at).map((day, number) => ({ row, day, number: number + at })))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.row.id - b.row.id));
  for (const one of planned) {
    const then = { ...ctx, clock: { now: () => toInstant(addDays(one.day, -9), '12:00') } };
    const later = planned.find(({ row, day }) => row.id === one.row.id && day > one.day);
    const stays = later && later.number % 11 !== 10 && later.number % 13 !== 12;
    const next = stays ? { on: later.day, time: hours[later.number % hours.length] ?? '' } : null;
    const went = inTransaction(one.day > today ? ctx : then, (inside) =>
      addOne(inside, actor, one, { today, former }),
    );
    if (went) sat.push({ ...went, day: one.day, number: one.number, next });
  }
  return sat;
}

/** Working days on which the case number `at` sits, past and to come. */
function daysOf(today: string, at: number): string[] {
  return Array.from({ length: Math.floor((BACK + AHEAD) / EVERY) }, (_one, number) => {
    const day = addDays(today, -BACK + number * EVERY + ((at * 5) % EVERY));
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    return addDays(day, weekday === 0 ? 1 : weekday === 6 ? 2 : 0);
  });
}

function addOne(
  ctx: Ctx,
  actor: Actor,
  { row, day, number }: { row: Row; day: string; number: number },
  { today, former }: { today: string; former: readonly FormerIntern[] },
): Pick<Sat, 'hearingId' | 'time' | 'monitor'> | undefined {
  const id = hearings.schedule(ctx, actor, {
    caseId: row.id,
    court: row.phase === 'AP' ? 'CA-SD' : row.court,
    courtroom: String(1 + (number % 4)),
    type: typeIn[row.phase] ?? 'MT',
    languages: [...(languages[row.id % languages.length] ?? ['sq'])],
    purpose: '',
    scheduledOn: day,
    scheduledTime: hours[number % hours.length] ?? '',
    sample: true,
  });
  // One in eleven is moved by a week, one in thirteen is called off; of those to come some have nobody yet.
  if (number % 11 === 10) {
    const scheduledOn = addDays(day, 7);
    const moved = { scheduledOn, scheduledTime: '10:00', reason: null, id, version: 1 };
    hearings.move(ctx, actor, moved);
    return undefined;
  }
  if (number % 13 === 12) {
    hearings.cancel(ctx, actor, { id, reason: null, version: 1 });
    return undefined;
  }
  if (day > today && number % 3 === 0) return undefined;
  const due = { hearingId: id, caseId: row.id, scheduledOn: day, languages: languages[row.id % 4] ?? ['sq'] };
  const [monitor] = candidatesFor(rota.monitorsNow(ctx), due);
  if (monitor) rota.assign(ctx, actor, { hearingId: id, personId: monitor.personId });
  // A sister programme's year: of three hearings scheduled, two were held.
  if (day >= today) return undefined;
  // Before today's interns came others went; to one in nine nobody did.
  const then = former.filter(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
  const before = number % 9 === 8 ? undefined : then[number % then.length];
  const went = monitor?.personId ?? before?.personId;
  if (went !== undefined) {
    if (!monitor) insertAssignment(ctx.db, { hearingId: id, personId: went, assignedAt: ctx.clock.now() });
    return { hearingId: id, time: hours[number % hours.length] ?? '', monitor: went };
  }
  hearings.conclude(ctx, actor, id, number % 3 !== 1 ? 'held' : 'not_held');
  return undefined;
}
