// The one next step on a file, state by state.
import { expect, test } from 'vitest';
import { applicationStates } from '../../db/schema/applications.js';
import { type Around, laterStep } from '../../src/dossier/rules.js';

const around: Around = { id: 7, callId: 2, assumed: null, missedTwice: false };

test('after the reading every state that goes on leads to the page where it does', () => {
  const found = applicationStates.flatMap((state) => {
    const later = laterStep(state, around);
    return later ? [`${state}: ${later.word} ${later.to}${later.main ? '!' : ''}`] : [];
  });
  expect(found).toEqual([
    'shortlisted: shortlisted /staff/calls/2/invite!',
    'invited: invited /staff/applications/7/interview',
    'booked: booked /staff/applications/7/interview',
    'interviewed: interviewed /staff/calls/2/deciding!',
    'offered: offered /staff/applications/7/reply',
    'waitlisted: waitlisted /staff/calls/2/deciding',
    'accepted: accepted /staff/placements',
  ]);
});

test('who did not come twice, and of whom nobody said whether they came, wait for a person first', () => {
  expect(laterStep('booked', { ...around, missedTwice: true })?.to).toBe('/staff/applications/7/no-show');
  expect(laterStep('interviewed', { ...around, assumed: 9 })?.to).toBe('/staff/bookings/9/attendance');
});
