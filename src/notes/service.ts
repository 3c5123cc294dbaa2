// What staff write to each other about an application; whoever is named in it finds it among what waits for them.
import type { Actor } from '../access/actor.js';
import * as applications from '../applications/service.js';
import { keptFrom } from '../conflicts/queries.js';
import { type Ctx, inTransaction } from '../context.js';
import { Invalid, NotFound } from '../errors.js';
import { record } from '../history/record.js';
import { seal, unseal } from '../lib/seal.js';
import { close, open } from '../tasks/service.js';
import * as queries from './queries.js';
import { withMentions } from './rules.js';

/** The notes on a file with their words, who may be named in one, and whether the reader was and has not said so. */
export function notesOn(ctx: Ctx, actor: Actor, applicationId: number) {
  const colleagues = queries.readersOf(ctx.db, applicationId);
  return {
    notes: wordsOn(ctx, applicationId),
    colleagues: colleagues.filter(({ id }) => id !== actor.personId),
    everybody: colleagues,
    isNamed: colleagues.some((one) => one.id === actor.personId && one.isNamed === 1),
  };
}

export type Notes = ReturnType<typeof notesOn>;

/** The notes on an application, newest first; colleagues stand in the words as numbers. */
export function wordsOn(ctx: Ctx, applicationId: number) {
  return queries.notesOn(ctx.db, applicationId).map(({ sealed, ...note }) => ({
    ...note,
    words: unseal(ctx.config.keyring, sealed, placeOf(applicationId)).toString(),
  }));
}

/** A file with its notes, on a page of its own. Throws NotFound. */
export function opened(ctx: Ctx, actor: Actor, id: number) {
  const application = writable(ctx, actor, id);
  return { application, name: applications.nameOf(ctx, application), ...notesOn(ctx, actor, id) };
}

/**
 * Keeps a note, sealed, and puts it before everybody who is named in it; the writer has thereby answered what waited
 * for them. Throws NotFound, and Invalid when an @ names nobody who may read this file.
 */
export function write(ctx: Ctx, actor: Actor, input: { id: number; note: string }): void {
  inTransaction(ctx, (inside) => {
    const application = writable(inside, actor, input.id);
    const { id } = application;
    const named = withMentions(input.note, queries.readersOf(inside.db, id));
    if ('unknown' in named)
      throw new Invalid({ note: { key: 'notes.problem.unknown', values: { name: named.unknown } } });
    const sealed = seal(inside.config.keyring, Buffer.from(named.words), placeOf(id));
    const noteId = queries.insertNote(inside.db, {
      applicationId: id,
      sealed,
      by: actor.personId,
      at: inside.clock.now(),
    });
    const others = named.ids.filter((personId) => personId !== actor.personId);
    for (const personId of others) {
      const details = { reference: application.reference ?? '' };
      open(inside, { ...taskOf(id), for: { personId }, details });
    }
    close(inside, actor, { ...taskOf(id), personId: actor.personId });
    const details = { noteId, named: others.length };
    record(inside, actor, { entity: 'application', entityId: id, event: 'note', details });
  });
}

/** Whoever was named says that they have read it. Twice is once. Throws NotFound. */
export function haveRead(ctx: Ctx, actor: Actor, input: { id: number }): void {
  inTransaction(ctx, (inside) => {
    const { id } = writable(inside, actor, input.id);
    close(inside, actor, { ...taskOf(id), personId: actor.personId });
  });
}

/** Erases the notes on an application, and what waited because of them. Runs in the caller's transaction. */
export function erase(ctx: Ctx, actor: Actor, applicationId: number): void {
  queries.deleteNotes(ctx.db, applicationId);
  close(ctx, actor, taskOf(applicationId));
}

/** Nobody writes about what was erased, nor about somebody they are too close to. */
function writable(ctx: Ctx, actor: Actor, id: number) {
  const { application } = applications.load(ctx, actor, 'note.write', id);
  if (application.anonymisedAt !== null || keptFrom(ctx.db, actor.personId).includes(id))
    throw new NotFound();
  return application;
}

function taskOf(applicationId: number) {
  return { kind: 'mentioned', entity: 'application', entityId: applicationId } as const;
}

function placeOf(applicationId: number): string {
  return `note:${applicationId}`;
}
