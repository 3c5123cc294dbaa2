// The demonstration: an open sample call, forty invented applications in every state, twenty cases, a person for each role.
import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { type Actor, type Group, SYSTEM } from '../../src/access/actor.js';
import type { Section } from '../../src/answers/form.js';
import * as answers from '../../src/answers/service.js';
import * as queries from '../../src/applications/queries.js';
import * as service from '../../src/applications/service.js';
import { decided } from '../../src/applications/states.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import * as documents from '../../src/documents/service.js';
import { record } from '../../src/history/record.js';
import { addDays, localDate, toInstant } from '../../src/lib/time.js';
import { answersPdf } from '../../src/paper/answers.js';
import * as peopleQueries from '../../src/people/queries.js';
import { demoLink } from '../../src/people/service.js';
import * as placements from '../../src/placements/service.js';
import * as submissions from '../../src/submissions/service.js';
import * as withdrawals from '../../src/withdrawals/service.js';
import { applications } from '../schema/applications.js';
import { letters as letterRows } from '../schema/mail.js';
import { sampleCall } from './calls.js';
import { addCases } from './cases.js';
import { colleagues, former, further, interns, letters, type Sample, samples, staff } from './cast.js';
import { addCosts } from './costs.js';
import { byDeciding, seedDeciding } from './deciding.js';
import { addHearings, type FormerIntern } from './hearings.js';
import { institutions } from './institutions.js';
import { seedInterviews } from './interviews.js';
import { seedKeys } from './keys.js';
import { seedLetters } from './letters.js';
import { seedOffers } from './offers.js';
import { seedOffice } from './office.js';
import { reviewers, seedReading } from './reading.js';
import { addReports } from './reports.js';
import { addReviews } from './reviews.js';
import { judgeSample } from './verdicts.js';
import { loadCall } from './vocabulary.js';

export type DemoLink = { role: string; name: string; url: string };

/** Fills an empty database; on a filled one only makes new sign-in links. Answers with one link per role. */
export async function seedDemo(ctx: Ctx): Promise<DemoLink[]> {
  const callId = loadCall(ctx, sampleCall);
  if (!peopleQueries.personByEmail(ctx.db, addressOf(staff[0].name))) {
    const [coordinator = 0] = staff.map(({ name, language, role }) =>
      addPerson(daysAgo(ctx, role === 'intern' ? 70 : 520), name, language, role),
    );
    for (const { name, language, role } of colleagues) addPerson(daysAgo(ctx, 400), name, language, role);
    const monitors = interns.map(({ name, language }) =>
      addPerson(daysAgo(ctx, 70), name, language, 'intern'),
    );
    for (const [index, sample] of samples.entries()) await addApplication(ctx, sample, index);
    judgeSamples(ctx);
    decide(ctx);
    const [head, chief] = [actorOf(ctx, staff[0].name), actorOf(ctx, staff[1].name)];
    seedOffice(ctx, { dafina: head, vjosa: actorOf(ctx, colleagues[0].name), luan: chief }, placed(ctx));
    addReading(ctx, callId);
    addPlacements(ctx);
    await addCases(ctx, { ...SYSTEM, personId: coordinator, groups: ['coordinator'] }, monitors);
    const gone = addFormer(ctx, coordinator);
    const sat = addHearings(ctx, { ...SYSTEM, personId: coordinator, groups: ['coordinator'] }, gone);
    addReports(ctx, sat);
    const everyIntern = [...staff.filter(({ role }) => role === 'intern'), ...interns];
    const [dafina, luan, mira] = staff.map(({ name }) => actorOf(ctx, name)) as [Actor, Actor, Actor];
    const atWork = everyIntern.map(({ name }) => internNamed(ctx, name));
    await addReviews(ctx, { coordinator: dafina, director: luan });
    await addCosts(ctx, { coordinator: dafina, director: luan, interns: atWork });
    seedInterviews(ctx, callId, { coordinator: dafina, director: luan, reviewer: mira });
    seedOffers(ctx, callId, { coordinator: dafina, director: luan }, placed(ctx));
    seedLetters(ctx, actorOf(ctx, staff[0].name), callId);
    seedKeys(ctx, actorOf(ctx, staff[4].name));
  }
  const applicants = [samples[0]?.name ?? '', ...further];
  return [
    ...[...staff, ...colleagues].map(({ role, name, start }) => ({
      role,
      name,
      url: linkFor(ctx, name, start),
    })),
    ...applicants.map((name) => ({ role: 'applicant', name, url: linkFor(ctx, name, '/my/applications') })),
  ];
}

/** The same, some days ago. */
function daysAgo(ctx: Ctx, days: number): Ctx {
  const then = toInstant(addDays(localDate(ctx.clock.now()), -days), '09:20');
  return { ...ctx, clock: { now: () => then } };
}

/** A member of staff as they would act. */
function actorOf(ctx: Ctx, name: string): Actor {
  const person = peopleQueries.personByEmail(ctx.db, addressOf(name));
  if (!person) throw new Error(`${name} is not there`);
  const role = [...staff, ...colleagues].find((one) => one.name === name)?.role ?? 'applicant';
  return { ...SYSTEM, personId: person.id, name, groups: [role], language: person.language };
}

/** An intern as they would act. */
function internNamed(ctx: Ctx, name: string): Actor {
  return { ...actorOf(ctx, name), groups: ['intern'] };
}

/** Every sample that has an application, with where it is to be. */
function placed(ctx: Ctx) {
  return samples.flatMap(({ name, state }) => {
    const personId = peopleQueries.personByEmail(ctx.db, addressOf(name))?.id ?? 0;
    const id = queries.allOf(ctx.db, personId)[0]?.id;
    return id === undefined ? [] : [{ id, name, state }];
  });
}

/** What people decided on the conditions; the letters of what was released are read, not sent. */
function decide(ctx: Ctx): void {
  seedDeciding(ctx, { dafina: actorOf(ctx, staff[0].name), luan: actorOf(ctx, staff[1].name) }, placed(ctx));
  const sentAt = ctx.clock.now();
  ctx.db.update(letterRows).set({ state: 'sent', sentAt }).where(eq(letterRows.state, 'queued')).run();
}

/** The coordinator read some of the certificates, and all of those that came further. */
function judgeSamples(ctx: Ctx): void {
  const coordinatorId = actorOf(ctx, staff[0].name).personId;
  inTransaction(ctx, (inside) => {
    for (const { name, state } of samples) {
      const personId = peopleQueries.personByEmail(inside.db, addressOf(name))?.id ?? 0;
      const id = queries.allOf(inside.db, personId)[0]?.id;
      if (id !== undefined) judgeSample(inside, coordinatorId, { id, name, state });
    }
  });
}

/** Four reviewers, and what they have marked so far. */
function addReading(ctx: Ctx, callId: number): void {
  const idOf = (role: string) =>
    peopleQueries.personByEmail(ctx.db, addressOf(staff.find((one) => one.role === role)?.name ?? ''))?.id ??
    0;
  const otherIds = reviewers.map(({ name, language }) =>
    addPerson(daysAgo(ctx, 180), name, language, 'reviewer'),
  );
  seedReading(ctx, { callId, coordinatorId: idOf('coordinator'), reviewerId: idOf('reviewer'), otherIds });
}

function linkFor(ctx: Ctx, name: string, next: string): string {
  const person = peopleQueries.personByEmail(ctx.db, addressOf(name));
  if (!person) throw new Error(`${name} is not there`);
  return demoLink(ctx, person.id, next);
}

function addPerson(ctx: Ctx, name: string, language: Sample['language'], group: Group): number {
  const now = ctx.clock.now();
  const person = {
    name,
    email: addressOf(name),
    language,
    emailConfirmedAt: now,
    createdAt: now,
    sample: true,
  };
  const id = peopleQueries.insertPerson(ctx.db, person);
  peopleQueries.insertMembership(ctx.db, { personId: id, group, since: now });
  return id;
}

async function addApplication(ctx: Ctx, sample: Sample, index: number): Promise<void> {
  // Spread over the days since the call opened, at believable hours.
  const begun = toInstant(
    addDays(localDate(ctx.clock.now()), (index % 7) - 8),
    `${9 + (index % 11)}:${10 + ((index * 7) % 49)}`.padStart(5, '0'),
  );
  const then = { ...ctx, clock: { now: () => begun } };
  const certificate = await certificateOf(sample, index);
  inTransaction(then, (inside) => {
    const personId = addPerson(inside, sample.name, sample.language, 'applicant');
    const actor: Actor = { ...SYSTEM, personId, groups: ['applicant'], language: sample.language };
    const id = service.start(inside, actor, { slug: sampleCall.slug });
    inside.db.update(applications).set({ sample: true }).where(eq(applications.id, id)).run();
    for (const [section, posted] of Object.entries(answersOf(sample, index))) {
      if (sample.state === 'draft' && section === 'declarations') continue;
      answers.saveSection(inside, actor, 'application.edit', {
        id,
        section: section as Section,
        posted,
        version: 0,
      });
    }
    if (sample.state !== 'not_submitted') {
      documents.add(inside, actor, 'application.edit', {
        id,
        slot: 'grades_certificate',
        document: certificate,
      });
    }
    if (sample.state === 'draft') return;
    if (sample.state !== 'not_submitted') submissions.submit(inside, actor, { id, community: null });
    if (sample.state === 'withdrawn')
      withdrawals.withdraw(inside, actor, 'application.withdraw', { id, reason: null });
    else if (sample.state !== 'submitted' && !byDeciding.includes(sample.state))
      place(inside, id, sample.state);
  });
  // Sample letters are there to be read, not to be sent.
  ctx.db.update(letterRows).set({ state: 'sent', sentAt: begun }).where(eq(letterRows.state, 'queued')).run();
}

/** The interns of the year at work. */
function addPlacements(ctx: Ctx): void {
  const idOf = (name: string) => peopleQueries.personByEmail(ctx.db, addressOf(name))?.id ?? 0;
  const coordinator: Actor = { ...SYSTEM, personId: idOf(staff[0].name), groups: ['coordinator'] };
  const atWork = [...staff.filter(({ role }) => role === 'intern'), ...interns];
  const today = localDate(ctx.clock.now());
  for (const [index, { name, language }] of atWork.entries()) {
    const personId = idOf(name);
    const startsOn = addDays(today, -60 - index);
    const begun = { ...ctx, clock: { now: () => toInstant(startsOn, '09:00') } };
    inTransaction(begun, (inside) => {
      const id = placements.startFor(inside, coordinator, personId);
      prepareAll(inside, { ...SYSTEM, personId, groups: ['intern'], language }, index);
      const dates = { startsOn, endsOn: addDays(startsOn, 150), firstHearingOn: addDays(startsOn, 3) };
      const ticked = { agreement: true, safetyBriefing: true, supervisor: coordinator.personId };
      placements.prepare(inside, coordinator, { id, version: 1, ...dates, ...ticked });
      placements.activate(inside, coordinator, { id, version: 2 });
    });
  }
}

/** Two whose internships are over, one after the other; their letters went out at their time. */
function addFormer(ctx: Ctx, supervisorId: number): FormerIntern[] {
  const today = localDate(ctx.clock.now());
  const coordinator: Actor = { ...SYSTEM, personId: supervisorId, groups: ['coordinator'] };
  return former.map(({ name, language, began }, index) => {
    const [startsOn, endsOn] = [addDays(today, -began), addDays(today, 178 - began)];
    const at = (day: string, time: string) => ({ ...ctx, clock: { now: () => toInstant(day, time) } });
    const personId = addPerson(at(addDays(startsOn, -7), '10:00'), name, language, 'intern');
    inTransaction(at(addDays(startsOn, -1), '10:00'), (inside) => {
      const id = placements.startFor(inside, coordinator, personId);
      prepareAll(inside, { ...SYSTEM, personId, groups: ['intern'], language }, index);
      const dates = { startsOn, endsOn, firstHearingOn: addDays(startsOn, 3) };
      const ticked = { agreement: true, safetyBriefing: true, supervisor: supervisorId };
      placements.prepare(inside, coordinator, { id, version: 1, ...dates, ...ticked });
      placements.activate(inside, coordinator, { id, version: 2 });
    });
    inTransaction(at(endsOn, '17:00'), (inside) => {
      const { id, version } = placements.mine(inside, { ...SYSTEM, personId }).placement;
      placements.end(inside, coordinator, { id, version, reason: null, today: endsOn });
    });
    const sentAt = toInstant(endsOn, '17:05');
    ctx.db.update(letterRows).set({ state: 'sent', sentAt }).where(eq(letterRows.personId, personId)).run();
    return { personId, startsOn, endsOn };
  });
}

/** What some of them declare; the counsel named stands in the register of people. */
const declaredTies = [
  null,
  null,
  'Mostër: tezja ime punon si sekretare te avokatja Mimoza Mbrojtësja.',
  null,
];

/** What an intern does before the first hearing. */
function prepareAll(ctx: Ctx, intern: Actor, index: number): void {
  placements.sign(ctx, intern, 'code_of_conduct');
  placements.sign(ctx, intern, 'confidentiality');
  placements.declareConflicts(ctx, intern, declaredTies[index % declaredTies.length] ?? null);
  const languages = [['sq', 'sr'], ['sr'], ['sq', 'en'], ['sq'], ['sr', 'en']][index % 5] ?? ['sq'];
  const account = { holder: 'Sample', bank: 'Sample Bank', account: 'XK051212012345678906' };
  placements.giveDetails(ctx, intern, { languages, ...account });
}

/** Puts a sample where later steps of the procedure would have brought it. */
function place(ctx: Ctx, id: number, state: Sample['state']): void {
  const before = queries.applicationById(ctx.db, id)?.state ?? 'draft';
  const director = peopleQueries.personByEmail(ctx.db, addressOf(staff[1].name))?.id ?? null;
  const isDecided = (decided as readonly string[]).includes(state);
  const why = isDecided ? { decidedBy: director, reasonCode: 'sample' } : {};
  queries.setState(ctx.db, id, [before], state, { stateAt: ctx.clock.now(), ...why });
  record(ctx, SYSTEM, { entity: 'application', entityId: id, event: 'sample', from: before, to: state });
}

function answersOf(sample: Sample, index: number): Partial<Record<Section, Record<string, string>>> {
  const texts = letters[sample.language];
  return {
    about: { name: sample.name, phone: '', city: '', letterLanguage: sample.language, contactNote: '' },
    studies: {
      institution: sample.institution,
      institutionOther: '',
      faculty: 'law',
      degree: 'bachelor',
      studyYear: sample.studyYear,
      programmeYears: sample.programmeYears,
      average: sample.average,
      averageScale: sample.average === '' ? 'none' : 'five_to_ten',
      criminalLaw: sample.criminalLaw,
      criminalProcedure: sample.criminalProcedure,
      profile: sample.profile,
    },
    experience: {
      serbianLevel: sample.serbianLevel,
      albanianLevel: sample.language === 'sq' ? 'native' : 'good',
      englishLevel: 'good',
      previousInternship: sample.previousInternship,
      experience: '',
      unavailable: '',
      supportNeeds: '',
    },
    letter: { letter: texts[index % texts.length] ?? '' },
    declarations: { truthful: 'on', privacy: 'on' },
  };
}

/** An invented certificate of grades, marked as a sample on every page. */
async function certificateOf(sample: Sample, index: number) {
  const faculty = institutions.find((one) => one.id === sample.institution);
  const passed = (state: string) => (state === 'passed' ? String(7 + (index % 4)) : '–');
  const grade = (written: string) => (sample.unreadable ? '#?#' : written);
  const bytes = await answersPdf({
    title: 'MOSTËR · UZORAK · SAMPLE',
    subtitle: faculty?.nameEn ?? sample.institution,
    language: 'en',
    sections: [
      {
        heading: 'Certificate of grades (sample)',
        rows: [
          { label: 'Student', value: sample.name },
          {
            label: 'Programme',
            value: `Bachelor of Law, ${sample.programmeYears} years; year ${sample.studyYear}`,
          },
          { label: 'Constitutional Law', value: grade(String(8 + (index % 3))) },
          { label: 'Criminal Law', value: grade(passed(sample.criminalLaw)) },
          { label: 'Criminal Procedure Law', value: grade(passed(sample.criminalProcedure)) },
          { label: 'International Law', value: grade(String(7 + (index % 3))) },
          { label: 'Average grade', value: grade(sample.certificateAverage ?? (sample.average || '–')) },
        ],
      },
    ],
    footer: 'Sample, not a document',
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { bytes, type: 'pdf' as const, pages: 1, sha256, suggestedName: 'certificate.pdf' };
}

/** arta.shembulli@example.org */
function addressOf(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll('đ', 'dj')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
  return `${plain.replace(/[^a-z]+/g, '.')}@example.org`;
}
