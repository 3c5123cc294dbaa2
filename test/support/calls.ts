// Calls and applications for tests: the call of 2020, the open sample call, and somebody who applied.
import { answers } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { call2020, sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import { SYSTEM } from '../../src/access/actor.js';
import { currentVersion } from '../../src/calls/queries.js';
import { factsFrom } from '../../src/eligibility/form.js';
import { assess } from '../../src/eligibility/service.js';
import * as people from '../../src/people/queries.js';
import { makeWorld, type World } from './world.js';

/** Answers that meet every condition of both calls, as they are typed. */
export const goodAnswers = {
  studies: {
    institution: 'up',
    institutionOther: '',
    faculty: 'law',
    degree: 'bachelor',
    studyYear: '4',
    programmeYears: '4',
    averageScale: 'five_to_ten',
    average: '8,25',
    criminalLaw: 'passed',
    criminalProcedure: 'passed',
    profile: 'criminal',
  },
  experience: { serbianLevel: 'basic', previousInternship: 'no' },
};

/** A world with both calls: 2020, closed, and the sample, open at START. */
export function makeCallWorld(): World & { pastId: number; openId: number } {
  const world = makeWorld();
  loadVocabulary(world.ctx);
  return { ...world, pastId: loadCall(world.ctx, call2020), openId: loadCall(world.ctx, sampleCall) };
}

/** Somebody who applied with these studies (over the good ones) and was assessed; answers with the ids. */
export function addAssessed(
  world: World,
  callId: number,
  name: string,
  studies: Partial<typeof goodAnswers.studies> = {},
  more: {
    state?: (typeof applications.$inferInsert)['state'];
    email?: string | null;
    language?: 'sq' | 'sr' | 'en';
  } = {},
) {
  const { ctx } = world;
  const now = world.clock.now();
  const language = more.language ?? 'en';
  const email = more.email === undefined ? `${name.toLowerCase()}@example.org` : more.email;
  const personId = people.insertPerson(ctx.db, { name, email, language, createdAt: now });
  const state = more.state ?? 'submitted';
  const application = {
    callId,
    personId,
    state,
    stateAt: now,
    language,
    createdAt: now,
    submittedAt: now,
    reference: `HLC-2026-${String(personId).padStart(4, '0')}`,
    referenceYear: 2026,
    referenceNumber: personId,
  };
  const applicationId = ctx.db
    .insert(applications)
    .values(application)
    .returning({ id: applications.id })
    .get().id;
  const given = { studies: { ...goodAnswers.studies, ...studies }, experience: goodAnswers.experience };
  for (const section of ['studies', 'experience'] as const) {
    const row = { applicationId, section, version: 1, body: given[section], savedAt: now, savedBy: personId };
    ctx.db.insert(answers).values(row).run();
  }
  const version = currentVersion(ctx.db, callId);
  if (!version) throw new Error('the call has no version');
  const facts = factsFrom({ ...given.studies, ...given.experience });
  assess(ctx, SYSTEM, { applicationId, callVersionId: version.id, facts });
  return { applicationId, personId };
}

/** How many rows each table has, or a fingerprint that says whether anything changed at all. */
export function rowsOf(world: World): Record<string, number> {
  const client = world.ctx.db.$client;
  const tables = client
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '%_search_%'",
    )
    .pluck()
    .all() as string[];
  return Object.fromEntries(
    tables.map((table) => [table, client.prepare(`select count(*) from "${table}"`).pluck().get() as number]),
  );
}
