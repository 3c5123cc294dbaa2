// What every page of an application shows on top, and its stage in plain words.
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';
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
