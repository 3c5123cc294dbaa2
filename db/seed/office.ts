// The demonstration's office of the last days: a refusal that is contested, one that waits for a second person, somebody
// who sent what was asked for and somebody who did not, a question to a colleague. Through the services, as it happened.
import { and, eq, inArray } from 'drizzle-orm';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import * as contests from '../../src/contests/service.js';
import type { Ctx } from '../../src/context.js';
import { pendingDecisionOf } from '../../src/decisions/queries.js';
import * as decisions from '../../src/decisions/service.js';
import { addDays, endOfDay, hour, localDate, workingDaysAfter } from '../../src/lib/time.js';
import * as notes from '../../src/notes/service.js';
import { openRequestOf } from '../../src/requests/queries.js';
import * as requests from '../../src/requests/service.js';
import * as screening from '../../src/screening/service.js';
import { letters } from '../schema/mail.js';
import { requests as requestRows } from '../schema/requests.js';
import { judgeSample } from './verdicts.js';

type People = { dafina: Actor; vjosa: Actor; luan: Actor };
type Placed = { id: number; name: string };

/** What these people did with five of the new applications. */
export function seedOffice(ctx: Ctx, people: People, samples: readonly Placed[]): void {
  const idOf = (name: string) => samples.find((one) => one.name === name)?.id ?? 0;
  contested(ctx, people, { id: idOf('Besnik Kallëzimi'), name: 'Besnik Kallëzimi' });
  proposed(ctx, people.vjosa, { id: idOf('Luljeta Çështja'), name: 'Luljeta Çështja' });
  supplied(ctx, people.dafina, idOf('Ana Čuvarić'));
  notSupplied(ctx, people.vjosa, idOf('Miloš Primerak'));
  const note =
    '@Dafina Shembulli, nga kjo fotografi nuk mund të thuhet asgjë. A ta pyesim për një certifikatë të skanuar?';
  notes.write(ctx, people.luan, { id: idOf('Kujtim Dosja'), note });
}

/** Refused yesterday by two, contested this morning: somebody who had no part in it is to look again. */
function contested(ctx: Ctx, { vjosa, luan }: People, sample: Placed): void {
  const { id } = sample;
  const then = before(ctx, 26);
  judgeSample(then, vjosa.personId, { ...sample, state: 'ineligible' });
  const note = 'Mesatarja 7,50 nuk është mbi 7,5.';
  screening.proposeOut(then, vjosa, { ...at(then, id), reasonCode: 'average', note });
  screening.confirm(then, luan, at(then, id));
  const decision = pendingDecisionOf(ctx.db, id)?.decision.id;
  if (decision !== undefined) decisions.release(then, luan, [decision]);
  sent(then, id, ['conditions-not-met']);
  const words =
    'Certifikata është e muajit qershor. Në shtator e kalova edhe të Drejtën e Punës me notën 9, dhe mesatarja ime tani është 7,58. Mund ta dërgoj certifikatën e re.';
  contests.make(before(ctx, 3), applicant(ctx, id), { id, words });
  sent(ctx, id, ['contest-received']);
}

/** Checked and proposed by one coordinator; the others can answer. */
function proposed(ctx: Ctx, vjosa: Actor, sample: Placed): void {
  const then = before(ctx, 4);
  judgeSample(then, vjosa.personId, { ...sample, state: 'ineligible' });
  const note = 'Viti i dytë, edhe sipas certifikatës; provimi i procedurës ende nuk është dhënë.';
  screening.proposeOut(then, vjosa, { ...at(then, sample.id), reasonCode: 'bachelorYear', note });
}

/** Asked in words and for a document, answered in words, with a reason for the rest. */
function supplied(ctx: Ctx, dafina: Actor, id: number): void {
  const words = 'Koji profil studija ste upisali: krivični ili međunarodni?';
  const then = before(ctx, 24);
  ask(then, dafina, id, [
    { kind: 'words', name: '', words },
    { kind: 'document', name: 'grades_certificate', words: null },
  ]);
  const request = openRequestOf(ctx.db, id);
  const question = request?.items.find(({ kind }) => kind === 'words')?.id ?? 0;
  requests.supply(before(ctx, 5), applicant(ctx, id), {
    id,
    replies: new Map([[question, 'Međunarodni; od treće godine slušam međunarodno krivično pravo.']]),
    explanation: 'Novo uverenje fakultet izdaje tek u ponedeljak. Poslaću ga čim ga dobijem.',
  });
  sent(ctx, id, ['information-received']);
}

/** The day was yesterday, nothing came: back to be read, with a mark. */
function notSupplied(ctx: Ctx, vjosa: Actor, id: number): void {
  const then = before(ctx, 4 * 24);
  ask(then, vjosa, id, [{ kind: 'document', name: 'grades_certificate', words: null }]);
  const yesterday = endOfDay(addDays(localDate(ctx.clock.now()), -1));
  ctx.db.update(requestRows).set({ dueAt: yesterday }).where(eq(requestRows.applicationId, id)).run();
  for (const due of requests.overdue(ctx)) requests.timeOut(ctx, due);
}

function ask(ctx: Ctx, actor: Actor, id: number, items: readonly requests.Wanted[]): void {
  const dueOn = workingDaysAfter(localDate(ctx.clock.now()), 5);
  requests.ask(ctx, actor, { ...at(ctx, id), items, dueOn });
  sent(ctx, id, ['information-requested']);
}

/** Sample letters are there to be read, not to be sent. */
function sent(ctx: Ctx, id: number, names: readonly string[]): void {
  ctx.db
    .update(letters)
    .set({ state: 'sent', sentAt: ctx.clock.now() })
    .where(
      and(eq(letters.entity, 'application'), eq(letters.entityId, id), inArray(letters.letter, [...names])),
    )
    .run();
}

const at = (ctx: Ctx, id: number) => ({ id, version: applicationById(ctx.db, id)?.version ?? 0 });

function before(ctx: Ctx, hours: number): Ctx {
  const instant = ctx.clock.now() - hours * hour;
  return { ...ctx, clock: { now: () => instant } };
}

function applicant(ctx: Ctx, id: number): Actor {
  const application = applicationById(ctx.db, id);
  if (!application) throw new Error(`application ${id} is not there`);
  const { personId, language } = application;
  return { ...SYSTEM, personId, language, groups: ['applicant'] };
}
