// Many small things of a job: all of them, with requests in between, and none that was settled meanwhile.
import { expect, test } from 'vitest';
import { oneByOne } from '../../src/jobs/one-by-one.js';

const many = () => new Set(Array.from({ length: 70 }, (_one, at) => at));

test('each is done once, what is refused is passed over, and others come between', async () => {
  const [left, done] = [many(), [] as number[]];
  let between = 0;
  const meanwhile = setImmediate(function again() {
    between += 1;
    if (left.size > 10) setImmediate(again);
  });
  const act = (one: number) => {
    if (one % 7 === 0) return false;
    done.push(one);
    return left.delete(one);
  };
  const answer = await oneByOne(() => [...left], act, new AbortController().signal);
  clearImmediate(meanwhile);
  expect(answer).toBe(60);
  expect(done).toEqual([...many()].filter((one) => one % 7 !== 0));
  expect(between).toBeGreaterThan(1);
});

test('what somebody settled in between is left alone, and so is everything after a stop', async () => {
  const [left, done] = [many(), [] as number[]];
  const stop = new AbortController();
  const act = (one: number) => {
    done.push(one);
    if (one === 19) setImmediate(() => left.delete(20));
    if (one === 30) stop.abort();
    return left.delete(one);
  };
  await oneByOne(() => [...left], act, stop.signal);
  expect(done).not.toContain(20);
  expect(done).toContain(30);
  expect(done).not.toContain(50);
});
