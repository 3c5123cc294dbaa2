// THE table of what a note sheet asks, in the order of the report.
import { coreIndicators, furtherIndicators } from '../lib/report-terms.js';

/** Something to tick, to write on a line, or both; `ask` says what is asked where the ticks do not. */
export type Item = { ask?: string; ticks?: readonly string[]; line?: boolean };

const yesNo = ['yes', 'no'];
const seen = ['yes', 'no', 'not_observed'];

/** Each part with its rows; a row holds what stands beside each other. */
export const parts = [
  {
    name: 'outcome',
    rows: [
      [{ ticks: ['held_productive', 'held_unproductive', 'adjourned', 'not_opened', 'cancelled', 'moved'] }],
      [
        { ask: 'coverage', ticks: ['full', 'part', 'not_covered', 'refused'] },
        { ask: 'mode', ticks: ['in_person', 'video', 'documents'] },
      ],
    ],
  },
  {
    name: 'attendance',
    rows: [
      [
        { ask: 'same_panel', ticks: seen },
        { ask: 'public_count', line: true },
        { ask: 'families', line: true },
        { ask: 'media', line: true },
        { ask: 'other_monitors', line: true },
      ],
    ],
  },
  {
    name: 'times',
    rows: [
      [
        { ask: 'began', line: true },
        { ask: 'ended', line: true },
        { ask: 'breaks', line: true },
        { ask: 'late_why', line: true },
      ],
      [{ ask: 'not_held_why', line: true }],
      [
        {
          ask: 'because_of',
          ticks: [
            'court',
            'prosecution',
            'defence',
            'accused',
            'injured',
            'witness',
            'escort',
            'translation',
            'external',
            'unknown',
          ],
        },
      ],
      [
        { ask: 'said_by', ticks: ['judge', 'clerk', 'inferred', 'unknown'] },
        { ask: 'summoned', ticks: seen },
      ],
    ],
  },
  {
    name: 'publicity',
    rows: [
      [
        { ticks: ['open', 'partly_closed', 'closed', 'partly_private'] },
        { ask: 'closed_span', line: true },
        { ask: 'ground', line: true },
        { ask: 'reasoned', ticks: yesNo },
      ],
      [
        { ask: 'announced', ticks: ['board', 'web', 'no', 'not_observed'] },
        { ask: 'recorded', ticks: ['audio', 'video_recording', 'minutes', 'not_observed'] },
      ],
    ],
  },
  {
    name: 'actions',
    rows: [
      [
        {
          ticks: [
            'rights',
            'indictment',
            'plea_guilty',
            'plea_not_guilty',
            'objections',
            'dismissal',
            'opening',
            'witness_heard',
            'expert',
            'injured_heard',
            'accused_heard',
            'documents_read',
            'exhibits',
            'site',
            'recusal',
            'amended',
            'plea_agreement',
            'closing',
            'judgment',
            'sentence',
            'deliberates',
          ],
        },
      ],
      [{ ask: 'motions', line: true }],
      [{ ask: 'detention', line: true }],
    ],
  },
  { name: 'witnesses', rows: [] },
  {
    name: 'interpretation',
    rows: [
      [
        { ask: 'needed', ticks: yesNo },
        { ask: 'for_whom', line: true },
        { ask: 'given_by', ticks: ['court', 'party', 'nobody'] },
        { ask: 'how', ticks: ['consecutive', 'whispered', 'equipment'] },
      ],
      [
        { ask: 'quality', ticks: ['adequate', 'minor_gaps', 'serious_gaps', 'cannot_judge'] },
        { ask: 'served', ticks: ['all', 'some', 'none', 'not_observed'] },
      ],
    ],
  },
  { name: 'indicators', rows: [] },
  {
    name: 'conduct',
    rows: [
      [
        { ask: 'judge', line: true },
        { ask: 'prosecutor', line: true },
        { ask: 'counsel', line: true },
      ],
      [
        { ask: 'accused', line: true },
        { ask: 'audience', line: true },
      ],
    ],
  },
  {
    name: 'incidents',
    rows: [
      [
        {
          ticks: [
            'threat',
            'insult',
            'intimidation',
            'photographing',
            'disclosed',
            'online',
            'assault',
            'pressure',
            'approached',
            'contact',
            'denied',
            'urgent',
          ],
        },
      ],
      [{ ask: 'incident_what', line: true }],
    ],
  },
  { name: 'summary', rows: [] },
  {
    name: 'next',
    rows: [
      [
        { ask: 'date', line: true },
        { ask: 'hour', line: true },
        { ask: 'room', line: true },
        { ask: 'purpose', line: true },
        { ticks: ['by_notice', 'not_known', 'no_more'] },
      ],
    ],
  },
] as const satisfies { name: string; rows: readonly (readonly Item[])[] }[];

export type PartName = (typeof parts)[number]['name'];

/** How somebody expected was there. */
export const presences = ['present', 'absent_notified', 'absent', 'by_video', 'substituted'] as const;
/** What is noted of each witness. */
export const witnessCells = [
  'who',
  'called_by',
  'measures',
  'language',
  'examined_by',
  'time',
  'changed',
] as const;
/** On paper all of them: which ones the hearing calls for is known afterwards. */
export const indicators = [...coreIndicators, ...furtherIndicators] as const;
export const marks = ['yes', 'no', 'not_applicable', 'not_observed'] as const;
/** Rows for people nobody expected, and for witnesses. */
export const SPARE = { people: 1, witnesses: 3 };

/** Longer than this, what somebody is takes two lines of the sheet; a second line is most of a row more. */
const ONE_LINE = 42;
const SECOND_LINE = 0.8;

/** How many rows of the sheet the people take whose roles and facts these are, as written. */
export function rowsTaken(roles: readonly string[]): number {
  return roles.reduce((sum, role) => sum + (role.length > ONE_LINE ? 1 + SECOND_LINE : 1), 0);
}

/**
 * How many lines to write on follow when people take so many rows: what one side of A4 has left for up to twelve and a
 * half; with more the sheet has two sides, and the second is for writing.
 */
export function linesBeside(rows: number): number {
  if (rows > 12.5) return 24;
  return rows > 10 ? 1 : Math.min(6, Math.max(2, 3 + Math.floor((7 - rows) / 2)));
}
