// Slowing down without locking out.
import { expect, test } from 'vitest';
import { throttles as table } from '../../db/schema/throttles.js';
import { TooMany } from '../../src/errors.js';
import { day } from '../../src/lib/time.js';
import * as throttles from '../../src/throttles/service.js';
import { makeWorld, type World } from '../support/world.js';

const stranger = { kind: 'password', account: 'dafina@example.org', browser: 'stranger' } as const;

function triesLeft(world: World, input: throttles.Attempt): number {
  let done = 0;
  try {
    while (done < 100) {
      throttles.attempt(world.ctx, input);
      done += 1;
    }
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
  }
  return done;
}

test('five tries are free, then each needs a longer wait, and a day of quiet forgets them', () => {
  const world = makeWorld();

  expect(triesLeft(world, stranger)).toBe(5);
  world.clock.pass(29_999);
  expect(triesLeft(world, stranger)).toBe(0);
  world.clock.pass(1);
  expect(triesLeft(world, stranger)).toBe(1);
  world.clock.pass(30_000);
  expect(triesLeft(world, stranger)).toBe(0);
  world.clock.pass(day);
  expect(triesLeft(world, stranger)).toBe(5);
});

test('a thousand guesses in a day get through fewer than a hundred and ten times', () => {
  const world = makeWorld();
  let looked = 0;

  for (let guess = 0; guess < 1000; guess += 1) {
    try {
      throttles.attempt(world.ctx, stranger);
      looked += 1;
    } catch (error) {
      expect(error).toBeInstanceOf(TooMany);
    }
    world.clock.pass(86_400);
  }

  expect(looked).toBeLessThan(110);
});

test('a stranger who guesses does not make the owner wait in a browser that is known', () => {
  const world = makeWorld();
  throttles.know(world.ctx, stranger.account, 'own');

  expect(triesLeft(world, stranger)).toBe(5);
  expect(triesLeft(world, { ...stranger, browser: 'another' })).toBe(0);
  expect(triesLeft(world, { ...stranger, browser: 'own' })).toBe(5);
});

test('what is stored tells nothing about the address', () => {
  const world = makeWorld();
  throttles.attempt(world.ctx, stranger);

  const stored = JSON.stringify(world.ctx.db.select().from(table).all());

  expect(stored).toMatch(/"count":1/);
  expect(stored).not.toMatch(/dafina|example|stranger/);
});

test('after ninety days a count is forgotten by the nightly job', () => {
  const world = makeWorld();
  throttles.attempt(world.ctx, stranger);

  world.clock.pass(89 * day);
  expect(throttles.forgetOld(world.ctx)).toBe(0);
  world.clock.pass(2 * day);
  expect(throttles.forgetOld(world.ctx)).toBe(1);
});
