// Kills the server with -9 at random moments while applications are sent, restarts it, and counts what is there.
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerVersions } from '../../db/schema/answers.js';
import { applications } from '../../db/schema/applications.js';
import { traces } from '../../db/schema/eligibility.js';
import { history } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { sampleCall } from '../../db/seed/calls.js';
import { loadCall, loadVocabulary } from '../../db/seed/vocabulary.js';
import type { Actor } from '../../src/access/actor.js';
import * as answers from '../../src/answers/service.js';
import * as service from '../../src/applications/service.js';
import { demoConfig } from '../../src/config.js';
import type { Ctx } from '../../src/context.js';
import * as documents from '../../src/documents/service.js';
import { firstBrokenLink } from '../../src/history/queries.js';
import { newToken } from '../../src/lib/token.js';
import { personFor } from '../../src/people/service.js';
import { open } from '../../src/server.js';
import { insertSession } from '../../src/sessions/queries.js';
import { freePort } from '../support/port.js';
import { generator, start } from './process.js';

/** The first answer of a fresh process takes about half of this: kills fall before, during and after the commit. */
const LONGEST_WAIT = 160;

export type Outcome = {
  sent: number;
  /** Answered with the reference's page before the kill. */
  acknowledged: number;
  /** Killed before the answer arrived, and sent again with the same form afterwards. */
  repeated: number;
  /** Acknowledged and not there: must be 0. */
  lost: number;
  /** Neither wholly sent nor wholly a draft after a kill: must be 0. */
  half: number;
  /** References given twice, or applications with two receipts: must be 0. */
  doubled: number;
  integrity: string;
};

/** Sends `many` applications, one kill each. The randomness is seeded, so that a bad run can be repeated. */
export async function killNine(many: number, seed = 1): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-kill-'));
  const port = await freePort();
  const config = demoConfig(folder, port, { logLevel: 'silent' });
  const outcome: Outcome = {
    sent: many,
    acknowledged: 0,
    repeated: 0,
    lost: 0,
    half: 0,
    doubled: 0,
    integrity: '',
  };
  const random = generator(seed);
  try {
    const before = open(config);
    loadVocabulary(before);
    loadCall(before, sampleCall);
    const ready = Array.from({ length: many }, (_unused, index) =>
      readyToSend(before, `kill${index}@example.org`),
    );
    before.db.$client.close();

    let server = await start(folder, port);
    for (const { id, token } of ready) {
      const form = await formOf(port, id, token);
      const answer = post(port, id, form).catch(() => undefined);
      await new Promise((done) => setTimeout(done, random() * LONGEST_WAIT));
      server.kill('SIGKILL');
      // Gone wholly, port and locks too, before the next one starts.
      const [status] = await Promise.all([answer, once(server, 'exit')]);
      const acknowledged = status === 303;
      const seen = look(config, id);
      if (acknowledged) outcome.acknowledged += 1;
      if (acknowledged && seen !== 'sent') outcome.lost += 1;
      if (seen === 'half') outcome.half += 1;
      server = await start(folder, port);
      if (!acknowledged) {
        outcome.repeated += 1;
        if ((await post(port, id, form)) !== 303) outcome.lost += 1;
      }
    }
    server.kill('SIGKILL');
    await once(server, 'exit');
    Object.assign(outcome, countAll(config, many));
    return outcome;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A whole draft of a signed-in person; nothing is missing but the sending. */
function readyToSend(ctx: Ctx, email: string): { id: number; token: string } {
  const now = ctx.clock.now();
  const personId = personFor(ctx, email, 'en', 'Arta Sample');
  const { token, tokenHash } = newToken();
  const times = { createdAt: now, lastSeenAt: now, expiresAt: now + 86_400_000 };
  const sessionId = insertSession(ctx.db, {
    tokenHash,
    personId,
    assurance: 'link',
    remembered: true,
    ...times,
  });
  const actor: Actor = {
    personId,
    sessionId,
    name: 'Arta Sample',
    groups: ['applicant'],
    language: 'en',
    assurance: 'link',
  };
  const id = service.start(ctx, actor, { slug: sampleCall.slug });
  const sections = {
    about: { name: 'Arta Sample', letterLanguage: 'en' },
    studies: {
      institution: 'up',
      faculty: 'law',
      degree: 'bachelor',
      studyYear: '4',
      programmeYears: '4',
      averageScale: 'five_to_ten',
      average: '8,50',
      criminalLaw: 'passed',
      criminalProcedure: 'passed',
      profile: 'criminal',
    },
    experience: { serbianLevel: 'good', previousInternship: 'no' },
    letter: { letter: 'Why I want to monitor trials.' },
    declarations: { truthful: 'on', privacy: 'on' },
  } as const;
  for (const [section, posted] of Object.entries(sections)) {
    answers.saveSection(ctx, actor, 'application.edit', {
      id,
      section: section as keyof typeof sections,
      posted,
      version: 0,
    });
  }
  const bytes = Buffer.from('%PDF-1.4 sample');
  const document = {
    bytes,
    type: 'pdf' as const,
    pages: 1,
    sha256: tokenHash,
    suggestedName: 'certificate.pdf',
  };
  documents.add(ctx, actor, 'application.edit', { id, slot: 'grades_certificate', document });
  return { id, token };
}

function look(config: ReturnType<typeof demoConfig>, id: number): 'sent' | 'draft' | 'half' {
  const { db } = open(config);
  const row = db
    .select()
    .from(applications)
    .all()
    .find((one) => one.id === id);
  const receipts = db
    .select()
    .from(letters)
    .all()
    .filter((one) => one.entityId === id && one.letter === 'application-received');
  const kept = db
    .select()
    .from(answerVersions)
    .all()
    .filter((one) => one.applicationId === id);
  const judged = db
    .select()
    .from(traces)
    .all()
    .filter((one) => one.applicationId === id);
  const events = db
    .select()
    .from(history)
    .all()
    .filter((one) => one.entityId === id && one.entity === 'application' && one.event === 'submit');
  db.$client.close();
  const parts = [
    row?.state === 'submitted' && row.reference !== null,
    receipts.length === 1,
    kept.length >= 4,
    judged.length === 1,
    events.length === 1,
  ];
  if (parts.every(Boolean)) return 'sent';
  return parts.some(Boolean) || row?.state !== 'draft' ? 'half' : 'draft';
}

function countAll(
  config: ReturnType<typeof demoConfig>,
  many: number,
): Pick<Outcome, 'doubled' | 'integrity'> {
  const { db } = open(config);
  const references = db
    .select()
    .from(applications)
    .all()
    .map((one) => one.reference);
  const receipts = db
    .select()
    .from(letters)
    .all()
    .filter((one) => one.letter === 'application-received');
  const doubled = references.length - new Set(references).size + Math.max(0, receipts.length - many);
  const checks = [
    String(db.$client.pragma('integrity_check', { simple: true })),
    (db.$client.pragma('foreign_key_check') as unknown[]).length === 0 ? 'no orphans' : 'orphans',
    firstBrokenLink(db) === undefined ? 'history whole' : 'history broken',
    receipts.length === many ? 'one receipt each' : `${receipts.length} receipts for ${many}`,
  ];
  db.$client.close();
  return { doubled, integrity: checks.join(', ') };
}

async function formOf(port: number, id: number, token: string): Promise<{ body: string; cookie: string }> {
  const page = await fetch(`http://localhost:${port}/my/applications/${id}/check`, {
    headers: { cookie: `__Host-session=${token}` },
  });
  const html = await page.text();
  const browser = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  const body = new URLSearchParams({ _token: hidden('_token'), _key: hidden('_key') }).toString();
  return { body, cookie: `__Host-session=${token}; ${browser}` };
}

async function post(port: number, id: number, form: { body: string; cookie: string }): Promise<number> {
  const answer = await fetch(`http://localhost:${port}/my/applications/${id}/check`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      cookie: form.cookie,
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://localhost:${port}`,
      'sec-fetch-site': 'same-origin',
    },
    body: form.body,
  });
  return answer.status;
}

if (/kill-nine\.[jt]s$/.test(process.argv[1] ?? '')) {
  const [many = '200', seed = '1'] = process.argv.slice(2);
  const outcome = await killNine(Number(many), Number(seed));
  console.table(outcome);
  process.exit(outcome.lost + outcome.half + outcome.doubled === 0 ? 0 : 1);
}
