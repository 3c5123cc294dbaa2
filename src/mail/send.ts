// Sends what the outbox holds: claims a letter, hands it to the mail server, and writes down what came of it.
import type { SendMailOptions, Transporter } from 'nodemailer';
import { SYSTEM } from '../access/actor.js';
import { type Ctx, inTransaction } from '../context.js';
import { record } from '../history/record.js';
import { unseal } from '../lib/seal.js';
import { minute } from '../lib/time.js';
import { open as openTask } from '../tasks/service.js';
import { type LetterName, letterRules } from './letters.js';
import { blank, claimLetter, countDue, endClaim, hurry, type Letter } from './queries.js';
import { LEASE, PAUSES } from './rules.js';

type Enclosure = { filename: string; content: Buffer; contentType: string };
/** Whom a letter goes to: what is enclosed may be meant for them alone. */
type Reader = { personId: number | null; email: string; language: Letter['language'] };
/** What makes an attachment when the letter leaves: kind -> its maker. */
export type Makers = Record<string, (id: number, reader: Reader) => Promise<Enclosure>>;
export type Delivered = { sent: number; later: number; failed: number };

const LONGEST_SENDING = 3 * minute;
/** After these it is certain that the reader has nothing; after any other they may have the letter. */
const NOT_ARRIVED = ['connection', 'settings', 'busy', 'refused', 'no_such_address', 'unprepared', 'erased'];
/** Problems of the server, not of the letter: when one letter gets through, these need not wait. */
const SERVER_AWAY = ['connection', 'cut_off', 'timeout', 'settings'];

/**
 * Sends every letter that is due, one after the other. Stops early when the server is away, or `signal` says so.
 * Without SMTP settings nothing leaves. Nothing it logs names a person, an address or a subject.
 */
export async function deliver(ctx: Ctx, makers: Makers, signal?: AbortSignal): Promise<Delivered> {
  const result: Delivered = { sent: 0, later: 0, failed: 0 };
  if (!ctx.config.smtpUrl || countDue(ctx.db, ctx.clock.now()) === 0) return result;
  const post = await openPost(ctx.config.smtpUrl);
  try {
    while (!signal?.aborted) {
      const letter = claimLetter(ctx.db, ctx.clock.now(), ctx.clock.now() + LEASE);
      if (!letter) break;
      const problem = await sendOne(ctx, post, makers, letter);
      const outcome = problem ? noteProblem(ctx, letter, problem) : noteSent(ctx, letter);
      result[outcome] += 1;
      ctx.log.info(
        { letter: letter.id, attempt: letter.attempts, outcome, problem: problem?.code },
        'letter',
      );
      if (problem && SERVER_AWAY.includes(problem.code)) break;
    }
  } finally {
    post.close();
  }
  return result;
}

/** The connection; its limits are defaults that the address may override (`?socketTimeout=…`). */
async function openPost(smtpUrl: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  const isHere = /^(localhost|127\.|\[?::1)/.test(new URL(smtpUrl).hostname);
  return createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 1,
    // Letters carry personal data: across a network never without TLS.
    requireTLS: !isHere,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    dnsTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

type Failure = { code: string; permanent: boolean };

/** Sends one letter; answers with what went wrong, if anything did. */
async function sendOne(
  ctx: Ctx,
  post: Transporter,
  makers: Makers,
  letter: Letter,
): Promise<Failure | undefined> {
  if (!letter.sealedBody || !letter.recipient) return { code: 'erased', permanent: true };
  let message: SendMailOptions;
  try {
    message = await write(ctx, makers, letter, letter.sealedBody);
  } catch (error) {
    ctx.log.error({ letter: letter.id, err: error }, 'a letter could not be put together');
    return { code: 'unprepared', permanent: false };
  }
  try {
    await withinTime(post.sendMail({ ...message, to: { name: '', address: letter.recipient } }));
    return undefined;
  } catch (error) {
    return read(error as SmtpError);
  }
}

async function write(ctx: Ctx, makers: Makers, letter: Letter, sealedBody: Buffer): Promise<SendMailOptions> {
  const body = unseal(ctx.config.keyring, sealedBody, `letter:${letter.messageId}`);
  const { text, html } = JSON.parse(body.toString()) as { text: string; html: string };
  const reader = { personId: letter.personId, email: letter.recipient ?? '', language: letter.language };
  return {
    messageId: letter.messageId,
    date: new Date(ctx.clock.now()),
    from: ctx.config.mailFrom,
    subject: letter.subject,
    text,
    html,
    ...enclose(
      await Promise.all(letter.attachments.map(({ kind, id }) => makerOf(makers, kind)(id, reader))),
    ),
    headers: {
      'Content-Language': letter.language === 'sr' ? 'sr-Latn' : letter.language,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
  };
}

/** Files as they are; what is meant for the calendar stands beside the words too, where calendars look for it. */
function enclose(made: Enclosure[]): Pick<SendMailOptions, 'attachments' | 'icalEvent'> {
  const event = made.find(({ contentType }) => contentType.startsWith('text/calendar'));
  const method = /method=(\w+)/.exec(event?.contentType ?? '')?.[1] ?? 'PUBLISH';
  return {
    attachments: made.filter((one) => one !== event),
    ...(event ? { icalEvent: { method, filename: event.filename, content: event.content } } : {}),
  };
}

function makerOf(makers: Makers, kind: string): Makers[string] {
  const maker = Object.hasOwn(makers, kind) ? makers[kind] : undefined;
  if (!maker) throw new Error(`nobody makes attachments of the kind ${kind}`);
  return maker;
}

/** A server that answers a byte at a time would outlast the lease. */
async function withinTime(sending: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_done, fail) => {
    timer = setTimeout(
      () => fail(Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' })),
      LONGEST_SENDING,
    );
  });
  try {
    await Promise.race([sending, late]);
  } finally {
    clearTimeout(timer);
  }
}

type SmtpError = Error & {
  code?: string;
  responseCode?: number;
  response?: string;
  command?: string;
  syscall?: string;
};

/**
 * What an error means. 5xx is final only when it is about this letter: a refused password, a missing TLS or a
 * greeting that turns us away is for whoever looks after the settings, and the letter waits.
 */
function read(error: SmtpError): Failure {
  const status = error.responseCode ?? 0;
  const later = (code: string): Failure => ({ code, permanent: false });
  if (error.code === 'EAUTH' || error.code === 'ETLS' || [530, 534, 535, 538].includes(status))
    return later('settings');
  if (status === 421) return later('connection');
  if (status >= 400 && status < 500) return later(`busy:${status}`);
  const aboutLetter = /^(MAIL|RCPT|DATA|API)/.test(error.command ?? '');
  if (status >= 500 && aboutLetter) {
    const noSuchAddress = /\b5\.1\.[1236]\b/.test(error.response ?? '') && error.command?.startsWith('RCPT');
    return { code: `${noSuchAddress ? 'no_such_address' : 'refused'}:${status}`, permanent: true };
  }
  if (error.code === 'EMESSAGE') return { code: 'refused:552', permanent: true }; // larger than the server takes
  if (error.code === 'EENVELOPE' && status === 0) return { code: 'no_such_address', permanent: true };
  if (error.code === 'ETIMEDOUT') return later('timeout');
  // Cut off half-way, the letter may have arrived all the same.
  return later(error.code === 'EDNS' || error.syscall === 'connect' ? 'connection' : 'cut_off');
}

function noteSent(ctx: Ctx, letter: Letter): 'sent' | 'later' {
  const rule = letterRules[letter.letter as LetterName];
  const spent = rule?.last ? blank : rule?.secret ? { sealedBody: null } : {};
  const ended = endClaim(ctx.db, letter, {
    state: 'sent',
    sentAt: ctx.clock.now(),
    lastProblem: null,
    sealedData: null,
    ...spent,
  });
  if (hurry(ctx.db, ctx.clock.now(), SERVER_AWAY) > 0) ctx.log.info('the mail server is back');
  return ended ? 'sent' : 'later';
}

function noteProblem(ctx: Ctx, letter: Letter, { code, permanent }: Failure): 'later' | 'failed' {
  const pause = PAUSES[letter.attempts - 1];
  const inDoubt = letter.inDoubt || !NOT_ARRIVED.includes(code.split(':')[0] ?? '');
  const outcome = { lastProblem: code, inDoubt };
  if (!permanent && pause !== undefined) {
    endClaim(ctx.db, letter, { ...outcome, state: 'queued', nextAttemptAt: ctx.clock.now() + pause });
    return 'later';
  }
  const isLast = letterRules[letter.letter as LetterName]?.last === true;
  inTransaction(ctx, (inside) => {
    const ended = { ...outcome, state: 'failed', ...(isLast ? blank : {}) } as const;
    if (!endClaim(inside.db, letter, ended)) return;
    const about = { entity: 'letter', entityId: letter.id };
    record(inside, SYSTEM, {
      ...about,
      event: 'fail',
      from: 'sending',
      to: 'failed',
      details: { problem: code },
    });
    if (isLast) return; // there is nobody left to be reached in another way
    const details = { subject: letter.subject, problem: `mail.problem.${code.split(':')[0]}` };
    openTask(inside, { kind: 'letter-failed', ...about, details });
  });
  return 'failed';
}
