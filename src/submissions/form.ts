// What an applicant says when sending: the optional community question, and the yes to what staff typed for them.
import { z } from 'zod';
import { communities } from '../../db/schema/submissions.js';
import { DeclarationsForm } from '../answers/form.js';
import { checkbox, choice } from '../lib/fields.js';

export const CommunityForm = z.object({ community: choice(communities), share: checkbox() });

/** Who confirms what staff entered declares what everybody else declares before sending. */
export const ConfirmForm = DeclarationsForm;
