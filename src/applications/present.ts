// What every page of an application shows on top, and its stage in plain words.
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import { publicLabels, type State } from './states.js';

type Shown = {
  application: { id: number; state: State; reference: string | null };
  call: { slug: string; closesAt: number };
  texts: Parameters<typeof callText>[0];
};

/** The head of a page: `base` is where these pages begin, for the applicant or for staff who enter it. */
export function headOf({ application, call, texts }: Shown, language: Language, base: string) {
  const entry = base.startsWith('/staff');
  return {
    id: application.id,
    base: `${base}/${application.id}`,
    backLabel: say(language, entry ? 'entries.back' : 'applications.tasks.back'),
    entry,
    reference: application.reference,
    draft: application.state === 'draft',
    callTitle: callText(texts, language).text.title,
    callUrl: `/calls/${call.slug}`,
    closesAt: call.closesAt,
  };
}

type Mine = { application: Shown['application']; texts: Shown['texts'] };

/** One's own applications, for the list. */
export function mineOf(mine: readonly Mine[], language: Language) {
  return mine.map(({ application, texts }) => {
    const { labelKey, tone } = stageOf(application.state);
    return {
      url: `/my/applications/${application.id}`,
      title: callText(texts, language).text.title,
      reference: application.reference,
      state: say(language, labelKey),
      tone,
    };
  });
}

/** The stage in plain words, and what comes next. */
export function stageOf(state: State): { labelKey: string; nextKey: string; tone: string } {
  const label = publicLabels[state];
  const good = ['received', 'under_review', 'interview_arranged', 'interview_done', 'accepted'];
  const waiting = ['need_something', 'choose_time', 'offer', 'not_submitted_yet'];
  return {
    labelKey: `applications.stage.${label}`,
    nextKey: `applications.next.${label}`,
    tone: good.includes(label) ? 'good' : waiting.includes(label) ? 'wait' : 'plain',
  };
}

const road = ['sent', 'reading', 'interview', 'decision'] as const;
const placeOnRoad: Partial<Record<State, number>> = {
  submitted: 0,
  info_requested: 1,
  in_review: 1,
  shortlisted: 1,
  invited: 2,
  booked: 2,
  interviewed: 2,
  waitlisted: 3,
  offered: 3,
  accepted: 3,
};

/** The four stages of the procedure, with the one it stands at; none for what is over or not sent. */
export function stagesOf(state: State): { labelKey: string; past: boolean; current: boolean }[] {
  const at = placeOnRoad[state];
  if (at === undefined) return [];
  return road.map((name, index) => ({
    labelKey: `applications.road.${name}`,
    past: index < at,
    current: index === at,
  }));
}

const stateTones: Partial<Record<State, string>> = {
  submitted: 'active',
  info_requested: 'wait',
  invited: 'wait',
  offered: 'wait',
  accepted: 'good',
  ineligible: 'plain',
  not_selected: 'plain',
  withdrawn: 'plain',
  declined: 'plain',
  offer_lapsed: 'plain',
};
const overallTones = { met: ' tag--good', to_verify: '', not_met: ' tag--bad', none: ' tag--plain' } as const;

/** A state in staff's words, with the tone of its mark. */
export function stateWords(state: State, language: Language) {
  const tone = stateTones[state];
  return { label: say(language, `register.state.${state}`), tone: tone ? ` tag--${tone}` : '' };
}

/** What the rules found, in a word; the machine says 'looks', a person decides. */
export function overallWords(overall: keyof typeof overallTones | null, language: Language) {
  const name = overall ?? 'none';
  return { label: say(language, `register.overall.${name}`), tone: overallTones[name] };
}

/** A name; where a person was erased, that. */
export function nameText(name: string, language: Language): string {
  return name || say(language, 'register.list.erased');
}

/** Marks beside a name: what somebody must look at. */
export function flagsOf(
  row: { attentionAt: number | null; contestedAt: number | null },
  language: Language,
): string[] {
  const flags: string[] = [];
  if (row.attentionAt !== null) flags.push(say(language, 'register.flag.attention'));
  if (row.contestedAt !== null) flags.push(say(language, 'register.flag.contested'));
  return flags;
}

/** An average as it counts: exact, never rounded; blank when there is none. */
export function averageText(average: number | null, language: Language): string {
  return average === null
    ? ''
    : printDecimal(average, { minDecimals: 2, separator: language === 'en' ? '.' : ',' });
}
