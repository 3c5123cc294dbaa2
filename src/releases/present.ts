// Decisions as they are read before their release: what will happen, what is wrong, and kind by kind each name with its letter.
import { nameText, stateWords } from '../applications/present.js';
import { callText } from '../calls/present.js';
import { reasonText } from '../decisions/present.js';
import { type DecisionEvent, decisionEvents } from '../decisions/rules.js';
import { dateTime } from '../i18n/format.js';
import { type Language, say } from '../i18n/index.js';
import { htmlTag, wordsOf } from '../mail/present.js';
import type { Block } from '../mail/render.js';
import { factsOf } from '../offers/present.js';
import { bandText } from '../scores/present.js';
import { strandedBy } from './rules.js';
import type { Waiting } from './service.js';

type Row = Waiting['rows'][number];
/** The words of a letter as they are now; null once erased. */
type Body = { text: string; links?: readonly string[] } | null;

/** The whole page; `only` leaves out other kinds. `bodyOf` opens a letter. */
export function releasePage(
  waiting: Waiting,
  language: Language,
  only: DecisionEvent | null,
  bodyOf: (letter: NonNullable<Row['letter']>) => Body,
) {
  const all = kindsOf(waiting.rows, language, null, bodyOf);
  const kinds = only === null ? all : all.filter(({ event }) => event === only);
  const shown = waiting.rows.filter(({ decision }) => only === null || decision.event === only);
  const callWarnings = waiting.calls
    .filter(({ id }) => shown.some(({ application }) => application.callId === id))
    .flatMap((call) => warningsOf(call, language));
  const problems = kinds.flatMap(({ rows }) => rows.filter(({ isWrong }) => isWrong));
  return {
    hidden: waiting.hidden,
    seen: waiting.rows.flatMap(({ letter }) => (letter ? `${letter.id}.${letter.version}` : [])).join(','),
    kinds,
    only,
    several: all.length > 1,
    summary: summaryOf(kinds, language),
    warnings: callWarnings,
    problems,
    isWrong: callWarnings.length + problems.length + waiting.stranded.length > 0,
    mustBeRead:
      callWarnings.length > 0 || kinds.some(({ rows }) => rows.some(({ mustBeRead }) => mustBeRead)),
    undeclared: shown.filter(({ isUndeclared }) => isUndeclared).map(({ name }) => nameText(name, language)),
    stranded: waiting.stranded.map(({ applicationId, event, state, stateAt, name }) => ({
      url: `/staff/applications/${applicationId}`,
      name: nameText(name, language),
      text: say(language, `releases.stranded.${strandedBy(state)}`, {
        kind: say(language, `decisions.kind.${event}`),
        state: stateWords(state, language).label,
        when: dateTime(language, stateAt),
      }),
    })),
  };
}

function kindsOf(
  rows: readonly Row[],
  language: Language,
  only: DecisionEvent | null,
  bodyOf: (letter: NonNullable<Row['letter']>) => Body,
) {
  return decisionEvents
    .filter((event) => only === null || event === only)
    .map((event) => ({
      event,
      heading: say(language, `decisions.kind.${event}`),
      rows: rows
        .filter(({ decision }) => decision.event === event)
        .map((row) => rowOf(row, language, row.letter && bodyOf(row.letter))),
    }))
    .filter(({ rows }) => rows.length > 0)
    .map((kind) => ({
      ...kind,
      count: kind.rows.length,
      names: kind.rows.map(({ name }) => name).join(', '),
    }));
}

function rowOf(row: Row, language: Language, body: Body) {
  const { decision, application, letter, problems, proposer, decider } = row;
  const blocks: Block[] = wordsOf(body)?.blocks ?? [];
  return {
    id: decision.id,
    applicationId: application.id,
    name: nameText(row.name, language),
    reference: application.reference,
    reason: reasonText(decision.reasonCode, language),
    by: proposer
      ? say(language, 'decisions.by_two', { proposer, decider })
      : say(language, 'decisions.by_one', { decider }),
    facts: factsOf(row.said, language),
    note: row.note,
    warnings: problems.map(({ problem }) => say(language, `releases.warning.${problem}`)),
    isWrong: problems.length > 0,
    mustBeRead: problems.some(({ weight }) => weight === 'confirm'),
    letter: letter && { subject: letter.subject, lang: htmlTag(letter.language), blocks },
    isSilent: letter === null && row.email !== null,
  };
}

function warningsOf({ id, texts, over, ties }: Waiting['calls'][number], language: Language) {
  const call = callText(texts, language).text.title;
  const url = `/staff/calls/${id}/deciding`;
  const places = over > 0 ? [{ url, text: say(language, 'releases.warning.places', { call, over }) }] : [];
  const shared = ties.map((tie) => ({
    url: `${url}/tie?file=${tie.file}&interview=${tie.interview}`,
    text: say(language, 'releases.warning.tie', {
      call,
      file: bandText(tie.file, language),
      interview: bandText(tie.interview, language),
      count: tie.ids.length,
    }),
  }));
  return [...places, ...shared];
}

/** "3 decisions: conditions not met 2, offer 1". */
function summaryOf(kinds: readonly { heading: string; count: number }[], language: Language): string {
  const total = kinds.reduce((sum, { count }) => sum + count, 0);
  const parts = kinds.map(({ heading, count }) => say(language, 'decisions.part', { heading, count }));
  return say(language, 'decisions.summary', { total, parts: parts.join(', ') });
}
