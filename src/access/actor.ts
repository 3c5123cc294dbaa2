// Who is asking.
import type { groupNames, languageCodes } from '../../db/schema/people.js';

export type Group = (typeof groupNames)[number];
export type Language = (typeof languageCodes)[number];

export type Actor = {
  personId: number;
  sessionId: number;
  name: string;
  /** Groups in force for this session: a session opened by an e-mail link has the applicant's alone. */
  groups: readonly Group[];
  language: Language;
  assurance: 'link' | 'password' | 'full';
};

/** What a job, the command line or the seed acts as. */
export const SYSTEM: Actor = {
  personId: 0,
  sessionId: 0,
  name: '',
  groups: [],
  language: 'en',
  assurance: 'full',
};

/** The role a change is recorded under: the strongest group the actor used. */
export function roleOf(actor: Actor): string {
  if (actor.personId === 0) return 'system';
  return actor.groups.find((group) => group !== 'applicant') ?? actor.groups[0] ?? 'nobody';
}
