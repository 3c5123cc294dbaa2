// What staff see of one application, ready-made: facts and who checked them, answers, documents, changes, history.
import type { Actor } from '../access/actor.js';
import { can } from '../access/allow.js';
import type { Section } from '../answers/form.js';
import { answersInWords } from '../answers/present.js';
import { flagsOf, nameText, overallWords, stateWords } from '../applications/present.js';
import { live } from '../applications/states.js';
import { earlierResults, presentTrace } from '../eligibility/present.js';
import { itemsOf } from '../history/present.js';
import { dateTime } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import { notesPart } from '../notes/present.js';
import { type View, viewQuery, viewWord } from '../register/form.js';
import { institutionWords } from '../register/present.js';
import { askedPart } from '../requests/present.js';
import { statedFields, workbench } from '../verification/present.js';
import type { Later } from './rules.js';
import type { Opened } from './service.js';

/** Which document, page and size the reader asked the viewer for. */
export type Looking = { document: number | null; page: number; large: boolean };

/** The whole page. */
export function dossier(opened: Opened, language: Language, view: View, looking: Looking) {
  const { file } = opened;
  const words = institutionWords(opened.institutions, language);
  const sections = sectionsOf(opened.answers, words, language);
  const state = stateWords(file.state, language);
  const [trace] = opened.traces;
  const viewer = viewerOf(opened, language, viewWord(view), looking);
  const look = {
    document: viewer.open?.id ?? null,
    page: viewer.open?.page ?? null,
    from: viewWord(view),
    large: looking.large,
  };
  return {
    id: file.id,
    name: nameText(file.name, language),
    flags: flagsOf(file, language),
    state: state.label,
    stateTone: state.tone,
    listQuery: viewQuery(view),
    word: viewWord(view),
    head: headOf(file, language),
    bench: workbench(opened, words, language, look, sections),
    hadPart: opened.hadPart,
    overall: overallWords(file.overall, language),
    trace: trace ? presentTrace(trace, { decimalSeparator: language === 'en' ? '.' : ',' }) : null,
    earlier: earlierResults(opened.traces, language).map((one) => ({
      ...one,
      overall: overallWords(one.overall, language),
    })),
    sections: sections
      .map((one) => ({
        ...one,
        // The applicant is asked “about you”; whoever reads it is somebody else.
        heading: one.section === 'about' ? say(language, 'dossier.show.about') : one.heading,
        rows: one.rows.filter((row) => !statedFields.includes(`${one.section}.${row.field}`)),
      }))
      .filter((one) => one.rows.length > 0),
    viewer,
    asked: askedPart(opened.asked, language),
    // What just came is read first; what was read before is out of the way.
    askedOpen: file.state === 'submitted' || file.state === 'info_requested',
    notes: notesPart(opened.notes, language),
    changes: changesOf(opened.versions, words, language),
    history: timelineItems(opened.timeline, language),
    hasDeclared: opened.conflict !== undefined,
    hasReply: file.state === 'accepted' || file.state === 'declined',
    mayBeWithdrawn: (live as readonly string[]).includes(file.state),
    mayBeReinstated: file.state === 'withdrawn',
    mayBeOffered: file.state === 'not_selected' || file.state === 'offer_lapsed',
  };
}

function headOf(file: Opened['file'], language: Language) {
  const label = (key: string) => say(language, `register.column.${key}`);
  const rows = [
    { label: label('reference'), value: file.reference ?? '' },
    {
      label: label('submitted'),
      value: file.submittedAt === null ? '' : dateTime(language, file.submittedAt),
    },
    { label: label('source'), value: sourceText(file, language) },
    {
      label: say(language, 'dossier.show.email'),
      value: file.email ?? say(language, 'dossier.show.no_email'),
    },
    { label: say(language, 'dossier.show.phone'), value: file.phone },
    {
      label: say(language, 'dossier.show.letters_in'),
      value: languages.find((one) => one.code === file.language)?.name ?? '',
    },
  ];
  return rows.filter((row) => row.value !== '');
}

/** Where it came from; when staff entered it, who, and whether the applicant says that it is right. */
function sourceText(file: Opened['file'], language: Language): string {
  const words = [say(language, `register.source.${file.source}`)];
  if (file.source !== 'web') {
    if (file.enteredBy) words.push(say(language, 'dossier.show.entered', { name: file.enteredBy }));
    words.push(
      file.confirmedAt === null
        ? say(language, 'dossier.show.unconfirmed')
        : say(language, 'dossier.show.confirmed', { when: dateTime(language, file.confirmedAt) }),
    );
  }
  if (file.sample) words.push(say(language, 'dossier.show.sample'));
  return words.join(' · ');
}

type Bodies = Opened['answers'];
type Words = ReadonlyMap<string, string>;

function sectionsOf(bodies: Bodies, words: Words, language: Language) {
  const institutions = [...words].map(([id, name]) => ({ id, name }));
  return answersInWords(bodies, institutions, (key, values) => say(language, key, values));
}

/** The documents, the one that is open, and its page as a picture: nothing in a document runs here. */
function viewerOf({ file, documents }: Opened, language: Language, word: string, looking: Looking) {
  const open =
    documents.find((one) => one.id === looking.document) ??
    documents.find((one) => one.slot === 'grades_certificate' && one.pages) ??
    documents.find((one) => one.pages) ??
    documents[0];
  const page = Math.min(Math.max(1, looking.page), open?.pages ?? 1);
  const url = (to: Partial<Looking>) => {
    const { document, page: number, large } = { document: open?.id, page, large: looking.large, ...to };
    return `from=${word}&document=${document}&page=${number}${large ? '&size=large' : ''}`;
  };
  const tabs = documents.map((one) => ({
    label: say(language, `applications.slot.${one.slot}`),
    query: url({ document: one.id, page: 1 }),
    current: one === open,
  }));
  if (!open) return { tabs, open: null };
  const slot = say(language, `applications.slot.${open.slot}`);
  return {
    tabs,
    open: {
      id: open.id,
      title: open.name || slot,
      bytes: open.bytes,
      erased: open.name === '',
      page: open.pages ? page : null,
      alt: say(language, 'applications.documents.page', { name: slot, page }),
      pages: Array.from({ length: open.pages ?? 0 }, (_one, index) => ({
        number: index + 1,
        label: say(language, 'dossier.show.page', { page: index + 1 }),
        query: url({ page: index + 1 }),
        current: index + 1 === page,
      })),
      large: looking.large,
      resize: {
        query: url({ large: !looking.large }),
        label: say(language, `dossier.show.${looking.large ? 'smaller' : 'larger'}`),
      },
    },
    applicationId: file.id,
  };
}

/** What was changed after it was sent: each kept version beside the one before it, newest first. */
function changesOf(versions: Opened['versions'], words: Words, language: Language) {
  const oldestFirst = [...versions].sort((a, b) => a.id - b.id);
  const last = new Map<Section, Bodies>();
  const changes = oldestFirst.flatMap((version) => {
    const after: Bodies = { [version.section]: version };
    const before = last.get(version.section);
    last.set(version.section, after);
    if (!before) return [];
    const rows = differences(sectionsOf(before, words, language), sectionsOf(after, words, language));
    if (rows.length === 0) return [];
    const values = {
      section: say(language, `applications.task.${version.section}`),
      when: dateTime(language, version.savedAt),
    };
    return [{ title: say(language, 'dossier.show.change', values), rows }];
  });
  return changes.reverse();
}

type Sections = ReturnType<typeof sectionsOf>;

function differences(before: Sections, after: Sections) {
  const earlier = new Map(
    before.flatMap((one) => one.rows.map((row) => [`${one.section}.${row.field}`, row])),
  );
  const later = new Map(after.flatMap((one) => one.rows.map((row) => [`${one.section}.${row.field}`, row])));
  return [...new Set([...earlier.keys(), ...later.keys()])].flatMap((field) => {
    const was = earlier.get(field);
    const is = later.get(field);
    if ((was?.value ?? '') === (is?.value ?? '')) return [];
    return [{ label: (is ?? was)?.label ?? '', before: was?.value ?? '', after: is?.value ?? '' }];
  });
}

/** Twelve facts checked by one person one after the other are one line: the ledger says which. */
function withoutRepeats(rows: Opened['timeline']): Opened['timeline'] {
  return rows.filter((row, index) => {
    const next = rows[index + 1];
    return row.event !== 'verify' || next?.event !== 'verify' || next.actorName !== row.actorName;
  });
}

/** Whether somebody opted in to the community question is not for everybody who reads the history. */
const unsaid = ['opt_in', 'opt_out'];

function timelineItems(timeline: Opened['timeline'], language: Language) {
  const rows = timeline.filter((row) => !unsaid.includes(row.event));
  return itemsOf(language, 'application', withoutRepeats(rows));
}

/** The next step after the reading in words, with the page for it where this reader may go there; null without one. */
export function laterWords(later: Later | null, actor: Actor, language: Language) {
  if (!later) return null;
  const { word, to, needs, main } = later;
  const actions = can(actor, needs)
    ? [{ label: say(language, `dossier.next_do.${word}`), url: to, main }]
    : [];
  return { text: say(language, `dossier.next.${word}`), note: null, actions };
}
