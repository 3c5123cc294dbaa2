import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as time from '../../src/lib/time.js';

const utc = (text: string) => Date.parse(text);

test('a minute, an hour and a day are milliseconds', () => {
  expect([time.minute, time.hour, time.day]).toEqual([60_000, 3_600_000, 86_400_000]);
  expect(time.ZONE).toBe('Europe/Belgrade');
});

describe('localDate and localTime', () => {
  test.each([
    ['2020-11-05T22:59:59.999Z', '2020-11-05', '23:59'],
    ['2020-11-05T23:00:00Z', '2020-11-06', '00:00'],
    ['2020-07-05T21:59:59.999Z', '2020-07-05', '23:59'],
    ['2020-07-05T22:00:00Z', '2020-07-06', '00:00'],
    ['2026-03-29T00:59:59.999Z', '2026-03-29', '01:59'],
    ['2026-03-29T01:00:00Z', '2026-03-29', '03:00'],
    ['2026-10-25T00:59:59.999Z', '2026-10-25', '02:59'],
    ['2026-10-25T01:00:00Z', '2026-10-25', '02:00'],
    ['2026-10-25T02:00:00Z', '2026-10-25', '03:00'],
    ['1999-12-31T23:00:00Z', '2000-01-01', '00:00'],
    ['1969-12-31T22:59:59.999Z', '1969-12-31', '23:59'],
    ['2024-02-29T12:00:00Z', '2024-02-29', '13:00'],
  ])('%s is %s, %s in Prishtina', (instant, day, hour) => {
    expect([time.localDate(utc(instant)), time.localTime(utc(instant))]).toEqual([day, hour]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 9e15])('throw for %d, which is no time', (instant) => {
    expect(() => time.localDate(instant)).toThrow(RangeError);
    expect(() => time.localTime(instant)).toThrow(RangeError);
  });
});

describe('toInstant', () => {
  test.each([
    ['2020-11-05', '10:30', '2020-11-05T09:30:00Z'],
    ['2020-07-05', '10:30', '2020-07-05T08:30:00Z'],
    ['2026-03-29', '01:59', '2026-03-29T00:59:00Z'],
    ['2026-03-29', '02:00', '2026-03-29T01:00:00Z'],
    ['2026-03-29', '02:30', '2026-03-29T01:30:00Z'],
    ['2026-03-29', '03:00', '2026-03-29T01:00:00Z'],
    ['2026-10-25', '01:59', '2026-10-24T23:59:00Z'],
    ['2026-10-25', '02:00', '2026-10-25T00:00:00Z'],
    ['2026-10-25', '02:59', '2026-10-25T00:59:00Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00Z'],
  ])('%s %s is %s', (day, hour, instant) => {
    expect(time.toInstant(day, hour)).toBe(utc(instant));
  });

  test('moves a time that spring skips forward by an hour', () => {
    expect(time.localTime(time.toInstant('2026-03-29', '02:30'))).toBe('03:30');
  });

  test.each([
    ['2026-02-31', '10:00'],
    ['2026-2-3', '10:00'],
    ['', '10:00'],
    ['2026-02-03', '24:00'],
    ['2026-02-03', '9:00'],
    ['2026-02-03', '09:60'],
    ['2026-02-03', ''],
  ])('throws for %j %j', (day, hour) => {
    expect(() => time.toInstant(day, hour)).toThrow(RangeError);
  });

  test('there and back is the same time, but for the two odd hours of the year', () => {
    const wholeMinutes = fc.integer({ min: utc('1990-01-01') / 60_000, max: utc('2090-01-01') / 60_000 });
    fc.assert(
      fc.property(wholeMinutes, (minutes) => {
        const instant = minutes * 60_000;

        const back = time.toInstant(time.localDate(instant), time.localTime(instant));

        expect([0, time.hour]).toContain(instant - back);
      }),
    );
  });
});

describe('the ends of a day', () => {
  test.each([
    ['2020-11-05', 24],
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2024-02-29', 24],
    ['2025-12-31', 24],
  ])('%s lasts %d hours, and its last millisecond still belongs to it', (day, hours) => {
    const start = time.startOfDay(day);
    const end = time.endOfDay(day);

    expect(end - start).toBe(hours * time.hour - 1);
    expect([start - 1, start, end, end + 1].map(time.localDate)).toEqual([
      time.addDays(day, -1),
      day,
      day,
      time.addDays(day, 1),
    ]);
  });

  test('the call of 2020 ends in the last millisecond of 5 November in Prishtina', () => {
    expect(time.endOfDay('2020-11-05')).toBe(utc('2020-11-05T22:59:59.999Z'));
  });
});

describe('addDays', () => {
  test.each([
    ['2026-03-28', 1, '2026-03-29'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-10-25', 1, '2026-10-26'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-01-01', 0, '2026-01-01'],
    ['2026-01-01', 365, '2027-01-01'],
  ])('%s and %d days is %s', (day, n, expected) => {
    expect(time.addDays(day, n)).toBe(expected);
  });

  test.each([
    ['2026-02-30', 1],
    ['9999-12-31', 1],
    ['2026-01-01', Number.NaN],
  ])('throws for %s and %d', (day, n) => {
    expect(() => time.addDays(day, n)).toThrow(RangeError);
  });
});

describe('isLocalDate', () => {
  test.each(['2026-01-01', '2024-02-29', '2000-02-29', '2026-12-31', '0001-01-01'])('knows %s', (text) => {
    expect(time.isLocalDate(text)).toBe(true);
  });

  test.each([
    '2026-02-31',
    '2025-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-00-10',
    '2026-13-01',
    '2026-01-00',
    '2026-01-32',
    '2026-1-1',
    '26-01-01',
    '01.01.2026',
    '2026-01-01T00:00',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
    '２０２６-01-01',
  ])('does not know %j', (text) => {
    expect(time.isLocalDate(text)).toBe(false);
  });
});

test.each([
  ['00:00', true],
  ['09:59', true],
  ['23:59', true],
  ['24:00', false],
  ['23:60', false],
  ['9:00', false],
  ['09:00:00', false],
  ['', false],
])('whether %j is a time of day: %s', (text, expected) => {
  expect(time.isLocalTime(text)).toBe(expected);
});

describe('workingDaysAfter', () => {
  // 2026-11-05 is a Thursday.
  test.each([
    ['2026-11-05', 0, [], '2026-11-05'],
    ['2026-11-05', 1, [], '2026-11-06'],
    ['2026-11-05', 2, [], '2026-11-09'],
    ['2026-11-06', 1, [], '2026-11-09'],
    ['2026-11-07', 0, [], '2026-11-07'],
    ['2026-11-07', 1, [], '2026-11-09'],
    ['2026-11-08', 1, [], '2026-11-09'],
    ['2026-11-05', 5, [], '2026-11-12'],
    ['2026-11-05', 5, ['2026-11-09'], '2026-11-13'],
    ['2026-11-05', 5, ['2026-11-09', '2026-11-13'], '2026-11-16'],
    ['2026-11-05', 5, ['2026-11-07'], '2026-11-12'],
    ['2026-11-05', 1, ['2026-11-06', '2026-11-09'], '2026-11-10'],
    ['2026-11-05', 15, [], '2026-11-26'],
  ])('%s and %d working days, with holidays %j, is %s', (day, n, holidays, expected) => {
    expect(time.workingDaysAfter(day, n, (one) => (holidays as string[]).includes(one))).toBe(expected);
  });

  test.each([-1, 0.5, Number.NaN])('throws for %d working days', (n) => {
    expect(() => time.workingDaysAfter('2026-11-05', n)).toThrow(RangeError);
  });
});

describe('mayStill', () => {
  const closesAt = time.endOfDay('2020-11-05');

  test.each([
    [closesAt - 1, 15, 'open'],
    [closesAt, 15, 'open'],
    [closesAt + 1, 15, 'grace'],
    [closesAt + 15 * time.minute, 15, 'grace'],
    [closesAt + 15 * time.minute + 1, 15, 'closed'],
    [closesAt, 0, 'open'],
    [closesAt + 1, 0, 'closed'],
  ] as const)('at %d, with %d minutes of grace, a deadline is %s', (now, grace, expected) => {
    expect(time.mayStill(now, closesAt, grace)).toBe(expected);
  });
});

test('months later is the same day, or the last of a shorter month', () => {
  expect(time.addMonths('2026-08-31', 6)).toBe('2027-02-28');
  expect(time.addMonths('2027-08-31', 6)).toBe('2028-02-29');
  expect(time.addMonths('2026-11-05', 12)).toBe('2027-11-05');
  expect(time.addMonths('2026-12-15', 1)).toBe('2027-01-15');
  expect(time.addMonths('2026-03-31', -1)).toBe('2026-02-28');
  expect(() => time.addMonths('2026-02-30', 1)).toThrow(RangeError);
});
