// The life of an application, as data: which event leads where, who may cause it, which letter it sends.
import type { applicationStates } from '../../db/schema/applications.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof applicationStates)[number];
export type Role = 'applicant' | 'coordinator';

/** States from which nothing leads on by itself. */
export const terminal = [
  'ineligible',
  'not_selected',
  'withdrawn',
  'declined',
  'offer_lapsed',
  'not_submitted',
] as const satisfies readonly State[];

/** States in which an application was sent and is not over. */
export const live = [
  'submitted',
  'info_requested',
  'in_review',
  'shortlisted',
  'invited',
  'booked',
  'interviewed',
  'offered',
  'waitlisted',
  'accepted',
] as const satisfies readonly State[];

/** Nothing here is caused by a rule or a timer: a machine refuses nobody. Source: recruitment §3.1, events 1-5. */
export const moves = {
  submit: { from: ['draft'], to: 'submitted', by: ['applicant'], mail: 'application-received' },
  enter: { from: ['draft'], to: 'submitted', by: ['coordinator'], mail: 'application-entered' },
  confirm: { from: [...live], to: 'same', by: ['applicant'] },
  edit: { from: [...live], to: 'same', by: ['applicant'] },
  withdraw: {
    from: [...live],
    to: 'withdrawn',
    by: ['applicant', 'coordinator'],
    mail: 'application-withdrawn',
  },
  reinstate: {
    from: ['withdrawn'],
    to: 'return',
    by: ['applicant', 'coordinator'],
    mail: 'application-reinstated',
  },
  lapse: { from: ['draft'], to: 'not_submitted', by: ['coordinator'], mail: 'draft-lapsed' },
  // A coordinator gave the late key; the applicant opens the door with it.
  reopen: { from: ['not_submitted'], to: 'draft', by: ['applicant'] },
} as const satisfies Moves<State, Role>;

export type Event = keyof typeof moves;

/** The word an applicant reads for each state: several inner states share one. */
export const publicLabels = {
  draft: 'not_submitted_yet',
  submitted: 'received',
  info_requested: 'need_something',
  in_review: 'under_review',
  shortlisted: 'under_review',
  invited: 'choose_time',
  booked: 'interview_arranged',
  interviewed: 'interview_done',
  offered: 'offer',
  waitlisted: 'reserve',
  accepted: 'accepted',
  ineligible: 'conditions_not_met',
  not_selected: 'not_selected',
  withdrawn: 'withdrawn',
  declined: 'declined',
  offer_lapsed: 'offer_lapsed',
  not_submitted: 'not_submitted',
} as const satisfies Record<State, string>;
