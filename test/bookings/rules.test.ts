// When an applicant may still choose, move or give back a time.
import { expect, test } from 'vitest';
import { changesLeft, changesUsed, mayChoose, mayMove, mayUndoBooking } from '../../src/bookings/rules.js';
import { hour } from '../../src/lib/time.js';

const settings = { bookingLeadHours: 24, rebookingsByApplicant: 2 };
const booking = (changes: number, endedBy: string | null = null) => ({
  state: endedBy ? 'cancelled' : 'confirmed',
  endedBy,
  changes,
});

test('a change and a time given back count once each; what staff did counts for nobody', () => {
  expect(changesUsed([booking(1, 'staff'), booking(0, 'applicant'), booking(1)])).toBe(3);
  expect(changesLeft([booking(1)], settings)).toBe(1);
  expect(changesLeft([booking(5)], settings)).toBe(0);
});

test('who gave back as often as allowed may still choose once, and not again', () => {
  expect(mayChoose([], settings)).toBe(true);
  expect(mayChoose([booking(0, 'applicant'), booking(0, 'applicant')], settings)).toBe(true);
  expect(mayChoose([booking(1, 'applicant'), booking(0, 'applicant')], settings)).toBe(false);
});

test('a time is moved up to the last moment of the day before, and no oftener than allowed', () => {
  const startsAt = 1_000 * hour;

  expect(mayMove(startsAt, [booking(1)], settings, startsAt - 24 * hour)).toBe('yes');
  expect(mayMove(startsAt, [booking(1)], settings, startsAt - 24 * hour + 1)).toBe('late');
  expect(mayMove(startsAt, [booking(2)], settings, startsAt - 48 * hour)).toBe('spent');
});

test.each([
  ['staff booked it, and it is to come', { bookedBy: 3 }, 'book', 2_000, true],
  ['the applicant booked it', { bookedBy: 7 }, 'book', 2_000, false],
  ['it was moved since', { bookedBy: 3 }, 'rebook', 2_000, false],
  ['it has begun', { bookedBy: 3 }, 'book', 1_000, false],
  ['nothing is known of it', { bookedBy: 3 }, undefined, 2_000, false],
])('taken back without another: %s', (_what, booking, last, startsAt, may) => {
  expect(mayUndoBooking(booking, 7, last, startsAt, 1_000)).toBe(may);
});
