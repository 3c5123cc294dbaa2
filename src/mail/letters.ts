// THE table of letters: what each needs to be written, who it is for, when it may leave, and a sample of it.
import { z } from 'zod';

export type LetterRule = {
  /** `now` leaves by itself; `draft` waits until somebody releases it. */
  mode: 'now' | 'draft';
  kind: 'notice' | 'decision';
  audience: 'applicant' | 'staff' | 'anyone';
  /** True when the body holds a sign-in link: it is erased as soon as it was sent. */
  secret: boolean;
  data: z.ZodType<Record<string, unknown>>;
  sample: Record<string, unknown>;
};

const rule = <T extends z.ZodType<Record<string, unknown>>>(
  data: T,
  sample: z.input<T> & Record<string, unknown>,
  more: Partial<Omit<LetterRule, 'data' | 'sample'>> = {},
): LetterRule => ({ mode: 'now', kind: 'notice', audience: 'applicant', secret: false, ...more, data, sample });

/** One line a letter. Its words are in views/letters/<letter>/{sq,sr,en}.hbs. */
export const letterRules = {
  'sign-in-link': rule(
    z.object({ link: z.string(), minutes: z.number() }),
    { link: 'https://apply.example.org/sign-in/link?token=sample', minutes: 30 },
    { audience: 'anyone', secret: true },
  ),
} as const satisfies Record<string, LetterRule>;

export type LetterName = keyof typeof letterRules;
