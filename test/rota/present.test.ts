// An intern's hearings in words: what came back to be mended stands before what is still to be written.
import { expect, test } from 'vitest';
import { toInstant } from '../../src/lib/time.js';
import { workPage } from '../../src/rota/present.js';
import type { workOf } from '../../src/rota/queries.js';

type Row = ReturnType<typeof workOf>[number];
const row = (hearingId: number, scheduledOn: string, report: Row['report']): Row => ({
  hearingId,
  against: 'Shembulli',
  court: 'BC-PR-SD',
  courtroom: '2',
  type: 'MT',
  scheduledOn,
  scheduledTime: '09:30',
  state: 'held',
  releasedAt: null,
  reportId: report === null ? null : hearingId,
  report,
});

const noon = toInstant('2026-11-05', '12:00');

test('a report that came back is the first to be written, then the oldest hearing', () => {
  const [first] = workPage(
    'en',
    [row(1, '2026-11-02', null), row(2, '2026-11-03', 'draft'), row(3, '2026-11-04', 'returned')],
    noon,
  );

  expect(first?.rows.map(({ url }) => url)).toEqual([3, 1, 2].map((id) => `/staff/hearings/${id}`));
});

test.each([
  ['2', 'Basic Court in Prishtina, Special Department, courtroom 2'],
  ['12A', 'Basic Court in Prishtina, Special Department, courtroom 12A'],
  ['Office of the judge', 'Basic Court in Prishtina, Special Department, Office of the judge'],
  ['', 'Basic Court in Prishtina, Special Department'],
])('the room "%s" is said as one', (courtroom, where) => {
  const [first] = workPage('en', [{ ...row(1, '2026-11-02', null), courtroom }], noon);

  expect(first?.rows[0]).toMatchObject({ where, when: 'Monday, 2 November 2026, 09:30 (Prishtina time)' });
});

test.each<[string, Row['report'], Partial<Row>, string, boolean]>([
  [
    'due a day after its hour',
    null,
    { scheduledOn: '2026-11-05' },
    'Due: Friday, 6 November 2026, 09:30',
    false,
  ],
  ['due, begun', 'draft', { scheduledOn: '2026-11-05' }, 'Due: Friday, 6 November 2026, 09:30', false],
  ['overdue', null, {}, 'Overdue since: Wednesday, 4 November 2026, 09:30', true],
  ['without an hour', null, { scheduledTime: '' }, 'Overdue since: Wednesday, 4 November 2026, 16:00', true],
  ['not begun', null, { scheduledOn: '2026-11-06' }, '', false],
  ['filed', 'filed', {}, '', false],
  ['came back', 'returned', {}, '', false],
  ['moved', null, { state: 'moved', scheduledOn: '2026-11-05' }, '', false],
])('the report of a hearing is %s', (_what, report, change, due, isLate) => {
  const groups = workPage('en', [{ ...row(1, '2026-11-03', report), ...change }], noon);

  const [line] = groups.flatMap(({ rows }) => rows);
  expect(line).toMatchObject({ isLate, due: due && `${due} (Prishtina time)` });
});
