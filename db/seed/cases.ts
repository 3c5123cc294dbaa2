// The demonstration's cases: twenty, all invented, with people of sample surnames and numbers no court has reached.
import { createHash } from 'node:crypto';
import type { Actor } from '../../src/access/actor.js';
import * as documents from '../../src/case-documents/service.js';
import * as cases from '../../src/cases/service.js';
import * as charges from '../../src/charges/service.js';
import { type Ctx, inTransaction } from '../../src/context.js';
import type { Court, NamedRole, Phase } from '../../src/lib/terms.js';
import { addDays, localDate, toInstant } from '../../src/lib/time.js';
import { answersPdf } from '../../src/paper/answers.js';
import * as participants from '../../src/participants/service.js';
import * as parties from '../../src/parties/service.js';
import * as protections from '../../src/protections/service.js';
import * as rulings from '../../src/rulings/service.js';
import * as ties from '../../src/ties/service.js';

type Custody = 'detained' | 'house_detention' | 'released' | 'fugitive' | 'serving_sentence';
type Sample = {
  accused: readonly [name: string, custody: Custody][];
  court: Court;
  phase: Phase;
  /** How many days ago the indictment came. */
  age: number;
};

const rows: readonly Sample[] = [
  { accused: [['Avdyl Shembulli', 'detained']], court: 'BC-PR-SD', phase: 'FI', age: 410 },
  { accused: [['Zoran Primerović', 'fugitive']], court: 'BC-PR-SD', phase: 'FI', age: 520 },
  {
    accused: [
      ['Dragan Uzorak', 'fugitive'],
      ['Miodrag Primerak', 'fugitive'],
      ['Slaviša Ogledić', 'detained'],
    ],
    court: 'BC-PR-SD',
    phase: 'FI',
    age: 640,
  },
  { accused: [['Bekim Provaj', 'released']], court: 'BC-PE', phase: 'AP', age: 1900 },
  { accused: [['Nebojša Šablon', 'detained']], court: 'BC-PR-SD', phase: 'AP', age: 980 },
  { accused: [['Goran Izmišljeni', 'serving_sentence']], court: 'BC-MI', phase: 'FIN', age: 3100 },
  { accused: [['Skender Mostra', 'released']], court: 'BC-PZ', phase: 'FIN', age: 2800 },
  {
    accused: [
      ['Ratko Uzoran', 'fugitive'],
      ['Milorad Primer', 'fugitive'],
    ],
    court: 'BC-PR-SD',
    phase: 'PREP',
    age: 95,
  },
  { accused: [['Novica Listić', 'fugitive']], court: 'BC-PR-SD', phase: 'IND', age: 40 },
  { accused: [['Tomislav Zamišljeni', 'detained']], court: 'BC-PR-SD', phase: 'FI', age: 300 },
  { accused: [['Hasan Trilli', 'house_detention']], court: 'BC-PR-SD', phase: 'PREP', age: 70 },
  { accused: [['Živorad Ogledalo', 'fugitive']], court: 'BC-PR-SD', phase: 'IND', age: 25 },
  { accused: [['Predrag Neko', 'detained']], court: 'BC-PR-SD', phase: 'INV', age: 20 },
  { accused: [['Sadik Kallëzimi', 'released']], court: 'BC-GJ', phase: 'ER', age: 2500 },
  {
    accused: [
      ['Boban Čuvarić', 'fugitive'],
      ['Vukašin Početak', 'fugitive'],
    ],
    court: 'BC-PR-SD',
    phase: 'FUG',
    age: 800,
  },
  { accused: [['Rexhep Fletaj', 'released']], court: 'BC-PE', phase: 'AP', age: 1500 },
  { accused: [['Slobodan Primerak', 'fugitive']], court: 'BC-PR-SD', phase: 'FI', age: 450 },
  { accused: [['Ljubiša Uzorak', 'detained']], court: 'BC-PR-SD', phase: 'FI', age: 360 },
  { accused: [['Isak Rreshti', 'released']], court: 'BC-PZ', phase: 'PREP', age: 130 },
  { accused: [['Momčilo Šablon', 'fugitive']], court: 'BC-PR-SD', phase: 'IND', age: 12 },
];

const judges = [
  'Luljeta Vendimi',
  'Arben Gjykatësi',
  'Ljubica Sudić',
  'Valbona Drejtësia',
  'Kushtrim Ligjaj',
  'Vesna Presudić',
];
const prosecutors = ['Drita Akuzaj', 'Ilir Prokuraj'];
const counsel = ['Mimoza Mbrojtësja', 'Nenad Branić', 'Fatmir Avokataj', 'Jasna Odbranić'];

/** Which stages led to where a case stands. */
const ways: Partial<Record<Phase, readonly Phase[]>> = {
  INV: ['INV'],
  IND: ['IND'],
  PREP: ['IND', 'PREP'],
  FUG: ['IND', 'FUG'],
  FI: ['IND', 'PREP', 'FI'],
  AP: ['IND', 'PREP', 'FI', 'AP'],
  ER: ['IND', 'PREP', 'FI', 'AP', 'ER'],
  FIN: ['IND', 'PREP', 'FI', 'AP', 'FIN'],
};
const higher: Partial<Record<Phase, Court>> = { AP: 'CA-SD', ER: 'SC', FIN: 'CA-SD' };

/** Opens the twenty cases as the coordinator would have; `interns`: one of them has a tie to a case. */
export async function addCases(ctx: Ctx, actor: Actor, interns: readonly number[]): Promise<void> {
  const paper = await indictment();
  inTransaction(ctx, (inside) => {
    const ids = rows.map((row, index) => addCase(inside, actor, row, index));
    for (const [index, id] of ids.entries()) if (index % 4 === 0) addPapers(inside, actor, id, paper, index);
    addSpellings(inside, actor);
    const [third, tied] = [ids[2], interns[1]];
    if (third !== undefined && tied !== undefined)
      ties.declare(inside, actor, { caseId: third, personId: tied, kind: 'acquaintance' });
  });
}

function addCase(ctx: Ctx, actor: Actor, row: Sample, index: number): number {
  const today = localDate(ctx.clock.now());
  const begun = addDays(today, -row.age);
  const when = (day: string) => ({ ...ctx, clock: { now: () => toInstant(day, '11:00') } });
  const year = begun.slice(2, 4);
  const surnames = row.accused.map(([name]) => name.split(' ').at(-1) ?? name);
  const way = ways[row.phase] ?? [];
  const id = cases.open(when(begun), actor, {
    against: row.accused.length === 1 ? (row.accused[0]?.[0] ?? '') : surnames.join(', '),
    court: row.court,
    kind: row.phase === 'INV' ? 'indictment' : 'first_instance',
    written: row.phase === 'INV' ? `PPS.nr.${900 + index}/${year}` : `PS.nr.${900 + index}/${year}`,
    phase: way[0] ?? 'IND',
    startedOn: begun,
    sample: true,
  });
  const step = Math.floor(row.age / (way.length + 1));
  for (const [at, phase] of way.entries()) {
    if (at === 0) continue;
    const day = addDays(begun, at * step);
    cases.addStage(when(day), actor, { id, phase, court: higher[phase] ?? row.court, startedOn: day });
    if (phase === 'AP')
      cases.addNumber(when(day), actor, {
        id,
        kind: 'appeal',
        written: `APS.nr.${900 + index}/${day.slice(0, 4)}`,
      });
    if (phase === 'ER')
      cases.addNumber(when(day), actor, {
        id,
        kind: 'supreme',
        written: `Pml.nr.${900 + index}/${day.slice(0, 4)}`,
      });
  }
  const accused = addPeople(when, actor, id, row, index, begun);
  addWords(when, actor, id, accused, row, index, begun);
  return id;
}

type When = (day: string) => Ctx;

function addPeople(
  when: When,
  actor: Actor,
  caseId: number,
  row: Sample,
  index: number,
  begun: string,
): number[] {
  const enter = (
    day: string,
    role: NamedRole,
    name: string,
    more: Partial<Parameters<typeof participants.add>[2]> = {},
  ) => {
    const ctx = when(day);
    const known = parties.alike(ctx, name).find((one) => one.name === name);
    return participants.add(ctx, actor, {
      caseId,
      role,
      name,
      party: known ? String(known.id) : 'new',
      sinceOn: day,
      named: true,
      custody: null,
      inAbsentia: false,
      forId: null,
      counselKind: null,
      sample: true,
      ...more,
    });
  };
  const accused = row.accused.map(([name, custody]) =>
    enter(begun, 'ACC', name, { custody, inAbsentia: custody === 'fugitive' }),
  );
  for (const [at, forId] of accused.entries())
    enter(begun, 'DEF', counsel[(index + at) % counsel.length] ?? '', {
      forId,
      counselKind: row.accused[at]?.[1] === 'fugitive' ? 'appointed' : 'chosen',
    });
  enter(begun, 'PRO', prosecutors[index % prosecutors.length] ?? '');
  if (row.phase === 'INV' || row.phase === 'IND') return accused;
  const tried = addDays(begun, 30);
  const [presiding = '', one = '', two = '', next = ''] = [0, 1, 2, 3].map(
    (at) => judges[(index + at) % judges.length],
  );
  enter(tried, 'PJ', presiding);
  const left = enter(tried, 'PM', one);
  enter(tried, 'PM', two);
  if (row.accused.some(([name]) => /ić|šlj|ak$|ov/.test(name))) enter(tried, 'INT', 'Selma Tumačević');
  if (index % 3 === 0) {
    // The first case's panel changed this week.
    const day = addDays(tried, index === 0 ? row.age - 34 : 20);
    const gone = {
      sinceOn: tried,
      untilOn: day,
      custody: null,
      inAbsentia: false,
      forId: null,
      counselKind: null,
    };
    participants.change(when(day), actor, { caseId, id: left, version: 1, ...gone });
    enter(day, 'PM', next);
  }
  return accused;
}

function addWords(
  when: When,
  actor: Actor,
  caseId: number,
  accused: readonly number[],
  row: Sample,
  index: number,
  begun: string,
): void {
  const violence = index % 7 === 2;
  charges.add(when(begun), actor, caseId, {
    participantId: null,
    law: 'SFRY',
    article: index % 5 === 3 ? '144' : '142',
    paragraph: null,
    counts: 1 + (index % 4),
    acts: violence
      ? ['inhuman_treatment', 'sexual_violence']
      : index % 2 === 0
        ? ['killing', 'expulsion']
        : ['torture', 'property'],
    nowLaw: 'CC2019',
    nowArticle: '146',
  });
  for (const [at, [, custody]] of row.accused.entries()) {
    const participantId = accused[at] ?? null;
    const ruled = {
      participantId,
      court: row.court,
      result: null,
      sentenceMonths: null,
      untilOn: null,
    } as const;
    if (custody === 'fugitive' && row.phase !== 'IND' && row.phase !== 'FUG')
      rulings.add(when(addDays(begun, 15)), actor, caseId, {
        ...ruled,
        kind: 'in_absentia_allowed',
        decidedOn: addDays(begun, 15),
      });
    if (custody !== 'detained') continue;
    // A month at first, and two at a time from then on, up to this day.
    for (let past = 0; past <= row.age; past += past < 30 ? 30 : 60) {
      const day = addDays(begun, past);
      rulings.add(when(day), actor, caseId, {
        ...ruled,
        kind: past === 0 ? 'detention_ordered' : 'detention_extended',
        decidedOn: day,
        untilOn: addDays(day, past === 0 ? 30 : 60),
      });
    }
  }
  if (['AP', 'ER', 'FIN'].includes(row.phase)) addJudgment(when, actor, caseId, accused, row, index, begun);
  const hidden = violence ? 2 : index % 2;
  for (let at = 1; at <= hidden; at += 1)
    protections.protect(when(addDays(begun, 10)), actor, {
      caseId,
      pseudonym: violence ? `V${at}` : `W${index}`,
      role: violence ? 'INJ' : 'PWIT',
      ground: violence ? 'sexual_violence' : 'court_order',
      measures: violence ? ['PSEU', 'EXPU', 'CLSD'] : ['PSEU', 'SCRN', 'VOIC'],
      orderedOn: violence ? null : addDays(begun, 10),
    });
}

function addJudgment(
  when: When,
  actor: Actor,
  caseId: number,
  accused: readonly number[],
  row: Sample,
  index: number,
  begun: string,
): void {
  const day = addDays(begun, Math.floor(row.age * 0.55));
  const guilty = index % 3 !== 0;
  for (const participantId of accused)
    rulings.add(when(day), actor, caseId, {
      participantId,
      kind: 'judgment',
      court: row.court,
      decidedOn: day,
      untilOn: null,
      result: guilty ? 'guilty' : 'not_guilty',
      sentenceMonths: guilty ? 96 + (index % 5) * 18 : null,
    });
  if (row.phase === 'AP') return;
  const appealed = addDays(begun, Math.floor(row.age * 0.75));
  rulings.add(when(appealed), actor, caseId, {
    participantId: null,
    kind: 'appeal_decision',
    court: 'CA-SD',
    decidedOn: appealed,
    untilOn: null,
    result: 'upheld',
    sentenceMonths: null,
  });
}

function addPapers(ctx: Ctx, actor: Actor, caseId: number, bytes: Buffer, index: number): void {
  const day = addDays(localDate(ctx.clock.now()), -(rows[index]?.age ?? 0));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const document = { bytes, type: 'pdf' as const, pages: 1, sha256, suggestedName: 'indictment.pdf' };
  documents.add(ctx, actor, { caseId, kind: 'indictment', level: 'case', datedOn: day, document });
  if (index === 0) {
    documents.add(ctx, actor, {
      caseId,
      kind: 'minutes',
      level: 'protected',
      datedOn: addDays(day, 40),
      document,
    });
    cases.note(ctx, actor, {
      id: caseId,
      note: 'Kërkoni listën e seancave të muajit të ardhshëm nga kancelaria.',
    });
  }
}

/** A few spellings in which the same people are found, and one who was written down twice. */
function addSpellings(ctx: Ctx, actor: Actor): void {
  const spelt: readonly [string, 'sq' | 'sr' | 'cyrillic' | 'press', string][] = [
    ['Zoran Primerović', 'cyrillic', 'Зоран Примеровић'],
    ['Zoran Primerović', 'sq', 'Zoran Primeroviq'],
    ['Avdyl Shembulli', 'sr', 'Avdulj Šembuli'],
    ['Arben Gjykatësi', 'sr', 'Arben Đukatesi'],
    ['Ljubica Sudić', 'sq', 'Lubica Sudiq'],
    ['Slaviša Ogledić', 'press', 'S. O.'],
  ];
  for (const [name, kind, written] of spelt) {
    const [found] = parties.alike(ctx, name).filter((one) => one.name === name);
    if (found) parties.addAlias(ctx, actor, { id: found.id, kind, written });
  }
  parties.add(ctx, actor, { name: 'Luleta Vendimi', isNew: true, sample: true });
}

/** An invented indictment, marked as a sample on its page. */
function indictment(): Promise<Buffer> {
  return answersPdf({
    title: 'MOSTËR · UZORAK · SAMPLE',
    subtitle: 'Indictment (sample)',
    language: 'en',
    sections: [
      {
        heading: 'Charges (sample)',
        rows: [{ label: 'Law', value: 'Criminal Code of the SFRY, Article 142' }],
      },
    ],
    footer: 'Sample, not a document',
  });
}
