// What an administrator may send about staff and interns, and what invited people send back.
import { z } from 'zod';
import { groupNames, languageCodes } from '../../db/schema/people.js';
import { newPassword } from '../credentials/form.js';
import { choice, choices, email, text } from '../lib/fields.js';

/** Every group but the applicants': one becomes an applicant by applying. */
export const staffGroups = groupNames.filter((group) => group !== 'applicant');

export const InviteForm = z.object({
  name: text({ max: 120, required: true }),
  email: email({ required: true }),
  language: choice(languageCodes, { required: true }),
  groups: choices(staffGroups, { required: true }),
});
export const GroupsForm = z.object({ groups: choices(staffGroups) });
/** `password`: only that is set anew; `all`: the code app and the passkeys too. */
export const LinkForm = z.object({ what: choice(['password', 'all'], { required: true }) });
export const AcceptForm = z.object({ token: text({ max: 100, required: true }), password: newPassword() });
export const SetupForm = z.object({
  token: text({ max: 100, required: true }),
  name: text({ max: 120, required: true }),
  email: email({ required: true }),
  language: choice(languageCodes, { required: true }),
  password: newPassword(),
});
