// Everything held about a person as its page shows it: words instead of codes, names of others nowhere.
import type { Section } from '../answers/form.js';
import { wordsFor } from '../answers/present.js';
import type { Institution } from '../calls/queries.js';
import { decimalSeparator, institutionName, presentTrace } from '../eligibility/present.js';
import { eventOf } from '../history/present.js';
import { date, dateTime } from '../i18n/format.js';
import { isTextKey, type Language, languages, say } from '../i18n/index.js';
import { startOfDay } from '../lib/time.js';
import { deviceOf } from '../sessions/present.js';
import { verdictText } from '../verification/present.js';
import type { Held } from './service.js';

type Line = { label: string; value: string; lang?: string };
/** What the page must know beside what is held: titles and institutions of the calls applied to. */
export type Calls = ReadonlyMap<number, { title: string; institutions: readonly Institution[] }>;

/** More changes than this are read in the file, not on the page. */
export const MOST_CHANGES = 100;

/** The model of the page. */
export function heldInWords(language: Language, held: Held, calls: Calls) {
  return {
    complete: held.complete,
    you: linesOfPerson(language, held),
    sessions: held.sessions.map((session) => ({ ...session, device: deviceOf(session.device) })),
    signIn: linesOfSignIn(language, held),
    applications: held.applications.map((one) => applicationInWords(language, held, one, calls)),
    placements: held.placements.map((one) => placementLines(language, one)),
    lateKeys: held.lateKeys,
    otherDocuments: held.documents.filter(({ applicationId }) => applicationId === null),
    letters: held.letters.map(({ sentAt, subject, language: written }) => ({
      sentAt,
      subject,
      lang: tagOf(written),
    })),
    changes: held.history.slice(0, MOST_CHANGES).map((change) => ({
      at: change.at,
      text: changeInWords(language, change),
      by: roleInWords(language, change.by),
      note: change.note,
    })),
    moreChanges: Math.max(0, held.history.length - MOST_CHANGES),
  };
}

function placementLines(language: Language, held: Held['placements'][number]): Line[] {
  const day = (local: string | null) => (local === null ? '' : date(language, startOfDay(local)));
  const field = (name: string) => say(language, `placements.field.${name}`);
  const { account, conflicts } = held;
  const spoken = held.languages.map((one) => say(language, `placements.language.${one}`)).join(', ');
  return [
    { label: say(language, 'placements.list.state'), value: say(language, `placements.state.${held.state}`) },
    { label: field('startsOn'), value: day(held.startsOn) },
    { label: field('endsOn'), value: day(held.endsOn) },
    { label: field('languages'), value: spoken },
    {
      label: say(language, 'placements.step.conflicts'),
      value: conflicts === '' ? say(language, 'placements.conflicts.none') : (conflicts ?? ''),
    },
    {
      label: field('account'),
      value: account ? `${account.holder}, ${account.bank}, ${account.account}` : '',
    },
    ...held.steps.map((one) => ({
      label: say(language, `placements.step.${one.step}`),
      value: dateTime(language, one.doneAt),
    })),
  ];
}

function linesOfPerson(language: Language, { person, memberships, conflicts, tiesToCases }: Held): Line[] {
  const t = teller(language, 'privacy.data');
  const native = languages.find(({ code }) => code === person.language);
  return [
    { label: t('name'), value: person.name },
    { label: t('email'), value: person.email ?? '' },
    { label: t('email_confirmed'), value: when(language, person.emailConfirmedAt) },
    ...(person.emailBouncedAt
      ? [{ label: t('email_bounced'), value: when(language, person.emailBouncedAt) }]
      : []),
    { label: t('phone'), value: person.phone },
    {
      label: t('language'),
      value: native?.name ?? person.language,
      ...(native ? { lang: native.html } : {}),
    },
    { label: t('since'), value: dateTime(language, person.createdAt) },
    ...(conflicts.length > 0
      ? [
          {
            label: t('own_conflicts'),
            value: conflicts.map(({ kind, at }) => said(language, kind, at)).join(' '),
          },
        ]
      : []),
    ...tiesToCases.map(({ kind, declaredAt }) => ({
      label: say(language, 'ties.list.mine'),
      value: say(language, 'privacy.data.conflict_value', {
        kind: say(language, `ties.kind.${kind}`),
        when: date(language, declaredAt),
      }),
    })),
    ...memberships.map(({ group, since, until }) => ({
      label: t('group', { group: roleInWords(language, group) }),
      value:
        until === null
          ? t('group_since', { since: date(language, since) })
          : t('group_until', { since: date(language, since), until: date(language, until) }),
    })),
  ];
}

/** "Relative, 3 November 2026." */
function said(language: Language, kind: string, at: number): string {
  const words = say(language, `conflicts.kind.${kind}`);
  return say(language, 'privacy.data.conflict_value', { kind: words, when: date(language, at) });
}

function linesOfSignIn(language: Language, { signIn }: Held): Line[] {
  const t = teller(language, 'privacy.data');
  const used = signIn.links.filter(({ usedAt }) => usedAt !== null).length;
  return [
    ...(signIn.links.length > 0
      ? [{ label: t('links'), value: t('links_value', { all: signIn.links.length, used }) }]
      : []),
    ...(signIn.passwordChangedAt
      ? [
          {
            label: t('password'),
            value: t('password_value', { when: when(language, signIn.passwordChangedAt) }),
          },
        ]
      : []),
    ...(signIn.codeAppConnectedAt
      ? [
          {
            label: t('code_app'),
            value: t('code_app_value', { when: when(language, signIn.codeAppConnectedAt) }),
          },
        ]
      : []),
    ...(signIn.recoveryCodes.all > 0
      ? [{ label: t('codes'), value: t('codes_value', signIn.recoveryCodes) }]
      : []),
    ...signIn.passkeys.map(({ name, createdAt }) => ({
      label: t('passkey'),
      value: t('passkey_value', { name, when: when(language, createdAt) }),
    })),
  ];
}

function applicationInWords(
  language: Language,
  held: Held,
  application: Held['applications'][number],
  calls: Calls,
) {
  const t = teller(language, 'privacy.data');
  const call = calls.get(application.callId);
  const institutions = call?.institutions ?? [];
  const [latest, ...earlier] = application.traces;
  const names = new Map(institutions.map((one) => [one.id, institutionName(one, language)]));
  const lines: Line[] = [
    { label: t('stage'), value: say(language, `applications.stage.${application.stage}`) },
    { label: t('reference'), value: application.reference ?? '' },
    { label: t('begun'), value: dateTime(language, application.createdAt) },
    { label: t('sent'), value: when(language, application.submittedAt) },
    { label: t('came'), value: t(`came.${application.source}`) },
    ...(application.confirmedAt
      ? [{ label: t('confirmed'), value: when(language, application.confirmedAt) }]
      : []),
    ...(application.contestedAt
      ? [{ label: t('contested'), value: when(language, application.contestedAt) }]
      : []),
    ...(application.erasedAt ? [{ label: t('erased'), value: when(language, application.erasedAt) }] : []),
    ...(application.conflicts.length > 0
      ? [
          {
            label: t('conflicts'),
            value: application.conflicts.map(({ kind, at }) => said(language, kind, at)).join(' '),
          },
        ]
      : []),
    ...application.interviews.map(({ startsAt, place, state }) => ({
      label: t('interview'),
      value: t('interview_value', {
        when: dateTime(language, startsAt),
        place,
        state: t(`interview_state.${state}`),
      }),
    })),
    ...(application.interviewWish
      ? [{ label: t('interview_wish'), value: application.interviewWish.words }]
      : []),
    {
      label: t('community'),
      value: application.community ? communityInWords(language, application.community) : t('community_none'),
    },
  ];
  return {
    id: application.id,
    title: call?.title ?? application.call,
    url: `/my/applications/${application.id}`,
    lines,
    answers: wordsOf(language, application.answers, institutions),
    versions: application.earlierVersions.map((version) => ({
      heading: t('version', {
        section: say(language, `applications.task.${version.section}`),
        when: dateTime(language, version.savedAt),
      }),
      rows: wordsOf(language, [version], institutions)[0]?.rows ?? [],
    })),
    documents: held.documents
      .filter(({ applicationId }) => applicationId === application.id)
      .map((document) => ({
        ...document,
        url: `/files/${document.id}`,
        state: document.slot ? say(language, `applications.slot.${document.slot}`) : '',
        replaced: document.replacedAt !== null,
      })),
    trace: latest ? presentTrace(latest, { decimalSeparator: decimalSeparator(language) }) : null,
    verdicts: application.verdicts
      .map((row) => ({ ...verdictText(row, names, language), at: row.at }))
      .reverse(),
    notes: application.notes.map(({ at, words }) => ({
      at,
      text: words,
      by: '',
      note: null,
    })),
    earlierTraces: earlier.map(({ at, overall }) => ({
      label: dateTime(language, at),
      value: say(language, `eligibility.overall.${overall}`),
    })),
    holds: application.erasedAt === null,
  };
}

type Answered = { section: Section; body: Record<string, unknown>; savedAt: number };

function wordsOf(language: Language, answered: readonly Answered[], institutions: readonly Institution[]) {
  const bodies = Object.fromEntries(answered.map((one) => [one.section, one]));
  return wordsFor(bodies, institutions, language).filter(({ section }) => section in bodies);
}

/** What happened, or only that somebody at HLC worked on it, as long as that is an inner step. */
function changeInWords(language: Language, { entity, event }: Held['history'][number]): string {
  return event === null ? say(language, 'privacy.data.worked') : eventOf(language, entity, event);
}

function roleInWords(language: Language, role: string): string {
  if (role === 'you') return say(language, 'privacy.data.you');
  const key = `history.role.${role}`;
  return isTextKey(key) ? say(language, key) : role;
}

/** A community that is on no list any more is shown as it was stored. */
function communityInWords(language: Language, community: string): string {
  const key = `applications.community.${community}`;
  return isTextKey(key) ? say(language, key) : community;
}

function when(language: Language, instant: number | null): string {
  return instant === null ? '' : dateTime(language, instant);
}

function tagOf(language: Language): string {
  return languages.find(({ code }) => code === language)?.html ?? language;
}

function teller(language: Language, prefix: string) {
  return (name: string, values?: Record<string, string | number>) =>
    say(language, `${prefix}.${name}`, values);
}
