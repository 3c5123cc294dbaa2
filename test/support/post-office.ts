// A real SMTP server in this process, which takes, refuses, delays or drops letters as a test says.
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';
import { nextPort } from './port.js';

/** What the server does with the next letters: takes them, takes and hangs up unanswered, never answers, or this code. */
type Mood = 'take' | 'drop' | 'hang' | { status: number; at: 'connect' | 'rcpt' | 'data'; text?: string };

export type PostOffice = {
  url: string;
  /** The same with time-outs of less than half a second, for letters that get no answer. */
  hurried: string;
  port: number;
  received: ParsedMail[];
  /** Every attempt, refused ones included, by recipient. */
  tried: string[];
  mood: Mood;
  /** Told of every recipient named, and of every letter taken before it is answered. */
  watch: ((at: 'rcpt' | 'data') => void) | undefined;
  /** Leaves whoever waits for an answer without one. */
  hangUp(): void;
  close(): Promise<void>;
};

async function listen(server: SMTPServer, port: number): Promise<void> {
  for (;;) {
    const asked = port || nextPort();
    const problem = await new Promise<NodeJS.ErrnoException | null>((done) => {
      server.server.once('error', done);
      server.listen(asked, '127.0.0.1', () => {
        server.server.off('error', done);
        done(null);
      });
    });
    if (problem === null) return;
    if (port !== 0 || problem.code !== 'EADDRINUSE') throw problem;
  }
}

/** Opens a post office on a port of its own, or again on `port`; closed after the test. */
export async function openPostOffice(port = 0): Promise<PostOffice> {
  const office: PostOffice = {
    url: '',
    hurried: '',
    port: 0,
    received: [],
    tried: [],
    mood: 'take',
    watch: undefined,
    hangUp,
    close,
  };
  const refusal = (at: 'connect' | 'rcpt' | 'data') =>
    typeof office.mood === 'object' && office.mood.at === at
      ? Object.assign(new Error(office.mood.text ?? 'no'), { responseCode: office.mood.status })
      : undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect: (_session, done) => done(refusal('connect')),
    onRcptTo(address, _session, done) {
      office.tried.push(address.address);
      office.watch?.('rcpt');
      if (office.mood !== 'hang') done(refusal('rcpt'));
    },
    onData(stream, _session, done) {
      simpleParser(stream).then((letter) => {
        const refused = refusal('data');
        if (!refused) office.received.push(letter);
        office.watch?.('data');
        if (office.mood === 'drop') hangUp();
        else done(refused);
      }, done);
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket) => sockets.add(socket));
  server.on('error', () => undefined); // a sender that hangs up is part of the tests
  await listen(server, port);
  office.port = (server.server.address() as AddressInfo).port;
  office.url = `smtp://127.0.0.1:${office.port}`;
  office.hurried = `${office.url}?socketTimeout=400&greetingTimeout=400&connectionTimeout=400`;
  let closed = false;
  function hangUp() {
    for (const socket of sockets) socket.destroy();
  }
  function close(): Promise<void> {
    if (closed) return Promise.resolve();
    closed = true;
    return new Promise((done) => server.close(() => done()));
  }
  onTestFinished(close);
  return office;
}
