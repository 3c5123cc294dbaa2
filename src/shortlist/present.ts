// The composer and the minutes in words: every step shows the record it separated.
import { callText } from '../calls/present.js';
import { dateTime } from '../i18n/format.js';
import { type Language, languages, say } from '../i18n/index.js';
import { printDecimal } from '../lib/decimal.js';
import { bandText, changesRows, exactText } from '../scores/present.js';
import { type Line, type Move, steps } from './rules.js';
import type { compose, minutesOf } from './service.js';

type Meeting = ReturnType<typeof compose>;
type Minutes = ReturnType<typeof minutesOf>;

/** Beginning of a lot: enough to see which is smaller. */
const LOT_SHOWN = 8;

/** The model of the composer's page. */
export function composer(meeting: Meeting, language: Language) {
  const { call, lock, seed, lines, waiting, size, now, change, rules } = meeting;
  const isRevealed = lock?.revealedAt != null;
  const nameOf = (id: number) => labelOf(meeting, id, language);
  const why = (move: Move) => ({ ...nameOf(move.id), by: stepText(move.by, language) });
  const named = ({ reference, name }: ReturnType<typeof nameOf>) =>
    name ? `${reference} (${name})` : reference;
  const entering = new Set(change.enters.map(({ id }) => id));
  const leaving = new Set(change.leaves.map(({ id }) => id));
  const words = wordsOf(language);
  return {
    id: call.id,
    callTitle: callText(meeting.texts, language).text.title,
    isLocked: lock !== undefined,
    isRevealed,
    again: seed ? againText(seed.seed, language) : '',
    drawnAt: seed?.drawnAt ?? null,
    steps: stepsIn(rules, language),
    encouragement: rules.encouragement,
    size,
    more: Math.min(size + 1, lines.length),
    fewer: Math.max(size - 1, 0),
    total: lines.length,
    now: now.size,
    // Five hundred rows: what each says is looked up once, not once a row.
    inside: lines.slice(0, size).map((line, at) => rowOf(meeting, line, at + 1, entering, leaving, words)),
    outside: lines
      .slice(size)
      .map((line, at) => rowOf(meeting, line, size + at + 1, entering, leaving, words)),
    border: change.border ? stepText(change.border, language) : '',
    isTied: change.isTied,
    byLot: change.border === 'lot',
    enters: change.enters.map(why),
    leaves: change.leaves.map(why),
    next: change.next ? named(nameOf(change.next.id)) : null,
    last: change.last ? named(nameOf(change.last.id)) : null,
    hasChanges: change.enters.length + change.leaves.length > 0,
    mayApply: isRevealed && seed !== undefined,
    order: meeting.order,
    waiting: waiting.map(({ id, standing }) => ({
      ...nameOf(id),
      standing: say(language, `scores.standing.${standing}`),
    })),
    last_applied: meeting.last
      ? say(language, 'shortlist.last', {
          when: dateTime(language, meeting.last.shortlist.appliedAt),
          by: meeting.last.by,
          size: meeting.last.shortlist.size,
        })
      : '',
  };
}

/** How anybody draws the lot again, with a command that can be copied. */
function againText(seed: string, language: Language): string {
  const command = `printf '%s' '${seed}:HLC-0000-0000' | sha256sum`;
  return say(language, 'shortlist.again', { seed, method: 'SHA-256', command });
}

/** How a file is called: by name once names are known; not at all to whoever is in conflict with it. */
function labelOf({ files, lock }: Meeting, id: number, language: Language) {
  const file = files.get(id);
  if (!file || file.isFree === 0)
    return { reference: say(language, 'shortlist.kept_from'), name: '', url: '' };
  const name = lock?.revealedAt != null ? file.name : '';
  return { reference: file.reference ?? '', name, url: `/staff/applications/${id}` };
}

function wordsOf(language: Language) {
  return {
    kept: say(language, 'shortlist.kept_from'),
    yes: say(language, 'shortlist.yes'),
    no: say(language, 'shortlist.no'),
    enters: say(language, 'shortlist.enters'),
    leaves: say(language, 'shortlist.leaves'),
    tie: say(language, 'shortlist.step.tie'),
    steps: new Map<string, string>(steps.map((step) => [step, say(language, `shortlist.step.${step}`)])),
    bands: Array.from({ length: 9 }, (_one, halves) => bandText(halves, language)),
    language,
  };
}

function rowOf(
  { files, lock }: Meeting,
  line: Line,
  place: number,
  entering: ReadonlySet<number>,
  leaving: ReadonlySet<number>,
  words: ReturnType<typeof wordsOf>,
) {
  const file = files.get(line.id);
  const isFree = file?.isFree === 1;
  const shown = (text: string) => (isFree ? text : '');
  return {
    place,
    reference: isFree ? (file?.reference ?? '') : words.kept,
    name: isFree && lock?.revealedAt != null ? (file?.name ?? '') : '',
    url: isFree ? `/staff/applications/${line.id}` : '',
    priority: shown(line.priority ? words.yes : words.no),
    band: shown(words.bands[line.band] ?? ''),
    mean: shown(exactText(line.mean, words.language)),
    n: isFree ? line.n : '',
    advantage: shown(line.advantage ? words.yes : words.no),
    encouraged: shown(line.encouraged ? words.yes : words.no),
    lot: shown(line.lot.slice(0, LOT_SHOWN)),
    separated: place === 1 ? '' : line.separatedBy ? (words.steps.get(line.separatedBy) ?? '') : words.tie,
    isByLot: line.separatedBy === 'lot',
    change: entering.has(line.id) ? words.enters : leaving.has(line.id) ? words.leaves : '',
    tone: entering.has(line.id) ? 'good' : 'bad',
  };
}

/** The published steps of a call, in their order. */
function stepsIn({ encouragement }: { encouragement: boolean }, language: Language): string[] {
  return steps
    .filter((step) => step !== 'encouraged' || encouragement)
    .map((step) => say(language, `shortlist.rule.${step}`));
}

function stepText(step: string | null, language: Language): string {
  return say(language, `shortlist.step.${step ?? 'tie'}`);
}

/** The minutes as a paper: what was decided, on what order, and everything that was broken in the open. */
export function minutes(found: Minutes, language: Language) {
  const { call, rules, shortlist, by, seed, lock, names, recusals } = found;
  const t = (key: string, values?: Record<string, string | number>) =>
    say(language, `shortlist.minutes.${key}`, values);
  const name = (id: number) => {
    const row = names.get(id);
    return row ? `${row.reference ?? ''}, ${row.name}` : say(language, 'shortlist.kept_from');
  };
  const list = (ids: readonly number[]) => (ids.length === 0 ? [t('nobody')] : ids.map(name));
  const words = wordsOf(language);
  const table = (lines: readonly Line[], from: number) => ({
    columns: ['place', 'file', 'priority', 'band', 'mean', 'advantage', 'encouraged', 'lot', 'separated'].map(
      (column) => say(language, `shortlist.column.${column}`),
    ),
    rows: lines.map((line, at) => [
      String(from + at),
      name(line.id),
      line.priority ? words.yes : words.no,
      words.bands[line.band] ?? '',
      t('mean', { mean: exactText(line.mean, language), n: line.n }),
      line.advantage ? words.yes : words.no,
      line.encouraged ? words.yes : words.no,
      line.lot.slice(0, LOT_SHOWN),
      from + at === 1 ? '' : line.separatedBy ? (words.steps.get(line.separatedBy) ?? '') : words.tie,
    ]),
  });
  const changes = changesRows(found.changes, language);
  const title = callText(found.texts, language).text.title;
  return {
    title: t('title'),
    subtitle: title,
    language: languages.find(({ code }) => code === language)?.html ?? 'en',
    blocks: [
      { text: t('decided', { when: dateTime(language, shortlist.appliedAt), by, size: shortlist.size }) },
      {
        text: lock
          ? t('locked', {
              locked: dateTime(language, lock.lockedAt),
              revealed: dateTime(language, lock.revealedAt ?? lock.lockedAt),
            })
          : '',
      },
      { text: t('recusals', recusals) },
      { heading: t('order') },
      { text: t('order_intro') },
      {
        list: stepsIn(rules, language),
      },
      { text: seed ? againText(seed.seed, language) : '' },
      { heading: t('shortlisted', { count: shortlist.size }) },
      { table: table(shortlist.lines.slice(0, shortlist.size), 1) },
      { heading: t('others', { count: shortlist.lines.length - shortlist.size }) },
      { table: table(shortlist.lines.slice(shortlist.size), shortlist.size + 1) },
      { heading: t('entered') },
      { list: list(shortlist.entered) },
      { heading: t('left') },
      { list: list(shortlist.left) },
      { heading: say(language, 'scores.changes.title') },
      {
        list:
          changes.length === 0
            ? [say(language, 'scores.changes.none')]
            : changes.map((change) =>
                t(change.afterReveal ? 'change_after' : 'change', {
                  reference: change.reference,
                  reader: change.reader,
                  when: dateTime(language, change.at),
                  text: change.text,
                }),
              ),
      },
    ],
    footer: t('footer', { call: title, threshold: printDecimal(call.settings.thirdReaderSpread * 10_000) }),
  };
}
