// Letters as staff see them: rows, states and problems in words, and the text as it is read.

import type { Action } from '../access/policy.js';
import { dateTime, shortDate, time } from '../i18n/format.js';
import { isTextKey, type Language, languages, say } from '../i18n/index.js';
import type { LetterState, letterById, listLetters } from './queries.js';
import { type Block, blocksOf } from './render.js';
import type { Deed } from './states.js';

/** The tabs of the list, and the states each shows. */
export const tabs = {
  open: ['failed', 'draft', 'queued', 'sending'],
  failed: ['failed'],
  draft: ['draft'],
  waiting: ['queued', 'sending'],
  sent: ['sent'],
  dropped: ['dropped'],
} as const satisfies Record<string, readonly LetterState[]>;

export type Tab = keyof typeof tabs;

/** True for the name of a tab. */
export function isTab(value: unknown): value is Tab {
  return typeof value === 'string' && Object.hasOwn(tabs, value);
}

const tones: Record<LetterState, string> = {
  draft: 'wait',
  queued: 'active',
  sending: 'active',
  sent: 'good',
  failed: 'bad',
  dropped: 'plain',
};

type Row = Pick<
  ReturnType<typeof listLetters>[number],
  | 'id'
  | 'letter'
  | 'subject'
  | 'language'
  | 'recipient'
  | 'name'
  | 'state'
  | 'lastProblem'
  | 'attempts'
  | 'editedBy'
  | 'sentAt'
  | 'nextAttemptAt'
  | 'createdAt'
>;

/** Who may do a deed: changing words is one right, letting letters go or not is another. */
export function actionOf(deed: Deed): Action {
  return deed === 'edit' || deed === 'rerender' ? 'letter.edit' : 'letter.release';
}

/** What a kind of letter is called; one that has no name yet is shown by its own. */
export function nameOf(language: Language, letter: string): string {
  const key = `mail.letter.${letter}`;
  return isTextKey(key) ? say(language, key) : letter;
}

/** A state in a word with its colour. */
export function stateOf(language: Language, state: LetterState) {
  return { label: say(language, `mail.state.${state}`), tone: tones[state] };
}

/** What went wrong, as a sentence; null when nothing did. */
export function problemOf(language: Language, problem: string | null): string | null {
  if (!problem) return null;
  const [code = '', status = ''] = problem.split(':');
  const sentence = say(language, `mail.problem.${code}`);
  return status ? say(language, 'mail.problem.with_code', { sentence, status }) : sentence;
}

/** One line of the list. */
export function rowOf(language: Language, row: Row) {
  return {
    id: row.id,
    subject: row.subject,
    lang: htmlTag(row.language),
    recipient: row.recipient,
    name: row.name,
    state: stateOf(language, row.state),
    problem: problemOf(language, row.lastProblem),
    attempts: row.attempts,
    when: whenOf(language, row, briefly),
    isEdited: row.editedBy !== null,
  };
}

/** The head of one letter's page. */
export function headOf(language: Language, letter: NonNullable<ReturnType<typeof letterById>>) {
  return {
    id: letter.id,
    kind: nameOf(language, letter.letter),
    subject: letter.subject,
    lang: htmlTag(letter.language),
    languageName: languages.find(({ code }) => code === letter.language)?.name ?? '',
    recipient: letter.recipient ?? '',
    name: letter.name ?? '',
    state: stateOf(language, letter.state),
    isLost: letter.state === 'failed',
    problem: problemOf(language, letter.lastProblem),
    attempts: letter.attempts,
    when: whenOf(language, letter),
    attachments: letter.attachments.map(({ kind }) => attachmentOf(language, kind)),
    edited:
      letter.editedAt === null
        ? null
        : { by: letter.editor ?? say(language, 'mail.edit.somebody'), at: letter.editedAt },
  };
}

/** The one time that matters in this state, as `print` writes it. */
export function whenOf(
  language: Language,
  row: Pick<Row, 'state' | 'sentAt' | 'nextAttemptAt' | 'createdAt'>,
  print: (language: Language, instant: number) => string = dateTime,
): string {
  if (row.sentAt !== null) return print(language, row.sentAt);
  if (row.state === 'queued')
    return say(language, 'mail.list.next', { when: print(language, row.nextAttemptAt) });
  return print(language, row.createdAt);
}

/** "05.11.2026 14:02", for lists. */
function briefly(language: Language, instant: number): string {
  return `${shortDate(language, instant)} ${time(language, instant)}`;
}

/** The words of a letter, in blocks as its reader sees them and as plain text; null when they were erased. */
export function wordsOf(
  body: { text: string; links?: readonly string[] } | null,
): { blocks: Block[]; text: string } | null {
  return body && { blocks: blocksOf(body.text, body.links), text: body.text };
}

/** What is attached, in words. */
export function attachmentOf(language: Language, kind: string): string {
  const key = `mail.attachment.${kind}`;
  return say(language, isTextKey(key) ? key : 'mail.attachment.other');
}

/** The BCP 47 tag for `lang`. */
export function htmlTag(language: Language): string {
  return languages.find((one) => one.code === language)?.html ?? 'en';
}
