// Types reports over HTTP as a browser does, while the server is killed with -9, the session ends or the connection is
// cut at random moments; then looks whether every field that was acknowledged is there.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { sessions } from '../../db/schema/sessions.js';
import { type Actor, SYSTEM } from '../../src/access/actor.js';
import { demoConfig } from '../../src/config.js';
import type { Ctx } from '../../src/context.js';
import { firstBrokenLink } from '../../src/history/queries.js';
import { addDays, localDate } from '../../src/lib/time.js';
import { newToken } from '../../src/lib/token.js';
import { insertMembership } from '../../src/people/queries.js';
import { personFor } from '../../src/people/service.js';
import * as reports from '../../src/reports/service.js';
import * as rota from '../../src/rota/service.js';
import { open } from '../../src/server.js';
import { insertSession } from '../../src/sessions/queries.js';
import { coordinator, makeCase } from '../support/cases.js';
import { makeHearing, makeIntern } from '../support/hearings.js';
import { freePort } from '../support/port.js';
import { generator, start } from './process.js';

/** Saves of one round take about so long together: moments fall before, during and after their commits. */
const LONGEST_WAIT = 120;
const blows = ['killed', 'signed out', 'cut'] as const;

export type Outcome = {
  rounds: number;
  /** Saves of a section that were answered. */
  acknowledged: number;
  /** Saves without an answer, sent again as they were. */
  repeated: number;
  /** Fields acknowledged and not there, or there as something nobody sent: must be 0. */
  lost: number;
  /** A save in conflict with itself, or refused for good: must be 0. */
  stuck: number;
  integrity: string;
};

type Fields = Record<string, string>;
type Sent = { section: string; fields: Fields };
type Client = {
  port: number;
  id: number;
  personId: number;
  token: string;
  browser: string;
  formToken: string;
};

/** Goes so many rounds, each with a blow. The randomness is seeded, so that a bad run can be repeated. */
export async function killReports(rounds: number, seed = 1): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-kill-'));
  const config = demoConfig(folder, await freePort(), { logLevel: 'silent' });
  const outcome: Outcome = { rounds, acknowledged: 0, repeated: 0, lost: 0, stuck: 0, integrity: '' };
  const random = generator(seed);
  try {
    const client = await prepare(config);
    let server = await start(folder, config.port);
    await readForms(client);
    const acknowledged = new Map<string, Fields>();
    const versions = new Map<string, string>();
    for (let round = 0; round < rounds; round += 1) {
      const blow = blows[round % blows.length];
      const typed = typedIn(round);
      const abort = new AbortController();
      const answers = typed.map((sent) => save(client, sent, versions, abort.signal));
      await new Promise((done) => setTimeout(done, random() * LONGEST_WAIT));
      if (blow === 'killed') {
        server.kill('SIGKILL');
        await once(server, 'exit');
      } else if (blow === 'signed out') endSession(config, client);
      else abort.abort();
      const kept = await Promise.all(answers);
      typed.forEach(({ section, fields }, at) => {
        if (kept[at] === 'kept') acknowledged.set(section, fields);
      });
      outcome.acknowledged += kept.filter((one) => one === 'kept').length;
      outcome.lost += countLost(config, client, acknowledged, typed);
      if (blow === 'killed') server = await start(folder, config.port);
      if (blow === 'signed out') beginSession(config, client);
      for (const [at, sent] of typed.entries()) {
        if (kept[at] === 'kept') continue;
        outcome.repeated += 1;
        if ((await save(client, sent, versions)) !== 'kept') outcome.stuck += 1;
        acknowledged.set(sent.section, sent.fields);
      }
      outcome.lost += countLost(config, client, acknowledged, []);
    }
    server.kill('SIGKILL');
    await once(server, 'exit');
    outcome.integrity = integrityOf(config);
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is typed in a round: each field with words of its own. */
function typedIn(round: number): Sent[] {
  const minute = String(round % 60).padStart(2, '0');
  return [
    {
      section: 'outcome',
      fields: { outcome: 'held_productive', coverage: 'full', mode: 'in_person', courtroom: `Hall ${round}` },
    },
    { section: 'times', fields: { startedAt: `09:${minute}`, endedAt: `11:${minute}` } },
    {
      section: 'summary',
      fields: {
        facts: `The panel heard ${round}.`,
        observations: `Seen ${round}.`,
        followUp: `Ask ${round}.`,
      },
    },
    {
      section: 'next',
      fields: { nextKind: 'date', nextOn: '2030-01-15', nextTime: `10:${minute}`, nextRoom: `Room ${round}` },
    },
  ];
}

async function prepare(config: ReturnType<typeof demoConfig>): Promise<Client> {
  const ctx = open(config);
  const now = ctx.clock.now();
  const staff = personFor(ctx, 'dafina@example.org', 'en', 'Dafina Sample');
  const personId = personFor(ctx, 'ivana@example.org', 'en', 'Ivana Sample');
  insertMembership(ctx.db, { personId: staff, group: 'coordinator', since: now });
  insertMembership(ctx.db, { personId, group: 'intern', since: now });
  const today = localDate(now);
  const days = { startsOn: addDays(today, -30), endsOn: addDays(today, 120) };
  makeIntern({ ctx }, personId, staff, days);
  const hearingId = makeHearing({ ctx }, makeCase({ ctx }), { scheduledOn: today });
  rota.assign(ctx, coordinator, { hearingId, personId });
  const id = reports.begin(ctx, actorOf(personId), hearingId);
  ctx.db.$client.close();
  const client = { port: config.port, id, personId, token: '', browser: '', formToken: '' };
  beginSession(config, client);
  return client;
}

const actorOf = (personId: number): Actor => ({ ...SYSTEM, personId, groups: ['intern'] });

function beginSession(config: ReturnType<typeof demoConfig>, client: Client): void {
  inside(config, ({ db, clock }) => {
    const { token, tokenHash } = newToken();
    const times = { createdAt: clock.now(), lastSeenAt: clock.now(), expiresAt: clock.now() + 86_400_000 };
    insertSession(db, {
      tokenHash,
      personId: client.personId,
      assurance: 'full',
      remembered: false,
      ...times,
    });
    client.token = token;
  });
}

function endSession(config: ReturnType<typeof demoConfig>, client: Client): void {
  inside(config, ({ db }) => db.delete(sessions).where(eq(sessions.personId, client.personId)).run());
}

function inside<Answer>(
  config: ReturnType<typeof demoConfig>,
  what: (ctx: ReturnType<typeof open>) => Answer,
): Answer {
  const ctx = open(config);
  try {
    return what(ctx);
  } finally {
    ctx.db.$client.close();
  }
}

/** How many acknowledged fields say neither what was acknowledged nor what is on its way. */
function countLost(
  config: ReturnType<typeof demoConfig>,
  client: Client,
  acknowledged: ReadonlyMap<string, Fields>,
  underway: readonly Sent[],
): number {
  const { answers } = inside(config, (ctx: Ctx) =>
    reports.opened(ctx, actorOf(client.personId), 'report.write', client.id),
  );
  let lost = 0;
  for (const [section, fields] of acknowledged) {
    const also = underway.find((sent) => sent.section === section)?.fields ?? {};
    for (const [name, value] of Object.entries(fields))
      if (answers[name] !== value && answers[name] !== also[name]) lost += 1;
  }
  return lost;
}

async function readForms(client: Client): Promise<void> {
  const page = await fetch(`http://localhost:${client.port}/my/reports/${client.id}`, {
    headers: { cookie: `__Host-session=${client.token}` },
  });
  client.browser = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  client.formToken = /name="_token" value="([^"]*)"/.exec(await page.text())?.[1] ?? '';
}

type Kept = 'kept' | 'refused' | 'unanswered';

/** Saves a section; once it is cut off nothing is waited for, as fetch does not always tell that a body was cut. */
async function save(
  client: Client,
  sent: Sent,
  versions: Map<string, string>,
  signal?: AbortSignal,
): Promise<Kept> {
  const answered = send(client, sent, versions, signal);
  if (!signal) return answered;
  const cut = once(signal, 'abort').then((): Kept => 'unanswered');
  return Promise.race([answered, cut]);
}

/** Sends it as report.js does: the version it knows, and the answer's version from then on. */
async function send(
  { port, id, token, browser, formToken }: Client,
  { section, fields }: Sent,
  versions: Map<string, string>,
  signal?: AbortSignal,
): Promise<Kept> {
  try {
    const answer = await fetch(`http://localhost:${port}/my/reports/${id}/${section}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        cookie: `__Host-session=${token}; ${browser}`,
        'content-type': 'application/x-www-form-urlencoded',
        origin: `http://localhost:${port}`,
        'sec-fetch-site': 'same-origin',
        'hx-request': 'true',
      },
      body: new URLSearchParams({ _token: formToken, version: versions.get(section) ?? '0', ...fields }),
      ...(signal ? { signal } : {}),
    });
    const version = /name="version" value="(\d+)"/.exec(await answer.text())?.[1];
    if (answer.status !== 200 || version === undefined) return 'refused';
    versions.set(section, version);
    return 'kept';
  } catch {
    return 'unanswered';
  }
}

function integrityOf(config: ReturnType<typeof demoConfig>): string {
  return inside(config, ({ db }) =>
    [
      String(db.$client.pragma('integrity_check', { simple: true })),
      (db.$client.pragma('foreign_key_check') as unknown[]).length === 0 ? 'no orphans' : 'orphans',
      firstBrokenLink(db) === undefined ? 'history whole' : 'history broken',
    ].join(', '),
  );
}

if (/reports\.[jt]s$/.test(process.argv[1] ?? '')) {
  const [rounds = '100', seed = '1'] = process.argv.slice(2);
  const outcome = await killReports(Number(rounds), Number(seed));
  console.table(outcome);
  process.exit(outcome.lost + outcome.stuck === 0 ? 0 : 1);
}
