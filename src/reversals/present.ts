// What undoing would do, in words: the step, whose it was, and which letters go.
import { nameText, stateWords } from '../applications/present.js';
import type { State } from '../applications/states.js';
import { isDecision } from '../decisions/rules.js';
import { eventOf } from '../history/present.js';
import { type Language, say } from '../i18n/index.js';
import { htmlTag } from '../mail/present.js';

type Plan = {
  application: { id: number; version: number };
  obstacle: string | null;
  step: { event: string } | undefined;
  steps: readonly { application: { id: number }; name: string; backTo: State }[];
  letters: readonly { id: number; subject: string; language: Language; recipient: string | null }[];
};

/** The page on which a step is undone. */
export function undoPage(plan: Plan, language: Language) {
  const what = plan.step ? eventOf(language, 'application', plan.step.event) : '';
  const own = plan.steps[0];
  const state = own ? stateWords(own.backTo, language).label : '';
  return {
    id: plan.application.id,
    version: plan.application.version,
    name: own ? nameText(own.name, language) : '',
    what,
    lead: own ? say(language, 'reversals.undo.lead', { what, state }) : '',
    obstacle: plan.obstacle === null ? null : say(language, `reversals.obstacle.${plan.obstacle}`),
    several:
      plan.steps.length > 1 ? say(language, 'reversals.undo.several', { count: plan.steps.length }) : null,
    names: plan.steps.map(({ application, name, backTo }) => ({
      url: `/staff/applications/${application.id}`,
      text: say(language, 'reversals.undo.back_to', {
        name: nameText(name, language),
        state: stateWords(backTo, language).label,
      }),
    })),
    lettersHeading: say(
      language,
      isDecision(plan.step?.event) ? 'reversals.undo.letters_back' : 'reversals.undo.letters',
    ),
    letters: plan.letters.map((letter) => ({
      id: letter.id,
      subject: letter.subject,
      lang: htmlTag(letter.language),
      recipient: letter.recipient ?? '',
    })),
  };
}

/** The link on a file's page; null where nothing can be undone, so that nobody is sent in vain. */
export function undoLink(plan: Plan, language: Language): { label: string } | null {
  if (plan.obstacle !== null || !plan.step) return null;
  return {
    label: say(language, 'reversals.undo.link', { what: eventOf(language, 'application', plan.step.event) }),
  };
}
