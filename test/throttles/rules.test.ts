// How long failing makes one wait, and what counts as one place.
import { expect, test } from 'vitest';
import { networkOf, waitAfter } from '../../src/throttles/rules.js';

test('four failures cost nothing; from the fifth on the wait doubles up to a quarter of an hour', () => {
  const seconds = [1, 4, 5, 6, 7, 8, 9, 10, 11, 1000].map((failures) => waitAfter(failures) / 1000);

  expect(seconds).toEqual([0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
});

test('an IPv4 address is a place; of an IPv6 address the first half is', () => {
  expect(networkOf('192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:0DB8:0001:0002::9')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8::9')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
});
