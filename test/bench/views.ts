// What the bench asks for, as requests: a list, a search, one application, a submission; the composer and a day sheet.
import type { Request } from './load.js';
import type { Draft } from './ready.js';

export const readViews = ['list', 'name', 'letters', 'open', 'composer', 'day'] as const;
export type ReadView = (typeof readViews)[number];

/** Pages of a meeting, which show everything at once: five hundred files, a whole day. */
export const meetingViews: readonly string[] = ['composer', 'day'] satisfies ReadView[];

/** What each is called in the table. */
export const titles: Readonly<Record<ReadView | 'submit', string>> = {
  list: 'list of one state, by average',
  name: 'search, a whole name',
  letters: 'search, two letters',
  open: 'one application',
  composer: 'composer with 500 files',
  day: 'day sheet of interviews',
  submit: 'a student submits',
};

/** Where they are asked: somebody's session, and forms as a page gave them. */
type Asking = { port: number; session: string };

/** The requests of the read views; the search's form is fetched from the page it stands on. */
export async function readRequests(
  asking: Asking,
  known: { name: string; applicationId: number; meeting: { callId: number; sessionId: number } },
): Promise<Record<ReadView, Request>> {
  const list = '/staff/applications?state=in_review&sort=average';
  const { hidden, cookie } = await formOn(asking, list);
  const search = (q: string) => searchFor(asking, cookie, { ...hidden, q });
  const open = `/staff/applications/${known.applicationId}?from=state.submitted~sort.average`;
  return {
    list: { method: 'GET', path: list, headers: { cookie } },
    name: await search(known.name),
    letters: await search('be'),
    open: { method: 'GET', path: open, headers: { cookie } },
    composer: {
      method: 'GET',
      path: `/staff/calls/${known.meeting.callId}/shortlist?size=12`,
      headers: { cookie },
    },
    day: { method: 'GET', path: `/staff/interviews/${known.meeting.sessionId}`, headers: { cookie } },
  };
}

/** The page a posted search leads to: as it is shown, reloaded and gone back to. */
async function searchFor({ port }: Asking, cookie: string, fields: Record<string, string>): Promise<Request> {
  const { path, method, headers, body } = post('/staff/applications', cookie, fields);
  const url = `http://127.0.0.1:${port}${path}`;
  const answer = await fetch(url, { method, headers, body: body as string, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (answer.status !== 303 || !location) throw new Error(`a search answered ${answer.status}`);
  return { method: 'GET', path: location, headers: { cookie } };
}

/** The submission of each draft, its form fetched from its own page. */
export async function submitRequests(port: number, drafts: readonly Draft[]): Promise<Request[]> {
  const requests: Request[] = [];
  for (const { id, token } of drafts) {
    const path = `/my/applications/${id}/check`;
    const { hidden, cookie } = await formOn({ port, session: token }, path);
    requests.push(post(path, cookie, hidden));
  }
  return requests;
}

/** The hidden fields and the cookies of a page with a form. */
export async function formOn({ port, session }: Asking, path: string) {
  const signedIn = `__Host-session=${session}; __Host-language=sq`;
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie: signedIn } });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  const browser = answer.headers.getSetCookie().find((line) => line.startsWith('__Host-browser='));
  const cookie = [signedIn, browser?.split(';')[0]].filter(Boolean).join('; ');
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  return { cookie, hidden: { _token: value('_token'), _key: value('_key') } };
}

/** A posted form. */
export function post(path: string, cookie: string, fields: Record<string, string>): Request {
  return {
    method: 'POST',
    path,
    headers: {
      cookie,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
    body: new URLSearchParams(fields).toString(),
  };
}
