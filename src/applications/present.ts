// What the applicant's and the staff's pages show of an application: tasks, answers in words, the stage.
import type { Section, Slot } from './form.js';
import { publicLabels, type State } from './states.js';

type Say = (key: string, values?: Record<string, string | number>) => string;
type Bodies = Partial<Record<Section, { body: Record<string, unknown>; savedAt: number }>>;
export type Row = { label: string; value: string; field: string };

/** Fields whose stored value is a code: the catalogue says it in words. */
const coded: Readonly<Record<string, string>> = {
  faculty: 'eligibility.value.faculty',
  degree: 'eligibility.value.degree',
  averageScale: 'eligibility.value.averageScale',
  criminalLaw: 'eligibility.value.criminalLaw',
  criminalProcedure: 'eligibility.value.criminalProcedure',
  profile: 'eligibility.value.profile',
  serbianLevel: 'eligibility.value.serbianLevel',
  albanianLevel: 'eligibility.value.serbianLevel',
  englishLevel: 'eligibility.value.serbianLevel',
  previousInternship: 'eligibility.value.previousInternship',
  letterLanguage: 'applications.value.letterLanguage',
};
const ticked = ['truthful', 'privacy', 'keepForNextCall'];

/** The fields of each section in the order they are asked. */
export const sectionFields: Readonly<Record<Section, readonly string[]>> = {
  about: ['name', 'phone', 'city', 'letterLanguage', 'contactNote'],
  studies: [
    'institution',
    'institutionOther',
    'faculty',
    'degree',
    'studyYear',
    'programmeYears',
    'average',
    'averageScale',
    'criminalLaw',
    'criminalProcedure',
    'profile',
  ],
  experience: [
    'serbianLevel',
    'albanianLevel',
    'englishLevel',
    'previousInternship',
    'experience',
    'unavailable',
    'supportNeeds',
  ],
  letter: ['letter'],
  declarations: ['truthful', 'privacy', 'keepForNextCall'],
};

/** The sections in words, for "check your answers", the PDF, the download and the staff's page. */
export function answersInWords(
  bodies: Bodies,
  institutions: readonly { id: string; name: string }[],
  say: Say,
): { section: Section; heading: string; rows: Row[] }[] {
  return (Object.keys(sectionFields) as Section[]).map((section) => ({
    section,
    heading: say(`applications.task.${section}`),
    rows: sectionFields[section].flatMap((field) => {
      const typed = String(bodies[section]?.body[field] ?? '');
      if (field === 'institutionOther' && typed === '') return [];
      return [
        { field, label: say(`applications.field.${field}`), value: inWords(field, typed, institutions, say) },
      ];
    }),
  }));
}

function inWords(
  field: string,
  typed: string,
  institutions: readonly { id: string; name: string }[],
  say: Say,
): string {
  if (ticked.includes(field)) return say(typed === 'on' ? 'applications.value.yes' : 'applications.value.no');
  if (typed === '') return '';
  if (field === 'institution') {
    return institutions.find((one) => one.id === typed)?.name ?? say('eligibility.value.institution.other');
  }
  const prefix = coded[field];
  return prefix ? say(`${prefix}.${typed}`) : typed;
}

export type Task = { title: string; url: string; state: string; tone: string; hint: string };

/** The applicant's list of tasks: what is done, begun, still to do. */
export function taskList(
  input: {
    base: string;
    bodies: Bodies;
    documents: readonly { slot: string }[];
    required: readonly string[];
    missing: readonly string[];
    communityQuestion: boolean;
    communityAnswered: boolean;
  },
  say: Say,
): Task[] {
  const { base, bodies, documents, missing } = input;
  const row = (name: string, url: string, state: 'done' | 'begun' | 'todo' | 'optional'): Task => ({
    title: say(`applications.task.${name}`),
    hint: say(`applications.task_hint.${name}`),
    url: `${base}/${url}`,
    state: say(`applications.task_state.${state}`),
    tone: { done: 'good', begun: 'wait', todo: 'active', optional: 'plain' }[state],
  });
  const stateOf = (section: Section) =>
    !missing.includes(section) ? 'done' : bodies[section] ? 'begun' : 'todo';
  const letterMissing = missing.includes('document:motivation_letter');
  const others = input.required.filter((slot) => slot !== 'motivation_letter');
  const documentsMissing = others.filter((slot) => missing.includes(`document:${slot}`));
  const tasks = [
    row('about', 'about', stateOf('about')),
    row('studies', 'studies', stateOf('studies')),
    row('experience', 'experience', stateOf('experience')),
    row('letter', 'letter', letterMissing ? (bodies.letter ? 'begun' : 'todo') : 'done'),
    row(
      'documents',
      'documents/grades_certificate',
      documentsMissing.length === 0 ? 'done' : documents.length > 0 ? 'begun' : 'todo',
    ),
  ];
  if (input.communityQuestion)
    tasks.push(row('community', 'community', input.communityAnswered ? 'done' : 'optional'));
  tasks.push(row('declarations', 'declarations', stateOf('declarations')));
  return tasks;
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

/** The documents a call asks for, each with the file that stands in it. */
export function documentRows<D extends { slot: string }>(
  call: { requiredDocuments: readonly string[]; optionalDocuments: readonly string[] },
  documents: readonly D[],
): { slot: Slot; titleKey: string; hintKey: string; required: boolean; document: D | null }[] {
  return [...call.requiredDocuments, ...call.optionalDocuments].map((slot) => ({
    slot: slot as Slot,
    titleKey: `applications.slot.${slot}`,
    hintKey: `applications.slot_hint.${slot}`,
    required: call.requiredDocuments.includes(slot),
    document: documents.find((document) => document.slot === slot) ?? null,
  }));
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
