// Calls and applications made by the services themselves, without a page, for tests that begin where those end.
import { createHash } from 'node:crypto';
import { type CallSeed, sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import { type Actor, type Group, type Language, SYSTEM } from '../../src/access/actor.js';
import type { Section } from '../../src/answers/form.js';
import * as answers from '../../src/answers/service.js';
import * as applications from '../../src/applications/service.js';
import { type Call, callById } from '../../src/calls/queries.js';
import * as documents from '../../src/documents/service.js';
import type { Prepared } from '../../src/files/service.js';
import * as submissions from '../../src/submissions/service.js';
import { tinyPdf } from '../paper/papers.js';
import type { Browser, World } from './world.js';

/** A published call: the sample of the demonstration, open at START, with changes. */
export function makeCall(world: World, changes: Partial<CallSeed> = {}): Call {
  loadVocabulary(world.ctx);
  const id = loadCall(world.ctx, { ...sampleCall, ...changes });
  const call = callById(world.ctx.db, id);
  if (!call) throw new Error('the call is not there');
  return call;
}

/** An actor as the routes would have it. */
export function actorOf(personId: number, groups: Group[] = ['applicant'], language: Language = 'en'): Actor {
  return { ...SYSTEM, personId, groups, language };
}

/** Answers that lack nothing and meet every condition; fields as the forms name them. */
export function wholeAnswers(name = 'Arta Krasniqi') {
  return {
    about: { name, phone: '', city: 'Prishtinë', letterLanguage: 'en', contactNote: '' },
    studies: {
      institution: 'up',
      institutionOther: '',
      faculty: 'law',
      degree: 'bachelor',
      studyYear: '4',
      programmeYears: '4',
      average: '8,25',
      averageScale: 'five_to_ten',
      criminalLaw: 'passed',
      criminalProcedure: 'passed',
      profile: 'criminal',
    },
    experience: {
      serbianLevel: 'good',
      albanianLevel: 'native',
      englishLevel: 'good',
      previousInternship: 'no',
      experience: 'Law clinic',
      unavailable: '',
      supportNeeds: '',
    },
    letter: { letter: 'I want to understand how trials establish facts.' },
    declarations: { truthful: 'on', privacy: 'on', keepForNextCall: '' },
  } satisfies Record<Section, Record<string, string>>;
}

/** A small real PDF, ready to be stored; each `colour` is another document. */
export function aDocument(colour = '1 0 0', suggestedName = 'certificate.pdf'): Prepared {
  const bytes = tinyPdf([colour]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, type: 'pdf', pages: 1, sha256, suggestedName };
}

export type Made = { id: number; personId: number; actor: Actor; browser: Browser; url: string };

/** A person signed in with an application: begun, whole but unsent, or sent. `answers` replace whole sections. */
export function makeApplication(
  world: World,
  call: Call,
  options: {
    name?: string;
    language?: Language;
    upTo?: 'begun' | 'whole' | 'sent';
    answers?: Partial<Record<Section, Record<string, string>>>;
  } = {},
): Made {
  const { name = 'Arta Krasniqi', language = 'en', upTo = 'sent' } = options;
  const { browser, personId } = world.signedIn(name, ['applicant'], language);
  const actor = actorOf(personId, ['applicant'], language);
  const id = applications.start(world.ctx, actor, { slug: call.slug });
  const made = { id, personId, actor, browser, url: `/my/applications/${id}` };
  if (upTo === 'begun') return made;
  fillIn(world, made, { about: wholeAnswers(name).about, ...options.answers });
  if (upTo === 'sent') submissions.submit(world.ctx, actor, { id, community: null });
  return made;
}

/** Fills in every section and the certificate. */
export function fillIn(
  world: World,
  { id, actor }: { id: number; actor: Actor },
  changes: Partial<Record<Section, Record<string, string>>> = {},
  action: 'application.edit' | 'application.enter' = 'application.edit',
): void {
  const before = answers.opened(world.ctx, actor, action, id).contents.bodies;
  for (const [section, posted] of Object.entries({ ...wholeAnswers(), ...changes })) {
    const version = before[section as Section]?.version ?? 0;
    answers.saveSection(world.ctx, actor, action, { id, section: section as Section, posted, version });
  }
  documents.add(world.ctx, actor, action, { id, slot: 'grades_certificate', document: aDocument() });
}
