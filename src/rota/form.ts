// What staff and interns send about who goes where.
import { z } from 'zod';
import { releaseReasons } from '../../db/schema/rota.js';
import { choice, chosenId, isoDate } from '../lib/fields.js';

export const AssignForm = z.object({ person: chosenId() });
export const ReleaseForm = z.object({ reason: choice(releaseReasons, { required: true }) });

/** Fields "hearing-12" with the person to go there; blank: nobody yet. */
const chosen = z
  .unknown()
  .optional()
  .transform((raw) => Object(raw) as Record<string, unknown>)
  .transform((typed) =>
    Object.entries(typed).flatMap(([name, value]) => {
      const [, hearing] = /^hearing-(\d{1,9})$/.exec(name) ?? [];
      const person = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : null;
      return hearing && person ? [{ hearingId: Number(hearing), personId: person }] : [];
    }),
  );
export const ProposalForm = chosen;

export const RemoveForm = z.object({});

export const AbsenceForm = z
  .object({ fromOn: isoDate({ required: true }), untilOn: isoDate({ required: true }) })
  .refine(({ fromOn, untilOn }) => !(fromOn > untilOn), {
    path: ['untilOn'],
    error: 'rota.problem.days',
    when: () => true,
  });
