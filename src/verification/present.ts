// The workbench ready-made: each fact as it was stated, what was read, by whom and where; and the page of one fact.
import { factNames } from '../../db/schema/verification.js';
import { answersInWords } from '../answers/present.js';
import { averageText, overallWords } from '../applications/present.js';
import { answerValues, factsFrom, OTHER_INSTITUTION } from '../eligibility/form.js';
import { presentTrace } from '../eligibility/present.js';
import type { FactName } from '../eligibility/rules.js';
import { shortDate, time } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import type { Look } from './form.js';
import type { Row } from './queries.js';
import { latest, type Value, type VerdictWord, whyAgain } from './rules.js';
import type { Opened } from './service.js';

/** Institutions by id in the reader's words. */
export type Words = ReadonlyMap<string, string>;
/** What the workbench rests on. */
export type Ground = Pick<Opened, 'answers' | 'documents' | 'verdicts'>;
export type { Look };

/** The answer each fact is stated in. */
const statedIn: Readonly<Record<FactName, readonly [section: 'studies' | 'experience', field: string]>> = {
  institution: ['studies', 'institution'],
  faculty: ['studies', 'faculty'],
  degree: ['studies', 'degree'],
  studyYear: ['studies', 'studyYear'],
  programmeYears: ['studies', 'programmeYears'],
  averageScale: ['studies', 'averageScale'],
  averageTenThousandths: ['studies', 'average'],
  criminalLaw: ['studies', 'criminalLaw'],
  criminalProcedure: ['studies', 'criminalProcedure'],
  profile: ['studies', 'profile'],
  serbianLevel: ['experience', 'serbianLevel'],
  previousInternship: ['experience', 'previousInternship'],
};
/** "studies.faculty": the answers that the workbench shows already. */
export const statedFields = Object.values(statedIn).map(([section, field]) => `${section}.${field}`);

const tones: Record<VerdictWord, string> = {
  matches: 'good',
  differs: 'wait',
  cannot_tell: 'unknown',
  taken_back: '',
};

/**
 * All facts in their order, how many have a verdict, and how many verdicts ask for another look. `sections` are the
 * answers in words, for whoever has them already.
 */
export function workbench(
  ground: Ground,
  words: Words,
  language: Language,
  look: Look,
  sections = sectionsOf(ground, words, language),
) {
  const judged = latest(ground.verdicts);
  const rows = rowsOf(ground, sections, words, language);
  const again = rows.filter((row) => row.again !== '').length;
  return {
    rows,
    look: lookOf(look),
    progress: {
      checked: judged.size,
      all: factNames.length,
      text: say(language, 'verification.progress', { checked: judged.size, all: factNames.length }),
      again: again === 0 ? '' : say(language, 'verification.progress.again', { count: again }),
    },
  };
}

/** The place in view as hidden fields and as a query. */
export function lookOf({ document, page, from, large }: Look) {
  const pairs = [
    ...(from === '' ? [] : [`from=${from}`]),
    ...(document === null ? [] : [`document=${document}`]),
    ...(page === null ? [] : [`page=${page}`]),
    ...(large ? ['size=large'] : []),
  ];
  return {
    document: document ?? '',
    page: page ?? '',
    from,
    size: large ? 'large' : '',
    query: pairs.join('&'),
  };
}

function rowsOf(ground: Ground, sections: Sections, words: Words, language: Language) {
  const judged = latest(ground.verdicts);
  const seen = new Map(ground.verdicts.map((row) => [row.fact, row.id]));
  const { studies, experience } = ground.answers;
  const facts = factsFrom({ ...studies?.body, ...experience?.body });
  const stated = statedWords(ground.answers, sections);
  const standing = ground.documents.map((one) => one.id);
  return factNames.map((fact) => {
    const row = judged.get(fact);
    const { declared } = facts[fact];
    const again = row && whyAgain(row, declared, standing);
    return {
      fact,
      anchor: `fact-${fact}`,
      label: say(language, `eligibility.fact.${fact}`),
      stated: stated.get(fact) ?? '',
      mayMatch: declared !== null,
      seen: seen.get(fact) ?? 0,
      arrived: false,
      mayCompute:
        fact === 'averageTenThousandths' &&
        (declared === null ||
          row?.verdict === 'cannot_tell' ||
          row?.computed === 'mean' ||
          row?.computed === 'weighted'),
      verdict: row?.verdict ?? '',
      word: row ? say(language, `verification.verdict.${row.verdict}`) : '',
      tone: again ? 'again' : row ? tones[row.verdict] : '',
      again: again ? say(language, `verification.again.${again}`) : '',
      ...readIn(row, ground.verdicts, words, language),
    };
  });
}

/** What a verdict says beside its word: the value where it differs, who, when, and from which page. */
function readIn(row: Row | undefined, ledger: readonly Row[], words: Words, language: Language) {
  if (!row) return { read: '', computed: false, by: '', evidence: null, erased: false };
  const differs = row.verdict === 'differs' && row.value !== null;
  const when = `${shortDate(language, row.at)} ${time(language, row.at)}`;
  return {
    read: differs ? valueText(row.fact, row.value as Value, words, language) : '',
    computed: isComputed(row, ledger),
    by: say(language, 'verification.by', { name: row.name || say(language, 'verification.somebody'), when }),
    evidence: evidenceOf(row, language),
    erased: row.purgedAt !== null,
  };
}

/** True of an average that staff computed, and of the scale that was put before it in the same act. */
function isComputed(row: Row, ledger: readonly Row[]): boolean {
  return ledger.some(
    ({ id, computed }) =>
      computed !== null && (id === row.id || (row.fact === 'averageScale' && id === row.id + 1)),
  );
}

/** Where it was read: "Certificate of grades, page 2", and the way there while the document is. */
export function evidenceOf(row: Pick<Row, 'fileId' | 'page' | 'slot' | 'purgedAt'>, language: Language) {
  if (row.fileId === null) return null;
  const name = row.slot === null ? '' : say(language, `applications.slot.${row.slot}`);
  const label = row.page === null ? name : say(language, 'verification.evidence', { name, page: row.page });
  const query = row.purgedAt === null ? `document=${row.fileId}&page=${row.page ?? 1}` : '';
  return { label, query };
}

/** A value the rules read, as a reader's words. */
export function valueText(fact: FactName, value: Value, words: Words, language: Language): string {
  if (fact === 'averageTenThousandths') return averageText(Number(value), language);
  if (fact === 'studyYear' || fact === 'programmeYears') return String(value);
  if (fact === 'institution') return words.get(String(value)) ?? String(value);
  return say(language, `eligibility.value.${fact}.${value}`);
}

type Sections = ReturnType<typeof answersInWords>;

function sectionsOf({ answers }: Ground, words: Words, language: Language): Sections {
  const institutions = [...words].map(([id, name]) => ({ id, name }));
  return answersInWords(answers, institutions, (key, values) => say(language, key, values));
}

function statedWords(answers: Ground['answers'], sections: Sections): Map<FactName, string> {
  const said = new Map(
    sections.flatMap(({ section, rows }) => rows.map((row) => [`${section}.${row.field}`, row.value])),
  );
  const other = String(answers.studies?.body.institutionOther ?? '');
  return new Map(
    factNames.map((fact) => {
      const value = said.get(statedIn[fact].join('.')) ?? '';
      return [fact, fact === 'institution' && other !== '' ? `${value}: ${other}` : value];
    }),
  );
}

/** What staff verified, for the person it is about: each fact, what was read, when and where; nobody's name. */
export function verifiedFor(verdicts: readonly Row[], words: Words, language: Language) {
  const judged = latest(verdicts);
  return factNames.flatMap((fact) => {
    const row = judged.get(fact);
    if (!row) return [];
    const evidence = evidenceOf(row, language);
    return [
      {
        fact: say(language, `eligibility.fact.${fact}`),
        read:
          row.value === null
            ? say(language, 'verification.mine.unclear')
            : valueText(fact, row.value, words, language),
        differs: row.verdict === 'differs',
        computed: isComputed(row, verdicts),
        at: row.at,
        evidence: evidence?.label ?? '',
        erased: row.purgedAt !== null,
      },
    ];
  });
}

/** The page of one fact: what was stated and read, the form, every verdict so far, and the page that lies open. */
export function factPage(
  opened: Opened,
  ledger: readonly (Omit<Row, 'sealedNote'> & { note: string | null })[],
  words: Words,
  language: Language,
  look: Look,
) {
  const { fact, application } = opened;
  const place = look.document === null ? firstPage(opened, look) : look;
  const bench = workbench(opened, words, language, place);
  const row = bench.rows.find((one) => one.fact === fact) as (typeof bench.rows)[number];
  return {
    ...row,
    id: application.id,
    name: opened.name,
    look: bench.look,
    options: optionsOf(fact, words, language),
    verdicts: (['matches', 'differs', 'cannot_tell', 'taken_back'] as const)
      .filter((one) => (one !== 'matches' || row.mayMatch) && (one !== 'taken_back' || row.verdict !== ''))
      .map((value) => ({ value, label: say(language, `verification.verdict.${value}`) })),
    picture: pictureOf(opened, place, language),
    ledger: ledger
      .filter((one) => one.fact === fact)
      .map((one) => ledgerItem(one, words, language))
      .reverse(),
  };
}

/** Where somebody looks who came without a document: at the certificate, else at whatever can be shown. */
function firstPage({ documents }: Opened, look: Look): Look {
  const shown = documents.filter((one) => one.pages !== null);
  const document = shown.find((one) => one.slot === 'grades_certificate') ?? shown[0];
  return document ? { ...look, document: document.id, page: 1 } : look;
}

/** A row of the ledger for the person it is about: which fact, what was read where, and the remark; no name. */
export function verdictText(
  row: Omit<Row, 'id' | 'sealedNote' | 'by' | 'name' | 'computed'> & { note: string | null },
  words: Words,
  language: Language,
) {
  const value = row.value === null ? '' : valueText(row.fact, row.value, words, language);
  return {
    text: say(language, 'verification.ledger.fact', {
      fact: say(language, `eligibility.fact.${row.fact}`),
      verdict: say(language, `verification.ledger.${row.verdict}`, { value }),
    }),
    by: evidenceOf(row, language)?.label ?? '',
    note: row.note,
  };
}

function ledgerItem(
  row: Omit<Row, 'sealedNote'> & { note: string | null },
  words: Words,
  language: Language,
) {
  const value = row.value === null ? '' : valueText(row.fact, row.value, words, language);
  const evidence = evidenceOf(row, language);
  return {
    at: row.at,
    by: row.name || say(language, 'verification.somebody'),
    text: say(language, `verification.ledger.${row.verdict}`, { value }),
    evidence: evidence?.label ?? '',
    erased: row.purgedAt !== null,
    note: row.note,
  };
}

/** The values to choose from; none where the value is typed. */
function optionsOf(fact: FactName, words: Words, language: Language): { value: string; label: string }[] {
  if (fact === 'averageTenThousandths') return [];
  const values: readonly string[] =
    fact === 'institution'
      ? [...[...words.keys()].filter((id) => id !== OTHER_INSTITUTION), OTHER_INSTITUTION]
      : answerValues[fact];
  return values.map((value) => ({ value, label: valueText(fact, value, words, language) }));
}

function pictureOf({ documents }: Opened, look: Look, language: Language) {
  const document = documents.find((one) => one.id === look.document && one.pages !== null);
  if (!document) return null;
  const page = Math.min(Math.max(1, look.page ?? 1), document.pages ?? 1);
  const name = say(language, `applications.slot.${document.slot}`);
  return {
    id: document.id,
    page,
    alt: say(language, 'applications.documents.page', { name, page }),
    label: say(language, 'verification.evidence', { name, page }),
  };
}

/** What htmx puts in the place of a row that was judged: the row, and beside it how far it is and what the rules say. */
export function judgedRow(opened: Opened, words: Words, language: Language, look: Look) {
  const { rows, progress, look: place } = workbench(opened, words, language, look);
  const row = rows.find((one) => one.fact === opened.fact);
  const { trace } = opened;
  return {
    ...row,
    arrived: true,
    id: opened.application.id,
    look: place,
    progress,
    overall: overallWords(trace?.overall ?? null, language),
    trace: trace ? presentTrace(trace, { decimalSeparator: language === 'en' ? '.' : ',' }) : null,
  };
}
