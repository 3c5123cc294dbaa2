// People who were interviewed, with their two scores: what the meeting that decides begins with.
import { bookings } from '../../db/schema/bookings.js';
import { interviewLocks } from '../../db/schema/interview-cards.js';
import type { Actor } from '../../src/access/actor.js';
import { type Call, callById } from '../../src/calls/queries.js';
import { pendingDecisions } from '../../src/decisions/queries.js';
import * as decisions from '../../src/decisions/service.js';
import { putCard } from '../../src/interview-cards/queries.js';
import { insertSession, insertSlots, slotsOf } from '../../src/interviews/queries.js';
import { seal } from '../../src/lib/seal.js';
import { hour } from '../../src/lib/time.js';
import * as offers from '../../src/offers/service.js';
import { insertReading } from '../../src/reading/queries.js';
import { saveScore } from '../../src/scores/queries.js';
import { type Made, makeApplication, makeCall, wholeAnswers } from './applications.js';
import { staffIn } from './deciding.js';
import { putInto } from './interviews.js';
import { makeWorld, type World } from './world.js';

type Language = 'sq' | 'sr' | 'en';

/** Somebody who was met; each reader and each of the panel gave one mark for everything. */
export function makeMet(
  world: World,
  call: Call,
  judges: readonly number[],
  name: string,
  {
    file = 3,
    interview = 3,
    language = 'en',
  }: { file?: number; interview?: number; language?: Language } = {},
): Made {
  const about = { ...wholeAnswers(name).about, letterLanguage: language };
  const made = makeApplication(world, call, { name, language, answers: { about } });
  putInto(world, made.id, 'interviewed');
  const now = world.clock.now();
  const { db } = world.ctx;
  const all = (mark: number) => Object.fromEntries(call.rubric.map(({ key }) => [key, mark]));
  const sessionId = insertSession(
    db,
    {
      callId: call.id,
      place: 'HLC Kosovo',
      languages: ['sq'],
      state: 'published',
      createdAt: now,
    },
    judges,
  );
  insertSlots(db, sessionId, [{ startsAt: now - 2 * hour, endsAt: now - hour }]);
  const slotId = slotsOf(db, sessionId)[0]?.id ?? 0;
  const booking = {
    applicationId: made.id,
    slotId,
    state: 'held',
    uid: `met-${made.id}@x`,
    bookedAt: now,
    endedAt: now,
  } as const;
  const { id: bookingId } = db.insert(bookings).values(booking).returning({ id: bookings.id }).get();
  for (const personId of judges) {
    const reading = {
      applicationId: made.id,
      personId,
      role: 'first',
      assignedAt: now,
      assignedBy: personId,
    } as const;
    const readingId = insertReading(db, reading);
    saveScore(db, 0, {
      readingId,
      marks: all(file),
      recommendation: 'yes',
      submittedAt: now,
      savedAt: now,
    } as Parameters<typeof saveScore>[2]);
    const card = Buffer.from(JSON.stringify({ marks: all(interview), recommendation: 'yes', words: null }));
    const sealed = seal(world.ctx.config.keyring, card, `card:${bookingId}:${personId}`);
    putCard(db, { bookingId, personId, sealed, filedAt: now });
  }
  db.insert(interviewLocks).values({ bookingId, lockedAt: now, lockedBy: null }).run();
  return made;
}

/** A call with two places; Arta, Nenad and Jovana were met, and Luan is to decide. */
export function makeMeeting({ places = 2, refusalLetter = false, closingLetter = false } = {}) {
  const world = makeWorld();
  const { id } = makeCall(world);
  const change = (settings: Call['settings']) =>
    JSON.stringify({ ...settings, refusalLetter, closingLetter });
  const settings = callById(world.ctx.db, id)?.settings as Call['settings'];
  world.ctx.db.$client
    .prepare('update calls set places = ?, settings = ? where id = ?')
    .run(places, change(settings), id);
  const call = callById(world.ctx.db, id) as Call;
  const dafina = staffIn(world, 'Dafina', ['coordinator']);
  const luan = staffIn(world, 'Luan', ['director']);
  const mira = staffIn(world, 'Mira', ['reviewer']);
  const judges = [dafina.personId, mira.personId];
  const met = (name: string, more: Parameters<typeof makeMet>[4] = {}) =>
    makeMet(world, call, judges, name, more);
  return {
    world,
    call,
    dafina,
    luan,
    met,
    arta: met('Arta Krasniqi', { file: 4, interview: 3 }),
    nenad: met('Nenad Petrović', { file: 3, interview: 4, language: 'sr' }),
    jovana: met('Jovana Ilić', { file: 2, interview: 2, language: 'sr' }),
    url: `/staff/calls/${id}/deciding`,
  };
}

/** Dates of an internship, and until when it is answered, for offers of a test. */
export const terms = { startsOn: '2026-12-01', endsOn: '2027-03-31', replyOn: '2026-10-29' };

/** Prepares and releases one kind of decision about these people; reserves are ranked as they stand here. */
export function decide(
  world: World,
  director: Actor,
  kind: 'offer' | 'waitlist' | 'reject',
  callId: number,
  people: readonly { id: number }[],
): void {
  const ids = people.map(({ id }) => id);
  offers.prepare(world.ctx, director, {
    kind,
    callId,
    ids,
    declare: true,
    said: ({ id }) =>
      kind === 'offer'
        ? { kind, terms }
        : kind === 'waitlist'
          ? { kind, rank: ids.indexOf(id) + 1 }
          : { kind, reasons: ['places'], advice: null },
  });
  const waiting = pendingDecisions(world.ctx.db).filter(({ application }) => ids.includes(application.id));
  decisions.release(
    world.ctx,
    director,
    waiting.map(({ decision }) => decision.id),
  );
}
