// Delivery over a real SMTP server: outage and recovery, refusals, a server that hangs, senders that die or compete.
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { history } from '../../db/schema/history.js';
import { letters } from '../../db/schema/mail.js';
import { tasks } from '../../db/schema/tasks.js';
import type { Language } from '../../src/access/actor.js';
import { day, hour, minute } from '../../src/lib/time.js';
import { queue } from '../../src/mail/outbox.js';
import { claimLetter } from '../../src/mail/queries.js';
import { LEASE, PAUSES } from '../../src/mail/rules.js';
import { deliver } from '../../src/mail/send.js';
import { openPostOffice, type PostOffice } from '../support/post-office.js';
import { makeWorld, type World } from '../support/world.js';

const about = { entity: 'application', entityId: 7 };

/** A letter to Arta with a secret link in it. */
function signInLetter(world: World, email = 'arta@example.org', language: Language = 'en'): number {
  const data = { link: 'https://apply.example.org/sign-in/link?token=s3cret-token', minutes: 30 };
  return queue(world.ctx, 'sign-in-link', { personId: null, email, language }, about, data);
}

function notice(
  world: World,
  language: Language = 'en',
  attachments: { kind: string; id: number }[] = [],
): number {
  const data = { notice: 'password', when: 'Thursday', link: 'https://apply.example.org/contact' };
  const to = { personId: null, email: 'arta@example.org', language };
  return queue(world.ctx, 'security-notice', to, { ...about, attachments }, data);
}

function letter(world: World, id: number) {
  const row = world.ctx.db.select().from(letters).where(eq(letters.id, id)).get();
  if (!row) throw new Error('the letter is gone');
  return row;
}

const stateOf = (world: World, id: number) => {
  const { state, attempts, lastProblem } = letter(world, id);
  return { state, attempts, lastProblem };
};

/** A sender that does not wait long for an answer. */
const hurried = ({ ctx }: World, { hurried: smtpUrl }: PostOffice) => ({
  ...ctx,
  config: { ...ctx.config, smtpUrl },
});

describe('a letter that is taken', () => {
  test.each([
    ['sq', /ë/],
    ['sr', /š/],
    ['sr-Cyrl', /ш/],
    ['en', /link/],
  ] as const)('arrives in %s with every letter of its words, as text and as HTML', async (language, sign) => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url, mailFrom: 'HLC Kosovo <noreply@example.org>' });
    const id = signInLetter(world, 'arta@example.org', language);
    const [written] = world.letters();

    const result = await deliver(world.ctx, {});

    expect(result).toEqual({ sent: 1, later: 0, failed: 0 });
    const [arrived] = office.received;
    expect(arrived?.subject).toBe(written?.subject);
    expect(arrived?.text?.trim()).toBe(written?.text.trim());
    expect(arrived?.text).toMatch(sign);
    expect(arrived?.text).toContain('https://apply.example.org/sign-in/link?token=s3cret-token');
    for (const line of written?.text.split('\n').filter((one) => !/[&=]/.test(one)) ?? [])
      expect(arrived?.html).toContain(line);
    expect(arrived?.messageId).toBe(letter(world, id).messageId);
    expect(arrived?.from?.text).toBe('"HLC Kosovo" <noreply@example.org>');
    expect(arrived?.to && !Array.isArray(arrived.to) && arrived.to.text).toBe('arta@example.org');
    expect(arrived?.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('is erased when it held a link, and kept when it did not', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const secret = signInLetter(world);
    const plain = notice(world);

    await deliver(world.ctx, {});

    expect(letter(world, secret)).toMatchObject({
      state: 'sent',
      sealedBody: null,
      sentAt: world.clock.now(),
    });
    expect(letter(world, plain)).toMatchObject({ state: 'sent', sentAt: world.clock.now() });
    expect(letter(world, plain).sealedBody).toBeInstanceOf(Buffer);
  });

  test('carries what is attached, made when it leaves', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    notice(world, 'sr', [{ kind: 'answers', id: 7 }]);
    const answers = async (id: number) => ({
      filename: `Odgovori č ${id}.pdf`,
      content: Buffer.from('%PDF-1.4 sample'),
      contentType: 'application/pdf',
    });

    await deliver(world.ctx, { answers });

    const [attachment] = office.received[0]?.attachments ?? [];
    expect(attachment?.filename).toBe('Odgovori č 7.pdf');
    expect(attachment?.contentType).toBe('application/pdf');
    expect(attachment?.content.toString()).toBe('%PDF-1.4 sample');
  });

  test('never leaves without SMTP settings', async () => {
    const world = makeWorld({ smtpUrl: null });
    const id = signInLetter(world);

    const result = await deliver(world.ctx, {});

    expect(result).toEqual({ sent: 0, later: 0, failed: 0 });
    expect(stateOf(world, id)).toEqual({ state: 'queued', attempts: 0, lastProblem: null });
  });

  test('leaves before its recipient can add headers to it', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    signInLetter(world, 'arta@example.org>\r\nBcc: zana@example.org');

    await deliver(world.ctx, {});

    expect(office.tried).not.toContain('zana@example.org');
    expect(office.received.map((one) => one.headers.get('bcc'))).toEqual(
      office.received.map(() => undefined),
    );
  });
});

describe('a letter that cannot leave yet', () => {
  test('waits out an outage, then arrives once, with the Message-ID it always had', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    const { messageId } = letter(world, id);
    await office.close();

    const away = await deliver(world.ctx, {});
    const between = letter(world, id);
    const tooEarly = await deliver(world.ctx, {});
    const back = await openPostOffice(office.port);
    world.clock.pass(minute);
    const again = await deliver(world.ctx, {});

    expect(away).toEqual({ sent: 0, later: 1, failed: 0 });
    expect(between).toMatchObject({
      state: 'queued',
      attempts: 1,
      lastProblem: 'connection',
      nextAttemptAt: world.clock.now(),
    });
    expect(tooEarly).toEqual({ sent: 0, later: 0, failed: 0 });
    expect(again).toEqual({ sent: 1, later: 0, failed: 0 });
    expect(back.received.map((one) => one.messageId)).toEqual([messageId]);
  });

  test('does not wait longer than the outage when another gets through', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const first = notice(world);
    await office.close();
    for (const pause of PAUSES.slice(0, 4)) {
      await deliver(world.ctx, {});
      world.clock.pass(pause);
    }
    await deliver(world.ctx, {});
    expect(letter(world, first).nextAttemptAt).toBe(world.clock.now() + 4 * hour);
    const back = await openPostOffice(office.port);
    const second = notice(world);

    await deliver(world.ctx, {});

    expect([stateOf(world, first).state, stateOf(world, second).state]).toEqual(['sent', 'sent']);
    expect(back.received).toHaveLength(2);
  });

  test('is tried again after 451, and only then', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    office.mood = { status: 451, at: 'rcpt', text: '4.7.1 greylisted' };

    const first = await deliver(world.ctx, {});
    const between = stateOf(world, id);
    office.mood = 'take';
    world.clock.pass(minute);
    await deliver(world.ctx, {});

    expect(first).toEqual({ sent: 0, later: 1, failed: 0 });
    expect(between).toEqual({ state: 'queued', attempts: 1, lastProblem: 'busy:451' });
    expect(stateOf(world, id)).toEqual({ state: 'sent', attempts: 2, lastProblem: null });
  });

  test('counts a server that hangs, and one that says 421, as away', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const hung = notice(world);
    office.mood = 'hang';
    await deliver(hurried(world, office), {});
    const turnedAway = notice(world);
    office.mood = { status: 421, at: 'connect', text: 'closing' };
    await deliver(world.ctx, {});

    expect(stateOf(world, hung)).toEqual({ state: 'queued', attempts: 1, lastProblem: 'timeout' });
    expect(stateOf(world, turnedAway)).toEqual({ state: 'queued', attempts: 1, lastProblem: 'connection' });
  });

  test('does not fail for what only our settings can mend', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const refused = notice(world);
    office.mood = { status: 530, at: 'rcpt', text: '5.7.0 authentication required' };

    await deliver(world.ctx, {});

    expect(stateOf(world, refused)).toEqual({ state: 'queued', attempts: 1, lastProblem: 'settings' });
  });

  test('is not sent without TLS to a server elsewhere', async () => {
    const office = await openPostOffice();
    // The same server under a name that is not this machine's own.
    const world = makeWorld({ smtpUrl: office.url.replace('127.0.0.1', '0.0.0.0') });
    const id = notice(world);

    await deliver(world.ctx, {});

    expect(office.received).toEqual([]);
    expect(stateOf(world, id)).toEqual({ state: 'queued', attempts: 1, lastProblem: 'settings' });
  });

  test('waits when its attachment cannot be made, and others leave meanwhile', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const broken = notice(world, 'en', [{ kind: 'answers', id: 7 }]);
    const unknown = notice(world, 'en', [{ kind: 'constructor', id: 7 }]);
    const whole = notice(world);
    const answers = () => Promise.reject(new Error('Arta Sample'));

    const result = await deliver(world.ctx, { answers });

    expect(result).toEqual({ sent: 1, later: 2, failed: 0 });
    expect([broken, unknown, whole].map((id) => stateOf(world, id).lastProblem)).toEqual([
      'unprepared',
      'unprepared',
      null,
    ]);
    expect(world.logged()).not.toContain('Arta Sample');
  });

  test('waits when the key of its words is not on the ring', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    const keyring = { current: 'other', keys: { other: Buffer.alloc(32, 1) } };

    await deliver({ ...world.ctx, config: { ...world.ctx.config, keyring } }, {});

    expect(stateOf(world, id)).toEqual({ state: 'queued', attempts: 1, lastProblem: 'unprepared' });
  });
});

describe('a letter that fails', () => {
  test('becomes a task and a row of the history at once when the address is refused', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    office.mood = { status: 550, at: 'rcpt', text: '5.1.1 <arta@example.org> no such user' };

    const result = await deliver(world.ctx, {});

    expect(result).toEqual({ sent: 0, later: 0, failed: 1 });
    expect(stateOf(world, id)).toEqual({ state: 'failed', attempts: 1, lastProblem: 'no_such_address:550' });
    expect(world.ctx.db.select().from(tasks).all()).toMatchObject([
      {
        kind: 'letter-failed',
        entity: 'letter',
        entityId: id,
        doneAt: null,
        details: { problem: 'mail.problem.no_such_address' },
      },
    ]);
    expect(world.ctx.db.select().from(history).all()).toMatchObject([
      { entity: 'letter', entityId: id, event: 'fail', toState: 'failed', actorRole: 'system' },
    ]);
  });

  test('does not keep the others back', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    office.mood = { status: 554, at: 'data', text: 'spam' };
    const ids = [notice(world), notice(world)];

    const result = await deliver(world.ctx, {});

    expect(result).toEqual({ sent: 0, later: 0, failed: 2 });
    expect(ids.map((id) => stateOf(world, id).lastProblem)).toEqual(['refused:554', 'refused:554']);
  });

  test('gives up after ten attempts within five days', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    const begun = world.clock.now();
    office.mood = { status: 450, at: 'rcpt' };

    for (let attempt = 0; attempt < 10; attempt += 1) {
      await deliver(world.ctx, {});
      if (letter(world, id).state === 'queued') world.clock.set(letter(world, id).nextAttemptAt);
    }

    expect(stateOf(world, id)).toEqual({ state: 'failed', attempts: 10, lastProblem: 'busy:450' });
    expect(world.clock.now() - begun).toBeLessThanOrEqual(5 * day);
    expect(world.clock.now() - begun).toBeGreaterThan(4 * day);
    expect(office.tried).toHaveLength(10);
  });

  test('fails when its person was erased meanwhile', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    world.ctx.db.update(letters).set({ recipient: null, sealedBody: null }).where(eq(letters.id, id)).run();

    await deliver(world.ctx, {});

    expect(stateOf(world, id)).toEqual({ state: 'failed', attempts: 1, lastProblem: 'erased' });
    expect(office.tried).toEqual([]);
  });
});

describe('senders', () => {
  test('that die between claiming and sending leave a letter that leaves after the lease, the same one', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    const { messageId } = letter(world, id);
    claimLetter(world.ctx.db, world.clock.now(), world.clock.now() + LEASE);

    const within = await deliver(world.ctx, {});
    world.clock.pass(LEASE);
    const after = await deliver(world.ctx, {});

    expect(within).toEqual({ sent: 0, later: 0, failed: 0 });
    expect(after).toEqual({ sent: 1, later: 0, failed: 0 });
    expect(office.received.map((one) => one.messageId)).toEqual([messageId]);
    expect(stateOf(world, id)).toEqual({ state: 'sent', attempts: 2, lastProblem: null });
  });

  test('that work at the same time send each letter once', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const ids = Array.from({ length: 20 }, () => notice(world));

    const results = await Promise.all([1, 2, 3].map(() => deliver(world.ctx, {})));

    expect(results.reduce((sum, result) => sum + result.sent, 0)).toBe(20);
    expect(new Set(office.received.map((one) => one.messageId)).size).toBe(20);
    expect(office.received).toHaveLength(20);
    expect(ids.map((id) => stateOf(world, id).attempts)).toEqual(ids.map(() => 1));
  });

  test('that lost their lease change nothing any more', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    const id = notice(world);
    office.mood = 'hang';
    const slow = deliver(world.ctx, {});
    await expect.poll(() => office.tried.length).toBe(1);
    world.clock.pass(LEASE);
    office.mood = 'take';
    await deliver(world.ctx, {});

    office.hangUp();
    await slow;

    expect(stateOf(world, id)).toEqual({ state: 'sent', attempts: 2, lastProblem: null });
    expect(office.received).toHaveLength(1);
  });

  test('stop between two letters when they are told to', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.url });
    notice(world, 'en', [{ kind: 'answers', id: 1 }]);
    const second = notice(world);
    const stopping = new AbortController();
    const answers = async () => {
      stopping.abort();
      return { filename: 'a.pdf', content: Buffer.from('x'), contentType: 'application/pdf' };
    };

    await deliver(world.ctx, { answers }, stopping.signal);

    expect(office.received).toHaveLength(1);
    expect(stateOf(world, second)).toEqual({ state: 'queued', attempts: 0, lastProblem: null });
  });

  test('write nothing about anybody into the log, whatever happens', async () => {
    const office = await openPostOffice();
    const world = makeWorld({ smtpUrl: office.hurried.replace('smtp://', 'smtp://mailer:p4ssmark@') });
    const moods = [
      'take',
      { status: 550, at: 'rcpt', text: 'markus@marker.example is unknown' },
      'hang',
      { status: 451, at: 'data', text: 'markus@marker.example' },
    ] as const;
    for (const mood of moods) {
      office.mood = mood;
      signInLetter(world, 'markus@marker.example');
      await deliver(world.ctx, { answers: () => Promise.reject(new Error('markus')) });
      world.clock.pass(10 * day);
    }
    await office.close();
    signInLetter(world, 'markus@marker.example');
    await deliver(world.ctx, {});

    expect(world.logged()).toContain('"letter"');
    for (const mark of ['markus', 'marker.example', 's3cret', 'sign-in link', 'p4ssmark', '127.0.0.1']) {
      expect(world.logged()).not.toContain(mark);
    }
  });
});
