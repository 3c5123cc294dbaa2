// Applications put straight into the tables, for lists that need many of them in states no page leads to yet.
import { applications } from '../../db/schema/applications.js';
import { indexForSearch } from '../../src/applications/queries.js';
import { decided } from '../../src/applications/states.js';
import * as people from '../../src/people/queries.js';
import type { Answer, Browser, World } from '../support/world.js';

type Row = Partial<typeof applications.$inferInsert> & { name: string; email?: string };

const isDecided = (state: Row['state']) => (decided as readonly (string | undefined)[]).includes(state);

/** One application by a new person; sent unless its state says otherwise. Answers with its id. */
export function addRow(world: World, callId: number, { name, email, ...row }: Row): number {
  const { db } = world.ctx;
  const now = world.clock.now();
  const number = Number(db.$client.prepare('select count(*) from people').pluck().get()) + 1;
  const address = email ?? `person.${number}@example.org`;
  const personId = people.insertPerson(db, { name, email: address, language: 'sq', createdAt: now });
  const isSent = row.state !== 'draft' && row.state !== 'not_submitted';
  const sent = {
    reference: `HLC-2026-${String(number).padStart(4, '0')}`,
    referenceYear: 2026,
    referenceNumber: number,
    submittedAt: now + number,
  };
  const id = db
    .insert(applications)
    .values({
      callId,
      personId,
      state: 'submitted',
      stateAt: now,
      language: 'sq',
      createdAt: now,
      ...(isSent ? sent : {}),
      ...(isDecided(row.state) ? { decidedBy: personId, reasonCode: 'sample' } : {}),
      ...row,
    })
    .returning({ id: applications.id })
    .get().id;
  if (isSent) indexForSearch(db, id);
  return id;
}

/** The names in the list on a page, in order. */
export function namesOn(html: string): string[] {
  return [...html.matchAll(/data-open>([^<]*)<\/a>/g)].map((match) => decode(match[1] ?? ''));
}

function decode(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#x3D;', '=')
    .replaceAll('&#x27;', "'")
    .replaceAll('&amp;', '&');
}

/** What the search form on a page sends by itself: its hidden fields, also those that stand outside it. */
export function searchFields(html: string): Record<string, string> {
  const form = /<form[^>]*id="search"[\s\S]*?<\/form>/.exec(html)?.[0] ?? '';
  const outside = [...html.matchAll(/<input type="hidden" form="search"[^>]*>/g)]
    .map(([input]) => input)
    .join('');
  const inputs = (form + outside).matchAll(/<input type="hidden"[^>]*name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name, value]) => [name ?? '', decode(value ?? '')]));
}

/** Searches as somebody without JavaScript does, from the list at `query`, and goes where that leads. */
export async function search(browser: Browser, fields: Record<string, string>, query = ''): Promise<Answer> {
  const page = await browser.get(`/staff/applications${query}`);
  return follow(browser, { ...searchFields(page.text), ...fields });
}

/** Posts a search; answers with the page it leads to, or with what was said instead. */
export async function follow(browser: Browser, fields: Record<string, string>): Promise<Answer> {
  const answer = await browser.post('/staff/applications', fields);
  if (answer.status !== 303) return answer;
  return { ...(await browser.get(answer.location ?? '')), location: answer.location };
}

/** The sealed search in a page's own links. */
export function sealedIn(html: string): string {
  return /[?&]search(?:&#x3D;|=)([\w-]+)/.exec(html)?.[1] ?? '';
}
