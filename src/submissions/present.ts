// What the pages of a whole application show: the task list, what is missing, the answers, the stage.
import type { Section } from '../answers/form.js';
import { traceOf, wordsFor } from '../answers/present.js';
import { laterFields } from '../answers/rules.js';
import { headOf, stageOf, stagesOf } from '../applications/present.js';
import { mayReinstate } from '../applications/rules.js';
import { live } from '../applications/states.js';
import { contactOf } from '../calls/present.js';
import { contestPart } from '../contests/present.js';
import { standingOf } from '../contests/rules.js';
import { documentRows, firstSlot } from '../documents/present.js';
import { decimalSeparator, institutionName, presentTrace } from '../eligibility/present.js';
import { type Language, say } from '../i18n/index.js';
import { localDate, toInstant, workingDaysAfter } from '../lib/time.js';
import { askedOf } from '../requests/present.js';
import { stillWithUsAt } from '../requests/rules.js';
import { verifiedFor } from '../verification/present.js';
import type { Opened } from './service.js';

export type Task = { title: string; url: string; state: string; tone: string; hint: string; waits: boolean };
type TaskState = 'done' | 'begun' | 'todo' | 'optional';
const tones: Record<TaskState, string> = { done: 'good', begun: 'wait', todo: 'active', optional: 'plain' };

/** A draft as a list of tasks; `communityAnswered` is known by the browser alone. */
export function tasksPage(shown: Opened, language: Language, base: string, communityAnswered = false) {
  const head = headOf(shown, language, base);
  const { contents } = shown;
  const tasks = tasksOf(shown, language, head.base, communityAnswered);
  const next = tasks.find((task) => task.waits);
  return {
    ...head,
    tasks,
    /** The one thing to do next; null when only checking and sending is left. */
    nextUrl: next?.url ?? null,
    nextTitle: next?.title ?? '',
    missing: contents.missing.length,
    trace: traceOf(contents.bodies, contents.conditions, language),
    open: shown.may !== 'nothing',
    personName: contents.person?.name ?? '',
  };
}

function tasksOf(shown: Opened, language: Language, base: string, communityAnswered: boolean): Task[] {
  const { call, application, contents } = shown;
  const { bodies, missing, documents } = contents;
  const row = (name: string, path: string, state: TaskState): Task => ({
    title: say(language, `applications.task.${name}`),
    hint: say(language, `applications.task_hint.${name}`),
    url: `${base}/${path}`,
    state: say(language, `applications.task_state.${state}`),
    tone: tones[state],
    waits: state === 'todo' || state === 'begun',
  });
  const stateOf = (section: Section): TaskState =>
    !missing.includes(section) ? 'done' : bodies[section] ? 'begun' : 'todo';
  const slots: readonly string[] = [...call.requiredDocuments, ...call.optionalDocuments];
  const tasks = [row('about', 'about', stateOf('about'))];
  tasks.push(row('studies', 'studies', stateOf('studies')));
  tasks.push(row('experience', 'experience', stateOf('experience')));
  if (slots.includes('motivation_letter')) {
    const lacks = missing.includes('document:motivation_letter');
    tasks.push(row('letter', 'letter', lacks ? (bodies.letter ? 'begun' : 'todo') : 'done'));
  }
  const slot = firstSlot(call);
  if (slot && slots.some((one) => one !== 'motivation_letter')) {
    const lacks = missing.some((part) => part.startsWith('document:') && !part.endsWith('motivation_letter'));
    const begun = documents.length > 0;
    const required = call.requiredDocuments.some((one) => one !== 'motivation_letter');
    const state = lacks ? (begun ? 'begun' : 'todo') : begun || required ? 'done' : 'optional';
    tasks.push(row('documents', `documents/${slot}`, state));
  }
  if (application.source !== 'web') return tasks;
  if (call.settings.communityQuestion)
    tasks.push(row('community', 'community', communityAnswered ? 'done' : 'optional'));
  tasks.push(row('declarations', 'declarations', stateOf('declarations')));
  return tasks;
}

/** "Check your answers": everything in words, what is missing with the way there, what the conditions say. */
export function checkPage(shown: Opened, language: Language, base: string) {
  const head = headOf(shown, language, base);
  const { contents } = shown;
  return {
    ...head,
    ...answersPart(shown, language),
    missing: contents.missing.map((part) => ({
      part,
      url: `${head.base}/${pathOf(part)}`,
      text: say(language, `applications.missing.${part.replace(':', '.')}`),
    })),
    open: head.draft && shown.may === 'all',
    trace: traceOf(contents.bodies, contents.conditions, language),
  };
}

/** A missing part's own page; a letter is rather typed than added as a file. */
function pathOf(part: string): string {
  return part === 'document:motivation_letter' ? 'letter' : part.replace(':', 's/');
}

/** What was sent: its stage in plain words, typical dates, what may still be done. */
export function statusPage(shown: Opened, language: Language, base: string, now: number) {
  const { application, call, contents, trace, may } = shown;
  const { state } = application;
  const isContested = state === 'submitted' && application.contestedAt !== null;
  const stage = isContested
    ? { labelKey: 'applications.stage.contested', nextKey: 'contests.status.waits', tone: 'good' }
    : stageOf(state);
  return {
    ...headOf(shown, language, base),
    ...answersPart(shown, language),
    state,
    stage: { label: say(language, stage.labelKey), next: say(language, stage.nextKey), tone: stage.tone },
    stages: stagesOf(state).map((one) => ({ ...one, label: say(language, one.labelKey) })),
    submittedAt: application.submittedAt,
    ...expected(shown, now),
    isContested,
    queue: shown.queue,
    contact: contactOf(call, language),
    editable: may,
    isOver: now > call.closesAt,
    mayReinstate:
      state === 'withdrawn' &&
      application.anonymisedAt === null &&
      mayReinstate('applicant', application.stateAt, call, now),
    mayWithdraw: (live as readonly string[]).includes(state),
    toConfirm:
      application.source !== 'web' &&
      application.confirmedAt === null &&
      (live as readonly string[]).includes(state),
    verified: verifiedFor(shown.verdicts, namesOf(contents.institutions, language), language),
    asked:
      state === 'info_requested'
        ? askedOf(shown.request, shown.keyring, language, `${base}/${application.id}`)
        : null,
    contest: contestPart(
      standingOf(
        application,
        shown.decision,
        shown.contest,
        {
          workingDays: call.settings.contestWorkingDays,
          isClosed: shown.isClosed,
          movedTo: shown.contestMovedTo,
        },
        now,
      ),
      language,
    ),
    trace: trace ? presentTrace(trace, { decimalSeparator: decimalSeparator(language) }) : null,
  };
}

/** When it is usually read, and else when its applicant hears from us again; null where neither says anything any more. */
function expected({ application, call, isClosed }: Opened, now: number) {
  const waits = ['submitted', 'in_review', 'shortlisted', 'interviewed'].includes(application.state);
  const readBy = toInstant(workingDaysAfter(localDate(call.closesAt), 15, isClosed), '12:00');
  const since = Math.max(application.stateAt, call.closesAt);
  const hearBy = stillWithUsAt(since, call.settings.stillWithUsWorkingDays);
  const isRead = application.state !== 'submitted' || readBy < now;
  return {
    readBy: isRead ? null : readBy,
    hearBy: waits && isRead && application.contestedAt === null && hearBy >= now ? hearBy : null,
  };
}

type Institutions = Opened['contents']['institutions'];

function namesOf(institutions: Institutions, language: Language): Map<string, string> {
  const other = say(language, 'eligibility.value.institution.other');
  return new Map(institutions.map((one) => [one.id, institutionName(one, language)])).set('other', other);
}

function answersPart({ call, contents, may, application }: Opened, language: Language) {
  const sections = wordsFor(contents.bodies, contents.institutions, language);
  return {
    sections: sections
      // What staff entered is declared by the applicant when they confirm it.
      .filter(
        ({ section }) =>
          section !== 'declarations' || application.source === 'web' || application.confirmedAt,
      )
      .map((one) => ({ ...one, change: mayChange(one.section, may) })),
    documents: documentRows(call, contents.documents, language),
    noDocuments: contents.documents.length === 0,
    documentsUrl: firstSlot(call) ?? null,
    changeDocuments: may === 'all',
  };
}

function mayChange(section: Section, may: Opened['may']): boolean {
  return may === 'all' || (may === 'later' && laterFields[section] !== undefined);
}
