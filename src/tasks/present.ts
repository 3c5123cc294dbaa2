// THE table of what can wait for staff, and each task as a page shows it.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Action } from '../access/policy.js';
import { date } from '../i18n/format.js';
import { isTextKey, type Language, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import type { tasksWaiting } from './queries.js';

type Details = Record<string, string | number>;

/**
 * One line a kind, in the order of the page: where it leads, and who may go there. Its words are
 * `tasks.kind.<kind>` (the heading) and `tasks.line.<kind>` (one task; gets the task's details and its `id`).
 */
export const taskKinds = {
  'history-broken': { url: () => '/staff/history', action: 'history.read' },
  'application-without-trace': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'application-without-documents': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'panel-in-conflict': {
    url: (_id: number, { session }: Details) => `/staff/interviews/${session}`,
    action: 'interview.plan',
  },
  'panel-proposal': { url: (id: number) => `/staff/panel-changes/${id}`, action: 'panel.join' },
  'panel-to-propose': {
    url: (_id: number, { session }: Details) => `/staff/interviews/${session}/panel`,
    action: 'interview.plan',
  },
  'panel-unanswered': {
    url: (_id: number, { session }: Details) => `/staff/interviews/${session}/panel`,
    action: 'interview.plan',
  },
  'second-no-show': {
    url: (id: number) => `/staff/applications/${id}/no-show`,
    action: 'interview.book',
  },
  'attendance-missing': {
    url: (id: number) => `/staff/bookings/${id}/attendance`,
    action: 'interview.hold',
  },
  'invitation-unanswered': {
    url: (id: number) => `/staff/applications/${id}/interview`,
    action: 'interview.book',
  },
  'booked-without-booking': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'booking-of-unbooked': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'interviewed-without-interview': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'shortlisted-without-scores': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'scored-in-conflict': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'twice-live': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'decided-in-vain': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'released-without-letter': {
    url: (id: number) => `/staff/applications/${id}`,
    action: 'application.read',
  },
  'interview-wish': {
    url: (id: number) => `/staff/applications/${id}/interview`,
    action: 'interview.book',
  },
  mentioned: { url: (id: number) => `/staff/applications/${id}#notes`, action: 'application.read' },
  outage: { url: () => '/staff/outages', action: 'outage.read' },
  'outage-too-long': { url: () => '/staff/outages', action: 'outage.read' },
  'drafts-to-lapse': { url: (id: number) => `/staff/calls/${id}/drafts`, action: 'application.lapse' },
  'incident-urgent': { url: (id: number) => `/staff/reports/${id}/incidents`, action: 'incident.read' },
  'report-due': { url: (id: number) => `/my/hearings/${id}/report`, action: 'report.write' },
  'report-overdue': { url: (id: number) => `/staff/hearings/${id}`, action: 'report.cover' },
  'hearing-to-cover': { url: (id: number) => `/staff/hearings/${id}`, action: 'rota.assign' },
  'hearing-announced': { url: (id: number) => `/staff/hearings/${id}/assign`, action: 'rota.assign' },
  'hearing-uncovered': { url: (id: number) => `/staff/hearings/${id}/assign`, action: 'rota.assign' },
  'cost-to-decide': { url: (id: number) => `/staff/costs/${id}`, action: 'cost.decide' },
  'review-overdue': { url: (id: number) => `/staff/reviews/${id}`, action: 'review.read' },
  'case-without-date': { url: (id: number) => `/staff/hearings/new?case=${id}`, action: 'hearing.plan' },
  'placement-alike': { url: (id: number) => `/staff/placements/${id}/alike`, action: 'tie.edit' },
  'placement-to-prepare': { url: (id: number) => `/staff/placements/${id}`, action: 'placement.manage' },
  'placement-to-end': { url: (id: number) => `/staff/placements/${id}`, action: 'placement.manage' },
  'contest-without-people': { url: () => '/staff/people', action: 'membership.change' },
  'contest-to-answer': { url: (id: number) => `/staff/applications/${id}`, action: 'application.read' },
  'request-supplied': { url: (id: number) => `/staff/applications/${id}`, action: 'application.read' },
  'request-overdue': { url: (id: number) => `/staff/applications/${id}`, action: 'application.read' },
  'still-with-us': { url: (id: number) => `/staff/applications/${id}`, action: 'application.read' },
  'ready-to-screen-in': { url: () => '/staff/screening', action: 'screening.propose' },
  'proposal-to-answer': {
    url: (id: number) => `/staff/applications/${id}/proposal`,
    action: 'screening.confirm',
  },
  'decisions-to-release': { url: () => '/staff/decisions/release', action: 'decision.release' },
  'letters-to-release': { url: () => '/staff/letters?state=draft', action: 'letter.release' },
  'placement-without-acceptance': {
    url: (id: number) => `/staff/placements/${id}`,
    action: 'placement.read',
  },
  'offers-over-places': { url: (id: number) => `/staff/calls/${id}`, action: 'call.read' },
  'letters-stuck': { url: () => '/staff/letters', action: 'letter.read' },
  'offer-due': { url: (id: number) => `/staff/applications/${id}/reply`, action: 'offer.record' },
  'offer-to-reserve': {
    url: (id: number, { call }: Details) => `/staff/calls/${call}/deciding/offer?application=${id}`,
    action: 'decision.prepare',
  },
  'place-free': { url: (id: number) => `/staff/calls/${id}/deciding`, action: 'decision.read' },
  'counts-differ': { url: null, action: 'task.read' },
  'job-failed': { url: null, action: 'task.read' },
  'letter-failed': { url: (id: number) => `/staff/letters/${id}`, action: 'letter.read' },
} as const satisfies Record<
  string,
  { url: ((id: number, details: Details) => string) | null; action: Action }
>;

export type TaskKind = keyof typeof taskKinds;

/** The kinds of tasks that this reader may do something about; the others do not wait for them. */
export function kindsFor(actor: Actor): TaskKind[] {
  const kinds = Object.keys(taskKinds) as TaskKind[];
  return kinds.filter((kind) => can(actor, taskKinds[kind].action));
}

type Task = ReturnType<typeof tasksWaiting>[number];

/** What an installation may still lack, whose it is to do, and where; its words are `tasks.start.<lack>`. */
const lacks = {
  mail: { url: null, action: 'person.invite', setting: 'SMTP_URL' },
  backups: { url: null, action: 'person.invite', setting: 'BACKUP_RECIPIENT' },
  alone: { url: '/staff/people/invite', action: 'person.invite', setting: '' },
  callless: { url: '/staff/calls/new', action: 'call.edit', setting: '' },
} as const satisfies Record<string, { url: string | null; action: Action; setting: string }>;

/** The first steps of a new installation, as far as they are this reader's; none once it is set up. */
export function firstSteps(language: Language, actor: Actor, lacking: Record<keyof typeof lacks, boolean>) {
  return (Object.keys(lacks) as (keyof typeof lacks)[])
    .filter((lack) => lacking[lack] && can(actor, lacks[lack].action))
    .map((lack) => ({
      url: lacks[lack].url,
      title: say(language, `tasks.start.${lack}`),
      why: say(language, `tasks.start.${lack}_why`, { setting: lacks[lack].setting }),
    }));
}

/** The page of tasks: what is the reader's alone, then the rest kind by kind; a kind without tasks is left out. */
export function waitingPage(language: Language, actor: Actor, waiting: readonly Task[]) {
  const kinds = Object.keys(taskKinds) as TaskKind[];
  const known = waiting.filter(({ kind }) => Object.hasOwn(taskKinds, kind));
  const line = (task: Task) => lineOf(language, actor, task);
  return {
    hasDue: known.some(({ dueAt }) => dueAt !== null),
    mine: known.filter((task) => task.personId !== null).map(line),
    groups: kinds
      .map((kind) => ({
        kind,
        heading: say(language, `tasks.kind.${kind}`),
        tasks: known.filter((task) => task.kind === kind && task.personId === null).map(line),
      }))
      .filter((group) => group.tasks.length > 0),
  };
}

function lineOf(language: Language, actor: Actor, task: Task) {
  const { url, action } = taskKinds[task.kind as TaskKind];
  return {
    line: say(language, `tasks.line.${task.kind}`, { ...inWords(language, task.details), id: task.entityId }),
    url: url && can(actor, action) ? url(task.entityId, task.details) : null,
    about: aboutOf(language, actor, task),
    createdAt: task.createdAt,
    dueAt: task.dueAt,
  };
}

/** The case and the day of the hearing, the call, whose internship or application: nobody knows them by a number. */
function aboutOf(language: Language, actor: Actor, task: Task): string | null {
  const { against, scheduledOn, called, entity } = task;
  if (entity === 'application' && !can(actor, 'application.read')) return null;
  if (against === null) return called;
  const title = say(language, 'cases.title', { against });
  return scheduledOn === null ? title : `${title} · ${date(language, startOfDay(scheduledOn))}`;
}

/** A detail that is itself a text key is said in the reader's language. */
function inWords(
  language: Language,
  details: Record<string, string | number>,
): Record<string, string | number> {
  const word = (value: string | number) =>
    typeof value === 'string' && isTextKey(value) ? say(language, value) : value;
  return Object.fromEntries(Object.entries(details).map(([name, value]) => [name, word(value)]));
}
