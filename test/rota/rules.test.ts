// Who may go to a hearing and who is proposed: every hindrance, and the order.
import { expect, test } from 'vitest';
import { type Due, hindranceOf, loadsAfter, type Monitor, propose } from '../../src/rota/rules.js';

const due: Due = { hearingId: 1, caseId: 7, scheduledOn: '2026-11-03', languages: ['sq', 'sr'] };
const day = '2026-11-03';
const ivana: Monitor = {
  personId: 1,
  name: 'Ivana',
  startsOn: day,
  endsOn: day,
  languages: ['sr', 'sq'],
  signedUntil: '2027-09-30',
  tiedTo: [],
  absences: [],
  busyOn: [],
  interviewsOn: [],
  load: 0,
};

test.each<[string, Partial<Monitor>, string | undefined]>([
  ['on the only day of the internship', {}, undefined],
  ['the day after the internship', { endsOn: '2026-11-02' }, 'not_then'],
  ['the day before it', { startsOn: '2026-11-04' }, 'not_then'],
  ['a tie, whatever else', { tiedTo: [7], busyOn: [day] }, 'tie'],
  ['a tie to another case', { tiedTo: [8] }, undefined],
  ['signed for the last time that day', { signedUntil: day }, undefined],
  ['signed until the day before', { signedUntil: '2026-11-02', busyOn: [day] }, 'unsigned'],
  ['not signed in this wording', { signedUntil: '' }, 'unsigned'],
  ['away from that day on', { absences: [{ fromOn: day, untilOn: '2026-11-09' }] }, 'absent'],
  ['away until the day before', { absences: [{ fromOn: '2026-10-01', untilOn: '2026-11-02' }] }, undefined],
  ['another hearing that day', { busyOn: [day] }, 'busy'],
  ['interviews that day', { interviewsOn: [day] }, 'interviews'],
  ['interviews the day before', { interviewsOn: ['2026-11-02'] }, undefined],
  ['one of the two languages', { languages: ['sr'] }, 'language'],
])('%s', (_name, given, hindrance) => {
  expect(hindranceOf({ ...ivana, ...given }, due)).toBe(hindrance);
});

test('whoever has the least to do is proposed, each choice counted before the next; of equals the first by name', () => {
  const year = { startsOn: '2026-01-01', endsOn: '2026-12-31' };
  const monitors = [
    { ...ivana, ...year, personId: 1, name: 'Ivana', load: 1 },
    { ...ivana, ...year, personId: 2, name: 'Blerim', load: 0 },
    { ...ivana, ...year, personId: 3, name: 'Arta', load: 1, languages: ['sq'] },
  ];
  const dues = ['03', '03', '04', '05'].map((on, at) => ({
    ...due,
    hearingId: at + 1,
    scheduledOn: `2026-11-${on}`,
    languages: at === 3 ? ['sq'] : ['sq', 'sr'],
  }));

  const proposal = propose(monitors, [...dues, { ...due, hearingId: 5, scheduledOn: '2026-11-03' }]);

  expect(proposal.map(({ monitor }) => monitor?.name)).toEqual([
    'Blerim',
    'Ivana',
    'Blerim',
    'Arta',
    undefined,
  ]);
  expect(loadsAfter(monitors, proposal).map(({ name, before, after }) => [name, before, after])).toEqual([
    ['Ivana', 1, 2],
    ['Blerim', 0, 2],
    ['Arta', 1, 2],
  ]);
});
