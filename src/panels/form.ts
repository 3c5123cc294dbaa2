// Who leaves a panel and who is proposed; what the person proposed says of everybody who has a time there.
import { z } from 'zod';
import { DeclareForm } from '../conflicts/form.js';
import { integer } from '../lib/fields.js';

const person = () => integer({ required: true, min: 1 });

export const ProposeForm = z.object({ out: person(), in: person() });

/** `kind_<application>` and `note_<application>` for each who has a time: checked one by one with `DeclareForm`. */
export const AnswerForm = z.looseObject({});

/** What was said of one application. The issues name the fields of that one. */
export function saidOf(typed: Record<string, unknown>, applicationId: number) {
  const parsed = DeclareForm.safeParse({
    kind: typed[`kind_${applicationId}`] ?? '',
    note: typed[`note_${applicationId}`] ?? '',
  });
  if (parsed.success) return { said: parsed.data, missing: [] };
  return { said: null, missing: parsed.error.issues.map(({ path }) => String(path[0])) };
}
