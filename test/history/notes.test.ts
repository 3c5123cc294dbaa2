// What somebody writes with a change: it stands in the timeline, can be erased, and cannot be altered unnoticed.
import { expect, test } from 'vitest';
import { SYSTEM } from '../../src/access/actor.js';
import { firstBrokenLink, timelineOf } from '../../src/history/queries.js';
import { forgetNotes, record } from '../../src/history/record.js';
import { makeWorld } from '../support/world.js';

function worldWithNotes() {
  const world = makeWorld();
  const note = (entityId: number, words: string) =>
    record(world.ctx, SYSTEM, { entity: 'application', entityId, event: 'withdraw', note: words });
  return { world, first: note(1, 'I found work'), second: note(2, 'I moved away') };
}

const notesOf = (world: ReturnType<typeof makeWorld>, id: number) =>
  timelineOf(world.ctx.db, 'application', id).map((row) => row.note);

test('a note stands in the timeline of its thing', () => {
  const { world } = worldWithNotes();

  expect(notesOf(world, 1)).toEqual(['I found work']);
});

test('an erased note is gone, the others stay, and the chain still holds', () => {
  const { world } = worldWithNotes();

  forgetNotes(world.ctx, 'application', [1]);

  expect(notesOf(world, 1)).toEqual([null]);
  expect(notesOf(world, 2)).toEqual(['I moved away']);
  expect(firstBrokenLink(world.ctx.db)).toBeUndefined();
});

test('a note cannot be changed, and one that is put in place of another is found', () => {
  const { world, second } = worldWithNotes();
  const change = world.ctx.db.$client.prepare("update history_notes set words = 'I was paid'");

  expect(() => change.run()).toThrow('a note may be erased, never changed');
  world.ctx.db.$client.exec('DROP TRIGGER history_notes_no_update');
  world.ctx.db.$client.prepare("update history_notes set words = 'x' where history_id = ?").run(second);
  expect(firstBrokenLink(world.ctx.db)).toBe(second);
});

test('the same words leave different hashes, so that nobody can guess what was erased', () => {
  const { world } = worldWithNotes();
  record(world.ctx, SYSTEM, { entity: 'application', entityId: 3, event: 'withdraw', note: 'I found work' });

  const hashes = world.ctx.db.$client.prepare('select note from history').pluck().all() as string[];

  expect(new Set(hashes).size).toBe(3);
  expect(hashes.join()).not.toContain('found work');
});
