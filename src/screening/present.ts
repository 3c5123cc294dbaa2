// Screening in words: what the trace says, what was proposed, and the one next step on a file.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import { nameText } from '../applications/present.js';
import type { State } from '../applications/states.js';
import { reasonText } from '../decisions/present.js';
import { decimalSeparator, presentTrace } from '../eligibility/present.js';
import type { Trace } from '../eligibility/rules.js';
import { longDate } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { isSecond } from './rules.js';

/** Each condition with what was found, for a letter: the same sentences as everywhere. */
export function findingsOf(trace: Trace, language: Language): string[] {
  const view = presentTrace(trace, { decimalSeparator: decimalSeparator(language) });
  const conditions = view.groups.find(({ name }) => name === 'conditions')?.items ?? [];
  return conditions.map((item) =>
    say(language, 'screening.finding', {
      rule: say(language, item.ruleKey),
      mark: say(language, item.markKey),
      sentence: say(language, item.sentenceKey, item.values),
    }),
  );
}

type Shown = {
  application: {
    id: number;
    version: number;
    state: State;
    pendingTo: State | null;
    contestedAt: number | null;
  };
  name: string;
  trace: Trace | null;
  allMet: boolean;
  unmet: readonly string[];
  mayTakePart: boolean;
  proposal: {
    kind: 'in' | 'out';
    reasonCode: string;
    note: string | null;
    proposer: string;
    proposedBy: number;
  } | null;
};

/** What every page of screening shows of a file. */
export function screeningPage(shown: Shown, language: Language) {
  const { application, trace } = shown;
  return {
    id: application.id,
    version: application.version,
    name: nameText(shown.name, language),
    allMet: shown.allMet,
    mayTakePart: shown.mayTakePart,
    trace: trace && presentTrace(trace, { decimalSeparator: decimalSeparator(language) }),
    reasons: shown.unmet.map((value) => ({ value, label: reasonText(value, language) })),
    evidence: evidenceOf(shown, language),
    proposal: shown.proposal && proposalOf(shown.proposal, language),
    pending: application.pendingTo !== null,
  };
}

function proposalOf(proposal: NonNullable<Shown['proposal']>, language: Language) {
  const { kind, proposer, note, reasonCode } = proposal;
  return {
    kind,
    note,
    title: say(language, `screening.proposal.${kind}`, { proposer }),
    reason: kind === 'out' ? reasonText(reasonCode, language) : null,
  };
}

/** The pages of documents on which the conditions in question rest, as pictures, each once. */
function evidenceOf({ trace, proposal, unmet }: Shown, language: Language) {
  const rules = proposal?.kind === 'out' ? [proposal.reasonCode] : [...unmet];
  const inputs = (trace?.rules ?? [])
    .filter(({ rule }) => rules.includes(rule))
    .flatMap((rule) => rule.inputs);
  const pages = inputs.flatMap(({ fact, source }) =>
    source?.page == null
      ? []
      : [{ url: `/files/${source.fileId}/pages/${source.page}`, page: source.page, fact }],
  );
  return [...new Set(pages.map(({ url }) => url))].map((url) => {
    const shown = pages.filter((one) => one.url === url);
    const facts = [...new Set(shown.map(({ fact }) => say(language, `eligibility.fact.${fact}`)))].join(', ');
    return { url, alt: say(language, 'screening.evidence', { fact: facts, page: shown[0]?.page ?? 1 }) };
  });
}

/** The files that can be screened in at once: every name, with what each condition rests on. */
export function severalPage(
  ready: readonly {
    application: { id: number; reference: string | null };
    name: string;
    trace: Trace | null;
  }[],
  language: Language,
) {
  return {
    rows: ready.map(({ application, name, trace }) => ({
      id: application.id,
      name: nameText(name, language),
      reference: application.reference ?? '',
      findings: trace ? findingsOf(trace, language) : [],
    })),
  };
}

type Next = {
  text: string;
  note: string | null;
  /** Who else may do it, where that is not everybody. */
  who?: string;
  actions: { label: string; url: string; main: boolean }[];
};

function requestText(request: { dueAt: number; count: number } | null, language: Language): string | null {
  if (!request) return null;
  return say(language, 'requests.waiting', { count: request.count, due: longDate(language, request.dueAt) });
}

/** The one next step on a file: what stands, and what this reader can do about it. */
export function nextStep(
  shown: Shown & {
    contest: string | null;
    answerers: { names: readonly string[]; standing: 'none' | 'alone' | 'enough' } | null;
    sentBack: string | null;
    request: { dueAt: number; count: number; draft: number | null } | null;
    hasLeft: boolean;
  },
  actor: Actor,
  language: Language,
): Next | null {
  const { application, proposal } = shown;
  const url = (path: string) => `/staff/applications/${application.id}/${path}`;
  const action = (key: string, path: string, main = false) => ({
    label: say(language, `screening.action.${key}`),
    url: path.startsWith('/') ? path : url(path),
    main,
  });
  const told = (key: string, note: string | null, actions: Next['actions'], values = {}): Next => ({
    text: say(language, `screening.next.${key}`, values),
    note,
    actions,
  });
  if (application.pendingTo !== null) {
    const release = can(actor, 'decision.release') ? 'release' : 'decisions';
    return told('pending', null, [
      action(release, release === 'release' ? '/staff/decisions/release' : '/staff/decisions', true),
    ]);
  }
  if (proposal) {
    const mayAnswer =
      shown.mayTakePart && isSecond(actor.personId, proposal) && can(actor, 'screening.confirm');
    const text = proposalOf(proposal, language);
    const note = [text.reason, proposal.note].filter(Boolean).join(': ');
    return {
      text: text.title,
      note,
      actions: [action(mayAnswer ? 'answer' : 'proposal', 'proposal', mayAnswer)],
    };
  }
  // Nobody waits in vain for an answer to a letter that is still a draft.
  const waitsForApplicant = () => {
    const draft = shown.request?.draft ?? null;
    const read = draft === null ? [] : [action('letter', `/staff/letters/${draft}`, true)];
    const key = draft === null ? 'asked' : 'asked_unsent';
    return told(key, requestText(shown.request, language), read);
  };
  const isOurs = can(actor, 'screening.propose') && shown.mayTakePart;
  const ask = isOurs ? [action('ask', 'ask')] : [];
  // Of what is contested neither answer is the one next action.
  const mayGoOut = isOurs && shown.unmet.length > 0;
  const out = mayGoOut ? [action('out', 'screen-out', shown.contest === null)] : [];
  switch (application.state) {
    case 'submitted': {
      const into =
        isOurs && shown.unmet.length === 0
          ? [action(shown.allMet ? 'in' : 'override', 'screen-in', shown.allMet)]
          : [];
      const key =
        shown.contest !== null
          ? shown.mayTakePart
            ? 'contested'
            : 'contested_by_you'
          : shown.allMet
            ? 'all_met'
            : shown.unmet.length > 0
              ? 'unmet'
              : 'to_verify';
      const note =
        shown.contest ??
        (shown.sentBack === null
          ? null
          : say(language, 'screening.next.sent_back', { note: shown.sentBack }));
      const override = isOurs && shown.unmet.length > 0 ? [action('override', 'screen-in')] : [];
      const who = shown.answerers && {
        who: say(language, `contests.who.${shown.answerers.standing}`, {
          names: shown.answerers.names.join(', '),
        }),
      };
      return { ...told(key, note, [...into, ...out, ...override, ...ask]), ...who };
    }
    case 'info_requested':
      return waitsForApplicant();
    case 'in_review':
      return told('in_review', null, [...ask, ...out.map((one) => ({ ...one, main: false }))]);
    case 'ineligible':
      return told(
        shown.hasLeft ? 'ineligible' : 'ineligible_leaving',
        null,
        can(actor, 'decision.correct') && shown.hasLeft ? [action('correct', 'correct')] : [],
      );
    default:
      return null;
  }
}
