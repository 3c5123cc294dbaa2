// Calls and applications for tests, made the way people make them: through the pages themselves.
import { files } from '../../db/schema/files.js';
import { sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import type { Language } from '../../src/access/actor.js';
import { tinyPdf } from '../paper/papers.js';
import { type Answer, type Browser, hiddenFields, type World } from './world.js';

/** Where the sample call stands; it is open at the world's first moment. */
export const CALL = `/calls/${sampleCall.slug}`;

/** What an applicant types who meets every condition. */
export const answers = {
  about: { name: '', phone: '+383 44 000 111', city: 'Prishtinë', letterLanguage: 'sq', contactNote: '' },
  studies: {
    institution: 'up',
    institutionOther: '',
    faculty: 'law',
    degree: 'bachelor',
    studyYear: '4',
    programmeYears: '4',
    average: '8,85',
    averageScale: 'five_to_ten',
    criminalLaw: 'passed',
    criminalProcedure: 'passed',
    profile: 'criminal',
  },
  experience: {
    serbianLevel: 'basic',
    albanianLevel: 'native',
    englishLevel: 'good',
    previousInternship: 'no',
    experience: 'Two terms in the legal clinic.',
    unavailable: '',
    supportNeeds: '',
  },
  letter: { letter: 'I would like to learn to write down exactly what I see and hear.' },
  declarations: { truthful: 'on', privacy: 'on' },
};

export type Applicant = {
  browser: Browser;
  personId: number;
  /** Of the application. */
  id: number;
  /** "/my/applications/7" */
  url: string;
  /** Of the certificate; 0 before there is one. */
  fileId: number;
};

/** The sample call and the call of 2020 in this world; answers with the id of the sample. */
export function makeCall(world: World): number {
  loadVocabulary(world.ctx);
  return loadCall(world.ctx, sampleCall);
}

/** Throws unless the answer leads on: a fixture that quietly failed would make a test prove nothing. */
export function ledOn(answer: Answer, what: string): Answer {
  if (answer.status === 303) return answer;
  const problem = /class="error-summary[\s\S]*?<\/div>/.exec(answer.text)?.[0] ?? '';
  throw new Error(`${what} answered ${answer.status} ${problem}`);
}

/** Begins an application with this browser; answers with its id. */
export async function begin(browser: Browser): Promise<number> {
  const begun = ledOn(await browser.submit(`${CALL}/apply`, {}), 'beginning');
  return Number(begun.location.split('/').at(-1));
}

/** Sends files to a place for a document. */
export async function sendFiles(
  browser: Browser,
  page: string,
  sent: { name: string; bytes: Buffer }[],
): Promise<Answer> {
  const shown = await browser.get(page);
  return browser.upload(page, hiddenFields(shown.text, page), 'files', sent);
}

/** An application by `name`: only begun, whole, or sent. Everything through the pages. */
export async function makeApplication(
  world: World,
  name: string,
  { upTo = 'sent', language = 'en' }: { upTo?: 'begun' | 'whole' | 'sent'; language?: Language } = {},
): Promise<Applicant> {
  const { browser, personId } = world.signedIn(name, ['applicant'], language);
  const id = await begin(browser);
  const url = `/my/applications/${id}`;
  if (upTo === 'begun') return { browser, personId, id, url, fileId: 0 };
  for (const [section, typed] of Object.entries(answers)) {
    const fields = section === 'about' ? { ...typed, name } : typed;
    ledOn(await browser.submit(`${url}/${section}`, fields), `${name}'s ${section}`);
  }
  // A page of its own colour: no two certificates are the same bytes.
  const paper = { name: 'certificate.pdf', bytes: tinyPdf([`0.${personId} 0.5 0.5`]) };
  ledOn(await sendFiles(browser, `${url}/documents/grades_certificate`, [paper]), `${name}'s certificate`);
  const file = world.ctx.db
    .select()
    .from(files)
    .all()
    .find(({ ownerId }) => ownerId === personId);
  if (upTo === 'sent') ledOn(await browser.submit(`${url}/check`, {}), `${name}'s application`);
  return { browser, personId, id, url, fileId: file?.id ?? 0 };
}
