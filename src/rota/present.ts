// Who goes where, in words: the proposal with its reasons, an intern's week.
import { releaseReasons } from '../../db/schema/rota.js';
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import { titleOf } from '../cases/present.js';
import { warningOf } from '../closed-days/present.js';
import { placeOf, whenOf } from '../hearings/present.js';
import { date, dateTime, opening } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { addDays, type Instant, localDate, startOfDay } from '../lib/time.js';
import { heldFrom, TARGET } from '../reports/rules.js';
import type { Absence, assignmentsOf, workOf } from './queries.js';
import type { proposal } from './service.js';

/** The monitors of a hearing: staff see all and what became of them, an intern sees themselves. */
export function monitorRows(
  language: Language,
  actor: Actor,
  rows: ReturnType<typeof assignmentsOf>,
  { id: hearingId, scheduledOn, absences }: { id: number; scheduledOn: string; absences: readonly Absence[] },
) {
  const isAway = (personId: number) =>
    absences.some(
      (one) => one.personId === personId && one.fromOn <= scheduledOn && one.untilOn >= scheduledOn,
    );
  const maySeeAll = can(actor, 'rota.read');
  return rows
    .filter(({ assignment }) => maySeeAll || assignment.personId === actor.personId)
    .map(({ assignment, name }) => ({
      name: name || say(language, 'register.list.erased'),
      at: assignment.assignedAt,
      goes: assignment.releasedAt === null,
      isAway: assignment.releasedAt === null && isAway(assignment.personId),
      reason:
        assignment.releaseReason === null ? '' : say(language, `rota.reason.${assignment.releaseReason}`),
      releaseUrl: `/staff/hearings/${hearingId}/release/${assignment.personId}`,
    }));
}

/** The dry run: each hearing with whom one may choose, why the others cannot, and the load it makes. */
export function proposalPage(language: Language, { rows, loads }: ReturnType<typeof proposal>) {
  return {
    rows: rows.map(({ due, closed, proposed, hindrances }) => ({
      field: `hearing-${due.hearingId}`,
      url: `/staff/hearings/${due.hearingId}`,
      title: titleOf(due, language),
      when: opening(language, whenOf(language, due)),
      what: `${say(language, `terms.hearingTypes.${due.type}`)} · ${say(language, `terms.courts.${due.court}`)}`,
      closed: warningOf(closed, language),
      chosen: proposed ? String(proposed.personId) : '',
      options: hindrances
        .filter(({ hindrance }) => hindrance === undefined)
        .map(({ monitor }) => ({ value: String(monitor.personId), label: monitor.name })),
      hindered: hinderedIn(language, hindrances),
    })),
    loads: loads.map(({ name, before, after }) => ({ name, before, after, more: after > before })),
  };
}

/** Who can be sent to a hearing, with what they have; and why the others cannot. */
export function choicesFor(
  language: Language,
  row: ReturnType<typeof proposal>['rows'][number]['hindrances'],
) {
  return {
    options: row
      .filter(({ hindrance }) => hindrance === undefined)
      .map(({ monitor }) => ({
        value: String(monitor.personId),
        label: monitor.name,
        hint: say(language, 'rota.assign.load', { load: monitor.load }),
      })),
    hindered: hinderedIn(language, row),
  };
}

function hinderedIn(language: Language, row: ReturnType<typeof proposal>['rows'][number]['hindrances']) {
  return row
    .filter(({ hindrance }) => hindrance !== undefined)
    .map(({ monitor, hindrance }) =>
      say(language, 'rota.proposal.cannot', {
        name: monitor.name,
        why: say(language, `rota.why.${hindrance}`),
      }),
    );
}

/** Reasons for which somebody does not go after all. */
export function reasonOptions(language: Language) {
  return releaseReasons.map((reason) => ({ value: reason, label: say(language, `rota.reason.${reason}`) }));
}

/** An intern's hearings: reports to write, those that came back first; today, the next seven days, later. What is off is said, not hidden. */
export function workPage(language: Language, rows: ReturnType<typeof workOf>, now: Instant) {
  const today = localDate(now);
  const line = (row: (typeof rows)[number]) => ({
    url: `/staff/hearings/${row.hearingId}`,
    title: titleOf(row, language),
    when: opening(language, whenOf(language, row)),
    where: placeOf(language, row),
    type: say(language, `terms.hearingTypes.${row.type}`),
    state: say(language, `hearings.state.${row.state}`),
    off: row.state === 'moved' || row.state === 'cancelled',
    ...reportLink(language, row, today),
    ...dueIn(language, row, now),
  });
  const mine = rows.filter(({ releasedAt }) => releasedAt === null);
  const week = addDays(today, 7);
  const group = (name: string, is: (day: string) => boolean) => ({
    heading: say(language, `rota.work.${name}`),
    rows: mine.filter(({ scheduledOn }) => is(scheduledOn)).map(line),
  });
  const waits = (row: (typeof rows)[number]) =>
    row.scheduledOn < today && reportLink(language, row, today).reportOpen;
  const toWrite = mine.filter((row) => waits(row) && row.report !== 'returned');
  const returned = mine.filter((row) => waits(row) && row.report === 'returned');
  const past = mine.filter((row) => row.scheduledOn < today && row.reportId !== null && !waits(row));
  const filed = past.slice(-PAST).reverse().map(line);
  return [
    {
      heading: say(language, 'rota.work.report'),
      rows: [...returned, ...toWrite].map((row, at) => ({ ...line(row), isNext: at === 0 })),
    },
    group('today', (day) => day === today),
    group('week', (day) => day > today && day <= week),
    group('later', (day) => day > week),
    {
      heading: say(language, 'rota.work.past'),
      rows: filed.slice(0, IN_VIEW),
      earlier: filed.slice(IN_VIEW),
    },
  ];
}

/** So many of the reports that are filed are shown, and so many of them without being opened. */
const PAST = 20;
const IN_VIEW = 3;

/** Where the report of a hearing is written or read: from its day on, and as long as it takes place at all. */
function reportLink(language: Language, row: ReturnType<typeof workOf>[number], today: string) {
  if (row.report === null)
    return row.scheduledOn > today || row.state === 'moved' || row.state === 'cancelled'
      ? { reportUrl: '', reportText: '', reportOpen: false }
      : {
          reportUrl: `/my/hearings/${row.hearingId}/report`,
          reportText: say(language, 'rota.work.write'),
          reportOpen: true,
        };
  const open = row.report === 'draft' || row.report === 'returned';
  const url = `/my/reports/${row.reportId}${open ? '' : '/check'}`;
  return { reportUrl: url, reportText: say(language, `rota.work.${row.report}`), reportOpen: open };
}

/** Until when a report that nobody filed yet should be there; once its hearing has begun. */
function dueIn(language: Language, row: ReturnType<typeof workOf>[number], now: Instant) {
  const from = heldFrom(row.scheduledOn, row.scheduledTime);
  const waits =
    row.report === null ? row.state !== 'moved' && row.state !== 'cancelled' : row.report === 'draft';
  if (!waits || from > now) return { due: '', isLate: false };
  const isLate = from + TARGET <= now;
  const when = dateTime(language, from + TARGET);
  return { due: say(language, isLate ? 'rota.work.overdue' : 'rota.work.due', { when }), isLate };
}

/** Days on which somebody cannot go. */
export function absenceRows(language: Language, rows: readonly Absence[]) {
  const day = (local: string) => date(language, startOfDay(local));
  return rows.map(({ id, fromOn, untilOn }) => ({
    removeUrl: `/my/absences/${id}/remove`,
    text:
      fromOn === untilOn
        ? day(fromOn)
        : say(language, 'rota.absence.span', { from: day(fromOn), until: day(untilOn) }),
  }));
}
