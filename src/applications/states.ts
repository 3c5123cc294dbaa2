// The life of an application, as data: which event leads where, who may cause it, which letter it sends.
import type { applicationStates } from '../../db/schema/applications.js';
import type { Moves } from '../lib/step.js';

export type State = (typeof applicationStates)[number];
/** Who moves it: `panel` is whoever sits on the panel of its interview; `system` is a timer, which never refuses. */
export type Role = 'applicant' | 'coordinator' | 'director' | 'panel' | 'system';

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

/** States that a person decided: who and why stand in the row, and the database insists. */
export const decided = [
  'offered',
  'waitlisted',
  'accepted',
  'ineligible',
  'not_selected',
  'declined',
  'offer_lapsed',
] as const satisfies readonly State[];

/** A machine refuses nobody: no rule or timer leads to a state that is over. Source: recruitment §3.1. */
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
    // The director where it was marked so by mistake, with a drafted letter.
    by: ['applicant', 'coordinator', 'director'],
    mail: 'application-reinstated',
  },
  lapse: { from: ['draft'], to: 'not_submitted', by: ['coordinator'], mail: 'draft-lapsed' },
  // A coordinator gave the late key; the applicant opens the door with it.
  reopen: { from: ['not_submitted'], to: 'draft', by: ['applicant'] },

  // Screening: more is asked for, the conditions are decided by people, the applicant may contest.
  ask: { from: ['submitted', 'in_review'], to: 'info_requested', by: ['coordinator'] },
  supply: { from: ['info_requested'], to: 'return', by: ['applicant'] },
  // The day has passed: it goes back to be read, marked as not supplied. That is no refusal.
  supply_timeout: { from: ['info_requested'], to: 'return', by: ['system'] },
  // The director where they are the second person.
  screen_in: { from: ['submitted'], to: 'in_review', by: ['coordinator', 'director'] },
  screen_out: { from: ['submitted', 'in_review'], to: 'ineligible', by: ['coordinator', 'director'] },
  contest: { from: ['ineligible'], to: 'submitted', by: ['applicant'], mail: 'contest-received' },

  // Shortlisting; the word the applicant reads stays the same.
  shortlist: { from: ['in_review'], to: 'shortlisted', by: ['coordinator', 'director'] },
  unshortlist: { from: ['shortlisted'], to: 'in_review', by: ['coordinator', 'director'] },

  // Interviews.
  invite: { from: ['shortlisted'], to: 'invited', by: ['coordinator'], mail: 'interview-invitation' },
  book: { from: ['invited'], to: 'booked', by: ['applicant', 'coordinator'], mail: 'interview-confirmed' },
  rebook: { from: ['booked'], to: 'same', by: ['applicant', 'coordinator'], mail: 'interview-changed' },
  cancel_booking: {
    from: ['booked'],
    to: 'invited',
    by: ['applicant', 'coordinator'],
    mail: 'interview-cancelled',
  },
  hold: { from: ['booked'], to: 'interviewed', by: ['panel', 'coordinator'] },
  // Nobody noted who came: the next day it counts as held, until somebody says otherwise. That judges nobody.
  assume_held: { from: ['booked'], to: 'interviewed', by: ['system'] },
  no_show: { from: ['booked'], to: 'invited', by: ['panel', 'coordinator'], mail: 'interview-missed' },

  // Decisions: prepared as pending, and moved when they are released.
  offer: { from: ['interviewed', 'waitlisted'], to: 'offered', by: ['director'], mail: 'offer' },
  waitlist: { from: ['interviewed'], to: 'waitlisted', by: ['director'], mail: 'reserve' },
  reject: {
    from: ['in_review', 'shortlisted', 'invited', 'interviewed', 'waitlisted'],
    to: 'not_selected',
    by: ['director'],
    mail: 'refusal',
  },
  // The applicant's answer; staff note it down where they were told.
  accept: { from: ['offered'], to: 'accepted', by: ['applicant', 'coordinator'], mail: 'offer-accepted' },
  take_back_acceptance: {
    from: ['accepted'],
    to: 'offered',
    by: ['applicant', 'coordinator'],
    mail: 'reply-taken-back',
  },
  decline: { from: ['offered'], to: 'declined', by: ['applicant', 'coordinator'], mail: 'offer-declined' },
  take_back_refusal: {
    from: ['declined'],
    to: 'offered',
    by: ['applicant', 'coordinator'],
    mail: 'reply-taken-back',
  },
  // A timer reminds; a person decides that an offer is over.
  lapse_offer: { from: ['offered'], to: 'offer_lapsed', by: ['coordinator'], mail: 'offer-lapsed' },
  close: {
    from: ['submitted', 'info_requested', 'in_review', 'shortlisted', 'invited', 'interviewed', 'waitlisted'],
    to: 'not_selected',
    by: ['director'],
    mail: 'call-closed',
  },

  // Corrections after a letter has left: forward only, with a reason.
  offer_after_all: {
    from: ['not_selected', 'offer_lapsed'],
    to: 'offered',
    by: ['director'],
    mail: 'offer-after-all',
  },
  admit_after_all: { from: ['ineligible'], to: 'in_review', by: ['director'] },
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
