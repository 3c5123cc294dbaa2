// The demonstration's reports: of each hearing that was, by whoever went there, through the services, all invented.
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import type { Ctx } from '../../src/context.js';
import { inTransaction } from '../../src/context.js';
import * as filings from '../../src/filings/service.js';
import type { Section } from '../../src/lib/report-terms.js';
import { coreIndicators } from '../../src/lib/report-terms.js';
import { minute, toInstant } from '../../src/lib/time.js';
import { reportOf } from '../../src/reports/queries.js';
import * as reports from '../../src/reports/service.js';

/** A hearing as the seed put it on the calendar: who went there, and the how manieth it is. */
export type Sat = {
  hearingId: number;
  day: string;
  time: string;
  number: number;
  monitor: number;
  next: { on: string; time: string } | null;
};

type Typed = Record<string, string | string[]>;

const causes = [
  ['ACC-ABS', 'accused', 'judge'],
  ['DEF-ABS', 'defence', 'judge'],
  ['DOC-TRA', 'translation', 'judge'],
  ['WIT-ABS', 'witness', 'clerk'],
  ['PAN-INC', 'court', 'clerk'],
  ['UNK', 'unknown', 'unknown'],
] as const;

/** Of so many reports, counted from the latest, some are still being written. */
const DRAFTS = 4;

/** Writes and files the reports of what was heard, oldest first; the last few stay drafts. */
export function addReports(ctx: Ctx, sat: readonly Sat[]): void {
  const inOrder = [...sat].sort((a, b) => (a.day < b.day ? -1 : 1));
  for (const [at, one] of inOrder.entries()) {
    const clock = { now: () => toInstant(one.day, '18:30') + at * minute };
    const isDraft = at >= inOrder.length - DRAFTS;
    inTransaction({ ...ctx, clock }, (inside) => write(inside, one, isDraft));
  }
  tellOfIncident(ctx, inOrder.slice(-DRAFTS));
  filings.askForReports(ctx);
}

/** The latest report that is being written tells of an incident that cannot wait. */
function tellOfIncident(ctx: Ctx, drafts: readonly Sat[]): void {
  const one = drafts.at(-1);
  const id = one && reportOf(ctx.db, one.hearingId)?.id;
  if (!one || !id) return;
  const actor: Actor = { ...SYSTEM, personId: one.monitor, groups: ['intern'], language: 'sq' };
  const said = {
    event: 'intimidation',
    atTime: '10:20',
    place: 'corridor',
    target: 'witness',
    knownHow: 'seen',
    reaction: 'none',
    words: 'Mostër: dy persona e ndoqën dëshmitarin deri te dera.',
    urgent: 'on',
  };
  const posted = Object.fromEntries(
    Object.entries(said).map(([name, value]) => [`incidents-0-${name}`, value]),
  );
  inTransaction(ctx, (inside) => {
    reports.saveSection(inside, actor, { id, section: 'incidents', posted, version: 0 });
  });
}

function write(ctx: Ctx, one: Sat, isDraft: boolean): void {
  const actor: Actor = {
    ...SYSTEM,
    personId: one.monitor,
    groups: ['intern'],
    language: one.number % 3 === 0 ? 'sr' : 'sq',
  };
  const id = reports.begin(ctx, actor, one.hearingId);
  const typed = one.number % 3 === 1 ? notHeld(one) : held(one);
  const some = Object.entries(typed).slice(0, isDraft ? 3 : undefined) as [Section, Typed][];
  for (const [section, posted] of some)
    reports.saveSection(ctx, actor, {
      id,
      section,
      posted: withRest(ctx, actor, id, section, posted),
      version: 0,
    });
  if (!isDraft) filings.file(ctx, actor, id);
}

/** What stands in the section already stays where nothing else is typed; whoever is tried in absence is absent. */
function withRest(ctx: Ctx, actor: Actor, id: number, section: Section, posted: Typed): Typed {
  const shown = reports.opened(ctx, actor, 'report.write', id);
  if (section === 'outcome')
    return {
      coverage: 'full',
      mode: 'in_person',
      hearingType: String(shown.answers.hearingType),
      courtroom: String(shown.answers.courtroom ?? ''),
      sessionNumber: String(shown.answers.sessionNumber ?? ''),
      reportLanguage: String(shown.answers.reportLanguage),
      ...posted,
    };
  if (section === 'interpretation')
    return {
      ...(shown.answers.interpretation === 'yes' ? interpreted : { interpretation: 'no' }),
      ...posted,
    };
  if (section !== 'attendance') return posted;
  const rows = shown.rows.attendance.map((row, at) => [
    [`attendance-${at}-status`, String(row.status ?? 'absent_unexplained')],
    ...(row.role === 'ACC'
      ? [
          [`attendance-${at}-custody`, String(row.custody ?? 'fugitive')],
          [`attendance-${at}-counsel`, String(row.counsel ?? 'appointed')],
        ]
      : []),
  ]);
  return { ...Object.fromEntries(rows.flat()), ...posted };
}

const interpreted: Typed = {
  interpretation: 'yes',
  interpretedFor: ['accused'],
  languagePair: 'sq-sr',
  interpretationBy: 'court',
  interpretationMode: 'consecutive',
  interpretationQuality: 'minor_gaps',
  interpretationComplaint: 'no',
};

const nextOf = ({ next, number }: Sat): Typed =>
  next === null
    ? { nextKind: number % 2 === 0 ? 'notice' : 'unknown' }
    : { nextKind: 'date', nextOn: next.on, nextTime: next.time };

function notHeld(one: Sat): Record<string, Typed> {
  const [reason, responsible, reasonSource] = causes[one.hearingId % causes.length] ?? causes[5];
  return {
    outcome: { outcome: one.hearingId % 5 === 0 ? 'cancelled' : 'not_opened' },
    times: { reason, responsible, reasonSource },
    next: nextOf(one),
  };
}

const later = (time: string, minutes: number) => {
  const [hours = 9, rest = 0] = (time || '10:00').split(':').map(Number);
  const at = hours * 60 + rest + minutes;
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
};

function held(one: Sat): Record<string, Typed> {
  const late = one.number % 4 === 0;
  const isIdle = one.number % 5 === 4;
  const isHeard = !isIdle && one.hearingId % 4 === 1;
  return {
    outcome: { outcome: isIdle ? 'held_unproductive' : 'held_productive' },
    attendance: {
      ...(one.hearingId % 13 === 0
        ? { panelSame: 'no', panelChange: 'Mostër: në vend të njërit anëtar ishte zëvendësi.' }
        : { panelSame: 'yes' }),
      publicCount: 'few',
      mediaCount: one.number % 2 === 0 ? 'none' : 'few',
    },
    times: {
      startedAt: later(one.time, late ? 35 : 5),
      endedAt: later(one.time, 120),
      ...(late ? { lateCause: one.hearingId % 2 === 0 ? 'PREV' : 'ESC' } : {}),
      ...(isIdle ? { reason: 'WIT-ABS', responsible: 'witness', reasonSource: 'judge' } : {}),
    },
    publicity: {
      announced: one.hearingId % 7 === 0 ? 'no' : one.number % 3 === 0 ? 'web' : 'board',
      publicity: 'open',
      recording: one.number % 2 === 0 ? 'audio' : 'minutes',
    },
    actions: { actions: isIdle ? ['deliberation'] : isHeard ? ['witness'] : ['documents', 'exhibits'] },
    ...(isHeard ? { witnesses: heard(one) } : {}),
    interpretation: { documentsServed: one.number % 6 === 0 ? 'part' : 'all' },
    indicators: Object.fromEntries(
      coreIndicators.flatMap((code, at) =>
        (one.number + at) % 17 === 0
          ? [
              [`indicators-${code}-answer`, 'no'],
              [`indicators-${code}-note`, notes[one.number % notes.length] ?? ''],
            ]
          : [[`indicators-${code}-answer`, code === 'WITX' && !isHeard ? 'not_applicable' : 'yes']],
      ),
    ),
    conduct: { conduct: 'nothing' },
    summary: {
      facts: Array.from({ length: 4 }, (_one, at) => facts[(one.number + at) % facts.length]).join(' '),
      ...(one.number % 3 === 0 ? { observations: observations[one.number % 2] ?? '' } : {}),
    },
    next: nextOf(one),
  };
}

/** A witness whom the court named in open session. */
function heard(one: Sat): Typed {
  const changed = one.hearingId % 3 === 0 ? 'partly' : 'no';
  const row: Typed = {
    who: 'typed',
    label: names[one.hearingId % names.length] ?? names[0],
    named: 'on',
    role: 'WIT',
    calledBy: one.number % 2 === 0 ? 'defence' : 'prosecution',
    measures: one.hearingId % 8 === 1 ? 'SCRN' : 'NONE',
    mode: one.hearingId % 8 === 1 ? 'screen' : 'courtroom',
    language: 'sq',
    interpreter: 'no',
    examinedBy: ['prosecution', 'defence'],
    startedAt: later(one.time, 40),
    endedAt: later(one.time, 95),
    completed: 'yes',
    changed,
    ...(changed === 'partly' ? { changeRaisedBy: 'prosecution' } : {}),
    gist: 'Mostër: dëshmitari foli për rrugën që kishte bërë atë ditë dhe iu përgjigj pyetjeve të palëve.',
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [`witnesses-0-${name}`, value]));
}

const names = ['Dritan Mostra', 'Petar Uzorni', 'Vlora Shembulli'] as const;

const notes = [
  'Mostër: mbrojtja e mori materialin dy ditë para seancës dhe e tha këtë në fillim.',
  'Uzorak: prevodilac nije bio prisutan prvih dvadeset minuta, sudija je to uneo u zapisnik.',
  'Mostër: në sallë nuk kishte vend për të gjithë; tre persona mbetën në korridor.',
] as const;

const observations = [
  'Mostër. Mikrofoni i mbrojtjes dëgjohej dobët në rendet e fundit; në sallë kishte më pak njerëz se herën e kaluar.',
  'Uzorak. Strankama je davano jednako vremena; prevod preko slušalica kasnio je nekoliko sekundi.',
] as const;

const facts = [
  'Mostër. Kryetarja e trupit gjykues e hapi seancën dhe konstatoi se palët janë të pranishme. Prokurorja deklaroi se nuk ka kundërshtime ndaj vazhdimit. Mbrojtja kërkoi që shkresat e reja t’i dorëzohen edhe në gjuhën e të akuzuarit, dhe trupi gjykues e pranoi kërkesën pa u tërhequr për këshillim.',
  'Mostër. U lexuan procesverbalet e këqyrjes së vendit dhe u shikuan fotografitë e bashkangjitura. Mbrojtja deklaroi se data në procesverbal nuk përputhet me atë të aktakuzës. Prokurorja u përgjigj se bëhet fjalë për gabim teknik dhe se do ta korrigjojë me shkrim deri në seancën e ardhshme.',
  'Mostër. Trupi gjykues i njoftoi palët se dëshmitari i paraparë nuk është paraqitur, ndonëse thirrja i ishte dorëzuar. Prokurorja propozoi që ai të ftohet përsëri përmes policisë. Mbrojtja nuk kundërshtoi. Kryetarja caktoi datën e ardhshme dhe i njoftoi palët me gojë.',
  'Mostër. Pas pauzës u vazhdua me shqyrtimin e provave materiale. Secila palë pati rastin të deklarohet për secilën provë, dhe deklarimet u shënuan në procesverbal. I akuzuari tha se do të deklarohet më vonë. Seanca u mbyll pa vërejtje të palëve për procesverbalin.',
];
