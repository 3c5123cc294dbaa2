// Filing a report: one statement is ticked. And the list of questions that a filing answers, kept as it was.
import { z } from 'zod';
import { checkbox } from '../lib/fields.js';
import type { Condition, Question } from '../lib/questions.js';

export const FileForm = z.object({ attested: checkbox({ required: true }) });

/** What is asked, in which order and when; of one that is kept, every word of it too, by key and language. */
export type Questionnaire = {
  sections: readonly string[];
  sectionWhen: Readonly<Record<string, Condition>>;
  questions: Readonly<Record<string, readonly Question[]>>;
  rows: Readonly<Record<string, { section: string; questions: readonly Question[] }>>;
  words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};
