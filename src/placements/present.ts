// An internship as its pages show it: the steps in words, the dates, what was declared.
import { placementSteps } from '../../db/schema/placements.js';
import type { Theirs } from '../errors.js';
import { date } from '../i18n/format.js';
import { type Language, say, type TextKey } from '../i18n/index.js';
import { type Instant, startOfDay } from '../lib/time.js';
import { hearingLanguages } from './form.js';
import type { placementsIn } from './queries.js';
import {
  endsBetween,
  holdsUntil,
  internSteps,
  missingSteps,
  type SignedText,
  type Step,
  signedTexts,
  standingOf,
  type textsToSign,
} from './rules.js';
import type { Opened, Prepared } from './service.js';
import type { State } from './states.js';

const tones: Record<State, string> = {
  onboarding: 'wait',
  active: 'good',
  completed: 'plain',
  ended_early: 'plain',
};
const urls: Record<(typeof internSteps)[number], string> = {
  code_of_conduct: '/my/placement/sign/code_of_conduct',
  confidentiality: '/my/placement/sign/confidentiality',
  conflicts: '/my/placement/conflicts',
  details: '/my/placement/details',
};

/** A local day in words; blank for none. */
function dayText(language: Language, local: string | null): string {
  return local === null ? '' : date(language, startOfDay(local));
}

/** Rows of facts that somebody still has to settle, or to say. */
function rowsIn(language: Language, missing: 'not_set' | 'not_given' = 'not_set') {
  const none = say(language, `placements.${missing}`);
  return (label: TextKey, value: string | null | undefined) => ({
    label: say(language, label),
    value: value ?? '',
    none,
  });
}

/** What both pages show on top. */
function headOf(language: Language, shown: Opened) {
  const { placement } = shown;
  const supervisor = shown.supervisors.find(({ id }) => id === placement.supervisorId)?.name ?? '';
  const row = rowsIn(language);
  return {
    state: say(language, `placements.state.${placement.state}`),
    tone: tones[placement.state],
    open: placement.state === 'onboarding' || placement.state === 'active',
    onboarding: placement.state === 'onboarding',
    active: placement.state === 'active',
    rows: [
      row('placements.field.startsOn', dayText(language, placement.startsOn)),
      row('placements.field.endsOn', dayText(language, placement.endsOn)),
      row('placements.field.supervisor', supervisor),
      row('placements.field.firstHearingOn', dayText(language, placement.firstHearingOn)),
    ],
  };
}

/** What a step says of itself; once the internship is over, what was signed for it stays signed. */
function stepRow(language: Language, { steps, today, placement }: Opened, step: Step) {
  const found = steps.find((one) => one.step === step);
  const isOver = placement.state === 'completed' || placement.state === 'ended_early';
  const standing = isOver && found ? 'done' : standingOf(step, steps, today);
  const done = standing === 'done' || standing === 'soon';
  return {
    title: say(language, `placements.step.${step}`),
    done,
    state: say(language, `placements.step_state.${standing}`),
    tone: standing === 'done' ? 'good' : 'wait',
    hint: found && done ? doneOn(language, step, found.doneAt, placement.firstHearingOn) : '',
  };
}

/** When a step was taken; of the first hearing its own day, not the one on which it was fixed. */
function doneOn(language: Language, step: Step, doneAt: Instant, firstHearingOn: string | null): string {
  return step === 'first_hearing' && firstHearingOn !== null
    ? dayText(language, firstHearingOn)
    : date(language, doneAt);
}

/** The texts to be signed anew, with until when the signature before holds. */
export function anewRows(language: Language, rows: ReturnType<typeof textsToSign>) {
  return rows.map(({ text, standing, until }) => ({
    title: say(language, `placements.step.${text}`),
    url: urls[text],
    state: say(language, `placements.step_state.${standing}`),
    tone: standing === 'soon' ? 'wait' : 'bad',
    hint:
      standing === 'soon'
        ? say(language, 'placements.sign.until', { day: dayText(language, until) })
        : say(language, 'placements.sign.no_hearings'),
  }));
}

/** The intern's own page: their steps as links, then those of staff. */
export function ownPage(language: Language, shown: Opened) {
  const head = headOf(language, shown);
  return {
    ...head,
    mine: internSteps.map((step) => ({
      ...stepRow(language, shown, step),
      url: head.open ? urls[step] : undefined,
    })),
    theirs: placementSteps
      .filter((step) => !(internSteps as readonly Step[]).includes(step))
      .map((step) => stepRow(language, shown, step)),
  };
}

/** A text to sign, paragraph by paragraph, and whether it was signed in this wording. */
export function signPage(language: Language, shown: Opened, text: SignedText) {
  const signed = shown.steps.find((one) => one.step === text);
  const standing = standingOf(text, shown.steps, shown.today);
  return {
    text,
    title: say(language, `placements.step.${text}`),
    paragraphs: Array.from({ length: signedTexts[text] }, (_one, index) =>
      say(language, `placements.${text}.${index + 1}`),
    ),
    isSigned: standing === 'done' || standing === 'soon',
    mayAnew: standing === 'soon',
    signedOn: signed?.doneAt ?? null,
    until: signed ? dayText(language, holdsUntil(signed.doneAt)) : '',
  };
}

/** Boxes for the languages somebody follows a hearing in. */
export function languageOptions(language: Language) {
  return hearingLanguages.map((one) => ({ value: one, label: say(language, `placements.language.${one}`) }));
}

/** The staff's page of one internship. */
export function staffPage(language: Language, shown: Opened) {
  const { placement, account } = shown;
  const head = headOf(language, shown);
  const row = rowsIn(language, 'not_given');
  const missing = missingSteps(shown.steps, shown.today);
  const spoken = placement.languages.map((one) => say(language, `placements.language.${one}`)).join(', ');
  return {
    ...head,
    id: placement.id,
    version: placement.version,
    name: shown.name || say(language, 'register.list.erased'),
    reference: shown.reference ?? '',
    applicationId: placement.applicationId,
    steps: placementSteps.map((step) => stepRow(language, shown, step)),
    ready: placement.state === 'onboarding' && missing.length === 0,
    declared: [
      row('placements.field.languages', spoken),
      row(
        'placements.step.conflicts',
        shown.conflicts === '' ? say(language, 'placements.conflicts.none') : shown.conflicts,
      ),
      row('placements.field.holder', account?.holder),
      row('placements.field.bank', account?.bank),
      row('placements.field.account', account?.account),
    ],
    supervisorOptions: shown.supervisors.map(({ id, name }) => ({ value: String(id), label: name })),
    months: shown.months,
    lengthHint: lengthHint(language, shown),
  };
}

function lengthHint(language: Language, { placement, months }: Opened): string {
  if (placement.startsOn === null) return say(language, 'placements.hint.months', months);
  const { earliest, latest } = endsBetween(placement.startsOn, months);
  return say(language, 'placements.hint.ends_between', {
    earliest: dayText(language, earliest),
    latest: dayText(language, latest),
  });
}

/** What stands in the fields of the staff's form at first. */
export function prepareValues({ placement, steps }: Opened) {
  const has = (step: Step) => (steps.some((one) => one.step === step) ? 'on' : '');
  return {
    startsOn: placement.startsOn ?? '',
    endsOn: placement.endsOn ?? '',
    supervisor: String(placement.supervisorId ?? ''),
    firstHearingOn: placement.firstHearingOn ?? '',
    agreement: has('agreement'),
    safetyBriefing: has('safety_briefing'),
  };
}

/** Where what somebody saved meanwhile differs from what I send, for the page that shows both. */
export function changesOf(shown: Opened, mine: Prepared): Theirs {
  const theirs = prepareValues(shown);
  const supervisor = (id: string) => shown.supervisors.find((one) => String(one.id) === id)?.name ?? '';
  const rows: [label: string, theirs: string, mine: string][] = [
    ['placements.field.startsOn', theirs.startsOn, mine.startsOn],
    ['placements.field.endsOn', theirs.endsOn, mine.endsOn],
    ['placements.field.supervisor', supervisor(theirs.supervisor), supervisor(String(mine.supervisor ?? ''))],
    ['placements.field.firstHearingOn', theirs.firstHearingOn, mine.firstHearingOn ?? ''],
  ];
  return rows.filter(([, a, b]) => a !== b).map(([label, text]) => ({ label, text }));
}

/** The list of internships for staff, in groups. */
export function listOf(language: Language, rows: ReturnType<typeof placementsIn>) {
  const line = ({ placement, name, reference, stepCount }: (typeof rows)[number]) => ({
    url: `/staff/placements/${placement.id}`,
    name: name || say(language, 'register.list.erased'),
    reference: reference ?? '',
    starts: dayText(language, placement.startsOn),
    ends: dayText(language, placement.endsOn),
    // What led to it is no news once it has begun.
    steps:
      placement.state === 'onboarding'
        ? say(language, 'placements.list.steps', { done: stepCount, all: placementSteps.length })
        : '–',
    state: say(language, `placements.state.${placement.state}`),
    tone: tones[placement.state],
  });
  const group = (name: string, states: readonly State[]) => ({
    heading: say(language, `placements.list.${name}`),
    rows: rows.filter(({ placement }) => states.includes(placement.state)).map(line),
  });
  return [
    group('preparing', ['onboarding']),
    group('active', ['active']),
    group('over', ['completed', 'ended_early']),
  ].filter(({ rows: found }) => found.length > 0);
}
