// Asks a clamd whether an upload is known to be harmful, where the settings name one.
import { createReadStream } from 'node:fs';
import { connect } from 'node:net';

const PATIENCE = 30_000;
const PIECE = 64 * 1024;

/** 'unscanned': the scanner cannot be reached, takes too long, or does not say. */
type Verdict = 'clean' | 'infected' | 'unscanned';

/**
 * Sends the file at `path` to the clamd at `address`, "host:port" or the path of its socket, and answers with what it
 * says. `patience` in milliseconds. Throws nothing. Source: the INSTREAM command of clamd(8).
 */
export async function scan(address: string, path: string, patience = PATIENCE): Promise<Verdict> {
  const socket = connect(placeOf(address));
  const said = new Promise<string>((done) => {
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (piece) => {
      text += piece;
    });
    socket.on('error', () => done(''));
    socket.on('close', () => done(text));
    setTimeout(() => socket.destroy(), patience).unref();
  });
  const sent = send(socket, path).catch(() => socket.destroy());
  const answer = (await said).replace(/\0/g, '').trim();
  await sent;
  if (answer.endsWith(' FOUND')) return 'infected';
  return answer === 'stream: OK' ? 'clean' : 'unscanned';
}

function placeOf(address: string) {
  const [, host, port] = /^([^/]+):(\d+)$/.exec(address) ?? [];
  return host ? { host: host.replace(/^\[|\]$/g, ''), port: Number(port) } : { path: address };
}

/** Each piece with its length before it; a length of nothing ends the stream. */
async function send(socket: ReturnType<typeof connect>, path: string): Promise<void> {
  socket.write('zINSTREAM\0');
  for await (const piece of createReadStream(path, { highWaterMark: PIECE })) {
    const bytes = piece as Buffer;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    socket.write(length);
    if (!socket.write(bytes) && !socket.destroyed) {
      await new Promise<void>((done) => {
        socket.once('drain', done);
        socket.once('close', done);
      });
    }
    if (socket.destroyed) return;
  }
  socket.write(Buffer.alloc(4));
}
