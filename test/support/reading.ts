// Files under review with their readers: redacted, given out and, where a test asks, marked; all through the services.
import type { Actor } from '../../src/access/actor.js';
import { applicationById } from '../../src/applications/queries.js';
import * as applications from '../../src/applications/service.js';
import type { Call } from '../../src/calls/queries.js';
import { readingsOf } from '../../src/reading/queries.js';
import { wordOf } from '../../src/reading/rules.js';
import * as reading from '../../src/reading/service.js';
import * as redactions from '../../src/redactions/service.js';
import type { Recommendation } from '../../src/scores/rules.js';
import * as scores from '../../src/scores/service.js';
import { actorOf, type Made, makeApplication } from './applications.js';
import type { Browser, World } from './world.js';

export type Reader = { browser: Browser; personId: number; actor: Actor };

/** Somebody of the staff, signed in. */
export function makeReader(
  world: World,
  name: string,
  group: 'reviewer' | 'coordinator' | 'director',
): Reader {
  const { browser, personId } = world.signedIn(name, [group]);
  return { browser, personId, actor: actorOf(personId, [group]) };
}

/** An application that was screened in; `answers` as in makeApplication. */
export function makeInReview(
  world: World,
  call: Call,
  coordinator: Actor,
  options: Parameters<typeof makeApplication>[2] = {},
): Made {
  const made = makeApplication(world, call, options);
  const application = applicationById(world.ctx.db, made.id);
  if (!application) throw new Error('the application is not there');
  applications.move(world.ctx, coordinator, application, 'screen_in', { role: 'coordinator' });
  return made;
}

/** Confirms what readers get of these files, with nothing hidden but what always is. */
export function redactAll(
  world: World,
  coordinator: Actor,
  files: readonly Made[],
  phrases: string[] = [],
): void {
  for (const { id } of files)
    redactions.confirm(world.ctx, coordinator, { id, version: 0, phrases, transcript: null });
}

/** Gives the files of a call to these readers. */
export function giveOut(world: World, coordinator: Actor, call: Call, people: readonly number[]): void {
  const { plan } = reading.proposal(world.ctx, coordinator, call.id, people);
  reading.assign(world.ctx, coordinator, { callId: call.id, people, plan: wordOf(plan) });
}

/** The reading by which this reader knows a file. */
export function readingOf(world: World, reader: Reader, applicationId: number): number {
  const found = readingsOf(world.ctx.db, reader.personId).find((row) => row.applicationId === applicationId);
  if (!found) throw new Error('this is not theirs to read');
  return found.id;
}

/** Says that they know nobody, and hands in one mark for every criterion. */
export function markFile(
  world: World,
  call: Call,
  reader: Reader,
  applicationId: number,
  mark: number,
  recommendation: Recommendation = 'unsure',
  comment: string | null = null,
): number {
  const id = readingOf(world, reader, applicationId);
  scores.declare(world.ctx, reader.actor, { id, kind: 'none', note: null });
  const marks = Object.fromEntries(call.rubric.map(({ key }) => [`mark_${key}`, String(mark)]));
  scores.save(world.ctx, reader.actor, { id, version: 0, marks, recommendation, comment, submit: true });
  return id;
}
