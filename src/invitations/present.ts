// The shortlisted of a call, as the page of inviting lists them.
import { callText } from '../calls/present.js';
import { type Language, say } from '../i18n/index.js';

type Row = {
  id: number;
  reference: string | null;
  name: string;
  email: string | null;
  free: number;
  until: string | null;
};
type Shown = {
  call: { id: number };
  texts: Parameters<typeof callText>[0];
  rows: readonly Row[];
  /** Invited before, and without a time yet. */
  waiting: number;
  /** Times that can be chosen. */
  times: number;
};

/** The page: everybody by name, with what each receives. */
export function invitePage({ call, texts, rows, waiting, times }: Shown, language: Language) {
  const people = waiting + rows.length;
  return {
    id: call.id,
    callTitle: callText(texts, language).text.title,
    options: rows.map(({ id, reference, name, email, free }) => ({
      value: String(id),
      label: say(language, 'invitations.invite.person', { name, reference: reference ?? '' }),
      hint: say(language, email === null ? 'invitations.invite.no_letter' : 'invitations.invite.times', {
        count: free,
      }),
    })),
    stuck: rows.some(({ free }) => free === 0),
    few: people > times ? say(language, 'invitations.invite.few', { times, people }) : null,
    /** The last day on which everybody can still choose. */
    until: rows.flatMap(({ until }) => until ?? []).sort()[0] ?? null,
  };
}
