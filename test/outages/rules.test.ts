// What an outage is, and what it gives back.
import { describe, expect, test } from 'vitest';
import { day, endOfDay, hour, localDate, localTime, minute, toInstant } from '../../src/lib/time.js';
import { extendedTo, isTooLong, outageBetween } from '../../src/outages/rules.js';

const at = (time: string, date = '2026-11-05') => toInstant(date, time);
const said = (instant: number | undefined) => instant && `${localDate(instant)} ${localTime(instant)}`;

describe('an outage', () => {
  const now = at('12:00');

  test.each([
    ['the very first start', undefined, false],
    ['a heartbeat a minute ago', now - minute, false],
    ['a restart a little shorter than five minutes', now - 5 * minute + 1, false],
    ['five minutes', now - 5 * minute, true],
    ['a clock that was put back', now + 3 * hour, false],
  ])('%s', (_what, last, is) => {
    expect(outageBetween(last, now)).toEqual(is ? { fromAt: last, untilAt: now } : undefined);
  });

  test('of more than thirty days is for a person to judge', () => {
    expect(isTooLong({ fromAt: 0, untilAt: 30 * day })).toBe(false);
    expect(isTooLong({ fromAt: 0, untilAt: 30 * day + 1 })).toBe(true);
  });
});

describe('a deadline at the end of 5 November', () => {
  const deadline = { sinceAt: at('00:00', '2026-10-01'), untilAt: endOfDay('2026-11-05'), graceMinutes: 15 };
  const after = (from: number, until: number) => said(extendedTo(deadline, { fromAt: from, untilAt: until }));

  test.each([
    [
      'weeks before, for ten minutes: an hour',
      at('10:00', '2026-10-20'),
      at('10:10', '2026-10-20'),
      '2026-11-06 00:59',
    ],
    [
      'for exactly two hours: two hours',
      at('10:00', '2026-10-20'),
      at('12:00', '2026-10-20'),
      '2026-11-06 01:59',
    ],
    ['in the last evening: until twelve hours after', at('22:50'), at('23:20'), '2026-11-06 11:59'],
    [
      'over the deadline: what was left, and twelve hours',
      at('23:30'),
      at('03:10', '2026-11-06'),
      '2026-11-06 15:59',
    ],
    [
      'from noon to noon: the half day that was left',
      at('12:00'),
      at('12:00', '2026-11-06'),
      '2026-11-06 23:59',
    ],
    ['begun in the grace', at('00:10', '2026-11-06'), at('01:00', '2026-11-06'), '2026-11-06 12:59'],
    ['begun after the grace: nothing', at('00:16', '2026-11-06'), at('05:00', '2026-11-06'), undefined],
    ['over before it opened: nothing', at('10:00', '2026-09-30'), at('12:00', '2026-09-30'), undefined],
    [
      'since before it opened: from the opening',
      at('20:00', '2026-09-30'),
      at('03:00', '2026-10-01'),
      '2026-11-06 02:59',
    ],
    [
      'more than thirty days: nothing by itself',
      at('00:00', '2026-10-02'),
      at('00:00', '2026-11-05'),
      undefined,
    ],
  ])('%s', (_what, from, until, expected) => {
    expect(after(from, until)).toBe(expected);
  });

  test('never comes nearer', () => {
    for (let from = deadline.sinceAt - day; from < deadline.untilAt + day; from += 7 * hour + minute)
      for (const length of [5 * minute, hour, 9 * hour, 3 * day])
        expect(
          extendedTo(deadline, { fromAt: from, untilAt: from + length }) ?? deadline.untilAt + 1,
        ).toBeGreaterThan(deadline.untilAt);
  });
});
