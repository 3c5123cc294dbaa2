// What staff and interns may send when proving who they are, and when changing how.
import { z } from 'zod';
import { checkbox, email, text } from '../lib/fields.js';

/** A password as typed: nothing is trimmed; NFC, so that two keyboards make the same one. */
function secret(
  check: (password: string) => { message: string; params?: Record<string, number> } | undefined,
) {
  return z
    .unknown()
    .optional()
    .transform((raw, ctx): string => {
      const password = typeof raw === 'string' ? raw.normalize('NFC') : '';
      const problem = password === '' ? { message: 'form.required' } : check(password);
      if (!problem) return password;
      ctx.addIssue({ code: 'custom', ...problem });
      return z.NEVER;
    });
}

/** A password to be compared; one longer than we take is simply wrong. */
const presentPassword = () => secret(() => undefined);

/** A password to be set: at least 12 letters, at most 128 bytes. */
export const newPassword = () =>
  secret((password) => {
    if ([...password].length < 12) return { message: 'form.too_short', params: { min: 12 } };
    return Buffer.byteLength(password) > 128 ? { message: 'credentials.password.too_long' } : undefined;
  });

export const StaffSignInForm = z.object({
  email: email({ required: true }),
  password: presentPassword(),
  next: text({ max: 300 }),
});
export const CodeForm = z.object({ code: text({ max: 40, required: true }), next: text({ max: 300 }) });
export const AppForm = z.object({
  sealed: text({ max: 1000, required: true }),
  code: text({ max: 20, required: true }),
});
export const ReplaceAppForm = AppForm.extend({ password: presentPassword() });
export const PasswordForm = z.object({ present: presentPassword(), password: newPassword() });
export const CodesForm = z.object({
  sealed: text({ max: 2000, required: true }),
  kept: checkbox({ required: true }),
  password: z.string().optional(),
});
