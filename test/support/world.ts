// A whole small world for one test: the real application on a copy of the database, with a clock held still.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { type DestinationStream, pino } from 'pino';
import supertest from 'supertest';
import { inject } from 'vitest';
import { openDatabase, type Store } from '../../db/open.js';
import { letters } from '../../db/schema/mail.js';
import type { Group, Language } from '../../src/access/actor.js';
import { createApp } from '../../src/app.js';
import { type Config, demoConfig, makeFolders } from '../../src/config.js';
import type { Ctx } from '../../src/context.js';
import { unseal } from '../../src/lib/seal.js';
import { toInstant } from '../../src/lib/time.js';
import { newToken } from '../../src/lib/token.js';
import * as people from '../../src/people/queries.js';
import { insertSession } from '../../src/sessions/queries.js';
import { logOptions } from '../../src/web/log.js';
import { endWith } from './open-worlds.js';

export type World = {
  ctx: Ctx & { db: Store };
  app: Express;
  clock: { now(): number; set(instant: number): void; pass(milliseconds: number): void };
  /** Everything that was logged, as text. */
  logged(): string;
  /** A browser of its own: keeps cookies, sends our origin, fills tokens by `post`. */
  browser(language?: Language): Browser;
  /** A person in these groups, signed in (staff with both factors) in a browser of their own. */
  signedIn(name: string, groups: Group[], language?: Language): { browser: Browser; personId: number };
  /** All letters, oldest first, with their text. */
  letters(): {
    letter: string;
    recipient: string | null;
    subject: string;
    text: string;
    state: string;
    language: string;
  }[];
};

/** Thursday, 22 October 2026, 10:00 in Prishtina. */
export const START = toInstant('2026-10-22', '10:00');

/** Makes a world; it is closed and its folder removed after the test, or after all tests of the file. */
export function makeWorld(overrides: Partial<Config> = {}, until: 'test' | 'file' = 'test'): World {
  const folder = mkdtempSync(join(tmpdir(), 'hlc-world-'));
  const config = demoConfig(folder, 3999, {
    baseUrl: 'http://127.0.0.1',
    demo: false,
    requestsPerMinute: 100_000,
    ...overrides,
  });
  makeFolders(config);
  const db = openDatabase(readFileSync(inject('image')));
  const log: string[] = [];
  const stream: DestinationStream = { write: (line: string) => void log.push(line) };
  let now = START;
  const clock = {
    now: () => now,
    set: (instant: number) => {
      now = instant;
    },
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
  const ctx = { db, clock, config, log: pino(logOptions('info'), stream) };
  const app = createApp(ctx);
  endWith(until, () => {
    db.$client.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const browser = (language: Language = 'en') => new Browser(app, config.baseUrl, language);
  return {
    ctx,
    app,
    clock,
    logged: () => log.join(''),
    browser,
    signedIn(name, groups, language = 'en') {
      const personId = people.insertPerson(db, {
        name,
        email: `${name.toLowerCase().replace(/\W+/g, '.')}@example.org`,
        language,
        createdAt: now,
        emailConfirmedAt: now,
      });
      for (const group of groups) people.insertMembership(db, { personId, group, since: now });
      const { token, tokenHash } = newToken();
      const onlyApplicant = groups.every((group) => group === 'applicant');
      insertSession(db, {
        tokenHash,
        personId,
        assurance: onlyApplicant ? 'link' : 'full',
        remembered: onlyApplicant,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + 30 * 86_400_000,
      });
      const made = browser(language);
      made.cookies.set('__Host-session', token);
      return { browser: made, personId };
    },
    letters() {
      return db
        .select()
        .from(letters)
        .all()
        .map((letter) => ({
          letter: letter.letter,
          recipient: letter.recipient,
          subject: letter.subject,
          state: letter.state,
          language: letter.language,
          text: letter.sealedBody
            ? JSON.parse(unseal(config.keyring, letter.sealedBody, `letter:${letter.messageId}`).toString())
                .text
            : '',
        }));
    },
  };
}

type Fields = Record<string, string | string[]>;
/** Undefined: not sent at all. */
type Headers = Record<string, string | undefined>;
export type Answer = { status: number; text: string; location: string; headers: Record<string, string> };

/** A browser without JavaScript: cookies, same-origin headers, and forms posted as the page gave them. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: Express;
  readonly #origin: string;

  constructor(app: Express, origin: string, language: Language) {
    this.#app = app;
    this.#origin = origin;
    this.cookies.set('__Host-language', language);
  }

  /** Fetches a page; redirects are not followed. */
  async get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#take(await this.#dress(supertest(this.#app).get(url), headers));
  }

  /** Fetches a page as bytes, whatever it is. */
  async bytes(url: string): Promise<{ status: number; body: Buffer; headers: Record<string, string> }> {
    const answer = await this.#dress(supertest(this.#app).get(url), {})
      .buffer(true)
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    return { status: answer.status, body: answer.body as Buffer, headers: answer.headers };
  }

  /** Fetches `page` and posts the form on it whose action is `action` (default: the page), with `fields` filled in. */
  async submit(page: string, fields: Fields, action = page.split('?')[0] ?? page): Promise<Answer> {
    const shown = await this.get(page);
    if (shown.status !== 200) throw new Error(`${page} answered ${shown.status}, not a form`);
    return this.post(action, { ...hiddenFields(shown.text, action), ...fields });
  }

  /** Posts exactly these fields. */
  async post(url: string, fields: Fields, headers: Headers = {}): Promise<Answer> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) body.append(name, one);
    }
    const sent = supertest(this.#app).post(url).type('form').send(body.toString());
    return this.#take(await this.#dress(sent, { 'Sec-Fetch-Site': 'same-origin', ...headers }));
  }

  /** Posts a multipart form with files. */
  async upload(
    url: string,
    fields: Record<string, string>,
    field: string,
    files: { name: string; bytes: Buffer }[],
  ): Promise<Answer> {
    let sent = this.#dress(supertest(this.#app).post(url), { 'Sec-Fetch-Site': 'same-origin' });
    for (const [name, value] of Object.entries(fields)) sent = sent.field(name, value);
    for (const file of files) sent = sent.attach(field, file.bytes, file.name);
    return this.#take(await sent);
  }

  #dress(request: supertest.Test, headers: Headers): supertest.Test {
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = Object.entries({ Cookie: cookies, Origin: this.#origin, ...headers });
    const sent = all.filter((pair): pair is [string, string] => pair[1] !== undefined);
    return request.set(Object.fromEntries(sent)).redirects(0);
  }

  #take(response: supertest.Response): Answer {
    for (const line of (response.headers['set-cookie'] as unknown as string[] | undefined) ?? []) {
      const [pair = ''] = line.split(';');
      const cut = pair.indexOf('=');
      const value = decodeURIComponent(pair.slice(cut + 1));
      if (value === '' || /Expires=Thu, 01 Jan 1970/.test(line)) this.cookies.delete(pair.slice(0, cut));
      else this.cookies.set(pair.slice(0, cut), value);
    }
    return {
      status: response.status,
      text: response.text ?? '',
      location: response.headers.location ?? '',
      headers: response.headers as Record<string, string>,
    };
  }
}

/** The hidden inputs of the form with this action on a page. */
export function hiddenFields(html: string, action: string): Record<string, string> {
  const forms = html
    .split('<form')
    .slice(1)
    .map((part) => part.split('</form>')[0] ?? '');
  const form = forms.find((part) =>
    new RegExp(`action="${action.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}"`).test(part.split('>')[0] ?? ''),
  );
  if (form === undefined) throw new Error(`there is no form with action ${action} on the page`);
  const fields: Record<string, string> = {};
  for (const [input] of form.matchAll(/<input\b[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1];
    if (name) fields[name] = decode(/value="([^"]*)"/.exec(input)?.[1] ?? '');
  }
  return fields;
}

function decode(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&(amp|lt|gt|quot);/g, (all, name: string) => named[name] ?? all);
}
