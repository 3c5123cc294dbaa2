// Hearing reports for tests: a hearing of today with an intern, and what a monitor would type; all invented.
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import * as filings from '../../src/filings/service.js';
import { insertPerson } from '../../src/people/queries.js';
import * as reports from '../../src/reports/service.js';
import * as reviews from '../../src/reviews/service.js';
import * as rota from '../../src/rota/service.js';
import { coordinator, makeCase, makeParticipant } from './cases.js';
import { makeHearing, makeIntern } from './hearings.js';
import type { Browser, World } from './world.js';

export type Court = {
  caseId: number;
  hearingId: number;
  ivana: { browser: Browser; personId: number; actor: Actor };
  /** Somebody else at work, who goes to no hearing of the case. */
  blerim: { browser: Browser; personId: number };
  dafina: { browser: Browser; personId: number; actor: Actor };
};

const as = (personId: number, group: 'intern' | 'coordinator'): Actor => ({
  ...SYSTEM,
  personId,
  groups: [group],
});

/** A case with an accused, counsel, a panel and a prosecutor; Ivana goes to its hearing of today. */
export function makeCourt(world: World): Court {
  const dafina = world.signedIn('Dafina', ['coordinator'], 'en');
  const ivana = world.signedIn('Ivana', ['intern'], 'en');
  const blerim = world.signedIn('Blerim', ['intern'], 'en');
  makeIntern(world, ivana.personId, dafina.personId);
  makeIntern(world, blerim.personId, dafina.personId, { languages: ['sq'] });
  const caseId = makeCase(world);
  const accused = makeParticipant(world, caseId, { party: 'new' });
  const others = { party: 'new', custody: null } as const;
  makeParticipant(world, caseId, {
    ...others,
    role: 'DEF',
    name: 'Mimoza Mbrojtësja',
    forId: accused,
    counselKind: 'chosen',
  });
  makeParticipant(world, caseId, { ...others, role: 'PJ', name: 'Luljeta Vendimi' });
  makeParticipant(world, caseId, { ...others, role: 'PM', name: 'Arben Gjykatësi' });
  makeParticipant(world, caseId, { ...others, role: 'PRO', name: 'Drita Akuzaj' });
  const hearingId = makeHearing(world, caseId, { scheduledOn: '2026-10-22' });
  rota.assign(world.ctx, coordinator, { hearingId, personId: ivana.personId });
  return {
    caseId,
    hearingId,
    ivana: { ...ivana, actor: as(ivana.personId, 'intern') },
    blerim,
    dafina: { ...dafina, actor: as(dafina.personId, 'coordinator') },
  };
}

/** What is typed of a hearing that was held, section by section; nothing of it is missing. */
export const heldWhole: Record<string, Record<string, string | string[]>> = {
  outcome: {
    outcome: 'held_productive',
    coverage: 'full',
    mode: 'in_person',
    hearingType: 'MT',
    courtroom: '2',
    sessionNumber: '1',
    reportLanguage: 'sq',
  },
  attendance: { panelSame: 'yes' },
  times: { startedAt: '9:35', endedAt: '11.10' },
  publicity: { announced: 'board', publicity: 'open', recording: 'audio' },
  actions: { actions: ['documents'] },
  interpretation: { interpretation: 'no', documentsServed: 'all' },
  indicators: Object.fromEntries(
    'PUB TIME IMP ARMS INNO PREP COUN WITX INTR PRES VIC RECD'
      .split(' ')
      .map((code) => [`indicators-${code}-answer`, code === 'WITX' ? 'not_applicable' : 'yes']),
  ),
  conduct: { conduct: 'nothing' },
  summary: { facts: 'The presiding judge opened the session and the parties read documents. '.repeat(16) },
  next: {
    nextKind: 'date',
    nextOn: '2026-11-12',
    nextTime: '10:00',
    nextRoom: '3',
    nextPurpose: 'Documents',
  },
};

/** The short branch: a hearing that was not opened. */
export const notOpened: typeof heldWhole = {
  outcome: { ...heldWhole.outcome, outcome: 'not_opened' },
  times: { reason: 'PRO-ABS', responsible: 'prosecution', reasonSource: 'judge' },
  next: { nextKind: 'notice' },
};

/** Saves these sections one after another, as the page would. */
export function saveAll(world: Pick<World, 'ctx'>, actor: Actor, id: number, typed: typeof heldWhole): void {
  for (const [section, posted] of Object.entries(typed)) {
    const { version } = reports.opened(world.ctx, actor, 'report.write', id).versions[section as 'next'] ?? {
      version: 0,
    };
    const saved = reports.saveSection(world.ctx, actor, { id, section: section as 'next', posted, version });
    if (Object.keys(saved.problems).length > 0) throw new Error(JSON.stringify(saved.problems));
  }
}

/** A witness the court named in open session, as typed. */
export const typedWitness: Record<string, string | string[]> = {
  'witnesses-0-who': 'typed',
  'witnesses-0-label': 'Agron Shembulli',
  'witnesses-0-named': 'on',
  'witnesses-0-role': 'WIT',
  'witnesses-0-calledBy': 'prosecution',
  'witnesses-0-measures': 'NONE',
  'witnesses-0-mode': 'courtroom',
  'witnesses-0-language': 'sq',
  'witnesses-0-interpreter': 'no',
  'witnesses-0-examinedBy': ['prosecution', 'defence'],
  'witnesses-0-startedAt': '9:50',
  'witnesses-0-endedAt': '10:40',
  'witnesses-0-completed': 'yes',
  'witnesses-0-changed': 'no',
  'witnesses-0-gist': 'Spoke of the weeks before the events.',
};

/** A report of a hearing, filed, with something in every place that is sealed; answers with its id. */
export function makeSealedReport(world: Pick<World, 'ctx'>, actor: Actor): number {
  const hearingId = makeHearing(world, makeCase(world, { written: 'PS.nr.977/25' }), {
    scheduledOn: '2026-10-22',
  });
  const id = reports.begin(world.ctx, actor, hearingId);
  const words = (kind: string) => ({ [`${kind}-0-words`]: `What was said of ${kind}.` });
  saveAll(world, actor, id, {
    ...heldWhole,
    outcome: { ...heldWhole.outcome, outcome: 'held_unproductive' },
    times: { ...heldWhole.times, ...notOpened.times, reasonWords: 'The prosecutor was elsewhere.' },
    actions: {
      actions: ['motion', 'witness'],
      'motions-0-side': 'defence',
      'motions-0-result': 'refused',
      ...words('motions'),
    },
    witnesses: typedWitness,
    indicators: {
      ...heldWhole.indicators,
      'indicators-REAS-answer': 'no',
      'indicators-REAS-note': 'No reasons were given.',
    },
    conduct: {
      conduct: 'something',
      'conduct-0-side': 'judge',
      'conduct-0-event': 'phone',
      'conduct-0-reaction': 'none',
      ...words('conduct'),
    },
    incidents: {
      'incidents-0-event': 'insult',
      'incidents-0-place': 'corridor',
      'incidents-0-target': 'public',
      'incidents-0-knownHow': 'seen',
      'incidents-0-reaction': 'none',
      ...words('incidents'),
    },
    summary: { ...heldWhole.summary, observations: 'It went slowly.', followUp: 'When is the next?' },
  });
  filings.file(world.ctx, actor, id);
  return id;
}

/** A filed report returned with a comment and a note by somebody who did not write it. */
export function makeReviewed(world: Pick<World, 'ctx'>, id: number): void {
  const name = 'Luan Reviews';
  const personId = insertPerson(world.ctx.db, { name, language: 'en', createdAt: world.ctx.clock.now() });
  const luan: Actor = { ...SYSTEM, personId, groups: ['director'] };
  reviews.comment(world.ctx, luan, { id, section: 'summary', field: 'facts', words: 'Who said so?' });
  const said = { questions: [], note: 'Nearly there.', minutes: 10, number: 1 };
  reviews.decide(world.ctx, luan, { id, deed: 'return', ...said });
}
