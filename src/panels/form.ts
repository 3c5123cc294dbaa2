// Who leaves a panel and who is proposed; what the person proposed says of everybody who has a time there.
import { z } from 'zod';
import { refusalReasons } from '../../db/schema/panels.js';
import { DeclareForm } from '../conflicts/form.js';
import { checkbox, choice, integer } from '../lib/fields.js';

const person = () => integer({ required: true, min: 1 });

export const ProposeForm = z.object({ out: person(), in: person() });

/**
 * `kind_<application>` and `note_<application>` for each who has a time: checked one by one with `DeclareForm`. With
 * `cannot` nothing of that is asked: they cannot come, and may say why.
 */
export const AnswerForm = z.looseObject({ cannot: checkbox(), reason: choice(refusalReasons) });

/** What was said of one application. The issues name the fields of that one. */
export function saidOf(typed: Record<string, unknown>, applicationId: number) {
  const parsed = DeclareForm.safeParse({
    kind: typed[`kind_${applicationId}`] ?? '',
    note: typed[`note_${applicationId}`] ?? '',
  });
  if (parsed.success) return { said: parsed.data, missing: [] };
  return { said: null, missing: parsed.error.issues.map(({ path }) => String(path[0])) };
}
