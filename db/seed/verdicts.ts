// What the demonstration's coordinator read in the invented certificates: matching, differing, not to be read.
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import * as averages from '../../src/averages/service.js';
import type { Ctx } from '../../src/context.js';
import { documentsOf } from '../../src/documents/queries.js';
import * as notes from '../../src/notes/service.js';
import * as verification from '../../src/verification/service.js';
import { factNames } from '../schema/verification.js';
import type { SampleState } from './cast.js';

type Said = { verdict: 'matches' | 'differs' | 'cannot_tell'; value?: string; note?: string };

/** What the certificate of every sample says, in the order of the workbench. */
const shown = factNames.slice(0, 9);
/** In any other state somebody has verified them before. */
const early: readonly SampleState[] = ['draft', 'not_submitted', 'submitted', 'info_requested', 'withdrawn'];

/** Those among the new ones that somebody began to check, with how many facts, and what was not as stated. */
const begun: Readonly<Record<string, { upTo: number; but?: Partial<Record<(typeof shown)[number], Said>> }>> =
  {
    'Nenad Primerović': { upTo: 7 },
    'Jovana Ogledić': { upTo: 9 },
    'Elira Provaj': { upTo: 9 },
    'Fitore Vargu': { upTo: 5 },
    'Shpresa Tryeza': {
      upTo: 9,
      but: {
        averageTenThousandths: {
          verdict: 'differs',
          value: '7,85',
          note: 'Në certifikatë qartë 7,85; në formular 8,15.',
        },
      },
    },
    'Kujtim Dosja': {
      upTo: 9,
      but: {
        averageTenThousandths: {
          verdict: 'cannot_tell',
          note: 'Fotografia është e turbullt te rreshti i fundit.',
        },
        criminalLaw: { verdict: 'cannot_tell' },
        criminalProcedure: { verdict: 'cannot_tell' },
      },
    },
  };

/** Judges the facts of one sample as its coordinator would. Runs in the caller's transaction. */
export function judgeSample(
  ctx: Ctx,
  coordinatorId: number,
  sample: { id: number; name: string; state: SampleState },
): void {
  const dafina: Actor = { ...SYSTEM, personId: coordinatorId, groups: ['coordinator'], language: 'sq' };
  const plan = begun[sample.name] ?? (early.includes(sample.state) ? undefined : { upTo: shown.length });
  const document = documentsOf(ctx.db, sample.id)[0]?.id ?? null;
  if (!plan) return;
  for (const fact of shown.slice(0, plan.upTo)) {
    const said = plan.but?.[fact] ?? { verdict: 'matches' };
    verification.judge(ctx, dafina, {
      id: sample.id,
      fact,
      value: null,
      note: null,
      ...said,
      document,
      page: 1,
      seen: 0,
    });
  }
  // A certificate without an average: the coordinator computed it from the exams it lists.
  if (sample.name === 'Fitore Vargu') {
    averages.compute(ctx, dafina, {
      id: sample.id,
      method: 'mean',
      worst: 50_000,
      best: 100_000,
      exams:
        'E Drejta Kushtetuese; 10\nE Drejta Penale; 9\nE Drejta e Procedurës Penale; 9\nE Drejta Ndërkombëtare; 9',
      note: null,
      document,
      page: 1,
      seenAverage: 0,
      seenScale: 0,
    });
  }
  if (sample.name !== 'Shpresa Tryeza') return;
  const note = '@Luan Shembulli, mesatarja në certifikatë nuk është ajo e formularit. A ta pyesim studenten?';
  notes.write(ctx, dafina, { id: sample.id, note });
}
